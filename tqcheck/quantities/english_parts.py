"""English fractions, magnitudes and Roman numerals."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities import english_words as words
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens


def roman(ts: Tokens, i: int) -> Number | None:
    """`III` of "Charles III", `VII` of "Chapter VII"."""
    word, before = ts.at(i).text, ts.at(i - 1)
    value = words.ROMAN.get(word) or (
        words.ROMAN_LETTERS.get(word) if word != "i" or before.text in ("type", "war") else None
    )
    named = before.kind == "w" and not ts.at(i).glued and (before.capital or word in words.ROMAN or word == "i")
    if value is None or not named or not ts.raw(i).isupper():
        return None
    return Number(start=i, end=i + 1, value=Fraction(value), form="ordinal", soft=True)


def magnitude(ts: Tokens, i: int) -> Number:
    """`hundreds`, `tens of thousands`."""
    value, end = words.PLURALS[ts.at(i).text], i + 1
    while ts.at(end).text == "of" and ts.at(end + 1).text in words.PLURALS:
        value, end = value * words.PLURALS[ts.at(end + 1).text], end + 2
    return Number(start=i, end=end, value=Fraction(value), form="magnitude", soft=True)


def fraction(ts: Tokens, at: int, start: int) -> Number | None:
    """`half`, `a quarter`, `a third of`, and parts of a scale: `half a million`, `a quarter of a billion`."""
    word = ts.at(at).text
    value = words.PARTS.get(word) or Fraction(1, words.ORDINALS[word])
    end = at + 1
    look = end + (ts.at(end).text == "of")
    look += ts.at(look).text in ("a", "an", "-")
    name = ts.at(look).text
    if name in words.SCALES or name == "dozen":
        scale = words.SCALES.get(name, 12)
        return Number(start=start, end=look + 1, value=value * scale, scale=scale)
    if ts.at(start - 1).text in words.ORDINALS or word in ("quarters", "halves"):
        return None
    measured = look > end or word == "half"
    if measured and _unit_follows(ts, look):
        return Number(start=start, end=look, value=value, form="fraction")
    if word == "quarter" and start == at:
        return None
    return Number(start=start, end=end, value=value, form="fraction", soft=True)


def _unit_follows(ts: Tokens, i: int) -> bool:
    """Whether token `i` names a unit, as in "half an hour", "a quarter of a mile"."""
    from tqcheck.quantities.lexicon import unit_names

    return ts.at(i).kind == "w" and len(ts.at(i).text) > 2 and (ts.at(i).text,) in unit_names("en")
