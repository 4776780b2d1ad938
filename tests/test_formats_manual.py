"""The manual's table of formats is the readers' own list, and what it says is left out is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.story import ARABIC, ENGLISH, post
from tqcheck import cli
from tqcheck.ingest import load
from tqcheck.ingest.documented import SCOPES
from tqcheck.ingest.formats import FORMATS

MANUAL = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in MANUAL.splitlines()
    if line.startswith("| `") and len(cells := [cell.strip() for cell in line.strip("|").split(" | ")]) == 5
}


def test_the_manual_has_every_format_and_no_other():
    assert list(ROWS) == list(SCOPES)
    assert set(SCOPES) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_manual_says_what_the_readers_say(name):
    suffixes, read, left_out, _ = ROWS[name]
    assert (read, left_out) == SCOPES[name]
    stated = tuple(re.findall(r"`(\.\w+)`", suffixes))
    assert tuple(s for s in stated if s != ".xml") == FORMATS[name].suffixes


LEFT_OUT = {
    "p.md": "```\nNOT READ\n```",
    "p.html": "<nav>NOT READ</nav><script>NOT READ</script>",
    "p.srt": "NOTE NOT READ",
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_the_manual_says_is_left_out_is_left_out(tmp_path, name):
    story = post(ARABIC)
    if name == "p.html":
        story = "".join(f"<p>{text}</p>" for text in (*ENGLISH, *ARABIC))
    elif name == "p.srt":
        story = "\n\n".join(
            f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}"
            for n, text in enumerate((*ENGLISH[1:], *ARABIC[1:]), 1)
        )
    path = tmp_path / name
    path.write_text(f"{LEFT_OUT[name]}\n\n{story}\n", "utf-8")
    [bitext] = load([str(path)])
    assert "NOT READ" not in bitext.source[0].document.text
    assert bitext.source[0].text == ENGLISH[name == "p.srt"]


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--fail-unfinished",), 1)])
def test_units_that_are_not_finished_can_be_gated(tmp_path, capsys, options, code):
    path = tmp_path / "p.po"
    path.write_text('#, fuzzy\nmsgid "The office will open in May."\nmsgstr "سيفتح المكتب في مايو."\n', "utf-8")
    with pytest.raises(SystemExit) as exit_:
        cli.main(["check", str(path), "--offline", "--mt-model", "gloss", *options])
    assert exit_.value.code == code
    said = capsys.readouterr().out
    assert ("1 unit that the file says are not finished" in " ".join(said.split())) is (code == 1)
