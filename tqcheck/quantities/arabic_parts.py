"""Arabic fractions, ordinals and magnitudes, and how the conjunction joins numbers."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities import arabic_words as words
from tqcheck.quantities.numerals import HALF, Number
from tqcheck.quantities.tokens import Tokens


def after_waw(ts: Tokens, i: int) -> tuple[int, words.Split | None] | None:
    """Where a number joined by "و" goes on, the و apart or attached."""
    token = ts.at(i)
    if token.text == "و" and ts.at(i + 1).kind in "nw" and ts.at(i + 1).kind:
        return i + 1, None
    if token.text == "واحد" and ts.at(i + 1).text in words.TEN_IN_TEENS:
        return i, words.Split("احد", waw=True)  # وأحد عشر and واحد look alike once folded.
    found = words.strip(token.text)
    return (i, found) if found.waw and not found.preposition else None


def and_part(ts: Tokens, value: Fraction, end: int, scale: int) -> tuple[Fraction, int]:
    """`ونصف`, `ونصف المليون`, `وثلاثة أرباع` behind a number: the value with it, and the token after it."""
    at, count = end, 1
    if ts.at(at).text == "و":
        at += 1
        stem = words.strip(ts.at(at).text).stem
    else:
        found = words.strip(ts.at(at).text)
        if not found.waw:
            return value, end
        stem = found.stem
    if stem in words.UNITS and ts.at(at + 1).text in words.PLURAL_PARTS:
        count, stem, at = words.UNITS[stem], ts.at(at + 1).text, at + 1
    part = words.PARTS.get(stem) or words.PLURAL_PARTS.get(stem)
    if part is None or (stem in words.FIFTHS):
        return value, end
    named = words.strip(ts.at(at + 1).text)
    if named.stem in words.SCALES and not named.waw:
        if scale > 1 and words.SCALES[named.stem] == scale:
            return value + count * part * scale, at + 2
        if not named.article and scale == 1:
            return value + count * part, at + 1
        if scale > 1:
            return value + count * part * words.SCALES[named.stem], at + 2
    return value + count * part * scale, at + 1


def share(ts: Tokens, i: int) -> Number | None:
    """`نصف`, `ربع مليون`, `ثلاثة أرباع المليار`, `ثلثي`."""
    found = words.strip(ts.at(i).text)
    at, value = i, words.PARTS.get(found.stem)
    if found.stem in words.UNITS and ts.at(i + 1).text in words.PLURAL_PARTS:
        at, value = i + 1, words.UNITS[found.stem] * words.PLURAL_PARTS[ts.at(i + 1).text]
    if value is None:
        return None
    named = words.strip(ts.at(at + 1).text)
    if named.stem in words.SCALES and not named.waw and named.stem not in words.PLURAL_SCALES:
        scale = words.SCALES[named.stem]
        return Number(start=i, end=at + 2, value=value * scale, scale=scale)
    if found.article and at == i and value in (HALF, Fraction(1, 4)) and words.ordinal_value(ts.at(i + 1).text):
        return None
    thirds = (Fraction(1, 3),) if found.stem == "ثلثا" else ()
    if "\u064b" in ts.raw(i) and thirds:
        value, thirds = Fraction(1, 3), ()
    return Number(start=i, end=at + 1, value=value, form="fraction", soft=at == i, readings=thirds)


def magnitude(ts: Tokens, i: int) -> Number | None:
    """`مئات`, `عشرات الآلاف`."""
    found = words.strip(ts.at(i).text)
    if found.stem not in words.MAGNITUDES:
        return None
    value, end = words.MAGNITUDES[found.stem], i + 1
    while (named := words.strip(ts.at(end).text)).stem in words.MAGNITUDES and not named.waw:
        value, end = value * words.MAGNITUDES[named.stem], end + 1
    return Number(start=i, end=end, value=Fraction(value), form="magnitude", soft=True)


def ordinal(ts: Tokens, i: int) -> Number | None:
    """`الثالث`, `الحادية عشرة`, `الثامنة والعشرين`."""
    found = words.strip(ts.at(i).text)
    value = words.ORDINALS.get(found.stem)
    if value is None:
        return None
    if ts.at(i + 1).text in words.TEN_IN_TEENS and value < 10:
        return Number(start=i, end=i + 2, value=Fraction(value + 10), form="ordinal")
    if value < 10 and (after := after_waw(ts, i + 1)):
        tens = (after[1] or words.strip(ts.at(after[0]).text)).stem
        if tens in words.TENS:
            return Number(start=i, end=after[0] + 1, value=Fraction(words.TENS[tens] + value), form="ordinal")
    if found.stem in words.ORDINALS_IN_COMPOUNDS:
        return None
    soft = value <= 2 or (found.stem.endswith("ا") and not found.article)
    return Number(start=i, end=i + 1, value=Fraction(value), form="ordinal", soft=soft)
