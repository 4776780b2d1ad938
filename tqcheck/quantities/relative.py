"""Dates told from the day of writing: yesterday, next week, the past six months; and early, mid and late in a period.

A `relative` quantity has the fields `turn` (-1 past, 0 present, 1 to come; days count further) and `unit`; a `part` has
`part` (1 early, 2 mid, 3 late). Both may go unsaid in the other language; two that contradict each other may not.
"""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.english_words import CARDINALS, PERIODS
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity, QuantityKind

DAY, WEEK, MONTH, YEAR, ANY = range(5)
_UNITS = {"day": DAY, "week": WEEK, "weekend": WEEK, "month": MONTH, "quarter": ANY, "year": YEAR, "decade": ANY,
    "century": ANY,
          "season": ANY, "summer": ANY, "winter": ANY, "spring": ANY, "autumn": ANY, "fall": ANY}  # fmt: skip
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_TURNS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "recent": -1, "next": 1, "coming": 1, "following": 1,
          "forthcoming": 1, "upcoming": 1, "this": 0, "current": 0}  # fmt: skip
_PARTS = {"early": 1, "beginning": 1, "start": 1, "mid": 2, "middle": 2, "midway": 2, "late": 3, "end": 3}


def relative(c: Cursor, start: int, end: int, kind: QuantityKind, value: int, unit: int = ANY) -> Reading:
    """The reading of a relative date (`value` its turn), or of a part of a period, over the tokens `[start, end)`."""
    span = c.ts.span(start, end)
    fields = (("turn", value), ("unit", unit)) if kind == "relative" else (("part", value),)
    return Reading(start=start, end=end, quantity=Quantity(
        kind=kind, span=span, text=span.of(c.ts.original), value=Fraction(value), fields=fields,
            implied=True))  # fmt: skip


def opens_english(text: str, kind: str) -> bool:
    """Whether a relative date may start with this word."""
    return kind == "w" and (text in _DAYS or text in _TURNS or text in _PARTS or text == "the" or text == "latter")


def read_english(c: Cursor) -> Reading | None:
    """`yesterday`, `the day after tomorrow`, `next week`, `the past six months`, `the end of the year`."""
    if c.word == "the":
        return _beyond(c)
    if c.word in _DAYS:
        return relative(c, c.i, c.i + 1, "relative", _DAYS[c.word], DAY)
    if c.word in _TURNS:
        return _turn(c)
    return _part(c)


def _beyond(c: Cursor) -> Reading | None:
    for words, turn in ((("the", "day", "before", "yesterday"), -2), (("the", "day", "after", "tomorrow"), 2)):
        if end := c.phrase(words):
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
        end = c.i + 1 if named.word in PERIODS else named.i + 1
        return relative(c, c.i, end, "relative", turn, ANY if named.word.endswith("s") else unit)
    if named.word in lexicon.weekdays("en") and named.token.capital and turn:
        return relative(c, c.i, c.i + 1, "relative", turn)
    counted = named.ahead().past_hyphen()
    for at in (counted, counted.ahead()):
        if (unit := _unit(at.word)) is not None and at.word.endswith("s") and _counts(named):
            return relative(c, c.i, c.i + 1, "relative", turn)
    return None


def _counts(c: Cursor) -> bool:
    return c.token.kind == "n" or c.word in CARDINALS


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
    if (c.word,) in lexicon.months("en") and c.token.capital:
        return True
    if _unit(c.word) not in (None, DAY):
        return True
    century = c.ahead().past_hyphen().word == "century" or c.look(1) in ("th", "st")
    return century or c.word.endswith("ties") or (part == "mid" and c.word in ("nineties", "eighties"))
