"""A quantity in English words, for messages."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.records import Quantity

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_PLURALS = {"foot": "feet", "inch": "inches", "century": "centuries", "square foot": "square feet"}
_SHORT = {"concentr-percent": "percent", "concentr-permille": "per mille", "percentage-point": "percentage points",
          "basis-point": "basis points"}  # fmt: skip


def in_english(q: Quantity) -> str:
    """`374 million USD`, `3 January 2020`, `Thursday`, `16:30`, `30 kilometers`, `eighth` as `8th`."""
    fields = dict(q.fields)
    if q.kind == "weekday" and q.value is not None:
        return _DAYS[int(q.value) - 1]
    if q.kind == "time":
        return f"{fields['hour']}:{fields['minute']:02}"
    if q.kind in ("date", "month"):
        month = f"month {fields['month']} (Hijri)" if q.unit == "hijri" else _MONTHS[fields["month"] - 1]
        return " ".join(str(p) for p in (fields.get("day"), month, fields.get("year")) if p)
    if q.value is None:
        return q.text
    number = str(int(q.value)) if q.kind in ("year", "identifier") else amount(q.value)
    return f"{number} {_unit(q)}".strip() if q.unit else number + (_suffix(q.value) if q.kind == "ordinal" else "")


def amount(value: Fraction) -> str:
    """A number as a newsroom writes it: `374 million`, `47,000`, `2.5`."""
    for size, name in _SCALES:
        if value >= size:
            return f"{_decimal(value / size)} {name}"
    return f"{int(value):,}" if value.denominator == 1 else _decimal(value)


def _decimal(value: Fraction) -> str:
    return f"{float(value):.6g}"


def _suffix(value: Fraction) -> str:
    n = int(value)
    return "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _unit(q: Quantity) -> str:
    unit = str(q.unit)
    if unit in _SHORT:
        return _SHORT[unit]
    if q.kind == "money":
        return _currency(unit.split("/"))
    name, _, per = unit.split("-", 1)[-1].replace("-", " ").partition(" per ")
    plural = {"foot": "feet", "inch": "inches", "century": "centuries", "square foot": "square feet"}.get(
        name, name + "s"
    )
    return (name if q.value == 1 else plural) + (f" per {per}" if per else "")


def _currency(codes: list[str]) -> str:
    """`Egyptian pounds` of one currency, `dollars` of several."""
    from babel import Locale

    names = [str(Locale.parse("en").currencies[c]) for c in codes if c in Locale.parse("en").currencies]
    if not names:
        return codes[0].lower()
    name = names[0] if len(names) == 1 and names[0] not in ("US Dollar", "Euro") else names[0].split()[-1].lower()
    return name if name.endswith(("yen", "Yuan", "Baht")) else name + "s"
