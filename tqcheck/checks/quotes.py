"""TQ602 unbalanced-quotes and TQ603 quotation-lost: a direct quotation stays one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tqcheck.records import Check, DocumentEvidence, Evidence, Example, Fault, Severity, Span, WordLink
from tqcheck.text.quoting import quoted

_OPENING = {"“": "”", "«": "»", "„": "“", "‹": "›"}
_CLOSING = frozenset("”»›")
_STRAIGHT = frozenset('"＂')
# Single marks count as quotation marks only where they cannot be apostrophes.
_SINGLE = re.compile(
    r"(?<![\w'’])['‘](?=\w[^'‘’]{3,}?[\w.,!?]['’](?!\w))(?P<inside>[^'‘’]*(?:\w['’]\w[^'‘’]*)*)['’](?!\w)"
)
LONG = 4
"""Words from which a quotation is someone's sentence rather than a term in quotation marks."""
_LINKED = 0.5
_OUTSIDE = 2
"""Words of a quotation, firmly linked, that have to stand outside of its marks."""


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
    """Direct quotations of the source that the target does not mark, or whose marks leave out a part of them."""
    for item in evidence.beads:
        if not item.two_sided:
            continue
        source, target = (find_quotations(item.bead.side_text(side)) for side in ("source", "target"))
        spoken = [q for q in source.inside if q[2] >= LONG]
        if not spoken:
            continue
        if not target.inside and not target.unpaired:
            yield _lost(item, spoken[0], "a direct quotation is no longer marked as one")
        elif not target.inside and not source.unpaired:
            if _opens_nowhere(item, spoken[0], target.unpaired[0]):
                yield _lost(item, spoken[0], "nothing marks where a direct quotation begins")
        else:
            yield from _cut_short(item, spoken, target)


def _opens_nowhere(item: Evidence, quotation: tuple[int, int, int], mark: int) -> bool:
    """Whether the one mark of the target closes the quotation: most of what is linked to it stands before the mark."""
    links = item.links.source if item.links else ()
    said = [w.counterpart for w in links if quotation[0] <= w.span.start < quotation[1] and w.counterpart]
    return 2 * sum(place.end <= mark for place in said) > len(said)


def _cut_short(item: Evidence, spoken: list[tuple[int, int, int]], target: Quotations) -> Iterator[Fault]:
    """Words said in a quotation that stand outside of all quotations of the target, by the word links."""
    links = item.links
    if links is None or target.unpaired:
        return
    for start, end, _ in spoken:
        said = [w for w in links.source if start <= w.span.start < end and w.mutual and (w.strength or 0) >= _LINKED]
        out = [w for w in said if w.counterpart and not any(a <= w.counterpart.start < b for a, b, _ in target.inside)]
        tail = said[-len(out) :] == out or said[: len(out)] == out
        if len(out) >= _OUTSIDE and tail and len(out) < len(said):
            span = Span(start=out[0].span.start, end=out[-1].span.end)
            yield Fault(
                bead=item.bead, message=f"{quoted(span.of(item.bead.side_text('source')))} is said in the quotation,"
                " and stands outside of it in the translation",
                severity=Severity.MAJOR, confidence=0.7, source=span, target=_hull(out),
            )  # fmt: skip


def _hull(words: list[WordLink]) -> Span:
    places = [w.counterpart for w in words if w.counterpart]
    return Span(start=min(p.start for p in places), end=max(p.end for p in places))


def _set_off(item: Evidence) -> bool:
    """Whether the target gives the quotation after a dash instead."""
    return bool(re.search(r"(?:^|\s)[–—-]\s", item.bead.side_text("target")))


def _attributed(item: Evidence) -> bool:
    """Whether somebody is said to say it: elsewhere marks may be a title's, or irony's."""
    return item.cues is not None and any(cue.kind in ("say", "report") for cue in item.cues.source.attribution)


def _lost(item: Evidence, quotation: tuple[int, int, int], message: str) -> Fault:
    grave = _attributed(item) and not _set_off(item)
    return Fault(
        bead=item.bead, message=message, severity=Severity.MAJOR if grave else Severity.MINOR,
        confidence=0.8 if grave else 0.7, source=Span(start=quotation[0], end=quotation[1]),
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
        severity=Severity.MAJOR,
        summary="A direct quotation is no longer marked as one, or its marks leave out a part of it.",
        run=lost,
        needs=("cues",),
        uses=("source_coverage", "target_coverage"),
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
