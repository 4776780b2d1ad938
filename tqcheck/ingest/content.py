"""What a format's reader makes of a file: blocks of text that know their place in it, as pages or as rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tqcheck.config.settings import TEXT_FIELDS
from tqcheck.records import Anchor, Document, Lang, Span


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text that stands in one piece in the file, at `line` and `column` (from 1; 0 in files without lines)."""

    text: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading or cell: `path` names it in its file, `lang` is what the file says its language is.

    `aside` marks what is no part of the text: a comment that speaks to tqcheck. `beside` marks a caption or an
    alternative text, `hidden` what a switch hides, and `field` names what stands beside a text (its title, its
    description), and is compared where both languages have it.
    """

    path: str
    chunks: tuple[Chunk, ...]
    lang: Lang | None = None
    aside: bool = False
    beside: bool = False
    hidden: bool = False
    field: str = ""

    @property
    def text(self) -> str:
        """The chunks joined."""
        return "".join(chunk.text for chunk in self.chunks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A story, in one language or in both. `name` tells it from the others in its file; pages of one `group`
    translate each other. One that cannot be read says why in `fault`; `not_read` names what of it was left out, and
    `notices` are lines that the user must see."""

    blocks: tuple[Block, ...] = ()
    name: str = ""
    lang: Lang | None = None
    group: str | None = None
    fault: str | None = None
    not_read: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text and its translation, as the file states them; an empty block is a missing one.

    `state` says how far the translation is, where it is not finished.
    """

    source: Block
    target: Block
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Pairs that a file states, and the languages that it says they are in; the rest is as in a page."""

    rows: tuple[Row, ...]
    source_lang: Lang | None = None
    target_lang: Lang | None = None
    not_read: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    left_out: int = 0
    """Pairs that are no rows because the file says that they are not to be translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user asks for: languages as ISO 639-1 codes, `None` where they are to be found out; names of the fields
    before or beside a text that are compared with it (`title`, `description`)."""

    source_lang: Lang | None = None
    target_lang: Lang | None = None
    text_fields: tuple[str, ...] = TEXT_FIELDS
    pairs: str | None = None
    """`ORIGINAL:TRANSLATION`, how files of one story are named; `None` where it is to be found out."""
    fetched: Mapping[str, bytes] = field(default_factory=dict)
    """Pages that the call has fetched, by their address."""
    obey: bool = True
    """Whether parts are left out that a file says are not to be translated."""

    @property
    def langs(self) -> tuple[Lang, ...]:
        """Those that are known."""
        return tuple(lang for lang in (self.source_lang, self.target_lang) if lang)


Content: TypeAlias = "Sequence[Page] | Table"
Reader: TypeAlias = Callable[[bytes, str, Wanted], Content]
"""A file's bytes, its path for messages, and the languages wanted, to what is in it. Raises InputError."""


def base_lang(code: str | None) -> Lang | None:
    """The language of a tag such as `ar-EG` or `en_US`; `None` where there is none."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", code or "")
    return match[1].lower() if match else None


def assemble(path: str, blocks: Iterable[Block]) -> tuple[Document, list[Span]]:
    """One document of all blocks, a line each, and the span of each block in it."""
    texts: list[str] = []
    anchors: list[Anchor] = []
    spans: list[Span] = []
    at = 0
    for block in blocks:
        start = at
        for chunk in block.chunks or (Chunk(""),):
            anchors.append(Anchor(start=at, path=block.path, line=chunk.line, column=chunk.column))
            texts.append(chunk.text)
            at += len(chunk.text)
        spans.append(Span(start=start, end=at))
        texts.append("\n")
        at += 1
    return Document(path=path, text="".join(texts), anchors=tuple(anchors)), spans
