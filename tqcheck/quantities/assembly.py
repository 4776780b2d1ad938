"""A number with what belongs to it: percent sign, currency, unit, rate, sign, limit. Makes the quantity of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from tqcheck.lang import in_every_language
from tqcheck.quantities import attach
from tqcheck.quantities.context import context
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.implied import implied
from tqcheck.quantities.limits import limit_around
from tqcheck.quantities.names import is_identifier
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.rates import rate_after
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.signs import sign_around
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue
from tqcheck.records import Quantity, QuantityKind


@dataclass(frozen=True, slots=True)
class _Dressed:
    """A number with its kind and unit, over the tokens `[start, end)`."""

    number: Number
    kind: QuantityKind
    start: int
    end: int
    unit: str | None = None


def number_rule(lang: str) -> Callable[[Cursor], Reading | None]:
    """The rule that reads a number of `lang` and all that belongs to it."""

    def read(c: Cursor) -> Reading | None:
        return read_number(c, lang)

    return read


def read_number(c: Cursor, lang: str) -> Reading | None:
    """The quantity of the number at `c`, or of a dual or a unit that stands alone."""
    own = tongue(lang)
    number = own.parse(c) or implied(c.ts, c.i, lang)
    if number is None or (number.end == number.start + 1 and own.is_not_a_number(c.ts, number)):
        return None
    number = _short_year(c.ts, number)
    return _quantity(c.ts, _dress(c.ts, number, lang), lang)


def _dress(ts: Tokens, number: Number, lang: str) -> _Dressed:
    """The number with the first thing that fits it."""
    for fits in (_own, _percent, _money, _measure):
        if dressed := fits(ts, number, lang):
            return dressed
    return _Dressed(number, _kind(number), number.start, number.end)


def _own(ts: Tokens, number: Number, lang: str) -> _Dressed | None:
    """What the number itself says: that it is a name, a dual, or a unit in one word with it."""
    if is_identifier(ts, number, lang):
        return _Dressed(number, "identifier", number.start, number.end)
    if number.form == "dual":
        return _Dressed(number, "number", number.start, number.end)
    if number.unit:
        return _Dressed(number, _of_unit(number.unit), number.start, number.end, number.unit)
    if noun := tongue(lang).unit_before(ts, number):
        return _Dressed(number, _of_unit(noun[0]), noun[1], number.end, noun[0])
    return None


def _percent(ts: Tokens, number: Number, lang: str) -> _Dressed | None:
    if percent := attach.percent_at(ts, number.end, lang):
        return _Dressed(number, "percent", number.start, percent[1], percent[0])
    if ts.at(number.start - 1).text in ("%", "٪") and ts.at(number.start).glued and number.digits:
        return _Dressed(number, "percent", number.start - 1, number.end, "concentr-percent")
    return None


def _money(ts: Tokens, number: Number, lang: str) -> _Dressed | None:
    after = attach.currency_at(ts, number.end, lang)
    before = attach.currency_before(ts, number.start)
    if before and ts.at(number.end).text == ts.at(number.start - 1).text == "$":  # a formula: $1$
        return None
    inside = attach.currency_at(ts, number.start + 1, lang)
    if inside and number.digits and inside[1] < number.end:  # «1.7 $ مليار»
        return _Dressed(number, "money", number.start, number.end, _codes(inside[0]))
    if before:
        codes, end = after or (before[0], number.end)
        return _Dressed(number, "money", before[1], end, _codes(codes))
    if after and number.form != "ordinal":
        return _Dressed(number, "money", number.start, after[1], _codes(after[0]))
    return None


def _measure(ts: Tokens, number: Number, lang: str) -> _Dressed | None:
    own = tongue(lang)
    measure = attach.unit_at(ts, number.end, lang, number) if number.form != "ordinal" else None
    if measure is None:
        return None
    unit, end = measure
    kind = _of_unit(unit)
    if kind in ("duration", "measure"):
        number, after = own.and_part(number, Cursor(ts, end))
        end = after.i
    if old := own.age_after(ts, end):
        kind, end = "age", old
    return _Dressed(number, kind, number.start, end, unit)


def _quantity(ts: Tokens, d: _Dressed, lang: str) -> Reading:
    limit = limit_around(ts, d.start, d.end, lang, d.unit)
    if d.kind in ("number", "money", "measure", "duration", "percent", "magnitude", "ordinal"):
        per, d_end = rate_after(ts, d.end, lang)
    else:
        per, d_end = None, d.end
    signed = sign_around(ts, d.start, d_end, lang, temperature=(d.unit or "").startswith(("temperature", "degree")))
    value, readings, start, end = d.number.value, d.number.readings, d.start, d_end
    if signed:
        start, end = signed.start, signed.end
        readings = () if signed.sure else (*readings, value)
        value = -value
    span = ts.span(start, end)
    quantity = Quantity(
        kind=d.kind, span=span, text=span.of(ts.original), value=value, readings=readings, unit=d.unit,
        approx=limit.sense if limit else None, limit=ts.span(limit.first, limit.end) if limit and limit.end else None,
        per=per, implied=_loose(ts, d, lang), context=context(ts, d.start, d.end, lang),
    )  # fmt: skip
    return Reading(start=start, end=end, quantity=quantity, number=d.number)


def _loose(ts: Tokens, d: _Dressed, lang: str) -> bool:
    """Whether the other language may well do without it."""
    number = d.number
    firm = d.kind in ("percent", "money", "measure", "duration") and number.value != 1 and not number.unit
    own = tongue(lang)
    named = own.is_title(ts, number) or own.may_be_a_name(ts, number)
    vague = ts.at(number.start).text == "couple" or ts.at(number.start - 1).text == "number"
    return (number.soft and not firm) or named or vague or number.value == 0


def _short_year(ts: Tokens, number: Number) -> Number:
    """Let the 19 of "2018/19" be 2019 as well."""
    year, own = ts.at(number.start - 2), ts.at(number.start)
    apostrophe = ts.at(number.start - 1).text in "'’‘" and own.glued and len(own.text) == 2 and number.digits
    if apostrophe and ts.at(number.start - 2).text in in_every_language("before-a-short-year"):
        return replace(number, form="decade", readings=(1900 + number.value, 2000 + number.value))
    glued = own.glued and ts.at(number.start - 1).glued and ts.at(number.start - 1).text in "/-–"
    if glued and year.kind == "n" and len(year.text) == 4 and len(own.text) == 2 and year.text.isdigit():
        century = Fraction(int(year.text) // 100 * 100)
        return replace(number, readings=(*number.readings, century + number.value))
    return number


def _codes(codes: frozenset[str]) -> str:
    return "/".join(sorted(codes))


def _of_unit(unit: str) -> QuantityKind:
    if unit.isupper():
        return "money"
    if unit in ("percentage-point", "basis-point"):
        return "percent"
    return "duration" if unit.startswith("duration-") else "measure"


def _kind(number: Number) -> QuantityKind:
    kinds: dict[str, QuantityKind] = {"decade": "year", "ordinal": "ordinal", "magnitude": "magnitude"}
    return kinds.get(number.form, "number")
