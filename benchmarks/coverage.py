"""Word coverage: deleted words found, false alarms, calibration, cost. `python -m benchmarks.coverage --data DIR`

Words are deleted at a random place (seed 7) of clean news translations: from the Arabic (omission) or from the English
(addition). Figures are given for all documents, and for those that calibration and thresholds have not seen; then, for
3 to 6 words alone, of the sources of other translators that nothing was trained or fitted on. `--weights FILE` measures
other weights than those shipped, `--brief` the areas under the curve alone.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from safetensors import safe_open  # noqa: F401  (imported before the clock starts, as torch is)

from benchmarks.findings import sources
from tqcheck.checks.coverage import SENSITIVITY, checks_for
from tqcheck.coverage import CoverageModel, load
from tqcheck.coverage.back_translation import BackTranslationEvidence
from tqcheck.coverage.light_words import is_light
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.evidence import with_occlusions
from tqcheck.records import Bead, Bitext, Coverage, Document, DocumentEvidence, Evidence, Finding, Segment, Span
from tqcheck.text.words import words
from training.coverage_calibrate import back_translated, read_recorded
from training.coverage_watch import auc

Pair = tuple[str, str]
Both = tuple[Coverage, Coverage]
CODES = ("TQ201", "TQ202")
SURE = 0.5
"""The `--fail-confidence` that the README recommends for gating whole articles."""
LONG, MOST = 14, 1200
"""Least words of a side, and most sentences, of a source that is measured briefly."""


def delete(text: str, low: int, high: int, draw: random.Random) -> str:
    """The text without `low` to `high` words at a random place behind the first word."""
    spans = words(text)
    size = draw.randint(low, high)
    start = draw.randint(1, max(1, len(spans) - size - 1))
    return text[: spans[start].start] + text[spans[min(start + size, len(spans)) - 1].end :].lstrip()


@cache
def _encoder() -> UseEncoder:
    return UseEncoder()


def findings(pairs: Sequence[Pair], covered: Sequence[Both], sensitivity: str) -> list[list[Finding]]:
    """What the two checks say of each pair."""
    out: list[list[Finding]] = [[] for _ in pairs]
    beads, sides = [], []
    for i, pair in enumerate(pairs):
        segments = [
            Segment(document=Document(path=lang, text=text), lang=lang, span=Span(start=0, end=len(text)), text=text)
            for lang, text in zip(("en", "ar"), pair, strict=True)
        ]
        sides.append(segments)
        bead = Bead(index=i, source=(segments[0],), target=(segments[1],))
        beads.append(Evidence(bead=bead, source_coverage=covered[i][0], target_coverage=covered[i][1]))
    bitext = Bitext(
        path="-", source_lang="en", target_lang="ar",
        source=tuple(s[0] for s in sides), target=tuple(s[1] for s in sides),
    )  # fmt: skip
    document = with_occlusions(DocumentEvidence(bitext=bitext, beads=tuple(beads)), _encoder().encode)
    for check in checks_for(sensitivity):
        for finding in check.findings(document):
            out[finding.bead].append(finding)
    return out


def _has(found: Sequence[Sequence[Finding]], code: str, sure: float = 0.0) -> float:
    hit = sum(any(f.code == code and (f.confidence or 0.0) >= sure for f in one) for one in found)
    return hit / max(1, len(found))


def calibration(p: np.ndarray, truth: np.ndarray) -> tuple[float, list[str]]:
    """Expected calibration error over ten bins, and the reliability table."""
    error, lines = 0.0, []
    for k in range(10):
        inside = (p >= k / 10) & (p < (k + 1) / 10 + (k == 9))
        if inside.any():
            error += inside.mean() * abs(p[inside].mean() - truth[inside].mean())
            lines.append(f"    {k / 10:.1f}-{(k + 1) / 10:.1f}  n {inside.sum():4d}  said {p[inside].mean():.2f}"
                         f"  true {truth[inside].mean():.2f}")  # fmt: skip
    return error, lines


def measure(model: CoverageModel, pairs: Sequence[Pair], title: str) -> None:
    """Everything that deletion tells, on one set of clean pairs."""
    pairs = [p for p in pairs if min(len(words(t)) for t in p) >= 10]
    clean = model.predict(pairs)
    print(f"\n{title}: {len(pairs)} sentences")
    for side, name in enumerate(("omission", "addition")):
        draw = random.Random(7)
        for low, high in ((3, 6), (8, 12), (2, 2)):
            chosen = [i for i, p in enumerate(pairs) if len(words(p[1 - side])) >= high + 8]
            whole, untouched = [pairs[i] for i in chosen], [clean[i] for i in chosen]
            said = np.array([c[side].p for c in untouched])
            cut = [_damaged(pairs[i], side, low, high, draw) for i in chosen]
            covered = model.predict(cut)
            hit = np.array([c[side].p for c in covered])
            recall = (hit > np.quantile(said, 0.95)).mean()
            print(f"  {name}, {low}-{high} words deleted ({len(cut)}): AUC {auc(said, hit):.3f},"
                  f" recall at 5 % false alarms {recall:.2f}")  # fmt: skip
            for sensitivity in SENSITIVITY:
                found = _has(findings(cut, covered, sensitivity), CODES[side])
                print(f"    {sensitivity:6} {CODES[side]} on {found:.2f} of damaged,"
                      f" {_has(findings(whole, untouched, sensitivity), CODES[side]):.3f} of untouched")  # fmt: skip
            found, clear = findings(cut, covered, "normal"), findings(whole, untouched, "normal")
            print(f"    normal, surer than {SURE}: on {_has(found, CODES[side], SURE):.2f} of damaged,"
                  f" {_has(clear, CODES[side], SURE):.3f} of untouched")  # fmt: skip
            if low == 3:
                truth = np.concatenate([np.zeros(len(said)), np.ones(len(hit))])
                error, lines = calibration(np.concatenate([said, hit]), truth)
                print(f"    expected calibration error {error:.3f}", *lines, sep="\n")


def briefly(model: CoverageModel, pairs: Sequence[Pair], title: str) -> None:
    """Area under the ROC curve and recall at 4 % false alarms, 3 to 6 words deleted."""
    pairs = [p for p in pairs if min(len(words(t)) for t in p) >= LONG]
    clean = model.predict(pairs)
    print(f"  {title:20} {len(pairs):4} sentences", end="")
    for side, name in enumerate(("omission", "addition")):
        draw = random.Random(7)
        hit = np.array([c[side].p for c in model.predict([_damaged(p, side, 3, 6, draw) for p in pairs])])
        said = np.array([c[side].p for c in clean])
        print(f"  {name} {auc(said, hit):.3f} ({(hit > np.quantile(said, 0.96)).mean():.2f})", end="")
    print(flush=True)


def _damaged(pair: Pair, side: int, low: int, high: int, draw: random.Random) -> Pair:
    if side == 0:
        return pair[0], delete(pair[1], low, high, draw)
    return delete(pair[0], low, high, draw), pair[1]


def alarms(model: CoverageModel, pairs: Sequence[Pair], title: str) -> None:
    """Findings per 100 clean sentences, by severity."""
    covered = model.predict(pairs)
    for sensitivity in SENSITIVITY:
        found = [f for one in findings(pairs, covered, sensitivity) for f in one]
        counts = Counter((f.code, f.severity.value) for f in found)
        rates = [f"{code} {severity} {100 * n / len(pairs):.1f}" for (code, severity), n in sorted(counts.items())]
        print(f"  {title} {sensitivity:6}", "  ".join(rates))


def with_back_translations(model: NeuralCoverage, path: Path) -> None:
    """Omissions with and without a back-translation, on the rows that it was not fitted on.

    Simulated: what a system had made of the deleted Arabic words is deleted from what it said.
    """
    pairs, systems = read_recorded(path, 1)
    encoder = UseEncoder()
    second = BackTranslationEvidence(lambda: encoder)
    sides, words_ = [], []
    for english, covered, said, lost, any_lost in back_translated(model, pairs, systems):
        again = second.reweigh(covered, english, said)
        sides.append((covered.p, again.p, any_lost))
        words_ += [(a.p, b.p, x) for a, b, x in zip(covered.words, again.words, lost, strict=True) if x >= 0]
    print(f"\nWith recorded back-translations of {len(systems)} systems ({len(sides)} sentences)")
    for name, rows in (("sentences", np.array(sides)), ("words", np.array(words_))):
        for k, title in enumerate(("without", "with")):
            clean, lost = rows[rows[:, 2] == 0, k], rows[rows[:, 2] == 1, k]
            recall = (lost > np.quantile(clean, 0.95)).mean()
            print(f"  {name:9} {title:7} AUC {auc(clean, lost):.3f}, recall at 5 % false alarms {recall:.2f}")


def cost(pairs: Sequence[Pair]) -> None:
    """Seconds to load behind torch, seconds for 1,000 pairs with no word known yet, peak memory."""
    import torch

    encoder = UseEncoder()
    began = time.perf_counter()
    model = load(encoder)
    loaded = time.perf_counter() - began
    thousand = (list(pairs) * (1000 // len(pairs) + 1))[:1000]
    began, cpu = time.perf_counter(), time.process_time()
    model.predict(thousand)
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nload {loaded:.2f} s, 1000 pairs {seconds:.1f} s ({used:.1f} s of processor, {torch.get_num_threads()}"
          f" threads), peak memory {peak:.0f} MB, {model.identity}")  # fmt: skip


def marking(model: CoverageModel, pairs: Sequence[Pair]) -> None:
    """How well the marked words are those put in: 3 to 6 words of another sentence, at a random place of a side."""
    draw = random.Random(3)
    for side, name in enumerate(("source", "target")):
        made, put = [], []
        for pair in pairs:
            other = draw.choice(pairs)[side]
            size = draw.randint(3, 6)
            start = draw.randint(0, len(words(other)) - size)
            piece = other[words(other)[start].start : words(other)[start + size - 1].end]
            at = words(pair[side])[draw.randint(1, len(words(pair[side])) - 1)].start
            text = pair[side][:at] + piece + " " + pair[side][at:]
            made.append((text, pair[1]) if side == 0 else (pair[0], text))
            put.append(Span(start=at, end=at + len(piece)))
        found, right, marked, wanted = 0, 0, 0, 0
        for pair, span, said in zip(made, put, findings(made, model.predict(made), "normal"), strict=True):
            places = [(f.source if side == 0 else f.target).span for f in said if f.code == CODES[side]]
            places = [p for p in places if p.overlaps(span)]
            content = [w for w in words(pair[side]) if places and not is_light(w.of(pair[side]))]
            chosen = [w for w in content if any(p.overlaps(w) for p in places)]
            found += bool(places)
            marked, wanted = marked + len(chosen), wanted + sum(w.overlaps(span) for w in content)
            right += sum(w.overlaps(span) for w in chosen)
        print(f"  {name}: found {found / len(made):.2f}; of the content words marked {right / marked:.2f} were put in,"
              f" of those put in {right / wanted:.2f} are marked")  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--brief", action="store_true")
    options = parser.parse_args()
    if options.data is None:
        parser.error("name the data with --data DIR or TQCHECK_DATA")
    dev = Path(options.data) / "dev"
    model = NeuralCoverage(UseEncoder(), options.weights)
    print("Area under the ROC curve, and recall at 4 % false alarms, with 3 to 6 words deleted")
    for name, pairs in sources(dev):
        briefly(model, pairs[:MOST], name)
    if not options.brief:
        wholly(model, dev)


def wholly(model: NeuralCoverage, dev: Path) -> None:
    """Everything else."""
    rows = [x.split("\t") for x in (dev / "ntrex_45docs.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    tico = [x.split("\t") for x in (dev / "tico19_sample.tsv").read_text(encoding="utf-8").splitlines()]
    order = {name: i for i, name in enumerate(dict.fromkeys(row[0] for row in rows))}
    news, health = [(r[1], r[2]) for r in rows], [(r[0], r[1]) for r in tico if len(r) > 1]
    cost(news)
    measure(model, news, "news, all documents")
    measure(model, [(r[1], r[2]) for r in rows if order[r[0]] % 2], "news, documents not used for calibration")
    with_back_translations(model, dev / "flores_dev_recorded_mt.tsv.gz")
    print("\n3 to 6 words of another sentence put in, news, at `normal`")
    marking(model, [p for p in news if min(len(words(t)) for t in p) >= 10])
    print("\nFindings per 100 untouched sentences")
    alarms(model, news, "news  ")
    alarms(model, health, "health")


if __name__ == "__main__":
    main()
