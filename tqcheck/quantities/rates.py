"""What a number is counted by: "barrels a day", «يوميا»."""

from __future__ import annotations

from tqcheck.quantities.tokens import Tokens
from tqcheck.quantities.tongue import tongue

REACH = 4


def rate_after(ts: Tokens, end: int, lang: str) -> tuple[str | None, int]:
    """The unit of time by which the number that ends at `end` is counted, and the end with it where it adjoins."""
    if ts.at(end - 1).text == "bpd":
        return "day", end
    own = tongue(lang)
    for at in range(end, end + REACH):
        token = ts.at(at)
        if token.kind != "w" and token.text != "/":
            return None, end
        unit, after = own.rate(ts, at)
        if unit:
            return unit, after if at == end else end
    return None, end
