"""What stands in quotation marks in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = {"“": "”", "«": "»", "„": "“", "‹": "›"}
_CLOSING = frozenset("”»›")
STRAIGHT = frozenset('"＂')
# Single marks count as quotation marks only where they cannot be apostrophes.
_SINGLE = re.compile(
    r"(?<![\w'’])['‘](?=\w[^'‘’]{3,}?[\w.,!?]['’](?!\w))(?P<inside>[^'‘’]*(?:\w['’]\w[^'‘’]*)*)['’](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quotations:
    """What stands in quotation marks in a text (start, end, words), and marks without a partner."""

    inside: tuple[tuple[int, int, int], ...]
    unpaired: tuple[int, ...]


def find_quotations(text: str) -> Quotations:
    """Quotations of a text in double marks of any kind, and in single ones that cannot be apostrophes."""
    inside: list[tuple[int, int, int]] = []
    unpaired: list[int] = []
    opened: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        closes = bool(opened) and (char == opened[-1][1] or (char in STRAIGHT and opened[-1][1] in STRAIGHT))
        if char in STRAIGHT and at and text[at - 1].isdigit() and not closes:
            continue  # inches
        if closes:
            start, _ = opened.pop()
            inside.append((start, at + 1, len(text[start + 1 : at].split())))
        elif char in _OPENING:
            opened.append((at, _OPENING[char]))
        elif char in STRAIGHT:
            opened.append((at, char))
        elif char in _CLOSING:
            unpaired.append(at)
    inside += [(m.start(), m.end(), len(m["inside"].split())) for m in _SINGLE.finditer(text)]
    return Quotations(tuple(sorted(inside)), tuple(sorted([*unpaired, *(at for at, _ in opened)])))
