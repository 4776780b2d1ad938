"""Stretches of a side for which the other side may not account: the candidates of which findings are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tqcheck.coverage.light_words import JOINTS, light, spelt
from tqcheck.records import Coverage, Span, WordCoverage

SIDE, PAIR, WORD, GROW = 0.3, 0.2, 0.35, 0.3
"""Probabilities from which on a side is looked at, the same where two content words in a row could start a span, a word
starts a span, a word belongs to a span begun. They let through all that may be anything: the judge chooses.
"""
_EDGE = 0.8
"""Share of the span's highest probability below which a word before its first comma is not part of what was lost."""
_RIM = 0.6
"""Share of the span's highest probability from which on a word may stand at its edge."""
_BRIDGE = 2
"""Words at most between two spans that make one finding: an editor mends the place, not the word."""

Range = tuple[int, int]
"""Indices of words, half-open."""


@dataclass(frozen=True, slots=True)
class SideWords:
    """One side of a bead: its text and words as the lists spell them, and those that are settled (by their numbers)."""

    text: str
    coverage: Coverage
    plain: tuple[str, ...]
    settled: frozenset[int] = frozenset()

    @classmethod
    def of(cls, text: str, coverage: Coverage, settled: Sequence[Span] = ()) -> SideWords:
        """What another comparison found on the other side (`settled`) counts as accounted for."""
        known = frozenset(i for i, word in enumerate(coverage.words) if any(word.span.overlaps(s) for s in settled))
        plain = tuple(spelt(word.span.of(text)) for word in coverage.words)
        return cls(text, coverage, plain).without(known)

    def without(self, known: frozenset[int]) -> SideWords:
        """The same with some words accounted for."""
        words = tuple(replace(w, p=0.0) if i in known else w for i, w in enumerate(self.coverage.words))
        return replace(self, coverage=replace(self.coverage, words=words), settled=self.settled | known)

    @property
    def words(self) -> tuple[WordCoverage, ...]:
        """The words."""
        return self.coverage.words

    def content(self, start: int, end: int) -> list[int]:
        """Words of a range that an editor would mark by themselves."""
        return [i for i in range(start, end) if not light(self.plain[i])]


def spans(side: SideWords) -> list[Range]:
    """Ranges of words that nothing may account for, in order."""
    if not _looked_at(side):
        return []
    found = (_trimmed(side, *run) for run in _joined(_runs(side), side.settled))
    return [(_from_clause(side, start, end), end) for start, end in found]


def _looked_at(side: SideWords) -> bool:
    p = side.coverage.p
    content = [side.words[i].p for i in side.content(0, len(side.words))]
    return p >= SIDE or (p >= PAIR and any(min(two) >= WORD for two in pairwise(content)))


def _runs(side: SideWords) -> Iterator[Range]:
    """Ranges of words that belong together: from a word past `WORD`, over all past `GROW` and single light words."""
    p = [word.p for word in side.words]
    start = 0
    while start < len(p):
        if p[start] < GROW:
            start += 1
            continue
        end = start + 1
        while end < len(p) and end not in side.settled and _goes_on(p, side.plain, end):
            end += 1
        if any(p[i] >= WORD for i in side.content(start, end)):
            yield _trimmed(side, start, end)
        start = end


def _goes_on(p: Sequence[float], plain: Sequence[str], at: int) -> bool:
    return p[at] >= GROW or (light(plain[at]) and at + 1 < len(p) and p[at + 1] >= GROW)


def _joined(runs: Iterable[Range], settled: frozenset[int]) -> Iterator[Range]:
    """Ranges with those put together that stand near each other, unless something settled stands between them."""
    open_run: Range | None = None
    for start, end in runs:
        if open_run and start - open_run[1] <= _BRIDGE and settled.isdisjoint(range(open_run[1], start)):
            open_run = open_run[0], end
            continue
        if open_run:
            yield open_run
        open_run = start, end
    if open_run:
        yield open_run


def _trimmed(side: SideWords, start: int, end: int) -> Range:
    """The range without function words at its edges, and without words there that are missed far less than the rest."""
    p = [word.p for word in side.words]
    top = max(p[i] for i in side.content(start, end))
    edges = [i for i in range(start, end) if p[i] >= _RIM * top and side.plain[i] not in JOINTS]
    return edges[0], edges[-1] + 1


def _from_clause(side: SideWords, start: int, end: int) -> int:
    """Where the span begins if its first clause is one word, missed less than the rest: the loss begins behind it."""
    content = side.content(start, end)
    if len(content) < 2 or side.words[content[0]].p >= _EDGE * max(side.words[i].p for i in content):
        return start
    ends_clause = re.match(r"\s*[,;:،؛]", side.text[side.words[content[0]].span.end :])
    return content[1] if ends_clause else start


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a span should stand on the other side: behind or before one of its words; `None` where nothing tells."""

    word: int | None
    behind: bool = True

    def place(self, count: int) -> float:
        """As a number of words of the `count` there are, between two of them."""
        return count / 2 if self.word is None else self.word + (0.5 if self.behind else -0.5)

    def offset(self, words: Sequence[WordCoverage]) -> int:
        """As an offset in the text."""
        if self.word is None:
            return words[-1].span.end if words else 0
        return words[self.word].span.end if self.behind else words[self.word].span.start


def gap(side: SideWords, start: int, end: int) -> Gap:
    """The gap of a range: behind what translates the word before it, or before what translates one that follows.

    Light words are passed over: what "had been" is linked to says little about where it stands.
    """
    for i in range(start - 1, -1, -1):
        j = side.words[i].counterpart
        if j is not None and side.words[i].p < 0.5 and not light(side.plain[i]):
            return Gap(j)
    for word in side.words[end:]:
        if word.counterpart is not None and word.p < 0.5:
            return Gap(word.counterpart, behind=False)
    return Gap(None)
