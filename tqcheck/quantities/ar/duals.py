"""Arabic numbers without a number word: the dual, and a unit that stands alone for one of it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from tqcheck.lang import ARABIC, list_of, words_of
from tqcheck.quantities import attach, lexicon
from tqcheck.quantities.ar import numbers, weekdays
from tqcheck.quantities.ar.cardinals import and_part
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.implied import opens_phrase
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens

_STANDING = words_of(ARABIC, "standing-units")
_PREFIXES = ("", "و", "ف", "ب", "ل", "ال", "بال", "وال", "لل", "ول", "وب")


@lru_cache
def _duals() -> dict[str, bool]:
    """Folded dual -> whether it is the construct (without its nun), which may also be something else."""
    found: dict[str, bool] = {}
    for plain in words_of(ARABIC, "nouns-with-dual"):
        stem = plain[:-1] + "ت" if plain.endswith("ه") else plain
        for ending in ("ان", "ين"):
            found[stem + ending] = False
    return found


@lru_cache
def _unit_duals() -> dict[str, tuple[str, bool]]:
    units = lexicon.unit_names(ARABIC)
    found: dict[str, tuple[str, bool]] = {}
    for plain in (*list_of(ARABIC, "standing-units"), *list_of(ARABIC, "units-with-dual")):
        stem = plain[:-1] + "ت" if plain.endswith("ه") else plain
        unit = units.get((plain,), "")
        for ending, construct in (("ان", False), ("ين", False), ("ا", True), ("ي", True)):
            if unit and not (ending == "ا" and stem == plain):
                found[stem + ending] = (unit, construct)
    for (plain, *rest), unit in units.items():
        if not rest and len(plain) > 2 and not plain.endswith(("ان", "ين", "ات", "ا")):
            stem = plain[:-1] + "ت" if plain.endswith("ه") else plain
            for ending in ("ان", "ين"):
                found.setdefault(stem + ending, (unit, True))
    return found


def opens(text: str, kind: str) -> bool:
    """Whether a dual, a unit that stands alone or a phrase may start with this word."""
    if kind != "w":
        return False
    for prefix in _PREFIXES:
        stem = text[len(prefix) :] if text.startswith(prefix) else ""
        if (stem,) in lexicon.currencies(ARABIC) or stem == "نقطتين" or stem == "نقطتان":
            return True
        if stem in _unit_duals() or stem in _duals() or stem.removesuffix("ا") in _STANDING:
            return True
    return opens_phrase(text, ARABIC)


def implied(ts: Tokens, i: int) -> Number | None:
    """The two of a dual, the one of a unit that stands alone."""
    word = ts.at(i).text
    if points := attach.percent_at(ts, i, ARABIC):
        two = word.endswith(("ين", "ان"))
        return Number(start=i, end=points[1], value=Fraction(2), unit=points[0]) if two else None
    for prefix in _PREFIXES:
        if not word.startswith(prefix):
            continue
        stem = word[len(prefix) :]
        if stem not in _unit_duals() and (stem,) in lexicon.currencies(ARABIC) and (money := _money(ts, i, stem)):
            return money
        if stem in _unit_duals():
            unit, construct = _unit_duals()[stem]
            bare = stem.endswith(("ا", "ي"))
            if bare and ("ال" in prefix or prefix == "لل" or not _noun_follows(ts, i + 1)):
                return None
            article = "ال" in prefix or prefix == "لل"
            return _with_part(ts, i, Fraction(2), unit, soft=construct or article)
        if stem in _duals():
            return Number(start=i, end=i + 1, value=Fraction(2), soft=True, form="dual")
        stem = stem.removesuffix("ا") if stem.endswith("ا") else stem
        if stem in _STANDING and "ال" not in prefix and prefix != "لل":
            number = _with_part(ts, i, Fraction(1), lexicon.unit_names(ARABIC)[(stem,)], soft=True)
            return None if number.soft and (ts.at(i + 1).kind == "n" or weekdays.names_day(ts, i + 1)) else number
    return None


def _money(ts: Tokens, i: int, stem: str) -> Number | None:
    """«دولارين», and the one dollar of «دولار وعشرة سنتات»."""
    names = lexicon.currencies(ARABIC)
    unit = "/".join(sorted(names[(stem,)]))
    single = stem[:-2]
    if stem.endswith(("ين", "ان")) and ((single,) in names or (single.removesuffix("ت") + "ه",) in names):
        return Number(start=i, end=i + 1, value=Fraction(2), unit=unit, soft=True)
    added = numbers.parse(Cursor(ts, i + 1)) if ts.at(i + 1).text.startswith("و") else None
    cents = added is not None and "CENT" in names.get((ts.at(added.end).text,), ())
    if cents and ts.at(i - 1).kind != "n":
        return Number(start=i, end=i + 1, value=Fraction(1), unit=unit)
    return None


def _noun_follows(ts: Tokens, i: int) -> bool:
    return ts.at(i).kind == "w" and ts.at(i).text not in ("من", "في", "علي", "و")


def _with_part(ts: Tokens, i: int, value: Fraction, unit: str, *, soft: bool) -> Number:
    total, end = and_part(Cursor(ts, i + 1), value, 1)
    if end.i > i + 1:
        named = (end.word.removeprefix("ال"),) in lexicon.unit_names(ARABIC)
        return Number(start=i, end=end.i + named, value=total, unit=unit)
    return Number(start=i, end=i + 1, value=value, unit=unit, soft=soft)
