"""Words with their places. A word is what an editor would mark: `al-Kadhimi`, `$347`, `30,000`, `don't`, «الحكومة»."""

from __future__ import annotations

import re

from tqcheck.records import Span

_WORD = re.compile(
    r"\d[\d٠-٩۰-۹]*(?:[.,٫٬،:/\-]\d+)*%?|"  # numbers keep their separators: 30,000  23.08.2020  16:30
    r"[^\W_](?:[\w\u064b-\u065f\u0670\u0640]|(?<=\w)['’\-.](?=\w))*"
)


def words(text: str) -> list[Span]:
    """Spans of the words of `text`, in order; punctuation belongs to none."""
    return [Span(start=m.start(), end=m.end()) for m in _WORD.finditer(text)]
