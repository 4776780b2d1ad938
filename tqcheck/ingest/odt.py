"""OpenDocument text (ODT): headings, paragraphs and tables; no headers, footnotes or comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Page, Wanted
from tqcheck.ingest.limits import guard_zip
from tqcheck.ingest.markup import local, parse_xml

_BREAKS = {"tab": " ", "s": " ", "line-break": "\n"}
_GONE = frozenset(("tracked-changes", "note", "annotation", "ruby-text", "desc", "title", "forms", "sequence-decls"))
_NAMES = {"note": "footnotes", "annotation": "comments"}


def read_odt(data: bytes, path: str, _wanted: Wanted) -> tuple[Page, ...]:
    """The document as one page. Raises InputError where it is none or is a bomb."""
    with guard_zip(data, path, "ODT") as archive:
        try:
            content = archive.read("content.xml")
        except Exception as error:  # zipfile lets its own, zlib's and others' errors through
            raise InputError(f"{path}: not a readable ODT: {str(error)[:120]}; save it again as ODT") from error
    root = parse_xml(content, path, "ODT")
    body = next((e for e in root.iter() if local(e) == "text" and local(e.getparent()) == "body"), None)
    if body is None:
        raise InputError(f"{path}: no text document, as an ODT is; save it as ODT or DOCX")
    there = {local(element) for element in body.iter()}
    left_out = tuple(said for name, said in _NAMES.items() if name in there)
    return (Page(blocks=tuple(_blocks(body)), not_read=left_out),)


def _blocks(body: Any) -> Iterator[Block]:
    count = 0
    tables = {table: n for n, table in enumerate((e for e in body.iter() if local(e) == "table"), 1)}
    for paragraph in body.iter():
        if local(paragraph) not in ("p", "h") or any(local(a) in _GONE for a in paragraph.iterancestors()):
            continue
        cell = next((a for a in paragraph.iterancestors() if local(a) in ("table-cell", "covered-table-cell")), None)
        count += cell is None
        place = f"paragraph {count}" if cell is None else _cell(cell, tables)
        for line in "".join(_texts(paragraph)).split("\n"):
            if plain := " ".join(line.split()):
                yield Block(path=place, chunks=(Chunk(plain),))


def _texts(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in _BREAKS:
            yield _BREAKS[name]
        elif name and name not in _GONE and name not in ("p", "h", "frame", "text-box"):
            yield from _texts(child)
        yield child.tail or ""


def _cell(cell: Any, tables: dict[Any, int]) -> str:
    row = cell.getparent()
    table = next(a for a in row.iterancestors() if a in tables)
    line = 1 + sum(1 for e in table.iter() if local(e) == "table-row" and _before(e, row))
    column = 1 + sum(1 for e in cell.itersiblings(preceding=True) if local(e).endswith("table-cell"))
    return f"table {tables[table]}, row {line}, column {column}"


def _before(row: Any, other: Any) -> bool:
    """Whether a row stands before another one of its table."""
    return row is not other and any(sibling is row for sibling in other.itersiblings(preceding=True))
