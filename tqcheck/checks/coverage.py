"""TQ201 omission and TQ202 addition: words of one side for which the other side does not account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from tqcheck.checks.reconcile import CLAUSE_WORDS
from tqcheck.coverage.light_words import JOINTS, light, spelt
from tqcheck.coverage.word_lists import NEGATION, NUMBER
from tqcheck.records import (
    FACTS,
    Bead,
    Check,
    Coverage,
    DocumentEvidence,
    Evidence,
    Example,
    Fault,
    Location,
    Precedence,
    Severity,
    Side,
    Span,
    WordCoverage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Probabilities from which on a side is looked at, a word starts a span, a word belongs to a span begun.

    From `pair` on a side is looked at as well where two content words in a row could start a span: in a long sentence
    two words weigh little, but chance seldom puts two false alarms side by side.
    """

    side: float
    pair: float
    word: float
    grow: float


# Chosen on development news for the share of untouched sentences with a finding; see the model card. Additions are
# asked for more: Arabic spells out what English leaves unsaid.
SENSITIVITY: Mapping[str, Mapping[Side, Thresholds]] = {
    "low": {
        "source": Thresholds(side=0.85, pair=0.85, word=0.75, grow=0.4),
        "target": Thresholds(side=0.85, pair=0.85, word=0.75, grow=0.4),
    },
    "normal": {
        "source": Thresholds(side=0.68, pair=0.5, word=0.45, grow=0.35),
        "target": Thresholds(side=0.68, pair=0.68, word=0.5, grow=0.35),
    },
    "high": {
        "source": Thresholds(side=0.5, pair=0.5, word=0.45, grow=0.3),
        "target": Thresholds(side=0.5, pair=0.5, word=0.45, grow=0.3),
    },
}

_MODIFIER = re.compile(r".+(?:ly|ous|ful|ive|able|ible|ic|ish)$")
_CLAUSE = 4
"""Content words from which on a span counts as a clause."""
_EDGE = 0.8
"""Share of the span's highest probability below which a word before its first comma is not part of what was lost."""
_RIM = 0.6
"""Share of the span's highest probability from which on a word may stand at its edge."""
_BRIDGE = 2
"""Words at most between two spans that make one finding: an editor mends the place, not the word."""


def _looked_at(coverage: Coverage, plain: Sequence[str], at: Thresholds) -> bool:
    if coverage.p >= at.side:
        return True
    content = [word.p for word, text in zip(coverage.words, plain, strict=True) if not light(text)]
    return coverage.p >= at.pair and any(min(two) >= at.word for two in pairwise(content))


def _without_settled(coverage: Coverage, settled: Sequence[Span]) -> tuple[Coverage, frozenset[int]]:
    """The coverage with words that another comparison found on the other side as accounted for, and their numbers."""
    known = frozenset(i for i, word in enumerate(coverage.words) if any(word.span.overlaps(s) for s in settled))
    words = (replace(word, p=0.0) if i in known else word for i, word in enumerate(coverage.words))
    return replace(coverage, words=tuple(words)), known


