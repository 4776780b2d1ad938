"""One report, built by hand, that every reporter renders; `python -m tests.sample_report` rewrites the golden files."""

from __future__ import annotations

from pathlib import Path

from tqcheck.gate.fingerprints import with_fingerprints
from tqcheck.gate.marks import mark
from tqcheck.plugins import REPORTERS, resolve
from tqcheck.records import (
    Bead,
    Bitext,
    Check,
    CheckRun,
    Document,
    DocumentEvidence,
    DocumentReport,
    Evidence,
    Example,
    Finding,
    Location,
    Metrics,
    Report,
    Score,
    Segment,
    Severity,
    Signature,
    Span,
    Verdict,
)

GOLDEN = Path(__file__).parent / "golden"

ENGLISH = (
    "The port of Aqaba reopened on Monday after three days of storms.",
    "Officials said 347 million dollars of goods | 12% of imports | were delayed.",
    "No ship was damaged, the harbour master told reporters.",
)
ARABIC = (
    "أعيد فتح ميناء العقبة يوم الاثنين بعد ثلاثة أيام من العواصف.",
    "وقال مسؤولون إن بضائع بقيمة 374 مليون دولار تأخرت.",
    "وقال مدير الميناء للصحفيين إن سفينة تضررت.",
)
SECOND_EN = ("The ministry will publish the figures on 5 May.",)
SECOND_AR = ("ستنشر الوزارة الأرقام في 5 مايو/أيار.", "=SUM(A1) إعلان لا علاقة له بالخبر.")


def location(document: Document, words: str) -> Location:
    """Where `words` stand in a document."""
    start = document.text.index(words)
    return Location(document=document, span=Span(start=start, end=start + len(words)))


def segment(document: Document, lang: str, text: str) -> Segment:
    """A sentence of a document."""
    return Segment(document=document, lang=lang, span=location(document, text).span, text=text)


def bitext_of(document: Document, english: tuple[str, ...], arabic: tuple[str, ...]) -> Bitext:
    """The sentences of a post."""
    return Bitext(
        path=document.path, source_lang="en", target_lang="ar",
        source=tuple(segment(document, "en", s) for s in english),
        target=tuple(segment(document, "ar", s) for s in arabic),
    )  # fmt: skip


def never(document: DocumentEvidence) -> tuple[Finding, ...]:
    """A check's function that finds nothing."""
    return ()


CHECKS = (
    Check(
        code="TQ301", name="number-mismatch", severity=Severity.CRITICAL, summary="a quantity differs by value",
        run=never, passes=(Example(source="Two men came.", target="جاء رجلان."),),
        fails=(Example(source="*Nine* men came.", target="جاء سبعة رجال."),),
    ),
    Check(
        code="TQ501", name="negation-mismatch", severity=Severity.CRITICAL,
        summary="one side denies what the other states", run=never, passes=(), fails=(),
    ),
)  # fmt: skip


def first_document() -> DocumentReport:
    """A post with a changed number, a lost clause, a lost negation that a comment accepts, an odd bracket."""
    document = Document(path="posts/aqaba, port.txt", text="\n".join((*ENGLISH, "", *ARABIC)) + "\n")
    bitext = bitext_of(document, ENGLISH, ARABIC)
    beads = tuple(
        Bead(index=n, source=(bitext.source[n],), target=(bitext.target[n],), similarity=0.8, confidence=0.97)
        for n in range(3)
    )
    evidence = (
        Evidence(bead=beads[0]),
        Evidence(
            bead=beads[1],
            back_translation="Officials said goods worth 374 million dollars were delayed.",
            metrics=Metrics(chrf=61.2, bleu=30.1, ter=44.0),
        ),
        Evidence(bead=beads[2]),
    )
    point = location(document, "تأخرت.")
    findings = (
        Finding(
            code="TQ301", name="number-mismatch", family="number", severity=Severity.CRITICAL, bead=1, confidence=0.99,
            message="347 million became 374 million",
            source=location(document, "347 million"), target=location(document, "374 مليون"),
        ),
        Finding(
            code="TQ201", name="omission", family="omission", severity=Severity.MAJOR, bead=1, confidence=0.83,
            message="not in the translation: | 12% of imports |",
            source=location(document, "| 12% of imports |"),
            target=Location(document=document, span=Span(start=point.span.start, end=point.span.start)),
        ),
        Finding(
            code="TQ501", name="negation-mismatch", family="meaning", severity=Severity.CRITICAL, bead=2,
            confidence=0.9,
            message="the original denies: No ship was damaged",
            source=location(document, "No ship was damaged"), target=location(document, "إن سفينة تضررت"),
            suppressed=mark("comment", "the quote says so"),
        ),
        Finding(
            code="TQ601", name="form", family="form", severity=Severity.MINOR, bead=0,
            message="<b>`doubled`</b> @word\nover #12 lines www.example.org: «العقبة»",
            target=location(document, "العقبة"), suppressed=mark("baseline"),
        ),
    )  # fmt: skip
    report = DocumentReport(
        bitext=bitext, beads=evidence, findings=findings, score=Score(value=71.5, low=60.0, high=83.0)
    )
    return with_fingerprints(report)


def second_document() -> DocumentReport:
    """A post with an advertisement run into the translation, accepted for now by the suppression file."""
    document = Document(path="posts/figures.txt", text="\n".join((*SECOND_EN, *SECOND_AR)))
    bitext = bitext_of(document, SECOND_EN, SECOND_AR)
    beads = (
        Bead(index=0, source=bitext.source, target=bitext.target[:1], similarity=0.9),
        Bead(index=1, source=(), target=bitext.target[1:]),
    )
    finding = Finding(
        code="TQ102", name="extra-sentence", family="sentence", severity=Severity.MAJOR, bead=1,
        message="=sentence without a source", target=location(document, SECOND_AR[1]),
        suppressed=mark("file", "sold until June"),
    )  # fmt: skip
    return with_fingerprints(
        DocumentReport(
            bitext=bitext, beads=tuple(Evidence(bead=b) for b in beads), findings=(finding,), score=None
        )
    )  # fmt: skip


def sample() -> Report:
    """The shared report."""
    return Report(
        version="9.9.9",
        signature=Signature(translator="t", encoder="e", coverage="c", metrics="m", version="9.9.9"),
        documents=(first_document(), second_document()),
        runs=(
            CheckRun(code="TQ201"),
            CheckRun(code="TQ301"),
            CheckRun(code="TQ401", skipped="names were not measured in posts/figures.txt"),
            CheckRun(code="TQ502", error="ValueError: no such phrase"),
        ),
        verdict=Verdict.FINDINGS,
        exit_code=1,
        notices=("back-translations are a word-by-word gloss",),
        reasons=("1 critical finding, none allowed", "1 major finding, none allowed"),
    )


FORMATS = {"csv": "csv", "github": "txt", "gitlab": "json", "junit": "xml", "markdown": "md", "sarif": "sarif"}


def rendered(name: str) -> str:
    """The shared report in one format, with this file's checks for rules."""
    reporter = resolve(name, REPORTERS, "format")
    text: str = (reporter(CHECKS) if name == "sarif" else reporter()).render(sample())
    return text


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for format_name, suffix in FORMATS.items():
        (GOLDEN / f"report.{suffix}").write_bytes(rendered(format_name).encode())
