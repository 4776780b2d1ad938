"""Every check's own examples: what `tqcheck explain` prints is what the checks do."""

import pytest

from tqcheck.api import documented_checks
from tqcheck.checks import run_checks
from tqcheck.evidence import gather
from tqcheck.ingest.pairs import read_pairs
from tqcheck.ingest.post import read_pair
from tqcheck.records import Check, CheckRun, Document, Severity

EXAMPLES = [
    pytest.param(check, example, fires, id=f"{check.code}-{'fails' if fires else 'passes'}-{n}")
    for check in documented_checks()
    for fires, examples in ((True, check.fails), (False, check.passes))
    for n, example in enumerate(examples)
]


def bitext_of(example):
    """The example as a post; with blank lines in it, as one bead a paragraph."""
    source, target = (text.split("\n\n") for text in (example.source, example.target))
    if len(source) == len(target) > 1:
        rows = "\n".join(f"{' '.join(s.split())}\t{' '.join(t.split())}" for s, t in zip(source, target, strict=True))
        return read_pairs(Document(path="example.tsv", text=rows), "en", "ar")
    return read_pair(
        Document(path="en.txt", text=example.source), Document(path="ar.txt", text=example.target), "en", "ar"
    )


@pytest.mark.parametrize(("check", "example", "fires"), EXAMPLES)
def test_example(engine, check, example, fires):
    measured = gather(engine.align([bitext_of(example)]), translator=engine.translator, coverage=engine.coverage)
    checked = run_checks([check], measured.documents)
    assert checked.runs == (CheckRun(code=check.code),)
    assert bool([f for f in checked.findings[0] if f.code == check.code]) is fires


@pytest.mark.parametrize("check", documented_checks(), ids=lambda c: c.code)
def test_a_check_documents_itself(check: Check):
    assert check.passes
    assert check.fails
    assert check.summary.endswith(".")
    assert check.severity in Severity


def test_codes_are_unique():
    codes = [c.code for c in documented_checks()]
    assert len(codes) == len(set(codes))


def test_missing_evidence_is_said_and_never_a_pass(engine):
    from tests.conftest import evidence_of

    document = evidence_of((("One sentence stands here.",), ("هنا جملة واحدة.",)))
    needy = [c for c in documented_checks() if c.needs]
    assert needy
    assert all(run.skipped for run in run_checks(needy, [document]).runs)
