"""Qualifiers that the translation lost: former, deputy, temporary, southern, rusty. Their loss changes the fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.checks.pairing import Half, Pairing, pairing_of
from tqcheck.coverage.modifiers import lost as lost_modifiers
from tqcheck.coverage.spans import SideWords
from tqcheck.lang import ARABIC, ENGLISH, words_of
from tqcheck.meaning.classes import Mention, mentions
from tqcheck.records import Evidence, Fault, Severity, Span
from tqcheck.text.quoting import quoted
from tqcheck.translate.lexicon import load, table
from tqcheck.translate.segment import key, segment

MISSED, SURELY = 0.06, 0.2
"""Probabilities of being lost from which on a qualifier without a firm link is, and one with any link."""
UNLINKED = 0.6
"""Strength of a link below which it shares its word with a neighbour."""
STRANGE = 0.56
"""Likeness in meaning below which no word of the other side renders a word."""
LISTED, ANY = {ENGLISH: -0.3, ARABIC: -1.0}, {ENGLISH: 1.0, ARABIC: 0.4}
"""Log-odds of being lost from which on a word of the lists is reported, and any other that says of which sort."""
_MARK = "q:"
_NISBA = re.compile(r"(?:ي|ية|يا|يين|يون|يات|يان|يتين)$")
# Arabic words of the table that are much else besides.
_VAGUE = frozenset(
    f"q:{word}"
    for word in "nearly only mainly most serious previous slightly senior annual alleged acting close sharply "
    "unilateral secret illegal daily weekly monthly doctor".split()
)


def lost(evidence: Evidence) -> Iterator[Fault]:
    """Words that say of which sort something is and that nothing renders: by lists, likeness and the judge.

    Of the lists: no rendering anywhere, and a loose link. The judge (`coverage.modifiers`) looks at the place as well.
    """
    pairing = pairing_of(evidence)
    if pairing is None or "word_coverage" in evidence.not_measured:
        return
    own, other = _sides(pairing)
    listed = [m for m in mentions(own.text, own.lang) if _classes(m)]
    there = {name for m in mentions(other.text, other.lang) for name in _classes(m)}
    known: set[int] = set()
    for mention in listed:
        names = _classes(mention)
        vague = own is pairing.arabic and names & _VAGUE
        if not names & there and not vague and _missed(own, mention.span.start):
            yield _fault(evidence, own, mention.span, 0.75)
            known.update(own.at(mention.span))
    for at in unlike(pairing, own):
        if at not in known:
            yield _fault(evidence, own, own.spans[at], 0.7)
            known.add(at)
    words = {at for mention in listed for at in own.at(mention.span)}
    for at, odds in _judged(pairing, own):
        sort = own is pairing.english and own.word(at).lower() in words_of(ENGLISH, "classifying")
        if at not in known and odds >= (LISTED if at in words or sort else ANY)[own.lang]:
            yield _fault(evidence, own, own.spans[at], 0.6)


def _judged(pairing: Pairing, own: Half) -> Iterator[tuple[int, float]]:
    """Modifiers with the log-odds that they were lost."""
    other = pairing.arabic if own is pairing.english else pairing.english
    evidence = pairing.evidence
    sides = (SideWords.of(half.text, half.coverage, evidence.settled(half.side)) for half in (own, other))
    return lost_modifiers(*sides, arabic=own is pairing.arabic)


def _classes(mention: Mention) -> frozenset[str]:
    return frozenset(name for name, _ in mention.members if name.startswith(_MARK))


def _fault(evidence: Evidence, own: Half, span: Span, confidence: float) -> Fault:
    return Fault(
        bead=evidence.bead, message=f"{quoted(span.of(own.text))} has no counterpart in the translation",
        severity=Severity.MAJOR, source=span, confidence=confidence, detail={"words": 1},
    )  # fmt: skip


def unlike(pairing: Pairing, own: Half) -> Iterator[int]:
    """Words that say of which sort something is (regional, technical, «أدبية») and that no word is like in meaning."""
    for at, word in enumerate(own.coverage.words):
        there = word.counterpart
        other = pairing.arabic if own is pairing.english else pairing.english
        mutual = there is not None and other.coverage.words[there].counterpart == at
        doubted = word.p >= MISSED and (word.link or 0.0) < UNLINKED and not mutual
        if doubted and word.alike is not None and word.alike < STRANGE and _classifies(pairing, own, at):
            yield at


def _classifies(pairing: Pairing, own: Half, at: int) -> bool:
    """Whether a word is one of those, by the English list or by what the Arabic one means."""
    word = own.word(at)
    if (at and word[0].isupper()) or any(own.spans[at].overlaps(span) for span in own.settled):
        return False
    if own is pairing.english:
        return word.lower() in words_of(ENGLISH, "classifying")
    lexicon, stem = load(), segment(key(word), load().zipf).stem
    meanings = {*table("words").get(stem, "").split("/"), lexicon.stems.get(stem, "")}
    other = own.coverage.words[at].counterpart
    if other is not None and pairing.english.word(other)[:2].isupper():
        return False  # it belongs to what an acronym stands for
    sorts = words_of(ENGLISH, "classifying") - words_of(ENGLISH, "of-compounds")
    return bool(_NISBA.search(stem)) and bool(meanings & sorts)


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
