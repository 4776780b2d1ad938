"""The report as web pages: one self-contained page a post, and an index of many."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tqcheck.errors import UsageError
from tqcheck.records import DocumentReport, Report, Severity
from tqcheck.report.bidi import RTL_RUN
from tqcheck.report.html_view import KINDS, Page, page_of, showable
from tqcheck.report.interface import Interface, interface
from tqcheck.report.listing import SHAPES
from tqcheck.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

INDEX = "index.html"
# By this a page of ours is told from one that must not be overwritten.
GENERATOR = '<meta name="generator" content="tqcheck'


class HtmlReporter:
    """Renders HTML that loads nothing and runs nothing but its own script (a content security policy says so).

    `lang` is the language of what the page itself says: `en` or `ar`.
    """

    def __init__(self, lang: str = "en") -> None:
        self._interface = interface(lang)

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
        return _render("page.html", report, self._interface, **_post(document, self._interface, alone=alone))

    def fragment(self, report: Report) -> str:
        """The one post's rows and findings without the page around them, for a page that decides and edits itself."""
        values = _post(report.documents[0], self._interface, alone=True)
        return _rendered("post.html", report, self._interface, desk=True, **values)

    def _index(self, report: Report, names: Mapping[str, str]) -> str:
        posts = [_summary(document, names) for document in report.documents]
        posts.sort(key=lambda post: post["score"].value if post["score"] else -1.0)
        return _render("index.html", report, self._interface, posts=posts)


def _post(document: DocumentReport, t: Interface, *, alone: bool) -> dict[str, Any]:
    """What the template of a post shows."""
    from tqcheck.checks import documented_checks

    page = page_of(document)
    return {
        "page": page, "alone": alone, "kinds": KINDS, "lead": _lead(page, t), "arrow": "→", "words": script_words(t),
        "summaries": {check.code: check.summary for check in documented_checks()},
    }  # fmt: skip


def script_words(t: Interface, *sections: str) -> str:
    """The texts that a page's script says, as JSON."""
    named = {
        "report": t.section("report"),
        "decide": t.section("decide"),
        **{name: t.section(name) for name in sections},
    }
    return json.dumps({"lang": t.lang, **named}, ensure_ascii=False, separators=(",", ":"))


def _lead(page: Page, t: Interface) -> str:
    """What there is to do: the first thing that an editor reads."""
    grave = page.severities.get(Severity.CRITICAL, 0)
    more = sum(page.severities.values()) - grave
    if page.fault or not grave + more:
        return "" if page.fault else t("report.lead_none")
    rest = "report.lead_more" if grave else "report.lead_some"
    counts = [t("report.lead_critical", n=grave)] * (grave > 0) + [t(rest, n=more)] * (more > 0)
    return f"{t('report.comma').join(counts)}. {t('report.lead_how')}"


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


def _render(template: str, report: Report, t: Interface, **values: Any) -> str:
    from markupsafe import Markup

    style, script = asset("page.css"), asset(template.replace(".html", ".js"))
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _rendered(template, report, t, policy=policy, style=Markup(style), script=Markup(script), **values) + "\n"


def _rendered(template: str, report: Report, t: Interface, *, desk: bool = False, **values: Any) -> str:
    unchecked = [run for run in report.runs if run.skipped or run.error]
    page: str = (
        _environment()
        .get_template(template)
        .render(
            report=report, t=t, desk=desk, shapes=SHAPES, severities=list(Severity), unchecked=unchecked,
            verdict=t(f"verdict.{report.verdict.value}"), **values,
        )
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
    environment.filters["shown"] = showable
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
def asset(name: str) -> str:
    """A style sheet or script of the templates."""
    return files("tqcheck.report").joinpath("templates", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def digest(text: str) -> str:
    """The hash by which a content security policy lets a style or script be."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
