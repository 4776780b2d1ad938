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

Kind: TypeAlias = Literal["claim", "suspect", "report", "doubt", "hint", "say"]


def english_cues(text: str) -> list[Cue]:
    """Cues of an English text; a word may be of several kinds."""
    return [
        Cue(kind, Span(start=m.start(), end=m.end()), m.group(), firm)
        for kind, firm, pattern in _patterns("en")
        for m in pattern.finditer(text)
    ]


def arabic_cues(text: str) -> list[Cue]:
    """Cues of an Arabic text; a word may be of several kinds."""
    plain = normalise(text, fold_letters=True)
    found = []
    for kind, firm, pattern in _patterns("ar"):
        for match in pattern.finditer(plain.text):
            span = plain.original(match.start(), match.end())
            found.append(Cue(kind, span, span.of(text), firm))
    return found


@lru_cache(maxsize=2)
def _patterns(lang: Lang) -> tuple[tuple[Kind, bool, re.Pattern[str]], ...]:
    start = r"\b" if lang == "en" else r"(?<!\w)[وف]?س?"
    return tuple(
        (w.kind, w.firm, re.compile(rf"{start}(?:{w.pattern})(?!\w)", re.IGNORECASE))  # type: ignore[misc]
        for w in cue_words("attribution", lang)
    )
