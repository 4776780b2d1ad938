"""Trains the judge of findings: `python -m training.findings --pairs FILE [--out FILE]`; FILE is of `finding_data`.

False is whatever the first stage reports on a pair as published, unless readers said that it is real or arguable
(`judgements.tsv`, beside this file); real is what overlaps a planted fault too. Findings of a damaged pair that do not
touch the fault are left out. Sources are never split: every figure that is printed was made by networks that had not
seen the source (`--folds` of them; as many as there are sources leaves one out at a time). What is written is trained
on all; its odds are then fitted to the judgements, by what those networks said of them. Three minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn

from tqcheck.coverage.judge import features
from tqcheck.coverage.occlusion import Encode, occlusions
from tqcheck.coverage.spans import SideWords, spans
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.store import BlobStore, key_of
from training.coverage_calibrate import fit
from training.coverage_watch import auc
from training.finding_data import Planted

JUDGEMENTS = Path(__file__).with_name("judgements.tsv")
TRUTH = {"real": 1.0, "arguable": 0.5, "false": 0.0}
JUDGED, PLANTED = 3.0, 0.5
"""How much one of them counts beside what is natural and was not judged. Chosen, with the shares of arguable ones, by
how well findings on sources left out were ranked that others had judged."""
HIDDEN, NETWORKS, EPOCHS, BATCH = 24, 3, 60, 256
RATES = (1, 2, 4, 8)
_FAR = 4.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate of a case (by its number); `real` is `None` where it cannot be said, `said` what readers said."""

    case: int
    real: bool | None
    features: dict[str, float]
    said: str | None = None

    @property
    def truth(self) -> float:
        """What is learned of it: 1 real, 0 false."""
        return TRUTH[self.said] if self.said else float(bool(self.real))

    @property
    def weight(self) -> float:
        """How much it counts."""
        return JUDGED if self.said else PLANTED if self.real else 1.0


def load(path: Path) -> Iterator[tuple[Planted, tuple]]:
    """The cases of a file, of which each part is a pickle of its own."""
    with path.open("rb") as file:
        while file.peek(1):
            yield from pickle.load(file)


def judgements(path: Path = JUDGEMENTS) -> dict[tuple[str, ...], str]:
    """What readers said, by pair, language, and place."""
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {tuple(place): said for *place, said in (line.split("\t") for line in lines)}


def candidates(
    cases: Sequence[tuple[Planted, tuple]], encode: Encode, judged: Mapping[tuple[str, ...], str]
) -> Iterator[Candidate]:
    """All candidates of the cases, on either side."""
    sides = [
        [SideWords.of(text, c) for text, c in zip((case.english, case.arabic), covered, strict=True)]
        for case, covered in cases
    ]
    known = iter(occlusions([(both[at], both[1 - at].text) for both in sides for at in (0, 1)], encode))
    for number, ((case, _), both) in enumerate(zip(cases, sides, strict=True)):
        for at, this in enumerate(both):
            found, occluded = spans(this), next(known)
            for span in found:
                facts = features(this, both[1 - at], span, others=len(found), arabic=at == 1, known=occluded)
                said = None if case.kind else judged.get(_place(case, at, this, span))
                yield Candidate(number, _real(case, at, this, span), facts, said)


def _place(case: Planted, side: int, this: SideWords, span: tuple[int, int]) -> tuple[str, ...]:
    """By what a judgement is known."""
    start, end = this.words[span[0]].span.start, this.words[span[1] - 1].span.end
    return key_of(case.english, case.arabic).hex(), ("english", "arabic")[side], str(start), str(end)


def _real(case: Planted, side: int, this: SideWords, span: tuple[int, int]) -> bool | None:
    if not case.kind:
        return False
    content = this.content(*span)
    hit = sum(any(this.words[i].span.overlaps(s) for s in case.marked[side]) for i in content)
    return True if 2 * hit >= len(content) > 0 else None


class Network(nn.Module):
    """One hidden layer over standardised features."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.hidden, self.out = nn.Linear(size, HIDDEN), nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(0.2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Log-odds of each row."""
        return self.out(self.drop(torch.tanh(self.hidden(x)))).squeeze(1)


@dataclass(frozen=True, slots=True)
class Trained:
    """Several networks whose log-odds are averaged, and how features are standardised."""

    mean: np.ndarray
    deviation: np.ndarray
    networks: Sequence[Network]

    def odds(self, x: np.ndarray) -> np.ndarray:
        """Log-odds of rows of features."""
        z = torch.tensor(np.clip((x - self.mean) / self.deviation, -_FAR, _FAR))
        with torch.inference_mode():
            return torch.stack([network.eval()(z) for network in self.networks]).mean(0).numpy()


