"""HTML pages: the story in each language, found by trafilatura, with the elements that it stands in."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Page, Wanted, base_lang
from tqcheck.ingest.files import decoded
from tqcheck.ingest.limits import MAX_DEPTH
from tqcheck.ingest.markup import Source, html_blocks, local
from tqcheck.records import Lang
from tqcheck.text.languages import languages_in
from tqcheck.text.normalise import fold
from tqcheck.text.scripts import script_of, weight

_ASIDES = frozenset("nav header footer aside form".split())
_GRAM = 3
_KNOWN = 0.5
"""Share of a block's three-word sequences that trafilatura's text has, from which on the block belongs to the story."""
_SHORT = 20
"""Words from which on trafilatura's text is a story, and not a scrap of a page too small for it."""


def read_html(data: bytes, path: str, wanted: Wanted) -> tuple[Page, ...]:
    """The page's story in all languages wanted. Raises InputError where there is none."""
    text = decoded(data, path, page=True).text
    root = parse_html(text, path)
    found = html_blocks(root, Source(text))
    if not any(not block.aside for block, _ in found):
        raise InputError(f"{path}: no text in this page; if a script writes it, save the page from the browser")
    kept: set[int] = set()
    langs = wanted.langs if len(wanted.langs) == 2 else tuple(languages_in(block.text for block, _ in found))
    for lang in langs:
        kept |= _story(root, found, lang, langs)
    blocks = tuple(block for n, (block, _) in enumerate(found) if n in kept or block.aside)
    return (Page(blocks=blocks, lang=base_lang(root.get("lang"))),)


def parse_html(text: str, path: str) -> Any:
    """The root element of a page. Raises InputError where it is no HTML or nested beyond reading."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(f"{path}: not HTML: {error}") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log) or _depth(root) > MAX_DEPTH:
        raise InputError(f"{path}: refused: more than {MAX_DEPTH} elements inside each other")
    return root


def _depth(root: Any) -> int:
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _story(root: Any, found: Sequence[tuple[Block, Any]], lang: Lang, langs: Sequence[Lang]) -> set[int]:
    """Indices of the blocks that are the story in one language."""
    own = [n for n, (block, _) in enumerate(found) if not block.aside and _is(block.text, block.lang, lang, langs)]
    extracted = _extract(root, lang, langs)
    words = fold(extracted).split()
    if len(words) < _SHORT:
        return {n for n in own if not _ASIDES & {local(e) for e in (found[n][1], *found[n][1].iterancestors())}}
    grams = _grams(words)
    lines = {" ".join(line.split()) for line in fold(extracted).splitlines()}
    kept = set()
    for n in own:
        block, element = found[n]
        mine = fold(block.text).split()
        known = sum(g in grams for g in _grams(mine)) / max(len(mine) - _GRAM + 1, 1)
        if known >= _KNOWN or " ".join(mine) in lines or _headline(element):
            kept.add(n)
    return kept


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1)}


def _headline(element: Any) -> bool:
    """A first-level heading belongs to the story, unless it is the site's name at the top."""
    around = [local(e) for e in (element, *element.iterancestors())]
    return "h1" in around and not ({"nav", "footer", "aside"} & set(around)) and not _site_name(element)


def _site_name(element: Any) -> bool:
    links = " ".join("".join(a.itertext()) for a in element.iter("a"))
    return len("".join(element.itertext()).split()) < 4 and bool(links.strip())


def _is(text: str, stated: Lang | None, lang: Lang, langs: Sequence[Lang]) -> bool:
    """Whether a block has text of the language: most of its letters, or a good part of a line in both."""
    if stated is not None and stated in langs and stated != lang and script_of(stated) == script_of(lang):
        return False
    return 4 * weight(text, lang) >= sum(weight(text, other) for other in langs) > 0


def _extract(root: Any, lang: Lang, langs: Sequence[Lang]) -> str:
    """The main text of the page in one language: two stories side by side, and trafilatura takes one for an aside."""
    from trafilatura import extract

    page = copy.deepcopy(root)
    others = [other for other in langs if script_of(other) != script_of(lang)]
    for element in page.iter():
        if isinstance(element.tag, str) and _foreign(element.text, lang, others):
            element.text = None
        if _foreign(element.tail, lang, others):
            element.tail = None
    return extract(page, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False) or ""


def _foreign(text: str | None, lang: Lang, others: Sequence[Lang]) -> bool:
    return bool(text) and any(weight(text or "", other) > weight(text or "", lang) for other in others)
