"""Makes the table of words that a stem may stand for: `python -m training.back_translation_words --data DIR`.

Up to three English words for an Arabic stem, likeliest first: counts of word alignment (IBM model 1 in both directions,
the gloss's lexicon as its prior) over pairs of the sources whose licence is stated. Where the gloss has to choose one
word for good, the model sees what the word can mean and chooses by its sentence.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import wordfreq

from tqcheck.translate.lexicon import load
from training.lexicon import ARABIC, ENGLISH, Splitter, arabic_frequencies, ids, tokens
from training.word_alignment import possible_links, train

SHIPPED = Path(__file__).parents[1] / "tqcheck/translate/data/words.tsv.gz"
LONGEST = 40
MANUALS = 0.15
"""Share of the software manuals that is read."""
MOST = 3
LEAST_SHARE, LEAST_COUNT = 0.1, 1.2
KNOWN = 30.0
"""How much likelier the gloss's own word is before anything is counted."""
SURE = 2.0
"""Observations that the gloss's own word counts for."""
ENDINGS = re.compile(r"(ing|ed|es|s|ly|er|al)$")


def read(data: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Arabic and English tokens of the pairs whose source states its licence."""
    from tqcheck.translate.segment import key

    split = Splitter(arabic_frequencies())
    left, right = [], []
    seen: set[str] = set()
    rng = np.random.default_rng(0)
    for name in ("parallel", "parallel2"):
        with gzip.open(data / f"train/{name}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                english, arabic, source, *rest = line.rstrip("\n").split("\t")
                if (
                    (rest and rest[1] != "stated")
                    or english in seen
                    or (source[:3] == "ms_" and rng.random() > MANUALS)
                ):
                    continue
                seen.add(english)
                a = tuple(t for w in ARABIC.findall(key(arabic)) for t in tokens(split(w)))
                e = tuple(ENGLISH.findall(english.lower().replace("’", "'")))
                if 0 < len(a) <= LONGEST and 0 < len(e) <= LONGEST:
                    left.append(a)
                    right.append(e)
    return left, right


def counted(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> dict[str, Counter[str]]:
    """Expected counts of English words by Arabic stem; both directions of the alignment must agree."""
    arabic_ids, arabic = ids(left)
    english_ids, english = ids(right)
    links = possible_links(arabic_ids, english_ids)
    stems = load().stems
    own = [stems.get(a, "").lower() for a in arabic]
    prior = np.fromiter(
        (KNOWN if own[a] == english[e] else 1.0 for a, e in zip(links.left, links.right, strict=True)),
        np.float32,
        len(links.left),
    )
    agreement = train(links, prior, given="left", strength=0.5) * train(links, prior, given="right", strength=0.5)
    counts = np.bincount(links.pair, np.where(agreement > 0.15, agreement, 0), len(links.left))
    table: dict[str, Counter[str]] = {}
    for pair in np.flatnonzero(counts > 0.05):
        if not (a := arabic[links.left[pair]]).startswith("+") and not a.endswith("+"):
            table.setdefault(a, Counter())[english[links.right[pair]]] = float(counts[pair])
    return table


@cache
def functional(word: str) -> bool:
    return word in set(wordfreq.top_n_list("en", 60)) or not word.isalpha()


def stem_of(word: str) -> str:
    """What the forms of a word have in common, roughly: two endings off, so that "printers" is with "print"."""
    stem = word.lower()
    for _ in range(2):
        if len(stem) > 4:
            stem = ENDINGS.sub("", stem).rstrip("e")
    return stem


def likeliest(counts: Counter[str], own: str) -> list[str]:
    """The gloss's word and those counted often enough, in order of counts, each in one form."""
    families: dict[str, Counter[str]] = {}
    for word, count in counts.items():
        if not functional(word) and count >= LEAST_COUNT:
            families.setdefault(stem_of(word), Counter())[word] += count
    if own:
        families.setdefault(stem_of(own), Counter())[own.lower()] += SURE
    total = sum(f.total() for f in families.values())
    ranked = sorted(families.values(), key=lambda f: -f.total())
    forms = [own.lower() if own and own.lower() in f else f.most_common(1)[0][0] for f in ranked]
    return [form for form, f in zip(forms, ranked, strict=True) if f.total() >= LEAST_SHARE * total][:MOST]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    args = parser.parse_args()
    left, right = read(args.data)
    print(f"{len(left)} pairs", flush=True)
    table, stems = counted(left, right), load().stems
    rows = []
    for arabic, counts in table.items():
        own = stems.get(arabic, "")
        if own[:1].isupper():
            continue
        if (words := likeliest(counts, own)) and words != [own.lower()]:
            rows.append(f"{arabic}\t{'/'.join(words)}\n")
    args.output.write_bytes(gzip.compress("".join(sorted(rows)).encode(), 9, mtime=0))
    print(f"{len(rows)} stems, {args.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
