"""Whether a classifier of word pairs finds changed words: `python -m benchmarks.word_pairs --data DIR`.

Trains the classifier of `training.word_pairs` (minutes) and asks it of words that are linked both ways: in
`dev/ntrex_45docs.tsv`, which is untouched, so that whatever falls below a threshold is a false alarm, and in the faults
of the kinds antonym and people that are planted in `posts/`. Prints what the tables of TQ203 find alone, and what the
classifier and plain cosine find, alone and beside the tables, at given numbers of false alarms.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from benchmarks.language_checks import document
from benchmarks.planting import FOLDER, plant, read_faults, read_posts, tokens
from tqcheck.api import Engine
from tqcheck.checks.changed import changed
from tqcheck.checks.pairing import Pairing, pairing_of
from tqcheck.config import Config
from tqcheck.coverage.lexical import stem
from tqcheck.coverage.light_words import is_light
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.evidence import gather
from tqcheck.records import DocumentEvidence
from tqcheck.text.normalise import normalise
from training.word_pairs import PairNetwork, trained

SETS = ("given", "own", "held", "fresh", "fresh_held")
KINDS = ("antonym", "people")
ALARMS = (2, 5, 10, 20, 50)
LINKED = 0.35
_ENGLISH, _ARABIC = re.compile("[a-z]{3,}(?:-[a-z]+)*"), re.compile("[\u0621-\u064a]{2}")


@dataclass(frozen=True)
class Link:
    """Two words that are linked both ways, and whether the tables report one of them."""

    english: str
    arabic: str
    reported: bool


class _Silent:
    """A translator that says nothing: back-translations are not looked at here."""

    identity = "silent"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:  # noqa: ARG002
        return [""] * len(texts)


def links(read: DocumentEvidence) -> Iterator[tuple[int, Link]]:
    """The links between content words of a document, with the number of the bead."""
    found = list(changed(read))
    for evidence in read.beads:
        pairing = pairing_of(evidence)
        for at in range(len(pairing.english.spans)) if pairing else ():
            if pairing and (pair := _mutual(pairing, at)):
                marked = [fault.located(pairing.english.side) for fault in found if fault.bead is evidence.bead]
                place = evidence.bead.locate(pairing.english.side, *pair[2])
                yield evidence.bead.index, Link(*pair[:2], any(m and m.span.overlaps(place.span) for m in marked))


def _mutual(pairing: Pairing, at: int) -> tuple[str, str, tuple[int, int]] | None:
    word, english = pairing.english.coverage.words[at], pairing.english.word(at)
    there = word.counterpart
    if there is None or (word.link or 0.0) < LINKED or pairing.best_back(there) != at or is_light(english):
        return None
    arabic = pairing.arabic.word(there)
    settled = any(pairing.english.spans[at].overlaps(span) for span in pairing.english.settled)
    if settled or not _ENGLISH.fullmatch(english) or not _ARABIC.search(arabic):
        return None
    span = pairing.english.spans[at]
    return english, normalise(arabic).text, (span.start, span.end)


def measured(engine: Engine, pairs: Sequence[tuple[str, str]]) -> DocumentEvidence:
    """The evidence on pairs of sentences."""
    bitext = document(pairs).bitext
    return gather([(bitext, bitext.beads)], translator=_Silent(), coverage=engine.coverage).documents[0]


def news(engine: Engine, data: Path) -> list[Link]:
    """The links of untouched text."""
    rows = [line.split("\t") for line in (data / "dev" / "ntrex_45docs.tsv").read_text("utf-8").splitlines()[1:]]
    return [link for _, link in links(measured(engine, [(row[1], row[2]) for row in rows]))]


def planted(engine: Engine) -> list[Link]:
    """The links between the words of a fault: those of the original that it changes, and those that stand instead."""
    pairs, wanted = [], []
    for name in SETS:
        posts = read_posts(FOLDER / f"{name}.txt")
        for fault in read_faults(FOLDER / f"{name}_faults.txt", posts):
            if fault.kind not in KINDS:
                continue
            side = 1 if fault.direction == "en-ar" else 0
            new = {word.strip("،.,:؛") for word in fault.new.split()} - set(fault.old.split())
            for bead in (x for p in plant(posts[fault.post], fault).paragraphs for x in p if x[side] == fault.after):
                pairs.append((bead[0], bead[1]))
                ours, theirs = tokens(fault.words), {normalise(word).text for word in new}
                wanted.append((ours, theirs) if side else (theirs, ours))
    read = links(measured(engine, pairs))
    return [
        link for at, link in read
        if link.english in wanted[at][0] and any(link.arabic in (w, normalise(w).text) for w in wanted[at][1])
    ]  # fmt: skip


def likeness(network: PairNetwork, given: Iterable[Link]) -> tuple[np.ndarray, np.ndarray]:
    """The classifier's odds and the cosine of each link, of the Arabic word or its stem, whichever is more."""
    given, encoder = list(given), UseEncoder()
    ours = torch.from_numpy(encoder.encode_words([link.english for link in given]))
    odds, cosine = [], []
    for spelt in ([link.arabic for link in given], [stem(link.arabic) for link in given]):
        theirs = torch.from_numpy(encoder.encode_words(spelt))
        with torch.inference_mode():
            odds.append(network(ours, theirs).numpy())
        cosine.append((ours * theirs).sum(1).numpy())
    return np.maximum(*odds), np.maximum(*cosine)


def main() -> None:
    """Train, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    options = parser.parse_args()
    if options.data is None:
        parser.error("name the data with --data DIR or TQCHECK_DATA")
    network, told = trained(Path(options.data))
    print(*told, sep="\n")
    engine = Engine(Config(offline=True, mt_model="gloss", cache=False))
    clean, faults = news(engine, Path(options.data)), planted(engine)
    table = np.array([link.reported for link in faults])
    print(f"{len(clean)} links of untouched news, {len(faults)} between the words of a fault")
    print(f"  tables alone: {sum(link.reported for link in clean)} false alarms, {table.mean():.2f} found")
    for name, false, true in zip(
        ("classifier", "cosine"), likeness(network, clean), likeness(network, faults), strict=True
    ):
        for alarms in ALARMS:
            hit = true < np.sort(false)[alarms]
            found = f"{hit.mean():.2f} found alone, {(hit | table).mean():.2f} with the tables"
            print(f"  {name}, {alarms} false alarms: {found}")


if __name__ == "__main__":
    main()
