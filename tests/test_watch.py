"""`tqcheck watch`: what is saved is checked again, with its other half; what fails is a line, and watching goes on."""

from __future__ import annotations

import threading

import pytest
import watchfiles

from tests import story
from tqcheck.cli.watch import check_again, folders, reports
from tqcheck.errors import UsageError

FAULTY = story.post(story.FAULTY)


def codes(report):
    """Codes of the findings of every post, by file name."""
    return {d.bitext.path.rsplit("/", 1)[-1]: [f.code for f in d.findings] for d in report.documents}


@pytest.fixture
def posts(tmp_path):
    """A clean and a faulty post."""
    (tmp_path / "clean.txt").write_text(story.post(), "utf-8")
    (tmp_path / "faulty.txt").write_text(FAULTY, "utf-8")
    return tmp_path


def test_all_is_checked_at_first_and_then_what_is_saved(engine, posts):
    first = check_again(engine, [str(posts)], None)
    assert codes(first) == {"clean.txt": [], "faulty.txt": [code for code, *_ in story.FOUR]}
    (posts / "faulty.txt").write_text(FAULTY.replace("1520", "1250"), "utf-8")
    [again] = reports(engine, [str(posts)], [{str(posts / "faulty.txt")}])
    assert codes(again) == {"faulty.txt": ["TQ305", "TQ501", "TQ101"]}


def test_other_files_are_none_of_ours(engine, posts):
    (posts / "notes.log").write_text("x", "utf-8")
    changes = [{str(posts / "notes.log")}, {str(posts.parent / "elsewhere.txt")}]
    assert list(reports(engine, [str(posts)], changes)) == []


def test_of_a_story_in_two_files_both_are_read(engine, tmp_path):
    (tmp_path / "story.en.txt").write_text("\n\n".join(story.ENGLISH), "utf-8")
    (tmp_path / "story.ar.txt").write_text("\n\n".join(story.FAULTY), "utf-8")
    [report] = reports(engine, [str(tmp_path)], [{str(tmp_path / "story.ar.txt")}])
    assert list(codes(report).values()) == [[code for code, *_ in story.FOUR]]


def test_a_post_that_cannot_be_read_is_a_line_and_the_next_is_checked(engine, posts):
    (posts / "faulty.txt").write_text("Only English is left here, nothing else.", "utf-8")
    changes = [{str(posts / "faulty.txt")}, {str(posts / "clean.txt")}]
    broken, clean = reports(engine, [str(posts)], changes)
    assert "English" in broken
    assert codes(clean) == {"clean.txt": []}


def test_the_folder_of_a_file_is_looked_at(posts):
    assert folders([str(posts / "clean.txt")]) == [str(posts)]
    with pytest.raises(UsageError, match="no such file"):
        folders([str(posts / "no" / "such.txt")])


def test_a_file_that_an_editor_replaces_is_noticed(engine, posts):
    stop = threading.Event()
    lots = watchfiles.watch(
        *folders([str(posts / "faulty.txt")]), stop_event=stop, rust_timeout=200, yield_on_timeout=True
    )
    next(lots)
    (posts / ".new").write_text(FAULTY.replace("1520", "1250"), "utf-8")
    (posts / ".new").replace(posts / "faulty.txt")
    changes = ({path for _, path in lot} for lot in lots)
    report = next(reports(engine, [str(posts / "faulty.txt")], changes))
    stop.set()
    assert codes(report) == {"faulty.txt": ["TQ305", "TQ501", "TQ101"]}
