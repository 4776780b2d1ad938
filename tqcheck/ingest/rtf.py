"""Rich text (RTF): its paragraphs, by striprtf."""

from __future__ import annotations

import re

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Page, Wanted

_LEFT_OUT = {
    "headers and footers": r"\\(?:header|footer)[lrf]?\b",
    "footnotes": r"\\footnote\b",
    "comments": r"\\annotation\b",
}
NOT_READ = tuple(_LEFT_OUT)


def read_rtf(data: bytes, path: str, _wanted: Wanted) -> tuple[Page, ...]:
    """The document as one page. Raises InputError where it is none."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError(f"{path}: not RTF; save it as DOCX")
    source = data.decode("latin-1")
    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a readable RTF ({str(error)[:80]}); save it as DOCX") from error
    pieces = (piece for line in text.splitlines() for piece in (line.split("|") if line.endswith("|") else [line]))
    lines = [plain for piece in pieces if (plain := " ".join(piece.split()))]
    blocks = [Block(path=f"paragraph {n}", chunks=(Chunk(line),)) for n, line in enumerate(lines, 1)]
    left_out = tuple(name for name, pattern in _LEFT_OUT.items() if re.search(pattern, source))
    return (Page(blocks=tuple(blocks), not_read=left_out),)
