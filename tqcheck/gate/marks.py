"""How a finding is marked as one that no longer counts, and who marked it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tqcheck.records import Finding

Mark: TypeAlias = Literal["baseline", "comment", "file"]


def mark(kind: Mark, reason: str = "") -> str:
    """The value of `Finding.suppressed`: `baseline`, `comment: reason` or `file: reason`."""
    return f"{kind}: {reason}" if reason else kind


def kind_of(finding: Finding) -> Mark | None:
    """Who marked the finding, or `None` where it counts."""
    kind = (finding.suppressed or "").partition(":")[0]
    return kind if kind in ("baseline", "comment", "file") else None  # type: ignore[return-value]


def reason_of(finding: Finding) -> str:
    """The reason given with the mark, or the empty string."""
    return (finding.suppressed or "").partition(": ")[2]
