"""Arabic numbers: digits with scales, number words in every gender, case and clitic, ordinals, fractions, duals.

Words are looked up folded (alef and hamza forms, ta marbuta, ya), so that one entry covers all spellings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from tqcheck.quantities import arabic_words as words
from tqcheck.quantities.arabic_parts import after_waw, and_part, magnitude, ordinal, share
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens, digit_values, slash_fraction, vulgar


@dataclass(frozen=True, slots=True)
class _Group:
    """A number so far: its value, the token after it, the scale still open for smaller numbers behind a "و"."""

    value: Fraction
    end: int
    open: Fraction
    scale: int = 1
    digits: bool = False
    form: str = "number"


def opens(text: str, kind: str) -> bool:
    """Whether a number may start with this token."""
    if kind != "w":
        return kind == "n" or vulgar(text) is not None
    return words.opens_number(text)


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
    if nth := ordinal(ts, i):
        return nth
    if part_number := share(ts, i):
        return part_number
    if many := magnitude(ts, i):
        return many
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
    while room > 1 and (after := after_waw(ts, end)):
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


def _below_thousand(ts: Tokens, i: int, split: words.Split | None) -> _Group | None:
    found = split or words.strip(ts.at(i).text)
    if found.stem in words.HUNDREDS:
        value, end = words.HUNDREDS[found.stem], i + 1
    elif found.stem in words.UNITS and 3 <= words.UNITS[found.stem] <= 9 and _is_hundred(ts, i + 1):
        value, end = words.UNITS[found.stem] * 100, i + 2
    else:
        return _below_hundred(ts, i, found)
    if after := after_waw(ts, end):
        rest = _below_hundred(ts, after[0], after[1])
        if rest and not _restarts(ts, rest.end):
            return _Group(value + rest.value, rest.end, Fraction(1))
    return _Group(Fraction(value), end, Fraction(100))


def _restarts(ts: Tokens, end: int) -> bool:
    """Whether what follows a hundred is a hundred of its own: «مئة وثلاث مئة»."""
    return _is_hundred(ts, end)


def _is_hundred(ts: Tokens, i: int) -> bool:
    found = words.strip(ts.at(i).text)
    return found.stem in words.ONE_HUNDRED and not (found.waw or found.article)  # «ثلاثة بالمئة» is three percent.


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
    if value < 10 and (after := after_waw(ts, i + 1)):
        tens = (after[1] or words.strip(ts.at(after[0]).text)).stem
        if tens in words.TENS:
            return _Group(Fraction(words.TENS[tens] + value), after[0] + 1, Fraction(1))
    if stem not in words.UNITS or words.is_weekday(ts, i, found):
        return None
    return _Group(Fraction(value), i + 1, Fraction(1))


def _nth_decade(ts: Tokens, i: int) -> Number | None:
    """«العقد الثاني من القرن الحادي والعشرين» are the 2010s."""
    nth = words.ordinal_value(ts.at(i + 1).text)
    if not words.strip(ts.at(i).text).article or nth is None or ts.at(i + 2).text != "من":
        return None
    century = ordinal(ts, i + 4) if words.strip(ts.at(i + 3).text).stem == "قرن" else None
    if century is None:
        return None
    value = (century.value - 1) * 100 + (nth - 1) * 10
    return Number(start=i, end=century.end, value=value, form="decade")


def _decade(ts: Tokens, i: int) -> Number | None:
    stem = words.strip(ts.at(i).text).stem
    value = words.decade(stem)
    if value is None:
        return _nth_decade(ts, i) if stem == "عقد" else None
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
        return Number(start=i, end=end, value=century + value, form="decade")
    return Number(start=i, end=end, value=Fraction(value), readings=(century + value,), form="decade")
