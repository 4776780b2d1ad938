"""The built-in back-translator: a word-by-word gloss that needs no download and says that it is one.

Words are looked up in a bilingual lexicon shipped with the package, set phrases before single words, with particles
and pronouns taken off; numbers are copied; what stays unknown is spelt in Latin letters. Faithful before fluent: it
adds no content word that the Arabic does not have, and leaves none out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tqcheck.lang import BACK
from tqcheck.names.gazetteer import english_key, gazetteer
from tqcheck.names.given import spelling
from tqcheck.plugins import Failure, Translated
from tqcheck.text.normalise import fold, normalise
from tqcheck.translate.english import Item, assemble
from tqcheck.translate.lexicon import Lexicon, load, table
from tqcheck.translate.segment import key, segment
from tqcheck.translate.spelling import romanise

VERSION = "4"
_TOKEN = re.compile(r"[\u0621-\u064a\u0671-\u06d3]+|[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:/\-]\d+)*|[^\w\s]")
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_PUNCTUATION = str.maketrans("،؛؟«»٪٫٬", ',;?""%.,')
_PARTICLES = {"و": "and", "ف": "and", "ب": "with", "ل": "to", "ك": "as", "س": "will"}


class GlossTranslator:
    """Arabic into English, word by word; deterministic."""

    word_by_word = True
    immediate = True
    identity = f"tqcheck-gloss/{VERSION}"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Translated]:
        """One gloss a text; failures where the languages are not Arabic and English."""
        if (source, target) != BACK:
            return [Failure(f"the gloss cannot render '{source}' in '{target}'")] * len(texts)
        lexicon = load()
        return [gloss(text, lexicon) for text in texts]


def gloss(text: str, lexicon: Lexicon) -> str:
    """The gloss of one text."""
    return assemble(items_of(text, lexicon))


def items_of(text: str, lexicon: Lexicon) -> list[Item]:
    """The glossed words of one text, in the order of the Arabic."""
    tokens = _TOKEN.findall(normalise(text).text.translate(_PUNCTUATION))
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        size, item = _next(tokens, at, lexicon)
        items.append(item)
        at += size
    return [_called(item, *beside) for item, beside in zip(items, _beside(items), strict=True)]


def _beside(items: list[Item]) -> list[tuple[bool, bool]]:
    """For each item whether an unknown name stands next to it, and whether anything does that may be a name."""
    unknown = [item.kind == "name" for item in items]
    named = [mark or _personal(item) for mark, item in zip(unknown, items, strict=True)]
    return list(zip(_next_to(unknown), _next_to(named), strict=True))


def _personal(item: Item) -> bool:
    """Whether a person may be called so: no place or people of the gazetteer is."""
    capital = item.english[:1].isupper() and not gazetteer().english.get(english_key(item.english))
    return capital or _given(item) is not None


def _next_to(marks: list[bool]) -> list[bool]:
    before, after = [False, *marks][: len(marks)], [*marks[1:], False]
    return [left or right for left, right in zip(before, after[: len(marks)], strict=True)]


def _given(item: Item) -> str | None:
    """The given name that a word is written like."""
    return spelling(fold(item.arabic)) if item.kind == "word" and item.arabic and not item.definite else None


def _called(item: Item, beside_unknown: bool, beside_name: bool) -> Item:
    """A word written like a name is one beside a name: a given name (Karim is "generous"), or one the lexicon lacks."""
    name = _given(item) if beside_name else None
    if name is None and item.kind == "word" and beside_unknown and item.arabic and item.arabic not in load().stems:
        name = table("names").get(item.arabic)
    return replace(item, english=name, kind="name") if name else item


def _next(tokens: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, Item]:
    if not _ARABIC.match(tokens[at]):
        return 1, Item(tokens[at], kind="word" if tokens[at][0].isalnum() else "mark")
    keys = [key(t) for t in tokens[at : at + lexicon.longest_phrase]]
    for size in range(len(keys), 0, -1):
        for before, first in _openings(keys[0]):
            english = lexicon.phrases.get(" ".join([first, *keys[1:size]]))
            if english is not None:
                return size, Item(english, before=before, kind="function")
    return 1, _stem(keys[0], lexicon)


def _openings(word: str) -> list[tuple[tuple[str, ...], str]]:
    """The word whole, then without the particles that may stand before a phrase."""
    ways: list[tuple[tuple[str, ...], str]] = [((), word)]
    for particle, english in _PARTICLES.items():
        if particle != "س" and word.startswith(particle) and len(word) > 3:
            rest = word[1:]
            if particle == "ل" and rest.startswith("ل"):
                rest = "ا" + rest
            ways.append(((english,), rest))
    return ways


def _stem(spelling: str, lexicon: Lexicon) -> Item:
    parts = segment(spelling, lexicon.zipf)
    english = _word(parts.stem, lexicon)
    before = tuple(_PARTICLES[p] for p in parts.before)
    if english is None:
        name = table("names").get(parts.stem) or table("names").get("ال" + parts.stem)
        return Item(name or romanise(parts.stem), before=before, kind="name", pronoun=parts.pronoun, arabic=parts.stem)
    return Item(english, before=before, definite=parts.definite, pronoun=parts.pronoun, arabic=parts.stem)


def _word(stem: str, lexicon: Lexicon) -> str | None:
    """A name is what the lexicon says; another word the likeliest of those that more kinds of text give."""
    english = lexicon.stems.get(stem)
    if english and english[0].isupper():
        return english
    words = table("words").get(stem)
    return words.partition("/")[0] if words else english
