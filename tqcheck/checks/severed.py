"""TQ103 severed-sentence: a full stop cuts a clause off its sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tqcheck.checks.arabic_verbs import finites, verbs_behind
from tqcheck.checks.english_verbs import finite_english
from tqcheck.checks.phrases import prepositional_phrase
from tqcheck.lang import LANGUAGES
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
from tqcheck.text.cues import cue_pattern, cue_words
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted
from tqcheck.text.words import words
from tqcheck.text.writing import writing
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key

# A cut-off end is longer than a cut-off beginning: four words at the start of a sentence often are one.
TAIL_WORDS, HEAD_WORDS = 4, 2
SHORT = 2
"""Letters up to which a word before a full stop is held to be an abbreviation («دي آر. بوبو»)."""
_COMMA = re.compile("[،,:]")
_STOP = re.compile(r"(?<!\.)[.؟!…][\"»”)]*$")
_SAID = re.compile(r"[!?؟…][\"»”]$")  # a quotation that ends, and not its sentence
_SUBORDINATE = re.compile(r"[,;:—–]")


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
            if left.paragraph != right.paragraph or not _stops(left) or _of_two(evidence, left, right, seam):
                continue
            fragment = (
                _fragment(evidence, left, right, seam)
                or _clause(evidence, right, seam)
                or _headless(evidence, right, seam)
            )
            if fragment:
                yield _severed(evidence, fragment)


def _stops(left: Segment) -> bool:
    """Whether a sentence ends in a full stop, and in no abbreviation or quotation that it goes on after."""
    found = words(left.text)
    return bool(
        _STOP.search(left.text) and not _SAID.search(left.text) and found and len(found[-1].of(left.text)) > SHORT
    )


def _fragment(evidence: Evidence, left: Segment, right: Segment, seam: int) -> Span | None:
    """The side of the seam that is too short for a sentence: its words, in the target side's offsets.

    A short sentence that begins with «و» is a coordinate clause that the translator made a sentence of, not a cut, and
    one with a verb of its own is a sentence.
    """
    for part, base, limit in ((right, seam + 1, TAIL_WORDS), (left, seam - len(left.text), HEAD_WORDS)):
        found = words(part.text)
        if evidence.arabic == "target" and _whole_sentence(part):
            continue
        if 0 < len(found) <= limit and not (len(found) > 1 and _and(found[0].of(part.text))):
            return Span(start=found[0].start + base, end=found[-1].end + base)
    return None


def _whole_sentence(part: Segment) -> bool:
    """Whether a short sentence of Arabic has a verb: anywhere, or behind the phrase that it opens with."""
    opening = _opening(part)
    return finites(part.text) > 0 if opening is None else opening == "phrase" and verbs_behind(part.text) > 0


def _and(word: str) -> bool:
    """Whether «و» is written onto a word, and not its own first letter («وفقا»)."""
    plain, zipf = key(word), load().zipf
    return plain.startswith("و") and zipf(plain[1:]) >= zipf(plain) - 1


def _clause(evidence: Evidence, right: Segment, seam: int) -> Span | None:
    """The whole second sentence where it opens as no sentence does, and nothing in the source begins there.

    A clause of circumstance may open a sentence if the main clause follows, behind a comma or with a verb of its own,
    and a phrase where a verb follows; a relative clause may not.
    """
    opening = _opening(right)
    if opening is None or (opening != "never" and _main_clause_follows(evidence, right, seam, opening)):
        return None
    return _whole(right, seam)


def _main_clause_follows(evidence: Evidence, right: Segment, seam: int, opening: str) -> bool:
    """Whether a clause or phrase is followed by its main clause.

    What is added behind a comma («وقد …», "and …"), and who says so, is no main clause.
    """
    source = "|".join(cue_pattern("clause-of-source", lang) for lang in LANGUAGES)
    text = fold(right.text)
    text = re.split(rf"(?<!^)(?<!\w)(?:{source})(?!\w)", text)[0]
    parts = [part.strip() for part in _COMMA.split(text) if part.strip(' .؟!»”"')]
    if any(not re.match(rf"(?:{cue_pattern('clause-added', right.lang)})", part) for part in parts[1:]):
        return True
    if evidence.arabic != "target":
        return False
    relative = re.split(rf"(?<!\w)(?:{cue_pattern('clause-relative', right.lang)})(?!\w)", parts[0])[0]
    if opening == "phrase":
        return verbs_behind(relative) > 0
    phrase = _source_of(evidence, _whole(right, seam))
    return finites(parts[0]) > 1 and bool(phrase and _SUBORDINATE.search(phrase.text))


def _headless(evidence: Evidence, right: Segment, seam: int) -> Span | None:
    """The second sentence where neither it nor what it renders has a verb."""
    span = _whole(right, seam)
    phrase = _source_of(evidence, span)
    if evidence.arabic != "target" or phrase is None or finites(right.text) or finite_english(phrase.text):
        return None
    return span


def _whole(right: Segment, seam: int) -> Span:
    found = words(right.text)
    return Span(start=found[0].start + seam + 1, end=found[-1].end + seam + 1)


def _of_two(evidence: Evidence, left: Segment, right: Segment, seam: int) -> bool:
    """Whether the two sentences render two of the source: what the links of most words say."""
    sides = [_renders(evidence, Span(start=seam - len(left.text), end=seam)), _renders(evidence, _whole(right, seam))]
    return len(evidence.bead.source) > 1 and None not in sides and sides[0] != sides[1]


def _renders(evidence: Evidence, part: Span) -> int | None:
    """Which sentence of the source most linked words of a part of the target stand in."""
    source, target = evidence.source_coverage, evidence.target_coverage
    if source is None or target is None:
        return None
    starts = [sum(len(s.text) + 1 for s in evidence.bead.source[:n]) for n in range(len(evidence.bead.source))]
    places = [
        source.words[w.counterpart].span.start
        for w in target.words
        if w.counterpart is not None and w.span.overlaps(part)
    ]
    found = Counter(max(n for n, start in enumerate(starts) if start <= place) for place in places)
    return found.most_common(1)[0][0] if found else None


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
