"""Sentences taken apart: pieces a clause or half a dozen words long, and what the lexicon has for a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key, segment

PIECE = 6
"""Words of a piece; a clause that is longer is cut into equal parts."""
LONGEST = 3
"""Pieces of the longest phrase."""
_ARABIC = re.compile(r"[\u0621-\u064a]")
_PAUSE = re.compile(r"[.,;:!?،؛؟…)\]»”\"—–-]$")


def pieces(text: str) -> list[str]:
    """The text in pieces that end at punctuation where they can; together they have all its words, in order."""
    clauses: list[list[str]] = [[]]
    for word in text.split():
        clauses[-1].append(word)
        if _PAUSE.search(word) and len(clauses[-1]) >= PIECE // 2:
            clauses.append([])
    return [" ".join(part) for clause in clauses if clause for part in _equal(clause)] or [text]


def _equal(clause: Sequence[str]) -> Iterator[Sequence[str]]:
    count = -(-len(clause) // PIECE)
    for k in range(count):
        yield clause[len(clause) * k // count : len(clause) * (k + 1) // count]


def english(word: str) -> str:
    """What the gloss's lexicon has for an Arabic word without its particles; else the word itself."""
    if not _ARABIC.match(word):
        return word
    lexicon = load()
    spelling = key(word)
    stem = segment(spelling, lexicon.zipf).stem
    return lexicon.stems.get(stem) or lexicon.phrases.get(spelling) or word
