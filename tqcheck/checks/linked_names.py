"""Names whose linked word is another name: what the sound of each says, where coverage says "accounted for"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tqcheck.checks.pairing import Pairing
from tqcheck.names import arabic
from tqcheck.names.arabic import ArabicWord
from tqcheck.names.common import is_common_english, is_everyday
from tqcheck.names.english import ARTICLE, find_names
from tqcheck.names.gazetteer import gazetteer
from tqcheck.names.given import another_given_name, is_given_name
from tqcheck.names.match import PLACES, letters_of
from tqcheck.names.phonetics import looks_like_name, similarity, skeleton
from tqcheck.records import Name, Span, Word

LINKED = 0.7
"""Strength from which on a link says that one word stands for the other."""
DOUBTED, DOUBTFULLY = 0.5, 0.3
"""Probability from which on coverage misses the name itself; then a weaker link will do."""
MISSED, BESIDE = 0.25, 0.6
"""Probability from which on coverage has doubts; then a link a little weaker will do."""
SURELY = 0.85
"""Strength from which on a link makes a name of a word that is an everyday one only without its endings («سبها»)."""
STRANGE = -0.1
"""Likeness of sound below which two words are no spellings of one name."""
STRANGE_AND_OTHER = 0.25
ALIKE = 0.6
"""Likeness from which on a word may be a spelling of a name, however odd."""
HEARD = 0.3
"""Likeness from which on some word of the Arabic may render a name."""
NAME_LIKE = 0.2
"""Look of a name from which on an unknown Arabic word is held to be one."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A word of a name and the Arabic name that stands in its place."""

    name: Name
    part: Word
    instead: Span


def exchanged(pairing: Pairing) -> Iterator[Exchanged]:
    """Names of which a word is firmly linked to a name that sounds otherwise, and that no other name accounts for."""
    names = find_names(pairing.english.text)
    words = arabic.split_words(pairing.arabic.text)
    parts = [part for name in names for part in name.parts]
    for name in names:
        for part in name.parts if name.sure and not name.acronym else ():
            other = _linked(pairing, part, words) if _by_sound(name, part) else None
            if other is not None and _translated(pairing, name, part, words[other]):
                continue
            beside = other is not None and _beside(name, part, words, other)
            if other is not None and _another(pairing, part, words, other, parts, beside=beside):
                yield Exchanged(name, part, words[other].span)


def _translated(pairing: Pairing, name: Name, part: Word, word: ArabicWord) -> bool:
    """Whether a word has the article, as translated words have («الهندوسية») and only family names besides."""
    plural = word.letters.endswith(("ون", "ين"))
    if (len(name.parts) > 1 and not plural) or ARTICLE.match(part.text):
        return False
    return word.span.of(pairing.arabic.text).lstrip("وفبك").startswith(("ال", "لل"))


def _by_sound(name: Name, part: Word) -> bool:
    """Whether a part of a name is one that is written by its sound."""
    # the first word of a sentence has a capital whatever it is
    proper = name.evident or not part.opens or len(name.parts) > 1
    return proper and part.capital and len(part.lower) > 2 and not name.values and not is_common_english(part.lower)


def _linked(pairing: Pairing, part: Word, words: Sequence[ArabicWord]) -> int | None:
    """The Arabic word that a part of a name is firmly linked to, both ways."""
    at = pairing.english.at(part.span)
    if len(at) != 1:
        return None
    link = pairing.english.coverage.words[at[0]]
    least = LINKED if link.p < MISSED else BESIDE if link.p < DOUBTED else DOUBTFULLY
    if link.counterpart is None or (link.link or 0.0) < least or pairing.best_back(link.counterpart) != at[0]:
        return None
    span = pairing.arabic.spans[link.counterpart]
    return next((i for i, word in enumerate(words) if word.span.overlaps(span)), None)


def _another(
    pairing: Pairing, part: Word, words: Sequence[ArabicWord], at: int, parts: Sequence[Word], *, beside: bool
) -> bool:
    """Whether the linked word is a name of its own, no spelling of the part or of any other name of the English."""
    own = letters_of(part)
    link = pairing.english.coverage.words[pairing.english.at(part.span)[0]].link or 0.0
    named = _is_name(words[at]) or (link >= SURELY and _may_be_name(words[at], beside=beside))
    if not named or _sound(own, words, at) > _strange(own, words[at]):
        return False
    others = [letters_of(other) for other in parts]
    if any(_sound(other, words, at) >= ALIKE and _best(other, words) == at for other in others if other != own):
        return False
    heard = sum(_sound(own, words, i) > HEARD for i in range(len(words)))
    return heard < others.count(own) or not heard


def _strange(latin: str, word: ArabicWord) -> float:
    """Likeness below which two words are strangers: more will do where they do not even begin alike."""
    begins = {skeleton(form)[:1] for form in word.variants}
    return STRANGE if skeleton(latin)[:1] in begins else STRANGE_AND_OTHER


def _best(latin: str, words: Sequence[ArabicWord]) -> int:
    """The Arabic word that sounds most like a Latin one."""
    return max(range(len(words)), key=lambda at: _sound(latin, words, at))


def _is_name(word: ArabicWord) -> bool:
    """Whether an Arabic word is a given name, or an unknown one with the look of a name."""
    if len(word.letters) < 3:
        return False
    return is_given_name(word.bare) or (arabic.is_unknown(word) and looks_like_name(word.bare, "arabic") > NAME_LIKE)


def _beside(name: Name, part: Word, words: Sequence[ArabicWord], at: int) -> bool:
    """Whether the part of the name before this one stands right before the Arabic word («مارتا بيانكي»)."""
    before = next((one for one, other in pairwise(name.parts) if other is part), None)
    return before is not None and at > 0 and _sound(letters_of(before), words, at - 1) >= ALIKE


def _may_be_name(word: ArabicWord, *, beside: bool) -> bool:
    """Whether an Arabic word is a known place, or stands beside a given name and is no everyday word as it is."""
    places = {value.split(":")[0] for value in gazetteer().arabic.get((word.bare,), ())} & PLACES
    return len(word.letters) > 2 and (bool(places) or (beside and not is_everyday(word.letters)))


def _sound(latin: str, words: Sequence[ArabicWord], at: int) -> float:
    """Likeness of a Latin word to an Arabic one, or to that one with the word before or behind it."""
    after = words[at + 1].letters if at + 1 < len(words) else ""
    before = words[at - 1].letters if at else ""
    forms: list[str] = [*words[at].variants, *(v + after for v in words[at].variants), before + words[at].letters]
    spoken = {latin, re.sub("u?gh", "", latin) or latin}
    return max(
        -9.0 if another_given_name(said, form) else similarity(said, form.replace("چ", "ج"))
        for said in spoken
        for form in forms
        if form
    )
