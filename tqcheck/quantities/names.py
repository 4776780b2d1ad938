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
        return word not in english_words.UNITS and word not in (
            "mid",
            "sub",
            "under",
            "over",
            "pre",
            "post",
            "per",
            "foot",
        )
    follows = ts.at(number.end)
    if follows.glued and follows.kind == "w" and number.end == i + 1 and lang == "en":
        return follows.text not in ("st", "nd", "rd", "th", "s") and not _is_unit_like(follows.text)
    return before.text in _REFERENCES


def _is_unit_like(word: str) -> bool:
    known = (word,) in lexicon.unit_names("en") or (word,) in lexicon.currencies("en") or word in lexicon.symbols()
    return known or len(word) > 3 or word in ("m", "am", "pm", "k", "bn")


def is_not_a_number(ts: Tokens, number: Number, lang: str) -> bool:
    """Whether a number word does not count here: "one of the", "at one point", "second half", «أحد»."""
    word = ts.at(number.start).text
    single = number.end == number.start + 1
    if word in _NEGATIONS and single:
        following = (ts.at(number.end).text,)
        return following not in lexicon.unit_names("ar") and following not in lexicon.currencies("ar")
    if lang == "en":
        if word == "one" and single:
            after, before = ts.at(number.end).text, ts.at(number.start - 1).text
            return after in ("of", "another", "day", "point", "thing", "s", "side", "such") or before in (
                "no", "this", "that", "the", "any", "every", "some", "each", "which", "only", "a")  # fmt: skip
        return bool(word == "second" and single and ts.at(number.end).text in ("hand", "guess", "s"))
    return False


def is_title(ts: Tokens, number: Number, lang: str) -> bool:
    """Whether a number word stands in a name, as in "to Six Flags": a capital where no sentence begins."""
    before, after = ts.at(number.start - 1), ts.at(number.end)
    inside = before.kind == "w" and after.kind == "w" and after.capital
    return lang == "en" and not number.digits and inside and ts.at(number.start).capital
