"""Subtitles (SRT, WebVTT): what is said, without time codes; a sentence that goes on in the next cue is one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Page, Wanted
from tqcheck.ingest.files import decode
from tqcheck.text.languages import detect

_TIMES = re.compile(r"\s*(?:\d+:)?\d+:\d+[.,]\d+\s*-->\s*(?:\d+:)?\d+:\d+[.,]\d+")
_MARKS = re.compile(r"</?[a-z][^<>]{0,200}>|<\d[\d:.]*>|\{\\[^{}]{0,100}\}", re.I)
_ENDED = re.compile(r"[.!?؟…][\"”»)\]]*\s*$")


def read_subtitles(data: bytes, path: str, _wanted: Wanted) -> tuple[Page, ...]:
    """The cues as one page. Raises InputError where there are none."""
    blocks = sorted(_blocks(decode(data, path)), key=lambda block: block.chunks[0].line)
    if not blocks:
        raise InputError(f"{path}: no subtitles in it; expected lines such as 00:00:01,000 --> 00:00:04,000")
    return (Page(blocks=tuple(blocks)),)


def _blocks(text: str) -> Iterator[Block]:
    """The sentences of each language, in the order in which they begin."""
    open_ones: dict[str, tuple[str, list[Chunk]]] = {}
    for cue, line, column, said in _said(text):
        lang = detect(said)
        path, chunks = open_ones.get(lang, (f"cue {cue}", []))
        if chunks:
            last = chunks[-1]
            chunks[-1] = Chunk(last.text + " ", last.line, last.column)
        open_ones[lang] = (path, [*chunks, Chunk(said, line, column)])
        if _ENDED.search(said):
            yield Block(path=path, chunks=tuple(open_ones.pop(lang)[1]))
    for path, chunks in open_ones.values():
        yield Block(path=path, chunks=tuple(chunks))


def _said(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Number of the cue, line, column and words of every line that is spoken."""
    cue, inside = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        if _TIMES.match(line):
            cue, inside = cue + 1, True
        elif not line.strip():
            inside = False
        elif inside and (plain := " ".join(html.unescape(_MARKS.sub("", line)).split()).removeprefix("- ")):
            yield cue, number, line.find(plain) + 1 or 1, plain
