"""Faults made in true pairs: spans deleted, inserted, exchanged, repeated on either side, with labels for every word.

A word is labelled "unaccounted for" (1) where most of what it was linked to is gone, "accounted for" (0) where hardly
any is; what lies between is left out of the loss (-1).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.coverage_align import Links
from training.coverage_freedom import Freedom, Side

Array = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int32]
LEXICON = "lexicon"
"""Source of pairs that are no sentences: several are always put together."""
LONGEST = 70
SPANS = (1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8, 10, 12)


@dataclass(slots=True)
class Pair:
    """Ids of both sides and their links: `english` (n, m) rows sum to <= 1, `arabic` (n, m) columns sum to <= 1."""

    sides: tuple[Ids, Ids]
    english: Array
    arabic: Array
    parts: tuple[tuple[int, int], ...] = ()
    """Where each of the sentences put together ends, on either side."""


@dataclass(slots=True)
class Example:
    """What the network is shown: ids, word labels (1, 0, -1 for unknown) and side labels, English first."""

    ids: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
    words: tuple[Array, Array]
    sides: tuple[float, float]
    links: Array
    """English to Arabic posteriors of what is left, for the attention to follow."""


class Faults:
    """Makes examples out of pairs; all randomness is from `seed`."""

    def __init__(
        self,
        pairs: Sequence[tuple[Ids, Ids, str]],
        links: Links,
        light: npt.NDArray[np.bool_],
        vectors: npt.NDArray[np.float16],
        freedom: Freedom,
        seed: int,
    ) -> None:
        self.pairs, self.links, self.light, self.vectors = pairs, links, light, vectors
        self.freedom = freedom
        self.random = random.Random(seed)

    def size(self, index: int) -> int:
        """Words of the longer side."""
        return max(len(self.pairs[index][0]), len(self.pairs[index][1]))

    def pair(self, index: int) -> Pair:
        """One pair with its links."""
        e, a, _ = self.pairs[index]
        return Pair((e, a), *self.links.of(index), ((len(e), len(a)),))

    def joined(self, index: int) -> Pair:
        """The pair, or it and its successors of the same source as one long sentence."""
        out = self.pair(index)
        wanted = self.random.choice((1, 1, 2, 2, 3, 4)) if self.size(index) < 25 else 1
        if self.size(index) < 9:
            wanted = self.random.choice((1, 2, 3, 4, 5, 6))
        if self.pairs[index][2] == LEXICON:
            wanted = self.random.randint(6, 12)
        for step in range(1, wanted):
            at = index + step
            if at >= len(self.pairs) or self.pairs[at][2] != self.pairs[index][2]:
                break
            more = self.pair(at)
            n, m = out.english.shape
            if max(n + more.english.shape[0], m + more.english.shape[1]) > LONGEST:
                break
            out = Pair(
                (np.concatenate([out.sides[0], more.sides[0]]), np.concatenate([out.sides[1], more.sides[1]])),
                _diagonal(out.english, more.english),
                _diagonal(out.arabic, more.arabic),
                (*out.parts, (n + more.english.shape[0], m + more.english.shape[1])),
            )
        return out

    def example(self, index: int) -> Example:
        """A pair as it is, or damaged."""
        pair = self.joined(index)
        e, a = (Side(k, list(map(int, ids)), list(range(len(ids)))) for k, ids in enumerate(pair.sides))
        dice = self.random.random()
        if dice < 0.03:
            return self._detached(pair)
        self.freedom.take(e, a, pair.english, self.random)
        faults = self.random.choice((0, 0, 1, 1, 1, 2)) if dice < 0.9 else 0
        for _ in range(faults):
            self._fault(self.random.choice((e, a)), pair)
        self._loosen(e)
        self._loosen(a)
        if not e.ids or not a.ids:
            return self._plain(pair)
        return self._label(pair, e, a)

    def _plain(self, pair: Pair) -> Example:
        e, a = (Side(k, list(map(int, ids)), list(range(len(ids)))) for k, ids in enumerate(pair.sides))
        return self._label(pair, e, a)

    def _other(self, side: int) -> list[int]:
        return list(map(int, self.pairs[self.random.randrange(len(self.pairs))][side]))

    def _detached(self, pair: Pair) -> Example:
        """A translation of something else."""
        other = self.pair(self.random.randrange(len(self.pairs)))
        e, a = pair.sides[0].astype(np.int64), other.sides[1].astype(np.int64)
        labels = tuple(self._unless_alike(np.ones(len(x), np.float32), x, y) for x, y in ((e, a), (a, e)))
        return Example((e, a), (labels[0], labels[1]), (1.0, 1.0), np.zeros((len(e), len(a)), np.float32))

    def _fault(self, side: Side, pair: Pair) -> None:
        length = len(side.ids)
        if length < 3:
            return
        kind = self.random.random()
        size = min(self.random.choice(SPANS), max(1, length // 2))
        start = self.random.randint(0, length - size)
        if kind < 0.12 and len(pair.parts) > 1:
            self._cut_part(side, pair)
        elif kind < 0.68:
            side.cut(start, size)
        elif kind < 0.80:
            side.cut(start, size)
            side.put(start, self._piece(side.which, size))
        elif kind < 0.93:
            side.put(start, self._piece(side.which, size))
        else:
            again = side.ids[start : start + size] * self.random.choice((1, 1, 2, 4))
            side.put(start + size, again[:30])

    def _piece(self, which: int, size: int) -> list[int]:
        words: list[int] = []
        while not words:
            words = self._other(which)
        start = self.random.randint(0, max(0, len(words) - size))
        return words[start : start + size]

    def _cut_part(self, side: Side, pair: Pair) -> None:
        ends = [0, *(p[side.which] for p in pair.parts)]
        at = self.random.randrange(len(pair.parts))
        gone = {i for i, o in enumerate(side.origin) if ends[at] <= o < ends[at + 1]}
        if len(gone) < len(side.ids):
            for i in sorted(gone, reverse=True):
                side.cut(i, 1)

    def _loosen(self, side: Side) -> None:
        """Paraphrase: some light words go, which is no fault."""
        if self.random.random() < 0.4:
            for i in range(len(side.ids) - 1, -1, -1):
                if self.light[side.ids[i]] and self.random.random() < 0.08:
                    side.excused.append(side.origin[i])
                    side.cut(i, 1)

    def _unless_alike(self, labels: Array, x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]) -> Array:
        """Unknown where the other side has a word like it after all."""
        likeness = self.vectors[x, 0].astype(np.float32) @ self.vectors[y, 0].astype(np.float32).T
        labels[(likeness.max(1) > 0.55) & (labels == 1)] = -1
        return labels

    def _label(self, pair: Pair, e: Side, a: Side) -> Example:
        eo, ao = np.array(e.origin, np.int64), np.array(a.origin, np.int64)
        ids = np.array(e.ids, np.int64), np.array(a.ids, np.int64)
        words = (
            self._words(pair.english, pair.arabic, e, np.append(ao, np.array(a.excused, np.int64)), ids[1]),
            self._words(pair.arabic.T, pair.english.T, a, np.append(eo, np.array(e.excused, np.int64)), ids[0]),
        )
        links = np.zeros((len(ids[0]), len(ids[1])), np.float32)
        if (eo >= 0).any() and (ao >= 0).any():
            links[np.ix_(eo >= 0, ao >= 0)] = pair.english[np.ix_(eo[eo >= 0], ao[ao >= 0])]
        return Example(ids, words, (_side(words[0]), _side(words[1])), links)

    def _words(self, links: Array, back: Array, side: Side, left: npt.NDArray[np.int_], other: Ids) -> Array:
        """Labels of one side's words: `links` (this, that) posteriors, `left` the places of what is left of that."""
        kept = np.zeros(links.shape[1], bool)
        kept[left[left >= 0]] = True
        origin = np.array(side.origin, np.int64)
        lost = np.where(origin >= 0, (links * ~kept).sum(1)[origin], 0.0)
        held = np.where(origin >= 0, (links * kept).sum(1)[origin], 0.0)
        agreed = np.where(origin >= 0, (back * ~kept).sum(1)[origin], 0.0)
        labels = np.full(len(origin), -1.0, np.float32)
        labels[(lost < 0.15) | (held > 4 * lost)] = 0
        labels[(lost > 0.6) & (agreed > 0.05)] = 1
        forced = np.array(side.forced) == 1
        labels[forced] = 1
        if forced.any():
            alike = self._unless_alike(labels.copy(), np.array(side.ids, np.int64), other)
            repeated = np.isin(side.ids, [i for i, f in zip(side.ids, side.forced, strict=True) if not f])
            labels = np.where(forced & ~repeated, alike, labels)
        return _filled(labels, self.light[np.array(side.ids)])


def _diagonal(a: Array, b: Array) -> Array:
    out = np.zeros((a.shape[0] + b.shape[0], a.shape[1] + b.shape[1]), np.float32)
    out[: a.shape[0], : a.shape[1]] = a
    out[a.shape[0] :, a.shape[1] :] = b
    return out


def _filled(labels: Array, light: npt.NDArray[np.bool_]) -> Array:
    """Light words between two lost ones are lost with them; beside one they are undecidable."""
    out = labels.copy()
    for i in np.flatnonzero(light & (labels < 1)):
        before, after = i > 0 and labels[i - 1] == 1, i + 1 < len(labels) and labels[i + 1] == 1
        if before and after:
            out[i] = 1
        elif before or after:
            out[i] = -1
    return out


def _side(labels: Array) -> float:
    """1 where a word is lost, 0 where none is, -1 where it cannot be said."""
    if (labels == 1).any():
        return 1.0
    return -1.0 if (labels == -1).sum() > 1 else 0.0
