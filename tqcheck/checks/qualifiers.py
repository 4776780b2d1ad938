"""Qualifiers that the translation lost: former, deputy, temporary, southern. Their loss changes the fact."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.checks.pairing import Half, Pairing, pairing_of
from tqcheck.meaning.classes import mentions
from tqcheck.records import Evidence, Fault, Severity
from tqcheck.text.quoting import quoted

MISSED, SURELY = 0.1, 0.2
"""Probabilities of being lost from which on a qualifier without a firm link is, and one with any link."""
UNLINKED = 0.46
"""Strength of a link below which it shares its word with a neighbour."""
_MARK = "q:"
# Arabic words of the table that are much else besides.
_VAGUE = frozenset(
    f"q:{word}"
    for word in "nearly only mainly most serious previous slightly senior annual alleged acting close sharply "
    "unilateral secret illegal daily".split()
)


def lost(evidence: Evidence) -> Iterator[Fault]:
    """Qualifiers of the source of which the translation has no rendering at all, and that coverage links loosely."""
    pairing = pairing_of(evidence)
    if pairing is None or "word_coverage" in evidence.not_measured:
        return
    own, other = _sides(pairing)
    there = {name for m in mentions(other.text, other.lang) for name, _ in m.members}
    for mention in mentions(own.text, own.lang):
        names = {name for name, _ in mention.members if name.startswith(_MARK)}
        if (
            names
            and not names & there
            and not (own is pairing.arabic and names & _VAGUE)
            and _missed(own, mention.span.start)
        ):
            yield Fault(
                bead=evidence.bead, message=f"{quoted(mention.text)} has no counterpart in the translation",
                severity=Severity.MAJOR, source=mention.span, confidence=0.75, detail={"words": 1},
            )  # fmt: skip


def _missed(half: Half, start: int) -> bool:
    """Whether coverage links a word loosely or doubts it; one with a capital inside a sentence is a name."""
    at = next((i for i, span in enumerate(half.spans) if span.start <= start < span.end), None)
    if at is None or (at and half.word(at)[0].isupper()) or any(half.spans[at].overlaps(s) for s in half.settled):
        return False
    word = half.coverage.words[at]
    return word.p >= SURELY or (word.p >= MISSED and (word.link or 0.0) < UNLINKED)


def _sides(pairing: Pairing) -> tuple[Half, Half]:
    """The original and the translation."""
    halves = pairing.english, pairing.arabic
    return halves if pairing.english.side == "source" else halves[::-1]
