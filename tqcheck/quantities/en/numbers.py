"""English numbers: digits with scales, number words, ordinals, fractions, magnitudes, decades."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tqcheck.lang import ENGLISH, words_of
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en import words
from tqcheck.quantities.en.cardinals import cardinal
from tqcheck.quantities.en.parts import fraction, inside_word, magnitude, part_opens, roman, share_of_ordinal
from tqcheck.quantities.lexicon import currencies, symbols
from tqcheck.quantities.numerals import Number, years_after
from tqcheck.quantities.tokens import digit_values, slash_fraction, vulgar

_ARTICLES = ("a", "an")
_UNITS_IN_PARTS = words_of(ENGLISH, "units-in-parts")


def opens(text: str, kind: str) -> bool:
    """Whether a number may start with this token."""
    if kind != "w":
        return kind == "n" or vulgar(text) is not None
    return text in words.OPENERS or inside_word(text) is not None


def parse(c: Cursor) -> Number | None:
    """The longest number that starts at `c`."""
    word = c.word
    if c.token.kind == "n":
        return _from_digits(c)
    if c.token.kind == "s":
        part = vulgar(word)
        return Number(start=c.i, end=c.i + 1, value=part, form="fraction", digits=True) if part else None
    if word in words.PLURALS:
        return magnitude(c)
    if part_opens(c):
        return fraction(c)
    if word in words.DECADES:
        decade = Fraction(words.DECADES[word])
        return Number(start=c.i, end=c.i + 1, value=decade, readings=(decade + 1900,), form="decade")
    if spelled := _from_words(c):
        return spelled
    if word in words.IN_THEIR:
        value = words.IN_THEIR[word]
        readings = years_after(value)
        return Number(start=c.i, end=c.i + 1, value=Fraction(value), readings=readings, soft=True)
    if held := inside_word(word):
        return Number(start=c.i, end=c.i + 1, value=Fraction(held), soft=True)
    return roman(c)


def _from_digits(c: Cursor) -> Number:
    value, *others = digit_values(c.word)
    if special := _ending(c, value):
        return special
    after = c.ahead()
    if after.token.kind == "s" and (part := vulgar(after.word)):
        return _scaled(c, after.ahead(), value + part, (), digits=True)
    if after.token.kind == "n" and not after.token.glued and (part := slash_fraction(c.ts, after.i)):
        return _scaled(c, after.ahead(3), value + part, (), digits=True)
    if (mixed := slash_fraction(c.ts, c.i)) is not None:
        return Number(start=c.i, end=c.i + 3, value=mixed, form="fraction", digits=True)
    if grouped := _spaced(c):
        return grouped
    return _scaled(c, after, value, tuple(others), digits=True)


def _spaced(c: Cursor) -> Number | None:
    """`2 000`: thousands parted by a plain space, as nobody else writes a figure of three digits behind another."""
    group, end = c.ahead(), c.i + 1
    if not (c.word.isdigit() and len(c.word) <= 3 and c.word[0] != "0"):
        return None
    value = int(c.word)
    while group.token.kind == "n" and group.word.isdigit() and len(group.word) == 3 and not group.token.glued:
        value, end, group = value * 1000 + int(group.word), group.i + 1, group.ahead()
    if end == c.i + 1 or (end == c.i + 2 and c.look(1) != "000"):
        return None
    return Number(start=c.i, end=end, value=Fraction(value), digits=True)


def _ending(c: Cursor, value: Fraction) -> Number | None:
    """`21st`, `1990s`, `1990's`."""
    after = c.ahead()
    if after.token.kind == "w" and after.token.glued and after.word in ("st", "nd", "rd", "th"):
        return Number(start=c.i, end=c.i + 2, value=value, form="ordinal", digits=True)
    quoted = after.word in ("'", "’") and after.look(1) == "s"
    decade = value > 0 and value.denominator == 1 and value % 10 == 0
    if decade and (quoted or (after.token.glued and after.word == "s")):
        end = after.i + 1 + quoted
        short = (value % 100,) if value < 2100 else ()
        readings = (*short, value + 1900) if value < 100 else short
        return Number(start=c.i, end=end, value=value, readings=readings, form="decade", digits=True)
    return None


def _scaled(c: Cursor, at: Cursor, value: Fraction, others: tuple[Fraction, ...], *, digits: bool) -> Number:
    """`value` with the scale word that follows, and with "and a half" before or after that."""
    short = digits and _short_scale(at.past_hyphen())
    if not short and value < 1000 and (extra := and_part(at)):
        value, at = value + extra[0], extra[1]
    named = at.past_hyphen()
    if short == "m" and not _money_about(c, named.ahead()):
        # "5m" of a length is 5; of people it is millions.
        return Number(start=c.i, end=at.i, value=value, readings=(value * 10**6,), digits=True)
    scale = words.SHORT_SCALES[short] if short else _scale(named.word, digits=digits)
    if scale > 1:
        at = named.ahead()
        if extra := and_part(at):
            value, at = value + extra[0], extra[1]
    return Number(
        start=c.i, end=at.i, value=value * scale, readings=tuple(o * scale for o in others), digits=digits,
        scale=scale if scale >= 1000 else 1,
    )  # fmt: skip


def _short_scale(c: Cursor) -> str:
    known = c.token.kind == "w" and c.word in words.SHORT_SCALES
    return c.word if known and (c.token.glued or c.word in ("bn", "mn", "mln")) else ""


def _scale(word: str, *, digits: bool) -> int:
    if word == "hundred":
        return 100 if digits else 1
    return 12 if word == "dozen" else words.SCALES.get(word, 1)


def _money_about(c: Cursor, after: Cursor) -> bool:
    return c.look(-1) in symbols() or (after.word,) in currencies(ENGLISH) or after.word in symbols()


def and_part(c: Cursor) -> tuple[Fraction, Cursor] | None:
    """`and a half`, `-and-a-half`, `and three quarters` at `c`: its value, and the cursor behind it."""
    c = c.past_hyphen()
    if c.word != "and":
        return None
    c = c.ahead().past_hyphen()
    count = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}.get(c.word)
    part = c.ahead().past_hyphen() if count else c
    if count and part.word in words.PARTS:
        return count * words.PARTS[part.word], part.ahead()
    return None


def _from_words(c: Cursor) -> Number | None:
    found = cardinal(c)
    if found is None or (found.end.i == c.i + 1 and c.word in _ARTICLES):
        return None
    value, end = Fraction(found.value), found.end
    if found.ordinal:
        share, firm = share_of_ordinal(c, end, found.value)
        if firm:
            return Number(start=c.i, end=end.i, value=share[0], form="fraction")
        return Number(start=c.i, end=end.i, value=value, form="ordinal", soft=value <= 2, readings=share)
    if found.scale == 1 and (part := _counted_part(c, end, found.value)):
        return part
    if found.scale == 1 and end.word == "point" and (decimals := _decimals(end.ahead())):
        return replace(_scaled(c, decimals[1], value + decimals[0], (), digits=False), start=c.i)
    if found.scale == 1:
        number = _scaled(c, end, value, (), digits=False)
        soft = number.end == end.i and value == 1
        return Number(start=c.i, end=number.end, value=number.value, scale=number.scale, soft=soft)
    if extra := and_part(end):
        value, end = value + extra[0] * found.scale, extra[1]
    return Number(start=c.i, end=end.i, value=value, scale=found.scale)


def _decimals(c: Cursor) -> tuple[Fraction, Cursor] | None:
    """The figures spoken behind "point": `four`, `two five`."""
    said = ""
    while c.word in words.UNITS and words.UNITS[c.word] < 10:
        said, c = said + str(words.UNITS[c.word]), c.ahead()
    return (Fraction(int(said), 10 ** len(said)), c) if said else None


def _counted_part(c: Cursor, end: Cursor, count: int) -> Number | None:
    """`three quarters`, `two-thirds`, `seven halves`, and such a part of a scale: `three quarters of a million`."""
    below = end.past_hyphen()
    singular = below.word.removesuffix("s")
    n = words.ORDINALS.get(singular, 0)
    if below.word in words.PARTS and below.word != "half" and end.look(-1) not in _ARTICLES:
        value = count * words.PARTS[below.word]
    elif n > 2 and ((below.word != singular and count < 20) or count == 1):
        value = Fraction(count, n)
    else:
        return None
    named = below.ahead().past(("of",)).past(_ARTICLES)
    if named.i == below.i + 3 and named.word in words.SCALES:
        scale = words.SCALES[named.word]
        return Number(start=c.i, end=named.i + 1, value=value * scale, scale=scale)
    # The unit that it is a part of stands behind "of an".
    unit = named.i == below.i + 3 and named.word in _UNITS_IN_PARTS
    return Number(start=c.i, end=named.i if unit else below.i + 1, value=value, form="fraction")
