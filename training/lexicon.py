"""Induces the gloss's bilingual lexicon: `python -m training.lexicon --data DIR`.

Two sources are put together. Word alignment of a parallel corpus (`train/parallel.tsv.gz`) says how people translate
a word; the sentence encoder's vectors say what a word means that the corpus does not have. The nearest neighbours are
corrected for hubs by CSLS (Conneau et al. 2018, https://arxiv.org/abs/1710.04087). Names are
taken only where the two words sound alike. Takes about 8 CPU minutes.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import wordfreq
from babel import Locale

from tqcheck.encoder.builtin import UseEncoder
from tqcheck.names.common import is_common_arabic, is_common_english, word_list
from tqcheck.names.gazetteer import arabic_key, english_key, gazetteer
from tqcheck.names.phonetics import latin_letters, name_letters, similarity, skeleton
from tqcheck.translate.lexicon import handmade
from tqcheck.translate.segment import Segmented, key, segment
from training.word_alignment import possible_links, train

Floats = npt.NDArray[np.float32]

ENGLISH = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
ARABIC = re.compile(r"[\u0621-\u064a]+")
LONGEST = 45
MANUALS_COUNT = 0.1
"""Weight of a pair of software manuals, three quarters of the corpus: there "date" is what "history" is in news."""
STEMS = 70_000
HEARD = 8
"""Most frequent words of the same consonants that are listened to for a stem."""
TRUST = 1.5
"""How many observations in the corpus a sure neighbour is worth."""
WEAKEST = 0.0
"""CSLS below which a neighbour says nothing."""
ENOUGH = 0.3
ALIKE, SAME_NAME, SURELY_ALIKE = 0.5, 1.0, 1.6
"""Log odds a letter above which a name may be a neighbour, may be written, may be found by its sound alone."""
FOREIGN = ("fr", "es", "de", "it", "pt", "id", "tr", "nl", "pl", "ms", "fil", "sv")


def arabic_frequencies() -> dict[str, float]:
    """log10 frequency per billion words of every Arabic word that wordfreq knows, by lookup spelling."""
    total: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict("ar").items():
        if ARABIC.fullmatch(spelling := key(word)):
            total[spelling] += frequency
    return {word: math.log10(frequency) + 9 for word, frequency in total.items()}


def english_words(extra: Iterable[str]) -> list[str]:
    """Frequent English words, without those that are more at home in another language."""
    listed = [w for w in wordfreq.top_n_list("en", 60000) if ENGLISH.fullmatch(w) and len(w) > 2 and "'" not in w]
    words = [w for w in listed if _is_english(w)][:32000]
    return list(dict.fromkeys([*words, *extra]))


def _is_english(word: str) -> bool:
    own = wordfreq.zipf_frequency(word, "en")
    return all(wordfreq.zipf_frequency(word, other) < own + 0.5 for other in FOREIGN)


class Splitter:
    """Segments words with one frequency table, remembering what it did."""

    def __init__(self, zipf: dict[str, float]) -> None:
        self._zipf = zipf
        self._functions = {phrase for phrase, _ in handmade() if " " not in phrase}
        self._seen: dict[str, Segmented] = {}

    def __call__(self, word: str) -> Segmented:
        if word not in self._seen:
            whole = word in self._functions
            self._seen[word] = Segmented(word) if whole else segment(word, lambda w: self._zipf.get(w, 0.0))
        return self._seen[word]


@dataclass(frozen=True, slots=True)
class Pair:
    """Arabic tokens (particles and pronouns marked `+`), English words, and how much the pair counts."""

    arabic: tuple[str, ...]
    english: tuple[str, ...]
    weight: float


def read_pairs(path: Path, split: Splitter) -> list[Pair]:
    """The distinct sentence pairs that are not too long."""
    pairs: dict[Pair, None] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, arabic, source = line.rstrip("\n").split("\t")
            left = tuple(t for w in ARABIC.findall(key(arabic)) for t in tokens(split(w)))
            right = tuple(ENGLISH.findall(english.lower().replace("’", "'")))
            if 0 < len(left) <= LONGEST and 0 < len(right) <= LONGEST:
                pairs[Pair(left, right, MANUALS_COUNT if source.startswith("ms_") else 1.0)] = None
    return list(pairs)


def tokens(word: Segmented) -> list[str]:
    """The word's parts; "the" is no token, because English and Arabic use it too differently to align."""
    after = ["+" + word.pronoun] if word.pronoun else []
    return [*(p + "+" for p in word.before), word.stem, *after]


