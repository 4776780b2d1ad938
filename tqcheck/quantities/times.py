"""Times of day, as hour 0..23 and minute; `half` marks an hour of which only 1..12 is known."""

from __future__ import annotations

import re

from tqcheck.quantities import arabic, english, english_words
from tqcheck.quantities.arabic_words import strip
from tqcheck.quantities.dates import make
from tqcheck.quantities.tokens import Tokens
from tqcheck.records import Quantity

_ZONES = frozenset("gmt bst est edt utc et pst pdt cet".split())
_MORNING = frozenset({"صباحا", "فجرا", "صباح", "فجر", "ص", "ضحي", "الصباح", "الفجر"})
_EVENING = frozenset(
    {"مساء", "عصرا", "ظهرا", "ليلا", "م", "ظهر", "عصر", "ليل", "الظهر", "الليل", "العصر", "المساء", "ليله"}
)
_DOT_OR_COMMA = re.compile(r"^(\d{1,2})[.,\u060c](\d{2})$")
_DOT_TIME = re.compile(r"^(\d{1,2})[.](\d{2})$")


def parse_time(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int] | None:
    """The time of day that starts at token `i`, and the token after it."""
    return _english(ts, i) if lang == "en" else _arabic(ts, i)


def _clock(ts: Tokens, i: int, *, comma: bool = False) -> tuple[int, int, int] | None:
    """`16:30`, `4.30` or `4` at token `i`: hour, minute, next token."""
    token = ts.at(i)
    if token.kind != "n":
        return None
    colon, minutes = ts.at(i + 1), ts.at(i + 2)
    if colon.text == ":" and colon.glued and minutes.glued and token.text.isdigit() and minutes.text.isdigit():
        end = i + 3
        if ts.at(end).text == ":" and ts.at(end + 1).glued and ts.at(end + 1).kind == "n":
            end += 2
        hour, minute = int(token.text), int(minutes.text)
    elif match := (_DOT_OR_COMMA if comma else _DOT_TIME).match(token.text):
        hour, minute, end = int(match.group(1)), int(match.group(2)), i + 1
    elif token.text.isdigit():
        hour, minute, end = int(token.text), 0, i + 1
        zone = ts.at(end).text in _ZONES or "توقيت" in ts.at(end).text or ts.at(i - 1).text.endswith("الساعه")
        if len(token.text) == 4 and zone:
            hour, minute = divmod(hour, 100)
    else:
        return None
    return (hour, minute, end) if hour <= 24 and minute < 60 else None


def _time(ts: Tokens, i: int, end: int, hour: int, minute: int, *, half: bool) -> tuple[Quantity, int]:
    fields = {"hour": hour % 24, "minute": minute} | ({"half": 1} if half else {})
    return make(ts, i, end, "time", **fields), end


def _english(ts: Tokens, i: int) -> tuple[Quantity, int] | None:
    word = ts.at(i).text
    if word in ("noon", "midday"):
        return _time(ts, i, i + 1, 12, 0, half=False)
    if word == "midnight":
        return _time(ts, i, i + 1, 0, 0, half=False)
    if past := _past(ts, i):
        return past
    clock = _clock(ts, i)
    if clock is None:
        number = english.parse(ts, i) if word in english_words.UNITS else None
        if number is None or not 1 <= number.value <= 12 or ts.at(number.end).text not in ("am", "pm", "o"):
            return None
        clock = int(number.value), 0, number.end
    hour, minute, end = clock
    mark = ts.at(end).text
    if mark in ("am", "pm") and 1 <= hour <= 12:
        return _time(ts, i, end + 1, hour % 12 + 12 * (mark == "pm"), minute, half=False)
    if mark == "o" and ts.at(end + 2).text == "clock":
        return _time(ts, i, end + 3, hour, minute, half=hour <= 12)
    colon = end >= i + 3
    zoned = mark in _ZONES and (colon or "." in ts.at(i).text or len(ts.at(i).text) == 4)
    if colon or zoned:
        leading_zero = ts.at(i).text.startswith("0")
        return _time(ts, i, end + zoned, hour, minute, half=1 <= hour <= 12 and not leading_zero and not zoned)
    return None


def _past(ts: Tokens, i: int) -> tuple[Quantity, int] | None:
    """`half past four`, `a quarter to five`, `ten past six pm`."""
    at = i + (ts.at(i).text == "a")
    minutes: int | None = {"half": 30, "quarter": 15}.get(ts.at(at).text)
    if minutes is None and (said := english.parse(ts, at)) and said.value in (5, 10, 20, 25):
        minutes, at = int(said.value), said.end - 1
    if minutes is None or ts.at(at + 1).text not in ("past", "to"):
        return None
    number = english.parse(ts, at + 2) if ts.at(at + 2).text in english_words.UNITS else None
    # "Ten to twelve" is more often a range.
    if number is None or not 1 <= number.value <= 12 or (ts.at(at + 1).text == "to" and minutes not in (15, 30)):
        return None
    minute = int(number.value) * 60 + (-minutes if ts.at(at + 1).text == "to" else minutes)
    end = number.end
    pm = ts.at(end).text in ("pm", "am")
    hour = minute // 60 % 12 + (12 if ts.at(end).text == "pm" else 0)
    return _time(ts, i, end + pm, hour, minute % 60, half=not pm)


