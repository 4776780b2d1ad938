"""The desk's one page, and the report inside it: all in one answer, its policy naming the very script and style."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tqcheck.records import Report
from tqcheck.report.html_page import HtmlReporter, asset, digest, script_words
from tqcheck.report.interface import Interface

_SECTIONS = ("desk", "severity", "verdict", "language")


def render(t: Interface) -> tuple[str, str]:
    """The page, and the content security policy that it is sent with."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    style, script = asset("page.css") + _own("desk.css"), asset("page.js") + _own("desk.js")
    environment = Environment(
        loader=PackageLoader("tqcheck.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    text = environment.get_template("desk.html").render(
        t=t, style=Markup(style), script=Markup(script), words=script_words(t, *_SECTIONS)
    )
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return text, policy


def fragment(report: Report, t: Interface) -> str:
    """The report of one post, to stand under the panes."""
    return HtmlReporter(t.lang).fragment(report)


@cache
def _own(name: str) -> str:
    return files("tqcheck.desk").joinpath("templates", name).read_text(encoding="utf-8").replace("\r\n", "\n")
