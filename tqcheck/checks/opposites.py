"""The opposite of a word in its place, by WordNet and the gloss's lexicon: shallow became «عميقة», deep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tqcheck.checks.pairing import Pairing
from tqcheck.meaning.classes import of_one_class
from tqcheck.meaning.opposites import contrary, may_say
from tqcheck.records import Fault
from tqcheck.translate.lexicon import load, table
from tqcheck.translate.segment import key, segment

_IDIOM = re.compile(r"(?:n['’]t|^not|^never)$", re.IGNORECASE)
LINKED = 0.35
"""Strength from which on a link says that one word stands for the other."""


def opposed(pairing: Pairing) -> Iterator[Fault]:
    """Words linked to each other both ways of which one means the contrary of the other, neither of them denied."""
    for at, there in pairing.mutual(LINKED):
        if meaning := _contrary(pairing, at, there):
            source, target = pairing.places(pairing.english.spans[at], pairing.arabic.spans[there])
            yield Fault(
                bead=pairing.evidence.bead, source=source, target=target, confidence=0.8,
                message=pairing.became_meaning(at, there, meaning), detail={"class": "opposite"},
            )  # fmt: skip


def _contrary(pairing: Pairing, english: int, arabic: int) -> str | None:
    word = pairing.english.word(english)
    if (english and word[0].isupper()) or of_one_class(word, pairing.arabic.word(arabic)):
        return None
    meaning = contrary(word, meanings(pairing.arabic.word(arabic)))
    if meaning is None or _denied(pairing, english, arabic) or _rendered_beside(pairing, english, arabic):
        return None
    return meaning


def _denied(pairing: Pairing, english: int, arabic: int) -> bool:
    """Whether one of the two is denied and the other not, from near or from further off: then they say the same.

    "Don't forget" is an idiom that denies nothing by itself, and yet is to remember.
    """
    if english and _IDIOM.search(pairing.english.word(english - 1)):
        return True
    return any(pairing.english.denied(english, reach) != pairing.arabic.denied(arabic, reach) for reach in (1, 3))


def _rendered_beside(pairing: Pairing, english: int, arabic: int) -> bool:
    """Whether another Arabic word, which renders nothing else, says the same as the English one."""
    word = pairing.english.word(english)
    return any(
        at != arabic
        and pairing.best_back(at) in (None, english)
        and any(may_say(word, meaning) for meaning in meanings(pairing.arabic.word(at)))
        for at in range(len(pairing.arabic.spans))
    )


@lru_cache(maxsize=20_000)
def meanings(word: str) -> tuple[str, ...]:
    """The English words that an Arabic word may mean, by the lexicon, the surest first."""
    lexicon, spelling = load(), key(word)
    stem = segment(spelling, lexicon.zipf).stem
    said = (lexicon.phrases.get(spelling, ""), table("words").get(stem, ""), lexicon.stems.get(stem, ""))
    return tuple(dict.fromkeys(one for text in said for one in re.findall(r"[A-Za-z]{3,}", text)))
