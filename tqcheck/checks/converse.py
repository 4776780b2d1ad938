"""The same said from the other side: who lost to Chile was beaten by Chile, and who bought from her was sold to."""

from __future__ import annotations

from tqcheck.checks.pairing import Pairing
from tqcheck.coverage.light_words import light, spelt
from tqcheck.lang import ARABIC, ENGLISH, words_of
from tqcheck.text.normalise import fold

CLASSES = frozenset(["contest", "buy", "credit", "hold"])
"""Classes of `classes.tsv` whose two members say one thing of two parties."""
BEFORE, BEHIND = 6, 6
"""Words on either side of a verb among which its parties stand."""


def conversed(pairing: Pairing, name: str, english: int, arabic: int) -> bool:
    """Whether the other party stands first in Arabic, or the first one where the other should.

    The verbs' words are given; `name` is their class.
    """
    if name not in CLASSES:
        return False
    subject, other = _first_party(pairing, english), _other_party(pairing, english)
    if other is None:
        return False
    if pairing.english.word(other - 1).lower() == "by":  # "was won by Chile", and somebody «خسر أمام تشيلي»
        return _behind_preposition(pairing, pairing.best(other))
    places = [pairing.best(at) if at is not None else None for at in (subject, other)]
    return places[1] is not None and _first(pairing, arabic, places[1], places[0])


def _first(pairing: Pairing, verb: int, there: int, rival: int | None) -> bool:
    """Whether a party is what an Arabic verb's subject is: right before it or behind it, before the other one."""
    if abs(there - verb) > BEHIND or _behind_preposition(pairing, there):
        return False
    between = (fold(pairing.arabic.word(at)) for at in range(verb + 1, there))
    won = any(word in words_of(ARABIC, "taken-up") for word in between)  # «الساحل الذي فازت به تشيلي»
    return rival is None or there < rival or (rival < verb and won)


def _behind_preposition(pairing: Pairing, at: int | None) -> bool:
    own = pairing.arabic
    return bool(at) and at is not None and fold(own.word(at - 1)) in words_of(ARABIC, "before-a-party")


def _first_party(pairing: Pairing, verb: int) -> int | None:
    """The last English word before a verb that says anything and is linked both ways."""
    places = range(verb - 1, max(-1, verb - 1 - BEFORE), -1)
    return next((at for at in places if _party(pairing, at)), None)


def _other_party(pairing: Pairing, verb: int) -> int | None:
    """The word that stands behind "to", "from", "against" or "by", or right behind the verb."""
    end = min(len(pairing.english.spans), verb + 1 + BEHIND)
    behind = [at for at in range(verb + 1, end) if pairing.english.word(at).lower() in words_of(ENGLISH, "to-a-party")]
    return next((at for at in range((behind or [verb])[0] + 1, end) if _party(pairing, at)), None)


def _party(pairing: Pairing, at: int) -> bool:
    there = pairing.best(at)
    return there is not None and pairing.best_back(there) == at and not light(spelt(pairing.english.word(at)))
