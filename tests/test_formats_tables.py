"""Tables as spreadsheets and desks write them, with headings, without, with other separators; and chats."""

from __future__ import annotations

import docx
import pytest

from tests.story import ARABIC, ENGLISH, FAULTY, FOUR, findings, found
from tqcheck.errors import InputError
from tqcheck.ingest import load

ROWS = list(zip(ENGLISH, FAULTY, strict=True))


def csv_text(rows, delimiter=","):
    quoted = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(quoted) + "\r\n"


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("none.csv", csv_text(ROWS), "utf-8-sig"),
        ("swapped.csv", csv_text([row[::-1] for row in ROWS]), "utf-8"),
        ("arabic.csv", csv_text([("النص الإنجليزي", "النص العربي"), *ROWS], ";"), "utf-8"),
        ("original.csv", csv_text([("الأصل", "الترجمة"), *ROWS]), "utf-8"),
        ("numbered.csv", csv_text([(str(n), *row) for n, row in enumerate(ROWS)]), "utf-8"),
        ("excel.csv", "sep=;\r\n" + csv_text([("English", "Arabic"), *ROWS], ";"), "utf-8"),
        ("unicode.csv", csv_text([("English", "Arabic"), *ROWS], "\t"), "utf-16"),
        ("old.csv", csv_text([("English", "Arabic"), *ROWS], ";"), "cp1256"),
        ("none.tsv", "\n".join("\t".join((str(n), *row)) for n, row in enumerate(ROWS)), "utf-8"),
    ],
)
def test_tables_of_spreadsheets(engine, tmp_path, name, text, encoding):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    [bitext] = engine.load([str(path)])
    assert (bitext.source_lang, bitext.target_lang, len(bitext.beads)) == ("en", "ar", len(ROWS))
    # A row is one bead, so that what is left out of it is an omission.
    marked = [(severity, words.rstrip(".")) for _, severity, words in found(engine, path)]
    assert marked == [(severity, words.rstrip(".")) for _, severity, words in FOUR]


@pytest.mark.parametrize("suffix", ["tsv", "csv"])
def test_what_is_untranslated_is_found_row_by_row(engine, tmp_path, suffix):
    rows = [
        ("en", "ar"),
        ("The work begins in May.", "The work begins in May."),
        ("The talks in Geneva have failed again.", ""),
        ("The minister arrived on Monday.", "The minister arrived on Monday."),
    ]
    path = tmp_path / f"p.{suffix}"
    path.write_text(csv_text(rows) if suffix == "csv" else "\n".join(map("\t".join, rows)), "utf-8")
    got = [(f.code, f.target.document.line_column(f.target.span.start)[0]) for f in findings(engine, path)]
    assert got == [("TQ105", 2), ("TQ101", 3), ("TQ105", 4)]


def test_columns_that_are_both_english_without_names_are_refused(tmp_path):
    path = tmp_path / "p.tsv"
    path.write_text("He left.\tHe went away.\nShe stayed there.\tShe did not go.\n", "utf-8")
    with pytest.raises(InputError, match="both English, as it seems"):
        load([str(path)])


def test_headings_of_a_table_in_a_document_are_no_text(engine, tmp_path):
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for cells in (("#", "English", "Arabic"), *((str(n), *row) for n, row in enumerate(ROWS, 1))):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.sections[0].header.paragraphs[0].text = "Confidential draft"
    document.save(str(tmp_path / "table.docx"))
    assert found(engine, tmp_path / "table.docx") == FOUR
    [bitext] = engine.load([str(tmp_path / "table.docx")])
    assert [unread.reason for unread in bitext.not_read] == ["page headers (2 words)"]


def test_a_document_of_python_docx_passes(engine, tmp_path):
    document = docx.Document()
    for texts in (ENGLISH, ARABIC):
        document.add_heading(texts[0], 1)
        for text in texts[1:]:
            document.add_paragraph(text)
    document.save(str(tmp_path / "clean.docx"))
    assert found(engine, tmp_path / "clean.docx") == []


CHATS = (
    "[26/11/2026, 14:02:{n:02}] Desk: {text}",
    "\u200e[26/11/26, 2:02:{n:02} PM] Desk +44 20: \u200f{text}",
    "26/11/2026, 14:{n:02} - Desk: {text}",
    "Desk, [26.11.2026 14:{n:02}]: {text}",
)


@pytest.mark.parametrize("stamp", CHATS)
def test_who_wrote_and_when_is_no_text(engine, tmp_path, stamp):
    lines = [stamp.format(n=n, text=text) for n, text in enumerate((*ENGLISH, *FAULTY), 10)]
    path = tmp_path / "chat.txt"
    path.write_text("\n".join(lines), "utf-8")
    assert found(engine, path) == FOUR
    [bitext] = engine.load([str(path)])
    assert bitext.source[0].text == ENGLISH[0]


def test_a_time_in_a_story_is_no_stamp(tmp_path):
    path = tmp_path / "p.txt"
    path.write_text("Live at 14:05: he left.\nBy 15:10: she left.\n\nمباشر: غادر الرجل.\nثم غادرت المرأة.\n", "utf-8")
    [bitext] = load([str(path)])
    assert bitext.source[0].text == "Live at 14:05: he left."
