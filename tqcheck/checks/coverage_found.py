"""What the coverage checks find in a bead, before a word is said about it: candidates, judged and put together."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tqcheck.coverage.judge import features, judge
from tqcheck.coverage.lexical import stem
from tqcheck.coverage.spans import Gap, Range, SideWords, gap, spans
from tqcheck.coverage.word_lists import NEGATION
from tqcheck.evidence.compared import OTHER, SIDES, sides_words
from tqcheck.lang import ARABIC
from tqcheck.records import Evidence, Side

_BESIDE = 1
"""Content words at most between a span's gap and a span of the other side that stands in its place."""
OFTEN = 3
"""Sentences from which on a term that is flagged in each is one matter: how the translator renders it."""
_ACRONYM = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one side, how probable it is a fault, and its gap; `instead` is what stands there on the other side.

    `places` are the other spans of the post in which the same term was flagged, as (number of the bead, range).
    """

    side: Side
    span: Range
    p: float
    gap: Gap
    instead: Range | None = None
    places: tuple[tuple[int, Range], ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a bead, and what may be missing on either."""

    evidence: Evidence
    words: Mapping[Side, SideWords]
    found: tuple[Found, ...] = field(default=())

    def of(self, side: Side) -> list[Found]:
        """What is found on a side."""
        return [one for one in self.found if one.side == side]

    def is_arabic(self, side: Side) -> bool:
        """Whether a side is in Arabic."""
        return _is_arabic(self.evidence, side)

    def without(self, side: Side, known: frozenset[int]) -> Sides:
        """The same where some words of a side are spoken of elsewhere."""
        words = {**self.words, side: self.words[side].without(known)}
        return Sides(self.evidence, words, tuple(_rephrased(words, [*_found(words, self.evidence)])))


def sides_of(evidence: Evidence) -> Sides | None:
    """What may be missing in a bead; `None` where its words were not compared."""
    words = sides_words(evidence)
    return Sides(evidence, words, tuple(_rephrased(words, [*_found(words, evidence)]))) if words else None


def _found(words: Mapping[Side, SideWords], evidence: Evidence) -> Iterator[Found]:
    for side in SIDES:
        this, other = words[side], words[OTHER[side]]
        candidates = spans(this)
        arabic = _is_arabic(evidence, side)
        for span in candidates:
            known = evidence.occlusions(side)
            facts = features(this, other, span, others=len(candidates), arabic=arabic, known=known)
            p = judge().probability(facts)
            yield Found(side, span, p, gap(this, *span))


def _is_arabic(evidence: Evidence, side: Side) -> bool:
    return evidence.bead.segments(side)[0].lang == ARABIC


def _rephrased(words: Mapping[Side, SideWords], found: Sequence[Found]) -> Iterator[Found]:
    """The findings with those made one that stand in each other's place: “X” became “Y”."""
    taken: set[int] = set()
    for one in (f for f in found if f.side == "source"):
        there = [
            (n, two)
            for n, two in enumerate(found)
            if two.side == "target" and n not in taken and _same_place(words, one, two) and says(words, two)
        ]
        if not there:
            yield one
            continue
        n, two = max(there, key=lambda pair: pair[1].p)
        taken.add(n)
        yield Found("source", one.span, max(one.p, two.p), one.gap, instead=two.span)
    yield from (two for n, two in enumerate(found) if two.side == "target" and n not in taken)


def _same_place(words: Mapping[Side, SideWords], one: Found, two: Found) -> bool:
    """Whether the gap of one is where the other stands, both ways: a content word at most lies between."""
    return all(a.gap.word is not None and _between(words[b.side], a.gap, b.span) for a, b in ((one, two), (two, one)))


def says(words: Mapping[Side, SideWords], one: Found) -> bool:
    """Whether a span says anything that could stand for something else: a denial alone does not."""
    side = words[one.side]
    return any(side.plain[i] not in NEGATION for i in side.content(*one.span))


def _between(words: SideWords, at: Gap, span: Range) -> bool:
    place = at.place(len(words.words))
    before, behind = words.content(math.ceil(place), span[0]), words.content(span[1], math.ceil(place))
    return len(before) + len(behind) <= _BESIDE


def once_a_term(beads: Sequence[Sides], least: float) -> list[Sides]:
    """The beads with a term that is flagged again and again left at its first place alone, which knows the others."""
    for side in SIDES:
        often = {term: at for term, at in _flagged(beads, side, least).items() if len(at) >= OFTEN}
        beads = [_first_alone(n, bead, side, often) for n, bead in enumerate(beads)]
    return list(beads)


def _flagged(beads: Sequence[Sides], side: Side, least: float) -> dict[str, dict[int, Range]]:
    """The first span of each bead that holds a term, by term."""
    flagged: dict[str, dict[int, Range]] = defaultdict(dict)
    for n, bead in enumerate(beads):
        for one in bead.of(side):
            for term in _terms(bead.words[side], one.span) if one.p >= least else ():
                flagged[term].setdefault(n, one.span)
    return flagged


def _terms(words: SideWords, span: Range) -> dict[str, int]:
    return {stem(words.plain[i]): i for i in words.content(*span)}


def _first_alone(n: int, bead: Sides, side: Side, often: Mapping[str, Mapping[int, Range]]) -> Sides:
    words = bead.words[side]
    later = {term for term, at in often.items() if n in at and min(at) < n}
    if later:
        known = {i for one in bead.of(side) for term, i in _terms(words, one.span).items() if term in later}
        bead = bead.without(side, frozenset(known))
    here = {term for term, at in often.items() if min(at) == n}
    return Sides(bead.evidence, bead.words, tuple(_with_places(one, words, side, here, often) for one in bead.found))


def _with_places(
    one: Found, words: SideWords, side: Side, here: set[str], often: Mapping[str, Mapping[int, Range]]
) -> Found:
    terms = here.intersection(_terms(words, one.span)) if one.side == side else set()
    if not terms:
        return one
    places = max((often[term] for term in terms), key=len)
    rest = tuple((at, span) for at, span in sorted(places.items()) if span != one.span or at != min(places))
    return Found(one.side, one.span, one.p, one.gap, one.instead, rest)


def is_gloss(bead: Sides, one: Found) -> bool:
    """Whether a span says again what stands beside it: in brackets, or what the letters of an acronym stand for."""
    this, other = bead.words[one.side], bead.words[OTHER[one.side]]
    start, end = this.words[one.span[0]].span.start, this.words[one.span[1] - 1].span.end
    opened = this.text.rfind("(", 0, start)
    if opened >= 0 and ")" not in this.text[opened:start] and ")" in this.text[end:]:
        return True
    size = len(this.content(*one.span))
    near = range(one.span[0] - 1, one.span[1] + 1)
    return any(
        (_ACRONYM.fullmatch(word.span.of(other.text)) and word.counterpart in near and size <= len(word.span) + 1)
        for word in other.words
    )
