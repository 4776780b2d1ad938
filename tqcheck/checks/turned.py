"""Verbs whose subject became their object: what stands right behind the Arabic verb, and what is written onto it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tqcheck.checks.arabic_persons import of_ending, of_verb
from tqcheck.checks.arabic_verbs import imperfect
from tqcheck.checks.english_verbs import english_time
from tqcheck.checks.pairing import Half, Pairing
from tqcheck.lang import ARABIC, ENGLISH, table_of, words_of
from tqcheck.text.normalise import fold

FIRM = 0.6
"""Strength from which on a link says which word is which."""
VERB = 0.5
"""The same for a verb."""
REACH = 6
"""Words at most between an English verb and its subject's noun, or its object's."""
FAR = 9
"""Words at most between the two nouns in Arabic."""
_BREAK = re.compile(r"[.;:؛؟?!«»\"“”()]")
_COMMA = re.compile(r"[.;:؛؟?!،,«»\"“”()]")
_PARTICLE = re.compile("^(?:ل|من)(?:هما|هم|هن|ها|ه|نا|ي|ني)$")
_HEAVY = re.compile("^(?:[وف]?[بلك](?=ال|\\w{4})|لل)")


@dataclass(frozen=True, slots=True)
class Turned:
    """A verb with its subject and object in English, and what stands for the three in Arabic."""

    subject: int
    verb: int
    thing: int
    does: int
    who: int
    whom: int


def turned(pairing: Pairing, actors: set[int]) -> Iterator[Turned]:
    """Verbs of which the Arabic makes the object act, one finding each; `actors` are English words for who acts."""
    for verb in range(1, len(pairing.english.spans) - 1):
        does = mutual(pairing, verb, VERB)
        if does is None or not _is_verb(pairing, verb, does):
            continue
        found = _passive(pairing, verb, does, actors) if _by(pairing.english, verb) else None
        found = found or _behind(pairing, verb, does, actors) or _with_object(pairing, verb, does, actors)
        if found := found or _after_particle(pairing, verb, does, actors):
            yield found


def mutual(pairing: Pairing, at: int, least: float = FIRM) -> int | None:
    """The Arabic word that an English one is firmly linked to, both ways."""
    word = pairing.english.coverage.words[at]
    firm = word.counterpart is not None and (word.link or 0.0) >= least
    return word.counterpart if firm and pairing.best_back(word.counterpart or 0) == at else None


def _is_verb(pairing: Pairing, verb: int, does: int) -> bool:
    word = pairing.english.word(verb)
    if not word.islower() or re.search(r"ing$", word):
        return False
    if english_time(pairing.english, verb) is not None:
        return True
    arabic = pairing.arabic.word(does)
    return re.match("[وف]?س?[يت]", arabic) is not None and (of_verb(arabic) is not None or imperfect(arabic))


def _by(half: Half, verb: int) -> bool:
    """Whether an English verb is a passive that says by whom."""
    before = {half.word(at).lower() for at in range(max(0, verb - 2), verb)}
    behind = [half.word(at).lower() for at in range(verb + 1, min(len(half.spans), verb + 2))]
    return bool(before & words_of(ENGLISH, "forms-of-be")) and "by" in behind


def _active(half: Half, verb: int) -> bool:
    before = {half.word(at).lower() for at in range(max(0, verb - 3), verb)}
    return not before & words_of(ENGLISH, "forms-of-be") and "to" not in before


def _subject(half: Half, verb: int, actors: set[int]) -> int | None:
    """Who acts: the noun right before a verb and its auxiliaries."""
    for at in range(verb - 1, max(-1, verb - REACH), -1):
        if _COMMA.search(half.text[half.spans[at].end : half.spans[at + 1].start]):
            return None
        word = half.word(at).lower()
        if word in words_of(ENGLISH, "verb-group") | words_of(ENGLISH, "auxiliaries") or word.endswith("ly"):
            continue
        governed = half.word(at - 1).lower() if at else ""
        small = words_of(ENGLISH, "function") | words_of(ENGLISH, "prepositions")
        return at if word not in small and (at in actors or governed in words_of(ENGLISH, "determiners")) else None
    return None


def _things(half: Half, verb: int, actors: set[int]) -> Iterator[int]:
    """Who is acted on, or to: those who act, behind a verb in its clause."""
    for at in range(verb + 1, min(len(half.spans), verb + 1 + REACH)):
        if _COMMA.search(half.text[half.spans[at - 1].end : half.spans[at].start]):
            return
        if half.word(at).lower() in ("that", "who", "which", "whose", "after", "before", "because", "and", "by"):
            return
        if at in actors:
            yield at


def _behind(pairing: Pairing, verb: int, does: int, actors: set[int]) -> Turned | None:
    """The object's noun right behind the Arabic verb, the subject's further on with no preposition."""
    english, arabic = pairing.english, pairing.arabic
    subject = _subject(english, verb, actors)
    who = does + 1
    if subject is None or not _active(english, verb) or who >= len(arabic.spans) or not _adjoins(arabic, who):
        return None
    thing = next((at for at in _things(english, verb, actors) if mutual(pairing, at) == who), None)
    whom = mutual(pairing, subject, VERB)
    if thing is None or whom is None or not who < whom <= who + FAR or of_ending(arabic.word(does)):
        return None
    return Turned(subject, verb, thing, does, who, whom) if _bare(arabic, who) and _free(arabic, does, whom) else None


def _with_object(pairing: Pairing, verb: int, does: int, actors: set[int]) -> Turned | None:
    """The object's noun behind an Arabic verb that has another object already: «يدعوها الحزب», «قال لي والدي»."""
    english, arabic = pairing.english, pairing.arabic
    thing = verb + 1
    while thing < len(english.spans) and english.word(thing).lower() in words_of(ENGLISH, "determiners") | {
        "my",
        "our",
    }:
        thing += 1
    if thing not in actors or not _active(english, verb) or english_time(english, verb) is None:
        return None
    who = mutual(pairing, thing)
    own = of_ending(arabic.word(does)) is not None
    particle = does + 1 < len(arabic.spans) and _PARTICLE.match(fold(arabic.word(does + 1))) is not None
    if who is None or not (own or particle) or who != does + 1 + (not own) or not _bare(arabic, who):
        return None
    objects = table_of(ENGLISH, "object-pronouns")
    if any(english.word(at).lower() in objects for at in range(thing + 1, min(len(english.spans), thing + 4))):
        return None
    marked = does if own else does + 1
    return Turned(verb, verb, thing, does, who, marked)


