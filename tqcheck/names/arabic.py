"""Names in Arabic text: words with every reading of their proclitics, and gazetteer values by longest match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tqcheck.lang import ARABIC, list_of, words_of
from tqcheck.names.common import is_common_arabic
from tqcheck.names.gazetteer import LONGEST, bare, gazetteer
from tqcheck.names.phonetics import looks_like_name, name_letters
from tqcheck.records import Span
from tqcheck.text.words import words

_PROCLITICS = list_of(ARABIC, "name-proclitics")


@dataclass(frozen=True, slots=True)
class ArabicWord:
    """A word, its folded letters, and what is left of it after each proclitic it may begin with."""

    span: Span
    letters: str
    variants: tuple[str, ...]
    bare: str


@dataclass(frozen=True, slots=True)
class ArabicName:
    """A gazetteer name in Arabic text; `weak` where the words have an everyday meaning as well."""

    span: Span
    text: str
    first: int
    last: int
    values: frozenset[str]
    weak: bool


def split_words(text: str) -> list[ArabicWord]:
    """The Arabic words of a text in order; Latin words and numbers are left out."""
    found: list[ArabicWord] = []
    for span in words(text):
        start = span.start
        for piece in re.split("[-–]", span.of(text)):
            letters = name_letters(piece)
            if letters:
                found.append(
                    ArabicWord(Span(start=start, end=start + len(piece)), letters, variants(letters), bare(piece))
                )
            start += len(piece) + 1
    return found


@lru_cache(maxsize=50_000)
def variants(letters: str) -> tuple[str, ...]:
    """A folded word, and what remains after each proclitic; at least two letters remain."""
    rest = (letters[len(p) :] for p in _PROCLITICS if letters.startswith(p) and len(letters) - len(p) >= 2)
    return tuple(dict.fromkeys((letters, *rest)))


def find_values(tokens: list[ArabicWord]) -> list[ArabicName]:
    """Gazetteer names, longest first, none overlapping."""
    found: list[ArabicName] = []
    at = 0
    while at < len(tokens):
        name = _value_at(tokens, at)
        if name:
            found.append(name)
        at = name.last + 1 if name else at + 1
    return found


def _value_at(tokens: list[ArabicWord], at: int) -> ArabicName | None:
    book = gazetteer()
    for size in range(min(LONGEST, len(tokens) - at), 0, -1):
        rest = tuple(t.bare for t in tokens[at + 1 : at + size])
        for first in tokens[at].variants:
            values = book.arabic.get((first, *rest))
            if values:
                span = Span(start=tokens[at].span.start, end=tokens[at + size - 1].span.end)
                text = "".join(t.letters for t in tokens[at : at + size])
                return ArabicName(span, text, at, at + size - 1, frozenset(values), (first, *rest) in book.weak)
    return None


def is_function_word(word: ArabicWord) -> bool:
    """Whether a word is a particle, pronoun or the like, which sounds like a name by chance only."""
    return word.letters in words_of(ARABIC, "particles")


def is_unknown(word: ArabicWord) -> bool:
    """Whether a word is no everyday word under any reading of its proclitics."""
    return len(word.letters) > 2 and not any(is_common_arabic(v) for v in word.variants)


def is_name_like(word: ArabicWord, least: float = -0.3) -> bool:
    """Whether an Arabic word is no everyday word under any reading, and has the look of a name."""
    return is_unknown(word) and looks_like_name(word.bare, "arabic") > least
