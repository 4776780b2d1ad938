"""Which quantity of the source stands for which of the target, and which have no counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tqcheck.quantities.agreement import Agreement, agreement
from tqcheck.quantities.assignment import assign
from tqcheck.quantities.becoming import distance
from tqcheck.records import Quantity
from tqcheck.records import QuantityPair as Pair

Leftover = tuple[list[Quantity], list[Quantity]]
DRIFT = 0.3
"""What the place in the sentence counts, from its one end to the other: it decides only between equals."""
LOOSE = 2.0
"""A word that the other language may well do without is rarely what became of another."""
ALONE_EQUAL, ALONE_UNEQUAL = 20.0, 10.0
"""What it costs to leave two quantities without counterparts: more than any pair does."""
_CONTRADICT = frozenset({"ordinal", "identifier", "magnitude", "number", "relative", "part", "daypart"})


def match(source: Sequence[Sequence[Quantity]], target: Sequence[Sequence[Quantity]]) -> list[Pair]:
    """Pair the quantities of a document, given bead by bead: equals in a bead, then in neighbours, then the unequal."""
    pairs: list[Pair] = []
    left: list[Leftover] = []
    for bead, (ours, theirs) in enumerate(zip(source, target, strict=True)):
        matched, rest = _equals(bead, list(ours), list(theirs))
        pairs += _complete(_swapped(matched), *rest)
        pairs += _in_parts(bead, *rest)
        left.append(rest)
    pairs += _across(left)
    for bead, rest in enumerate(left):
        ours, theirs = ([q for q in side if not q.dual] for side in rest)
        pairs += _unequal(bead, ours, theirs)
        pairs += [Pair(source=(bead, q), note="missing") for q in ours if not _said(q, target, bead, 1)]
        pairs += [Pair(target=(bead, q), note="added") for q in theirs if not _said(q, source, bead, 1)]
    return pairs


def _equals(bead: int, ours: list[Quantity], theirs: list[Quantity]) -> tuple[list[Pair], Leftover]:
    found = [[agreement(a, b) for b in theirs] for a in ours]
    costs = [
        [None if f is None else f.cost + _drift(i, j, ours, theirs) for j, f in enumerate(row)]
        for i, row in enumerate(found)
    ]
    pairs = assign(costs, unmatched=ALONE_EQUAL)
    result = [
        Pair(source=(bead, ours[i]), target=(bead, theirs[j]), note=hit.note)
        for i, j in pairs
        if (hit := found[i][j]) is not None
    ]
    rows, columns = {i for i, _ in pairs}, {j for _, j in pairs}
    rest = [q for i, q in enumerate(ours) if i not in rows], [q for j, q in enumerate(theirs) if j not in columns]
    return result, rest


def _in_parts(bead: int, ours: list[Quantity], theirs: list[Quantity]) -> list[Pair]:
    """A score or a share of which the other side says both figures apart. Takes them out of the lists."""
    pairs: list[Pair] = []
    for whole, others, mine in [(q, theirs, ours) for q in ours] + [(q, ours, theirs) for q in theirs]:
        figures = [v for name, v in whole.fields if name in ("ours", "theirs")]
        found = [next((o for o in others if _is_figure(o, v)), None) for v in figures]
        if not figures or whole not in mine or any(o is None and v > 1 for o, v in zip(found, figures, strict=True)):
            continue
        there = [o for o in found if o is not None]
        if not there or (len(there) == 2 and there[0].span.start >= there[1].span.start):
            continue
        mine.remove(whole)
        for other in there:
            others.remove(other)
        ends = (whole, there[0]) if mine is ours else (there[0], whole)
        pairs.append(Pair(source=(bead, ends[0]), target=(bead, ends[1])))
    return pairs


def _is_figure(q: Quantity, value: int) -> bool:
    return q.kind in ("number", "ordinal", "measure") and q.value == Fraction(value) and not q.fields


def _swapped(pairs: list[Pair]) -> list[Pair]:
    """Mark equals that changed places: the dead became the wounded, and the wounded the dead."""
    result = list(pairs)
    for i, p in enumerate(pairs):
        for k in range(i + 1, len(pairs)):
            q = pairs[k]
            if p.source and p.target and q.source and q.target and not result[i].note and not result[k].note:
                (a, b), (c, d) = (p.source[1], p.target[1]), (q.source[1], q.target[1])
                straight = a.context & b.context or c.context & d.context
                if a.value != c.value and not straight and a.context & d.context and c.context & b.context:
                    result[i] = replace(p, note="swap", other=(c, d))
    return result


def _complete(pairs: list[Pair], ours: list[Quantity], theirs: list[Quantity]) -> list[Pair]:
    """Dates of which one side says a part elsewhere in the sentence. Takes those parts out of the lists."""
    result = []
    for pair in pairs:
        if pair.note == "fields" and pair.source and pair.target:
            x, y = dict(pair.source[1].fields), dict(pair.target[1].fields)
            gone = [k for k in x.keys() - y.keys() - {"swap"} if not _take(theirs, k, x[k])]
            for k in y.keys() - x.keys() - {"swap"}:
                _take(ours, k, y[k])
            # What the translation adds to a date makes it clearer; what it drops is lost.
            pair = replace(pair, note="fields" if gone else "")
        result.append(pair)
    return result


def _take(rest: list[Quantity], field: str, value: int) -> bool:
    for q in rest:
        if q.value == value or dict(q.fields) == {field: value}:
            rest.remove(q)
            return True
    return False


def _drift(i: int, j: int, ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> float:
    return DRIFT * abs(i / max(len(ours), 1) - j / max(len(theirs), 1))


def _across(left: list[Leftover]) -> list[Pair]:
    """Equals in neighbouring beads: the sentence was cut elsewhere. Takes them out of `left`."""
    pairs = []
    for reach in (1, 2):
        for bead, (ours, _) in enumerate(left):
            for other in (bead - reach, bead + reach):
                if 0 <= other < len(left):
                    pairs += _take_equals(bead, ours, other, left[other][1])
    return pairs


def _take_equals(bead: int, ours: list[Quantity], other: int, theirs: list[Quantity]) -> list[Pair]:
    pairs = []
    for a in tuple(ours):
        for b in tuple(theirs):
            hit = agreement(a, b)
            if hit is not None and hit.note in ("", "fields", "limit") and not _of_others(a, b):
                pairs.append(Pair(source=(bead, a), target=(other, b), note=""))
                ours.remove(a)
                theirs.remove(b)
                break
    return pairs


def _unequal(bead: int, ours: list[Quantity], theirs: list[Quantity]) -> list[Pair]:
    """Pair what is left over and could be each other gone wrong. Takes it out of the lists."""
    costs = [[_change_cost(a, b, i, j, ours, theirs) for j, b in enumerate(theirs)] for i, a in enumerate(ours)]
    taken = assign(costs, unmatched=ALONE_UNEQUAL)
    pairs = [Pair(source=(bead, ours[i]), target=(bead, theirs[j]), note="value") for i, j in taken]
    ours[:] = [q for i, q in enumerate(ours) if i not in {i for i, _ in taken}]
    theirs[:] = [q for j, q in enumerate(theirs) if j not in {j for _, j in taken}]
    return pairs


def _change_cost(
    a: Quantity, b: Quantity, i: int, j: int, ours: Sequence[Quantity], theirs: Sequence[Quantity]
) -> float | None:
    apart = distance(a, b)
    if apart is None or (loose(a) and loose(b) and not _contradict(a, b)):
        return None
    return apart + 2 * _drift(i, j, ours, theirs) + LOOSE * (loose(a) + loose(b))


def _contradict(a: Quantity, b: Quantity) -> bool:
    """Loose quantities contradict each other only in kind: first and second, half and a third, yesterday and today."""
    if a.kind != b.kind or a.kind not in _CONTRADICT:
        return False
    if a.kind == "number":
        return all(v.denominator > 1 for q in (a, b) for v in (q.value,) if v is not None)
    return True


def loose(q: Quantity) -> bool:
    """Whether the other language may well do without `q`."""
    return q.implied or q.kind in ("identifier", "magnitude")


def _said(q: Quantity, other: Sequence[Sequence[Quantity]], bead: int, reach: int) -> bool:
    """Whether the lack of a counterpart is no fault: `q` is loose, or only repeats what was said and matched."""
    if loose(q):
        return True
    near = [p for b in range(max(0, bead - reach), min(len(other), bead + reach + 1)) for p in other[b]]
    return any(_repeats(agreement(q, p)) and not _of_others(q, p) for p in near)


def _of_others(a: Quantity, b: Quantity) -> bool:
    """Whether one of two in different sentences is a dual, which may be a plural as well, of something else."""
    dual = a.implied != b.implied and a.kind == b.kind == "number" and a.value == b.value == 2
    return dual and not a.context & b.context


def _repeats(hit: Agreement | None) -> bool:
    return hit is not None and hit.note != "unit"
