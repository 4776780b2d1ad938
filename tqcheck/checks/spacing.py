"""TQ611: words of the translation that lost the space between them; the other checks read them as they should stand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tqcheck.records import Bead, Check, DocumentEvidence, Example, Fault, Location, Segment, Severity
from tqcheck.text.run_together import run_together

MANY = 5
"""Places in a post from which on a reader stumbles: the text was pasted badly, or a program made it."""


def joined(document: DocumentEvidence) -> Iterator[Fault]:
    """One finding for the post, at the first place; major where there are many."""
    places = [
        (evidence.bead, place, words)
        for evidence in document.beads
        for segment in evidence.bead.target
        for place, words in _places(segment)
    ]
    if not places:
        return
    bead, first, words = places[0]
    yield Fault(
        severity=Severity.MAJOR if len(places) >= MANY else None,
        message=_message(first.text, words, len(places)),
        bead=bead,
        source=_source(bead),
        target=first,
        confidence=0.95,
        detail={"count": len(places), "places": [[place.span.start, place.span.end] for _, place, _ in places]},
    )


def _source(bead: Bead) -> Location | None:
    return bead.locate("source", 0, len(bead.side_text("source"))) if bead.source else None


def _places(segment: Segment) -> Iterator[tuple[Location, str]]:
    """Where words run together in what the author wrote, and the words; no words where they cannot be told apart."""
    for one in run_together(segment.written, segment.lang):
        start = segment.span.start
        edges = (one.span.start, *one.gaps, one.span.end)
        parts = [segment.written[a:b] for a, b in itertools.pairwise(edges)]
        place = Location(document=segment.document, span=one.span.shift(start))
        yield place, " ".join(parts) if one.gaps else ""


def _message(written: str, words: str, count: int) -> str:
    more = f"; {count} such places in the text" if count > 1 else ""
    if not words:
        return f"«{written}» is several words without a space, which could not be told apart{more}"
    return f"words run together: «{written}» is read as «{words}»{more}"


CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ611",
        name="words-run-together",
        severity=Severity.MINOR,
        summary="The space between words was lost; from five places on, major.",
        run=joined,
        passes=(
            Example(
                source="According to the commission, the stocks are recovering.", target="وفقًا للجنة، تتعافى المخزونات."
            ),
            Example(source="They will use them for their strategies.", target="وسيستخدمونها لاستراتيجياتهم."),
        ),
        fails=(
            Example(
                source="According to the commission, the stocks are recovering.", target="وفقًاللجنة، تتعافى المخزونات."
            ),
            Example(
                source="The ministry of health announced new measures.", target="أعلنتوزارةالصحة عن إجراءات جديدة."
            ),
        ),
    ),
)
