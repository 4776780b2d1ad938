"""What is peculiar to Arabic dates: days in words, parts of a month, months that are people."""

from __future__ import annotations

import re

from tqcheck.lang import ARABIC, words_of
from tqcheck.quantities.ar import numbers, words
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.months import names_month

_OF_PARTS = re.compile(rf"^[وفب]?(?:ال|لل)(?:{'|'.join(words_of(ARABIC, 'parts-of-a-month'))})$")
_EMPERORS = words_of(ARABIC, "emperors")
_YEAR_WORDS = words_of(ARABIC, "year-words")
_FIRST_DAY = words_of(ARABIC, "first-day")


def opens(text: str, kind: str) -> bool:
    """Whether a date may start with this token."""
    if kind != "w":
        return kind == "n"
    named = text in _YEAR_WORDS or text in _FIRST_DAY or names_month(text, ARABIC)
    return named or numbers.opens(text, kind) or words.is_clitic(text)


def day_in_words(c: Cursor) -> tuple[int, Cursor] | None:
    """«الثالث», «ثلاثة عشر»: a day of the month, and the cursor behind it."""
    number = numbers.parse(c) if numbers.opens(c.word, c.token.kind) else None
    if number and number.form in ("ordinal", "number") and 1 <= number.value <= 31 and number.value.denominator == 1:
        return int(number.value), c.ahead(number.end - c.i)
    return None


def counts_parts(word: str) -> bool:
    """Whether an ordinal behind this word is none of a day: «النصف الأول من يناير» is half a month."""
    return _OF_PARTS.match(word) is not None


def is_no_month(c: Cursor, month: str) -> bool:
    """Whether «أب» is a father rather than «آب», and «أغسطس» the emperor Augustus."""
    if month == "اب":
        return "آ" not in c.ts.raw(c.i)
    return month in ("اغسطس", "اوغسطس") and (c.look(-1) in _EMPERORS or c.look(1) == "قيصر")
