"""English "two X" and the Arabic dual, which any noun has: the number is in the noun's ending."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tqcheck.lang import ARABIC, words_of
from tqcheck.records import Quantity, Span, WordLink
from tqcheck.text.normalise import fold, normalise

_WORD = re.compile(r"[^\W\d_]+")
# Endings that only a dual has, those that a plural or a stem may have as well, and a dual with its owner.
_SURE = re.compile(r"(?:تان|تين|هما|كما|..تي)$")
_OPEN = re.compile(r"...(?:ان|ين|اه|اها)$")
_OWNED = re.compile(r"...(?:اه|اها|اهم|يه|يها|يهم|يهما|اهما)$")
_CONSTRUCT = re.compile(r"\w{2,}(?:ا|تي) ال\w")
"""«كتيبتا الجيش»: the dual of a noun that another one follows has lost its last letter."""
_SAYS_TWO = frozenset(way for word in words_of(ARABIC, "says-two") for way in (word, re.sub("ه$", "ة", word)))
_NO_DUAL = words_of(ARABIC, "no-dual")
FOLLOWING = 3
FIRM = 0.6
"""Strength from which on a link says what renders a noun."""
_COUNTED = re.compile(rf"(?:[\s'’-]+[^\W\d_]+){{0,{FOLLOWING}}}")


def plain_two(q: Quantity) -> bool:
    """Whether a quantity is a bare two, which Arabic says by a noun's dual."""
    return q.value == 2 and q.kind == "number" and q.unit is None and not q.implied


def with_duals(
    quantities: Sequence[Quantity], english: str, arabic: str, links: Sequence[WordLink] | None
) -> tuple[Quantity, ...]:
    """The English quantities, those twos marked as implied for which the Arabic has a noun in the dual.

    Where the coverage model links what is counted to an Arabic word, that word decides; else any dual will do.
    """
    if not any(plain_two(q) for q in quantities):
        return tuple(quantities)
    return tuple(
        replace(q, implied=True, dual=True) if plain_two(q) and _has_dual(q, english, arabic, links) else q
        for q in quantities
    )


def without_duals(
    quantities: Sequence[Quantity], twos: Sequence[Quantity], english: str, links: Sequence[WordLink]
) -> tuple[Quantity, ...]:
    """The Arabic quantities less the duals of nouns that are linked to something that no English two counts.

    `twos` are the English quantities as by `with_duals`, `links` those of the Arabic words.
    """
    counted = [_reach(q, english) for q in twos if plain_two(q)]
    if not counted:
        return tuple(quantities)
    return tuple(q for q in quantities if not (_soft_two(q) and _elsewhere(q, counted, links)))


def _soft_two(q: Quantity) -> bool:
    return q.implied and q.kind == "number" and q.value == 2


def _reach(q: Quantity, english: str) -> Span:
    """The two and the words behind it of which one is what it counts."""
    behind = _COUNTED.match(english, q.span.end)
    return Span(start=q.span.start, end=behind.end() if behind else q.span.end)


def _elsewhere(q: Quantity, counted: Sequence[Span], links: Sequence[WordLink]) -> bool:
    """Whether a noun in the dual is firmly linked to a word that no two counts."""
    link = next((one for one in links if one.span.overlaps(q.span)), None)
    if link is None or link.counterpart is None or not link.mutual or (link.strength or 0.0) < FIRM:
        return False
    return not any(link.counterpart.overlaps(span) for span in counted)


def _words(arabic: str) -> list[str]:
    return [_spelled(word) for word in _WORD.findall(normalise(arabic).text)]


def _places(q: Quantity, english: str, words: Sequence[str], links: Sequence[WordLink]) -> list[int]:
    """Where the Arabic words stand that what a quantity counts is linked to."""
    counted = _counted(q, english, links)
    return [at for at, word in enumerate(words) if word in counted]


def _has_dual(q: Quantity, english: str, arabic: str, links: Sequence[WordLink] | None) -> bool:
    words = _words(arabic)
    if places := _places(q, english, words, links or ()):
        # «ركلتي جزاء»: what is linked to the noun may be the word beside the one in the dual.
        beside = {k for at in places for k in (at - 1, at, at + 1) if 0 <= k < len(words)}
        return any(_is_dual(words[k]) for k in beside) or any(
            _is_construct(words, at) or _says_two(words, at) for at in places
        )
    return any(_is_dual(word) for word in words) or bool(_CONSTRUCT.search(" ".join(words)))


@lru_cache(maxsize=8192)
def _spelled(word: str) -> str:
    """A word folded but for its ta marbuta: «أجنبية» (foreign) is no «أجنبيه», two foreigners of his."""
    folded = fold(word)
    return f"{folded[:-1]}ة" if word.endswith("ة") else folded


def _is_construct(words: Sequence[str], at: int) -> bool:
    """«وزيرا الخارجية», «ولداه»: the dual without its last letter, a definite noun or an owner behind it."""
    following = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in _NO_DUAL:
        return False
    bare = words[at].endswith(("ا", "ي")) and not words[at].endswith("وا") and following.startswith("ال")
    return bare or _OWNED.search(words[at]) is not None


def _counted(q: Quantity, english: str, links: Sequence[WordLink]) -> set[str]:
    """What the words behind the two are linked to, as far as the next sign or number."""
    found: set[str] = set()
    end, seen = q.span.end, 0
    for link in links:
        if link.span.start < q.span.end:
            continue
        if re.search(r"[^\w\s'’-]|\d", english[end : link.span.start]) or seen == FOLLOWING:
            break
        end, seen = link.span.end, seen + 1
        if link.rendering and link.mutual:
            found.add(_spelled(normalise(link.rendering).text))
    return found


def _says_two(words: Sequence[str], at: int) -> bool:
    """Whether a word like «اثنان» or «كلا» stands by."""
    return not _SAYS_TWO.isdisjoint(words[max(at - 2, 0) : at + 3])


@lru_cache(maxsize=8192)
def _is_dual(word: str) -> bool:
    """Whether an Arabic word has the form of a dual; a word of three letters has no room for one."""
    bare = word[1:] if word[:1] in ("و", "ف", "ب", "ل") and len(word) > 5 else word
    if word in _NO_DUAL or bare in _NO_DUAL:
        return False
    if word in _SAYS_TWO or bare in _SAYS_TWO or _SURE.search(word):
        return True
    return len(word) > 4 and _OPEN.search(word) is not None
