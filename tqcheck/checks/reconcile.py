"""One fault, one finding: where several checks saw the same fault, the one that says it best stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tqcheck.records import Check, Fault, Finding, Location, Precedence, Side
from tqcheck.text.words import words

CLAUSE_WORDS = 4
"""Words from which on what is left of a finding is worth a finding of its own."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding, the check that made it, and whose word counts."""

    finding: Finding
    check: Check
    precedence: Precedence


def candidate(check: Check, fault: Fault) -> Candidate:
    """What a check's fault brings to the table."""
    precedence = check.precedence if fault.precedence is None else fault.precedence
    return Candidate(check.stamp(fault), check, precedence)


def reconcile(candidates: Iterable[Candidate]) -> tuple[Finding, ...]:
    """Findings in the order of the text, without those that another one explains."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=_order):
        if not any(_explains(better, one) for better in kept):
            kept.append(one)
    return tuple(sorted((one.finding for one in kept), key=_place))


def _order(one: Candidate) -> tuple[int, int, int]:
    return one.precedence, one.finding.severity.rank, one.finding.bead


def _explains(better: Candidate, other: Candidate) -> bool:
    one, two = better.finding, other.finding
    beads = one.detail["beads"] if better.precedence is Precedence.STRETCH else (one.bead,)
    if two.bead not in beads or not {other.check.code, other.check.family}.intersection(better.check.explains):
        return False
    if better.precedence is Precedence.STRETCH:
        return True
    if better.precedence is Precedence.SENTENCE:
        return _touch(one, two, "target") or _touch(one, two, "source")
    return any(_touch(one, two, side) and _mostly(one, two, side) for side in _sides(two))


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
