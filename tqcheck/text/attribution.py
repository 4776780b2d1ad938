"""Who answers for a claim: words of saying, alleging, suspecting and supposing, each with its place.

Kinds, from strongest to weakest reservation: `claim` (alleged; زعم), `suspect` (suspected; يشتبه), `report`
(reportedly, according to; بحسب), `doubt` (may, perhaps; ربما), `hint` (would, plan to; يستطيع), `say` (said; قال).
A cue that is not `firm` may render one of the other language, but nothing need render it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias

from tqcheck.records import Cue, Lang, Span
from tqcheck.text.cues import cue_words
from tqcheck.text.normalise import normalise
from tqcheck.text.writing import writing

Kind: TypeAlias = Literal["claim", "suspect", "report", "doubt", "hint", "say"]


def cues(text: str, lang: Lang) -> list[Cue]:
    """Cues of a text; a word may be of several kinds."""
    plain = normalise(text, fold_letters=True) if writing(lang).folded else None
    found = []
    for kind, firm, pattern in _patterns(lang):
        for match in pattern.finditer(plain.text if plain else text):
            start, end = match.span()
            span = plain.original(start, end) if plain else Span(start=start, end=end)
            found.append(Cue(kind, span, span.of(text), firm))
    return found


@lru_cache(maxsize=2)
def _patterns(lang: Lang) -> tuple[tuple[Kind, bool, re.Pattern[str]], ...]:
    start = writing(lang).before_saying
    return tuple(
        (w.kind, w.firm, re.compile(rf"{start}(?:{w.pattern})(?!\w)", re.IGNORECASE))  # type: ignore[misc]
        for w in cue_words("attribution", lang)
    )
