"""Closed classes of words of which one is never a rendering of another: up and down, before and after, health and
interior minister.

`classes.tsv` has a member a row: class, member, English, Arabic, alternatives parted by `|`. English lemmas are
inflected here (irregular forms follow a colon), a pattern between slashes is matched as it is. Arabic stems may hold
`%` (any letter that begins an imperfect, or alef), sets and `?`; conjunctions, prepositions, the article and endings
are taken off a word before it is looked up; a pattern between slashes is matched against the whole text. Arabic is
spelt without marks, with one alef and one ya, and keeps its ta marbuta («ابنة» is no «ابنه»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import product

from tqcheck.records import Lang, Span
from tqcheck.text.normalise import normalise
from tqcheck.text.words import words

_LETTERS = str.maketrans("أإآٱىؤئیک", "اااايويي" + "ك")
_PREFIXES = tuple(a + b for a in ("", "و", "ف") for b in ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك", "س", "ول"))
_ENDINGS = tuple(
    " ة ه ها هم هن هما ك نا ي ا ت تا وا ون ين ان ات تين تان تي ته تها تهم تنا اته اتها اتهم وه وها وهم يا يه اه اها"
    " اهم ني ته تهما هما ينا انا ونه ونها يين يون يات ية ءه ءها اءه يها".split(" ")
)
Member = tuple[str, str]
"""Class and member."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A word or phrase of a class, with its place."""

    members: frozenset[Member]
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Book:
    words: dict[str, frozenset[Member]]
    patterns: tuple[tuple[Member, re.Pattern[str]], ...]


def spelled(text: str) -> str:
    """Arabic as the table spells it."""
    return normalise(text).text.translate(_LETTERS)


def mentions(text: str, lang: Lang) -> list[Mention]:
    """Words and phrases of the classes in an English or Arabic text, in order."""
    book = _book(lang)
    look = _english if lang == "en" else _arabic
    found = [Mention(members, span, span.of(text)) for span in words(text) if (members := look(span.of(text)))]
    plain = normalise(text)
    folded = plain.text.translate(_LETTERS) if lang == "ar" else plain.text
    for member, pattern in book.patterns:
        for match in pattern.finditer(folded):
            span = plain.original(match.start(), match.end())
            found.append(Mention(frozenset([member]), span, span.of(text)))
    return sorted(found, key=lambda m: m.span)


@lru_cache(maxsize=20_000)
def _english(word: str) -> frozenset[Member]:
    book = _book("en").words
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return book.get(plain, frozenset())


@lru_cache(maxsize=20_000)
def _arabic(word: str) -> frozenset[Member]:
    """The members of every reading of a word; of the readings those with the fewest letters taken off."""
    book, plain = _book("ar").words, spelled(word)
    best: tuple[int, frozenset[Member]] = (99, frozenset())
    for prefix, ending in product(_PREFIXES, _ENDINGS):
        size = len(plain) - len(prefix) - len(ending)
        if size >= 2 and plain.startswith(prefix) and plain.endswith(ending):
            base = plain[len(prefix) : len(prefix) + size]
            feminine = book.get(base + "ة") if ending[:1] == "ت" and len(ending) > 1 else None
            members = feminine or book.get(base)
            cost = len(ending) + (0 if prefix.endswith("ال") or not prefix else len(prefix))
            if members and cost < best[0]:
                best = cost, members
    return best[1]


@lru_cache(maxsize=2)
def _book(lang: Lang) -> _Book:
    found: dict[str, set[Member]] = {}
    patterns = []
    for member, form in _forms(3 if lang == "ar" else 2):
        if form.startswith("/"):
            edge = r"(?<!\w)", r"(?!\w)"
            patterns.append((member, re.compile(edge[0] + form[1:-1] + edge[1], re.IGNORECASE)))
            continue
        literals = inflected(form) if lang == "en" else set(_literals(spelled(form)))
        for literal in literals:
            if " " in literal:
                patterns.append((member, re.compile(rf"(?<!\w){re.escape(literal)}(?!\w)", re.IGNORECASE)))
            else:
                found.setdefault(literal, set()).add(member)
    return _Book({form: frozenset(members) for form, members in found.items()}, tuple(patterns))


def _forms(column: int) -> Iterator[tuple[Member, str]]:
    text = (resources.files("tqcheck.meaning") / "classes.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            fields = line.split("\t")
            for form in re.findall(r"/[^/]+/|[^|/]+", fields[column]):
                yield (fields[0], fields[1]), form


def _literals(stem: str) -> Iterator[str]:
    """All spellings of a stem with `%`, sets and optional letters."""
    parts = [
        [*(piece[1:-1] if piece[0] == "[" else "ايتن" if piece[0] == "%" else piece[0]), *([""] if optional else [])]
        for piece, optional in re.findall(r"(\[[^\]]+\]|.)(\??)", stem)
    ]
    for letters in product(*parts):
        yield "".join(letters)


def inflected(entry: str) -> set[str]:
    """An English lemma with its regular forms and the irregular ones that the entry names."""
    lemma, _, irregular = entry.lower().partition(":")
    forms = {lemma, *filter(None, irregular.split(","))}
    if " " in lemma or "-" in lemma:
        return forms
    stem = lemma.removesuffix("e")
    ends_y = bool(re.search("[^aeiou]y$", lemma))
    forms.add(lemma[:-1] + "ies" if ends_y else lemma + ("es" if re.search("(?:s|x|z|ch|sh)$", lemma) else "s"))
    forms |= {lemma[:-1] + "ied" if ends_y else stem + "ed", stem + "ing"}
    if re.search("[aeiou][bdgklmnprt]$", lemma):
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return forms


def contrary(english: str, arabic: str) -> bool:
    """Whether two words are members of one class, and not the same one."""
    ours, theirs = _english(english), _arabic(arabic)
    shared = {name for name, _ in ours} & {name for name, _ in theirs}
    return any(not ({m for c, m in ours if c == name} & {m for c, m in theirs if c == name}) for name in shared)
