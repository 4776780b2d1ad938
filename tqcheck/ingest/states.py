"""How far translations are, as the tools that write XLIFF and PO say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tqcheck.ingest.content import Row
from tqcheck.ingest.markup import local

if TYPE_CHECKING:
    from lxml import etree

_DONE = frozenset(
    "final signed-off translated reviewed approvedtranslation approvedsignoff confirmed proofread manuallyconfirmed "
    "reviewer1confirmed reviewer2confirmed complete 1".split()
)
"""What XLIFF itself, Trados (`conf`), memoQ (`mq:status`) and Phrase (`m:confirmed`) call finished."""
_LOCKED = frozenset(("true", "locked", "yes", "1"))


def states_of(unit: etree._Element) -> dict[str, str]:
    """The state of each of a unit's segments that is not finished or is locked, by number; "" is the whole unit."""
    found = {"": _state(unit, next((e for e in unit if local(e) == "target"), None))}
    for segment in unit.iter():
        if local(segment) == "seg" and segment.get("id"):  # Trados keeps states beside the text
            found[segment.get("id") or ""] = _said(segment.get("conf"), segment.get("locked"))
    return {number: state for number, state in found.items() if state}


def _state(unit: etree._Element, target: etree._Element | None) -> str | None:
    own = {str(name).rpartition("}")[2]: str(value) for name, value in unit.attrib.items()}
    of_target = target.get("state") if target is not None else None
    unconfirmed = "unconfirmed" if own.get("confirmed") == "0" else None
    return _said(of_target or own.get("state") or own.get("status") or unconfirmed, own.get("locked"))


def _said(state: str | None, locked: str | None) -> str | None:
    if (locked or "").lower() in _LOCKED:
        return "locked"
    plain = (state or "").strip().lower()
    return None if not plain or plain in _DONE else plain


def told_states(rows: Iterable[Row]) -> tuple[str, ...]:
    """A line that counts the rows whose translation is not finished, or is locked."""
    counts = Counter(row.state for row in rows if row.state)
    listed = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    return (f"by the file's own word not finished, or locked: {listed}",) if counts else ()
