"""Sentence alignment: gold documents, disturbed news, dropped sentences, calibration, cost.

python -m benchmarks.alignment --data DIR [--quick]
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.disturb import Disturbed, Gold, Pair, Rates, disturb
from tqcheck.align import Link, links, pair
from tqcheck.align.sides import Ragged, Side
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.encoder.threads import cores
from tqcheck.plugins import Encoder

DISTURBED = Rates(drop=(0.1, 0.1), merge=(0.1, 0.1), split=(0.05, 0.05), insert=(0.05, 0.05))
SEED = 2026


def beads_of(found: Iterable[Link]) -> Gold:
    """The alignment as gold files state it: indices of both sides."""
    return {(link.source, link.target) for link in found}


class Counts:
    """Strict and lax true positives (Sennrich and Volk 2010: lax is right where any sentence of each side is) and
    those of beads with one empty side, over several documents."""

    def __init__(self) -> None:
        self._strict, self._lax, self._missing, self._added = ([0, 0, 0] for _ in range(4))
        self.lax_recall = [0, 0]

    def add(self, found: Gold, gold: Gold) -> None:
        """One document's beads."""
        pairs = ({b for b in beads if b[0] and b[1]} for beads in (found, gold))
        mine, true = next(pairs), next(pairs)
        _count(self._strict, mine, true)
        links_of = [{(i, j) for s, t in beads for i in s for j in t} for beads in (mine, true)]
        touched = [
            sum(any((i, j) in links_of[1 - k] for i in s for j in t) for s, t in (mine, true)[k]) for k in (0, 1)
        ]
        self._lax[0] += touched[0]
        self._lax[1] += len(mine)
        self.lax_recall[0] += touched[1]
        self.lax_recall[1] += len(true)
        _count(self._missing, {b for b in found if not b[1]}, {b for b in gold if not b[1]})
        _count(self._added, {b for b in found if not b[0]}, {b for b in gold if not b[0]})

    def __str__(self) -> str:
        p, r = self._lax[0] / max(1, self._lax[1]), self.lax_recall[0] / max(1, self.lax_recall[1])
        parts = [f"strict {_figures(self._strict)}", f"lax P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"]
        for name, counts in (("1-0", self._missing), ("0-1", self._added)):
            parts.append(f"{name} {_figures(counts)}" if counts[2] else f"{name} none, {counts[1]} found")
        return " | ".join(parts)


def _count(counts: list[int], found: Gold, gold: Gold) -> None:
    for at, value in enumerate((len(found & gold), len(found), len(gold))):
        counts[at] += value


def _figures(counts: Sequence[int]) -> str:
    right, found, gold = counts
    return f"P {right / max(1, found):.3f} R {right / max(1, gold):.3f} F1 {2 * right / max(1, found + gold):.3f}"


def gold_document(folder: Path, name: str) -> Disturbed:
    """A document of AlignAR with English as the source."""
    sides = [[line.strip() for line in (folder / lang / name).open(encoding="utf-8")] for lang in ("en", "ar")]
    gold: Gold = set()
    for line in (folder / "gold" / name).open(encoding="utf-8"):
        arabic, english = (tuple(ast.literal_eval(part.strip())) for part in line.split(":"))
        gold.add((english, arabic))
    return Disturbed(source=tuple(sides[0]), target=tuple(sides[1]), gold=gold)


def news(path: Path) -> list[list[Pair]]:
    """Pairs by document."""
    documents: dict[str, list[Pair]] = defaultdict(list)
    for line in path.open(encoding="utf-8"):
        name, english, arabic = line.rstrip("\n").split("\t")
        documents[name].append((english, arabic))
    return list(documents.values())


def plain(pairs: Sequence[Pair]) -> Disturbed:
    """A document as it is."""
    return disturb(pairs, (), Rates(), random.Random(0))


def without_every_tenth(documents: Sequence[Sequence[Pair]]) -> list[Disturbed]:
    """The documents, every tenth Arabic sentence of them all removed."""
    out, at = [], 0
    for pairs in documents:
        gold: Gold = set()
        target: list[str] = []
        for i, (_, arabic) in enumerate(pairs):
            at += 1
            if at % 10:
                gold.add(((i,), (len(target),)))
                target.append(arabic)
            else:
                gold.add(((i,), ()))
        out.append(Disturbed(source=tuple(en for en, _ in pairs), target=tuple(target), gold=gold))
    return out


def disturbed(documents: Sequence[Sequence[Pair]], rates: Rates, seed: int) -> list[Disturbed]:
    """The documents disturbed, with sentences from other documents."""
    rng = random.Random(seed)
    return [
        disturb(pairs, [p for other in documents if other is not pairs for p in other], rates, rng)
        for pairs in documents
    ]


def run(name: str, documents: Sequence[Disturbed], encoder: Encoder) -> tuple[list[float], list[bool]]:
    """Print the figures of a set of documents; give confidences and whether each bead was right."""
    counts, confidence, right = Counts(), [], []
    for doc in documents:
        if doc.source and doc.target:
            found = pair(doc.source, doc.target, encoder)
            counts.add(beads_of(found), doc.gold)
            confidence += [link.confidence for link in found]
            right += [next(iter(beads_of([link]))) in doc.gold for link in found]
    print(f"{name:34} {counts}", flush=True)
    return confidence, right


