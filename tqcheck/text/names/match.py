"""Which names of an English text an Arabic one accounts for, and what stands in their place where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tqcheck.records import Span
from tqcheck.text.names import arabic, english
from tqcheck.text.names.arabic import ArabicName
from tqcheck.text.names.english import Name, Word
from tqcheck.text.names.gazetteer import gazetteer
from tqcheck.text.names.given import another_given_name
from tqcheck.text.names.phonetics import MATCH, WEAK, latin_letters, looks_like_name, similarity
from tqcheck.text.normalise import fold

PLACES = frozenset({"country", "scot", "region", "city", "people", "language", "water"})


@dataclass(frozen=True, slots=True, order=True)
class Heard:
    """A word of a name (`None` for all of it together) and the Arabic words `first..last` that sound like it."""

    score: float
    first: int
    last: int
    part: Word | None = field(default=None, compare=False)
    span: Span = field(default=Span(start=0, end=0), compare=False)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A name and the Arabic words `first..last` that render it or its best part.

    `heard` has, where sound decided, the words of the name with the Arabic words that render them.
    """

    name: Name
    first: int
    last: int
    span: Span
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name without a rendering, and the Arabic name that nothing in the English accounts for, if there is one.

    `part` is the word of the name that differs, where the rest of it is there (another given name).
    """

    name: Name
    instead: Span | None = None
    part: Word | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both outcomes, each in the order of the English text."""

    matched: tuple[Rendering, ...]
    unmatched: tuple[Unmatched, ...]


@lru_cache(maxsize=16_384)
def compare(source: str, target: str) -> Comparison:
    """Compare the names of English `source` with those of Arabic `target`."""
    return _Matcher(source, target).compare()


class _Matcher:
    """State of one comparison: Arabic words, names by value, and what is accounted for."""

    def __init__(self, source: str, target: str) -> None:
        self.names = english.find_names(source)
        self.words = arabic.split_words(target)
        self.values = arabic.find_values(self.words)
        self.latin = fold(target)
        self.used: set[int] = set()
        self.matched: list[Rendering] = []

    def compare(self) -> Comparison:
        """Match by value, then by sound, then by what is left over on both sides."""
        waiting = [name for name in self.names if not self.settle(self.by_value(name) or self.by_sound(name, MATCH))]
        left = [name for name in waiting if not self.settle(self.by_sound(name, WEAK, left_over=True))]
        unmatched = [self.explain(name) for name in left]
        unmatched += [*self.other_given_names(), *self.swapped_repetitions(unmatched)]
        return Comparison(tuple(self.matched), tuple(sorted(unmatched, key=lambda u: u.name.span.start)))

    def settle(self, rendering: Rendering | None) -> bool:
        """Note a rendering, if there is one."""
        if rendering:
            self.matched.append(rendering)
            self.used.update(range(rendering.first, rendering.last + 1))
            self.used.update(at for h in rendering.heard for at in range(h.first, h.last + 1))
        return rendering is not None

    def by_value(self, name: Name) -> Rendering | None:
        """An Arabic name of the same value, or else of a kindred one."""
        kin = gazetteer().kin
        kindred = {k for v in name.values for k in kin.get(v, ())}
        for wanted in (name.values, kindred):
            for found in self.values:
                if found.values & wanted:
                    return Rendering(name, found.first, found.last, found.span)
        return None

    def by_sound(self, name: Name, least: float, *, left_over: bool = False) -> Rendering | None:
        """The Arabic words that sound most like any part of the name, or like all of it together."""
        heard = [h for p in name.parts if (h := self.hear(letters_of(p), p, least, left_over))]
        if not heard and len(name.parts) > 1:
            together = self.hear("".join(map(letters_of, name.parts)), None, least, left_over)
            heard = [together] if together else []
        if not heard:
            return self.latin_copy(name)
        found = max(heard)
        return Rendering(name, found.first, found.last, found.span, tuple(heard))

    def hear(self, latin: str, part: Word | None, least: float, left_over: bool) -> Heard | None:
        """The Arabic words that sound most like a word of a name."""
        score, first, last = self.best(latin, least, left_over)
        if first < 0:
            return None
        return Heard(score, first, last, part, Span(start=self.words[first].span.start, end=self.words[last].span.end))

    def latin_copy(self, name: Name) -> Rendering | None:
        """The name left in Latin letters."""
        longest = max(name.parts, key=lambda p: len(p.text)).text.lower()
        at = self.latin.find(longest)
        return Rendering(name, 0, -1, Span(start=0, end=0)) if at >= 0 and len(longest) > 1 else None

    def best(self, latin: str, least: float, left_over: bool) -> tuple[float, int, int]:
        """Score and word range of what sounds most like a Latin word; the range is -1 where nothing reaches `least`."""
        found = (least, -1, -1)
        for at, word in enumerate(self.words if len(latin) > 1 else ()):
            if left_over and (at in self.used or not is_name_like(word)):
                continue
            following = self.words[at + 1].letters if at + 1 < len(self.words) and len(latin) > 4 else ""
            for variant in word.variants:
                if not another_given_name(latin, variant):
                    found = max(found, (similarity(latin, variant), at, at))
                if following:
                    found = max(found, (similarity(latin, variant + following), at, at + 1))
        return found

    def explain(self, name: Name) -> Unmatched:
        """What stands in the place of a name that is not there."""
        kinds = frozenset(v.split(":")[0] for v in name.values)
        by_value = [c.span for c in self.stray_values(PLACES if kinds & PLACES else kinds)]
        if kinds:
            return Unmatched(name, by_value[0] if by_value else None)
        unknown = [w for at, w in enumerate(self.words) if at not in self.used and is_name_like(w)]
        unknown.sort(key=lambda w: -looks_like_name(w.bare, "arabic"))
        towns = [c.span for c in self.stray_values(frozenset({"city"}))]
        return Unmatched(name, next(iter([*(w.span for w in unknown), *towns]), None))

    def stray_values(self, kinds: frozenset[str]) -> Iterator[ArabicName]:
        """Arabic names of these kinds that nothing in the English accounts for."""
        wanted = {v for n in self.names for v in n.values}
        wanted |= {k for v in wanted for k in gazetteer().kin.get(v, ())}
        for found in self.values:
            if found.weak or found.values & wanted or not any(v.split(":")[0] in kinds for v in found.values):
                continue
            if not self.used.intersection(range(found.first, found.last + 1)):
                yield found

    def other_given_names(self) -> Iterator[Unmatched]:
        """Names whose last part is there, but beside it a name that is not theirs in another part's place."""
        for done in list(self.matched):
            first, last = done.name.parts[0], done.name.parts[-1]
            family = next((h for h in done.heard if h.part is last), None)
            if first is last or done.name.inside or not family or any(h.part is first for h in done.heard):
                continue
            before = self.words[family.first - 1] if family.first else None
            if not before or family.first - 1 in self.used or not is_name_like(before, least=0.2):
                continue
            if self.best(letters_of(first), WEAK, False)[1] < 0 and not self.accounted(before):
                yield Unmatched(done.name, before.span, first)

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


def is_name_like(word: arabic.ArabicWord, least: float = -0.3) -> bool:
    """Whether an Arabic word is no everyday word under any reading, and has the look of a name."""
    return arabic.is_unknown(word) and looks_like_name(word.bare, "arabic") > least
