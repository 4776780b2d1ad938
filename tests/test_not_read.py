"""What was there and was not read is told in every format, and listed in the JSON report."""

from __future__ import annotations

from dataclasses import replace

from tqcheck.ingest.unread import told
from tqcheck.records import Unread
from tqcheck.report.json_report import JsonReporter


def test_a_report_lists_what_was_not_read_once(engine, tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("The work begins in May.\tويبدأ العمل في مايو.\n", "utf-8")
    [bitext] = engine.load([str(pairs)])
    unread = Unread(path="posts/story.pdf", reason="PDF is not read")
    report = engine.report([replace(bitext, not_read=(unread, unread))])
    assert report.not_read == (unread,)
    assert "not read: posts/story.pdf: PDF is not read" in report.notices
    assert JsonReporter().as_dict(report)["not_read"] == [{"path": "posts/story.pdf", "reason": "PDF is not read"}]


def test_of_many_the_first_ten_are_told_and_how_many_more_there_are():
    unread = [Unread(path=f"{n}.png", reason="a picture") for n in range(12)]
    assert told(unread)[9:] == ("not read: 9.png: a picture", "not read: 2 more, all of them in the JSON report")
    assert told(unread[:10]) == tuple(f"not read: {n}.png: a picture" for n in range(10))
