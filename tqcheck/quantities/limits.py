"""Approximators and limits around a number: at least, up to, nearly, about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, cast

from tqcheck.lang import in_every_language, table_of, words_of
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue

Approx: TypeAlias = Literal["about", "nearly", "over", "under"]
Phrases: TypeAlias = tuple[tuple[tuple[str, ...], Approx], ...]

_REACH_BEFORE, _REACH_AFTER = 8, 5
_BEFORE_A_TIME = in_every_language("before-a-time")
_CLAUSE = in_every_language("behind-a-denial") | frozenset(",;:.،؛؟?!")
NEGATED: dict[Approx, Approx] = {"over": "under", "under": "over"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The sense of an approximator or limit and its tokens `[first, end)`; a mere hint has none."""

    sense: Approx
    first: int = 0
    end: int = 0


_HINT = Limit("about")


@cache
def _before_number(lang: str) -> Phrases:
    return _phrases(table_of(lang, "limits-before"))


@cache
def _behind_number(lang: str) -> Phrases:
    return _phrases(table_of(lang, "limits-after"))


def _phrases(table: Mapping[str, str]) -> Phrases:
    listed = [(tuple(phrase.split()), cast("Approx", sense)) for phrase, sense in table.items()]
    return tuple(sorted(listed, key=lambda entry: -len(entry[0])))


@cache
def _last_words(lang: str) -> frozenset[str]:
    return frozenset(phrase[-1] for phrase, _ in _before_number(lang))


@cache
def _first_words(lang: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase, _ in _behind_number(lang))


def limit_around(ts: Tokens, start: int, end: int, lang: str, unit: str | None) -> Limit | None:
    """The approximator before token `start`, or one behind the tokens that end at `end`, or a hint further off."""
    return _before(ts, start, lang, unit) or _after(ts, end, lang) or _far(ts, start, lang)


def _before(ts: Tokens, start: int, lang: str, unit: str | None) -> Limit | None:
    at, last = start, _last_words(lang)
    while ts.at(at - 1).text in ("the", "a", "an", "$", "€", "£", "some") and at > start - 2:
        if ts.at(at - 1).text == "some" and ts.at(at - 2).text not in last:
            break
        at -= 1
    if ts.at(at - 1).text not in last:
        return None
    for phrase, sense in _before_number(lang):
        size = len(phrase)
        if all(ts.at(at - size + k).text == word for k, word in enumerate(phrase)):
            return tongue(lang).limit(ts, at - size, phrase, sense, unit)
    return None


def limit_at(ts: Tokens, first: int, end: int, sense: Approx, lang: str, *, denied: bool) -> Limit:
    """The limit over the tokens `[first, end)`; where it is `denied` it is the contrary one, and begins with the "no".

    A denial further off may turn a limit round («لم يبق أكثر من يوم», a day at most) or not, so that nothing is sure.
    """
    if denied and sense in NEGATED:
        return Limit(NEGATED[sense], first - 1, end)
    return _HINT if sense in NEGATED and _denied_far(ts, first, lang) else Limit(sense, first, end)


def _denied_far(ts: Tokens, first: int, lang: str) -> bool:
    """Whether a denial stands some words before a limit, in its clause."""
    own = tongue(lang)
    for at in range(first - 1, first - 1 - _REACH_BEFORE, -1):
        word = ts.at(at).text
        if word in _CLAUSE or not word or ts.at(at).kind == "n":
            return False
        if own.denies(word, ts.at(at + 1).text):
            return True
    return False


def _after(ts: Tokens, end: int, lang: str) -> Limit | None:
    first = _first_words(lang)
    for at in range(end, end + _REACH_AFTER):
        token = ts.at(at)
        if token.kind != "w" and token.text not in ("-", "+"):
            return None
        if token.text == "+" and token.glued:
            return Limit("over", at, at + 1)
        if token.text in first:
            for phrase, sense in _behind_number(lang):
                if all(ts.at(at + k).text == word for k, word in enumerate(phrase)):
                    return Limit(sense, at, at + len(phrase))
    return None


def _far(ts: Tokens, start: int, lang: str) -> Limit | None:
    """The limit of a word that stands some words before its number; hints say no more than that there is one."""
    own, hints = tongue(lang), words_of(lang, "limit-hints")
    for at in range(start - 1, start - 1 - _REACH_BEFORE, -1):
        token = ts.at(at)
        if token.kind in ("", "n") or token.text in (".", "؛", ";") or own.counts(token.text):
            return None
        if limit := own.far_limit(ts, at, start):
            return limit
        if token.text in hints:
            return _HINT
    return None


def side_of(ts: Tokens, start: int, lang: str) -> Approx | None:
    """Whether a day or an hour is one before which, or after which, something is."""
    at = start - 1
    while ts.at(at).text in _BEFORE_A_TIME and at > start - 3:
        at -= 1
    return cast("Approx | None", table_of(lang, "limits-of-time").get(ts.at(at).text))
