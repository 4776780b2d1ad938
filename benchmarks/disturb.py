"""Makes hard sentence alignments with known answers out of parallel text."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
Gold = set[tuple[tuple[int, ...], tuple[int, ...]]]
_COMMA = re.compile(r"[,،;؛](?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Share of the sentences of a side, given as (source, target), that each disturbance meets."""

    drop: tuple[float, float] = (0.0, 0.0)
    merge: tuple[float, float] = (0.0, 0.0)
    split: tuple[float, float] = (0.0, 0.0)
    sever: tuple[float, float] = (0.0, 0.0)
    insert: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbed:
    """Two texts by sentences, and the beads that align them; `gold` counts sentences from 0."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: Gold


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    pairs: frozenset[int]


def disturb(pairs: Sequence[Pair], others: Sequence[Pair], rates: Rates, rng: random.Random) -> Disturbed:
    """Drop, split, insert and merge sentences of either side; `others` are pairs of other documents to insert from."""
    dropped = [(rng.random() < rates.drop[0], rng.random() < rates.drop[1]) for _ in pairs]
    sides = []
    for side in (0, 1):
        pieces = []
        for at, pair in enumerate(pairs):
            # A sentence dropped on both sides would leave no trace to find.
            if not (dropped[at][side] and not (side == 1 and dropped[at][0])):
                pieces += [_Piece(t, frozenset([at])) for t in _cut(pair[side], rates, side, rng)]
            if others and rng.random() < rates.insert[side]:
                pieces.append(_Piece(rng.choice(others)[side], frozenset()))
        sides.append(_merge(pieces, rates.merge[side], rng))
    source, target = sides
    return Disturbed(
        source=tuple(p.text for p in source), target=tuple(p.text for p in target), gold=_gold(source, target)
    )


def _cut(text: str, rates: Rates, side: int, rng: random.Random) -> list[str]:
    if rng.random() < rates.split[side]:
        places = [
            m.end() for m in _COMMA.finditer(text) if min(text[: m.end()].count(" "), text[m.end() :].count(" ")) > 2
        ]
        if places:
            at = rng.choice(places)
            return [text[:at], text[at:].strip()]
    if rng.random() < rates.sever[side]:
        words = text.split()
        if len(words) > 6:
            at = len(words) - rng.randint(1, len(words) // 2)
            return [" ".join(words[:at]).rstrip(",،;؛") + ".", " ".join(words[at:])]
    return [text]


def _merge(pieces: Sequence[_Piece], rate: float, rng: random.Random) -> list[_Piece]:
    out: list[_Piece] = []
    joins = False
    for piece in pieces:
        # Inserted sentences stay alone, or the answer would not be clear.
        if joins and piece.pairs and out[-1].pairs and len(out[-1].pairs) < 8:
            out[-1] = _Piece(f"{out[-1].text} {piece.text}", out[-1].pairs | piece.pairs)
        else:
            out.append(piece)
        joins = rng.random() < rate
    return out


def _gold(source: Sequence[_Piece], target: Sequence[_Piece]) -> Gold:
    """Sentences that share a pair, directly or through others, make a bead."""
    groups: list[tuple[set[int], list[int], list[int]]] = []
    for side, pieces in enumerate((source, target)):
        for at, piece in enumerate(pieces):
            joined = [g for g in groups if g[0] & piece.pairs]
            groups = [g for g in groups if not g[0] & piece.pairs]
            new: tuple[set[int], list[int], list[int]] = (set(piece.pairs), [], [])
            for g in joined:
                for mine, theirs in zip(new[1:], g[1:], strict=True):
                    mine.extend(theirs)
                new[0].update(g[0])
            new[1 + side].append(at)
            groups.append(new)
    gold: Gold = set()
    for _, left, right in groups:
        if left and right:
            gold.add((tuple(sorted(left)), tuple(sorted(right))))
        else:
            gold.update(((i,), ()) for i in left)
            gold.update(((), (j,)) for j in right)
    return gold
