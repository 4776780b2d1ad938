"""Rates of exchange, "$1 = 3.75 riyals"."""

from __future__ import annotations

from tqcheck.lang import ENGLISH
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Nothing


def opens(text: str, kind: str) -> bool:
    """Whether an equation may start with this token."""
    return text == "1" or (kind == "s" and text in lexicon.symbols())


def read(c: Cursor) -> Nothing | None:
    """The one dollar of "$1 = 3.75 riyals", which Arabic says without its one."""
    signs = lexicon.symbols()
    sign = c.word in signs and c.look(1) == "1"
    unit = c.word == "1" and (c.look(1),) in lexicon.currencies(ENGLISH)
    after = c.ahead(2)
    if not (sign or unit) or after.word not in ("=", "equals", "equalled", "is"):
        return None
    return Nothing(start=c.i, end=after.i)