def _runs(
    coverage: Coverage, plain: Sequence[str], at: Thresholds, settled: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """Ranges of words that belong together: from a word past `word`, over all past `grow` and single light words."""
    p = [word.p for word in coverage.words]
    start = 0
    while start < len(p):
        if p[start] < at.grow:
            start += 1
            continue
        end = start + 1
        while (
            end not in settled
            and end < len(p)
            and (p[end] >= at.grow or (light(plain[end]) and end + 1 < len(p) and p[end + 1] >= at.grow))
        ):
            end += 1
        if any(p[i] >= at.word and not light(plain[i]) for i in range(start, end)):
            yield _trimmed(p, plain, start, end)
        start = end


def _joined(runs: Iterable[tuple[int, int]], settled: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Ranges with those put together that stand near each other, unless something settled stands between them."""
    open_run: tuple[int, int] | None = None
    for start, end in runs:
        if open_run and start - open_run[1] <= _BRIDGE and settled.isdisjoint(range(open_run[1], start)):
            open_run = open_run[0], end
            continue
        if open_run:
            yield open_run
        open_run = start, end
    if open_run:
        yield open_run


def _trimmed(p: Sequence[float], plain: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The range without function words at its edges, and without words there that are missed far less than the rest."""
    top = max(p[i] for i in range(start, end) if not light(plain[i]))
    edges = [i for i in range(start, end) if p[i] >= _RIM * top and plain[i] not in JOINTS]
    return edges[0], edges[-1] + 1


def _from_clause(text: str, words: Sequence[WordCoverage], plain: Sequence[str], start: int, end: int) -> int:
    """Where the span begins if its first clause is one word, missed less than the rest: the loss begins behind it."""
    content = [i for i in range(start, end) if not light(plain[i])]
    if len(content) < 2 or words[content[0]].p >= _EDGE * max(words[i].p for i in content):
        return start
    ends_clause = re.match(r"\s*[,;:،؛]", text[words[content[0]].span.end :])
    return content[1] if ends_clause else start


def _is_name(text: str, before: str) -> bool:
    """A capital inside a sentence; the first word of one says nothing."""
    return text[0].isupper() and bool(before.strip()) and before.rstrip(" \"'“‘(")[-1:] not in set(".!?:…")


def _severity(text: str, spans: Sequence[Span], plain: Sequence[str]) -> Severity:
    """What was lost decides: a fact or a clause is critical, content is major, a lone modifier minor."""
    content = [i for i, word in enumerate(plain) if not light(word)]
    facts = any(
        any(c.isdigit() for c in word)
        or word in NEGATION
        or word in NUMBER
        or _is_name(spans[i].of(text), text[: spans[i].start])
        for i, word in enumerate(plain)
    )
    if facts or len(content) >= _CLAUSE:
        return Severity.CRITICAL
    return Severity.MINOR if len(content) == 1 and _MODIFIER.match(plain[content[0]]) else Severity.MAJOR


def _gap(this: Coverage, other: Coverage, plain: Sequence[str], start: int, end: int) -> int:
    """Offset on the other side where the words `[start, end)` should stand: behind what translates their neighbour.

    Light words are passed over: what "had been" is linked to says little about where it stands.
    """
    for i in range(start - 1, -1, -1):
        j = this.words[i].counterpart
        if j is not None and this.words[i].p < 0.5 and not light(plain[i]):
            return other.words[j].span.end
    for word in this.words[end:]:
        if word.counterpart is not None and word.p < 0.5:
            return other.words[word.counterpart].span.start
    return other.words[-1].span.end if other.words else 0


_MESSAGES: Mapping[Side, str] = {
    "source": "“{text}” has no counterpart in the translation",
    "target": "“{text}” has no support in the source",
}


def _faults(evidence: Evidence, side: Side, at: Thresholds) -> Iterator[Fault]:
    this, other = evidence.source_coverage, evidence.target_coverage
    if side == "target":
        this, other = other, this
    if this is None or other is None or not evidence.two_sided or "word_coverage" in evidence.not_measured:
        return
    bead, text = evidence.bead, evidence.bead.side_text(side)
    plain = [spelt(word.span.of(text)) for word in this.words]
    this, settled = _without_settled(this, evidence.settled(side))
    if not _looked_at(this, plain, at):
        return
    for start, end in _joined(_runs(this, plain, at, settled), settled):
        start, end = _trimmed([word.p for word in this.words], plain, start, end)
        start = _from_clause(text, this.words, plain, start, end)
        spans = [word.span for word in this.words[start:end]]
        here = bead.locate(side, spans[0].start, spans[-1].end)
        there = _point(bead, "target" if side == "source" else "source", _gap(this, other, plain, start, end))
        yield Fault(
            severity=_severity(text, spans, plain[start:end]),
            message=_MESSAGES[side].format(text=text[spans[0].start : spans[-1].end]),
            bead=bead,
            source=here if side == "source" else there,
            target=there if side == "source" else here,
            confidence=round(max(word.p for word in this.words[start:end]) * this.p, 4),
            detail={"words": end - start},
            precedence=Precedence.CLAUSE if end - start >= CLAUSE_WORDS else None,
        )


def _point(bead: Bead, side: Side, offset: int) -> Location:
    return bead.locate(side, offset, offset)


def _run(evidence: DocumentEvidence, *, side: Side, at: Thresholds) -> Iterator[Fault]:
    for bead in evidence.beads:
        yield from _faults(bead, side, at)


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
    target=_WHOLE.target,
    note="the source says nothing of a meeting with the president",
)


def checks_for(sensitivity: str) -> tuple[Check, ...]:
    """TQ201 and TQ202 at an operating point: `low`, `normal` or `high`. Raises KeyError for another."""
    at = SENSITIVITY[sensitivity]

    return (
        Check(
            code="TQ201",
            name="omission",
            severity=Severity.CRITICAL,
            summary="Words or a clause of the source are not accounted for by the translation.",
            run=partial(_run, side="source", at=at["source"]),
            passes=(_WHOLE,),
            fails=(_OMISSION,),
            needs=("source_coverage", "target_coverage"),
            uses=("quantities", "names"),
            family="omission",
            precedence=Precedence.WORDS,
            explains=FACTS,
        ),
        Check(
            code="TQ202",
            name="addition",
            severity=Severity.MAJOR,
            summary="Words of the translation have no support in the source.",
            run=partial(_run, side="target", at=at["target"]),
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
