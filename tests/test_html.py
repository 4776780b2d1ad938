"""The HTML report without a browser: what the page holds, what it may do, and where it is written."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import evidence_of
from tests.sample_report import sample
from tqcheck.cli import main
from tqcheck.errors import UsageError
from tqcheck.records import Coverage, DocumentReport, Finding, Report, Severity, Span, Verdict, WordCoverage
from tqcheck.report.html_page import HtmlReporter, page_name
from tqcheck.report.html_view import KINDS, Page, page_of


def one(report: Report, n: int = 0) -> Report:
    """The report with one of its posts."""
    return replace(report, documents=report.documents[n : n + 1])


def text_of(page: Page, row: int, side: str) -> str:
    """What a row's pieces add up to."""
    return " ".join("".join(p.text for p in s.pieces) for s in getattr(page.rows[row], side))


def finding(document: DocumentReport, start: int, end: int, side: str = "source", **fields: object) -> Finding:
    """A finding at code points of the first bead's side."""
    place = document.beads[0].bead.locate(side, start, end)  # type: ignore[arg-type]
    values = {
        "code": "TQ301",
        "name": "n",
        "severity": Severity.MAJOR,
        "message": "m",
        "bead": 0,
        side: place,
        **fields,
    }
    return Finding(**values)  # type: ignore[arg-type]


def post(english: str, arabic: str = "غادر.") -> DocumentReport:
    """A post of one bead."""
    evidence = evidence_of(((english,), (arabic,)))
    return DocumentReport(bitext=evidence.bitext, beads=evidence.beads, findings=(), score=None)


