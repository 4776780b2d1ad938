"""WordNet 3.0 (Debian's `wordnet-base`) as training reads it: synonyms, antonyms and co-ordinate terms of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path("/usr/share/wordnet")
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSES = 3
"""Most frequent senses of a word, in each part of speech, that count."""
SIBLINGS = 60
"""Words below one hypernym beyond which they are no class: everything is a kind of `act`."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A set of synonyms with its lexicographer file, hypernyms, satellites and parts; antonyms by word.

    `spelt` has the words with their capitals; `named`: it is one thing with a name (Monet is a painter, but no kind of
    one).
    """

    file: int
    words: tuple[str, ...]
    spelt: tuple[str, ...]
    named: bool
    above: tuple[str, ...]
    like: tuple[str, ...]
    parts: tuple[str, ...]
    antonyms: dict[str, tuple[str, ...]]


@dataclass
class WordNet:
    """Senses by part and offset (`n00001740`), words with their senses, most frequent first, and irregular pasts."""

    senses: dict[str, Sense] = field(default_factory=dict)
    words: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    below: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    uses: dict[tuple[str, str], int] = field(default_factory=dict)
    pasts: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path = FOLDER) -> WordNet:
        """Read the files of a `dict` folder."""
        net, named = cls(), {}
        for name, part in PARTS.items():
            for line in _lines(folder / f"data.{name}"):
                named[part + line[:8]] = line.split("|")[0].split()
            for line in _lines(folder / f"index.{name}"):
                word, _, _, pointers, *rest = line.split()
                net.words[word] += [part + offset for offset in rest[int(pointers) + 2 :]]
        for key, fields in named.items():
            net.senses[key] = _sense(fields, named)
            for above in net.senses[key].above:
                net.below[above].append(key)
        for line in _lines(folder / "cntlist.rev"):
            net._count(*line.split())
        net.pasts = {line.split()[0] for line in _lines(folder / "verb.exc")}
        return net

    def is_verb_form(self, word: str) -> bool:
        """Whether a word is a verb's form as well: rose, falls."""
        return word in self.pasts or (word.endswith("s") and bool(self.of(word[:-1], "v")))

    def _count(self, key: str, number: str, count: str) -> None:
        word, _, rest = key.partition("%")
        own = self.of(word, "nvara"[int(rest[0]) - 1])
        if int(number) <= len(own):
            self.uses[word, own[int(number) - 1]] = int(count)

    def of(self, word: str, part: str) -> list[str]:
        """A word's senses in one part of speech (n, v, a, r)."""
        return [key for key in self.words.get(word, ()) if key[0] == part]

    def usual(self, word: str) -> list[str]:
        """A word's most frequent senses in each part of speech."""
        return [key for part in PARTS.values() for key in self.of(word, part)[:SENSES]]

    def kinds_of(self, key: str) -> set[str]:
        """A sense and all below it."""
        return _reached(key, lambda one: self.below.get(one, ()))

    def parts(self, key: str) -> set[str]:
        """A sense and all that it has as parts."""
        return _reached(key, lambda one: self.senses[one].parts)

    def above(self, key: str) -> set[str]:
        """A sense and all above it."""
        return _reached(key, lambda one: self.senses[one].above)

    def synonyms(self, word: str) -> set[str]:
        """Words of the same senses, and of those right above and below them, and satellites of adjectives."""
        found: set[str] = set()
        for key in self.usual(word):
            sense = self.senses[key]
            for near in (key, *sense.above, *self.below[key], *sense.like):
                found.update(self.senses[near].words)
        return found

    def antonyms(self, word: str) -> set[str]:
        """Direct antonyms, and for a satellite adjective those of its head."""
        found: set[str] = set()
        for key in self.usual(word):
            sense = self.senses[key]
            found.update(sense.antonyms.get(word, ()))
            for head in sense.like:
                found.update(a for own in self.senses[head].antonyms.values() for a in own)
        return found

    def siblings(self, word: str) -> set[str]:
        """Nouns right below a hypernym of a noun, where they are few enough to be a class of something."""
        found: set[str] = set()
        for key in self.usual(word):
            for above in self.senses[key].above if key[0] == "n" else ():
                if len(self.below[above]) <= SIBLINGS:
                    found.update(w for sense in self.below[above] for w in self.senses[sense].words)
        return found - self.synonyms(word)


def _reached(start: str, steps: Callable[[str], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += steps(one)
    return found


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("latin-1").splitlines() if not line.startswith("  "))


def _sense(fields: list[str], named: dict[str, list[str]]) -> Sense:
    at = 4 + 2 * int(fields[3], 16)
    pointers = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
    words = _words(fields)
    antonyms: defaultdict[str, list[str]] = defaultdict(list)
    for sign, offset, part, ends in pointers:
        if sign == "!":
            other = _words(named[part.replace("s", "a") + offset])[int(ends[2:], 16) - 1]
            antonyms[words[int(ends[:2], 16) - 1]].append(other)
    to = {mark: tuple(p.replace("s", "a") + o for s, o, p, _ in pointers if s == mark) for mark in ("@", "&", "%p")}
    return Sense(
        int(fields[1]), words, _spelt(fields), any(sign == "@i" for sign, *_ in pointers),
        to["@"], to["&"], to["%p"], {w: tuple(a) for w, a in antonyms.items()},
    )  # fmt: skip


def _spelt(fields: list[str]) -> tuple[str, ...]:
    return tuple(fields[4 + 2 * i].partition("(")[0] for i in range(int(fields[3], 16)))


def _words(fields: list[str]) -> tuple[str, ...]:
    return tuple(map(str.lower, _spelt(fields)))
