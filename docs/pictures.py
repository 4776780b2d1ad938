"""The pictures of README and manual, from a real check of the example post: `make pictures` (needs chromium)."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.text import Text

import tqcheck
from tqcheck.examples import example_post
from tqcheck.records import Report
from tqcheck.report.html_page import HtmlReporter
from tqcheck.report.terminal import TerminalReporter

HERE = Path(__file__).parent
WIDTH = 96


def main() -> None:
    """Write `terminal.svg`, `page-*.png` and `desk-*.png` beside this file."""
    with contextlib.chdir(example_post().parent):
        report = tqcheck.check([example_post().name], config=tqcheck.Config(offline=True, mt_model="fluent"))
    (HERE / "terminal.svg").write_text(terminal(report), encoding="utf-8")
    pages(HtmlReporter().render(report))
    desk()


def terminal(report: Report) -> str:
    """The terminal report as an SVG that loads no font and keeps the order of right-to-left letters."""
    shown = TerminalReporter(width=WIDTH, color=True, bidi="visual").render(report)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(Text.from_ansi(shown.rstrip("\n")))
    svg = console.export_svg(title=f"tqcheck check {report.documents[0].bitext.path}", unique_id="t")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.S)
    return svg.replace("<style>", "<style>\n    text { unicode-bidi: bidi-override; direction: ltr }", 1)


def pages(page: str) -> None:
    """The page on a light and on a dark screen, only the rows with findings."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for scheme in ("light", "dark"):
            screen = browser.new_page(viewport={"width": 1080, "height": 940}, color_scheme=scheme)
            screen.set_content(page)
            screen.keyboard.press("o")
            screen.screenshot(path=HERE / f"page-{scheme}.png")
        browser.close()


def desk() -> None:
    """The desk with the example post: light, dark, on a phone, in Arabic."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        shutil.copy(example_post(), folder)
        for lang, shots in (("en", DESK), ("ar", {"arabic": {"viewport": {"width": 1180, "height": 860}}})):
            with served(Path(folder), lang) as address:
                for name, options in shots.items():
                    screen = browser.new_page(**options)
                    screen.goto(address)
                    screen.wait_for_selector(".note")
                    screen.locator("h1").first.click()
                    screen.keyboard.press("j")
                    screen.keyboard.press("k")
                    if name == "phone":
                        screen.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
                    screen.screenshot(path=HERE / f"desk-{name}.png")
        browser.close()


@contextlib.contextmanager
def served(folder: Path, lang: str) -> Iterator[str]:
    """The address of a desk that shows the post of a folder."""
    call = [sys.executable, "-m", "tqcheck", "desk", example_post().name, "--no-browser", "--offline", "--lang", lang]
    with subprocess.Popen([*call, "--mt-model", "gloss"], cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()


DESK: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1180, "height": 860}},
    "dark": {"viewport": {"width": 1180, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 780}},
}

if __name__ == "__main__":
    main()
