"""English fractions, magnitudes, Roman numerals, and the numbers inside words."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from tqcheck.lang import ENGLISH, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en import words
from tqcheck.quantities.numerals import Number

_HEAD = "|".join(words.INSIDE)
_INSIDE = re.compile(rf"^({_HEAD})-?({'|'.join(words.INSIDE_TAILS)})s?$")
_ENDS_A_SHARE = words_of(ENGLISH, "behind-a-share")


@lru_cache(maxsize=4096)
def inside_word(word: str) -> int | None:
    """The number that a word holds beside its meaning: `threefold`, `foursome`, `trilateral`, `quartet`."""
    if word in words.COUNTS:
        return words.COUNTS[word]
    match = _INSIDE.match(word)
    return words.INSIDE[match.group(1)] if match else None


def roman(c: Cursor) -> Number | None:
    """`III` of "Charles III", `VII` of "Chapter VII"."""
    word, before = c.word, c.ahead(-1).token
    letter = words.ROMAN_LETTERS.get(word) if word != "i" or before.text in ("type", "war") else None
    value = words.ROMAN.get(word) or letter
    named = before.kind == "w" and not c.token.glued and (before.capital or word in words.ROMAN or word == "i")
    if value is None or not named or not c.ts.raw(c.i).isupper():
        return None
    return Number(start=c.i, end=c.i + 1, value=Fraction(value), form="ordinal", soft=True)


def magnitude(c: Cursor) -> Number:
    """`hundreds`, `tens of thousands`."""
    value, end = words.PLURALS[c.word], c.ahead()
    while end.word == "of" and end.look(1) in words.PLURALS:
        value, end = value * words.PLURALS[end.look(1)], end.ahead(2)
    return Number(start=c.i, end=end.i, value=Fraction(value), form="magnitude", soft=True)


def part_opens(c: Cursor) -> bool:
    """Whether a part of one starts here: `half`, `a quarter`, `a third of`."""
    if c.word in words.PARTS:
        return True
    if c.word not in ("a", "an"):
        return False
    part = c.ahead()
    return part.word in ("half", "quarter") or (words.ORDINALS.get(part.word, 0) > 2 and part.look(1) == "of")


def fraction(c: Cursor) -> Number | None:
    """`half`, `a quarter`, `a third of`, and parts of a scale: `half a million`, `a quarter of a billion`."""
    part = c.past(("a", "an"))
    if _is_compound(part):
        return None
    value = words.PARTS.get(part.word) or Fraction(1, words.ORDINALS[part.word])
    end = part.ahead()
    named = end.past(("of",)).past(("a", "an", "-"))
    if named.word in words.SCALES or named.word == "dozen":
        scale = words.SCALES.get(named.word, 12)
        return Number(start=c.i, end=named.i + 1, value=value * scale, scale=scale)
    if c.look(-1) in words.ORDINALS or part.word in ("quarters", "halves"):
        return None
    if (named.i > end.i or part.word == "half") and _unit_follows(named):
        return Number(start=c.i, end=named.i, value=value, form="fraction")
    if part.word == "quarter" and part.i == c.i:
        return None
    return Number(start=c.i, end=end.i, value=value, form="fraction", soft=True)


def _is_compound(part: Cursor) -> bool:
    """Whether "half-" only begins a word: a half-brother and half-time are no halves, a half-hour is one."""
    hyphen = part.ahead()
    if hyphen.word != "-" or not hyphen.token.glued:
        return False
    return hyphen.look(1) not in words.SCALES and hyphen.look(1) != "dozen" and not _unit_follows(hyphen.ahead())


def _unit_follows(c: Cursor) -> bool:
    """Whether a unit is named here, as in "half an hour", "a quarter of a mile"."""
    return (
        c.token.kind == "w" and len(c.word) > 2 and ((c.word,) in lexicon.unit_names(ENGLISH) or c.word == "percentage")
    )


def share_of_ordinal(c: Cursor, end: Cursor, n: int) -> tuple[tuple[Fraction, ...], bool]:
    """What share "a fifth" may be, and whether it can be nothing else: no noun follows that would be the fifth."""
    follows = end.token
    # "a fifth-year student" is in the fifth year.
    begins_a_word = follows.text == "-" and follows.glued and end.look(1).isalpha()
    if n <= 2 or c.look(-1) not in ("a", "an", "one") or end.i != c.i + 1 or begins_a_word:
        return (), False
    firm = follows.kind != "w" or follows.text in _ENDS_A_SHARE or follows.text in words.COMPARATIVES
    return (Fraction(1, n),), firm
