"""The page of a post in a browser: keys, highlights, filters, decisions, hostile text, size, accessibility."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from tests.browser.conftest import document
from tests.conftest import evidence_of
from tests.sample_report import sample
from tqcheck.gate.decisions import load_decisions
from tqcheck.records import DocumentReport, Finding, Report, Severity
from tqcheck.report.html_page import HtmlReporter

Open = Callable[..., Any]
Make = Callable[[DocumentReport], Report]


@pytest.fixture
def page(opened: Open, report: Make) -> Any:
    """A post of 12 rows with 4 findings: critical, major, minor, critical."""
    return opened(report(document(12, 4)))


def current(page: Any) -> str | None:
    """The code of the finding that is current."""
    return page.evaluate("document.querySelector('.note.now')?.dataset.code ?? null")


def lit(page: Any) -> list[str]:
    """What is highlighted on either side."""
    return page.eval_on_selector_all(".m.now", "all => all.map(m => m.textContent)")


def test_keys_walk_from_finding_to_finding_and_around(page: Any) -> None:
    seen = [current(page)]
    for _ in range(4):
        page.keyboard.press("j")
        seen.append(current(page))
    assert seen == ["TQ301", "TQ202", "TQ610", "TQ401", "TQ301"]
    page.keyboard.press("k")
    assert current(page) == "TQ401"
    assert page.inner_text("#count") == "4 of 4"
    assert page.evaluate("document.activeElement.id") == "f3"


def test_both_sides_are_highlighted_together_and_in_sight(page: Any) -> None:
    for _ in range(3):
        page.keyboard.press("j")
    assert lit(page) == ["109 families", "209 أسرة"]
    for mark in page.query_selector_all(".m.now"):
        box = mark.bounding_box()
        assert box["y"] > page.query_selector(".bar").bounding_box()["height"]
        assert box["y"] + box["height"] < 900
    assert page.locator(".note.now").bounding_box()["y"] < 900


def test_arabic_stands_on_the_right_and_runs_from_the_right(page: Any) -> None:
    source, target = (page.locator(f".row:nth-of-type(1) .{side} p[data-line]") for side in ("src", "tgt"))
    assert source.bounding_box()["x"] < target.bounding_box()["x"]
    assert source.bounding_box()["y"] == pytest.approx(target.bounding_box()["y"], abs=2)
    ends = page.evaluate(
        """() => { const p = document.querySelector('.tgt p[data-line]'), r = document.createRange();
        const text = document.createTreeWalker(p, NodeFilter.SHOW_TEXT).nextNode();
        const x = (at) => { r.setStart(text, at); r.setEnd(text, at + 1); return r.getBoundingClientRect().x; };
        return [x(0), x(10)]; }"""
    )
    assert ends[0] > ends[1]


def test_a_click_on_marked_words_goes_to_the_finding(page: Any) -> None:
    page.locator(".tgt .m").nth(2).click()
    assert current(page) == "TQ610"
    assert len(lit(page)) == 2


def test_the_strip_leads_to_the_nearest_finding(page: Any) -> None:
    box = page.locator("#strip").bounding_box()
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + 4)
    assert current(page) == "TQ401"


def test_filters_by_severity_and_code(page: Any) -> None:
    page.locator("[data-severity=critical]").click()
    assert page.locator(".note:visible").count() == 2
    assert page.locator(".m.off").count() == 4
    assert page.locator(".tick.off").count() == 2
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current(page) == "TQ610"
    page.locator("#codes summary").click()
    page.locator("input[data-code=TQ610]").click()
    assert page.inner_text("#count") == "1 finding"
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    assert page.locator(".row:visible").count() == 1


def test_nothing_left_is_said(page: Any) -> None:
    page.locator("#codes summary").click()
    page.get_by_role("button", name="None").click()
    assert page.locator("#nothing").is_visible()
    assert page.locator("#next").is_disabled()


def test_heat_and_back_translation_on_demand(page: Any) -> None:
    assert page.locator(".back").first.is_visible()
    page.keyboard.press("b")
    assert not page.locator(".back").first.is_visible()
    page.keyboard.press("h")
    sizes = page.evaluate("[1, 2, 3, 4].map(n => CSS.highlights.get('heat' + n).size)")
    assert all(sizes)
    words = page.evaluate("[3, 4].map(n => [...CSS.highlights.get('heat' + n)].slice(0, 2).map(String))")
    assert words == [["100", "families"], ["had", "been"]]
    page.keyboard.press("h")
    assert page.evaluate("CSS.highlights.size") == 0


def dismiss(page: Any, reason: str) -> None:
    """Dismiss the current finding by the keyboard alone."""
    page.keyboard.press("d")
    page.keyboard.type(reason)
    page.keyboard.press("Enter")


def exported(page: Any, tmp_path: Path) -> Path:
    """The file that the page exports."""
    with page.expect_download() as download:
        page.keyboard.press("e")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_decisions_are_exported_as_suppress_takes_them(page: Any, tmp_path: Path) -> None:
    assert page.locator("#export").is_disabled()
    dismiss(page, "checked: خبر “صحيح”")
    assert current(page) == "TQ202"
    page.keyboard.press("a")
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    assert page.inner_text("#made") == "(2)"
    file = exported(page, tmp_path)
    assert file.name == "post.txt.decisions.json"
    first, second = load_decisions(file)
    assert (first.decision, first.code, first.reason) == ("dismissed", "TQ301", "checked: خبر “صحيح”")
    assert (second.decision, second.code) == ("accepted", "TQ202")
    assert first.until is not None
    assert first.fingerprint == page.get_attribute("#f0", "data-fp")


def test_a_dismissal_needs_a_reason(page: Any) -> None:
    dismiss(page, "   ")
    assert page.locator("#ask").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#export").is_disabled()


def test_undo_goes_back_one_decision_at_a_time(page: Any) -> None:
    page.keyboard.press("a")
    dismiss(page, "right")
    assert page.locator(".note.dismissed").count() == 1
    page.keyboard.press("u")
    assert (current(page), page.locator(".note.dismissed").count()) == ("TQ202", 0)
    page.keyboard.press("u")
    assert (current(page), page.inner_text("#made")) == ("TQ301", "")


def test_decisions_outlive_the_page(page: Any) -> None:
    dismiss(page, "right")
    page.reload()
    assert page.inner_text("#made") == "(1)"
    assert "dismissed: right" in page.inner_text("#f0")
    assert page.locator("#f0 .message").evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"


def test_decisions_outlive_a_check_that_finds_more(opened: Open, report: Make) -> None:
    post = document(12, 4)
    page = opened(report(replace(post, findings=post.findings[1:])))
    decided = page.get_attribute("#f0", "data-fp")
    dismiss(page, "right")
    file = Path(url2pathname(urlparse(page.url).path))
    file.write_text(HtmlReporter().render(report(post)), encoding="utf-8")
    page.reload()
    assert page.get_attribute("#f0", "data-fp") != decided
    assert page.inner_text("#made") == "(1)"
    assert "dismissed: right" in page.inner_text(f".note[data-fp='{decided}']")
    file.write_text(HtmlReporter().render(report(replace(post, findings=post.findings[:1]))), encoding="utf-8")
    page.reload()
    assert page.locator("#export").is_disabled(), "what was decided of other findings is not this page's to export"


def test_findings_settled_before_are_shown_on_demand(opened: Open) -> None:
    page = opened(replace(sample(), documents=sample().documents[:1]))
    assert page.locator(".note:visible").count() == 2
    page.locator("summary", has_text="View").click()
    page.locator("#settled").click()
    assert page.locator(".note:visible").count() == 4


HOSTILE = (
    '<script>document.title="ran"</script><img src=x onerror=alert(1)> & &lt;b&gt; </p></section>"\'',
    "Sent \u202eexe.fdp\u202c by \u2067mail\u2069, <b>AT&T</b> said.",
)


def hostile(text: str, arabic: str) -> DocumentReport:
    """A post of one bead whose finding marks all of the source, with markup in its message too."""
    evidence = evidence_of(((text,), (arabic,)))
    place = evidence.beads[0].bead.locate("source", 0, len(text))
    fault = Finding(
        code="TQ301", name="<i>n</i>", severity=Severity.MAJOR, message=text[:300], bead=0, source=place,
        fingerprint="f" * 16,
    )  # fmt: skip
    return DocumentReport(bitext=evidence.bitext, beads=evidence.beads, findings=(fault,), score=None)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_shown_and_not_run(opened: Open, report: Make, text: str) -> None:
    page = opened(report(hostile(text, "قال </p><script>alert(2)</script> نعم.")))
    assert page.locator(".src p").evaluate("p => p.textContent") == text
    assert page.locator("#f0 .message").evaluate("m => m.textContent") == text
    assert page.locator(".row").count() == 1
    assert page.locator("main img, main script, main i:not(.tie i)").count() == 0
    assert page.title() != "ran"


def test_an_inline_script_does_not_run_even_where_escaping_failed(opened: Open, report: Make, chromium: Any) -> None:
    text = HtmlReporter().render(report(document(2, 1)))
    broken = text.replace("</main>", '<script>document.title = "ran"</script></main>')
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(broken)
    assert page.title() != "ran"
    context.close()


def test_an_override_turns_nothing_around_it(opened: Open, report: Make) -> None:
    text = "Sent \u202eexe.fdp by mail, he said to the paper."
    page = opened(report(hostile(text, "قال نعم.")))
    x = page.evaluate(
        """() => { const walk = document.createTreeWalker(document.querySelector('.src p'), NodeFilter.SHOW_TEXT);
        let node; for (let n; (n = walk.nextNode());) node = n;
        const range = document.createRange();
        const at = (i) => { range.setStart(node, i); range.setEnd(node, i + 1);
        return range.getBoundingClientRect().x; };
        return [at(0), at(4), at(9)]; }"""
    )
    assert x == sorted(x)
    assert page.locator(".ctl[data-c=RLO]").count() == 1


def test_a_sentence_of_100000_characters(opened: Open, report: Make) -> None:
    for text in ("word " * 20_000, "x" * 100_000):
        page = opened(report(hostile(text.strip(), "كلمة " * 20_000)))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("j")
        assert current(page) == "TQ301"
        assert page.locator(".note.now").bounding_box()["y"] < 900


def test_a_thousand_sentences_open_quickly_and_scroll_without_stalls(opened: Open, report: Make) -> None:
    text = HtmlReporter().render(report(document(1000, 200)))
    took = []
    for _ in range(3):
        start = time.perf_counter()
        page = opened(text)
        page.wait_for_function("document.querySelector('.note.now')")
        took.append(time.perf_counter() - start)
    gaps = page.evaluate(
        """() => new Promise((done) => { const gaps = []; let last = performance.now(), steps = 0;
        const step = (now) => { gaps.push(now - last); last = now; scrollBy(0, 900);
        ++steps < 120 ? requestAnimationFrame(step) : done(gaps.sort((a, b) => b - a)); };
        requestAnimationFrame(step); })"""
    )
    walk = time.perf_counter()
    for _ in range(20):
        page.keyboard.press("j")
    walk = (time.perf_counter() - walk) / 20
    print(
        f"opened in {sorted(took)} s, longest frames {gaps[:5]} ms, a step takes {walk:.3f} s, {len(text)} characters"
    )
    assert min(took) < 2
    assert gaps[6] < 200
    assert walk < 0.5
    assert page.inner_text("#count") == "21 of 200"
    box = page.locator("#strip").bounding_box()
    for share in (0.9, 0.1, 0.5):
        page.mouse.click(box["x"] + share * box["width"], box["y"] + 4)
        assert abs(int(page.inner_text("#count").split()[0]) - 200 * share) < 3
        assert 80 < page.locator(".m.now").first.bounding_box()["y"] < 900
        assert 80 < page.locator(".note.now").bounding_box()["y"] < 900


def test_a_news_post_stays_under_300_kilobytes(report: Make) -> None:
    assert len(HtmlReporter().render(report(document(60, 30))).encode()) < 300_000


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 375, "height": 700}}, {"forced_colors": "active"}],
    ids=["light", "dark", "phone", "forced-colors"],
)
def test_axe_finds_nothing_serious(opened: Open, options: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    shown = replace(sample(), documents=sample().documents[:1])
    page = opened(shown, **options)
    page.evaluate("document.querySelectorAll('.row').forEach(row => row.style.contentVisibility = 'visible')")
    states: list[Callable[[], Any]] = [
        lambda: None,
        lambda: page.keyboard.press("h"),
        lambda: page.locator("#settled").evaluate("box => box.click()"),
        lambda: page.locator("#by").evaluate("s => { s.value = 'kind'; s.onchange(); }"),
        lambda: page.keyboard.press("a"),
        lambda: dismiss(page, "right"),
        lambda: page.locator("#codes summary").click(),
        lambda: (page.keyboard.press("k"), page.keyboard.press("d")),
    ]
    for state in states:
        state()
        assert violations(Axe().run(page).response) == []


def violations(response: dict[str, Any]) -> list[str]:
    """What axe calls serious or critical."""
    return [
        f"{v['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for v in response["violations"]
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


def test_on_a_phone_the_sides_stand_below_each_other(opened: Open, report: Make) -> None:
    page = opened(report(document(6, 3)), viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    source, target = (page.locator(f".row .{side}").first.bounding_box() for side in ("src", "tgt"))
    assert source["y"] + source["height"] <= target["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.locator("#next").tap()
    assert current(page) == "TQ202"


def test_print_shows_everything_but_the_tools(opened: Open, report: Make) -> None:
    page = opened(report(document(30, 4)))
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert not page.locator("#acts").is_visible()
    assert page.locator(".note:visible").count() == 4
    assert len(page.pdf()) > 20_000


def test_the_index_sorts_and_links(opened: Open, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for name, text in HtmlReporter().pages(sample()).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = opened(tmp_path / "index.html")

    def paths() -> list[str]:
        return page.eval_on_selector_all("tbody small:has(bdi)", "all => all.map(s => s.textContent)")

    before = paths()
    assert before == ["posts/figures.txt", "posts/aqaba, port.txt"]
    page.get_by_role("button", name="critical").click()
    assert paths() == before[::-1]
    assert page.locator("th[aria-sort]").count() == 1
    page.get_by_role("button", name="post").click()
    assert paths() == sorted(before)
    for options in ({}, {"color_scheme": "dark"}, {"viewport": {"width": 375, "height": 700}}):
        narrow = opened(tmp_path / "index.html", **options)
        assert violations(Axe().run(narrow).response) == []
        assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="The port of Aqaba").click()
    assert page.locator(".note").count() == 4
    page.get_by_role("link", name="all posts").click()
    assert page.locator("table.posts").is_visible()
