"""What an Arabic verb says of its time and certainty: by its letters, by what governs it, and by what it means."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tqcheck.checks.pairing import Half
from tqcheck.lang import ARABIC, ENGLISH, words_of
from tqcheck.meaning.en import inflected
from tqcheck.text.cues import cue_pattern, cue_words
from tqcheck.text.normalise import fold, normalise
from tqcheck.text.words import words
from tqcheck.translate.lexicon import load, table
from tqcheck.translate.segment import key, segment

CLOSE = 0.7
"""By how much (log10) a word may be more frequent than the same with «ي» for its first letter, and be an imperfect."""

SEEN = 2.0
"""log10 frequency per billion words from which on a word is one."""

# Perfects by their letters: a first-form one in the feminine or plural, derived ones without a verbal noun's alef.
_DONE = (
    re.compile(r"^[وف]?(?!ال|إ|[يتنسبلكم])\w{2,}(?<!ا)(?:ت|وا|تا)$"),
    re.compile(r"^[وف]?ت[^تي\W]\w{2,4}(?<![اتف])ت$"),
    re.compile(r"^[وف]?(?:است|ا[^ل\W]ت|ان)[^ا\W]{2,3}(?:ت|وا|ا|ه|ها|نا|ناه|ناها|وه|وها)?$"),
    re.compile(r"^[وف]?أ(?!ن$|و$|ي|بد|كثر|كبر|خرى|طول|عظم|قل|صغر|حد)[^ا\W]{2,3}(?:ت|وا|ا|ه|ها)?$"),
)
# What no perfect begins or ends in: the article, a participle's letter, a feminine noun's ending.
_NOMINAL = re.compile(r"^(?:[وفبلك]*ال|لل|م|إ)|(?:ة|ات|ين|ون|ية|ً)$")
# A verbal noun of four letters («ضياع», loss): no perfect has its alef there, but for those in «أ» («أعاد»).
_VERBAL_NOUN = re.compile(r"^[^أاآوف\W]\wا\w$")
_COMPARED = re.compile(r"(?:est|er)$|^(?:most|more|less|least|worse|top|major|supreme)$")
_OPENS = re.compile(r"(?:^|[،,:؛.«“\"(]\s*)$")


class Reading(NamedTuple):
    """What is said, and whether a denial says it: «لم» of the past, «لن» of what is to come."""

    said: str
    denied: bool = False


def arabic_time(half: Half, at: int, english: str = "") -> Reading | None:
    """What an Arabic word says (a key of `verbs._SAYS`), `None` where neither its letters nor its meaning tell.

    `english`: what it renders; a perfect that letters do not show is believed where the lexicon renders it so.
    """
    word = normalise(half.word(at)).text
    before = fold(half.word(at - 1)).lstrip("وف") if at else ""
    if before == "لن":
        return Reading("future", denied=True)
    if before == "لم" and imperfect(word):
        return Reading("past", denied=True)
    if said := governed(half, at):
        return Reading(said)
    if before in words_of(ARABIC, "no-past-behind") or word.lstrip("وف") == "قد":
        return None
    if before == "سوف" or _to_come(word):
        return Reading("future")
    if before == "قد" and re.match("[يتن]", word) and not _known_perfect(half, at, english):
        return Reading("possible")
    compared = any(_COMPARED.search(one) for one in glosses(word)) and not _may_mean(word, "")
    fourth = _DONE[-1].match(word) and not compared
    if fourth or _known_perfect(half, at, english) or any(pattern.match(word) for pattern in _DONE[:-1]):
        return Reading("past")
    return None


def _to_come(word: str) -> bool:
    """Whether «س» is written onto an imperfect, even where the two together are as frequent («وستظل»)."""
    plain, zipf = key(word), load().zipf
    match = re.match(r"[وف]?(س([يتن]\w{2,}))$", plain)
    together = bool(match and zipf(match[2]) >= max(zipf(match[1]) - 1, SEEN))
    return together or "س" in segment(plain, zipf).before


def governed(half: Half, at: int) -> str | None:
    """What a word before a verb says of it: «يمكن أن», «على الوزارة أن», «تعتزم», «ربما»."""
    before = re.split(r"[.!?؟؛:،,«»“”\"]", fold(half.text[: half.spans[at].start]))[-1]
    word = fold(half.word(at))
    if re.search(r"(?<!\w)(?:ان|الا)\s*$", before):
        return _governor("governing-that", re.sub(r"\s*\w+\s*$", "", before), reach=5)
    if found := _governor("governing-any", before, reach=3):
        return found
    nominal = not imperfect(half.word(at)) and not re.match("[وف]?[بلك]?ال|لل", word)
    return _governor("governing-noun", before, reach=4) if nominal else None


def _governor(family: str, before: str, *, reach: int) -> str | None:
    """The kind of the last word of a family at the end of a text, with fewer than `reach` words behind it."""
    last = max(((m.end(), kind) for kind, p in _governors(family) for m in p.finditer(before)), default=None)
    return last[1] if last and len(before[last[0] :].split()) < reach else None


@cache
def _governors(family: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns of words that are not denied themselves."""
    start = r"(?<!\w)(?<!لا )(?<!لن )(?<!لم )(?<!ليس )(?<!غير )[وف]?"
    return tuple((w.kind, re.compile(rf"{start}(?:{w.pattern})(?!\w)")) for w in cue_words(family, ARABIC))


