"""Arabic times of day."""

from __future__ import annotations

import re

from tqcheck.lang import ARABIC, numbers_of, words_of
from tqcheck.quantities.ar import numbers, words
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.times import Clock, figures

_MORNING = words_of(ARABIC, "morning")
_EVENING = words_of(ARABIC, "evening")
_DAYPARTS = words_of(ARABIC, "dayparts-behind-a-clock")
_BEFORE_HALF = words_of(ARABIC, "before-half-a-day")
_PARTS = numbers_of(ARABIC, "parts-of-an-hour")
_ARTICLE = re.compile(r"^[وفلب]+(?=ال)|^لل")


def opens(text: str, kind: str) -> bool:
    """Whether a time may start with this token."""
    if kind != "w":
        return kind == "n"
    word, found = _ARTICLE.sub("", text), words.strip(text)
    hour = found.stem in words.ORDINALS or found.stem == "واحده"
    return word in ("منتصف", "الساعه", "ساعه") or (found.article and hour)


def read(c: Cursor) -> Clock | None:
    """«الساعة 16:30», «السادسة والنصف مساء», «منتصف الليل»."""
    word = _ARTICLE.sub("", c.word)
    if word == "منتصف" and c.look(1) in ("الليل", "ليل"):
        return Clock(0, 0, c.ahead(2), half=False)
    named = word in ("الساعه", "ساعه")
    at = c.ahead() if named else c
    clock = figures(at, comma=named, zoned=_zoned(at))
    if clock and not named and clock.end.i < at.i + 3 and not _marked(at, clock.end):
        return None
    if clock is None:
        clock = _spoken_hour(at)
    elif word == "ساعه":
        return None
    if clock is None:
        return None
    end, minute, said = _minutes(clock.end, clock.minute)
    mark, after = _half_of_day(end)
    if at.token.kind == "w" and not named and not said and mark is None:
        return None
    hour = clock.hour - 1 if minute < 0 else clock.hour
    if mark is None or hour > 12:
        sure = hour > 12 or hour == 0 or at.word.startswith("0") or len(at.word) == 4
        return Clock(hour, minute % 60, end, half=not sure)
    return Clock(_in_24(hour, mark), minute % 60, after, half=False)


def _zoned(c: Cursor) -> bool:
    """Whether «بتوقيت» behind a figure, or «الساعة» before it, says that four digits are a time."""
    return "توقيت" in c.look(1) or c.look(-1).endswith("الساعه")


def _marked(c: Cursor, end: Cursor) -> bool:
    """Whether a bare figure is shown to be a time by «صباحا» or, with four digits, by «بتوقيت»."""
    zoned = len(c.word) == 4 and "توقيت" in end.word
    behind = end.word in ("بعد", "قبل", "من", "في") and end.look(1) in _DAYPARTS
    return zoned or behind or end.word in _MORNING | _EVENING - {"م", "ص"}


def _spoken_hour(c: Cursor) -> Clock | None:
    found = words.strip(c.word)
    if not found.article:
        return None
    if found.stem == "واحده":
        return Clock(1, 0, c.ahead())
    hour, end = words.ORDINALS.get(found.stem, 99), c.ahead()
    if end.word in words.TEN_IN_TEENS:
        hour, end = hour + 10, end.ahead()
    return Clock(hour, 0, end) if hour <= 12 and found.stem.endswith(("ه", "ي")) else None


def _minutes(c: Cursor, minute: int) -> tuple[Cursor, int, bool]:
    """`والنصف`, `وعشر دقائق`, `إلا ربعا` behind the hour: the cursor behind, the minutes, whether any were said."""
    if c.word == "الا":
        if c.look(1) in _PARTS:
            return c.ahead(2), minute - _PARTS[c.look(1)], True
        number = _counted_minutes(c.ahead())
        return (number[1], minute - number[0], True) if number else (c, minute, False)
    if not c.word.startswith("و"):
        return c, minute, False
    at = c.ahead() if c.word == "و" else c
    bare = at.word if c.word == "و" else c.word.removeprefix("و")
    if bare in _PARTS:
        return at.ahead(), minute + _PARTS[bare], True
    number = _counted_minutes(at)
    return (number[1], minute + number[0], True) if number else (c, minute, False)


def _counted_minutes(c: Cursor) -> tuple[int, Cursor] | None:
    number = numbers.parse(c)
    if number and number.value < 60 and c.ts.at(number.end).text in ("دقيقه", "دقايق", "دقيقتان"):
        return int(number.value), c.ahead(number.end + 1 - c.i)
    return None


def _half_of_day(c: Cursor) -> tuple[str | None, Cursor]:
    at = c
    while at.word in _BEFORE_HALF and at.i < c.i + 2:
        at = at.ahead()
    if at.word in _MORNING or (at.look(-1) == "قبل" and at.word in ("الظهر", "ظهر")):
        return "am", at.ahead()
    if at.look(-1) == "منتصف" and at.word in ("الليل", "ليل"):
        return ("night", at.ahead()) if at.look(-2) in ("بعد", "قبل") else (None, c)
    if at.word in _EVENING:
        return ("night" if at.word.startswith(("ليل", "الليل")) else "pm"), at.ahead()
    return None, c


def _in_24(hour: int, mark: str) -> int:
    if mark == "am":
        return hour % 12
    if mark == "night":
        return hour % 12 + (12 if 6 <= hour < 12 else 0)
    return hour % 12 + 12
