"""Arabic numbers: digits with scales, number words in every gender, case and clitic, ordinals, fractions, duals.

Words are looked up folded (alef and hamza forms, ta marbuta, ya), so that one entry covers all spellings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from tqcheck.text.quantities import arabic_words as words
from tqcheck.text.quantities.numerals import HALF, Number
from tqcheck.text.quantities.tokens import Tokens, digit_values, slash_fraction, vulgar


@dataclass(frozen=True, slots=True)
class _Group:
    """A number so far: its value, the token after it, the scale still open for smaller numbers behind a "و"."""

    value: Fraction
    end: int
    open: Fraction
    scale: int = 1
    digits: bool = False
    form: str = "number"


def parse(ts: Tokens, i: int) -> Number | None:
    """The longest number that starts at token `i`."""
    token = ts.at(i)
    if token.kind == "s":
        part = vulgar(token.text)
        return Number(start=i, end=i + 1, value=part, form="fraction", digits=True) if part else None
    if token.kind == "w" and words.is_clitic(token.text) and ts.at(i + 1).kind == "n" and ts.at(i + 1).glued:
        number = parse(ts, i + 1)
        return number and replace(number, start=i)
    if token.kind == "n" and (mixed := slash_fraction(ts, i)) is not None:
        return Number(start=i, end=i + 3, value=mixed, form="fraction", digits=True)
    if decade := _decade(ts, i):
        return decade
    if ordinal := _ordinal(ts, i):
        return ordinal
    if part_number := _part(ts, i):
        return part_number
    if magnitude := _magnitude(ts, i):
        return magnitude
    stem = words.strip(token.text).stem
    if stem in words.COUNTS:
        return Number(start=i, end=i + 1, value=Fraction(words.COUNTS[stem]), soft=True)
    if stem in words.WITH_PRONOUN:
        return Number(start=i, end=i + 1, value=words.WITH_PRONOUN[stem], form="fraction", soft=True)
    return _cardinal(ts, i)


def _cardinal(ts: Tokens, i: int) -> Number | None:
    group = _group(ts, i, Fraction(10**18))
    if group is None:
        return None
    value, end, scale, room = group.value, group.end, group.scale, group.open
    while room > 1 and (after := _after_waw(ts, end)):
        at, split = after
        more = _group(ts, at, room, split=split)
        if more is None or more.value >= room or (more.digits and ts.at(at).text.startswith("0")):
            break
        if _scale_at(ts, more.end):  # «340 مليونا و500 مليون» are two numbers.
            break
        value, end, room = value + more.value, more.end, more.open
        scale = min(scale, more.scale) if more.scale > 1 else scale
    value, end = and_part(ts, value, end, max(group.scale if room > 1 else 1, 1))
    alone = end == i + 1 and not group.digits
    word = words.strip(ts.at(i).text).stem
    soft = alone and (value in (1, 2) or word in words.OPEN_DUALS or _is_verb(ts, i, word))
    readings = _readings(ts, i, end, value, group)
    return Number(
        start=i, end=end, value=value, readings=readings, digits=group.digits and end == group.end, scale=group.scale,
        soft=soft,
    )  # fmt: skip


def _is_verb(ts: Tokens, i: int, word: str) -> bool:
    """Whether ألف is "wrote" rather than a thousand."""
    return word == "الف" and ("\u0651" in ts.raw(i) or ts.at(i - 1).text.endswith(("الذي", "التي", "ممن", "قد")))


def _scale_at(ts: Tokens, i: int) -> bool:
    found = words.strip(ts.at(i).text)
    return found.stem in words.SCALES and not found.waw


def _readings(ts: Tokens, i: int, end: int, value: Fraction, group: _Group) -> tuple[Fraction, ...]:
    if group.digits and group.value:
        first, *others = digit_values(ts.at(i).text)
        return tuple(other * group.value / first for other in others) if first and value == group.value else ()
    word = words.strip(ts.at(i).text).stem
    if end == i + 1 and word in words.FIFTHS:
        return (words.FIFTHS[word],)
    if word in words.OPEN_DUALS:
        # Without its diacritics ألفا is one thousand (ألفًا) or two (ألفا جندي).
        base = words.OPEN_DUALS[word]
        return (value + base, value - base) if value - base >= base else (value + base,)
    return ()


def _group(ts: Tokens, i: int, below: Fraction, *, split: words.Split | None = None) -> _Group | None:
    """A number under `below` with at most one scale word: `347 مليون`, `خمسة وعشرون ألفا`, `مليونان`, `مئة`."""
    token = ts.at(i)
    if token.kind == "n":
        value = digit_values(token.text)[0]
        head = _Group(value, i + 1, Fraction(1), digits=True)
        after = ts.at(i + 1)
        if after.kind == "s" and (part := vulgar(after.text)):
            head = _Group(value + part, i + 2, Fraction(1), digits=True)
    else:
        parsed = _below_thousand(ts, i, split)
        if parsed is None:
            return _bare_scale(ts, i, below, split)
        head = parsed
    named = words.strip(ts.at(head.end).text)
    if not named.waw and named.stem in words.SCALES and (scale := words.SCALES[named.stem]) < below:
        return _Group(head.value * scale, head.end + 1, Fraction(scale), scale=scale, digits=head.digits)
    halved = and_part(ts, head.value, head.end, 1)
    if halved[1] > head.end:
        named = words.strip(ts.at(halved[1]).text)
        if not named.waw and not named.article and named.stem in words.SCALES:
            scale = words.SCALES[named.stem]
            return _Group(halved[0] * scale, halved[1] + 1, Fraction(1), scale=scale, digits=head.digits)
    return head


def _bare_scale(ts: Tokens, i: int, below: Fraction, split: words.Split | None) -> _Group | None:
    found = split or words.strip(ts.at(i).text)
    if found.stem in words.DUAL_SCALES and words.DUAL_SCALES[found.stem] < below:
        scale = words.DUAL_SCALES[found.stem]
        return _Group(Fraction(2 * scale), i + 1, Fraction(scale), scale=scale)
    if found.stem in words.OPEN_DUALS and words.OPEN_DUALS[found.stem] < below:
        scale = words.OPEN_DUALS[found.stem]
        dual = words.is_open_dual(ts, i)
        return _Group(Fraction((1 + dual) * scale), i + 1, Fraction(scale), scale=scale)
    if found.stem in words.SCALES and found.stem not in words.PLURAL_SCALES and words.SCALES[found.stem] < below:
        scale = words.SCALES[found.stem]
        return _Group(Fraction(scale), i + 1, Fraction(scale), scale=scale)
    return None


def _after_waw(ts: Tokens, i: int) -> tuple[int, words.Split | None] | None:
    """Where a number joined by "و" goes on, the و apart or attached."""
    token = ts.at(i)
    if token.text == "و" and ts.at(i + 1).kind in "nw" and ts.at(i + 1).kind:
        return i + 1, None
    if token.text == "واحد" and ts.at(i + 1).text in words.TEN_IN_TEENS:
        return i, words.Split("احد", waw=True)  # وأحد عشر and واحد look alike once folded.
    found = words.strip(token.text)
    return (i, found) if found.waw and not found.preposition else None


def _below_thousand(ts: Tokens, i: int, split: words.Split | None) -> _Group | None:
    found = split or words.strip(ts.at(i).text)
    if found.stem in words.HUNDREDS:
        value, end = words.HUNDREDS[found.stem], i + 1
    elif found.stem in words.UNITS and 3 <= words.UNITS[found.stem] <= 9 and _is_hundred(ts, i + 1):
        value, end = words.UNITS[found.stem] * 100, i + 2
    else:
        return _below_hundred(ts, i, found)
    if after := _after_waw(ts, end):
        rest = _below_hundred(ts, after[0], after[1])
        if rest and not _restarts(ts, rest.end):
            return _Group(value + rest.value, rest.end, Fraction(1))
    return _Group(Fraction(value), end, Fraction(100))


def _restarts(ts: Tokens, end: int) -> bool:
    """Whether what follows a hundred is a hundred of its own: «مئة وثلاث مئة»."""
    return _is_hundred(ts, end)


def _is_hundred(ts: Tokens, i: int) -> bool:
    found = words.strip(ts.at(i).text)
    return found.stem in words.ONE_HUNDRED and not found.waw


def _below_hundred(ts: Tokens, i: int, split: words.Split | None) -> _Group | None:
    found = split or words.strip(ts.at(i).text)
    if ts.at(i).kind == "n":
        figure = digit_values(ts.at(i).text)[0]
        return _Group(figure, i + 1, Fraction(1), digits=True) if figure < 100 else None
    stem = found.stem
    if stem in words.TENS:
        return _Group(Fraction(words.TENS[stem]), i + 1, Fraction(1))
    if stem not in words.UNITS and stem not in words.ONES_IN_COMPOUNDS:
        return None
    value = words.UNITS[stem] if stem in words.UNITS else words.ONES_IN_COMPOUNDS[stem]
    if ts.at(i + 1).text in words.TEN_IN_TEENS and value < 10:
        return _Group(Fraction(10 + value), i + 2, Fraction(1))
    if value < 10 and (after := _after_waw(ts, i + 1)):
        tens = (after[1] or words.strip(ts.at(after[0]).text)).stem
        if tens in words.TENS:
            return _Group(Fraction(words.TENS[tens] + value), after[0] + 1, Fraction(1))
    if stem not in words.UNITS or words.is_weekday(ts, i, found):
        return None
    return _Group(Fraction(value), i + 1, Fraction(1))


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


def _part(ts: Tokens, i: int) -> Number | None:
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


def _magnitude(ts: Tokens, i: int) -> Number | None:
    found = words.strip(ts.at(i).text)
    if found.stem not in words.MAGNITUDES:
        return None
    value, end = words.MAGNITUDES[found.stem], i + 1
    while (named := words.strip(ts.at(end).text)).stem in words.MAGNITUDES and not named.waw:
        value, end = value * words.MAGNITUDES[named.stem], end + 1
    return Number(start=i, end=end, value=Fraction(value), form="magnitude", soft=True)


def _ordinal(ts: Tokens, i: int) -> Number | None:
    found = words.strip(ts.at(i).text)
    value = words.ORDINALS.get(found.stem)
    if value is None:
        return None
    if ts.at(i + 1).text in words.TEN_IN_TEENS and value < 10:
        return Number(start=i, end=i + 2, value=Fraction(value + 10), form="ordinal")
    if value < 10 and (after := _after_waw(ts, i + 1)):
        tens = (after[1] or words.strip(ts.at(after[0]).text)).stem
        if tens in words.TENS:
            return Number(start=i, end=after[0] + 1, value=Fraction(words.TENS[tens] + value), form="ordinal")
    if found.stem in words.ORDINALS_IN_COMPOUNDS:
        return None
    soft = value <= 2 or (found.stem.endswith("ا") and not found.article)
    return Number(start=i, end=i + 1, value=Fraction(value), form="ordinal", soft=soft)


def _decade(ts: Tokens, i: int) -> Number | None:
    value = words.decade(words.strip(ts.at(i).text).stem)
    if value is None:
        return None
    end = i + 1
    century = Fraction(1900)
    if words.strip(ts.at(end).text).stem == "قرن":
        number = parse(ts, end + 1)
        if number and number.value > 10:
            century, end = (number.value - 1) * 100, number.end
        elif ts.at(end + 1).text in words.THIS_CENTURY:
            century, end = Fraction(2000), end + 2
        elif ts.at(end + 1).text in words.LAST_CENTURY:
            end += 2
        return Number(start=i, end=end, value=century + value, readings=(Fraction(value),), form="decade")
    return Number(start=i, end=end, value=Fraction(value), readings=(century + value,), form="decade")
