"""Arabic words that lost the space between them («وفقًاللجنةحفظالأسماك»): found, and read as the words they are.

Three things give them away: a letter that only ends words (ta marbuta, alef maqsura, a tanwin) in front of another one,
a length that words do not have, and a division into frequent words where the whole is no word. Where to divide is the
likeliest path through the word list (Viterbi over unigram frequencies).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tqcheck.lang import ARABIC, words_of
from tqcheck.records import Bead, Bitext, Lang, Segment, Span
from tqcheck.text.normalise import normalise

_LETTER = "\u0621-\u063a\u0641-\u064a"
_TOKEN = re.compile(f"[{_LETTER}][{_LETTER}\u064b-\u0652\u0670\u0640]{{5,}}")
_ENDING = re.compile(f"(?:ة[\u064b-\u0652]*|ى\u064b?|\u064bا|[\u064b\u064c\u064d])(?=[{_LETTER}])(?!(?<=\u064b)[اى])")
_LONG = 12
"""Letters from which on a word that nobody knows may be several."""
_LONG_BESIDE = 8
"""The same in a sentence where other words have been seen to run together."""
_ENDLESS = 20
"""Letters that no Arabic word has, whatever is written onto it."""
_KNOWN, _KNOWN_BESIDE = 3.3, 2.6
"""Zipf frequencies from which on a part counts as a word."""
_COMMON = 4.5
"""The same of a part of three letters: among so short ones are too many that foreign names are made of."""
_WORD = 1.5
"""Zipf frequency from which on the whole counts as one."""
_SHORT = words_of(ARABIC, "short-words")
_PRONOUNS = words_of(ARABIC, "pronoun-endings")
"""Written onto words: behind an ending they are a slip, not a word of their own."""
_BEFORE = re.compile(r"^[وف]?(?:[بكل]?ال|لل|[بكلس])?(?=.{3})")
_BEHIND = re.compile(r"(?<=.{3})(?:هما|تها|ته|تهم|ها|هم|هن|كم|نا|ه|ك|ي|ات|ون|ين|ان|ية|يا|ا)$")
_DRAWN = re.compile(r"(.)\1\1")
"""A letter drawn out, as in a cry."""
_UNKNOWN = -14.0
"""Log10 of the probability of a part that nobody knows, where a letter has shown that it is one."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A stretch of letters that is several words: where it stands in its text, and the places at which to divide it."""

    span: Span
    gaps: tuple[int, ...]
    """Offsets in the text; none where the words cannot be told apart."""


def respaced(bitext: Bitext) -> Bitext:
    """The bitext with Arabic segments read as if the author had not lost the spaces; `Segment.gaps` says where."""
    made: dict[int, Segment] = {}

    def mended(segments: Sequence[Segment]) -> tuple[Segment, ...]:
        return tuple(made.setdefault(id(s), _respaced(s)) for s in segments)

    source, target = mended(bitext.source), mended(bitext.target)
    if source == bitext.source and target == bitext.target:
        return bitext

    def mended_bead(bead: Bead) -> Bead:
        return replace(bead, source=mended(bead.source), target=mended(bead.target))

    beads = bitext.beads and tuple(map(mended_bead, bitext.beads))
    return replace(bitext, source=source, target=target, beads=beads)


def _respaced(segment: Segment) -> Segment:
    joined = () if segment.gaps else run_together(segment.text, segment.lang)
    places = [at for one in joined for at in one.gaps]
    if not places:
        return segment
    text = "".join(
        segment.text[a:b] + " " * (b in places) for a, b in zip((0, *places), (*places, len(segment.text)), strict=True)
    )
    return replace(segment, text=text, gaps=tuple(at + n for n, at in enumerate(places)))


@lru_cache(maxsize=4_096)
def run_together(text: str, lang: Lang = ARABIC) -> tuple[Joined, ...]:
    """What runs together in a text, in order; nothing is known of other languages than Arabic."""
    if lang != ARABIC:
        return ()
    tokens = [m for m in _TOKEN.finditer(text) if _suspect(m.group(), _LONG)]
    found = {m.start(): one for m in tokens if (one := _joined(m, _KNOWN, _LONG))}
    if any(one.gaps for one in found.values()):
        again = [m for m in _TOKEN.finditer(text) if m.start() not in found and _suspect(m.group(), _LONG_BESIDE)]
        found |= {m.start(): one for m in again if (one := _joined(m, _KNOWN_BESIDE, _LONG_BESIDE))}
    return tuple(found[at] for at in sorted(found))


