"""English names of currencies and units in all their forms, and numbers that are names or parts of phrases."""

from __future__ import annotations

from collections.abc import Mapping

from tqcheck.lang import ENGLISH, list_of, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.units import DEGREE, POUND, SPEEDS

_NO_ONE_BEFORE = words_of(ENGLISH, "not-one-before")
_NO_ONE_AFTER = words_of(ENGLISH, "not-one-after")
_PARTS_OF_MONTH = words_of(ENGLISH, "parts-of-a-month")
_PITCH = words_of(ENGLISH, "parts-of-a-pitch")


def unit_forms(found: Mapping[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    """The names with speeds, `miles an hour` and `km/h`, and those that only their context explains."""
    tails = [lexicon.split_name(tail) for tail in list_of(ENGLISH, "hour-tails")]
    speeds = {(*words, *tail): SPEEDS[unit] for words, unit in found.items() if unit in SPEEDS for tail in tails}
    doubtful: dict[tuple[str, ...], str] = {
        ("degree",): DEGREE,
        ("degrees",): DEGREE,
        ("pound",): POUND,
        ("pounds",): POUND,
    }
    return {**found, **speeds, **doubtful}


def is_unit_here(ts: Tokens, i: int, size: int, number: Number) -> bool:
    """Whether the unit's name is one here: "1 second" but not "the 2 second", "20C" but not "20 c"."""
    token = ts.at(i)
    if size > 1:
        return True
    if token.text == "second":
        return number.value == 1 or ts.at(i - 1).text == "-"
    if token.text in ("c", "f"):
        return token.capital and (token.glued or number.digits) and ts.at(i + 1).kind != "w"
    return len(token.text) > 1 or (token.glued or ts.at(i + 1).text not in ("'", "’"))


def is_unit_like(word: str) -> bool:
    """Whether letters glued to a figure may be a unit, a sign or a scale."""
    known = (
        (word,) in lexicon.unit_names(ENGLISH) or (word,) in lexicon.currencies(ENGLISH) or word in lexicon.symbols()
    )
    return known or len(word) > 3 or word in ("m", "am", "pm", "k", "bn")


def is_not_a_number(ts: Tokens, number: Number) -> bool:
    """Whether a number word does not count here: "one of the", "at one point", "second half"."""
    before, word, after = (ts.at(number.start + k).text for k in (-1, 0, 1))
    if word == "one":
        return after in _NO_ONE_AFTER or before in _NO_ONE_BEFORE
    if word == "second":
        return after in ("hand", "guess", "s")
    if word == "third" and before in _PITCH:  # a part of the pitch
        return ts.at(number.end).kind != "w" or after in ("of", "with", "and", "but")
    return False


def is_title(ts: Tokens, number: Number) -> bool:
    """Whether a number word stands in a name, as in "to Six Flags": a capital where no sentence begins."""
    before, after = ts.at(number.start - 1), ts.at(number.end)
    inside = before.kind == "w" and after.kind == "w" and after.capital
    return not number.digits and inside and ts.at(number.start).capital


def is_verb_may(c: Cursor) -> bool:
    """Whether "may" is no month though "for", "to" or "of" stands before it: only a part of a month is "of May"."""
    return c.look(-1) in ("for", "to", "of") and c.look(-2) not in _PARTS_OF_MONTH
