"""The manual says what is so: pages of the codes are current, links lead somewhere, files named are there."""

import re
from pathlib import Path

import pytest

from tqcheck.checks import documented_checks
from tqcheck.report.explanation import pages

ROOT = Path(__file__).parents[1]
MANUAL = sorted(p for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if ".venv" not in p.parts)


def test_the_pages_of_the_codes_are_current():
    """Where this fails: python docs/codes.py."""
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "codes").glob("*.md")}
    assert written == pages(documented_checks())


def anchors(text):
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", MANUAL, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    ):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path) if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there.read_text("utf-8")), target


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 200


def test_links_of_the_readme_work_on_a_package_index():
    import importlib.util

    spec = importlib.util.spec_from_file_location("readme_hook", ROOT / "docs" / "readme_hook.py")
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    readme = (ROOT / "README.md").read_text("utf-8")
    linked = hook.for_the_index(readme, "https://git.example.org/news/tqcheck/blob/HEAD")
    targets = re.findall(r'\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"', linked)
    assert targets
    assert all("".join(target).startswith(("https://", "#")) for target in targets)
    assert 'src="https://git.example.org/news/tqcheck/raw/HEAD/docs/page-light.png"' in linked
    assert not re.findall(r"\]\((?!https?:|#)", hook.for_the_index(readme, ""))
