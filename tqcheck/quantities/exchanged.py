"""Two equal values that changed places, seen by the words around them and what those are linked to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from tqcheck.lang import LANGUAGES, in_every_language
from tqcheck.quantities.agreement import same_unit
from tqcheck.quantities.becoming import measures
from tqcheck.quantities.tongue import tongue
from tqcheck.records import Quantity, QuantityPair, Span, WordLink, WordLinks
from tqcheck.text.normalise import fold

REACH = 7
"""Words to either side that speak of a number."""
CLEARER = 1.6
"""How much better the crossed reading must fit than the straight one, which is nearly always the right one."""
LEAST = 0.45
CLAUSE = 3
"""A clause that begins between a word and a number parts them like so many words."""
BLUR = 0.2
_OF_A_WHOLE = in_every_language("before-a-whole")
_OPPOSED = in_every_language("opposed")
STRONG = 0.6
"""Weaker links say nothing."""


def mark_exchanged(pairs: Sequence[QuantityPair], links_of: Callable[[int], WordLinks | None]) -> list[QuantityPair]:
    """The pairs, those marked `swap` whose values stand in each other's place; `links_of` gives a bead's word links."""
    result = list(pairs)
    by_bead: dict[int, list[int]] = {}
    for at, pair in enumerate(pairs):
        if pair.equal and pair.source and pair.target and pair.source[0] == pair.target[0]:
            by_bead.setdefault(pair.source[0], []).append(at)
    for bead, places in by_bead.items():
        places.sort(key=lambda at: _place(pairs[at]))
        rivals = [(i, k) for i, k in combinations(places, 2) if _comparable(pairs[i], pairs[k])]
        links = links_of(bead) if rivals else None
        for i, k in rivals if links else ():
            first, second = result[i], result[k]
            if links and first.equal and second.equal and second.source and second.target:
                crossed = _crossed(first, second, links, [pairs[n] for n in places])
                if crossed:
                    result[i] = replace(first, note="swap", other=(second.source[1], second.target[1]))
    return result


def _place(pair: QuantityPair) -> int:
    return pair.source[1].span.start if pair.source else 0


def _comparable(p: QuantityPair, q: QuantityPair) -> bool:
    """Whether both are figures of one kind that could be taken for each other."""
    if not (p.source and q.source):
        return False
    a, b = p.source[1], q.source[1]
    firm = not (a.implied or b.implied) and a.value is not None and b.value is not None
    return (
        firm
        and a.value != b.value
        and a.kind == b.kind
        and (not a.fields or a.kind == "number")
        and same_unit(a, b)
        and measures(a) == measures(b)
    )


def _crossed(p: QuantityPair, q: QuantityPair, links: WordLinks, pairs: Sequence[QuantityPair]) -> bool:
    assert p.source
    assert p.target
    assert q.source
    assert q.target
    taken = [end[1].span for pair in pairs for end in (pair.source,) if end]
    words = [w for w in links.source if _speaks(w) and not _inside(w.span, taken)]
    sources, targets = (p.source[1], q.source[1]), (p.target[1], q.target[1])
    if _parted_alike(links, sources, targets):
        return False
    score = [[_affinity(words, links.source, links.target, a, b) for b in targets] for a in sources]
    straight, crossed = score[0][0] + score[1][1], score[0][1] + score[1][0]
    # Each of the two must fit better in the other's place; a word between both may blur one of them.
    both = min(score[0][1] - score[0][0], score[1][0] - score[1][1]) >= -BLUR
    return both and crossed > LEAST and crossed > CLEARER * straight


def _parted_alike(links: WordLinks, sources: Sequence[Quantity], targets: Sequence[Quantity]) -> bool:
    """Whether both sides say of the same number that the other is a part of it: "of the 43 people 26 died".

    What is counted is one thing then, and which of the two it stands beside says nothing.
    """
    here = [_is_whole(links.source, one) for one in sources]
    there = [_is_whole(links.target, one) for one in targets]
    return here == there and here.count(True) == 1


def _is_whole(line: Sequence[WordLink], number: Quantity) -> bool:
    """Whether what stands before a number says that parts of it follow or went before: "out of the", «من أصل»."""
    before = [fold(word.text) for word in line if word.span.end <= number.span.start][-2:]
    return any(" ".join(before[n:]) in _OF_A_WHOLE for n in range(len(before)))


def _speaks(word: WordLink) -> bool:
    """Whether a word says what is counted: one with a counterpart of its own, long enough to be no particle."""
    strong = word.strength is None or word.strength >= STRONG
    return word.counterpart is not None and word.mutual and strong and len(word.text) > 3


def _inside(span: Span, taken: Sequence[Span]) -> bool:
    return any(t.start < span.end and span.start < t.end for t in taken)


def _affinity(
    words: Sequence[WordLink], line: Sequence[WordLink], other: Sequence[WordLink], a: Quantity, b: Quantity
) -> float:
    """How much of what stands near `a` is rendered near `b`: each word counts by its nearness on both sides."""
    total = 0.0
    for word in words:
        here = _steps(line, word.span, a.span)
        if here > REACH or word.counterpart is None:
            continue
        there = _steps(other, word.counterpart, b.span)
        if there <= REACH:
            total += 1 / (here * there)
    return total


def _steps(line: Sequence[WordLink], word: Span, number: Span) -> int:
    """Words from `word` to `number`, 1 for the next one and for a word of the quantity itself (a dual's noun); a
    clause that begins between counts as several."""
    follows = number.end <= word.start
    low, high = (number.end, word.end) if follows else (word.start, number.start)
    between = [w for w in line if low <= w.span.start and w.span.end <= high]
    begun = sum(_begins(w) for w in between if follows or w.span != word)
    return max(1, len(between)) + CLAUSE * begun


def _begins(word: WordLink) -> bool:
    """Whether a clause begins with the word: "and", "while", and Arabic words that "و" joins."""
    text = word.text.lower()
    return text in _OPPOSED or (len(text) > 3 and any(tongue(lang).joins(text) for lang in LANGUAGES))