def _known_perfect(half: Half, at: int, english: str) -> bool:
    """Whether a word that stands where a verb does, or ends as one, is by the lexicon the past of what it renders."""
    word = normalise(half.word(at)).text
    if not english or _NOMINAL.search(word) or _VERBAL_NOUN.search(word) or len(word) < 3 or imperfect(word):
        return False
    if {"ب", "ل", "ك"}.intersection(segment(key(word), load().zipf).before):
        return False
    return (word.endswith(("ت", "وا")) or _verbal_place(half, at)) and _may_mean(word, english)


def _may_mean(word: str, english: str) -> bool:
    """Whether the lexicon renders a word by a past, or by a form of the verb that it renders here."""
    found = glosses(word)
    return any(_is_past(one) or (english and same_verb(one, english)) for one in found)


@lru_cache(maxsize=20_000)
def imperfect(word: str) -> bool:
    """Whether a word begins as an imperfect does, and does so with «ي» as well: «تصل» and «يصل», but «تولى»."""
    rest = segment(key(word), load().zipf).stem
    if not re.match(r"[يتن]\w{2,}$", rest):
        return False
    zipf = load().zipf
    return rest[0] == "ي" or zipf("ي" + rest[1:]) >= max(zipf(rest) - CLOSE, 0.1) or not zipf(rest)


def _is_past(english: str) -> bool:
    """Whether an English word is a past, a regular or an irregular one."""
    return english in pasts() or bool(_ED.search(english))


_ED = re.compile(r"[^e]ed$")


def _verbal_place(half: Half, at: int) -> bool:
    """Whether a verb may stand here: at the start of a clause, behind a relative or a particle, or its subject."""
    gap = half.text[half.spans[at - 1].end if at else 0 : half.spans[at].start]
    if at == 0 or _OPENS.search(gap):
        return True
    return fold(half.word(at - 1)).lstrip("وف") in words_of(ARABIC, "before-a-verb")


@lru_cache(maxsize=20_000)
def glosses(word: str) -> tuple[str, ...]:
    """The English words that the lexicon has for an Arabic one, the likeliest first."""
    plain = key(word)
    forms = dict.fromkeys((plain, segment(plain, load().zipf).stem, *(plain[1:],) * plain.startswith(("و", "ف"))))
    found = [one for form in forms for one in (load().stems.get(form, ""), *table("words").get(form, "").split("/"))]
    return tuple(dict.fromkeys(one.lower() for one in found if one))


def same_verb(one: str, other: str) -> bool:
    """Whether two English words are forms of one verb, by their endings."""
    return one == other or bool(_forms(one) & _forms(other))


@lru_cache(maxsize=20_000)
def _forms(word: str) -> frozenset[str]:
    """What a regular form may be the form of."""
    bases = {word}
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word.removesuffix(ending)
            bases |= {base, base + "e"} | ({base[:-1]} if len(base) > 3 and base[-1] == base[-2] else set())
    return frozenset(base for base in bases if base == word or word in inflected(base))


@lru_cache(maxsize=1)
def pasts() -> frozenset[str]:
    """The irregular pasts of English that are no present as well."""
    return frozenset(cue_pattern("past", ENGLISH).split("|")) - words_of(ENGLISH, "pasts-like-presents")


def finites(text: str) -> int:
    """How many words of an Arabic text may be finite verbs, or pronouns that stand for one."""
    found = [normalise(span.of(text)).text for span in words(text)]
    return sum(_may_be_verb(word) or _copula(fold(word)) for word in found)


def _copula(word: str) -> bool:
    return bool({word, word[1:] if word.startswith(("و", "ف")) else ""} & words_of(ARABIC, "copulas"))


def verbs_behind(text: str) -> int:
    """How many words of an Arabic text, behind a preposition and its noun, are verbs by their letters."""
    found = [normalise(span.of(text)).text for span in words(text)][2:]
    return sum(_may_be_verb(word, by_meaning=False) for word in found)


def _may_be_verb(word: str, *, by_meaning: bool = True) -> bool:
    plain = key(word)
    if _NOMINAL.search(word) or plain.lstrip("وف") in words_of(ARABIC, "no-verbs"):
        return False
    if {"ب", "ل", "ك"}.intersection(segment(plain, load().zipf).before):
        return False
    by_letters = (imperfect(word) and not re.search("[^و]ا$", word)) or any(p.match(word) for p in _DONE)
    return by_letters or (by_meaning and any(_is_past(one) for one in glosses(word)))
