"""Words that only look like numbers, and numbers that are names."""

from __future__ import annotations

from tqcheck.quantities import arabic_words, english_words, lexicon
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens

_REFERENCES = frozenset(
    "resolution article flight boeing airbus section channel route highway chapter category type class phase level "
    "formula windows iphone galaxy room gate terminal paragraph clause apollo interstate bus train number no page "
    "القرار قرار الماده ماده رقم بوينغ بوينج ايرباص القناه الفقره الفصل الفييه الدرجه المرحله طايره الرحله".split()
)


_PREFIXES = frozenset({"mid", "sub", "under", "over", "pre", "post", "per", "foot"})
_NEGATIONS = frozenset({"لست", "ولست", "فلست"})
"""«لست» is "I am not", and "for six" only before what is counted in units."""


def is_identifier(ts: Tokens, number: Number, lang: str) -> bool:
    """Whether the number is a name: `F-16`, `G7`, `COVID-19`, `Boeing 737`, «القرار 2334»."""
    i = number.start
    if not number.digits or ts.at(i).kind != "n":
        return False
    before = ts.at(i - 1)
    if ts.at(i).glued and before.kind == "w" and not (lang == "ar" and arabic_words.is_clitic(before.text)):
        return before.text not in ("us", "mid", "pre", "post") and before.text.isascii()
    if ts.at(i).glued and before.text in "-–" and before.glued and ts.at(i - 2).kind == "w":
        word = ts.at(i - 2).text
        return word not in english_words.UNITS and word not in _PREFIXES
    follows = ts.at(number.end)
    if follows.glued and follows.kind == "w" and number.end == i + 1 and lang == "en":
        return follows.text not in ("st", "nd", "rd", "th", "s") and not _is_unit_like(follows.text)
    return before.text in _REFERENCES


def _is_unit_like(word: str) -> bool:
    known = (word,) in lexicon.unit_names("en") or (word,) in lexicon.currencies("en") or word in lexicon.symbols()
    return known or len(word) > 3 or word in ("m", "am", "pm", "k", "bn")


def is_not_a_number(ts: Tokens, number: Number, lang: str) -> bool:
    """Whether a number word does not count here: "one of the", "at one point", "second half", «أحد»."""
    if number.end != number.start + 1:
        return False
    return _english_word(ts, number) if lang == "en" else _arabic_word(ts, number)


_NO_ONE_BEFORE = frozenset("no this that the any every some each which only a".split())
_NO_ONE_AFTER = frozenset("of another day point thing s side such".split())
_PITCH = frozenset("final attacking middle defensive".split())


def _english_word(ts: Tokens, number: Number) -> bool:
    before, word, after = (ts.at(number.start + k).text for k in (-1, 0, 1))
    if word == "one":
        return after in _NO_ONE_AFTER or before in _NO_ONE_BEFORE
    if word == "second":
        return after in ("hand", "guess", "s")
    if word == "third" and before in _PITCH:  # a part of the pitch
        return ts.at(number.end).kind != "w" or after in ("of", "with", "and", "but")
    return False


def _arabic_word(ts: Tokens, number: Number) -> bool:
    word, after = ts.at(number.start).text, ts.at(number.end)
    if word in _NEGATIONS:
        following = (after.text,)
        return following not in lexicon.unit_names("ar") and following not in lexicon.currencies("ar")
    # «ألف الكاتب»: a thousand counts a noun without an article.
    alone = word in ("الف", "والف", "الفا") and after.text.startswith("ال") and len(after.text) > 4
    return alone and not ts.at(number.start - 1).text.endswith("الف")


def may_be_a_name(ts: Tokens, number: Number, lang: str) -> bool:
    """Whether «ست» or «وست» may be a name (West): only its plural noun shows that it is six."""
    if lang != "ar" or number.end != number.start + 1 or ts.at(number.start).text not in ("ست", "وست"):
        return False
    noun = ts.at(number.end)
    counted = noun.text.endswith("ات") or (noun.text,) in lexicon.unit_names("ar")
    return not counted


def is_title(ts: Tokens, number: Number, lang: str) -> bool:
    """Whether a number word stands in a name, as in "to Six Flags": a capital where no sentence begins."""
    before, after = ts.at(number.start - 1), ts.at(number.end)
    inside = before.kind == "w" and after.kind == "w" and after.capital
    return lang == "en" and not number.digits and inside and ts.at(number.start).capital
