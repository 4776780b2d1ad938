"""What is written in Arabic letters and is not Modern Standard Arabic: other languages by letters and function words,
dialects by words that news Arabic does not have."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tqcheck.lang import ARABIC, groups_of, words_of
from tqcheck.text.normalise import INVISIBLE, TATWEEL, is_mark

_WORD = re.compile(r"[\u0620-\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc]+")

# Letters that Arabic does not use, not even for foreign names.
_LETTERS = {
    "Urdu": "ٹڈڑںے",
    "Pashto": "ټډړږښڼېۍځڅ",
    "Sindhi": "ٻڄٿڏڳڻڊڇڌ",
    # Before Kurdish, some of whose letters it has.
    "Uyghur": "ۇۈۋڭ",
    "Sorani Kurdish": "ێۆەڕڵ",
}
_LANGUAGES = groups_of(ARABIC, "foreign-words")
_REGIONS = groups_of(ARABIC, "dialect-words")
_STANDARD = words_of(ARABIC, "standard-words")

_FOREIGN_LETTERS, _FOREIGN_WORDS = 0.02, 0.05
_DIALECT_WORDS, _DIALECT_KINDS = 0.03, 3


@dataclass(frozen=True, slots=True)
class Variety:
    """What a text in Arabic letters is instead of Modern Standard Arabic, and words of it that show so."""

    name: str
    dialect: bool
    signs: tuple[str, ...]


def variety(text: str) -> Variety | None:
    """The other language or the dialect that a text is in; `None` for Modern Standard Arabic and too little text."""
    words = _WORD.findall(_bare(text))
    if len(words) < 3:
        return None
    return _language(words) or _dialect(words)


def _bare(text: str) -> str:
    return "".join(c for c in text if c != TATWEEL and c not in INVISIBLE and not is_mark(c))


def _language(words: list[str]) -> Variety | None:
    letters = sum(map(len, words))
    for name, known in _LETTERS.items():
        signs = [word for word in words if set(word) & set(known)]
        if sum(c in known for word in signs for c in word) >= _FOREIGN_LETTERS * letters and len(set(signs)) > 1:
            return Variety(name, False, tuple(dict.fromkeys(signs))[:3])
    for name, listed in _LANGUAGES.items():
        signs = [word for word in words if word in listed]
        if len(signs) >= _FOREIGN_WORDS * len(words) and len(set(signs)) > 1:
            return Variety(name, False, tuple(dict.fromkeys(signs))[:3])
    return None


def _dialect(words: list[str]) -> Variety | None:
    found = [(word, without) for word in words for without in (word.removeprefix("و"), word)]
    found = [(word, without) for word, without in found if word not in _STANDARD]
    signs = [(word, region) for word, without in found for region, listed in _REGIONS.items() if without in listed]
    kinds = dict.fromkeys(word for word, _ in signs)
    hits = sum(word in kinds for word in words)
    if len(kinds) < _DIALECT_KINDS or hits < _DIALECT_WORDS * len(words):
        return None
    (region, _), *_ = Counter(region for _, region in set(signs)).most_common(1)
    return Variety(f"{region} Arabic", True, tuple(kinds)[:3])
