"""TQ201 omission and TQ202 addition: words of one side for which the other side does not account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from tqcheck.checks import qualifiers
from tqcheck.checks.coverage_found import Found, Sides, is_gloss, once_a_term, says, sides_of
from tqcheck.checks.reconcile import CLAUSE_WORDS
from tqcheck.coverage.judge import believed
from tqcheck.coverage.spans import Range
from tqcheck.coverage.word_lists import NEGATION, NUMBER
from tqcheck.evidence.compared import OTHER
from tqcheck.records import (
    FACTS,
    Check,
    DocumentEvidence,
    Example,
    Fault,
    Location,
    Precedence,
    Severity,
    Side,
)
from tqcheck.text.quoting import quoted

MAJOR = (0.40, 0.32, 0.25, 0.22)
"""Probabilities of a fault from which on a span of one, two, three, and more content words is major; several words
with a fact among them count as more.

A clause that is gone is dearer than a word. Chosen by what is reported on published translations of sources that
nothing was trained on; see the model card.
"""
_SHOWN = 0.5
"""Share of the odds of these from which on it is shown as minor."""
_CRITICAL = 0.5
"""Probability from which on a lost clause, number, name or denial is critical."""
SENSITIVITY: Mapping[str, float] = {"low": 2.5, "normal": 1.0, "high": 0.5}
"""By how much an operating point asks for better odds than that."""
_MODIFIER = re.compile(r".+(?:ly|ous|ful|ive|able|ible|ic|ish)$")
_SHORT = 3
"""Words a side up to which a rephrasing is a matter of taste."""


def _severity(bead: Sides, one: Found, factor: float) -> Severity | None:
    """What was lost decides, as far as it is sure: a clause or a fact is critical, a way to put it minor."""
    words, fact = len(bead.words[one.side].content(*one.span)), _has_fact(bead, one)
    size = len(MAJOR) if fact and words > 1 else words
    major = MAJOR[min(size, len(MAJOR)) - 1]
    # A denial that was added is compared with the other side's by the check on negation.
    if one.p < at_odds(major, _SHOWN * factor) or (one.side == "target" and not says(bead.words, one)):
        return None
    small = is_gloss(bead, one) or _is_rewording(one) or _is_modifier(bead, one) or _is_idiom(bead, one)
    if small or one.p < at_odds(major, factor):
        return Severity.MINOR
    grave = fact or size >= len(MAJOR)
    return Severity.CRITICAL if grave and one.p >= at_odds(_CRITICAL, factor) and not one.places else Severity.MAJOR


def at_odds(p: float, factor: float) -> float:
    """The probability whose odds are `factor` times those of `p`."""
    return factor * p / (1 - p + factor * p)


def _is_rewording(one: Found) -> bool:
    return one.instead is not None and max(_size(one.span), _size(one.instead)) <= _SHORT


def _is_modifier(bead: Sides, one: Found) -> bool:
    words = bead.words[one.side]
    content = words.content(*one.span)
    return len(content) == 1 and _MODIFIER.match(words.plain[content[0]]) is not None


def _is_idiom(bead: Sides, one: Found) -> bool:
    """Whether hardly anything is left beside a denial in form only ("nothing short of a miracle")."""
    cues = bead.evidence.cues.of(one.side).negation if bead.evidence.cues else ()
    idioms = [cue.span for cue in cues if cue.kind == "soft" and " " in cue.text]
    words = bead.words[one.side]
    left = [i for i in words.content(*one.span) if not any(words.words[i].span.overlaps(span) for span in idioms)]
    return len(left) < len(words.content(*one.span)) and len(left) <= 1


def _size(span: Range) -> int:
    return span[1] - span[0]


def _has_fact(bead: Sides, one: Found) -> bool:
    """Whether a number, a name or a denial went; those found on the other side are no part of a span."""
    words = bead.words[one.side]
    plain = [words.plain[i] for i in range(*one.span)]
    if any(word in NEGATION or word in NUMBER or any(c.isdigit() for c in word) for word in plain):
        return True
    names = bead.evidence.names if bead.evidence.english == one.side else None
    gone = [unmatched.name.span for unmatched in names.unmatched] if names else []
    return any(words.words[i].span.overlaps(span) for i in range(*one.span) for span in gone)


_MESSAGES: Mapping[Side, str] = {
    "source": "{text} has no counterpart in the translation",
    "target": "{text} has no support in the source",
}


def _fault(beads: Sequence[Sides], bead: Sides, one: Found, severity: Severity) -> Fault:
    here = _locate(bead, one.side, one.span)
    there = _locate(bead, OTHER[one.side], one.instead) if one.instead else _point(bead, one)
    message = _MESSAGES[one.side].format(text=quoted(here.text))
    if one.instead:
        message = f"{quoted(here.text)} became {quoted(there.text)}"
    more = [_locate(beads[n], one.side, span).span for n, span in one.places]
    if more:
        message += f"; so in {len(more) + 1} places of the text"
    return Fault(
        severity=severity,
        message=message,
        bead=bead.evidence.bead,
        source=here if one.side == "source" else there,
        target=there if one.side == "source" else here,
        confidence=round(believed(one.p, arabic=bead.is_arabic(one.side)), 4),
        detail={"words": _size(one.span), **({"places": [[s.start, s.end] for s in more]} if more else {})},
        precedence=Precedence.CLAUSE if _size(one.span) >= CLAUSE_WORDS else None,
    )


def _locate(bead: Sides, side: Side, span: Range) -> Location:
    words = bead.words[side].words
    return bead.evidence.bead.locate(side, words[span[0]].span.start, words[span[1] - 1].span.end)


def _point(bead: Sides, one: Found) -> Location:
    other = OTHER[one.side]
    at = one.gap.offset(bead.words[other].words)
    return bead.evidence.bead.locate(other, at, at)


def _run(document: DocumentEvidence, *, side: Side, factor: float) -> Iterator[Fault]:
    beads = once_a_term([sides for e in document.beads if (sides := sides_of(e))], at_odds(MAJOR[-1], factor * _SHOWN))
    for bead in beads:
        found = [
            _fault(beads, bead, one, severity) for one in bead.of(side) if (severity := _severity(bead, one, factor))
        ]
        yield from _with_qualifiers(bead, found) if side == "source" else found


def _with_qualifiers(bead: Sides, found: Sequence[Fault]) -> Iterator[Fault]:
    """The faults and the lost qualifiers: of both for one word the latter, unless the former is about more."""
    grave = [fault for fault in found if fault.severity is not Severity.MINOR]
    longer = [fault.located("source") for fault in grave if fault.detail["words"] > 1]
    lost = [
        one for one in qualifiers.lost(bead.evidence) if not any(_overlap(one.located("source"), x) for x in longer)
    ]
    yield from lost
    yield from (f for f in found if not any(_overlap(f.located("source"), one.located("source")) for one in lost))


def _overlap(one: Location | None, other: Location | None) -> bool:
    return one is not None and other is not None and one.span.overlaps(other.span)


_WHOLE = Example(
    source="The minister arrived at Cairo airport on Monday and met the Egyptian president.",
    target="وصل الوزير إلى مطار القاهرة يوم الاثنين والتقى الرئيس المصري.",
)
_OMISSION = Example(
    source=_WHOLE.source,
    target="وصل الوزير إلى مطار القاهرة يوم الاثنين.",
    note="the meeting with the president is gone",
)
_ADDITION = Example(
    source="The minister arrived at Cairo airport on Monday.",
    target="وصل الوزير إلى مطار القاهرة يوم الاثنين لبحث أزمة اللاجئين السوريين.",
    note="the source says nothing of why he came",
)


def checks_for(sensitivity: str) -> tuple[Check, ...]:
    """TQ201 and TQ202 at an operating point: `low`, `normal` or `high`. Raises KeyError for another."""

    return (
        Check(
            code="TQ201",
            name="omission",
            severity=Severity.CRITICAL,
            summary="Words or a clause of the source are not accounted for by the translation.",
            run=partial(_run, side="source", factor=SENSITIVITY[sensitivity]),
            passes=(_WHOLE,),
            fails=(_OMISSION,),
            needs=("source_coverage", "target_coverage"),
            uses=("quantities", "names", "cues"),
            family="omission",
            precedence=Precedence.WORDS,
            explains=FACTS,
        ),
        Check(
            code="TQ202",
            name="addition",
            severity=Severity.MAJOR,
            summary="Words of the translation have no support in the source.",
            run=partial(_run, side="target", factor=SENSITIVITY[sensitivity]),
            passes=(_WHOLE,),
            fails=(_ADDITION,),
            needs=("source_coverage", "target_coverage"),
            uses=("quantities", "names"),
            family="addition",
            precedence=Precedence.WORDS,
            explains=FACTS,
        ),
    )


CHECKS: tuple[Check, ...] = checks_for("normal")
