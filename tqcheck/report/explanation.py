"""What a code means: the check's own summary and examples, as `tqcheck explain` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tqcheck.records import Check, Example


def explain(check: Check) -> str:
    """A check as text: what it is called, when it fires, an example that fails and one that passes."""
    lines = [
        f"{check.code} {check.name} ({check.severity.value} unless what was lost says otherwise)",
        "",
        check.summary,
    ]
    for title, examples in (("Fires on", check.fails), ("Does not fire on", check.passes)):
        lines += ["", f"{title}:"]
        lines += [line for example in examples for line in _example(example)]
    return "\n".join(lines) + "\n"


def _example(example: Example) -> Iterable[str]:
    yield ""
    yield from (f"  {line}" for line in example.source.splitlines())
    yield from (f"  {line}" for line in example.target.splitlines())
    if example.note:
        yield f"  ({example.note})"


def table(checks: Sequence[Check]) -> str:
    """All checks as a Markdown table."""
    rows = [f"| {c.code} | {c.name} | {c.severity.value} | {c.summary} |" for c in checks]
    return "\n".join(["| code | name | severity | fires when |", "|---|---|---|---|", *rows]) + "\n"
