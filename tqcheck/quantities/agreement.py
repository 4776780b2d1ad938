"""Whether two quantities of different languages say the same, and what differs in spite of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from tqcheck.quantities import calendars
from tqcheck.quantities.dayparts import ALIKE, NOON
from tqcheck.quantities.relative import ANY
from tqcheck.quantities.units import DEGREE, POUND, convertible, dimension, same_amount
from tqcheck.records import Difference, Quantity

_POUNDS = frozenset({"GBP", "EGP", "SYP", "LBP", "SDG"})
CALENDAR = frozenset({"date", "month", "weekday", "time", "relative", "part", "daypart"})
_BOUNDS = ("over", "under")
_MOVED = frozenset([("about", "over"), ("about", "under"), ("over", "about"), ("under", "about")])

# What an agreement costs when several quantities could stand for one: the nearer two forms are, the less. A whole unit
# of difference outweighs a place further on in the sentence, which costs 0.3 at most (see matching).
EXACT = 0.0
OTHER_FORM = 0.2
"""Another kind or another unit for exactly the same: a number and an age, two days and 48 hours."""
AS_SHARE = 0.4
"""A quarter and 25 percent."""
BARE = 0.5
"""One side leaves the unit to the reader."""
CONVERTED = 0.6
CENTURY = 0.8
"""The early 2000s and the 21st century; a unit that the neighbour lent."""
DAY_ALONE = 1.0
"""The hour or the day of which one side says the figure only."""
OTHER_UNIT = 2.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two quantities that stand for each other; `note` names what differs in spite of that."""

    cost: float
    note: Difference = ""


Compare: TypeAlias = Callable[[Quantity, Quantity], "Agreement | None"]


def agreement(a: Quantity, b: Quantity) -> Agreement | None:
    """How `a` (of the source) and `b` (of the translation) agree, or `None` where their values differ."""
    for kind, compare in _BY_KIND.items():
        if kind in (a.kind, b.kind):
            return compare(a, b)
    if a.value is None or b.value is None:
        return None
    if "hijri" in (a.unit, b.unit):
        return _days(a, b)
    if not values(a) & values(b):
        return _other_units(a, b)
    if not same_unit(a, b):
        return _unit_differs(a, b)
    if a.per and b.per and a.per != b.per:
        return Agreement(OTHER_UNIT, "unit")
    return Agreement(EXACT if a.kind == b.kind else OTHER_FORM, _limits(a, b))


def _limits(a: Quantity, b: Quantity) -> Difference:
    """What became of a limit: turned round, lost, put in a rounded figure's place; and of "nearly" and "about"."""
    ours, theirs = a.approx, b.approx
    if {"year", "ordinal"} & {a.kind, b.kind}:
        return _turned(a, b) if "year" in (a.kind, b.kind) else ""
    if ours in _BOUNDS and theirs in _BOUNDS:
        return "" if ours == theirs else "turned"
    if ours in _BOUNDS and theirs is None and not (a.implied or b.implied or a.shared or b.shared):
        return "limit"
    if {ours, theirs} == {"over", "nearly"}:
        return "approx"
    said, heard = a.limit is not None, b.limit is not None
    if said and heard and (ours, theirs) in _MOVED:
        return "approx"
    loose = a.implied or b.implied or a.shared or b.shared or "magnitude" in (a.kind, b.kind)
    return "approx" if said and theirs is None and ours in ("nearly", "about") and not loose else ""


