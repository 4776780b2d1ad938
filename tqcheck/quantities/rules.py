"""What a rule of the reader is, and what it hands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.numerals import Number
from tqcheck.records import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The quantity that a rule read from the tokens `[start, end)`.

    `number` is the number in it, where units and scales may still be shared with a neighbour.
    """

    start: int
    end: int
    quantity: Quantity
    number: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Tokens `[start, end)` that hold figures, but none that counts anything."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of writing a quantity.

    `opens` says of a token alone whether the rule may start there; its answer is remembered for every word, so it may
    look at its text and kind only. `read` reads from there or says `None`. `examples` are texts with what
    `in_english` makes of their quantities, parted by "; ": they document the rule, and the tests read them.
    """

    name: str
    opens: Callable[[str, str], bool]
    read: Callable[[Cursor], Reading | Nothing | None]
    examples: tuple[tuple[str, str], ...]
