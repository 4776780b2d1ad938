"""The tables of right and wrong pairs: what the benchmark prints must not get worse."""

import pytest

from benchmarks.language_checks import FAMILIES, TABLES, checks, judge, read_table
from tqcheck.checks.terminology import checks_for
from tqcheck.glossary import load_glossary

LEAST = {"names": (0.95, 0.90), "negation": (0.90, 0.85), "attribution": (0.90, 0.85)}


def everything():
    return (*checks(), *checks_for(load_glossary(TABLES.parent / "glossary_terms.tsv")))


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.tsv")), ids=lambda p: p.stem)
def test_precision_and_recall(path):
    codes = FAMILIES.get(path.stem, path.stem.upper()).split()
    counts, errors = judge(path, [c for c in everything() if c.code in codes])
    precision, recall = LEAST.get(path.stem, (0.95, 0.90))
    assert counts["tp"] >= precision * (counts["tp"] + counts["fp"]), errors
    assert counts["tp"] >= recall * (counts["tp"] + counts["fn"]), errors


@pytest.mark.parametrize(("stem", "least"), [("names", 60), ("negation", 40), ("attribution", 40)])
def test_tables_are_large_and_balanced(stem, least):
    rows = read_table(TABLES / f"{stem}.tsv")
    wrong = sum(1 for row in rows if row[0])
    assert len(rows) >= least
    assert 0.35 * len(rows) <= wrong <= 0.65 * len(rows)
