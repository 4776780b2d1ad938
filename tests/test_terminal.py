"""The terminal report: legible at 80 columns, without colour, in any encoding; Arabic in either kind of terminal."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.conftest import evidence_of
from tests.sample_report import sample as sample_report
from tqcheck.records import Finding, Severity
from tqcheck.report.bidi import RLM, detect_mode, display_line, inline
from tqcheck.report.charset import Charset
from tqcheck.report.listing import sure
from tqcheck.report.marking import LONG, Marked, marked_side, shortened, side_lines
from tqcheck.report.terminal import TerminalReporter

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [40, 60, 75, 80, 120, 200])
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


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp850", "cp1252", "cp1256", "latin-1", "no-such-page"])
@pytest.mark.parametrize("bidi", ["logical", "visual"])
@pytest.mark.parametrize("compact", [True, False])
def test_old_code_pages_are_given_what_they_can_show(encoding, bidi, compact):
    text = TerminalReporter(width=80, bidi=bidi, encoding=encoding, compact=compact).render(sample_report())
    text.encode("ascii" if encoding == "no-such-page" else encoding)
    assert "347 million became 374 million" in text
    assert "?" not in text
    # Arabic letters where the page has them, in Latin ones where it has not.
    assert compact or (encoding == "cp1256") == bool(re.search("[\u0621-\u064a]", text))
    assert compact or encoding == "cp1256" or "mlywn" in text
    assert compact or max(map(cell_len, text.split("\n"))) <= 80


def test_joined_letters_become_plain_ones_where_only_those_can_be_shown():
    charset = Charset("cp1256")
    shown, _ = display_line("مليون", "visual")
    assert charset.fit(shown) == "مليون"[::-1]


@given(st.text(max_size=60))
def test_every_character_has_a_likeness_in_ascii(text):
    assert Charset("ascii").fit(text).isascii()
    marked = Charset("ascii").fit_marked(Marked(text, (Severity.MAJOR,) * len(text)))
    assert len(marked.marks) == len(marked.text)


def test_marks_have_a_ground_of_their_own_on_any_terminal():
    text = TerminalReporter(color=True, bidi="logical").render(sample_report())
    marked = re.search(r"\x1b\[([0-9;]*)m347 million", text)
    codes = marked[1].split(";")
    assert any(code.startswith("4") for code in codes)
    assert any(code.startswith(("3", "9")) for code in codes)


def test_compact_is_a_line_a_finding():
    report = sample_report()
    live = [f for d in report.documents for f in d.findings if not f.suppressed]
    text = TerminalReporter(width=60, bidi="logical", compact=True).render(report)
    lines = [line for line in text.split("\n") if re.match(r"\S.*:\d+:\d+: (critical|major|minor) TQ\d+: ", line)]
    assert len(lines) == len(live) == 2
    assert lines[0] == "posts/aqaba, port.txt:6:29: critical TQ301: 347 million became 374 million"
    assert "exit code 1" in text
    assert "exit code" not in TerminalReporter(bidi="logical", compact=True, quiet=True).render(report)


def test_a_post_that_cannot_be_read_is_named_in_every_mode():
    report = sample_report()
    document = report.documents[1]
    unread = replace(
        document, bitext=replace(document.bitext, fault="posts/figures.txt: is empty"), beads=(), findings=()
    )
    report = replace(report, documents=(unread,), reasons=("posts/figures.txt: is empty",))
    for compact in (True, False):
        for quiet in (True, False):
            text = TerminalReporter(bidi="logical", compact=compact, quiet=quiet).render(report)
            assert "posts/figures.txt: is empty" in text


@pytest.mark.parametrize(
    ("confidence", "said"), [(None, ""), (0.954, "95% sure"), (0.9999, "99% sure"), (1.0, "99% sure")]
)
def test_nothing_is_wholly_sure(confidence, said):
    finding = Finding(code="TQ301", name="n", severity=Severity.MAJOR, message="", bead=0, confidence=confidence)
    assert sure(finding) == said


def test_narrow_terminals_have_the_sides_below_each_other():
    for width, together in ((60, False), (76, True), (200, True)):
        text = TerminalReporter(width=width, bidi="logical").render(sample_report())
        same = [line for line in text.split("\n") if "[[347" in line and "[[374" in line]
        assert bool(same) == together, width


@pytest.mark.parametrize("text", ["x" * 100_000, "word " * 20_000, "كلمة " * 20_000, "中" * 100_000])
@pytest.mark.parametrize("marked", [True, False])
def test_sentences_without_end_are_cut_and_quick(text, marked):
    bead = evidence_of(((text.strip(),), (text.strip(),))).beads[0].bead
    place = bead.locate("source", 50_000, 50_010 if marked else 99_000)
    fault = Finding(code="TQ301", name="n", severity=Severity.MAJOR, message="", bead=0, source=place)
    for side in ("source", "target"):
        shown = marked_side(bead, side, [fault], bracket=True)
        assert len(shown.text) < 4 * LONG
        assert " … " in shown.text
        assert len(side_lines(shown, 40, rtl=False, bidi="logical")) < 100
    assert len(shortened(text).text) < 2 * LONG


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


def test_the_point_where_words_are_missing_is_never_cut_in_two():
    for width in range(12, 30):
        lines = side_lines(Marked.plain("He left the old town[[ ]] on Monday."), width, rtl=False, bidi="logical")
        assert sum("[[ ]]" in line.plain for line in lines) == 1


@given(st.text(alphabet="ابتد دول َّ 0123 ab.،()«»中😀", max_size=200), st.integers(5, 60))
def test_wrapping_loses_no_word(text, width):
    for rtl, bidi in ((False, "logical"), (True, "visual")):
        lines = side_lines(Marked.plain(text), width, rtl=rtl, bidi=bidi)
        letters = sum(c.isalnum() for line in lines for c in line.plain)
        assert letters == sum(c.isalnum() for c in text)
        assert all(cell_len(line.plain) <= width for line in lines)


@pytest.mark.parametrize(
    ("back", "shown"),
    [("Prices rose.", 1), ("Rose prices the bread.", 0), ("word by word: Rose prices the bread.", 0)],
)
def test_verbose_shows_the_gloss_once(back, shown, monkeypatch):
    monkeypatch.setattr("tqcheck.report.terminal.word_by_word", lambda bitext, bead: "Rose prices the bread.")
    report = sample_report()
    document = report.documents[0]
    beads = tuple(replace(evidence, back_translation=back) for evidence in document.beads[:1])
    one = replace(report, documents=(replace(document, beads=beads, findings=()),))
    text = TerminalReporter(width=60, verbose=True).render(one)
    assert text.count("word by word: Rose") == shown + back.startswith("word by word")
