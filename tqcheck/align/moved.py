"""Sentences that stand elsewhere: a second pass over what found no partner in its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from tqcheck.align.dp import Floats
from tqcheck.align.sides import Side

NEAR_ENOUGH = 0.35
"""Cosine above chance from which two unaligned sentences are taken for each other's translation."""
GAIN = 0.03
"""How much nearer a neighbour must bring a moved pair to be part of it."""
Moved = tuple[tuple[int, ...], tuple[int, ...], float]
"""Source segments, target segments, their cosine."""


def moved_beads(
    source: Side, target: Side, missing: Sequence[int], added: Sequence[int], between: Sequence[tuple[int, int]]
) -> list[Moved]:
    """Runs of unaligned segments that are each other's best match across an aligned bead.

    `missing` and `added` are segment numbers; `between` gives, in the order of the alignment, (0, s) for an unaligned
    source segment s, (1, t) for a target one and (2, 0) for a bead with two sides.
    """
    if not missing or not added:
        return []
    rows, cols = np.array(missing), np.array(added)
    cosine: Floats = source.blocks[0][rows] @ target.blocks[0][cols].T
    above = cosine - (source.chance[0][rows][:, None] + target.chance[0][cols][None]) / 2
    beads_before = dict(zip(between, accumulate(kind == 2 for kind, _ in between), strict=True))
    pairs = [
        (missing[r], added[c])
        for r, c in enumerate(above.argmax(1).tolist())
        if int(above[:, c].argmax()) == r
        and above[r, c] >= NEAR_ENOUGH
        and beads_before[0, missing[r]] != beads_before[1, added[c]]
    ]
    free = set(missing) - {s for s, _ in pairs}, set(added) - {t for _, t in pairs}
    return [_grown(source, target, pair, free) for pair in pairs]


def _grown(source: Side, target: Side, pair: tuple[int, int], free: tuple[set[int], set[int]]) -> Moved:
    """The pair with the neighbours in `free` that bring its sides nearer to each other, which are taken from there."""
    a, c = pair
    b, d = a + 1, c + 1
    size = len(source.blocks)

    def cosine(a: int, b: int, c: int, d: int) -> float:
        return float(source.blocks[b - a - 1, a] @ target.blocks[d - c - 1, c])

    while True:
        ways = [
            ((a - 1, b, c, d), 0, a - 1),
            ((a, b + 1, c, d), 0, b),
            ((a, b, c - 1, d), 1, c - 1),
            ((a, b, c, d + 1), 1, d),
        ]
        open_ways = [(w, k, x) for w, k, x in ways if x in free[k] and max(w[1] - w[0], w[3] - w[2]) <= size]
        best = max(open_ways, key=lambda way: cosine(*way[0]), default=None)
        if best is None or cosine(*best[0]) < cosine(a, b, c, d) + GAIN:
            return tuple(range(a, b)), tuple(range(c, d)), cosine(a, b, c, d)
        (a, b, c, d), side, taken = best
        free[side].remove(taken)
