"""Dates told from the day of writing: yesterday, next week, the past six months; and early, mid and late in a period.

A `relative` quantity has the fields `turn` (-1 past, 0 present, 1 to come; days count further) and `unit`; a `part` has
`part` (1 early, 2 mid, 3 late). Both may go unsaid in the other language; two that contradict each other may not.
"""

from __future__ import annotations

from fractions import Fraction

from tqcheck.lang import table_of
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity, QuantityKind

DAY, WEEK, MONTH, YEAR, ANY = range(5)
_UNITS = {"day": DAY, "week": WEEK, "month": MONTH, "year": YEAR, "any": ANY}


def units_of(lang: str) -> dict[str, int]:
    """The words for units that a turn may be of."""
    return {word: _UNITS[unit] for word, unit in table_of(lang, "relative-units").items()}


def relative(c: Cursor, start: int, end: int, kind: QuantityKind, value: int, unit: int = ANY) -> Reading:
    """The reading of a relative date (`value` its turn), or of a part of a period, over the tokens `[start, end)`."""
    span = c.ts.span(start, end)
    fields = (("turn", value), ("unit", unit)) if kind == "relative" else (("part", value),)
    return Reading(start=start, end=end, quantity=Quantity(
        kind=kind, span=span, text=span.of(c.ts.original), value=Fraction(value), fields=fields,
            implied=True))  # fmt: skip
