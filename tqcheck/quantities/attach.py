"""What stands around a number: percent signs, currencies, units, approximators."""

from __future__ import annotations

from functools import cache

from tqcheck.lang import list_of, table_of, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue

_LENGTHS = {"length-kilometer": "kilometer", "length-meter": "meter", "length-centimeter": "centimeter",
            "length-mile": "mile", "length-foot": "foot"}  # fmt: skip


@cache
def _percents(lang: str) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): unit for phrase, unit in table_of(lang, "percent").items()}


def percent_at(ts: Tokens, i: int, lang: str) -> tuple[str, int] | None:
    """Percent, permille or points named at token `i`, and the token after."""
    table = _percents(lang)
    if ts.at(i).text == "-" and ts.at(i).glued:
        i += 1
    for phrase in list_of(lang, "before-percent"):
        words = phrase.split()
        if [ts.at(i + k).text for k in range(len(words))] == words:
            i += len(words)
            break
    for size in (3, 2, 1):
        if (unit := table.get(tuple(ts.at(i + k).text for k in range(size)))) is not None:
            return unit, i + size
    return None


def currency_at(ts: Tokens, i: int, lang: str) -> tuple[frozenset[str], int] | None:
    """ISO codes that the currency named at token `i` may stand for, and the token after."""
    if ts.at(i).text == "-" and ts.at(i).glued and ts.at(i + 1).glued:
        i += 1
    i += ts.at(i).text in words_of(lang, "before-currency")
    names, own = lexicon.currencies(lang), tongue(lang)
    if ts.at(i).text in ("pound", "pounds") and ts.at(i + 1).text != "sterling":
        return None
    for size in (4, 3, 2, 1):
        words = tuple(own.bare_noun(ts.at(i + k).text) for k in range(size))
        if (codes := names.get(words)) is not None:
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
    if ts.at(i).text in words_of(lang, "before-unit") and ts.at(i).kind == "w":
        i += 1
    names, own = lexicon.unit_names(lang), tongue(lang)
    for size in (5, 4, 3, 2, 1):
        words = tuple(ts.at(i + k).text for k in range(size))
        unit = names.get(words) or names.get(own.indefinite(words))
        if unit in _LENGTHS and ts.at(i + size).glued and ts.at(i + size).text in ("2", "3", "²", "³"):
            return f"{'area-square' if ts.at(i + size).text in '2²' else 'volume-cubic'}-{_LENGTHS[unit]}", i + size + 1
        if unit and own.is_unit_here(ts, i, size, number):
            return unit, i + size
    return None
