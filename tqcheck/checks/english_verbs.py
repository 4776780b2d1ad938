"""What an English verb says of its time and certainty, by the words before it and its form."""

from __future__ import annotations

import re

from tqcheck.checks.arabic_verbs import pasts
from tqcheck.checks.pairing import Half
from tqcheck.lang import ENGLISH, list_of, table_of, words_of
from tqcheck.text.words import words

FORCE = table_of(ENGLISH, "future-auxiliaries")
BETWEEN = re.compile(
    rf"^(?:(?!(?:{'|'.join(list_of(ENGLISH, 'verbs-in-ly'))})$)\w+ly|{'|'.join(list_of(ENGLISH, 'between-verbs'))})$"
)
PROMISE = re.compile(f"^(?:{'|'.join(list_of(ENGLISH, 'promise-stems'))})")
PLAN = re.compile(f"^(?:{'|'.join(list_of(ENGLISH, 'plan-stems'))})")
MODALS = table_of(ENGLISH, "modals")
_DENYING = table_of(ENGLISH, "denying-auxiliaries")
_BE = ("be", "been", "has", "have", "had", "says", "does", "do")
MAY = ("may", "might", "could")
_EXPECTED = list_of(ENGLISH, "expectation-stems")
AUXILIARY = re.compile(f"^(?:{'|'.join(list_of(ENGLISH, 'auxiliaries'))})$")
_NEITHER = re.compile(rf"^(?:{'|'.join(list_of(ENGLISH, 'timeless'))}|\w+n['’]t)$")
_BREAK = re.compile(r"[.;:؛؟?!،,«»\"“”()]")


def english_time(half: Half, at: int) -> str | None:
    """What an English verb says (a key of `verbs._SAYS`; `reported` is would), `None` where that is not plain."""
    word, perfect = half.word(at), False
    if not word.islower() or BETWEEN.match(word) or word in words_of(ENGLISH, "articles"):
        return None
    for before in range(at - 1, max(-1, at - 6), -1):
        auxiliary = half.word(before).lower()
        if _BREAK.search(half.text[half.spans[before].end : half.spans[before + 1].start]):
            break
        if auxiliary in FORCE or half.word(before) in MAY:
            return None if perfect else FORCE.get(auxiliary, "possible")
        if auxiliary == "to":
            return _promised(half, before - 1) if before else None
        if auxiliary in MODALS:
            return None if perfect else MODALS[auxiliary]
        if auxiliary in _DENYING:
            return _DENYING[auxiliary]
        if _NEITHER.match(auxiliary):
            return None
        if auxiliary in ("is", "are", "being"):
            return None
        perfect = perfect or auxiliary in ("have", "has", "had")
        if not BETWEEN.match(auxiliary):
            break
    return "past" if word in pasts() or re.search(r"[^e]ed$", word) else None


def _promised(half: Half, at: int) -> str | None:
    """What a verb after "to" says behind such a word: "plans to", "is expected to"."""
    word = half.word(at).lower()
    if word.startswith(_EXPECTED):
        return "expected"
    if word in words_of(ENGLISH, "obliging"):
        return None if at and AUXILIARY.match(half.word(at - 1)) else "must"
    if not PROMISE.match(word) or word in words_of(ENGLISH, "past-plans"):
        return None
    return "planned" if PLAN.match(word) else "future"


def finite_english(text: str) -> bool:
    """Whether an English text has an auxiliary, or a verb that is no present: a present looks like a noun."""
    found = [span.of(text) for span in words(text)]
    return any(
        AUXILIARY.match(word) or word in _BE or word in pasts() or re.search(r"[^e]ed$", word) or _NEITHER.match(word)
        for word in map(str.lower, found)
    )
