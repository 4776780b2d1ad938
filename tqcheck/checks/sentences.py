"""TQ101, TQ102 and TQ104: sentences missing, added, doubled. What the alignment shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from tqcheck.checks.taken_along import taken_along
from tqcheck.records import (
    FACTS,
    Bead,
    Check,
    DocumentEvidence,
    Evidence,
    Example,
    Fault,
    Location,
    Precedence,
    Segment,
    Severity,
    Side,
    Span,
)  # fmt: skip
from tqcheck.text.normalise import fold
from tqcheck.text.words import words

SENTENCE_WORDS = 4
MISSING_ONE, EXTRA_ONE = "sentence missing from the translation", "sentence without a source"
DUPLICATE_RATIO = 92.0
_SENTENCE_END = re.compile(r"[.!?؟…][\"”»)\]]*$")


def shorten(text: str, limit: int = 60) -> str:
    """The text on one line, cut at a word where it is longer than `limit` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else plain[:limit].rsplit(" ", 1)[0] + " …"


def missing(document: DocumentEvidence) -> Iterator[Fault]:
    """TQ101; minor where the sentence is only missing from its place."""
    for position, evidence in enumerate(document.beads):
        bead = evidence.bead
        if bead.source and not bead.target:
            yield _one_sided(document, position, "source", MISSING_ONE)
        yield from _taken_along(evidence, "source", MISSING_ONE)
    for moved, block in groupby((e.bead for e in document.beads), key=lambda bead: bead.moved):
        if moved:
            yield _moved(tuple(block))


def _moved(block: Sequence[Bead]) -> Fault:
    """Neighbouring sentences of the source that stand elsewhere in the translation, as one finding."""
    count = sum(len(bead.source) for bead in block)
    more = f" (and {count - 1} more)" if count > 1 else ""
    return Fault(
        severity=Severity.MINOR,
        message=f"stands elsewhere in the translation: {shorten(block[0].source[0].text)}{more}",
        bead=block[0],
        source=_all_of([s for bead in block for s in bead.source]),
        target=_all_of([t for bead in block for t in bead.target]),
        confidence=min((bead.confidence for bead in block if bead.confidence is not None), default=None),
    )


def _all_of(segments: Sequence[Segment]) -> Location:
    """What the segments of the first one's document span."""
    here = [s.span for s in segments if s.document is segments[0].document]
    return Location(
        document=segments[0].document, span=Span(start=min(s.start for s in here), end=max(s.end for s in here))
    )


def extra(document: DocumentEvidence) -> Iterator[Fault]:
    """TQ102; a doubled sentence is TQ104's."""
    doubled = {copy.span for _, copy in _doubled(document)}
    for position, evidence in enumerate(document.beads):
        bead = evidence.bead
        if bead.target and not bead.source and not all(s.span in doubled for s in bead.target):
            yield _one_sided(document, position, "target", EXTRA_ONE)
        yield from _taken_along(evidence, "target", EXTRA_ONE, doubled)


def _taken_along(evidence: Evidence, side: Side, what: str, doubled: Set[Span] = frozenset()) -> Iterator[Fault]:
    bead = evidence.bead
    for segment, here, level in taken_along(evidence, side):
        if segment.span in doubled:
            continue
        yield Fault(
            message=f"{what}: {shorten(segment.text)}",
            bead=bead,
            source=here if side == "source" else None,
            target=here if side == "target" else None,
            confidence=round(level, 4),
        )


def _one_sided(document: DocumentEvidence, position: int, side: Side, what: str) -> Fault:
    bead = document.beads[position].bead
    here = bead.locate(side, 0, len(bead.side_text(side)))
    there = _gap(document, position, "target" if side == "source" else "source")
    sentence = bool(_SENTENCE_END.search(here.text)) and len(words(here.text)) >= SENTENCE_WORDS
    return Fault(
        severity=None if sentence else Severity.MAJOR,
        message=f"{what}: {shorten(here.text)}",
        bead=bead,
        source=here if side == "source" else there,
        target=there if side == "source" else here,
        confidence=bead.confidence,
    )


def _gap(document: DocumentEvidence, position: int, side: Side) -> Location | None:
    """The point on the other side where the sentence would stand: after what the bead before it covers."""
    if gap := document.beads[position].bead.gap:
        return gap
    for earlier in reversed(document.beads[:position]):
        if segments := earlier.bead.segments(side):
            at = segments[-1].span.end
            return Location(document=segments[-1].document, span=Span(start=at, end=at))
    for later in document.beads[position + 1 :]:
        if segments := later.bead.segments(side):
            at = segments[0].span.start
            return Location(document=segments[0].document, span=Span(start=at, end=at))
    return None


