"""The gate: what of all that was found counts, and whether the run passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tqcheck.config import Config
from tqcheck.gate.baseline import apply_baseline, load_baseline, write_baseline
from tqcheck.gate.comments import apply_comments, standing
from tqcheck.gate.fingerprints import fingerprint, with_fingerprints
from tqcheck.gate.marks import accepted, kind_of, reason_of
from tqcheck.gate.since import changed, keep_changed, texts_at
from tqcheck.gate.suppressions import apply_suppressions, load_suppressions, suppress
from tqcheck.gate.verdict import adjust, failures, gaps, judge, unsure
from tqcheck.records import CheckRun, DocumentReport, Score, Verdict

__all__ = [
    "Settled",
    "changed",
    "failures",
    "fingerprint",
    "gaps",
    "judge",
    "kind_of",
    "load_baseline",
    "load_suppressions",
    "reason_of",
    "settle",
    "suppress",
    "texts_at",
    "write_baseline",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the gate made of a run; `reasons` say why it failed or could not pass, `notices` are lines to show."""

    documents: tuple[DocumentReport, ...]
    verdict: Verdict
    exit_code: int
    reasons: tuple[str, ...]
    notices: tuple[str, ...]


def settle(
    documents: Sequence[DocumentReport],
    runs: Sequence[CheckRun],
    config: Config,
    *,
    scorer: Callable[[DocumentReport], Score | None] | None = None,
    today: date | None = None,
    partial: bool = False,
) -> Settled:
    """Select, re-rate and fingerprint the findings, mark those accepted, and judge what is left.

    `partial`: these documents are some of many, so that what accepts nothing in them is not called unused. `scorer`
    scores a document once its accepted findings are marked, since those cost nothing.
    Reads the suppression file, the baseline and the repository that `config` names; raises UsageError and
    ConfigError where they are not as they should be.
    """
    notices: list[str] = []
    settled = [with_fingerprints(adjust(document, config)) for document in documents]
    if config.since is not None:
        old_text = texts_at(config.since)
        settled = [keep_changed(document, old_text) for document in settled]
    for n, document in enumerate(settled):
        if config.comments == "honour":
            settled[n], said = apply_comments(document)
            notices += said if config.since is None else ()
        else:
            notices += standing(document)
    marked = tuple(settled)
    if config.suppressions is not None:
        entries = load_suppressions(config.suppressions)
        marked, said = apply_suppressions(
            marked, entries, runs, today or date.today(), partial=partial or config.since is not None
        )
        notices += said
    if config.baseline is not None:
        marked, said = apply_baseline(marked, load_baseline(config.baseline), config.baseline)
        notices += said
    if scorer is not None:
        marked = tuple(replace(document, score=scorer(document)) for document in marked)
    verdict, exit_code = judge(marked, runs, config)
    notices += () if partial else (*accepted(marked), *unsure(marked, config))
    reasons = (*failures(marked, config), *gaps(marked, runs, config))
    return Settled(documents=marked, verdict=verdict, exit_code=exit_code, reasons=reasons, notices=tuple(notices))
