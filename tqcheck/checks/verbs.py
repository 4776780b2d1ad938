"""What a verb says of its time and certainty, in English and in Arabic: done, to come, possible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tqcheck.checks.arabic_verbs import arabic_time, glosses, same_verb
from tqcheck.checks.english_verbs import AUXILIARY, BETWEEN, FORCE, MAY, MODALS, PLAN, PROMISE, english_time
from tqcheck.checks.pairing import Half, Pairing
from tqcheck.lang import ARABIC, ENGLISH, words_of
from tqcheck.records import Span
from tqcheck.text.cues import cue_pattern
from tqcheck.text.normalise import normalise
from tqcheck.text.quoting import quoted
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key

LINKED = 0.4
"""Strength from which on a link says which verb renders which."""
TOGETHER = 0.5
"""Strength from which on the links of a verb and its auxiliaries to one word say so together."""
SURELY = 0.8
"""The same where that word itself is linked to something else."""
FIRM = 0.6
"""Strength from which on a link says what else a word renders."""
AROUND = 6
"""Words on either side of an Arabic verb among which something may say what an English auxiliary says."""

_MONTH = "May"
_END = re.compile(r"[.;:؛؟?!]")
_MAY_BE = re.compile(rf"\b(?:{cue_pattern('maybe-hint', ENGLISH)})\b")
_HAS_TO = re.compile(rf"\b(?:{cue_pattern('obligation-hint', ENGLISH)})\b")
_POSSIBLE = re.compile(f"^[وف]?(?:ال)?(?:{cue_pattern('possible-verb', ARABIC)})$")

_FAULTS = frozenset(
    [("past", "future"), ("past", "possible"), ("past", "expected"), ("past", "planned"), ("past", "must"),
     ("future", "past"), ("future", "possible"), ("future", "expected"), ("future", "must"), ("reported", "past"),
     ("possible", "past"), ("possible", "future"), ("possible", "present"), ("possible", "must"), ("can", "must"),
     ("expected", "future"), ("expected", "past"), ("expected", "must"), ("planned", "past"),
     ("must", "possible"), ("must", "past"), ("must", "future"), ("ought", "future"), ("ought", "past")]
)  # fmt: skip
_SAYS = {
    "past": "what is done", "future": "what is to come", "reported": "what is to come", "planned": "a plan",
    "possible": "a possibility", "can": "a possibility", "expected": "an expectation", "must": "an obligation",
    "ought": "what ought to be", "present": "what is",
}  # fmt: skip
_TIMES = frozenset(["past", "future", "reported", "planned"])


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
        return {self.said, self.became} <= _TIMES

    def message(self, pairing: Pairing) -> str:
        """What became what, the original first."""
        english, arabic = self.span.of(pairing.english.text), pairing.arabic.word(self.arabic)
        pair = [(english, self.said), (arabic, self.became)]
        (one, said), (other, became) = pair if pairing.english.side == "source" else pair[::-1]
        return f"{quoted(one)} became {quoted(other)}: {_SAYS[said]} became {_SAYS[became]}"


def shifts(pairing: Pairing) -> Iterator[Shift]:
    """Verbs that render each other and do not say the same of their time."""
    for at in range(len(pairing.english.spans)):
        said = english_time(pairing.english, at)
        there, became = _said_there(pairing, at, said) if said else (None, None)
        if said is None or there is None or became is None or (said, became) not in _FAULTS:
            continue
        if not _softened(pairing, at, said, became, there):
            yield Shift(at, there, _group(pairing.english, at), said, became)


def _said_there(pairing: Pairing, at: int, said: str) -> tuple[int | None, str | None]:
    """The first Arabic word that renders an English verb and says anything of its time, and what it says."""
    for there in _renderings(pairing, at):
        if became := _became(pairing, at, there, said):
            return there, became
    return None, None


def _became(pairing: Pairing, at: int, there: int, said: str) -> str | None:
    """What the Arabic verb says; of one that only one side denies another check speaks."""
    read = arabic_time(pairing.arabic, there, pairing.english.word(at).lower())
    if read is None:
        return _present(pairing.arabic, there) if said == "possible" and _may(pairing.english, at) else None
    if re.match("[وف]?أ", normalise(pairing.arabic.word(there)).text) and "I" in _clause(pairing.english, at):
        return None  # the first person's imperfect
    if read.denied and said not in ("past", "future"):
        return None
    denied = read.denied or pairing.arabic.denied(there, 1)
    return read.said if denied == pairing.english.denied(at) else None


def _renderings(pairing: Pairing, at: int) -> Iterator[int]:
    """The Arabic words that may render an English verb: linked to it or its auxiliaries, or the one that means it."""
    word = pairing.english.coverage.words[at]
    there, link = word.counterpart, word.link or 0.0
    group = _auxiliaries(pairing.english, at)
    if there is not None and not _renders_promise(pairing, there, group):
        helped = sum(w.link or 0.0 for n in group if (w := pairing.english.coverage.words[n]).counterpart == there)
        own = _of_group(pairing, at, there)
        if (own and (link >= LINKED or link + helped >= TOGETHER)) or (helped and link + helped >= SURELY):
            yield there
    for n in group:  # Arabic says both in one verb, or the auxiliary in a light one
        auxiliary = pairing.english.coverage.words[n]
        modal = pairing.english.word(n).lower() in (*FORCE, *MODALS, *MAY)
        light = auxiliary.counterpart if modal and (auxiliary.link or 0.0) >= LINKED else None
        if light is not None and pairing.best_back(light) == n:
            yield light
    if link < FIRM and (meant := _by_meaning(pairing, at)) is not None:
        yield meant


def _renders_promise(pairing: Pairing, there: int, group: range) -> bool:
    """Whether an Arabic word renders the promise or plan before a verb, and not the verb."""
    plans = [word for n in group if PLAN.match(word := pairing.english.word(n).lower())]
    return any(same_verb(one, plan) for one in glosses(normalise(pairing.arabic.word(there)).text) for plan in plans)


def _auxiliaries(half: Half, at: int) -> range:
    """The words right before a verb that are its auxiliaries, or stand between it and them."""
    first = at
    while first and at - first < 4 and any(own.match(half.word(first - 1)) for own in (AUXILIARY, BETWEEN, PROMISE)):
        first -= 1
    return range(first, at)


def _by_meaning(pairing: Pairing, at: int) -> int | None:
    """The one Arabic word that means an English verb and is linked to nothing firmly."""
    english, words, arabic = pairing.english.word(at).lower(), pairing.arabic.coverage.words, pairing.arabic
    free = (n for n, w in enumerate(words) if (w.link or 0.0) < FIRM and not re.match("[وفبلك]*ال", arabic.word(n)))
    found = [n for n in free if any(same_verb(one, english) for one in glosses(normalise(arabic.word(n)).text))]
    return found[0] if len(found) == 1 else None


def _group(half: Half, at: int) -> Span:
    """A verb with the auxiliaries right before it."""
    group = _auxiliaries(half, at)
    return Span(start=half.spans[group.start].start, end=half.spans[at].end)


def _of_group(pairing: Pairing, at: int, arabic: int) -> bool:
    """Whether an Arabic word's own link is the verb or one of its auxiliaries: Arabic has them in one word."""
    back = pairing.best_back(arabic)
    if back is None or not at - 3 <= back <= at:
        return False
    between = (pairing.english.word(place).lower() for place in range(back, at))
    return all(AUXILIARY.match(word) or BETWEEN.match(word) or PROMISE.match(word) for word in between)


