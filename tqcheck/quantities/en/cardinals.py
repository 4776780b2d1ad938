"""English numbers in words: cardinals, and the ordinals they end in. "One hundred and twenty-third" is one of each."""

from __future__ import annotations

from dataclasses import dataclass

from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en import words


@dataclass(frozen=True, slots=True)
class Words:
    """A number in words: its value, the cursor behind it, its last scale, and whether it ended in an ordinal."""

    value: int
    end: Cursor
    scale: int = 1
    ordinal: bool = False


def cardinal(start: Cursor) -> Words | None:
    """The longest number in words at `start`: groups below a thousand, each with a smaller scale than the last."""
    total, last, c = 0, 10**18, start
    while group := _group(c, opens=total == 0):
        if group.ordinal:
            return Words(total + group.value, group.end, ordinal=True)
        named = group.end.past_hyphen()
        scale = words.SCALES.get(named.word, 0)
        if not 0 < scale < last:
            return Words(total + group.value, group.end, scale=last if total else 1)
        total, last, end = total + max(group.value, 1) * scale, scale, named.ahead()
        after = _scaled_ordinal(end, total)
        if after:
            return after
        c = _and(end)
    return Words(total, end, scale=last) if total else _bare_scale(start)


def _bare_scale(c: Cursor) -> Words | None:
    scale = words.SCALES.get(c.word)
    return Words(scale, c.ahead(), scale=scale) if scale else None


def _scaled_ordinal(c: Cursor, total: int) -> Words | None:
    """`hundred thousandth` needs no group of its own before its ordinal."""
    n = words.ORDINALS.get(c.word, 0)
    return Words(total + n, c.ahead(), ordinal=True) if c.word in words.ORDINALS and n < 100 else None


def _group(c: Cursor, *, opens: bool) -> Words | None:
    """A number below a thousand ("fifteen hundred" is one too), or an ordinal that ends the number."""
    if c.word in ("a", "an"):
        if not opens:
            return None
        return _hundreds(Words(1, c.ahead())) if _names_size(c.ahead()) else None
    low = _below_hundred(c)
    if low is None:
        return _hundreds(Words(1, c)) if c.word in ("hundred", "dozen") and opens else None
    if low.ordinal or (low.value == 0 and not opens):
        return low if low.ordinal else None
    return _hundreds(low)


def _names_size(c: Cursor) -> bool:
    return c.word in words.SCALES or c.word in ("hundred", "dozen")


def _hundreds(low: Words) -> Words:
    """`low` with the hundred, hundredth or dozen behind it, and what is added to a hundred."""
    named = low.end.past_hyphen()
    if named.word in ("hundredth", "thousandth", "millionth") and low.value:
        return Words(low.value * words.ORDINALS[named.word], named.ahead(), ordinal=True)
    if named.word == "dozen":
        return Words(low.value * 12, named.ahead())
    if named.word != "hundred":
        return low
    value, end = low.value * 100, named.ahead()
    rest = _below_hundred(_and(end)) if value else None
    if rest is None or rest.value == 0:
        return Words(value, end)
    return Words(value + rest.value, rest.end, ordinal=rest.ordinal)


def _and(c: Cursor) -> Cursor:
    """Past the hyphen or the "and" behind which a number goes on."""
    after = c.past_hyphen()
    goes_on = after.word == "and" and (after.look(1) in words.CARDINALS or after.look(1) in words.ORDINALS)
    return after.ahead() if goes_on else after


def _below_hundred(c: Cursor) -> Words | None:
    word = c.word
    if word in words.TENS:
        unit = c.ahead().past_hyphen()
        ten = words.TENS[word]
        if 0 < words.UNITS.get(unit.word, 10) < 10:
            return Words(ten + words.UNITS[unit.word], unit.ahead())
        if words.ORDINALS.get(unit.word, 10) < 10:
            return Words(ten + words.ORDINALS[unit.word], unit.ahead(), ordinal=True)
        return Words(ten, c.ahead())
    if word in words.UNITS:
        return Words(words.UNITS[word], c.ahead())
    if word in words.ORDINALS:
        return Words(words.ORDINALS[word], c.ahead(), ordinal=True)
    return None
