"""What a translator is free to do: none of it is a fault, and the coverage model has to learn that.

Clauses change places (who said it comes first in Arabic), words have synonyms, an acronym is written out or spelled,
a name gets "the company" or "the city" before it, a word that one language leaves out is said again in the other, and
both spell out what the other need not say ("in the amount of", "process", "his").
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from training.coverage_align import Links

FOREIGN = -1
MOVES, SYNONYMS, ACRONYMS, SPELLED, GENERIC, AGAIN, FILLERS = 0.4, 0.6, 0.7, 0.06, 0.3, 0.12, 0.4
"""Share of the examples in which each is done."""
SYNONYM_WORDS = 0.2
"""Share of the words exchanged where any are."""
UNLINKED, OFTEN, LEAST_FREE = 0.15, 30, 0.2
"""A word is a filler that stands 30 times, and of these a fifth with no link stronger than this."""
MADE_UP = 400
"""Acronyms that stand for nothing, to be spelled."""
GENERIC_WORDS = tuple(
    "شركة مدينة ولاية قناة صحيفة شبكة محطة وكالة موقع منطقة مقاطعة برنامج تطبيق منصة مجموعة منظمة جمعية حزب فريق نادي "
    "السيد السيدة الرئيس السناتور النائب الوزير مشروع نظام شارع جزيرة نهر مجلة كتاب فيلم لاعب عضو لغة دولة قرية إعصار "
    "خدمة أداة ميزة علامة مسألة عملية".split()
)
LETTERS = {
    "A": ("إيه", "أي"), "B": ("بي",), "C": ("سي",), "D": ("دي",), "E": ("إي",), "F": ("إف", "أف"), "G": ("جي",),
    "H": ("إتش",), "I": ("آي", "أي"), "J": ("جيه",), "K": ("كي", "كيه"), "L": ("إل", "أل"), "M": ("إم", "أم"),
    "N": ("إن", "أن"), "O": ("أو",), "P": ("بي",), "Q": ("كيو",), "R": ("آر",), "S": ("إس", "أس"), "T": ("تي",),
    "U": ("يو",), "V": ("في",), "W": ("دبليو",), "X": ("إكس",), "Y": ("واي",), "Z": ("زد",),
}  # fmt: skip


@dataclass(slots=True)
class Side:
    """A side being changed: ids, the place each word had before (FOREIGN for what was put in), forced labels."""

    which: int
    ids: list[int]
    origin: list[int]
    forced: list[int] = field(default_factory=list)
    excused: list[int] = field(default_factory=list)
    """Places of words that went as a translator lets them go: what they were linked to is not lost."""

    def __post_init__(self) -> None:
        self.forced = [0] * len(self.ids)

    def _columns(self) -> tuple[list[int], list[int], list[int]]:
        return self.ids, self.origin, self.forced

    def cut(self, start: int, size: int) -> None:
        """Delete words."""
        for column in self._columns():
            del column[start : start + size]

    def put(self, start: int, ids: Sequence[int], *, label: int = 1) -> None:
        """Insert words that nothing on the other side supports."""
        self.ids[start:start] = ids
        self.origin[start:start] = [FOREIGN] * len(ids)
        self.forced[start:start] = [label] * len(ids)

    def move(self, start: int, size: int, to: int) -> None:
        """Take words out and put them back in at `to` of what is left."""
        for column in self._columns():
            taken = column[start : start + size]
            del column[start : start + size]
            column[to:to] = taken

    def excuse(self, start: int, size: int) -> None:
        """Delete words for whose loss nothing on the other side is to blame."""
        self.excused.extend(self.origin[start : start + size])
        self.cut(start, size)


def capital_runs(words: Sequence[str]) -> list[tuple[int, int]]:
    """Ranges of 2 to 5 words in a row that start with a capital, behind the first word."""
    out, start = [], 1
    while start < len(words):
        end = start
        while end < len(words) and words[end][0].isupper() and not words[end].isupper():
            end += 1
        if 2 <= end - start <= 5:
            out.append((start, end))
        start = end + 1
    return out


def acronym(words: Sequence[str]) -> str:
    """The first letters."""
    return "".join(word[0] for word in words)


def made_up(count: int) -> list[str]:
    """Acronyms of two to four letters, always the same ones."""
    draw = random.Random(5)
    return ["".join(draw.choices(sorted(LETTERS), k=draw.randint(2, 4))) for _ in range(count)]


def extra_words(sentences: Iterable[Sequence[str]]) -> list[str]:
    """Words that freedom puts in and that the sentences may not hold: `sentences` are English."""
    letters = [name for names in LETTERS.values() for name in names]
    initials = {acronym(words[a:b]) for words in sentences for a, b in capital_runs(words)}
    return [*sorted(initials), *made_up(MADE_UP), *letters, *GENERIC_WORDS]


def synonyms(vectors: npt.NDArray[np.float16], chosen: npt.NDArray[np.int64], least: float = 0.62) -> dict[int, list]:
    """Up to three nearest words of each of `chosen` (words of one language) whose cosine is at least `least`."""
    own = vectors[chosen, 0].astype(np.float32)
    out: dict[int, list] = {}
    for at in range(0, len(chosen), 2048):
        alike = own[at : at + 2048] @ own.T
        alike[np.arange(len(alike)), np.arange(at, at + len(alike))] = -1
        best = np.argpartition(-alike, 3, axis=1)[:, :3]
        for row, columns in enumerate(best):
            near = [int(chosen[j]) for j in columns if alike[row, j] >= least]
            if near:
                out[int(chosen[at + row])] = near
    return out


def fillers(
    pairs: Iterable[tuple], links: Links, allowed: npt.NDArray[np.bool_]
) -> tuple[dict[int, float], dict[int, float]]:
    """Words of either side that often stand where the two directions of the links agree on nothing.

    `allowed`: which words of the table may be. A word's weight is the root of the number of such places times their
    share of all its places: the root, so that "the" and the commonest term of the manuals are not nearly all.
    """
    stands, free = np.zeros((2, len(allowed))), np.zeros((2, len(allowed)))
    for at, (e, a, _) in enumerate(pairs):
        agreed = np.sqrt(np.prod(links.of(at), axis=0))
        for side, ids in enumerate((e, a)):
            np.add.at(stands[side], ids, 1)
            np.add.at(free[side], ids, agreed.max(1 - side) < UNLINKED)
    share = free / np.maximum(stands, 1)
    english, arabic = (
        {int(i): float(np.sqrt(free[k, i]) * share[k, i]) for i in np.flatnonzero(chosen)}
        for k, chosen in enumerate((stands >= OFTEN) & (share > LEAST_FREE) & allowed)
    )
    return english, arabic


class Freedom:
    """Takes a translator's freedoms with a pair. `index` maps words to ids, `names` ids to words."""

    def __init__(
        self, index: dict[str, int], synonyms_of: dict[int, list], fillers_of: Sequence[dict[int, float]]
    ) -> None:
        self.index, self.names, self.synonyms_of = index, list(index), synonyms_of
        self.fillers = [(list(of), list(of.values())) for of in fillers_of]
        self.generic = [index[word] for word in GENERIC_WORDS]
        self.acronyms = made_up(MADE_UP)

    def take(self, e: Side, a: Side, links: npt.NDArray[np.float32], draw: random.Random) -> None:
        """Change both sides in place; `links` (English, Arabic) as the pair was."""
        ways: tuple[tuple[float, Callable[[], None]], ...] = (
            (ACRONYMS, lambda: self._shorten(e, draw)),
            (SPELLED, lambda: self._spell(e, a, links, draw)),
            (GENERIC, lambda: self._classify(e, a, links, draw)),
            (AGAIN, lambda: self._repeat(a, draw)),
            (FILLERS, lambda: self._fill(draw.choice((e, a, a)), draw)),
            (SYNONYMS, lambda: self._exchange(draw.choice((e, a)), draw)),
            (MOVES, lambda: _reorder(draw.choice((e, a)), draw)),
        )
        for share, way in ways:
            if draw.random() < share:
                way()

    def _shorten(self, e: Side, draw: random.Random) -> None:
        runs = capital_runs([self.names[i] for i in e.ids])
        if not runs:
            return
        start, end = draw.choice(runs)
        e.ids[start] = self.index.get(acronym([self.names[i] for i in e.ids[start:end]]), e.ids[start])
        e.excuse(start + 1, end - start - 1)

    def _spell(self, e: Side, a: Side, links: npt.NDArray[np.float32], draw: random.Random) -> None:
        """An acronym on one side and its letters on the other, at places that answer each other."""
        if not e.ids or not a.ids:
            return
        word = draw.choice(self.acronyms)
        at = draw.randrange(len(e.ids))
        origin = e.origin[at]
        there = int(links[origin].argmax()) if origin >= 0 and links.shape[1] else 0
        to = a.origin.index(there) if there in a.origin else len(a.ids)
        e.put(at, [self.index[word]], label=0)
        a.put(to, [self.index[draw.choice(LETTERS[letter])] for letter in word], label=0)

    def _classify(self, e: Side, a: Side, links: npt.NDArray[np.float32], draw: random.Random) -> None:
        """A word that says what the named thing is, before a name that has a capital in English."""
        named = [o for i, o in zip(e.ids, e.origin, strict=True) if o > 0 and self.names[i][0].isupper()]
        places = [int(links[o].argmax()) for o in named if links.shape[1] and links[o].max() > 0.4]
        places = [p for p in places if p in a.origin]
        if places:
            a.put(a.origin.index(draw.choice(places)), [draw.choice(self.generic)], label=0)

    def _repeat(self, a: Side, draw: random.Random) -> None:
        size = draw.randint(1, 3)
        if len(a.ids) < 12:
            return
        start, to = draw.randrange(len(a.ids) - size), draw.randrange(len(a.ids))
        if abs(start - to) > 4:
            a.put(to, a.ids[start : start + size], label=0)

    def _fill(self, side: Side, draw: random.Random) -> None:
        words, weights = self.fillers[side.which]
        if words and len(side.ids) >= 6:
            for word in draw.choices(words, weights, k=draw.randint(1, 3)):
                side.put(draw.randrange(len(side.ids)), [word], label=0)

    def _exchange(self, side: Side, draw: random.Random) -> None:
        for place, word in enumerate(side.ids):
            near = self.synonyms_of.get(word)
            if near and draw.random() < SYNONYM_WORDS:
                side.ids[place] = draw.choice(near)


def _reorder(side: Side, draw: random.Random) -> None:
    """The last words to the front, the first ones to the end, or a clause elsewhere."""
    length = len(side.ids)
    if length < 8:
        return
    size = draw.randint(2, min(12, length // 2))
    kind = draw.random()
    if kind < 0.5:
        side.move(length - size, size, 0)
    elif kind < 0.7:
        side.move(0, size, length - size)
    else:
        side.move(draw.randrange(length - size), size, draw.randrange(length - size))
