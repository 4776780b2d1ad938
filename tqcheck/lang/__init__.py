"""What is about one language and no other, as data: a folder a language, with its word lists.

`words.tsv` has a list a row: its name, a tab, the words with spaces between them. English words are in lower case,
Arabic ones folded as by `text.normalise.fold` (no marks, one alef, ه for ة).
"""

from __future__ import annotations

from functools import cache
from importlib import resources

LANGUAGES = ("en", "ar")


@cache
def words_of(lang: str, name: str) -> frozenset[str]:
    """The words of a list; empty where the language has no list of that name."""
    return _lists(lang).get(name, frozenset())


def in_every_language(name: str) -> frozenset[str]:
    """The words of a list in all languages together, for texts whose words are looked up whatever they are in."""
    return frozenset().union(*(words_of(lang, name) for lang in LANGUAGES))


@cache
def _lists(lang: str) -> dict[str, frozenset[str]]:
    text = (resources.files("tqcheck.lang") / lang / "words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {name: frozenset(words.split()) for name, words in rows}
