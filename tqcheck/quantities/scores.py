"""Results of matches and votes: 3-1, «ثلاثة أهداف مقابل هدف», «بهدفين نظيفين». The order of the two counts."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.lang import LANGUAGES, in_every_language
from tqcheck.quantities import lexicon
from tqcheck.quantities.cursor import Cursor
from tqcheck.quantities.rules import Reading
from tqcheck.records import Quantity

_HYPHENS = frozenset("-–—‑")
_GAME = in_every_language("games")
_GAME_STEMS = tuple(in_every_language("game-stems"))
_RANGE_UNITS = in_every_language("range-units") | {"%", "٪"}
_NO_SCORE_BEFORE = _HYPHENS | {"/", "$", "€", "£"}
_CLOSERS = frozenset(".,،)؛;:\"»'’”!؟?]")
_LOSING = in_every_language("losing")
HIGHEST = 40


def read_digits(c: Cursor) -> Reading | None:
    """`3-1`: two small figures on a hyphen that cannot be a range, or that stand by a word of the game."""
    first, hyphen, second = c.token, c.ahead().token, c.ahead(2).token
    joined = hyphen.text in _HYPHENS and hyphen.glued and second.glued and second.kind == "n"
    if first.kind != "n" or not joined or not (first.text.isdigit() and second.text.isdigit()):
        return None
    after = c.ahead(3)
    if c.look(-1) in _NO_SCORE_BEFORE or (after.token.glued and after.word not in _CLOSERS):
        return None
    a, b = int(first.text), int(second.text)
    if max(len(first.text), len(second.text)) > 2 or max(a, b) > HIGHEST or _measured(after):
        return None
    if a >= b or a == 0 or _game_about(c):
        return score(c, c.i, after.i, a, b)
    return None


def _measured(after: Cursor) -> bool:
    """Whether a unit follows, which makes it a range."""
    word = after.word.removeprefix("ال")
    if word in ("في", "per"):
        return after.look(1) in ("cent", "الميه", "المايه")
    if word in _RANGE_UNITS:
        return True
    if word == "يوم":  # «3-1 يوم الجمعة»
        return False
    return any((word,) in lexicon.unit_names(lang) for lang in LANGUAGES)


def _game_about(c: Cursor) -> bool:
    return any(c.look(k) in _GAME or c.look(k).startswith(_GAME_STEMS) for k in (*range(-5, 0), *range(3, 7)))


def score(c: Cursor, start: int, end: int, ours: int, theirs: int) -> Reading:
    """The score over the tokens `[start, end)`."""
    span = c.ts.span(start, end)
    # Who lost may have the winner's goals first: only the loser's language tells, so the order says nothing there.
    lost = any(c.ts.at(k).text in _LOSING for k in range(start - 8, end + 8))
    if lost:
        ours, theirs = max(ours, theirs), min(ours, theirs)
    fields = (("ours", ours), ("theirs", theirs))
    return Reading(start=start, end=end, quantity=Quantity(
        kind="score", span=span, text=span.of(c.ts.original), value=Fraction(ours), fields=fields,
        implied=ours == theirs == 0))  # fmt: skip
