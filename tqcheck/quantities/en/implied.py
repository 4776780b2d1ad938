"""English numbers without a number word: "a week", a fortnight, the first half of the year."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.lang import ENGLISH, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en import numbers, words
from tqcheck.quantities.implied import opens_phrase
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens

_STANDING = words_of(ENGLISH, "standing-units")


def implied(ts: Tokens, i: int) -> Number | None:
    """A length of time in one word, or the one of "a" before a unit."""
    word, named = ts.at(i).text, ts.at(i + 1).text
    if word == "half":
        year = ts.at(i - 1).text in ("first", "second") and ts.at(i + 1).text == "of"
        return Number(start=i, end=i + 1, value=Fraction(6), unit="duration-month", soft=True) if year else None
    if word in words.PERIODS:
        value, unit = words.PERIODS[word]
        return Number(start=i, end=i + 1, value=value, unit=unit, soft=True)
    if word not in ("a", "an") or named not in _STANDING:
        return None
    unit = lexicon.unit_names(ENGLISH).get((named,)) or "duration-" + named
    extra = numbers.and_part(Cursor(ts, i + 2))
    value, end = (1 + extra[0], extra[1].i) if extra else (Fraction(1), i + 2)
    return Number(start=i, end=end, value=value, unit=unit, soft=extra is None)


def opens(text: str, kind: str) -> bool:
    """Whether a length of time or a phrase without a number word may start with this word."""
    return kind == "w" and (text in ("a", "an", "half") or text in words.PERIODS or opens_phrase(text, ENGLISH))
