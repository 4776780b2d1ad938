"""Shares said by counting: "one in four", "nine out of ten", «واحد من كل أربعة», «طفل من كل ستة أطفال»."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities import arabic_numbers, lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.english_cardinals import cardinal
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity

_OF_EVERY = (("in", "every"), ("out", "of", "every"), ("out", "of"), ("of", "every"), ("in",))
_ARABIC_OF = (("من", "بين", "كل"), ("من", "اصل", "كل"), ("من", "كل"), ("من", "اصل"), ("في", "كل"))


def read_english(c: Cursor) -> Reading | None:
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
    return _reading(c, c.i, whole[1], part[0], whole[0])


def _ends_share(c: Cursor, end: Cursor) -> bool:
    """Whether "2 in 10" is a share: not in "5 in 2019", nor in "two in three weeks" and "one in four minutes"."""
    from tqcheck.quantities.lexicon import unit_names

    year = len(end.look(-1)) > 3 and end.look(-1).isdigit()
    return not year and (end.word,) not in unit_names("en") and c.look(-1) not in ("of", "the", "no")


def _small(c: Cursor) -> tuple[int, Cursor] | None:
    """A whole number up to a thousand, in words or digits, with the cursor behind it."""
    if c.token.kind == "n":
        after = c.ahead()
        unit = after.word in ("%", "percent") or (after.token.glued and after.token.kind == "w")
        return (int(c.word), after) if c.word.isdigit() and 0 < int(c.word) <= 1000 and not unit else None
    found = cardinal(c)
    fits = found and not found.ordinal and 0 < found.value <= 1000 and c.word not in ("a", "an")
    return (found.value, found.end) if found and fits else None


def read_arabic(c: Cursor) -> Reading | None:
    """At «من كل»: the share that it makes of the noun before it, one or in the dual two, and the number behind it."""
    whole = _whole(c)
    before = c.ahead(-1).token
    if whole is None or c.look(1) == "اصل" or before.kind != "w":
        return None
    part = 2 if before.text.endswith(("ان", "ين")) and len(before.text) > 4 else 1
    # The noun is the one of "one in five", unless another quantity may have taken it.
    known = any((before.text,) in names for names in (lexicon.unit_names("ar"), lexicon.currencies("ar")))
    return _reading(c, c.i - (not known), whole[1], part, whole[0]) if part < whole[0] else None


def read_arabic_from_number(c: Cursor) -> Reading | None:
    """«واحد من كل أربعة», «9 من أصل 10», «ثلاثة أشخاص من كل خمسة»."""
    number = arabic_numbers.parse(c)
    if number is None or number.form != "number" or number.value.denominator != 1:
        return None
    of = c.ahead(number.end - c.i)
    whole = _whole(of) or _whole(of.ahead())
    if whole is None or number.value >= whole[0]:
        return None
    return _reading(c, c.i, whole[1], int(number.value), whole[0])


def _whole(c: Cursor) -> tuple[int, Cursor] | None:
    """The number behind «من كل» and its like, and the cursor behind it."""
    end = c.any_phrase(_ARABIC_OF)
    whole = arabic_numbers.parse(end) if end else None
    if end is None or whole is None or whole.form != "number" or not 1 < whole.value <= 1000:
        return None
    return (int(whole.value), end.ahead(whole.end - end.i)) if whole.value.denominator == 1 else None


def _reading(c: Cursor, start: int, end: Cursor, part: int, whole: int) -> Reading:
    span = c.ts.span(start, end.i)
    quantity = Quantity(kind="number", span=span, text=span.of(c.ts.original), value=Fraction(part, whole),
                        fields=(("ours", part), ("theirs", whole)))  # fmt: skip
    return Reading(start=start, end=end.i, quantity=quantity)