def _after_particle(pairing: Pairing, verb: int, does: int, actors: set[int]) -> Turned | None:
    """The object before an Arabic verb, behind a particle that makes it the subject; the subject right behind it."""
    english, arabic = pairing.english, pairing.arabic
    subject = _subject(english, verb, actors)
    whom = mutual(pairing, subject) if subject is not None else None
    if subject is None or whom != does + 1 or not _active(english, verb) or of_ending(arabic.word(does)):
        return None
    for thing in range(verb + 1, min(len(english.spans), verb + 4)):
        who = mutual(pairing, thing)
        if who is None or not does - 3 <= who < does or not who or not _bare(arabic, whom):
            continue
        if fold(arabic.word(who - 1)) in words_of(ARABIC, "bears-nobody") and not _COMMA.search(
            arabic.text[arabic.spans[who].start : arabic.spans[does].end]
        ):
            return Turned(subject, verb, thing, does, who, whom)
    return None


def _passive(pairing: Pairing, verb: int, does: int, actors: set[int]) -> Turned | None:
    """Who is acted on right behind an Arabic verb that is no passive, for who acts stands there without "by"."""
    english, arabic = pairing.english, pairing.arabic
    agent = next((at for at in range(verb + 2, min(len(english.spans), verb + 2 + REACH)) if at in actors), None)
    whom = mutual(pairing, agent) if agent is not None else None
    back = pairing.best_back(does + 1) if does + 1 < len(arabic.spans) else None
    if agent is None or whom is None or back is None or back >= verb or mutual(pairing, back) != does + 1:
        return None
    if actors.isdisjoint(range(back, back + 3)) or fold(arabic.word(whom - 1)) in table_of(
        ARABIC, "person-of-pronouns"
    ):
        return None
    if whom <= does + 1 or not _bare(arabic, whom) or not _bare(arabic, does + 1) or not _adjoins(arabic, does + 1):
        return None
    return Turned(agent, verb, back, does, does + 1, whom)


def _adjoins(half: Half, at: int) -> bool:
    return half.text[half.spans[at - 1].end : half.spans[at].start] == " "


def _bare(half: Half, at: int) -> bool:
    """Whether no preposition stands before a noun, or is written onto it."""
    before = fold(half.word(at - 1)) if at else ""
    governed = before in words_of(ARABIC, "governing-prepositions") and _adjoins(half, at)
    return not governed and _HEAVY.match(half.word(at)) is None


def _free(half: Half, does: int, whom: int) -> bool:
    """Whether the subject's noun is an object in Arabic: bare, in the same sentence, and no verb right before it."""
    text = half.text[half.spans[does].start : half.spans[whom].end]
    return _bare(half, whom) and not _BREAK.search(text) and of_verb(half.word(whom - 1)) is None