def _softened(pairing: Pairing, at: int, said: str, became: str, there: int) -> bool:
    """Whether something round one of the verbs says what the other verb's auxiliary does."""
    arabic = normalise(pairing.arabic.word(there)).text.lstrip("وف")
    if said == "past" and became == "possible" and normalise(pairing.arabic.word(there - 1)).text.lstrip("وف") == "قد":
        return not arabic.startswith("ي")  # «قد» before a perfect says that it is done
    if said in ("possible", "expected") and any(_POSSIBLE.match(key(word)) for word in _near(pairing.arabic, there)):
        return True
    hints = {"possible": _MAY_BE, "expected": _MAY_BE, "must": _HAS_TO}.get(became)
    return bool(hints and hints.search(" ".join(_clause(pairing.english, at)).lower()))


def _near(half: Half, at: int) -> list[str]:
    """A word and those on either side of it."""
    return [half.word(place) for place in range(max(0, at - AROUND), min(len(half.spans), at + AROUND + 1))]


def _clause(half: Half, at: int) -> list[str]:
    """The other words of a verb's sentence, those behind it as far as they are near."""
    first = next(
        (n for n in range(at, 0, -1) if _END.search(half.text[half.spans[n - 1].end : half.spans[n].start])), 0
    )
    return [
        half.word(n) for n in range(first, min(len(half.spans), at + AROUND + 1)) if n != at and half.word(n) != _MONTH
    ]


def _may(half: Half, at: int) -> bool:
    """Whether it is "may" or "might" that stands before a verb: "could" is an ability as often."""
    return any(half.word(before) in words_of(ENGLISH, "permissions") for before in range(max(0, at - 3), at))


def _present(half: Half, at: int) -> str | None:
    """`present` for an Arabic imperfect that nothing before it makes anything else."""
    word, before = normalise(half.word(at)).text, normalise(half.word(at - 1)).text.lstrip("وف") if at else ""
    plain = re.match(r"^[وف]?ي[^\W]{3,}$", word) and load().stems.get(key(word).lstrip("وف"), "x").islower()
    return "present" if plain and before not in words_of(ARABIC, "no-present-behind") else None