def calibration(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error over ten bins of equal count."""
    p, hit = np.array(confidence), np.array(right, float)
    bins = np.array_split(np.argsort(p, kind="stable"), 10)
    return float(sum(len(b) * abs(p[b].mean() - hit[b].mean()) for b in bins) / len(p))


def reliability(confidence: Sequence[float], right: Sequence[bool]) -> None:
    """How many of the beads of each range of confidence are right."""
    p, hit, edges = np.array(confidence), np.array(right, float), (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
    for low, high in pairwise(edges):
        if (here := (p >= low) & (p < high)).any():
            rows = f"{here.sum():5} beads, mean {p[here].mean():.3f}, right {hit[here].mean():.3f}"
            print(f"  confidence {low:.2f} to {min(high, 1.0):.2f}: {rows}")


def cost(size: int) -> None:
    """Time and memory of aligning planted vectors: every twentieth sentence is missing on either side."""
    rng = np.random.default_rng(SEED)
    vectors = rng.standard_normal((size + size // 19 + 2, 512)).astype(np.float32)
    kept = [[i for i in range(len(vectors)) if i % 20 != missing][:size] for missing in (3, 13)]
    sides = [_side(vectors[own], rng) for own in kept]
    began = time.process_time()
    found = links(*sides)
    seconds = time.process_time() - began
    paired = {(kept[0][k.source[0]], kept[1][k.target[0]]) for k in found if len(k.source) == len(k.target) == 1}
    planted = set(kept[0]) & set(kept[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{size:6} x {size}: {seconds:6.2f} s of processor time, peak {peak:.2f} GB,"
        f" {sum(i == j for i, j in paired)} of {len(planted)} planted pairs found"
    )


def _side(meanings: np.ndarray, rng: np.random.Generator) -> Side:
    """Sentences of eight words and three pieces whose vectors are near the given ones."""
    from tqcheck.align.sides import _chance, encode_runs

    def near(times: int) -> np.ndarray:
        repeated = np.repeat(meanings, times, axis=0)
        noisy = repeated + 0.6 * rng.standard_normal(repeated.shape, np.float32)
        return np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), np.float32)

    class Given:
        identity = "given"

        def encode(self, texts: Sequence[str]) -> np.ndarray:  # noqa: ARG002
            return near(1)

    count = len(meanings)
    blocks, _ = encode_runs([["text"]] * count, Given(), 8)
    words, phrases, none = (Ragged.of([range(i * n, i * n + n) for i in range(count)]) for n in (8, 3, 0))
    word_vectors = near(8)
    return Side(
        blocks=blocks, chance=_chance(blocks, blocks[0]), lengths=np.full(count, 80.0, np.float32),
        asks=np.zeros(count, np.float32), words=words, numbers=none, names=none,
        word_vectors=word_vectors, gloss_vectors=word_vectors, word_weights=np.ones(8 * count, np.float32),
        phrases=phrases, phrase_vectors=near(3), phrase_weights=np.full(3 * count, 6.0, np.float32),
    )  # fmt: skip


def throughput(encoder: UseEncoder, documents: Sequence[Sequence[Pair]]) -> None:
    """Sentences a second, with the load of the machine, which the figure depends on."""
    texts = [text for pairs in documents for pair in pairs for text in pair]
    encoder.encode(texts[:50])
    began, used = time.perf_counter(), time.process_time()
    encoder.encode(texts)
    wall, processor = time.perf_counter() - began, time.process_time() - used
    print(
        f"encoder: {len(texts) / wall:.0f} news sentences a second ({len(texts) / processor:.0f} a second of processor"
        f" time) on {cores()} cores at load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Everything, printed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("TQCHECK_DATA"), required="TQCHECK_DATA" not in os.environ
    )
    parser.add_argument("--quick", action="store_true", help="without the measurement of cost")
    options = parser.parse_args()
    dev = Path(options.data) / "dev"
    encoder = UseEncoder()
    for kind in ("law", "literature"):
        folder = dev / f"alignar_{kind}"
        names = sorted(p.name for p in (folder / "gold").iterdir())
        run(kind, [gold_document(folder, name) for name in names], encoder)
    documents = news(dev / "ntrex_45docs.tsv")
    run("news, undisturbed", [plain(pairs) for pairs in documents], encoder)
    run("news, every tenth Arabic removed", without_every_tenth(documents), encoder)
    confidence, right = run("news, disturbed", disturbed(documents, DISTURBED, SEED), encoder)
    print(f"calibration of confidence on disturbed news: ECE {calibration(confidence, right):.3f}")
    reliability(confidence, right)
    if not options.quick:
        throughput(encoder, documents)
        for size in (1000, 3000, 10000):
            cost(size)


if __name__ == "__main__":
    main()
