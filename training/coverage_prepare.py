"""What the coverage training reads: words of all pairs, their vectors, links, and the words that may be exchanged."""

from __future__ import annotations

import gzip
import pickle
import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from tqcheck.coverage.lexical import WordTable, plain_words
from tqcheck.encoder.builtin import UseEncoder
from training.coverage_align import align
from training.coverage_data import LEXICON
from training.coverage_freedom import extra_words, fillers, synonyms

LONGEST_PAIR = 60
HEAVY = frozenset("no not don't never two three first second new without لا لم لن ليس غير ولا ولم دون بدون".split())


def read_pairs(
    data: Path, *, more: bool = False, without: Collection[str] = ()
) -> list[tuple[list[str], list[str], str]]:
    """Words of every training pair, and its source; the lexicon shuffled, so that like names do not stand together.

    `more` takes in the human translations of `train/parallel2.tsv.gz`; sources in `without` are left out.
    """
    rows = [*_rows(data / "train" / "parallel.tsv.gz")]
    if more:
        rows += [row for row in _rows(data / "train" / "parallel2.tsv.gz") if row[3] == "human"]
    if unknown := set(without) - {row[2] for row in rows}:
        raise SystemExit(f"no pair is of source {', '.join(sorted(unknown))}")
    pairs = [(plain_words(row[0]), plain_words(row[1]), row[2]) for row in rows if row[2] not in without]
    entries = []
    for path in sorted((data / "lexicon").glob("*.tsv.gz")):
        # Alternatives of one entry stand in one field.
        entries += [(plain_words(row[0]), plain_words(row[1].split("::")[0]), LEXICON) for row in _rows(path)]
    random.Random(0).shuffle(entries)
    return [p for p in pairs + entries if 1 <= len(p[0]) <= LONGEST_PAIR and 1 <= len(p[1]) <= LONGEST_PAIR]


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines)


def prepare(data: Path, work: Path, *, more: bool = False, without: Collection[str] = ()) -> dict:
    """Word table, pairs as ids, links; made once for the same sources and kept in `work`."""
    kept = work / (
        "-".join(["prepared", *["more"] * more, *(f"without_{name}" for name in sorted(without))]) + ".pickle"
    )
    if kept.exists():
        with kept.open("rb") as file:
            return pickle.load(file)
    pairs = read_pairs(data, more=more, without=without)
    table = WordTable(UseEncoder())
    table.add(word for english, arabic, _ in pairs for word in (*english, *arabic))
    table.add(plain_words(" ".join(extra_words(english for english, _, _ in pairs))))
    vectors = table.vectors.astype(np.float16)
    ids = [(table.ids(e).astype(np.int32), table.ids(a).astype(np.int32), s) for e, a, s in pairs]
    links = align([(e, a) for e, a, _ in ids], list(table.index), vectors, table.skeletons)
    out = {
        "vectors": vectors, "shapes": table.shapes, "skeletons": table.skeletons, "folded": table.folded,
        "pairs": ids, "links": links, "index": table.index, "synonyms": _synonyms(ids, table, vectors),
        "fillers": fillers(ids, links, _free(table)),
    }  # fmt: skip
    with kept.open("wb") as file:
        pickle.dump(out, file, protocol=5)
    return out


def _free(table: WordTable) -> np.ndarray:
    """Words that may be put in or exchanged: no number, nothing that changes what is said."""
    free: np.ndarray = (table.shapes[:, 2] == 0) & np.array([word not in HEAVY for word in table.folded])
    return free


def _synonyms(pairs: Sequence[tuple], table: WordTable, vectors: np.ndarray) -> dict[int, list]:
    """Near words of those that stand often enough to be known; numbers have none."""
    out: dict[int, list] = {}
    sure = _free(table)
    for side in range(2):
        counts = np.bincount(np.concatenate([pair[side] for pair in pairs]), minlength=len(sure))
        out |= synonyms(vectors, np.flatnonzero((counts >= 4) & sure))
    return out


def light_words(got: dict) -> np.ndarray:
    """Which words of the table a translator drops and adds freely: very frequent, no number, no negation."""
    heavy = np.array([word in HEAVY for word in got["folded"]])
    light: np.ndarray = (got["shapes"][:, 0] > 0.75) & (got["shapes"][:, 2] == 0) & ~heavy
    return light
