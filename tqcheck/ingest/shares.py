"""How much of a post is in each language: a translation, or a quotation, a name, a line of the page's furniture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tqcheck.records import Lang
from tqcheck.text.languages import language_name
from tqcheck.text.scripts import weight

BOTH = 0.2
"""Share of a post's letters from which on its lesser language is a translation, wherever it stands."""
_QUOTES = "\"“”«»‘’'"


def shares(texts: Sequence[str], langs: Sequence[Lang]) -> dict[Lang, float]:
    """Share of each language in the letters of both, 0 to 1."""
    counts = {lang: sum(weight(text, lang) for text in texts) for lang in langs}
    return {lang: count / max(sum(counts.values()), 1) for lang, count in counts.items()}


def only_language(pieces: Sequence[tuple[Lang, str]], langs: tuple[Lang, Lang]) -> str | None:
    """What to say of a post in one language that quotes the other; `None` where both are there.

    A text of its own stands at the beginning or the end (a headline, a translation that breaks off); a quotation and
    furniture stand here and there, or between quotation marks.
    """
    own = shares([text for _, text in pieces], langs)
    lesser, main = sorted(langs, key=lambda lang: own[lang])
    if own[lesser] >= BOTH or not any(lang == lesser for lang, _ in pieces):
        return None
    groups = [(lang, [text for _, text in group]) for lang, group in groupby(pieces, key=lambda piece: piece[0])]
    scattered = [texts for lang, texts in groups if lang == lesser]
    at_edge = groups[0][0] != groups[-1][0]
    if len(scattered) == 1 and at_edge and not all(map(_quotation, scattered[0])):
        return None
    return (
        f"only {language_name(main)} ({int(100 * own[main])} % of the letters), with {language_name(lesser)} words or "
        "quotations in it"
    )


def _quotation(text: str) -> bool:
    bare = text.strip().rstrip(".,،!؟?")
    return bare[:1] in _QUOTES and bare[-1:] in _QUOTES
