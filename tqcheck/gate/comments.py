"""Suppression by comments in the post: `<!-- tqcheck: ignore TQ301 reason -->`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tqcheck.gate.marks import mark
from tqcheck.records import Bead, Document, DocumentReport, Finding, Location, Segment, Side, Span
from tqcheck.text.comments import Order, orders, outside_comments

_TOLD = 20
"""Comments of a post that are told one by one."""
_FORM = "<!-- tqcheck: ignore CODE reason -->"


@dataclass(frozen=True, slots=True)
class _Scope:
    """A comment and the stretch of its document that it speaks of."""

    document: Document
    order: Order
    span: Span

    def holds(self, finding: Finding, extents: Iterable[tuple[Document, Span]]) -> bool:
        if not any(finding.code.startswith(code) for code in self.order.codes):
            return False
        return any(d is self.document and (self.order.whole_file or _touch(self.span, s)) for d, s in extents)


def _touch(a: Span, b: Span) -> bool:
    return a.start <= b.end and b.start <= a.end


def apply_comments(document: DocumentReport) -> tuple[DocumentReport, tuple[str, ...]]:
    """Mark the findings that comments accept; and a line for each comment that is malformed or suppresses nothing.

    A comment on a line of its own speaks of the next line of text, another one of its own line, `ignore-file` of the
    whole file. It takes a finding whose sentence, on either side, stands on that line.
    """
    scopes = [scope for text in _documents(document) for scope in _scopes(text)]
    beads = {evidence.bead.index: evidence.bead for evidence in document.beads}
    used: set[int] = set()
    findings = []
    for finding in document.findings:
        extents = list(_extents(finding, beads.get(finding.bead)))
        hit = next((n for n, scope in enumerate(scopes) if scope.holds(finding, extents)), None)
        if hit is not None and finding.suppressed is None:
            used.add(hit)
            finding = replace(finding, suppressed=mark("comment", scopes[hit].order.reason))
        findings.append(finding)
    notices = [_notice(scope) for n, scope in enumerate(scopes) if n not in used]
    return replace(document, findings=tuple(findings)), _first(notices)


def _first(lines: Sequence[str]) -> tuple[str, ...]:
    """The first few lines, and how many more there are."""
    more = len(lines) - _TOLD
    return (*lines[:_TOLD], f"and {more} more comment{'s' * (more > 1)} like that") if more > 0 else tuple(lines)


def standing(document: DocumentReport) -> tuple[str, ...]:
    """A line for each comment that would accept findings, were it obeyed."""
    return _first([_would(scope) for text in _documents(document) for scope in _scopes(text) if scope.order.codes])


def _would(scope: _Scope) -> str:
    line, _ = scope.document.line_column(scope.order.span.start)
    codes = ", ".join(scope.order.codes)
    return f"{scope.document.path}:{line}: this comment tells tqcheck to ignore {codes}, and is not obeyed"


def _documents(document: DocumentReport) -> list[Document]:
    sides = (*document.bitext.source[:1], *document.bitext.target[:1])
    return list(dict.fromkeys(segment.document for segment in sides))


def _scopes(document: Document) -> Iterator[_Scope]:
    for order in orders(document.text):
        yield _Scope(document, order, _spoken_of(document, order))


def _spoken_of(document: Document, order: Order) -> Span:
    text = document.text
    lines = _lines_of_text(text)
    at = bisect_left(lines, text.rfind("\n", 0, order.span.start) + 1, key=lambda line: line.start)
    return lines[at] if at < len(lines) else order.span


@lru_cache(maxsize=4)
def _lines_of_text(text: str) -> tuple[Span, ...]:
    """The lines that hold more than comments."""
    return tuple(line for line in _lines(text) if any(outside_comments(text, line)))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start=start, end=end)
        start = end + 1


def _extents(finding: Finding, bead: Bead | None) -> Iterator[tuple[Document, Span]]:
    """The sentences that hold the finding's places; all of its bead's where it has none."""
    sides: tuple[tuple[Side, Location | None], ...] = (("source", finding.source), ("target", finding.target))
    for side, place in sides:
        segments: tuple[Segment, ...] = bead.segments(side) if bead else ()
        if place is not None:
            yield place.document, place.span
            segments = tuple(s for s in segments if s.document is place.document and _touch(s.span, place.span))
        for segment in segments:
            yield segment.document, segment.span


def _notice(scope: _Scope) -> str:
    line, _ = scope.document.line_column(scope.order.span.start)
    where = f"{scope.document.path}:{line}"
    if not scope.order.codes:
        return f"{where}: this comment suppresses nothing: expected {_FORM}, with a reason"
    return f"{where}: this comment suppresses nothing: no {', '.join(scope.order.codes)} found here; remove it"
