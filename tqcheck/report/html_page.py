"""The report as web pages: one self-contained page a post, and an index of many."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tqcheck.errors import UsageError
from tqcheck.records import DocumentReport, Report, Severity, Verdict
from tqcheck.report.bidi import RTL_RUN
from tqcheck.report.html_view import KINDS, page_of, showable
from tqcheck.report.listing import SHAPES
from tqcheck.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

INDEX = "index.html"
# By this a page of ours is told from one that must not be overwritten.
GENERATOR = '<meta name="generator" content="tqcheck'
_VERDICTS = {Verdict.PASS: "passes", Verdict.FINDINGS: "does not pass", Verdict.INCOMPLETE: "not fully checked"}


class HtmlReporter:
    """Renders HTML that loads nothing and runs nothing but its own script (a content security policy says so)."""

    def render(self, report: Report) -> str:
        """The page of the report's one post. Raises UsageError where there are several: they need a folder."""
        if len(report.documents) > 1:
            raise UsageError(
                f"html: {len(report.documents)} posts make a page each: name a folder for them, as in --output report/"
            )
        if not report.documents:
            return self._index(report, {})
        return self._page(report, report.documents[0], alone=True)

    def pages(self, report: Report) -> dict[str, str]:
        """Every page by its file name: `index.html` and one a post."""
        names = {document.bitext.path: page_name(document.bitext.path) for document in report.documents}
        pages = {names[d.bitext.path]: self._page(report, d, alone=False) for d in report.documents}
        return {**pages, INDEX: self._index(report, names)}

    def _page(self, report: Report, document: DocumentReport, *, alone: bool) -> str:
        from tqcheck.checks import documented_checks

        page = page_of(document)
        summaries = {check.code: check.summary for check in documented_checks()}
        return _render("page.html", report, page=page, alone=alone, kinds=KINDS, summaries=summaries)

    def _index(self, report: Report, names: Mapping[str, str]) -> str:
        posts = [_summary(document, names) for document in report.documents]
        posts.sort(key=lambda post: post["score"].value if post["score"] else -1.0)
        return _render("index.html", report, posts=posts)


def page_name(path: str) -> str:
    """The file name of a post's page: its own name, and digits that tell it from a namesake in another folder."""
    stem = re.sub(r"[^\w-]+", "-", PurePath(path).stem).strip("-")[:60]
    return f"{stem or 'post'}-{hashlib.sha256(path.encode('utf-8', 'replace')).hexdigest()[:6]}.html"


def _summary(document: DocumentReport, names: Mapping[str, str]) -> dict[str, Any]:
    bitext = document.bitext
    live = Counter(f.severity for f in document.findings if f.suppressed is None)
    return {
        "path": showable(bitext.path),
        "href": names[bitext.path],
        "title": showable(bitext.source[0].text[:120] if bitext.source else bitext.fault or ""),
        "lang": bitext.source_lang,
        "score": document.score,
        "counts": [live[severity] for severity in Severity],
        "settled": sum(f.suppressed is not None for f in document.findings),
        "sentences": len(bitext.source),
    }


def _render(template: str, report: Report, **values: Any) -> str:
    from markupsafe import Markup

    style, script = _asset("page.css"), _asset(template.replace(".html", ".js"))
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page: str = (
        _environment()
        .get_template(template)
        .render(
            report=report, policy=policy, style=Markup(style), script=Markup(script), shapes=SHAPES,
            severities=list(Severity), verdict=_VERDICTS[report.verdict],
            unchecked=[run for run in report.runs if run.skipped or run.error], **values,
        )
        + "\n"
    )  # fmt: skip
    return visible(page)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tqcheck.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["prose"] = _prose
    return environment


def _prose(text: str) -> Any:
    """English with Arabic in it: escaped, what HTML cannot hold replaced, right-to-left words set apart."""
    from markupsafe import Markup, escape

    parts, at = [], 0
    text = showable(text)
    for run in RTL_RUN.finditer(text):
        parts += [escape(text[at : run.start()]), Markup('<bdi dir="rtl" lang="ar">{}</bdi>').format(run[0])]
        at = run.end()
    return Markup("").join([*parts, escape(text[at:])])


@cache
def _asset(name: str) -> str:
    return files("tqcheck.report").joinpath("templates", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
