"""Markdown (CommonMark with tables): the text of its blocks and of HTML among them, without marks and code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Page, Wanted
from tqcheck.ingest.files import decode
from tqcheck.ingest.html import parse_html
from tqcheck.ingest.markup import Source, html_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token

# YAML or TOML metadata that blog engines put before the text.
_FRONT_MATTER = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*\r?$", re.S | re.M)
_DEPTH = 100
"""Tokens inside each other: a list takes two of them at each of its levels."""
_NAMES = {"th": "table heading", "td": "table cell", "li": "list item", "blockquote": "quotation"}


def read_markdown(data: bytes, path: str, _wanted: Wanted) -> tuple[Page, ...]:
    """The file as one page. Raises InputError where it is no text."""
    from markdown_it import MarkdownIt

    text = decode(data, path)
    front = _FRONT_MATTER.match(text)
    if front:  # blank lines in its stead, so that lines keep their numbers
        text = "\n" * text.count("\n", 0, front.end()) + text[front.end() :]
    tokens = MarkdownIt("commonmark", {"maxNesting": _DEPTH}).enable("table").parse(text)
    if any(token.level >= _DEPTH - 1 for token in tokens):  # the library drops what is deeper
        raise InputError(f"{path}: refused: quotations or lists more than {_DEPTH // 2} deep")
    return (Page(blocks=tuple(_blocks(tokens, Source(text), path))),)


def _blocks(tokens: list[Token], source: Source, path: str) -> Iterator[Block]:
    open_tags: list[str] = []
    counts: dict[str, int] = {}
    for token in tokens:
        if token.nesting == 1:
            open_tags.append(token.tag)
        elif token.nesting == -1:
            open_tags.pop()
        line = token.map[0] + 1 if token.map else 1
        if token.type == "html_block":
            root = parse_html(f"<html><body>{token.content}", path)
            for block, _ in html_blocks(root, source, prefix="html", first_line=line):
                yield replace(block, path=f"HTML {block.path.removeprefix('html')}".strip())
        elif token.type == "inline":
            tag = next((t for t in reversed(open_tags) if t in _NAMES or re.fullmatch(r"h\d", t)), "p")
            name = _NAMES.get(tag) or ("heading" if tag != "p" else "paragraph")
            counts[name] = counts.get(name, 0) + 1
            for chunks in _lines(token, source, line):
                yield Block(path=f"{name} {counts[name]}", chunks=chunks)


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
