"""Whether two quantities of different languages say the same, and if not, how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tqcheck.quantities.units import DEGREE, POUND, convertible, dimension, same_amount
from tqcheck.records import Quantity

Note = Literal["", "unit", "conversion", "approx", "fields"]
_POUNDS = frozenset({"GBP", "EGP", "SYP", "LBP", "SDG"})
CALENDAR = frozenset({"date", "month", "weekday", "time"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two quantities that stand for each other; `note` names what differs in spite of that."""

    cost: float
    note: Note = ""


def agreement(a: Quantity, b: Quantity) -> Agreement | None:
    """How `a` and `b` agree, or `None` where their values differ."""
    if a.kind in CALENDAR or b.kind in CALENDAR:
        return _calendar(a, b)
    if a.value is None or b.value is None:
        return None
    if not values(a) & values(b):
        return _other_units(a, b)
    if same_unit(a, b):
        flipped = {a.approx, b.approx} == {"over", "under"}
        return Agreement(_kind_cost(a, b), "approx" if flipped else "")
    return _unit_differs(a, b)


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


def _kind_cost(a: Quantity, b: Quantity) -> float:
    return 0.0 if a.kind == b.kind else 0.2


def _unit_differs(a: Quantity, b: Quantity) -> Agreement | None:
    if a.unit and b.unit:
        assert a.value is not None
        assert b.value is not None
        if same_amount(a.value, a.unit, b.value, b.unit):
            return Agreement(0.2)
        if a.shared or b.shared:
            return Agreement(0.8)
        return Agreement(2.0, "unit")
    bearer, bare = (a, b) if a.unit else (b, a)
    # A translator may add the currency that the source leaves to the reader, but not a percent sign.
    lost = bearer.kind == "percent" or (bearer.kind == "money" and bearer is a)
    if lost and not (a.shared or b.shared) and bare.kind not in ("magnitude", "year"):
        return Agreement(1.0, "unit")
    return Agreement(0.5)


def _other_units(a: Quantity, b: Quantity) -> Agreement | None:
    """The same amount said in other units, or a share said as a fraction on one side."""
    for p, q in ((a, b), (b, a)):
        share = p.unit == "concentr-percent" and q.unit is None and q.kind == "number"
        if share and any(v / 100 == w for v in values(p) for w in values(q) if w < 1 or w.denominator > 1):
            return Agreement(0.4)
    if a.unit is None or b.unit is None or a.unit == b.unit:
        return _century(a, b)
    pairs = [(v, w) for v in values(a) for w in values(b)]
    ours, theirs = (u if u != POUND else "mass-pound" for u in (a.unit, b.unit))
    if any(same_amount(v, ours, w, theirs) for v, w in pairs):
        return Agreement(0.2)
    rounded = dimension(ours) not in ("clock", "calendar", "ratio", "point")
    if rounded and any(convertible(v, ours, w, theirs) for v, w in pairs):
        return Agreement(0.6, "conversion")
    return None


def _century(a: Quantity, b: Quantity) -> Agreement | None:
    """ "The early 2000s" are the beginning of the 21st century."""
    for p, q in ((a, b), (b, a)):
        if p.kind == "year" and p.value == 2000 and q.kind in ("ordinal", "number") and q.value == 21:
            return Agreement(0.8)
    return None


def _calendar(a: Quantity, b: Quantity) -> Agreement | None:
    if "weekday" in (a.kind, b.kind):
        return Agreement(0.0) if a.kind == b.kind and a.value == b.value else None
    if "time" in (a.kind, b.kind):
        return _times(a, b) if a.kind == b.kind else _time_and_number(a, b)
    if a.unit != b.unit and "hijri" in (a.unit, b.unit):
        return None
    x, y = dict(a.fields), dict(b.fields)
    if not (x and y):
        return _day_and_number(a, b)
    common = x.keys() & y.keys() - {"swap"}
    if "month" not in common and common != {"year"}:
        return None
    swapped = ("swap" in x or "swap" in y) and (x.get("day"), x.get("month")) == (y.get("month"), y.get("day"))
    differ = {k for k in common if x[k] != y[k]}
    if differ and not (swapped and differ <= {"day", "month"}):
        return None
    lacking = (x.keys() ^ y.keys()) - {"swap"}
    if common == {"year"} and "month" in lacking:
        return Agreement(1.2, "fields")
    return Agreement(0.4 * len(lacking), "fields" if lacking else "")


def _times(a: Quantity, b: Quantity) -> Agreement | None:
    x, y = dict(a.fields), dict(b.fields)
    if x["minute"] != y["minute"]:
        return None
    if "half" in x or "half" in y:
        return Agreement(0.1) if x["hour"] % 12 == y["hour"] % 12 else None
    return Agreement(0.0) if x["hour"] == y["hour"] else None


def _time_and_number(a: Quantity, b: Quantity) -> Agreement | None:
    time, other = (a, b) if a.kind == "time" else (b, a)
    fields = dict(time.fields)
    plain = other.kind in ("number", "ordinal", "identifier") and other.unit is None
    same = other.value is not None and fields["minute"] == 0 and fields["hour"] % 12 == other.value % 12
    return Agreement(1.0) if plain and same and other.value is not None and other.value <= 24 else None


def _day_and_number(a: Quantity, b: Quantity) -> Agreement | None:
    date, other = (a, b) if a.fields else (b, a)
    plain = other.kind in ("number", "ordinal") and other.unit is None
    return Agreement(1.2) if plain and dict(date.fields).get("day") == other.value else None


def distance(a: Quantity, b: Quantity) -> float | None:
    """How unlikely it is that `b` is `a` gone wrong, 0 (certain) and up; `None` where it cannot be."""
    family_a, family_b = _family(a), _family(b)
    if family_a != family_b:
        return 3.0 if {family_a, family_b} == {"calendar", "number"} and "year" in (a.kind, b.kind) else None
    if (a.kind == "ordinal") != (b.kind == "ordinal") and (a.implied or b.implied):
        return None
    if a.kind == b.kind:
        if a.unit == b.unit or a.kind != "measure":
            return 0.0
        return 0.5 if dimension(a.unit) == dimension(b.unit) else 1.5
    if family_a == "calendar":
        return 0.5
    if "percent" in (a.kind, b.kind) and "money" in (a.kind, b.kind):
        return 2.5
    if "ordinal" in (a.kind, b.kind) or "identifier" in (a.kind, b.kind):
        return 2.0
    return 1.0


def _family(q: Quantity) -> str:
    if q.kind in ("weekday", "time"):
        return q.kind
    if q.kind in ("date", "month"):
        return "calendar"
    return "calendar" if q.kind == "year" and q.fields else "number"
