"""Vectors of words by the built-in encoder's weights, many words at a time.

One text at a time, reading the weights from memory takes nearly all of a word's time. Several at a time, the rounding
of a product may depend on how many there are: so groups always have the same shape, and a word's vector does not depend
on the words beside it. (numpy's OpenBLAS rounds by the row's place even so; torch's products do not.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from tqcheck.encoder.weights import BRANCH, BRANCHES, Weights

LONGEST = 12
"""Pieces of a text, with its beginning and end, up to which it is read here."""
_GROUP = 32


class WordReader:
    """The forward pass for texts of equal length."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        shared = ("ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")
        joined = {
            "proj_W": np.concatenate(weights.branch("proj"), axis=1),
            "proj_b": np.concatenate(weights.branch("proj_b")),
            "ln_g_all": np.concatenate(weights.branch("ln_g")),
            "ln_b_all": np.concatenate(weights.branch("ln_b")),
        }
        arrays = {name: weights[name] for name in shared} | joined
        self._w = {name: _tensor(array) for name, array in arrays.items()}
        parts = [weights.branch(name) for name in ("w1_", "b1_", "w2_", "b2_")]
        self._convolutions = [[_tensor(part[i]) for part in parts] for i in range(len(BRANCHES))]

    def read(self, texts: Sequence[Sequence[int]]) -> npt.NDArray[np.float32]:
        """Vectors of length 1, shape (len(texts), 512), of texts given as ids of 1 to `LONGEST` pieces."""
        out = np.empty((len(texts), self._w["p3"].shape[1]), np.float32)
        lengths = np.array([len(text) for text in texts])
        with torch.inference_mode():
            for length in np.unique(lengths):
                alike = np.flatnonzero(lengths == length)
                for group in np.split(alike, range(_GROUP, len(alike), _GROUP)):
                    ids = np.array([texts[i] for i in group])
                    filled = ids[np.arange(_GROUP) % len(ids)]
                    out[group] = self._group(filled)[: len(ids)].numpy()
        return out

    def _group(self, ids: npt.NDArray[np.int64]) -> Tensor:
        w, eps = self._w, self._weights.eps
        count, length = ids.shape
        pieces = torch.from_numpy(self._weights.embeddings(ids.ravel()))
        x = functional.layer_norm(
            pieces @ w["proj_W"] + w["proj_b"], w["ln_g_all"].shape, w["ln_g_all"], w["ln_b_all"], eps
        )
        parts = [pieces]
        for i, (size, before) in enumerate(BRANCHES):
            own = x[:, i * BRANCH : (i + 1) * BRANCH]
            w1, b1, w2, b2 = self._convolutions[i]
            once = functional.relu(_windows(own, count, size, before) @ w1 + b1) + own
            parts.append(functional.relu(_windows(once, count, size, before) @ w2 + b2) + once)
        features = functional.layer_norm(torch.cat(parts, 1), w["ln_g"].shape, w["ln_g"], w["ln_b"], eps)
        summed = features.view(count, length, -1).sum(1)
        mean = (summed @ w["cnn_W"] + length * w["cnn_b"]) / length**0.5
        low = functional.relu(mean @ w["p1"] + functional.relu(mean @ w["d0"]) @ w["d1"])
        top = torch.tanh(low @ w["p3"] + functional.relu(low @ w["d2"]) @ w["d3"])
        return functional.normalize(top)


def _tensor(array: npt.NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(array))


def _windows(x: Tensor, count: int, size: int, before: int) -> Tensor:
    """Each row beside its neighbours in its own text, zero beyond the text's ends: (rows, size * width)."""
    rows, width = x.shape
    wide = functional.pad(x.reshape(count, rows // count, width), (0, 0, before, size - 1 - before))
    return torch.cat([wide[:, k : k + rows // count] for k in range(size)], 2).reshape(rows, size * width)
