"""Counts without a number word: set phrases, and what a language's nouns carry."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from tqcheck.lang import table_of
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue


def implied(ts: Tokens, i: int, lang: str) -> Number | None:
    """A count that a noun or a set phrase carries without a number word."""
    for phrase, count, unit in _phrases(lang):
        if ts.at(i).text == phrase[0] and all(ts.at(i + k).text == word for k, word in enumerate(phrase)):
            return Number(start=i, end=i + len(phrase), value=count, unit=unit or None, soft=True)
    return tongue(lang).implied(ts, i)


@cache
def opens_phrase(text: str, lang: str) -> bool:
    """Whether a set phrase may start with this word."""
    return any(phrase[0] == text for phrase, _, _ in _phrases(lang))


@cache
def _phrases(lang: str) -> tuple[tuple[tuple[str, ...], Fraction, str], ...]:
    found = ((phrase.split(), value.partition(" ")) for phrase, value in table_of(lang, "set-phrases").items())
    return tuple((tuple(words), Fraction(count), unit) for words, (count, _, unit) in found)
