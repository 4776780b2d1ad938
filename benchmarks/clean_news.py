"""What a run says of clean translations, end to end: `python -m benchmarks.clean_news --data DIR [--turned]`

The articles of `dev/ntrex_45docs.tsv` (professional translations) become posts, the English sentences and then the
Arabic ones, a line each; nearly every finding is a false alarm. Prints findings by code and severity for each 100
sentences, the share of posts that the default gate lets through, and the share of sentence pairs aligned right.
`--turned` takes the Arabic for the original, `--sensitivity` another operating point.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path

from benchmarks.coverage import SURE
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.gate.verdict import sure_enough
from tqcheck.ingest.post import read_post
from tqcheck.records import Document, Severity


def posts(path: Path, *, turned: bool) -> list[tuple[str, int]]:
    """Each article as the text of a post, and its number of sentence pairs."""
    articles: dict[str, list[tuple[str, str]]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        name, english, arabic = line.split("\t")
        articles.setdefault(name, []).append((arabic, english) if turned else (english, arabic))
    return [("\n".join([s for s, _ in rows] + [t for _, t in rows]), len(rows)) for rows in articles.values()]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--sensitivity", default="normal")
    parser.add_argument("--turned", action="store_true", help="Arabic to English")
    parser.add_argument("--list", action="store_true", help="print every serious finding with both texts, to be judged")
    options = parser.parse_args()
    given = posts(Path(options.data) / "dev" / "ntrex_45docs.tsv", turned=options.turned)
    languages = ("ar", "en") if options.turned else ("en", "ar")
    engine = Engine(Config(offline=True, mt_model="gloss", sensitivity=options.sensitivity))
    bitexts = [
        read_post(Document(path=f"{n}.txt", text=text), *languages, split=False) for n, (text, _) in enumerate(given)
    ]
    right = sum(
        len(b.source) == len(b.target) == 1 and b.source[0].paragraph == b.target[0].paragraph - size
        for (_, beads), (_, size) in zip(engine.align(bitexts), given, strict=True)
        for b in beads
    )
    report = engine.report(bitexts)
    pairs = sum(size for _, size in given)
    counts = Counter((f.code, f.severity) for d in report.documents for f in d.findings)
    print(f"{len(given)} posts, {pairs} pairs, {right / pairs:.1%} aligned right, sensitivity {options.sensitivity}")
    for (code, severity), count in sorted(counts.items()):
        print(f"  {code} {severity.value:8} {100 * count / pairs:5.2f} per 100 sentences ({count})")
    serious = sum(n for (_, severity), n in counts.items() if severity is not Severity.MINOR)
    passed, surely = (
        sum(
            all(
                f.severity is Severity.MINOR or not sure_enough(f.confidence, Config(fail_confidence=sure))
                for f in d.findings
            )
            for d in report.documents
        )
        for sure in (0.0, SURE)
    )
    print(f"  serious  {100 * serious / pairs:.2f} per 100 sentences; {passed} of {len(given)} posts pass the gate,"
          f" {surely} with --fail-confidence {SURE}")  # fmt: skip
    if options.list:
        for document in report.documents:
            beads = {e.bead.index: e.bead for e in document.beads}
            for finding in (f for f in document.findings if f.severity is not Severity.MINOR):
                print(f"  {document.bitext.path} {finding.code} {finding.severity.value} {finding.message}")
                if bead := beads.get(finding.bead):
                    print(f"    {bead.side_text('source')}\n    {bead.side_text('target')}")


if __name__ == "__main__":
    main()
