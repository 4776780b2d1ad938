"""Single words that say of which sort something is (former, temporary, «الصخري») and that the other side may have lost.

The network links such a word to its neighbour's counterpart and doubts it little. What tells is the place: an Arabic
adjective stands right behind its noun, an English one right before it, and where that place is taken by the rendering
of another word, or is none, nothing renders it. A judge over what is known of the word weighs this; it was learned from
published translations of which single words were taken out (`training/modifiers.py`).
"""

from __future__ import annotations

import gzip
import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from tqcheck.coverage.judge import Judge
from tqcheck.coverage.light_words import light
from tqcheck.coverage.odds import logit
from tqcheck.coverage.renderings import common, starts
from tqcheck.coverage.spans import SideWords
from tqcheck.coverage.word_lists import NEGATION, NUMBER
from tqcheck.lang import ENGLISH, words_of
from tqcheck.translate.lexicon import load, table
from tqcheck.translate.segment import Segmented, key, segment

WORDS = "modifiers.txt.gz"
WEIGHTS = ("modifiers_en.safetensors", "modifiers_ar.safetensors")
"""Of the judges of English and of Arabic words."""
FIRM = 0.5
"""Strength from which on a link both ways says what a word renders."""
_NEAR = 4
"""Words round the place of a lost one among which a rendering of it would stand."""
_NOUN = 3
"""Words at most between a modifier and the content word that it belongs to."""
_BREAK = re.compile(r"[,;:.،؛؟?!()\"“”«»—–]")
_PARTICIPLE = re.compile(r"[a-z-]{3,}ed$")
_NISBA = re.compile(r".{3,}(?:ي|ية|يا)$")


@cache
def english_modifiers() -> frozenset[str]:
    """English words that are adjectives or adverbs more often than anything else."""
    packed = resources.files("tqcheck.coverage").joinpath(WORDS).read_bytes()
    return frozenset(gzip.decompress(packed).decode().split()) | words_of(ENGLISH, "classifying")


@lru_cache(maxsize=50_000)
def is_modifier(word: str, *, arabic: bool) -> bool:
    """Whether a word says of which sort something is, or how it is done: by the lists, or by what it means."""
    if light(word) or word in NEGATION or word in NUMBER:
        return False
    if not arabic:
        return word in english_modifiers()
    lexicon, stem = load(), _segmented(word).stem
    said = {*table("words").get(stem, "").split("/"), lexicon.stems.get(stem, ""), lexicon.stems.get(stem[:-1], "")}
    return bool(_NISBA.match(stem)) or not said.isdisjoint(english_modifiers())


@lru_cache(maxsize=50_000)
def _segmented(word: str) -> Segmented:
    return segment(key(word), load().zipf)


def modifiers(side: SideWords, *, arabic: bool) -> list[int]:
    """The modifiers of a side, without what is settled and names inside a sentence."""
    found = []
    for at, word in enumerate(side.words):
        spelt = word.span.of(side.text)
        if at in side.settled or (not arabic and at > 0 and spelt[0].isupper()):
            continue
        if _is_adjective(side, at) if arabic else _is_attribute(side, at):
            found.append(at)
    return found


def _is_adjective(side: SideWords, at: int) -> bool:
    """Whether an Arabic word may be an adjective and agrees on being definite with a noun before it, or one further.

    «الشيخ حاتم الراحل»: what stands between is a name.
    """
    if not is_modifier(side.plain[at], arabic=True):
        return False
    here = _segmented(side.words[at].span.of(side.text))
    if here.before or here.pronoun:
        return False
    for place in range(at - 1, max(-1, at - 3), -1):
        if _parted(side, place) or light(side.plain[place]):
            return False
        noun = _segmented(side.words[place].span.of(side.text))
        if here.definite == (noun.definite or bool(noun.pronoun)):
            return True
        if noun.definite:
            return False
    return False


def _is_attribute(side: SideWords, at: int) -> bool:
    """Whether an English word is a modifier: one of the list, or a participle between an article and a noun."""
    word = side.plain[at]
    if word.endswith("ly"):
        return is_modifier(word, arabic=False)
    if at + 1 >= len(side.words) or light(side.plain[at + 1]) or _parted(side, at):
        return False
    if not _PARTICIPLE.match(word):
        return is_modifier(word, arabic=False)
    return bool(at) and side.plain[at - 1] in words_of(ENGLISH, "determiners") | NUMBER and not _parted(side, at - 1)


def _parted(side: SideWords, at: int) -> bool:
    """Whether a mark stands behind a word."""
    return _BREAK.search(side.text, side.words[at].span.end, side.words[at + 1].span.start) is not None


