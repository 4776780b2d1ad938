"""The machine-read formats: golden renders of one report, and what their public schemas and parsers say of them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from tests.sample_report import FORMATS, GOLDEN, first_document, rendered, sample
from tqcheck.plugins import REPORTERS, Reporter, resolve
from tqcheck.records import Report, Severity, Verdict
from tqcheck.report.github import LIMIT, GithubReporter
from tqcheck.report.markdown import MarkdownReporter, escape
from tqcheck.report.sarif import SarifReporter, uri

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_golden(name: str) -> None:
    golden = GOLDEN / f"report.{FORMATS[name]}"
    assert rendered(name) == golden.read_bytes().decode(), "python -m tests.sample_report rewrites it, if this is meant"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_reporters_are_reporters_and_pure(name: str) -> None:
    reporter = resolve(name, REPORTERS, "format")()
    assert isinstance(reporter, Reporter)
    assert reporter.render(sample()) == reporter.render(sample())


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_empty_report_renders(name: str) -> None:
    report = replace(sample(), documents=(), runs=(), reasons=(), notices=(), verdict=Verdict.PASS, exit_code=0)
    text = resolve(name, REPORTERS, "format")().render(report)
    assert text.endswith("\n")


def many(count: int, severity: Severity = Severity.CRITICAL) -> Report:
    """The sample's first document with its first finding `count` times."""
    document = first_document()
    findings = tuple(replace(document.findings[0], severity=severity, fingerprint=f"{n:016x}") for n in range(count))
    return replace(sample(), documents=(replace(document, findings=findings),))


def sarif(report: Report) -> dict:
    return json.loads(SarifReporter().render(report))


@pytest.mark.parametrize("report", [sample(), replace(sample(), documents=()), many(3)])
def test_sarif_follows_the_schema(report: Report) -> None:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text())
    faults = [f"{list(e.path)}: {e.message}" for e in Draft7Validator(schema).iter_errors(sarif(report))]
    assert faults == []


def test_the_schema_can_fail() -> None:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text())
    log = sarif(sample())
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not Draft7Validator(schema).is_valid(log)


