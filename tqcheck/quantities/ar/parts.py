"""Arabic fractions, ordinals, magnitudes and decades."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities.ar import words
from tqcheck.quantities.ar.cardinals import tens_after
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.numerals import HALF, Number


def share(c: Cursor) -> Number | None:
    """`نصف`, `ربع مليون`, `ثلاثة أرباع المليار`, `ثلثي`."""
    found = words.strip(c.word)
    counted = found.stem in words.UNITS and c.look(1) in words.PLURAL_PARTS
    if counted:
        value, end = words.UNITS[found.stem] * words.PLURAL_PARTS[c.look(1)], c.ahead(2)
    elif found.stem in words.PARTS:
        value, end = words.PARTS[found.stem], c.ahead()
    else:
        return None
    named = words.strip(end.word)
    if named.stem in words.SCALES and not named.waw and named.stem not in words.PLURAL_SCALES:
        scale = words.SCALES[named.stem]
        return Number(start=c.i, end=end.i + 1, value=value * scale, scale=scale)
    if found.article and not counted and value in (HALF, Fraction(1, 4)) and words.ordinal_value(end.word):
        return None  # «النصف الأول»
    thirds = (Fraction(1, 3),) if found.stem == "ثلثا" else ()
    if "\u064b" in c.ts.raw(c.i) and thirds:
        value, thirds = Fraction(1, 3), ()
    return Number(start=c.i, end=end.i, value=value, form="fraction", soft=not counted, readings=thirds)


def magnitude(c: Cursor) -> Number | None:
    """`مئات`, `عشرات الآلاف`."""
    found = words.strip(c.word)
    if found.stem not in words.MAGNITUDES:
        return None
    value, end = words.MAGNITUDES[found.stem], c.ahead()
    while (named := words.strip(end.word)).stem in words.MAGNITUDES and not named.waw:
        value, end = value * words.MAGNITUDES[named.stem], end.ahead()
    return Number(start=c.i, end=end.i, value=Fraction(value), form="magnitude", soft=True)


def ordinal(c: Cursor) -> Number | None:
    """`الثالث`, `الحادية عشرة`, `الثامنة والعشرين`."""
    found = words.strip(c.word)
    value = words.ORDINALS.get(found.stem)
    if value is None:
        return None
    if c.look(1) in words.TEN_IN_TEENS and value < 10:
        return Number(start=c.i, end=c.i + 2, value=Fraction(value + 10), form="ordinal")
    if value < 10 and (tens := tens_after(c.ahead())):
        return Number(start=c.i, end=tens[1].i, value=Fraction(tens[0] + value), form="ordinal")
    if found.stem in words.ORDINALS_IN_COMPOUNDS:
        return None
    soft = value <= 2 or (found.stem.endswith("ا") and not found.article)
    return Number(start=c.i, end=c.i + 1, value=Fraction(value), form="ordinal", soft=soft)


def decade(c: Cursor) -> Number | None:
    """«التسعينيات», «خمسينيات القرن الرابع عشر», «العقد الثاني من القرن الحادي والعشرين»."""
    found = words.strip(c.word)
    value = words.decade(found.stem)
    if value is None:
        return _nth_decade(c) if found.stem == "عقد" and found.article else None
    century = c.ahead()
    if words.strip(century.word).stem != "قرن":
        return Number(start=c.i, end=c.i + 1, value=Fraction(value), readings=(Fraction(1900 + value),), form="decade")
    nth = _nth(century.ahead())
    if nth and nth.value > 10:
        begins, end = (nth.value - 1) * 100, nth.end
    elif century.look(1) in words.THIS_CENTURY:
        begins, end = Fraction(2000), century.i + 2
    else:
        begins, end = Fraction(1900), century.i + 1 + (century.look(1) in words.LAST_CENTURY)
    return Number(start=c.i, end=end, value=begins + value, form="decade")


def _nth(c: Cursor) -> Number | None:
    """An ordinal, or round tens that stand for one: «القرن العشرين»."""
    tens = words.TENS.get(words.strip(c.word).stem)
    return Number(start=c.i, end=c.i + 1, value=Fraction(tens), form="ordinal") if tens else ordinal(c)


def _nth_decade(c: Cursor) -> Number | None:
    nth = words.ordinal_value(c.look(1))
    if nth is None or c.look(2) != "من" or words.strip(c.look(3)).stem != "قرن":
        return None
    century = _nth(c.ahead(4))
    if century is None:
        return None
    return Number(start=c.i, end=century.end, value=(century.value - 1) * 100 + (nth - 1) * 10, form="decade")
