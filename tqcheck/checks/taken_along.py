"""Sentences that alignment took along: part of a bead, and yet nothing of them is on the other side.

A sentence without a counterpart costs the aligner little where its neighbour is a sure pair. The coverage model sees
what came of it: every content word of the one sentence is doubtful, and hardly one of the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.coverage.light_words import light, spelt
from tqcheck.records import Evidence, Location, Segment, Side, Span

_WORDS = 3
"""Content words from which on a sentence can be judged so."""
_DOUBTFUL = 0.5
"""Least mean probability that the sentence's content words are not accounted for; each has half of it at least."""
_SURE = 0.2
"""Highest mean of the other sentences of its side."""


def taken_along(evidence: Evidence, side: Side) -> Iterator[tuple[Segment, Location, float]]:
    """Sentences of the side that stand for nothing, their places, and how doubtful their words are."""
    segments = evidence.bead.segments(side)
    other = evidence.bead.segments("target" if side == "source" else "source")
    if evidence.coverage(side) is None or not 0 < len(other) < len(segments):
        return
    doubts = _doubts(evidence, side)
    for number, segment in enumerate(segments):
        rest = [p for n, own in enumerate(doubts) if n != number for p in own]
        own = doubts[number]
        if len(own) < _WORDS or not rest or min(own) < _DOUBTFUL / 2:
            continue
        level = sum(own) / len(own)
        if level >= _DOUBTFUL and sum(rest) / len(rest) <= _SURE:
            yield segment, Location(document=segment.document, span=segment.span), level


def _doubts(evidence: Evidence, side: Side) -> list[list[float]]:
    """For each segment of the side the probabilities that its content words are not accounted for."""
    coverage, text = evidence.coverage(side), evidence.bead.side_text(side)
    assert coverage is not None
    found: list[list[float]] = []
    start = 0
    for segment in evidence.bead.segments(side):
        whole = Span(start=start, end=start + len(segment.text))
        inside = [word for word in coverage.words if word.span.overlaps(whole)]
        found.append([word.p for word in inside if not light(spelt(word.span.of(text)))])
        start = whole.end + 1
    return found
