"""Posts as newsrooms have them, each the smallest of a kind that was once read wrongly, or not at all."""

from __future__ import annotations

import pytest

from tests.story import ARABIC, ENGLISH, FOUR, POSTS, findings, found
from tqcheck.errors import InputError
from tqcheck.ingest import load

FIELD = POSTS / "field"


def in_short(engine, name):
    """Severity and marked words of every finding in a file, a folder, or a pair of files."""
    one, _, other = name.partition("+")
    how = {"source": FIELD / one, "target": FIELD / other} if other else {}
    return [(severity, words) for _, severity, words in found(engine, *([] if other else [FIELD / one]), **how)]


CRITICAL = {
    "latin-rich-arabic.en.md+latin-rich-arabic.ar.md": [],
    "whatsapp-timestamps.txt": [],
    "html-language-tabs-hidden.html": [],
    "front-matter/en.md+front-matter/ar.md": ["12", "denied", "Saturday"],
    "front-matter/one.md": ["12"],
    "figcaption.en.html+figcaption.ar.html": ["12", "denied", "4", "Saturday"],
    "html-utf8-but-meta-says-1256.html": [words for *_, words in FOUR],
    "cp1256.txt": [words for *_, words in FOUR],
    "utf16.txt": [words for *_, words in FOUR],
    "two-docx-folder": [words for *_, words in FOUR],
    "job.sdlxliff": ["250"],
    "missing-target-place.xlf": ["The bridge will open in May."] * 2 + ["May"],
    "i08_utf16be_nobom.tmx": ["250,000"],
    "old.rtf": ["Monday"],
}


@pytest.mark.parametrize("name", CRITICAL)
def test_what_is_critical_is_found_and_nothing_else(engine, name):
    assert [words for severity, words in in_short(engine, name) if severity == "critical"] == CRITICAL[name]


def test_headings_of_a_table_are_not_missing(engine):
    assert [f.code for f in findings(engine, FIELD / "docx-table-heading.docx")] == ["TQ305", "TQ301", "TQ501", "TQ102"]


def test_a_utf_16_file_without_its_mark_has_places(engine):
    [number] = [f for f in findings(engine, FIELD / "i08_utf16be_nobom.tmx") if f.code == "TQ301"]
    assert number.source.document.line_column(number.source.span.start)[0] == 5


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("pdf-reversed.txt", "its Arabic stands backwards («نينثالا» for «الاثنين»)"),
        ("posts.zip", "an archive is not read: unpack it and give the folder"),
        ("story.pdf", "not a readable PDF"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_advice(name, says):
    with pytest.raises(InputError) as error:
        load([str(FIELD / name)])
    assert str(error.value).startswith(f"{FIELD / name}: {says}")
    assert "\n" not in str(error.value)


def test_a_site_in_two_folders_is_paired_and_what_is_untranslated_is_named(engine, tmp_path):
    for lang, story in (("en", ENGLISH), ("ar", ARABIC)):
        (tmp_path / lang / "blog").mkdir(parents=True)
        (tmp_path / lang / "blog" / "done.md").write_text("\n\n".join(story), "utf-8")
        (tmp_path / lang / "blog" / "to-do.md").write_text("\n\n".join(ENGLISH), "utf-8")
    done, to_do = engine.load([str(tmp_path)])
    assert (done.path, done.fault, done.notices) == (f"{tmp_path}/ar/blog/done.md", None, ())
    assert "original and translation are both English, as it seems" in to_do.fault
