"""Modals and expectations by themselves: what must be became what may be, what is likely what will be, or will not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tqcheck.checks.pairing import Half, Pairing
from tqcheck.lang import ARABIC, ENGLISH, LANGUAGES
from tqcheck.records import Cue, Fault, Lang, Span
from tqcheck.text.cues import cue_pattern
from tqcheck.text.normalise import Normalised, normalise
from tqcheck.text.quoting import quoted
from tqcheck.text.writing import writing

FIRM = 0.6
"""Strength from which on a link says what renders a word."""


def weighty(cue: Cue) -> bool:
    """Whether a word of doubt is one whose loss makes a fact of a possibility; "could" is an ability as often."""
    patterns = "|".join(f"{writing(lang).attached}(?:{cue_pattern('weighty-doubt', lang)})" for lang in LANGUAGES)
    return bool(re.fullmatch(patterns, cue.text, re.IGNORECASE))


def expectations(half: Half) -> list[Cue]:
    """ "Is expected to", "was likely to", «من المتوقع أن»: said of what is to come, and never for style."""
    plain = _folded(half.text)
    spans = (plain.original(m.start(), m.end()) for m in _pattern("expectation", half.lang).finditer(plain.text))
    return [Cue("doubt", span, span.of(half.text), firm=True) for span in spans]


def modals(pairing: Pairing) -> Iterator[Fault]:
    """What must be done became what may be, or the other way round; the unlikely became what will not be."""
    english, arabic = _folded(pairing.english.text), _folded(pairing.arabic.text)
    must, may = (_pattern(name, ENGLISH).search(english.text) for name in ("obligation", "permission"))
    can, ought = (_pattern(name, ARABIC).search(arabic.text) for name in ("permission", "obligation"))
    may_be = _pattern("permission-hint", ENGLISH).search(english.text)
    if must and can and not may_be and not _pattern("obligation-hint", ARABIC).search(arabic.text):
        yield _fault(pairing, _span(english, must), _span(arabic, can), "an obligation", "a possibility")
    if may and ought and not can and not _pattern("obligation-hint", ENGLISH).search(english.text):
        yield _fault(pairing, _span(english, may), _span(arabic, ought), "a possibility", "an obligation")
    yield from _denied(pairing)


def _denied(pairing: Pairing) -> Iterator[Fault]:
    """ "Unlikely" that is linked to a plain denial («لن»)."""
    cues = pairing.evidence.cues
    doubted = cues and any(cue.kind in ("doubt", "hint") for cue in cues.of(pairing.arabic.side).attribution)
    unlikely = _pattern("unlikely", ENGLISH)
    for at, word in enumerate(pairing.english.coverage.words):
        there = word.counterpart
        if there is None or doubted or (word.link or 0.0) < FIRM or not unlikely.fullmatch(pairing.english.word(at)):
            continue
        if any(span.overlaps(pairing.arabic.spans[there]) for span in pairing.arabic.denials):
            yield _fault(
                pairing, pairing.english.spans[at], pairing.arabic.spans[there], "what is unlikely", "what will not be"
            )


def _fault(pairing: Pairing, english: Span, arabic: Span, said: str, became: str) -> Fault:
    source, target = pairing.places(english, arabic)
    one, other = quoted(english.of(pairing.english.text)), quoted(arabic.of(pairing.arabic.text))
    pair = [(one, said), (other, became)]
    (ours, what), (theirs, instead) = pair if pairing.english.side == "source" else pair[::-1]
    return Fault(
        bead=pairing.evidence.bead, source=source, target=target, confidence=0.75, detail={"kind": "doubt"},
        message=f"{ours} became {theirs}: {what} became {instead}",
    )  # fmt: skip


@cache
def _pattern(family: str, lang: Lang) -> re.Pattern[str]:
    """The words of a family, with what is written onto them in Arabic."""
    return re.compile(rf"(?<!\w){writing(lang).attached}(?:{cue_pattern(family, lang)})(?!\w)", re.IGNORECASE)


def _folded(text: str) -> Normalised:
    return normalise(text, fold_letters=True)


def _span(text: Normalised, match: re.Match[str]) -> Span:
    return text.original(match.start(), match.end())
