"""Units and scales that two quantities share: the 20 of "20 to 30 million dollars", the 4 of "$3-4 billion"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tqcheck.lang import in_every_language
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import Tongue, tongue
from tqcheck.quantities.units import dimension, in_base
from tqcheck.records import Quantity, Span

_TOWARDS = in_every_language("range-words")
_RANGES = _TOWARDS | {"-", "–", "—"}
_JOINS = in_every_language("range-joins") | {"-", "–", "—", ",", "،"}
_AND = in_every_language("and")
_OR = in_every_language("or")
_OPENERS = in_every_language("range-openers")


def share_units(ts: Tokens, found: list[Reading], lang: str) -> list[Quantity]:
    """The quantities, each with the unit that its neighbour says for both."""
    own = tongue(lang)
    return [q.quantity for q in _from_the_right(ts, _from_the_left(ts, _compound(ts, found, own)), own)]


def _compound(ts: Tokens, found: list[Reading], own: Tongue) -> list[Reading]:
    """Make one of "two hours and 15 minutes", "six feet two inches", «ساعة وعشرين دقيقة»."""
    result: list[Reading] = []
    for item in found:
        before = result[-1] if result else None
        if before and (whole := _sum(ts, before, item, own) or _with_cents(ts, before, item)):
            result[-1] = whole
        else:
            result.append(item)
    return result


def _only_and(ts: Tokens, end: int, start: int) -> bool:
    return start == end + 1 and ts.at(end).text in _AND


def _with_cents(ts: Tokens, first: Reading, second: Reading) -> Reading | None:
    """One sum of «دولارين و15 سنتا»."""
    a, b = first.quantity, second.quantity
    if not (a and b and a.kind == b.kind == "money" and b.unit == "CENT" and a.unit != "CENT" and a.value and b.value):
        return None
    joined = first.end == second.start or _only_and(ts, first.end, second.start)
    if not joined or b.value >= 100:
        return None
    span = Span(start=a.span.start, end=b.span.end)
    quantity = replace(
        a, value=a.value + b.value / 100, span=span, text=span.of(ts.original), readings=(), implied=False
    )
    return Reading(start=first.start, end=second.end, quantity=quantity)


def _sum(ts: Tokens, first: Reading, second: Reading, own: Tongue) -> Reading | None:
    a, b = first.quantity, second.quantity
    if not (a.unit and b.unit and a.value and b.value) or a.unit == b.unit or dimension(a.unit) != dimension(b.unit):
        return None
    one, other, part = in_base(Fraction(1), a.unit), in_base(Fraction(1), b.unit), in_base(b.value, b.unit)
    touching = first.end == second.start and (a.kind == "measure" or own.joins(ts.at(second.start).text))
    adjoining = touching or _only_and(ts, first.end, second.start)
    opened = ts.at(first.start - 1).text in _OPENERS
    if not (one and other and part) or not adjoining or opened or part >= one or dimension(a.unit) == "temperature":
        return None
    span = Span(start=a.span.start, end=b.span.end)
    text = span.of(ts.original)
    quantity = replace(a, value=a.value + part / one, span=span, text=text, readings=(), implied=False)
    return Reading(start=first.start, end=second.end, quantity=quantity)


def _from_the_left(ts: Tokens, found: list[Reading]) -> list[Reading]:
    result: list[Reading] = []
    for item in found:
        before = result[-1] if result else None
        if before and before.quantity.kind == "money" and item.quantity.kind == "number" and item.number:
            joins = {ts.at(k).text for k in range(before.end, item.start)}
            opened = ts.at(before.start - 1).text in _OPENERS
            # "to" after a sum is a range only where something opened one: money is also paid to 48 workers.
            ranged = joins and joins <= (_RANGES if opened or _ends(ts, item) else _RANGES - _TOWARDS)
            if before.end < item.start <= before.end + 2 and ((opened and joins == {"and"}) or ranged):
                quantity = replace(item.quantity, kind="money", unit=before.quantity.unit, shared=True)
                item = replace(item, quantity=quantity)
        result.append(item)
    return result


def _ends(ts: Tokens, item: Reading) -> bool:
    """Whether nothing that could be counted stands behind the number."""
    return not ts.at(item.end).text[:1].isalpha()


def _from_the_right(ts: Tokens, found: list[Reading], own: Tongue) -> list[Reading]:
    result: list[Reading] = []
    following: Reading | None = None
    scale = 1
    for item in reversed(found):
        joined = following is not None and _joined(ts, item.end, following.start, own)
        number, quantity = item.number, item.quantity
        if joined and following and number and number.scale == 1 and _may_share(ts, item):
            there = following.quantity
            if quantity.kind == "number" and there.unit and there.kind not in ("date", "month"):
                quantity = replace(quantity, kind=there.kind, unit=there.unit, shared=True)
            if scale > 1 and quantity.kind in ("number", "money", there.kind):
                quantity = replace(quantity, readings=(*quantity.readings, number.value * scale))
        elif number is not None:
            scale = number.scale
        following = replace(item, quantity=quantity)
        result.append(following)
    return result[::-1]


def _may_share(ts: Tokens, item: Reading) -> bool:
    """Words share only in a range ("from three to five years"): "two and five percent" are unlike things."""
    assert item.number is not None
    opened = ts.at(item.start - 1).text in _OPENERS or ts.at(item.end).text in _RANGES | _OR
    return item.number.digits or opened


def _joined(ts: Tokens, end: int, start: int, own: Tongue) -> bool:
    """Whether only "to", a hyphen, a comma or "and" parts two quantities."""
    if start == end:
        return own.joins(ts.at(start).text)
    return 0 < start - end <= 2 and all(ts.at(k).text in _JOINS for k in range(end, start))
