"""One file to what its format's reader makes of it, with what the user must know about how it was read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from tqcheck.errors import InputError
from tqcheck.ingest.content import Page, Table, Wanted
from tqcheck.ingest.encodings import garbled
from tqcheck.ingest.files import decode, decoded
from tqcheck.ingest.formats import FORMATS, Format, format_of, sniffed
from tqcheck.ingest.limits import read_bytes
from tqcheck.ingest.post import Text, text_of, text_of_page
from tqcheck.ingest.tables import read_named_tsv
from tqcheck.records import Document


class Found(NamedTuple):
    """A text in one or both languages, many posts, a table, or a document of two columns; lines to show; and the
    SHA-256 of the bytes that were read."""

    content: Text | Table | Document | Sequence[Page]
    notices: tuple[str, ...] = ()
    digest: str = ""


def read(file: str, chosen: Format | None, wanted: Wanted, *, split: bool, given: bytes | None = None) -> Found:
    """What a file holds (`given`: its bytes, where they are not those on disk).

    Raises InputError where it cannot be read, or reads as nonsense.
    """
    page = wanted.fetched.get(file)
    kind = chosen or (FORMATS["html"] if page is not None else format_of(file, given))
    data = read_bytes(file, kind.limit, given) if page is None else page
    digest = hashlib.sha256(data).hexdigest()
    if chosen is None and not kind.reader:
        kind = sniffed(data, file) or kind
    notices: tuple[str, ...] = ()
    if not kind.coded:
        plain = decoded(data, file, page=kind.name == "html")
        notices = (f"{file}: {plain.note}",) if plain.note else ()
        data = plain.text.encode("utf-8", "replace")
    content = kind.load()(data, file, wanted) if kind.reader else _plain(data, file, kind, wanted, split=split)
    if not isinstance(content, Text | Table | Document) and len(content) == 1 and not content[0].name:
        content = text_of_page(file, content[0])
    _refuse_nonsense(content, file)
    return Found(content, notices, digest)


def _plain(data: bytes, file: str, kind: Format, wanted: Wanted, *, split: bool) -> Text | Table | Document:
    """A file that is read as it stands: a text, a table with named columns, or a document of two columns."""
    document = Document(path=file, text=decode(data, file))
    if kind.name == "tsv":
        return read_named_tsv(document.text, file, wanted) or document
    return text_of(document, split=split)


def _refuse_nonsense(content: Text | Table | Document | Sequence[Page], file: str) -> None:
    if isinstance(content, Text):
        text = content.document.text
    elif isinstance(content, Document):
        text = content.text
    elif isinstance(content, Table):
        text = "\n".join(row.target.text + "\n" + row.source.text for row in content.rows[:1000])
    else:
        text = "\n".join(block.text for page in content[:100] for block in page.blocks)
    if fault := garbled(text):
        raise InputError(f"{file}: {fault}")