class Collector(HTMLParser):
    """Tags, and the text of every cell's paragraph, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_policy_lets_run_exactly_what_is_on_the_page() -> None:
    page = HtmlReporter().render(one(sample()))
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert len(content) == 1
        digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("page", [HtmlReporter().render(one(sample())), HtmlReporter().pages(sample())["index.html"]])
def test_the_page_loads_nothing_and_has_no_inline_code(page: str) -> None:
    for _, attributes in Collector(page).tags:
        assert not {"src", "style", "srcset", "onclick", "onload"} & set(attributes)
        assert not str(attributes.get("href", "#")).startswith(("http", "//", "data:", "javascript:"))


def test_markup_of_a_post_stays_text() -> None:
    document = post('<script>alert(1)</script> & <img src=x onerror="alert(2)">', "غادر <b>هنا</b> &amp; عاد.")
    fault = finding(document, 0, 8, message="</script><script>alert(3)</script>")
    report = replace(
        sample(), documents=(replace(document, findings=(fault,)),), notices=("<script>alert(4)</script>",)
    )
    tags = [tag for tag, _ in Collector(HtmlReporter().render(report)).tags]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert "b" in tags  # the counts; the post's own is text


def test_both_sides_have_their_language_and_direction() -> None:
    cells = [a for t, a in Collector(HtmlReporter().render(one(sample()))).tags if "cell" in str(a.get("class"))]
    assert {(a["lang"], a["dir"]) for a in cells} == {("en", "ltr"), ("ar", "rtl")}


def test_both_places_of_a_finding_are_marked() -> None:
    page = page_of(sample().documents[0])
    number = next(i.number for i in page.items if i.finding.code == "TQ301")
    row = page.rows[1]
    for sentences, words in ((row.source, "347 million"), (row.target, "374 مليون")):
        assert [p.text for s in sentences for p in s.pieces if number in p.findings] == [words]


def test_a_wrong_number_is_marked_in_the_back_translation() -> None:
    page = page_of(sample().documents[0])
    assert [p for p in page.rows[1].back_parts if p[1]] == [("374", True)]
    assert "".join(words for words, _ in page.rows[1].back_parts) == page.rows[1].back


def test_a_point_is_marked_once() -> None:
    page = page_of(sample().documents[0])
    number = next(i.number for i in page.items if i.finding.code == "TQ201")
    gaps = [p for row in page.rows for s in row.target for p in s.pieces if p.gap]
    assert [p.findings for p in gaps] == [(number,)]


def test_overlapping_places_are_cut_where_each_begins_and_ends() -> None:
    document = post("one two three four")
    findings = (finding(document, 0, 7), finding(document, 4, 13))
    pieces = page_of(replace(document, findings=findings)).rows[0].source[0].pieces
    assert [(p.text, p.findings) for p in pieces] == [
        ("one ", (0,)), ("two", (0, 1)), (" three", (1,)), (" four", ()),
    ]  # fmt: skip
    assert [p.opens for p in pieces] == [True, False, True, False]


@given(st.text(alphabet="ab 😀ا\u202e\u2066\x00\x1b", min_size=1, max_size=40).filter(str.strip), st.data())
def test_pieces_add_up_to_the_sentence(text: str, data: st.DataObject) -> None:
    document = post(text)
    cuts = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(cuts, cuts).map(sorted), max_size=4))
    findings = tuple(finding(document, a, b) for a, b in spans)
    shown = text_of(page_of(replace(document, findings=findings)), 0, "source")
    assert shown == text.replace("\x00", "␀").replace("\x1b", "␛")


def test_bidi_controls_are_named() -> None:
    page = HtmlReporter().render(replace(sample(), documents=(post("He said \u202eelif.exe\u202c to us."),)))
    assert page.count('data-c="RLO"') == page.count('data-c="PDF"') == 1


def test_what_html_cannot_hold_is_replaced() -> None:
    document = post("bell \x07, null \x00, lone \ud800.")
    text = HtmlReporter().render(replace(sample(), documents=(document,)))
    assert "bell ␇, null ␀, lone \ufffd." in text
    text.encode("utf-8")


def test_heat_counts_as_browsers_do() -> None:
    document = post("😀 word here")
    words = (
        WordCoverage(span=Span(start=0, end=1), p=0.1),
        WordCoverage(span=Span(start=2, end=6), p=0.5),
        WordCoverage(span=Span(start=7, end=11), p=0.95),
    )
    evidence = replace(document.beads[0], source_coverage=Coverage(words=words, p=0.9))
    assert page_of(replace(document, beads=(evidence,))).rows[0].source[0].heat == "3-7:2 8-12:4"


def test_every_code_has_a_kind() -> None:
    from tqcheck.checks import documented_checks

    assert {check.family for check in documented_checks()} == set(KINDS)


def test_settled_findings_are_told_from_live_ones() -> None:
    page = HtmlReporter().render(one(sample()))
    notes = [str(a["class"]) for t, a in Collector(page).tags if t == "article"]
    assert sum("settled" in classes for classes in notes) == 2
    assert "settled by comment: the quote says so" in page


def test_what_was_not_checked_stands_on_the_page() -> None:
    for text in HtmlReporter().pages(sample()).values():
        assert "Not checked: name changed." in text
        assert "Not checked: who said it, or how sure it is." in text
        assert "back-translations are a word-by-word gloss" in text


def test_an_empty_report_renders() -> None:
    report = replace(sample(), documents=(), runs=(), verdict=Verdict.PASS)
    assert "No post was checked" in HtmlReporter().render(report)


def test_reports_of_one_run_are_equal() -> None:
    assert HtmlReporter().render(one(sample())) == HtmlReporter().render(one(sample()))


def test_several_posts_make_no_single_page() -> None:
    with pytest.raises(UsageError, match="2 posts make a page each: name a folder"):
        HtmlReporter().render(sample())


def test_pages_of_namesakes_differ() -> None:
    assert page_name("a/post.txt") != page_name("b/post.txt")
    assert re.fullmatch(r"خبر-عاجل-[0-9a-f]{6}\.html", page_name("posts/خبر عاجل.txt"))
    assert "/" not in page_name("../../x/..")


def test_the_index_links_to_every_page_worst_first() -> None:
    pages = HtmlReporter().pages(sample())
    links = [unquote(str(a["href"])) for t, a in Collector(pages["index.html"]).tags if t == "a"]
    assert links[1:] == [page_name(path) for path in ("posts/figures.txt", "posts/aqaba, port.txt")]
    assert set(links[1:]) < set(pages)


EXAMPLE = ["check", "--example", "--offline", "--quiet"]


def run(*arguments: str | Path) -> int:
    """The exit code of a call."""
    with pytest.raises(SystemExit) as caught:
        main([*map(str, arguments)])
    return int(caught.value.code or 0)


def test_a_file_and_a_folder_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*EXAMPLE, "-f", "html", "-o", tmp_path / "one.html", "-f", "html", "-o", tmp_path / "site") == 1
    assert (tmp_path / "one.html").stat().st_size < 300_000
    assert sorted(p.suffix for p in (tmp_path / "site").iterdir()) == [".html", ".html"]
    assert capsys.readouterr().out == ""
    # A second run replaces what the first has written.
    assert run(*EXAMPLE, "-f", "html", "-o", tmp_path / "site") == 1


def test_a_page_of_somebody_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.html").write_text("<h1>mine</h1>")
    assert run(*EXAMPLE, "-f", "html", "-o", tmp_path) == 2
    assert "index.html: was not written by tqcheck and is left as it is" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text() == "<h1>mine</h1>"


def test_many_posts_and_one_file_are_refused_before_anything_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tqcheck.api import Engine

    monkeypatch.setattr(Engine, "report", lambda *a, **k: pytest.fail("checked"))
    for name in ("a.tsv", "b.tsv"):
        (tmp_path / name).write_text("He left.\tغادر.\n")
    files = [tmp_path / "a.tsv", tmp_path / "b.tsv"]
    assert run("check", *files, "--offline", "-f", "html", "-o", tmp_path / "out.html") == 2
    assert "2 posts make a page each: name a folder" in capsys.readouterr().err
    assert run("check", *files, "--offline", "-f", "html") == 2
    assert not (tmp_path / "out.html").exists()


def test_what_was_translated_stands_under_its_own_side() -> None:
    for source, target, side in (("en", "ar", "tgt"), ("ar", "en", "src")):
        document = post("He left.")
        bitext = replace(document.bitext, source_lang=source, target_lang=target)
        beads = (replace(document.beads[0], back_translation="He went."),)
        page = HtmlReporter().render(replace(sample(), documents=(replace(document, bitext=bitext, beads=beads),)))
        cells = re.split(r'<div class="cell ', page)
        assert [cell[:3] for cell in cells if 'class="back" lang="en" dir="ltr"' in cell] == [side]
