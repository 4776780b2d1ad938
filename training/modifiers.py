"""Trains the judge of lost modifiers: `python -m training.modifiers --data DIR [--wordnet DIR] [--cases FILE]`.

Modifiers are English words that WordNet has as adjectives or adverbs more often than as anything else; that list is
written as well. Of published translations from `train/` (news, guides, encyclopedic text; no software manuals) one copy
each loses one modifier that both sides link firmly to each other: its Arabic word, or its English one. Real is the word
that stays behind, false every modifier of a pair as published. Sources are never split in what is printed. What the
coverage model says of the pairs is kept in FILE. Ten minutes on one core, nearly all of them for the coverage model.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import pickle
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import wordfreq
from safetensors.numpy import save_file
from torch import nn

import tqcheck.coverage.modifiers as runtime
from tqcheck.coverage.light_words import light
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.coverage.spans import SideWords
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.records import Coverage, Span
from training.finding_data import usable
from training.wordnet import FOLDER, WordNet

OUT = Path(__file__).parent.parent / "tqcheck" / "coverage"
FREQUENT = 2.7
"""Zipf frequency from which on an English modifier is listed."""
MOSTLY = 0.5
"""Share of a word's uses as adjective or adverb from which on it is a modifier."""
SOURCES = {
    "news_bbc_newsspec": 700, "doc_umbrella": 300, "mined_mlqa": 300, "doc_baligh_syria": 150, "doc_qaduni": 150,
    "doc_gndem_elections": 150, "doc_caravans_of_gold": 80, "doc_palurban": 120, "xsafety": 60, "mlqa_questions": 60,
    "doc_nl_covid": 100, "po_herams": 80, "docs_opensource_guide": 120, "l10n_whitehall": 60, "tatoeba": 100,
}  # fmt: skip
"""Pairs at most of each source."""
FIRM, DOUBTED, ALIKE = 0.6, 0.15, 0.6
"""Least strength of the link, greatest doubt and least likeness of two words that render each other for sure."""
HIDDEN, NETWORKS, EPOCHS, BATCH = 16, 3, 40, 256
FOLDS = 4
_FAR = 4.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A pair and what the coverage model says of it; `lost`: side (0 English) and place of a word left behind."""

    texts: tuple[str, str]
    source: str
    covered: tuple[Coverage, Coverage]
    lost: tuple[int, Span] | None = None


def listed(net: WordNet) -> list[str]:
    """The English modifiers."""
    found = []
    for word in net.words:
        parts = Counter({key[0]: 0.5 for key in net.words[word]})
        for key in net.words[word]:
            parts[key[0]] += net.uses.get((word, key), 0)
        share = (parts["a"] + parts["r"]) / sum(parts.values())
        usual = re.fullmatch("[a-z]{3,}(?:-[a-z]+)*", word) and wordfreq.zipf_frequency(word, "en") >= FREQUENT
        if usual and share >= MOSTLY and not light(word):
            found.append(word)
    return sorted(found)


def rows(folder: Path, draw: random.Random) -> list[tuple[str, str, str]]:
    """English, Arabic and source of the pairs."""
    by_source: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted((folder / "train").glob("parallel*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                english, arabic, source, *rest = line.rstrip("\n").split("\t")
                name = source.partition("_")[0] if source.startswith("tatoeba") else source
                human = not rest or rest[0] == "human"
                if name in SOURCES and human and usable(english, arabic) and 6 <= len(english.split()) <= 40:
                    by_source[name].append((english, arabic))
    out = []
    for name, most in SOURCES.items():
        draw.shuffle(by_source[name])
        out += [(english, arabic, name) for english, arabic in by_source[name][:most]]
    draw.shuffle(out)
    return out


def cases(given: Sequence[tuple[str, str, str]], words: frozenset[str], draw: random.Random) -> Iterator[Case]:
    """The pairs as published, and copies of which each has lost a modifier."""
    model = NeuralCoverage(UseEncoder())
    for start in range(0, len(given), 200):
        part = given[start : start + 200]
        whole = model.predict([(english, arabic) for english, arabic, _ in part])
        damaged = []
        for (english, arabic, source), covered in zip(part, whole, strict=True):
            yield Case((english, arabic), source, covered)
            damaged += [
                (*one, source) for side in (0, 1) if (one := _damaged((english, arabic), covered, side, words, draw))
            ]
        for (texts, lost, source), covered in zip(damaged, model.predict([d[0] for d in damaged]), strict=True):
            yield Case(texts, source, covered, lost)


def _damaged(
    texts: tuple[str, str], covered: tuple[Coverage, Coverage], side: int, words: frozenset[str], draw: random.Random
) -> tuple[tuple[str, str], tuple[int, Span]] | None:
    """The pair without a modifier's rendering, whose own word stays on `side`."""
    own, other = covered[side].words, covered[1 - side].words
    able = []
    for at, word in enumerate(own):
        there = word.counterpart
        if there is None or (word.link or 0.0) < FIRM or other[there].counterpart != at:
            continue
        spans = (word.span, other[there].span) if side == 0 else (other[there].span, word.span)
        english, arabic = spans[0].of(texts[0]), spans[1].of(texts[1])
        alone = sum(one.counterpart == there for one in own) == 1 and word.p <= DOUBTED and (word.alike or 0.0) >= ALIKE
        if alone and english in words and re.fullmatch("(?:ال)?[\u0621-\u0652]{3,}", arabic):
            able.append((word.span, other[there].span))
    if not able:
        return None
    stays, goes = draw.choice(able)
    text = texts[1 - side]
    cut = " ".join(filter(None, (text[: goes.start].rstrip(), text[goes.end :].lstrip())))
    cut = re.sub(r" (?=[,;:.،؛؟?!])", "", cut)
    cut = re.sub(r"\b([Aa])n (?=[b-df-hj-np-tv-z])", r"\1 ", cut)
    return ((texts[0], cut) if side == 0 else (cut, texts[1])), (side, stays)


