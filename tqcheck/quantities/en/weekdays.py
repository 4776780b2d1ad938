"""English weekdays, and the titles and names that only contain one."""

from __future__ import annotations

from tqcheck.lang import ENGLISH, words_of
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.weekdays import weekday

_NAMED_DAYS = words_of(ENGLISH, "named-days")
_PAPERS = words_of(ENGLISH, "papers")


def opens(text: str, kind: str) -> bool:
    """Whether a weekday may be named by this word."""
    names = lexicon.weekdays(ENGLISH)
    return kind == "w" and (text in names or text.removesuffix("s") in names)


def read(c: Cursor) -> Reading | None:
    """`Thursday`, `Mondays`."""
    names = lexicon.weekdays(ENGLISH)
    word = c.word if c.word in names else c.word.removesuffix("s")
    if word not in names:
        return None
    return weekday(c, c.i, c.i + 1, names[word], lang=ENGLISH, implied=_in_a_name(c.ts, c.i))


def _in_a_name(ts: Tokens, i: int) -> bool:
    """Whether a weekday looks like part of a title: "Sunday Times", "Black Friday"."""
    before, after = ts.at(i - 1), ts.at(i + 1)
    if before.text in _NAMED_DAYS or (after.text in _PAPERS and after.kind == "w"):
        return before.capital or after.capital
    capital = after.capital and after.kind == "w"
    return capital and after.text not in lexicon.weekdays(ENGLISH) and before.text == "the"