def _suspect(token: str, longest: int) -> bool:
    return len(token) >= longest or _ENDING.search(token) is not None


def _joined(match: re.Match[str], least: float, longest: int) -> Joined | None:
    token, start = match.group(), match.start()
    forced = [m.end() for m in _ENDING.finditer(token)]
    if not forced and (len(normalise(token).text) < longest or _is_word(normalise(token).text)):
        return None
    edges = [0, *forced, len(token)]
    gaps: list[int] = []
    for a, b in itertools.pairwise(edges):
        parts = _divided(token[a:b], _KNOWN_BESIDE if forced else least, _LONG_BESIDE if forced else longest)
        gaps += [a + at for at in parts] + [b] * (b < len(token))
    if forced and not _bears_out(token, gaps):
        return None
    if not gaps and (len(normalise(token).text) < _ENDLESS or _DRAWN.search(token)):
        return None
    span = Span(start=start, end=match.end())
    return Joined(span, tuple(start + at for at in gaps))


def _bears_out(token: str, gaps: Sequence[int]) -> bool:
    """Whether what a letter says is said by the words too: not «شىء», where it only is an old spelling."""
    edges = (0, *gaps, len(token))
    parts = [normalise(token[a:b]).text for a, b in itertools.pairwise(edges)]
    known = sum(_is_word(part) for part in parts)
    apart = all(len(part) > 2 or part in _SHORT for part in parts) and not _PRONOUNS.intersection(parts)
    return apart and 2 * known >= len(parts) and (len(parts) > 2 or known == 2 or len(token) >= _LONG)


def _divided(token: str, least: float, longest: int) -> list[int]:
    """Offsets that part the likeliest words of a token; none if it may be one word, or no words make it up."""
    plain = normalise(token)
    text = plain.text
    if len(text) < longest or _is_word(text):
        return []
    ends = _path(text, least)
    return [plain.original(at, len(text)).start for at in ends[:-1]]


def _path(text: str, least: float) -> list[int]:
    """Ends of the words that most likely make up `text`, empty where none do (Viterbi 1967)."""
    best: list[tuple[float, list[int]] | None] = [(0.0, [])] + [None] * len(text)
    for end in range(2, len(text) + 1):
        for start in range(end - 1):
            before, zipf = best[start], _part(text[start:end])
            if before is None or zipf < least:
                continue
            score = before[0] + zipf - 9.0
            if best[end] is None or score > best[end][0]:  # type: ignore[index]
                best[end] = score, [*before[1], end]
    whole = best[-1]
    return whole[1] if whole and whole[0] > _UNKNOWN - 2 * len(text) / 3 else []


def _part(part: str) -> float:
    """Zipf frequency of a part of several; 0 for pieces of names («باك ينج هامش»): words are longer or well known."""
    whole = len(part) > 3 + part.startswith("ال") or part in _SHORT
    return _zipf()(part) if whole or (len(part) == 3 and _zipf()(part) >= _COMMON) else 0.0


def _is_word(text: str) -> bool:
    """Whether a word list has it, or what is left of it without what is written onto words."""
    zipf = _zipf()
    bare = _BEFORE.sub("", text)
    forms = (text, bare, _BEHIND.sub("", text), _BEHIND.sub("", bare), _BEHIND.sub("ة", bare), text[1:])
    return any(zipf(form) >= _WORD for form in forms)


@cache
def _zipf() -> Callable[[str], float]:
    """Zipf frequency of an Arabic word, 0 where it is unknown; the list is read when first asked."""
    from math import log10

    from wordfreq import get_frequency_dict

    table = get_frequency_dict(ARABIC, "large")
    return lambda word: log10(found) + 9.0 if (found := table.get(word)) else 0.0
