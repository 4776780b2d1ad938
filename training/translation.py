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
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from tqcheck.align.encoders import cores
from training.coverage import rate
from training.translation_data import Example, Examples, annotated, read_names, read_pairs, weights, word_counts

POOL = 4096
CHECKPOINT = "checkpoint.pt"
WARM_UP = 400
SMOOTHING = 0.1
RIVALS = 2500
END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"
_ARABIC = range(0x0600, 0x0700)


class Vocabulary:
    """Pieces of both languages, the English ones first: only those can be said."""

    def __init__(self, folder: Path) -> None:
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sp.model"))
        names = [self.pieces.id_to_piece(i) for i in range(self.pieces.get_piece_size())]
        arabic = [n for n in names if any(ord(c) in _ARABIC for c in n)]
        english = sorted(set(names) - set(arabic) - {UNKNOWN}, key=names.index)
        self.names = [END, UNKNOWN, *english, *arabic, PAD]
        self.said = 2 + len(english)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.pad = self.index[PAD]

    def ids(self, text: str) -> list[int]:
        """Ids of a text and of its end."""
        return [*(self.index.get(p, 1) for p in self.pieces.encode(text, out_type=str)), 0]


def learn_pieces(counts: Counter[str], folder: Path, size: int) -> None:
    """A SentencePiece unigram model from counts of words, digits by themselves so that numbers can be copied."""
    table = folder / "words.tsv"
    table.write_text("".join(f"{word}\t{n}\n" for word, n in counts.most_common() if "\t" not in word), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(table), input_format="tsv", model_prefix=str(folder / "sp"), vocab_size=size, split_digits=True,
        character_coverage=0.9998, hard_vocab_limit=False, bos_id=-1, eos_id=-1, pad_id=-1, unk_id=0,
        minloglevel=2, num_threads=1,
    )  # fmt: skip


