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
from tqcheck.lang import PAIR, in_every_language
from tqcheck.records import Lang
from tqcheck.text.languages import NAMES
from tqcheck.text.normalise import fold
from tqcheck.text.scripts import script_of, weight

_SOURCE = ("source", "src", "source_text", "original", "source text")
_HEADINGS = in_every_language("parts-of-headings")
_TARGET = ("target", "tgt", "trg", "target_text", "translation", "target text")


def read_csv(data: bytes, path: str, wanted: Wanted) -> Table:
    """Comma, semicolon or tab separated, as spreadsheets write it. The first row names the columns, or is a pair."""
    text = decode(data, path)
    first, *rest = text.removeprefix("\ufeff").split("\n", 1)
    said = re.fullmatch(r"sep=(.)\s*", first)  # Excel's own line
    if said and rest:
        return _delimited("\n" + rest[0], path, wanted, said[1])
    return _delimited(text, path, wanted, max(",;\t", key=first.count))


def read_named_tsv(text: str, path: str, wanted: Wanted) -> Table | None:
    """Tab separated in more than two columns; `None` where there are two, which need no names."""
    lines = text.lstrip("\ufeff").split("\n", 20)
    if lines[0].count("\t") < 2 or (not _columns(_names(lines[0]), wanted) and not _by_content(_split(lines), wanted)):
        return None
    return _delimited(text, path, wanted, "\t")


def _names(line: str) -> list[str]:
    return [name.strip() for name in line.rstrip("\r").split("\t")]


def _split(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    return [(n, line.rstrip("\r").split("\t")) for n, line in enumerate(lines, 1) if line.strip()]


def _delimited(text: str, path: str, wanted: Wanted, delimiter: str) -> Table:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 0
    try:
        for cells in rows:
            start, line = line + 1, rows.line_num
            if any(cell.strip() for cell in cells):
                records.append((start, cells))
    except csv.Error as error:
        raise InputError(f"{path}: line {line + 1} is not valid CSV: {error}; export it again") from error
    names = [name.strip() for name in records[0][1]] if records else []
    if records and not _columns(names, wanted) and (found := _by_content(records, wanted)):
        heading = _is_heading(names, found)
        spoken = [f"column {n}" for n in range(1, len(names) + 1)]
        columns = [(spoken[n], lang) for n, lang in found]
        return _rows(text, spoken, _records(records[heading:], spoken, path), columns)
    return _table(text, path, names, _records(records[1:], names, path), wanted)


def _records(
    records: Sequence[tuple[int, list[str]]], names: Sequence[str], path: str
) -> list[tuple[int, Mapping[str, str]]]:
    """Rows by the names of their columns. Raises InputError where one has another number of columns."""
    found: list[tuple[int, Mapping[str, str]]] = []
    for line, cells in records:
        while len(cells) > len(names) and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) != len(names):
            raise InputError(f"{path}: line {line} has {len(cells)} columns, its heading {len(names)}")
        found.append((line, dict(zip(names, cells, strict=True))))
    return found


def _by_content(records: Sequence[tuple[int, list[str]]], wanted: Wanted) -> list[tuple[int, Lang]] | None:
    """The first column that is in the original's language and the first in the translation's, by what is in them."""
    langs = wanted.langs if len(wanted.langs) == 2 else PAIR
    width = max(len(cells) for _, cells in records)
    columns = [" ".join(cells[n] for _, cells in records[:500] if n < len(cells)) for n in range(width)]
    found: list[tuple[int, Lang]] = []
    for lang in langs:
        other = langs[1] if lang == langs[0] else langs[0]
        at = next(
            (n for n, c in enumerate(columns) if weight(c, lang) > 2 * weight(c, other) and " " in c.strip()), None
        )
        if at is None:
            return None
        found.append((at, lang))
    return found if script_of(langs[0]) != script_of(langs[1]) else None


def _is_heading(names: Sequence[str], columns: Sequence[tuple[int, Lang]]) -> bool:
    """Whether a first row names columns: a word or two each, in which a language or a part of the work is named."""
    spoken = [fold(names[n]) if n < len(names) else "" for n, _ in columns]
    return all(len(name.split()) <= 3 for name in spoken) and any(word in name for name in spoken for word in _HEADINGS)


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
    return _rows(text, names, records, columns)


def _rows(
    text: str,
    names: Sequence[str],
    records: Sequence[tuple[int, Mapping[str, str]]],
    columns: Sequence[tuple[str, Lang | None]],
) -> Table:
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
    if set(PAIR) <= set(by_lang):
        return PAIR
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
