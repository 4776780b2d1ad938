"""What is known of a word by itself: encoder vectors, consonant skeleton, frequency, shape; made once a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from tqcheck.lang import ARABIC, ENGLISH, LANGUAGES
from tqcheck.plugins import Encoder
from tqcheck.text.normalise import normalise
from tqcheck.text.words import words

Array = npt.NDArray[np.float32]

_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_CLITICS = re.compile(r"^[وف]?(?:[بك]?ال|لل)?(?=.{3})|^[وف](?=.{3})")
_PAIRS = (("sh", "s"), ("kh", "k"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("x", "ks"))
_ROMAN = str.maketrans(
    "بتثجحخدذرزسشصضطظغفقكلمنهويپچڤگاةىءآأإئؤع",
    "bttjhkddrzsssdtzgfkklmnhwybjfgaaaaaaaaaa",
)
_ENGLISH = str.maketrans("pvcqz", "bfkkz")
_WEAK = re.compile("[aeiouwyh'’\\-.]")
_VECTORS = 2
SHAPE_SIZE = 8
"""Numbers that describe a word's shape and frequency (see `shape`)."""


def plain_words(text: str) -> list[str]:
    """The words of `text` as vectors are made of them: without vowel signs and tatweel, digits as 0-9."""
    return [normalise(word).text or word for word in (span.of(text) for span in words(text))]


def stem(word: str) -> str:
    """The word without the Arabic conjunction and article written onto it; other words as they are."""
    return _CLITICS.sub("", word) if _ARABIC.search(word) else word


def skeleton(word: str) -> str:
    """Consonants as they sound in either script, so that names compare: Soleimani and سليماني both give `slmn`."""
    if _ARABIC.search(word):
        plain = word.translate(_ROMAN)
        plain = plain.removeprefix("al")
    else:
        plain = word.lower()
        for letters, sound in _PAIRS:
            plain = plain.replace(letters, sound)
        plain = plain.translate(_ENGLISH)
    return re.sub(r"(.)\1+", r"\1", _WEAK.sub("", plain))


def _frequencies() -> Callable[[str], float]:
    """Zipf frequency 0..8 of a word, divided by 8, from wordfreq's short lists (read in half a second)."""
    from wordfreq import get_frequency_dict

    tables = {lang: get_frequency_dict(lang, "small") for lang in LANGUAGES}

    def zipf(word: str) -> float:
        frequency = tables[ARABIC if _ARABIC.search(word) else ENGLISH].get(word.lower(), 0.0)
        return float(np.log10(frequency) + 9.0) / 8.0 if frequency else 0.0

    return zipf


def shape(word: str, zipf: Callable[[str], float]) -> list[float]:
    """Frequency of the word and of its stem, digits, capitals, script, lengths of word and skeleton; all near 0..1."""
    return [
        zipf(word),
        zipf(stem(word)),
        float(word[0].isdigit()),
        float(word[0].isupper()),
        float(word.isupper()),
        float(bool(_LATIN.search(word))),
        min(len(word), 16) / 8.0,
        min(len(skeleton(word)), 8) / 8.0,
    ]


class WordTable:
    """Everything known of each word seen so far, by index; grows as texts come.

    `vectors` has shape (words, 2, 512): the encoder's vectors of word and stem, length 1; `shapes` (words, 8). A table
    that has more than `most` words when others are added starts anew with those; indices from before mean nothing then.
    """

    def __init__(self, encoder: Encoder, most: int | None = None) -> None:
        self._encoder, self._most = encoder, most
        self._zipf = _frequencies()
        self._forget()

    def _forget(self) -> None:
        self.index: dict[str, int] = {}
        self.skeletons: list[str] = []
        self.folded: list[str] = []
        self._vectors: Array = np.zeros((0, _VECTORS, 512), np.float32)
        self._shapes: Array = np.zeros((0, SHAPE_SIZE), np.float32)

    @property
    def vectors(self) -> Array:
        """Vectors of all words in the table."""
        return self._vectors[: len(self.index)]

    @property
    def shapes(self) -> Array:
        """Shapes of all words in the table."""
        return self._shapes[: len(self.index)]

    def add(self, new: Iterable[str]) -> None:
        """Encode the words that are not in the table yet."""
        wanted = list(dict.fromkeys(new))
        if self._most is not None and len(self.index) > self._most:
            self._forget()
        fresh = [word for word in wanted if word not in self.index]
        if not fresh:
            return
        texts = list(dict.fromkeys([*fresh, *map(stem, fresh)]))
        at = {text: i for i, text in enumerate(texts)}
        vectors = getattr(self._encoder, "encode_words", self._encoder.encode)(texts)
        self._make_room(len(self.index) + len(fresh))
        rows = slice(len(self.index), len(self.index) + len(fresh))
        self._vectors[rows, 0], self._vectors[rows, 1] = vectors[: len(fresh)], vectors[[at[stem(w)] for w in fresh]]
        self._shapes[rows] = [shape(w, self._zipf) for w in fresh]
        for word in fresh:
            self.index[word] = len(self.index)
            self.skeletons.append(skeleton(word))
            self.folded.append(word.lower())

    def _make_room(self, count: int) -> None:
        """Arrays for `count` words at least, doubled so that growing does not copy the table for every text."""
        if count <= len(self._vectors):
            return
        size = max(count, 2 * len(self._vectors), 1024)
        vectors, shapes = np.zeros((size, _VECTORS, 512), np.float32), np.zeros((size, SHAPE_SIZE), np.float32)
        vectors[: len(self.index)], shapes[: len(self.index)] = self.vectors, self.shapes
        self._vectors, self._shapes = vectors, shapes

    def ids(self, of: Sequence[str]) -> npt.NDArray[np.int64]:
        """Indices of words that are in the table."""
        return np.array([self.index[word] for word in of], np.int64)


PAIR_SIZE = 5
"""Channels of the map of the likeness of every word to every word (see `batch.make_batch`)."""


def likeness_of_names(left: Sequence[str], right: Sequence[str]) -> Array:
    """Likeness 0..1 of skeletons, shape (left, right); 0 where either is too short to tell."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    alike: Array = cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float32)
    return alike * np.outer([len(s) >= 2 for s in left], [len(s) >= 2 for s in right]).astype(np.float32)
