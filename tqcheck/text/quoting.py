"""How messages quote words of a post: “these” in Latin letters, «هذه» in Arabic ones."""

from __future__ import annotations

from tqcheck.text.scripts import script_counts


def quoted(text: str) -> str:
    """The text in the quotation marks of its script."""
    counts = script_counts(text)
    return f"«{text}»" if counts.get("Arabic", 0) > counts.get("Latin", 0) else f"“{text}”"
