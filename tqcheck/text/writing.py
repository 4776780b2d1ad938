"""How a language is written, as far as readers of plain text ask: `writing(lang)` is what its own module declares.

A language with a pack has a module of its code here, whose `WRITING` says what is peculiar to it; of any other language
nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from tqcheck.lang import LANGUAGES
from tqcheck.records import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What may be written onto words, and what looks like the end of a sentence and is none."""

    folded: bool = False
    """Whether cue words are looked for in the folded text."""
    attached: str = ""
    """A pattern of what may be written onto the front of a cue word."""
    attached_to: Mapping[str, str] = field(default_factory=dict)
    """The same by the kind of a negation, where it differs."""
    before_saying: str = ""
    """The same in front of words of saying."""
    again: str = ""
    """The word by which a denial carries on an earlier one: "neither ... nor"."""
    open_ended: frozenset[str] = frozenset()
    """Kinds of negations whose patterns say themselves where they end."""
    no_denial: re.Pattern[str] | None = None
    """What looks like a denial and is none."""
    denial: re.Pattern[str] | None = None
    """What denies, and looks like something else where letters are folded."""
    goes_on: re.Pattern[str] | None = None
    """What looks like the end of a sentence with what follows: the sentence goes on behind the match."""
    no_end: tuple[re.Pattern[str], ...] = ()
    """What no sentence ends in."""


@cache
def writing(lang: Lang) -> Writing:
    """How a language is written."""
    if lang not in LANGUAGES:
        return Writing()
    found: Writing = import_module(f"tqcheck.text.{lang}").WRITING
    return found
