"""How a finding is marked as one that no longer counts, and who marked it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from tqcheck.records import DocumentReport, Finding

Mark: TypeAlias = Literal["baseline", "comment", "file"]

_WAYS: Mapping[Mark, str] = {"comment": "comments in the posts", "file": "the suppression file"}


def mark(kind: Mark, reason: str = "") -> str:
    """The value of `Finding.suppressed`: `baseline`, `comment: reason` or `file: reason`."""
    return f"{kind}: {reason}" if reason else kind


def kind_of(finding: Finding) -> Mark | None:
    """Who marked the finding, or `None` where it counts."""
    return kind_of_mark(finding.suppressed)


def kind_of_mark(suppressed: str | None) -> Mark | None:
    """Who made a mark, or `None` where there is none."""
    kind = (suppressed or "").partition(":")[0]
    return kind if kind in ("baseline", "comment", "file") else None  # type: ignore[return-value]


def accepted(documents: Iterable[DocumentReport]) -> tuple[str, ...]:
    """A line about the findings that comments and the suppression file accept, where there are any."""
    return told_accepted(Counter(kind_of(finding) for document in documents for finding in document.findings))


def told_accepted(kinds: Counter[Mark | None]) -> tuple[str, ...]:
    """The same line from counts by who accepted them."""
    ways = [f"{kinds[kind]} by {way}" for kind, way in _WAYS.items() if kinds[kind]]
    count = kinds["comment"] + kinds["file"]
    return (f"{count} finding{'s' * (count > 1)} accepted: {', '.join(ways)}",) if ways else ()


def reason_of(finding: Finding) -> str:
    """The reason given with the mark, or the empty string."""
    return (finding.suppressed or "").partition(": ")[2]
