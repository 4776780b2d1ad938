"""What is said of a document: checks, their findings, the score, the verdict, the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Literal, TypeAlias

from tqcheck.records.evidence import DocumentEvidence, Evidence
from tqcheck.records.places import Bead, Bitext, Location, Side, Span, Unread
from tqcheck.severity import Severity


class Precedence(IntEnum):
    """Whose word counts where several checks see one fault: the lowest speaks, the others are silent."""

    STRETCH = -10
    """A stretch of both texts: whatever compares its sentences compares what does not belong together."""
    SENTENCE = 0
    """A whole sentence: what is in it went with it."""
    CHANGED = 10
    """Both sides are named: this became that."""
    CLAUSE = 20
    """So many words that a number or a name among them went with them."""
    LOST = 30
    """A fact of one side that the other has not."""
    WORDS = 40
    """Words that nothing accounts for, whatever they say."""
    ALONE = 50
    """No other check sees this."""


FACTS = ("TQ103", "omission", "addition", "number", "TQ401", "TQ402", "meaning")
"""What checks on facts explain away: codes, and families of checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a check yields. The engine makes a finding of it, with the check's code, name and family.

    A place is a location in a document, or a span that counts code points of the bead's side text. `severity` and
    `precedence` are the check's own where they are `None`.
    """

    bead: Bead
    message: str
    source: Location | Span | None = None
    target: Location | Span | None = None
    severity: Severity | None = None
    precedence: Precedence | None = None
    confidence: float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    def located(self, side: Side) -> Location | None:
        """The place on one side, in its document."""
        place = self.source if side == "source" else self.target
        return self.bead.locate(side, place.start, place.end) if isinstance(place, Span) else place


OpinionVerdict: TypeAlias = Literal["confirmed", "not confirmed", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a language model says of a finding. `source` and `target` are the words that it would mark instead.

    `may_demote`: whether the gate may act on it, if the settings say so; never where a value was compared.
    """

    verdict: OpinionVerdict
    reason: str
    by: str
    source: str = ""
    target: str = ""
    may_demote: bool = False


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
    family: str = ""
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Source and target text of a check's example; a blank line parts beads, a line break parts segments."""

    source: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule that carries its own documentation; `passes` and `fails` are run by the tests and shown by `explain`.

    `needs` names fields of `Evidence` without which the check is skipped (and said to be) rather than passed; `uses`
    those that it reads where there are any. `family` is how a report groups and colours it: `sentence`, `omission`,
    `addition`, `number`, `name`, `meaning`, `form`, `term`.

    Where findings of one bead are about the same words, the one of the lowest `precedence` stays and takes with it
    those of later checks whose code or family it `explains`: all that it touches if it speaks of whole sentences, else
    those of which no clause of their own is left.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    run: Callable[[DocumentEvidence], Iterable[Fault]]
    passes: tuple[Example, ...]
    fails: tuple[Example, ...]
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    family: str = "form"
    precedence: Precedence = Precedence.ALONE
    explains: tuple[str, ...] = ()

    def findings(self, document: DocumentEvidence) -> Iterator[Finding]:
        """What the check finds in a document, each fault stamped as this check's."""
        return (self.stamp(fault) for fault in self.run(document))

    def stamp(self, fault: Fault) -> Finding:
        """The finding that a fault of this check makes."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=fault.severity or self.severity,
            message=fault.message,
            bead=fault.bead.index,
            source=fault.located("source"),
            target=fault.located("target"),
            confidence=fault.confidence,
            detail=fault.detail,
            family=self.family,
        )


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
    opinion: str = ""


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
class Sent:
    """What left tqcheck for one server: `texts` counts sentences, or questions about findings."""

    to: str
    model: str
    purpose: str
    requests: int
    texts: int
    characters: int
    loopback: bool
    """Whether the server is on this machine."""


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
    sent: tuple[Sent, ...] = ()
