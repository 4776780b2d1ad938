"""What is about one language and no other, as data: a folder a language, with its word lists.

A row of a `.tsv` file is a list: its name, a tab, its words. A table has its name, what the words stand for, and the
words, in as many rows as there are values. Words stand with spaces between them, and those of a phrase with `_`; a line
that begins with `#` is a comment. English is in lower case and Arabic folded as by `text.normalise.fold` (no marks, one
alef, ه for ة), except in `as_written.tsv` and `varieties.tsv`, whose words are compared with text as it was written.

A list that code asks of a language must be there, if only as an empty row: the language has no such words. `cues.tsv`
holds patterns, see `text.cues`. What is about the pair of English and Arabic, words beside their renderings, stands in
`en_ar/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

ENGLISH, ARABIC = "en", "ar"
LANGUAGES = (ENGLISH, ARABIC)
"""The languages that have a pack."""
EN_AR = "en_ar"
"""The folder of what is about both languages at once."""
PAIR = (ENGLISH, ARABIC)
"""Original and translation that the checks are made for, and what is meant where nothing says otherwise."""
BACK = PAIR[::-1]
"""The way of a back-translation."""


@cache
def words_of(lang: str, name: str) -> frozenset[str]:
    """The words and phrases of a list."""
    return frozenset(word for _, words in _rows_of(lang, name) for word in words)


@cache
def list_of(lang: str, name: str) -> tuple[str, ...]:
    """The words and phrases of a list or table in its order."""
    return tuple(word for _, words in _rows_of(lang, name) for word in words)


@cache
def table_of(lang: str, name: str) -> Mapping[str, str]:
    """What the words and phrases of a table stand for."""
    return {word: value for value, words in _rows_of(lang, name) for word in words}


@cache
def numbers_of(lang: str, name: str) -> dict[str, int]:
    """A table of words that stand for whole numbers."""
    return {word: int(value) for word, value in table_of(lang, name).items()}


@cache
def groups_of(lang: str, name: str) -> Mapping[str, frozenset[str]]:
    """The words of a table by what they stand for; a word may be of several groups."""
    return {value: frozenset(words) for value, words in _rows_of(lang, name)}


@cache
def in_every_language(name: str) -> frozenset[str]:
    """The words of a list in all languages together, for texts whose words are looked up whatever they are in."""
    return frozenset().union(*(words_of(lang, name) for lang in LANGUAGES))


def rows(*file: str) -> Iterator[list[str]]:
    """The fields of each row of a file of this folder, without the comments."""
    text = resources.files(__name__).joinpath(*file).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def list_files(lang: str) -> list[str]:
    """The names of a language's files of lists."""
    folder = resources.files(__name__) / lang
    return sorted(f.name for f in folder.iterdir() if f.name.endswith(".tsv") and f.name != "cues.tsv")


def _rows_of(lang: str, name: str) -> list[tuple[str, list[str]]]:
    """The rows of a list: value (empty in a list that is no table) and words. `LookupError` where there is none."""
    lists = _lists(lang)
    if name not in lists:
        raise LookupError(f"tqcheck/lang/{lang} has no list '{name}': add its row, if only an empty one")
    return lists[name]


@cache
def _lists(lang: str) -> dict[str, list[tuple[str, list[str]]]]:
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for file in list_files(lang):
        for name, *value, words in rows(lang, file):
            own = [word.replace("_", " ") for word in words.split()]
            found.setdefault(name, []).append(("".join(value), own))
    return found
