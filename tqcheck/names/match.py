"""Which names of an English text an Arabic one accounts for, and what stands in their place where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tqcheck.lang import ARABIC, ENGLISH, words_of
from tqcheck.names import arabic, english
from tqcheck.names.arabic import ArabicName, is_function_word
from tqcheck.names.gazetteer import gazetteer
from tqcheck.names.given import another_given_name, is_given_name, is_no_particle
from tqcheck.names.phonetics import MATCH, WEAK, latin_letters, looks_like_name, name_letters, similarity
from tqcheck.names.places import behind_places, is_placed
from tqcheck.records import Heard, Name, NameComparison, Rendering, Span, Unmatched, Word
from tqcheck.text.attribution import cues
from tqcheck.text.normalise import fold

EVERYDAY = 0.35
"""Least score at which an everyday Arabic word is held to be a name after all."""
# Parts that so many names share that they alone identify nobody.
_GENERIC = words_of(ENGLISH, "name-particles")
KNOWN = 0.8
"""Least score for a name whose Arabic forms are known: it has been written in another way."""
STRANGER = -2.0
"""Below this, two words are no spellings of one name, however odd."""
PLACES = frozenset({"country", "scot", "region", "city", "people", "language", "water"})


def compare(source: str, target: str) -> NameComparison:
    """Compare the names of English `source` with those of Arabic `target`."""
    return _Matcher(source, target).compare()


class _Matcher:
    """State of one comparison: Arabic words, names by value, and what is accounted for."""

    def __init__(self, source: str, target: str) -> None:
        self.source = source
        self.names = english.find_names(source)
        self.words = arabic.split_words(target)
        self.values = arabic.find_values(self.words)
        self.text = target
        self.latin = fold(target)
        self.used: set[int] = set()
        self.matched: list[Rendering] = []

    def compare(self) -> NameComparison:
        """Match by value, then by sound, then by what is left over on both sides."""
        waiting = [
            name
            for name in self.names
            if not self.settle(self.by_value(name) or self.by_sound(name, KNOWN if name.values else MATCH))
        ]
        left = [name for name in waiting if not self.settle(self.by_sound(name, WEAK, left_over=True))]
        unmatched = [self.explain(name) for name in left]
        unmatched += [*self.other_persons(), *self.swapped_repetitions(unmatched)]
        return NameComparison(tuple(self.matched), tuple(sorted(unmatched, key=lambda u: u.name.span.start)))

    def settle(self, rendering: Rendering | None) -> bool:
        """Note a rendering, if there is one."""
        if rendering:
            self.matched.append(rendering)
            self.used.update(range(rendering.first, rendering.last + 1))
            self.used.update(at for h in rendering.heard for at in range(h.first, h.last + 1))
        return rendering is not None

    def by_value(self, name: Name) -> Rendering | None:
        """An Arabic name of the same value, or else of a kindred one where no other name may have taken its place."""
        found = next((f for f in self.values if f.values & name.values), None)
        if found is None and name.values:
            kin = {k for v in name.values for k in gazetteer().kin.get(v, ())}
            kinds = frozenset(v.split(":")[0] for v in name.values)
            swapped = next(self.stray_values(kinds), None)
            found = next((f for f in self.values if f.values & kin), None) if swapped is None else None
        return Rendering(name, found.first, found.last, found.span) if found else None

    def by_sound(self, name: Name, least: float, *, left_over: bool = False) -> Rendering | None:
        """The Arabic words that sound most like any part of the name, or like all of it together."""
        if name.acronym:
            return self.latin_copy(name)
        barred = self.other_values(name)
        heard = [h for p in name.parts if (h := self.hear(letters_of(p), p, least, left_over, barred))]
        if not heard and len(name.parts) > 1:
            together = self.hear("".join(map(letters_of, name.parts)), None, least, left_over, barred)
            heard = [together] if together else []
        telling = [h for h in heard if not (h.part and h.part.lower in _GENERIC)]
        if not (telling or (heard and all(p.lower in _GENERIC for p in name.parts))):
            return self.latin_copy(name)
        found = max(telling or heard)
        return Rendering(name, found.first, found.last, found.span, tuple(heard))

    def other_values(self, name: Name) -> frozenset[int]:
        """Arabic words that name something else, for a name that is known by value."""
        said = latin_letters("".join(p.text for p in name.parts))
        others = [f for f in self.values if name.values and not f.weak and not f.values & name.values]
        others = [f for f in others if similarity(said, name_letters(f.text.removeprefix("ال"))) < MATCH]
        return frozenset(at for f in others for at in range(f.first, f.last + 1))

    def hear(
        self, latin: str, part: Word | None, least: float, left_over: bool, barred: frozenset[int]
    ) -> Heard | None:
        """The Arabic words that sound most like a word of a name."""
        score, first, last = self.best(latin, least, left_over, barred)
        if first < 0:
            return None
        return Heard(score, first, last, part, Span(start=self.words[first].span.start, end=self.words[last].span.end))

    def latin_copy(self, name: Name) -> Rendering | None:
        """The name left in Latin letters."""
        longest = max(name.parts, key=lambda p: len(p.text)).text.lower()
        at = self.latin.find(longest)
        return Rendering(name, 0, -1, Span(start=0, end=0)) if at >= 0 and len(longest) > 1 else None

    def best(
        self, latin: str, least: float, left_over: bool, barred: frozenset[int] = frozenset()
    ) -> tuple[float, int, int]:
        """Score and word range of what sounds most like a Latin word; the range is -1 where nothing reaches `least`."""
        found = (least, -1, -1)
        for at, word in enumerate(self.words if len(latin) > 1 else ()):
            if (left_over and (at in self.used or not arabic.is_name_like(word))) or at in barred:
                continue
            if self.is_particle(word):
                continue
            following = self.following(at) if len(latin) > 4 else ""
            everyday = not arabic.is_unknown(word)
            needed = max(least, EVERYDAY) if everyday and not left_over else least
            for variant in word.variants:
                score = similarity(latin, variant)
                if score >= needed and not another_given_name(latin, variant, everyday=everyday):
                    found = max(found, (score, at, at))
                if following:
                    found = max(found, (similarity(latin, variant + following), at, at + 1))
        return found

    def is_particle(self, word: arabic.ArabicWord) -> bool:
        """Whether a word is a particle, and not a name that differs from one by its dots only."""
        return is_function_word(word) and not is_no_particle(word.letters, word.span.of(self.text))

    def following(self, at: int) -> str:
        """The letters of the next word, where the two may be one name written apart («عبد الرحمن»)."""
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        return after.letters if after and not is_function_word(after) else ""

    def explain(self, name: Name) -> Unmatched:
        """What stands in the place of a name that is not there."""
        kinds = frozenset(v.split(":")[0] for v in name.values)
        by_value = [c.span for c in self.stray_values(PLACES if kinds & PLACES else kinds)]
        if kinds:
            return Unmatched(name, by_value[0] if by_value else None)
        unknown = [w for at, w in enumerate(self.words) if at not in self.used and self.may_replace(name, w)]
        unknown.sort(key=lambda w: -looks_like_name(w.bare, "arabic"))
        towns = [c.span for c in self.stray_values(frozenset({"city"}))]
        if speaker := next(self.other_speakers(), None):
            return Unmatched(name, speaker, speaks=True)
        if place := self.other_place(name):
            return Unmatched(name, place, name.parts[0])
        return Unmatched(name, next(iter([*(w.span for w in unknown), *towns]), None))

    def other_speakers(self) -> Iterator[Span]:
        """Given names right behind a verb of saying that no name of the English accounts for."""
        said = {cue.span.end for cue in cues(self.text, ARABIC) if cue.kind == "say"}
        for at, word in enumerate(self.words[1:], 1):
            named = self.words[at - 1].span.end in said and is_given_name(word.letters)
            if named and at not in self.used and not self.is_particle(word) and not self.accounted(word):
                yield word.span

    def other_place(self, name: Name) -> Span | None:
        """The unknown word behind an Arabic place's noun, for a name that stands by an English one (the village of)."""
        placed = len(name.parts) == 1 and is_placed(name, self.source)
        free = (at for at in behind_places(self.words) if at not in self.used and not self.accounted(self.words[at]))
        return next((self.words[at].span for at in free if self.is_bare(self.words[at])), None) if placed else None

    def is_bare(self, word: arabic.ArabicWord) -> bool:
        """Whether a word is written without the article, which translated words have behind a place's noun."""
        return not word.span.of(self.text).startswith("ال")

    def may_replace(self, name: Name, word: arabic.ArabicWord) -> bool:
        """Whether an Arabic word may be another name; an article is a family name's only where the English has one."""
        inflected = not self.is_bare(word) and not any(english.ARTICLE.match(p.text) for p in name.parts)
        return not inflected and "ً" not in word.span.of(self.text) and arabic.is_name_like(word, least=0.5)

    def stray_values(self, kinds: frozenset[str]) -> Iterator[ArabicName]:
        """Arabic names of these kinds that nothing in the English accounts for."""
        wanted = {v for n in self.names for v in n.values}
        said = {v for done in self.matched for v in done.name.values if self.says(done, v)}
        wanted |= {k for v in wanted - said for k in gazetteer().kin.get(v, ())}
        for found in self.values:
            if found.weak or found.values & wanted or not any(v.split(":")[0] in kinds for v in found.values):
                continue
            if not self.used.intersection(range(found.first, found.last + 1)):
                yield found

    def says(self, done: Rendering, value: str) -> bool:
        """Whether a name was rendered by its own value, not by a kindred one («ستوكهولم» for Sweden)."""
        return any(found.first == done.first and value in found.values for found in self.values)

    def other_persons(self) -> Iterator[Unmatched]:
        """Names of which one end is there, and beside it, in the other end's place, a name that is not theirs."""
        for done in list(self.matched):
            if len(done.name.parts) < 2 or done.name.inside:
                continue
            for own, end, step in ((0, -1, -1), (-1, 0, 1)):
                differs = self.beside(done, done.name.parts[own], done.name.parts[end], step)
                if differs:
                    yield Unmatched(done.name, differs, done.name.parts[own])
                    break

    def beside(self, done: Rendering, own: Word, end: Word, step: int) -> Span | None:
        """The Arabic word beside the rendering of `end` that stands where `own`, which is not there, should."""
        anchor = next((h for h in done.heard if h.part is end and h.score > 1.0), None)
        if anchor is None or any(h.part is own for h in done.heard) or self.best(letters_of(own), WEAK, False)[1] >= 0:
            return None
        at = anchor.first - 1 if step < 0 else anchor.last + 1
        if (
            not 0 <= at < len(self.words)
            or at in self.used
            or self.words[at].span.start - self.words[at - 1].span.end > 1
        ):
            return None
        word = self.words[at]
        named = is_given_name(word.bare) or arabic.is_name_like(word, least=0.2)
        said = letters_of(own)
        named = named and all(similarity(said, v) < STRANGER or another_given_name(said, v) for v in word.variants)
        return word.span if named and not self.accounted(word) else None

    def sounds(self, latin: str, variants: Iterable[str]) -> bool:
        """Whether one reading of an Arabic word renders a Latin one."""
        return any(similarity(latin, v) >= MATCH and not another_given_name(latin, v) for v in variants)

    def accounted(self, word: arabic.ArabicWord) -> bool:
        """Whether some name of the English sounds like an Arabic word."""
        return any(self.sounds(letters_of(p), word.variants) for n in self.names for p in n.parts)

    def swapped_repetitions(self, known: list[Unmatched]) -> Iterator[Unmatched]:
        """Places that the English names more often than the Arabic, where the Arabic names another one instead."""
        taken = {u.instead for u in known}
        strays = [s for s in self.stray_values(PLACES) if s.span not in taken]
        counts = Counter(v for found in self.values for v in found.values)
        for stray in strays:
            kinds = {v.split(":")[0] for v in stray.values}
            for name in reversed([n for n in self.names if any(v.split(":")[0] in kinds for v in n.values)]):
                said = sum(1 for n in self.names if n.values & name.values)
                if said > max(counts[v] for v in name.values) > 0:
                    yield Unmatched(name, stray.span)
                    break


def letters_of(part: Word) -> str:
    """The letters of a word without an Arabic article."""
    return latin_letters(english.ARTICLE.sub("", part.text))
