"""Pairs for the judge of findings: as published, and with one fault planted: `python -m training.finding_data`.

`--data DIR --out FILE`. Blocks of neighbouring rows are drawn from every source that a person translated, of no source
many more than of another. Of each pair one copy loses words of its Arabic, one words of its English: a word or a few,
a clause, one of two coordinated nouns; or other words take their place. What the coverage model says of all of them is
kept, so that the judge can be trained again without it.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import pickle
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqcheck.coverage.light_words import is_light
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.records import Coverage, Span
from tqcheck.store import BlobStore
from tqcheck.text.words import words

BLOCK = 10
"""Neighbouring rows drawn together: what a document says twice can be seen."""
MOST, MOST_SEEN = 120, 60
"""Pairs of a source at most that are damaged; of one that the coverage model was trained on."""
WHOLE, WHOLE_SEEN = 1500, 150
"""The same of further pairs that stay as published: what is reported on them is how freely people translate."""
SHORTEST, LONGEST = 2, 60
_ARABIC, _LATIN = re.compile("[\u0621-\u064a]"), re.compile("[A-Za-z]")
_CLAUSE = re.compile(r"[,;:،؛—–()]|\s-\s")
ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of a source; `block` numbers the rows that stood together."""

    english: str
    arabic: str
    source: str
    block: int


@dataclass(frozen=True, slots=True)
class Planted:
    """A pair, and the spans of either text that a fault touched: words that were lost there, or stand there instead.

    `kind` is empty for a pair as published; `side` says which side's words have nothing on the other side (0 English).
    """

    row: Row
    english: str
    arabic: str
    kind: str = ""
    side: int = -1
    marked: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


