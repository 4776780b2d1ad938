"""Who did what to whom: two actors of one verb in the other order, where nothing else turns them round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.checks.english_verbs import english_time
from tqcheck.checks.pairing import Half, Pairing
from tqcheck.checks.turned import Turned, turned
from tqcheck.lang import ARABIC, ENGLISH, list_of, words_of
from tqcheck.meaning.classes import mentions
from tqcheck.records import Fault, Name, Severity, Span
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted

BEFORE, AFTER = 5, 4
"""Words between a verb and its subject, and its object, at most."""
FIRM = 0.5
"""Strength from which on a link says which actor is which."""
_BREAK = re.compile(r"[.;:؛؟?!،,«»\"“”()]")
_TURNS = words_of(ENGLISH, "turns-roles")
_WHO = ("who:actor", "creed")
_HYPHENS = frozenset("-‐‑–")
_BY = re.compile("|".join(list_of(ARABIC, "by-whom")))


def swapped(pairing: Pairing) -> Iterator[Fault]:
    """Verbs whose subject and object stand in the other order in Arabic, which has the subject first as well."""
    if _BY.search(fold(pairing.arabic.text)):
        return
    english, names = pairing.english, pairing.evidence.names
    actors = _actors(english, [r.name for r in names.matched] if names else [])
    found: set[int] = set()
    for one in turned(pairing, actors):
        found.add(one.verb)
        yield _told(pairing, one)
    for verb in range(1, len(english.spans) - 1):
        if (
            verb in found
            or english_time(english, verb) is None
            or _is_attribute(english, verb)
            or pairing.best(verb) is None
        ):
            continue
        before = [at for at in range(verb - 1, max(-1, verb - 1 - BEFORE), -1) if at in actors]
        reached = range(verb + 1, min(len(english.spans), verb + 1 + AFTER))
        thing = next((at for at in reached if at in actors), None)
        # of "Lorania's team" both are asked
        for subject in (before[:1] + [at for at in before[1:] if _owns(english, at)]) if thing is not None else ():
            if _plain(english, subject, verb, thing or 0) and _turned(pairing, subject, verb, thing or 0):
                yield _fault(pairing, subject, verb, thing or 0)
                break


def _owns(half: Half, at: int) -> bool:
    return half.text[: half.spans[at].end].endswith(("'s", "’s"))


def _is_attribute(half: Half, at: int) -> bool:
    """Whether a participle is part of a compound ("government-allied forces"), and says of nobody what he did."""
    span = half.spans[at]
    return not _HYPHENS.isdisjoint(half.text[max(0, span.start - 1) : span.end + 1])


def _actors(half: Half, names: list[Name]) -> set[int]:
    """Words that act: people, offices, institutions, and names that were found on both sides."""
    said = [m for m in mentions(half.text, half.lang) if any(name in _WHO for name, _ in m.members)]
    found = {at for m in said for at in half.at(m.span)}
    return found | {half.at(name.span)[-1] for name in names if half.at(name.span)}


def _plain(half: Half, subject: int, verb: int, thing: int) -> bool:
    """Whether nothing stands between the three that would make another of them the subject or the object."""
    text = half.text[half.spans[subject].start : half.spans[thing].end]
    between = [half.word(at).lower() for at in (*range(subject + 1, verb), *range(verb + 1, thing))]
    return not _BREAK.search(text) and not any(word in _TURNS for word in between)


def _turned(pairing: Pairing, subject: int, verb: int, thing: int) -> bool:
    """Whether the Arabic has the verb, and the object's word before the subject's, both firmly linked."""
    places = []
    for at in (subject, thing):
        word = pairing.english.coverage.words[at]
        if word.counterpart is None or (word.link or 0.0) < FIRM or pairing.best_back(word.counterpart) != at:
            return False
        places.append(word.counterpart)
    by, there = pairing.best(verb), pairing.arabic
    if by is None or places[1] >= places[0] or by > places[0] or places[0] - min(by, places[1]) > 8:
        return False
    span = there.text[there.spans[min(by, places[1])].start : there.spans[places[0]].end]
    return not _BREAK.search(span)


def _fault(pairing: Pairing, subject: int, verb: int, thing: int) -> Fault:
    by, who, whom = (pairing.best(at) or 0 for at in (verb, thing, subject))
    return _told(pairing, Turned(subject, verb, thing, by, who, whom))


def _told(pairing: Pairing, one: Turned) -> Fault:
    english, arabic = pairing.english, pairing.arabic
    places = (one.subject, one.verb, one.thing), (one.does, one.who, one.whom)
    source, target = pairing.places(
        *(
            Span(start=half.spans[min(at)].start, end=half.spans[max(at)].end)
            for half, at in zip((english, arabic), places, strict=True)
        )
    )
    acts = f"{quoted(english.word(one.subject))} acts on" if one.subject != one.verb else "somebody else acts on"
    said = f"{acts} {quoted(english.word(one.thing))} in the English"
    became = f"in the Arabic {quoted(arabic.word(one.who))} acts on {quoted(arabic.word(one.whom))}"
    return Fault(
        bead=pairing.evidence.bead, source=source, target=target, severity=Severity.MAJOR, confidence=0.6,
        message=f"{said}; {became}", detail={"class": "roles"},
    )  # fmt: skip
