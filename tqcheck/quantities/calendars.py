"""Days, months, years and hours compared, across the Gregorian and the Islamic calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeAlias

from tqcheck.quantities import hijri
from tqcheck.records import Difference, Quantity

Fields: TypeAlias = Mapping[str, int]
PER_FIELD = 0.4
"""What each part costs that one side of a date lacks."""
YEAR_ONLY = 1.2


def same_time(x: Fields, y: Fields) -> bool:
    """Whether two times are the same, as far as both say which half of the day they are in."""
    if x["minute"] != y["minute"]:
        return False
    if "half" in x or "half" in y:
        return x["hour"] % 12 == y["hour"] % 12
    return x["hour"] == y["hour"]


def same_day(a: Quantity, b: Quantity) -> tuple[float, Difference] | None:
    """The cost and the note of two dates, months or years that are the same; `None` where they are not."""
    if a.unit != b.unit:
        return _across(a, b) if a.unit == "hijri" else _across(b, a)
    x, y = dict(a.fields), dict(b.fields)
    common = x.keys() & y.keys() - {"swap"}
    if "month" not in common and common != {"year"}:
        return None
    swapped = ("swap" in x or "swap" in y) and (x.get("day"), x.get("month")) == (y.get("month"), y.get("day"))
    differ = {k for k in common if x[k] != y[k]}
    if differ and not (swapped and differ <= {"day", "month"}):
        return None
    lacking = (x.keys() ^ y.keys()) - {"swap"}
    if common == {"year"} and "month" in lacking:
        return YEAR_ONLY, "fields"
    return PER_FIELD * len(lacking), "fields" if lacking else ""


def _across(islamic: Quantity, other: Quantity) -> tuple[float, Difference] | None:
    """An Islamic date and a Gregorian one. Without the year nobody can tell, and nothing is said."""
    x, y = dict(islamic.fields), dict(other.fields)
    if "year" not in x:
        return (YEAR_ONLY, "") if "day" in x and "day" in y else None
    first, last = _span(x)
    if "year" not in y and "day" in x and "month" in y:
        y = y | {"year": first.year}
    if "year" not in y:
        return None
    begins, ends = _gregorian_span(y)
    tolerance = hijri.TOLERANCE if "day" in y and "day" in x else timedelta(0)
    same = begins - tolerance <= last and first <= ends + tolerance
    precise = ("day" in x) == ("day" in y) and ("month" in x) == ("month" in y)
    return (PER_FIELD if precise else YEAR_ONLY, "" if precise or "day" not in y else "fields") if same else None


def _span(x: Fields) -> tuple[date, date]:
    if "day" in x:
        day = hijri.gregorian(x["year"], x["month"], x["day"])
        return day, day
    return hijri.spans(x["year"], x.get("month"))


def _gregorian_span(y: Fields) -> tuple[date, date]:
    year, month = y["year"], y.get("month")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if "day" not in y:
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    day = date(year, month, 1) + timedelta(days=y["day"] - 1)
    return day, day
