"""Closed classes of words of which one is never a rendering of another: up and down, before and after, health and
interior minister.

`classes.tsv` has a member a row: class, member, English, Arabic, alternatives parted by `|`. English lemmas are
inflected (irregular forms follow a colon), a pattern between slashes is matched as it is. Arabic stems may hold
`%` (any letter that begins an imperfect, or alef), sets and `?`; conjunctions, prepositions, the article and endings
are taken off a word before it is looked up; a pattern between slashes is matched against the whole text. Arabic is
spelt without marks, with one alef and one ya, and keeps its ta marbuta («ابنة» is no «ابنه»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tqcheck.lang import ARABIC, EN_AR, ENGLISH, PAIR, rows
from tqcheck.meaning.lookup import Member, Members, lookup
from tqcheck.records import Lang, Span
from tqcheck.text.normalise import normalise
from tqcheck.text.words import words


@dataclass(frozen=True, slots=True)
class Mention:
    """A word or phrase of a class, with its place."""

    members: Members
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Book:
    words: dict[str, Members]
    patterns: tuple[tuple[Member, re.Pattern[str]], ...]


def mentions(text: str, lang: Lang) -> list[Mention]:
    """Words and phrases of the classes in an English or Arabic text, in order."""
    return list(_mentions_in(text, lang))


@lru_cache(maxsize=256)
def _mentions_in(text: str, lang: Lang) -> tuple[Mention, ...]:
    """The mentions; remembered, for several checks ask for those of one sentence."""
    found = [
        Mention(members, span, span.of(text)) for span in words(text) if (members := _members(span.of(text), lang))
    ]
    plain = normalise(text)
    folded = plain.text.translate(lookup(lang).letters)
    for member, pattern in _book(lang).patterns:
        for match in pattern.finditer(folded):
            span = plain.original(match.start(), match.end())
            found.append(Mention(frozenset([member]), span, span.of(text)))
    return tuple(sorted(found, key=lambda m: m.span))


@lru_cache(maxsize=40_000)
def _members(word: str, lang: Lang) -> Members:
    return lookup(lang).find(word, _book(lang).words)


@lru_cache(maxsize=2)
def _book(lang: Lang) -> _Book:
    found: dict[str, set[Member]] = {}
    patterns = []
    for member, form in _forms(lang):
        if form.startswith("/"):
            edge = r"(?<!\w)", r"(?!\w)"
            spelt = form[1:-1].translate(lookup(lang).letters)
            patterns.append((member, re.compile(edge[0] + spelt + edge[1], re.IGNORECASE)))
            continue
        for literal in lookup(lang).forms(form):
            if " " in literal:
                patterns.append((member, re.compile(rf"(?<!\w){re.escape(literal)}(?!\w)", re.IGNORECASE)))
            else:
                found.setdefault(literal, set()).add(member)
    return _Book({form: frozenset(members) for form, members in found.items()}, tuple(patterns))


def _forms(lang: Lang) -> Iterator[tuple[Member, str]]:
    for name, member, *sides in rows(EN_AR, "classes.tsv"):
        for form in re.findall(r"/[^/]+/|[^|/]+", sides[PAIR.index(lang)]):
            yield (name, member), form


def contrary(english: str, arabic: str) -> bool:
    """Whether two words are members of one class, and not the same one."""
    ours, theirs = _members(english, ENGLISH), _members(arabic, ARABIC)
    shared = {name for name, _ in ours} & {name for name, _ in theirs}
    return any(not ({m for c, m in ours if c == name} & {m for c, m in theirs if c == name}) for name in shared)


def of_one_class(english: str, arabic: str) -> bool:
    """Whether both words have a class in common, so that the class says whether they are contrary."""
    ours, theirs = ({name for name, _ in _members(*of)} for of in ((english, ENGLISH), (arabic, ARABIC)))
    return not ours.isdisjoint(theirs)


def may_be_contrary(english: str, arabic: str) -> bool:
    """Whether the Arabic word may be another member of a class of both: «هزيمة» is some one's victory and defeat."""
    ours, theirs = _members(english, ENGLISH), _members(arabic, ARABIC)
    return any(name in {own for own, _ in ours} for name, _ in theirs - ours)
