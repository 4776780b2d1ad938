"""A classifier of an English and an Arabic word: whether one renders the other. `benchmarks.word_pairs` measures it.

It is not shipped: on linked words it is of no use (models.md). A dictionary's pairs are the positives, the negatives
are hard: an Arabic word beside an antonym of what it means, beside another word of its class, beside a near neighbour
in the encoder's space, and beside any word. The network reads the product and the difference of the encoder's two
vectors and has one hidden layer. Every fifth English word is kept out of training.
"""

from __future__ import annotations

import gzip
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import wordfreq
from torch import Tensor, nn

from tqcheck.coverage.lexical import stem
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.text.normalise import normalise
from training.wordnet import WordNet

Floats = npt.NDArray[np.float32]
FREQUENT = 3.0
"""Zipf frequency from which on an English word is met in news."""
HIDDEN = 128
OF_EACH = 3
"""Negatives of a kind for each positive."""
NEAREST = 25
"""Neighbours of an English word among which those are that it is taken for."""
KINDS = ("positive", "antonym", "class", "neighbour", "any")
_ENGLISH = re.compile(r"[a-z]{3,}")
_ARABIC = re.compile(r"[\u0621-\u064a]{2,}")


def dictionary(path: Path) -> dict[str, set[str]]:
    """Arabic words, without article, of each frequent English word."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, _, arabic = line.rstrip("\n").lower().partition("\t")
            if not _ENGLISH.fullmatch(english) or wordfreq.zipf_frequency(english, "en") < FREQUENT:
                continue
            for one in arabic.split("::"):
                word = stem(normalise(one.strip()).text)
                if _ARABIC.fullmatch(word):
                    found[english].add(word)
    return found


class Vectors:
    """The encoder's vectors of words, by index."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self.index = {word: at for at, word in enumerate(self.words)}
        self.table: Floats = UseEncoder().encode_words(self.words)


def classes(net: WordNet, known: Iterable[str]) -> dict[str, list[str]]:
    """The frequent words whose first sense is in the same lexicographer's file of nouns, for each that has one."""
    files: defaultdict[int, list[str]] = defaultdict(list)
    for word in known:
        if keys := [key for key in net.words.get(word, ()) if key[0] == "n"][:1]:
            files[net.senses[keys[0]].file].append(word)
    return {word: own for own in files.values() for word in own}


def negatives(
    english: str, net: WordNet, near: list[str], mates: list[str], every: list[str], draw: random.Random
) -> Iterator[tuple[str, str]]:
    """Kinds and English words that an Arabic word for the English one does not mean."""
    synonyms = net.synonyms(english)
    for kind, words in (
        ("antonym", sorted(net.antonyms(english))), ("class", mates), ("neighbour", near), ("any", every),
    ):  # fmt: skip
        for word in draw.sample(words, min(OF_EACH, len(words))) if words else ():
            if word not in synonyms:
                yield kind, word


def pairs(book: dict[str, set[str]], net: WordNet, english: Vectors, seed: int) -> list[tuple[str, str, int, str]]:
    """English, Arabic, kind, and the English word by which a pair is kept out of training or not."""
    draw = random.Random(seed)
    mates = classes(net, english.words)
    means: defaultdict[str, set[str]] = defaultdict(set)
    for word, said in book.items():
        for one in said:
            means[one].add(word)
    out = []
    for word in sorted(book):
        order = np.argsort(-(english.table @ english.table[english.index[word]]))[1:NEAREST]
        near = [english.words[at] for at in order]
        for arabic in sorted(book[word]):
            out.append((word, arabic, 0, word))
            for kind, other in negatives(word, net, near, mates.get(word, []), english.words, draw):
                known = means[arabic] | {s for m in means[arabic] for s in net.synonyms(m)}
                if other in english.index and other not in known:
                    out.append((other, arabic, KINDS.index(kind), word))
    return out


class PairNetwork(nn.Module):
    """Logit that two words render each other, of their vectors' product and difference."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(1025, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)

    def forward(self, english: Tensor, arabic: Tensor) -> Tensor:
        """(n, 512) and (n, 512) to (n,)."""
        product = english * arabic
        cosine = product.sum(1, keepdim=True)
        read = torch.cat([product * 16, (english - arabic).abs() * 4, cosine * 4], 1)
        logit: Tensor = self.out(torch.relu(self.hidden(nn.functional.dropout(read, 0.1, self.training))))[:, 0]
        return logit


def area(scores: Floats, positive: npt.NDArray[np.bool_]) -> float:
    """Area under the curve: how often a positive is above a negative."""
    order = scores.argsort().argsort() + 1.0
    n, m = int(positive.sum()), int((~positive).sum())
    return float((order[positive].sum() - n * (n + 1) / 2) / max(n * m, 1))


def number_of(word: str) -> int:
    """A number by which words are told apart in every run."""
    return sum(ord(letter) * 31**at for at, letter in enumerate(word)) % 1_000_003


def train(network: PairNetwork, english: Tensor, arabic: Tensor, label: Tensor, rounds: int) -> None:
    """Adam over batches of 1,024; positives weigh as much as negatives."""
    steps = rounds * (len(label) // 1024)
    best = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(best, 2e-3, total_steps=steps + 1)
    weigh = nn.BCEWithLogitsLoss(pos_weight=(1 - label).sum() / label.sum())
    network.train()
    for step in range(steps):
        if step % (len(label) // 1024) == 0:
            order = torch.randperm(len(label))
        chosen = order[(step * 1024) % (len(label) - 1024) :][:1024]
        loss = weigh(network(english[chosen], arabic[chosen]), label[chosen])
        best.zero_grad()
        loss.backward()
        best.step()
        rate.step()


def trained(data: Path, *, rounds: int = 6, seed: int = 5) -> tuple[PairNetwork, list[str]]:
    """The network, and lines that say what it is worth on English words that it was not trained on."""
    torch.manual_seed(seed)
    net = WordNet.read()
    book = dictionary(data / "lexicon" / "arabeyes_dictionary.tsv.gz")
    english, arabic = Vectors(book), Vectors(a for said in book.values() for a in said)
    rows = pairs(book, net, english, seed)
    e = torch.tensor([english.index[row[0]] for row in rows])
    a = torch.tensor([arabic.index[row[1]] for row in rows])
    kind = torch.tensor([row[2] for row in rows])
    held = torch.tensor([number_of(row[3]) % 5 == 0 for row in rows])
    ours, theirs = torch.from_numpy(english.table), torch.from_numpy(arabic.table)
    network = PairNetwork()
    train(network, ours[e[~held]], theirs[a[~held]], (kind[~held] == 0).float(), rounds)
    network.eval()
    with torch.inference_mode():
        said = network(ours[e[held]], theirs[a[held]]).numpy()
        cosine = (ours[e[held]] * theirs[a[held]]).sum(1).numpy()
    own = kind[held].numpy()
    told = [f"{len(book)} English words, {len(rows)} pairs, {int(held.sum())} of them held out"]
    for number, name in enumerate(KINDS[1:], 1):
        chosen = (own == 0) | (own == number)
        areas = (area(scores[chosen], own[chosen] == 0) for scores in (said, cosine))
        told.append(
            f"  against {name:10} {int((own == number).sum()):6}: area {next(areas):.3f}, cosine {next(areas):.3f}"
        )
    return network, told
