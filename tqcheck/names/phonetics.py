"""How likely an Arabic word is the transliteration of a Latin one.

The score is that of a joint source-channel model (Li, Zhang and Su 2004): the best segmentation of both words into
chunk pairs, against the two words having nothing to do with each other. Its statistics are learned by
`training/names.py` and shipped.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TypeAlias

from tqcheck.text.normalise import fold

SKIP = -4.5  # log odds of a letter that answers to nothing
UNSEEN = -8.0
MATCH = 0.25
"""Least score at which two words are held to be the same name (1 % of true pairs score less)."""
WEAK = -0.6
"""Least score that will do where both words are otherwise left over."""

# Letters of one sound class, so that few pairs need the full comparison; vowels and h say too little.
_CLASSES = {
    "B": "bpfvبفپڤ", "T": "tdتدطضثذظ", "K": "ckgqjszxجغقكخسشزصچگ", "M": "m" "م", "N": "nن", "L": "lل", "R": "rر",
}  # fmt: skip
_SOUND = {letter: name for name, letters in _CLASSES.items() for letter in letters}
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})

Options: TypeAlias = tuple[tuple[tuple[int, dict[str, float]], ...], ...]


@dataclass(frozen=True, slots=True)
class Sounds:
    """Log probabilities: Arabic chunks by Latin chunk, and single letters of either side."""

    chunks: dict[str, dict[str, float]]
    latin: dict[str, float]
    arabic: dict[str, float]


@lru_cache(maxsize=1)
def sounds() -> Sounds:
    """The shipped statistics."""
    packed = (resources.files("tqcheck.names") / "transliteration.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    chunks: dict[str, dict[str, float]] = {}
    for key, log in data["chunks"].items():
        en, _, ar = key.partition(":")
        chunks.setdefault(en, {})[ar] = log
    return Sounds(chunks, data["latin"], data["arabic"])


def latin_letters(word: str) -> str:
    """Lower-case a-z of a Latin word without accents; doubled consonants stand once, as in Arabic."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN))
    letters = [c for c in plain if "a" <= c <= "z"]
    return "".join(c for at, c in enumerate(letters) if c in "aeiou" or at == 0 or letters[at - 1] != c)


def name_letters(word: str) -> str:
    """The letters of an Arabic word, folded."""
    return "".join(c for c in fold(word) if "\u0621" <= c <= "\u064a" or c in "پچڤگ")


def trigrams(word: str) -> list[str]:
    """Letter trigrams of a word with its edges marked."""
    edged = f"^{word}$"
    return [edged[at : at + 3] for at in range(len(edged) - 2)]


@lru_cache(maxsize=1)
def _shapes() -> dict[str, dict[str, float]]:
    packed = (resources.files("tqcheck.names") / "shapes.json.gz").read_bytes()
    shapes: dict[str, dict[str, float]] = json.loads(gzip.decompress(packed))
    return shapes


@lru_cache(maxsize=50_000)
def looks_like_name(letters: str, script: str) -> float:
    """Mean log odds a trigram that a word in `latin` or `arabic` letters is a name rather than an everyday word."""
    odds = _shapes()[script]
    found = trigrams(letters)
    return sum(odds.get(t, 0.0) for t in found) / max(1, len(found))


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """Sound classes of the consonants of a Latin or Arabic word, neighbours of one class joined."""
    classes = [_SOUND[c] for c in word if c in _SOUND]
    return "".join(c for at, c in enumerate(classes) if at == 0 or classes[at - 1] != c)


@lru_cache(maxsize=50_000)
def similarity(latin: str, arabic: str) -> float:
    """Log odds a letter that `arabic` renders `latin` (both as `latin_letters` and `name_letters` give them).

    True pairs lie around 2, strangers below 0; -9 where the consonants have next to nothing in common.
    """
    from rapidfuzz.distance import Indel

    if not latin or not arabic or Indel.normalized_similarity(skeleton(latin), skeleton(arabic)) < 0.49:
        return -9.0
    known = sounds()
    apart = sum(known.latin.get(c, UNSEEN) for c in latin) + sum(known.arabic.get(c, UNSEEN) for c in arabic)
    return 2 * (_best_path(latin, arabic, known) - apart) / (len(latin) + len(arabic))


@lru_cache(maxsize=5_000)
def _options(latin: str) -> Options:
    """For each position of a Latin word: chunk lengths that start there, with the Arabic chunks they may give."""
    chunks = sounds().chunks
    return tuple(
        tuple((n, chunks[latin[i : i + n]]) for n in range(4) if i + n <= len(latin) and latin[i : i + n] in chunks)
        for i in range(len(latin) + 1)
    )


def _best_path(latin: str, arabic: str, known: Sounds) -> float:
    """Log probability of the best joint segmentation."""
    width = len(arabic) + 1
    best = [[-1e9] * width for _ in range(len(latin) + 1)]
    best[0][0] = 0.0
    for i, options in enumerate(_options(latin)):
        row = best[i]
        for j in range(width):
            here = row[j]
            if i < len(latin):
                best[i + 1][j] = max(best[i + 1][j], here + known.latin.get(latin[i], UNSEEN) + SKIP)
            if j + 1 < width:
                row[j + 1] = max(row[j + 1], here + known.arabic.get(arabic[j], UNSEEN) + SKIP)
            for n, targets in options:
                after = best[i + n]
                for m in (0, 1, 2):
                    log = targets.get(arabic[j : j + m]) if j + m < width else None
                    if log is not None and here + log > after[j + m]:
                        after[j + m] = here + log
    return best[-1][-1]
