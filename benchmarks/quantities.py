"""Quantities: own tables, false findings on clean text, speed. `python -m benchmarks.quantities --data DIR`."""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tqcheck.checks.quantities import CHECKS
from tqcheck.evidence import read
from tqcheck.records import Bead, Bitext, Document, DocumentEvidence, Evidence, Finding, Segment, Severity, Span

EXPRESSIONS = Path(__file__).parent.parent / "tests" / "quantity_expressions.tsv"
TABLE = Path(__file__).parent.parent / "tests" / "quantities_pairs.tsv"


def document(pairs: Iterable[tuple[str, str]]) -> DocumentEvidence:
    """Evidence of sentence pairs, one bead a pair, with nothing measured but quantities."""
    rows = list(pairs)
    sides = [
        Document(path="en", text="\n".join(en for en, _ in rows)),
        Document(path="ar", text="\n".join(ar for _, ar in rows)),
    ]
    at = [0, 0]
    beads = []
    for index, row in enumerate(rows):
        segments = []
        for n, (lang, text) in enumerate(zip(("en", "ar"), row, strict=True)):
            span = Span(start=at[n], end=at[n] + len(text))
            segments.append(Segment(document=sides[n], lang=lang, span=span, text=text))
            at[n] += len(text) + 1
        bead = Bead(index=index, source=(segments[0],), target=(segments[1],))
        beads.append(Evidence(bead=bead))
    bitext = Bitext(path="", source_lang="en", target_lang="ar", source=(), target=())
    return read(DocumentEvidence(bitext=bitext, beads=tuple(beads)), ("quantities",))


def found_in(evidence: DocumentEvidence) -> list[Finding]:
    """What all checks on quantities find."""
    return [finding for check in CHECKS for finding in check.findings(evidence)]


def faults(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that say a fact was changed: conversions and approximators are minor."""
    return [f for f in findings if f.severity is not Severity.MINOR]


def own_table() -> None:
    """Precision, recall and F1 of "this pair has a fault" on the table in tests/."""
    counts: Counter[str] = Counter()
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found = faults(found_in(document([(row["en"], row["ar"])])))
            wrong = row["expected"] != "ok"
            outcome = ("tp" if found else "fn") if wrong else ("fp" if found else "tn")
            counts[outcome] += 1
            codes = sorted({f.code for f in found})
            counts["code"] += wrong and row["expected"] in codes
            if outcome in ("fp", "fn") or (wrong and row["expected"] not in codes):
                print(f"  {outcome} [{row['kind']}] expected {row['expected']}, got {codes}: {row['en']} | {row['ar']}")
                for f in found:
                    print(f"      {f.code} {f.message}")
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    precision, recall = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    f1 = 2 * tp / max(2 * tp + fp + fn, 1)
    print(f"own table: {sum(counts[k] for k in ('tp', 'fp', 'fn', 'tn'))} pairs, precision {precision:.3f}, "
          f"recall {recall:.3f}, F1 {f1:.3f}; of {tp + fn} faults {counts['code']} with the expected code")  # fmt: skip


def expressions(path: Path = EXPRESSIONS) -> None:
    """Precision and recall of "this rendering is wrong" on short expressions, by kind; what is read wrong is listed."""
    counts: dict[str, Counter[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found = faults(found_in(document([(row["en"], row["ar"])])))
            outcome = ("tp" if found else "fn") if row["verdict"] == "bad" else ("fp" if found else "tn")
            for kind in {row.get("kind") or "all", "all"}:
                counts.setdefault(kind, Counter())[outcome] += 1
            if outcome in ("fp", "fn"):
                print(f"  {outcome} {row['en']} | {row['ar']} {[f.message for f in found]}")
    print(f"{path.name}: kind, expressions, precision and recall of faults, right renderings that pass")
    for kind, c in sorted(counts.items(), key=lambda item: item[0] == "all"):
        precision, recall = c["tp"] / max(c["tp"] + c["fp"], 1), c["tp"] / max(c["tp"] + c["fn"], 1)
        faultless = "    -" if not c["tp"] + c["fn"] else f"{precision:.2f} {recall:.2f}"
        print(f"  {kind:12} {c.total():4} {faultless:>9}  {c['tn']}/{c['tn'] + c['fp']}")


def clean(name: str, documents: list[list[tuple[str, str]]], *, listing: bool) -> None:
    """Findings on text that is taken to be clean, per 100 sentences."""
    findings: list[tuple[Finding, tuple[str, str]]] = []
    for rows in documents:
        findings += [(f, rows[f.bead]) for f in found_in(document(rows))]
    serious = faults(f for f, _ in findings)
    size = sum(len(rows) for rows in documents)
    by_code = dict(sorted(Counter(f.code for f in serious).items()))
    print(f"{name}: {size} sentences, {len(serious)} findings ({100 * len(serious) / size:.2f} per 100) {by_code}, "
          f"and {len(findings) - len(serious)} minor")  # fmt: skip
    if listing:
        for finding, (en, ar) in findings:
            print(f"  {finding.code} {finding.severity.value} {finding.message}\n    {en}\n    {ar}")


def speed(pairs: list[tuple[str, str]]) -> None:
    """Seconds for 10,000 pairs, extraction and comparison, on one core."""
    many = (pairs * (10_000 // len(pairs) + 1))[:10_000]
    found_in(document(many[:20]))
    start = time.process_time()
    for at in range(0, len(many), 20):
        found_in(document(many[at : at + 20]))
    print(f"speed: {len(many)} pairs in {time.process_time() - start:.1f} s on one core")


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument(
        "--expressions", type=Path, nargs="*", help="further tables: verdict (ok, bad), en, ar, any kind"
    )
    parser.add_argument("--no-listing", action="store_true", help="figures only")
    args = parser.parse_args()
    if TABLE.exists():
        own_table()
    expressions()
    for path in args.expressions or ():
        expressions(path)
    if args.data is None:
        return
    ntrex = _by_document(args.data / "dev" / "ntrex_45docs.tsv")
    listing = not args.no_listing
    clean("ntrex", ntrex, listing=listing)
    tico = [[(r[0], r[1])] for r in _rows(args.data / "dev" / "tico19_sample.tsv")]
    clean("tico19", tico, listing=listing)
    flores = [[(r[0], r[1])] for r in _rows(args.data / "dev" / "flores_dev_recorded_mt.tsv.gz")][1:]
    clean("flores", flores, listing=listing)
    speed([pair for rows in ntrex for pair in rows])


def _rows(path: Path) -> Iterator[list[str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from (line.split("\t") for line in data.decode().split("\n") if line)


def _by_document(path: Path) -> list[list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for doc, en, ar, *_ in list(_rows(path))[1:]:
        found.setdefault(doc, []).append((en, ar))
    return list(found.values())


if __name__ == "__main__":
    main()
