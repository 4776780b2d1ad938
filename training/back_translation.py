"""Trains the fluent back-translation: `python -m training.back_translation --data DIR --base FOLDER --out FOLDER`.

Low-rank adapters on a small pretrained language model learn to write English under the Arabic and its gloss. Resumes
where it was stopped: `--out` holds the checkpoint. The learning rate is level but for a short rise; the last run says
`--finish`, and it falls to nothing over that run, so that a checkpoint is good at any time and can always go on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sacrebleu
import torch
from safetensors.torch import load_file, save_file

from tqcheck.translate.fluent.prompt import prompt
from tqcheck.translate.lexicon import load
from training.back_translation_data import Exchange, Pair, chosen, names, news, supported
from training.back_translation_network import Pieces, adapt, cut, load_base

POOL = 768
WARM_UP = 40
SAVE_EVERY = 300.0


@dataclass(frozen=True, slots=True)
class Example:
    read: list[int]
    said: list[int]

    @property
    def size(self) -> int:
        return len(self.read) + len(self.said)


def examples(pairs: list[Pair], start: int, exchange: Exchange, pieces: Pieces, longest: int) -> Iterator[Example]:
    """From pair number `start` on, round and round; a pair's changes are decided by its number."""
    lexicon = load()
    for number in range(start, 10**9):
        pair = exchange(pairs[number % len(pairs)], random.Random(number))
        read = prompt(pair.arabic, lexicon)
        if not supported(pair.english, read):
            yield Example([], [])
            continue
        example = Example([pieces.bos, *pieces.of(read)], [*pieces.of(" " + pair.english), pieces.eos])
        yield example if example.size <= longest else Example([], [])


def batches(stream: Iterator[Example], tokens: int, rng: random.Random) -> Iterator[tuple[int, list[Example]]]:
    """Batches of like length with their number of pairs consumed (whole pools, so that a resumed run reads on)."""
    while True:
        pool = sorted((e for _ in range(POOL) if (e := next(stream)).read), key=lambda e: e.size)
        found: list[list[Example]] = [[]]
        for example in pool:
            if found[-1] and example.size * (len(found[-1]) + 1) > tokens:
                found.append([])
            found[-1].append(example)
        rng.shuffle(found)
        for at, batch in enumerate(found):
            yield (POOL if at == len(found) - 1 else 0), batch


def loss_of(model: Any, batch: list[Example], fill: int, device: str) -> torch.Tensor:
    """Mean cross-entropy of the English pieces."""
    width = max(e.size for e in batch)
    numbers = torch.full((len(batch), width), fill)
    labels = torch.full((len(batch), width), -100)
    for row, e in enumerate(batch):
        numbers[row, : e.size] = torch.tensor(e.read + e.said)
        labels[row, len(e.read) : e.size] = torch.tensor(e.said)
    numbers, labels = numbers.to(device), labels[:, 1:].to(device)
    # Filled up on the right: what is read comes before the filling, so that the causal mask is mask enough.
    hidden = model.model(input_ids=numbers).last_hidden_state[:, :-1]
    asked = labels != -100
    # What English is written with stands first: the other pieces are read and never said.
    logits = hidden[asked] @ model.get_input_embeddings().weight[: model.vocab_size].T
    return torch.nn.functional.cross_entropy(logits.float(), labels[asked])


@torch.no_grad()
def say(model: Any, pieces: Pieces, arabic: list[str], device: str, batch: int = 24) -> list[str]:
    """Greedy output."""
    lexicon, said = load(), [""] * len(arabic)
    read = [[pieces.bos, *pieces.of(prompt(a, lexicon))] for a in arabic]
    order = sorted(range(len(arabic)), key=lambda i: len(read[i]))
    for at in range(0, len(order), batch):
        rows = order[at : at + batch]
        width = max(len(read[i]) for i in rows)
        numbers = torch.tensor([[pieces.bos] * (width - len(read[i])) + read[i] for i in rows], device=device)
        mask = torch.tensor([[0] * (width - len(read[i])) + [1] * len(read[i]) for i in rows], device=device)
        out = model.generate(input_ids=numbers, attention_mask=mask, max_new_tokens=90, do_sample=False,
                             eos_token_id=pieces.eos, pad_token_id=pieces.eos)  # fmt: skip
        for i, row in zip(rows, out[:, width:].tolist(), strict=True):
            said[i] = pieces.text(row[: row.index(pieces.eos)] if pieces.eos in row else row)
    return said


def watch(model: Any, pieces: Pieces, sets: dict[str, list[tuple[str, str]]], device: str) -> dict[str, list[str]]:
    """Prints chrF and BLEU of each set; gives what was said."""
    model.eval()
    outputs = {}
    for name, rows in sets.items():
        outputs[name] = say(model, pieces, [a for _, a in rows], device)
        references = [[e for e, _ in rows]]
        print(f"  {name} {len(rows)}: chrF {sacrebleu.corpus_chrf(outputs[name], references).score:.1f} "
              f"BLEU {sacrebleu.corpus_bleu(outputs[name], references).score:.1f}", flush=True)  # fmt: skip
    model.train()
    return outputs


