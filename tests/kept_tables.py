"""What is found in each row of a table, kept beside it in a column `found`: code, severity, English and Arabic words.

    python -m tests.kept_tables    # writes the columns anew; the difference belongs into the commit

A row that is known to fail (a wrong pair that is missed, a right one that is called wrong) begins with `!`.
"""

import csv
from pathlib import Path

from benchmarks.language_checks import FAMILIES, TABLES, checks, document
from tqcheck.checks import quantities
from tqcheck.checks.terminology import checks_for
from tqcheck.glossary import load_glossary
from tqcheck.records import Severity

QUANTITIES = Path(__file__).parent / "quantities_pairs.tsv"
PATHS = (*sorted(TABLES.glob("*.tsv")), QUANTITIES)


def rows(path):
    """The rows of a table; what its last columns lack is empty."""
    with path.open(encoding="utf-8", newline="") as table:
        return [
            {key: value or "" for key, value in row.items()}
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def checks_of(path):
    """The checks that a table is about."""
    if path == QUANTITIES:
        return quantities.CHECKS
    codes = FAMILIES.get(path.stem, path.stem.upper()).split()
    everything = (*checks(), *checks_for(load_glossary(TABLES.parent / "glossary_terms.tsv")))
    return [check for check in everything if check.code in codes]


def found(row, path, run):
    """What is found in a row, and whether that is not what the row wants."""
    made = document(zip(row["en"].split(" ¶ "), row["ar"].split(" ¶ "), strict=True))
    findings = [finding for check in run for finding in check.findings(made)]
    marks = ("|".join(place.text if place else "" for place in (f.source, f.target)) for f in findings)
    told = " ; ".join(f"{f.code} {f.severity.value} {mark}" for f, mark in zip(findings, marks, strict=True))
    if path == QUANTITIES:
        wrong = row["expected"] != "ok"
        failed = any(f.severity is not Severity.MINOR for f in findings) != wrong
    else:
        failed = bool(findings) != (row["verdict"] == "wrong")
    return f"! {told}".rstrip() if failed else told


def keep(path):
    """Writes a table's column anew."""
    table, run = rows(path), checks_of(path)
    columns = [*(key for key in table[0] if key != "found"), "found"]
    lines = [
        "\t".join(columns),
        *("\t".join({**row, "found": found(row, path, run)}[c] for c in columns) for row in table),
    ]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    for each in PATHS:
        keep(each)
