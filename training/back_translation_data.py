"""The examples of the back-translation training: pairs chosen by source, numbers and names exchanged, glossed."""

from __future__ import annotations

import gzip
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import wordfreq

from tqcheck.text.normalise import normalise

# Sentences of a source that tell something and are read at most; the others are read whole. Manuals and interface
# strings teach little about news, and there are many of them.
MOST = {
    "ms_dynamics365_ops": 1500, "ms_project_operations": 500, "ms_customer_insights": 500, "docs_react": 100,
    "mt_3b1b": 5000, "mt_i2p_site": 1000, "cap_flickr8k": 800, "po_debian_handbook": 1500, "l10n_mozilla_lang": 100,
    "l10n_mozilla_www": 200, "l10n_ethereum_fork": 300, "doc_ethereum_fork": 500, "doc_organicmaps": 100,
    "l10n_redcross_cash": 0, "doc_nodejs": 150, "xsafety": 150,
}  # fmt: skip
OTHERS = 0.15
"""Of sentences that instruct, ask or address someone, and of short ones: at most this share of a source's telling ones,
or a fifth of the source up to `FEW`, whichever is more."""
FEW = 400
SHORTEST, LONGEST = 4, 55
NUMBER = re.compile(r"(?<![\d.,:/-])\d{2,}(?:,\d{3})*(?:\.\d+)?(?![\d.,:/-])")
CAPITALISED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
PARTICLES = ("", "و", "ل", "ب")
SUPPORT = 0.6
TELLING = 9
ADDRESSED = re.compile(r"\b(?:you|your|yours|I|my|me|click|please|select)\b", re.I)
ASKING = re.compile(r"(?:Which|What|How|To|The following|In this (?:chapter|section))\b", re.I)
EXCHANGED = 0.5
"""Share of the pairs in which a number or a name is exchanged, where there is one."""


@dataclass(frozen=True, slots=True)
class Pair:
    english: str
    arabic: str
    source: str


