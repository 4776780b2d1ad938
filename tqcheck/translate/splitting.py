"""Splits a text that is too long for a model at the best places there are: sentences, clauses, words, characters."""

from __future__ import annotations

import re
from collections.abc import Callable

_SEAMS = (
    re.compile(r"(?<=[.!?؟…])\s+|\n+"),
    re.compile(r"(?<=[؛;:،,])\s+|(?<!\s)\s+(?=[–—])"),
    re.compile(r"\s+"),
)


def split_to_fit(text: str, length: Callable[[str], int], limit: int) -> list[str]:
    """Pieces of `text`, in order and each of `length` at most `limit`, that together hold all its visible characters.

    A single character longer than `limit` stays whole: nothing is ever left out.
    """
    return _split(text.strip(), length, max(limit, 1), 0)


def _split(text: str, length: Callable[[str], int], limit: int, level: int) -> list[str]:
    if not text:
        return []
    if length(text) <= limit or len(text) == 1:
        return [text]
    if level == len(_SEAMS):
        middle = len(text) // 2
        return _split(text[:middle], length, limit, level) + _split(text[middle:], length, limit, level)
    parts = [p for p in _SEAMS[level].split(text) if p]
    pieces = [piece for part in parts for piece in _split(part, length, limit, level + 1)]
    return _merge(pieces, length, limit) if level < len(_SEAMS) else pieces


def _merge(pieces: list[str], length: Callable[[str], int], limit: int) -> list[str]:
    """Neighbours put together again while they fit: a model translates a whole better than its crumbs."""
    merged: list[str] = []
    for piece in pieces:
        joined = f"{merged[-1]} {piece}" if merged else piece
        if merged and length(joined) <= limit:
            merged[-1] = joined
        else:
            merged.append(piece)
    return merged
