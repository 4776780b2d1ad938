"""A quantity in English words, for messages."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tqcheck.lang import ENGLISH, list_of
from tqcheck.quantities.dayparts import NAMES as DAYPARTS
from tqcheck.quantities.relative import ANY, DAY, MONTH, WEEK, YEAR
from tqcheck.records import Quantity

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_PLURALS = {"foot": "feet", "inch": "inches", "century": "centuries", "square foot": "square feet",
            "celsius": "degrees Celsius", "fahrenheit": "degrees Fahrenheit", "kelvin": "kelvins"}  # fmt: skip
_SHORT = {"concentr-percent": "percent", "concentr-permille": "per mille", "percentage-point": "percentage points",
          "basis-point": "basis points"}  # fmt: skip
_FAR_DAYS = {-2: "the day before yesterday", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "in two days"}
_TURNS = {-1: "last", 0: "this", 1: "next"}
_ANY_TURN = {-1: "past", 0: "current", 1: "coming"}
_PERIODS = {WEEK: "week", MONTH: "month", YEAR: "year"}
_PARTS = {1: "early", 2: "mid", 3: "late"}


def in_english(q: Quantity) -> str:
    """`374 million USD`, `3 January 2020`, `Thursday`, `16:30`, `30 kilometers`, `8th`, `next week`, `3-1`."""
    if special := _WORDINGS.get(q.kind):
        return special(q)
    if q.value is None:
        return q.text
    if q.kind in ("year", "identifier"):
        return q.text if q.kind == "identifier" else f"{int(q.value)}{' AH' * (q.unit == 'hijri')}"
    if not q.unit:
        return amount(q.value) + (_suffix(q.value) if q.kind == "ordinal" and q.value.denominator == 1 else _per(q))
    return f"{amount(q.value)} {_unit(q)}{_per(q)}"


def amount(value: Fraction) -> str:
    """A number as a newsroom writes it: `374 million`, `47,000`, `2.5`, `2/3`, `minus 20`."""
    if value < 0:
        return f"minus {amount(-value)}"
    if value.denominator in (3, 6, 7, 9) or (value < 1 and value.denominator in (2, 4, 5, 8, 10)):
        return f"{value.numerator}/{value.denominator}"
    for size, name in _SCALES:
        # An exact figure is said exactly: "1.23457 million" would hide by what it differs.
        if value >= size and (value.denominator != 1 or 1000 * value % size == 0):
            return f"{_decimal(value / size)} {name}"
    return f"{int(value):,}" if value.denominator == 1 else _decimal(value)


def hedged(q: Quantity) -> str:
    """The quantity with its limit: `38 or more`, `nearly 70`, `before 12:00`."""
    if q.kind in ("time", "weekday", "date", "month", "year", "daypart"):
        return f"{ {'over': 'after ', 'under': 'before '}.get(q.approx or '', '') }{in_english(q)}"
    text = in_english(q)
    return {"over": f"{text} or more", "under": f"{text} or less", None: text}.get(q.approx, f"{q.approx} {text}")


def _weekday(q: Quantity) -> str:
    return list_of(ENGLISH, "weekdays-shown")[int(q.value or 1) - 1]


def _time(q: Quantity) -> str:
    fields = dict(q.fields)
    return f"{fields['hour']}:{fields['minute']:02}"


def _date(q: Quantity) -> str:
    fields = dict(q.fields)
    names = list_of(ENGLISH, "hijri-months-shown") if q.unit == "hijri" else list_of(ENGLISH, "months-shown")
    return " ".join(str(p) for p in (fields.get("day"), names[fields["month"] - 1], fields.get("year")) if p)


def _relative(q: Quantity) -> str:
    fields = dict(q.fields)
    if fields["unit"] == DAY and q.text.lower() not in ("next day", "last day"):
        return _FAR_DAYS.get(fields["turn"], q.text)
    if fields["unit"] == ANY:
        return _ANY_TURN[fields["turn"]]
    return f"{_TURNS[fields['turn']]} {_PERIODS.get(fields['unit'], 'day')}"


def _part(q: Quantity) -> str:
    return _PARTS[int(q.value or 1)]


def _daypart(q: Quantity) -> str:
    return DAYPARTS[int(q.value or 1)]


def _score(q: Quantity) -> str:
    fields = dict(q.fields)
    return f"{fields['ours']}-{fields['theirs']}"


_WORDINGS: dict[str, Callable[[Quantity], str]] = {
    "weekday": _weekday, "time": _time, "date": _date, "month": _date, "relative": _relative, "part": _part,
    "daypart": _daypart, "score": _score,
}  # fmt: skip


def _decimal(value: Fraction) -> str:
    return f"{float(value):.6g}"


def _suffix(value: Fraction) -> str:
    n = int(value)
    return "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _per(q: Quantity) -> str:
    return f" a {q.per}" if q.per and q.per != "hour" else " an hour" if q.per else ""


def _unit(q: Quantity) -> str:
    unit = str(q.unit)
    if unit in _SHORT:
        return _SHORT[unit]
    if q.kind == "money":
        return _currency(unit.split("/"))
    name, _, per = unit.split("-", 1)[-1].replace("-", " ").partition(" per ")
    plural = _PLURALS.get(name, name + "s")
    return (name if q.value == 1 and name not in ("celsius", "fahrenheit") else plural) + (f" per {per}" if per else "")


def _currency(codes: list[str]) -> str:
    """`Egyptian pounds` of one currency, `dollars` of several."""
    from babel import Locale

    names = [str(Locale.parse(ENGLISH).currencies[c]) for c in codes if c in Locale.parse(ENGLISH).currencies]
    if not names:
        return {"CENT": "cents", "TOMAN": "tomans", "BTC": "bitcoins"}.get(codes[0], codes[0].lower())
    name = names[0] if len(names) == 1 and names[0] not in ("US Dollar", "Euro") else names[0].split()[-1].lower()
    return name if name.endswith(("yen", "Yuan", "Baht")) else name + "s"