def read(path: Path, *, seen: bool) -> Iterator[tuple[str, str, str]]:
    """Usable (English, Arabic, source) of a file, human translations alone."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, arabic, source, *rest = line.rstrip("\n").split("\t")
            if (seen or (rest and rest[0] == "human")) and usable(english, arabic):
                yield english, arabic, source


def usable(english: str, arabic: str) -> bool:
    """Whether a pair is of sentences of usual length, the Arabic one mostly in Arabic letters."""
    sizes = len(words(english)), len(words(arabic))
    arabic_share = len(_ARABIC.findall(arabic)) / max(1, len(_LATIN.findall(arabic)))
    return min(sizes) >= SHORTEST and max(sizes) <= LONGEST and arabic_share > 1 and max(sizes) <= 3 * min(sizes)


def sample(data: Path, seed: int, most: int = MOST, most_seen: int = MOST_SEEN) -> list[Row]:
    """Blocks of rows of every source."""
    draw, out = random.Random(seed), []
    for name, seen in (("parallel2.tsv.gz", False), ("parallel.tsv.gz", True)):
        by_source: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for english, arabic, source in read(data / "train" / name, seen=seen):
            by_source[source].append((english, arabic))
        for source, pairs in sorted(by_source.items()):
            starts = list(range(0, len(pairs), BLOCK))
            draw.shuffle(starts)
            for start in starts[: (most_seen if seen else most) // BLOCK]:
                block = len(out)
                out += [Row(english, arabic, source, block) for english, arabic in pairs[start : start + BLOCK]]
    return out


def _stretch(text: str, spans: Sequence[Span], draw: random.Random) -> tuple[str, int, int]:
    """Kind and range of the words to lose."""
    kind = draw.choices(("word", "two", "few", "clause", "coordinated", "replaced"), (25, 15, 25, 13, 8, 14))[0]
    if kind == "clause":
        edges = [
            0,
            *(i for i in range(1, len(spans)) if _CLAUSE.search(text[spans[i - 1].end : spans[i].start])),
            len(spans),
        ]
        parts = [(a, b) for a, b in itertools.pairwise(edges) if 3 <= b - a <= 14 and b - a < len(spans) - 2]
        if parts:
            return kind, *draw.choice(parts)
        return kind, *_run(len(spans), draw.randint(6, 10), draw)
    if kind == "coordinated":
        joints = [
            i for i in range(1, len(spans) - 1)
            if spans[i].of(text).lower() in ("and", "or", "أو") or re.match(r"و\w{3}", spans[i].of(text))
        ]  # fmt: skip
        if joints:
            at = draw.choice(joints)
            return kind, at, at + (1 if spans[at].of(text).startswith("و") else 2)
        kind = "word"
    size = {"word": 1, "two": 2, "few": draw.randint(3, 6), "replaced": draw.choice((1, 1, 2, 2, 3, 4))}[kind]
    return kind, *_run(len(spans), size, draw)


def _run(length: int, size: int, draw: random.Random) -> tuple[int, int]:
    size = max(1, min(size, length - 2))
    start = draw.randint(0, length - size)
    return start, start + size


def plant(
    row: Row, side: int, covered: tuple[Coverage, Coverage], others: Sequence[Row], draw: random.Random
) -> Planted | None:
    """A copy in which words of the other side than `side` are lost, so that those of `side` have no counterpart."""
    texts = [row.english, row.arabic]
    text = texts[1 - side]
    spans = words(text)
    for _ in range(ATTEMPTS):
        kind, first, last = _stretch(text, spans, draw)
        gone = range(first, last)
        if last - first >= len(spans) or all(is_light(spans[i].of(text)) for i in gone):
            continue
        lost = tuple(_linked(covered, side, gone))
        if not any(not is_light(span.of(texts[side])) for span in lost):
            continue
        put = _piece(draw.choice(others), 1 - side, last - first, draw) if kind == "replaced" else ""
        texts[1 - side], there = _replaced(text, spans[first].start, spans[last - 1].end, put)
        instead = (there,) if put else ()
        return Planted(row, texts[0], texts[1], kind, side, (lost, instead) if side == 0 else (instead, lost))
    return None


def _linked(covered: tuple[Coverage, Coverage], side: int, gone: range) -> Iterator[Span]:
    """Words of `side` that were accounted for by the words that go."""
    here, there = covered[side].words, covered[1 - side].words
    back = {there[i].counterpart for i in gone}
    for at, word in enumerate(here):
        if word.counterpart in gone or (at in back and word.counterpart is None):
            yield word.span


def _replaced(text: str, start: int, end: int, put: str) -> tuple[str, Span]:
    before, after = text[:start], text[end:]
    if not put:
        before, after = before.rstrip() + " " * bool(before.strip()), after.lstrip()
    return before + put + after, Span(start=len(before), end=len(before) + len(put))


def _piece(row: Row, side: int, size: int, draw: random.Random) -> str:
    text = (row.english, row.arabic)[side]
    spans = words(text)
    start, end = _run(len(spans), size, draw) if len(spans) > 2 else (0, len(spans))
    return text[spans[start].start : spans[min(end, len(spans)) - 1].end]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="folder in which vectors of words are kept")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--most", type=int, help="pairs in all")
    options = parser.parse_args()
    model = NeuralCoverage(UseEncoder(BlobStore(options.cache, "texts") if options.cache else None))
    rows = sample(options.data, options.seed)[: options.most]
    known = {(row.english, row.arabic) for row in rows}
    further = [r for r in sample(options.data, options.seed, WHOLE, WHOLE_SEEN) if (r.english, r.arabic) not in known]
    further = further[: options.most]
    print(len(rows), "pairs to damage,", len(further), "to leave", flush=True)
    with options.out.open("wb") as file:
        for damage, chosen in ((True, rows), (False, further)):
            for start in range(0, len(chosen), 500):
                part = chosen[start : start + 500]
                pickle.dump(measured(model, part, rows, random.Random(options.seed + start), damage), file)
                print(start + len(part), flush=True)


def measured(
    model: NeuralCoverage,
    part: Sequence[Row],
    rows: Sequence[Row],
    draw: random.Random,
    damage: bool = True,
) -> list[tuple[Planted, tuple[Coverage, Coverage]]]:
    """Pairs as published and, with `damage`, their planted copies, each with what the coverage model says."""
    whole = model.predict([(row.english, row.arabic) for row in part])
    cases = [Planted(row, row.english, row.arabic) for row in part]
    planted = [
        case
        for row, covered in zip(part, whole, strict=True)
        for side in (0, 1)
        if damage and (case := plant(row, side, covered, rows, draw))
    ]
    damaged = model.predict([(case.english, case.arabic) for case in planted])
    return [*zip(cases, whole, strict=True), *zip(planted, damaged, strict=True)]


if __name__ == "__main__":
    # Under its own name, so that what is pickled can be read by others.
    from training import finding_data

    finding_data.main()
