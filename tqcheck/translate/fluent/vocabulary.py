"""A tokenizer cut to some of its pieces, so that what stays says every text as before where its pieces stayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def closed(pieces: Iterable[str], merges: Sequence[tuple[str, str]]) -> set[str]:
    """The pieces and all that byte-pair merging goes through to reach them, their characters included."""
    rank = {pair: number for number, pair in enumerate(merges)}
    found: set[str] = set()
    for piece in pieces:
        found.add(piece)
        found.update(_steps(piece, rank))
    return found


def _steps(piece: str, rank: Mapping[tuple[str, str], int]) -> Iterable[str]:
    """What stands there after each merge on the way from characters to the piece."""
    parts = list(piece)
    yield from parts
    while len(parts) > 1:
        best = min(range(len(parts) - 1), key=lambda i: rank.get((parts[i], parts[i + 1]), len(rank)))
        if (parts[best], parts[best + 1]) not in rank:
            return
        parts[best : best + 2] = [parts[best] + parts[best + 1]]
        yield parts[best]


def cut_tokenizer(spec: Mapping[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """`tokenizer.json` of a byte-pair tokenizer with these pieces alone, numbered anew in this order."""
    model = spec["model"]
    by_number = {number: piece for piece, number in model["vocab"].items()}
    vocabulary = {by_number[old]: new for new, old in enumerate(kept) if old in by_number}
    merges = [m for m in model["merges"] if m[0] in vocabulary and m[1] in vocabulary and m[0] + m[1] in vocabulary]
    added = [{**a, "id": vocabulary[a["content"]]} for a in spec["added_tokens"] if a["content"] in vocabulary]
    return {
        **spec,
        "added_tokens": added,
        # What is read is put together number by number: nothing is put before it.
        "post_processor": None,
        "model": {**model, "vocab": vocabulary, "merges": merges},
    }
