"""What a number parser returns, whatever its language."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["number", "ordinal", "fraction", "magnitude", "decade", "identifier", "dual"]

HALF = Fraction(1, 2)


def years_after(decade: int) -> tuple[Fraction, ...]:
    """The other ages of someone in his eighties."""
    return tuple(Fraction(decade + n) for n in range(1, 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number said by the tokens `[start, end)`; `readings` are other values that the same words may have."""

    start: int
    end: int
    value: Fraction
    readings: tuple[Fraction, ...] = ()
    form: Form = "number"
    digits: bool = False
    scale: int = 1
    """The last scale word (thousand, million...), which a number before "to" or a hyphen may share."""
    soft: bool = False
    """Often said in other words, or not at all, by the other language."""
    unit: str | None = None
    """A unit that is part of the word itself, as in the dual of a duration."""
