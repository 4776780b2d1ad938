"""A real browser for the HTML report: Debian's chromium, driven by Playwright. `make test-browser` installs both."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import evidence_of
from tests.sample_report import sample
from tqcheck.gate.fingerprints import with_fingerprints
from tqcheck.records import Coverage, DocumentReport, Evidence, Finding, Report, Score, Severity, Span, WordCoverage
from tqcheck.report.html_page import HtmlReporter

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; the test is skipped where there is none, unless the run is there for the browser's sake."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None
    missing = "playwright" if sync_playwright is None else None if CHROMIUM else "chromium"
    if sync_playwright is None or missing:
        reason = f"no {missing} here: `make test-browser` installs it"
        if os.environ.get("NEED_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Opened:
    """An open page and what went wrong on it: messages of the console, errors, requests other than for the page.

    `own` is an address that it may ask. Messages with one of the `expected` words in them are no fault.
    """

    def __init__(self, page: Any, own: str = "file:") -> None:
        self.page = page
        self.expected: list[str] = []
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda r: None if r.url.startswith((own, "blob:")) else self.said.append(r.url))

    def _dialog(self, dialog: Any) -> None:
        """A page may ask whether to be left; what else it asks is a fault."""
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            self.said.append(dialog.message)
            dialog.dismiss()

    @property
    def faults(self) -> list[str]:
        """What went wrong."""
        return [text for text in self.said if not any(word in text for word in self.expected)]


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a report, a page's text or a file; whatever the page complains of fails the test."""
    contexts, pages = [], []

    def open_(what: Report | str | Path, *, wait: str = "load", **options: Any) -> Any:
        context = chromium.new_context(accept_downloads=True, **{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        opened = Opened(context.new_page())
        pages.append(opened)
        path = what if isinstance(what, Path) else tmp_path / f"page{len(pages)}.html"
        if not isinstance(what, Path):
            path.write_text(what if isinstance(what, str) else HtmlReporter().render(what), encoding="utf-8")
        opened.page.goto(path.as_uri(), wait_until=wait)
        return opened.page

    yield open_
    faults = [fault for page in pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert faults == []


ENGLISH = "The ministry said on Tuesday that {} families had been moved to shelters in the northern district of Marsa."
ARABIC = "وقالت الوزارة يوم الثلاثاء إن {} أسرة نُقلت إلى ملاجئ في الحي الشمالي من مدينة مرسى."
CODES = (
    ("TQ301", "number-mismatch", Severity.CRITICAL), ("TQ202", "addition", Severity.MAJOR),
    ("TQ610", "mixed-digits", Severity.MINOR), ("TQ401", "name-mismatch", Severity.CRITICAL),
)  # fmt: skip


def document(sentences: int, findings: int) -> DocumentReport:
    """A post of so many sentence pairs, faults spread evenly over it, every word with a probability."""
    pairs = [((ENGLISH.format(100 + n),), (ARABIC.format(200 + n),)) for n in range(sentences)]
    evidence = evidence_of(*pairs)
    every = max(sentences // max(findings, 1), 1)
    faults = [_fault(evidence.beads[n * every], CODES[n % len(CODES)]) for n in range(findings)]
    beads = tuple(
        replace(
            e, back_translation=f"And said the ministry Tuesday that {200 + n} families moved to shelters.",
            source_coverage=_words(e.bead.side_text("source")), target_coverage=_words(e.bead.side_text("target")),
        )
        for n, e in enumerate(evidence.beads)
    )  # fmt: skip
    made = DocumentReport(
        bitext=evidence.bitext, beads=beads, findings=tuple(faults), score=Score(value=61.0, low=50.0, high=70.0)
    )
    return with_fingerprints(made)


def _fault(evidence: Evidence, code: tuple[str, str, Severity]) -> Finding:
    bead = evidence.bead
    source, target = bead.source[0].text, bead.target[0].text
    at, there = source.index("that ") + 5, target.index("إن ") + 3
    return Finding(
        code=code[0], name=code[1], severity=code[2], bead=bead.index, confidence=0.9,
        message=f"{source[at : at + 3]} became {target[there : there + 3]}",
        source=bead.locate("source", at, source.index(" had")), target=bead.locate("target", there, there + 8),
    )  # fmt: skip


def _words(text: str) -> Coverage:
    words, at = [], 0
    for n, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        words.append(WordCoverage(span=Span(start=start, end=at), p=(n % 10) / 10))
    return Coverage(words=tuple(words), p=0.5)


@pytest.fixture(scope="session")
def report() -> Callable[[DocumentReport], Report]:
    """A report of one post."""
    return lambda document: replace(sample(), documents=(document,))
