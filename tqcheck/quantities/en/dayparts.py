"""English parts of the day."""

from __future__ import annotations

from tqcheck.lang import ENGLISH, table_of, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.dayparts import daypart
from tqcheck.quantities.rules import Reading

_NAMES = table_of(ENGLISH, "dayparts")
_EARLY_OR_LATE = words_of(ENGLISH, "dayparts-early-or-late")
_BEFORE_PART = words_of(ENGLISH, "before-a-daypart")


def opens(text: str, kind: str) -> bool:
    """Whether a part of the day may start with this word."""
    return kind == "w" and (text in _NAMES or text in ("early", "late"))


def read(c: Cursor) -> Reading | None:
    """`morning`, `overnight`, `early on Sunday`, `late Friday`, `the early hours`."""
    if c.word in ("early", "late"):
        return _early_or_late(c)
    before, after = c.look(-1), c.ahead()
    day = before.removesuffix("s") in lexicon.weekdays(ENGLISH)
    if c.word == "overnight" or c.word in ("tonight", "nightfall", "daybreak"):
        return daypart(c, c.i, c.i + 1, _NAMES[c.word])
    if (
        not (day or before in _BEFORE_PART or not before)
        or (after.token.glued and after.word == "-")
        or (c.token.capital and not day)
    ):
        return None
    if before == "one" and c.word in ("night", "evening", "morning") and c.look(-2) != "at":
        return None
    return daypart(c, c.i, c.i + 1, _NAMES[c.word])


def _early_or_late(c: Cursor) -> Reading | None:
    named = c.ahead().past(("on", "in")).past(("the", "that"))
    name = c.word
    if named.word in lexicon.weekdays(ENGLISH) and named.token.capital:
        after = named.ahead().word
        part = _NAMES.get(after)
        return daypart(c, c.i, c.i + 1, part) if part else daypart(c, c.i, c.i + 1, name)
    if named.word in ("hours", "hour") and name == "early":
        return daypart(c, c.i, named.i + 1, "early")
    if named.word in _EARLY_OR_LATE:
        part = _NAMES.get(named.word, name)
        return daypart(c, c.i, named.i + 1, part)
    return None
