"""A bead whose words were compared: its sides as the coverage checks look at them, and what is measured on those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tqcheck.coverage.occlusion import Encode, occlusions
from tqcheck.coverage.spans import SideWords
from tqcheck.records import DocumentEvidence, Evidence, Side

SIDES: tuple[Side, Side] = ("source", "target")
OTHER: Mapping[Side, Side] = {"source": "target", "target": "source"}


def sides_words(evidence: Evidence) -> Mapping[Side, SideWords] | None:
    """Both sides' words, those settled that are equal on the other side; `None` where words were not compared."""
    source, target = evidence.source_coverage, evidence.target_coverage
    if source is None or target is None or not evidence.two_sided or "word_coverage" in evidence.not_measured:
        return None
    return {
        side: SideWords.of(evidence.bead.side_text(side), coverage, evidence.settled(side))
        for side, coverage in zip(SIDES, (source, target), strict=True)
    }


def with_occlusions(document: DocumentEvidence, encode: Encode) -> DocumentEvidence:
    """The same with what sentence vectors say of words for which the other side may not account."""
    words = {n: both for n, bead in enumerate(document.beads) if (both := sides_words(bead))}
    asked = [(both[side], both[OTHER[side]].text) for both in words.values() for side in SIDES]
    known = iter(occlusions(asked, encode))
    beads = [
        replace(bead, source_occlusions=next(known), target_occlusions=next(known)) if n in words else bead
        for n, bead in enumerate(document.beads)
    ]
    return replace(document, beads=tuple(beads))
