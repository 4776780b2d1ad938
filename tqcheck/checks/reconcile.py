"""One fault, one finding: where several checks saw the same fault, the one that says it best stays."""

from __future__ import annotations

from collections.abc import Iterable

from tqcheck.records import Finding, Location, Side
from tqcheck.text.words import words

# Whole sentences first; then what names the changed fact on both sides; then what is gone from one of them.
_SENTENCE = ("TQ101", "TQ102", "TQ104", "TQ105")
_CHANGED = ("TQ103", "TQ301", "TQ304", "TQ305", "TQ401", "TQ501")
_LOST = ("TQ302", "TQ303", "TQ402", "TQ502")
_COVERAGE = ("TQ201", "TQ202")
CLAUSE_WORDS = 4


def reconcile(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the text, without those that another one explains."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=_precedence):
        if not any(_explains(better, finding) for better in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=_place))


def _precedence(finding: Finding) -> tuple[int, int, int]:
    groups = (_SENTENCE, _CHANGED, _COVERAGE if _is_clause(finding) else (), _LOST, _COVERAGE)
    group = next((i for i, codes in enumerate(groups) if finding.code in codes), len(groups))
    return group, finding.severity.rank, finding.bead


def _is_clause(finding: Finding) -> bool:
    """An omission so long that a number or name in it went with it."""
    place = finding.source if finding.code == "TQ201" else finding.target
    return finding.code in _COVERAGE and place is not None and len(words(place.text)) >= CLAUSE_WORDS


def _explains(better: Finding, other: Finding) -> bool:
    if better.bead != other.bead or _form(better) != _form(other):
        return False
    if better.code in _SENTENCE:
        return other.code not in _SENTENCE and (_touch(better, other, "target") or _touch(better, other, "source"))
    related = {*_CHANGED, *_LOST, *_COVERAGE}
    if better.code not in related or other.code not in related:
        return False
    return any(_touch(better, other, side) and _mostly(better, other, side) for side in _sides(other))


def _form(finding: Finding) -> bool:
    """Findings on form and terminology stand beside those on meaning."""
    return finding.code >= "TQ6"


def _sides(finding: Finding) -> tuple[Side, ...]:
    sides: tuple[Side, ...] = ("source", "target")
    return tuple(side for side in sides if (place := _at(finding, side)) is not None and len(place.span))


def _at(finding: Finding, side: Side) -> Location | None:
    return finding.source if side == "source" else finding.target


def _touch(one: Finding, other: Finding, side: Side) -> bool:
    a, b = _at(one, side), _at(other, side)
    return a is not None and b is not None and a.document is b.document and a.span.overlaps(b.span)


def _mostly(better: Finding, other: Finding, side: Side) -> bool:
    """Whether what is left of `other` outside `better` is too little for a finding of its own."""
    a, b = _at(better, side), _at(other, side)
    if a is None or b is None:
        return False
    inside = sum(1 for w in words(b.text) if w.shift(b.span.start).overlaps(a.span))
    return len(words(b.text)) - inside < CLAUSE_WORDS


def _place(finding: Finding) -> tuple[int, int, str]:
    place = finding.target or finding.source
    return finding.bead, place.span.start if place else 0, finding.code
