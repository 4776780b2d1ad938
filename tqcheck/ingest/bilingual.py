"""What translation tools write: XLIFF 1.2 and 2.x (Trados, memoQ and Phrase too) and TMX: one bead a unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Row, Table, Wanted, base_lang
from tqcheck.ingest.encodings import xml_text
from tqcheck.ingest.markup import XML_LANG, Collector, Paths, Source, local, parse_xml
from tqcheck.ingest.pairs import row
from tqcheck.ingest.states import states_of, told_states
from tqcheck.lang import PAIR
from tqcheck.records import Lang

if TYPE_CHECKING:
    from lxml import etree

# What holds a native code (a tag of the original), not text.
_CODES = frozenset({"ph", "x", "bx", "ex", "bpt", "ept", "it", "ut", "sc", "ec", "cp", "hi-code"})
_LONGEST_FORMULA = 1000
"""Characters of a formula for plurals; gettext's own reader refuses one that nests too deeply."""
_UNITS = {"trans-unit": "1.2", "segment": "2.x"}


def read_xliff(data: bytes, path: str, wanted: Wanted) -> Table:
    """XLIFF: every `trans-unit` (1.2) or `segment` (2.x). Raises InputError where it is broken or no XLIFF."""
    root = parse_xml(data, path, "XLIFF")
    if local(root) != "xliff":
        raise InputError(f"{path}: not XLIFF: its first element is <{local(root)}>")
    stated = {_stated(element) for element in root.iter() if local(element) in ("xliff", "file")} - {(None, None)}
    if len(stated) > 1:
        raise InputError(f"{path}: its files are in several pairs of languages; give one pair a file")
    cells = _Cells(data, root)
    units = [unit for unit in root.iter() if local(unit) in _UNITS]
    wanted_units = [unit for unit in units if not (wanted.obey and _is_exempt(unit))]
    rows = [pair for unit in wanted_units for pair in _unit(unit, cells)]
    languages = next(iter(stated), (None, None))
    return Table(
        rows=tuple(rows), source_lang=languages[0], target_lang=languages[1],
        left_out=len(units) - len(wanted_units), notices=told_states(rows),
    )  # fmt: skip


def _stated(element: etree._Element) -> tuple[Lang | None, Lang | None]:
    source = element.get("source-language") or element.get("srcLang")
    target = element.get("target-language") or element.get("trgLang")
    return base_lang(source), base_lang(target)


def _is_exempt(unit: etree._Element) -> bool:
    """Whether the file says that a unit is not to be translated."""
    return next((v for e in (unit, *unit.iterancestors()) if (v := e.get("translate"))), "yes") == "no"


def _unit(unit: etree._Element, cells: _Cells) -> Iterator[Row]:
    children = {local(child): child for child in reversed(unit)}
    if "source" not in children:
        return
    source, target = children["source"], children.get("target")
    states = states_of(unit)
    originals, translations = _segments(children.get("seg-source")), _segments(target)
    if not originals or (not translations and target is not None):
        yield from row(cells.block(source), cells.block(target, beside=source), states.get(""))
        return
    blocks = {number: cells.block(segment) for number, segment in originals.items()}  # places are searched forwards
    for number, segment in originals.items():
        yield from row(blocks[number], cells.block(translations.get(number), beside=segment), states.get(number))


def _segments(half: etree._Element | None) -> dict[str, etree._Element]:
    """The segments that a tool has cut a unit into, by their number (`mrk` with `mtype="seg"`)."""
    marks = [] if half is None else [e for e in half.iter() if local(e) == "mrk" and e.get("mtype") == "seg"]
    return {mark.get("mid") or str(n): mark for n, mark in enumerate(marks)}


def read_tmx(data: bytes, path: str, wanted: Wanted) -> Table:
    """TMX: the variants of each unit in the two languages. Raises InputError where it is broken or lacks one."""
    root = parse_xml(data, path, "TMX")
    if local(root) != "tmx":
        raise InputError(f"{path}: not TMX: its first element is <{local(root)}>")
    cells = _Cells(data, root)
    units = [_variants(unit, cells) for unit in root.iter() if local(unit) == "tu"]
    there = list(dict.fromkeys(lang for unit in units for lang in unit))
    header = next((e for e in root.iter() if local(e) == "header"), None)
    langs = _tmx_direction(there, wanted, base_lang(header.get("srclang")) if header is not None else None)
    if langs is None:
        raise InputError(f"{path}: in languages {', '.join(there) or 'none'}: say --source-lang and --target-lang")
    rows = [
        pair
        for unit in units
        if (known := unit.get(langs[0]) or unit.get(langs[1]))
        for pair in row(unit.get(langs[0]) or _nothing(known), unit.get(langs[1]) or _nothing(known))
    ]
    return Table(rows=tuple(rows), source_lang=langs[0], target_lang=langs[1])


def _nothing(known: Block) -> Block:
    """The missing variant of a unit, at the place of the one that is there."""
    first = known.chunks[0]
    return Block(path=known.path, chunks=(Chunk("", first.line, first.column),))


def _variants(unit: etree._Element, cells: _Cells) -> dict[Lang, Block]:
    """The first text of each language, in the order of the file."""
    found: dict[Lang, Block] = {}
    for variant in unit:
        lang = base_lang(variant.get(XML_LANG) or variant.get("lang"))
        for text in variant:
            if local(text) == "seg" and lang:
                found.setdefault(lang, cells.block(text))
    return found


def _tmx_direction(there: list[Lang], wanted: Wanted, source: Lang | None) -> tuple[Lang, Lang] | None:
    """Source and target: as asked for, else as the header and the number of languages leave no doubt."""
    if len(wanted.langs) == 2:
        return (wanted.langs[0], wanted.langs[1]) if set(wanted.langs) <= set(there) else None
    source = wanted.source_lang or (source if source in there else None)
    if len(there) != 2:
        there = [lang for lang in there if lang in PAIR]
    if len(there) != 2:
        return None
    source = source or (PAIR[0] if PAIR[0] in there else there[0])
    return (source, next(lang for lang in there if lang != source)) if source in there else None


class _Cells:
    """Elements to blocks: text without native codes, and its place in the file."""

    def __init__(self, data: bytes, root: Any) -> None:
        self._source = Source(xml_text(data, root.getroottree().docinfo.encoding))
        self._paths = Paths()

    def block(self, element: etree._Element | None, *, beside: etree._Element | None = None) -> Block:
        """An element's text; of one that is empty or not there, its place or that of the one `beside` it."""
        where = element if element is not None else beside
        assert where is not None
        path, line = self._paths.of(where), where.sourceline or 1
        collector = Collector(self._source)
        if element is not None:
            self._collect(element, line, path, collector)
        collector.end(path, None)
        return collector.blocks[0] if collector.blocks else Block(path=path, chunks=(Chunk("", line, 1),))

    def _collect(self, element: etree._Element, line: int, path: str, collector: Collector) -> None:
        collector.add(element.text, line, path, None)
        for child in element:
            name = local(child)
            if name and name not in _CODES:
                self._collect(child, child.sourceline or line, path, collector)
            collector.add(child.tail, child.sourceline or line, path, None)
