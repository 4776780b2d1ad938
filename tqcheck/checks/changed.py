"""TQ203 changed-word: a word became its opposite, or another word of its class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tqcheck.checks.converse import conversed
from tqcheck.checks.kinds import exchanged_kinds
from tqcheck.checks.one_or_more import other_numbers
from tqcheck.checks.opposites import opposed
from tqcheck.checks.pairing import Half, Pairing, pairings
from tqcheck.checks.persons import other_persons
from tqcheck.checks.prefixes import stated
from tqcheck.checks.roles import swapped
from tqcheck.checks.verbs import shifts
from tqcheck.meaning.classes import Mention, mentions
from tqcheck.records import FACTS, Check, DocumentEvidence, Example, Fault, Precedence, Severity
from tqcheck.text.quoting import quoted

NEARBY = 2
"""Words at most between an English word's place and an Arabic word of its class that may render it unlinked."""

FIRM = 0.6
"""Strength from which on a link is one that a word does not share with its neighbours."""
LEFT_OVER = 0.35
"""Sum of the probabilities of two unlinked words from which on they are held to stand for each other."""
# What comes after one thing comes before the other: only with the same thing behind it is "before" not "after".
_GOVERNING = "order"
_GOVERNED = 4
PARTY = "creed"
"""The class whose words, with a capital, are parties' names."""
_DEGREES = ("power", "pace", "size", "weight", "heat", "wealth")


@dataclass(frozen=True, slots=True)
class _Word:
    """A mention of one class with the words that it covers."""

    mention: Mention
    at: tuple[int, ...]
    members: frozenset[str]


def changed(document: DocumentEvidence) -> Iterator[Fault]:
    """Linked words of one class that are not the same member of it, verbs of another time, exchanged roles."""
    for pairing in pairings(document):
        known = [fault for fault in opposites(pairing) if not is_party(pairing, fault)]
        yield from known
        more = (*exchanged_kinds(pairing), *opposed(pairing), *other_persons(pairing), *other_numbers(pairing))
        yield from (f for f in more if not any(_same_word(f, one) for one in known))
        yield from times(pairing)
        yield from swapped(pairing)
        yield from stated(pairing)


def is_party(pairing: Pairing, fault: Fault) -> bool:
    """Whether a finding is that of a party's name, not of a word for what people believe."""
    english = fault.located(pairing.english.side)
    return bool(english and fault.detail.get("class") == PARTY and english.text[:1].isupper())


def _same_word(one: Fault, other: Fault) -> bool:
    """Whether two findings mark one word of the original or of the translation."""
    sides = ((one.located(side), other.located(side)) for side in ("source", "target"))
    return any(a and b and a.span.overlaps(b.span) for a, b in sides)


def times(pairing: Pairing) -> Iterator[Fault]:
    """What is done became what is to come, or the other way round."""
    for shift in shifts(pairing):
        if shift.certain:
            source, target = pairing.places(shift.span, pairing.arabic.spans[shift.arabic])
            yield Fault(
                bead=pairing.evidence.bead, message=shift.message(pairing), source=source, target=target,
                severity=Severity.MAJOR, confidence=0.8, detail={"class": "time"},
            )  # fmt: skip


def opposites(pairing: Pairing) -> Iterator[Fault]:
    """At most one finding an English word."""
    english, arabic = _unsettled(pairing.english), _unsettled(pairing.arabic)
    reported: set[int] = set()
    for name in sorted({c for m in english for c, _ in m.members} & {c for m in arabic for c, _ in m.members}):
        ours = [_Word(m, tuple(pairing.english.at(m.span)), members(m, name)) for m in english if members(m, name)]
        theirs = [_Word(m, tuple(pairing.arabic.at(m.span)), members(m, name)) for m in arabic if members(m, name)]
        for one in ours:
            other = _instead(pairing, one, ours, theirs)
            if other and name == _GOVERNING and not _same_behind(pairing, one, other):
                continue
            if other and conversed(pairing, name, one.at[-1], other.at[-1]):
                continue
            if other and not reported.intersection(one.at):
                reported.update(one.at)
                yield _finding(pairing, name, one, other)


def _unsettled(half: Half) -> list[Mention]:
    """The mentions of a side without those in a quantity, date or name found to be equal («كانون الأول»)."""
    return [m for m in mentions(half.text, half.lang) if not any(m.span.overlaps(span) for span in half.settled)]


def _same_behind(pairing: Pairing, one: _Word, other: _Word) -> bool:
    """Whether what stands behind an English preposition is linked to what stands behind the Arabic one."""
    behind = pairing.linked(range(one.at[-1] + 1, one.at[-1] + _GOVERNED))
    return bool(behind.intersection(range(other.at[-1] + 1, other.at[-1] + _GOVERNED)))


def members(mention: Mention, name: str) -> frozenset[str]:
    """The members of one class that a mention may be."""
    return frozenset(member for own, member in mention.members if own == name)


