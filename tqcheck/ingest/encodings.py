"""Bytes of a text file to text: UTF-8, UTF-16, or the encodings of older Arabic systems, told by what they say."""

from __future__ import annotations

import codecs
import contextlib
import re
from typing import NamedTuple

from tqcheck.errors import InputError
from tqcheck.lang import ARABIC
from tqcheck.text.normalise import normalise

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32",
         codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}  # fmt: skip
_OLD = {"cp1256": "Windows-1256", "iso8859_6": "ISO-8859-6", "cp1252": "Windows-1252"}
_ARABIC_WORD = re.compile(r"[\u0620-\u064a\u064b-\u0652\ufe70-\ufefc]{2,}")
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_SAMPLE = 400
"""Words that decide what an encoding made of the bytes."""
_KNOWN = 0.5
"""Share of the Arabic words that are words, from which on a text is Arabic and not a misreading."""
_FEW = 4
_MISTAKEN = {"cp1252": "Windows-1252", "latin-1": "ISO-8859-1", "cp1256": "Windows-1256"}
_AGAIN = "take the text from its source again"
_LOOK = 200_000
"""Code points that are looked at for a text that is wrong throughout."""


class Decoded(NamedTuple):
    """A text, and how it was read where it was not UTF-8 (else empty)."""

    text: str
    note: str = ""


def decode(data: bytes, path: str, *, page: bool = False) -> Decoded:
    """The text of a file, in the encoding that it is in; of an HTML `page`, its `meta` has a say where it is not UTF-8.

    Raises InputError where no encoding gives sense.
    """
    bom = next((name for mark, name in _BOMS.items() if data.startswith(mark)), None) or _utf16_without_bom(data)
    if bom and bom != "utf-8-sig":
        return _as_utf16(data, path, bom)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        at = error.start
    stated = _META.search(data[:4096]) if page else None
    encoding = _stated(data, stated[1].decode()) if stated else None
    encoding = encoding or _guessed(data)
    if encoding is None:
        raise InputError(
            f"{path}: not UTF-8 at byte {at} (0x{data[at]:02x}), and no other encoding gives sense; save it as UTF-8"
        )
    note = f"read as {_OLD.get(encoding, encoding)}, an older encoding; UTF-8 is safer"
    return Decoded(data.decode(encoding, errors="replace"), note)


def _as_utf16(data: bytes, path: str, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), f"read as {encoding[:6].upper()}; UTF-8 is safer")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: UTF-16 that breaks off at byte {error.start}; save it as UTF-8") from error


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 that lacks its mark: text has a space or a line break every few characters, half of it NUL."""
    if b"\0" not in data[:2000]:
        return None
    head = data[: 2000 - len(data) % 2]
    for encoding, signs in (("utf-16-le", (b" \0", b"\n\0")), ("utf-16-be", (b"\0 ", b"\0\n"))):
        found = sum(head[i : i + 2] in signs for i in range(0, len(head) - 1, 2))
        if 40 * found >= len(head) // 2:
            return encoding
    return None


def _stated(data: bytes, name: str) -> str | None:
    """The encoding that a page names, if it can be."""
    try:
        encoding = codecs.lookup(name).name
        data.decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return None if encoding in ("utf-8", "ascii") else encoding


def _guessed(data: bytes) -> str | None:
    """The older encoding that charset-normalizer finds, if the words in it are words."""
    from charset_normalizer import from_bytes

    sample = data[: 1 << 16]
    for match in from_bytes(sample, cp_isolation=[*_OLD]):
        text = sample.decode(match.encoding, errors="replace")
        if _western(text) if match.encoding == "cp1252" else reads_as_arabic(text):
            return match.encoding
    return None


def _western(text: str) -> bool:
    """Whether a text is English with typographic marks and a few accented letters, each inside a word."""
    strange = [m.start() for m in re.finditer(r"[\u00a1-\u00ff\u0152-\u0178]", text)]
    inside = all(re.search("[A-Za-z]", text[max(at - 1, 0) : at + 2]) for at in strange)
    return inside and 20 * len(strange) <= len(text) and "\ufffd" not in text


def reads_as_arabic(text: str) -> bool:
    """Whether the Arabic words of a text are words, by their frequency in Arabic texts (wordfreq)."""
    words = _words(text)
    return len(words) >= _FEW and _share(words) >= _KNOWN


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(_ARABIC_WORD.findall(normalise(text).text)))[:_SAMPLE]


def _share(words: list[str]) -> float:
    from wordfreq import zipf_frequency

    return sum(zipf_frequency(word, ARABIC) > 2 for word in words) / max(len(words), 1)


def xml_text(data: bytes, encoding: str | None) -> str:
    """XML as text, in the encoding that its parser found, for the places of what is in it."""
    name = (encoding or "utf-8").lower()
    if name == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    return data.decode(name, errors="replace")


def garbled(text: str) -> str | None:
    """What is wrong with a text whose Arabic went through a wrong encoding, or stands backwards; `None` if nothing."""
    text = text[:_LOOK]
    mended = [(*found, name) for encoding, name in _MISTAKEN.items() if (found := _mended(text, encoding))]
    if mended:
        _, before, after, name = max(mended)
        return f"its Arabic is garbled: UTF-8 that was read as {name} («{before}» for «{after}»); {_AGAIN}"
    words = _words(text)
    if len(words) > _FEW and _share([word[::-1] for word in words]) > max(_KNOWN, 2 * _share(words)):
        longest = max(words, key=len)
        return (
            f"its Arabic stands backwards («{longest}» for «{longest[::-1]}»), as text copied out of some PDFs does; "
            f"{_AGAIN}"
        )
    return None


# UTF-8 of Arabic letters: a lead byte of D8 to DB and a byte of 80 to BF, as the three encodings show them.
_PAIRS = {
    "cp1252": r"[ØÙÚÛ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]",
    "latin-1": r"[ØÙÚÛ][\u0080-\u00bf]",
    "cp1256": r"[طظعغ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—™›œ\u200c\u200d،؛؟پٹچژڈگکںھہ]",
}


def _mended(text: str, encoding: str) -> tuple[int, str, str] | None:
    """How many words are Arabic once the wrong encoding is undone, and one before and after; `None` if they are few."""
    pairs = []
    for word in re.findall(f"(?:{_PAIRS[encoding]}){{2,}}", text)[:_SAMPLE]:
        with contextlib.suppress(UnicodeError):
            pairs.append((word, word.encode(encoding).decode("utf-8")))
    words = {after for _, after in pairs if _ARABIC_WORD.fullmatch(after)}
    return (len(pairs), *pairs[0]) if len(words) >= _FEW and _share(list(words)) >= _KNOWN else None
