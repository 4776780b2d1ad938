"""Which findings count, and whether the run passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tqcheck.config import Config
from tqcheck.gate.comments import standing
from tqcheck.records import CheckRun, DocumentReport, Finding, Severity, Verdict

EXIT_CODES = {Verdict.PASS: 0, Verdict.FINDINGS: 1, Verdict.INCOMPLETE: 3}


def adjust(document: DocumentReport, config: Config) -> DocumentReport:
    """The document's findings under the settings for its path: selected ones, with their severities overridden."""
    own = config.for_path(document.bitext.file)
    findings = (
        replace(f, severity=own.severity_of(f.code, f.severity)) for f in document.findings if own.selects(f.code)
    )
    return replace(document, findings=tuple(findings))


def judge(documents: Sequence[DocumentReport], runs: Sequence[CheckRun], config: Config) -> tuple[Verdict, int]:
    """Verdict and exit code: 0 passed, 1 the gate found something, 3 something could not be checked.

    Where both hold the answer is 1, since no missing check could take a finding back; `exit_zero` forgives findings
    only, so that what could not be checked still shows as 3.
    """
    failed, missing = failures(documents, config), gaps(documents, runs, config)
    verdict = Verdict.FINDINGS if failed else Verdict.INCOMPLETE if missing else Verdict.PASS
    if verdict is Verdict.FINDINGS and config.exit_zero:
        return verdict, EXIT_CODES[Verdict.INCOMPLETE] if missing else 0
    return verdict, EXIT_CODES[verdict]


def failures(documents: Sequence[DocumentReport], config: Config) -> tuple[str, ...]:
    """Why the gate fails, one line a reason; empty if it does not."""
    counting: Counter[Severity] = Counter()
    total: Counter[Severity] = Counter()
    low: list[str] = []
    for document in documents:
        own = config.for_path(document.bitext.file)
        live = [f.severity for f in document.findings if counts(f, own)]
        total.update(live)
        counting.update(s for s in live if own.fail_on != "never" and s.rank <= Severity(own.fail_on).rank)
        if own.min_score is not None and document.score is not None and not document.score.value >= own.min_score:
            low.append(f"{document.bitext.path}: score {document.score.value:.1f} is below {own.min_score:g}")
        if own.fail_unfinished and (unfinished := _unfinished(document)):
            low.append(f"{document.bitext.path}: {unfinished} that the file says are not finished")
    return (*over_limits(counting, total, config), *low)


def counts(finding: Finding, own: Config) -> bool:
    """Whether a finding counts: not accepted, sure enough, and not let go on a second opinion."""
    accepted = finding.suppressed is not None
    return not (accepted or demoted(finding, own)) and sure_enough(finding.confidence, own)


def demoted(finding: Finding, own: Config) -> bool:
    """Whether the second opinion did not confirm it, and the settings let that decide."""
    opinion = finding.opinion
    return opinion is not None and opinion.may_demote and own.second_opinion_effect == "demote"


def _unfinished(document: DocumentReport) -> str:
    """How many units are not finished by their file's own word; empty for none. What is locked is finished."""
    count = sum(e.bead.state not in (None, "locked") for e in document.beads)
    return f"{count} unit{'s' * (count > 1)}" if count else ""


def sure_enough(confidence: float | None, own: Config) -> bool:
    """Whether a finding counts by its confidence; one without a confidence does."""
    # What is no number is not less than anything: it counts.
    return confidence is None or not confidence < own.fail_confidence


def unsure(documents: Sequence[DocumentReport], config: Config) -> tuple[str, ...]:
    """A line about the findings that do not count for each reason why, where there are any."""
    live = [
        (finding, config.for_path(document.bitext.file))
        for document in documents
        for finding in document.findings
        if finding.suppressed is None
    ]
    let_go = sum(demoted(finding, own) for finding, own in live)
    left = sum(not demoted(finding, own) and not sure_enough(finding.confidence, own) for finding, own in live)
    return (*([told_unsure(left)] if left else []), *([told_demoted(let_go)] if let_go else []))


def told_unsure(count: int) -> str:
    """That so many findings do not count."""
    return f"{count} finding{'s are' if count > 1 else ' is'} less sure than fail-confidence asks: shown, not counted"


def told_demoted(count: int) -> str:
    """That so many findings do not count on the word of a language model."""
    return f"{count} finding{'s' * (count > 1)} that the second opinion does not confirm: shown, not counted"


def over_limits(counting: Counter[Severity], total: Counter[Severity], config: Config) -> Iterator[str]:
    """A line for each severity of which there are more findings than the settings allow.

    `counting`: findings at or above `fail_on`, which fail where no limit is set; `total`: all findings.
    """
    for severity in Severity:
        limit = config.max_counts.limit(severity)
        count = counting[severity] if limit is None else total[severity]
        if count > (limit or 0):
            allowed = "none allowed" if not limit else f"{limit} allowed"
            yield f"{count} {severity.value} finding{'s' if count > 1 else ''}, {allowed}"


def gaps(documents: Sequence[DocumentReport], runs: Sequence[CheckRun], config: Config) -> tuple[str, ...]:
    """What could not be checked, one line a gap, less what the settings say may be skipped."""
    return (*_check_gaps(runs, config), *_document_gaps(documents, config))


def _check_gaps(runs: Iterable[CheckRun], config: Config) -> Iterator[str]:
    for run in runs:
        if run.error is not None and config.selects(run.code):
            yield f"{run.code} failed: {run.error}"
        elif run.skipped is not None and config.selects(run.code) and not config.may_skip(run.code):
            yield f"{run.code} did not run: {run.skipped}"


def _document_gaps(documents: Iterable[DocumentReport], config: Config) -> Iterator[str]:
    for document in documents:
        if document.bitext.fault:
            yield document.bitext.fault
            continue
        if config.comments == "forbid":
            yield from (f"{line}; comments are forbidden" for line in standing(document))
            yield from (f"{part.path}: {part.reason}; that is forbidden" for part in document.bitext.exempt)
        if not document.beads:
            yield f"{document.bitext.path}: nothing in it could be compared"
        own = config.for_path(document.bitext.file)
        unsure = [e.bead for e in document.beads if e.bead.confidence is not None and e.two_sided]
        if doubtful := [b.index for b in unsure if not (b.confidence or 0.0) >= own.min_confidence]:
            yield f"{document.bitext.path}: bead {_listed(doubtful)} could not be aligned with certainty"
        for kind in _UNMEASURED:
            if unmeasured := [e.bead.index for e in document.beads if kind in e.not_measured]:
                yield f"{document.bitext.path}: no {_UNMEASURED[kind]} for bead {_listed(unmeasured)}"
        if document.score is None and own.min_score is not None:
            yield f"{document.bitext.path}: no score could be measured, and min-score asks for one"


_UNMEASURED = {
    "back_translation": "back-translation",
    "word_coverage": "comparison of words (words run together that cannot be told apart)",
}


def _listed(numbers: Sequence[int]) -> str:
    """Up to ten numbers as text."""
    return ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
