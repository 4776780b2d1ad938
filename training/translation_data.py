"""What the translation model learns from: a gloss beside its Arabic in, the English reference out.

The pairs are manuals and everyday sentences, so that most news words never stand in them. What is in both the gloss and
the reference (a word, a name, a number) is therefore exchanged for others on both sides (Fadaee et al. 2017): the model
learns where a word goes, whatever the word is, and how the Arabic letters of a name are spelt.
"""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqcheck.coverage.lexical import skeleton
from tqcheck.translate.english import Item, words_of
from tqcheck.translate.gloss import items_of
from tqcheck.translate.lexicon import Lexicon, load

WEIGHTS = {"ms": 0.6, "tatoeba": 1.3, "docs": 2.0, "un": 2.0, "l10n": 1.0, "lexicon": 0.15}
"""How often a pair is drawn, by what its source's name begins with: prose oftener than menus."""
LEXICON = "lexicon"
SHORT, LONGEST = 5, 60
EXCHANGED, EXCHANGES = 0.6, 0.2
"""Share of the examples in which words are exchanged, and of their words that are."""
UNSEEN = 0.08
"""Share of the words that lose their gloss, and of those that lose their Arabic: neither alone is to be trusted."""
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_PLAIN = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A reference, its Arabic, and where they are from."""

    english: str
    arabic: str
    source: str


@dataclass(frozen=True, slots=True)
class Example:
    """What the model is shown and what it has to say."""

    source: str
    target: str


def read_pairs(data: Path) -> list[Pair]:
    """Every training pair that is not too long; entries of the lexicons last."""
    pairs = list(_rows(data / "train" / "parallel.tsv.gz", ""))
    for path in sorted((data / "lexicon").glob("*.tsv.gz")):
        name = LEXICON if "transliteration" not in path.name else ""
        pairs += [p for p in _rows(path, name) if p.source == LEXICON]
    return [p for p in pairs if p.english and p.arabic and len(p.english.split()) <= LONGEST]


def _rows(path: Path, source: str) -> Iterator[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, arabic, *rest = line.rstrip("\n").split("\t")
            yield Pair(english.strip(), arabic.strip(), source or (rest[0] if rest else ""))


def read_names(data: Path) -> list[tuple[str, str]]:
    """(English, Arabic) name tokens, the English with a capital."""
    rows = _rows(data / "lexicon" / "google_transliteration_names.tsv.gz", LEXICON)
    return [(p.english.title(), p.arabic) for p in rows if p.english.isalpha() and len(p.english) > 2]


def weights(pairs: Sequence[Pair]) -> list[float]:
    """How often each pair is drawn."""
    return [
        WEIGHTS[p.source.split("_")[0]] * (0.3 if p.source.startswith("ms") and len(p.english.split()) < SHORT else 1.0)
        for p in pairs
    ]


class Examples:
    """Makes examples out of pairs; `example` is determined by the random source given."""

    def __init__(self, pairs: Sequence[Pair], names: Sequence[tuple[str, str]]) -> None:
        self.pairs, self.lexicon = pairs, load()
        self.names = [(e, item) for e, a in names if (item := one_item(a, self.lexicon))]
        self.words = exchangeable(self.lexicon)

    def example(self, index: int, draw: random.Random) -> Example:
        """Pair `index`, joined with the next ones where it is short, and varied."""
        items, english = self._joined(index, draw)
        if draw.random() < EXCHANGED:
            items, english = self.exchange(items, english, draw)
        return Example(annotated([_forgotten(item, draw) for item in items]), english)

    def _joined(self, index: int, draw: random.Random) -> tuple[list[Item], str]:
        pair = self.pairs[index]
        size = len(pair.english.split())
        if pair.source == LEXICON:
            chosen = [pair, *(self.pairs[index - k] for k in range(1, draw.randint(2, 6)))]
            joint = ", "
        else:
            chosen = self.pairs[index : index + (draw.choice((1, 1, 2, 3)) if size < 12 else 1)]
            chosen = [p for p in chosen if p.source == pair.source]
            joint = " "
        items = [item for p in chosen for item in [*items_of(p.arabic, self.lexicon), *_comma(joint)]]
        return items[: len(items) - len(_comma(joint))], joint.join(p.english for p in chosen)

    def exchange(self, items: Sequence[Item], english: str, draw: random.Random) -> tuple[list[Item], str]:
        """Other words, names and numbers where both sides have the same one, once."""
        spans = list(_WORD.finditer(english))
        counts = Counter(m.group().lower() for m in spans)
        glossed = Counter(item.english.lower() for item in items)
        sounds = {skeleton(m.group()): m for m in spans if m.group()[0].isupper() and len(skeleton(m.group())) > 1}
        out, changes = list(items), []
        taken: set[int] = set()
        once = {m.group().lower(): m for m in spans if counts[m.group().lower()] == 1}
        for place, item in enumerate(items):
            same = once.get(item.english.lower()) if glossed[item.english.lower()] == 1 else None
            match = same or (sounds.get(skeleton(item.english)) if item.kind == "name" else None)
            if match is None or match.start() in taken or draw.random() >= EXCHANGES:
                continue
            new = self._other(item, match.group(), draw)
            if new:
                taken.add(match.start())
                out[place] = replace(new[1], before=item.before, definite=item.definite, pronoun=item.pronoun)
                changes.append((match.start(), match.end(), new[0]))
        for start, end, word in sorted(changes, reverse=True):
            english = english[:start] + word + english[end:]
        return out, english

    def _other(self, item: Item, word: str, draw: random.Random) -> tuple[str, Item] | None:
        """Another word of the kind: what it is in the reference, and as it is glossed."""
        if word[0].isdigit():
            number = _other_number(word, draw)
            return number, replace(item, english=number)
        if word[0].isupper() and (item.kind == "name" or item.english[:1].isupper()):
            return draw.choice(self.names)
        if item.kind == "word" and item.arabic and _PLAIN.fullmatch(word):
            return draw.choice(self.words)
        return None


def annotated(items: Iterable[Item]) -> str:
    """The gloss in the order of the Arabic, each word's Arabic stem behind it: what the model reads."""
    return " ".join(word for item in items for word in (*words_of(item), item.arabic) if word)


