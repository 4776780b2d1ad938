"""JUnit XML: a test suite for each post, a test case for each check that ran on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from tqcheck.records import CheckRun, DocumentReport, Report, Verdict
from tqcheck.report.listing import Entry, document_entries, on_one_line, said, tally
from tqcheck.service.ledger import told
from tqcheck.visible import visible

# What XML 1.0 cannot hold, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReporter:
    """Renders JUnit XML. Where the gate passed, findings are written out but no test case fails."""

    def render(self, report: Report) -> str:
        """The whole report as one `testsuites` element."""
        root = ET.Element("testsuites", name="tqcheck")
        for document in report.documents:
            root.append(_suite(document, report))
        for key in ("tests", "failures", "errors", "skipped"):
            root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
        ET.indent(root, " ")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(document: DocumentReport, report: Report) -> ET.Element:
    path = clean(document.bitext.path)
    suite = ET.Element("testsuite", name=path)
    if report.sent:
        properties = ET.SubElement(suite, "properties")
        for line in told(report.sent):
            ET.SubElement(properties, "property", name="sent", value=clean(line))
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in document_entries(document):
        found[entry.finding.code].append(entry)
    runs = {run.code: run for run in report.runs}
    if document.bitext.fault:
        case = ET.SubElement(suite, "testcase", name="readable", classname=path, file=clean(document.bitext.file))
        ET.SubElement(case, "error", message=clean(document.bitext.fault), type="error")
    for code in () if document.bitext.fault else sorted({*runs, *found}):
        suite.append(_case(code, path, found[code], runs, failing=report.verdict is Verdict.FINDINGS))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("tests", str(len(suite.findall("testcase"))))
    return suite


def _case(code: str, path: str, found: list[Entry], runs: Mapping[str, CheckRun], *, failing: bool) -> ET.Element:
    name = f"{code} {found[0].finding.name}" if found else code
    case = ET.Element("testcase", name=name, classname=path, file=path)
    live = [entry for entry in found if entry.live]
    run = runs.get(code)
    if run is not None and run.error:
        ET.SubElement(case, "error", message=clean(run.error), type="error")
    elif run is not None and run.skipped:
        ET.SubElement(case, "skipped", message=clean(run.skipped))
    if live and failing:
        failure = ET.SubElement(case, "failure", message=tally(live), type=str(live[0].finding.severity.value))
        failure.text = "\n".join(map(_line, live))
    rest = [entry for entry in found if not (entry.live and failing)]
    if rest:
        ET.SubElement(case, "system-out").text = "\n".join(map(_line, rest))
    return case


def _line(entry: Entry) -> str:
    finding, place = entry.finding, entry.main
    accepted = f" [{finding.suppressed}]" if finding.suppressed else ""
    where = f"{place.path}:{place.line}:{place.column}"
    return clean(f"{where}: {finding.severity.value}: {on_one_line(said(finding))} ({finding.fingerprint}){accepted}")


def clean(text: str) -> str:
    """The text with signs for control characters and without what else XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", visible(text))
