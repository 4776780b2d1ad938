"""Who it is that acts and owns: his became «ها», he became «إنها», we became «يطلبون», she said became «قال»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tqcheck.checks.arabic_persons import of_ending, of_particle, of_verb, owner
from tqcheck.checks.pairing import Half, Pairing
from tqcheck.lang import ARABIC, ENGLISH, groups_of, table_of, words_of
from tqcheck.records import Fault, Severity, Span
from tqcheck.text.normalise import fold
from tqcheck.text.quoting import quoted

FIRM = 0.6
"""Strength from which on a link says what renders a word."""
LOOSE = 0.4
"""The same where something else says so as well."""
OWNED = 3
"""Words behind a possessive among which the thing owned stands."""
GROUP = 4
"""Words behind a subject among which its verb stands."""
_CONTRADICT = frozenset(
    [("3m", "3f"), ("3f", "3m")]
    + [(one, other) for one in ("1s", "1p") for other in ("3m", "3f", "3p")]
    + [(one, other) for one in ("3m", "3f", "3p", "3n") for other in ("1s", "1p")]
)
_MEANS = {"1s": "my, I", "1p": "our, we", "3m": "his, he", "3f": "her, she", "3p": "their, they"}
_MARKS = re.compile('[«»“”"]')
_Place = tuple[int, int, str]
"""The last English word of what is marked, the Arabic word, and the person that it shows."""


def other_persons(pairing: Pairing) -> Iterator[Fault]:
    """English pronouns whose rendering is another person's, one finding each."""
    for at in range(len(pairing.english.spans)):
        word = re.sub("['’](?:m|re|ve|ll|d|s)$", "", pairing.english.word(at))
        if word.isupper() and len(word) > 1:
            continue
        for pronouns, read in zip(_pronouns(), (_owned, _subject, _object), strict=True):
            person = pronouns.get(word.lower())
            place = read(pairing, at, person) if person else None
            if place and person and _contradicts(pairing, at, person, place):
                yield _fault(pairing, at, place)
                break


def _pronouns() -> tuple[Mapping[str, str], ...]:
    """The persons of English pronouns that own, act, and are acted on."""
    return (
        table_of(ENGLISH, "owner-pronouns"),
        table_of(ENGLISH, "subject-pronouns"),
        table_of(ENGLISH, "object-pronouns"),
    )


def _contradicts(pairing: Pairing, at: int, person: str, place: _Place) -> bool:
    """Whether two persons are not the same; what one side says in quotation marks alone, it says in another person."""
    if (person, place[2]) not in _CONTRADICT:
        return False
    if {person, place[2]} == {"3m", "3f"}:
        return True
    inside = _quoted(pairing.english, at), _quoted(pairing.arabic, place[1])
    return inside in ((True, True), (False, False))


def _quoted(half: Half, at: int) -> bool | None:
    """Whether a word stands in quotation marks; `None` where the marks do not come in pairs."""
    before = len(_MARKS.findall(half.text[: half.spans[at].start]))
    return before % 2 == 1 if len(_MARKS.findall(half.text)) % 2 == 0 else None


def _owned(pairing: Pairing, at: int, _person: str) -> _Place | None:
    """The thing owned and its Arabic noun, or the one behind it, with the owner written onto it."""
    small = words_of(ENGLISH, "function") | words_of(ENGLISH, "prepositions")
    for place in range(at + 1, min(at + 1 + OWNED, len(pairing.english.spans))):
        between = pairing.english.text[pairing.english.spans[place - 1].end : pairing.english.spans[place].start]
        if between.strip() or pairing.english.word(place).lower() in small:
            return None
        there = _mutual(pairing, place, LOOSE if _shared(pairing, at, place) else FIRM, at)
        for noun in _construct(pairing, there, place) if there is not None else ():
            word = pairing.arabic.word(noun)
            if (said := owner(word, pairing.english.word(place))) and not of_verb(word):
                return place, noun, said
    return None


