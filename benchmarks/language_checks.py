"""Names, negation, attribution, terms and form: precision and recall on tables, false alarms on clean text, speed.

    python -m benchmarks.language_checks tables               # tests/tables/*.tsv
    python -m benchmarks.language_checks clean --data DIR     # professional translations: findings are suspect
    python -m benchmarks.language_checks post --data DIR      # a post in two languages, with planted faults
    python -m benchmarks.language_checks speed --data DIR     # 10,000 pairs on one core

A table has the columns `verdict` (right or wrong), `en`, `ar` and optionally `note`; a pilcrow parts beads.
The terms of TQ701 to TQ703 stand in tests/glossary_terms.tsv.
"""

from __future__ import annotations

import argparse
import gzip
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from tqcheck.evidence import read
from tqcheck.records import Bead, Bitext, Check, Document, DocumentEvidence, Evidence, Finding, Segment, Severity, Span

TABLES = Path(__file__).parent.parent / "tests" / "tables"
FAMILIES = {  # table: codes, where the file is not named after its one code
    "names": "TQ401 TQ402",
    "negation": "TQ501",
    "attribution": "TQ502",
}


def document(pairs: Iterable[tuple[str, str]], source_lang: str = "en", target_lang: str = "ar") -> DocumentEvidence:
    """A document of beads with one segment on each side; an empty string gives an empty side."""
    pairs = list(pairs)
    sides = []
    for column, lang in ((0, source_lang), (1, target_lang)):
        text = "\n".join(pair[column] for pair in pairs)
        holder, start, segments = Document(path="pairs", text=text), 0, []
        for pair in pairs:
            end = start + len(pair[column])
            segments.append(Segment(document=holder, lang=lang, span=Span(start=start, end=end), text=pair[column]))
            start = end + 1
        sides.append(segments)
    beads = tuple(
        Bead(index=at, source=(en,) if en.text else (), target=(ar,) if ar.text else ())
        for at, (en, ar) in enumerate(zip(*sides, strict=True))
    )
    bitext = Bitext(
        path="pairs", source_lang=source_lang, target_lang=target_lang,
        source=tuple(sides[0]), target=tuple(sides[1]), beads=beads,
    )  # fmt: skip
    return read(DocumentEvidence(bitext=bitext, beads=tuple(Evidence(bead=b) for b in beads)))


def checks(*, form: bool = True) -> tuple[Check, ...]:
    """All checks of this file's families."""
    import importlib

    families = ["names", "negation", "attribution"] + ["quotes", "form", "links"] * form
    found: list[Check] = []
    for family in families:
        if (Path(__file__).parent.parent / "tqcheck" / "checks" / f"{family}.py").exists():
            found += importlib.import_module(f"tqcheck.checks.{family}").CHECKS
    return tuple(found)


