"""Arabic parts of the day."""

from __future__ import annotations

from functools import lru_cache

from tqcheck.lang import ARABIC, table_of, words_of
from tqcheck.quantities.ar import weekdays
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.dayparts import daypart
from tqcheck.quantities.rules import Reading

_NAMES = table_of(ARABIC, "dayparts")
# «عصر» is an age and «ظهر» appeared, «فجر» blew up: alone they say the hour only before a day.
_ONLY_BEFORE_A_DAY = words_of(ARABIC, "dayparts-before-a-day")
_WITH_ARTICLE = words_of(ARABIC, "dayparts-with-article")
_AT_AN_HOUR = words_of(ARABIC, "at-an-hour")
_OPENERS = words_of(ARABIC, "daypart-openers")
_DAYS = words_of(ARABIC, "days-beside-a-daypart")
_LATE = words_of(ARABIC, "late")
_EARLY = words_of(ARABIC, "early")


@lru_cache(maxsize=8192)
def _part(word: str) -> str | None:
    for size in (0, 1, 2):
        if word[:size] in ("", "و", "ف", "ب", "ل", "وب", "ول") and word[size:] in _NAMES:
            return word[size:]
    return "الليل" if word in ("لليل",) else None


def opens(text: str, kind: str) -> bool:
    """Whether a part of the day may start with this word."""
    return kind == "w" and (_part(text) is not None or text in _OPENERS)


def read(c: Cursor) -> Reading | None:
    """«صباح الاثنين», «بعد ظهر الخميس», «ليلا», «في وقت متأخر», «الساعات الأولى من»."""
    if c.word in ("وقت", "ساعه", "ساعات", "الساعات"):
        return _vague_hour(c)
    if c.word in ("منتصف", "ومنتصف", "بمنتصف"):
        return daypart(c, c.i, c.i + 2, "noon") if c.look(1) in ("النهار", "نهار") else None
    if c.word == "بعد" and (part := _part(c.look(1))) and _NAMES[part] == "noon":
        return daypart(c, c.i, c.i + 2, "afternoon") if _says_hour(c.ahead(), part) else None
    part = _part(c.word)
    if part is None or not _says_hour(c, part):
        return None
    return daypart(c, c.i, c.i + 1, _NAMES[part])


def _vague_hour(c: Cursor) -> Reading | None:
    after = c.look(1)
    if after in _LATE:
        return daypart(c, c.i, c.i + 2, "late") if _day_soon(c.ahead(2)) else None
    if after in _EARLY or (c.word == "الساعات" and after in ("الاولي", "المبكره")):
        return daypart(c, c.i, c.i + 2, "early") if _day_soon(c.ahead(2)) else None
    return None


def _day_soon(c: Cursor) -> bool:
    """Whether a day or a part of it follows: «في وقت متأخر من مساء الأحد»."""
    at = c.past(("من", "يوم", "امس"))
    return any(
        weekdays.names_day(c.ts, at.i + k) or _part(at.look(k)) is not None or at.look(k) in ("اليوم", "امس", "يوم")
        for k in (-1, 0, 1)
    )


def _says_hour(c: Cursor, part: str) -> bool:
    """Whether the word tells the hour here rather than what else it may mean."""
    after = c.ahead().past(("يوم",))
    day = weekdays.names_day(c.ts, after.i) or after.word in _DAYS or after.look(-1) == "يوم"
    if part in _ONLY_BEFORE_A_DAY:
        return day
    if part in _WITH_ARTICLE:
        return c.look(-1) in _AT_AN_HOUR
    return part != "مساء" or c.look(1) != "الخير"
