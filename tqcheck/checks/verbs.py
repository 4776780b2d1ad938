"""What a verb says of its time and certainty, in English and in Arabic: done, to come, possible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tqcheck.checks.pairing import Half, Pairing
from tqcheck.lang import ARABIC, ENGLISH, list_of, table_of, words_of
from tqcheck.records import Span
from tqcheck.text.cues import cue_pattern
from tqcheck.text.normalise import normalise
from tqcheck.text.quoting import quoted
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key, segment

LINKED = 0.4
"""Strength from which on a link says which verb renders which."""
AROUND = 6
"""Words on either side of an Arabic verb among which something may say what an English auxiliary says."""

_FORCE = table_of(ENGLISH, "future-auxiliaries")
_BETWEEN = re.compile(rf"^(?:\w+ly|{'|'.join(list_of(ENGLISH, 'between-verbs'))})$")
_PROMISE = re.compile(f"^(?:{'|'.join(list_of(ENGLISH, 'promise-stems'))})")
_EXPECTED = list_of(ENGLISH, "expectation-stems")
_AUXILIARY = re.compile(f"^(?:{'|'.join(list_of(ENGLISH, 'auxiliaries'))})$")
_NEITHER = re.compile(rf"^(?:{'|'.join(list_of(ENGLISH, 'timeless'))}|\w+n['’]t)$")
_BREAK = re.compile(r"[.;:؛؟?!،,«»\"“”()]")
# Perfects by their letters: a first-form one in the feminine or plural, derived ones without a verbal noun's alef.
_DONE = (
    re.compile(r"^[وف]?(?!ال|إ|[يتنسبلكم])\w{2,}(?<!ا)(?:ت|وا|تا)$"),
    re.compile(r"^[وف]?ت[^تي\W]\w{2,4}(?<![اتف])ت$"),
    re.compile(r"^[وف]?(?:است|ا[^ل\W]ت|ان)[^ا\W]{2,3}(?:ت|وا|ا|ه|ها|نا|ناه|ناها|وه|وها)?$"),
    re.compile(r"^[وف]?أ(?!ن$|و$|ي|بد|كثر|كبر|خرى|طول|عظم|قل|صغر|حد)[^ا\W]{2,3}(?:ت|وا|ا|ه|ها)?$"),
)
_POSSIBLE = re.compile(f"^[وف]?(?:ال)?(?:{cue_pattern('possible-verb', ARABIC)})$")


_FAULTS = frozenset(
    [("past", "future"), ("past", "possible"), ("future", "past"), ("future", "possible"), ("reported", "past"),
     ("possible", "past"), ("possible", "future"), ("expected", "future"), ("expected", "past"),
     ("must", "possible"), ("must", "past"), ("ought", "future"), ("ought", "past"), ("possible", "present")]
)  # fmt: skip


_SAYS = {
    "past": "what is done", "future": "what is to come", "reported": "what is to come", "possible": "a possibility",
    "expected": "an expectation", "must": "an obligation",
    "ought": "what ought to be", "present": "what is",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shift:
    """An English verb with its auxiliaries and an Arabic one of another time or certainty."""

    english: int
    arabic: int
    span: Span
    said: str
    became: str

    @property
    def certain(self) -> bool:
        """Whether only the time differs: neither side speaks of what may be."""
        return not {self.said, self.became} & {"possible", "expected", "must", "ought"}

    def message(self, pairing: Pairing) -> str:
        """What became what, the original first."""
        english, arabic = self.span.of(pairing.english.text), pairing.arabic.word(self.arabic)
        pair = [(english, self.said), (arabic, self.became)]
        (one, said), (other, became) = pair if pairing.english.side == "source" else pair[::-1]
        return f"{quoted(one)} became {quoted(other)}: {_SAYS[said]} became {_SAYS[became]}"


def shifts(pairing: Pairing) -> Iterator[Shift]:
    """Verbs firmly linked to each other that do not say the same of their time."""
    for at, word in enumerate(pairing.english.coverage.words):
        if word.counterpart is None or (word.link or 0.0) < LINKED or not _of_group(pairing, at, word.counterpart):
            continue
        said = english_time(pairing.english, at)
        became = arabic_time(pairing.arabic, word.counterpart) if said else None
        if said == "possible" and became is None and _may(pairing.english, at):
            became = _present(pairing.arabic, word.counterpart)
        if (
            said
            and became
            and said != became
            and (said, became) in _FAULTS
            and not _softened(pairing, said, became, word.counterpart)
        ):
            yield Shift(at, word.counterpart, _group(pairing.english, at), said, became)


def _group(half: Half, at: int) -> Span:
    """A verb with the auxiliaries right before it."""
    first = at
    while first and at - first < 4 and any(own.match(half.word(first - 1)) for own in (_AUXILIARY, _BETWEEN, _PROMISE)):
        first -= 1
    return Span(start=half.spans[first].start, end=half.spans[at].end)


def _of_group(pairing: Pairing, at: int, arabic: int) -> bool:
    """Whether an Arabic word's own link is the verb or one of its auxiliaries: Arabic has them in one word."""
    back = pairing.best_back(arabic)
    if back is None or not at - 3 <= back <= at:
        return False
    between = (pairing.english.word(place).lower() for place in range(back, at))
    return all(_AUXILIARY.match(word) or _BETWEEN.match(word) or _PROMISE.match(word) for word in between)


