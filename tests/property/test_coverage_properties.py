"""Whatever the text, faults keep to the words they are made in."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tqcheck.checks.coverage import checks_for
from tqcheck.coverage.lexical import plain_words, skeleton, stem
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    DocumentEvidence,
    Evidence,
    Segment,
    Span,
    WordCoverage,
)
from tqcheck.text.words import words

TEXTS = st.text(alphabet="abcنصمو 12ـًالTh'.,", max_size=60)


@given(TEXTS)
def test_words_and_their_plain_forms_go_together(text: str) -> None:
    plain = plain_words(text)
    assert len(plain) == len(words(text))
    assert all(plain)
    assert all(stem(word) and len(skeleton(word)) <= 2 * len(word) for word in plain)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_findings_lie_inside_their_texts(source: str, target: str, random: object) -> None:
    sides = []
    for text in (source, target):
        found = tuple(WordCoverage(span=s, p=random.random()) for s in words(text))  # type: ignore[attr-defined]
        sides.append(Coverage(words=found, p=1.0))
    segments = [
        Segment(document=Document(path="p", text=t), lang=lang, span=Span(start=0, end=len(t)), text=t)
        for lang, t in (("en", source), ("ar", target))
    ]
    bead = Bead(index=0, source=(segments[0],), target=(segments[1],))
    bitext = Bitext(path="p", source_lang="en", target_lang="ar", source=(segments[0],), target=(segments[1],))
    evidence = Evidence(bead=bead, source_coverage=sides[0], target_coverage=sides[1])
    for check in checks_for("high"):
        for finding in check.findings(DocumentEvidence(bitext=bitext, beads=(evidence,))):
            assert finding.source is not None
            assert finding.target is not None
            assert finding.source.span.end <= len(source)
            assert finding.target.span.end <= len(target)
            assert finding.confidence is not None
            assert 0 <= finding.confidence <= 1
