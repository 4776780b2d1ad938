"""Trains the coverage model: `python -m training.coverage --data DIR --out tqcheck/coverage/weights.safetensors`.

Learns from `DIR/train/parallel.tsv.gz` (English, Arabic, source) and `DIR/lexicon/*.tsv.gz` (English, Arabic); with
`--more` also from the pairs of `DIR/train/parallel2.tsv.gz` that people translated. `--without SOURCE` leaves a source
out, to be measured on. `--watch` names a tab-separated file whose last two columns are clean English and Arabic
sentences: its curve is logged, nothing is learned from it. Interrupted, it goes on from the newest checkpoint in
`--work`. Runs on a GPU where there is one.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, distributed
from torch.nn import functional

from tqcheck.coverage.batch import Words, make_batch
from tqcheck.coverage.network import CoverageNetwork
from training.coverage_data import LEXICON, Example, Faults
from training.coverage_freedom import Freedom
from training.coverage_prepare import light_words, prepare
from training.coverage_watch import Watch

POOL = 768
WORDS_A_BATCH = 800
CHECKPOINT = "checkpoint.pt"
WEIGHTS = {LEXICON: 0.15, "ms": 0.6, "tatoeba": 1.3, "docs": 2.0, "un": 2.0, "l10n": 1.0}
"""How often a pair is drawn, by what its source's name begins with: free translation oftener than literal."""
WARM_UP = 120
JITTER = 0.08
"""Share of words whose vectors are blurred: what stands for a freer choice of words."""


def as_words(vectors: np.ndarray, shapes: np.ndarray, skeletons: Sequence[str], folded: Sequence[str]) -> Words:
    """The word table as tensors."""
    numbers: dict[str, int] = {}
    folds = torch.tensor([numbers.setdefault(word, len(numbers)) for word in folded])
    return Words(vectors=torch.from_numpy(vectors), shapes=torch.from_numpy(shapes), folds=folds, skeletons=skeletons)


def _pool(faults: Faults, chosen: Sequence[int], seed: int) -> list[list[Example]]:
    """Examples of the chosen pairs in batches of like length."""
    faults.random = random.Random(seed)
    examples = sorted((faults.example(i) for i in chosen), key=lambda x: max(len(x.ids[0]), len(x.ids[1])))
    batches: list[list[Example]] = []
    room = 0
    for example in examples:
        size = max(len(example.ids[0]), len(example.ids[1]))
        if not batches or (len(batches[-1]) + 1) * size > room:
            batches.append([])
            room = WORDS_A_BATCH
        batches[-1].append(example)
    faults.random.shuffle(batches)
    return batches


def _weights(pairs: Sequence[tuple]) -> np.ndarray:
    """How often each pair is drawn; menu entries of the software manuals teach little."""
    weights = np.array([WEIGHTS.get(source.split("_")[0], 1.0) for _, _, source in pairs])
    short = np.array([min(len(e), len(a)) < 5 for e, a, _ in pairs])
    weights *= np.where(short & (weights == WEIGHTS["ms"]), 0.3, 1.0)
    return weights / weights.sum()


def _produce(faults: Faults, first: int, seed: int, queue: multiprocessing.Queue) -> None:
    weights = _weights(faults.pairs)
    for number in range(first, 1 << 30):
        draw = np.random.default_rng((seed, number))
        chosen = draw.choice(len(faults.pairs), POOL, p=weights).tolist()
        queue.put(_pool(faults, chosen, seed * 1000003 + number))


def _padded(rows: Sequence[np.ndarray], shape: tuple[int, ...], fill: float) -> Tensor:
    out = np.full((len(rows), *shape), fill, np.float32)
    for k, row in enumerate(rows):
        out[(k, *map(slice, row.shape))] = row
    return torch.from_numpy(out)


def loss_of(network: CoverageNetwork, words: Words, examples: Sequence[Example]) -> tuple[Tensor, dict[str, float]]:
    """Words, sides, and attention of both rounds that follows the links; weighted 1, 0.4, 0.1 each."""
    device = network.side.word.weight.device.type
    batch = make_batch(words, [x.ids for x in examples], jitter=JITTER).to(device)
    logits, sides, attention = network(batch.vectors, batch.shapes, batch.pairs, batch.masks)
    word = side = torch.zeros((), device=device)
    for k in range(2):
        labels = _padded([x.words[k] for x in examples], tuple(logits[k].shape[1:]), -1).to(device)
        known = (labels >= 0) & batch.masks[k]
        raw = functional.binary_cross_entropy_with_logits(logits[k], labels.clamp_min(0), reduction="none")
        word = word + (raw * known).sum() / known.sum().clamp_min(1)
        wanted = torch.tensor([x.sides[k] for x in examples], device=device)
        sure = wanted >= 0
        raw = functional.binary_cross_entropy_with_logits(sides[k], wanted.clamp_min(0), reduction="none")
        side = side + (raw * sure).sum() / sure.sum().clamp_min(1)
    links = _padded([x.links for x in examples], tuple(batch.pairs.shape[2:]), 0).to(device)
    follow = sum(
        -(wanted[:, None] * given[..., :-1].clamp_min(1e-6).log()).sum() / wanted.sum().clamp_min(1) / 4
        for both in attention
        for wanted, given in zip((links, links.transpose(1, 2)), both, strict=True)
    )
    parts = {"word": word.item(), "side": side.item(), "follow": follow.item() / len(attention)}
    return word + 0.4 * side + 0.2 * follow / len(attention), parts


