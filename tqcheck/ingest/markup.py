"""Trees of elements to blocks of text: XML without entities, HTML, and where each text node stands in the file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, base_lang
from tqcheck.ingest.limits import guard_xml
from tqcheck.records import Document, Lang

if TYPE_CHECKING:
    from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PIECE = re.compile(r"\S(?:[^\n]*[^\s])?")
# Text further on than this from its element is another text that reads the same.
_WINDOW = 200_000
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul br".split()
)
_SKIPPED = frozenset(
    "head script style noscript template svg math iframe object embed select button textarea input audio video "
    "canvas".split()
)


def parse_xml(data: bytes, path: str, what: str) -> etree._Element:
    """The root element. Raises InputError where the XML is broken, declares entities or is too deep."""
    from lxml import etree

    guard_xml(data, path, what)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}: not well-formed {what}: {error.msg}; export it again") from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Paths:
    """Paths of elements in a tree: names without namespaces, and an id or a number where several share a name."""

    def __init__(self) -> None:
        self._counts: dict[Any, dict[Any, str]] = {}

    def of(self, element: etree._Element) -> str:
        """`/tmx/body/tu[3]/tuv[2]/seg`, or `/xliff/file/body/trans-unit[@id='7']/target`."""
        parent = element.getparent()
        if parent is None:
            return f"/{local(element)}"
        if parent not in self._counts:
            self._counts[parent] = dict(_steps(parent))
        return f"{self.of(parent)}/{self._counts[parent][element]}"


def _steps(parent: etree._Element) -> Iterator[tuple[Any, str]]:
    children = [child for child in parent if local(child)]
    names = [local(child) for child in children]
    seen: dict[str, int] = {}
    several = {name for name in set(names) if names.count(name) > 1} if len(names) < 50 else set(names)
    for child, name in zip(children, names, strict=True):
        seen[name] = seen.get(name, 0) + 1
        number = f"[@id='{child.get('id')}']" if child.get("id") else f"[{seen[name]}]" if name in several else ""
        yield child, name + number


class Source:
    """The text of a file, searched forwards for the texts of its tree."""

    def __init__(self, text: str) -> None:
        self._file = Document(path="", text=text)
        self._cursor = 0

    def place(self, piece: str, line: int) -> tuple[int, int]:
        """Line and column of a text that stands at `line` or further on; where the search began if it is not found."""
        text, starts = self._file.text, self._file.line_starts
        start = max(self._cursor, starts[min(max(line, 1), len(starts)) - 1])
        for wanted in dict.fromkeys((piece, html.escape(piece, quote=False))):
            at = text.find(wanted, start, start + len(wanted) + _WINDOW)
            if at >= 0:
                self._cursor = at + len(wanted)
                return self._file.line_column(at)
        head = re.match(r"\w+", piece)
        at = text.find(head[0], start, start + 8 * len(piece) + 200) if head else -1
        if at < 0:
            return self._file.line_column(start)
        self._cursor = at + len(head[0] if head else "")
        return self._file.line_column(at)


class Collector:
    """Gathers text nodes into blocks, white space as a browser shows it."""

    def __init__(self, source: Source, *, newlines: bool = False) -> None:
        self.blocks: list[Block] = []
        self._source = source
        self._newlines = newlines
        self._chunks: list[Chunk] = []
        self._space = False

    def add(self, text: str | None, line: int, path: str, lang: Lang | None) -> None:
        """A text node of the element that stands at `line`; with `newlines`, a line break in it ends the block."""
        text = text or ""
        end = 0
        for match in _PIECE.finditer(text):
            gap = text[end : match.start()]
            if self._newlines and "\n" in gap:
                self.end(path, lang)
            self._put(match[0], line, spaced=bool(gap))
            end = match.end()
        if text[end:]:
            if self._newlines and "\n" in text[end:]:
                self.end(path, lang)
            self._space = True

    def _put(self, piece: str, line: int, *, spaced: bool) -> None:
        if (spaced or self._space) and self._chunks:
            last = self._chunks[-1]
            self._chunks[-1] = Chunk(last.text + " ", last.line, last.column)
        self._space = False
        self._chunks.append(Chunk(piece, *self._source.place(piece, line)))

    def comment(self, text: str, line: int, path: str) -> None:
        """A comment: kept, on a line of its own, if it speaks to tqcheck."""
        if text.strip().startswith("tqcheck:"):
            whole = " ".join(f"<!--{text}-->".split())
            self.blocks.append(Block(path=path, chunks=(Chunk(whole, max(line, 1), 1),), aside=True))

    def end(self, path: str, lang: Lang | None) -> None:
        """The block is complete."""
        if self._chunks:
            self.blocks.append(Block(path=path, chunks=tuple(self._chunks), lang=lang))
        self._chunks, self._space = [], False


def html_blocks(
    root: etree._Element,
    source: Source,
    *,
    prefix: str = "",
    first_line: int = 1,
    newlines: bool = False,
    hidden: bool = False,
) -> list[tuple[Block, etree._Element]]:
    """The blocks of an HTML tree, each with its element; what a reader of the page does not see is left out.

    `prefix` stands before the paths and `first_line` is the file's line of the tree's first, for HTML inside XML. With
    `hidden`, whole blocks that a switch hides are there too, marked so.
    """
    return _Walk(root, source, prefix, first_line, newlines=newlines, hidden=hidden).blocks()


class _Walk:
    """One pass over a tree: text goes to a collector, which a block's beginning and end divide."""

    def __init__(
        self, root: etree._Element, source: Source, prefix: str, first_line: int, *, newlines: bool, hidden: bool
    ) -> None:
        self._root, self._tree, self._source = root, root.getroottree(), source
        self._prefix, self._first_line, self._with_hidden = prefix, first_line, hidden
        self._collector = Collector(source, newlines=newlines)
        self._owners: list[Any] = []
        self._stack: list[Any] = [root]
        self._alternatives: list[tuple[Any, Block]] = []

    def blocks(self) -> list[tuple[Block, etree._Element]]:
        """All blocks with their elements."""
        from lxml import etree

        walk = etree.iterwalk(self._root, events=("start", "end", "comment"))
        for event, element in walk:
            if event == "comment":
                self._comment(element)
            elif event == "end":
                self._end(element)
            elif self._skipped(element):
                walk.skip_subtree()
            else:
                self._start(element)
        self._finish()
        found = zip(self._collector.blocks, self._owners, strict=True)
        return [(self._marked(block, owner), owner) for block, owner in found]

    def _skipped(self, element: etree._Element) -> bool:
        name = local(element).lower()
        return name in _SKIPPED or (_hidden(element) and not (self._with_hidden and name in _BLOCKS))

    def _marked(self, block: Block, owner: Any) -> Block:
        around = [owner, *owner.iterancestors()]
        beside = block.beside or any(local(element) in ("figcaption", "caption") for element in around)
        concealed = self._with_hidden and any(map(_hidden, around))
        return replace(block, beside=beside, hidden=concealed) if beside or concealed else block

    def _line(self, element: etree._Element) -> int:
        return self._first_line + (element.sourceline or 1) - 1

    def _path(self, element: etree._Element) -> str:
        path: str = self._tree.getpath(element)
        return self._prefix + path.removeprefix("/html/body") if self._prefix else path

    def _own(self, owner: Any) -> None:
        self._owners.extend([owner] * (len(self._collector.blocks) - len(self._owners)))

    def _finish(self) -> None:
        owner = self._stack[-1]
        self._collector.end(self._path(owner), stated_lang(owner))
        self._own(owner)
        for element, block in self._alternatives:
            self._collector.blocks.append(block)
            self._owners.append(element)
        self._alternatives.clear()

    def _add(self, text: str | None, element: etree._Element) -> None:
        self._collector.add(text, self._line(element), self._prefix, None)
        self._own(self._stack[-1])  # line breaks may have ended blocks inside this text

    def _comment(self, element: etree._Element) -> None:
        if "tqcheck:" in (element.text or ""):
            self._finish()
        self._collector.comment(element.text or "", self._line(element), self._prefix or "/")
        self._own(self._stack[-1])
        self._add(element.tail, element)

    def _start(self, element: etree._Element) -> None:
        name = local(element).lower()
        if name in _BLOCKS:
            self._finish()
            if name != "br":
                self._stack.append(element)
        elif name == "img":
            self._alternative(element)
        self._add(element.text, element)

    def _end(self, element: etree._Element) -> None:
        if self._stack[-1] is element and element is not self._root:
            self._finish()
            self._stack.pop()
        if element is not self._root:
            self._add(element.tail, element)

    def _alternative(self, image: etree._Element) -> None:
        """What is said of a picture to those who do not see it; it follows the block that the picture stands in."""
        if plain := " ".join((image.get("alt") or "").split()):
            chunk = Chunk(plain, *self._source.place(plain, self._line(image)))
            path = f"{self._path(image)}/@alt"
            self._alternatives.append((image, Block(path=path, chunks=(chunk,), lang=stated_lang(image), beside=True)))


def _hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or element.get("aria-hidden") == "true"


def reveal(root: etree._Element) -> None:
    """Take off the tree what hides its elements, for readers that would pass them over."""
    for element in list(root.iter()):
        if isinstance(element.tag, str) and _hidden(element):
            for name in ("style", "hidden", "aria-hidden"):
                element.attrib.pop(name, None)


def stated_lang(element: etree._Element) -> Lang | None:
    """The language that the nearest `lang` below the body states; `rtl` where only `dir="rtl"` does."""
    found: etree._Element | None = element
    while found is not None and local(found) not in ("body", "html"):
        if lang := base_lang(found.get("lang") or found.get(XML_LANG)):
            return lang
        if (found.get("dir") or "").lower() == "rtl":
            return "rtl"
        found = found.getparent()
    return None
