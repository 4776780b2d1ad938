"""TQ103 severed-sentence: a full stop cuts a clause off its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.checks.phrases import prepositional_phrase
from tqcheck.records import (
    FACTS,
    Check,
    DocumentEvidence,
    Evidence,
    Example,
    Fault,
    Location,
    Precedence,
    Segment,
    Severity,
    Span,
)
from tqcheck.text.cues import cue_words
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted
from tqcheck.text.words import words
from tqcheck.text.writing import writing

# A cut-off end is longer than a cut-off beginning: four words at the start of a sentence often are one.
TAIL_WORDS, HEAD_WORDS = 4, 2
_COMMA = re.compile("[،,:]")
_STOP = re.compile(r"(?<!\.)[.؟!…][\"»”)]*$")


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
            fragment = _fragment(left, right, seam) or _clause(left, right, seam)
            if fragment and left.paragraph == right.paragraph:
                yield _severed(evidence, fragment)


def _fragment(left: Segment, right: Segment, seam: int) -> Span | None:
    """The side of the seam that is too short for a sentence: its words, in the target side's offsets.

    A short sentence that begins with «و» is a coordinate clause that the translator made a sentence of, not a cut.
    """
    if not _STOP.search(left.text):
        return None
    for text, base, limit in ((right.text, seam + 1, TAIL_WORDS), (left.text, seam - len(left.text), HEAD_WORDS)):
        found = words(text)
        if 0 < len(found) <= limit and not (len(found) > 1 and found[0].of(text).startswith("و")):
            return Span(start=found[0].start + base, end=found[-1].end + base)
    return None


def _clause(left: Segment, right: Segment, seam: int) -> Span | None:
    """The whole second sentence where it opens as no sentence does, and nothing in the source begins there.

    A clause of circumstance may open a sentence if the main clause follows, behind a comma; a relative one or one
    of purpose may not.
    """
    if not _STOP.search(left.text):
        return None
    opening = _opening(right)
    if opening == "never" or (opening == "clause" and not _COMMA.search(right.text)):
        found = words(right.text)
        return Span(start=found[0].start + seam + 1, end=found[-1].end + seam + 1)
    return None


def _opening(segment: Segment) -> str | None:
    """`never` where a sentence opens as none does, `clause` where a main clause has to follow."""
    text = fold(segment.text) if writing(segment.lang).folded else segment.text.lower()
    for kind in cue_words("opening", segment.lang):
        if re.match(rf"(?:{kind.pattern})(?!\w)", text):
            return kind.kind
    return None


def _severed(evidence: Evidence, fragment: Span) -> Fault:
    bead = evidence.bead
    phrase = _source_of(evidence, fragment)
    cut_off = fragment.of(bead.side_text("target"))
    clause = f": {quoted(phrase.text)}" if phrase else ""
    return Fault(
        message=f"a full stop cuts {quoted(cut_off)} off its sentence{clause}",
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

CHECKS = (SEVERED,)
