"""Trains the back-translation model: `python -m training.translation --data DIR --out FOLDER`.

A Marian transformer that turns the gloss, each word's Arabic stem behind it, into English. Its embeddings are the
sentence encoder's vectors of the pieces of both languages times one learned matrix, plus what is learned for a piece by
itself: a word that no pair holds still lies beside its translation. `FOLDER` is an ordinary Marian folder.

Runs on a GPU where there is one. Interrupted, or stopped by `--minutes`, it goes on from the newest checkpoint in
`--work` when called again. `--watch` names a tab-separated file whose last two columns are English and Arabic: chrF on
its first 200 rows is logged, nothing is learned from it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from tqcheck.encoder.threads import cores
from training.coverage import rate
from training.translation_data import Example, Examples, annotated, read_names, read_pairs, weights, word_counts
from training.translation_network import Network
from training.translation_vocabulary import Vocabulary, learn_pieces, vectors_of

POOL = 4096
CHECKPOINT = "checkpoint.pt"
WARM_UP = 400


def prepare(options: argparse.Namespace) -> Vocabulary:
    """Pieces and their vectors, made once and kept in `--work`."""
    if not (options.work / "vectors.npz").exists():
        pairs, names = read_pairs(options.data), read_names(options.data)
        learn_pieces(word_counts(pairs, names), options.work, options.pieces)
        vectors, start = vectors_of(Vocabulary(options.work).names, options.width)
        np.savez(options.work / "vectors.npz", vectors=vectors.astype(np.float16), start=start)
    return Vocabulary(options.work)


class Pools(Dataset):  # type: ignore[type-arg]
    """Examples in batches of like length; its number determines a pool, whichever process makes it."""

    def __init__(self, examples: Examples, vocabulary: Vocabulary, options: argparse.Namespace) -> None:
        self._examples, self._vocabulary, self._options = examples, vocabulary, options
        share = np.array(weights(examples.pairs))
        self._share = share / share.sum()

    def __getitem__(self, pool: int) -> list[list[tuple[list[int], list[int]]]]:
        """Batches of (source ids, target ids)."""
        options = self._options
        chosen = np.random.default_rng((options.seed, pool)).choice(len(self._share), POOL, p=self._share).tolist()
        draw = random.Random(options.seed * 1_000_003 + pool)
        made = [_as_ids(self._examples.example(i, draw), self._vocabulary) for i in chosen]
        made = [m for m in made if max(map(len, m)) <= options.longest]
        made.sort(key=lambda m: (len(m[0]) + len(m[1]), len(m[1])))
        cut = list(_cut(made, options.tokens))
        draw.shuffle(cut)
        return cut


def batches(pools: Pools, first: int, workers: int, pad: int) -> Iterator[tuple[int, bool, Tensor, Tensor]]:
    """(pool, last of its pool, source, target) without end, from pool `first` on, made ahead by `workers` processes."""
    loader = DataLoader(pools, batch_size=None, sampler=range(first, 1 << 30), num_workers=workers, collate_fn=_as_is)
    for pool, cut in enumerate(loader, first):
        for k, batch in enumerate(cut):
            source, target = (_padded([m[s] for m in batch], pad) for s in (0, 1))
            yield pool, k + 1 == len(cut), source, target


def _as_is(made: list[list[tuple[list[int], list[int]]]]) -> list[list[tuple[list[int], list[int]]]]:
    return made


def _as_ids(example: Example, vocabulary: Vocabulary) -> tuple[list[int], list[int]]:
    return vocabulary.ids(example.source), vocabulary.ids(example.target)


def _cut(made: Sequence[tuple[list[int], list[int]]], tokens: int) -> Iterator[list[tuple[list[int], list[int]]]]:
    batch: list[tuple[list[int], list[int]]] = []
    for pair in made:
        if batch and (len(batch) + 1) * (len(pair[0]) + len(pair[1])) > tokens:
            yield batch
            batch = []
        batch.append(pair)
    if batch:
        yield batch


def _padded(rows: Sequence[list[int]], pad: int) -> Tensor:
    out = torch.full((len(rows), max(map(len, rows))), pad)
    for k, row in enumerate(rows):
        out[k, : len(row)] = torch.tensor(row)
    return out


@dataclass(slots=True)
class Run:
    """All that a checkpoint holds. `average` is the running mean of the parameters, which is what is shipped."""

    network: Network
    optimizer: torch.optim.Optimizer
    average: dict[str, Tensor]
    step: int = 0
    pool: int = 0

    @classmethod
    def start(cls, options: argparse.Namespace, vocabulary: Vocabulary) -> Run:
        """From the newest checkpoint, or from nothing."""
        torch.manual_seed(options.seed)
        network = Network(options, vocabulary).to(options.device)
        parameters = dict(network.trained())
        optimizer = torch.optim.AdamW(parameters.values(), options.rate, betas=(0.9, 0.98), weight_decay=0.01)
        run = cls(network, optimizer, {n: p.detach().clone() for n, p in parameters.items()})
        if (options.work / CHECKPOINT).exists():
            state = torch.load(options.work / CHECKPOINT, map_location=options.device)
            network.load_state_dict(state["network"], strict=False)
            optimizer.load_state_dict(state["optimizer"])
            run.average, run.step, run.pool = state["average"], state["step"], state["pool"]
        return run

    def learn(self, source: Tensor, target: Tensor, options: argparse.Namespace) -> float:
        """One step; the loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate(self.step, options.steps, options.rate, WARM_UP)
        with torch.autocast("cuda", torch.bfloat16) if options.device == "cuda" else contextlib.nullcontext():
            loss = self.network.loss(source.to(options.device), target.to(options.device))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_([p for _, p in self.network.trained()], 1.0)
        self.optimizer.step()
        self.step += 1
        decay = min(0.999, self.step / (self.step + 20))
        with torch.no_grad():
            for name, value in self.network.trained():
                self.average[name].mul_(decay).add_(value, alpha=1 - decay)
        return loss.item()

    def keep(self, options: argparse.Namespace) -> None:
        """Write a checkpoint; a run killed meanwhile has the one before."""
        state = {"network": dict(self.network.trained()), "optimizer": self.optimizer.state_dict()}
        partial = options.work / (CHECKPOINT + ".partial")
        rest = {"average": self.average, "step": self.step, "pool": self.pool}
        torch.save(state | rest, partial)
        partial.replace(options.work / CHECKPOINT)

    def smooth(self, options: argparse.Namespace, vocabulary: Vocabulary) -> Network:
        """The network with averaged parameters, and Marian's own matrices made from the factors."""
        network = Network(options, vocabulary).to(options.device)
        network.load_state_dict(self.average, strict=False)
        with torch.no_grad():
            network.marian.model.shared.weight.copy_(
                network.embedding.rows(torch.arange(len(vocabulary.names), device=options.device))
            )
            network.marian.tie_weights()
            network.marian.final_logits_bias[0, vocabulary.said :] = -1e4
        return network.eval()


