"""CSV, TSV and JSON lines with named columns: one bead a row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Row, Table, Wanted, base_lang
from tqcheck.ingest.files import decode
from tqcheck.ingest.markup import Source
from tqcheck.ingest.pairs import row
from tqcheck.records import Lang
from tqcheck.text.languages import NAMES

_SOURCE = ("source", "src", "source_text", "original", "source text")
_TARGET = ("target", "tgt", "trg", "target_text", "translation", "target text")


def read_csv(data: bytes, path: str, wanted: Wanted) -> Table:
    """Comma or semicolon separated, as spreadsheets write it; the first row names the columns."""
    text = decode(data, path)
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return _delimited(text, path, wanted, max(",;\t", key=first.count))


def read_named_tsv(text: str, path: str, wanted: Wanted) -> Table | None:
    """Tab separated with a first row that names more than the two columns; `None` where it does not."""
    names = text.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r").split("\t")
    return _delimited(text, path, wanted, "\t") if len(names) > 2 and _columns(names, wanted) else None


def _delimited(text: str, path: str, wanted: Wanted, delimiter: str) -> Table:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, Mapping[str, str]]] = []
    names: list[str] = []
    line = 0
    try:
        for cells in rows:
            start, line = line + 1, rows.line_num
            if not names:
                names = [name.strip() for name in cells]
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(names):
                    raise InputError(f"{path}: line {start} has {len(cells)} columns, its heading {len(names)}")
                records.append((start, dict(zip(names, cells, strict=True))))
    except csv.Error as error:
        raise InputError(f"{path}: line {line + 1} is not valid CSV: {error}; export it again") from error
    return _table(text, path, names, records, wanted)


def read_jsonl(data: bytes, path: str, wanted: Wanted) -> Table:
    """One JSON object a line."""
    text = decode(data, path)
    records: list[tuple[int, Mapping[str, str]]] = []
    names: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip("\ufeff\r\t "):
            continue
        try:
            found = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}: line {number} is not valid JSON: {error}") from error
        if not isinstance(found, dict):
            raise InputError(
                f'{path}: line {number} is no JSON object: write {{"source": …, "target": …}} on each line'
            )
        if half := re.search("[\ud800-\udfff]", "".join((*found, *(v for v in found.values() if isinstance(v, str))))):
            raise InputError(f"{path}: line {number} holds half a character (\\u{ord(half[0]):04x}); export it again")
        records.append((number, {k: v for k, v in found.items() if isinstance(v, str)}))
        names.update(dict.fromkeys(found))
    return _table(text, path, list(names), records, wanted)


def _table(
    text: str, path: str, names: Sequence[str], records: Sequence[tuple[int, Mapping[str, str]]], wanted: Wanted
) -> Table:
    columns = _columns(names, wanted)
    if columns is None:
        raise InputError(
            f"{path}: no columns for the two languages among {', '.join(names[:12]) or 'none'}: "
            "name them source and target, or by language (en, ar)"
        )
    source = Source(text)
    in_order = sorted((name for name, _ in columns), key=list(names).index)
    rows: list[Row] = []
    for number, (line, record) in enumerate(records, 1):
        cells = {name: _cell(source, record.get(name) or "", line, f"row {number}, {name}") for name in in_order}
        source_cell, target_cell = (cells[name] for name, _ in columns)
        rows += row(source_cell, target_cell)
    return Table(rows=tuple(rows), source_lang=columns[0][1], target_lang=columns[1][1])


def _cell(source: Source, text: str, line: int, path: str) -> Block:
    return Block(path=path, chunks=tuple(_chunks(source, text, line)) or (Chunk("", line, 1),))


def _chunks(source: Source, text: str, line: int) -> Iterator[Chunk]:
    """The lines of a cell, which make one text."""
    pieces = [piece.strip() for piece in text.splitlines() if piece.strip()]
    for n, piece in enumerate(pieces):
        place = source.place(piece, line)
        yield Chunk(piece + (" " if n + 1 < len(pieces) else ""), *place)


def _columns(names: Sequence[str], wanted: Wanted) -> list[tuple[str, Lang | None]] | None:
    """The source's and the target's column, each with the language that its name states."""
    source, target = _named(names, _SOURCE), _named(names, _TARGET)
    if source and target:
        return [(source, None), (target, None)]
    by_lang = {lang: name for name in reversed(names) if (lang := _lang(name))}
    langs = wanted.langs if len(wanted.langs) == 2 else _direction(by_lang)
    if langs and (wanted.source_lang == langs[1] or wanted.target_lang == langs[0]):
        langs = langs[::-1]
    if langs and all(lang in by_lang for lang in langs):
        return [(by_lang[lang], lang) for lang in langs]
    return None


def _named(names: Sequence[str], known: Sequence[str]) -> str | None:
    return next((name for name in names if name.lower() in known), None)


def _direction(by_lang: Mapping[Lang, str]) -> Sequence[Lang] | None:
    """English and Arabic where both are columns, else the only two languages there are, in the order of the columns."""
    if {"en", "ar"} <= set(by_lang):
        return ("en", "ar")
    return list(by_lang)[::-1] if len(by_lang) == 2 else None


def _lang(name: str) -> Lang | None:
    """The language that a column's name states: `en`, `ar_EG`, `English`, `text_ar`, `body (en)`."""
    plain = name.strip().lower()
    for lang, spoken in NAMES.items():
        if plain == spoken.lower():
            return lang
    whole = base_lang(plain)
    if whole in NAMES and len(plain) <= 8 and (plain == whole or plain[2] in "-_"):
        return whole
    tail = plain.rstrip(")").replace("(", "_").replace(" ", "_").replace("-", "_").rpartition("_")[2]
    return tail if tail in NAMES else None
