"""Arabic names of currencies and units in all their forms, and number words that are something else."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tqcheck.lang import ARABIC, list_of, table_of, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.units import SPEEDS

_DEFINITE = re.compile(r"^[وف]?[بك]?(?:ال|لل)(.+)$")
_I_AM_NOT = words_of(ARABIC, "i-am-not")
_PERIODS = words_of(ARABIC, "definite-periods")


def plurals(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name of a currency with its noun in every number and case."""
    first, *rest = words
    feminine = first.endswith("ه")
    stem = first[:-1] + "ت" if feminine else first
    forms = {first, first + "ا", stem + "ان", stem + "ين", (stem[:-1] if feminine else first) + "ات"}
    forms |= set(table_of(ARABIC, "broken-plurals").get(first, "").split())
    tails = [tuple(rest), tuple(w if w.endswith("ه") else w + "ا" for w in rest)] if rest else [()]
    return [(form, *tail) for form in forms for tail in tails]


def unit_forms(found: Mapping[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    """The names and the speeds with their noun in every number and case, and with other letters for a foreign g."""
    known = {**found, **_speeds(found)}
    more = dict(known)
    for (first, *rest), unit in ((k, u) for k, u in known.items() if k):
        if not first.isalpha() or len(first) < 3:
            continue
        for spelling in {first, first.replace("غ", "ج"), first.replace("غ", "ق")}:
            stem = spelling[:-1] + "ت" if spelling.endswith("ه") else spelling
            endings = [spelling, spelling + "ا", stem + "ان", stem + "ين", spelling.removesuffix("ه") + "ات"]
            for form in endings:
                more.setdefault((form, *rest), unit)
                more.setdefault((form, *(w if w.endswith("ه") else w + "ا" for w in rest)), unit)
    return more


def _speeds(found: Mapping[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    """`كم/ساعة`, `أميال في الساعة`, `كيلومترا بالساعة`..., of which CLDR has one form each."""
    tails = [lexicon.split_name(tail) for tail in list_of(ARABIC, "hour-tails")]
    seconds = [lexicon.split_name(tail) for tail in list_of(ARABIC, "second-tails")]
    more = {(*name, *tail): SPEEDS[u] for name, u in found.items() if u in SPEEDS for tail in tails}
    meters = [name for name, unit in found.items() if unit == "length-meter" and len(name) == 1]
    return more | {(*name, *tail): "speed-meter-per-second" for name in meters for tail in seconds}


def is_unit_here(ts: Tokens, i: int) -> bool:
    """Whether the unit at `i` is one: "the hour" and its like behind a number are a time."""
    return ts.at(i).text not in _PERIODS


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
    unit = lexicon.unit_names(ARABIC).get((match.group(1),)) if match else None
    return (unit, number.start - 1) if unit else None


def is_not_a_number(ts: Tokens, number: Number) -> bool:
    """Whether a number word does not count here: «لست» of "I am not", «ألف الكاتب»."""
    word, after = ts.at(number.start).text, ts.at(number.end)
    if word in _I_AM_NOT:
        following = (after.text,)
        return following not in lexicon.unit_names(ARABIC) and following not in lexicon.currencies(ARABIC)
    # «ألف الكاتب»: a thousand counts a noun without an article.
    alone = word in ("الف", "والف", "الفا") and after.text.startswith("ال") and len(after.text) > 4
    return alone and not ts.at(number.start - 1).text.endswith("الف")


def may_be_a_name(ts: Tokens, number: Number) -> bool:
    """Whether «ست» or «وست» may be a name (West): only its plural noun shows that it is six."""
    if number.end != number.start + 1 or ts.at(number.start).text not in ("ست", "وست"):
        return False
    noun = ts.at(number.end)
    return not (noun.text.endswith("ات") or (noun.text,) in lexicon.unit_names(ARABIC))
