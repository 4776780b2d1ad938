"""The benchmark of findings: what counts as found, and how far judged confidences are off."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.findings import reliability


def test_confidence_is_held_against_judgements_by_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["real", "real", "false", "arguable"]
    lines = [f"{verdict}\tm\te\ta\tTQ201/0.6/news" for verdict in rows] + ["false\tm\te\ta\tTQ202/0.05/news"]
    (tmp_path / "judged.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    reliability(tmp_path / "judged.tsv")
    assert capsys.readouterr().out.splitlines() == [
        "  TQ201 from 0.5: n   4  said 0.60  true 0.62",
        "  TQ201: 0.62 right, expected calibration error 0.025",
        "  TQ202 from 0.0: n   1  said 0.05  true 0.00",
        "  TQ202: 0.00 right, expected calibration error 0.050",
    ]
