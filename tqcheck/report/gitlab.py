"""GitLab code quality: a JSON list of issues. GitLab knows no accepted ones, so those are left out."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from tqcheck.records import Report
from tqcheck.report.listing import Entry, entries, on_one_line, said
from tqcheck.visible import escaped


class GitlabReporter:
    """Renders the code quality report that `artifacts:reports:codequality` takes."""

    def render(self, report: Report) -> str:
        """The findings that count, as a JSON list."""
        issues = [_issue(entry) for entry in entries(report) if entry.live]
        return escaped(json.dumps(issues, ensure_ascii=False, indent=1)) + "\n"


def _issue(entry: Entry) -> dict[str, Any]:
    finding, place = entry.finding, entry.main
    return {
        "description": on_one_line(f"{finding.code} {said(finding)}"),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": entry.identity,
        # GitLab's scale has critical, major and minor among its five, with our meaning.
        "severity": finding.severity.value,
        "location": {
            # GitLab wants paths from the root of the repository, with no `./` before them.
            "path": PurePath(place.path).as_posix(),
            "lines": {"begin": place.line, "end": place.end_line},
        },
    }
