"""English times of day."""

from __future__ import annotations

from dataclasses import replace

from tqcheck.lang import ENGLISH, words_of
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en import numbers, words
from tqcheck.quantities.times import ZONES, Clock, figures

_OPENERS = words_of(ENGLISH, "clock-openers")


def opens(text: str, kind: str) -> bool:
    """Whether a time may start with this token."""
    return kind == "n" or text in _OPENERS or text in words.UNITS


def read(c: Cursor) -> Clock | None:
    """`4:30 pm`, `half past four`, `noon`, `0600 GMT`."""
    named = {"noon": 12, "midday": 12, "midnight": 0}.get(c.word)
    if named is not None:
        return Clock(named, 0, c.ahead(), half=False)
    clock = _past(c) or figures(c) or _hour_in_words(c)
    if clock is None or clock.end.look(-1) in ("am", "pm") or _is_past(clock, c):
        return clock
    mark = clock.end.word
    if mark in ("am", "pm") and 1 <= clock.hour <= 12:
        return Clock(clock.hour % 12 + 12 * (mark == "pm"), clock.minute, clock.end.ahead(), half=False)
    if mark == "o" and clock.end.look(2) == "clock":
        return Clock(clock.hour, clock.minute, clock.end.ahead(3), half=clock.hour <= 12)
    if mark == "in" and clock.end.phrase(("in", "the", "morning")) and c.look(-1) == "at":
        return Clock(clock.hour % 12, clock.minute, clock.end.ahead(3), half=False)
    return _by_form(c, clock)


def _is_past(clock: Clock, c: Cursor) -> bool:
    return c.token.kind == "w" and clock.minute != 0


def _by_form(c: Cursor, clock: Clock) -> Clock | None:
    """A time that only its colon, its four digits or its zone show."""
    colon = clock.end.i >= c.i + 3
    zoned = clock.end.word in ZONES and (colon or "." in c.word or len(c.word) == 4)
    if not (colon or zoned):
        return None
    half = 1 <= clock.hour <= 12 and not c.word.startswith("0") and not zoned
    return replace(clock, end=clock.end.ahead() if zoned else clock.end, half=half)


def _hour_in_words(c: Cursor) -> Clock | None:
    number = numbers.parse(c) if c.word in words.UNITS else None
    if number is None or not 1 <= number.value <= 12 or c.ts.at(number.end).text not in ("am", "pm", "o"):
        return None
    return Clock(int(number.value), 0, c.ahead(number.end - c.i))


def _past(c: Cursor) -> Clock | None:
    """`half past four`, `a quarter to five`, `ten past six pm`."""
    at = c.past(("a",))
    minutes: int | None = {"half": 30, "quarter": 15}.get(at.word)
    if minutes is None and (said := numbers.parse(at)) and said.value in (5, 10, 20, 25):
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
    number = numbers.parse(hour) if hour.word in words.UNITS else None
    if number is None or not 1 <= number.value <= 12:
        return None
    total = int(number.value) * 60 + (-minutes if to.word == "to" else minutes)
    end = c.ahead(number.end - c.i)
    marked = end.word in ("pm", "am")
    evening = end.word == "pm" or bool(end.any_phrase((("in", "the", "evening"), ("in", "the", "afternoon"))))
    hour24 = total // 60 % 12 + 12 * evening
    return Clock(hour24, total % 60, end.ahead() if marked else end, half=not marked and not evening)
