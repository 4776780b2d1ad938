"""One person became two or several, or several became one, where no number says so: analysts became «محلل»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.checks.pairing import Half, Pairing
from tqcheck.lang import ARABIC, ENGLISH, words_of
from tqcheck.meaning.kinds import kinds_of, lemma_of
from tqcheck.records import Fault, Severity
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key

FIRM = 0.7
"""Strength from which on a link says what renders a noun."""
REACH = 3
"""Words at most between an article and its noun."""
_SEVERAL = re.compile("(تان|تين|ان|ين|ون)$")


def other_numbers(pairing: Pairing) -> Iterator[Fault]:
    """Nouns for people, linked both ways, of which one side is one and the other several."""
    for at, there in pairing.mutual(FIRM):
        english, arabic = pairing.english.word(at), pairing.arabic.word(there)
        if not english.islower() or "person" not in kinds_of(english)[1]:
            continue
        if _is_one(pairing.english, at) and _is_several(arabic):
            yield _fault(pairing, at, there, "two or more")
        elif _is_plural(english) and _is_single(pairing, there):
            yield _fault(pairing, at, there, "one")


def _is_one(half: Half, at: int) -> bool:
    """Whether an article says that a noun in the singular is one ("an elderly neighbour")."""
    if _is_plural(half.word(at)) or {"two", "both", "pair"} & {half.word(n).lower() for n in range(len(half.spans))}:
        return False
    before = [half.word(n).lower() for n in range(max(0, at - REACH), at)]
    behind = half.word(at + 1).lower() if at + 1 < len(half.spans) else ""
    joined = half.text[half.spans[at].end :][:1] == " " and behind not in words_of(ENGLISH, "function")
    small = words_of(ENGLISH, "prepositions") | words_of(ENGLISH, "function")
    while before and before[-1] not in small:
        before.pop()
    return bool(before) and before[-1] in ("a", "an") and not joined


def _is_plural(english: str) -> bool:
    return lemma_of(english.lower()) != re.sub(r"['’]s?$", "", english.lower())


def _is_several(arabic: str) -> bool:
    """Whether an Arabic noun has a dual's or a plural's ending behind a word that is more common without it."""
    plain, zipf = key(arabic), load().zipf
    if _bare(arabic) != re.sub("^[وف](?=....)", "", plain):
        return False  # «أحد الناخبين» is a voter
    plain = _bare(arabic)
    ending = _SEVERAL.search(plain)
    stem = plain[: ending.start()] if ending else ""
    single = max(zipf(stem), zipf(stem + "ة") if ending and ending[1] in ("تان", "تين") else 0.0)
    return len(stem) > 2 and single > max(zipf(plain), 0.1)


def _is_single(pairing: Pairing, at: int) -> bool:
    """Whether an Arabic noun is a single one, indefinite, that has a sound plural and that no number counts."""
    half, zipf = pairing.arabic, load().zipf
    plain = key(half.word(at))
    quantities = pairing.evidence.target_quantities if half.side == "target" else pairing.evidence.source_quantities
    counted = any(
        q.span.start < half.spans[at].end and q.span.end >= half.spans[at].start - 2 for q in quantities or ()
    )
    before = fold(half.word(at - 1)).lstrip("وف") if at else ""
    behind = half.word(at + 1) if at + 1 < len(half.spans) else ""
    if counted or before in words_of(ARABIC, "before-one") or _bare(half.word(at)) != plain or behind.startswith("ال"):
        return False
    return len(plain) > 3 and bool(zipf(plain + "ين")) and zipf(plain) > 2 and not re.search("[اةهيت]$", plain)


def _bare(arabic: str) -> str:
    return re.sub("^(?:[وف]?[بلك]?ال(?=...)|[وف]?لل(?=...)|[وف](?=....))", "", key(arabic))


def _fault(pairing: Pairing, at: int, there: int, number: str) -> Fault:
    source, target = pairing.places(pairing.english.spans[at], pairing.arabic.spans[there])
    return Fault(
        bead=pairing.evidence.bead, source=source, target=target, severity=Severity.MAJOR, confidence=0.6,
        message=pairing.became(
            quoted(pairing.english.word(at)), f"{quoted(pairing.arabic.word(there))} ({number})"
        ),
        detail={"class": "number"},
    )  # fmt: skip
