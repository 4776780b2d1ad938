"""What stands around an Arabic number: rates and limits."""

from __future__ import annotations

from tqcheck.lang import ARABIC, table_of, words_of
from tqcheck.quantities.limits import NEGATED, Approx, Limit, limit_at
from tqcheck.quantities.tokens import Tokens

_RATE_UNITS = table_of(ARABIC, "rate-units")
_ADVERBS = table_of(ARABIC, "rate-adverbs")
_VERBS: dict[str, Approx] = {"يقل": "under", "تقل": "under", "يزيد": "over", "تزيد": "over"}
_DENIALS = words_of(ARABIC, "limit-denials")
_EXCEEDING = words_of(ARABIC, "exceeding")


def rate(ts: Tokens, at: int) -> tuple[str | None, int]:
    """The unit of «يوميا», «كل يوم» or «في اليوم» at token `at`, and the token behind."""
    word, named = ts.at(at).text, ts.at(at + 1).text
    if word in _ADVERBS:
        return _ADVERBS[word], at + 1
    if word == "كل" and named in _RATE_UNITS:
        return _RATE_UNITS[named], at + 2
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
    return (_RATE_UNITS[bare], end) if bare in _RATE_UNITS and not told else (None, at)


def limit(ts: Tokens, first: int, phrase: tuple[str, ...], sense: Approx) -> Limit | None:
    """A limit with the "not" before it; «عن» and «على» alone are limits of a verb further off."""
    if phrase in (("عن",), ("علي",)):
        return _less_about(ts, first)
    denied = ts.at(first - 1).text in _DENIALS
    return limit_at(ts, first, first + len(phrase), sense, ARABIC, denied=denied)


def _less_about(ts: Tokens, at: int) -> Limit | None:
    """«لا تقل أعمارهم عن», «تزيد أعمارهم على»: the verb, with its "not", up to three words before."""
    for k in range(at - 1, at - 4, -1):
        sense = _VERBS.get(ts.at(k).text)
        if sense:
            denied = ts.at(k - 1).text in _DENIALS
            return Limit(NEGATED[sense] if denied else sense, k - denied, at + 1)
    return None


def far_limit(ts: Tokens, at: int, start: int) -> Limit | None:
    """«تجاوز عدد القتلى 40», «على الأقل من بين 40»: the limit that stands at `at`, of the number at `start`."""
    if ts.at(at).text in _EXCEEDING:
        denied = ts.at(at - 1).text in _DENIALS
        return Limit("under" if denied else "over", at - denied, at + 1)
    return Limit("over", at, at + 1) if ts.at(at).text == "الاقل" and at > start - 4 else None
