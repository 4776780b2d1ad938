"""The formats: names, suffixes, readers, and how much of a file is read. Readers are imported when first used."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tqcheck.errors import InputError, UsageError
from tqcheck.ingest.content import Reader
from tqcheck.ingest.limits import MAX_COLLECTION, MAX_PAGE, zip_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`reader` is `module:function` in this package, empty where the text is read as it stands.

    `coded` says that the reader finds out the encoding itself (XML) or that there is none (archives). What is read and
    what is not is in `documented.py`.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    reader: str = ""
    limit: int = MAX_COLLECTION
    coded: bool = False

    def load(self) -> Reader:
        """The reader itself."""
        module, _, function = self.reader.partition(":")
        reader: Reader = getattr(importlib.import_module(f"tqcheck.ingest.{module}"), function)
        return reader


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format(name="text", suffixes=(".txt", ".text"), limit=MAX_PAGE),
        Format(name="tsv", suffixes=(".tsv",)),
        Format(name="csv", suffixes=(".csv",), reader="tables:read_csv"),
        Format(name="jsonl", suffixes=(".jsonl", ".ndjson"), reader="tables:read_jsonl"),
        Format(name="html", suffixes=(".html", ".htm", ".xhtml"), reader="html:read_html", limit=MAX_PAGE),
        Format(name="markdown", suffixes=(".md", ".markdown"), reader="markdown:read_markdown", limit=MAX_PAGE),
        Format(name="docx", suffixes=(".docx",), reader="docx:read_docx", limit=MAX_PAGE, coded=True),
        Format(name="odt", suffixes=(".odt",), reader="odt:read_odt", limit=MAX_PAGE, coded=True),
        Format(name="rtf", suffixes=(".rtf",), reader="rtf:read_rtf", limit=MAX_PAGE, coded=True),
        Format(name="pdf", suffixes=(".pdf",), reader="pdf:read_pdf", limit=MAX_PAGE, coded=True),
        Format(
            name="xliff",
            suffixes=(".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"),
            reader="bilingual:read_xliff",
            coded=True,
        ),
        Format(name="tmx", suffixes=(".tmx",), reader="bilingual:read_tmx", coded=True),
        Format(name="po", suffixes=(".po",), reader="po:read_po"),
        Format(name="subtitles", suffixes=(".srt", ".vtt"), reader="subtitles:read_subtitles", limit=MAX_PAGE),
        Format(name="wordpress", reader="feeds:read_wordpress", coded=True),
        Format(name="feed", suffixes=(".rss", ".atom"), reader="feeds:read_feed", coded=True),
    )
}
SUFFIXES = (*(s for f in FORMATS.values() for s in f.suffixes), ".xml")
_BY_SUFFIX = {suffix: f for f in FORMATS.values() for suffix in f.suffixes}
_ROOTS = {"rss": "feed", "feed": "feed", "RDF": "feed", "xliff": "xliff", "tmx": "tmx", "html": "html"}
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s>/]")


_HEAD = 65536
"""Bytes in which the first element of XML is looked for."""
_HEADS = ((b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"<!doctype html", "html"), (b"<html", "html"))
_INSIDE = (("word/document.xml", "docx"), ("META-INF/manifest.xml", "odt"))


def named(name: str | None) -> Format | None:
    """The format that the user names, `None` where none is. Raises UsageError for an unknown one."""
    if name is not None and name not in FORMATS:
        raise UsageError(f"unknown input format '{name}': use one of {', '.join(sorted(FORMATS))}")
    return FORMATS[name] if name else None


def format_of(path: str, given: bytes | None = None) -> Format:
    """The format of a file: by its suffix, of `.xml` by its content; text where the suffix says nothing.

    `given` are the file's bytes where they are not on disk.
    """
    suffix = Path(path).suffix.lower()
    if suffix != ".xml":
        return _BY_SUFFIX.get(suffix, FORMATS["text"])
    found = xml_format(path, given)
    if found is None:
        raise InputError(
            f"{path}: XML of an unknown kind; say --format-in if it is one of {', '.join(sorted(FORMATS))}"
        )
    return found


def sniffed(data: bytes, path: str) -> Format | None:
    """The format of a file whose name says nothing or lies (`.doc` for RTF), by its first bytes."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PK\3\4"):
        names = zip_names(data, path)
        return next((FORMATS[name] for member, name in _INSIDE if member in names), None)
    unknown = Path(path).suffix.lower() not in SUFFIXES
    found = next((name for mark, name in _HEADS if head[: len(mark)].lower() == mark.lower()), None)
    return FORMATS[found] if found and (unknown or found != "html") else None


def xml_format(path: str, given: bytes | None = None) -> Format | None:
    """What kind of XML a file holds, by its first element; `given` are its bytes where they are not on disk."""
    head = _head(path) if given is None else given[:_HEAD]
    head = head.replace(b"\0", b"")  # UTF-16 of ASCII names
    plain = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", b"", head, flags=re.S)
    root = _ROOT.search(plain)
    name = root[1].decode() if root else ""
    if name == "rss" and b"wordpress.org/export" in head:
        return FORMATS["wordpress"]
    return FORMATS.get(_ROOTS.get(name, ""))


def _head(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
