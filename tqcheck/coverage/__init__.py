"""Which words of a text does its translation account for?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from tqcheck.lang import PAIR
from tqcheck.plugins import Encoder
from tqcheck.records import Coverage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class CoverageModel(Protocol):
    """Says of each word of either side how probable it is that the other side does not account for it."""

    @property
    def identity(self) -> str:
        """Model and revision: part of every cache key and of the report's signature."""

    def predict(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str = PAIR[0], target_lang: str = PAIR[1]
    ) -> list[tuple[Coverage, Coverage]]:
        """(source coverage, target coverage) of each (source, target) pair; spans count the given texts."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of whole texts, shape (texts, dimensions), each of length 1."""


def load(encoder: Encoder) -> CoverageModel:
    """The built-in model; word vectors are made with `encoder`, which must be the built-in encoder."""
    from tqcheck.coverage.neural import NeuralCoverage

    # 64 MB of vectors: an archive has more words than memory should hold.
    return NeuralCoverage(encoder, most_words=16_384)
