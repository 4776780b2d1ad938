"""Markdown (CommonMark with tables): the text of its blocks, of HTML among them and of the metadata before them.

Marks of the engines around it are no text: Hugo's and Jekyll's shortcodes (whose captions are), pandoc's and kramdown's
attributes, Docusaurus's containers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Page, Wanted
from tqcheck.ingest.files import decode
from tqcheck.ingest.front_matter import read_front
from tqcheck.ingest.html import parse_html
from tqcheck.ingest.markup import Source, html_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEPTH = 100
"""Tokens inside each other: a list takes two of them at each of its levels."""
_NAMES = {"th": "table heading", "td": "table cell", "li": "list item", "blockquote": "quotation"}
_SHORTCODE = re.compile(r"\{\{[<%].{0,2000}?[>%]\}\}|\{%.{0,2000}?%\}", re.S)
_CAPTION = re.compile(r"\b(caption|alt|title)\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')")
_ATTRIBUTES = re.compile(
    r"(?:\[(?P<span>[^\[\]\n]{0,500})\])?[ \t]*\{:?[ \t]*(?=[#.][\w-]|[\w-]+=)(?:[^{}\"\n]|\"[^\"\n]{0,200}\"){0,400}\}"
)
_CONTAINER = re.compile(r"^[ \t]*:{3,}[ \t]*(?:[a-z]+\b)?", re.M)
_INNER = re.compile(r"\s*<([a-z]+)\b[^>]*\bmarkdown=[^>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^>]*>", re.I)


def read_markdown(data: bytes, path: str, wanted: Wanted) -> tuple[Page, ...]:
    """The file as one page. Raises InputError where it is no text."""
    text = decode(data, path)
    front = read_front(text, wanted.text_fields)
    source = Source(text)
    body = "\n" * text.count("\n", 0, front.end) + text[front.end :]  # lines keep their numbers
    blocks = [*_captions(body, Source(text)), *_blocks(_without_marks(body), source, path)]
    blocks.sort(key=lambda block: block.chunks[0].line if block.chunks else 0)
    return (Page(blocks=(*front.blocks, *blocks), not_read=front.not_read),)


def _without_marks(text: str) -> str:
    """The text without what engines read, its lines as before."""
    text = _SHORTCODE.sub(lambda m: "\n" * m[0].count("\n"), text)
    text = _ATTRIBUTES.sub(lambda m: m["span"] or "", text)
    return _CONTAINER.sub("", text)


def _captions(text: str, source: Source) -> Iterator[Block]:
    """Captions and the like in shortcodes: `{{< figure src="a.jpg" caption="The road on Friday" >}}`."""
    for shortcode in _SHORTCODE.finditer(text):
        line = text.count("\n", 0, shortcode.start()) + 1
        for name, double, single in _CAPTION.findall(shortcode[0]):
            if plain := " ".join((double or single).split()):
                yield Block(path=f"shortcode, {name}", chunks=(Chunk(plain, *source.place(plain, line)),))


def _parse(text: str, path: str) -> list[Token]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": _DEPTH}).enable("table").parse(text)
    if any(token.level >= _DEPTH - 1 for token in tokens):  # the library drops what is deeper
        raise InputError(f"{path}: refused: quotations or lists more than {_DEPTH // 2} deep")
    return tokens


def _blocks(text: str, source: Source, path: str, first_line: int = 1, *, nested: bool = False) -> Iterator[Block]:
    open_tags: list[str] = []
    counts: dict[str, int] = {}
    for token in _parse(text, path):
        if token.nesting == 1:
            open_tags.append(token.tag)
        elif token.nesting == -1:
            open_tags.pop()
        line = token.map[0] + first_line if token.map else first_line
        if token.type == "html_block":
            yield from _html(token.content, source, path, line, nested=nested)
        elif token.type == "inline":
            tag = next((t for t in reversed(open_tags) if t in _NAMES or re.fullmatch(r"h\d", t)), "p")
            name = _NAMES.get(tag) or ("heading" if tag != "p" else "paragraph")
            counts[name] = counts.get(name, 0) + 1
            for chunks in _lines(token, source, line):
                yield Block(path=f"{name} {counts[name]}", chunks=chunks)
            yield from _images(token, source, line, counts)


def _html(content: str, source: Source, path: str, line: int, *, nested: bool) -> Iterator[Block]:
    """HTML among Markdown; kramdown reads what stands in an element with `markdown="1"` as Markdown again."""
    if _INNER.match(content) and not nested:
        yield from _blocks(_TAG.sub("", content), source, path, line, nested=True)
        return
    root = parse_html(f"<html><body>{content}", path)
    for block, _ in html_blocks(root, source, prefix="html", first_line=line):
        yield replace(block, path=f"HTML {block.path.removeprefix('html')}".strip())


def _images(token: Token, source: Source, line: int, counts: dict[str, int]) -> Iterator[Block]:
    for child in token.children or ():
        if child.type == "image":
            counts["image"] = counts.get("image", 0) + 1
            for what, text in (("alt", child.content), ("title", str(child.attrs.get("title", "")))):
                if plain := " ".join(text.split()):
                    yield Block(
                        path=f"image {counts['image']}, {what}", chunks=(Chunk(plain, *source.place(plain, line)),)
                    )


def _lines(token: Token, source: Source, line: int) -> Iterator[tuple[Chunk, ...]]:
    """The text of a block; a hard line break divides it, a soft one is a space."""
    chunks: list[Chunk] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            if child.type == "hardbreak":
                yield tuple(chunks)
                chunks = []
            elif chunks:
                chunks[-1] = Chunk(chunks[-1].text + " ", chunks[-1].line, chunks[-1].column)
        elif child.type in ("text", "text_special", "code_inline") and child.content:
            chunks.append(Chunk(child.content, *source.place(child.content, line)))
    if any(chunk.text.strip() for chunk in chunks):
        yield tuple(chunks)
