"""TQ401 name-mismatch, TQ402 name-missing, TQ403 name-spelling: who and where, compared by value and by sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.checks.changed import is_party, opposites
from tqcheck.checks.linked_names import exchanged, misplaced
from tqcheck.checks.name_spelling import spelled_variously
from tqcheck.checks.name_table import NameTable
from tqcheck.checks.pairing import pairing_of
from tqcheck.lang import ARABIC, list_of
from tqcheck.records import (
    FACTS,
    Check,
    DocumentEvidence,
    Evidence,
    Example,
    Fault,
    Name,
    NameComparison,
    Precedence,
    Severity,
    Span,
    Unmatched,
    Word,
)
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted

ACCOUNTED = 0.3
"""A name whose words are missing with less probability than this has been translated, not transliterated."""
MISSING = 0.6

_OWNER = re.compile(r"(?:['’]s)? [A-Z]")
"""Behind a country whose landmark follows: Arabic readers know where the Suez Canal is."""
# What stands for a person already named: an office, or a verb of saying whose subject is understood.
_STAND_INS = re.compile(
    rf"\b[وفبل]?(?:ال)(?:{'|'.join(list_of(ARABIC, 'stand-in-offices'))})(?:ه|ين|ان)?\b"
    rf"|^\W*[وف]?(?:{'|'.join(list_of(ARABIC, 'stand-in-verbs') + list_of(ARABIC, 'stand-in-pronouns'))})(?:ت)?\b"
    rf"|\b(?:{'|'.join(list_of(ARABIC, 'stand-in-pronouns'))})\b"
)


def _compared(document: DocumentEvidence) -> Iterator[tuple[Evidence, NameComparison]]:
    """The beads whose names were compared."""
    return ((bead, bead.names) for bead in document.beads if bead.names)


def mismatched(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Names in whose place the translation has another name."""
    table = NameTable(evidence)
    for place in table.strays():
        yield _other_name(place.bead, place.part, place.part.text, place.heard.span, 0.8)
    for bead, found in _compared(evidence):
        for fault in found.unmatched:
            if fault.instead and (not _doubtful(bead, fault) or _exchanged_here(bead, fault, table)):
                yield _mismatch(bead, fault, table)
        yield from _by_links(bead, found, table)


def _exchanged_here(bead: Evidence, fault: Unmatched, table: NameTable) -> bool:
    """Whether what stands in a sure name's place is what the document calls somebody else."""
    return bool(fault.instead and fault.name.evident and table.stands_for_another(bead, fault.instead))


def _by_links(bead: Evidence, found: NameComparison, table: NameTable) -> Iterator[Fault]:
    """Names that the links give away: their word is linked to another name."""
    pairing = pairing_of(bead)
    yield from (fault for fault in opposites(pairing) if is_party(pairing, fault)) if pairing else ()
    told = [f for f in found.unmatched if f.instead and f.name.evident]
    known = [f.name.span for f in told if not _doubtful(bead, f) or _exchanged_here(bead, f, table)]
    for one in (*exchanged(pairing, table.renders), *misplaced(pairing)) if pairing else ():
        if not any(one.name.span.overlaps(span) for span in known):
            yield _other_name(bead, one.part, one.name.text, one.instead, 0.85)


def _other_name(bead: Evidence, part: Word, name: str, instead: Span, confidence: float) -> Fault:
    return Fault(
        bead=bead.bead, message=_became(part.text, instead.of(_arabic_text(bead))), confidence=confidence,
        detail={"name": name},
        **_places(bead, part.span, instead),  # type: ignore[arg-type]
    )  # fmt: skip


def _became(name: str, instead: str) -> str:
    return f"{quoted(name)} is not in the translation, which has {quoted(instead)} instead"


