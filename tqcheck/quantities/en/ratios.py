"""English shares said by counting: "one in four", "nine out of ten"."""

from __future__ import annotations

from tqcheck.lang import ENGLISH
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en.cardinals import cardinal
from tqcheck.quantities.ratios import out_of_every, share
from tqcheck.quantities.rules import Reading

_OF_EVERY = out_of_every(ENGLISH)


def read(c: Cursor) -> Reading | None:
    """`one in four`, `3 out of 10`, `four in every five`; "of" alone says which, not how large a share."""
    part = _small(c)
    if part is None:
        return None
    end = part[1].any_phrase(_OF_EVERY)
    whole = _small(end) if end else None
    if end is None or whole is None or part[0] >= whole[0]:
        return None
    bare = end.i == part[1].i + 1
    if bare and not (part[1].i == c.i + 1 and _ends_share(c, whole[1])):
        return None
    return share(c, c.i, whole[1], part[0], whole[0])


def _ends_share(c: Cursor, end: Cursor) -> bool:
    """Whether "2 in 10" is a share: not in "5 in 2019", nor in "two in three weeks" and "one in four minutes"."""
    year = len(end.look(-1)) > 3 and end.look(-1).isdigit()
    return not year and (end.word,) not in lexicon.unit_names(ENGLISH) and c.look(-1) not in ("of", "the", "no")


def _small(c: Cursor) -> tuple[int, Cursor] | None:
    """A whole number up to a thousand, in words or digits, with the cursor behind it."""
    if c.token.kind == "n":
        after = c.ahead()
        unit = after.word in ("%", "percent") or (after.token.glued and after.token.kind == "w")
        return (int(c.word), after) if c.word.isdigit() and 0 < int(c.word) <= 1000 and not unit else None
    found = cardinal(c)
    fits = found and not found.ordinal and 0 < found.value <= 1000 and c.word not in ("a", "an")
    return (found.value, found.end) if found and fits else None
