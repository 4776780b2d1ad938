"""Whether a number is below zero: "minus 20", "-8 °C", "10 degrees below zero", «تحت الصفر»."""

from __future__ import annotations

from dataclasses import dataclass

from tqcheck.lang import in_every_language, words_of
from tqcheck.quantities.tokens import Tokens

_WORDS = in_every_language("minus")
_HYPHENS = frozenset({"-", "−", "–"})


@dataclass(frozen=True, slots=True)
class Sign:
    """A minus, over the tokens `[start, end)` with its number; not `sure` where words may say it instead ("fell")."""

    start: int
    end: int
    sure: bool


def sign_around(ts: Tokens, start: int, end: int, lang: str, *, temperature: bool) -> Sign | None:
    """The minus of the number over `[start, end)`."""
    before = ts.at(start - 1)
    for at in range(end, end + 3):
        if f"{ts.at(at).text} {ts.at(at + 1).text}" in words_of(lang, "below-zero"):
            return Sign(start, at + 2, sure=True)
        if ts.at(at).kind != "w":
            break
    if before.text in _WORDS:
        return Sign(start - 1, end, sure=temperature or before.text == "minus")
    apart = not before.glued and ts.at(start).glued and ts.at(start - 2).kind not in ("n",)
    if before.text in _HYPHENS and apart and ts.at(start).kind == "n":
        return Sign(start - 1, end, sure=temperature)
    return None
