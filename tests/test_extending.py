"""The extensions of docs/extending.md, each one file, as if they were installed."""

import json
import re
import sys
from pathlib import Path

import pytest

from tqcheck import checks, plugins
from tqcheck.api import Engine
from tqcheck.config import Config, Output
from tqcheck.output import Screen, reporter_for

MANUAL = (Path(__file__).parents[1] / "docs" / "extending.md").read_text("utf-8")
FILES = dict(re.findall(r"^```(?:python|toml)\n# (\S+)\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL))
POINTS = dict(re.findall(r"^(\w+) = \"(newsroom_\w+:\w+)\"$", FILES["pyproject.toml"], re.MULTILINE))


@pytest.fixture
def package(tmp_path, monkeypatch):
    names = {"check": "shouting", "translator": "memory", "format": "slack"}
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    for module in [name for name in sys.modules if name.startswith("newsroom_")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.syspath_prepend(tmp_path)
    offered = {kind: {name: POINTS[name]} for kind, name in names.items()}
    for place in (plugins, checks):
        monkeypatch.setattr(place, "installed", lambda kind: offered.get(kind, {}))
    return tmp_path


def test_the_manual_s_extensions_work(package, engine):
    arabic = "غادر القاعة يوم الاثنين!"
    (package / "post.txt").write_text(f"He left the hall on Monday.\n\n{arabic}\n", "utf-8")
    (package / "tm.json").write_text(json.dumps({arabic: "He left the hall on Monday!"}), "utf-8")
    own = Engine(Config(offline=True, cache=False, mt_model=f"memory:{package / 'tm.json'}"))
    own.builtin_encoder = engine.builtin_encoder
    report = own.report(own.load([str(package / "post.txt")]))
    assert report.signature.translator == "memory:tm.json"
    assert report.documents[0].beads[0].back_translation == "He left the hall on Monday!"
    assert [(f.code, f.severity.value, f.target.text) for f in report.documents[0].findings] == [
        ("NR101", "minor", "!")
    ]
    screen = Screen(width=80, color=False, bidi=None, encoding="utf-8")
    reporter = reporter_for(Output(format="slack"), Config(detail="words"), screen)
    assert reporter._words
    assert json.loads(reporter.render(report))["text"] == "tqcheck: pass\nminor NR101 the translation shouts"


def test_what_the_memory_lacks_is_said(package, engine):
    (package / "post.txt").write_text("He left the hall on Monday.\n\nغادر القاعة يوم الاثنين.\n", "utf-8")
    (package / "tm.json").write_text("{}", "utf-8")
    own = Engine(Config(offline=True, cache=False, mt_model=f"memory:{package / 'tm.json'}"))
    own.builtin_encoder = engine.builtin_encoder
    report = own.report(own.load([str(package / "post.txt")]))
    assert "the translation memory does not have this sentence" in report.notices
    assert report.exit_code == 3
