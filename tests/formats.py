"""What the tests of the input formats share: one small story with a fault, and a look at where the findings point."""

from __future__ import annotations

from pathlib import Path

import pytest

from tqcheck import cli
from tqcheck.records import Location

PAIRS = (
    ("Storm closes roads & bridges in the north", "عاصفة تغلق الطرق والجسور في الشمال"),
    ("The government set aside $347 million for roads & bridges.", "خصصت الحكومة 374 مليون دولار للطرق والجسور."),
    ("The work begins in May.", "ويبدأ العمل في مايو."),
    ("The minister arrived in Amman on Monday.", "وصل الوزير إلى عمّان يوم الاثنين."),
)
ENGLISH, ARABIC = zip(*PAIRS, strict=True)


def number_mismatch(engine, path: str | Path, **load) -> tuple[Location, Location]:
    """The two places of the one number mismatch in a file, checked from beginning to end; nothing else is grave."""
    bitexts = engine.load([str(path)], **load)
    report = engine.report(bitexts)
    [finding] = [f for d in report.documents for f in d.findings if f.severity.value == "critical"]
    assert finding.code == "TQ301"
    assert finding.source is not None
    assert finding.target is not None
    assert (finding.source.text, finding.target.text) == ("$347 million", "374 مليون دولار")
    return finding.source, finding.target


def in_file(place: Location) -> str:
    """What stands in the file from a place's line and column on."""
    line, column = place.document.line_column(place.span.start)
    return Path(place.document.path).read_text("utf-8").split("\n")[line - 1][column - 1 :]


def paths(*places: Location) -> list[str]:
    """The elements that the places are in."""
    return [place.document.anchor(place.span.start).path for place in places]


def refusal(capsys, *arguments: str | Path) -> str:
    """The one line that `tqcheck check` says about a file that it refuses with exit code 2."""
    with pytest.raises(SystemExit) as exit_:
        cli.main(["check", *map(str, arguments), "--offline", "--mt-model", "gloss"])
    captured = capsys.readouterr()
    assert exit_.value.code == 2, captured
    assert captured.out == ""
    [line] = captured.err.splitlines()
    return line