def one_item(arabic: str, lexicon: Lexicon) -> Item | None:
    """The only item of a text; `None` where there are several."""
    items = items_of(arabic, lexicon)
    return items[0] if len(items) == 1 else None


def exchangeable(lexicon: Lexicon) -> list[tuple[str, Item]]:
    """Words of the gloss's lexicon, frequent ones oftener (by the square of their Zipf frequency)."""
    out = []
    for stem, english in lexicon.stems.items():
        if _PLAIN.fullmatch(english) and lexicon.zipf(stem) >= 2:
            out += [(english, Item(english, arabic=stem))] * round((lexicon.zipf(stem) - 1.5) ** 2 + 0.5)
    return out


def _comma(joint: str) -> list[Item]:
    return [Item(",", kind="mark")] if joint.strip() else []


def _other_number(word: str, draw: random.Random) -> str:
    return re.sub(r"\d", lambda m: m.group() if m.group() == "0" else str(draw.randint(1, 9)), word)


def _forgotten(item: Item, draw: random.Random) -> Item:
    if not item.arabic:
        return item
    dice = draw.random()
    if dice < UNSEEN:
        return replace(item, english="")
    return replace(item, arabic="") if dice < 2 * UNSEEN else item


def word_counts(pairs: Iterable[Pair], names: Iterable[tuple[str, str]]) -> Counter[str]:
    """How often each word is to count when the pieces of words are learned: the pairs', then those of general text.

    Pieces that come from manuals alone would cut most news words up.
    """
    from wordfreq import get_frequency_dict

    lexicon = load()
    counts: Counter[str] = Counter()
    for pair in pairs:
        counts.update(annotated(items_of(pair.arabic, lexicon)).split())
        counts.update(pair.english.split())
    for word, share in get_frequency_dict("en", "small").items():
        counts[word] += round(share * 6e6)
        counts[word.title()] += round(share * 6e5)
    for stem in lexicon.stems:
        counts[stem] += round(10 ** (lexicon.zipf(stem) - 9) * 4e6)
    for english, arabic in names:
        counts[english] += 2
        counts[arabic] += 2
    return Counter({word: n for word, n in counts.items() if n > 1})
