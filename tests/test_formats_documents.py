"""Documents as LibreOffice and pandoc write them: four faults planted, exactly these found; the clean ones pass."""

from __future__ import annotations

import pytest

from tests.story import FOUR, POSTS, findings, found, places
from tqcheck.api import Engine

MADE = POSTS / "made"
FILES = ("office.docx", "office.odt", "office.rtf", "office.html", "pandoc.docx", "pandoc.odt", "pandoc.rtf",
         "pandoc.md", "pandoc.html")  # fmt: skip


def made(name: str, state: str):
    tool, suffix = name.split(".")
    return MADE / f"{tool}-{state}.{suffix}"


@pytest.mark.parametrize("name", FILES)
def test_the_four_faults_are_found_in_every_format(engine: Engine, name: str) -> None:
    assert found(engine, made(name, "faulty")) == FOUR


@pytest.mark.parametrize("name", FILES)
def test_the_clean_documents_pass(engine: Engine, name: str) -> None:
    assert found(engine, made(name, "clean")) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("office.odt", ("paragraph 2", "paragraph 8")),
        ("office.rtf", ("paragraph 2", "paragraph 8")),
        ("office.docx", ("paragraph 2", "paragraph 8")),
        ("pandoc.docx", ("paragraph 3", "paragraph 9")),
        ("pandoc.md", ("paragraph 1", "paragraph 6")),
        ("pandoc.html", ("/html/body/p[1]", "/html/body/p[6]")),
    ],
)
def test_findings_say_where_they_stand(engine: Engine, name: str, expected: tuple[str, str]) -> None:
    assert places(engine, made(name, "faulty"))[0] == expected


def test_a_pdf_is_read_with_a_warning(engine: Engine) -> None:
    """What a PDF does to Arabic marks is not the translator's: nothing grave comes of it."""
    path = made("office.pdf", "clean")
    [bitext] = engine.load([str(path)])
    assert bitext.notices[0].startswith(f"{path}: read from a PDF, which keeps neither paragraphs nor, for certain,")
    assert {f.severity.value for f in findings(engine, path)} <= {"minor"}
    faulty = made("office.pdf", "faulty")
    assert [f for f in found(engine, faulty) if f[1] != "minor"] == FOUR
    assert places(engine, faulty)[0][0] == "page 1, line 3"


def test_cells_of_a_table_in_odt_and_rtf(engine: Engine, tmp_path) -> None:
    [bitext] = engine.load([str(POSTS / "made" / "office-table.odt")])
    document = bitext.source[0].document
    assert [(s.text, document.anchor(s.span.start).path) for s in (*bitext.source, *bitext.target)] == [
        ("The minister left.", "table 1, row 1, column 1"),
        ("He came back.", "table 1, row 2, column 1"),
        ("غادر الوزير.", "table 1, row 1, column 2"),
        ("وعاد.", "table 1, row 2, column 2"),
    ]
    [rich] = engine.load([str(POSTS / "made" / "office-table.rtf")])
    assert [s.text for s in rich.target] == ["غادر الوزير.", "وعاد."]
