"""From text to quantities: each language on its own, nothing here looks at the other side."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tqcheck.quantities import arabic, arabic_parts, attach, dates, english, lexicon, times, weekdays
from tqcheck.quantities.context import context
from tqcheck.quantities.names import is_identifier, is_not_a_number, is_title
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.sharing import Found, share_units
from tqcheck.quantities.tokens import Tokens, digit_values, tokenise
from tqcheck.records import Quantity, QuantityKind


def extract(text: str, lang: str) -> tuple[Quantity, ...]:
    """The quantities of `text` in order, with spans in code points of `text` as given.

    `lang` is `en` or `ar`; of any other language only digits are read.
    """
    ts = tokenise(text)
    if lang not in ("en", "ar"):
        return tuple(_plain(ts, i) for i, token in enumerate(ts.items) if token.kind == "n")
    found: list[Found] = []
    i = 0
    while i < len(ts.items):
        step = _at(ts, i, lang)
        if step is None:
            i += 1
            continue
        quantity, end, number = step
        found.append(Found(quantity, i, end, number))
        i = max(end, i + 1)
    return tuple(share_units(ts, found))


def _plain(ts: Tokens, i: int) -> Quantity:
    span = ts.span(i, i + 1)
    value, *others = digit_values(ts.at(i).text)
    return Quantity(kind="number", span=span, text=span.of(ts.original), value=value, readings=tuple(others))


def _at(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int, Number | None] | None:
    if ts.at(i).kind == "s" and ts.at(i + 1).kind != "n":
        return None
    for parse in (weekdays.parse_weekday, times.parse_time, dates.parse_date):
        if result := parse(ts, i, lang):
            quantity, end = result
            return quantity, end, None
    return _number(ts, i, lang)


def _number(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int, Number | None] | None:
    number = english.parse(ts, i) if lang == "en" else arabic.parse(ts, i)
    if number is None:
        number = implied_unit(ts, i, lang)
    if number is None or is_not_a_number(ts, number, lang):
        return None
    number = _short_year(ts, number)
    start, end, kind, unit = number.start, number.end, _kind(number), number.unit
    if is_identifier(ts, number, lang):
        kind = "identifier"
    elif number.form == "dual":
        kind = "number"
    elif number.unit:
        kind = "duration" if number.unit.startswith("duration-") else "measure"
    elif lang == "ar" and (noun := attach.unit_before(ts, number)):
        unit, start = noun
        kind = "duration" if unit.startswith("duration-") else "measure"
    elif percent := attach.percent_at(ts, end, lang):
        kind, unit, end = "percent", percent[0], percent[1]
    elif ts.at(start - 1).text in ("%", "٪") and ts.at(start).glued and number.digits:
        kind, unit, start = "percent", "concentr-percent", start - 1
    elif before := attach.currency_before(ts, start):
        kind, unit, start = "money", _codes(before[0]), before[1]
        if after := attach.currency_at(ts, end, lang):
            unit, end = _codes(after[0]), after[1]
    elif (money := attach.currency_at(ts, end, lang)) and number.form not in ("ordinal",):
        kind, unit, end = "money", _codes(money[0]), money[1]
    elif number.form != "ordinal" and (measure := attach.unit_at(ts, end, lang, number)):
        unit, end = measure
        kind = "duration" if unit.startswith("duration-") else "measure"
        if kind == "duration":
            number, end = _half_more(ts, number, end, lang)
        if lang == "en" and ts.at(end + (ts.at(end).text == "-")).text in ("old", "olds"):
            kind, end = "age", end + (ts.at(end).text == "-") + 1
    approx = attach.approximator(ts, start, end, lang)
    span = ts.span(start, end)
    firm = kind in ("percent", "money", "measure", "duration") and number.value != 1 and not number.unit
    soft = (
        (number.soft and not firm)
        or is_title(ts, number, lang)
        or _plain_two(ts, quantity_end=end, number=number, kind=kind, lang=lang)
    )
    quantity = Quantity(
        kind=kind, span=span, text=span.of(ts.original), value=number.value, readings=number.readings, unit=unit,
        approx=approx, implied=soft or number.value == 0, context=context(ts, start, end, lang),
    )  # fmt: skip
    return quantity, end, number


def _short_year(ts: Tokens, number: Number) -> Number:
    """Let the 19 of "2018/19" be 2019 as well."""
    year = ts.at(number.start - 2)
    glued = ts.at(number.start).glued and ts.at(number.start - 1).glued and ts.at(number.start - 1).text in "/-–"
    if (
        glued
        and year.kind == "n"
        and len(year.text) == 4
        and len(ts.at(number.start).text) == 2
        and year.text.isdigit()
    ):
        century = Fraction(int(year.text) // 100 * 100)
        return replace(number, readings=(*number.readings, century + number.value))
    return number


def _plain_two(ts: Tokens, *, quantity_end: int, number: Number, kind: str, lang: str) -> bool:
    """Whether this is "2 passengers", for which Arabic has the dual."""
    return lang == "en" and kind == "number" and number.value == 2 and ts.at(quantity_end).kind == "w"


def _codes(codes: frozenset[str]) -> str:
    return "/".join(sorted(codes))


def _kind(number: Number) -> QuantityKind:
    if number.form == "fraction" or number.form == "dual":
        return "number"
    return "year" if number.form == "decade" else number.form


def _half_more(ts: Tokens, number: Number, end: int, lang: str) -> tuple[Number, int]:
    """`three years and a half`, «ثلاث سنوات ونصف السنة»."""
    if lang == "en":
        extra = english.and_part(ts, end)
        if extra:
            return replace(number, value=number.value + extra[0], soft=False), extra[1]
        return number, end
    value, after = arabic_parts.and_part(ts, number.value, end, 1)
    if after > end:
        after += (ts.at(after).text.removeprefix("ال"),) in lexicon.unit_names("ar")
        return replace(number, value=value, soft=False), after
    return number, end


def implied_unit(ts: Tokens, i: int, lang: str) -> Number | None:
    """A duration or unit in the dual, or alone with "a" or nothing before it: «يومين», "a week", «عام ونصف»."""
    from tqcheck.quantities.duals import implied

    return implied(ts, i, lang)
