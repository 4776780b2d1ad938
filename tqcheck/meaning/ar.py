"""Arabic stems, and words with what is written onto them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from tqcheck.lang import ARABIC, list_of
from tqcheck.meaning.lookup import Lookup, Members
from tqcheck.text.normalise import normalise

_LETTERS = str.maketrans("أإآٱىؤئیک", "اااايويي" + "ك")
_PREFIXES = tuple(a + b for a in ("", "و", "ف") for b in ("", *list_of(ARABIC, "stem-prefixes")))
_ENDINGS = ("", *list_of(ARABIC, "stem-endings"))


def spelled(text: str) -> str:
    """Arabic as the table spells it."""
    return normalise(text).text.translate(_LETTERS)


def _spellings(stem: str) -> set[str]:
    return set(_literals(spelled(stem)))


def _literals(stem: str) -> Iterator[str]:
    """All spellings of a stem with `%`, sets and optional letters."""
    parts = [
        [*(piece[1:-1] if piece[0] == "[" else "ايتن" if piece[0] == "%" else piece[0]), *([""] if optional else [])]
        for piece, optional in re.findall(r"(\[[^\]]+\]|.)(\??)", stem)
    ]
    for letters in product(*parts):
        yield "".join(letters)


def _find(word: str, book: Mapping[str, Members]) -> Members:
    """The members of every reading of a word; of the readings those with the fewest letters taken off."""
    plain = spelled(word)
    best: tuple[int, Members] = (99, frozenset())
    for prefix, ending in product(_PREFIXES, _ENDINGS):
        size = len(plain) - len(prefix) - len(ending)
        if size >= 2 and plain.startswith(prefix) and plain.endswith(ending):
            base = plain[len(prefix) : len(prefix) + size]
            feminine = book.get(base + "ة") if ending[:1] == "ت" and len(ending) > 1 else None
            members = feminine or book.get(base)
            cost = len(ending) + (0 if prefix.endswith("ال") or not prefix else len(prefix))
            if members and cost < best[0]:
                best = cost, members
    return best[1]


LOOKUP = Lookup(forms=_spellings, find=_find, letters=_LETTERS)
