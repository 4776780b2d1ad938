"""What a number is counted by: "barrels a day", «يوميا»."""

from __future__ import annotations

from tqcheck.quantities.tokens import Tokens
from tqcheck.text.normalise import fold

_UNITS = {"second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
          "year": "year", "quarter": "quarter", "head": "person", "person": "person", "capita": "person",
          "annum": "year", "game": "game", "match": "game"}  # fmt: skip
_ADVERBS = {"daily": "day", "hourly": "hour", "weekly": "week", "monthly": "month", "annually": "year",
    "yearly": "year",
            "quarterly": "quarter"}  # fmt: skip
_LATER = frozenset("after later before earlier ago or and when old that of early late ahead since".split())
_ARABIC_ADVERBS = {fold(word): unit for unit, forms in {
    "day": "يوميا يومياً", "hour": "", "week": "أسبوعيا", "month": "شهريا", "year": "سنويا", "quarter": "فصليا",
}.items() for word in forms.split()}  # fmt: skip
_ARABIC_UNITS = {fold(word): unit for word, unit in {
    "يوم": "day", "ساعة": "hour", "دقيقة": "minute", "ثانية": "second", "أسبوع": "week", "شهر": "month", "سنة": "year",
    "عام": "year", "فرد": "person", "شخص": "person", "مباراة": "game",
}.items()}  # fmt: skip
REACH = 4


def rate_after(ts: Tokens, end: int, lang: str) -> tuple[str | None, int]:
    """The unit of time by which the number that ends at `end` is counted, and the end with it where it adjoins."""
    if ts.at(end - 1).text == "bpd":
        return "day", end
    for at in range(end, end + REACH):
        token = ts.at(at)
        if token.kind != "w" and token.text != "/":
            return None, end
        unit, after = (_english if lang == "en" else _arabic)(ts, at)
        if unit:
            return unit, after if at == end else end
    return None, end


def _english(ts: Tokens, at: int) -> tuple[str | None, int]:
    word, named = ts.at(at).text, ts.at(at + 1).text
    if word in _ADVERBS:
        return _ADVERBS[word], at + 1
    if word in ("a", "an") and named in _UNITS and ts.at(at + 2).text not in _LATER:
        return _UNITS[named], at + 2
    if word in ("per", "each", "every", "/") and named in _UNITS:
        return _UNITS[named], at + 2
    return None, at


def _arabic(ts: Tokens, at: int) -> tuple[str | None, int]:
    word, named = ts.at(at).text, ts.at(at + 1).text
    if word in _ARABIC_ADVERBS:
        return _ARABIC_ADVERBS[word], at + 1
    if word == "كل" and named in _ARABIC_UNITS:
        return _ARABIC_UNITS[named], at + 2
    end = at + 1
    if word in ("في", "/"):
        bare, end = named.removeprefix("ال"), at + 2
    elif word.startswith(("بال", "لل", "/")):
        bare = word[3 if word.startswith("بال") else 2 :]
    else:
        return None, at
    if word != "/" and word == "في" and not named.startswith("ال"):
        return None, at
    after = ts.at(end)
    told = after.kind == "n" or (after.kind == "w" and after.text.startswith("ال"))
    return (_ARABIC_UNITS[bare], end) if bare in _ARABIC_UNITS and not told else (None, at)