def vectors_of(names: Sequence[str], width: int) -> tuple[np.ndarray, np.ndarray]:
    """The encoder's vectors of the pieces (pieces, 512), and the matrix (512, width) to start from.

    That matrix keeps the directions in which the vectors differ most.
    """
    from tqcheck.align.encoders import UseEncoder

    vectors = UseEncoder().encode([name.lstrip("▁") or "," for name in names])
    vectors[[0, 1, len(names) - 1]] = 0
    centred = vectors[2:-1] - vectors[2:-1].mean(0)
    _, _, directions = np.linalg.svd(centred[:: max(1, len(centred) // 8000)], full_matrices=False)
    start = directions[:width].T.astype(np.float32)
    return vectors, start / (np.linalg.norm(vectors[2:-1] @ start, axis=1).mean() + 1e-9)


def prepare(options: argparse.Namespace) -> Vocabulary:
    """Pieces and their vectors, made once and kept in `--work`."""
    if not (options.work / "vectors.npz").exists():
        pairs, names = read_pairs(options.data), read_names(options.data)
        learn_pieces(word_counts(pairs, names), options.work, options.pieces)
        vectors, start = vectors_of(Vocabulary(options.work).names, options.width)
        np.savez(options.work / "vectors.npz", vectors=vectors.astype(np.float16), start=start)
    return Vocabulary(options.work)


class Embedding(nn.Module):
    """Encoder vectors times a matrix, plus a vector of its own for each piece, which starts from zero."""

    def __init__(self, vectors: Tensor, start: Tensor) -> None:
        super().__init__()
        self.register_buffer("vectors", vectors, persistent=False)
        self.matrix = nn.Parameter(start.clone())
        self.own = nn.Parameter(torch.zeros(len(vectors), start.shape[1]))
        with torch.no_grad():
            self.own[:2].normal_(std=start.shape[1] ** -0.5)

    def rows(self, ids: Tensor) -> Tensor:
        """Rows of the embedding matrix; the last of all, which pads and begins, is zero."""
        some = self.vectors[ids] @ self.matrix + self.own[ids]
        return some * (ids < len(self.own) - 1)[:, None]


class Network(nn.Module):
    """A Marian transformer and its factored embedding."""

    def __init__(self, options: argparse.Namespace, vocabulary: Vocabulary) -> None:
        from transformers import MarianConfig, MarianMTModel

        super().__init__()
        kept = np.load(options.work / "vectors.npz")
        self.embedding = Embedding(torch.from_numpy(kept["vectors"]).float(), torch.from_numpy(kept["start"]))
        self.said, self.pad = vocabulary.said, vocabulary.pad
        heads = max(1, options.width // 64)
        config = MarianConfig(
            vocab_size=len(vocabulary.names), d_model=options.width, encoder_layers=options.encoder,
            decoder_layers=options.decoder, encoder_attention_heads=heads, decoder_attention_heads=heads,
            encoder_ffn_dim=4 * options.width, decoder_ffn_dim=4 * options.width, max_position_embeddings=512,
            pad_token_id=self.pad, eos_token_id=0, decoder_start_token_id=self.pad, scale_embedding=True,
            forced_eos_token_id=None, static_position_embeddings=True, activation_function="gelu",
            dropout=options.dropout, attention_dropout=0.0, activation_dropout=0.0,
        )  # fmt: skip
        self.marian = MarianMTModel(config)
        self._start_from_copying()
        self.scale = math.sqrt(options.width)

    def _start_from_copying(self) -> None:
        """Untrained, what a decoder layer attends to is said as it is: attention learns what to say next at once."""
        for layer in self.marian.model.decoder.layers:
            for projection in (layer.encoder_attn.v_proj, layer.encoder_attn.out_proj):
                nn.init.eye_(projection.weight)

    def trained(self) -> Iterator[tuple[str, nn.Parameter]]:
        """All parameters but Marian's own embedding matrix, which is made from the factors."""
        for name, value in self.named_parameters():
            if name.startswith("embedding.") or not re.search("embed|shared", name):
                yield name, value

    def loss(self, source: Tensor, target: Tensor) -> Tensor:
        """Cross-entropy a piece, with label smoothing; pieces that cannot be said count as unknown.

        Of the pieces that do not stand in this batch's targets only some compete, each for as many as it stands for
        (importance sampling of the partition function): all of them would take a third of the time.
        """
        begun = torch.cat([torch.full_like(target[:, :1], self.pad), target[:, :-1]], 1)
        wanted = torch.where(target < self.said, target, 1)[target != self.pad]
        rivals, weight = self._rivals(wanted)
        rows = torch.unique(torch.cat([source.flatten(), begun.flatten(), rivals]))
        table = self.embedding.rows(rows)
        at = partial(torch.searchsorted, rows)
        read = self.marian.model.encoder(
            inputs_embeds=functional.embedding(at(source), table) * self.scale, attention_mask=source != self.pad
        ).last_hidden_state
        # The decoder scales what it is given itself.
        said = self.marian.model.decoder(
            inputs_embeds=functional.embedding(at(begun), table), encoder_hidden_states=read,
            encoder_attention_mask=source != self.pad, use_cache=False,
        ).last_hidden_state  # fmt: skip
        logits = said[target != self.pad] @ table[at(rivals)].T + weight
        return functional.cross_entropy(logits, torch.searchsorted(rivals, wanted), label_smoothing=SMOOTHING)

    def _rivals(self, wanted: Tensor) -> tuple[Tensor, Tensor]:
        """Sorted ids of the pieces that compete, and the logarithm of how many each stands for."""
        chosen = torch.zeros(self.said, dtype=torch.bool, device=wanted.device)
        chosen[wanted] = True
        rest = torch.nonzero(~chosen)[:, 0]
        drawn = rest[torch.randperm(len(rest), device=rest.device)[:RIVALS]]
        weight = torch.zeros(self.said, device=wanted.device)
        weight[drawn] = math.log(max(1.0, len(rest) / max(1, len(drawn))))
        chosen[drawn] = True
        rivals = torch.nonzero(chosen)[:, 0]
        return rivals, weight[rivals]


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
