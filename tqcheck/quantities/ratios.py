"""Shares said by counting: "one in four", "nine out of ten", «واحد من كل أربعة», «طفل من كل ستة أطفال»."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.lang import list_of
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity


def out_of_every(lang: str) -> tuple[tuple[str, ...], ...]:
    """The phrases that stand between a part and its whole."""
    return tuple(tuple(phrase.split()) for phrase in list_of(lang, "out-of-every"))


def share(c: Cursor, start: int, end: Cursor, part: int, whole: int) -> Reading:
    """`part` of `whole`, from token `start` to `end`."""
    span = c.ts.span(start, end.i)
    quantity = Quantity(kind="number", span=span, text=span.of(c.ts.original), value=Fraction(part, whole),
                        fields=(("ours", part), ("theirs", whole)))  # fmt: skip
    return Reading(start=start, end=end.i, quantity=quantity)
