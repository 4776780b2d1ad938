"""Who is called what in both languages, over a whole document: learned where the sound leaves no doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tqcheck.names.arabic import split_words, variants
from tqcheck.names.match import letters_of
from tqcheck.names.phonetics import name_letters, skeleton
from tqcheck.records import DocumentEvidence, Evidence, Heard, Location, Name, Span, Word

CLEAR = 0.9
"""Likeness of sound from which an Arabic word is the rendering of a name beyond doubt."""
LESS = 1.0
"""How much less than elsewhere a word sounds like a name, where it is another one («مرجان» for Marwan)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a name with the Arabic words that sound like it somewhere."""

    bead: Evidence
    name: Name
    heard: Heard
    part: Word
    written: str

    @property
    def location(self) -> Location:
        """Where the Arabic words stand."""
        assert self.bead.arabic, "names are compared in English and Arabic only"
        return self.bead.bead.locate(self.bead.arabic, self.heard.span.start, self.heard.span.end)

    @property
    def places(self) -> tuple[Span, Span]:
        """The words on the source's and on the target's side."""
        both = (self.part.span, self.heard.span)
        return both if self.bead.english == "source" else both[::-1]


class NameTable:
    """The names of one document by their words."""

    def __init__(self, document: DocumentEvidence) -> None:
        self.places = [place for bead in document.beads for place in _places(bead)]

    @cached_property
    def renders(self) -> dict[str, frozenset[str]]:
        """The letters of the English words that an Arabic word, folded, renders beyond doubt."""
        found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        for place in self.places:
            if place.heard.score >= CLEAR:
                for form in variants(place.written):
                    found[form] |= {letters_of(place.part)}
        return dict(found)

    @cached_property
    def rendered(self) -> frozenset[str]:
        """The English words, in lower case, that the document renders by their sound somewhere."""
        return frozenset(place.part.lower for place in self.places)

    def stands_for_another(self, bead: Evidence, arabic: Span) -> bool:
        """Whether an Arabic name renders a name that the English of its own sentence has not."""
        assert bead.arabic
        assert bead.names
        said = arabic.of(bead.bead.side_text(bead.arabic))
        others = {name for word in split_words(said) for form in word.variants for name in self.renders.get(form, ())}
        names = [r.name for r in bead.names.matched] + [u.name for u in bead.names.unmatched]
        return bool(others) and others.isdisjoint(letters_of(part) for name in names for part in name.parts)

    def strays(self) -> Iterator[Place]:
        """Where a name that is clear elsewhere has a word that sounds less like it, and differs in its consonants."""
        for place in self.places:
            clear = [p for p in self.places if p.part.lower == place.part.lower and p.heard.score >= CLEAR]
            best = max(clear, key=lambda p: p.heard.score, default=None)
            if best is None or place.heard.score >= CLEAR or best.heard.score - place.heard.score < LESS:
                continue
            here, there = ({skeleton(form) for form in variants(word)} for word in (place.written, best.written))
            if here.isdisjoint(there):
                yield place


def _places(bead: Evidence) -> Iterator[Place]:
    text = bead.bead.side_text(bead.arabic) if bead.arabic else ""
    for done in bead.names.matched if bead.names else ():
        for heard in done.heard:
            if heard.part and heard.first == heard.last:
                yield Place(bead, done.name, heard, heard.part, name_letters(heard.span.of(text)))
