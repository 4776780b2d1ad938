"""English lemmas and their forms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tqcheck.meaning.lookup import Lookup, Members


def inflected(entry: str) -> set[str]:
    """An English lemma with its regular forms and the irregular ones that the entry names."""
    lemma, _, irregular = entry.lower().partition(":")
    forms = {lemma, *filter(None, irregular.split(","))}
    if " " in lemma or "-" in lemma:
        return forms
    stem = lemma.removesuffix("e")
    ends_y = bool(re.search("[^aeiou]y$", lemma))
    forms.add(lemma[:-1] + "ies" if ends_y else lemma + ("es" if re.search("(?:s|x|z|ch|sh)$", lemma) else "s"))
    forms |= {lemma[:-1] + "ied" if ends_y else stem + "ed", stem + "ing"}
    if re.search("[aeiou][bdgklmnprt]$", lemma):
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return forms


def _find(word: str, book: Mapping[str, Members]) -> Members:
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return book.get(plain, frozenset())


LOOKUP = Lookup(forms=inflected, find=_find, letters={})
