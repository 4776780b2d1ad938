"""The terminal report: legible at 80 columns, without colour, in any encoding; Arabic in either kind of terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.conftest import evidence_of
from tests.sample_report import sample as sample_report
from tqcheck.records import Finding, Severity
from tqcheck.report.bidi import RLM, detect_mode, display_line, inline
from tqcheck.report.marking import LONG, Marked, marked_side, side_lines
from tqcheck.report.terminal import TerminalReporter

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("verbose", [True, False])
def test_no_line_is_wider_than_the_terminal(width, color, verbose):
    text = TerminalReporter(width=width, color=color, bidi="logical", verbose=verbose).render(sample_report())
    assert max(cell_len(ANSI.sub("", line)) for line in text.split("\n")) <= width


def test_colour_only_when_asked_for():
    assert "\x1b[" in TerminalReporter(color=True, bidi="logical").render(sample_report())
    assert "\x1b[" not in TerminalReporter(color=False, bidi="logical").render(sample_report())


def test_without_colour_the_words_stand_in_brackets():
    text = TerminalReporter(width=200, bidi="logical").render(sample_report())
    assert "[[347 million" in text
    assert "[[374 مليون" in text


def test_old_code_pages_get_no_box_drawing():
    text = TerminalReporter(width=80, bidi="logical", encoding="cp1252").render(sample_report())
    assert not re.search("[\u2500-\u257f]", text)


def test_quiet_leaves_the_findings():
    text = TerminalReporter(width=100, bidi="logical", quiet=True).render(sample_report())
    assert "TQ301" in text
    assert "exit code" not in text


def test_suppressed_findings_are_counted_not_shown():
    report = sample_report()
    suppressed = [f for d in report.documents for f in d.findings if f.suppressed]
    text = TerminalReporter(width=100, bidi="logical").render(report)
    assert suppressed
    assert f"{len(suppressed)} suppressed" in text


def test_visual_order_puts_the_full_stop_on_the_left():
    shown, order = display_line("في 30 بغداد.", "visual")
    assert shown[0] == "."
    assert "30" in shown
    assert sorted(order) == list(range(len("في 30 بغداد.")))


def test_brackets_turn_round_in_visual_order():
    assert display_line("قال (نعم)", "visual")[0].startswith("(")


def test_logical_order_is_kept_between_marks():
    assert display_line("في بغداد.", "logical")[0] == f"{RLM}في بغداد.{RLM}"


def test_messages_keep_their_english_where_it_is():
    text = "a full stop cuts «مطار دولي» off its sentence"
    assert inline(text, "logical") == text
    assert inline(text, "visual").startswith("a full stop cuts «")
    assert "مطار" not in inline(text, "visual")


@pytest.mark.parametrize(
    ("environ", "mode"),
    [({}, "logical"), ({"TERM_PROGRAM": "vscode"}, "visual"), ({"WT_SESSION": "1"}, "visual"),
     ({"TERM": "linux"}, "visual"), ({"TERM_PROGRAM": "Apple_Terminal"}, "logical"),
     ({"VTE_VERSION": "7200", "TERM": "xterm-256color"}, "logical")],
)  # fmt: skip
def test_mode_is_told_from_the_environment(environ, mode):
    assert detect_mode(environ) == mode


def test_long_sides_are_cut_around_the_fault():
    sentence = " ".join(f"word{i}" for i in range(200)) + " 347 million " + " ".join(f"tail{i}" for i in range(200))
    bead = evidence_of(((sentence,), ("ا",))).beads[0].bead
    start = sentence.index("347")
    place = bead.locate("source", start, start + 11)
    fault = Finding(code="TQ301", name="n", severity=Severity.MAJOR, message="", bead=0, source=place)
    shown = marked_side(bead, "source", [fault], bracket=True).text
    assert "[[347 million]]" in shown
    assert len(shown) < LONG
    assert shown.startswith(" … ")
    assert shown.endswith(" … ")


def test_a_place_where_words_are_missing_is_shown():
    bead = evidence_of((("He left.",), ("غادر.",))).beads[0].bead
    fault = Finding(
        code="TQ201", name="n", severity=Severity.MAJOR, message="", bead=0, target=bead.locate("target", 4, 4)
    )
    assert marked_side(bead, "target", [fault], bracket=False).text == "غادر[[ ]]."


@given(st.text(alphabet="ابتد دول 0123 ab.،()«»", max_size=200), st.integers(5, 60))
def test_wrapping_loses_no_word(text, width):
    for rtl, bidi in ((False, "logical"), (True, "visual")):
        lines = side_lines(Marked.plain(text), width, rtl=rtl, bidi=bidi)
        letters = sum(c.isalnum() for line in lines for c in line.plain)
        assert letters == sum(c.isalnum() for c in text)
        assert all(cell_len(line.plain) <= width for line in lines)