def _arabic(ts: Tokens, i: int) -> tuple[Quantity, int] | None:
    word = re.sub(r"^[وفلب]+(?=ال)|^لل", "", ts.at(i).text)
    if word == "منتصف" and ts.at(i + 1).text in ("الليل", "ليل"):
        return _time(ts, i, i + 2, 0, 0, half=False)
    named = word in ("الساعه", "ساعه")
    at = i + named
    clock = _clock(ts, at, comma=named)
    if clock and not named and clock[2] < at + 3 and not _marked(ts, at, clock[2]):
        return None
    if clock is None:
        hour = _spoken_hour(ts, at)
        if hour is None:
            return None
        clock = hour[0], 0, hour[1]
    elif word == "ساعه":
        return None
    hour_, minute, end = clock
    end, minute, said = _minutes(ts, end, minute)
    mark, after = _half_of_day(ts, end)
    spoken = ts.at(at).kind == "w"
    if spoken and not named and not said and mark is None:
        return None
    if minute < 0:
        hour_, minute = hour_ - 1, minute + 60
    if mark is None or hour_ > 12:
        sure = hour_ > 12 or hour_ == 0 or ts.at(at).text.startswith("0") or len(ts.at(at).text) == 4
        return _time(ts, i, end, hour_, minute, half=not sure)
    return _time(ts, i, after, _in_24(hour_, mark), minute, half=False)


def _marked(ts: Tokens, at: int, end: int) -> bool:
    """Whether a bare figure is shown to be a time by «صباحا» or, with four digits, by «بتوقيت»."""
    zoned = len(ts.at(at).text) == 4 and "توقيت" in ts.at(end).text
    return zoned or ts.at(end).text in _MORNING | _EVENING - {"م", "ص"} or (
        ts.at(end).text in ("بعد", "قبل", "من", "في") and ts.at(end + 1).text in ("الظهر", "ظهر", "صباح", "مساء", "فجر")
    )  # fmt: skip


def _spoken_hour(ts: Tokens, i: int) -> tuple[int, int] | None:
    found = strip(ts.at(i).text)
    if not found.article:
        return None
    if found.stem == "واحده":
        return 1, i + 1
    number = arabic.parse(ts, i)
    if number and number.form == "ordinal" and number.value <= 12 and found.stem.endswith(("ه", "ي")):
        return int(number.value), number.end
    return None


def _minutes(ts: Tokens, i: int, minute: int) -> tuple[int, int, bool]:
    """`والنصف`, `وعشر دقائق`, `إلا ربعا` behind the hour: next token, minutes, and whether any were said."""
    word = ts.at(i).text
    parts = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "الثلث": 20, "ثلث": 20, "ربعا": 15, "ثلثا": 20, "الا": 0}
    if word == "الا" and ts.at(i + 1).text in parts:
        return i + 2, minute - parts[ts.at(i + 1).text], True
    bare = word.removeprefix("و") if word != "و" else ts.at(i + 1).text
    skip = 2 if word == "و" else 1
    if word.startswith("و") and bare in parts and bare != "الا":
        return i + skip, minute + parts[bare], True
    number = arabic.parse(ts, i + (word == "و")) if word.startswith("و") else None
    if number and number.value < 60 and ts.at(number.end).text in ("دقيقه", "دقايق", "دقيقتان"):
        return number.end + 1, minute + int(number.value), True
    return i, minute, False


def _half_of_day(ts: Tokens, i: int) -> tuple[str | None, int]:
    at = i
    while ts.at(at).text in ("من", "في", "قبل", "بعد") and at < i + 2:
        at += 1
    word = ts.at(at).text
    if word in ("ص", "م") and ts.at(at + 1).text == ".":
        pass
    if word in _MORNING or (ts.at(at - 1).text == "قبل" and word in ("الظهر", "ظهر")):
        return "am", at + 1
    if word in _EVENING:
        night = word.startswith(("ليل", "الليل"))
        return ("night" if night else "pm"), at + 1
    return None, i


def _in_24(hour: int, mark: str) -> int:
    if mark == "am":
        return hour % 12
    if mark == "night":
        return hour % 12 + (12 if 6 <= hour < 12 else 0)
    return hour % 12 + 12
