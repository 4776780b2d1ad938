"""Calendar dates, months and years. A date's parts are its `fields`: day, month, year (1..31, 1..12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tqcheck.lang import LANGUAGES, in_every_language, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.limits import side_of
from tqcheck.quantities.months import hijri_month_at, month_at
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue
from tqcheck.records import Quantity, QuantityKind

_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$")
_BEFORE_MONTH = in_every_language("before-a-month")
_OF_MONTHS = in_every_language("turns-of-a-month")
_BEFORE_YEAR = in_every_language("before-a-year") | {",", "،"}
_HIJRI_MARKS = in_every_language("hijri-marks")
_GREGORIAN_MARKS = in_every_language("gregorian-marks")
_FULL_MARKS = in_every_language("full-gregorian-marks")
_BEFORE_MONTH_NAME = in_every_language("before-a-month-name")
_FIRST_DAY = in_every_language("first-day")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a date so far, and the cursor behind them."""

    end: Cursor
    fields: dict[str, int] = field(default_factory=dict)
    hijri: bool = False
    implied: bool = False


def make(ts: Tokens, start: int, end: int, kind: QuantityKind, **fields: int) -> Quantity:
    """A date-like quantity over the tokens `[start, end)`."""
    span = ts.span(start, end)
    order = ("day", "month", "year", "hour", "minute", "half", "swap")
    kept = tuple((name, fields[name]) for name in order if name in fields)
    return Quantity(kind=kind, span=span, text=span.of(ts.original), fields=kept)


def date_rule(lang: str) -> Callable[[Cursor], Reading | None]:
    """The rule that reads a date, a month or a year of `lang`."""

    def read(c: Cursor) -> Reading | None:
        for one in (_numeric, _day_first, _month_first):
            if parts := one(c, lang):
                return _dated(c, parts, lang)
        return _year(c, lang)

    return read


def _dated(c: Cursor, parts: _Parts, lang: str) -> Reading:
    kind: QuantityKind = "date" if "day" in parts.fields else "month"
    quantity = make(c.ts, c.i, parts.end.i, kind, **parts.fields)
    unit = "hijri" if parts.hijri else None
    approx = side_of(c.ts, c.i, lang)
    quantity = replace(quantity, unit=unit, approx=approx, implied=parts.implied)
    return Reading(start=c.i, end=parts.end.i, quantity=quantity)


def _numeric(c: Cursor, _lang: str) -> _Parts | None:
    """`12/06/2025`, `2025-06-12`, `12.6.2025`; the attacks of 9/11 go by their date."""
    if c.token.kind != "n":
        return None
    if match := _DOTTED.match(c.word):
        day, month, year = map(int, match.groups())
        return _ordered(c.ahead(), day, month, year)
    parts = [c.ahead(k).token for k in range(5)]
    short = {parts[0].text, parts[2].text} == {"9", "11"} and parts[1].text == "/"
    if short and parts[3].text != "/":
        return _Parts(c.ahead(3), {"day": 11, "month": 9})
    glued = all(p.glued for p in parts[1:]) and parts[1].text == parts[3].text and parts[1].text in ("/", "-")
    numbers = [p.text for p in parts[::2]]
    if not glued or not all(n.isdigit() for n in numbers):
        return None
    first, second, third = map(int, numbers)
    if len(numbers[0]) == 4 and 1 <= second <= 12 and 1 <= third <= 31:
        return _Parts(c.ahead(5), {"day": third, "month": second, "year": first})
    whole = len(numbers[2]) == 4 or parts[1].text == "/"
    return _ordered(c.ahead(5), first, second, third) if whole else None


def _ordered(end: Cursor, a: int, b: int, year: int) -> _Parts | None:
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    if b > 12:
        a, b = b, a
    if not (1 <= a <= 31 and 1 <= b <= 12 and 1000 <= year <= 2200):
        return None
    swap = {"swap": 1} if a <= 12 and a != b else {}
    return _Parts(end, {"day": a, "month": b, "year": year} | swap)


def _day_number(c: Cursor, lang: str) -> tuple[int, Cursor] | None:
    if c.word in _FIRST_DAY:
        return 1, c.ahead()
    own = tongue(lang)
    c = own.past_clitic(c)
    if c.token.kind == "n":
        if not c.word.isdigit() or not 1 <= int(c.word) <= 31:
            return None
        end = c.ahead()
        return int(c.word), end.past(("st", "nd", "rd", "th")) if end.token.glued else end
    return own.day_in_words(c)


def _day_first(c: Cursor, lang: str) -> _Parts | None:
    if tongue(lang).counts_parts(c.look(-1)):
        return None
    day = _day_number(c, lang)
    if day is None:
        return None
    at = day[1].past(_BEFORE_MONTH_NAME).past(_BEFORE_MONTH_NAME)
    month = month_at(at, lang)
    found = month or hijri_month_at(at, lang)
    return _with_year(found[1], lang, {"day": day[0], "month": found[0]}, hijri=month is None) if found else None


