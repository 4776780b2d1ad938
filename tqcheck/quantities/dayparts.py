"""Parts of the day: morning, noon, evening, overnight; and early and late in it.

A `daypart` may go unsaid. Two that cannot be the same part of a day contradict each other.
"""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity

_CODES = {name: n for n, name in enumerate(
    "early dawn sunrise morning noon daytime afternoon evening sunset night late overnight".split(), 1)}  # fmt: skip
NAMES = {n: name for name, n in _CODES.items()}
# What the other language may call it: an evening is a night, the dawn an early morning, noon an early afternoon.
_LIKE = {
    "early": "dawn sunrise morning overnight night",
    "dawn": "early sunrise morning overnight",
    "sunrise": "early dawn morning",
    "morning": "early dawn sunrise daytime noon",
    "noon": "morning daytime afternoon",
    "daytime": "morning noon afternoon",
    "afternoon": "noon daytime evening",
    "evening": "afternoon sunset night late overnight",
    "sunset": "evening",
    "night": "evening late overnight early",
    "late": "evening night overnight sunset",
    "overnight": "night evening late early dawn",
}
ALIKE = frozenset((_CODES[a], _CODES[b]) for a, others in _LIKE.items() for b in others.split())
NOON = _CODES["noon"]


def daypart(c: Cursor, start: int, end: int, name: str) -> Reading:
    """The part of the day `name` over the tokens `[start, end)`."""
    span = c.ts.span(start, end)
    return Reading(start=start, end=end, quantity=Quantity(
        kind="daypart", span=span, text=span.of(c.ts.original), value=Fraction(_CODES[name]),
            implied=True))  # fmt: skip
