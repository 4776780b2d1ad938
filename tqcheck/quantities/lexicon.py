"""Names of months, weekdays, currencies and units in both languages, from CLDR through Babel, and folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from tqcheck.quantities import extra_names
from tqcheck.quantities.units import DEGREE, POUND, TEMPERATURES, UNITS
from tqcheck.text.normalise import fold

Names = Mapping[tuple[str, ...], str]
"""Folded words of a name -> what it names."""

_LOCALES = {
    "en": ("en", "en_GB", "en_AU"),
    "ar": ("ar", "ar_LB", "ar_IQ", "ar_DZ", "ar_TN", "ar_MA", "ar_MR", "ar_EG", "ar_SA", "ar_LY"),
}
_SPEEDS = {"length-kilometer": "speed-kilometer-per-hour", "length-mile": "speed-mile-per-hour"}
_EXPONENT = re.compile(r"[\d²³]")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")


def split_name(name: str) -> tuple[str, ...]:
    """The folded words of a name, as `tokenise` would cut them."""
    return tuple(_WORD.findall(fold(name)))


def _locales(lang: str) -> Iterator[Any]:
    from babel import Locale

    return (Locale.parse(name) for name in _LOCALES[lang])


@lru_cache
def months(lang: str) -> Mapping[tuple[str, ...], int]:
    """Gregorian month names -> 1..12, in every naming system of the language."""
    found: dict[tuple[str, ...], int] = {}
    for locale in _locales(lang):
        for width in ("wide", "abbreviated") if lang == "en" else ("wide",):
            found |= {split_name(name.rstrip(".")): n for n, name in locale.months["format"][width].items()}
    return found | {split_name(name): n for name, n in extra_names.MONTHS[lang].items()}


@lru_cache
def hijri_months(lang: str) -> Mapping[tuple[str, ...], int]:
    """Names of the Islamic months -> 1..12. Babel ships the Gregorian calendar only."""
    return {split_name(name): n for n, names in enumerate(extra_names.HIJRI[lang], 1) for name in names}


@lru_cache
def weekdays(lang: str) -> Mapping[str, int]:
    """Weekday names -> 1 (Monday)..7; Arabic ones without their article."""
    found: dict[str, int] = {}
    for locale in _locales(lang):
        for n, name in locale.days["format"]["wide"].items():
            plain = fold(name)
            found[plain.removeprefix("ال") if lang == "ar" else plain] = n + 1
    return found | extra_names.WEEKDAYS[lang]


@lru_cache
def currencies(lang: str) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Currency names -> ISO 4217 codes that they may stand for: "dollar" many, "US dollar" one."""
    found: dict[tuple[str, ...], set[str]] = {}
    for locale in _locales(lang):
        for code, name in locale.currencies.items():
            if "(" in name or code in extra_names.OBSOLETE or not code.startswith(extra_names.IN_USE):
                continue
            words = split_name(name)
            _add(found, _plurals(words, lang), code)
            head = (words[-1],) if lang == "en" else (words[0],)
            _add(found, _plurals(head, lang), code)
    for name, codes in extra_names.CURRENCIES[lang].items():
        for code in codes.split():
            _add(found, _plurals(split_name(name), lang), code)
    for name in extra_names.NOT_A_CURRENCY[lang]:
        found.pop((name,), None)
    return {name: frozenset(codes) for name, codes in found.items()}


def _add(found: dict[tuple[str, ...], set[str]], names: Iterable[tuple[str, ...]], code: str) -> None:
    for name in names:
        found.setdefault(name, set()).add(code)


def _plurals(words: tuple[str, ...], lang: str) -> list[tuple[str, ...]]:
    if lang == "en":
        return [words, (*words[:-1], words[-1] + "s")]
    first, *rest = words
    feminine = first.endswith("ه")
    stem = first[:-1] + "ت" if feminine else first
    forms = {first, first + "ا", stem + "ان", stem + "ين", (stem[:-1] if feminine else first) + "ات"}
    forms |= set(extra_names.BROKEN_PLURALS.get(first, "").split())
    tails = [tuple(rest), tuple(w if w.endswith("ه") else w + "ا" for w in rest)] if rest else [()]
    return [(form, *tail) for form in forms for tail in tails]


@lru_cache
def symbols() -> Mapping[str, frozenset[str]]:
    """Currency signs and ISO codes -> codes."""
    from babel import Locale

    found = {sign.lower(): frozenset(codes.split()) for sign, codes in extra_names.SIGNS.items()}
    for code in map(str, Locale.parse("en").currencies):
        if code not in extra_names.OBSOLETE and code.lower() not in extra_names.WORDS_LIKE_CODES:
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
    for name, unit in extra_names.UNITS[lang].items():
        found[split_name(name)] = unit
    if lang == "ar":
        found = _arabic_forms(found | _arabic_speeds(found))
    else:
        tails = (("/", "hour"), ("/", "h"), ("/", "hr"), ("an", "hour"), ("per", "hour"))
        lengths = [(words, unit) for words, unit in found.items() if unit in _SPEEDS]
        found |= {(*words, *tail): _SPEEDS[unit] for words, unit in lengths for tail in tails}
        found |= {("degree",): DEGREE, ("degrees",): DEGREE, ("pound",): POUND, ("pounds",): POUND}
    for name in extra_names.NOT_A_UNIT[lang]:
        found.pop(split_name(name), None)
    found.pop((), None)
    return found


def _patterns(widths: Any) -> Iterator[str]:
    for width in ("long", "short"):
        for count, pattern in (widths or {}).get(width, {}).items():
            if count != "per" and isinstance(pattern, str):
                yield pattern.replace("{0}", "").strip()


def _arabic_speeds(found: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    """`كم/ساعة`, `أميال في الساعة`, `كيلومترا بالساعة`..., of which CLDR has one form each."""
    tails = [split_name(t) for t in ("/س", "/ساعة", "/الساعة", "في الساعة", "بالساعة", "في ساعة", "في الساعة الواحدة")]
    seconds = [split_name(t) for t in ("/ث", "/ثانية", "في الثانية", "بالثانية")]
    more = {(*name, *tail): _SPEEDS[u] for name, u in found.items() if u in _SPEEDS for tail in tails}
    meters = [name for name, unit in found.items() if unit == "length-meter" and len(name) == 1]
    return more | {(*name, *tail): "speed-meter-per-second" for name in meters for tail in seconds}


def _arabic_forms(found: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    more = dict(found)
    for (first, *rest), unit in ((k, u) for k, u in found.items() if k):
        if not first.isalpha() or len(first) < 3:
            continue
        for spelling in {first, first.replace("غ", "ج"), first.replace("غ", "ق")}:
            stem = spelling[:-1] + "ت" if spelling.endswith("ه") else spelling
            endings = [spelling, spelling + "ا", stem + "ان", stem + "ين", spelling.removesuffix("ه") + "ات"]
            for form in endings:
                more.setdefault((form, *rest), unit)
                more.setdefault((form, *(w if w.endswith("ه") else w + "ا" for w in rest)), unit)
    return more
