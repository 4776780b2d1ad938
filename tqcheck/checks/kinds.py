"""One kind of person, animal, vehicle or building in another's place: reporters became «المشجعين», fans."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.checks.pairing import Pairing
from tqcheck.meaning.kinds import kind_of, meaning_of
from tqcheck.records import Fault, Severity
from tqcheck.text.quoting import quoted
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key, segment

LINKED = 0.35
"""Strength from which on a link says that one word stands for the other."""


def exchanged_kinds(pairing: Pairing) -> Iterator[Fault]:
    """Nouns linked to each other both ways that name different kinds of one class."""
    for at, word in enumerate(pairing.english.coverage.words):
        there = word.counterpart
        if there is None or (word.link or 0.0) < LINKED or pairing.best_back(there) != at:
            continue
        meaning = another_kind(pairing, at, there)
        if meaning:
            source, target = pairing.places(pairing.english.spans[at], pairing.arabic.spans[there])
            yield Fault(
                bead=pairing.evidence.bead, source=source, target=target, severity=Severity.MAJOR, confidence=0.7,
                message=_message(pairing, at, there, meaning), detail={"class": "kind"},
            )  # fmt: skip


def another_kind(pairing: Pairing, english: int, arabic: int) -> str | None:
    """What an Arabic noun means, if it is of an English noun's class and cannot render it."""
    word = pairing.english.word(english)
    named = word[0].isupper() and (english > 0 and pairing.english.spans[english].start > 0)
    known = None if named else kind_of(word)
    if known is None:
        return None
    stem = segment(key(pairing.arabic.word(arabic)), load().zipf).stem
    meaning = meaning_of(stem)
    if meaning is None or meaning.kind != known[1] or known[0] in meaning.renders:
        return None
    return meaning.english


def _message(pairing: Pairing, english: int, arabic: int, meaning: str) -> str:
    ours, theirs = quoted(pairing.english.word(english)), f"{quoted(pairing.arabic.word(arabic))} ({meaning})"
    return f"{ours} became {theirs}" if pairing.english.side == "source" else f"{theirs} became {ours}"
