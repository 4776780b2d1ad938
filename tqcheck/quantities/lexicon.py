"""Names of months, weekdays, currencies and units of a language, from CLDR through Babel and its pack, folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from tqcheck.lang import ENGLISH, in_every_language, list_of, numbers_of, table_of, words_of
from tqcheck.quantities.currencies import IN_USE, OBSOLETE, SIGNS
from tqcheck.quantities.tongue import tongue
from tqcheck.quantities.units import TEMPERATURES, UNITS
from tqcheck.text.normalise import fold

Names = Mapping[tuple[str, ...], str]
"""Folded words of a name -> what it names."""

_EXPONENT = re.compile(r"[\d²³]")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")


def split_name(name: str) -> tuple[str, ...]:
    """The folded words of a name, as `tokenise` would cut them."""
    return tuple(_WORD.findall(fold(name)))


def _locales(lang: str) -> Iterator[Any]:
    from babel import Locale

    return (Locale.parse(name, sep="-") for name in list_of(lang, "locales"))


@lru_cache
def months(lang: str) -> Mapping[tuple[str, ...], int]:
    """Gregorian month names -> 1..12, in every naming system of the language."""
    found: dict[tuple[str, ...], int] = {}
    for locale in _locales(lang):
        for width in ("wide", "abbreviated") if tongue(lang).capitals else ("wide",):
            found |= {split_name(name.rstrip(".")): n for n, name in locale.months["format"][width].items()}
    return found | {split_name(name): n for name, n in numbers_of(lang, "months").items()}


@lru_cache
def hijri_months(lang: str) -> Mapping[tuple[str, ...], int]:
    """Names of the Islamic months -> 1..12. Babel ships the Gregorian calendar only."""
    return {split_name(name): n for name, n in numbers_of(lang, "hijri-months").items()}


@lru_cache
def weekdays(lang: str) -> Mapping[str, int]:
    """Weekday names -> 1 (Monday)..7, without an article."""
    found: dict[str, int] = {}
    for locale in _locales(lang):
        for n, name in locale.days["format"]["wide"].items():
            found[tongue(lang).bare_name(fold(name))] = n + 1
    return found | numbers_of(lang, "weekdays")


@lru_cache
def currencies(lang: str) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Currency names -> ISO 4217 codes that they may stand for: "dollar" many, "US dollar" one."""
    found: dict[tuple[str, ...], set[str]] = {}
    own = tongue(lang)
    for locale in _locales(lang):
        for code, name in locale.currencies.items():
            if "(" in name or code in OBSOLETE or not code.startswith(IN_USE):
                continue
            words = split_name(name)
            _add(found, own.plurals(words), code)
            _add(found, own.plurals(own.head(words)), code)
    for name, codes in table_of(lang, "currencies").items():
        for code in codes.split():
            _add(found, own.plurals(split_name(name)), code)
    for name in words_of(lang, "no-currencies"):
        found.pop((name,), None)
    return {name: frozenset(codes) for name, codes in found.items()}


def _add(found: dict[tuple[str, ...], set[str]], names: Iterable[tuple[str, ...]], code: str) -> None:
    for name in names:
        found.setdefault(name, set()).add(code)


@lru_cache
def symbols() -> Mapping[str, frozenset[str]]:
    """Currency signs and ISO codes -> codes."""
    from babel import Locale

    found = {sign: frozenset(codes.split()) for sign, codes in SIGNS.items()}
    for code in map(str, Locale.parse(ENGLISH).currencies):
        if code not in OBSOLETE and code.lower() not in in_every_language("codes-that-are-words"):
            found[code.lower()] = frozenset([code])
    return found


@lru_cache
def unit_names(lang: str) -> Names:
    """Unit names and abbreviations -> CLDR unit id (or `degree`, `pound`, which need their context)."""
    found: dict[tuple[str, ...], str] = {}
    for locale in _locales(lang):
        for unit, widths in locale._data["unit_patterns"].items():
            if unit in UNITS or unit in TEMPERATURES:
                for name in _patterns(widths):
                    if not _EXPONENT.search(name):  # «كم²» would be read as «كم».
                        found.setdefault(split_name(name), unit)
    for name, unit in table_of(lang, "units").items():
        found[split_name(name)] = unit
    found = tongue(lang).unit_forms(found)
    for name in words_of(lang, "no-units"):
        found.pop(split_name(name), None)
    found.pop((), None)
    return found


def _patterns(widths: Any) -> Iterator[str]:
    for width in ("long", "short"):
        for count, pattern in (widths or {}).get(width, {}).items():
            if count != "per" and isinstance(pattern, str):
                yield pattern.replace("{0}", "").strip()
