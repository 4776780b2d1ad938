"""Tokens of a folded text, and the value of a run of digits in any script and either separator convention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from tqcheck.lang import ARABIC, list_of
from tqcheck.records import Span
from tqcheck.text.normalise import Normalised, normalise

_TOKEN = re.compile(
    r"(?P<n>\d+(?:[.,\u066b\u066c\u060c\u00a0\u202f\u2009'’]\d+)*)"
    r"|(?P<w>(?<![^\W\d_])(?:[ap]\.\s?m\b\.?|u\.s\.(?=\W)|u\.k\.)|[^\W\d_]+)"
    r"|(?P<s>[^\w\s])"
)
_THIN_SPACES = re.compile("[\u00a0\u202f\u2009'’]")
_LIKE_HUNDRED = re.compile("مي(?:ه|تان|تين|تا|تي|ات)$")
_UNITS_OF_HUNDREDS = re.compile(f"^[وفبلك]{{0,2}}(?:ال)?(?:{'|'.join(list_of(ARABIC, 'heads-of-hundreds'))})ميه$")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is folded and in lower case; `kind` is n (digits), w (word) or s (one sign); offsets are folded ones."""

    text: str
    kind: str
    start: int
    end: int
    glued: bool
    """Whether no space parts it from the token before."""
    capital: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text and the way back to it. Beyond the end, `at` answers with an empty token."""

    original: str
    folded: Normalised
    items: tuple[Token, ...]

    def at(self, i: int) -> Token:
        """The token at `i`, or an empty one."""
        return self.items[i] if 0 <= i < len(self.items) else _NONE

    def span(self, first: int, end: int) -> Span:
        """Where the tokens `[first, end)` stand in the original."""
        return self.folded.original(self.items[first].start, self.items[end - 1].end)

    def raw(self, i: int) -> str:
        """The token as written: with hamza, diacritics and case."""
        return self.span(i, i + 1).of(self.original)


_NONE = Token("", "", 0, 0, False, False)


def tokenise(text: str) -> Tokens:
    """Fold and cut a text."""
    folded = _fold(text)
    lower = "".join(c if c.islower() or len(c.lower()) != 1 else c.lower() for c in folded.text)
    items: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(lower):
        start, end = match.span()
        kind = str(match.lastgroup)
        word = match.group()
        if kind == "w" and "." in word:
            word = re.sub(r"[.\s]", "", word)
        elif like := _LIKE_HUNDRED.search(word):
            seat = text[folded.starts[start + like.start() + 1]]
            word = word if _is_hundred(word, seat) else word.replace("مي", "مى")
        items.append(Token(word, kind, start, end, start == last, lower[start] != folded.text[start]))
        last = end
    return Tokens(text, folded, tuple(items))


def _is_hundred(word: str, seat: str) -> bool:
    """Whether the folded ya of a word that looks like مئة had its hamza: «ميت» and «كمية» are no hundreds."""
    return seat in "ئ\ufe8b\ufe8c" or word in ("ميه", "وميه") or _UNITS_OF_HUNDREDS.match(word) is not None


def _fold(text: str) -> Normalised:
    if text.isascii():
        ends = tuple(range(1, len(text) + 1))
        return Normalised(text, (0, *ends[:-1]) if text else (), ends)
    return normalise(text, fold_letters=True)


def digit_values(token: str) -> tuple[Fraction, ...]:
    """All values that a run of digits may have, the likeliest first: `1.234` is 1.234, or 1234 on the continent."""
    plain = _THIN_SPACES.sub("", token).replace("\u066c", "").replace("\u066b", "d").replace("\u060c", ",")
    if "d" in plain:
        return (Fraction(plain.replace(",", "").replace(".", "").replace("d", ".", 1).replace("d", "")),)
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return (Fraction(int(plain)),)
    if len(set(marks)) == 2:
        return (_mixed(plain, marks),)
    head, *groups = re.split("[.,]", plain)
    joined = Fraction(int(head + "".join(groups)))
    if all(len(g) == 3 for g in groups) and len(head) <= 3 and head.strip("0"):
        if len(groups) > 1 or groups[0] == "000":  # Nobody writes a decimal as 42.000.
            return (joined,)
        decimal = Fraction(f"{head}.{groups[0]}")
        return (joined, decimal) if marks[0] == "," else (decimal, joined)
    if len(groups) == 1:
        return (Fraction(f"{head}.{groups[0]}"),)
    return (joined,)


def _mixed(plain: str, marks: list[str]) -> Fraction:
    thousands = "," if marks[-1] == "." else "."
    whole, _, rest = plain.replace(thousands, "").rpartition(marks[-1])
    return Fraction(f"{re.sub('[.,]', '', whole)}.{rest}")


def slash_fraction(ts: Tokens, i: int) -> Fraction | None:
    """The value of `3/4` at token `i`, where it is no date or ratio."""
    slash, below = ts.at(i + 1), ts.at(i + 2)
    if slash.text == "/" and slash.glued and below.glued and below.text in ("2", "3", "4", "5", "8"):
        above = ts.at(i).text
        if above.isdigit() and int(above) < int(below.text) and ts.at(i + 3).text != "/":
            return Fraction(int(above), int(below.text))
    return None


def vulgar(sign: str) -> Fraction | None:
    """The value of a one-character fraction."""
    return Fraction(*_VULGAR[sign]) if sign in _VULGAR else None
