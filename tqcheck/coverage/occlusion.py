"""What the sentence as a whole says of a range of its words: left out, do both sides grow more alike?

The coverage network compares words; the sentence encoder reads a sentence whole, and knows renderings that no two words
show. Leaving a part out to see what it was worth is occlusion (Zeiler and Fergus 2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tqcheck.coverage.spans import Range, SideWords, spans
from tqcheck.records import Occlusion

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to vectors of length 1, shape (texts, dimensions)."""
UNKNOWN = float("nan")
"""What a feature is that was not measured."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One range of one side: which side, the texts to compare."""

    number: int
    span: Range
    whole: str
    rest: str
    part: str
    other: str


def occlusions(sides: Sequence[tuple[SideWords, str]], encode: Encode) -> list[tuple[Occlusion, ...]]:
    """Of each (side, text of the other side) the occlusions of its candidate ranges; all texts are encoded together."""
    asked = [one for number, (side, other) in enumerate(sides) for one in _asked(number, side, other)]
    out: list[list[Occlusion]] = [[] for _ in sides]
    for one, occlusion in zip(asked, _measured(asked, encode), strict=True):
        out[one.number].append(occlusion)
    return [tuple(found) for found in out]


def _asked(number: int, side: SideWords, other: str) -> Iterator[_Asked]:
    for span in spans(side):
        start, end = side.words[span[0]].span.start, side.words[span[1] - 1].span.end
        rest = f"{side.text[:start].rstrip()} {side.text[end:].lstrip()}".strip()
        yield _Asked(number, span, side.text, rest, side.text[start:end], other)


def _measured(asked: Sequence[_Asked], encode: Encode) -> Iterator[Occlusion]:
    texts = list(dict.fromkeys(text for one in asked for text in (one.whole, one.rest, one.part, one.other)))
    vector = dict(zip(texts, encode(texts), strict=True)) if texts else {}
    for one in asked:
        whole, rest, part, other = (vector[text] for text in (one.whole, one.rest, one.part, one.other))
        alike = float(whole @ other)
        yield Occlusion(
            start=one.span[0],
            end=one.span[1],
            whole=alike,
            gain=float(rest @ other) - alike,
            part=float(part @ other),
            own=float(part @ whole),
        )


def occluded(known: Sequence[Occlusion], span: Range) -> dict[str, float]:
    """What is known of the range that shares most with `span`, as features; `UNKNOWN` where none was measured."""
    shared = {one: min(one.end, span[1]) - max(one.start, span[0]) for one in known}
    best = max(known, key=shared.__getitem__, default=None)
    if best is None or shared[best] <= 0:
        return dict.fromkeys(("alike_whole", "alike_gain", "alike_part", "alike_own"), UNKNOWN)
    return {
        "alike_whole": best.whole,
        "alike_gain": best.gain,
        "alike_part": best.part,
        "alike_own": best.own,
    }
