"""Running times with hours, minutes and seconds."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity


def read_running_time(c: Cursor) -> Reading | None:
    """`2:04:15`, the time of a race: hours of it, as Arabic may say in words. The hour of an event has no seconds."""
    parts = [c.ahead(k) for k in range(5)]
    figures = [p.word for p in parts[::2]]
    joined = all(p.token.glued for p in parts[1:]) and [p.word for p in parts[1::2]] == [":", ":"]
    if not joined or not all(f.isdigit() and len(f) <= 2 for f in figures) or c.look(5) == ":":
        return None
    hours, minutes, seconds = map(int, figures)
    span = c.ts.span(c.i, c.i + 5)
    quantity = Quantity(
        kind="duration", span=span, text=span.of(c.ts.original), unit="duration-hour",
        value=hours + Fraction(minutes, 60) + Fraction(seconds, 3600),
    )  # fmt: skip
    return Reading(start=c.i, end=c.i + 5, quantity=quantity)
