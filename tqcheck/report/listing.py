"""A report as a flat list of findings, with the places that every machine-read format needs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tqcheck.records import Bead, DocumentReport, Finding, Location, Report, Severity, Span
from tqcheck.visible import visible

# Severities by shape, for those who do not tell the colours apart.
SHAPES = {Severity.CRITICAL: "◆", Severity.MAJOR: "▲", Severity.MINOR: "●"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place as editors count: lines and columns from 1, columns in code points, the end column exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str

    @classmethod
    def of(cls, place: Location) -> Region:
        """The region of a place."""
        line, column = place.document.line_column(place.span.start)
        end_line, end_column = place.document.end_line_column(place.span)
        return cls(
            path=place.document.path, line=line, column=column, end_line=end_line, end_column=end_column,
            text=place.text,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding with its document and bead, and where it is shown: in the translation if it has a place there."""

    document: DocumentReport
    finding: Finding
    bead: Bead | None
    source: Region | None
    target: Region | None

    @property
    def live(self) -> bool:
        """Whether the finding counts."""
        return self.finding.suppressed is None

    @property
    def main(self) -> Region:
        """The place to show first."""
        return self.target or self.source or self._anywhere()

    @property
    def identity(self) -> str:
        """16 hexadecimal digits that no other finding of the report has."""
        text = f"{self.document.bitext.path}\x1f{self.finding.fingerprint}"
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _anywhere(self) -> Region:
        segments = (*self.bead.target, *self.bead.source) if self.bead else ()
        segments = segments or (*self.document.bitext.target[:1], *self.document.bitext.source[:1])
        first = segments[0]
        return Region.of(Location(document=first.document, span=Span(start=first.span.start, end=first.span.end)))


def entries(report: Report) -> list[Entry]:
    """Every finding, in the order of the report."""
    return [entry for document in report.documents for entry in document_entries(document)]


def document_entries(document: DocumentReport) -> Iterator[Entry]:
    """The findings of one document."""
    beads = {evidence.bead.index: evidence.bead for evidence in document.beads}
    for finding in document.findings:
        yield Entry(
            document=document,
            finding=finding,
            bead=beads.get(finding.bead),
            source=Region.of(finding.source) if finding.source else None,
            target=Region.of(finding.target) if finding.target else None,
        )


def tally(found: list[Entry]) -> str:
    """`2 critical, 1 minor` of the findings that count; `no findings` where there are none."""
    counts = Counter(entry.finding.severity for entry in found if entry.live)
    return ", ".join(f"{counts[s]} {s.value}" for s in Severity if counts[s]) or "no findings"


def on_one_line(text: str) -> str:
    """The text with every run of white space as one space, and a sign for every control character."""
    return visible(" ".join(text.split()))


def line_of(entry: Entry) -> str:
    """A finding as `path:line:column: severity code: message`, which editors and CI logs make clickable."""
    place, finding = entry.main, entry.finding
    told = f"{place.path}:{place.line}:{place.column}: {finding.severity.value} {finding.code}: {said(finding)}"
    return visible(told)


def sure(finding: Finding) -> str:
    """`95% sure`; never all of it, for no measurement is."""
    return "" if finding.confidence is None else f"{min(finding.confidence, 0.99):.0%} sure"


def said(finding: Finding) -> str:
    """The finding's message, and in brackets what a language model says of it."""
    opinion = second(finding)
    return f"{finding.message} ({opinion})" if opinion else finding.message


def second(finding: Finding) -> str:
    """What a language model says of a finding, as its words and not ours; empty where none was asked."""
    opinion = finding.opinion
    if opinion is None:
        return ""
    reason = f": “{opinion.reason}”" if opinion.reason else ""
    places = ((opinion.source, finding.source), (opinion.target, finding.target))
    others = [f"“{words}”" for words, place in places if words and (place is None or place.text != words)]
    marks = f"; it would mark {' and '.join(others)}" if others else ""
    return f"second opinion of {opinion.by}: {opinion.verdict}{reason}{marks}"


def where(finding: Finding) -> str:
    """Lines of both places; the elements too, or instead in files without lines, where the file has markup."""
    lines, paths = lines_of(finding), paths_of(finding)
    told = f"line{'s' * ('→' in lines)} {lines}" if lines else ""
    return ", ".join(text for text in (told, paths) if text)


def lines_of(finding: Finding) -> str:
    """`4 → 13`: lines of both places; empty in files without lines."""
    places = [place for place in (finding.source, finding.target) if place]
    anchors = [place.document.anchor(place.span.start) for place in places]
    if any(anchor and not anchor.line for anchor in anchors):
        return ""
    return " → ".join(dict.fromkeys(str(place.document.line_column(place.span.start)[0]) for place in places))


def paths_of(finding: Finding) -> str:
    """The elements, paragraphs or cells of both places, in files that have them."""
    places = [place for place in (finding.source, finding.target) if place]
    anchors = [place.document.anchor(place.span.start) for place in places]
    return " → ".join(anchor.path for anchor in anchors if anchor)
