"""What the coverage training reads: words of all pairs, their vectors, links, and the words that may be exchanged."""

from __future__ import annotations

import gzip
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tqcheck.coverage.lexical import WordTable, plain_words
from tqcheck.encoder.builtin import UseEncoder
from training.coverage_align import align
from training.coverage_data import LEXICON
from training.coverage_freedom import extra_words, fillers, synonyms

LONGEST_PAIR = 60
HEAVY = frozenset("no not don't never two three first second new without لا لم لن ليس غير ولا ولم دون بدون".split())


def read_pairs(data: Path) -> list[tuple[list[str], list[str], str]]:
    """Words of every training pair, and its source; the lexicon shuffled, so that like names do not stand together."""
    pairs = []
    with gzip.open(data / "train" / "parallel.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            english, arabic, source = line.rstrip("\n").split("\t")
            pairs.append((plain_words(english), plain_words(arabic), source))
    entries = []
    for path in sorted((data / "lexicon").glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                english, arabic = line.rstrip("\n").split("\t")[:2]
                entries.append((plain_words(english), plain_words(arabic), LEXICON))
    random.Random(0).shuffle(entries)
    return [p for p in pairs + entries if 1 <= len(p[0]) <= LONGEST_PAIR and 1 <= len(p[1]) <= LONGEST_PAIR]


def prepare(data: Path, work: Path) -> dict:
    """Word table, pairs as ids, links; made once and kept in `work`."""
    kept = work / "prepared.pickle"
    if kept.exists():
        with kept.open("rb") as file:
            return pickle.load(file)
    pairs = read_pairs(data)
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
