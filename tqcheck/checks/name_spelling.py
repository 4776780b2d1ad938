"""TQ403 name-spelling: names that one document spells in more than one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tqcheck.checks.name_table import CLEAR, NameTable, Place
from tqcheck.names.arabic import variants
from tqcheck.records import DocumentEvidence, Fault
from tqcheck.text.quoting import quoted


def spelled_variously(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Names known by sound that one document spells in more than one way."""
    spellings: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for place in NameTable(evidence).places:
        if place.heard.score >= CLEAR and not place.name.inside:
            spellings[place.part.lower].setdefault(place.written, place)
    for ways in spellings.values():
        forms = _distinct(ways)
        if len(forms) > 1:
            yield _spelling(*(ways[form] for form in forms[:2]))


def _distinct(ways: Iterable[str]) -> list[str]:
    """Folded spellings that stay different whatever proclitics they begin with."""
    forms: list[str] = []
    for form in ways:
        if not any(set(variants(form)) & set(variants(other)) for other in forms):
            forms.append(form)
    return forms


def _spelling(one: Place, other: Place) -> Fault:
    first, second = one.location, other.location
    source, target = other.places
    return Fault(
        bead=other.bead.bead, source=source, target=target, confidence=0.7,
        message=f"{quoted(other.part.text)} is spelled {quoted(second.text)} here and {quoted(first.text)} before",
        detail={"first": {"start": first.span.start, "end": first.span.end, "text": first.text}},
    )  # fmt: skip
