"""A place between the tokens of a text, from which rules read forwards and look back. It never moves: it is copied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tqcheck.quantities.tokens import Token, Tokens


@dataclass(frozen=True, slots=True)
class Cursor:
    """Token `i` of `ts`. Beyond either end there are only empty tokens, so that no rule need ask where the end is."""

    ts: Tokens
    i: int

    @property
    def token(self) -> Token:
        """The token here."""
        return self.ts.at(self.i)

    @property
    def word(self) -> str:
        """The token's folded text."""
        return self.ts.at(self.i).text

    def ahead(self, steps: int = 1) -> Cursor:
        """The cursor so many tokens further on (or back)."""
        return Cursor(self.ts, self.i + steps)

    def look(self, steps: int) -> str:
        """The text of the token so many places on (or back)."""
        return self.ts.at(self.i + steps).text

    def past(self, words: Collection[str]) -> Cursor:
        """Past the token here if it is one of `words`, else where it is."""
        return Cursor(self.ts, self.i + 1) if self.ts.at(self.i).text in words else self

    def past_hyphen(self) -> Cursor:
        """Past a hyphen that joins two words: the one in "twenty-one"."""
        joined = self.word == "-" and self.token.glued and self.ts.at(self.i + 1).glued
        return Cursor(self.ts, self.i + 1) if joined else self

    def phrase(self, words: tuple[str, ...]) -> Cursor | None:
        """Past these words in this order, or `None`."""
        for step, word in enumerate(words):
            if self.ts.at(self.i + step).text != word:
                return None
        return Cursor(self.ts, self.i + len(words))

    def any_phrase(self, phrases: Collection[tuple[str, ...]]) -> Cursor | None:
        """Past the longest of the phrases that stands here."""
        found = [end for phrase in phrases if (end := self.phrase(phrase))]
        return max(found, key=lambda end: end.i) if found else None
