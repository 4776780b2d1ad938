"""Names whose linked word is another name: what the sound of each says, where coverage says "accounted for"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tqcheck.checks.name_words import NAME_LIKE, is_name, is_spelled, may_be_name
from tqcheck.checks.pairing import Pairing
from tqcheck.lang import ENGLISH, words_of
from tqcheck.names import arabic
from tqcheck.names.arabic import ArabicWord
from tqcheck.names.common import is_common_english, is_everyday
from tqcheck.names.english import ARTICLE, PLACE_NOUNS, TITLES, find_names, split_words
from tqcheck.names.gazetteer import gazetteer
from tqcheck.names.given import another_given_name
from tqcheck.names.match import PLACES, STRANGER, letters_of
from tqcheck.names.phonetics import similarity, skeleton
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
_HEADS = PLACE_NOUNS | TITLES
_SMALL = words_of(ENGLISH, "articles") | {"of"}

Known = Mapping[str, Set[str]]
"""The letters of the English names that an Arabic word, folded and without article, renders in a document."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A word of a name and the Arabic name that stands in its place."""

    name: Name
    part: Word
    instead: Span


def exchanged(pairing: Pairing, known: Known | None = None) -> Iterator[Exchanged]:
    """Names of which a word is firmly linked to a name that sounds otherwise, and that no other name accounts for.

    What is `known` in the document to render another name is a name, whatever it looks like.
    """
    bead = _Bead(pairing, known or {})
    for name in bead.names:
        parts = (*name.parts, *bead.tail(name)) if name.sure and not name.acronym else ()
        for part in parts:
            other = bead.linked(part) if _by_sound(name, part) else None
            if other is not None and not bead.translated(name, part, other) and bead.is_another(name, part, other):
                yield Exchanged(name, part, bead.words[other].span)


def misplaced(pairing: Pairing) -> Iterator[Exchanged]:
    """Places, whose renderings are all known, with a word firmly linked to them that is no rendering but a name."""
    bead = _Bead(pairing, {})
    compared = pairing.evidence.names
    for fault in compared.unmatched if compared else ():
        if not {value.split(":")[0] for value in fault.name.values} & PLACES or fault.instead or fault.name.inside:
            continue
        for part in fault.name.parts:
            at = bead.linked(part) if bead.link(part) >= LINKED else None
            if at is not None and bead.is_elsewhere(fault.name, part, at):
                yield Exchanged(fault.name, part, bead.words[at].span)
                break


def _by_sound(name: Name, part: Word) -> bool:
    """Whether a part of a name is one that is written by its sound."""
    # the first word of a sentence has a capital whatever it is
    proper = name.evident or not part.opens or len(name.parts) > 1
    everyday = is_common_english(part.lower) and part in name.parts
    capital = ARTICLE.sub("", part.text)[:1].isupper()
    return proper and capital and len(part.lower) > 2 and not name.values and not everyday


