"""English results in words."""

from __future__ import annotations

from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en.cardinals import cardinal
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.scores import HIGHEST, score


def read(c: Cursor) -> Reading | None:
    """`two goals to one`, `by three goals to nil`."""
    first = cardinal(c)
    if (
        first is None
        or first.ordinal
        or first.value > HIGHEST
        or first.end.word not in ("goals", "goal", "votes", "sets")
    ):
        return None
    to = first.end.ahead()
    second = cardinal(to.ahead()) if to.word == "to" else None
    if to.word == "to" and to.look(1) in ("nil", "none"):
        return score(c, c.i, to.i + 2, first.value, 0)
    return score(c, c.i, second.end.i, first.value, second.value) if second else None
