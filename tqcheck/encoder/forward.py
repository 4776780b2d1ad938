"""The forward pass of Universal Sentence Encoder Multilingual v3 in numpy (Yang et al. 2019).

Embeddings of pieces, three branches of two convolutions with residuals beside them, a sum over the tokens, and four
small layers. Products are made in float32 one text at a time, so that a text's vector depends on that text alone, to
the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tqcheck.encoder.weights import BRANCH, BRANCHES, WIDTH, Floats, Weights

_BEFORE = max(before for _, before in BRANCHES)
_AFTER = max(size - 1 - before for size, before in BRANCHES)


class Network:
    """The layers; its methods hold nothing of what they are given, so that threads may share it."""

    def __init__(self, weights: Weights) -> None:
        self._w = weights
        self._project = np.concatenate(weights.branch("proj"), axis=1)
        self._offset, self._gamma, self._beta = (
            np.concatenate(weights.branch(name)) for name in ("proj_b", "ln_g", "ln_b")
        )
        self._layers = [weights.branch(name) for name in ("w1_", "b1_", "w2_", "b2_")]

    def sums(self, ids: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> Floats:
        """Projected sums over the tokens from each start on, shape (len(starts), 512), of one text given as its pieces.

        A token knows its neighbours across the starts.
        """
        summed = np.add.reduceat(self._features(ids), starts, axis=0)
        projected: Floats = summed @ self._w["cnn_W"]
        return projected

    def head(self, mean: Floats) -> Floats:
        """The last layers: from sums over tokens divided by the root of their number to vectors of length 1."""
        w = self._w
        low = mean @ w["p1"]
        low += np.maximum(mean @ w["d0"], 0) @ w["d1"]
        np.maximum(low, 0, out=low)
        top = low @ w["p3"]
        top += np.maximum(low @ w["d2"], 0) @ w["d3"]
        np.tanh(top, out=top)
        squares = np.clip(np.einsum("ij,ij->i", top, top), w.eps, None)
        vectors: Floats = top * np.reciprocal(np.sqrt(squares))[:, None]
        return vectors

    def _features(self, ids: npt.NDArray[np.int64]) -> Floats:
        w, count = self._w, len(ids)
        features = np.empty((count, WIDTH + len(BRANCHES) * BRANCH), np.float32)
        features[:, :WIDTH] = w.embeddings(ids)
        x = features[:, :WIDTH] @ self._project
        x += self._offset
        _normalise(x, self._gamma, self._beta, w.eps)
        windows = _windows(count)
        padded = np.empty((count + 1, BRANCH), np.float32)
        padded[count] = 0.0  # what a window sees beyond the text's ends
        for i, (size, before) in enumerate(BRANCHES):
            w1, b1, w2, b2 = (layer[i] for layer in self._layers)
            own = x[:, i * BRANCH : (i + 1) * BRANCH]
            seen = windows[:, _BEFORE - before : _BEFORE - before + size]
            once = _convolved(own, padded, seen, w1, b1)
            features[:, WIDTH + i * BRANCH : WIDTH + (i + 1) * BRANCH] = _convolved(once, padded, seen, w2, b2)
        _normalise(features, w["ln_g"], w["ln_b"], w.eps)
        return features


def _convolved(x: Floats, padded: Floats, seen: npt.NDArray[np.int64], weights: Floats, offset: Floats) -> Floats:
    """A convolution, its rectifier, and what went in added to it."""
    padded[:-1] = x
    out: Floats = padded[seen].reshape(len(x), -1) @ weights
    out += offset
    np.maximum(out, 0, out=out)
    out += x
    return out


def _windows(count: int) -> npt.NDArray[np.int64]:
    """For each token the places of those that the widest window sees; `count` stands for none."""
    places = np.arange(count)[:, None] + np.arange(-_BEFORE, _AFTER + 1)
    return np.where((places >= 0) & (places < count), places, count)


def _normalise(x: Floats, gamma: Floats, beta: Floats, eps: float) -> None:
    """Layer normalisation of the rows, in place."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x *= np.reciprocal(np.sqrt(variance + eps))[:, None]
    x *= gamma
    x += beta