def vocabulary(tokenizer: Any, data: Path, pairs: list[Pair], out: Path) -> tuple[list[int], list[int]]:
    """Pieces that are said and pieces that are read: of the pairs, frequent words and names; remembered in `out`."""
    path = out / "pieces.json"
    if not path.exists():
        from wordfreq import top_n_list

        lexicon, known = load(), names(data)
        said = [f" {p.english}" for p in pairs] + [f" {e}" for e, _ in known]
        said += [form for w in top_n_list("en", 50000) for form in (f" {w}", f" {w.capitalize()}")]
        read = [prompt(p.arabic, lexicon) for p in pairs] + [f" {a}" for _, a in known]
        read += [form for w in top_n_list("ar", 40000) for form in (w, f" {w}")]
        path.write_text(
            json.dumps([sorted({*range(300), *_pieces(tokenizer, said)}), sorted(_pieces(tokenizer, read))])
        )
    kept: tuple[list[int], list[int]] = json.loads(path.read_text())
    return kept


def _pieces(tokenizer: Any, texts: list[str]) -> set[int]:
    found: set[int] = set()
    for at in range(0, len(texts), 2000):
        for numbers in tokenizer(texts[at : at + 2000], add_special_tokens=False)["input_ids"]:
            found.update(numbers)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, required=True, help="folder of the language model, made if it is not there"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--finish", action="store_true", help="let the learning rate fall to nothing over this run")
    parser.add_argument("--rank", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=1500, help="pieces a batch")
    parser.add_argument("--longest", type=int, default=260)
    parser.add_argument("--watch", type=int, default=48, help="sentences of each dev set")
    parser.add_argument("--watch-every", type=float, default=30, help="minutes")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--dtype", choices=("float32", "bfloat16"), default="bfloat16")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    model, tokenizer = load_base(args.base, getattr(torch, args.dtype))
    pairs, sets = chosen(args.data, args.seed), news(args.data, args.watch)
    pieces = Pieces(tokenizer, *vocabulary(tokenizer, args.data, pairs, args.out))
    cut(model, pieces.kept, pieces.said)
    trained = adapt(model, args.rank)
    model.to(args.device)
    optimiser = torch.optim.AdamW(trained.values(), lr=args.rate, weight_decay=0.0, betas=(0.9, 0.98))
    state = resume(args.out, trained, optimiser)
    size = sum(p.numel() for p in trained.values()) / 1e6
    print(
        f"{len(pairs)} pairs, {len(pieces.kept)} pieces, {pieces.said} of them said, {size:.1f} M trained", flush=True
    )
    print(f"{state['pairs']} pairs seen", flush=True)
    run(model, pieces, trained, optimiser, state, args, Exchange(names(args.data)), pairs, sets)


def resume(out: Path, trained: dict[str, Any], optimiser: Any) -> dict[str, Any]:
    """Puts the checkpoint back, if there is one."""
    if not (out / "state.pt").exists():
        return {"pairs": 0, "step": 0, "minutes": 0.0}
    saved = load_file(out / "adapters.safetensors")
    for name, parameter in trained.items():
        parameter.data.copy_(saved[name])
    state: dict[str, Any] = torch.load(out / "state.pt", weights_only=True)
    optimiser.load_state_dict(state.pop("optimiser"))
    return state


def save(out: Path, trained: dict[str, Any], optimiser: Any, state: dict[str, Any]) -> None:
    for name, write in (
        ("adapters.safetensors", lambda p: save_file({n: w.data.float().cpu() for n, w in trained.items()}, p)),
        ("state.pt", lambda p: torch.save({**state, "optimiser": optimiser.state_dict()}, p)),
    ):
        write(out / f"{name}.new")
        (out / f"{name}.new").replace(out / name)


def run(model, pieces, trained, optimiser, state, args, exchange, pairs, sets) -> None:  # type: ignore[no-untyped-def]
    stream = batches(
        examples(pairs, state["pairs"], exchange, pieces, args.longest), args.tokens, random.Random(state["step"])
    )
    model.train()
    began = saved = time.monotonic()
    away, watched, seen, read, losses = 0.0, args.watch_every, 0, 0, []
    while (minutes := (time.monotonic() - began - away) / 60) < args.minutes:
        consumed, batch = next(stream)
        rise = min(1.0, (state["step"] + 1) / WARM_UP)
        fall = max(0.0, 1 - minutes / args.minutes) if args.finish else 1.0
        for group in optimiser.param_groups:
            group["lr"] = args.rate * rise * fall
        loss = loss_of(model, batch, pieces.eos, args.device)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimiser.step()
        state["step"] += 1
        state["pairs"] += consumed
        seen, read = seen + len(batch), read + sum(e.size for e in batch)
        losses.append(loss.item())
        if state["step"] % 5 == 0:
            rate, level = read / minutes / 60, sum(losses[-50:]) / len(losses[-50:])
            print(f"step {state['step']} (+{seen}) {minutes:.1f} min {rate:.0f} pieces/s loss {level:.3f}", flush=True)
        if time.monotonic() - saved > SAVE_EVERY:
            save(args.out, trained, optimiser, {**state, "minutes": state["minutes"] + minutes})
            saved = time.monotonic()
        if minutes > watched:
            paused = time.monotonic()
            watch(model, pieces, sets, args.device)
            away += time.monotonic() - paused
            watched += args.watch_every
    save(args.out, trained, optimiser, {**state, "minutes": state["minutes"] + minutes})
    said = watch(model, pieces, sets, args.device)
    both = {name: list(zip(sets[name], said[name], strict=True)) for name in sets}
    (args.out / "said.json").write_text(json.dumps(both, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