def read_table(path: Path) -> list[tuple[bool, str, str]]:
    """Rows as (wrong, English, Arabic)."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.strip())
    return [(row[0] == "wrong", row[1], row[2]) for row in rows]


def judge(path: Path, run: Iterable[Check]) -> tuple[Counter[str], list[str]]:
    """Counts of tp, fp, fn, tn over a table, one document a row, and a line for each error."""
    run = tuple(run)
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for wrong, en, ar in read_table(path):
        pairs = list(zip(en.split(" ¶ "), ar.split(" ¶ "), strict=True))
        found = [f for check in run for f in check.findings(document(pairs))]
        outcome = ("tp" if found else "fn") if wrong else ("fp" if found else "tn")
        counts[outcome] += 1
        if outcome in ("fn", "fp"):
            errors.append(f"  {outcome}  {en}\n      {ar}\n      {'; '.join(f.message for f in found)}")
    return counts, errors


def tables() -> None:
    """Precision and recall of each family on its table."""
    from tqcheck.checks.terminology import checks_for
    from tqcheck.glossary import load_glossary

    everything = (*checks(), *checks_for(load_glossary(TABLES.parent / "glossary_terms.tsv")))
    for path in sorted(TABLES.glob("*.tsv")):
        codes = FAMILIES.get(path.stem, path.stem.split("_")[0].upper()).split()
        counts, errors = judge(path, [c for c in everything if c.code in codes])
        found, real = counts["tp"] + counts["fp"], counts["tp"] + counts["fn"]
        precision, recall = counts["tp"] / max(1, found), counts["tp"] / max(1, real)
        print(f"{path.stem:24} {counts.total():4} rows  precision {precision:.3f}  recall {recall:.3f}")
        print("\n".join(errors))


def clean_documents(data: Path) -> Iterator[tuple[str, DocumentEvidence]]:
    """NTREX by article, TICO row by row."""
    articles: dict[str, list[tuple[str, str]]] = {}
    for line in (data / "dev" / "ntrex_45docs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, en, ar = line.split("\t")[:3]
        articles.setdefault(name, []).append((en, ar))
    for pairs in articles.values():
        yield "ntrex", document(pairs)
    for line in (data / "dev" / "tico19_sample.tsv").read_text(encoding="utf-8").splitlines():
        yield "tico", document([tuple(line.split("\t")[:2])])  # type: ignore[list-item]


def clean(data: Path, *, only: str) -> None:
    """Rates of findings a hundred sentences, and each serious one."""
    serious: Counter[tuple[str, str]] = Counter()
    minor: Counter[tuple[str, str]] = Counter()
    sentences: Counter[str] = Counter()
    run = [c for c in checks(form=only.startswith("TQ6")) if c.code.startswith(only)]
    for corpus, evidence in clean_documents(data):
        sentences[corpus] += len(evidence.beads)
        for check in run:
            for finding in check.findings(evidence):
                (minor if finding.severity is Severity.MINOR else serious)[corpus, finding.code] += 1
                show(corpus, finding, evidence)
    for corpus, n in sentences.items():
        print(f"{corpus}: {n} sentences")
        for name, counts in (("serious", serious), ("minor", minor)):
            kinds = {code: c for (where, code), c in sorted(counts.items()) if where == corpus}
            rates = ", ".join(f"{code} {c} ({100 * c / n:.2f}/100)" for code, c in kinds.items())
            print(f"  {name:8} {100 * sum(kinds.values()) / n:.2f}/100: {rates}")
    total = sum(sentences.values())
    print(f"together: {100 * sum(serious.values()) / total:.2f} serious and "
          f"{100 * sum(minor.values()) / total:.2f} minor findings a hundred sentences")  # fmt: skip


def show(corpus: str, finding: Finding, evidence: DocumentEvidence) -> None:
    """One finding with both sides of its bead."""
    bead = next(e.bead for e in evidence.beads if e.bead.index == finding.bead)
    print(f"{corpus} {finding.code} {finding.severity}: {finding.message}")
    print(f"    {bead.side_text('source')}\n    {bead.side_text('target')}")


PLANTED = (("في بغداد بطائرة", "في دمشق بطائرة"), ("قائد إيراني", "قائد تركي"), ("ستغادر البلاد", "لن تغادر البلاد"))


def post(data: Path) -> None:
    """Findings on the post as the engine aligns it, as it is and with each planted fault."""
    from tqcheck.api import Engine
    from tqcheck.config import Config
    from tqcheck.evidence import gather

    engine = Engine(Config(offline=True, mt_model="gloss"))
    text = (data / "seed" / "taji-post.txt").read_text(encoding="utf-8")
    for old, new in (("", ""), *PLANTED):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "post.txt"
            path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
            aligned = engine.align(engine.load([str(path)]))
        measured = gather(aligned, translator=engine.translator, coverage=engine.coverage)
        print(f"== {old} -> {new}" if old else "== as it is")
        for check in checks():
            for finding in check.findings(measured.documents[0]):
                print(f"  {finding.code} {finding.severity} bead {finding.bead}: {finding.message}")


def speed(data: Path, wanted: int = 10_000) -> None:
    """Processor seconds of each check over as many different pairs (clean ones, then human translations)."""
    from tqcheck.names.gazetteer import gazetteer

    pairs = [
        (b.bead.side_text("source"), b.bead.side_text("target")) for _, e in clean_documents(data) for b in e.beads
    ]
    with gzip.open(data / "train" / "parallel.tsv.gz", "rt", encoding="utf-8") as file:
        rows = (tuple(line.rstrip("\n").split("\t")[:2]) for line in islice(file, 0, None, 12))
        pairs += [row for row in rows if len(row[0].split()) >= 6]
    evidence = document(dict(pairs[:wanted]).items())
    start = time.process_time()
    gazetteer()
    print(f"gazetteers loaded in {time.process_time() - start:.2f} s")
    total = 0.0
    for check in checks():
        start = time.process_time()
        found = sum(1 for _ in check.findings(evidence))
        total += time.process_time() - start
        print(f"{check.code} {check.name:24} {time.process_time() - start:6.1f} s  {found} findings")
    print(f"{len(evidence.beads)} pairs: {total:.1f} s")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="precision, recall, false alarms and speed of the language checks")
    parser.add_argument("what", choices=("tables", "clean", "post", "speed"))
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"))
    parser.add_argument("--only", default="TQ", help="codes that begin like this (clean)")
    options = parser.parse_args()
    if options.what == "tables":
        return tables()
    if options.data is None:
        parser.error("--data (or TQCHECK_DATA) is needed")
    data = Path(options.data)
    if options.what == "clean":
        return clean(data, only=options.only)
    return post(data) if options.what == "post" else speed(data)


if __name__ == "__main__":
    main()
