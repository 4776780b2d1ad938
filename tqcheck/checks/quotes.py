"""TQ602 unbalanced-quotes and TQ603 quotation-lost: a direct quotation stays one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.coverage.word_lists import FUNCTION
from tqcheck.records import Check, DocumentEvidence, Evidence, Example, Fault, Severity, Span, WordLink
from tqcheck.text.normalise import fold
from tqcheck.text.quotations import STRAIGHT, Quotations, find_quotations
from tqcheck.text.quoting import quoted

_INTRODUCED = re.compile(r"[:,،]\s*$")
LONG = 4
"""Words from which a quotation is someone's sentence rather than a term in quotation marks."""
_LINKED = 0.5
_OUTSIDE = 2
"""Words of a quotation, firmly linked, that have to stand outside of its marks."""
_SURELY_SAID = 3
"""Words of a quotation, firmly linked, that have to stand outside of all marks for it to be none any more."""


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
    goes_on = False  # somebody has spoken right before
    for item in evidence.beads:
        spoke, goes_on = goes_on, False
        if not item.two_sided:
            continue
        source, target = (find_quotations(item.bead.side_text(side)) for side in ("source", "target"))
        spoken = [q for q in source.inside if q[2] >= LONG]
        if not spoken:
            yield from _made_direct(item, source, target)
            continue
        goes_on = _attributed(item)
        yield from _taken_in(item, source, target)
        if not target.inside and not target.unpaired:
            yield _lost(item, spoken[0], "a direct quotation is no longer marked as one", spoke)
        elif not target.inside and not source.unpaired:
            if _opens_nowhere(item, spoken[0], target.unpaired[0]):
                yield _lost(item, spoken[0], "nothing marks where a direct quotation begins")
        else:
            yield from _partly(item, spoken, target)


def _made_direct(item: Evidence, source: Quotations, target: Quotations) -> Iterator[Fault]:
    """What the original reports without any marks, between marks behind a colon or comma: elsewhere it is a name."""
    text = item.bead.side_text("target")
    said = [q for q in target.inside if q[2] >= LONG and _INTRODUCED.search(text[: q[0]])]
    if said and not source.inside and not source.unpaired and _attributed(item) and _sound(text, target):
        yield Fault(
            bead=item.bead, message="reported speech became a direct quotation", severity=Severity.MAJOR,
            confidence=0.7, target=Span(start=said[0][0], end=said[0][1]),
        )  # fmt: skip


def _taken_in(item: Evidence, source: Quotations, target: Quotations) -> Iterator[Fault]:
    """Words that stand in a quotation of the target, at its end, and outside of all quotations of the source."""
    links = item.links.target if item.links else ()
    if source.unpaired or target.unpaired or not _sound(item.bead.side_text("target"), target):
        return
    for start, end, size in target.inside:
        said = [w for w in links if start <= w.span.start < end and w.mutual and (w.strength or 0) >= _LINKED]
        out = [w for w in said if w.counterpart and not _within(w.counterpart.start, source)]
        if size >= LONG and len(out) >= _OUTSIDE and len(out) < len(said) and said[-len(out) :] == out:
            text = item.bead.side_text("target")
            span = Span(start=out[0].span.start, end=out[-1].span.end)
            yield Fault(
                bead=item.bead, message=f"{quoted(span.of(text))} stands in the quotation, and outside of it in the"
                " original",
                severity=Severity.MAJOR, confidence=0.7, source=_hull(out), target=span,
            )  # fmt: skip


def _partly(item: Evidence, spoken: list[tuple[int, int, int]], target: Quotations) -> Iterator[Fault]:
    """Quotations whose words all stand outside of the target's marks, or whose marks leave out a part of them."""
    for quotation in spoken:
        said = _said(item, quotation)
        inside = [w for w in said if w.counterpart and _within(w.counterpart.start, target)]
        if len(said) >= _SURELY_SAID and not inside and _sound(item.bead.side_text("target"), target):
            yield _lost(item, quotation, "a direct quotation is no longer marked as one")
        elif inside and len(inside) < len(said):
            yield from _cut_short(item, said, target)


def _sound(text: str, quotations: Quotations) -> bool:
    """Whether straight marks pair as they are read: none is left over, and each stands right at its words."""
    straight = [(start, end) for start, end, _ in quotations.inside if text[start] in STRAIGHT]
    apart = any(
        text[start + 1].isspace() or text[end - 2].isspace() or text[end : end + 1].isalnum() for start, end in straight
    )
    return not apart and not any(text[at] in STRAIGHT for at in quotations.unpaired)


def _within(place: int, target: Quotations) -> bool:
    return any(start <= place < end for start, end, _ in target.inside)


def _said(item: Evidence, quotation: tuple[int, int, int]) -> list[WordLink]:
    """The words of a quotation that are firmly linked."""
    links = item.links.source if item.links else ()
    start, end, _ = quotation
    return [w for w in links if start <= w.span.start < end and w.mutual and (w.strength or 0) >= _LINKED]


def _opens_nowhere(item: Evidence, quotation: tuple[int, int, int], mark: int) -> bool:
    """Whether the one mark of the target closes the quotation: most of what is linked to it stands before the mark."""
    links = item.links.source if item.links else ()
    said = [w.counterpart for w in links if quotation[0] <= w.span.start < quotation[1] and w.counterpart]
    return 2 * sum(place.end <= mark for place in said) > len(said)


def _cut_short(item: Evidence, said: list[WordLink], target: Quotations) -> Iterator[Fault]:
    """Words said in a quotation that stand outside of all quotations of the target, at its beginning or end."""
    if target.unpaired:
        return
    out = [w for w in said if w.counterpart and not _within(w.counterpart.start, target)]
    edge = said[-len(out) :] == out or said[: len(out)] == out
    beside = len(out) == 1 and fold(out[0].rendering or "") not in FUNCTION and _beside_mark(item, out[0], target)
    if edge and (len(out) >= _OUTSIDE or beside):
        span = Span(start=out[0].span.start, end=out[-1].span.end)
        yield Fault(
            bead=item.bead, message=f"{quoted(span.of(item.bead.side_text('source')))} is said in the quotation,"
            " and stands outside of it in the translation",
            severity=Severity.MAJOR, confidence=0.7, source=span, target=_hull(out),
        )  # fmt: skip


def _beside_mark(item: Evidence, word: WordLink, target: Quotations) -> bool:
    """Whether nothing but marks stands between a word of the target and one of its quotations."""
    text, place = item.bead.side_text("target"), word.counterpart
    assert place is not None
    gaps = [text[end : place.start] for _, end, _ in target.inside if end <= place.start]
    gaps += [text[place.end : start] for start, _, _ in target.inside if place.end <= start]
    return any(not re.search(r"\w", gap) for gap in gaps)


def _hull(words: list[WordLink]) -> Span:
    places = [w.counterpart for w in words if w.counterpart]
    return Span(start=min(p.start for p in places), end=max(p.end for p in places))


def _set_off(item: Evidence) -> bool:
    """Whether the target gives the quotation after a dash instead."""
    return bool(re.search(r"(?:^|\s)[–—-]\s", item.bead.side_text("target")))


def _attributed(item: Evidence) -> bool:
    """Whether somebody is said to say it: elsewhere marks may be a title's, or irony's."""
    return item.cues is not None and any(cue.kind in ("say", "report") for cue in item.cues.source.attribution)


def _lost(item: Evidence, quotation: tuple[int, int, int], message: str, goes_on: bool = False) -> Fault:
    grave = (goes_on or _attributed(item)) and not _set_off(item)
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