def examples(given: Sequence[Case], side: int) -> tuple[Floats, Floats, list[str], list[str]]:
    """Features, labels and sources of the modifiers of a side (0 English), and the features' names."""
    x, y, sources, names = [], [], [], []
    for case in given:
        if case.lost and case.lost[0] != side:
            continue
        sides = [SideWords.of(text, covered) for text, covered in zip(case.texts, case.covered, strict=True)]
        own, other = sides[side], sides[1 - side]
        for at in runtime.modifiers(own, arabic=side == 1):
            if case.lost and not own.words[at].span.overlaps(case.lost[1]):
                continue
            known = runtime.features(own, other, at, arabic=side == 1)
            names = list(known)
            x.append(list(known.values()))
            y.append(float(case.lost is not None))
            sources.append(case.source)
    return np.array(x), np.array(y), sources, names


def fitted(x: Floats, y: Floats) -> dict[str, npt.NDArray[np.float32]]:
    """The judge's arrays: several networks put side by side, their odds averaged."""
    mean, deviation = x.mean(0), x.std(0) + 1e-6
    z = torch.tensor(np.clip((x - mean) / deviation, -_FAR, _FAR), dtype=torch.float32)
    labels = torch.tensor(y, dtype=torch.float32)
    weigh = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(0.3))
    hidden, bias, out, last = [], [], [], 0.0
    for seed in range(NETWORKS):
        torch.manual_seed(seed)
        first, second = nn.Linear(x.shape[1], HIDDEN), nn.Linear(HIDDEN, 1)
        network = nn.Sequential(first, nn.Tanh(), nn.Dropout(0.2), second)
        best = torch.optim.AdamW(network.parameters(), lr=5e-3, weight_decay=1e-2)
        for _ in range(EPOCHS):
            for chosen in torch.randperm(len(z)).split(BATCH):
                loss = weigh(network(z[chosen])[:, 0], labels[chosen])
                best.zero_grad()
                loss.backward()
                best.step()
        hidden.append(first.weight.detach().numpy())
        bias.append(first.bias.detach().numpy())
        out.append(second.weight.detach().numpy()[0] / NETWORKS)
        last += float(second.bias.detach()) / NETWORKS
    return {
        "mean": mean.astype(np.float32), "deviation": deviation.astype(np.float32), "hidden": np.concatenate(hidden),
        "hidden_bias": np.concatenate(bias), "out": np.concatenate(out), "out_bias": np.array([last], np.float32),
    }  # fmt: skip


def odds(judge: dict[str, npt.NDArray[np.float32]], x: Floats) -> Floats:
    """Log-odds of rows of features."""
    z = np.clip((x - judge["mean"]) / judge["deviation"], -_FAR, _FAR)
    return np.tanh(z @ judge["hidden"].T + judge["hidden_bias"]) @ judge["out"] + judge["out_bias"][0]


def left_out(x: Floats, y: Floats, sources: Sequence[str]) -> str:
    """What the judge finds of sources that it was not trained on, at shares of false alarms."""
    names = sorted(set(sources))
    fold = np.array([names.index(source) % FOLDS for source in sources])
    said = np.zeros(len(y))
    for number in range(FOLDS):
        said[fold == number] = odds(fitted(x[fold != number], y[fold != number]), x[fold == number])
    false = np.sort(said[y == 0])[::-1]
    found = {share: (said[y == 1] > false[int(len(false) * share)]).mean() for share in (0.005, 0.01, 0.02, 0.05)}
    return ", ".join(f"{recall:.2f} found at {share:.1%} false alarms" for share, recall in found.items())


def main() -> None:
    """Write the list and the judges."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--wordnet", type=Path, default=FOLDER, help="WordNet's `dict` folder")
    parser.add_argument("--cases", type=Path, help="keep the pairs here, and read them from here where it is there")
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    words = listed(WordNet.read(options.wordnet))
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write("\n".join(words).encode())
    (OUT / runtime.WORDS).write_bytes(packed.getvalue())
    print(f"{len(words)} English modifiers")
    if options.cases and options.cases.exists():
        given = pickle.loads(options.cases.read_bytes())
    else:
        draw = random.Random(options.seed)
        given = list(cases(rows(Path(options.data), draw), frozenset(words), draw))
    if options.cases and not options.cases.exists():
        options.cases.write_bytes(pickle.dumps(given))
    for side, name in enumerate(runtime.WEIGHTS):
        x, y, sources, names = examples(given, side)
        print(f"{name}: {len(y)} modifiers, {int(y.sum())} lost: {left_out(x, y, sources)}")
        save_file(fitted(x, y), OUT / name, metadata={"features": json.dumps(names)})


if __name__ == "__main__":
    main()
