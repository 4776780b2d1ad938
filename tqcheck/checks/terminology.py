"""TQ701 term-not-used, TQ702 term-forbidden, TQ703 term-inconsistent: a glossary's terms in both texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from tqcheck.glossary import Glossary, Variant, find_term, make_glossary
from tqcheck.records import Check, DocumentEvidence, Evidence, Example, Fault, Location, Severity, Span
from tqcheck.text.quoting import quoted


def checks_for(glossary: Glossary) -> tuple[Check, ...]:
    """The three checks with this glossary in them."""
    return tuple(
        Check(
            code=code, name=name, severity=severity, summary=summary, run=partial(run, glossary), family="term",
            passes=tuple(Example(source=en, target=ar) for en, ar in passes),
            fails=tuple(Example(source=en, target=ar) for en, ar in fails),
        )
        for code, name, severity, summary, run, passes, fails in _TABLE
    )  # fmt: skip


def not_used(glossary: Glossary, evidence: DocumentEvidence) -> Iterator[Fault]:
    """Source terms in beads whose target has none of their renderings."""
    for item in evidence.beads:
        for term, spans in _terms(glossary, evidence, item):
            good = _approved(glossary.terms[term])
            if not item.two_sided or not good or any(_hits(v, evidence, item) for v in glossary.terms[term]):
                continue
            required = any(v.status == "required" for v in good)
            yield _fault(
                item, f"{quoted(term)} is not rendered as {quoted(good[0].text)}", source=spans[0],
                severity=None if required else Severity.MINOR,
            )  # fmt: skip


def forbidden(glossary: Glossary, evidence: DocumentEvidence) -> Iterator[Fault]:
    """Renderings that the glossary forbids, for their source term or anywhere."""
    for item in evidence.beads:
        present = _terms(glossary, evidence, item)
        for term, spans in present:
            allowed = [s for v in _approved(glossary.terms[term]) for s in _hits(v, evidence, item)]
            for variant in glossary.terms[term]:
                hits = _hits(variant, evidence, item) if variant.status == "forbidden" else []
                for hit in [h for h in hits if not any(h.overlaps(a) for a in allowed)][:1]:
                    yield _fault(item, f"{quoted(variant.text)} must not render {quoted(term)}", spans[0], hit)
        for text in glossary.anywhere if item.bead.target else ():
            for hit in find_term(text, item.bead.side_text("target"), evidence.bitext.target_lang)[:1]:
                yield _fault(item, f"{quoted(text)} must not be used", target=hit)


def inconsistent(glossary: Glossary, evidence: DocumentEvidence) -> Iterator[Fault]:
    """Terms that one document renders in two of the ways that the glossary knows."""
    return (fault for _, fault in inconsistent_across(glossary, [evidence]))


def inconsistent_across(
    glossary: Glossary, documents: Sequence[DocumentEvidence]
) -> Iterator[tuple[DocumentEvidence, Fault]]:
    """Terms rendered in two ways within or across documents: the document and the fault, once for each new way."""
    seen: dict[str, dict[str, tuple[DocumentEvidence, Location]]] = {}
    for evidence in documents:
        for item in evidence.beads:
            for term, spans in _terms(glossary, evidence, item):
                ways = seen.setdefault(term, {})
                for variant, hit in _ways(glossary.terms[term], evidence, item):
                    place = item.bead.locate("target", hit.start, hit.end)
                    if ways and variant.text not in ways:
                        yield evidence, _second_way(term, next(iter(ways.values())), item, spans[0], place)
                    ways.setdefault(variant.text, (evidence, place))


def _ways(variants: tuple[Variant, ...], evidence: DocumentEvidence, item: Evidence) -> list[tuple[Variant, Span]]:
    """Renderings in a bead, longest first, none within another."""
    found: list[tuple[Variant, Span]] = []
    for variant in sorted(variants, key=lambda v: -len(v.text)):
        for hit in _hits(variant, evidence, item)[:1]:
            if not any(hit.overlaps(other) for _, other in found):
                found.append((variant, hit))
    return found


def _second_way(
    term: str, first: tuple[DocumentEvidence, Location], item: Evidence, source: Span, place: Location
) -> Fault:
    where = first[1]
    line, _ = where.document.line_column(where.span.start)
    there = f"{quoted(where.text)} in {where.document.path}, line {line}"
    return _fault(
        item, f"{quoted(term)} is {quoted(place.text)} here and {there}",
        source, place,
        {"first": {"path": where.document.path, "start": where.span.start, "end": where.span.end, "text": where.text}},
    )  # fmt: skip


def _terms(glossary: Glossary, evidence: DocumentEvidence, item: Evidence) -> list[tuple[str, list[Span]]]:
    """Glossary terms of a bead's source with their places; a term within a longer one does not count."""
    text = item.bead.side_text("source")
    found: list[tuple[str, list[Span]]] = []
    taken: list[Span] = []
    for term in sorted(glossary.terms, key=len, reverse=True) if text else ():
        spans = [s for s in find_term(term, text, evidence.bitext.source_lang) if not any(map(s.overlaps, taken))]
        if spans:
            found.append((term, spans))
            taken += spans
    return found


