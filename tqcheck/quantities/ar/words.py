"""The words Arabic numbers are made of, folded, and the clitics in front of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tqcheck.lang import ARABIC, numbers_of, table_of, words_of
from tqcheck.quantities.tokens import Tokens

UNITS = numbers_of(ARABIC, "ones")
ONES_IN_COMPOUNDS = numbers_of(ARABIC, "ones-in-compounds")
TEN_IN_TEENS = words_of(ARABIC, "ten-in-teens")
TENS = numbers_of(ARABIC, "tens")
ONE_HUNDRED = words_of(ARABIC, "hundred")
HUNDREDS = dict.fromkeys(ONE_HUNDRED, 100) | numbers_of(ARABIC, "two-hundred") | {
    head + tail: n * 100 for head, n in numbers_of(ARABIC, "heads-of-hundreds").items() for tail in ONE_HUNDRED
}  # fmt: skip
_SCALES = numbers_of(ARABIC, "scales")
PLURAL_SCALES = numbers_of(ARABIC, "scales-in-plural")
SCALES = PLURAL_SCALES | {word + end: n for word, n in _SCALES.items() for end in ("", "ا")}
DUAL_SCALES = {word + end: n for word, n in _SCALES.items() for end in ("ان", "ين", "ي")}
OPEN_DUALS = {word + "ا": n for word, n in _SCALES.items()}
MAGNITUDES = PLURAL_SCALES | numbers_of(ARABIC, "magnitudes")
_SUFFIXES = ("", "هم", "هن", "ها", "ه", "هما", "نا")
PARTS = {word + end: Fraction(v) for word, v in table_of(ARABIC, "parts").items() for end in _SUFFIXES}
WITH_PRONOUN = {word + end: Fraction(1, n) for word, n in numbers_of(ARABIC, "parts-with-pronoun").items()
                for end in ("هم", "هن", "ها")}  # fmt: skip
"""A fifth of them: with a pronoun it cannot be five."""
PLURAL_PARTS = {word: Fraction(1, n) for word, n in numbers_of(ARABIC, "parts-in-plural").items()}
_FIFTHS = numbers_of(ARABIC, "parts-or-numbers")
FIFTHS = {w: Fraction(1, n) for w, n in _FIFTHS.items()} | {w + "ا": Fraction(2, n) for w, n in _FIFTHS.items()}
"""Written without diacritics, a fifth (خُمس) looks like five (خَمس)."""
ORDINALS = numbers_of(ARABIC, "ordinals")
ORDINALS_IN_COMPOUNDS = words_of(ARABIC, "ordinals-in-compounds")
COUNTS = numbers_of(ARABIC, "counts")
"""Words that hold a number beside their meaning: both, a trio, the three of them."""
IN_THEIR = {word + end: n for word, n in numbers_of(ARABIC, "people-in-their").items() for end in ("", "ه")}
"""«الثمانيني» is a man of eighty to eighty-nine."""
THIS_CENTURY = words_of(ARABIC, "this-century")
LAST_CENTURY = words_of(ARABIC, "last-century")

_DECADE = re.compile(rf"^({'|'.join(word for word in TENS if word.endswith('ين'))})(?:ي?ات)$")
_CLITIC = re.compile(r"^[وف]?[بلك]?(?:ال)?ل?$")


@dataclass(frozen=True, slots=True)
class Split:
    """A word without its clitics, and which it had."""

    stem: str
    waw: bool = False
    preposition: bool = False
    article: bool = False


@lru_cache(maxsize=4096)
def strip(word: str) -> Split:
    """Take و ف, ب ل ك and ال off a word as far as that leads to a word of a number; the longest known form wins."""
    if word in _KNOWN or _DECADE.match(word):
        return Split(word)
    for waw in (False, True):
        rest = word[1:] if waw else word
        if waw and (not word.startswith("و") and not word.startswith("ف")):
            continue
        for preposition in (False, True):
            if preposition and rest[:1] not in ("ب", "ل", "ك"):
                continue
            core = rest[1:] if preposition else rest
            for article, stem in _articles(core, doubled=preposition and rest[:1] == "ل"):
                if stem in _KNOWN or _DECADE.match(stem):
                    return Split(stem, waw, preposition, article)
    return Split(word)


def _articles(core: str, *, doubled: bool) -> list[tuple[bool, str]]:
    found = [(False, core)]
    if core.startswith("ال"):
        found.append((True, core[2:]))
    if doubled and core.startswith("ل"):
        found.append((True, core[1:]))
    return found


NUMBERS = frozenset(UNITS | TENS | HUNDREDS | SCALES | DUAL_SCALES)
"""What counts something, with or without a clitic taken off."""
_KNOWN = frozenset(
    UNITS | ONES_IN_COMPOUNDS | TENS | HUNDREDS | SCALES | DUAL_SCALES | OPEN_DUALS | MAGNITUDES | PARTS | PLURAL_PARTS
    | FIFTHS | ORDINALS | COUNTS | WITH_PRONOUN | IN_THEIR | {"قرن": 1, "عقد": 1}
)  # fmt: skip


def is_clitic(text: str) -> bool:
    """Whether letters stuck to a figure are only clitics: «و200», «الـ16»."""
    return bool(_CLITIC.match(text)) and text != ""


@lru_cache(maxsize=8192)
def opens_number(word: str) -> bool:
    """Whether a number may start with this word, or with this clitic before a figure."""
    stem = strip(word).stem
    return stem in _KNOWN or _DECADE.match(stem) is not None or is_clitic(word) or stem == "عقد"


def ordinal_value(word: str) -> int | None:
    """The value of an ordinal with or without its article."""
    return ORDINALS.get(strip(word).stem)


def decade(stem: str) -> int | None:
    """20..90 for «عشرينيات»..«تسعينات»."""
    match = _DECADE.match(stem)
    return TENS[match.group(1)] if match else None


def is_weekday(ts: Tokens, i: int, found: Split) -> bool:
    """Whether «الاثنين» is Monday: it is, unless it stands behind a dual («الرجلين الاثنين»)."""
    return found.stem == "اثنين" and found.article and not ts.at(i - 1).text.endswith(("ين", "ان"))


def is_open_dual(ts: Tokens, i: int) -> bool:
    """Whether «ألفا» is the construct dual (two thousand): a noun follows, and no tanwin is written."""
    raw = ts.raw(i)
    following = ts.at(i + 1)
    if "\u064b" in raw or following.kind != "w" or following.text == "و":
        return False
    split = strip(following.text)
    return not split.waw and not split.preposition and following.text not in ("من", "في", "علي", "الي")
