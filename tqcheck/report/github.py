"""GitHub Actions workflow commands: findings as annotations of the changed files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from tqcheck.records import Report, Severity
from tqcheck.report.listing import Entry, entries, line_of, on_one_line, said, tally
from tqcheck.visible import visible

_COMMANDS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}
# What GitHub shows of one step: ten annotations of each kind; the rest it drops without a word.
LIMIT = 10


class GithubReporter:
    """Renders workflow commands, the gravest first; what GitHub would drop is printed as plain lines instead."""

    def render(self, report: Report) -> str:
        """Commands for the findings that count, then what else the log should say."""
        found = sorted((e for e in entries(report) if e.live), key=lambda entry: entry.finding.severity.rank)
        shown: defaultdict[str, int] = defaultdict(int)
        commands: list[str] = []
        rest: list[str] = []
        for entry in found:
            kind = _COMMANDS[entry.finding.severity]
            shown[kind] += 1
            (commands if shown[kind] <= LIMIT else rest).append(
                _command(kind, entry) if shown[kind] <= LIMIT else line_of(entry)
            )
        lines = [f"tqcheck: {report.verdict.value}: {tally(found)}", *report.reasons, *report.notices]
        if rest:
            lines += [f"{len(rest)} more than GitHub shows as annotations:", *rest]
        return visible("\n".join([*commands, *_plain(lines)]) + "\n")


def _command(kind: str, entry: Entry) -> str:
    place, finding = entry.main, entry.finding
    fields = {
        "file": place.path,
        "line": str(place.line),
        "endLine": str(place.end_line),
        # Columns are for places within one line; GitHub ignores the annotation's place otherwise.
        **({"col": str(place.column), "endColumn": str(place.end_column)} if place.line == place.end_line else {}),
        "title": f"{finding.code} {finding.name}",
    }
    properties = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
    return f"::{kind} {properties}::{_data(_message(entry))}"


def _message(entry: Entry) -> str:
    source = entry.source.text if entry.source else ""
    message = said(entry.finding)
    return f"{message}\noriginal: {on_one_line(source)}" if source else message


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(lines: list[str]) -> Iterator[str]:
    """Lines of the log in which nothing is taken for a command, whatever a post says."""
    flat = [on_one_line(line) for line in lines]
    token = "tqcheck-" + hashlib.sha256("\n".join(flat).encode()).hexdigest()[:16]
    yield f"::stop-commands::{token}"
    yield from flat
    yield f"::{token}::"
