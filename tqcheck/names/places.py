"""Names that stand by the noun of a place: the village of Hasik, Muraj island, «قرية حاسك»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tqcheck.lang import ARABIC, ENGLISH, words_of
from tqcheck.names import arabic
from tqcheck.names.arabic import ArabicWord
from tqcheck.records import Name

_ENGLISH = "|".join(sorted(words_of(ENGLISH, "place-nouns")))
_BEFORE = re.compile(rf"\b(?:{_ENGLISH})(?: of)?(?: the)? $", re.IGNORECASE)
_BEHIND = re.compile(rf" (?:{_ENGLISH})\b", re.IGNORECASE)
_ARABIC = words_of(ARABIC, "place-nouns")


def is_placed(name: Name, english: str) -> bool:
    """Whether an English name stands right by the noun of a place."""
    start, end = name.span.start, name.span.end
    return bool(_BEFORE.search(english, max(0, start - 40), start) or _BEHIND.match(english, end))


def behind_places(words: Sequence[ArabicWord]) -> Iterator[int]:
    """Where a word that is no everyday one stands right behind the noun of a place."""
    for at in range(1, len(words)):
        beside = words[at].span.start == words[at - 1].span.end + 1
        if beside and not _ARABIC.isdisjoint(words[at - 1].variants) and arabic.is_unknown(words[at]):
            yield at
