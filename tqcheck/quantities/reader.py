"""From text to quantities: each language on its own, nothing here looks at the other side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tqcheck.lang import LANGUAGES
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Nothing, Reading, Rule
from tqcheck.quantities.sharing import share_units
from tqcheck.quantities.tokens import Tokens, digit_values, tokenise
from tqcheck.quantities.tongue import tongue
from tqcheck.records import Quantity


def extract(text: str, lang: str) -> tuple[Quantity, ...]:
    """The quantities of `text` in order, with spans in code points of `text` as given.

    Of a language without a pack only digits are read.
    """
    ts = tokenise(text)
    if lang not in LANGUAGES:
        return tuple(_plain(ts, i) for i, token in enumerate(ts.items) if token.kind == "n")
    return tuple(share_units(ts, [found for _, found in read(ts, lang) if isinstance(found, Reading)], lang))


def read(ts: Tokens, lang: str) -> Iterator[tuple[Rule, Reading | Nothing]]:
    """What the rules of `lang` read, the first that fits at every place, with the rule."""
    i = 0
    while i < len(ts.items):
        token = ts.items[i]
        end = i + 1
        for rule in _openers(lang, token.text, token.kind):
            if reading := rule.read(Cursor(ts, i)):
                yield rule, reading
                end = max(reading.end, i + 1)
                break
        i = end


def rules(lang: str) -> tuple[Rule, ...]:
    """The rules of a language, in their order."""
    return tongue(lang).rules


@lru_cache(maxsize=32_768)
def _openers(lang: str, text: str, kind: str) -> tuple[Rule, ...]:
    """The rules that may start with a token: none for nearly every word, which is what makes reading quick."""
    return tuple(rule for rule in rules(lang) if rule.opens(text, kind))


def _plain(ts: Tokens, i: int) -> Quantity:
    span = ts.span(i, i + 1)
    value, *others = digit_values(ts.at(i).text)
    return Quantity(kind="number", span=span, text=span.of(ts.original), value=value, readings=tuple(others))
