"""Word documents (DOCX): paragraphs and tables in the order of the text; no footnotes, headers or comments."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Page, Wanted
from tqcheck.ingest.limits import guard_xml, guard_zip

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = {
    "header": "page headers", "footer": "page footers", "footnotes": "footnotes", "endnotes": "endnotes",
    "comments": "comments",
}  # fmt: skip
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Tracked deletions and what moved away; insertions count as made.
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})


def read_docx(data: bytes, path: str, _wanted: Wanted) -> tuple[Page, ...]:
    """The document as one page. Raises InputError where it is none or is a bomb."""
    import docx

    with guard_zip(data, path, "DOCX") as archive:
        try:
            for member in archive.namelist():
                if member.endswith((".xml", ".rels")):
                    guard_xml(archive.read(member), f"{path} ({member})", "DOCX")
            body = docx.Document(io.BytesIO(data)).element.body
            left_out = _left_out(archive)
        except InputError:
            raise
        except Exception as error:  # the library lets zipfile's, lxml's and its own errors through
            raise InputError(f"{path}: not a readable DOCX: {str(error)[:120]}; save it again as DOCX") from error
    return (Page(blocks=tuple(_blocks(body)), not_read=left_out),)


def _left_out(archive: ZipFile) -> tuple[str, ...]:
    """The parts beside the text that hold words, and how many."""
    words: Counter[str] = Counter()
    for member in archive.namelist():
        part = re.fullmatch(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml", member)
        if part and part[1] in _PARTS:
            text = " ".join(
                re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", archive.read(member).decode("utf-8", "replace"))
            )
            words[_PARTS[part[1]]] += len(re.findall(r"[^\W\d_]+", text))
    return tuple(f"{part} ({count} word{'s' * (count > 1)})" for part, count in words.items() if count)


def _blocks(body: Any) -> Iterator[Block]:
    numbers = _cells(body)
    paragraphs = 0
    for paragraph in body.iter(f"{_W}p"):
        if any(a.tag in _GONE for a in paragraph.iterancestors()):
            continue
        cell = next((a for a in paragraph.iterancestors() if a.tag == f"{_W}tc"), None)
        if cell is None:
            paragraphs += 1
            path = f"paragraph {paragraphs}"
        else:
            path = numbers.get(cell, "table")
        for line in "".join(_texts(paragraph)).split("\n"):
            if plain := " ".join(line.split(" ")).strip():
                yield Block(path=path, chunks=(Chunk(plain),))


def _texts(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(f"{_W}t", *_BREAKS):
        between = list(_between(node, paragraph))
        if not any(a.tag in _GONE or a.tag == f"{_W}p" for a in between):
            yield _BREAKS.get(node.tag) or node.text or ""


def _between(node: Any, paragraph: Any) -> Iterator[Any]:
    """The elements around a node, up to its paragraph: a text box holds paragraphs of its own."""
    for ancestor in node.iterancestors():
        if ancestor is paragraph:
            return
        yield ancestor


def _cells(body: Any) -> dict[Any, str]:
    """`table 1, row 2, column 1` of every cell, tables counted in the order of the text."""
    return {
        cell: f"table {number}, row {line}, column {column}"
        for number, table in enumerate(body.iter(f"{_W}tbl"), 1)
        for line, row in enumerate(table.iterchildren(f"{_W}tr"), 1)
        for column, cell in enumerate(row.iterchildren(f"{_W}tc"), 1)
    }
