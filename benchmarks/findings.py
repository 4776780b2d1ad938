"""Findings of omission and addition on sources left out of training: `python -m benchmarks.findings --data DIR`.

Untouched sentences say how often the checks cry wolf; copies with one planted fault say what they find. `--list N`
prints N serious findings on untouched text for people to judge, in random order; code and confidence stand in the last
field, to be cut off before anybody reads. `--judged FILE` (the same lines, the first field replaced by real, arguable
or false) says how far confidence can be believed.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tqcheck.checks.coverage import SENSITIVITY, checks_for
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.coverage.occlusion import Encode
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.evidence import read, with_occlusions
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    DocumentEvidence,
    Evidence,
    Finding,
    Segment,
    Severity,
    Span,
)
from training.finding_data import BLOCK, Planted, Row, measured, usable

MOST = 400
"""Sentences of a source."""
HELD = ("xnli", "doc_nyu_dlsp", "news_clef18_debates")
Case = tuple[Planted, tuple[Coverage, Coverage]]


def sources(dev: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Name and (English, Arabic) pairs of each source."""
    yield "news", [(r[1], r[2]) for r in _rows(dev / "ntrex_45docs.tsv")[1:]]
    for name in HELD:
        yield name, [(r[0], r[1]) for r in _rows(dev / "held" / f"{name}.tsv")]
    yield "health", [(r[0], r[1]) for r in _rows(dev / "tico19_sample.tsv") if len(r) > 1]
    with gzip.open(dev / "flores_dev_recorded_mt.tsv.gz", "rt", encoding="utf-8") as lines:
        yield "encyclopedic", [(r[0], r[1]) for r in (line.rstrip("\n").split("\t") for line in lines)][1:]


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def drawn(dev: Path, most: int, seed: int) -> list[Row]:
    """Blocks of neighbouring sentences of every source."""
    out: list[Row] = []
    for name, pairs in sources(dev):
        kept = [pair for pair in pairs if usable(*pair)]
        starts = list(range(0, len(kept), BLOCK))
        random.Random(seed).shuffle(starts)
        for start in starts[: most // BLOCK]:
            block = len(out)
            out += [Row(english, arabic, name, block) for english, arabic in kept[start : start + BLOCK]]
    return out


def document(cases: Sequence[Case], encode: Encode) -> DocumentEvidence:
    """The pairs as one document, with what the checks read on it."""
    beads, sides = [], []
    for number, (case, covered) in enumerate(cases):
        pair = [
            Segment(document=Document(path=lang, text=text), lang=lang, span=Span(start=0, end=len(text)), text=text)
            for lang, text in (("en", case.english), ("ar", case.arabic))
        ]
        sides.append(pair)
        bead = Bead(index=number, source=(pair[0],), target=(pair[1],))
        beads.append(Evidence(bead=bead, source_coverage=covered[0], target_coverage=covered[1]))
    bitext = Bitext(
        path="-", source_lang="en", target_lang="ar",
        source=tuple(s[0] for s in sides), target=tuple(s[1] for s in sides),
    )  # fmt: skip
    read_ = read(DocumentEvidence(bitext=bitext, beads=tuple(beads)), ("quantities", "names"))
    return with_occlusions(read_, encode)


def found(evidence: DocumentEvidence, sensitivity: str, sure: float = 0.0) -> list[Finding]:
    """What both checks say, `sure` of it at least."""
    said = [finding for check in checks_for(sensitivity) for finding in check.findings(evidence)]
    return [finding for finding in said if (finding.confidence or 0.0) >= sure]


def touches(finding: Finding, case: Planted) -> bool:
    """Whether a finding marks words of the planted fault."""
    places = zip((finding.source, finding.target), case.marked, strict=True)
    return any(place and any(place.span.overlaps(span) for span in marked) for place, marked in places)


def alarms(whole: Sequence[tuple[str, int, DocumentEvidence]], sensitivity: str, sure: float) -> None:
    """Findings in 100 untouched sentences, by source."""
    sizes: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, size, evidence in whole:
        sizes[name] += size
        counts[name].update(f"{f.code} {f.severity}" for f in found(evidence, sensitivity, sure))
    counts["all"] = sum(counts.values(), Counter())
    sizes["all"] = sizes.total()
    for name, count in counts.items():
        rates = (f"{what} {100 * n / sizes[name]:.1f}" for what, n in sorted(count.items()))
        print(f"  {name:20} {sizes[name]:4} sentences: ", "  ".join(rates))


def recall(planted: Sequence[tuple[Planted, DocumentEvidence]], sensitivity: str, sure: float) -> None:
    """Planted faults that are reported as serious, and at all, by kind and by source."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case, evidence in planted:
        hits = [f for f in found(evidence, sensitivity, sure) if touches(f, case)]
        side = "dropped" if case.side == 0 else "added"
        for key in (f"{case.kind} {side}", case.row.source, "all"):
            counts[key].update(all=1, shown=bool(hits), serious=any(f.severity is not Severity.MINOR for f in hits))
    for key, n in sorted(counts.items()):
        print(f"  {key:24} {n['all']:4}: serious {n['serious'] / n['all']:.2f}, shown {n['shown'] / n['all']:.2f}")


def to_judge(whole: Sequence[tuple[str, int, DocumentEvidence]], count: int, seed: int) -> Iterator[str]:
    """Lines `?<TAB>key<TAB>message<TAB>English<TAB>Arabic` of serious findings."""
    lines = []
    for name, _, evidence in whole:
        for f in found(evidence, "normal"):
            if f.severity is not Severity.MINOR:
                bead = evidence.beads[f.bead].bead
                key = f"{f.code}/{f.confidence}/{name}"
                lines.append((f.message, bead.side_text("source"), bead.side_text("target"), key))
    random.Random(seed).shuffle(lines)
    yield from ("\t".join(("?", message, english, arabic, key)) for message, english, arabic, key in lines[:count])


def reliability(path: Path) -> None:
    """Confidence against judgements, by code; arguable counts half."""
    by_code: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for verdict, *_, key in _rows(path):
        code, confidence, _ = key.split("/")
        by_code[code].append((float(confidence), {"real": 1.0, "arguable": 0.5, "false": 0.0}[verdict]))
    for code, pairs in sorted(by_code.items()):
        error = 0.0
        for low in (0.0, 0.1, 0.2, 0.3, 0.5):
            bin_ = [(p, y) for p, y in pairs if low <= p < {0.0: 0.1, 0.1: 0.2, 0.2: 0.3, 0.3: 0.5, 0.5: 1.1}[low]]
            if bin_:
                said, true = (sum(column) / len(bin_) for column in zip(*bin_, strict=True))
                error += len(bin_) / len(pairs) * abs(said - true)
                print(f"  {code} from {low}: n {len(bin_):3}  said {said:.2f}  true {true:.2f}")
        print(f"  {code}: {sum(y for _, y in pairs) / len(pairs):.2f} right, expected calibration error {error:.3f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--most", type=int, default=MOST)
    parser.add_argument("--list", type=int, metavar="N")
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--sure", type=float, default=0.0, help="count findings of this confidence alone")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    if options.judged:
        reliability(options.judged)
        return
    if options.data is None:
        parser.error("name the data with --data DIR or TQCHECK_DATA")
    rows = drawn(Path(options.data) / "dev", options.most, options.seed)
    encoder = UseEncoder()
    cases = list(measured(NeuralCoverage(encoder), rows, rows, random.Random(options.seed), not options.list))
    blocks: dict[int, list[Case]] = defaultdict(list)
    for case, covered in cases:
        if not case.kind:
            blocks[case.row.block].append((case, covered))
    whole = [(part[0][0].row.source, len(part), document(part, encoder.encode)) for part in blocks.values()]
    if options.list:
        print(*to_judge(whole, options.list, options.seed), sep="\n")
        return
    planted = [(case, document([(case, covered)], encoder.encode)) for case, covered in cases if case.kind]
    for sensitivity in SENSITIVITY:
        print(f"{sensitivity}: findings in 100 untouched sentences")
        alarms(whole, sensitivity, options.sure)
        print(f"{sensitivity}: planted faults found")
        recall(planted, sensitivity, options.sure)


if __name__ == "__main__":
    main()
