"""What an old terminal's encoding can show: other characters get a likeness, never a crash or a code."""

from __future__ import annotations

import unicodedata
from functools import cached_property

from tqcheck.report.marking import Marked

_LIKE = {
    "→": "->", "…": "...", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "«": "<<",
    "»": ">>", "•": "*", "ا": "a", "آ": "aa", "\u200e": "", "\u200f": "", "\u061c": "",
}  # fmt: skip


class Charset:
    """An encoding by its name; an unknown one is taken for ASCII."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._known: dict[str, str] = {}

    @cached_property
    def full(self) -> bool:
        """Whether everything can be shown, frames and shapes included."""
        return self._holds("◆ب中😀")

    @cached_property
    def arabic(self) -> bool:
        """Whether Arabic letters can be shown; where not, they are spelled in Latin ones, from left to right."""
        return self._holds("ابجدهوزحطيكلمنسعفصقرشتثخذضظغأإآةىؤئء،؛؟")

    def fit(self, text: str) -> str:
        """The text in characters that the encoding has."""
        return text if self.full or self._holds(text) else "".join(map(self._like, text))

    def fit_marked(self, marked: Marked) -> Marked:
        """The same for marked text: what stands for a marked character is marked."""
        if self.full:
            return marked
        pieces = [self._like(char) for char in marked.text]
        marks = [mark for piece, mark in zip(pieces, marked.marks, strict=True) for _ in piece]
        return Marked("".join(pieces), tuple(marks))

    def _holds(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def _like(self, char: str) -> str:
        if char not in self._known:
            self._known[char] = self._found(char)
        return self._known[char]

    def _found(self, char: str) -> str:
        from anyascii import anyascii

        if self._holds(char):
            return char
        if char in _LIKE:
            return _LIKE[char]
        # A joined form of an Arabic letter is the letter itself where only that can be shown.
        plain = unicodedata.normalize("NFKC", char)
        if self._holds(plain):
            return plain
        spelled: str = anyascii(char)
        return spelled if spelled.isascii() and (spelled or not char.isprintable()) else "?"
