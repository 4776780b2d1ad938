"""Words of several pairs as padded tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from tqcheck.coverage.lexical import PAIR_SIZE, Array, likeness_of_names

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Rows of a word table as tensors; `folds` numbers equal words alike."""

    vectors: Tensor
    shapes: Tensor
    folds: Tensor
    skeletons: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What the network takes: see CoverageNetwork.forward."""

    vectors: tuple[Tensor, Tensor]
    shapes: tuple[Tensor, Tensor]
    pairs: Tensor
    masks: tuple[Tensor, Tensor]

    def to(self, device: str) -> Batch:
        """The same on another device."""

        def moved(both: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
            return both[0].to(device), both[1].to(device)

        return Batch(
            vectors=moved(self.vectors), shapes=moved(self.shapes), pairs=self.pairs.to(device), masks=moved(self.masks)
        )


def _padded(sides: Sequence[Ids]) -> tuple[Tensor, Tensor]:
    width = max(1, *(len(ids) for ids in sides)) if len(sides) > 1 else max(1, len(sides[0]))
    ids = np.zeros((len(sides), width), np.int64)
    mask = np.zeros((len(sides), width), bool)
    for row, side in enumerate(sides):
        ids[row, : len(side)], mask[row, : len(side)] = side, True
    return torch.from_numpy(ids), torch.from_numpy(mask)


def _places(mask: Tensor) -> Tensor:
    return (torch.arange(mask.shape[1]) + 0.5) / mask.sum(1, keepdim=True).clamp_min(1)


def _blurred(vectors: Tensor, share: float) -> Tensor:
    chosen = torch.rand(vectors.shape[:2]) < share
    noise = torch.randn(int(chosen.sum()), 1, vectors.shape[-1]) * (0.6 / vectors.shape[-1] ** 0.5)
    vectors[chosen] = torch.nn.functional.normalize(vectors[chosen] + noise, dim=-1)
    return vectors


def _blanked(vectors: Tensor) -> Tensor:
    """A third of the words unknown by themselves: the likeness to the other side has to tell, in any domain."""
    return vectors * (torch.rand(vectors.shape[:2]) > 0.33)[..., None, None]


def make_batch(words: Words, pairs: Sequence[tuple[Ids, Ids]], *, jitter: float = 0.0) -> Batch:
    """Tensors of (English ids, Arabic ids) pairs.

    The map's channels: cosine of words, best cosine of words and stems, likeness of skeletons (names), equality,
    distance between the places of the two, 0..1. `jitter`: share of words whose vectors are blurred (in training).
    """
    (x, xm), (y, ym) = _padded([p[0] for p in pairs]), _padded([p[1] for p in pairs])
    vx, vy = words.vectors[x].float(), words.vectors[y].float()
    if jitter:
        vx, vy = _blurred(vx, jitter), _blurred(vy, jitter)
    cells = torch.zeros(len(pairs), PAIR_SIZE, x.shape[1], y.shape[1])
    cells[:, 0] = vx[:, :, 0] @ vy[:, :, 0].transpose(1, 2)
    cells[:, 1] = torch.maximum(cells[:, 0], vx[:, :, 1] @ vy[:, :, 1].transpose(1, 2))
    for row, (a, b) in enumerate(pairs):
        if len(a) and len(b):
            names: Array = likeness_of_names([words.skeletons[i] for i in a], [words.skeletons[j] for j in b])
            cells[row, 2, : len(a), : len(b)] = torch.from_numpy(names)
    cells[:, 3] = (words.folds[x][:, :, None] == words.folds[y][:, None]).float()
    if jitter:
        vx, vy = _blanked(vx), _blanked(vy)
    cells[:, 4] = (_places(xm)[:, :, None] - _places(ym)[:, None]).abs()
    return Batch(
        vectors=(vx.flatten(2), vy.flatten(2)),
        shapes=(words.shapes[x], words.shapes[y]),
        pairs=cells * (xm[:, None, :, None] & ym[:, None, None]),
        masks=(xm, ym),
    )
