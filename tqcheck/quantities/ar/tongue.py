"""What is peculiar to Arabic where quantities are read: clitics and the article, the dual, adjectives behind nouns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from tqcheck.lang import ARABIC
from tqcheck.quantities import lexicon
from tqcheck.quantities.ar import around, dates, duals, names, numbers, rules, words
from tqcheck.quantities.ar.cardinals import and_part
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.limits import Approx, Limit
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.rules import Rule
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import Tongue, Words

_BARE = re.compile(r"^[وف]?[بلك]?(?:ال)?(.{3,})$")


class Arabic(Tongue):
    """Folded words, with their clitics and article."""

    lang = ARABIC

    @property
    def rules(self) -> tuple[Rule, ...]:
        return rules.RULES

    def parse(self, c: Cursor) -> Number | None:
        return numbers.parse(c)

    def implied(self, ts: Tokens, i: int) -> Number | None:
        return duals.implied(ts, i)

    def and_part(self, number: Number, c: Cursor) -> tuple[Number, Cursor]:
        """«ثلاث سنوات ونصف السنة»."""
        value, after = and_part(c, number.value, 1)
        if after.i == c.i:
            return number, c
        named = (after.word.removeprefix("ال"),) in lexicon.unit_names(ARABIC)
        return replace(number, value=value, soft=False), after.ahead(named)

    def stems(self, word: str) -> Words:
        return _stems(word)

    def bare_forms(self, word: str) -> Words:
        match = _BARE.match(word)
        return (word, match.group(1)) if match else (word,)

    def is_clitic(self, text: str) -> bool:
        return words.is_clitic(text)

    def past_clitic(self, c: Cursor) -> Cursor:
        after = c.ahead().token
        stuck = c.token.kind == "w" and after.kind == "n" and after.glued and words.is_clitic(c.word)
        return c.ahead() if stuck else c

    def number_stem(self, word: str) -> str:
        return words.strip(word).stem

    def is_scale(self, word: str) -> bool:
        return word in words.SCALES

    def counts(self, word: str) -> bool:
        return words.strip(word).stem in words.NUMBERS

    def joins(self, word: str) -> bool:
        return word.startswith("و")

    def bare_name(self, name: str) -> str:
        return name.removeprefix("ال")

    def bare_noun(self, word: str) -> str:
        return word.removeprefix("ال") if len(word) > 4 else word

    def indefinite(self, words: Words) -> Words:
        return tuple(word.removeprefix("ال") for word in words) if words[0].startswith("ال") else words

    def plurals(self, words: Words) -> Iterable[Words]:
        return names.plurals(words)

    def head(self, words: Words) -> Words:
        return (words[0],)

    def unit_forms(self, found: Mapping[Words, str]) -> dict[Words, str]:
        return names.unit_forms(found)

    def is_unit_here(self, ts: Tokens, i: int, size: int, number: Number) -> bool:  # noqa: ARG002
        return names.is_unit_here(ts, i)

    def unit_before(self, ts: Tokens, number: Number) -> tuple[str, int] | None:
        return names.unit_before(ts, number)

    def rate(self, ts: Tokens, at: int) -> tuple[str | None, int]:
        return around.rate(ts, at)

    def limit(self, ts: Tokens, first: int, phrase: Words, sense: Approx, unit: str | None) -> Limit | None:  # noqa: ARG002
        return around.limit(ts, first, phrase, sense)

    def far_limit(self, ts: Tokens, at: int, start: int) -> Limit | None:
        return around.far_limit(ts, at, start)

    def is_not_a_number(self, ts: Tokens, number: Number) -> bool:
        return names.is_not_a_number(ts, number)

    def may_be_a_name(self, ts: Tokens, number: Number) -> bool:
        return names.may_be_a_name(ts, number)

    def day_in_words(self, c: Cursor) -> tuple[int, Cursor] | None:
        return dates.day_in_words(c)

    def counts_parts(self, word: str) -> bool:
        return dates.counts_parts(word)

    def is_no_month(self, c: Cursor, month: str) -> bool:
        return dates.is_no_month(c, month)


@lru_cache(maxsize=8192)
def _stems(word: str) -> Words:
    """A word, and what is left of it without one or two clitics."""
    return (word, *(word[n:] for n in (1, 2) if word[:1] in "وفبل" and len(word) > n + 1))


TONGUE = Arabic()
