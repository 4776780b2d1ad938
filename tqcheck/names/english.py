"""Names in English text: capitalised words, longest gazetteer entry first, the rest for comparison by sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tqcheck.lang import ENGLISH, words_of
from tqcheck.names.common import is_common_english, word_list
from tqcheck.names.gazetteer import LONGEST, english_key, gazetteer
from tqcheck.names.phonetics import latin_letters, looks_like_name
from tqcheck.records import Name, Span, Word
from tqcheck.text.words import words

TITLES = words_of(ENGLISH, "titles")
PLACE_NOUNS = words_of(ENGLISH, "place-nouns")
CALENDAR = words_of(ENGLISH, "calendar")
# Words that open sentences so often that they are written with a capital as a rule.
_OPENERS = words_of(ENGLISH, "openers")
# Parts of institutions' names that are translated, never transliterated.
_OFFICES = words_of(ENGLISH, "offices")
_CAMEL = re.compile(r"^(?:Mc|Mac|De|Di|Da|La|Le|Du|O['’]|D['’]|Fitz|Van|El|Al)[A-Z][a-z]+$")
_DEEDS = words_of(ENGLISH, "deeds")
_LINKS = words_of(ENGLISH, "name-links")
ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ar|an|ad|at|az)[-’'](?=\w)", re.IGNORECASE)
_START = re.compile(r"(?:^\W*|[\])]\s|[.!?:…]['\"”’»)]?\s|[\n\"“«‘(\[]|(?<=\s)['’]|[-–—]\s)\s*$")
# Endings that a sentence's first word has more often as an everyday word than as a name.
_WORDLIKE = re.compile(
    r"(?:ing|ed|ly|tion|ions|ment|ments|ness|ists|isms?|ous|ers|ities|ity|ies|ics|able|ible|ful|less)$"
)


def split_words(text: str) -> list[Word]:
    """Words of English text; compounds are parted (US-led), but not at an Arabic article (al-Kadhimi)."""
    found: list[Word] = []
    for span in words(text):
        token = span.of(text)
        opens = bool(_START.search(text[max(0, span.start - 6) : span.start])) or span.start == 0
        token = re.sub(r"['’]s?$", "", token) if re.search(r"\w['’]s?$", token) else token
        start = span.start
        pieces = [token] if ARTICLE.match(token) else re.split(r"[-–/]", token)
        for piece in pieces:
            if piece:
                found.append(Word(Span(start=start, end=start + len(piece)), piece, opens))
            start += len(piece) + 1
            opens = False
    return found


def find_names(text: str) -> list[Name]:
    """Names of an English text in order."""
    return list(_names_of(text))


@lru_cache(maxsize=256)
def _names_of(text: str) -> tuple[Name, ...]:
    """The names; remembered, for several checks ask for those of one sentence."""
    tokens = split_words(text)
    letters = [t for t in tokens if t.text.isalpha() and len(t.text) > 1]
    shouting = bool(letters) and sum(t.text.isupper() for t in letters) > 0.6 * len(letters)
    headline = len(letters) > 3 and sum(t.capital for t in letters) > 0.65 * len(letters)
    names: list[Name] = []
    at = 0
    while at < len(tokens):
        name, step = (
            _by_value(text, tokens, at, shouting) or _by_sound(text, tokens, at, headline, shouting) or (None, 1)
        )
        if name:
            names.append(replace(name, evident=_evident(name)))
        at += step
    return tuple(names)


def _evident(name: Name) -> bool:
    """Whether it is a name beyond doubt: known by value, of several words, titled, or known or looking like one."""
    if name.values or name.titled or len(name.parts) > 1:
        return True
    known = name.parts[0].lower in word_list("proper_en") or looks_like_name(latin_letters(name.text), "latin") > 0.7
    return known and (name.acts or not name.parts[0].opens)


def _by_value(text: str, tokens: list[Word], at: int, shouting: bool) -> tuple[Name, int] | None:
    """The longest gazetteer entry that starts here."""
    book = gazetteer()
    for size in range(min(LONGEST, len(tokens) - at), 0, -1):
        run = tokens[at : at + size]
        key = tuple(k for t in run for k in english_key(t.text))
        if key not in book.english or not (run[0].capital or run[-1].capital):
            continue
        if key in book.acronyms and (shouting or not run[0].text.replace(".", "").isupper()):
            continue
        if size == 1 and run[0].opens and not run[0].text.isupper() and is_common_english(run[0].text):
            continue
        span = Span(start=run[0].span.start, end=run[-1].span.end)
        return Name(
            span, span.of(text), tuple(run), frozenset(book.english[key]), inside=_beside_name(tokens, at, size)
        ), size
    return None


def _by_sound(text: str, tokens: list[Word], at: int, headline: bool, shouting: bool) -> tuple[Name, int] | None:
    """The run of capitalised words without everyday meaning that starts here."""
    if shouting or not _proper(tokens, at, headline):
        return None
    end = at + 1
    while end < len(tokens) and _joined(text, tokens, end) and (_proper(tokens, end, headline) or _links(tokens, end)):
        end += 1
    run = tokens[at:end]
    sure = len(run) > 1 or _sure(run[0])
    titled = at > 0 and tokens[at - 1].lower in TITLES
    span = Span(start=run[0].span.start, end=run[-1].span.end)
    parts = tuple(t for t in run if t.lower not in _LINKS)
    if not parts or _by_value(text, tokens, at, shouting):
        return None
    acts = end < len(tokens) and tokens[end].lower in _DEEDS
    inside = not headline and (_everyday(text, tokens, at - 1, at) or _everyday(text, tokens, end, end))
    return Name(span, span.of(text), parts, sure=sure, titled=titled, inside=inside, acts=acts), end - at


def _proper(tokens: list[Word], at: int, headline: bool) -> bool:
    """Whether a word is a name by its capital: no everyday word, no title, no month, no acronym."""
    word = tokens[at]
    plain = ARTICLE.sub("", word.text)
    if not (word.capital or plain[:1].isupper()) or len(plain) < 2 or any(c.isdigit() for c in plain):
        return False
    if sum(c.isupper() for c in plain) > 1 and not _CAMEL.match(plain):
        return False
    if word.lower in CALENDAR | TITLES | _OFFICES | _OPENERS or re.match(
        r"^(?:I|[a-z]+)['’](?:m|ve|d|ll|re|t)$", plain, re.I
    ):
        return False
    if not is_common_english(word.lower):
        return True
    before = tokens[at - 1] if at else None
    return bool(before and before.text in ("Mr", "Mrs", "Ms", "Dr", "Sir")) and not headline


def _sure(word: Word) -> bool:
    """Whether a single capitalised word is a name: what opens a sentence must look or be known like one."""
    likeness = looks_like_name(latin_letters(word.text), "latin")
    if word.lower in word_list("proper_en"):
        return likeness > -0.9
    return likeness > (0.5 if word.opens else -0.9) and not (word.opens and _WORDLIKE.search(word.lower))


def _joined(text: str, tokens: list[Word], at: int) -> bool:
    """Whether nothing but a space or a hyphen parts a word from the one before."""
    between = text[tokens[at - 1].span.end : tokens[at].span.start]
    return between in (" ", "-", "\u00a0", ". ") and not (between == ". " and len(tokens[at - 1].text) > 2)


def _links(tokens: list[Word], at: int) -> bool:
    """Whether a small word links two parts of a name (bin, al, de)."""
    return tokens[at].lower in _LINKS and at + 1 < len(tokens) and tokens[at + 1].capital


def _everyday(text: str, tokens: list[Word], at: int, seam: int) -> bool:
    """Whether the neighbour is a capitalised everyday word, as in Camp Taji or Riverside Church."""
    if not 0 <= at < len(tokens) or not 0 < seam < len(tokens) or not _joined(text, tokens, seam):
        return False
    word = tokens[at]
    return word.capital and not word.opens and word.lower not in TITLES | CALENDAR and is_common_english(word.lower)


def _beside_name(tokens: list[Word], at: int, size: int) -> bool:
    """Whether a place name is part of a longer name (Chad Hammel, University of Michigan, Washington Post)."""
    if at + size < len(tokens) and tokens[at + size].lower in ("dollar", "dollars"):
        return True  # the currency need not be told apart where only one is meant
    around = [tokens[i] for i in (at - 1, at + size) if 0 <= i < len(tokens)]
    start, end = tokens[at].span.start, tokens[at + size - 1].span.end
    touching = [t for t in around if t.span.start - end == 1 or start - t.span.end == 1]
    return any(t.capital and not t.opens and t.lower not in TITLES | CALENDAR for t in touching)


def capitalised_inside(texts: Iterator[str]) -> frozenset[str]:
    """Lower-case forms of words that stand with a capital within some sentence: what is a name there is one here."""
    return frozenset(t.lower for text in texts for t in split_words(text) if t.capital and not t.opens)
