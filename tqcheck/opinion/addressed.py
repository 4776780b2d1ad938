"""Sentences that speak to whoever checks them. A model's word about them never lets a finding go.

This knows some ways to say it, not all: it is one of several safeguards, and errs on the side of the finding.
"""

from __future__ import annotations

import re
from functools import cache

from tqcheck.lang import LANGUAGES
from tqcheck.records import Lang
from tqcheck.text.cues import cue_pattern
from tqcheck.text.normalise import fold
from tqcheck.text.writing import writing


def speaks_to_reader(text: str) -> bool:
    """Whether a text seems to tell its reader what to make of it."""
    return any(_pattern(lang).search(fold(text) if writing(lang).folded else text) is not None for lang in LANGUAGES)


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    return re.compile(cue_pattern("addressed", lang), re.IGNORECASE)