def _approved(variants: tuple[Variant, ...]) -> list[Variant]:
    order = {"required": 0, "preferred": 1, "allowed": 2}
    return sorted((v for v in variants if v.status in order), key=lambda v: order[v.status])


def _hits(variant: Variant, evidence: DocumentEvidence, item: Evidence) -> list[Span]:
    if not item.bead.target:
        return []
    return find_term(variant.text, item.bead.side_text("target"), evidence.bitext.target_lang)


def _fault(
    item: Evidence, message: str, source: Span | None = None, target: Location | Span | None = None,
    detail: dict[str, object] | None = None, severity: Severity | None = None,
) -> Fault:  # fmt: skip
    return Fault(
        bead=item.bead, message=message, source=source, target=target, severity=severity, confidence=0.9,
        detail=detail or {},
    )  # fmt: skip


Row = tuple[
    str, str, Severity, str, Callable[[Glossary, DocumentEvidence], Iterator[Fault]],
    tuple[tuple[str, str], ...], tuple[tuple[str, str], ...],
]  # fmt: skip
_TABLE: tuple[Row, ...] = (
    (
        "TQ701", "term-not-used", Severity.MAJOR, "The glossary's rendering of a term was not used.", not_used,
        (
            ("The ceasefire held overnight.", "صمد وقف إطلاق النار طوال الليل."),
            ("Two militias signed.", "وقعت ميليشيتان على الاتفاق."),
        ),
        (
            ("The ceasefire held overnight.", "صمد الاتفاق طوال الليل."),
            ("The militias signed.", "وقعت الجماعات على الاتفاق."),
        ),
    ),
    (
        "TQ702", "term-forbidden", Severity.MAJOR, "A rendering that the glossary forbids was used.", forbidden,
        (
            ("The ceasefire held overnight.", "صمد وقف إطلاق النار طوال الليل."),
            ("The truce began.", "بدأت الهدنة."),
        ),
        (
            ("The ceasefire held overnight.", "صمدت الهدنة طوال الليل."),
            ("Five migrants drowned.", "غرق خمسة متسللين."),
        ),
    ),
    (
        "TQ703", "term-inconsistent", Severity.MINOR, "One term was rendered in two ways.", inconsistent,
        (
            ("The central bank met.\n\nThe central bank cut rates.",
             "اجتمع البنك المركزي.\n\nوخفض البنك المركزي الفائدة."),
            ("The central bank met.\n\nIt cut rates.", "اجتمع مصرف البلاد المركزي.\n\nوخفض الفائدة."),
        ),
        (
            ("The central bank met.\n\nThe central bank cut rates.",
             "اجتمع البنك المركزي.\n\nوخفض المصرف المركزي الفائدة."),
            ("The central bank met.\n\nThe central bank said so.",
             "اجتمع المصرف المركزي.\n\nوقال البنك المركزي ذلك."),
        ),
    ),
)  # fmt: skip

EXAMPLE_GLOSSARY = make_glossary(
    (
        ("ceasefire", "وقف إطلاق النار", "required"), ("ceasefire", "هدنة", "forbidden"),
        ("militia", "ميليشيا", "required"), ("central bank", "البنك المركزي", "preferred"),
        ("central bank", "المصرف المركزي", "allowed"), ("", "متسلل", "forbidden"),
    )
)  # fmt: skip
"""What the examples are about. `CHECKS` are for explaining and for running the examples, never for a user's text."""

CHECKS: tuple[Check, ...] = checks_for(EXAMPLE_GLOSSARY)
