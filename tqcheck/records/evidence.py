"""All that a check may read: what was measured and read on each bead, and the document that the beads make up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tqcheck.records.measures import Coverage, Metrics, Occlusion, Remark, WordLink, WordLinks
from tqcheck.records.places import Bead, Bitext, Side, Span
from tqcheck.records.readings import Cues, NameComparison, Quantity, QuantityPair


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is known of one bead. Offsets inside count code points of the bead's side texts.

    `quantities` are the pairs of which at least one end stands in this bead; `names` compares the English side with
    the Arabic one, whichever is the source.
    """

    bead: Bead
    back_translation: str | None = None
    metrics: Metrics | None = None
    source_coverage: Coverage | None = None
    target_coverage: Coverage | None = None
    source_occlusions: tuple[Occlusion, ...] = ()
    target_occlusions: tuple[Occlusion, ...] = ()
    """Of the ranges of words for which the other side may not account."""
    source_quantities: tuple[Quantity, ...] | None = None
    target_quantities: tuple[Quantity, ...] | None = None
    quantities: tuple[QuantityPair, ...] | None = None
    names: NameComparison | None = None
    cues: Cues | None = None
    remarks: tuple[Remark, ...] | None = None
    """What a language model saw that reads for what was missed; `None` where none was asked or it gave no answer."""
    english: Side | None = None
    """Which side is the English one of an English and Arabic pair; `None` in a document of other languages."""
    not_measured: tuple[str, ...] = ()

    @property
    def two_sided(self) -> bool:
        """Whether both sides have text, so that they can be compared."""
        return bool(self.bead.source and self.bead.target)

    @property
    def arabic(self) -> Side | None:
        """Which side is the Arabic one of an English and Arabic pair."""
        return _other(self.english) if self.english else None

    def coverage(self, side: Side) -> Coverage | None:
        """The coverage of one side."""
        return self.source_coverage if side == "source" else self.target_coverage

    def occlusions(self, side: Side) -> tuple[Occlusion, ...]:
        """What leaving out words of one side does to its likeness to the other."""
        return self.source_occlusions if side == "source" else self.target_occlusions

    @property
    def links(self) -> WordLinks | None:
        """Which word accounts for which, by the coverage model; `None` where it was not asked."""
        if self.source_coverage is None or self.target_coverage is None:
            return None
        return WordLinks(source=tuple(self._links("source")), target=tuple(self._links("target")))

    def _links(self, side: Side) -> Iterator[WordLink]:
        this, other = self.coverage(side), self.coverage(_other(side))
        text, there = self.bead.side_text(side), self.bead.side_text(_other(side))
        for at, word in enumerate(this.words if this else ()):
            linked = other.words[word.counterpart] if other and word.counterpart is not None else None
            yield WordLink(
                span=word.span,
                text=word.span.of(text),
                p=word.p,
                counterpart=linked.span if linked else None,
                rendering=linked.span.of(there) if linked else None,
                strength=word.link,
                mutual=linked is not None and linked.counterpart == at,
            )

    def settled(self, side: Side) -> tuple[Span, ...]:
        """Words of one side whose quantity, date or name was found to be equal on the other side."""
        found = [
            end[1].span
            for pair in self.quantities or ()
            if pair.equal and (end := pair.end(side)) and end[0] == self.bead.index
        ]
        if self.names and self.english:
            found += [pair[0 if side == self.english else 1] for pair in self.names.settled()]
        return tuple(sorted(found))


def _other(side: Side) -> Side:
    return "target" if side == "source" else "source"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocumentEvidence:
    """The evidence of a whole document in bead order: what a check gets, so that it may look at neighbours.

    `faults` says, for a kind of evidence that could not be made (`names`, `quantities`, `cues`), what went wrong.
    """

    bitext: Bitext
    beads: tuple[Evidence, ...]
    faults: Mapping[str, str] = field(default_factory=dict)
