"""Arabic shares said by counting: «واحد من كل أربعة», «طفل من كل ستة أطفال»."""

from __future__ import annotations

from tqcheck.lang import ARABIC
from tqcheck.quantities import lexicon
from tqcheck.quantities.ar import numbers
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.ratios import out_of_every, share
from tqcheck.quantities.rules import Reading

_OF_EVERY = out_of_every(ARABIC)


def read(c: Cursor) -> Reading | None:
    """At «من كل»: the share that it makes of the noun before it, one or in the dual two, and the number behind it."""
    whole = _whole(c)
    before = c.ahead(-1).token
    if whole is None or c.look(1) == "اصل" or before.kind != "w":
        return None
    part = 2 if before.text.endswith(("ان", "ين")) and len(before.text) > 4 else 1
    # The noun is the one of "one in five", unless another quantity may have taken it.
    known = any((before.text,) in names for names in (lexicon.unit_names(ARABIC), lexicon.currencies(ARABIC)))
    return share(c, c.i - (not known), whole[1], part, whole[0]) if part < whole[0] else None


def read_from_number(c: Cursor) -> Reading | None:
    """«واحد من كل أربعة», «9 من أصل 10», «ثلاثة أشخاص من كل خمسة»."""
    number = numbers.parse(c)
    if number is None or number.form != "number" or number.value.denominator != 1:
        return None
    of = c.ahead(number.end - c.i)
    whole = _whole(of) or _whole(of.ahead())
    if whole is None or number.value >= whole[0]:
        return None
    return share(c, c.i, whole[1], int(number.value), whole[0])


def _whole(c: Cursor) -> tuple[int, Cursor] | None:
    """The number behind «من كل» and its like, and the cursor behind it."""
    end = c.any_phrase(_OF_EVERY)
    whole = numbers.parse(end) if end else None
    if end is None or whole is None or whole.form != "number" or not 1 < whole.value <= 1000:
        return None
    return (int(whole.value), end.ahead(whole.end - end.i)) if whole.value.denominator == 1 else None