def test_sarif_places_both_sides_in_code_points() -> None:
    run = sarif(sample())["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    lines = first_document().bitext.source[0].document.text.split("\n")
    result = run["results"][0]
    for place, words in ((result["locations"][0], "374 مليون"), (result["relatedLocations"][0], "347 million")):
        region = place["physicalLocation"]["region"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == words


def test_sarif_rules_of_the_shipped_checks_have_help() -> None:
    from tqcheck.checks import CHECKS

    rules = {rule["id"]: rule for rule in sarif(sample())["runs"][0]["tool"]["driver"]["rules"]}
    assert CHECKS
    for check in CHECKS:
        assert check.summary in rules[check.code]["help"]["text"]
        assert check.fails[0].source.splitlines()[0] in rules[check.code]["help"]["markdown"]


def test_sarif_says_what_did_not_run() -> None:
    invocation = sarif(sample())["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert {n["level"] for n in invocation["toolExecutionNotifications"]} == {"warning", "error"}
    whole = replace(sample(), runs=sample().runs[:2])
    assert sarif(whole)["runs"][0]["invocations"][0]["executionSuccessful"] is True


def test_sarif_states_no_baseline_where_there_is_none() -> None:
    assert all("baselineState" not in result for result in sarif(many(2))["runs"][0]["results"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("posts/a b,c.txt", "posts/a%20b%2Cc.txt"),
        ("/srv/خبر.txt", "file:///srv/%D8%AE%D8%A8%D8%B1.txt"),
        ("-", "stdin"),
    ],
)
def test_sarif_uris(path: str, expected: str) -> None:
    assert uri(path) == expected


def junit(report: Report) -> JUnitXml:
    return JUnitXml.fromstring(resolve("junit", REPORTERS, "format")().render(report).encode())


def test_junit_is_parsed_and_counts() -> None:
    parsed = junit(sample())
    assert (parsed.tests, parsed.failures, parsed.errors, parsed.skipped) == (11, 2, 2, 2)
    names = [case.name for suite in parsed for case in suite if any(r._tag == "failure" for r in case.result)]
    assert names == ["TQ201 omission", "TQ301 number-mismatch"]


def test_junit_fails_no_case_where_the_gate_passed() -> None:
    report = replace(many(1, Severity.MINOR), verdict=Verdict.PASS)
    assert junit(report).failures == 0
    assert "347 million became 374 million" in resolve("junit", REPORTERS, "format")().render(report)


def test_junit_survives_what_xml_cannot_hold() -> None:
    report = many(1)
    finding = replace(report.documents[0].findings[0], message="bell \x07, null \x00, lone \ud800, ]]> &amp;")
    document = replace(report.documents[0], findings=(finding,))
    text = resolve("junit", REPORTERS, "format")().render(replace(report, documents=(document,)))
    assert JUnitXml.fromstring(text.encode()).failures == 1


def test_gitlab_has_what_gitlab_asks_for() -> None:
    issues = json.loads(rendered("gitlab"))
    assert len(issues) == 2
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issue)
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_gitlab_fingerprints_differ_between_posts_with_the_same_fault() -> None:
    document = first_document()
    twin = replace(document, bitext=replace(document.bitext, path="posts/other.txt"))
    issues = json.loads(resolve("gitlab", REPORTERS, "format")().render(replace(sample(), documents=(document, twin))))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 4


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text: str) -> str:
    for char in "\r\n:,%":
        text = text.replace(f"%{ord(char):02X}", char)
    return text


def test_github_commands_are_read_back() -> None:
    first = rendered("github").splitlines()[0]
    kind, properties, message = COMMAND.fullmatch(first).groups()  # type: ignore[union-attr]
    fields = dict(field.split("=", 1) for field in properties.split(","))
    assert kind == "error"
    assert unescaped(fields["file"]) == "posts/aqaba, port.txt"
    assert (fields["line"], fields["col"], fields["endColumn"]) == ("6", "29", "38")
    assert unescaped(message) == "347 million became 374 million\noriginal: 347 million"


def test_github_keeps_within_ten_annotations_of_a_kind_and_says_what_it_left() -> None:
    lines = GithubReporter().render(many(LIMIT + 3)).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == LIMIT
    assert "3 more than GitHub shows as annotations:" in lines
    assert sum(line.startswith("posts/aqaba, port.txt:6:29: critical TQ301") for line in lines) == 3


def test_github_takes_no_command_from_a_post() -> None:
    report = replace(sample(), notices=("::error file=x::boo", "##[error]boo"))
    lines = GithubReporter().render(report).splitlines()
    stopped = next(n for n, line in enumerate(lines) if line.startswith("::stop-commands::"))
    token = lines[stopped].removeprefix("::stop-commands::")
    assert lines[-1] == f"::{token}::"
    assert lines.index("::error file=x::boo") > stopped
    assert lines.index("##[error]boo") > stopped


def shown(markdown: str) -> str:
    """What a reader sees of Markdown: rendered as GitHub does, tags taken off."""
    import html

    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip()


@pytest.mark.parametrize(
    "text",
    [
        "a | b", "`rm -rf`", "<img src=x onerror=alert(1)>", "&lt; stays", "[x](http://y.z)", "*a* _b_ ~~c~~",
        "# no heading", "- no list", "<!-- gone? -->", "a\\|b", "العقبة، الميناء | نعم", "www.example.org",
        "@someone #12", "![i](u)",
    ],
)  # fmt: skip
def test_markdown_shows_text_as_it_is(text: str) -> None:
    assert shown(escape(text)) == text
    table = MarkdownIt("commonmark").enable("table").render(f"| a | b |\n|---|---|\n| {escape(text)} | end |")
    assert table.count("<td>") == 2
    assert "<img" not in table
    assert "<a " not in table


def test_markdown_gives_arabic_its_direction() -> None:
    text = rendered("markdown")
    assert '<span dir="rtl" lang="ar">374 مليون</span>' in text
    assert '<span dir="ltr" lang="en">347 million</span>' in text
    assert '«<span dir="rtl">العقبة</span>»' in text


def test_markdown_keeps_to_its_limit_and_says_so() -> None:
    text = MarkdownReporter(limit=2000).render(many(50))
    assert len(text) <= 2000
    rows = sum(line.startswith("| 🔴") for line in text.splitlines())
    assert f"… and {50 - rows} more rows" in text
    assert len(MarkdownReporter().render(many(2000))) <= 60_000


def test_markdown_closes_what_it_folded() -> None:
    report = many(50)
    findings = tuple(replace(f, suppressed="baseline") for f in report.documents[0].findings)
    report = replace(report, documents=(replace(report.documents[0], findings=findings),))
    text = MarkdownReporter(limit=2500).render(report)
    assert text.count("<details>") == text.count("</details>") == 1


def test_csv_is_read_back() -> None:
    text = rendered("csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 5
    assert rows[0]["target_text"] == "374 مليون"
    assert rows[3]["message"].count("\n") == 1
    assert rows[4]["suppressed"] == "file: sold until June"


def test_csv_runs_no_formula() -> None:
    for row in csv.reader(io.StringIO(rendered("csv"))):
        assert not any(cell.startswith(("=", "+", "@", "-")) for cell in row)
