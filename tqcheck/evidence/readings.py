"""What is read on the texts of a document: quantities and which of them agree, names and counterparts, cue words.

The checks share these readings, and each is made only where a check that runs asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from tqcheck.lang import BACK, LANGUAGES, PAIR
from tqcheck.names.match import compare
from tqcheck.quantities import extract
from tqcheck.quantities.exchanged import mark_exchanged
from tqcheck.quantities.matching import match
from tqcheck.quantities.twos import plain_two, with_duals, without_duals
from tqcheck.records import Bitext, Cues, DocumentEvidence, Evidence, Quantity, QuantityPair, Side, SideCues
from tqcheck.text import attribution, negation


def read(document: DocumentEvidence, wanted: Collection[str] | None = None) -> DocumentEvidence:
    """The document with the wanted readings (names in `READERS`, all of them by default) on its beads.

    A reading is `None` in languages that it does not know, names and cues on beads with one side as well. One that
    crashes is left `None`, and `faults` says why: the other readings do not suffer.
    """
    english = english_side(document.bitext)
    beads: Sequence[Evidence] = [replace(bead, english=english) for bead in document.beads]
    faults = dict(document.faults)
    for name, reader in READERS.items():
        if wanted is None or name in wanted:
            try:
                beads = reader(beads, document.bitext)
            except Exception as fault:  # the checks that need it will say so; the rest of the post is checked
                faults[name] = f"{type(fault).__name__}: {fault}"
    return DocumentEvidence(bitext=document.bitext, beads=tuple(beads), faults=faults)


def english_side(bitext: Bitext) -> Side | None:
    """Which side is English where the other one is Arabic."""
    sides: Mapping[tuple[str, str], Side] = {PAIR: "source", BACK: "target"}
    return sides.get((bitext.source_lang, bitext.target_lang))


def _quantities(beads: Sequence[Evidence], bitext: Bitext) -> list[Evidence]:
    """Quantities of either side in languages whose number words are known, and the pairs if both are."""
    read_on = [
        replace(
            e,
            source_quantities=_extracted(e, "source", bitext.source_lang),
            target_quantities=_extracted(e, "target", bitext.target_lang),
        )
        for e in beads
    ]
    if not {bitext.source_lang, bitext.target_lang} <= set(LANGUAGES):
        return read_on
    if english := english_side(bitext):
        read_on = [_with_duals(e, english) for e in read_on]
    pairs = match([e.source_quantities or () for e in read_on], [e.target_quantities or () for e in read_on])
    pairs = mark_exchanged(pairs, lambda position: read_on[position].links)
    placed: list[list[QuantityPair]] = [[] for _ in read_on]
    for pair in pairs:
        ends = dict.fromkeys(end[0] for end in (pair.source, pair.target) if end)
        by_index = _by_index(pair, beads)
        for position in ends:
            placed[position].append(by_index)
    return [replace(e, quantities=tuple(own)) for e, own in zip(read_on, placed, strict=True)]


def _with_duals(evidence: Evidence, english: Side) -> Evidence:
    """The bead with its English twos settled where the Arabic says them by a noun's dual."""
    arabic: Side = "target" if english == "source" else "source"
    said = evidence.source_quantities if english == "source" else evidence.target_quantities
    texts = evidence.bead.side_text(english), evidence.bead.side_text(arabic)
    if not (said and all(texts)) or not any(plain_two(q) for q in said):
        return evidence
    links = evidence.links
    settled = with_duals(said, *texts, links.of(english) if links else None)
    there = evidence.target_quantities if english == "source" else evidence.source_quantities
    rest = without_duals(there or (), settled, texts[0], links.of(arabic)) if links else there
    if english == "source":
        return replace(evidence, source_quantities=settled, target_quantities=rest)
    return replace(evidence, source_quantities=rest, target_quantities=settled)


def _extracted(evidence: Evidence, side: Side, lang: str) -> tuple[Quantity, ...] | None:
    return tuple(extract(evidence.bead.side_text(side), lang)) if lang in LANGUAGES else None


def _by_index(pair: QuantityPair, beads: Sequence[Evidence]) -> QuantityPair:
    """The pair with the beads' own numbers in the place of their positions."""
    source, target = ((beads[end[0]].bead.index, end[1]) if end else None for end in (pair.source, pair.target))
    return replace(pair, source=source, target=target)


def _names(beads: Sequence[Evidence], _bitext: Bitext) -> list[Evidence]:
    return [replace(e, names=compare(*texts)) if (texts := _english_arabic(e)) else e for e in beads]


def _cues(beads: Sequence[Evidence], _bitext: Bitext) -> list[Evidence]:
    return [replace(e, cues=_both_cues(e.english, *texts)) if (texts := _english_arabic(e)) else e for e in beads]


def _both_cues(english_side: Side | None, english: str, arabic: str) -> Cues:
    ours, theirs = (
        SideCues(negation=tuple(negation.cues(text, lang)), attribution=tuple(attribution.cues(text, lang)))
        for text, lang in zip((english, arabic), PAIR, strict=True)
    )
    return Cues(source=ours, target=theirs) if english_side == "source" else Cues(source=theirs, target=ours)


def _english_arabic(evidence: Evidence) -> tuple[str, str] | None:
    """The bead's English and Arabic text, if it has both."""
    if not (evidence.two_sided and evidence.english and evidence.arabic):
        return None
    return evidence.bead.side_text(evidence.english), evidence.bead.side_text(evidence.arabic)


READERS: Mapping[str, Callable[[Sequence[Evidence], Bitext], Sequence[Evidence]]] = {
    "quantities": _quantities,
    "names": _names,
    "cues": _cues,
}
"""The readings by the field of `Evidence` that they fill."""
