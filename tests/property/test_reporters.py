"""Whatever a post says, each format gives it back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml

from tests.sample_report import sample
from tests.test_reporters import COMMAND, shown, unescaped
from tqcheck.records import Report
from tqcheck.report.csv_report import CsvReporter
from tqcheck.report.github import GithubReporter
from tqcheck.report.junit import JunitReporter
from tqcheck.report.markdown import escape
from tqcheck.visible import visible

TEXT = st.text(st.one_of(st.sampled_from("|`*_[]()<>&#@!~\\:-+.,%\r\n =wالعقبة«»"), st.characters()), max_size=30)


def saying(message: str) -> Report:
    """The sample with one finding and that message."""
    document = sample().documents[0]
    finding = replace(document.findings[0], message=message)
    return replace(sample(), documents=(replace(document, findings=(finding,)),))


@given(st.text(st.sampled_from("|`*_[]()<>&#@!~\\:-+.,%1 =wx\tالعقبة«»/\"'"), max_size=30))
def test_markdown(text: str) -> None:
    assert shown(f"x {escape(text)} x") == f"x {' '.join(text.split())} x".replace("x  x", "x  x")


@given(TEXT)
def test_github(text: str) -> None:
    first = GithubReporter().render(saying(text)).split("\n")[0]
    match = COMMAND.fullmatch(first)
    assert match is not None
    assert unescaped(match[3]).startswith(f"{visible(text)}\noriginal: ")


@given(TEXT)
def test_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(CsvReporter().render(saying(text)), newline="")))
    assert rows[1][5].removeprefix("'") == visible(text).removeprefix("'")


@settings(max_examples=50)
@given(TEXT)
def test_junit(text: str) -> None:
    assert JUnitXml.fromstring(JunitReporter().render(saying(text)).encode()).failures == 1
