"""Trains the bead scorer of `tqcheck.align` on parallel text disturbed in known ways.

    python -m training.alignment --data DIR --cache DIR --output tqcheck/align/beads.safetensors

Maximises the likelihood of the true path under the semi-Markov field of `tqcheck.align.dp` (its gradient is the
truth less the posteriors), so that the posteriors are probabilities and serve as confidence.
"""

from __future__ import annotations

import argparse
import gzip
import pickle
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.disturb import Disturbed, Pair, Rates, disturb
from tqcheck.align.dp import Band, bead_shapes, posteriors
from tqcheck.align.features import NULL_FEATURES, PAIR_FEATURES, Proportions, Tile
from tqcheck.align.sides import Side, describe
from tqcheck.encoder.builtin import UseEncoder

SHAPES = bead_shapes()
HIDDEN = 32
STOP = re.compile(r"[.!?؟] (?=\S)")
VECTORS = ("blocks", "word_vectors", "gloss_vectors", "phrase_vectors")


def texts(path: Path) -> dict[str, list[Pair]]:
    """Pairs by the text they come from, in order, without lines that are the same in both languages."""
    out: dict[str, list[Pair]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            en, ar, name = line.rstrip("\n").split("\t")
            if en != ar and len(ar) * 4 > len(en) and len(en) * 3 > len(ar):
                out.setdefault(name, []).append((en, ar))
    return out


def documents(by_text: dict[str, list[Pair]], count: int, seed: int) -> Iterator[Disturbed]:
    """Disturbed documents of many kinds: news-like with few faults, and free translations with long beads."""
    rng = random.Random(seed)
    names = sorted(by_text)
    weights = [len(by_text[name]) ** 0.3 for name in names]
    made = 0
    while made < count:
        pairs = by_text[rng.choices(names, weights)[0]]
        start, size = rng.randrange(len(pairs)), rng.randint(3, 30)
        run = pairs[start : start + 6 * size]
        if rng.random() < 0.5:
            run = distinct(run)
        chosen = loosen(lengthen(run, rng)[:size], rng)
        if len(chosen) < 2:
            continue
        others = [rng.choice(pairs) for _ in range(20)]
        doc = disturb(chosen, others, rates(rng), rng)
        if doc.source and doc.target and all(map(contiguous, (side for bead in doc.gold for side in bead))):
            made += 1
            yield fuse(doc, rng)


def distinct(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs without those that say nearly what an earlier one says, as manuals do and articles do not."""
    out: list[Pair] = []
    seen: list[set[str]] = []
    for pair in pairs:
        words = set(re.findall(r"\w{4,}", pair[0].lower()))
        if len(words) > 1 and all(len(words & other) < 0.5 * min(len(words), len(other)) for other in seen):
            out.append(pair)
            seen.append(words)
    return out


def lengthen(pairs: Sequence[Pair], rng: random.Random) -> list[Pair]:
    """Join neighbours on both sides at once, for sentences as long as a newspaper's or a novel's."""
    wanted, out = rng.choice((0, 60, 100, 150)), []
    for en, ar in pairs:
        if out and len(out[-1][0]) < wanted * rng.uniform(0.3, 1.2):
            out[-1] = (f"{out[-1][0].rstrip('.')}, {en}", f"{out[-1][1].rstrip('.')}، {ar}")
        else:
            out.append((en, ar))
    return out


def loosen(pairs: Sequence[Pair], rng: random.Random) -> list[Pair]:
    """Lose words of either side and bring in foreign ones, as free translations do."""
    rate = rng.choice((0.0, 0.0, 0.15, 0.3, 0.45))
    pool = [[w for pair in pairs for w in pair[side].split()] for side in (0, 1)]
    out = []
    for pair in pairs:
        sides = []
        for side in (0, 1):
            words = pair[side].split()
            kept = [w for w in words if rng.random() > rate * 0.7] or words[:1]
            for _ in range(sum(rng.random() < rate * 0.3 for _ in kept)):
                kept.insert(rng.randrange(len(kept) + 1), rng.choice(pool[side]))
            sides.append(" ".join(kept))
        out.append((sides[0], sides[1]))
    return out


def fuse(doc: Disturbed, rng: random.Random) -> Disturbed:
    """Hide where sentences were merged: long sentences of prose are joined by commas and conjunctions, not stops."""
    rate = rng.choice((0.0, 0.5, 0.9))

    def hidden(text: str, joints: Sequence[str]) -> str:
        return STOP.sub(lambda stop: rng.choice(joints) if rng.random() < rate else stop[0], text)

    return replace(
        doc,
        source=tuple(hidden(t, (", ", ", and ", " and ", "; ")) for t in doc.source),
        target=tuple(hidden(t, ("، ", "، و", " و", "؛ ")) for t in doc.target),
    )


def rates(rng: random.Random) -> Rates:
    """How much a document is disturbed."""

    def both(*values: float) -> tuple[float, float]:
        return rng.choice(values), rng.choice(values)

    if rng.random() < 0.4:
        # Prose cut anew: long sentences on one side, each several on the other, and hardly anything lost.
        heavy = rng.uniform(0.3, 0.75)
        return Rates(
            drop=both(0.0, 0.0, 0.0, 0.05),
            merge=rng.choice(((heavy, 0.02), (0.02, heavy))),
            split=both(0.0, 0.0, 0.05),
            sever=both(0.0, 0.0, 0.02),
            insert=both(0.0, 0.0, 0.0, 0.05),
        )
    merge = both(0.0, 0.0, 0.1, 0.2)
    return Rates(
        drop=both(0.0, 0.0, 0.05, 0.1, 0.2),
        merge=merge,
        split=both(0.0, 0.05, 0.2),
        sever=both(0.0, 0.05, 0.1),
        insert=both(0.0, 0.0, 0.05, 0.1),
    )


def contiguous(indices: Sequence[int]) -> bool:
    """Whether a side of a bead is a run."""
    return not indices or indices[-1] - indices[0] + 1 == len(indices)


def write_sides(docs: Iterator[Disturbed], path: Path) -> None:
    """Encode documents once; features may then be changed without encoding again."""
    encoder, unfinished = UseEncoder(), path.with_suffix(".part")
    with unfinished.open("wb") as file:
        for doc in docs:
            sides = describe(doc.source, doc.target, encoder, 8)
            half = [replace(s, **{name: getattr(s, name).astype(np.float16) for name in VECTORS}) for s in sides]
            pickle.dump((doc, *half), file)
    unfinished.rename(path)


def read_sides(path: Path) -> Iterator[tuple[Disturbed, Side, Side]]:
    """What `write_sides` wrote."""
    with path.open("rb") as file:
        while True:
            try:
                doc, *sides = pickle.load(file)
            except EOFError:
                return
            source, target = (
                replace(s, **{name: getattr(s, name).astype(np.float32) for name in VECTORS}) for s in sides
            )
            yield doc, source, target


def examples(docs: Iterator[tuple[Disturbed, Side, Side]]) -> Iterator[dict[str, Any]]:
    """Features of all candidates of each document, their places in the score array, and the true beads'."""
    for doc, source, target in docs:
        rows, cols = len(source), len(target)
        index = np.arange((rows + 1) * (cols + 1) * len(SHAPES)).reshape(rows + 1, cols + 1, len(SHAPES))
        true = true_places(doc, index)
        if true is None:
            continue
        tile = Tile(source, target, Proportions.of(source, target))
        places: dict[str, list[Any]] = {"pairs": [], "nulls": []}
        found: dict[str, list[Any]] = {"pairs": [], "nulls": []}
        for t, (n, m) in enumerate(SHAPES.tolist()):
            if n > rows or m > cols:
                continue
            if n and m:
                kind, features = "pairs", tile.pairs(n, m)
            else:
                kind, features = "nulls", tile.nulls(source=bool(n))
                features = features if n else features.swapaxes(0, 1)
            found[kind].append(features.reshape(-1, features.shape[-1]).astype(np.float16))
            places[kind].append(index[n:, m:, t].reshape(-1))
        yield {
            "size": (rows, cols),
            "true": true,
            **{f"{k}_at": np.concatenate(v).astype(np.int32) for k, v in places.items()},
            **{k: np.concatenate(v) for k, v in found.items()},
        }


def true_places(doc: Disturbed, index: Any) -> Any:
    """Flat places of the true beads, unaligned source sentences before target ones; `None` where no path has them."""
    starts = {(bead[0][0], bead[1][0]): bead for bead in doc.gold if bead[0] and bead[1]}
    alone = ({b[0][0] for b in doc.gold if not b[1]}, {b[1][0] for b in doc.gold if not b[0]})
    kinds = {shape: t for t, shape in enumerate(map(tuple, SHAPES.tolist()))}
    i = j = 0
    places = []
    while (i, j) != (len(doc.source), len(doc.target)):
        if i in alone[0]:
            shape = (1, 0)
        elif j in alone[1]:
            shape = (0, 1)
        elif (i, j) in starts:
            shape = (len(starts[i, j][0]), len(starts[i, j][1]))
        else:
            return None
        if shape not in kinds:
            return None
        i, j = i + shape[0], j + shape[1]
        places.append(index[i, j, kinds[shape]])
    return np.array(places)


def train(data: Sequence[dict[str, Any]], held: Sequence[dict[str, Any]], epochs: int, output: Path) -> None:
    """Adam over documents one by one, rate falling to zero; keeps the last weights."""
    import torch
    from safetensors.numpy import save_file

    torch.manual_seed(0)
    torch.set_num_threads(1)
    nets, stats = {}, {}
    for kind, names in (("pairs", PAIR_FEATURES), ("nulls", NULL_FEATURES)):
        sample = np.concatenate([d[kind][:: max(1, len(d[kind]) // 500)] for d in data]).astype(np.float32)
        stats[kind] = sample.mean(0), 1 / (sample.std(0) + 1e-3)
        nets[kind] = torch.nn.Sequential(
            torch.nn.Linear(len(names), HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1, bias=False)
        )
    bias = torch.nn.Parameter(torch.zeros(len(SHAPES)))
    parameters = [*nets["pairs"].parameters(), *nets["nulls"].parameters(), bias]
    optimiser = torch.optim.AdamW(parameters, lr=4e-3, weight_decay=1e-2)
    batch = 8
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 8e-3, epochs * (len(data) // batch + 1))

    def scores_of(doc: dict[str, Any]) -> Any:
        parts = []
        for kind in ("pairs", "nulls"):
            mean, scale = stats[kind]
            x = torch.from_numpy((doc[kind].astype(np.float32) - mean) * scale)
            at = torch.from_numpy(doc[f"{kind}_at"].astype(np.int64))
            parts.append((at, nets[kind](x)[:, 0] + bias[at % len(SHAPES)]))
        return parts

    def step(doc: dict[str, Any], *, learn: bool) -> tuple[float, float]:
        parts = scores_of(doc)
        rows, cols = doc["size"]
        dense = np.full((rows + 1) * (cols + 1) * len(SHAPES), -np.inf, np.float32)
        for at, value in parts:
            dense[at.numpy()] = value.detach().numpy()
        band = Band.full(rows, cols)
        i, j = band.points()
        inside = (i <= rows) & (j >= 0) & (j <= cols)
        cells = np.where(inside, i * (cols + 1) + j, 0)
        scores = np.where(inside[..., None], dense.reshape(-1, len(SHAPES))[cells], -np.inf).astype(np.float32)
        probability = posteriors(scores, SHAPES, band)
        gradient = np.zeros((len(dense) // len(SHAPES), len(SHAPES)), np.float32)
        gradient[cells[inside]] = probability[inside]
        gradient = gradient.reshape(-1)
        right = gradient[doc["true"]].copy()
        gradient[doc["true"]] -= 1
        if learn:
            loss = sum((value * torch.from_numpy(gradient[at.numpy()])).sum() for at, value in parts)
            (loss / batch / 10).backward()
        return float(-np.log(np.maximum(right, 1e-6)).sum()), float(len(right))

    rng = random.Random(0)
    for epoch in range(epochs):
        began, order, total = time.time(), list(range(len(data))), np.zeros(2)
        rng.shuffle(order)
        for at, number in enumerate(order):
            total += step(data[number], learn=True)
            if at % batch == batch - 1 or at == len(order) - 1:
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimiser.step()
                optimiser.zero_grad()
                schedule.step()
        held_total = np.sum([step(doc, learn=False) for doc in held], axis=0)
        print(
            f"epoch {epoch}: loss a bead {total[0] / total[1]:.4f}, held back {held_total[0] / held_total[1]:.4f},"
            f" {time.time() - began:.0f} s",
            flush=True,
        )
    arrays = {"shapes": SHAPES, "shape_bias": bias.detach().numpy()}
    for kind, net in nets.items():
        arrays |= {f"{kind}.mean": stats[kind][0], f"{kind}.scale": stats[kind][1].astype(np.float32)}
        arrays |= {
            f"{kind}.w1": net[0].weight.detach().numpy().T.copy(),
            f"{kind}.b1": net[0].bias.detach().numpy(),
            f"{kind}.w2": net[2].weight.detach().numpy()[0],
        }
    save_file({k: np.ascontiguousarray(v) for k, v in arrays.items()}, output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="file for the features, written where it is absent")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=15)
    options = parser.parse_args()
    if not options.cache.exists():
        by_text = texts(options.data / "train" / "parallel.tsv.gz")
        write_sides(documents(by_text, options.documents, options.seed), options.cache)
    data = list(examples(read_sides(options.cache)))
    held = len(data) // 10
    train(data[held:], data[:held], options.epochs, options.output)


if __name__ == "__main__":
    main()
