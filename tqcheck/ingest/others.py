"""Files that are not read, told by their name or their first bytes, each with what to do instead."""

from __future__ import annotations

import re
from pathlib import Path

_AS_DOCX = "save it as DOCX"
_AS_CSV = "export the sheet as CSV UTF-8"
_WRITTEN = "give the text that is in it"
_NOT_READ = {
    "Word's old format": ((".doc", ".dot", ".wps"), _AS_DOCX),
    "a Pages document": ((".pages",), "export it as DOCX"),
    "a spreadsheet": ((".xlsx", ".xls", ".xlsm", ".ods", ".numbers"), _AS_CSV),
    "a presentation": ((".pptx", ".ppt", ".odp", ".key"), _WRITTEN),
    "an archive": ((".zip", ".rar", ".7z", ".gz", ".tgz", ".tar"), "unpack it and give the folder"),
    "an InDesign file": ((".indd", ".idml", ".inx"), _AS_DOCX),
    "an e-book": ((".epub", ".mobi"), "save its text as DOCX or HTML"),
    "a mail": ((".eml", ".msg", ".mbox"), "save its text, or its attachment, as a file"),
    "a saved web archive": ((".mht", ".mhtml", ".webarchive"), "save the page as HTML"),
    "a picture": ((".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".tif", ".tiff", ".bmp", ".svg"), _WRITTEN),
    "sound or film": (
        (".mp3", ".mp4", ".m4a", ".wav", ".mov", ".mkv"),
        "give its subtitles, as SRT or VTT",
    ),
}
_BY_SUFFIX = {suffix: (name, advice) for name, (suffixes, advice) in _NOT_READ.items() for suffix in suffixes}
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", ".doc"), (b"PK\3\4", ".zip"), (b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"\x1f\x8b", ".gz"), (b"Rar!", ".rar"), (b"7z\xbc\xaf", ".7z"), (b"ID3", ".mp3"), (b"MIME-Version:", ".mht"),
)  # fmt: skip
# Names that files of plain text, HTML or RTF also go by.
_MAYBE_TEXT = frozenset((".doc", ".dot", ".wps", ".key", ".gz"))
_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://|www\.")


def why_unread(path: str, data: bytes = b"") -> str | None:
    """Why a file is not read and what to do, in one line; `None` where it may be text."""
    if not data and _ADDRESS.match(path):
        return "a page behind an address is read with --fetch only; or save the page, and give the file"
    suffix = Path(path).suffix.lower()
    magic = next((other for mark, other in _MAGIC if data.startswith(mark)), None)
    known = suffix if suffix in _BY_SUFFIX else magic
    if known is None or (data and magic is None and known in _MAYBE_TEXT):
        return None
    name, advice = _BY_SUFFIX[known]
    return f"{name} is not read: {advice}"
