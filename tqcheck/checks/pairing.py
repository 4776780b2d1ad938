"""Both sides' words of a bead and which is linked to which: what the checks ask that compare linked words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tqcheck.lang import PAIR
from tqcheck.records import Coverage, DocumentEvidence, Evidence, Lang, Side, Span
from tqcheck.text.quoting import quoted
from tqcheck.text.writing import writing

REACH = 3
"""Words at most between a denial and the word that it denies."""


@dataclass(slots=True)
class Half:
    """One language's side of a bead: its words in order, with the probability that each was not rendered."""

    side: Side
    lang: Lang
    text: str
    coverage: Coverage
    denials: tuple[Span, ...]
    settled: tuple[Span, ...]
    spans: tuple[Span, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.spans = tuple(word.span for word in self.coverage.words)

    def at(self, span: Span) -> list[int]:
        """Indices of the words that a span covers."""
        return [at for at, own in enumerate(self.spans) if own.overlaps(span)]

    def word(self, at: int) -> str:
        """A word as it is written."""
        return self.spans[at].of(self.text)

    def p(self, at: int) -> float:
        """The probability that nothing on the other side accounts for a word."""
        return self.coverage.words[at].p

    def denied(self, at: int, reach: int = REACH) -> bool:
        """Whether a denial stands at a word or at most `reach` words before it, with no new clause between."""
        for span in self.denials:
            gap = self.text[span.end : self.spans[at].start] if span.end <= self.spans[at].start else None
            if gap and (again := writing(self.lang).again):  # neither the one nor the other did
                gap = re.split(rf"\b{again}\b", gap)[-1]
            if span.overlaps(self.spans[at]):
                return True
            if gap is not None and len(gap.split()) <= reach and not any(mark in gap for mark in ",;:.،؛؟?!"):
                return True
        return False


class Pairing:
    """A bead of English and Arabic with its links in both directions."""

    def __init__(self, evidence: Evidence, english: Half, arabic: Half) -> None:
        self.evidence, self.english, self.arabic = evidence, english, arabic

    @cached_property
    def _back(self) -> dict[int, set[int]]:
        """English words by the Arabic ones that are linked to them, from either end."""
        found: dict[int, set[int]] = {}
        for at, word in enumerate(self.english.coverage.words):
            if word.counterpart is not None:
                found.setdefault(at, set()).add(word.counterpart)
        for there, word in enumerate(self.arabic.coverage.words):
            if word.counterpart is not None:
                found.setdefault(word.counterpart, set()).add(there)
        return found

    def linked(self, english: Iterable[int]) -> set[int]:
        """The Arabic words that English ones are linked to, from either end."""
        return set().union(*(self._back.get(at, set()) for at in english))

    def firm(self, english: int, least: float) -> set[int]:
        """The Arabic words to which an English one is linked at least so strongly, from either end."""
        word = self.english.coverage.words[english]
        found = {word.counterpart} if word.counterpart is not None and (word.link or 0.0) >= least else set()
        back = enumerate(self.arabic.coverage.words)
        return found | {at for at, word in back if word.counterpart == english and (word.link or 0.0) >= least}

    def mutual(self, least: float) -> Iterator[tuple[int, int]]:
        """English words and the Arabic ones that are each other's best, by links at least so strong."""
        for at, word in enumerate(self.english.coverage.words):
            there = word.counterpart
            if there is not None and (word.link or 0.0) >= least and self.best_back(there) == at:
                yield at, there

    def best(self, english: int) -> int | None:
        """The Arabic word that an English one is linked to best."""
        return self.english.coverage.words[english].counterpart

    def best_back(self, arabic: int) -> int | None:
        """The English word that an Arabic one is linked to best."""
        return self.arabic.coverage.words[arabic].counterpart

    def became(self, english: str, arabic: str) -> str:
        """What became what, the original first."""
        return f"{english} became {arabic}" if self.english.side == "source" else f"{arabic} became {english}"

    def became_meaning(self, english: int, arabic: int, meaning: str) -> str:
        """What became what, with what the Arabic word means."""
        return self.became(quoted(self.english.word(english)), f"{quoted(self.arabic.word(arabic))} ({meaning})")

    def places(self, english: Span | None, arabic: Span | None) -> tuple[Span | None, Span | None]:
        """Source and target of a fault that marks these words."""
        return (english, arabic) if self.english.side == "source" else (arabic, english)


def pairings(document: DocumentEvidence) -> Iterator[Pairing]:
    """The beads of English and Arabic whose words are linked and whose cues were read."""
    return (pairing for evidence in document.beads if (pairing := pairing_of(evidence)))


def pairing_of(evidence: Evidence) -> Pairing | None:
    """A bead of English and Arabic whose words are linked and whose cues were read."""
    sides = zip((evidence.english, evidence.arabic), PAIR, strict=True)
    halves = [_half(evidence, side, lang) for side, lang in sides if side]
    if len(halves) == 2 and halves[0] and halves[1] and evidence.two_sided:
        return Pairing(evidence, halves[0], halves[1])
    return None


def _half(evidence: Evidence, side: Side, lang: Lang) -> Half | None:
    coverage = evidence.coverage(side)
    if coverage is None or evidence.cues is None:
        return None
    denials = tuple(cue.span for cue in evidence.cues.of(side).negation if cue.kind == "hard")
    return Half(side, lang, evidence.bead.side_text(side), coverage, denials, evidence.settled(side))
