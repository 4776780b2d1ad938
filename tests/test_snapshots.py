"""Reports on posts of our own, clean, freely translated and faulty, stay what they are unless a change means otherwise.

After a change that is meant to show, `python -m tests.test_snapshots` writes the reports anew: read the difference
before it is committed. Figures are compared to three places, as the last bits differ between processors.
"""

import json
import os
from pathlib import Path

import pytest

from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.report.json_report import JsonReporter

HERE = Path("tests/snapshots")
POSTS = sorted(path.name for path in (Path(__file__).parent / "snapshots" / "posts").iterdir())


def report_on(engine, names):
    """The report's documents by the name of the post."""
    report = engine.report(engine.load([str(HERE / "posts" / name) for name in names]))
    return dict(zip(names, JsonReporter().as_dict(report)["documents"], strict=True))


def numbers(value):
    """All fractions of a report, in order."""
    if isinstance(value, dict):
        return [n for part in value.values() for n in numbers(part)]
    if isinstance(value, list):
        return [n for part in value for n in numbers(part)]
    return [value] if isinstance(value, float) else []


def plain(value):
    """The report with a mark in the place of each fraction."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return "a fraction" if isinstance(value, float) else value


def stored(name):
    return Path(__file__).parent / "snapshots" / "reports" / f"{name}.json"


@pytest.fixture(scope="module")
def reports(engine):
    before = os.getcwd()
    os.chdir(Path(__file__).parent.parent)
    yield report_on(engine, POSTS)
    os.chdir(before)


@pytest.mark.parametrize("name", POSTS)
def test_report_is_what_it_was(reports, name):
    known = json.loads(stored(name).read_text("utf-8"))
    assert plain(reports[name]) == plain(known)
    assert numbers(reports[name]) == pytest.approx(numbers(known), abs=2e-3)


if __name__ == "__main__":
    for post, document in report_on(Engine(Config(offline=True, mt_model="gloss", cache=False)), POSTS).items():
        text = json.dumps(document, ensure_ascii=False, indent=1)
        stored(post).write_text(f"{text}\n", encoding="utf-8")
