"""Arabic numbers: figures, words, ordinals, fractions, magnitudes and decades."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tqcheck.lang import ARABIC, list_of
from tqcheck.quantities.ar import words
from tqcheck.quantities.ar.cardinals import Group, cardinal
from tqcheck.quantities.ar.parts import decade, magnitude, ordinal, share
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.numerals import Number, years_after
from tqcheck.quantities.tokens import digit_values, slash_fraction, vulgar

_WORDS = (decade, ordinal, share, magnitude)
_WHO_WROTE = list_of(ARABIC, "who-wrote")


def opens(text: str, kind: str) -> bool:
    """Whether a number may start with this token."""
    if kind != "w":
        return kind == "n" or vulgar(text) is not None
    return words.opens_number(text)


def parse(c: Cursor) -> Number | None:
    """The longest number that starts at `c`."""
    token, after = c.token, c.ahead().token
    if token.kind == "s":
        part = vulgar(token.text)
        return Number(start=c.i, end=c.i + 1, value=part, form="fraction", digits=True) if part else None
    if token.kind == "n":
        mixed = slash_fraction(c.ts, c.i)
        if mixed is not None:
            return Number(start=c.i, end=c.i + 3, value=mixed, form="fraction", digits=True)
        return _cardinal(c)
    if words.is_clitic(token.text) and after.kind == "n" and after.glued:
        number = parse(c.ahead())
        return number and replace(number, start=c.i)
    for read in _WORDS:
        if number := read(c):
            return number
    return _held(c) or _cardinal(c)


def _held(c: Cursor) -> Number | None:
    """A number that a word holds beside its meaning: «كلاهما», «ثلاثية», «خمسهم»."""
    stem = words.strip(c.word).stem
    if stem in words.COUNTS:
        return Number(start=c.i, end=c.i + 1, value=Fraction(words.COUNTS[stem]), soft=True)
    if stem in words.IN_THEIR:
        value = words.IN_THEIR[stem]
        return Number(start=c.i, end=c.i + 1, value=Fraction(value), readings=years_after(value), soft=True)
    if stem in words.WITH_PRONOUN:
        return Number(start=c.i, end=c.i + 1, value=words.WITH_PRONOUN[stem], form="fraction", soft=True)
    return None


def _cardinal(c: Cursor) -> Number | None:
    found = cardinal(c)
    if found is None:
        return None
    alone = found.end.i == c.i + 1 and not found.digits
    stem = words.strip(c.word).stem
    soft = alone and (found.value in (1, 2) or stem in words.OPEN_DUALS or _wrote(c, stem))
    return Number(
        start=c.i, end=found.end.i, value=found.value, readings=_readings(c, found), scale=found.scale, soft=soft,
        digits=found.digits,
    )  # fmt: skip


def _wrote(c: Cursor, stem: str) -> bool:
    """Whether ألف is "wrote" rather than a thousand."""
    return stem == "الف" and ("\u0651" in c.ts.raw(c.i) or c.look(-1).endswith(_WHO_WROTE))


def _readings(c: Cursor, found: Group) -> tuple[Fraction, ...]:
    """Other values of the same words: of a figure by its marks, of «خمس» a fifth, of «ألفا» one thousand or two."""
    if found.digits:
        first, *others = digit_values(c.word)
        return tuple(other * found.value / first for other in others) if first else ()
    stem, value = words.strip(c.word).stem, found.value
    if found.end.i == c.i + 1 and stem in words.FIFTHS:
        return (words.FIFTHS[stem],)
    base = words.OPEN_DUALS.get(stem)
    if base is None:
        return ()
    return (value + base, value - base) if value - base >= base else (value + base,)
