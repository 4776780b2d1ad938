"""What is peculiar to English where quantities are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tqcheck.lang import ENGLISH
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.en import around, implied, names, numbers, rules, words
from tqcheck.quantities.limits import Approx, Limit
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.rules import Rule
from tqcheck.quantities.tokens import Token, Tokens
from tqcheck.quantities.tongue import Tongue, Words


class English(Tongue):
    """Months have a capital and may stand before the day; ages, models and titles are told by what stands around."""

    lang = ENGLISH
    capitals = True
    month_first = True
    year_fillers = 1

    @property
    def rules(self) -> tuple[Rule, ...]:
        return rules.RULES

    def parse(self, c: Cursor) -> Number | None:
        return numbers.parse(c)

    def implied(self, ts: Tokens, i: int) -> Number | None:
        return implied.implied(ts, i)

    def and_part(self, number: Number, c: Cursor) -> tuple[Number, Cursor]:
        extra = numbers.and_part(c)
        return (replace(number, value=number.value + extra[0], soft=False), extra[1]) if extra else (number, c)

    def is_scale(self, word: str) -> bool:
        return word in words.SCALES

    def plurals(self, words: Words) -> Iterable[Words]:
        return words, (*words[:-1], words[-1] + "s")

    def head(self, words: Words) -> Words:
        return (words[-1],)

    def unit_forms(self, found: Mapping[Words, str]) -> dict[Words, str]:
        return names.unit_forms(found)

    def is_unit_here(self, ts: Tokens, i: int, size: int, number: Number) -> bool:
        return names.is_unit_here(ts, i, size, number)

    def age_after(self, ts: Tokens, end: int) -> int | None:
        return around.age_after(ts, end)

    def rate(self, ts: Tokens, at: int) -> tuple[str | None, int]:
        return around.rate(ts, at)

    def limit(self, ts: Tokens, first: int, phrase: Words, sense: Approx, unit: str | None) -> Limit | None:
        return around.limit(ts, first, phrase, sense, unit)

    def denies(self, word: str, behind: str) -> bool:
        return super().denies(word, behind) or word.endswith(("n't", "n’t"))

    def is_model(self, follows: Token) -> bool | None:
        return follows.text not in ("st", "nd", "rd", "th", "s") and not names.is_unit_like(follows.text)

    def is_not_a_number(self, ts: Tokens, number: Number) -> bool:
        return names.is_not_a_number(ts, number)

    def is_title(self, ts: Tokens, number: Number) -> bool:
        return names.is_title(ts, number)

    def is_no_month(self, c: Cursor, month: str) -> bool:
        return month == "may" and names.is_verb_may(c)


TONGUE = English()
