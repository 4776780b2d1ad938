"""What a finding on a quantity says, in words and in figures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tqcheck.quantities.agreement import same_unit, values
from tqcheck.quantities.wording import amount, hedged, in_english
from tqcheck.records import Quantity
from tqcheck.records import QuantityPair as Pair


def message_of(pair: Pair) -> str:
    """What became of a quantity, in a sentence."""
    if pair.source is None:
        return f"{in_english(pair.target[1])} is not in the source" if pair.target else ""
    source = pair.source[1]
    if pair.target is None:
        return f"{source.text} is missing from the translation"
    target = pair.target[1]
    match pair.note:
        case "conversion":
            return f"{source.text} was converted to {in_english(target)}"
        case "fields":
            return f"{source.text} became {in_english(target)}: part of the date is missing"
        case "approx" | "turned":
            return f"{hedged(source)} became {hedged(_as_read(target, source))}"
        case "limit":
            return f"{hedged(source)} became {in_english(_as_read(target, source))}: the limit is missing"
        case "swap" if pair.other:
            return f"{in_english(source)} and {in_english(pair.other[0])} changed places"
        case "value" if source.unit and target.unit and same_unit(source, target) and source.value and target.value:
            return f"{amount(source.value)} became {amount(target.value)}"
        case "value" if source.per != target.per or source.value == target.value:
            return f"{in_english(source)} became {in_english(target)}"
        case _:
            return f"{source.text} became {in_english(target)}"


def _as_read(q: Quantity, other: Quantity) -> Quantity:
    """A quantity with that reading of its words («عشر» is ten, or a tenth) in which it is the other one."""
    return replace(q, value=other.value) if q.unit == other.unit and other.value in values(q) else q


def detail_of(pair: Pair) -> dict[str, str]:
    """What a program that reads the report wants to know of a pair: the values as plain figures."""
    detail: dict[str, str] = {"difference": pair.note}
    for side, place in (("source", pair.source), ("target", pair.target)):
        if place:
            detail[f"{side}_value"] = _plain(place[1])
            if place[1].unit:
                detail[f"{side}_unit"] = place[1].unit
    if pair.other:
        detail |= {"other_source_value": _plain(pair.other[0]), "other_target_value": _plain(pair.other[1])}
    return detail


def _plain(q: Quantity) -> str:
    fields = dict(q.fields)
    if q.kind == "time":
        return f"{fields['hour']:02}:{fields['minute']:02}"
    if q.kind in ("date", "month"):
        return "-".join(f"{fields[k]:02}" if k in fields else "--" for k in ("year", "month", "day"))
    if q.kind in ("relative", "part", "daypart", "score"):
        return in_english(q)
    return _decimal(q.value) if q.value is not None else ""


def _decimal(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"
