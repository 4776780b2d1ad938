"""Weekdays, and the titles and names that only contain one."""

from __future__ import annotations

import re
from fractions import Fraction

from tqcheck.quantities import arabic_words, lexicon
from tqcheck.quantities.tokens import Tokens
from tqcheck.records import Quantity

_NAMED_DAYS = frozenset("good black ash super palm cyber bloody easter giving holy".split())
_PAPERS = frozenset("times mirror telegraph mail post express world star herald agreement night live league".split())


def parse_weekday(ts: Tokens, i: int, lang: str) -> tuple[Quantity, int] | None:
    """The weekday named at token `i`."""
    token = ts.at(i)
    if token.kind != "w":
        return None
    names = lexicon.weekdays(lang)
    if lang == "en":
        word = token.text if token.text in names else token.text.removesuffix("s")
        if word not in names or not token.capital:
            return None
        soft = _in_a_name(ts, i)
    else:
        found = _arabic_day(ts, i)
        if found is None:
            return None
        word, soft = found, False
    span = ts.span(i, i + 1)
    value = Fraction(names[word])
    return Quantity(kind="weekday", span=span, text=span.of(ts.original), value=value, implied=soft), i + 1


def _arabic_day(ts: Tokens, i: int) -> str | None:
    names = lexicon.weekdays("ar")
    match = re.match(r"^([وف]?[بلك]?(?:ال)?|[وف]?لل)(.+)$", ts.at(i).text)
    if match is None or match.group(2) not in names:
        return None
    word, definite = match.group(2), match.group(1).endswith(("ال", "لل"))
    if word == "اثنين" and (ts.at(i - 1).text.endswith(("ين", "ان")) or ts.at(i + 1).text == "معا"):
        return None
    if not definite:
        before = ts.at(i - 1).text
        counted = before in ("يوم", "كل", "ليله", "اخر") or arabic_words.ordinal_value(before) is not None
        return word if counted and (word not in ("احد", "اثنين") or before == "اخر") else None
    return word


def names_day(ts: Tokens, i: int) -> bool:
    """Whether token `i` is an Arabic weekday, so that «يوم» before it is no count of days."""
    return _arabic_day(ts, i) is not None


def _in_a_name(ts: Tokens, i: int) -> bool:
    """Whether a weekday looks like part of a title: "Sunday Times", "Black Friday"."""
    before, after = ts.at(i - 1), ts.at(i + 1)
    if before.text in _NAMED_DAYS or (after.text in _PAPERS and after.kind == "w"):
        return before.capital or after.capital
    return after.capital and after.kind == "w" and after.text not in lexicon.weekdays("en") and before.text == "the"
