"""Times of day, as hour 0..23 and minute; `half` marks an hour of which only 1..12 is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tqcheck.quantities import arabic_numbers, english_numbers, english_words
from tqcheck.quantities.arabic_words import ORDINALS, TEN_IN_TEENS, strip
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.dates import make
from tqcheck.quantities.limits import side_of
from tqcheck.quantities.rules import Reading

_ZONES = frozenset("gmt bst est edt utc et pst pdt cet cest eet msk".split())
_MORNING = frozenset({"صباحا", "فجرا", "صباح", "فجر", "ص", "ضحي", "الصباح", "الفجر"})
_EVENING = frozenset(
    {"مساء", "عصرا", "ظهرا", "ليلا", "م", "ظهر", "عصر", "ليل", "الظهر", "الليل", "العصر", "المساء", "ليله"}
)
_DOT_OR_COMMA = re.compile(r"^(\d{1,2})[.,\u060c](\d{2})$")
_DOT = re.compile(r"^(\d{1,2})[.](\d{2})$")
_PARTS = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "الثلث": 20, "ثلث": 20, "ربعا": 15, "ثلثا": 20, "نصفا": 30}
_ARTICLE = re.compile(r"^[وفلب]+(?=ال)|^لل")


@dataclass(frozen=True, slots=True)
class _Clock:
    """An hour and minute so far, the cursor behind them, and whether the hour is one of twelve only."""

    hour: int
    minute: int
    end: Cursor
    half: bool = True


def opens_english(text: str, kind: str) -> bool:
    """Whether a time may start with this token."""
    return kind == "n" or text in ("noon", "midday", "midnight", "half", "quarter", "a") or text in english_words.UNITS


def opens_arabic(text: str, kind: str) -> bool:
    """Whether a time may start with this token."""
    if kind != "w":
        return kind == "n"
    word = _ARTICLE.sub("", text)
    return word in ("منتصف", "الساعه", "ساعه") or (
        strip(text).article and strip(text).stem in (ORDINALS | {"واحده": 1})
    )


def time_rule(lang: str) -> Callable[[Cursor], Reading | None]:
    """The rule that reads a time of `lang`."""
    read = _english if lang == "en" else _arabic

    def rule(c: Cursor) -> Reading | None:
        clock = read(c)
        if clock is None:
            return None
        fields = {"hour": clock.hour % 24, "minute": clock.minute} | ({"half": 1} if clock.half else {})
        quantity = make(c.ts, c.i, clock.end.i, "time", **fields)
        return Reading(start=c.i, end=clock.end.i, quantity=replace(quantity, approx=side_of(c.ts, c.i, lang)))

    return rule


def _figures(c: Cursor, *, comma: bool = False) -> _Clock | None:
    """`16:30`, `4.30`, `0600` or `4`."""
    colon, minutes, text = c.ahead(), c.ahead(2), c.word
    if c.token.kind != "n":
        return None
    if colon.word == ":" and colon.token.glued and minutes.token.glued and text.isdigit() and minutes.word.isdigit():
        end = c.ahead(3)
        seconds = end.word == ":" and end.ahead().token.glued and end.ahead().token.kind == "n"
        found = _Clock(int(text), int(minutes.word), end.ahead(2) if seconds else end)
    elif match := (_DOT_OR_COMMA if comma else _DOT).match(text):
        found = _Clock(int(match.group(1)), int(match.group(2)), c.ahead())
    elif text.isdigit():
        zoned = colon.word in _ZONES or "توقيت" in colon.word or c.look(-1).endswith("الساعه")
        hour, minute = divmod(int(text), 100) if len(text) == 4 and zoned else (int(text), 0)
        found = _Clock(hour, minute, c.ahead())
    else:
        return None
    return found if found.hour <= 24 and found.minute < 60 else None


def _english(c: Cursor) -> _Clock | None:
    named = {"noon": 12, "midday": 12, "midnight": 0}.get(c.word)
    if named is not None:
        return _Clock(named, 0, c.ahead(), half=False)
    clock = _past(c) or _figures(c) or _hour_in_words(c)
    if clock is None or clock.end.look(-1) in ("am", "pm") or _is_past(clock, c):
        return clock
    mark = clock.end.word
    if mark in ("am", "pm") and 1 <= clock.hour <= 12:
        return _Clock(clock.hour % 12 + 12 * (mark == "pm"), clock.minute, clock.end.ahead(), half=False)
    if mark == "o" and clock.end.look(2) == "clock":
        return _Clock(clock.hour, clock.minute, clock.end.ahead(3), half=clock.hour <= 12)
    if mark == "in" and clock.end.phrase(("in", "the", "morning")) and c.look(-1) == "at":
        return _Clock(clock.hour % 12, clock.minute, clock.end.ahead(3), half=False)
    return _by_form(c, clock)


def _is_past(clock: _Clock, c: Cursor) -> bool:
    return c.token.kind == "w" and clock.minute != 0


def _by_form(c: Cursor, clock: _Clock) -> _Clock | None:
    """A time that only its colon, its four digits or its zone show."""
    colon = clock.end.i >= c.i + 3
    zoned = clock.end.word in _ZONES and (colon or "." in c.word or len(c.word) == 4)
    if not (colon or zoned):
        return None
    half = 1 <= clock.hour <= 12 and not c.word.startswith("0") and not zoned
    return replace(clock, end=clock.end.ahead() if zoned else clock.end, half=half)


def _hour_in_words(c: Cursor) -> _Clock | None:
    number = english_numbers.parse(c) if c.word in english_words.UNITS else None
    if number is None or not 1 <= number.value <= 12 or c.ts.at(number.end).text not in ("am", "pm", "o"):
        return None
    return _Clock(int(number.value), 0, c.ahead(number.end - c.i))


def _past(c: Cursor) -> _Clock | None:
    """`half past four`, `a quarter to five`, `ten past six pm`."""
    at = c.past(("a",))
    minutes: int | None = {"half": 30, "quarter": 15}.get(at.word)
    if minutes is None and (said := english_numbers.parse(at)) and said.value in (5, 10, 20, 25):
        minutes, at = int(said.value), c.ahead(said.end - 1 - c.i)
    to = at.ahead().past(("minutes",))
    minuted = to.i > at.i + 1
    # "Ten to twelve" is more often a range.
    if (
        minutes is None
        or to.word not in ("past", "to")
        or (to.word == "to" and minutes not in (15, 30) and not minuted)
    ):
        return None
    hour = to.ahead()
    number = english_numbers.parse(hour) if hour.word in english_words.UNITS else None
    if number is None or not 1 <= number.value <= 12:
        return None
    total = int(number.value) * 60 + (-minutes if to.word == "to" else minutes)
    end = c.ahead(number.end - c.i)
    marked = end.word in ("pm", "am")
    evening = end.word == "pm" or bool(end.any_phrase((("in", "the", "evening"), ("in", "the", "afternoon"))))
    hour24 = total // 60 % 12 + 12 * evening
    return _Clock(hour24, total % 60, end.ahead() if marked else end, half=not marked and not evening)


def _arabic(c: Cursor) -> _Clock | None:
    word = _ARTICLE.sub("", c.word)
    if word == "منتصف" and c.look(1) in ("الليل", "ليل"):
        return _Clock(0, 0, c.ahead(2), half=False)
    named = word in ("الساعه", "ساعه")
    at = c.ahead() if named else c
    clock = _figures(at, comma=named)
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
        return _Clock(hour, minute % 60, end, half=not sure)
    return _Clock(_in_24(hour, mark), minute % 60, after, half=False)


def _marked(c: Cursor, end: Cursor) -> bool:
    """Whether a bare figure is shown to be a time by «صباحا» or, with four digits, by «بتوقيت»."""
    zoned = len(c.word) == 4 and "توقيت" in end.word
    noon = ("الظهر", "ظهر", "صباح", "مساء", "فجر")
    behind = end.word in ("بعد", "قبل", "من", "في") and end.look(1) in noon
    return zoned or behind or end.word in _MORNING | _EVENING - {"م", "ص"}


def _spoken_hour(c: Cursor) -> _Clock | None:
    found = strip(c.word)
    if not found.article:
        return None
    if found.stem == "واحده":
        return _Clock(1, 0, c.ahead())
    hour, end = ORDINALS.get(found.stem, 99), c.ahead()
    if end.word in TEN_IN_TEENS:
        hour, end = hour + 10, end.ahead()
    return _Clock(hour, 0, end) if hour <= 12 and found.stem.endswith(("ه", "ي")) else None


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
    number = arabic_numbers.parse(c)
    if number and number.value < 60 and c.ts.at(number.end).text in ("دقيقه", "دقايق", "دقيقتان"):
        return int(number.value), c.ahead(number.end + 1 - c.i)
    return None


def _half_of_day(c: Cursor) -> tuple[str | None, Cursor]:
    at = c
    while at.word in ("من", "في", "قبل", "بعد", "منتصف") and at.i < c.i + 2:
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