def _month_first(c: Cursor, lang: str) -> _Parts | None:
    month = month_at(c, lang)
    if month is None:
        return _hijri_month(c, lang)
    number, end = month
    day = _day_number(end, lang) if tongue(lang).month_first else None
    if day and not (day[1].token.kind == "w" and day[1].token.glued) and day[1].word not in (":", "%"):
        return _with_year(day[1], lang, {"day": day[0], "month": number})
    found = _with_year(end, lang, {"month": number})
    bare = "year" not in found.fields and end.i == c.i + 1
    if not bare:
        return found
    name = next((w for w in tongue(lang).stems(c.word) if (w,) in lexicon.months(lang)), c.word)
    if tongue(lang).is_no_month(c, name):
        return None
    return replace(found, implied=not _clearly_month(c, name, lang))


def _clearly_month(c: Cursor, name: str, lang: str) -> bool:
    """Whether a name that is commoner as something else is surely a month here; else it only answers to one."""
    own = tongue(lang)
    if name not in words_of(lang, "months-or-words"):
        return True
    beside = any(month_at(c.ahead(way), lang) for way in (-1, 1))
    return beside or c.look(1) in _OF_MONTHS or not _BEFORE_MONTH.isdisjoint(own.stems(c.look(-1)))


def _hijri_month(c: Cursor, lang: str) -> _Parts | None:
    """`Ramadan 1446`, `Muharram 10`: an Islamic month is one only with a day or a year."""
    found = hijri_month_at(c, lang)
    if found is None:
        return None
    day = _day_number(found[1], lang) if tongue(lang).month_first else None
    fields = {"month": found[0]} | ({"day": day[0]} if day else {})
    parts = _with_year(day[1] if day else found[1], lang, fields, hijri=True)
    return parts if len(parts.fields) > 1 else None


def _with_year(end: Cursor, lang: str, fields: dict[str, int], *, hijri: bool = False) -> _Parts:
    at = end.past(_BEFORE_YEAR).past(_BEFORE_YEAR).past(_BEFORE_YEAR)
    low, high = (1, 1500) if hijri else (1000, 2200)
    token = at.token
    year = token.kind == "n" and token.text.isdigit() and len(token.text) in ((3, 4) if hijri else (4,))
    if year and low <= int(token.text) < high:
        follows = at.look(1)
        if at.i <= end.i + tongue(lang).year_fillers and follows not in ("%", "٪", "people"):
            marks = _HIJRI_MARKS if hijri else _GREGORIAN_MARKS
            return _Parts(at.ahead().past(marks), fields | {"year": int(token.text)}, hijri)
    return _Parts(end, fields, hijri)


def _year(c: Cursor, lang: str) -> Reading | None:
    own, named = tongue(lang), c.word in words_of(lang, "year-words")
    at = c.ahead() if named else own.past_clitic(c)
    if named and at.token.kind == "w" and (number := own.parse(at)) and 1000 < number.value < 2200:
        return _year_reading(c, at.ahead(number.end - at.i), int(number.value), lang)
    if at.token.kind != "n" or not at.word.isdigit():
        return None
    year, after = int(at.word), at.ahead()
    if after.word in _HIJRI_MARKS and 1 <= year < 1500:
        return _year_reading(c, after.ahead(), year, lang, hijri=True)
    if len(at.word) != 4 or not (named or 1700 <= year <= 2100) or _counts_something(after, lang):
        return None
    marked = after.token.glued or after.word in _FULL_MARKS
    return _year_reading(c, after.past(_GREGORIAN_MARKS) if marked else after, year, lang)


def _year_reading(c: Cursor, end: Cursor, year: int, lang: str, *, hijri: bool = False) -> Reading:
    hijri = hijri or (end.word in _HIJRI_MARKS and year < 1500)
    end = end.past(_HIJRI_MARKS) if hijri else end
    span = c.ts.span(c.i, end.i)
    quantity = Quantity(
        kind="year", span=span, text=span.of(c.ts.original), value=Fraction(year), fields=(("year", year),),
        unit="hijri" if hijri else None, approx=side_of(c.ts, c.i, lang),
    )  # fmt: skip
    return Reading(start=c.i, end=end.i, quantity=quantity)


def _counts_something(c: Cursor, lang: str) -> bool:
    """Whether a unit, scale or hyphen follows, which makes 2000 a quantity rather than a year."""
    if c.word in ("%", "٪", "$", "€", "°") or (c.token.glued and c.word in ("s", ":")):
        return True
    word = tongue(lang).number_stem(c.word)
    if any(tongue(one).is_scale(word) for one in LANGUAGES):
        return True
    return c.token.kind == "w" and ((word,) in lexicon.unit_names(lang) or (word,) in lexicon.currencies(lang))
