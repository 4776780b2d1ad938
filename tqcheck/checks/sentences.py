"""TQ101 to TQ105: sentences missing, added, cut in two, doubled, left untranslated. What the alignment shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tqcheck.checks.phrases import prepositional_phrase
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
from tqcheck.text.links import without_links
from tqcheck.text.normalise import fold
from tqcheck.text.scripts import letters, script_of
from tqcheck.text.words import words

SENTENCE_WORDS = 4
# A cut-off end is longer than a cut-off beginning: four words at the start of a sentence often are one.
TAIL_WORDS, HEAD_WORDS = 4, 2
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
            yield _one_sided(document, position, "source", "sentence missing from the translation")
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
            yield _one_sided(document, position, "target", "sentence without a source")


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


def severed(document: DocumentEvidence) -> Iterator[Fault]:
    """TQ103: a full stop on the target side where the source sentence goes on, with a mere fragment beside it."""
    for evidence in document.beads:
        bead = evidence.bead
        if len(bead.target) <= len(bead.source) or not bead.source:
            continue
        offset = 0
        for left, right in zip(bead.target, bead.target[1:], strict=False):
            seam = offset + len(left.text)
            offset = seam + 1
            fragment = _fragment(left, right, seam)
            if fragment and left.paragraph == right.paragraph:
                yield _severed(evidence, fragment)


def _fragment(left: Segment, right: Segment, seam: int) -> Span | None:
    """The side of the seam that is too short for a sentence: its words, in the target side's offsets.

    A short sentence that begins with «و» is a coordinate clause that the translator made a sentence of, not a cut.
    """
    if not re.search(r"[.؟!…]", left.text[-3:]):
        return None
    for text, base, limit in ((right.text, seam + 1, TAIL_WORDS), (left.text, seam - len(left.text), HEAD_WORDS)):
        found = words(text)
        if 0 < len(found) <= limit and not (len(found) > 1 and found[0].of(text).startswith("و")):
            return Span(start=found[0].start + base, end=found[-1].end + base)
    return None


def _severed(evidence: Evidence, fragment: Span) -> Fault:
    bead = evidence.bead
    phrase = _source_of(evidence, fragment)
    cut_off = fragment.of(bead.side_text("target"))
    clause = f": {phrase.text!r}" if phrase else ""
    return Fault(
        message=f"a full stop cuts «{cut_off}» off its sentence{clause}",
        bead=bead,
        source=phrase,
        target=fragment,
        confidence=bead.confidence,
    )


def _source_of(evidence: Evidence, fragment: Span) -> Location | None:
    """The source phrase that the fragment's words translate, by the coverage model's word links."""
    source, target = evidence.source_coverage, evidence.target_coverage
    if source is None or target is None:
        return None
    linked = [w.counterpart for w in target.words if w.span.overlaps(fragment) and w.counterpart is not None]
    if not linked:
        return None
    text = evidence.bead.side_text("source")
    first, last = prepositional_phrase(text, [w.span for w in source.words], min(linked), max(linked))
    return evidence.bead.locate("source", source.words[first].span.start, source.words[last].span.end)


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


def untranslated(document: DocumentEvidence) -> Iterator[Fault]:
    """TQ105: whole sentences, or runs of three words and more that are not just a name, left in the source language."""
    source_lang, target_lang = document.bitext.source_lang, document.bitext.target_lang
    if script_of(source_lang) == script_of(target_lang):
        return
    for evidence in document.beads:
        bead = evidence.bead
        source = fold(bead.side_text("source"))
        for segment in bead.target:
            for span in _foreign(segment, source_lang, target_lang, source):
                place = Location(
                    document=segment.document, span=Span(start=segment.place(span.start), end=segment.place(span.end))
                )
                yield Fault(
                    message=f"left untranslated: {shorten(place.text)}",
                    bead=bead,
                    source=_same_words(bead, place.text),
                    target=place,
                    confidence=0.97,
                )


def _foreign(segment: Segment, source_lang: str, target_lang: str, source: str) -> Iterator[Span]:
    """Stretches of a target segment that are source text as it is."""
    plain = without_links(segment.text)
    if letters(plain, source_lang) > letters(plain, target_lang):
        if _prose(plain, [w for w in words(plain) if letters(w.of(plain), source_lang)]):
            yield Span(start=0, end=len(segment.text))
        return
    run: list[Span] = []
    for span in [*words(plain), None]:
        if span is not None and letters(span.of(plain), source_lang):
            run.append(span)
            continue
        text = segment.text[run[0].start : run[-1].end] if run else ""
        if _prose(plain, run) and fold(text) in source:
            yield Span(start=run[0].start, end=run[-1].end)
        run = []


def _prose(text: str, run: list[Span]) -> bool:
    """Whether words are more than a name: three at least, two of them without a capital."""
    return len(run) >= 3 and sum(s.of(text)[0].islower() for s in run) >= 2


def _same_words(bead: Bead, text: str) -> Location | None:
    source = bead.side_text("source")
    at = source.lower().find(text.lower())
    if at >= 0:
        return bead.locate("source", at, at + len(text))
    return bead.locate("source", 0, len(source)) if bead.source else None


MISSING = Check(
    code="TQ101",
    name="missing-sentence",
    severity=Severity.CRITICAL,
    summary="A source sentence has no counterpart in the translation.",
    run=missing,
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

SEVERED = Check(
    code="TQ103",
    name="severed-sentence",
    severity=Severity.MAJOR,
    summary="A full stop cuts a clause off its sentence.",
    run=severed,
    family="sentence",
    precedence=Precedence.CHANGED,
    explains=FACTS,
    passes=(
        Example(
            source="The delegation landed at Beirut's international airport.",
            target="هبطت طائرة الوفد في مطار بيروت الدولي.",
        ),
        Example(
            source="The plan was approved on Sunday and takes effect next month.",
            target="أُقرت الخطة يوم الأحد. وتدخل حيز التنفيذ الشهر المقبل بعد نشرها.",
            note="two full sentences for one",
        ),
    ),
    fails=(
        Example(
            source="The delegation was received on Sunday at Beirut's international airport.",
            target="استُقبل الوفد يوم الأحد في بيروت. مطار دولي.",
        ),
        Example(
            source="The agreement was signed on Tuesday with the Government of Jordan.",
            target="وُقع الاتفاق يوم الثلاثاء مع الحكومة. الأردن.",
        ),
    ),
    needs=("source_coverage", "target_coverage"),
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

UNTRANSLATED = Check(
    code="TQ105",
    name="untranslated",
    severity=Severity.MAJOR,
    summary="Source text stands in the translation as it is.",
    run=untranslated,
    family="sentence",
    precedence=Precedence.SENTENCE,
    explains=(*FACTS, "name"),
    passes=(
        Example(source="Microsoft Corporation opened an office.", target="افتتحت شركة Microsoft Corporation مكتبا."),
        Example(source="The vote was postponed.", target="تأجل التصويت."),
    ),
    fails=(
        Example(
            source="The vote was postponed because of the storm.",
            target="تأجل التصويت because of the storm.",
        ),
        Example(
            source="Turnout was low in the north, officials said.",
            target="كان الإقبال ضعيفا in the north, officials said.",
        ),
    ),
)

CHECKS = (MISSING, EXTRA, SEVERED, DUPLICATED, UNTRANSLATED)
