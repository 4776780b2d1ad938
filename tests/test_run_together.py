"""Arabic words that lost their spaces: found, read as words by every check, pointed at as the author wrote them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import tqcheck
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.records import Document, Segment, Severity, Span
from tqcheck.text.run_together import respaced, run_together

SOURCE = "According to the Fisheries Commission, the agreement was signed on Tuesday in the city of Valletta."
WHOLE = "وفقًا للجنة حفظ الأسماك، تم توقيع الاتفاقية يوم الثلاثاء في مدينة فاليتا."
JOINED = "وفقًاللجنةحفظالأسماك، تم توقيع الاتفاقية يوم الثلاثاء في مدينة فاليتا."


def _parts(text: str) -> list[list[str]]:
    edges = [(one.span.start, *one.gaps, one.span.end) for one in run_together(text)]
    return [[text[a:b] for a, b in itertools.pairwise(e)] for e in edges]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وفقًاللجنةحفظالأسماك", [["وفقًا", "للجنة", "حفظ", "الأسماك"]]),
        ("أعلنتوزارةالصحة أمس", [["أعلنت", "وزارة", "الصحة"]]),
        ("قال إن الفوضىالتي رآها", [["الفوضى", "التي"]]),
        ("وقالالرئيسالأمريكي", [["وقال", "الرئيس", "الأمريكي"]]),
        ("وقعإصدارٍمن النظام", [["وقع", "إصدارٍ", "من"]]),
    ],
)
def test_words_are_told_apart(text: str, parts: list[list[str]]) -> None:
    assert _parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "وسيستخدمونها لاستراتيجياتهم الكهرومغناطيسية",
        "شىء في هيئة باكينجهامشاير",
        "راجع جميعًها رعاةهم",
        "السيناريوتين الأسيتالديهايد",
        "عبدالرحمن وعبدالله",
        "لااااااااااااااااااااااااا",
    ],
)
def test_long_words_names_and_slips_are_left_whole(text: str) -> None:
    assert _parts(text) == []


def test_what_cannot_be_told_apart_is_said_so() -> None:
    (one,) = run_together("قال غظثصضقفغعهخحجدطكمنتالبيسش أمس")
    assert one.span == Span(start=4, end=29)
    assert one.gaps == ()


def test_offsets_go_to_the_document_and_back() -> None:
    document = Document(path="p", text="xx " + JOINED)
    segment = Segment(document=document, lang="ar", span=Span(start=3, end=3 + len(JOINED)), text=JOINED)
    bitext = tqcheck.records.Bitext(path="p", source_lang="en", target_lang="ar", source=(), target=(segment,))
    (read,) = respaced(bitext).target
    assert read.text == WHOLE
    assert read.written == JOINED
    at = WHOLE.index("الأسماك")
    assert document.text[read.place(at) : read.place(at + 7)] == "الأسماك"
    assert [read.offset(read.place(i)) for i in range(len(WHOLE)) if i not in read.gaps] == [
        i for i in range(len(WHOLE)) if i not in read.gaps
    ]
    assert respaced(respaced(bitext)).target == (read,)


def _found(tmp_path: Path, target: str, source: str = SOURCE) -> list[tuple[str, Severity, str]]:
    (tmp_path / "post.tsv").write_text(f"{source}\t{target}\n", "utf-8")
    report = tqcheck.check([str(tmp_path / "post.tsv")], config=Config(mt_model="gloss", offline=True, cache=False))
    return [(f.code, f.severity, f.target.text if f.target else "") for d in report.documents for f in d.findings]


def test_lost_spaces_are_one_minor_finding_and_hide_no_fault(tmp_path: Path) -> None:
    assert _found(tmp_path, JOINED) == [("TQ611", Severity.MINOR, "وفقًاللجنةحفظالأسماك")]
    faulty = JOINED.replace("الثلاثاء", "الخميس")
    assert ("TQ305", Severity.CRITICAL, "الخميس") in _found(tmp_path, faulty)


def test_five_places_are_major(tmp_path: Path) -> None:
    target = "وفقًاللجنة حفظ الأسماك، وقعتالدولة الاتفاقيةالجديدة يوم الثلاثاء في مدينةفاليتا بحضورلجنةالحكومة."
    (major,) = [found for found in _found(tmp_path, target) if found[0] == "TQ611"]
    assert major == ("TQ611", Severity.MAJOR, "وفقًاللجنة")


def test_where_they_cannot_be_told_apart_words_are_not_compared(tmp_path: Path) -> None:
    (tmp_path / "post.tsv").write_text(f"{SOURCE}\tغظثصضقفغعهخحجدطكمنتالبيسش يوم الثلاثاء.\n", "utf-8")
    engine = Engine(Config(mt_model="gloss", offline=True, cache=False))
    report = engine.report(engine.load([str(tmp_path / "post.tsv")]))
    codes = {f.code for d in report.documents for f in d.findings}
    assert "TQ611" in codes
    assert not codes & {"TQ201", "TQ202"}
    assert any("comparison of words" in reason for reason in report.reasons)