def rows(data: Path) -> Iterator[Pair]:
    for name in ("parallel", "parallel2"):
        with gzip.open(data / f"train/{name}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                english, arabic, source, *_ = line.rstrip("\n").split("\t")
                if source != "source":
                    yield Pair(english.strip(), arabic.strip(), source)


def usable(pair: Pair) -> bool:
    english, arabic = len(pair.english.split()), len(pair.arabic.split())
    letters = len(re.findall(r"[\u0621-\u064a]", pair.arabic))
    return (
        SHORTEST <= english <= LONGEST
        and 3 <= arabic <= LONGEST
        and 0.45 < arabic / english < 1.7
        and letters > 0.6 * len(re.sub(r"\s", "", pair.arabic))
        and re.search(r"[\u0621-\u064a]", pair.english) is None
        and re.search(r"[<>{}|\\_]|https?:|\[\[", pair.english + pair.arabic) is None
    )


def chosen(data: Path, seed: int) -> list[Pair]:
    """Usable pairs, each English once, in an order that the seed decides."""
    rng = random.Random(seed)
    by_source: dict[str, tuple[list[Pair], list[Pair]]] = defaultdict(lambda: ([], []))
    seen: set[str] = set()
    for pair in rows(data):
        if pair.english not in seen and usable(pair):
            seen.add(pair.english)
            by_source[pair.source][not tells(pair.english)].append(pair)
    pairs: list[Pair] = []
    for source, (telling, others) in sorted(by_source.items()):
        rng.shuffle(telling)
        rng.shuffle(others)
        telling = telling[: MOST.get(source, len(telling))]
        pairs += telling + others[: max(int(OTHERS * len(telling)), min(len(others) // 5, FEW))]
    rng.shuffle(pairs)
    return pairs


def tells(english: str) -> bool:
    """Whether a sentence states something of somebody, as news does: no instruction, question or label."""
    return (
        len(english.split()) >= TELLING
        and english[0].isupper()
        and english.rstrip("\"”’')")[-1:] == "."
        and ADDRESSED.search(english) is None
        and ASKING.match(english) is None
    )


def supported(english: str, read: str) -> bool:
    """Whether most content words of the English can be found in what is read, and the other way round.

    A translator's freedom is no fault, but a small model that is shown it learns to make things up.
    """
    said, told = _starts(english), _starts(read)
    shared = said & told
    return len(shared) >= SUPPORT * len(said) and len(shared) >= SUPPORT / 2 * len(told)


def _starts(text: str) -> set[str]:
    """The beginnings of content words, by which forms of a word are one."""
    return {w[:4] for w in re.findall(r"[a-z]{4,}", text.lower()) if w not in _frequent()}


@cache
def _frequent() -> frozenset[str]:
    return frozenset(wordfreq.top_n_list("en", 120))


class Exchange:
    """Puts other numbers and names into both sides, so that they are copied and not remembered."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        self._names = [(e, a) for e, a in names if len(e) > 2 and len(a) > 2]
        self._arabic: dict[str, set[str]] = defaultdict(set)
        for english, arabic in self._names:
            self._arabic[english].add(arabic)

    def __call__(self, pair: Pair, rng: random.Random) -> Pair:
        english, arabic = pair.english, normalise(pair.arabic).text
        if rng.random() < EXCHANGED:
            english, arabic = _number(english, arabic, rng)
        if rng.random() < EXCHANGED:
            english, arabic = self._name(english, arabic, rng)
        return Pair(english, arabic, pair.source)

    def _name(self, english: str, arabic: str, rng: random.Random) -> tuple[str, str]:
        tokens = arabic.split()
        for match in CAPITALISED.finditer(english):
            for known in self._arabic.get(match[0], ()):
                for particle in PARTICLES:
                    if particle + known in tokens:
                        new_english, new_arabic = rng.choice(self._names)
                        at = tokens.index(particle + known)
                        tokens[at] = particle + new_arabic
                        return english[: match.start()] + new_english + english[match.end() :], " ".join(tokens)
        return english, arabic


def _number(english: str, arabic: str, rng: random.Random) -> tuple[str, str]:
    for match in NUMBER.finditer(english):
        if len(re.findall(rf"(?<![\d.,]){re.escape(match[0])}(?![\d.,])", arabic)) == 1:
            new = re.sub(r"\d", lambda _: str(rng.randint(1, 9)), match[0])
            if re.fullmatch(r"(19|20)\d\d", match[0]):
                new = str(rng.randint(1900, 2030))
            return (
                english[: match.start()] + new + english[match.end() :],
                re.sub(rf"(?<![\d.,]){re.escape(match[0])}(?![\d.,])", new, arabic),
            )
    return english, arabic


def names(data: Path) -> list[tuple[str, str]]:
    """Common name tokens, English capitalised and Arabic."""
    found = []
    with gzip.open(data / "lexicon/wikidata_name_tokens.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            english, arabic = line.rstrip("\n").split("\t")[:2]
            if english.isascii() and english.isalpha() and " " not in arabic:
                found.append((english.capitalize(), arabic))
    return found[:20000]


def news(data: Path, count: int) -> dict[str, list[tuple[str, str]]]:
    """Dev sentences to watch, (English, Arabic), evenly from each file."""
    sets = {"flores": [], "ntrex": [], "xnli": []}  # type: dict[str, list[tuple[str, str]]]
    with gzip.open(data / "dev/flores_dev_recorded_mt.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        sets["flores"] = [(c[0], c[1]) for line in lines if len(c := line.rstrip("\n").split("\t")) > 1]
    for line in (data / "dev/ntrex_45docs.tsv").read_text("utf-8").splitlines():
        if len(c := line.split("\t")) > 2 and c[0] != "doc":
            sets["ntrex"].append((c[1], c[2]))
    for line in (data / "dev/held/xnli.tsv").read_text("utf-8").splitlines():
        if len(c := line.split("\t")) > 1:
            sets["xnli"].append((c[0], c[1]))
    return {name: own[:: max(1, len(own) // count)][:count] for name, own in sets.items()}
