"""TQ608 link-mismatch: web and mail addresses, accounts and hashtags."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.records import Check, DocumentEvidence, Evidence, Example, Fault, Severity, Side, Span
from tqcheck.text.links import LINK
from tqcheck.text.quoting import quoted


def links(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Web and mail addresses and accounts that only one side has; hashtags by their number, as they are translated."""
    for kind in ("url", "mail", "user", "hashtag"):
        here, there = _links(evidence, "source", kind), _links(evidence, "target", kind)
        if kind == "hashtag":
            yield from _fewer_hashtags(here, there)
            continue
        for text, (item, start, end) in here.items():
            if text not in there:
                place = Span(start=start, end=end)
                yield _link(item, f"{quoted(text)} is not in the translation as it is", source=place)
        for text, (item, start, end) in there.items():
            if text not in here:
                place = Span(start=start, end=end)
                yield _link(item, f"{quoted(text)} is not in the original", target=place)


def _links(evidence: DocumentEvidence, side: Side, kind: str) -> dict[str, tuple[Evidence, int, int]]:
    found: dict[str, tuple[Evidence, int, int]] = {}
    for item in evidence.beads:
        for match in LINK.finditer(item.bead.side_text(side)):
            if match.lastgroup == kind:
                text = match.group().rstrip(".,:;!?،؛؟")
                found.setdefault(
                    text if kind == "hashtag" else text.lower(), (item, match.start(), match.start() + len(text))
                )
    return found


def _fewer_hashtags(
    here: dict[str, tuple[Evidence, int, int]], there: dict[str, tuple[Evidence, int, int]]
) -> Iterator[Fault]:
    """A finding where the translation has fewer hashtags."""
    lacking = [text for text in here if text not in there]
    if len(here) > len(there) and lacking:
        item, start, end = here[lacking[-1]]
        yield _link(item, f"the translation has {len(there)} hashtags, the original {len(here)}",
                    source=Span(start=start, end=end))  # fmt: skip


def _link(item: Evidence, message: str, source: Span | None = None, target: Span | None = None) -> Fault:
    return Fault(bead=item.bead, message=message, source=source, target=target, confidence=0.95)


CHECKS: tuple[Check, ...] = (
    Check(
        code="TQ608",
        name="link-mismatch",
        severity=Severity.MAJOR,
        summary="A web address, mail address, account or hashtag differs.",
        run=links,
        passes=(
            Example(source="See https://example.org/a for more.", target="للمزيد: https://example.org/a"),
            Example(source="#Iraq votes.", target="#العراق يصوت."),
        ),
        fails=(
            Example(source="See https://example.org/a for more.", target="للمزيد: https://example.org/b"),
            Example(source="Write to press@example.org.", target="اكتب إلى المكتب."),
        ),
    ),
)
