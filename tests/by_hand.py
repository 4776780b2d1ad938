"""Beads of English and Arabic whose word links are written by hand: what a check makes of a link that is just so firm.

`links` has a word pair each, `fell=ارتفعت` linked both ways, `fell>ارتفعت` from the English and `fell<ارتفعت` from the
Arabic; a strength may follow (`fell=ارتفعت:0.4`; `:-` is none; else 0.9), and `p` has probabilities of being lost
(`fell:0.4`; else 0.05). `word/2` is a word's second place.
"""

from __future__ import annotations

import re

from tqcheck.evidence import read
from tqcheck.records import Bead, Bitext, Coverage, Document, DocumentEvidence, Evidence, Segment, Span, WordCoverage
from tqcheck.text.words import words

FIRM, KEPT = 0.9, 0.05
Links = dict[int, tuple[int, float | None]]
"""The word of the other side, and how strongly it is linked, by word."""


def index(text: str, word: str) -> int:
    """Which word of a text is meant."""
    plain, _, number = word.partition("/")
    found = [n for n, span in enumerate(words(text)) if span.of(text) == plain]
    assert len(found) >= int(number or 1), f"{plain} does not stand in {text}"
    return found[int(number or 1) - 1]


def covered(english: str, arabic: str, links: str, p: str = "") -> tuple[Coverage, Coverage]:
    """The coverage of either side."""
    there: Links = {}
    back: Links = {}
    for link in links.split():
        match = re.fullmatch(r"(.+?)([=<>])(.+?)(?::([\d.]+|-))?", link)
        assert match, link
        en, ar, strength = index(english, match[1]), index(arabic, match[3]), _strength(match[4])
        if match[2] in "=>":
            there[en] = ar, strength
        if match[2] in "=<":
            back[ar] = en, strength
    lost: dict[tuple[str, int], float] = {}
    for item in p.split():
        word, _, value = item.rpartition(":")
        text = english if re.match(r"[!-~]", word) else arabic
        lost[text, index(text, word)] = float(value)
    return _side(english, there, lost), _side(arabic, back, lost)


def _strength(told: str | None) -> float | None:
    return None if told == "-" else float(told or FIRM)


def _side(text: str, linked: Links, lost: dict[tuple[str, int], float]) -> Coverage:
    return Coverage(
        words=tuple(
            WordCoverage(
                span=span, p=lost.get((text, n), KEPT),
                counterpart=linked[n][0] if n in linked else None, link=linked[n][1] if n in linked else None,
            )
            for n, span in enumerate(words(text))
        ),
        p=0.5,
    )  # fmt: skip


def document(english: str, arabic: str, links: str = "", p: str = "", *, turned: bool = False) -> DocumentEvidence:
    """A document of one bead; `turned`: the Arabic is the original. A pilcrow parts the sentences of a side."""
    sides = {}
    for lang, marked in (("en", english), ("ar", arabic)):
        text, start, segments = marked.replace(" ¶ ", " "), 0, []
        holder = Document(path=f"{lang}.txt", text=text)
        for sentence in marked.split(" ¶ "):
            span = Span(start=start, end=start + len(sentence))
            segments.append(Segment(document=holder, lang=lang, span=span, text=sentence))
            start = span.end + 1
        sides[lang] = tuple(segments)
    coverage = dict(
        zip(("en", "ar"), covered(*(t.replace(" ¶ ", " ") for t in (english, arabic)), links, p), strict=True)
    )
    one, other = ("ar", "en") if turned else ("en", "ar")
    bitext = Bitext(path="post.txt", source_lang=one, target_lang=other, source=sides[one], target=sides[other])
    bead = Bead(index=0, source=sides[one], target=sides[other], confidence=0.9)
    evidence = Evidence(bead=bead, source_coverage=coverage[one], target_coverage=coverage[other])
    return read(DocumentEvidence(bitext=bitext, beads=(evidence,)))


def bead(english: str, arabic: str, links: str = "", p: str = "", *, turned: bool = False) -> Evidence:
    """The one bead of such a document."""
    return document(english, arabic, links, p, turned=turned).beads[0]
