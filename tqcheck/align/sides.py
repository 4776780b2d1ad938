"""One language's segments as arrays: vectors of runs of neighbours, words and their vectors, lengths, anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tqcheck.align.wording import LONGEST, english, pieces
from tqcheck.plugins import Encoder
from tqcheck.text.normalise import fold
from tqcheck.text.words import words

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

BACKGROUND = 200
"""Segments of the other side, evenly spread, that say how similar unrelated text is in this document."""

_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_NAME = re.compile(r"[A-Z][A-Za-z'’\-]{2,}")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]{3,}")
_CLITIC = re.compile(r"^[وف]?[بلك]?(?:ال)?")
_DIGRAPHS = tuple(zip(("kh", "gh", "sh", "ch", "th", "dh", "ph"), "kgsstdf", strict=True))
_LATIN_SOUNDS = str.maketrans("cpvjqzx", "kbfgksk", "aeiouwy'’-")
_ARABIC_SOUNDS = str.maketrans("بتثطدذضجغقكخفحهسشصزظلمنر", "btttdddggkkkfhhssssslmnr", "اويعءىةؤئ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged:
    """Lists of different lengths, one a segment, end to end; list i is `values[starts[i]:starts[i + 1]]`."""

    values: Ints
    starts: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Ragged:
        """From one sequence of integers a segment."""
        values = np.fromiter(chain.from_iterable(lists), np.int64)
        return cls(values=values, starts=np.cumsum([0, *map(len, lists)]))

    def part(self, start: int, end: int) -> Ragged:
        """Lists start..end-1 alone."""
        first, last = self.starts[start], self.starts[end]
        return Ragged(values=self.values[first:last], starts=self.starts[start : end + 1] - first)

    def counts(self, columns: Ints) -> Floats:
        """How often each segment has each of the sorted `columns`, shape (n, len(columns))."""
        out = np.zeros((len(self.starts) - 1, len(columns)), np.float32)
        owner = np.repeat(np.arange(len(out)), np.diff(self.starts))
        at = np.searchsorted(columns, self.values)
        known = at < len(columns)
        known[known] = columns[at[known]] == self.values[known]
        np.add.at(out, (owner[known], at[known]), 1)
        return out


Phrases: TypeAlias = tuple[Ragged, Floats, Floats]
"""Runs of pieces of each segment, the runs' vectors (p, d), the runs' numbers of words (p,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side of the text, n segments.

    `blocks[k - 1, i]` (size, n, d) is the vector of segments i..i+k-1, `chance` (size, n) its mean cosine with the
    other side; `lengths` (n,) count letters and digits; `words` index `word_vectors` (v, d), `gloss_vectors` (v, d) of
    what the lexicon has for them, and `word_weights` (v,), `phrases` likewise `phrase_vectors` and `phrase_weights`;
    equal values of `numbers` and `names` on both sides are equal numbers and names that sound alike; `asks` (n,)
    is 1 where there is a question mark.
    """

    blocks: Floats
    chance: Floats
    lengths: Floats
    asks: Floats
    words: Ragged
    numbers: Ragged
    names: Ragged
    word_vectors: Floats
    gloss_vectors: Floats
    word_weights: Floats
    phrases: Ragged
    phrase_vectors: Floats
    phrase_weights: Floats

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, start: int, end: int) -> Side:
        """Segments start..end-1 alone; runs that reach past the end keep their vectors."""
        return replace(
            self,
            blocks=self.blocks[:, start:end],
            chance=self.chance[:, start:end],
            lengths=self.lengths[start:end],
            asks=self.asks[start:end],
            words=self.words.part(start, end),
            numbers=self.numbers.part(start, end),
            names=self.names.part(start, end),
            phrases=self.phrases.part(start, end),
        )


def describe(source: Sequence[str], target: Sequence[str], encoder: Encoder, size: int) -> tuple[Side, Side]:
    """Both sides as arrays, with runs of up to `size` segments. Neither side may be empty."""
    split = [[pieces(text) for text in texts] for texts in (source, target)]
    (first, parts), (second, others) = (encode_runs(side, encoder, size) for side in split)
    numbers, names = _Keys(), _Keys()
    return (
        _describe(source, first, second, _phrases(split[0], parts), encoder, numbers, names),
        _describe(target, second, first, _phrases(split[1], others), encoder, numbers, names),
    )


def _describe(
    texts: Sequence[str], own: Floats, other: Floats, phrases: Phrases, encoder: Encoder, numbers: _Keys, names: _Keys
) -> Side:
    vocabulary = _Keys()
    ragged = vocabulary.ragged([[fold(span.of(t)) for span in words(t)] for t in texts])
    return Side(
        blocks=own,
        chance=_chance(own, other[0]),
        lengths=np.array([max(1, sum(map(str.isalnum, t))) for t in texts], np.float32),
        asks=np.array(["?" in t or "؟" in t for t in texts], np.float32),
        words=ragged,
        numbers=numbers.ragged([_numbers(t) for t in texts]),
        names=names.ragged([_names(t) for t in texts]),
        word_vectors=encoder.encode(list(vocabulary.number)),
        gloss_vectors=encoder.encode([english(w) for w in vocabulary.number]),
        word_weights=_weights(list(vocabulary.number), ragged),
        phrases=phrases[0],
        phrase_vectors=phrases[1],
        phrase_weights=phrases[2],
    )


def _weights(vocabulary: Sequence[str], words: Ragged) -> Floats:
    """How much each word says of what is translated: rare ones more, short ones, mostly function words, less."""
    count = len(words.starts) - 1
    owners = np.repeat(np.arange(count), np.diff(words.starts))
    frequency = np.bincount(np.unique(np.stack([words.values, owners]), axis=1)[0], minlength=len(vocabulary))
    length = np.array([min(max(len(w) - 2, 0), 5) / 5 + 0.02 for w in vocabulary])
    return np.asarray(length * np.log((count + 3) / (frequency + 1)) / np.log(count + 3), np.float32)


def _phrases(split: Sequence[Sequence[str]], vectors: Floats) -> Phrases:
    """Runs of pieces of each segment, their vectors (p, d) and numbers of words (p,); `vectors` of all runs."""
    sizes = np.array([max(1, p.count(" ") + 1) for own in split for p in own])
    ends = 0
    lists: list[range] = []
    places: list[tuple[int, int]] = []
    for own in split:
        runs = [(k, ends + i) for k in range(LONGEST) for i in range(len(own) - k)]
        lists.append(range(len(places), len(places) + len(runs)))
        places += runs
        ends += len(own)
    size, first = np.array(places).T
    weights = np.array([sizes[i : i + k + 1].sum() for k, i in places], np.float32)
    return Ragged.of(lists), vectors[size, first], weights


class _Keys:
    """Numbers strings in the order of their first use."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def ragged(self, lists: Sequence[Sequence[str]]) -> Ragged:
        return Ragged.of([[self.number.setdefault(key, len(self.number)) for key in keys] for keys in lists])


def encode_runs(texts: Sequence[Sequence[str]], encoder: Encoder, size: int) -> tuple[Floats, Floats]:
    """Vectors of runs of neighbouring texts, shape (size, n, d), and of neighbouring pieces, (LONGEST, pieces, d).

    Each text is given as its pieces; zero where a run would reach past the end. By the encoder's own `encode_runs`
    where it has one, else by sums of the vectors weighted by length.
    """
    if hasattr(encoder, "encode_runs"):
        made: tuple[Floats, Floats] = encoder.encode_runs(texts, size, LONGEST)
        return made
    whole, inner = [" ".join(text) for text in texts], [piece for text in texts for piece in text]
    return _summed(whole, encoder, size), _summed(inner, encoder, LONGEST)


def _summed(texts: Sequence[str], encoder: Encoder, size: int) -> Floats:
    vectors = encoder.encode(texts) * np.array([[max(1, len(t))] for t in texts], np.float32)
    sums = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)])
    out = np.zeros((size, *vectors.shape), np.float32)
    for k in range(1, min(size, len(texts)) + 1):
        block = (sums[k:] - sums[:-k]).astype(np.float32)
        out[k - 1, : len(block)] = block / np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9)
    return out