def ids(sentences: Iterable[Sequence[str]]) -> tuple[list[list[int]], list[str]]:
    """Word ids of the sentences, and the vocabulary."""
    index: dict[str, int] = {}
    numbered = [[index.setdefault(word, len(index)) for word in sentence] for sentence in sentences]
    return numbered, list(index)


def encode(encoder: UseEncoder, words: Sequence[str]) -> Floats:
    """Unit vectors of the words."""
    return np.concatenate([encoder.encode(words[i : i + 2000]) for i in range(0, len(words), 2000)])


def pair_similarity(a: Floats, b: Floats, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> Floats:
    """Cosine of each pair of rows, in slices that fit the memory."""
    out = np.empty(len(left), np.float32)
    for i in range(0, len(left), 200_000):
        part = slice(i, i + 200_000)
        out[part] = np.einsum("ij,ij->i", a[left[part]], b[right[part]])
    return out


def align(pairs: list[Pair], encoder: UseEncoder, spell: dict[str, str]) -> dict[str, Counter[str]]:
    """Expected counts of English words for each Arabic token, from both directions of the alignment."""
    left, arabic = ids(p.arabic for p in pairs)
    right, english = ids(p.english for p in pairs)
    links = possible_links(left, right)
    vectors = encode(encoder, [spell.get(w, w.strip("+")) for w in arabic]), encode(encoder, english)
    prior = np.exp(pair_similarity(*vectors, links.left, links.right) / 0.12).astype(np.float32)
    forward = train(links, prior, given="left")
    backward = train(links, prior, given="right")
    agreement = forward * backward
    weight = np.array([p.weight for p in pairs], np.float32)[links.sentence]
    counts = np.bincount(links.pair, np.where(agreement > 0.2, agreement * weight, 0), len(links.left))
    table: dict[str, Counter[str]] = {}
    for pair in np.flatnonzero(counts > 0.02):
        table.setdefault(arabic[links.left[pair]], Counter())[english[links.right[pair]]] = float(counts[pair])
    return table


def neighbours(
    arabic: Floats, english: Floats, hubs_from: int = 15000, k: int = 6
) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each Arabic vector the `k` best English rows by CSLS, and their scores."""
    density = np.concatenate(
        [_top_mean(english[i : i + 2000] @ arabic[:hubs_from].T) for i in range(0, len(english), 2000)]
    )
    rows, scores = [], []
    for i in range(0, len(arabic), 2000):
        similarity = arabic[i : i + 2000] @ english.T
        corrected = 2 * similarity - density[None] - _top_mean(similarity)[:, None]
        best = np.argpartition(-corrected, k, axis=1)[:, :k]
        value = np.take_along_axis(corrected, best, 1)
        order = np.argsort(-value, axis=1)
        rows.append(np.take_along_axis(best, order, 1))
        scores.append(np.take_along_axis(value, order, 1))
    return np.concatenate(rows), np.concatenate(scores)


def _top_mean(similarity: Floats) -> Floats:
    top: Floats = np.partition(similarity, -10, axis=1)[:, -10:].mean(1)
    return top


class Chooser:
    """Picks the English of a stem from corpus counts and neighbours; refuses names that do not sound like it."""

    def __init__(self, table: dict[str, Counter[str]], named: dict[str, str]) -> None:
        self._table, self._named = table, named
        self._sounding: dict[str, list[str]] = {}
        for word in wordfreq.top_n_list("en", 60000):
            if word.isascii() and word.isalpha() and len(word) > 3 and not is_common_english(word):
                self._sounding.setdefault(skeleton(word), []).append(word)

    def __call__(self, stem: str, near: list[tuple[str, float]]) -> str:
        """The English word, with a capital where it is a name; empty where nothing is good enough."""
        if stem in self._named:
            return self._named[stem]
        scores: dict[str, float] = Counter()
        for word, count in self._table.get(stem, {}).items():
            if _usable(word):
                scores[word] += count
        near = [(w, s) for w, s in near if _usable(w) and (is_common_english(w) or sounds_like(w, stem) > ALIKE)]
        for (word, _), share in zip(near, _shares([s for _, s in near]), strict=True):
            scores[word] += TRUST * share
        best = max(scores, key=lambda w: scores[w], default="")
        if scores.get(best, 0.0) < ENOUGH:
            best = self._by_sound(stem)
        return trusted(stem, _with_case(best))

    def _by_sound(self, stem: str) -> str:
        if is_common_arabic(stem) or len(stem) < 4:
            return ""
        alike = self._sounding.get(skeleton(stem), [])[:HEARD]
        heard = [(sounds_like(w, stem), w) for w in alike]
        score, word = max(heard, default=(0.0, ""))
        return word if score > SURELY_ALIKE else ""


def trusted(stem: str, english: str) -> str:
    """The English, or nothing where it is a name that is neither known to be the stem's nor sounds like it."""
    if english and not english.isalpha():
        return ""
    if not english[:1].isupper() or sounds_like(english.lower(), stem) >= SAME_NAME:
        return english
    book = gazetteer()
    if book.english.get(english_key(english), set()) & book.arabic.get(arabic_key(stem), set()):
        return english
    everyday = is_common_arabic(stem) and english.lower() not in word_list("proper_en")
    return english.lower() if everyday else ""


def sounds_like(latin: str, arabic: str) -> float:
    """Log odds a letter that the Arabic word renders the English one; around 2 where it does."""
    return similarity(latin_letters(latin), name_letters(arabic))


def _shares(scores: Sequence[float]) -> list[float]:
    """What each neighbour adds: a softmax over their scores, scaled down where even the best is a weak one."""
    if not scores:
        return []
    weights = np.exp((np.array(scores) - max(scores)) / 0.03)
    sure = min(1.0, max(0.0, (max(scores) - WEAKEST) / 0.1))
    return [float(w) for w in sure * weights / weights.sum()]


@cache
def _usable(word: str) -> bool:
    return word.isalpha() and wordfreq.zipf_frequency(word, "en") >= 2.0


def _with_case(word: str) -> str:
    proper = word in word_list("proper_en") or (word and not is_common_english(word))
    return word.capitalize() if proper else word


def named_places() -> dict[str, str]:
    """Territories and languages of CLDR (Unicode licence) that Arabic says in one word."""
    english, arabic = Locale("en"), Locale("ar")
    named: dict[str, str] = {}
    for theirs, ours in ((arabic.languages, english.languages), (arabic.territories, english.territories)):
        for code, name in theirs.items():
            if " " not in name and code in ours:
                named[key(name)] = ours[code]
                named[key(name).removeprefix("ال")] = ours[code]
    return named


def read_vocabulary() -> tuple[dict[str, float], dict[str, str]]:
    """Frequencies of the Arabic words, and for each lookup spelling the commonest way to write it."""
    common: dict[str, tuple[float, str]] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar").items():
        common[key(word)] = max(common.get(key(word), (0.0, "")), (frequency, word))
    return arabic_frequencies(), {spelling: word for spelling, (_, word) in common.items()}


def write(path: Path, rows: Iterable[tuple[str, float, str]]) -> None:
    """The shipped file: stem, ten times its log10 frequency per billion, English. Byte for byte reproducible."""
    lines = "".join(f"{stem}\t{int(zipf * 10)}\t{english}\n" for stem, zipf, english in sorted(rows))
    path.write_bytes(gzip.compress(lines.encode(), mtime=0))


def main() -> None:
    """Reads, aligns, looks for neighbours, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"), help="folder with train/")
    parser.add_argument("--out", type=Path, default=Path("tqcheck/translate/data/lexicon.tsv.gz"))
    arguments = parser.parse_args()
    zipf, spell = read_vocabulary()
    split = Splitter(zipf)
    pairs = read_pairs(arguments.data / "train" / "parallel.tsv.gz", split)
    encoder = UseEncoder()
    table = align(pairs, encoder, spell)
    stems: dict[str, float] = {}
    for word, frequency in zipf.items():
        stem = split(word).stem
        stems[stem] = max(stems.get(stem, 0.0), frequency)
    listed = [w for w in sorted(stems, key=lambda w: -stems[w]) if len(w) > 1][:STEMS]
    counts = Counter(w for p in pairs for w in p.english)
    english = english_words(w for w, n in counts.items() if n >= 3 and len(w) > 2)
    found, scores = neighbours(encode(encoder, [spell.get(w, w) for w in listed]), encode(encoder, english))
    near = {
        stem: [(english[r], float(s)) for r, s in zip(found[i], scores[i], strict=True)]
        for i, stem in enumerate(listed)
    }
    choose = Chooser(table, named_places())
    everything = {*near, *(w for w in table if "+" not in w)}
    write(arguments.out, ((w, zipf.get(w, 0.0), choose(w, near.get(w, []))) for w in everything))
    print(f"{len(everything)} stems, {time.process_time():.0f} CPU seconds")


if __name__ == "__main__":
    main()
