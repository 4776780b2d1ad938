"""Sentence alignment in the manner of Vecalign (Thompson and Koehn 2019) and Bertalign (Liu and Zhu 2022).

Candidates come from dynamic programming over vectors of runs of neighbours; what a bead is worth is learned, so that
a dropped sentence is not absorbed by its neighbour's bead, and the posterior of a bead is its confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tqcheck.align.coarse import fill, find_band
from tqcheck.align.dp import Floats, Range, bead_shapes, best_path, posteriors
from tqcheck.align.moved import moved_pairs
from tqcheck.align.scorer import Scorer, shipped
from tqcheck.align.sides import Side, describe
from tqcheck.plugins import Encoder
from tqcheck.records import Bead, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignOptions:
    """`longest`: k of the largest 1-k and k-1 bead; `widest`: largest side of an n-m bead (both 2 or more)."""

    longest: int = 8
    widest: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A bead as index ranges, its similarity and its probability."""

    range: Range
    similarity: float | None
    confidence: float
    moved: bool = False


def align(
    source: Sequence[Segment], target: Sequence[Segment], encoder: Encoder, options: AlignOptions | None = None
) -> tuple[Bead, ...]:
    """Beads in reading order, numbered from 0; every segment stands in exactly one."""
    options = options or AlignOptions()
    if not source or not target:
        return _one_side(source, target)
    sides = describe([s.text for s in source], [s.text for s in target], encoder, options.longest)
    return tuple(
        Bead(
            index=index,
            source=tuple(source[slice(*link.range[:2])]),
            target=tuple(target[slice(*link.range[2:])]),
            similarity=link.similarity,
            confidence=link.confidence,
            moved=link.moved,
        )
        for index, link in enumerate(with_moved(*sides, links(*sides, options=options)))
    )


def _one_side(source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Bead, ...]:
    missing = [Bead(index=i, source=(s,), target=(), confidence=1.0) for i, s in enumerate(source)]
    return tuple(missing or [Bead(index=i, source=(), target=(t,), confidence=1.0) for i, t in enumerate(target)])


def links(
    source: Side, target: Side, *, options: AlignOptions | None = None, scorer: Scorer | None = None
) -> list[Link]:
    """The alignment of two sides that are not empty, in order."""
    options, scorer = options or AlignOptions(), scorer or shipped()
    shapes = bead_shapes(options.longest, options.widest)
    band = find_band(source.blocks[0], target.blocks[0])

    def tile(top: int, bottom: int, left: int, right: int) -> Floats:
        return scorer.tile(source.part(top, bottom), target.part(left, right), shapes)

    scores = fill(band, shapes, tile)
    scores[..., shapes.min(1) == 0] -= finer_cut(source, target)
    probability = posteriors(scores, shapes, band)
    kinds = {(n, m): t for t, (n, m) in enumerate(shapes.tolist())}
    out = []
    for a, b, c, d in best_path(scores, shapes, band):
        certain = probability[b + d, b - band.low[b + d], kinds[b - a, d - c]]
        similarity = float(source.blocks[b - a - 1, a] @ target.blocks[d - c - 1, c]) if b > a and d > c else None
        out.append(Link(range=(a, b, c, d), similarity=similarity, confidence=scorer.confidence(float(certain))))
    return out


def finer_cut(source: Side, target: Side) -> float:
    """What leaving a segment alone costs more, in nats, where one side is cut into more segments than the other.

    There a segment without an equal is rather a piece of its neighbour's sentence than missing or added. The
    difference must be more than chance, and letters must not be lacking with the segments, as in an abridgement.
    """
    rows, cols = len(source), len(target)
    letters = float(target.lengths.sum() / source.lengths.sum())
    if not 0.6 < letters < 1.4:
        return 0.0
    surprise = (rows - cols) ** 2 / (rows + cols)
    return 2.0 * min(max((surprise - 1.5) / 4, 0.0), 1.0)


def with_moved(source: Side, target: Side, in_order: Sequence[Link]) -> list[Link]:
    """The alignment with sentences that stand elsewhere joined, at the place of the source sentence."""
    kinds = [(0, a) if c == d else (1, c) if a == b else (2, 0) for a, b, c, d in (link.range for link in in_order)]
    alone = dict(zip(kinds, in_order, strict=True))
    missing, added = ([at for kind, at in kinds if kind == side] for side in (0, 1))
    joined: dict[tuple[int, int], Link | None] = {}
    for s, t, similarity in moved_pairs(source, target, missing, added, kinds):
        # Both were thought to be alone, rightly as far as their places go: neither is surer than that.
        confidence = min(alone[0, s].confidence, alone[1, t].confidence)
        joined[0, s] = Link(range=(s, s + 1, t, t + 1), similarity=similarity, confidence=confidence, moved=True)
        joined[1, t] = None
    links_now = (joined.get(kind, link) for kind, link in zip(kinds, in_order, strict=True))
    return [link for link in links_now if link is not None]