def _shared(pairing: Pairing, at: int, place: int) -> bool:
    """Whether a possessive is linked to the word that renders what is owned, or to the one behind it."""
    there, owner_at = pairing.best(place), pairing.best(at)
    return there is not None and owner_at in (there, there + 1)


def _construct(pairing: Pairing, at: int, english: int) -> list[int]:
    """An Arabic noun and, if that renders nothing else, the one that it governs («جواز سفرها»)."""
    arabic = pairing.arabic
    behind = at + 1
    governed = behind < len(arabic.spans) and arabic.text[arabic.spans[at].end : arabic.spans[behind].start] == " "
    return [at, behind] if governed and pairing.best_back(behind) in (None, english) else [at]


def _subject(pairing: Pairing, at: int, person: str) -> _Place | None:
    """A subject and what stands for it: a particle with a pronoun, or the person of its verb."""
    verb, passive = _verb(pairing.english, at)
    for place in _group(pairing.english, at, verb):
        there = pairing.best(place) if place == at else _mutual(pairing, place)
        said = of_particle(pairing.arabic.word(there)) if there is not None else None
        firm = (pairing.english.coverage.words[place].link or 0.0) >= FIRM
        if there is not None and said and firm and pairing.best_back(there) in (at, at + 1, place):
            return at, there, said
    if verb is None:
        return None
    if passive:  # "she was joined by" is «رافقها»
        there = pairing.best(verb)
        said = of_ending(pairing.arabic.word(there)) if there is not None and pairing.firm(verb, LOOSE) else None
        return (verb, there, said) if there is not None and said in ("3m", "3f") else None
    return _acting(pairing, at, verb, person)


def _acting(pairing: Pairing, at: int, verb: int, person: str) -> _Place | None:
    """What the rendering of a verb says of who acts."""
    there = _mutual(pairing, verb, LOOSE)
    if there is None:
        return None
    word = pairing.arabic.word(there)
    said = of_verb(word) or (_teller(pairing.arabic, there) if verb == at + 1 else None) or _actor(pairing, verb, word)
    firm = (pairing.english.coverage.words[verb].link or 0.0) >= FIRM or _agreeing(pairing.arabic, there, said)
    if said is None or not firm or (person in ("1s", "1p") and _may_be_first(pairing.arabic, there, said)):
        return None
    return (verb, there, said) if said in ("1s", "1p") or not _has_subject(pairing.arabic, there) else None


def _may_be_first(half: Half, at: int, said: str) -> bool:
    """Whether a verb of the third person is the first's as well («كتبت»: I or she; «ينتهي بنا»: we end)."""
    behind = half.word(at + 1) if at + 1 < len(half.spans) else ""
    own = of_ending(behind) in ("1s", "1p") or re.fullmatch("[بل](?:نا|ي)", fold(behind)) is not None
    return own or (said == "3f" and fold(half.word(at)).endswith("ت"))


def _actor(pairing: Pairing, verb: int, word: str) -> str | None:
    """The first person that is written onto a verbal noun («موافقتنا», our approval) and is no object in English."""
    behind = pairing.english.word(verb + 1).lower() if verb + 1 < len(pairing.english.spans) else ""
    verbal = re.search("ت(?:نا|ي)$", fold(word)) and behind not in table_of(ENGLISH, "object-pronouns")
    said = of_ending(word) if verbal else None
    return said if said in ("1s", "1p") else None


def _agreeing(half: Half, at: int, said: str | None) -> bool:
    """Whether a particle shortly before a verb has the same person («إننا لا نملك»)."""
    return any(of_particle(half.word(place)) == said for place in range(max(0, at - 2), at))


def _group(half: Half, at: int, verb: int | None) -> list[int]:
    """A subject, its auxiliaries, and a conjunction before it, of which Arabic makes one word («لكننا»)."""
    before = [at - 1] if at and half.word(at - 1).lower() in words_of(ENGLISH, "pronoun-bearers") else []
    return [at, *before, *range(at + 1, verb if verb is not None else at + 1)]


