"""Times of day, as hour 0..23 and minute; `half` marks an hour of which only 1..12 is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tqcheck.lang import in_every_language
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.dates import make
from tqcheck.quantities.limits import side_of
from tqcheck.quantities.rules import Reading

ZONES = in_every_language("time-zones")
_DOT_OR_COMMA = re.compile(r"^(\d{1,2})[.,\u060c](\d{2})$")
_DOT = re.compile(r"^(\d{1,2})[.](\d{2})$")


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour and minute so far, the cursor behind them, and whether the hour is one of twelve only."""

    hour: int
    minute: int
    end: Cursor
    half: bool = True


def time_rule(read: Callable[[Cursor], Clock | None], lang: str) -> Callable[[Cursor], Reading | None]:
    """The rule that makes a time of what `read` finds in a text of `lang`."""

    def rule(c: Cursor) -> Reading | None:
        clock = read(c)
        if clock is None:
            return None
        fields = {"hour": clock.hour % 24, "minute": clock.minute} | ({"half": 1} if clock.half else {})
        quantity = make(c.ts, c.i, clock.end.i, "time", **fields)
        return Reading(start=c.i, end=clock.end.i, quantity=replace(quantity, approx=side_of(c.ts, c.i, lang)))

    return rule


def figures(c: Cursor, *, comma: bool = False, zoned: bool = False) -> Clock | None:
    """`16:30`, `4.30`, `0600` or `4`; four digits alone are a time by a zone behind them, or where they are `zoned`."""
    colon, minutes, text = c.ahead(), c.ahead(2), c.word
    if c.token.kind != "n":
        return None
    if colon.word == ":" and colon.token.glued and minutes.token.glued and text.isdigit() and minutes.word.isdigit():
        end = c.ahead(3)
        seconds = end.word == ":" and end.ahead().token.glued and end.ahead().token.kind == "n"
        found = Clock(int(text), int(minutes.word), end.ahead(2) if seconds else end)
    elif match := (_DOT_OR_COMMA if comma else _DOT).match(text):
        found = Clock(int(match.group(1)), int(match.group(2)), c.ahead())
    elif text.isdigit():
        four = len(text) == 4 and (zoned or colon.word in ZONES)
        hour, minute = divmod(int(text), 100) if four else (int(text), 0)
        found = Clock(hour, minute, c.ahead())
    else:
        return None
    return found if found.hour <= 24 and found.minute < 60 else None
