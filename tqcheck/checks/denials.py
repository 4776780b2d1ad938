"""Which denial of one language renders which of the other, by the words that they deny and what those are linked to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tqcheck.checks.pairing import Half, Pairing
from tqcheck.coverage.word_lists import FUNCTION
from tqcheck.lang import ENGLISH, in_every_language, list_of, words_of
from tqcheck.meaning.classes import may_be_contrary
from tqcheck.records import Cue
from tqcheck.text.cues import cue_pattern
from tqcheck.text.negation import FAMILIES
from tqcheck.text.normalise import fold

SCOPE = 4
"""Words behind a denial among which the denied one is looked for."""
NEAR = 5
"""Words on either side of the rendering of a denied word within which something may deny it."""
SURE = 3
"""Likeness from which on a denial renders another, even if that renders a third («لن … أبدا»)."""
FIRM = 0.35
"""Strength from which on a link says what renders a denied word."""
SAME = 0.8
"""Strength from which on a link says that a word renders the denied word, and not its denial («كذبت», lied)."""
CLAIMED = 0.5
"""Strength from which on a link says that a cue renders something else."""
PRESENT = 0.5
"""Probability of being lost from which on a denied word's clause was dropped or rephrased, not turned round."""

_OLD = re.compile(r"(?:^|[«\"“:،.(])\s*[وف]?ما (?!إذا|لم)")
_QUOTED = re.compile(r"[«“][^«»“”]{3,30}[»”]")
_AUXILIARY = re.compile(rf"{'|'.join(list_of(ENGLISH, 'verb-group'))}|n['’]t|\w+n['’]t")
_LOOSE = words_of(ENGLISH, "loose-denials")
"""English words that are linked to something else where they render a denial."""
_PARTIAL = in_every_language("partial-denials")
_MODAL = re.compile(rf"\b(?:{cue_pattern('modal', ENGLISH)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Denial:
    """A cue that denies by itself: the word that it is, and the words behind it that it may deny."""

    cue: Cue
    at: int
    scope: tuple[int, ...]


def denials(half: Half, cues: Sequence[Cue]) -> list[Denial]:
    """The cues of a side with what they deny; a denied verb of ruling out affirms, and is none."""
    found: list[Denial] = []
    for cue in cues:
        places = half.at(cue.span)
        if cue.kind == "still" or not places or _in_title(half, cue):
            continue
        at = places[-1]
        if found and _carried_on(half, found[-1], cue, at):
            continue
        if any(c.kind == "exclude" and c.negated and 0 <= c.span.start - cue.span.start < 16 for c in cues):
            continue
        reach = _scope(half, at)[: 1 if cue.kind in FAMILIES else SCOPE]
        found.append(Denial(cue, at, reach if cue.kind != "soft" else tuple(places[:-1])))
    return found


def _in_title(half: Half, cue: Cue) -> bool:
    """Whether a cue stands among two or three words in quotation marks: a title («نوفي ليست»), no statement."""
    titles = (m for m in _QUOTED.finditer(half.text) if m.start() <= cue.span.start < m.end())
    return any(2 <= len(m.group().split()) <= 3 for m in titles)


def _carried_on(half: Half, before: Denial, cue: Cue, at: int) -> bool:
    """Whether a denial says again what one shortly before it says: "no time, no money"."""
    between = half.text[before.cue.span.end : cue.span.start]
    listed = re.search(r"(?:,|\b(?:and|or)\b)\W*$", between) and before.cue.text.lower() == cue.text.lower()
    return cue.kind == "hard" and bool(listed) and at - before.at <= NEAR


def _scope(half: Half, at: int) -> tuple[int, ...]:
    """The content words behind a denial, up to the end of its clause."""
    found = []
    for place in range(at + 1, min(at + 1 + SCOPE, len(half.spans))):
        if re.search(r"[.;:؛؟?!،,]", half.text[half.spans[place - 1].end : half.spans[place].start]):
            break
        if fold(half.word(place)) not in FUNCTION:
            found.append(place)
    return tuple(found)


def unrendered(
    pairing: Pairing, english: Sequence[Denial], arabic: Sequence[Denial]
) -> tuple[list[Denial], list[Denial], list[Cue]]:
    """The denials of either side that nothing on the other one renders, and the cues that render one."""
    taken = _each_other(pairing, english, arabic)
    likeness = {
        (i, j): _likeness(pairing, e, a)
        for i, e in enumerate(english)
        for j, a in enumerate(arabic)
        if e not in taken and a not in taken
    }
    ours, theirs = ({pair[side] for pair, like in likeness.items() if like >= SURE} for side in (0, 1))
    for (i, j), like in likeness.items():
        if like and i not in ours and j not in theirs:
            ours.add(i)
            theirs.add(j)
    used = [english[i].cue for i in ours] + [arabic[j].cue for j in theirs] + [denial.cue for denial in taken]
    lost = [e for i, e in enumerate(english) if i not in ours and e.cue.kind == "hard"]
    return lost, [a for j, a in enumerate(arabic) if j not in theirs and a.cue.kind == "hard"], used


def _each_other(pairing: Pairing, english: Sequence[Denial], arabic: Sequence[Denial]) -> list[Denial]:
    """Words of negative meaning that render each other, and so no denial: unchanged, «دون تغيير»; oppose, «تعارض»."""
    ours, theirs = ([d for d in side if d.cue.kind == "soft" and not _partial(d)] for side in (english, arabic))
    found: list[Denial] = []
    for one in ours:
        there = pairing.best(one.at)
        other = next((d for d in theirs if there in pairing.arabic.at(d.cue.span)), None)
        if other is None or there is None or pairing.best_back(there) != one.at:
            continue
        if (pairing.english.coverage.words[one.at].link or 0.0) >= CLAIMED and not (
            one.cue.negated and " " in other.cue.text
        ):
            found += [one, other]
    return found


def _partial(denial: Denial) -> bool:
    """Whether a cue stands for a denial, or beside one, by itself: hardly, only, «أبدا», «لا … سوى»."""
    word = fold(denial.cue.text).lower().removeprefix("و")
    return word in _PARTIAL or len(word.split()) > 2


def _likeness(pairing: Pairing, english: Denial, arabic: Denial) -> int:
    """3 where what one denies is linked to what the other denies, 2 for linked to each other, or near that.

    A verb of denial is linked to what it renders, or to what that denies; two of those are no pair of denials.
    """
    verbs = sum(denial.cue.kind != "hard" for denial in (english, arabic))
    if verbs == 2:
        return 0
    denied = pairing.linked(english.scope)
    own = pairing.firm(english.at, FIRM)
    mutual = pairing.best(english.at) == arabic.at and pairing.best_back(arabic.at) == english.at
    if denied.intersection(arabic.scope) or (verbs and mutual):
        return 3
    if verbs and (arabic.at in denied or own.intersection(arabic.scope)):
        return 3
    return 0 if verbs else 2 * (mutual or arabic.at in own or any(abs(at - arabic.at) <= NEAR for at in denied))


def without_verbs(
    lost: Sequence[Denial], half: Half, own: Sequence[Cue], other: Sequence[Cue], used: Sequence[Cue]
) -> list[Denial]:
    """The denials left when each verb of denial that no such verb renders has taken the one least sure of its words."""
    spare = [sum(c.kind in FAMILIES and not c.negated and c not in used for c in cues) for cues in (other, own)]
    by_doubt = sorted(lost, key=lambda denial: -max((half.p(at) for at in denial.scope[:1]), default=1.0))
    return by_doubt[max(0, spare[0] - spare[1]) :]


def stands(
    pairing: Pairing, half: Half, denial: Denial, other: Sequence[Cue], used: Sequence[Cue]
) -> tuple[int, int] | None:
    """The denied word and its rendering on the other side, where nothing denies it; `None` where that is not sure."""
    there = pairing.arabic if half is pairing.english else pairing.english
    spent = ("still", *FAMILIES)  # what a verb of denial renders was taken out before
    free = [cue for cue in other if cue not in used and cue.kind not in spent and not _claimed(there, cue, denial)]
    if any(
        _opposed(pairing, half, at, linked)
        for at in denial.scope[:2]
        if (linked := half.coverage.words[at].counterpart) is not None
    ):
        return None
    for at in denial.scope[:2]:
        linked = half.coverage.words[at].counterpart
        if linked is None or not _firm(half, there, at, linked):
            continue
        plain = (half.coverage.words[at].link or 0.0) >= SAME and half.p(denial.at) >= PRESENT
        near = [cue for cue in free if not (plain and cue.kind == "soft" and there.spans[linked].overlaps(cue.span))]
        if (
            _excused(there, linked, near)
            or _old_particle(pairing, there)
            or _of_a_name(pairing, half, denial, at, linked)
        ):
            return None
        return at, linked
    return None


def _of_a_name(pairing: Pairing, half: Half, denial: Denial, at: int, linked: int) -> bool:
    """Whether «لا» is the article of a name («لا ريفيرا»): what stands right behind it is linked to a capital."""
    english = pairing.english.word(linked) if half is pairing.arabic and at == denial.at + 1 else ""
    return linked > 0 and english.isalpha() and english[0].isupper()


def _firm(half: Half, there: Half, at: int, linked: int) -> bool:
    """Whether a word and its rendering are linked to each other, both being words of content."""
    back = there.coverage.words[linked].counterpart
    mutual = back == at or (back is not None and back < at and _auxiliaries(half, back, at))
    strong = (half.coverage.words[at].link or 0.0) >= FIRM and half.p(at) < PRESENT and there.p(linked) < PRESENT
    return mutual and strong and fold(there.word(linked)) not in FUNCTION


def _auxiliaries(half: Half, first: int, end: int) -> bool:
    """Whether nothing but auxiliaries and denials stands from one word to another: Arabic says them in its verb."""
    return end - first <= NEAR and all(_AUXILIARY.fullmatch(half.word(at).lower()) for at in range(first, end))


def _claimed(there: Half, cue: Cue, denial: Denial) -> bool:
    """Whether a cue is firmly linked to a word that has nothing to do with a denial."""
    if " " in cue.text or cue.text.lower() in _LOOSE:
        return False
    own = {denial.at - 1, denial.at, denial.at + 1, *denial.scope}
    words = [there.coverage.words[at] for at in there.at(cue.span)]
    return any(
        word.counterpart is not None and word.counterpart not in own and (word.link or 0.0) >= CLAIMED for word in words
    )


def _excused(there: Half, at: int, cues: Sequence[Cue]) -> bool:
    """Whether something that may render a denial stands near a word, or is that word."""
    low, high = max(0, at - NEAR), min(len(there.spans) - 1, at + NEAR)
    start, end = there.spans[low].start, there.spans[high].end
    if any(start <= cue.span.start < end for cue in cues):
        return True
    return bool(_MODAL.search(there.text[start:end]))


def _old_particle(pairing: Pairing, there: Half) -> bool:
    """Whether «ما», which mostly denies nothing, opens a clause on the Arabic side («ما جئنا»)."""
    return there is pairing.arabic and bool(_OLD.search(there.text))


def _opposed(pairing: Pairing, half: Half, at: int, linked: int) -> bool:
    """Whether the two words are contrary: "did not rise" and «انخفض» say the same."""
    english, arabic = (at, linked) if half is pairing.english else (linked, at)
    return may_be_contrary(pairing.english.word(english), pairing.arabic.word(arabic))
