"""What is said of a document: checks, their findings, the score, the verdict, the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tqcheck.records.evidence import DocumentEvidence, Evidence
from tqcheck.records.places import Bitext, Location, Unread


class Severity(StrEnum):
    """MQM severities, gravest first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 for critical, 1 for major, 2 for minor."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault, with its place on either side (`None` where it has none) and the bead it belongs to."""

    code: str
    name: str
    severity: Severity
    message: str
    bead: int
    source: Location | None = None
    target: Location | None = None
    confidence: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    suppressed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Source and target text of a check's example; a blank line parts beads, a line break parts segments."""

    source: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule that carries its own documentation; `passes` and `fails` are run by the tests and shown by `explain`.

    `needs` names fields of `Evidence` without which the check is skipped (and said to be) rather than passed.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    run: Callable[[DocumentEvidence], Iterable[Finding]]
    passes: tuple[Example, ...]
    fails: tuple[Example, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRun:
    """What became of one check over all documents: `skipped` and `error` are the reason, or `None`."""

    code: str
    skipped: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Document score 0..100 with a bootstrap interval over its beads."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Exactly what made the figures: identities of the models and of the metrics."""

    translator: str
    encoder: str
    coverage: str
    metrics: str
    version: str


class Verdict(StrEnum):
    """Outcome of the gate; `INCOMPLETE` means that something could not be checked and nothing else failed."""

    PASS = "pass"
    FINDINGS = "findings"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """One document's results; `score` is `None` where no bead could be measured."""

    bitext: Bitext
    beads: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    score: Score | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a reporter needs. `notices` are lines the user must see; `reasons` say why the verdict is no pass."""

    version: str
    signature: Signature
    documents: tuple[DocumentReport, ...]
    runs: tuple[CheckRun, ...]
    verdict: Verdict
    exit_code: int
    notices: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    not_read: tuple[Unread, ...] = ()