class _Bead:
    """The names of one bead with its Arabic words."""

    def __init__(self, pairing: Pairing, known: Known) -> None:
        self.pairing, self.known = pairing, known
        self.names = find_names(pairing.english.text)
        self.words = arabic.split_words(pairing.arabic.text)

    @cached_property
    def parts(self) -> list[Word]:
        """All parts of all names."""
        return [part for name in self.names for part in (*name.parts, *self.tail(name))]

    def tail(self, name: Name) -> tuple[Word, ...]:
        """The capitalised word right behind a name, which is a family name though the everyday list has it (Rossi)."""
        text = self.pairing.english.text
        behind = next((word for word in split_words(text) if word.span.start == name.span.end + 1), None)
        if name.values or behind is None or text[name.span.end] != " " or not behind.text[1:].islower():
            return ()
        if not behind.capital or behind.lower in TITLES or any(n.span.overlaps(behind.span) for n in self.names):
            return ()
        return (behind,)

    def link(self, part: Word) -> float:
        """How strongly a part of a name is linked to the Arabic."""
        at = self.pairing.english.at(part.span)
        return (self.pairing.english.coverage.words[at[0]].link or 0.0) if len(at) == 1 else 0.0

    def linked(self, part: Word) -> int | None:
        """The Arabic word that a part of a name is firmly linked to, both ways."""
        at = self.pairing.english.at(part.span)
        if len(at) != 1:
            return None
        link = self.pairing.english.coverage.words[at[0]]
        least = BESIDE if link.p < DOUBTED else DOUBTFULLY
        if link.counterpart is None or (link.link or 0.0) < least or self.pairing.best_back(link.counterpart) != at[0]:
            return None
        span = self.pairing.arabic.spans[link.counterpart]
        return next((i for i, word in enumerate(self.words) if word.span.overlaps(span)), None)

    def translated(self, name: Name, part: Word, at: int) -> bool:
        """Whether a word has the article, as translated words have («الهندوسية») and only family names besides."""
        word = self.words[at]
        plural = word.letters.endswith(("ون", "ين"))
        family = len(name.parts) > 1 and part in name.parts
        if (family and not plural) or ARTICLE.match(part.text):
            return False
        return word.span.of(self.pairing.arabic.text).lstrip("وفبك").startswith(("ال", "لل"))

    def is_another(self, name: Name, part: Word, at: int) -> bool:
        """Whether the linked word is a name of its own, no spelling of the part or of any other name of the English."""
        own, word = letters_of(part), self.words[at]
        doubted = self.pairing.english.p(self.pairing.english.at(part.span)[0]) >= MISSED
        if not doubted and self.link(part) < LINKED and not self.is_lost(own, at):
            return False
        if not self.is_name(name, part, at) or self.sound(own, at) > _strange(own, word):
            return False
        others = [letters_of(other) for other in self.parts]
        if any(self.sound(other, at) >= ALIKE and self.best(other) == at for other in others if other != own):
            return False
        heard = sum(self.sound(own, i) > HEARD for i in range(len(self.words)))
        return heard < others.count(own) or not heard

    def is_lost(self, own: str, at: int) -> bool:
        """Whether a word has nothing of a name's sound, nor has any other word of the Arabic."""
        return self.sound(own, at) < STRANGER and all(self.sound(own, i) < 0 for i in range(len(self.words)))

    def is_elsewhere(self, name: Name, part: Word, at: int) -> bool:
        """Whether an Arabic word is the name of another place or people, or unknown and no spelling of the part."""
        word = self.words[at]
        values = {value for form in word.variants for value in gazetteer().arabic.get((form,), ())}
        values |= gazetteer().arabic.get((word.bare,), set())
        if values:
            kin = {one for value in name.values for one in gazetteer().kin.get(value, ())}
            return values.isdisjoint(name.values | kin)
        strange = self.sound(letters_of(part), at) <= _strange(letters_of(part), word)
        return strange and arabic.is_name_like(word, NAME_LIKE)

    def is_name(self, name: Name, part: Word, at: int) -> bool:
        """Whether an Arabic word is a name by itself or, linked firmly, in its place."""
        word = self.words[at]
        if part not in name.parts:
            return self.beside(name, part, at) and arabic.is_unknown(word)
        link = self.link(part)
        if is_name(word) or self.known.get(word.bare):
            return True
        if is_spelled(word.bare) and self.sound(letters_of(part), at) < STRANGER:
            return True
        beside = self.beside(name, part, at)
        if beside and link >= LINKED and not is_everyday(word.letters) and len(word.letters) > 2:
            return True
        if (beside or self.headed(part, at)) and arabic.is_unknown(word):
            return True
        return link >= SURELY and may_be_name(word, beside=beside)

    def beside(self, name: Name, part: Word, at: int) -> bool:
        """Whether the part of the name before this one stands right before the Arabic word («مارتا بيانكي»)."""
        whole = (*name.parts, *self.tail(name))
        before = next((one for one, other in pairwise(whole) if other == part), None)
        return before is not None and at > 0 and self.sound(letters_of(before), at - 1) >= ALIKE

    def headed(self, part: Word, at: int) -> bool:
        """Whether the Arabic word right before is linked to a place's or a person's noun beside the part (town of)."""
        english, here = self.pairing.english, self.pairing.english.at(part.span)[0]
        before = next((i for i in range(here - 1, -1, -1) if english.word(i).lower() not in _SMALL), here)
        heads = [i for i in (before, here + 1) if i < len(english.spans) and english.word(i).lower() in _HEADS]
        noun = self.words[at - 1].span if at else None
        return any(noun and self.pairing.arabic.spans[to].overlaps(noun) for i in heads for to in self.firmly(i))

    def firmly(self, english: int) -> set[int]:
        """The Arabic word that an English one is firmly linked to, both ways."""
        word = self.pairing.english.coverage.words[english]
        if word.counterpart is None or (word.link or 0.0) < LINKED:
            return set()
        return {word.counterpart} if self.pairing.best_back(word.counterpart) == english else set()

    def best(self, latin: str) -> int:
        """The Arabic word that sounds most like a Latin one."""
        return max(range(len(self.words)), key=lambda at: self.sound(latin, at))

    def sound(self, latin: str, at: int) -> float:
        """Likeness of a Latin word to an Arabic one, or to that one with the word before or behind it."""
        word = self.words[at]
        after = self.words[at + 1].letters if at + 1 < len(self.words) else ""
        before = self.words[at - 1].letters if at else ""
        forms: list[str] = [*word.variants, *(v + after for v in word.variants), before + word.letters]
        spoken = {latin, re.sub("u?gh", "", latin) or latin}
        return max(
            -9.0 if another_given_name(said, form) else similarity(said, form.replace("چ", "ج"))
            for said in spoken
            for form in forms
            if form
        )


def _strange(latin: str, word: ArabicWord) -> float:
    """Likeness below which two words are strangers: more will do where they do not even begin alike."""
    begins = {skeleton(form)[:1] for form in word.variants}
    return STRANGE if skeleton(latin)[:1] in begins else STRANGE_AND_OTHER
