"""What a post or a file name holds must not steer the screen, the log or the page that shows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tqcheck.api import Engine
from tqcheck.plugins import ALIGNMENT_RENDERERS, REPORTERS, resolve
from tqcheck.report.terminal import TerminalReporter
from tqcheck.visible import escaped, visible

# Copy to the clipboard, change the window's title, clear the screen, hide a link's target, colour, the one-byte CSI,
# back and forth in the line, a bell, a line that GitHub would obey.
HOSTILE = (
    "\x1b]52;c;ZXZpbA==\x07 \x1b]0;title\x07 \x1b[2J \x1b]8;;http://x\x1b\\y\x1b]8;;\x1b\\ \x1b[8m \x9b2J \x08\r \x7f"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
COLOR = re.compile(r"\x1b\[(?!8m)[\d;]*m")


def test_signs_are_as_long_as_what_they_stand_for() -> None:
    text = "".join(map(chr, range(0x100))) + "\u2028\ud800e"
    assert len(visible(text)) == len(text)
    assert visible("a\x1b[2J\x9b\x7f\tb\nc\r\udcff") == "a␛[2J\ufffd␡\tb\nc␍\ufffd"
    assert json.loads(escaped(json.dumps("\x9b\u2028\udc80é", ensure_ascii=False))) == "\x9b\u2028\udc80é"
    assert escaped('"\x9b\udc80é"') == '"\\u009b\\udc80é"'


@pytest.fixture
def hostile(post: Callable[..., str], tmp_path: Path) -> str:
    """A post with control characters in its headline, its text, a name and its file's name."""
    text = (
        f"Prices rise {HOSTILE}in May\nMr John {HOSTILE}Smith said prices rose by 5% {HOSTILE}in May.\n\n"
        f"الأسعار ترتفع {HOSTILE}في مايو\nوقال السيد جون سميث إن الأسعار ارتفعت {HOSTILE}بنسبة 7% في مايو.\n"
    )
    return post(text, f"p{HOSTILE.replace('/', '')}::warning::.txt")


@pytest.mark.parametrize("name", sorted({*REPORTERS} - {"terminal"}))
def test_no_report_holds_a_control_character(engine: Engine, hostile: str, name: str) -> None:
    report = engine.report(engine.load([hostile]))
    assert "TQ301" in {f.code for f in report.documents[0].findings}
    text = resolve(name, REPORTERS, "format")().render(report)
    assert CONTROL.findall(text) == []
    assert "\r" not in text.replace("\r\n", "\n")
    if name == "csv":
        assert "␛]52;c;" in text


@pytest.mark.parametrize("options", [{}, {"color": True}, {"compact": True}, {"verbose": True}, {"encoding": "ascii"}])
def test_nor_does_the_terminal(engine: Engine, hostile: str, options: dict[str, object]) -> None:
    report = engine.report(engine.load([hostile]))
    text = TerminalReporter(width=90, **options).render(report)  # type: ignore[arg-type]
    assert CONTROL.findall(COLOR.sub("", text)) == []
    assert "\r" not in text


@pytest.mark.parametrize("name", sorted(ALIGNMENT_RENDERERS))
def test_nor_does_an_alignment(engine: Engine, hostile: str, name: str) -> None:
    text = resolve(name, ALIGNMENT_RENDERERS, "format")().render(engine.align(engine.load([hostile])))
    assert CONTROL.findall(text) == []
