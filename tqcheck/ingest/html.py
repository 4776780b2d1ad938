"""HTML pages: the story in each language, found by trafilatura, with the elements that it stands in."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, TypeAlias

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Page, Wanted, base_lang
from tqcheck.ingest.files import decoded
from tqcheck.ingest.head import read_head
from tqcheck.ingest.limits import MAX_DEPTH
from tqcheck.ingest.markup import Source, html_blocks, local, reveal
from tqcheck.ingest.shares import BOTH, shares
from tqcheck.records import Lang
from tqcheck.text.languages import languages_in
from tqcheck.text.normalise import fold
from tqcheck.text.scripts import script_of, weight

_ASIDES = frozenset("nav header footer aside form".split())
_GRAM = 3
_KNOWN = 0.5
"""Share of a block's three-word sequences that trafilatura's text has, from which on the block belongs to the story."""
_AROUND = 2
"""Blocks before and after the story in which a picture still belongs to it."""
_SAID = 4
"""Words from which on it is said that something hidden was left out."""
_SHORT = 20
"""Words from which on trafilatura's text is a story, and not a scrap of a page too small for it."""


def read_html(data: bytes, path: str, wanted: Wanted) -> tuple[Page, ...]:
    """The page's story in all languages wanted. Raises InputError where there is none."""
    text = decoded(data, path, page=True).text
    root = parse_html(text, path)
    everything = html_blocks(root, Source(text), hidden=True)
    found, left_out = _shown(root, everything)
    if not any(not block.aside and not block.beside for block, _ in found):
        raise InputError(f"{path}: no text in this page; if a script writes it, save the page from the browser")
    kept: set[int] = set()
    langs = wanted.langs if len(wanted.langs) == 2 else tuple(languages_in(block.text for block, _ in found))
    for lang in langs:
        kept |= _story(root, found, lang, langs)
    blocks = tuple(block for n, (block, _) in enumerate(found) if n in kept or block.aside)
    head = read_head(root, Source(text), [block.text for block in blocks])
    if len(_told(blocks, langs)) == 1:  # a page in one language, of which the other is another page
        return (Page(blocks=(*head, *blocks), lang=base_lang(root.get("lang")), not_read=left_out),)
    unread = (*left_out, *(block.field for block in head))
    return (Page(blocks=blocks, lang=base_lang(root.get("lang")), not_read=unread),)


_Found: TypeAlias = "Sequence[tuple[Block, Any]]"


def _told(blocks: Sequence[Block], langs: Sequence[Lang]) -> list[Lang]:
    """The languages that a good part of the text is in."""
    own = shares([block.text for block in blocks if not block.aside], langs)
    return [lang for lang in langs if own[lang] >= BOTH]


def _shown(root: Any, found: _Found) -> tuple[_Found, tuple[str, ...]]:
    """The blocks to read, and what is said of those left out.

    Where the text that shows is in one language, what a switch hides in another is the rest of the post.
    """
    concealed = [block for block, _ in found if block.hidden and not block.aside]
    visible = [(block, element) for block, element in found if not block.hidden]
    if not concealed:
        return found, ()
    langs = tuple(languages_in(block.text for block, _ in found))
    there = _told([block for block, _ in visible], langs)
    missing = [lang for lang in langs if lang not in there]
    if len(there) == 1 and set(missing) <= set(_told([block for block, _ in found], langs)) and missing:
        reveal(root)
        return found, ()
    words = sum(len(block.text.split()) for block in concealed)
    said = f"{len(concealed)} hidden block{'s' * (len(concealed) > 1)} ({words} words)"
    return visible, (said,) if words >= _SAID else ()


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
        return {n for n in own if not _in_furniture(found[n][1])}
    grams = _grams(words)
    lines = {" ".join(line.split()) for line in fold(extracted).splitlines()}
    kept = set()
    for n in own:
        block, element = found[n]
        mine = fold(block.text).split()
        known = sum(g in grams for g in _grams(mine)) / max(len(mine) - _GRAM + 1, 1)
        if known >= _KNOWN or " ".join(mine) in lines or _headline(element):
            kept.add(n)
    return kept | _beside(found, own, kept)


def _beside(found: _Found, own: Sequence[int], kept: set[int]) -> set[int]:
    """Captions and alternative texts of the pictures in the story or right before it."""
    story = [n for n in kept if not found[n][0].beside]
    if not story:
        return set()
    first, last = min(story), max(story)
    return {
        n
        for n in own
        if found[n][0].beside and first - _AROUND <= n <= last + _AROUND and not _in_furniture(found[n][1])
    }


def _in_furniture(element: Any) -> bool:
    return any(local(around) in _ASIDES for around in (element, *element.iterancestors()))


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