def _instead(pairing: Pairing, one: _Word, ours: Sequence[_Word], theirs: Sequence[_Word]) -> _Word | None:
    """The Arabic word of another member that stands for a word, if nothing renders the word itself."""
    linked = pairing.linked(one.at)
    here = [word for word in theirs if linked.intersection(word.at)]
    here = here or [word for word in theirs if _beside(pairing, word, one, linked) or _both_loose(pairing, one, word)]
    if not here or any(word.members & one.members for word in here):
        return None
    alike = [word for word in ours if word.members & one.members]
    free = [word for word in theirs if word.members & one.members and _may_render(pairing, word, one, alike)]
    other = here[0]
    if len(free) >= len(alike) or _claimed(pairing, other, ours, theirs) or _denied(pairing, one, other):
        return None
    return other


def _both_loose(pairing: Pairing, one: _Word, other: _Word) -> bool:
    """Whether neither word has a firm counterpart, and something speaks for both being left over."""
    english, arabic = pairing.english.coverage.words, pairing.arabic.coverage.words
    firm = any((english[at].link or 0.0) >= FIRM for at in one.at)
    left_over = max(english[at].p for at in one.at) + max(arabic[at].p for at in other.at)
    return not firm and left_over >= LEFT_OVER


def _claimed(pairing: Pairing, other: _Word, ours: Sequence[_Word], theirs: Sequence[_Word]) -> bool:
    """Whether an Arabic word renders an English one of its own member, with no second one to do so."""
    claims = [word for word in ours if word.members & other.members]
    spare = sum(bool(word.members & other.members) for word in theirs) > len(claims)
    return not spare and any(pairing.linked(word.at).intersection(other.at) for word in claims)


def _beside(pairing: Pairing, theirs: _Word, one: _Word, linked: set[int]) -> bool:
    """Whether an Arabic word stands beside those that an English word is linked to, and is linked to its neighbours."""
    back = [at for own in theirs.at if (at := pairing.best_back(own)) is not None]
    headed = {at + 1 for at in pairing.linked([one.at[-1] + 1])}  # the ministry's word, right before its field
    if any(name == "portfolio" for name, _ in theirs.mention.members) and headed.intersection(theirs.at):
        return True
    near = any(abs(at - own) <= NEARBY for at in back for own in one.at)
    return near and (not linked or any(abs(at - own) <= 1 for at in linked for own in theirs.at))


def _may_render(pairing: Pairing, theirs: _Word, one: _Word, alike: Sequence[_Word]) -> bool:
    """Whether an Arabic word of the right member is linked to no word outside its class, or stands near."""
    back = [at for own in theirs.at if (at := pairing.best_back(own)) is not None]
    if not back or any(at in word.at for word in alike for at in back):
        return True
    return any(abs(at - own) <= NEARBY for at in back for own in one.at)


def _denied(pairing: Pairing, one: _Word, other: _Word) -> bool:
    """Whether one of the two is denied and the other not: then they say the same."""
    direct = [any(half.denied(at, 0) for at in word.at) for half, word in _halves(pairing, one, other)]
    if direct[0] != direct[1]:
        return True
    ours, theirs = (any(half.denied(at) for at in word.at) for half, word in _halves(pairing, one, other))
    return ours != (theirs != _receding(pairing, other))


def _halves(pairing: Pairing, one: _Word, other: _Word) -> tuple[tuple[Half, _Word], tuple[Half, _Word]]:
    return (pairing.english, one), (pairing.arabic, other)


def _receding(pairing: Pairing, word: _Word) -> bool:
    """Whether an Arabic noun stands right behind a verb of falling: strength that ebbs is weakness."""
    if word.at[0] == 0 or not any(name in _DEGREES for name, _ in word.mention.members):
        return False
    before = mentions(pairing.arabic.word(word.at[0] - 1), pairing.arabic.lang)
    return any(("trend", "down") in mention.members for mention in before)


def _finding(pairing: Pairing, name: str, one: _Word, other: _Word) -> Fault:
    english, arabic = one.mention, other.mention
    means = "/".join(sorted(other.members))
    message = pairing.became(quoted(english.text), f"{quoted(arabic.text)} ({means})")
    source, target = pairing.places(english.span, arabic.span)
    return Fault(
        bead=pairing.evidence.bead, message=message, source=source, target=target, confidence=0.85,
        detail={"class": name},
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ203",
        name="changed-word",
        severity=Severity.CRITICAL,
        summary="A word became its opposite or another word of its class, or who did it to whom was exchanged.",
        run=changed,
        needs=("source_coverage", "target_coverage", "cues"),
        uses=("quantities", "names"),
        family="meaning",
        precedence=Precedence.CHANGED,
        explains=FACTS,
        passes=(
            Example(source="Prices fell in June.", target="انخفضت الأسعار في يونيو."),
            Example(source="Prices did not rise in June.", target="انخفضت الأسعار في يونيو."),
        ),
        fails=(
            Example(source="Prices fell in June.", target="ارتفعت الأسعار في يونيو."),
            Example(source="The health minister resigned on Monday.", target="استقال وزير الداخلية يوم الاثنين."),
        ),
    ),
)
