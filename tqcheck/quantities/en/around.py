"""What stands around an English number: rates, limits, ages."""

from __future__ import annotations

from tqcheck.lang import ENGLISH, table_of, words_of
from tqcheck.quantities.limits import Approx, Limit, limit_at
from tqcheck.quantities.tokens import Tokens

_RATE_UNITS = table_of(ENGLISH, "rate-units")
_ADVERBS = table_of(ENGLISH, "rate-adverbs")
_LATER = words_of(ENGLISH, "later")
_SPATIAL = words_of(ENGLISH, "limits-of-space")
_RATHER = words_of(ENGLISH, "rather")


def rate(ts: Tokens, at: int) -> tuple[str | None, int]:
    """The unit of `daily`, `a day` or `per day` at token `at`, and the token behind."""
    word, named = ts.at(at).text, ts.at(at + 1).text
    if word in _ADVERBS:
        return _ADVERBS[word], at + 1
    if word in ("a", "an") and named in _RATE_UNITS and ts.at(at + 2).text not in _LATER:
        return _RATE_UNITS[named], at + 2
    if word in ("per", "each", "every", "/") and named in _RATE_UNITS:
        return _RATE_UNITS[named], at + 2
    return None, at


def limit(ts: Tokens, first: int, phrase: tuple[str, ...], sense: Approx, unit: str | None) -> Limit | None:
    """A limit with the "no" before it; "over two days" is a time."""
    spatial = len(phrase) == 1 and phrase[0] in _SPATIAL
    if spatial and ((unit or "").startswith("duration-") or ts.at(first - 1).text in _RATHER):
        return None
    denied = ts.at(first - 1).text in ("no", "not")
    return limit_at(ts, first, first + len(phrase), sense, ENGLISH, denied=denied)


def age_after(ts: Tokens, end: int) -> int | None:
    """The token behind `old` or `-old`."""
    old = end + (ts.at(end).text == "-")
    return old + 1 if ts.at(old).text in ("old", "olds") else None
