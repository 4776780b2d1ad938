"""What the readers of quantities ask about a language: `tongue(lang)` is the one that its own folder declares.

A language is a folder here with a `tongue.py`, whose `TONGUE` says what is peculiar to it, and the rules that read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from tqcheck.lang import words_of
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Token, Tokens

if TYPE_CHECKING:
    from tqcheck.quantities.limits import Approx, Limit
    from tqcheck.quantities.rules import Rule

Words: TypeAlias = tuple[str, ...]


class Tongue:
    """A language without articles, clitics or capitals, unless its own class says otherwise. Words are folded."""

    lang: ClassVar[str]
    capitals: ClassVar[bool] = False
    """Whether months are written with a capital, and shortened with a full stop."""
    month_first: ClassVar[bool] = False
    """Whether the day may stand behind its month."""
    year_fillers: ClassVar[int] = 3
    """Words that may stand between a month and its year."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that read quantities, in the order they are tried."""
        raise NotImplementedError

    def parse(self, c: Cursor) -> Number | None:
        """The longest number at `c`."""
        raise NotImplementedError

    def implied(self, ts: Tokens, i: int) -> Number | None:  # noqa: ARG002
        """A count that a noun at `i` carries without a number word."""
        return None

    def and_part(self, number: Number, c: Cursor) -> tuple[Number, Cursor]:
        """The number with "and a half" at `c`, and the cursor behind it; both as they are where none stands there."""
        return number, c

    # Words and names

    def stems(self, word: str) -> Words:
        """A word, and what may be left of it without its clitics."""
        return (word,)

    def bare_forms(self, word: str) -> Words:
        """A word, and what is left of it without all its clitics and its article."""
        return (word,)

    def is_clitic(self, text: str) -> bool:  # noqa: ARG002
        """Whether letters stuck to a figure are only clitics."""
        return False

    def past_clitic(self, c: Cursor) -> Cursor:
        """The cursor behind the clitics of a figure, or the same."""
        return c

    def number_stem(self, word: str) -> str:
        """A word of a number without its clitics."""
        return word

    def is_scale(self, word: str) -> bool:
        """Whether a word without clitics is a scale: a thousand, a million."""
        raise NotImplementedError

    def counts(self, word: str) -> bool:  # noqa: ARG002
        """Whether a word, its clitics off, is a number that a limit further on cannot belong to."""
        return False

    def joins(self, word: str) -> bool:  # noqa: ARG002
        """Whether the conjunction in front of a word is written onto it, so that a new clause may begin."""
        return False

    def bare_name(self, name: str) -> str:
        """A name of the calendar without its article."""
        return name

    def bare_noun(self, word: str) -> str:
        """A noun without its article."""
        return word

    def indefinite(self, words: Words) -> Words:
        """A phrase without its articles, where its first word has one."""
        return words

    def plurals(self, words: Words) -> Iterable[Words]:
        """A name of a currency in all the forms of its number and case."""
        raise NotImplementedError

    def head(self, words: Words) -> Words:
        """The noun of a name: the dollar of "US dollar"."""
        raise NotImplementedError

    def unit_forms(self, found: Mapping[Words, str]) -> dict[Words, str]:
        """Names of units in all their forms, with the speeds that are made of them."""
        raise NotImplementedError

    # What stands around a number

    def is_unit_here(self, ts: Tokens, i: int, size: int, number: Number) -> bool:  # noqa: ARG002
        """Whether `size` words at `i` that are a unit's are one behind this number."""
        return True

    def unit_before(self, ts: Tokens, number: Number) -> tuple[str, int] | None:  # noqa: ARG002
        """The unit that a number follows as its adjective, and the token it stands at."""
        return None

    def age_after(self, ts: Tokens, end: int) -> int | None:  # noqa: ARG002
        """The token behind the word that makes an age of a length of time."""
        return None

    def rate(self, ts: Tokens, at: int) -> tuple[str | None, int]:
        """The unit that "a day" or its like at `at` counts by, and the token behind."""
        raise NotImplementedError

    def limit(self, ts: Tokens, first: int, phrase: Words, sense: Approx, unit: str | None) -> Limit | None:
        """The limit `phrase`, which starts at `first`, as it is meant here; `None` where it is none."""
        raise NotImplementedError

    def far_limit(self, ts: Tokens, at: int, start: int) -> Limit | None:  # noqa: ARG002
        """The limit that the word at `at` sets to a number that starts some words behind it, at `start`."""
        return None

    def denies(self, word: str, behind: str) -> bool:
        """Whether a word denies a limit further on, with the word behind it: «لا يزال» is still, and denies nothing."""
        plain = behind in words_of(self.lang, "denies-nothing-before")
        return word in words_of(self.lang, "limit-denials") and not plain

    # Numbers that are none

    def is_model(self, follows: Token) -> bool | None:  # noqa: ARG002
        """Whether letters glued to a figure make a name of it; `None` where they may not tell."""
        return None

    def is_not_a_number(self, ts: Tokens, number: Number) -> bool:  # noqa: ARG002
        """Whether a number of one word does not count here."""
        return False

    def may_be_a_name(self, ts: Tokens, number: Number) -> bool:  # noqa: ARG002
        """Whether a number word may be a name as well."""
        return False

    def is_title(self, ts: Tokens, number: Number) -> bool:  # noqa: ARG002
        """Whether a number word stands in a name."""
        return False

    # Dates

    def day_in_words(self, c: Cursor) -> tuple[int, Cursor] | None:  # noqa: ARG002
        """A day of the month that is no figure, and the cursor behind it."""
        return None

    def counts_parts(self, word: str) -> bool:  # noqa: ARG002
        """Whether the ordinal behind a word counts parts of a month, not its days."""
        return False

    def is_no_month(self, c: Cursor, month: str) -> bool:  # noqa: ARG002
        """Whether a word that is a month's name is not the month at `c`."""
        return False


@cache
def tongue(lang: str) -> Tongue:
    """What is peculiar to a language."""
    found: Tongue = import_module(f"tqcheck.quantities.{lang}.tongue").TONGUE
    return found
