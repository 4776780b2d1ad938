"""Where a text denies something: particles and verbs of denial in English and Arabic, each with its place.

A `hard` cue denies by itself (not, without; لم, دون). A verb of denial belongs to a family (deny, refuse, fail,
exclude, lack; unless) that the other language renders by the same family or by a hard cue. A `soft` cue is whatever
the other language may render by a negation, or a negation by (only, ban; مستحيل, منع), idioms (not only; لا سيما) among
them: it excuses a difference, and its own absence proves nothing. `still` is «لا يزال», a negation in form only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal, TypeAlias

from tqcheck.records import Cue, Lang, Span
from tqcheck.text.cues import cue_words
from tqcheck.text.normalise import normalise
from tqcheck.text.writing import Writing, writing

Kind: TypeAlias = Literal["hard", "deny", "refuse", "fail", "exclude", "lack", "unless", "still", "soft"]
FAMILIES: tuple[Kind, ...] = ("deny", "refuse", "fail", "exclude", "lack", "unless")

_END, _PAUSE = re.compile(r"[.!?؟]"), re.compile(r"[.!?؟,،;؛:]")


def cues(text: str, lang: Lang) -> list[Cue]:
    """Cues of a text in order; `neither … nor` and «لا … ولا» count once."""
    own = writing(lang)
    plain = normalise(text, fold_letters=True) if own.folded else None
    found = []
    for match in _pattern(lang).finditer(plain.text if plain else text):
        start, end = match.span()
        found.append(_cue(match, plain.original(start, end) if plain else Span(start=start, end=end), text, own))
    return _mark_negated(_merge(found, text, own.again), text)


@lru_cache(maxsize=2)
def _pattern(lang: Lang) -> re.Pattern[str]:
    """All kinds as named groups, in order of precedence; in Arabic a conjunction or preposition may be attached."""
    groups, own = [], writing(lang)
    for words in cue_words("negation", lang):
        attached = own.attached_to.get(words.kind, own.attached)
        end = "" if words.kind in own.open_ended else r"(?!\w)"
        groups.append(rf"(?P<{words.kind}>\b{attached}(?:{words.pattern}){end})")
    return re.compile("|".join(groups), re.IGNORECASE)


def _cue(match: re.Match[str], span: Span, text: str, own: Writing) -> Cue:
    kind = match.lastgroup or "soft"
    written = span.of(text)
    if own.denial and own.denial.search(written):
        return Cue("hard", span, written)
    soft = kind == "idiom" or (own.no_denial and own.no_denial.search(written))
    return Cue("soft" if soft else kind, span, written)


def _merge(cues: list[Cue], text: str, repeat: str) -> list[Cue]:
    """Without hard cues that only carry on an earlier one of the same sentence."""
    kept: list[Cue] = []
    for cue in cues:
        carried_on = cue.text.lower() == repeat and any(c.kind == "hard" for c in kept)
        if not carried_on or _END.search(text[kept[-1].span.end : cue.span.start]):
            kept.append(cue)
    return kept


def _mark_negated(cues: list[Cue], text: str) -> list[Cue]:
    """Verbs of denial that a hard cue directly before them, in their clause, denies."""
    marked: list[Cue] = []
    for cue in cues:
        before = marked[-1] if marked else None
        between = text[before.span.end : cue.span.start] if before and before.kind == "hard" else None
        near = between is not None and len(between.split()) <= 1 and not _PAUSE.search(between)
        marked.append(replace(cue, negated=near))
    return marked
