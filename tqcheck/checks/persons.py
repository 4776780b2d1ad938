"""Whose it is and who does it: his became «ها», he became «إنها», she said became «قال»."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.checks.pairing import Pairing
from tqcheck.lang import ARABIC, ENGLISH, groups_of, table_of, words_of
from tqcheck.records import Fault, Severity, Span
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key, segment

FIRM = 0.6
"""Strength from which on a link says what renders a word."""
OWNED = 3
"""Words behind a possessive among which the thing owned stands."""


def other_persons(pairing: Pairing) -> Iterator[Fault]:
    """English pronouns whose rendering is of the other gender, one finding each."""
    genders = table_of(ENGLISH, "gender-of-pronouns")
    owners = words_of(ENGLISH, "possessives")
    for at in range(len(pairing.english.spans)):
        word = pairing.english.word(at).lower()
        gender = genders.get(word)
        if gender is None:
            continue
        there = _owned(pairing, at, gender) if word in owners else _subject(pairing, at, gender)
        if there is not None:
            yield _fault(pairing, at, there)


def _owned(pairing: Pairing, at: int, gender: str) -> tuple[int, int] | None:
    """The thing owned and its Arabic noun with the other gender's ending."""
    small = words_of(ENGLISH, "function") | words_of(ENGLISH, "prepositions")
    for place in range(at + 1, min(at + 1 + OWNED, len(pairing.english.spans))):
        between = pairing.english.text[pairing.english.spans[place - 1].end : pairing.english.spans[place].start]
        if between.strip() or pairing.english.word(place).lower() in small:
            return None
        there = _mutual(pairing, place)
        own = table_of(ARABIC, "gender-of-endings")
        said = own.get(segment(key(pairing.arabic.word(there)), load().zipf).pronoun) if there is not None else None
        if said is not None and there is not None:
            return (place, there) if said != gender else None
    return None


def _subject(pairing: Pairing, at: int, gender: str) -> tuple[int, int] | None:
    """He or she and what stands for it: a particle with a pronoun, or the verb of saying behind it."""
    there = pairing.best(at)
    if there is not None and (pairing.english.coverage.words[at].link or 0.0) >= FIRM:
        said = table_of(ARABIC, "gender-of-particles").get(fold(pairing.arabic.word(there)))
        if said is not None and pairing.best_back(there) in (at, at + 1):
            return (at, there) if said != gender else None
    if at + 1 >= len(pairing.english.spans) or pairing.english.word(at + 1).lower() not in words_of(
        ENGLISH, "telling-verbs"
    ):
        return None
    there = _mutual(pairing, at + 1)
    told = groups_of(ARABIC, "gender-of-telling")
    word = fold(pairing.arabic.word(there)).removeprefix("و") if there is not None else ""
    said = next((own for own, forms in told.items() if word in forms), None)
    return (at, there) if there is not None and said is not None and said != gender else None


def _mutual(pairing: Pairing, at: int) -> int | None:
    """The Arabic word that an English one is firmly linked to, both ways."""
    word = pairing.english.coverage.words[at]
    firm = word.counterpart is not None and (word.link or 0.0) >= FIRM
    return word.counterpart if firm and pairing.best_back(word.counterpart or 0) == at else None


def _fault(pairing: Pairing, at: int, there: tuple[int, int]) -> Fault:
    english, arabic = pairing.english.spans[at], pairing.arabic.spans[there[1]]
    marked = Span(start=english.start, end=pairing.english.spans[max(at, there[0])].end)
    source, target = pairing.places(marked, arabic)
    means = "her" if table_of(ENGLISH, "gender-of-pronouns")[pairing.english.word(at).lower()] == "m" else "him"
    ours, theirs = quoted(marked.of(pairing.english.text)), f"{quoted(arabic.of(pairing.arabic.text))} ({means})"
    return Fault(
        bead=pairing.evidence.bead, source=source, target=target, severity=Severity.MAJOR, confidence=0.6,
        message=f"{ours} became {theirs}" if pairing.english.side == "source" else f"{theirs} became {ours}",
        detail={"class": "person"},
    )  # fmt: skip
