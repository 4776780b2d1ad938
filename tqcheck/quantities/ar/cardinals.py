"""Arabic cardinals: figures with scales, and number words in every gender, case and clitic, joined by "و".

Words are looked up folded (alef and hamza forms, ta marbuta, ya), so that one entry covers all spellings.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tqcheck.quantities.ar import words
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.lexicon import symbols
from tqcheck.quantities.tokens import digit_values, vulgar

WITHOUT_LIMIT = Fraction(10**18)


@dataclass(frozen=True, slots=True)
class Group:
    """A number so far: its value, the cursor behind it, the room that smaller numbers behind a "و" must fit into."""

    value: Fraction
    end: Cursor
    room: Fraction = Fraction(1)
    scale: int = 1
    digits: bool = False


def cardinal(c: Cursor) -> Group | None:
    """The longest cardinal at `c`: «347 مليونا و500 ألف», «ألف وثمانمئة وأربعين»."""
    first = group(c, WITHOUT_LIMIT)
    if first is None:
        return None
    whole = first
    while whole.room > 1 and (more := _joined(whole)):
        scale = min(whole.scale, more.scale) if more.scale > 1 else whole.scale
        whole = Group(whole.value + more.value, more.end, more.room, scale, first.digits)
    value, end = and_part(whole.end, whole.value, max(first.scale if whole.room > 1 else 1, 1))
    return Group(value, end, whole.room, first.scale, first.digits and end.i == first.end.i)


def _joined(whole: Group) -> Group | None:
    """What a "و" adds to a number: less than the room that its last scale leaves."""
    after = after_waw(whole.end)
    more = group(after[0], whole.room, split=after[1]) if after else None
    if after is None or more is None or more.value >= whole.room:
        return None
    another = (more.digits and after[0].word.startswith("0")) or _names_scale(more.end)
    return None if another else more  # «340 مليونا و500 مليون» are two numbers.


def group(c: Cursor, below: Fraction, *, split: words.Split | None = None) -> Group | None:
    """A number under `below` with at most one scale word: `347 مليون`, `خمسة وعشرون ألفا`, `مليونان`, `مئة`."""
    head = _figure(c) if c.token.kind == "n" else _below_thousand(c, split)
    if head is None:
        return _bare_scale(c, below, split)
    head = _with_decimals(head)
    named = head.end.ahead() if head.digits and head.end.word in symbols() else head.end
    if _names_scale(named) and (scale := words.SCALES[words.strip(named.word).stem]) < below:
        return Group(head.value * scale, named.ahead(), Fraction(scale), scale, head.digits)
    value, end = and_part(head.end, head.value, 1)
    if end.i > head.end.i and _names_scale(end) and not words.strip(end.word).article:
        scale = words.SCALES[words.strip(end.word).stem]
        return Group(value * scale, end.ahead(), scale=scale, digits=head.digits)
    return head


def _with_decimals(head: Group) -> Group:
    """«سبعة فاصلة أربعة» is 7.4."""
    after = _below_hundred(head.end.ahead(), None) if head.end.word in ("فاصله", "فاصل") else None
    if after is None or head.digits:
        return head
    return Group(head.value + after.value / 10 ** len(str(int(after.value))), after.end)


def _names_scale(c: Cursor) -> bool:
    found = words.strip(c.word)
    return found.stem in words.SCALES and not found.waw


def _figure(c: Cursor) -> Group:
    value, after = digit_values(c.word)[0], c.ahead()
    part = vulgar(after.word) if after.token.kind == "s" else None
    return Group(value + part, after.ahead(), digits=True) if part else Group(value, after, digits=True)


def _bare_scale(c: Cursor, below: Fraction, split: words.Split | None) -> Group | None:
    stem = (split or words.strip(c.word)).stem
    if (scale := words.DUAL_SCALES.get(stem, 0)) and scale < below:
        count = 2
    elif (scale := words.OPEN_DUALS.get(stem, 0)) and scale < below:
        count = 1 + words.is_open_dual(c.ts, c.i)
    elif (scale := words.SCALES.get(stem, 0)) and scale < below and stem not in words.PLURAL_SCALES:
        count = 1
    else:
        return None
    return Group(Fraction(count * scale), c.ahead(), Fraction(scale), scale)


def _below_thousand(c: Cursor, split: words.Split | None) -> Group | None:
    found = split or words.strip(c.word)
    unit = words.UNITS.get(found.stem, 0)
    if found.stem in words.HUNDREDS:
        value, end = words.HUNDREDS[found.stem], c.ahead()
    elif 3 <= unit <= 9 and _is_hundred(c.ahead()):
        value, end = unit * 100, c.ahead(2)
    else:
        return _below_hundred(c, found)
    after = after_waw(end)
    rest = _below_hundred(*after) if after else None
    if rest and not _is_hundred(rest.end):  # «مئة وثلاث مئة» are two numbers.
        return Group(value + rest.value, rest.end)
    return Group(Fraction(value), end, Fraction(100))


def _is_hundred(c: Cursor) -> bool:
    found = words.strip(c.word)
    # «ثلاثة بالمئة» is three percent.
    return found.stem in words.ONE_HUNDRED and not (found.waw or found.article)


def _below_hundred(c: Cursor, split: words.Split | None) -> Group | None:
    if c.token.kind == "n":
        figure = digit_values(c.word)[0]
        return Group(figure, c.ahead(), digits=True) if figure < 100 else None
    found = split or words.strip(c.word)
    stem = found.stem
    if stem in words.TENS:
        return Group(Fraction(words.TENS[stem]), c.ahead())
    value = words.UNITS.get(stem, words.ONES_IN_COMPOUNDS.get(stem))
    if value is None:
        return None
    if c.look(1) in words.TEN_IN_TEENS and value < 10:
        return Group(Fraction(10 + value), c.ahead(2))
    if value < 10 and (tens := tens_after(c.ahead())):
        return Group(Fraction(tens[0] + value), tens[1])
    if stem not in words.UNITS or words.is_weekday(c.ts, c.i, found):
        return None
    return Group(Fraction(value), c.ahead())


def tens_after(c: Cursor) -> tuple[int, Cursor] | None:
    """The tens that a "و" joins to a unit, «خمسة وعشرون», and the cursor behind them."""
    after = after_waw(c)
    if after is None:
        return None
    tens = words.TENS.get((after[1] or words.strip(after[0].word)).stem)
    return (tens, after[0].ahead()) if tens else None


def after_waw(c: Cursor) -> tuple[Cursor, words.Split | None] | None:
    """Where a number joined by "و" goes on, the و apart or attached."""
    after = c.ahead()
    if c.word == "و" and after.token.kind and after.token.kind in "nw":
        return after, None
    if c.word == "واحد" and c.look(1) in words.TEN_IN_TEENS:
        return c, words.Split("احد", waw=True)  # وأحد عشر and واحد look alike once folded.
    found = words.strip(c.word)
    return (c, found) if found.waw and not found.preposition else None


def and_part(c: Cursor, value: Fraction, scale: int) -> tuple[Fraction, Cursor]:
    """`ونصف`, `ونصف المليون`, `وثلاثة أرباع` behind a number: the value with it, and the cursor behind."""
    part = _added_part(c)
    if part is None:
        return value, c
    size, end = part
    named = words.strip(end.word)
    own = words.SCALES.get(named.stem, 0)
    if not own or named.waw or (scale == 1 and named.article):
        return value + size * scale, end
    if scale > 1:
        return value + size * own, end.ahead()
    return value + size, end


def _added_part(c: Cursor) -> tuple[Fraction, Cursor] | None:
    """The part of one that a "و" adds, and the cursor behind it."""
    at, count = (c.ahead(), 1) if c.word == "و" else (c, 1)
    found = words.strip(at.word)
    if c.word != "و" and not found.waw:
        return None
    stem = found.stem
    if stem in words.UNITS and at.look(1) in words.PLURAL_PARTS:
        count, at = words.UNITS[stem], at.ahead()
        stem = at.word
    part = words.PARTS.get(stem) or words.PLURAL_PARTS.get(stem)
    return (count * part, at.ahead()) if part and stem not in words.FIFTHS else None
