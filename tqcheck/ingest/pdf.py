"""PDF: the text that pypdf finds on the pages, its lines joined to paragraphs again. Pictures of text have none."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Page, Wanted
from tqcheck.text.languages import detect

MAX_PAGES = 500
_TERMINATED = re.compile(r"[.!?؟…:؛][\"”»)\]]*\s*$")
_FULL = 0.8
"""Share of its language's longest line from which on a line is full, so that the next one goes on with it."""
NOTE = (
    "read from a PDF, which keeps neither paragraphs nor, for certain, the order of Arabic marks: findings about those "
    "may be the PDF's own; its DOCX or text is safer"
)


class _Line(NamedTuple):
    text: str
    page: int
    number: int


def read_pdf(data: bytes, path: str, _wanted: Wanted) -> tuple[Page, ...]:
    """The document as one page. Raises InputError where it is broken, locked, too long, or holds pictures only."""
    lines = [
        _Line(text, n, number) for n, page in enumerate(_pages(data, path), 1) for number, text in enumerate(page, 1)
    ]
    repeated = _repeated(lines)
    blocks = tuple(_paragraphs([line for line in lines if _key(line.text) not in repeated]))
    if not blocks:
        raise InputError(f"{path}: no text in this PDF, only pictures of it; {_INSTEAD}")
    unread = (f"{len(repeated)} line{'s' * (len(repeated) > 1)} that come again on every page",) if repeated else ()
    return (Page(blocks=blocks, not_read=unread, notices=(NOTE,)),)


_INSTEAD = "export it as DOCX, or copy the text into a file"


def _pages(data: bytes, path: str) -> Iterator[list[str]]:
    """The lines of each page that are not blank."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said in one line
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{path}: this PDF is locked by a password; {_INSTEAD}")
        if len(reader.pages) > MAX_PAGES:
            raise InputError(f"{path}: {len(reader.pages)} pages, more than the {MAX_PAGES} that are read; split it")
        for page in reader.pages:
            yield [_tidy(line) for line in page.extract_text().splitlines() if line.strip()]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise InputError(f"{path}: not a readable PDF ({str(error)[:80].strip()}); {_INSTEAD}") from error


def _tidy(line: str) -> str:
    """A line with its spaces where they were before right-to-left text was turned round: «نحو1250» is «نحو 1250»."""
    line = re.sub(r"(?<=[\u0621-\u064a]{2})(?=\d)", " ", " ".join(line.split()))
    return re.sub(r" +(?=[.،؛:؟!,%](?:\s|$))", "", line)


def _key(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _repeated(lines: Sequence[_Line]) -> frozenset[str]:
    """Lines at the head or foot of pages that come again on most of them, page numbers aside."""
    last = {line.page: line.number for line in lines}
    edge = Counter(_key(line.text) for line in lines if line.number == 1 or line.number == last[line.page])
    return frozenset(key for key, count in edge.items() if count > max(1, len(last) / 2))


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Block]:
    widest: dict[str, int] = {}
    for line in lines:
        lang = detect(line.text)
        widest[lang] = max(widest.get(lang, 0), len(line.text))
    block: list[_Line] = []
    for line in lines:
        if block and not _goes_on(block[-1], line, widest):
            yield _block(block)
            block = []
        block.append(line)
    if block:
        yield _block(block)


def _goes_on(line: _Line, following: _Line, widest: dict[str, int]) -> bool:
    lang = detect(line.text)
    full = len(line.text) >= _FULL * widest[lang]
    return full and lang == detect(following.text) and not _TERMINATED.search(line.text)


def _block(lines: Sequence[_Line]) -> Block:
    chunks = [Chunk(line.text + " ") for line in lines[:-1]] + [Chunk(lines[-1].text)]
    return Block(path=f"page {lines[0].page}, line {lines[0].number}", chunks=tuple(chunks))
