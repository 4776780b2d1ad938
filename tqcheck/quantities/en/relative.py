"""English dates told from the day of writing. See `relative`."""

from __future__ import annotations

from tqcheck.lang import ENGLISH, numbers_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en import words
from tqcheck.quantities.relative import ANY, DAY, relative, units_of
from tqcheck.quantities.rules import Reading

_UNITS = units_of(ENGLISH)
_DAYS = numbers_of(ENGLISH, "relative-days")
_TURNS = numbers_of(ENGLISH, "turns")
_PARTS = numbers_of(ENGLISH, "early-mid-late")


def opens(text: str, kind: str) -> bool:
    """Whether a relative date may start with this word."""
    return kind == "w" and (text in _DAYS or text in _TURNS or text in _PARTS or text == "the" or text == "latter")


def read(c: Cursor) -> Reading | None:
    """`yesterday`, `the day after tomorrow`, `next week`, `the past six months`, `the end of the year`."""
    if c.word == "the":
        return _beyond(c)
    if c.word in _DAYS:
        return relative(c, c.i, c.i + 1, "relative", _DAYS[c.word], DAY)
    if c.word in _TURNS:
        return _turn(c)
    return _part(c)


def _beyond(c: Cursor) -> Reading | None:
    for phrase, turn in ((("the", "day", "before", "yesterday"), -2), (("the", "day", "after", "tomorrow"), 2)):
        if end := c.phrase(phrase):
            return relative(c, c.i, end.i, "relative", turn, DAY)
    return None


def _turn(c: Cursor) -> Reading | None:
    """`next` and its like before a unit or a weekday; where a number stands between, only the word itself is read."""
    turn, named = _TURNS[c.word], c.ahead()
    if named.word in ("few", "couple", "several"):
        named = named.ahead().past(("of",))
    unit = _unit(named.word)
    if unit is not None and c.look(-1) != "at":
        # A decade is also ten years: it is left to be read as such.
        end = c.i + 1 if named.word in words.PERIODS else named.i + 1
        return relative(c, c.i, end, "relative", turn, ANY if named.word.endswith("s") else unit)
    if named.word in lexicon.weekdays(ENGLISH) and named.token.capital and turn:
        return relative(c, c.i, c.i + 1, "relative", turn)
    counted = named.ahead().past_hyphen()
    for at in (counted, counted.ahead()):
        if (unit := _unit(at.word)) is not None and at.word.endswith("s") and _counts(named):
            return relative(c, c.i, c.i + 1, "relative", turn)
    return None


def _counts(c: Cursor) -> bool:
    return c.token.kind == "n" or c.word in words.CARDINALS


def _unit(word: str) -> int | None:
    return _UNITS.get(word, _UNITS.get(word.removesuffix("s")))


def _part(c: Cursor) -> Reading | None:
    """`early`, `mid-` and the rest directly before a month, a year or a unit, or with "of" or "in" between."""
    part = _PARTS.get(c.word)
    if part is None:
        return None
    named = c.ahead()
    if c.word in ("beginning", "start", "middle", "end"):
        if named.word not in ("of",):
            return None
        named = named.ahead().past(("the", "this", "next", "last"))
    else:
        named = named.past_hyphen().past(("in", "on")).past(("the", "this", "next", "last"))
    return relative(c, c.i, c.i + 1, "part", part) if _is_period(named, c.word) else None


def _is_period(c: Cursor, part: str) -> bool:
    """Whether a period is named: a month, a year, "the week", "the 1990s", "the 18th century"."""
    if c.token.kind == "n":
        return c.word.isdigit() and (len(c.word) == 4 or c.look(1) == "s")
    if (c.word,) in lexicon.months(ENGLISH) and c.token.capital:
        return True
    if _unit(c.word) not in (None, DAY):
        return True
    century = c.ahead().past_hyphen().word == "century" or c.look(1) in ("th", "st")
    return century or c.word.endswith("ties") or (part == "mid" and c.word in ("nineties", "eighties"))