def features(own: SideWords, other: SideWords, at: int, *, arabic: bool) -> dict[str, float]:
    """What is known of a modifier; `arabic` says that it is an Arabic one."""
    word = own.words[at]
    there = word.counterpart
    noun = _noun(own, at, arabic=arabic)
    place = own.words[noun].counterpart if noun is not None else None
    means = starts(own.plain[at])
    rendering = [i for i, plain in enumerate(other.plain) if means & starts(plain)]
    near = place if place is not None else there
    free = [i for i in rendering if _free(own, other, i, at)]
    slots = _slots(own, other, at, place, arabic=arabic)
    return {
        "p": logit(word.p),
        "link": word.link or 0.0,
        "mutual": float(there is not None and other.words[there].counterpart == at),
        "mutual_link": (other.words[there].link or 0.0) * float(other.words[there].counterpart == at)
        if there is not None
        else 0.0,
        "alike": word.alike or 0.0,
        "to_light": float(there is not None and light(other.plain[there])),
        "shared": float(_shared(own, at)),
        "other_p": logit(other.words[there].p) if there is not None else 0.0,
        "rendered": float(bool(rendering)),
        "rendered_free": float(bool(free)),
        "rendered_near": float(near is not None and any(abs(i - near) <= _NEAR for i in free)),
        "known": float(bool(means)),
        "noun": float(noun is not None),
        "noun_link": _firmness(own, other, noun),
        "noun_there": float(place is not None and there == place),
        **slots,
        "side": logit(own.coverage.p),
        "other_side": logit(other.coverage.p),
        "common": common(own.plain[at]),
        "ratio": math.log(len(own.words) / max(1, len(other.words))),
        "around": logit(sum(p) / len(p)) if (p := _around(own, at)) else -3.0,
        "beside": float(abs((noun if noun is not None else at + 9) - at) == 1),
        "adverb": float(own.plain[at].endswith("ly")),
        "nisba": float(bool(_NISBA.match(own.plain[at]))),
    }


def _noun(side: SideWords, at: int, *, arabic: bool) -> int | None:
    """The content word that a modifier belongs to: the next one in English, the last one before it in Arabic."""
    step = -1 if arabic else 1
    for place in range(at + step, at + step * (_NOUN + 1), step):
        if not 0 <= place < len(side.words):
            return None
        first, second = sorted((place, place - step))
        if _BREAK.search(side.text, side.words[first].span.end, side.words[second].span.start):
            return None
        if not light(side.plain[place]) and not is_modifier(side.plain[place], arabic=arabic):
            return place
    return None


def _free(own: SideWords, other: SideWords, there: int, at: int) -> bool:
    """Whether a word of the other side renders nothing else for sure."""
    back = other.words[there].counterpart
    return back is None or back == at or (other.words[there].link or 0.0) < FIRM or own.words[back].counterpart != there


def _shared(own: SideWords, at: int) -> bool:
    """Whether another word is linked to the same one more strongly."""
    there, link = own.words[at].counterpart, own.words[at].link or 0.0
    return any(w.counterpart == there and (w.link or 0.0) > link for i, w in enumerate(own.words) if i != at)


def _firmness(own: SideWords, other: SideWords, at: int | None) -> float:
    """Strength of a link both ways."""
    there = own.words[at].counterpart if at is not None else None
    if at is None or there is None or other.words[there].counterpart != at:
        return 0.0
    return own.words[at].link or 0.0


def _around(own: SideWords, at: int) -> list[float]:
    return [own.words[i].p for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(own.words)]


def _slots(own: SideWords, other: SideWords, at: int, place: int | None, *, arabic: bool) -> dict[str, float]:
    """Whether the words round the noun's rendering are taken: two where a modifier would stand, and the other one."""
    if place is None:
        return {"slot1": 0.5, "slot2": 0.5, "slot3": 0.5, "slot_p": 0.0, "slot_back": 0.0}
    step = -1 if arabic else 1
    near = [place + step, place + 2 * step, place - step]
    inside = [i for i in near if 0 <= i < len(other.words)]
    return {
        **{f"slot{n}": _taken(own, other, i, at) for n, i in enumerate(near, 1)},
        "slot_p": max((other.words[i].p for i in inside), default=0.0),
        "slot_back": float(any(other.words[i].counterpart == at for i in inside)),
    }


def _taken(own: SideWords, other: SideWords, there: int, at: int) -> float:
    """How sure it is that a word of the other side renders another word, or is none that could render a modifier."""
    if not 0 <= there < len(other.words) or light(other.plain[there]):
        return 1.0
    back = other.words[there].counterpart
    if back is None or back == at:
        return 0.0
    mutual = own.words[back].counterpart == there
    return (other.words[there].link or 0.0) * (1.0 if mutual else 0.5)


def lost(own: SideWords, other: SideWords, *, arabic: bool) -> Iterator[tuple[int, float]]:
    """The modifiers of a side, each with the log-odds that nothing on the other side renders it.

    Words whose likeness to the other side's was not measured are passed over: the judge leans on it.
    """
    judge = _judge(arabic)
    for at in (at for at in modifiers(own, arabic=arabic) if own.words[at].alike is not None):
        yield at, judge.odds(features(own, other, at, arabic=arabic))


@cache
def _judge(arabic: bool) -> Judge:
    """The shipped judge of a language's words."""
    return Judge(WEIGHTS[arabic])
