"""Islamic dates as Gregorian ones: by the Umm al-Qura calendar (hijridate) where it reaches, else by arithmetic."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_EPOCH = date(622, 7, 19)
"""1 Muharram 1 in the proleptic Gregorian calendar."""
TOLERANCE = timedelta(days=1)
"""The month begins when the moon is seen, which countries disagree about."""


@lru_cache(maxsize=1024)
def gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of an Islamic year; the 30th of a short month is the day after its 29th."""
    return _month_begins(year, month) + timedelta(days=day - 1)


def spans(year: int, month: int | None = None) -> tuple[date, date]:
    """First and last day of an Islamic year, or of a month of it."""
    if month is None:
        return _month_begins(year, 1), _month_begins(year + 1, 1) - timedelta(days=1)
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return _month_begins(year, month), _month_begins(*following) - timedelta(days=1)


def _month_begins(year: int, month: int) -> date:
    from hijridate import Hijri

    try:
        return Hijri(year, month, 1).to_gregorian()
    except (ValueError, OverflowError):
        return _tabular(year, month)


def _tabular(year: int, month: int) -> date:
    """The arithmetic calendar: 11 leap years in 30, months of 30 and 29 days in turn."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return _EPOCH + timedelta(days=days)
