"""What stands around a number: percent signs, currencies, units, approximators."""

from __future__ import annotations

import re

from tqcheck.quantities import lexicon
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens

_DEFINITE = re.compile(r"^[وف]?[بك]?(?:ال|لل)(.+)$")

_PERCENT = {
    "en": {("%",): "concentr-percent", ("percent",): "concentr-percent", ("per", "cent"): "concentr-percent",
           ("pct",): "concentr-percent", ("percentage", "point"): "percentage-point",
           ("percentage", "points"): "percentage-point", ("points", "of", "percentage"): "percentage-point",
           ("basis", "points"): "basis-point", ("basis", "point"): "basis-point", ("‰",): "concentr-permille",
           ("per", "mille"): "concentr-permille", ("%", "points"): "percentage-point"},
    "ar": {("%",): "concentr-percent", ("٪",): "concentr-percent", ("؉",): "concentr-permille",
           ("‰",): "concentr-permille", ("في", "الالف"): "concentr-permille", ("بالالف",): "concentr-permille",
           ("نقطه", "ميويه"): "percentage-point", ("نقاط", "ميويه"): "percentage-point",
           ("نقطتين", "ميويتين"): "percentage-point", ("نقطتان", "ميويتان"): "percentage-point",
           ("بنقطتين", "ميويتين"): "percentage-point", ("نقطتي", "اساس"): "basis-point",
           ("نقطه", "اساس"): "basis-point", ("نقاط", "اساس"): "basis-point", ("في", "ميه"): "concentr-percent"}
    | {(*before, hundred): "concentr-percent" for before in [("في",)] for hundred in ("الميه", "المايه")}
    | {(prefix + hundred,): "concentr-percent" for prefix in ("بال",) for hundred in ("ميه", "مايه")},
}  # fmt: skip

_LENGTHS = {"length-kilometer": "kilometer", "length-meter": "meter", "length-centimeter": "centimeter",
            "length-mile": "mile", "length-foot": "foot"}  # fmt: skip


_BETWEEN = frozenset(
    "consecutive straight more full whole additional extra further successive long solid other".split()
)
"""What may stand between a number and its unit: "three consecutive nights"."""


def percent_at(ts: Tokens, i: int, lang: str) -> tuple[str, int] | None:
    """Percent, permille or points named at token `i`, and the token after."""
    table = _PERCENT[lang]
    if ts.at(i).text == "-" and ts.at(i).glued:
        i += 1
    if lang == "en":  # half a percentage point, a quarter of a percent
        i += ts.at(i).text == "of" and ts.at(i + 1).text == "a"
        i += ts.at(i).text == "a"
    for size in (3, 2, 1):
        if (unit := table.get(tuple(ts.at(i + k).text for k in range(size)))) is not None:
            return unit, i + size
    return None


def currency_at(ts: Tokens, i: int, lang: str) -> tuple[frozenset[str], int] | None:
    """ISO codes that the currency named at token `i` may stand for, and the token after."""
    if ts.at(i).text == "-" and ts.at(i).glued and ts.at(i + 1).glued:
        i += 1
    if lang == "ar" and ts.at(i).text == "من":
        i += 1
    names = lexicon.currencies(lang)
    if ts.at(i).text in ("pound", "pounds") and ts.at(i + 1).text != "sterling":
        return None
    for size in (4, 3, 2, 1):
        words = [ts.at(i + k).text for k in range(size)]
        if lang == "ar":
            words = [w.removeprefix("ال") if w.startswith("ال") and len(w) > 4 else w for w in words]
        if (codes := names.get(tuple(words))) is not None:
            return codes, i + size
    token = ts.at(i)
    signs = lexicon.symbols()
    if token.kind == "s" and token.text in signs:
        return signs[token.text], i + 1
    if token.kind == "w" and token.text in signs and (len(token.text) == 3 and token.capital):
        return signs[token.text], i + 1
    return None


def currency_before(ts: Tokens, i: int) -> tuple[frozenset[str], int] | None:
    """The currency sign or code right before token `i`, and the token it starts at."""
    signs = lexicon.symbols()
    sign = ts.at(i - 1)
    if sign.text not in signs or (sign.kind == "w" and not sign.capital):
        return None
    prefix = ts.at(i - 2)
    if sign.kind == "s" and prefix.kind == "w" and sign.glued and prefix.text + sign.text in signs:
        return signs[prefix.text + sign.text], i - 2
    return signs[sign.text], i - 1


def unit_at(ts: Tokens, i: int, lang: str, number: Number) -> tuple[str, int] | None:
    """The unit named at token `i`, and the token after."""
    if ts.at(i).text in ("-", "‑") and ts.at(i).glued and ts.at(i + 1).glued:
        i += 1
    if lang == "en" and ts.at(i).text in _BETWEEN and ts.at(i).kind == "w":
        i += 1
    names = lexicon.unit_names(lang)
    for size in (5, 4, 3, 2, 1):
        words = [ts.at(i + k).text for k in range(size)]
        unit = names.get(tuple(words))
        if unit is None and lang == "ar" and words[0].startswith("ال"):
            unit = names.get((words[0][2:], *(w.removeprefix("ال") for w in words[1:])))
        if unit in _LENGTHS and ts.at(i + size).glued and ts.at(i + size).text in ("2", "3", "²", "³"):
            return f"{'area-square' if ts.at(i + size).text in '2²' else 'volume-cubic'}-{_LENGTHS[unit]}", i + size + 1
        if unit and _is_unit_here(ts, i, size, lang, number):
            return unit, i + size
    return None


def _is_unit_here(ts: Tokens, i: int, size: int, lang: str, number: Number) -> bool:
    token = ts.at(i)
    if lang == "ar":
        return token.text not in ("الثانيه", "الدقيقه", "الساعه", "القرن", "العام", "السنه", "الشهر", "اليوم")
    if size > 1:
        return True
    if token.text == "second":
        return number.value == 1 or ts.at(i - 1).text == "-"
    if token.text in ("c", "f"):
        return token.capital and (token.glued or number.digits) and ts.at(i + 1).kind != "w"
    return len(token.text) > 1 or (token.glued or ts.at(i + 1).text not in ("'", "’"))


def unit_before(ts: Tokens, number: Number) -> tuple[str, int] | None:
    """The unit that a number follows as its adjective, «السنوات الست»: the unit, and the token it stands at."""
    first = ts.at(number.start)
    definite = first.text.startswith(("ال", "وال")) and (first.kind == "w")
    noun = ts.at(number.start - 1)
    if number.value >= 20 and noun.text.endswith("القرن"):
        return None
    if not definite or number.form != "number" or noun.kind != "w":
        return None
    match = _DEFINITE.match(noun.text)
    unit = lexicon.unit_names("ar").get((match.group(1),)) if match else None
    return (unit, number.start - 1) if unit else None
