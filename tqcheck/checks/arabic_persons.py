"""Of whom an Arabic word speaks: by the pronoun written onto it, or by a verb's first letter and ending.

Persons are `1s 1p 3m 3f 3p`: I, we, he, she, they; a dual is `3p`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tqcheck.checks.arabic_verbs import glosses, same_verb
from tqcheck.lang import ARABIC, table_of, words_of
from tqcheck.meaning.en import inflected
from tqcheck.text.normalise import fold
from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key, segment

KNOWN = 2.0
"""log10 frequency per billion words from which on a verb's other person is a word indeed."""
_FIRST = "يتن"
_OBJECT = re.compile(r"(?<=\w{3})(?:هما|هم|هن|ها|ه|نا|ني|كم|ك)$")
_PLURAL = re.compile(r"(?<=\w{2})(?:ون|وا)$")


@lru_cache(maxsize=20_000)
def of_ending(word: str) -> str | None:
    """The owner or object that is written onto a noun or verb («ابنته», «زوجي»)."""
    return table_of(ARABIC, "person-of-endings").get(segment(key(word), load().zipf).pronoun)


@lru_cache(maxsize=20_000)
def owner(word: str, english: str) -> str | None:
    """Who owns what a noun means that renders an owned English one: looser than `of_ending`, for there is an owner."""
    plain, zipf = key(word), load().zipf
    if re.match("[وف]?[بلك]?ال|[وف]?لل", plain):
        return None
    if said := of_ending(word):
        return said
    for ending, person in table_of(ARABIC, "person-of-endings").items():
        stem = plain.removesuffix(ending)
        forms = {stem, re.sub("ت$", "ة", stem), re.sub("اي?$", "اء", stem)}
        if stem == plain or len(stem) < 2 or max(map(zipf, forms)) < max(zipf(plain), 0.1):
            continue
        if ending != "ي" or _means(forms, english):  # «زوجي» is my husband, «محامي», whose stem is rare, a lawyer
            return person
    return None


def _means(forms: set[str], english: str) -> bool:
    wanted = inflected(english.lower()) | {english.lower()}
    return any(same_verb(one, word) for form in forms for one in glosses(form) for word in wanted)


def of_particle(word: str) -> str | None:
    """The person of a pronoun by itself, or of a particle with one («إليها», «لأننا»)."""
    plain = re.sub("^[وف](?=..)", "", fold(word))
    if said := table_of(ARABIC, "person-of-pronouns").get(plain):
        return said
    ending = next((end for end in table_of(ARABIC, "person-of-endings") if plain.endswith(end)), "")
    bearer = plain.removesuffix(ending)
    if not ending or bearer not in words_of(ARABIC, "bears-pronoun"):
        return None
    # «إنه» may stand for nobody
    nobody = ending == "ه" and bearer in words_of(ARABIC, "bears-nobody")
    return None if nobody else table_of(ARABIC, "person-of-endings")[ending]


@lru_cache(maxsize=20_000)
def of_verb(word: str) -> str | None:
    """The person that an Arabic verb's letters show; `None` for what need not be a verb, or shows none."""
    plain = key(word)
    bare = re.sub("^[وف]?س?(?=[يتن]...)", "", plain)
    if bare in words_of(ARABIC, "helping-verbs") or re.match("[بلك]?ال|لل", bare) or bare.endswith("ة"):
        return None
    return _imperfect(bare) or _perfect(re.sub("^[وف](?=....)", "", plain))


def _imperfect(word: str) -> str | None:
    if not re.match(rf"[{_FIRST}]\w\w\w*$", word):
        return None
    first, rest = word[0], word[1:]
    bare = _OBJECT.sub("", rest)
    if word.endswith("ت") and _known(word[:-1]):
        return None  # «نشأت»: a perfect
    # «تحدث» and «نقل» are stems that begin so: «يتحدث», «ينقل»
    if first != "ي" and any(_known("ي" + first + form) for form in (rest, bare)):
        return None
    if not any(_known(other + form) for other in _FIRST.replace(first, "") for form in (rest, bare)):
        return None
    if _PLURAL.search(bare):
        return "3p" if first == "ي" else None
    return {"ي": "3m", "ت": "3f", "ن": "1p"}[first]


def _perfect(word: str) -> str | None:
    if word.endswith("وا") and len(word) > 4 and _known(word[:-2]):
        return "3p"
    verbal = word.endswith("ت") and len(word) > 3 and not word.endswith("ات") and word[0] not in "تيم"
    return "3f" if verbal and _known(word[:-1]) else None


def _known(word: str) -> bool:
    return load().zipf(word) >= KNOWN
