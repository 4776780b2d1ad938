"""TQ602 unbalanced-quotes and TQ603 quotation-lost: a direct quotation stays one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tqcheck.records import Check, DocumentEvidence, Evidence, Example, Fault, Severity, Span

_OPENING = {"“": "”", "«": "»", "„": "“", "‹": "›"}
_CLOSING = frozenset("”»›")
_STRAIGHT = frozenset('"＂')
# Single marks count as quotation marks only where they cannot be apostrophes.
_SINGLE = re.compile(
    r"(?<![\w'’])['‘](?=\w[^'‘’]{3,}?[\w.,!?]['’](?!\w))(?P<inside>[^'‘’]*(?:\w['’]\w[^'‘’]*)*)['’](?!\w)"
)
LONG = 4
"""Words from which a quotation is someone's sentence rather than a term in quotation marks."""


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
        closes = bool(opened) and (char == opened[-1][1] or (char in _STRAIGHT and opened[-1][1] in _STRAIGHT))
        if char in _STRAIGHT and at and text[at - 1].isdigit() and not closes:
            continue  # inches
        if closes:
            start, _ = opened.pop()
            inside.append((start, at + 1, len(text[start + 1 : at].split())))
        elif char in _OPENING:
            opened.append((at, _OPENING[char]))
        elif char in _STRAIGHT:
            opened.append((at, char))
        elif char in _CLOSING:
            unpaired.append(at)
    inside += [(m.start(), m.end(), len(m["inside"].split())) for m in _SINGLE.finditer(text)]
    return Quotations(tuple(sorted(inside)), tuple(sorted([*unpaired, *(at for at, _ in opened)])))


def unbalanced(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Marks without a partner in their bead; a quotation that runs over several beads is followed to its end."""
    open_since: tuple[Evidence, int] | None = None
    lonely: list[tuple[Evidence, int]] = []
    for item in evidence.beads:
        if not item.bead.target:
            continue
        marks = find_quotations(item.bead.side_text("target")).unpaired
        same = len(find_quotations(item.bead.side_text("source")).unpaired) if item.bead.source else 0
        for at in marks[same:] if same < len(marks) else ():
            if open_since and item.bead.index - open_since[0].bead.index <= 2:
                open_since = None
            else:
                if open_since:
                    lonely.append(open_since)
                open_since = (item, at)
    for item, at in [*lonely, *([open_since] if open_since else [])]:
        yield Fault(
            bead=item.bead, message="a quotation mark has no partner", confidence=0.8,
            target=Span(start=at, end=at + 1),
        )  # fmt: skip


def lost(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Direct quotations of the source in beads whose target quotes nothing at all."""
    for item in evidence.beads:
        if not item.two_sided:
            continue
        source, target = (find_quotations(item.bead.side_text(side)) for side in ("source", "target"))
        spoken = [q for q in source.inside if q[2] >= LONG]
        if spoken and not target.inside and not target.unpaired and not _set_off(item):
            yield _lost(item, spoken[0])


def _set_off(item: Evidence) -> bool:
    """Whether the target gives the quotation after a colon or a dash instead."""
    return bool(re.search(r"\w\s?:\s+\w|(?:^|\s)[–—-]\s", item.bead.side_text("target")))


def _lost(item: Evidence, quotation: tuple[int, int, int]) -> Fault:
    return Fault(
        bead=item.bead, message="a direct quotation is no longer marked as one", confidence=0.7,
        source=Span(start=quotation[0], end=quotation[1]),
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ602",
        name="unbalanced-quotes",
        severity=Severity.MINOR,
        summary="A quotation mark of the translation has no partner.",
        run=unbalanced,
        passes=(
            Example(source='"We will return," he said.', target='وقال: "سنعود".'),
            Example(source="“We will return,” he said.", target="وقال: «سنعود»."),
        ),
        fails=(
            Example(source='"We will return," he said.', target='وقال: "سنعود.'),
            Example(source="“We will return,” he said.", target="وقال: سنعود»."),
        ),
    ),
    Check(
        code="TQ603",
        name="quotation-lost",
        severity=Severity.MINOR,
        summary="A direct quotation is no longer marked as one.",
        run=lost,
        passes=(
            Example(source='"We will rebuild every street," he said.', target="وقال: «سنعيد بناء كل شارع»."),
            Example(source='The so-called "green line" was closed.', target="أُغلق ما يسمى الخط الأخضر."),
        ),
        fails=(
            Example(source='"We will rebuild every street," he said.', target="وقال إنه سيعيد بناء كل شارع."),
            Example(source="He said: “Nobody told us the truth.”", target="وقال إن أحدا لم يخبرهم بالحقيقة."),
        ),
    ),
)
