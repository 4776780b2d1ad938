"""The tables of right and wrong pairs: what is found in each row, exactly; what is known to fail is marked as that."""

import pytest

from benchmarks.language_checks import TABLES, read_table
from tests.kept_tables import PATHS, checks_of, found, rows


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_what_is_found_in_each_row(path):
    """Where a change is meant to show here: python -m tests.kept_tables."""
    table, run = rows(path), checks_of(path)
    assert [(r["en"], r["ar"], found(r, path, run)) for r in table] == [(r["en"], r["ar"], r["found"]) for r in table]


@pytest.mark.parametrize(("path", "failing"), [(path, path.stem == "quantities_pairs") for path in PATHS])
def test_few_rows_are_known_to_fail(path, failing):
    assert sum(row["found"].startswith("!") for row in rows(path)) == failing


@pytest.mark.parametrize(("stem", "least"), [("names", 60), ("negation", 40), ("attribution", 40)])
def test_tables_are_large_and_balanced(stem, least):
    rows = read_table(TABLES / f"{stem}.tsv")
    wrong = sum(1 for row in rows if row[0])
    assert len(rows) >= least
    assert 0.35 * len(rows) <= wrong <= 0.65 * len(rows)
