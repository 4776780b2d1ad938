"""What the model reads: the Arabic, and under it the gloss with names in their likely spelling.

The gloss is faithful and knows words, numbers and names; the model knows English. The training makes its examples with
the same function, so that what ships has seen in training exactly what it is given here.
"""

from __future__ import annotations

from dataclasses import replace

from tqcheck.names.given import spelling
from tqcheck.text.normalise import fold, normalise
from tqcheck.translate.english import Item, assemble
from tqcheck.translate.gloss import items_of
from tqcheck.translate.lexicon import Lexicon, load, table

SEPARATOR = "\n="
"""Stands between what is read and the English."""


def prompt(arabic: str, lexicon: Lexicon) -> str:
    """The text that the English is to follow, `SEPARATOR` included."""
    return f"{' '.join(normalise(arabic).text.split())}\n{named_gloss(arabic, lexicon)}{SEPARATOR}"


def named_gloss(arabic: str, lexicon: Lexicon) -> str:
    """The gloss with up to three words where one can mean several things, and names spelt as people of that name do."""
    return assemble([_told(item) for item in items_of(arabic, lexicon)])


def _told(item: Item) -> Item:
    if item.kind not in ("word", "name") or not item.arabic:
        return item
    if item.kind == "word" and item.english[:1].isupper():
        return item
    # Salma is "peaceable", too; where the gloss has seen that a person is meant, it is Salma.
    if item.kind == "name" and spelling(fold(item.arabic)):
        return item
    words = table("words").get(item.arabic, "")
    name = item.english if item.kind == "name" else table("names").get(item.arabic, "") if unknown(item) else ""
    told = "/".join(filter(None, [words or (item.english if item.kind == "word" else ""), name]))
    return replace(item, english=told)


def unknown(item: Item) -> bool:
    """Whether the lexicon proper has no word for it: it may as well be a name that is written like one."""
    return item.arabic not in load().stems
