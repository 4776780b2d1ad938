"""Any sentence-transformers model as the encoder that aligns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tqcheck.errors import ModelError


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
