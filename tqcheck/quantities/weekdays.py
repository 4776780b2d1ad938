"""What a weekday is read as."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.limits import side_of
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity


def weekday(
    c: Cursor, start: int, end: int, day: int, *, lang: str, implied: bool = False, other: int | None = None
) -> Reading:
    """The weekday `day` (1 is Monday) over the tokens `[start, end)`; it may be the `other` one as well."""
    span = c.ts.span(start, end)
    quantity = Quantity(
        kind="weekday", span=span, text=span.of(c.ts.original), value=Fraction(day), implied=implied,
        readings=(Fraction(other),) if other else (), approx=side_of(c.ts, start, lang),
    )  # fmt: skip
    return Reading(start=start, end=end, quantity=quantity)
