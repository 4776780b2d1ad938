"""TQ106: the two texts, or a stretch of them, are not each other's translation: one finding instead of one a sentence.

Sentences that translate each other are alike as wholes, and their words account for each other. Where both fail, or
where sentences have no counterpart at all, on either side in one place, there is no fault to correct word by word: the
wrong file was sent, the page of another story was linked, or the translation stops behind the headline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tqcheck.records import (
    FACTS,
    Check,
    Coverage,
    DocumentEvidence,
    Evidence,
    Example,
    Fault,
    Location,
    Precedence,
    Segment,
    Severity,
    Side,
    Span,
)
from tqcheck.text.words import words

_BASE, _SLOPE = 0.15, 0.5
"""Mean probability of a word to be unaccounted for from which on a bead of similarity 0 is no translation; per 1.0."""
_UNTOLD = 0.5
"""The similarity that is taken where the input states the pairs and none was measured."""
_SHARE = 0.2
"""Share of a side's words in translated sentences below which a side counts as not translated."""
_WHOLE = 0.6
"""The share from which on it counts as translated."""
_SENTENCES = 3
"""Sentences of either side that make a stretch."""
_LOST = 0.5
"""Probability from which on a word is not accounted for."""
_LINES = 2
"""Sentences at most of a translation that stops behind the headline."""
_LEAST = 12
"""Words of a side below which nothing can be said of it."""
_SIDES: tuple[Side, Side] = ("source", "target")
COMPARES = (*FACTS, "sentence", "name", "term", "TQ602", "TQ603", "TQ608", "TQ101", "TQ102", "TQ104", "TQ105")
"""What compares the two sides; the form of the translation is looked at all the same."""


def unrelated(document: DocumentEvidence) -> Iterator[Fault]:
    """One finding for the whole of both texts, else one for each stretch that is no translation."""
    beads = [e for e in document.beads if e.bead.source or e.bead.target]
    fits = [translates(e) for e in beads]
    shares = [_share(beads, fits, side) for side in _SIDES]
    if min(_size(beads, side) for side in _SIDES) >= _LEAST and max(shares) < _SHARE:
        yield _fault(beads, "these two texts are not each other's translation")
    elif line := _headline_alone(beads, fits, shares):
        yield line
    else:
        yield from _stretches(beads, fits)


def translates(evidence: Evidence) -> bool:
    """Whether the sides of a bead are a translation of each other, however bad; where it cannot be told, they are."""
    if not evidence.two_sided:
        return False
    means = [_mean(c) for c in (evidence.source_coverage, evidence.target_coverage) if c is not None]
    if not means or min(len(words(evidence.bead.side_text(side))) for side in _SIDES) < _SENTENCES:
        return True
    alike = max(0.0, evidence.bead.similarity if evidence.bead.similarity is not None else _UNTOLD)
    return sum(means) / len(means) < _BASE + _SLOPE * alike


def _mean(coverage: Coverage) -> float:
    return sum(w.p for w in coverage.words) / max(1, len(coverage.words))


def _size(beads: Sequence[Evidence], side: Side) -> int:
    return sum(len(words(e.bead.side_text(side))) for e in beads)


def _share(beads: Sequence[Evidence], fits: Sequence[bool], side: Side) -> float:
    """The share of a side's words that stand in translated sentences and are accounted for."""
    kept = [c for e, fit in zip(beads, fits, strict=True) if fit and (c := e.coverage(side))]
    return sum(w.p < _LOST for c in kept for w in c.words) / max(1, _size(beads, side))


def _headline_alone(beads: Sequence[Evidence], fits: Sequence[bool], shares: Sequence[float]) -> Fault | None:
    """The finding that a story has a headline in the other language and nothing else."""
    for side, other in ((0, 1), (1, 0)):
        here, there = _SIDES[side], _SIDES[other]
        told = sum(len(e.bead.segments(there)) for e in beads)
        lost = [
            e
            for e, fit in zip(beads, fits, strict=True)
            if not fit or len(e.bead.segments(here)) > len(e.bead.segments(there))
        ]
        count = sum(len(e.bead.segments(here)) for e in beads) - told
        if shares[side] < _SHARE and shares[other] >= _WHOLE and told <= _LINES and count >= _SENTENCES:
            what = "the translation" if side == 0 else "the source"
            lines = "one line is" if told == 1 else f"{told} lines are"
            return _fault(lost, f"{lines} all that {what} has: {count} sentences have no counterpart")
    return None


def _stretches(beads: Sequence[Evidence], fits: Sequence[bool]) -> Iterator[Fault]:
    for fit, group in groupby(zip(beads, fits, strict=True), key=lambda pair: pair[1]):
        part = [e for e, _ in group]
        counts = [sum(len(e.bead.segments(side)) for e in part) for side in _SIDES]
        if not fit and min(counts) >= _SENTENCES and min(_size(part, side) for side in _SIDES) >= _LEAST:
            yield _fault(
                part, f"{counts[0]} sentences of the source and {counts[1]} of the translation say different things"
            )


def _fault(beads: Sequence[Evidence], message: str) -> Fault:
    places = {side: _all_of([s for e in beads for s in e.bead.segments(side)]) for side in _SIDES}
    return Fault(
        bead=beads[0].bead,
        message=message,
        source=places["source"],
        target=places["target"],
        confidence=0.9,
        detail={"beads": [e.bead.index for e in beads]},
    )


def _all_of(segments: Sequence[Segment]) -> Location | None:
    """What the segments of the first one's document span."""
    here = [s.span for s in segments if s.document is segments[0].document]
    if not here:
        return None
    span = Span(start=min(s.start for s in here), end=max(s.end for s in here))
    return Location(document=segments[0].document, span=span)


_STORY = (
    "The ring road reopened on Tuesday after nine days, the transport ministry said. Repairs cost 4.5 million dollars. "
    "Schools will remain closed until Sunday."
)
CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ106",
        name="not-a-translation",
        severity=Severity.CRITICAL,
        summary="The two texts, or a stretch of them, are not each other's translation.",
        run=unrelated,
        needs=("source_coverage", "target_coverage"),
        family="sentence",
        precedence=Precedence.STRETCH,
        explains=COMPARES,
        passes=(
            Example(
                source=_STORY,
                target="أعيد فتح الطريق الدائري يوم الثلاثاء بعد تسعة أيام، بحسب وزارة النقل. وبلغت كلفة الإصلاحات "
                "4.5 مليون دولار. وستظل المدارس مغلقة حتى الأحد.",
            ),
            Example(
                source=_STORY,
                target="أعيد فتح الطريق الدائري يوم الثلاثاء بعد تسعة أيام، بحسب وزارة النقل.",
                note="sentences are missing, but this is a translation",
            ),
        ),
        fails=(
            Example(
                source=_STORY,
                target="استقبلت حديقة الحيوان شبلي أسد توأمين. وقالت المديرة إن الزوار سيتمكنون من رؤيتهما قريبا. "
                "ويتغذى الشبلان على حليب أمهما.",
            ),
            Example(
                source="\n\n".join(
                    (
                        "Ring road reopens",
                        *_STORY.replace(". ", ".\n\n").split("\n\n"),
                        "Officials expect the second lane to open before the start of the month.",
                    )
                ),
                target="إعادة فتح الطريق الدائري",
                note="only the headline was translated",
            ),
        ),
    ),
)
