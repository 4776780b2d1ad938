"""A stage that fails on one post costs that post, not the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from tqcheck.checks import Checked, checks_for, run_checks
from tqcheck.config import Config
from tqcheck.coverage import CoverageModel
from tqcheck.coverage.back_translation import BackTranslationEvidence
from tqcheck.deadline import OverTimeError, deadline
from tqcheck.errors import PluginError, TqcheckError
from tqcheck.evidence import Measured, gather
from tqcheck.internal import unexpected
from tqcheck.plugins import Translator
from tqcheck.records import Bead, Bitext, Check, CheckRun, DocumentEvidence, Finding

Item = TypeVar("Item")
Made = TypeVar("Made")
_EVER = 1e6
_One: TypeAlias = tuple[DocumentEvidence, tuple[Finding, ...]]


def isolated(
    items: Sequence[Item],
    stage: Callable[[Sequence[Item]], Sequence[Made]],
    broken: Callable[[Item, BaseException], Made],
    seconds: float = _EVER,
) -> list[Made]:
    """What `stage` makes of all items at once; where it raises, of each by itself, with `broken` for those that fail.

    So does what takes longer than `seconds` an item. Raises what says that the call or a model is wrong.
    """
    try:
        with deadline(seconds * max(len(items), 1)):
            return list(stage(items))
    except (Exception, SystemExit, OverTimeError) as error:
        if isinstance(error, TqcheckError) and not isinstance(error, PluginError):
            raise
        if len(items) == 1:
            return [broken(items[0], error)]
    return [made for item in items for made in isolated([item], stage, broken, seconds)]


def lost(bitext: Bitext, error: BaseException) -> Bitext:
    """A post that a stage failed on: nothing of it counts as checked."""
    if isinstance(error, PluginError):
        fault = f"{bitext.path}: could not be checked: {error}"
    elif isinstance(error, OverTimeError):
        fault = f"{bitext.path}: not checked: it takes longer than max-seconds allows"
    else:
        fault = unexpected(error, post=bitext.path)
    return replace(bitext, source=(), target=(), beads=(), furniture=(), fault=fault, crashed=True)


def bounded(bitext: Bitext, most: int) -> Bitext:
    """The post, or one with a fault where it has more words than `most`; of pairs that a file states, where one has."""
    units = bitext.beads or ((*bitext.source, *bitext.target),)
    for unit in units:
        segments = (*unit.source, *unit.target) if isinstance(unit, Bead) else unit
        words = sum(len(segment.text.split()) for segment in segments)
        if words > most:
            what = f"a pair of {words:,} words" if isinstance(unit, Bead) else f"{words:,} words"
            fault = f"{bitext.path}: not checked: {what}, more than the {most:,} that max-words allows; split it"
            return replace(bitext, source=(), target=(), beads=(), furniture=(), fault=fault)
    return bitext


def measure(
    aligned: Sequence[tuple[Bitext, Sequence[Bead]]],
    translator: Translator,
    coverage: CoverageModel,
    second: BackTranslationEvidence,
    config: Config,
) -> Measured:
    """The evidence on all posts that some check reads which runs; none on a post that a model fails on."""
    chosen = [check for check in checks_for() if config.selects(check.code)]
    wanted = frozenset(kind for check in chosen for kind in (*check.needs, *check.uses))
    notices: dict[str, None] = {}

    def stage(some: Sequence[tuple[Bitext, Sequence[Bead]]]) -> Sequence[DocumentEvidence]:
        measured = gather(some, translator=translator, coverage=coverage, second=second, wanted=wanted)
        notices.update(dict.fromkeys(measured.notices))
        return measured.documents

    documents = isolated(
        aligned, stage, lambda one, error: DocumentEvidence(bitext=lost(one[0], error), beads=()), config.max_seconds
    )
    return Measured(documents=tuple(documents), notices=tuple(notices))


def check_all(documents: Sequence[DocumentEvidence], config: Config) -> tuple[tuple[DocumentEvidence, ...], Checked]:
    """Run the checks that the settings select; posts whose settings differ get checks of their own.

    Gives the documents again, for a post that the checks as a whole fail on has no evidence any more.
    """
    groups: dict[tuple[Any, ...], list[int]] = {}
    for i, document in enumerate(documents):
        own = config.for_path(document.bitext.file)
        groups.setdefault((own.sensitivity, own.glossary), []).append(i)
    made: dict[int, _One] = {}
    runs: dict[str, CheckRun] = {}
    for (sensitivity, glossary), members in groups.items():
        table = checks_for(sensitivity, glossary, remarks=config.second_opinion_finds)
        checks = [check for check in table if config.selects(check.code)]
        found = isolated([documents[i] for i in members], _checker(checks, runs), _not_checked, config.max_seconds)
        made.update(zip(members, found, strict=True))
    ones = [made[i] for i in range(len(documents))]
    checked = Checked(findings=tuple(findings for _, findings in ones), runs=tuple(runs.values()))
    return tuple(document for document, _ in ones), checked


def _checker(checks: Sequence[Check], runs: dict[str, CheckRun]) -> Callable[[Sequence[DocumentEvidence]], list[_One]]:
    """Runs the checks and notes in `runs` what became of each: the worst of all calls."""

    def stage(documents: Sequence[DocumentEvidence]) -> list[_One]:
        checked = run_checks(checks, documents)
        for run in checked.runs:
            if run.code not in runs or run.error or (run.skipped and not runs[run.code].error):
                runs[run.code] = run
        return list(zip(documents, checked.findings, strict=True))

    return stage


def _not_checked(document: DocumentEvidence, error: BaseException) -> _One:
    return DocumentEvidence(bitext=lost(document.bitext, error), beads=()), ()
