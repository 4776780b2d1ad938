"""The report's JSON Schema is shipped, printed, and true of every report."""

import json

import pytest
from jsonschema import Draft202012Validator

from tests.sample_report import sample
from tests.test_snapshots import POSTS, stored
from tqcheck.report.json_report import JsonReporter


@pytest.fixture(scope="module")
def schema():
    from importlib import resources

    return json.loads((resources.files("tqcheck.report") / "report.schema.json").read_text("utf-8"))


def faults(schema, report):
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in Draft202012Validator(schema).iter_errors(report)]


def test_it_is_a_schema(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("detail", ["none", "words"])
def test_the_sample_report_is_valid(schema, detail):
    report = json.loads(JsonReporter(detail).render(sample()))
    assert faults(schema, report) == []


@pytest.mark.parametrize("name", POSTS)
def test_kept_reports_are_valid(schema, name):
    root = {"$defs": schema["$defs"], "$ref": "#/$defs/document"}
    assert faults(root, json.loads(stored(name).read_text("utf-8"))) == []


def close(part):
    """A part of the schema that allows no further fields."""
    return {**part, "additionalProperties": False} if isinstance(part.get("properties"), dict) else part


def test_every_field_of_a_report_is_described(schema):
    """What the schema does not know is a field that nobody was told of."""
    closed = json.loads(json.dumps(schema), object_hook=close)
    report = json.loads(JsonReporter("words").render(sample()))
    assert faults(closed, report) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.pop("runs"),
        lambda r: r.update(verdict="fine"),
        lambda r: r.update(exit_code=2),
        lambda r: r["documents"][0]["findings"][0].update(severity="grave"),
        lambda r: r["documents"][0]["findings"][0].update(confidence=1.5),
        lambda r: r["documents"][0]["beads"][0].pop("omission"),
    ],
)
def test_a_wrong_report_is_not_valid(schema, change):
    report = json.loads(JsonReporter().render(sample()))
    change(report)
    assert len(faults(schema, report)) == 1
