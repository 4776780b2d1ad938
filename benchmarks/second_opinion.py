"""What a language model is worth as second reader: `python -m benchmarks.second_opinion --endpoint URL --model NAME`.

Every row of `second_opinion.tsv` (or `--pairs FILE` of the same columns) holds a sentence, its right translation, one
with a planted fault, and the claim that a check would make. The claim is true of the faulty translation and false of
the right one; the model is asked about both. With `--finds` it also reads both without a claim. With `--translate` it
translates the right ones back. What tqcheck does with the answers is what is counted: an answer that cannot be used,
or is not believed, takes no finding away.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.translation import NAME, NUMBER, fidelity
from tqcheck.config import Config
from tqcheck.opinion.reader import SecondReader
from tqcheck.opinion.stage import reader_of
from tqcheck.records import (
    Bead,
    Bitext,
    Document,
    DocumentEvidence,
    Evidence,
    Finding,
    Location,
    Segment,
    Severity,
    Span,
)
from tqcheck.service import Ledger
from tqcheck.service.ledger import told
from tqcheck.translate import Failure, TranslationSettings, make

PAIRS = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A row of the table."""

    kind: str
    source: str
    target: str
    faulty: str
    source_words: str
    target_words: str
    claim: str


def main() -> None:
    """Prints what the model took away of false and of true findings, what it found and translated, and the cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--endpoint", required=True, help="address up to and including /v1")
    parser.add_argument("--model", required=True)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--limit", type=int, help="rows to ask about")
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for an answer")
    parser.add_argument("--finds", action="store_true", help="let it look for faults without a claim, too")
    parser.add_argument("--translate", action="store_true", help="have it translate back, too")
    parser.add_argument("--no-probe", action="store_true", help="translate even if it fails the probe")
    options = parser.parse_args()
    with options.pairs.open(encoding="utf-8", newline="") as lines:
        rows = [Planted(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    rows = rows[: options.limit]
    name = f"chat:{options.endpoint}#{options.model}"
    ledger = Ledger(100_000)
    reader = reader_of(Config(second_opinion=name, request_timeout=options.timeout), ledger, None)
    print(f"{reader.identity}; {len(rows)} planted faults, as many right translations")
    _print(opinions(rows, reader, ledger))
    if options.finds:
        _print(finds(rows, reader, ledger))
    if options.translate:
        settings = TranslationSettings(cache=False, probe=not options.no_probe, ledger=ledger, timeout=options.timeout)
        _print(translation(rows, name, settings))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def opinions(rows: Sequence[Planted], reader: SecondReader, ledger: Ledger) -> Iterator[str]:
    """What was said of true and false claims, the true ones by kind."""
    start = time.perf_counter()
    for title, target in (("true", "faulty"), ("false", "target")):
        said: Counter[str] = Counter()
        by_kind: dict[str, Counter[str]] = {}
        let_go = 0
        for row in rows:
            document, finding = asked(row, getattr(row, target))
            (judged,) = reader.judge(document, [finding]).findings
            word = judged.opinion.verdict if judged.opinion else "no answer"
            said[word] += 1
            by_kind.setdefault(row.kind, Counter())[word] += 1
            let_go += judged.opinion is not None and judged.opinion.may_demote
        yield f"{title} findings: {_counts(said)}; {let_go} let go with demote"
        yield from (f"    {kind}: {_counts(counts)}" for kind, counts in sorted(by_kind.items()))
    yield from _cost(start, ledger)


def finds(rows: Sequence[Planted], reader: SecondReader, ledger: Ledger) -> Iterator[str]:
    """How many planted faults were seen without a claim, and how many right translations had a remark."""
    start = time.perf_counter()
    seen: Counter[str] = Counter()
    for row in rows:
        for target in ("faulty", "target"):
            document, finding = asked(row, getattr(row, target))
            read, _ = reader.read(document)
            remarks = read.beads[0].remarks
            if remarks is None:
                seen[f"{target} without answer"] += 1
            elif target == "target":
                seen["right with a remark"] += bool(remarks)
            else:
                seen["faults found"] += any(_touches(remark, finding, document) for remark in remarks)
    yield f"without a claim: {_counts(seen)}, of {len(rows)} each"
    yield from _cost(start, ledger)


def translation(rows: Sequence[Planted], name: str, settings: TranslationSettings) -> Iterator[str]:
    """chrF against the originals, numbers and names kept, and what was not measured."""
    import sacrebleu

    start = time.perf_counter()
    said = make(name, settings).translate([row.target for row in rows], source="ar", target="en")
    output = ["" if isinstance(text, Failure) else text for text in said]
    english = [row.source for row in rows]
    reasons = Counter(text.reason for text in said if isinstance(text, Failure))
    yield (
        f"translation: chrF {sacrebleu.corpus_chrf(output, [english]).score:.1f}, numbers kept/unsupported "
        f"{fidelity(output, english, NUMBER)}, names {fidelity(output, english, NAME)}, "
        f"{sum(reasons.values())} of {len(rows)} not measured"
    )
    yield from (f"    {count} times: {reason}" for reason, count in reasons.most_common())
    yield from _cost(start, settings.ledger or Ledger(0))


def asked(row: Planted, target: str) -> tuple[DocumentEvidence, Finding]:
    """A document of one pair, and the finding that makes the row's claim about it."""
    sides = [Document(path=f"{row.kind}.{lang}", text=text) for lang, text in (("en", row.source), ("ar", target))]
    segments = [
        (Segment(document=d, lang=lang, span=Span(start=0, end=len(d.text)), text=d.text),)
        for d, lang in zip(sides, ("en", "ar"), strict=True)
    ]
    bitext = Bitext(path=row.kind, source_lang="en", target_lang="ar", source=segments[0], target=segments[1])
    bead = Bead(index=0, source=segments[0], target=segments[1])
    document = DocumentEvidence(bitext=bitext, beads=(Evidence(bead=bead),))
    places = [_place(d, words) for d, words in zip(sides, (row.source_words, row.target_words), strict=True)]
    # Of the checks that do not compare values, so that all claims can be let go and the model alone is measured.
    finding = Finding(
        code="TQ203",
        name=row.kind,
        severity=Severity.MAJOR,
        message=row.claim,
        bead=0,
        source=places[0],
        target=places[1],
    )
    return document, finding


def _place(document: Document, words: str) -> Location | None:
    start = document.text.find(words) if words else -1
    return Location(document=document, span=Span(start=start, end=start + len(words))) if start >= 0 else None


def _touches(remark: object, finding: Finding, document: DocumentEvidence) -> bool:
    bead = document.beads[0].bead
    for side in ("source", "target"):
        span, place = getattr(remark, side), getattr(finding, side)
        if span and place and bead.locate(side, span.start, span.end).span.overlaps(place.span):
            return True
    return False


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[key]} {key}" for key in sorted(counts)) or "nothing"


def _cost(start: float, ledger: Ledger) -> Iterator[str]:
    yield from (f"    {line}" for line in told(ledger.take()))
    yield f"    {time.perf_counter() - start:.0f} s"


if __name__ == "__main__":
    main()
