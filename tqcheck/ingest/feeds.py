"""RSS and Atom feeds, and WordPress exports (WXR), which are RSS too: many posts in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Page, Wanted, base_lang
from tqcheck.ingest.encodings import xml_text
from tqcheck.ingest.html import parse_html
from tqcheck.ingest.markup import XML_LANG, Collector, Paths, Source, html_blocks, local, parse_xml
from tqcheck.ingest.shares import BOTH, shares
from tqcheck.lang import PAIR
from tqcheck.records import Lang

# What holds an entry's text, the whole before the summary.
_BODIES = ("encoded", "content", "description", "summary")
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s[^\[\]]*)?/?\]")
_NOT_POSTS = frozenset(
    "attachment nav_menu_item revision wp_navigation wp_global_styles wp_template custom_css".split()
)
_NOT_KEPT = frozenset(("trash", "auto-draft", "inherit"))
_SEARCH = {
    "_yoast_wpseo_title": "SEO title", "rank_math_title": "SEO title", "_aioseo_title": "SEO title",
    "_yoast_wpseo_metadesc": "SEO description", "rank_math_description": "SEO description",
    "_aioseo_description": "SEO description",
}  # fmt: skip
_POLYLANG = {"language": "lang", "post_translations": "group"}
_WPML = {"_wpml_import_language_code": "lang", "_wpml_import_translation_group": "group"}


def read_feed(data: bytes, path: str, _wanted: Wanted) -> list[Page]:
    """A page an entry, named by its number. Raises InputError where it is broken or no feed."""
    root = parse_xml(data, path, "RSS or Atom")
    if local(root) not in ("rss", "feed", "RDF"):
        raise InputError(f"{path}: not RSS or Atom: its first element is <{local(root)}>")
    entries = [e for e in root.iter() if local(e) in ("item", "entry")]
    reader = _Entries(data, path, root)
    return [reader.page(entry, str(number), _language(entry)) for number, entry in enumerate(entries, 1)]


def read_wordpress(data: bytes, path: str, _wanted: Wanted) -> list[Page]:
    """A page a post, named by its id, with the language and the group that Polylang or WPML gave it.

    Raises InputError where the export is broken. Attachments, menus, revisions and what is in the bin are no posts.
    """
    root = parse_xml(data, path, "WordPress export")
    reader = _Entries(data, path, root, newlines=True)
    pages = []
    for number, item in enumerate((e for e in root.iter() if local(e) == "item"), 1):
        field = {local(child): (child.text or "").strip() for child in item if not len(child)}
        if field.get("post_type") in _NOT_POSTS or field.get("status") in _NOT_KEPT:
            continue
        links = dict(_links(item))
        name = field.get("post_id") or str(number)
        pages.append(reader.page(item, name, base_lang(links.get("lang")), links.get("group")))
    return pages


def _links(item: Any) -> Iterator[tuple[str, str]]:
    """Language and translation group of a post, as Polylang and WPML export them."""
    for child in item:
        if local(child) == "category" and (kind := _POLYLANG.get(child.get("domain") or "")):
            yield kind, child.get("nicename") or (child.text or "").strip()
        elif local(child) == "postmeta":
            meta = {local(part): (part.text or "").strip() for part in child}
            if (kind := _WPML.get(meta.get("meta_key", ""))) and meta.get("meta_value"):
                yield kind, meta["meta_value"]


def _language(entry: Any) -> Lang | None:
    """What the entry or the feed says its language is."""
    for element in (entry, *entry.iterancestors()):
        if lang := base_lang(element.get(XML_LANG)):
            return lang
        for child in element:
            if local(child) == "language":
                return base_lang(child.text)
    return None


class _Entries:
    """Entries to pages, in the order of the file."""

    def __init__(self, data: bytes, path: str, root: Any, *, newlines: bool = False) -> None:
        self._path = path
        self._source = Source(xml_text(data, root.getroottree().docinfo.encoding))
        self._paths = Paths()
        self._newlines = newlines

    def page(self, entry: Any, name: str, lang: Lang | None, group: str | None = None) -> Page:
        """An entry with its title and text; one that cannot be read has a fault."""
        excerpt = next((child for child in entry if "/excerpt/" in str(child.tag)), None)
        parts = {local(child): child for child in reversed(entry) if child is not excerpt}
        body = next((parts[key] for key in _BODIES if key in parts and "".join(parts[key].itertext()).strip()), None)
        try:
            # In the order of the file, which is searched forwards.
            chosen = sorted((e for e in (parts.get("title"), body) if e is not None), key=entry.index)
            blocks = {local(part): list(self._blocks(part)) for part in chosen}
            title = blocks.pop("title", [])
            text = [*title, *(block for rest in blocks.values() for block in rest)]
            fields = [*self._named(excerpt, "excerpt"), *self._search_fields(entry)]
        except InputError as error:
            fault = str(error).removeprefix(f"{self._path}: ")
            return Page(name=name, lang=lang, group=group, fault=f"{self._path}#{name}: {fault}")
        own = shares([block.text for block in text], PAIR)
        if min(own.values()) >= BOTH:  # a post in both languages has one excerpt, in one of them
            left_out = tuple(dict.fromkeys(block.field for block in fields))
            return Page(blocks=tuple(text), name=name, lang=lang, group=group, not_read=left_out)
        return Page(blocks=(*text, *fields), name=name, lang=lang, group=group)

    def _named(self, part: Any, field: str) -> Iterator[Block]:
        if part is not None:
            yield from (replace(block, field=field) for block in self._blocks(part))

    def _search_fields(self, entry: Any) -> Iterator[Block]:
        """Title and description for search engines, as Yoast, Rank Math and All in One SEO keep them."""
        for child in entry:
            if local(child) != "postmeta":
                continue
            meta = {local(part): part for part in child}
            key = (meta["meta_key"].text or "").strip() if "meta_key" in meta else ""
            # Templates of the plugin ("%%title%%") are filled in elsewhere.
            if (field := _SEARCH.get(key)) and "%" not in (meta["meta_value"].text or "%"):
                yield from self._named(meta["meta_value"], field)

    def _blocks(self, part: Any) -> Iterator[Block]:
        path, line = self._paths.of(part), part.sourceline or 1
        if len(part):  # Atom's XHTML stands in the feed's own tree
            found = html_blocks(part, self._source, newlines=self._newlines)
            yield from (Block(path=self._paths.of(e), chunks=b.chunks, lang=b.lang, aside=b.aside) for b, e in found)
            return
        text = part.text or ""
        if local(part) == "title" and "<" not in text:
            collector = Collector(self._source)
            collector.add(text, line, path, None)
            collector.end(path, None)
            yield from collector.blocks
            return
        if text.strip():
            text = _SHORTCODE.sub("\n", text) if self._newlines else text
            root = parse_html(f"<html><body>{text}", self._path)
            found = html_blocks(root, self._source, prefix=path, first_line=line, newlines=self._newlines)
            yield from (block for block, _ in found)
