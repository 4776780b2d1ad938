"""A stage that fails on one post costs that post, not the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from tqcheck.checks import checks_for, run_checks
from tqcheck.config import Config
from tqcheck.coverage import CoverageModel
from tqcheck.coverage.back_translation import BackTranslationEvidence
from tqcheck.errors import PluginError, TqcheckError
from tqcheck.evidence import Measured, gather
from tqcheck.internal import unexpected
from tqcheck.plugins import Translator
from tqcheck.records import Bead, Bitext, Check, CheckRun, DocumentEvidence, DocumentReport

Item = TypeVar("Item")
Made = TypeVar("Made")


def isolated(
    items: Sequence[Item],
    stage: Callable[[Sequence[Item]], Sequence[Made]],
    broken: Callable[[Item, BaseException], Made],
) -> list[Made]:
    """What `stage` makes of all items at once; where it raises, of each by itself, with `broken` for those that fail.

    Raises what says that the call or a model is wrong, for every post.
    """
    try:
        return list(stage(items))
    except (Exception, SystemExit) as error:
        if isinstance(error, TqcheckError) and not isinstance(error, PluginError):
            raise
        if len(items) == 1:
            return [broken(items[0], error)]
    return [made for item in items for made in isolated([item], stage, broken)]


def lost(bitext: Bitext, error: BaseException) -> Bitext:
    """A post that a stage failed on: nothing of it counts as checked."""
    says = f"{bitext.path}: could not be checked: {error}" if isinstance(error, PluginError) else None
    fault = says or unexpected(error, post=bitext.path)
    return replace(bitext, source=(), target=(), beads=(), furniture=(), fault=fault, crashed=True)


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

    documents = isolated(aligned, stage, lambda one, error: DocumentEvidence(bitext=lost(one[0], error), beads=()))
    return Measured(documents=tuple(documents), notices=tuple(notices))


def run_selected(
    documents: Sequence[DocumentEvidence], config: Config
) -> tuple[list[DocumentReport], tuple[CheckRun, ...]]:
    """Run the checks that the settings select; posts whose settings differ get checks of their own."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for i, document in enumerate(documents):
        own = config.for_path(document.bitext.file)
        groups.setdefault((own.sensitivity, own.glossary), []).append(i)
    reports: dict[int, DocumentReport] = {}
    runs: dict[str, CheckRun] = {}
    for (sensitivity, glossary), members in groups.items():
        checks = [c for c in checks_for(sensitivity, glossary) if config.selects(c.code)]
        made = isolated([documents[i] for i in members], _checker(checks, runs), _not_checked)
        reports.update(zip(members, made, strict=True))
    return [reports[i] for i in range(len(documents))], tuple(runs.values())


def _checker(
    checks: Sequence[Check], runs: dict[str, CheckRun]
) -> Callable[[Sequence[DocumentEvidence]], list[DocumentReport]]:
    """Runs the checks and notes in `runs` what became of each: the worst of all calls."""

    def stage(documents: Sequence[DocumentEvidence]) -> list[DocumentReport]:
        checked = run_checks(checks, documents)
        for run in checked.runs:
            if run.code not in runs or run.error or (run.skipped and not runs[run.code].error):
                runs[run.code] = run
        return [
            DocumentReport(bitext=document.bitext, beads=document.beads, findings=findings, score=None)
            for document, findings in zip(documents, checked.findings, strict=True)
        ]

    return stage


def _not_checked(document: DocumentEvidence, error: BaseException) -> DocumentReport:
    return DocumentReport(bitext=lost(document.bitext, error), beads=(), findings=(), score=None)
