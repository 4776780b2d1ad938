"""How unlikely it is that one quantity is another gone wrong. Unlike ones never are: one is missing, one added."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities.units import POUND, dimension
from tqcheck.records import Quantity

_CALENDAR = frozenset({"date", "month"})
_ALONE = frozenset({"weekday", "time", "relative", "part", "daypart", "score"})
_TIME = frozenset({"clock", "calendar"})
LIKELY = 0.0
OTHER_UNIT = 0.5
"""The figure and the unit would both be wrong."""
OTHER_FORM = 1.0
FAR_FETCHED = 2.0
MAGNITUDES = 1000
"""A figure that changed is rarely more than a thousand times the other, a slipped scale word included."""


def distance(a: Quantity, b: Quantity) -> float | None:
    """0 (certain) and up; `None` where neither can be the other gone wrong."""
    families = _family(a), _family(b)
    if families[0] != families[1]:
        return OTHER_FORM if set(families) == {"number", "calendar"} and _year_and_figure(a, b) else None
    if families[0] in _ALONE:
        return LIKELY
    if families[0] == "calendar":
        return LIKELY if a.kind == b.kind else OTHER_UNIT
    if (a.kind == "ordinal") != (b.kind == "ordinal"):
        return FAR_FETCHED if _plain_alike(a, b) else None
    if "identifier" in (a.kind, b.kind):
        return LIKELY if a.kind == b.kind else FAR_FETCHED if _plain_alike(a, b) else None
    return _figures(a, b)


def _plain_alike(a: Quantity, b: Quantity) -> bool:
    """Whether an ordinal or a name's number may have become a plain number: one that is near, or looks alike."""
    counted = any(q.unit and q.kind != "age" for q in (a, b))
    if counted or not (a.value and b.value) or (a.implied or b.implied):
        return False
    small, large = sorted((abs(a.value), abs(b.value)))
    return alike(a, b) or large <= 2 * small


def _family(q: Quantity) -> str:
    if q.kind in _ALONE:
        return q.kind
    return "calendar" if q.kind in _CALENDAR or (q.kind == "year" and q.fields) else "number"


def _year_and_figure(a: Quantity, b: Quantity) -> bool:
    return "year" in (a.kind, b.kind) and alike(a, b)


def _figures(a: Quantity, b: Quantity) -> float | None:
    """Two figures: of one dimension if any, of comparable size, both parts of one or neither."""
    if a.value is None or b.value is None:
        return None
    ours, theirs = measures(a), measures(b)
    if ours != theirs and POUND not in (a.unit, b.unit):
        return OTHER_FORM if alike(a, b) and (None in (ours, theirs) or {ours, theirs} <= _TIME) else None
    if alike(a, b):
        return LIKELY
    whole = {v.denominator == 1 or v > 1 for v in (a.value, b.value)}
    if ours is None and len(whole) == 2:
        return None
    small, large = sorted((abs(a.value), abs(b.value)))
    if small and large / small > MAGNITUDES:
        return None
    return LIKELY if a.unit == b.unit or a.kind == b.kind == "money" else OTHER_UNIT


def measures(q: Quantity) -> str | None:
    """What a figure measures: money, hours, months, a share, a length...; `None` for what is only counted."""
    if q.kind == "money":
        return "money"
    of = dimension(q.unit) if q.unit else None
    return "ratio" if of == "point" else of


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether one figure looks like a slip of the other: its digits in another order, one off, or other zeros."""
    if a.value is None or b.value is None:
        return False
    x, y = _digits(a.value), _digits(b.value)
    if not x or not y:
        return False
    if x == y or (len(x) > 1 and sorted(x) == sorted(y)):
        return True
    return len(x) == len(y) > 1 and sum(p != q for p, q in zip(x, y, strict=True)) == 1


def _digits(value: Fraction) -> str:
    """The digits of a figure without the zeros at its ends: 0.5, 5 and 500 look alike."""
    text = str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"
    return text.lstrip("-").replace(".", "").strip("0")
