"""What numbers, names, denials and reservations give, exactly: code, severity, confidence, marked words, message.

`exact_findings.tsv` has a finding a row, ` ¶ ` between sentences; each pair of texts gives its row's finding alone.
"""

import csv
from pathlib import Path

import pytest

from benchmarks.language_checks import document
from tqcheck.checks import attribution, names, negation, quantities

CHECKS = (*quantities.CHECKS, *names.CHECKS, *negation.CHECKS, *attribution.CHECKS)
with (Path(__file__).parent / "exact_findings.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['code']}-{row['en'][:24]}")
def test_finding(row):
    pairs = list(zip(row["en"].split(" ¶ "), row["ar"].split(" ¶ "), strict=True))
    found = [
        {
            "code": f.code, "severity": f.severity.value, "confidence": str(f.confidence), "message": f.message,
            "source": f.source.text if f.source else "", "target": f.target.text if f.target else "",
        }
        for check in CHECKS
        for f in check.findings(document(pairs))
    ]  # fmt: skip
    assert found == [{key: row[key] for key in ("code", "severity", "confidence", "message", "source", "target")}]


# What one side alone has is missing or added by direction, and what a translation adds to a date is no fault.
ALIKE = [r for r in ROWS if r["code"] not in ("TQ302", "TQ303") and "part of the date" not in r["message"]]


@pytest.mark.parametrize("row", ALIKE, ids=lambda row: f"{row['code']}-{row['en'][:24]}")
def test_the_other_way_round_the_same_words_are_marked(row):
    pairs = list(zip(row["ar"].split(" ¶ "), row["en"].split(" ¶ "), strict=True))
    found = [f for check in CHECKS for f in check.findings(document(pairs, "ar", "en"))]
    marked = [(f.code, f.target.text if f.target else "", f.source.text if f.source else "") for f in found]
    assert marked == [(row["code"], row["source"], row["target"])]
