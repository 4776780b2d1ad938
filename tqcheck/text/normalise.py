"""Normalisation that keeps a map back, so that every finding points at what the author wrote."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from tqcheck.records import Span

TATWEEL = "\u0640"
# Bidi controls, zero-width joiners, soft hyphen, byte order mark: invisible, and in the way of comparison.
INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_ALEFS = dict.fromkeys("أإآٱ", "ا")
_DIGITS = {chr(base + d): str(d) for base in (0x0660, 0x06F0) for d in range(10)}
_FOLD = _ALEFS | _DIGITS | {"ى": "ي", "ی": "ي", "ک": "ك", "ؤ": "و", "ئ": "ي", "ة": "ه"}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and, for each of its code points, where that one's original starts and ends."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        """The span of the original that gave `text[start:end]`; trailing diacritics belong to their letter."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(start=at, end=at)
        return Span(start=self.starts[start], end=self.ends[end - 1])


@cache
def is_mark(char: str) -> bool:
    """Whether a character is a combining mark (Arabic vowel signs among them)."""
    return unicodedata.category(char) == "Mn"


def normalise(text: str, *, fold_letters: bool = False) -> Normalised:
    """Strip marks, tatweel and invisible characters; unfold presentation forms; turn Arabic-Indic digits into 0-9.

    With `fold_letters`, alef and ya forms, hamza seats and ta marbuta are folded too, as Arabic search engines do.
    """
    if text.isascii():
        return Normalised(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        if char.isascii():
            chars.append(char)
            starts.append(at)
            ends.append(at + 1)
            continue
        if char == TATWEEL or char in INVISIBLE or is_mark(char):
            if ends and is_mark(char) and ends[-1] == at:
                ends[-1] = at + 1
            continue
        plain = _DIGITS.get(char) or (unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufeff" else char)
        for piece in plain:
            if is_mark(piece) or piece == TATWEEL:
                continue
            chars.append(_FOLD.get(piece, piece) if fold_letters else piece)
            starts.append(at)
            ends.append(at + 1)
    return Normalised("".join(chars), tuple(starts), tuple(ends))


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The text with everything folded that spelling leaves free: marks, letter forms, digits, case."""
    return normalise(text, fold_letters=True).text.lower()
