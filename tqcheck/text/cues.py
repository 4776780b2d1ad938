"""The tables of cue words: a language's `cues.tsv` has a regular expression a row, by family, kind and firmness.

English patterns are matched without regard to case, Arabic ones on folded text (no marks, one alef, ه for ة).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tqcheck.lang import rows
from tqcheck.records import Lang


@dataclass(frozen=True, slots=True)
class CueWords:
    """All patterns of one kind joined into one; `firm` ones ask for a rendering, others only offer one."""

    kind: str
    firm: bool
    pattern: str


@lru_cache(maxsize=32)
def cue_words(family: str, lang: Lang) -> tuple[CueWords, ...]:
    """The kinds of a family in the order of the table, which is the order of precedence."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for own, kind, firm, pattern in rows(lang, "cues.tsv"):
        if own == family:
            groups.setdefault((kind, firm == "firm"), []).append(pattern)
    return tuple(CueWords(kind, firm, "|".join(patterns)) for (kind, firm), patterns in groups.items())


def cue_pattern(family: str, lang: Lang) -> str:
    """The patterns of all kinds of a family joined into one."""
    return "|".join(words.pattern for words in cue_words(family, lang))
