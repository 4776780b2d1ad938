"""The words English numbers are made of."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.lang import ENGLISH, list_of, numbers_of, table_of, words_of

UNITS = numbers_of(ENGLISH, "ones")
TENS = numbers_of(ENGLISH, "tens")
CARDINALS = UNITS.keys() | TENS.keys()
SCALES = numbers_of(ENGLISH, "scales")
SHORT_SCALES = numbers_of(ENGLISH, "short-scales")
PLURALS = numbers_of(ENGLISH, "magnitudes")
ORDINALS = numbers_of(ENGLISH, "ordinals")
DECADES = {w[:-1] + "ies": n for w, n in TENS.items()}
PARTS = {word: Fraction(value) for word, value in table_of(ENGLISH, "parts").items()}
COUNTS = numbers_of(ENGLISH, "counts")
ROMAN = numbers_of(ENGLISH, "roman")
ROMAN_LETTERS = numbers_of(ENGLISH, "roman-letters")
IN_THEIR = numbers_of(ENGLISH, "people-in-their")
INSIDE = numbers_of(ENGLISH, "numbers-inside")
INSIDE_TAILS = list_of(ENGLISH, "behind-numbers-inside")
"""A number before one of these is still one: threefold, foursome, trilateral, pentathlon."""
COMPARATIVES = words_of(ENGLISH, "comparatives")
OPENERS = (UNITS.keys() | TENS.keys() | ORDINALS.keys() | SCALES.keys() | PLURALS.keys() | PARTS.keys() | DECADES.keys()
           | COUNTS.keys() | IN_THEIR.keys() | ROMAN.keys() | ROMAN_LETTERS.keys()
           | {"a", "an", "hundred", "dozen"})  # fmt: skip


def _period(amount: str) -> tuple[Fraction, str]:
    count, unit = amount.split()
    return Fraction(count), unit


PERIODS = {word: _period(amount) for word, amount in table_of(ENGLISH, "periods").items()}
"""Words that are a length of time by themselves."""
