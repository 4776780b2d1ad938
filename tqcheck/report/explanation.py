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


def table(checks: Sequence[Check], *, linked: bool = False) -> str:
    """All checks as a Markdown table; `linked`: each code leads to its page."""
    rows = [
        f"| {f'[{c.code}]({c.code}.md)' if linked else c.code} | {c.name} | {c.severity.value} | {c.summary} |"
        for c in checks
    ]
    return "\n".join(["| code | name | severity | fires when |", "|---|---|---|---|", *rows]) + "\n"


def page(check: Check) -> str:
    """A check as a page of the manual, in Markdown."""
    parts = [f"# {check.code} {check.name}", check.summary, f"Severity: {check.severity.value}, unless what was lost "
             "says otherwise."]  # fmt: skip
    if check.needs:
        needs = ", ".join(need.replace("_", " ") for need in check.needs)
        parts.append(f"Needs {needs}: where that could not be had, the check is said not to have run.")
    for title, examples in (("Fires on", check.fails), ("Does not fire on", check.passes)):
        parts += [f"## {title}", *(_quoted(example) for example in examples)]
    return (
        "\n\n".join(parts) + f"\n\nThe same in the terminal: `tqcheck explain {check.code}`. [All codes](README.md).\n"
    )


def _quoted(example: Example) -> str:
    sides = "\n>\n".join(
        "\n".join(f"> {line}".rstrip() for line in side.splitlines()) for side in (example.source, example.target)
    )
    return f"{sides}\n>\n> *({example.note})*" if example.note else sides


def pages(checks: Sequence[Check]) -> dict[str, str]:
    """The manual on the codes: name of each file, and its text."""
    index = "\n\n".join((
        "# Codes",
        "Codes are stable: new ones are added, none is renamed or reused.\n"
        "Each page has examples, and the examples are what the tests run.",
        table(checks, linked=True),
    ))  # fmt: skip
    return {"README.md": index, **{f"{check.code}.md": page(check) for check in checks}}
