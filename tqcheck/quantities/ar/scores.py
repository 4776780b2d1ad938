"""Arabic results in words: «ثلاثة أهداف مقابل هدف», «بهدفين نظيفين»."""

from __future__ import annotations

from tqcheck.lang import ARABIC, list_of, numbers_of, words_of
from tqcheck.quantities.ar import numbers, words
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.quantities.scores import HIGHEST, score

_GOALS = words_of(ARABIC, "goals")
_ONE_GOAL = words_of(ARABIC, "one-goal")
_TWO_GOALS = words_of(ARABIC, "two-goals")
_TO_NIL = tuple(tuple(phrase.split()) for phrase in list_of(ARABIC, "to-nil"))
_CLEAN = words_of(ARABIC, "clean")
_HATS = numbers_of(ARABIC, "goals-to-nil")


def names_goals(text: str) -> bool:
    """Whether a result may start with this word: goals without a number word, «ثلاثية» and their like."""
    bare = text[1:] if text[:1] in ("ب", "ل") else text
    return any(w in _HATS or w in _ONE_GOAL or w in _TWO_GOALS for w in (text, bare))


def read(c: Cursor) -> Reading | None:
    """«ثلاثة أهداف مقابل هدف», «هدفين دون رد», «بثلاثية نظيفة», «ستة أصوات مقابل ثلاثة»."""
    first = _goals(c)
    if first is None:
        return None
    ours, end, counted = first
    if end.word in _CLEAN and counted:
        return score(c, c.i, end.i + 1, ours, 0)
    if counted and (nil := end.any_phrase(_TO_NIL)):
        return score(c, c.i, nil.i, ours, 0)
    second = _against(end)
    if second is None or not (counted or second[2]):
        return None
    return score(c, c.i, second[1].i, ours, second[0])


def _against(c: Cursor) -> tuple[int, Cursor, bool] | None:
    """The other side's goals behind «مقابل», or joined by «ل»."""
    if c.word == "مقابل":
        return _goals(c.ahead())
    if c.word in ("لهدف", "لواحد", "لهدفين"):
        return (2 if c.word == "لهدفين" else 1), c.ahead(), True
    if c.word == "ل" and c.ahead().token.kind == "n":
        return _goals(c.ahead())
    split = words.strip(c.word)
    if split.preposition and c.word.startswith("ل") and split.stem in words.UNITS:
        return words.UNITS[split.stem], c.ahead().past(_GOALS), False
    return None


def _goals(c: Cursor) -> tuple[int, Cursor, bool] | None:
    """How many, the cursor behind it, and whether goals (points, votes, sets) were named."""
    bare = c.word[1:] if c.word[:1] in ("ب", "ل") else c.word
    for word in (c.word, bare):
        if word in _HATS and c.look(1) in _CLEAN:
            return _HATS[word], c.ahead(), True
        if word in _TWO_GOALS:
            return 2, c.ahead().past(("اثنين",)), True
        if word in _ONE_GOAL:
            return 1, c.ahead().past(("واحد", "وحيد", "يتيم")), True
    number = numbers.parse(c)
    if number is None or number.form != "number" or number.value > HIGHEST or number.value.denominator != 1:
        return None
    end = c.ahead(number.end - c.i)
    return int(number.value), end.past(_GOALS).past(("ترجيح", "جزاء")), end.word in _GOALS
