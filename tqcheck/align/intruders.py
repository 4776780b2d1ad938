"""A sentence that belongs to nothing, in the midst of a bead: an advertisement between the halves of a cut sentence.

Beads of the lattice are runs, so that such a sentence is drawn into its neighbours' bead, or tears it apart. Where one
is suspected, its surroundings are aligned again without it, and the better of the two readings is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from tqcheck.align.paths import Link, Scored
from tqcheck.align.sides import Side

UNLIKE = 0.3
"""Cosine above chance with its surroundings from which a segment is not suspected."""
AROUND = 4
"""Beads to each side that are aligned again."""
SURELY = 2.0
"""How much better, in nats, the reading without a sentence must be."""
Solve = Callable[[Sequence[int], Sequence[int]], Scored]
"""Aligns these source and target segments alone; the links count segments of the whole."""


def without_intruders(found: list[Link], sides: tuple[Side, Side], solve: Solve) -> list[Link]:
    """The links, with sentences taken out of beads that are better without them."""
    at = 0
    while at < len(found):
        for side, segment in _suspects(found, at, sides):
            first, last = max(0, at - AROUND), at + AROUND + 1
            here = found[first:last]
            if better := _without(here, side, segment, solve):
                found = [*found[:first], *better, *found[last:]]
                break
        at += 1
    return found


def _suspects(found: Sequence[Link], at: int, sides: tuple[Side, Side]) -> Iterator[tuple[int, int]]:
    """Segments within a bead, and segments alone that stand beside another one, unlike what is around."""
    for side in (0, 1):
        own, other = (found[at].indices(k) for k in (side, 1 - side))
        beside = [link for link in found[max(0, at - 1) : at + 2] if link is not found[at]]
        torn = not other and any(len(link.indices(side)) == 1 and not link.indices(1 - side) for link in beside)
        near = [i for link in found[max(0, at - 2) : at + 3] for i in link.indices(1 - side)]
        for segment in own[1:-1] if other else own if torn else ():
            if not near or _above(sides, side, segment, near) < UNLIKE:
                yield side, segment


def _above(sides: tuple[Side, Side], side: int, segment: int, others: Sequence[int]) -> float:
    own, other = sides[side], sides[1 - side]
    cosine = other.blocks[0][list(others)] @ own.blocks[0][segment]
    return float(np.max(cosine - (own.chance[0][segment] + other.chance[0][list(others)]) / 2))


def _without(here: Sequence[Link], side: int, segment: int, solve: Solve) -> list[Link] | None:
    """The links of a stretch with the segment alone, if that is better."""
    segments = [sorted(i for link in here for i in link.indices(k)) for k in (0, 1)]
    reduced = [[i for i in s if (k, i) != (side, segment)] for k, s in enumerate(segments)]
    if not all(reduced):
        return None
    whole, rest = solve(*segments), solve(*reduced)
    if rest.score + whole.alone[side][segments[side].index(segment)] < whole.score + SURELY:
        return None
    alone = ((segment,), ()) if side == 0 else ((), (segment,))
    taken = Link(
        source=alone[0], target=alone[1], similarity=None, confidence=min(link.confidence for link in rest.links)
    )
    before = [k for k, link in enumerate(rest.links) if any(i < segment for i in link.indices(side))]
    place = max(before, default=-1) + 1
    return [*rest.links[:place], taken, *rest.links[place:]]
