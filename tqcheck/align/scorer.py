"""Log-linear weights of beads: a small network over each bead's features, and a bias for its shape."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from tqcheck.align.dp import Floats, Ints
from tqcheck.align.features import Proportions, Tile
from tqcheck.align.sides import Side

WEIGHTS = "beads.safetensors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Standardise, one hidden layer of rectified units, one output; `w1` (features, hidden), `w2` (hidden,)."""

    mean: Floats
    scale: Floats
    w1: Floats
    b1: Floats
    w2: Floats

    def __call__(self, features: Floats) -> Floats:
        """One score for each row of features along the last axis."""
        hidden = ((features - self.mean) * self.scale) @ self.w1
        out: Floats = np.maximum(hidden + self.b1, 0) @ self.w2
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """`shape_bias` belongs to `shapes`; shapes never seen in training get the bias of the nearest larger one."""

    pairs: Layer
    nulls: Layer
    shape_bias: Mapping[tuple[int, int], float]
    calibration: tuple[float, float] = (1.0, 0.0)
    """Slope and offset of the log-odds that turn a posterior into the share of such beads that are right."""

    def confidence(self, posterior: float) -> float:
        """Calibrated probability that a bead is right (Platt 1999)."""
        p = min(max(posterior, 1e-6), 1 - 1e-6)
        slope, offset = self.calibration
        return 1 / (1 + math.exp(-slope * math.log(p / (1 - p)) - offset))

    def tile(self, source: Side, target: Side, shapes: Ints, whole: Proportions) -> Floats:
        """Scores of all beads of a stretch: `[i, j, t]` is that of the bead of shape t ending at point (i, j)."""
        tile = Tile(source, target, whole)
        scores = np.full((len(source) + 1, len(target) + 1, len(shapes)), -np.inf, np.float32)
        for t, (n, m) in enumerate(shapes.tolist()):
            if n > len(source) or m > len(target):
                continue
            if n and m:
                value = self.pairs(tile.pairs(n, m))
            else:
                value = self.nulls(tile.nulls(source=bool(n)))
                value = value if n else value.T
            scores[n:, m:, t] = value + self.shape_bias[n, m]
        return scores


@cache
def shipped() -> Scorer:
    """The scorer that comes with the package."""
    from safetensors.numpy import load as read

    return load(read(resources.files("tqcheck.align").joinpath(WEIGHTS).read_bytes()))


def load(arrays: Mapping[str, npt.NDArray[Any]]) -> Scorer:
    """A scorer out of the arrays of a weights file."""
    pairs, nulls = (
        Layer(**{name: arrays[f"{kind}.{name}"] for name in ("mean", "scale", "w1", "b1", "w2")})
        for kind in ("pairs", "nulls")
    )
    shapes, bias = arrays["shapes"].tolist(), arrays["shape_bias"].tolist()
    slope, offset = arrays["calibration"].tolist() if "calibration" in arrays else (1.0, 0.0)
    return Scorer(
        pairs=pairs,
        nulls=nulls,
        shape_bias={(n, m): b for (n, m), b in zip(shapes, bias, strict=True)},
        calibration=(slope, offset),
    )
