"""Sentence alignment in the manner of Vecalign (Thompson and Koehn 2019) and Bertalign (Liu and Zhu 2022).

Candidates come from dynamic programming over vectors of runs of neighbours; what a bead is worth is learned, so that
a dropped sentence is not absorbed by its neighbour's bead, and the posterior of a bead is its confidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.align.intruders import without_intruders
from tqcheck.align.moved import moved_beads
from tqcheck.align.paths import AlignOptions, Link, Scored, links, solve
from tqcheck.align.sides import Side, describe
from tqcheck.plugins import Encoder
from tqcheck.records import Bead, Segment

__all__ = ["AlignOptions", "Link", "align", "links", "pair"]


def align(
    source: Sequence[Segment], target: Sequence[Segment], encoder: Encoder, options: AlignOptions | None = None
) -> tuple[Bead, ...]:
    """Beads in reading order, numbered from 0; every segment stands in exactly one."""
    if not source or not target:
        return _one_side(source, target)
    return tuple(
        Bead(
            index=index,
            source=tuple(source[i] for i in link.source),
            target=tuple(target[j] for j in link.target),
            similarity=link.similarity,
            confidence=link.confidence,
            moved=link.moved,
        )
        for index, link in enumerate(pair([s.text for s in source], [t.text for t in target], encoder, options))
    )


def _one_side(source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Bead, ...]:
    missing = [Bead(index=i, source=(s,), target=(), confidence=1.0) for i, s in enumerate(source)]
    return tuple(missing or [Bead(index=i, source=(), target=(t,), confidence=1.0) for i, t in enumerate(target)])


def pair(
    source: Sequence[str], target: Sequence[str], encoder: Encoder, options: AlignOptions | None = None
) -> list[Link]:
    """The alignment of the sentences of two texts, neither of them empty."""
    options = options or AlignOptions()

    def part(rows: Sequence[int], cols: Sequence[int]) -> Scored:
        described = describe([source[i] for i in rows], [target[j] for j in cols], encoder, options.longest)
        scored = solve(*described, options=options)
        return Scored(links=[link.among(rows, cols) for link in scored.links], score=scored.score, alone=scored.alone)

    sides = describe(source, target, encoder, options.longest)
    in_order = without_intruders(links(*sides, options=options), sides, part)
    return with_moved(*sides, in_order)


def with_moved(source: Side, target: Side, in_order: Sequence[Link]) -> list[Link]:
    """The alignment with sentences that stand elsewhere joined, at the place of the source sentences."""
    kinds = [(2, 0) if k.source and k.target else (0, k.source[0]) if k.source else (1, k.target[0]) for k in in_order]
    alone = dict(zip(kinds, in_order, strict=True))
    missing, added = ([at for kind, at in kinds if kind == side] for side in (0, 1))
    joined: dict[tuple[int, int], Link | None] = {}
    for left, right, similarity in moved_beads(source, target, missing, added, kinds):
        parts = [*((0, s) for s in left), *((1, t) for t in right)]
        # All were thought to be alone, rightly as far as their places go: the bead is no surer than that.
        confidence = min(alone[part].confidence for part in parts)
        joined |= dict.fromkeys(parts)
        joined[parts[0]] = Link(source=left, target=right, similarity=similarity, confidence=confidence, moved=True)
    links_now = (joined.get(kind, link) for kind, link in zip(kinds, in_order, strict=True))
    return [link for link in links_now if link is not None]
