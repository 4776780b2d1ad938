"""Every check's own examples: what `tqcheck explain` prints is what the checks do."""

import importlib
import pkgutil
import sys
from dataclasses import replace

import pytest

from tests.conftest import evidence_of
from tqcheck import checks, plugins
from tqcheck.checks import documented_checks, run_checks
from tqcheck.errors import UsageError
from tqcheck.evidence import gather
from tqcheck.ingest.pairs import read_pairs
from tqcheck.records import Bitext, Check, CheckRun, Document, Evidence, Remark, Segment, Severity, Span
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


def with_remarks(document, fires):
    """The document as a language model has read it: with a fault in its second word, or without one."""
    seen = (Remark(kind="omission", source=Span(start=4, end=14)),) if fires else ()
    return replace(document, beads=tuple(replace(evidence, remarks=seen) for evidence in document.beads))


@pytest.mark.parametrize(("check", "example", "fires"), EXAMPLES)
def test_example(engine, check, example, fires):
    measured = gather(engine.align([bitext_of(example)]), translator=engine.translator, coverage=engine.coverage)
    documents = [with_remarks(d, fires) if "remarks" in check.needs else d for d in measured.documents]
    checked = run_checks([check], documents)
    assert checked.runs == (CheckRun(code=check.code),)
    assert bool([f for f in checked.findings[0] if f.code == check.code]) is fires


@pytest.mark.parametrize("check", documented_checks(), ids=lambda c: c.code)
def test_a_check_documents_itself(check: Check):
    assert check.passes
    assert check.fails
    assert check.summary.endswith(".")
    assert check.severity in Severity


def test_every_check_of_the_package_is_registered():
    """A check written and then forgotten in the table would never run."""
    written = set()
    for module in pkgutil.iter_modules(checks.__path__, "tqcheck.checks."):
        for value in vars(importlib.import_module(module.name)).values():
            found = value if isinstance(value, tuple) else (value,)
            written |= {check.code for check in found if isinstance(check, Check)}
    assert written == {check.code for check in documented_checks()}


@pytest.mark.parametrize("check", documented_checks(), ids=lambda c: c.code)
def test_what_a_check_reads_and_explains_exists(check: Check):
    families = {c.family for c in documented_checks()}
    assert {*check.needs, *check.uses} <= {n for n in dir(Evidence) if not n.startswith("_")}
    assert set(check.explains) <= families | {c.code for c in documented_checks()}


def test_codes_are_unique():
    codes = [c.code for c in documented_checks()]
    assert len(codes) == len(set(codes))


def test_missing_evidence_is_said_and_never_a_pass(engine):
    document = evidence_of((("One sentence stands here.",), ("هنا جملة واحدة.",)))
    needy = [c for c in documented_checks() if c.needs]
    assert needy
    assert all(run.skipped for run in run_checks(needy, [document]).runs)


OWN_CHECK = """
from tqcheck.records import Check, Example, Fault, Severity, Span


def shouting(document):
    for item in document.beads:
        if item.two_sided and item.bead.side_text("source").endswith("!"):
            yield Fault(bead=item.bead, message="the source shouts", source=Span(start=0, end=1))


def failing(document):
    raise SystemExit(0)


EXAMPLES = {"passes": (Example(source="He left.", target="غادر."),), "fails": (Example(source="Go!", target="اذهب."),)}
SHOUTING = Check(code="ZZ101", name="shouting", severity=Severity.MINOR, summary="The source shouts.",
                 run=shouting, **EXAMPLES)
FAILING = (Check(code="ZZ102", name="failing", severity=Severity.MINOR, summary="Fails.", run=failing, **EXAMPLES),)
TAKEN = Check(code="TQ101", name="taken", severity=Severity.MINOR, summary="Taken.", run=failing, **EXAMPLES)
NO_CHECK = 7
"""


@pytest.fixture
def offer(tmp_path, monkeypatch):
    """Offers values of a module as an installed package's checks."""

    def make(*names):
        (tmp_path / "own_checks.py").write_text(OWN_CHECK, "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "own_checks", raising=False)
        monkeypatch.setattr(checks, "installed", lambda kind: {name: f"own_checks:{name}" for name in names})
        monkeypatch.setattr(plugins, "installed", lambda kind: {name: f"own_checks:{name}" for name in names})

    return make


def test_installed_checks_run_like_ours(engine, offer):
    offer("SHOUTING", "FAILING")
    own = [check for check in checks.checks_for() if check.code.startswith("ZZ")]
    assert [check.code for check in own] == ["ZZ102", "ZZ101"]
    assert {check.code for check in own} < {check.code for check in documented_checks()}
    checked = run_checks(own, [evidence_of((("Go!",), ("اذهب.",)))])
    assert [(f.code, f.name, f.severity, f.source.text) for f in checked.findings[0]] == [
        ("ZZ101", "shouting", Severity.MINOR, "G")
    ]
    assert checked.runs == (CheckRun(code="ZZ102", error="SystemExit: 0 (post.txt)"), CheckRun(code="ZZ101"))


@pytest.mark.parametrize(
    ("name", "said"), [("TAKEN", "has the code TQ101, which is taken"), ("NO_CHECK", "is no tqcheck.records.Check")]
)
def test_an_installed_check_that_is_none_or_takes_a_code_is_refused(offer, name, said):
    offer(name)
    with pytest.raises(UsageError, match=said):
        checks.checks_for()