def values(q: Quantity) -> frozenset[Fraction]:
    """Every value that the words of `q` may have."""
    return frozenset((q.value, *q.readings)) if q.value is not None else frozenset()


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Whether both count in the same unit, or may: "dollars" are those of several countries."""
    if a.unit == b.unit:
        return True
    if a.kind == "money" and b.kind == "money":
        return bool(set(str(a.unit).split("/")) & set(str(b.unit).split("/")))
    units = {a.unit, b.unit}
    if POUND in units:
        return bool(units & {"mass-pound", None}) or any(_POUNDS & set(str(u).split("/")) for u in units)
    if DEGREE in units:
        return None in units or dimension(a.unit) == dimension(b.unit)
    return units == {"mass-ton", "mass-tonne"} or units == {"duration-day", "duration-night"}


def _unit_differs(a: Quantity, b: Quantity) -> Agreement | None:
    if a.unit and b.unit:
        assert a.value is not None
        assert b.value is not None
        if same_amount(a.value, a.unit, b.value, b.unit):
            return Agreement(OTHER_FORM)
        return Agreement(CENTURY) if a.shared or b.shared else Agreement(OTHER_UNIT, "unit")
    bearer, bare = (a, b) if a.unit else (b, a)
    # A translator may add the currency that the source leaves to the reader, but not a percent sign.
    lost = bearer.kind == "percent" or (bearer.kind == "money" and bearer is a)
    if lost and not (a.shared or b.shared) and bare.kind not in ("magnitude", "year"):
        return Agreement(DAY_ALONE, "unit")
    return Agreement(BARE, _limits(a, b))


def _other_units(a: Quantity, b: Quantity) -> Agreement | None:
    """The same amount said in other units, or a share said as a fraction on one side."""
    for p, q in ((a, b), (b, a)):
        share = p.unit == "concentr-percent" and q.unit is None and q.kind in ("number", "ordinal")
        if share and any(v / 100 == w for v in values(p) for w in values(q) if w < 1 or w.denominator > 1):
            return Agreement(AS_SHARE)
    if a.unit is None or b.unit is None or a.unit == b.unit:
        return _century(a, b)
    pairs = [(v, w) for v in values(a) for w in values(b)]
    ours, theirs = (u if u != POUND else "mass-pound" for u in (a.unit, b.unit))
    if any(same_amount(v, ours, w, theirs) for v, w in pairs):
        return Agreement(OTHER_FORM, _limits(a, b))
    rounded = dimension(ours) not in ("clock", "calendar", "ratio", "point")
    if rounded and any(convertible(v, ours, w, theirs) for v, w in pairs):
        return Agreement(CONVERTED, "conversion")
    return None


def _century(a: Quantity, b: Quantity) -> Agreement | None:
    """ "The early 2000s" are the beginning of the 21st century."""
    for p, q in ((a, b), (b, a)):
        if p.kind == "year" and p.value == 2000 and q.kind in ("ordinal", "number") and q.value == 21:
            return Agreement(CENTURY)
    return None


def _dayparts(a: Quantity, b: Quantity) -> Agreement | None:
    if a.kind == b.kind:
        codes = int(a.value or 0), int(b.value or 0)
        alike = a.value == b.value or codes in ALIKE or codes[::-1] in ALIKE
        return Agreement(EXACT if a.value == b.value else OTHER_FORM, _turned(a, b)) if alike else None
    time, part = (a, b) if a.kind == "time" else (b, a)
    noon = time.kind == "time" and part.value == NOON and dict(time.fields) == {"hour": 12, "minute": 0}
    return Agreement(EXACT, _turned(a, b)) if noon else None


def _relatives(a: Quantity, b: Quantity) -> Agreement | None:
    if a.kind != b.kind or a.value != b.value:
        return None
    units = {dict(a.fields)["unit"], dict(b.fields)["unit"]}
    if len(units) == 1:
        return Agreement(EXACT)
    return Agreement(OTHER_FORM) if ANY in units else None


def _same_value(a: Quantity, b: Quantity) -> Agreement | None:
    return Agreement(EXACT) if a.kind == b.kind and a.value == b.value else None


def _scores(a: Quantity, b: Quantity) -> Agreement | None:
    return Agreement(EXACT) if a.kind == b.kind and a.fields == b.fields else None


def _weekdays(a: Quantity, b: Quantity) -> Agreement | None:
    if a.kind != b.kind or not values(a) & values(b):
        return None
    return Agreement(EXACT, _turned(a, b))


def _turned(a: Quantity, b: Quantity) -> Difference:
    return "turned" if {a.approx, b.approx} == set(_BOUNDS) else ""


def _times(a: Quantity, b: Quantity) -> Agreement | None:
    if a.kind != b.kind:
        return _time_and_number(a, b)
    same = calendars.same_time(dict(a.fields), dict(b.fields))
    return Agreement(EXACT, _turned(a, b)) if same else None


def _time_and_number(a: Quantity, b: Quantity) -> Agreement | None:
    time, other = (a, b) if a.kind == "time" else (b, a)
    fields = dict(time.fields)
    plain = other.kind in ("number", "ordinal", "identifier") and other.unit is None
    same = other.value is not None and fields["minute"] == 0 and fields["hour"] % 12 == other.value % 12
    return Agreement(DAY_ALONE) if plain and same and other.value is not None and other.value <= 24 else None


def _days(a: Quantity, b: Quantity) -> Agreement | None:
    if not (a.fields and b.fields):
        date, other = (a, b) if a.fields else (b, a)
        plain = other.kind in ("number", "ordinal") and other.unit is None
        return Agreement(DAY_ALONE) if plain and dict(date.fields).get("day") == other.value else None
    found = calendars.same_day(a, b)
    return Agreement(found[0], found[1] or _turned(a, b)) if found else None


_BY_KIND: dict[str, Compare] = {
    "daypart": _dayparts, "relative": _relatives, "part": _same_value, "score": _scores, "weekday": _weekdays,
    "time": _times, "date": _days, "month": _days,
}  # fmt: skip
