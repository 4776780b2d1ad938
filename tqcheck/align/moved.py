"""Sentences that stand elsewhere: a second pass over what found no partner in its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from tqcheck.align.dp import Floats
from tqcheck.align.sides import Side

NEAR_ENOUGH = 0.35
"""Cosine above chance from which two unaligned sentences are taken for each other's translation."""


def moved_pairs(
    source: Side, target: Side, missing: Sequence[int], added: Sequence[int], between: Sequence[tuple[int, int]]
) -> list[tuple[int, int, float]]:
    """Pairs of unaligned segments that are each other's best match across an aligned bead, with their cosines.

    `missing` and `added` are segment numbers; `between` gives, in the order of the alignment, (0, s) for an unaligned
    source segment s, (1, t) for a target one and (2, 0) for a bead with two sides.
    """
    if not missing or not added:
        return []
    rows, cols = np.array(missing), np.array(added)
    cosine: Floats = source.blocks[0][rows] @ target.blocks[0][cols].T
    above = cosine - (source.chance[0][rows][:, None] + target.chance[0][cols][None]) / 2
    beads_before = dict(zip(between, accumulate(kind == 2 for kind, _ in between), strict=True))
    found = []
    for r, c in enumerate(above.argmax(1).tolist()):
        s, t = missing[r], added[c]
        mutual = int(above[:, c].argmax()) == r
        if mutual and above[r, c] >= NEAR_ENOUGH and beads_before[0, s] != beads_before[1, t]:
            found.append((s, t, float(cosine[r, c])))
    return found