def duplicated(document: DocumentEvidence) -> Iterator[Fault]:
    """TQ104: a target sentence that has no source of its own and stands elsewhere too."""
    for evidence, copy in _doubled(document):
        bead = evidence.bead
        place = Location(document=copy.document, span=copy.span)
        yield Fault(
            message=f"the translation says this twice, the source once: {shorten(copy.text)}",
            bead=bead,
            source=bead.locate("source", 0, len(bead.side_text("source"))) if bead.source else None,
            target=place,
            confidence=bead.confidence,
        )


def _doubled(document: DocumentEvidence) -> list[tuple[Evidence, Segment]]:
    """Target segments beyond the number of source segments in their bead that repeat another target segment."""
    from rapidfuzz import fuzz

    everything = [s for e in document.beads for s in e.bead.target]
    folded = {id(s): fold(s.text) for s in everything}
    found: list[tuple[Evidence, Segment]] = []
    for evidence in document.beads:
        bead = evidence.bead
        spare = len(bead.target) - len(bead.source)
        for segment in reversed(bead.target):
            others = [s for s in everything if s is not segment and not any(s is copy for _, copy in found)]
            if (
                spare > 0
                and len(words(segment.text)) >= 3
                and any(fuzz.ratio(folded[id(segment)], folded[id(o)], score_cutoff=DUPLICATE_RATIO) for o in others)
            ):
                found.append((evidence, segment))
                spare -= 1
    return found


MISSING = Check(
    code="TQ101",
    name="missing-sentence",
    severity=Severity.CRITICAL,
    summary="A source sentence has no counterpart in the translation.",
    run=missing,
    uses=("source_coverage", "target_coverage"),
    family="sentence",
    precedence=Precedence.SENTENCE,
    explains=(*FACTS, "name"),
    passes=(
        Example(
            source="The minister arrived on Monday. He met the governor.",
            target="وصل الوزير يوم الاثنين. والتقى المحافظ.",
        ),
        Example(
            source="The minister arrived on Monday and met the governor.",
            target="وصل الوزير يوم الاثنين. والتقى المحافظ.",
            note="one sentence became two: nothing is missing",
        ),
    ),
    fails=(
        Example(
            source="The minister arrived on Monday. Protesters blocked the road to the airport. He met the governor.",
            target="وصل الوزير يوم الاثنين. والتقى المحافظ.",
        ),
        Example(
            source="The hospital has reopened after repairs. Three wards are still closed for lack of nurses.",
            target="أعيد افتتاح المستشفى بعد أعمال الترميم.",
        ),
    ),
)

EXTRA = Check(
    code="TQ102",
    name="extra-sentence",
    severity=Severity.MAJOR,
    summary="A sentence of the translation has no counterpart in the source.",
    run=extra,
    uses=("source_coverage", "target_coverage"),
    family="sentence",
    precedence=Precedence.SENTENCE,
    explains=(*FACTS, "name"),
    passes=(
        Example(
            source="The school opened in March. It has 300 pupils.",
            target="افتتحت المدرسة في مارس. وتضم 300 تلميذ.",
        ),
        Example(source="The court adjourned the trial.", target="أجلت المحكمة المحاكمة."),
    ),
    fails=(
        Example(
            source="The school opened in March. It has 300 pupils.",
            target="افتتحت المدرسة في مارس. وانتقد سكان الحي تكلفة البناء الباهظة. وتضم 300 تلميذ.",
        ),
        Example(
            source="The court adjourned the trial.",
            target="أجلت المحكمة المحاكمة. وغادر المتهم البلاد سرا قبل أسبوع.",
        ),
    ),
)

DUPLICATED = Check(
    code="TQ104",
    name="duplicated-sentence",
    severity=Severity.MAJOR,
    summary="A sentence of the translation stands twice, its source once.",
    run=duplicated,
    family="sentence",
    precedence=Precedence.SENTENCE,
    explains=(*FACTS, "name"),
    passes=(
        Example(
            source="Schools stay closed today. Shops will open tomorrow.",
            target="تبقى المدارس مغلقة اليوم. وستفتح المتاجر غدا.",
        ),
        Example(
            source="Vote for change, he said. The crowd cheered. Vote for change, he said.",
            target="قال: صوتوا للتغيير. وهتف الحشد. قال: صوتوا للتغيير.",
            note="the source says it twice as well",
        ),
    ),
    fails=(
        Example(
            source="Schools stay closed today. Shops will open tomorrow.",
            target="تبقى المدارس مغلقة اليوم. تبقى المدارس مغلقة اليوم. وستفتح المتاجر غدا.",
        ),
        Example(
            source="The bridge was closed after the flood. Traffic was diverted.",
            target="أُغلق الجسر بعد الفيضان. وتم تحويل حركة المرور. أُغلق الجسر بعد الفيضان.",
        ),
    ),
)

CHECKS = (MISSING, EXTRA, DUPLICATED)
