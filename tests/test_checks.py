"""Every check's own examples: what `tqcheck explain` prints is what the checks do."""

import pytest

from tqcheck.checks import documented_checks, run_checks
from tqcheck.evidence import gather
from tqcheck.ingest.pairs import read_pairs
from tqcheck.records import Bitext, Check, CheckRun, Document, Segment, Severity
from tqcheck.text.sentences import split_sentences

EXAMPLES = [
    pytest.param(check, example, fires, id=f"{check.code}-{'fails' if fires else 'passes'}-{n}")
    for check in documented_checks()
    for fires, examples in ((True, check.fails), (False, check.passes))
    for n, example in enumerate(examples)
]


def bitext_of(example):
    """The example as two texts to align; with blank lines in it, as one bead a paragraph."""
    source, target = (text.split("\n\n") for text in (example.source, example.target))
    if len(source) == len(target) > 1:
        rows = "\n".join(f"{' '.join(s.split())}\t{' '.join(t.split())}" for s, t in zip(source, target, strict=True))
        return read_pairs(Document(path="example.tsv", text=rows), "en", "ar")
    sides = [sentences(text, lang) for text, lang in ((example.source, "en"), (example.target, "ar"))]
    return Bitext(path="example", source_lang="en", target_lang="ar", source=sides[0], target=sides[1])


def sentences(text, lang):
    document = Document(path=f"{lang}.txt", text=text)
    return tuple(
        Segment(document=document, lang=lang, span=span, text=span.of(text)) for span in split_sentences(text, lang)
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
