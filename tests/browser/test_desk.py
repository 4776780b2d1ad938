"""The desk in a browser: paste, drop, edit, check again, decide, save, two tabs, a killed server, accessibility."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests import story
from tests.browser.conftest import Opened
from tqcheck.api import Engine
from tqcheck.desk import bench
from tqcheck.desk.app import Desk
from tqcheck.desk.bench import Bench
from tqcheck.desk.folder import Folder
from tqcheck.desk.opening import open_file
from tqcheck.desk.serve import HOST, listen
from tqcheck.report.interface import interface

TOKEN = "a" * 32
FAULTY = story.post(story.FAULTY)


@dataclass
class Running:
    """A desk that answers; `stop` kills it."""

    address: str
    server: uvicorn.Server
    thread: threading.Thread

    def stop(self) -> None:
        """End it at once."""
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(10)


@pytest.fixture
def serve(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Running]]:
    """Start a desk on a free port, with the shared engine."""
    monkeypatch.setattr(engine, "config", engine.config)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    started: list[Running] = []

    def start(
        path: Path | None = None, *, lang: str = "en", port: int = 0, token: str = TOKEN, loaded: bool = True
    ) -> Running:
        keeper = Bench(engine.config, engine)
        first = (lambda: open_file(engine, path)) if path is not None and path.is_file() else None
        folder = Folder((path,)) if path is not None and path.is_dir() else None
        desk = Desk(
            keeper, suppressions=tmp_path / "accepted.toml", interface=interface(lang), folder=folder, first=first
        )
        sock = listen(port)
        own = sock.getsockname()[1]
        app = desk.app(token=token, hosts=frozenset({f"{HOST}:{own}"}))
        config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none", timeout_graceful_shutdown=0)
        server = uvicorn.Server(config)
        sock.listen(16)
        if loaded:
            keeper.load()
        else:
            keeper.start()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        running = Running(f"http://{HOST}:{own}/?token={TOKEN}", server, thread)
        started.append(running)
        return running

    yield start
    for running in started:
        running.stop()


@pytest.fixture
def browse(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a desk's address; complaints of the page, and requests to anywhere else, fail the test."""
    contexts: list[Any] = []
    pages: list[Opened] = []

    def open_(
        running: Running, *, context: Any = None, wait: str = "#work:visible, #folder:visible", **options: Any
    ) -> Any:
        if context is None:
            context = chromium.new_context(
                accept_downloads=True, **{"viewport": {"width": 1280, "height": 900}, **options}
            )
            context.set_default_timeout(30_000)
            contexts.append(context)
        opened = Opened(context.new_page(), own=running.address.partition("?")[0])
        pages.append(opened)
        opened.page.goto(running.address)
        opened.page.wait_for_selector(wait)
        opened.page.opened = opened
        return opened.page

    yield open_
    faults = [fault for page in pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """A faulty post on disk."""
    path = tmp_path / "post.txt"
    path.write_bytes(FAULTY.replace("\n", "\r\n").encode())
    return path


def codes(page: Any) -> list[str]:
    """Codes of the findings shown."""
    return page.eval_on_selector_all(".note", "notes => notes.map(n => n.dataset.code)")


def replace(page: Any, old: str, new: str, side: str = "target") -> None:
    """Select words in a pane and type over them, as an editor does."""
    page.locator(f"#{side}").evaluate(
        "(e, old) => { const at = e.value.indexOf(old); e.focus(); e.setSelectionRange(at, at + old.length); }", old
    )
    page.keyboard.insert_text(new)


def again(page: Any) -> None:
    """Check again by the keyboard and wait for the answer."""
    with page.expect_response("**/api/check") as answer:
        page.keyboard.press("Control+Enter")
    answer.value.finished()
    page.wait_for_selector("#check:enabled")


def marked(page: Any, side: str) -> list[str]:
    """Words marked in a pane."""
    return page.eval_on_selector_all(f"#{side}-mirror mark", "marks => marks.map(m => m.textContent)")


def test_pasted_texts_are_checked_and_marked_in_both_panes(serve, browse):
    page = browse(serve())
    assert page.locator("#report").inner_text() == ""
    page.fill("#source", "\n".join(story.ENGLISH))
    page.fill("#target", "\n".join(story.FAULTY))
    page.click("#check")
    page.wait_for_selector(".note")
    assert codes(page) == [code for code, *_ in story.FOUR]
    assert marked(page, "source") == [words for *_, words in story.FOUR]
    assert marked(page, "target")[:2] == ["الأربعاء", "1520"]
    assert page.locator("#target").get_attribute("dir") == "rtl"
    assert page.locator("#source").get_attribute("dir") == "ltr"
    assert page.inner_text("#verdict") == "Does not pass yet"


def test_marks_lie_under_the_very_words(serve, browse, post):
    page = browse(serve(post), wait=".note")
    same = page.evaluate(
        """() => ["source", "target"].map((side) => {
        const field = document.getElementById(side), mirror = document.getElementById(side + "-mirror");
        const a = getComputedStyle(field), b = getComputedStyle(mirror);
        return [field.scrollHeight <= mirror.offsetHeight + 1, a.font === b.font, a.padding === b.padding,
          a.lineHeight === b.lineHeight, field.clientWidth === mirror.clientWidth, a.direction === b.direction]; })"""
    )
    assert same == [[True] * 6, [True] * 6]


def test_an_edit_moves_the_marks_and_a_mended_fault_goes(serve, browse, post):
    page = browse(serve(post), wait=".note")
    replace(page, "المدينة", "هذه المدينة")
    assert marked(page, "target")[:2] == ["الأربعاء", "1520"]
    replace(page, "1520", "1250")
    assert page.locator("#target-mirror mark.touched").count() == 1
    assert page.inner_text("#status") == "Edited since the last check"
    at = page.locator("#target").evaluate("e => e.selectionStart")
    again(page)
    assert "TQ301" not in codes(page)
    assert page.locator("#target").evaluate("e => [document.activeElement === e, e.selectionStart]") == [True, at]


def test_the_keyboard_walks_and_the_panes_follow(serve, browse, post):
    page = browse(serve(post), wait=".note")
    page.locator("h1").first.click()
    for _ in range(3):
        page.keyboard.press("j")
    assert page.locator(".note.now").get_attribute("data-code") == "TQ101"
    now = page.locator("#source-mirror mark.now")
    assert now.inner_text() == story.FOUR[3][2]
    box, field = now.bounding_box(), page.locator("#source-field").bounding_box()
    assert field["y"] <= box["y"] < field["y"] + field["height"]
    note = page.locator(".note.now").bounding_box()
    sticky = page.locator(".sticky").bounding_box()
    assert note["y"] > sticky["y"] + sticky["height"] - 1
    assert note["y"] + note["height"] <= 900


def test_correct_goes_to_the_words_ready_to_be_typed_over(serve, browse, post):
    page = browse(serve(post), wait=".note")
    page.locator("h1").first.click()
    page.keyboard.press("j")
    page.keyboard.press("c")
    chosen = page.locator("#target").evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert chosen == "1520"
    page.keyboard.insert_text("1250")
    again(page)
    assert "TQ301" not in codes(page)


def test_a_click_on_marked_words_in_a_pane_goes_to_the_finding(serve, browse, post):
    page = browse(serve(post), wait=".note")
    page.locator("#target").evaluate(
        "e => { const at = e.value.indexOf('1520') + 1; e.focus(); e.setSelectionRange(at, at);"
        " e.dispatchEvent(new Event('click', { bubbles: true })); }"
    )
    assert page.locator(".note.now").get_attribute("data-code") == "TQ301"


def drop(page: Any, *files: tuple[str, bytes]) -> None:
    """Drop files on the page as a file manager does."""
    given = [(name, base64.b64encode(data).decode()) for name, data in files]
    data = page.evaluate_handle(
        """(files) => { const transfer = new DataTransfer();
        for (const [name, data] of files)
          transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
        return transfer; }""",
        given,
    )
    page.dispatch_event("body", "dragenter", {"dataTransfer": data})
    assert page.locator("#drop").is_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": data})


def test_a_dropped_file_is_opened_and_checked(serve, browse):
    page = browse(serve())
    drop(page, ("story.md", FAULTY.encode()))
    page.wait_for_selector(".note")
    assert codes(page) == [code for code, *_ in story.FOUR]
    assert page.inner_text("#name") == "story.md"
    assert not page.locator("#save").is_visible()
    replace(page, "1520", "1250")
    with page.expect_download() as download:
        page.click("#copy")
    assert download.value.suggested_filename == "story.md"
    assert Path(download.value.path()).read_text("utf-8") == FAULTY.replace("1520", "1250")


def test_two_dropped_files_are_the_two_sides_whichever_comes_first(serve, browse):
    page = browse(serve())
    drop(page, ("b.txt", "\n".join(story.FAULTY).encode()), ("a.txt", "\n".join(story.ENGLISH).encode()))
    page.wait_for_selector(".note")
    assert page.input_value("#source").startswith(story.ENGLISH[0])
    assert codes(page) == [code for code, *_ in story.FOUR]


def test_saving_writes_the_file_as_it_was_and_only_then(serve, browse, post):
    page = browse(serve(post), wait=".note")
    before = post.read_bytes()
    assert page.locator("#save").is_disabled()
    replace(page, "1520", "1250")
    again(page)
    assert post.read_bytes() == before
    page.keyboard.press("Control+s")
    page.wait_for_selector("#status:has-text('Saved to')")
    assert post.read_bytes() == before.replace(b"1520", b"1250")
    assert page.locator("#save").is_disabled()


def test_dismissing_writes_the_suppression_file_and_accepting_shows_what_is_left(serve, browse, post, tmp_path):
    page = browse(serve(post), wait=".note")
    page.locator("h1").first.click()
    page.keyboard.press("d")
    page.keyboard.type("the agency said Wednesday")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note.dismissed")
    assert "the agency said Wednesday" in (tmp_path / "accepted.toml").read_text("utf-8")
    page.keyboard.press("a")
    page.wait_for_selector("#mend:visible")
    assert page.inner_text("#mend-title") == "1 fault left to mend"
    page.locator("#mend button").click()
    page.keyboard.insert_text("1250")
    again(page)
    assert "TQ301" not in codes(page)
    assert not page.locator("#mend").is_visible()
    assert page.locator(".note.dismissed").get_attribute("data-code") == "TQ305"
    page.locator(".note.dismissed .message").click()
    page.locator("#acts [data-do=undo]").click()
    page.wait_for_selector(".note.now:not(.dismissed)")
    assert "Wednesday" not in (tmp_path / "accepted.toml").read_text("utf-8")


def test_when_all_is_dismissed_the_post_passes(serve, browse, post):
    page = browse(serve(post), wait=".note")
    page.locator("h1").first.click()
    for n in range(4):
        page.keyboard.press("d")
        page.keyboard.type("right")
        page.keyboard.press("Enter")
        page.locator(".note.dismissed").nth(n).wait_for()
    page.wait_for_selector("#verdict:has-text('Passes')")


def test_what_was_not_saved_is_there_after_a_reload(serve, browse, post):
    page = browse(serve(post), wait=".note")
    replace(page, "1520", "1250")
    page.reload()
    page.wait_for_selector("[data-key=restored]")
    assert "1250" in page.input_value("#target")
    page.wait_for_selector("body.checked #check:enabled")
    page.get_by_role("button", name="Discard it").click()
    assert "1520" in page.input_value("#target")
    assert "1520" in post.read_text("utf-8")


def test_pasted_text_that_was_corrected_is_not_left_without_asking(serve, browse):
    page = browse(serve())
    page.fill("#source", "\n".join(story.ENGLISH))
    page.fill("#target", "\n".join(story.FAULTY))
    page.click("#check")
    page.wait_for_selector(".note")
    replace(page, "1520", "1250")
    page.opened.expected.append("not saved")
    page.click("#to-new")
    assert "1250" in page.input_value("#target")
    assert [text for text in page.opened.said if "not saved" in text] == [
        "There are changes that were not saved. Leave them?"
    ]


def test_two_tabs_do_not_write_over_each_other(serve, browse, post):
    running = serve(post)
    one = browse(running, wait=".note")
    other = browse(running, wait=".note")
    replace(one, "1520", "1250")
    one.keyboard.press("Control+s")
    one.wait_for_selector("#status:has-text('Saved to')")
    after = post.read_bytes()
    other.wait_for_selector("[data-key=changed]")
    replace(other, "الأربعاء", "الثلاثاء")
    other.opened.expected.append("409")
    with other.expect_response("**/api/save") as refused:
        other.keyboard.press("Control+s")
    assert refused.value.status == 409
    assert post.read_bytes() == after
    other.get_by_role("button", name="Read it again").click()
    other.wait_for_selector("[data-key=changed]", state="detached")
    assert "1250" in other.input_value("#target")


def test_a_file_changed_on_disk_is_told_and_overwritten_only_when_asked(serve, browse, post):
    page = browse(serve(post), wait=".note")
    replace(page, "1520", "1250")
    post.write_bytes(post.read_bytes() + "سطر.\r\n".encode())
    page.wait_for_selector("[data-key=changed]")
    page.get_by_role("button", name="Save mine over it").click()
    page.wait_for_selector("#status:has-text('Saved to')")
    assert post.read_bytes() == FAULTY.replace("\n", "\r\n").replace("1520", "1250").encode()


def test_a_killed_server_is_told_and_the_text_stays(serve, browse, post):
    running = serve(post)
    page = browse(running, wait=".note")
    page.opened.expected.append("ERR_CONNECTION_REFUSED")
    replace(page, "1520", "1250")
    running.stop()
    page.wait_for_selector("[data-key=gone]")
    page.keyboard.press("Control+s")
    assert "1250" in page.input_value("#target")
    assert "copy it" in page.inner_text("[data-key=gone]")
    serve(post, port=int(running.address.split(":")[2].split("/")[0]))
    page.wait_for_selector("[data-key=gone]", state="detached")


def test_a_page_of_another_run_is_told_so(serve, browse, post):
    running = serve(post)
    page = browse(running, wait=".note")
    page.opened.expected += ["ERR_CONNECTION_REFUSED", "403"]
    running.stop()
    serve(post, port=int(running.address.split(":")[2].split("/")[0]), token="b" * 32)
    page.wait_for_selector("[data-key=wrong]:has-text('another run of the desk')")


def test_the_folder_shows_verdicts_worst_first_and_opens_posts(serve, browse, tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "clean.txt").write_text(story.post(), "utf-8")
    (folder / "faulty.txt").write_text(FAULTY, "utf-8")
    page = browse(serve(folder))
    page.locator("#posts li", has_text="passes").wait_for()
    page.locator("#posts li", has_text="does not pass").wait_for()
    page.wait_for_selector("#posts li:first-child .v-findings")
    assert "4 critical" in page.inner_text("#posts li:first-child")
    page.locator("#posts li:first-child button").click()
    page.wait_for_selector(".note")
    assert page.inner_text("#name") == "faulty.txt"
    page.reload()
    page.wait_for_selector(".note")
    assert page.inner_text("#name") == "faulty.txt"
    page.click("#to-folder")
    page.wait_for_selector("#posts li:nth-child(2)")


def test_hostile_posts_are_text_in_panes_and_report(serve, browse):
    page = browse(serve())
    evil = '<img src=x onerror="alert(1)"><script>alert(2)</script> He said Monday 5 men came: \u202eexe.fdp\u202c.'
    page.fill("#source", evil)
    page.fill("#target", "قال يوم الثلاثاء إن 7 رجال جاؤوا </textarea><script>alert(3)</script>.")
    page.click("#check")
    page.wait_for_selector(".note")
    assert page.input_value("#source") == evil
    assert page.locator("#report script, #report img").count() == 0


def axe(page: Any) -> list[str]:
    """What axe complains of."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[n['html'][:120] for n in v['nodes']][:3]}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing(serve, browse, post, scheme, lang):
    running = serve(post, lang=lang)
    page = browse(running, wait=".note", color_scheme=scheme)
    assert axe(page) == []
    page.click("#to-new")
    assert axe(page) == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_is_wider_than_a_small_phone(serve, browse, post, lang):
    page = browse(serve(post, lang=lang), wait=".note", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click("#to-new")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_arabic_page_runs_from_the_right_and_says_its_messages(serve, browse, post):
    page = browse(serve(post, lang="ar"), wait=".note")
    assert page.evaluate("[document.dir, document.documentElement.lang]") == ["rtl", "ar"]
    assert page.inner_text("#verdict") == "غير صالح للنشر بعد"
    assert page.inner_text("#count") == "1 من 4"
    assert "صار" in page.inner_text("#f0 .message")
    ends = [page.locator(f"#{name}").bounding_box()["x"] for name in ("check", "save")]
    assert ends[0] > ends[1]
    source, target = (page.locator(f"#{side}").bounding_box()["x"] for side in ("source", "target"))
    assert source < target


def test_the_report_prints_without_the_desk_around_it(serve, browse, post):
    page = browse(serve(post), wait=".note")
    page.emulate_media(media="print")
    assert not page.locator(".sticky").is_visible()
    assert page.locator(".note").first.is_visible()


def test_the_page_shows_how_far_the_models_are(serve, browse, monkeypatch):
    gate = threading.Event()
    monkeypatch.setitem(bench._LOADERS, "coverage", lambda _: gate.wait(30))
    page = browse(serve(loaded=False))
    page.wait_for_selector("#loading:has-text('compares words (2 of 3)')")
    assert page.locator("#bar").evaluate("bar => bar.value") == pytest.approx(1 / 3)
    gate.set()
    page.wait_for_selector("#loading", state="hidden")
