"""Makes the table of opposites: `python -m training.opposites [--wordnet DIR]`.

WordNet 3.0 (Debian's `wordnet-base`) says which English words are opposites: its antonyms, those of the other words of
a sense, those of the head of a satellite adjective, and for verbs those of what is right above them (to widen is to
increase). What is only the other with a prefix ("illegal") is left to the check on prefixes, what belongs to a closed
class (all, some, before) to `classes.tsv`. With each word stand the words that may say the same. Seconds.
"""

from __future__ import annotations

import argparse
import gzip
from collections import defaultdict
from pathlib import Path

from wordfreq import zipf_frequency

from tqcheck.lang import ENGLISH, words_of
from tqcheck.meaning.opposites import FILE
from training.wordnet import FOLDER, WordNet

OUT = Path(__file__).parent.parent / "tqcheck" / "meaning" / FILE
FREQUENT, MEANT = 2.8, 2.5
"""Zipf frequencies from which on a word is met in news, and may be what a dictionary says."""
CLOSED = frozenset(
    "both each all ever never some few many there here any every more most less least no not none one another other"
    " first last much over under up down out off now then before after above below yes also only get come go have make"
    " take give man woman right left young medical surgical loan lend borrow".split()
)
"""Words of closed classes, those that mean too much, and those whose opposites render them («عمره», his age: old)."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "a", "de")


def opposites(net: WordNet, word: str) -> set[str]:
    """What may be meant by the contrary of a word."""
    found = set(net.antonyms(word))
    for key in net.usual(word):
        for mate in net.senses[key].words:
            found |= net.antonyms(mate)
        for above in net.senses[key].above if key[0] == "v" else ():
            found.update(a for own in net.senses[above].antonyms.values() for a in own)
    return {one for one in found if not _with_prefix(word, one)} - net.synonyms(word)


def _is_meant(word: str) -> bool:
    return word.isalpha() and zipf_frequency(word, ENGLISH) >= MEANT


def _with_prefix(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    prefixed = {prefix + mark + short for prefix in _PREFIXES for mark in ("", "-")}
    return one.endswith("less") or other.endswith("less") or long in prefixed


def irregular(folder: Path) -> dict[str, set[str]]:
    """Irregular forms of each word."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for part in ("verb", "adj", "adv", "noun"):
        for line in (folder / f"{part}.exc").read_text("latin-1").splitlines():
            form, *words = line.split()
            for word in words:
                found[word].add(form)
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, default=FOLDER)
    options = parser.parse_args()
    net, forms = WordNet.read(options.wordnet), irregular(options.wordnet)
    closed = words_of(ENGLISH, "function") | CLOSED
    rows, said = [], set()
    for word in sorted(net.words):
        if not word.isalpha() or word in closed or zipf_frequency(word, ENGLISH) < FREQUENT:
            continue
        against = {one for one in opposites(net, word) if _is_meant(one) and one not in closed}
        if against:
            same = {one for one in net.synonyms(word) if _is_meant(one)} - {word}
            said |= {word, *against, *same}
            rows.append(f"{word}\t{' '.join(sorted(against))}\t{' '.join(sorted(same))}")
    odd = [f"{form}\t{word}\t" for word in sorted(said) for form in sorted(forms.get(word, ())) if form.isalpha()]
    text = "\n".join([*rows, "", *odd])
    OUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(len(rows), "words with opposites,", len(odd), "irregular forms,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
