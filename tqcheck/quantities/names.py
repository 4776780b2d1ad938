"""Figures that are names."""

from __future__ import annotations

from tqcheck.lang import in_every_language
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue

_REFERENCES = in_every_language("references")
_BEFORE_A_FIGURE = in_every_language("before-a-figure")


def is_identifier(ts: Tokens, number: Number, lang: str) -> bool:
    """Whether the number is a name: `F-16`, `G7`, `COVID-19`, `Boeing 737`, «القرار 2334»."""
    i = number.start
    if not number.digits or ts.at(i).kind != "n":
        return False
    before = ts.at(i - 1)
    if ts.at(i).glued and before.kind == "w" and not tongue(lang).is_clitic(before.text):
        return before.text not in ("us", "mid", "pre", "post") and before.text.isascii()
    if ts.at(i).glued and before.text in "-–" and before.glued and ts.at(i - 2).kind == "w":
        return ts.at(i - 2).text not in _BEFORE_A_FIGURE
    follows = ts.at(number.end)
    if follows.glued and follows.kind == "w" and number.end == i + 1:
        model = tongue(lang).is_model(follows)
        if model is not None:
            return model
    return before.text in _REFERENCES
