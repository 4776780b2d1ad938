"""What is counted, in classes that both languages share: enough to see that two numbers changed places.

Only what news counts most is listed; a number whose context is not known is never said to be swapped.
"""

from __future__ import annotations

from functools import lru_cache

from tqcheck.lang import EN_AR, in_every_language, rows
from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue

_BREAKS = in_every_language("clause-openers") | frozenset(",،;؛.:()")
REACH = 4


@lru_cache
def _table() -> dict[str, str]:
    return {word: name for name, *sides in rows(EN_AR, "counted.tsv") for side in sides for word in side.split()}


def context(ts: Tokens, start: int, end: int, lang: str) -> frozenset[str]:
    """Classes of the words around the tokens `[start, end)`, up to the next clause or number."""
    after = _walk(ts, range(end, end + REACH), lang)
    opens = tongue(lang).joins(ts.at(start).text) and ts.at(start).text != "واحد"
    before = set() if opens else _walk(ts, range(start - 1, start - 1 - REACH, -1), lang)
    role = {_class(ts.at(start - 1).text, lang)} & {"from", "to"}
    return frozenset((after | before) - {"", "from", "to"} | role)


def _walk(ts: Tokens, places: range, lang: str) -> set[str]:
    found: set[str] = set()
    for k in places:
        token = ts.at(k)
        if token.kind in ("", "n") or token.text in _BREAKS:
            break
        clause = tongue(lang).joins(token.text) and len(token.text) > 3
        if clause and places.step > 0:
            break
        found.add(_class(token.text, lang))
        if clause:
            break
    return found


@lru_cache(maxsize=4096)
def _class(word: str, lang: str) -> str:
    table = _table()
    return next((table[form] for form in tongue(lang).bare_forms(word) if form in table), "")