def _chance(blocks: Floats, others: Floats) -> Floats:
    """Mean cosine of each block with segments of the other side, drawn towards what it is in most documents."""
    count = min(len(others), BACKGROUND)
    sample = others[np.linspace(0, len(others) - 1, count).round().astype(int)]
    # .15 counts for ten segments: a document of two sentences says little about unrelated text.
    mean = (blocks @ sample.sum(0) + 10 * 0.15) / (count + 10)
    return np.asarray(mean, np.float32)


def _numbers(text: str) -> list[str]:
    return [re.sub(r"\D", "", n) for n in _NUMBER.findall(fold(text))]


def _names(text: str) -> list[str]:
    """Consonant skeletons of what may be names: capitalised Latin words, and all Arabic words."""
    return [s for s in _skeletons(text) if len(s) > 2]


def _skeletons(text: str) -> Iterator[str]:
    for name in _NAME.findall(text):
        word = name.lower().removeprefix("al-")
        for pair, sound in _DIGRAPHS:
            word = word.replace(pair, sound)
        yield _squeeze(word.translate(_LATIN_SOUNDS))
    for word in _ARABIC_WORD.findall(fold(text)):
        yield from {_squeeze(w.translate(_ARABIC_SOUNDS)) for w in (word, _CLITIC.sub("", word))}


def _squeeze(skeleton: str) -> str:
    # A final h is ta marbuta or a silent letter: Basra, Sarah.
    return re.sub(r"(.)\1+", r"\1", skeleton).removesuffix("h")