def _verb(half: Half, at: int) -> tuple[int | None, bool]:
    """The verb of a subject, the first word behind it that is no auxiliary, and whether it is a passive."""
    being = False
    for place in range(at + 1, min(at + 1 + GROUP, len(half.spans))):
        word = half.word(place).lower()
        between = half.text[half.spans[place - 1].end : half.spans[place].start]
        if between.strip():
            return None, False
        if word in words_of(ENGLISH, "forms-of-be"):
            being = True
        elif word in ("has", "have", "had") and _opens_noun(half, place + 1):
            return place, False
        elif word not in words_of(ENGLISH, "verb-group") | words_of(ENGLISH, "auxiliaries") and "n't" not in word:
            plain = not being or word.endswith(("ing", "ed", "en"))
            return (place, being and not word.endswith("ing")) if plain else (None, False)
    return None, False


def _opens_noun(half: Half, at: int) -> bool:
    """Whether a noun phrase begins: what stands before is no auxiliary ("she had no water")."""
    return at < len(half.spans) and half.word(at).lower() in words_of(ENGLISH, "determiners") | {"no", "any", "some"}


def _has_subject(half: Half, at: int) -> bool:
    """Whether a noun with the article stands right behind an Arabic verb, which may then be its subject."""
    behind = half.word(at + 1) if at + 1 < len(half.spans) else ""
    return behind.startswith("ال")


def _teller(half: Half, at: int) -> str | None:
    """The gender of an Arabic verb of saying that shows it by its lack of an ending."""
    word = fold(half.word(at)).removeprefix("و")
    return next((own for own, forms in groups_of(ARABIC, "person-of-telling").items() if word in forms), None)


def _object(pairing: Pairing, at: int, _person: str) -> _Place | None:
    """An object and what stands for it: a particle with a pronoun, or the verb that has it written onto it."""
    behind = pairing.english.word(at + 1).lower() if at + 1 < len(pairing.english.spans) else ""
    small = words_of(ENGLISH, "function") | words_of(ENGLISH, "prepositions") | {""}
    gap = pairing.english.text[pairing.english.spans[at].end :][:1]
    if behind not in small and gap == " ":  # "her" owns what follows
        return None
    there = _mutual(pairing, at, LOOSE)
    if there is not None and (said := of_particle(pairing.arabic.word(there))):
        return at, there, said
    governs = _mutual(pairing, at - 1) if at else None
    said = of_ending(pairing.arabic.word(governs)) or of_particle(pairing.arabic.word(governs)) if governs else None
    return (at, governs, said) if governs and said else None


def _mutual(pairing: Pairing, at: int, least: float = FIRM, beside: int | None = None) -> int | None:
    """The Arabic word that an English one is firmly linked to, both ways; back from it may lead to the one `beside`."""
    word = pairing.english.coverage.words[at]
    firm = word.counterpart is not None and (word.link or 0.0) >= least
    return word.counterpart if firm and pairing.best_back(word.counterpart or 0) in (at, beside) else None


def _fault(pairing: Pairing, at: int, place: _Place) -> Fault:
    last, there, said = place
    english, arabic = pairing.english.spans, pairing.arabic.spans[there]
    marked = Span(start=min(english[at].start, english[last].start), end=max(english[at].end, english[last].end))
    source, target = pairing.places(marked, arabic)
    ours, theirs = quoted(marked.of(pairing.english.text)), quoted(arabic.of(pairing.arabic.text))
    return Fault(
        bead=pairing.evidence.bead, source=source, target=target, severity=Severity.MAJOR, confidence=0.6,
        message=pairing.became(ours, f"{theirs} ({_MEANS[said]})"), detail={"class": "person"},
    )  # fmt: skip