def rate(step: int, steps: int, peak: float, warm_up: int = WARM_UP) -> float:
    """The learning rate: up in a line, then down along a cosine to a fiftieth."""
    if step < warm_up:
        return peak * (step + 1) / warm_up
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps))))


def save(network: CoverageNetwork, path: Path) -> None:
    """Weights in half precision."""
    from safetensors.torch import save_file

    save_file({name: value.half().contiguous() for name, value in network.state_dict().items()}, path)


def _batches(queue: multiprocessing.Queue) -> Iterator[list[Example]]:
    while True:
        yield from queue.get()


def _mean_gradients(network: CoverageNetwork) -> None:
    """The workers' gradients averaged: each then takes the same step."""
    gradients = [p.grad for p in network.parameters() if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients]).cpu()
    distributed.all_reduce(flat)
    at = 0
    for gradient in gradients:
        gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient)).div_(distributed.get_world_size())
        at += gradient.numel()


@dataclass(slots=True)
class Run:
    """All that a checkpoint holds. `average` is the running mean of the weights, which is what is shipped."""

    network: CoverageNetwork
    optimizer: torch.optim.Optimizer
    average: dict[str, Tensor]
    step: int = 0

    @classmethod
    def start(cls, options: argparse.Namespace) -> Run:
        """From the newest checkpoint, or from nothing."""
        torch.manual_seed(options.seed)
        network = CoverageNetwork().to(options.device)
        optimizer = torch.optim.AdamW(network.parameters(), options.rate, weight_decay=0.02, betas=(0.9, 0.98))
        run = cls(network, optimizer, {name: value.clone() for name, value in network.state_dict().items()})
        checkpoint = options.work / CHECKPOINT
        if checkpoint.exists():
            state = torch.load(checkpoint, map_location=options.device)
            network.load_state_dict(state["network"])
            optimizer.load_state_dict(state["optimizer"])
            run.step, run.average = state["step"], state["average"]
        return run

    def learn(self, loss: Tensor, options: argparse.Namespace) -> None:
        """One step."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate(self.step, options.steps, options.rate)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        _mean_gradients(self.network)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        decay = min(0.998, self.step / (self.step + 50))
        for name, value in self.network.state_dict().items():
            self.average[name].mul_(decay).add_(value, alpha=1 - decay)

    def smooth(self) -> CoverageNetwork:
        """The network with averaged weights."""
        network = CoverageNetwork()
        network.load_state_dict(self.average)
        return network.eval()

    def keep(self, options: argparse.Namespace) -> None:
        """Write checkpoint and weights."""
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        partial = options.work / (CHECKPOINT + ".partial")
        torch.save(state | {"step": self.step, "average": self.average}, partial)
        partial.replace(options.work / CHECKPOINT)
        save(self.smooth(), options.out)


def work(rank: int, options: argparse.Namespace) -> None:
    """One of the workers: each reads examples of its own, all take the same steps; the first one writes and logs."""
    torch.set_num_threads(options.threads)
    meeting = (options.work / "meeting").absolute()
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=options.workers)
    got = prepare(options.data, options.work, more=options.more, without=options.without)
    words = as_words(got["vectors"], got["shapes"], got["skeletons"], got["folded"])
    faults = Faults(
        got["pairs"],
        got["links"],
        light_words(got),
        got["vectors"],
        Freedom(got["index"], got["synonyms"], got["fillers"]),
        options.seed,
    )
    run = Run.start(options)
    torch.manual_seed(options.seed * 7919 + rank * 104729 + run.step)
    watch = Watch(options.watch) if options.watch and not rank else None
    context = multiprocessing.get_context("fork")
    queue = context.Queue(3)
    seed = options.seed * options.workers + rank
    maker = context.Process(target=_produce, args=(faults, run.step, seed, queue), daemon=True)
    maker.start()
    began, seen, totals = time.time(), 0, Counter()
    run.network.train()
    for examples in _batches(queue):
        loss, parts = loss_of(run.network, words, examples)
        run.learn(loss, options)
        seen += len(examples)
        totals.update(parts)
        last = run.step >= options.steps
        if not rank and (run.step % options.log == 0 or last):
            run.keep(options)
            line = " ".join(f"{name} {value / options.log:.4f}" for name, value in totals.items())
            rate = options.workers * seen / (time.time() - began)
            watched = watch.measure(run.smooth()) if watch and (run.step % (4 * options.log) == 0 or last) else ""
            print(f"step {run.step} {line} {rate:.0f} pairs/s {watched}", flush=True)
            totals.clear()
        if last:
            break
    maker.terminate()
    distributed.barrier()
    distributed.destroy_process_group()


def train(options: argparse.Namespace) -> None:
    """Prepare, then let the workers train."""
    options.work.mkdir(parents=True, exist_ok=True)
    (options.work / "meeting").unlink(missing_ok=True)
    prepare(options.data, options.work, more=options.more, without=options.without)
    torch.multiprocessing.start_processes(work, (options,), nprocs=options.workers, start_method="spawn")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("runs/coverage"), help="cache and checkpoints")
    parser.add_argument("--watch", type=Path)
    parser.add_argument("--more", action="store_true", help="learn from the human pairs of parallel2.tsv.gz as well")
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE", help="leave a source out")
    parser.add_argument("--steps", type=int, default=6500)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log", type=int, default=250, help="steps between lines of the log")
    parser.add_argument("--workers", type=int, default=2, help="processes; the result depends on their number")
    parser.add_argument("--threads", type=int, default=1, help="of each worker")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
