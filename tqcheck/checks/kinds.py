"""One kind of person, animal, vehicle or building in another's place: reporters became «المشجعين», fans."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.checks.pairing import Pairing
from tqcheck.lang import ENGLISH, words_of
from tqcheck.meaning.kinds import instead, kinds_of, may_render
from tqcheck.records import Fault, Severity
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key, segment

LINKED = 0.35
"""Strength from which on a link says that one word stands for the other."""


def exchanged_kinds(pairing: Pairing) -> Iterator[Fault]:
    """Nouns linked to each other both ways that name different kinds of one class."""
    for at, there in pairing.mutual(LINKED):
        if meaning := another_kind(pairing, at, there):
            source, target = pairing.places(pairing.english.spans[at], pairing.arabic.spans[there])
            yield Fault(
                bead=pairing.evidence.bead, source=source, target=target, severity=Severity.MAJOR, confidence=0.7,
                message=pairing.became_meaning(at, there, meaning), detail={"class": "kind"},
            )  # fmt: skip


def another_kind(pairing: Pairing, english: int, arabic: int) -> str | None:
    """What an Arabic noun means, if it is of an English noun's class, cannot render it, and renders none beside it."""
    word = pairing.english.word(english)
    if english and (word[0].isupper() or _is_verb(pairing.english.word(english - 1), word)):
        return None
    meaning = instead(word, _stem(pairing, arabic))
    if meaning is None or _rendered_beside(pairing, english, arabic):
        return None
    return meaning


def _is_verb(before: str, word: str) -> bool:
    """Whether an English word is a verb because of what stands before it ("to host", "you judge"): no plural is."""
    return kinds_of(word)[0] == word.lower() and before.lower() in words_of(ENGLISH, "verb-behind")


def _rendered_beside(pairing: Pairing, english: int, arabic: int) -> bool:
    """Whether either word has its rendering elsewhere, which is free for it: then the link went astray."""
    ours, theirs = pairing.english, pairing.arabic
    for at in range(len(theirs.spans)):
        free = pairing.best_back(at) in (None, english)
        if at != arabic and free and may_render(ours.word(english), _stem(pairing, at)):
            return True
    stem = _stem(pairing, arabic)
    places = (at for at in range(len(ours.spans)) if at != english and pairing.best(at) in (None, arabic))
    return any(may_render(ours.word(at), stem) for at in places)


def _stem(pairing: Pairing, arabic: int) -> str:
    return segment(key(pairing.arabic.word(arabic)), load().zipf).stem