def _softened(pairing: Pairing, said: str, became: str, at: int) -> bool:
    """Whether something round the Arabic verb says what the English auxiliary does, or a past is none for sure."""
    if said == "past" and became == "possible":  # «قد» before a perfect says that it is done
        return not normalise(pairing.arabic.word(at)).text.lstrip("وف").startswith("ي")
    if said not in ("possible", "expected"):
        return False
    near = range(max(0, at - AROUND), min(len(pairing.arabic.spans), at + AROUND + 1))
    return any(_POSSIBLE.match(key(pairing.arabic.word(place))) for place in near)


def english_time(half: Half, at: int) -> str | None:
    """What an English verb says (a key of `_SAYS`; `reported` is would), `None` where that is not plain."""
    word, perfect = half.word(at), False
    if not word.islower() or _BETWEEN.match(word) or word in words_of(ENGLISH, "articles"):
        return None
    for before in range(at - 1, max(-1, at - 6), -1):
        auxiliary = half.word(before).lower()
        if _BREAK.search(half.text[half.spans[before].end : half.spans[before + 1].start]):
            break
        if auxiliary in _FORCE or half.word(before) in ("may", "might", "could"):
            return None if perfect else _FORCE.get(auxiliary, "possible")
        if auxiliary == "to":
            return _promised(half.word(before - 1).lower()) if before else None
        if auxiliary in ("must", "should"):
            return None if perfect else {"should": "ought"}.get(auxiliary, auxiliary)
        if _NEITHER.match(auxiliary):
            return None
        if auxiliary in ("is", "are", "being"):
            return None
        perfect = perfect or auxiliary in ("have", "has", "had")
        if not _BETWEEN.match(auxiliary):
            break
    return "past" if word in _past() or re.search(r"[^e]ed$", word) else None


def _promised(word: str) -> str | None:
    """What a verb after "to" says behind such a word: "plans to", "is expected to"."""
    if word.startswith(_EXPECTED):
        return "expected"
    return "future" if _PROMISE.match(word) else None


def arabic_time(half: Half, at: int) -> str | None:
    """`past`, `future` or `possible` for an Arabic word, `None` where its letters do not say so."""
    word = normalise(half.word(at)).text
    before = normalise(half.word(at - 1)).text.lstrip("وف") if at else ""
    if before in words_of(ARABIC, "no-past-behind"):
        return None
    if before == "سوف" or "س" in segment(key(word), load().zipf).before:
        return "future"
    if before == "قد" and re.match("[يت]", word):
        return "possible"
    return "past" if any(pattern.match(word) for pattern in _DONE) else None


def _may(half: Half, at: int) -> bool:
    """Whether it is "may" or "might" that stands before a verb: "could" is an ability as often."""
    return any(half.word(before) in words_of(ENGLISH, "permissions") for before in range(max(0, at - 3), at))


def _present(half: Half, at: int) -> str | None:
    """`present` for an Arabic imperfect that nothing before it makes anything else."""
    word, before = normalise(half.word(at)).text, normalise(half.word(at - 1)).text.lstrip("وف") if at else ""
    plain = re.match(r"^[وف]?ي[^\W]{3,}$", word) and load().stems.get(key(word).lstrip("وف"), "x").islower()
    return "present" if plain and before not in words_of(ARABIC, "no-present-behind") else None


@lru_cache(maxsize=1)
def _past() -> frozenset[str]:
    """The irregular pasts of English that are no present as well."""
    return frozenset(cue_pattern("past", ENGLISH).split("|")) - words_of(ENGLISH, "pasts-like-presents")