def export(run: Run, options: argparse.Namespace, vocabulary: Vocabulary) -> None:
    """Write the Marian folder, weights in half precision."""
    from transformers import MarianTokenizer

    options.out.mkdir(parents=True, exist_ok=True)
    table = options.work / "vocab.json"
    table.write_text(json.dumps(vocabulary.index, ensure_ascii=False), "utf-8")
    pieces = str(options.work / "sp.model")
    MarianTokenizer(source_spm=pieces, target_spm=pieces, vocab=str(table), model_max_length=512).save_pretrained(
        options.out
    )
    network = run.smooth(options, vocabulary).marian.half()
    network.save_pretrained(options.out)


def watched(run: Run, options: argparse.Namespace, vocabulary: Vocabulary) -> str:
    """chrF on what is watched, greedily translated, and one example."""
    import sacrebleu

    from tqcheck.translate.gloss import items_of
    from tqcheck.translate.lexicon import load

    rows = [line.split("\t")[-2:] for line in options.watch.read_text("utf-8").splitlines()[1:201]]
    sources = [vocabulary.ids(annotated(items_of(a, load()))) for _, a in rows]
    model, order = run.smooth(options, vocabulary).marian, sorted(range(len(rows)), key=lambda i: len(sources[i]))
    out = [""] * len(rows)
    with torch.inference_mode():
        for at in range(0, len(order), 32):
            chosen = order[at : at + 32]
            source = _padded([sources[i] for i in chosen], vocabulary.pad).to(options.device)
            said = model.generate(
                input_ids=source, attention_mask=source != vocabulary.pad, num_beams=1, do_sample=False,
                max_new_tokens=120, max_length=None,
            )  # fmt: skip
            for i, row in zip(chosen, said.tolist(), strict=True):
                names = [vocabulary.names[j] for j in row if j not in (0, vocabulary.pad)]
                out[i] = vocabulary.pieces.decode_pieces(names)
    english = [e for e, _ in rows]
    score = sacrebleu.corpus_chrf(out, [english]).score
    return f"chrF {score:.1f} | {english[6]} | {out[6]}"


def train(options: argparse.Namespace) -> None:
    """Train until `--steps`, or until `--minutes` of this call are over."""
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    vocabulary = prepare(options)
    run = Run.start(options, vocabulary)
    pools = Pools(Examples(read_pairs(options.data), read_names(options.data)), vocabulary, options)
    torch.manual_seed(options.seed * 7919 + run.step)
    began = last = time.time()
    total, count, seen = 0.0, 0, 0
    run.network.train()
    for pool, ends, source, target in batches(pools, run.pool, options.workers, vocabulary.pad):
        total, count, seen = total + run.learn(source, target, options), count + 1, seen + len(source)
        over = run.step >= options.steps or time.time() - began > 60 * options.minutes
        if run.step % options.log == 0 or over:
            speed = seen / (time.time() - last)
            print(f"step {run.step} pool {pool} loss {total / count:.3f} {speed:.0f} pairs/s", flush=True)
            total, count, seen, last = 0.0, 0, 0, time.time()
        if ends or over:
            run.pool = pool + 1
            run.keep(options)
        if options.watch and (run.step % (8 * options.log) == 0 or over):
            print(f"step {run.step} {watched(run, options, vocabulary)}", flush=True)
            last = time.time()
        if over:
            break
    export(run, options, vocabulary)


def parser() -> argparse.ArgumentParser:
    """Options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the Marian folder to write")
    parser.add_argument("--work", type=Path, default=Path("runs/translation"), help="pieces, vectors, checkpoint")
    parser.add_argument("--watch", type=Path)
    parser.add_argument("--pieces", type=int, default=20_000, help="of both languages together")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--encoder", type=int, default=4, help="layers")
    parser.add_argument("--decoder", type=int, default=2, help="layers")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so many, to go on another time")
    parser.add_argument("--tokens", type=int, default=3600, help="padded pieces of both sides in a batch")
    parser.add_argument("--longest", type=int, default=160, help="pieces of a side at most")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log", type=int, default=50, help="steps between lines of the log")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=max(1, cores() - 2), help="processes that make examples")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


if __name__ == "__main__":
    train(parser().parse_args())