def missing(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Names for which the translation has nothing."""
    rendered = {r.name.text.lower() for _, found in _compared(evidence) for r in found.matched}
    for bead, found in _compared(evidence):
        for fault in found.unmatched:
            if not fault.instead and not _doubtful(bead, fault):
                yield _missing(bead, fault.name, rendered)


def _doubtful(bead: Evidence, fault: Unmatched) -> bool:
    """Whether too little speaks for a fault: the word may be no name, or it may have been translated."""
    name = fault.name
    p = _missing_probability(bead, name)
    if fault.part or fault.speaks or (name.values and fault.instead):
        return False
    if p is not None:
        return p < ACCOUNTED or (p < MISSING and (not name.sure or name.inside))
    return not name.sure or name.inside


def _missing_probability(bead: Evidence, name: Name) -> float | None:
    """The least probability that a word of the name is not accounted for; `None` where that was not measured."""
    coverage = bead.coverage(bead.english) if bead.english else None
    if coverage is None:
        return None
    return min((w.p for w in coverage.words if w.span.overlaps(name.span)), default=None)


def _mismatch(bead: Evidence, fault: Unmatched, table: NameTable) -> Fault:
    assert fault.instead
    word = fault.part.text if fault.part else fault.name.text
    span = fault.part.span if fault.part else fault.name.span
    instead = fault.instead.of(_arabic_text(bead))
    # A capitalised everyday word that was translated looks the same as a rare name, unless coverage says otherwise.
    confirmed = (_missing_probability(bead, fault.name) or 0.0) >= MISSING
    # What the document renders by its sound elsewhere is a name wherever it stands.
    confirmed = confirmed or any(part.lower in table.rendered for part in fault.name.parts)
    return Fault(
        bead=bead.bead, severity=None if fault.name.evident or confirmed else Severity.MINOR,
        message=_became(word, instead),
        confidence=0.95 if fault.name.values else 0.8, detail={"name": fault.name.text},
        **_places(bead, span, fault.instead),  # type: ignore[arg-type]
    )  # fmt: skip


def _missing(bead: Evidence, name: Name, rendered: set[str]) -> Fault:
    text = fold(_arabic_text(bead))
    stood_for = not name.values and (bool(_STAND_INS.search(text)) or name.text.lower() in rendered)
    people = any(v.split(":")[0] in ("org", "other", "party", "water", "people") for v in name.values)
    owner = bool(bead.english and _OWNER.match(bead.bead.side_text(bead.english)[name.span.end :]))
    return Fault(
        bead=bead.bead, severity=Severity.MINOR if stood_for or people or owner or not name.evident else None,
        message=f"{quoted(name.text)} is not named in the translation", confidence=0.6 if stood_for else 0.8,
        detail={"name": name.text},
        **_places(bead, name.span, None),  # type: ignore[arg-type]
    )  # fmt: skip


def _arabic_text(bead: Evidence) -> str:
    return bead.bead.side_text(bead.arabic) if bead.arabic else ""


def _places(bead: Evidence, english: Span, arabic: Span | None) -> dict[str, Span | None]:
    """The two places by side."""
    if bead.english == "target":
        return {"source": arabic, "target": english}
    return {"source": english, "target": arabic}


CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ401",
        name="name-mismatch",
        severity=Severity.CRITICAL,
        summary="A person, place, organisation or nationality became another one.",
        run=mismatched,
        needs=("names",),
        uses=("cues", "source_coverage", "target_coverage"),
        family="name",
        precedence=Precedence.CHANGED,
        explains=FACTS,
        passes=(
            Example(source="Iraqi forces entered Mosul.", target="دخلت القوات العراقية الموصل."),
            Example(source="President Macron met Mohammed bin Salman.", target="التقى الرئيس ماكرون محمد بن سلمان."),
        ),
        fails=(
            Example(source="The envoy arrived in Baghdad on Monday.", target="وصل المبعوث إلى دمشق يوم الاثنين."),
            Example(source="An Iranian commander was killed.", target="قُتل قائد تركي."),
        ),
    ),
    Check(
        code="TQ402",
        name="name-missing",
        severity=Severity.MAJOR,
        summary="A person, place, organisation or nationality is not named in the translation.",
        run=missing,
        needs=("names",),
        family="name",
        precedence=Precedence.LOST,
        explains=FACTS,
        passes=(
            Example(source="NATO will send troops to Kosovo.", target="سيرسل حلف شمال الأطلسي قوات إلى كوسوفو."),
            Example(source="Soleimani was killed in Baghdad.", target="قُتل سليماني في بغداد."),
        ),
        fails=(
            Example(source="Talks will resume in Doha next week.", target="ستستأنف المحادثات الأسبوع المقبل."),
            Example(source="Police arrested Karim Benyaich on Friday.", target="اعتقلت الشرطة رجلا يوم الجمعة."),
        ),
    ),
    Check(
        code="TQ403",
        name="name-spelling",
        severity=Severity.MINOR,
        summary="One name is spelled in two ways within a document.",
        run=spelled_variously,
        needs=("names",),
        family="name",
        passes=(
            Example(source="Ekman spoke.\n\nEkman left.", target="تحدث إيكمان.\n\nوغادر إيكمان."),
            Example(source="Putin agreed.\n\nHe told Putin so.", target="وافق بوتين.\n\nوقال ذلك لبوتين."),
        ),
        fails=(
            Example(source="Ekman spoke.\n\nEkman left.", target="تحدث إيكمان.\n\nوغادر أكمان."),
            Example(source="Guterres spoke.\n\nGuterres left.", target="تحدث غوتيريش.\n\nوغادر جوتيريس."),
        ),
    ),
)