def train(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> Trained:
    """Networks from different seeds."""
    mean, deviation = x.mean(0), x.std(0) + 1e-6
    z = torch.tensor(np.clip((x - mean) / deviation, -_FAR, _FAR))
    labels, counts = (torch.tensor(of, dtype=torch.float32) for of in (y, weights))
    networks = []
    for seed in range(NETWORKS):
        torch.manual_seed(seed)
        network = Network(x.shape[1])
        optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
        for _ in range(EPOCHS):
            for rows in torch.randperm(len(z)).split(BATCH):
                loss = nn.functional.binary_cross_entropy_with_logits(network(z[rows]), labels[rows], counts[rows])
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
        networks.append(network)
    return Trained(mean, deviation, networks)


def left_out(x: np.ndarray, y: np.ndarray, weights: np.ndarray, sources: Sequence[str], folds: int) -> np.ndarray:
    """Log-odds of every row by networks that saw nothing of its source."""
    names = sorted(set(sources))
    random.Random(1).shuffle(names)
    fold = np.array([names.index(source) % folds for source in sources])
    odds = np.zeros(len(y), np.float32)
    for k in range(min(folds, len(names))):
        odds[fold == k] = train(x[fold != k], y[fold != k], weights[fold != k]).odds(x[fold == k])
    return odds


def confidence(rows: Sequence[Candidate], odds: np.ndarray) -> np.ndarray:
    """Slope and shift of the log-odds by which they fit what readers said, of English and of Arabic words."""
    fitted = []
    for arabic in (0.0, 1.0):
        judged = [(o, row) for o, row in zip(odds, rows, strict=True) if row.said]
        chosen = [(o, row.truth) for o, row in judged if row.features["arabic"] == arabic]
        # What is arguable counts as real once and as false once, everything else twice.
        scores = [[o] for o, _ in chosen] * 2
        fitted.append(fit(scores, [int(y >= 0.5) for _, y in chosen] + [int(y > 0.5) for _, y in chosen]))
    return np.array(fitted)


def save(trained: Trained, names: Sequence[str], fitted: np.ndarray, path: Path) -> None:
    """One network of all: hidden layers side by side, outputs averaged; what fits its odds to judgements beside it."""
    count = len(trained.networks)
    parts = [{k: v.detach().numpy() for k, v in network.state_dict().items()} for network in trained.networks]
    tensors = {
        "mean": trained.mean,
        "deviation": trained.deviation,
        "hidden": np.concatenate([p["hidden.weight"] for p in parts]),
        "hidden_bias": np.concatenate([p["hidden.bias"] for p in parts]),
        "out": np.concatenate([p["out.weight"][0] for p in parts]) / count,
        "out_bias": np.array([sum(p["out.bias"][0] for p in parts) / count]),
        "confidence": fitted,
    }
    save_file({k: v.astype(np.float32) for k, v in tensors.items()}, path, metadata={"features": json.dumps(names)})


def report(cases: Sequence[Planted], rows: Sequence[Candidate], odds: np.ndarray) -> None:
    """Faults found at several rates of false findings, by kind at the third, of sources left out."""
    said = np.array([row.said or "" for row in rows])
    print(f"readers' real against false: AUC {auc(odds[said == 'false'], odds[said == 'real']):.3f}")
    whole = sum(not case.kind for case in cases)
    kinds = Counter(case.kind for case in cases if case.kind)
    real = np.array([bool(row.real) for row in rows])
    print(f"AUC {auc(odds[~real], odds[real]):.3f}")
    false = np.sort(odds[~real])[::-1]
    for rate in RATES:
        least = false[min(len(false) - 1, round(rate / 100 * whole))]
        hit = {row.case for row, o in zip(rows, odds, strict=True) if row.real and o > least}
        by_kind = Counter(cases[number].kind for number in hit)
        shares = "  ".join(f"{kind} {by_kind[kind] / count:.2f}" for kind, count in sorted(kinds.items()))
        print(f"{rate} false in 100 sentences: found {len(hit) / sum(kinds.values()):.3f}  {shares}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="where the weights go; none are made without it")
    parser.add_argument("--cache", type=Path, help="folder in which vectors of texts are kept")
    parser.add_argument("--folds", type=int, default=6)
    options = parser.parse_args()
    loaded = list(load(options.pairs))
    cases = [case for case, _ in loaded]
    encoder = UseEncoder(BlobStore(options.cache, "texts", limit=8192) if options.cache else None)
    rows = [row for row in candidates(loaded, encoder.encode, judgements()) if row.real is not None]
    names = sorted(rows[0].features)
    x = np.array([[row.features[name] for name in names] for row in rows], np.float32)
    y, weights = np.array([row.truth for row in rows]), np.array([row.weight for row in rows])
    print(f"{len(cases)} cases, {len(rows)} candidates, of which {sum(bool(row.real) for row in rows)} were planted"
          f" and {sum(bool(row.said) for row in rows)} judged")  # fmt: skip
    odds = left_out(x, y, weights, [cases[row.case].row.source for row in rows], options.folds)
    report(cases, rows, odds)
    fitted = confidence(rows, odds)
    print("slope and shift of the log-odds, of English and Arabic words:", fitted.round(3).tolist())
    if options.out:
        save(train(x, y, weights), names, fitted, options.out)


if __name__ == "__main__":
    main()
