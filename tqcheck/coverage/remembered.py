"""A coverage model that remembers documents: one that was read before does not even load torch."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tqcheck.coverage import CoverageModel
from tqcheck.lang import PAIR
from tqcheck.plugins import Encoder
from tqcheck.records import Coverage, Span, WordCoverage
from tqcheck.store import BlobStore, code_hash, key_of


class RememberedCoverage:
    """What `load(encoder)` gives, loaded for documents that `store` does not have.

    Keys are made from the model's code and weights, so that what another version said is never believed. Whole calls
    are remembered, not pairs: the last bits of a pair's figures depend on the pairs that are read with it.
    """

    def __init__(
        self, load: Callable[[Encoder], CoverageModel], encoder: Callable[[], Encoder], store: BlobStore | None
    ) -> None:
        self._load, self._encoder, self._store = load, encoder, store

    @cached_property
    def identity(self) -> str:
        """Model and revision: part of every cache key and of the report's signature."""
        key = key_of("identity", self._version)
        stored = self._store.get([key]).get(key) if self._store else None
        if stored is not None:
            return stored.decode("utf-8", "replace")
        identity = self._model.identity
        if self._store:
            self._store.put({key: identity.encode()})
        return identity

    def predict(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str = PAIR[0], target_lang: str = PAIR[1]
    ) -> list[tuple[Coverage, Coverage]]:
        """(source coverage, target coverage) of each (source, target) pair; spans count the given texts."""
        key = key_of(self._version, source_lang, target_lang, *(text for pair in pairs for text in pair))
        if self._store and (known := _unpacked(self._store.get([key]).get(key), pairs)) is not None:
            return known
        with _one_thread():
            covered = self._model.predict(pairs, source_lang=source_lang, target_lang=target_lang)
        if not _sound(covered, pairs):
            raise ValueError("the coverage model gave figures that are no probabilities")
        if self._store:
            self._store.put({key: _packed(covered)})
        return covered

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of whole texts; the encoder remembers them itself."""
        return self._encoder().encode(texts)

    def warm(self) -> None:
        """Load the model now, so that the first document that is not remembered need not wait for it."""
        _ = self._model

    @cached_property
    def _model(self) -> CoverageModel:
        return self._load(self._encoder())

    @cached_property
    def _version(self) -> str:
        return f"{code_hash('coverage', 'encoder', 'lang', 'names', 'quantities', 'text')} {self._encoder().identity}"


@contextmanager
def _one_thread() -> Iterator[None]:
    """The network is so small that threads only wait for each other; on a busy machine they do so for seconds."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _packed(covered: Sequence[tuple[Coverage, Coverage]]) -> bytes:
    plain = [
        [[c.p, [[w.span.start, w.span.end, w.p, w.counterpart, w.link, w.alike] for w in c.words]] for c in both]
        for both in covered
    ]
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode(), 1)


def _unpacked(data: bytes | None, pairs: Sequence[tuple[str, str]]) -> list[tuple[Coverage, Coverage]] | None:
    """What was packed, or `None` where it cannot be read as that."""
    if data is None:
        return None
    try:
        plain = json.loads(zlib.decompress(data))
        covered = [(_coverage(source), _coverage(target)) for source, target in plain]
        return covered if _sound(covered, pairs) else None
    except (zlib.error, ValueError, TypeError):
        return None


def _sound(covered: Sequence[tuple[Coverage, Coverage]], pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether there is a coverage of each text, its words lie in it, and its figures are probabilities."""
    return len(covered) == len(pairs) and all(
        _is_of(side, text, len(other.words))
        for both, texts in zip(covered, pairs, strict=True)
        for side, other, text in zip(both, both[::-1], texts, strict=True)
    )


def _is_of(coverage: Coverage, text: str, others: int) -> bool:
    return _probable(coverage.p) and all(
        _probable(word.p)
        and (word.link is None or _probable(word.link))
        and (word.alike is None or -1 <= word.alike <= 1)
        and word.span.end <= len(text)
        and (word.counterpart is None or 0 <= word.counterpart < others)
        for word in coverage.words
    )


def _probable(figure: float) -> bool:
    # Not a number is neither more nor less than anything.
    return 0 <= figure <= 1


def _coverage(plain: Any) -> Coverage:
    p, words = plain
    return Coverage(
        p=p,
        words=tuple(
            WordCoverage(span=Span(start=a, end=b), p=q, counterpart=other, link=link, alike=alike)
            for a, b, q, other, link, alike in words
        ),
    )
