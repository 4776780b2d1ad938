"""Alignment of short posts: what an editor sees in practice."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tqcheck.align import align
from tqcheck.align.wording import pieces
from tqcheck.checks.sentences import EXTRA, MISSING
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.ingest import load
from tqcheck.records import Bead, Bitext, Document, DocumentEvidence, Evidence, Segment, Severity, Span
from tqcheck.report.alignment import AlignmentJson, AlignmentTable, AlignmentTsv

ENGLISH = (
    "The army left the northern city on Monday.",
    "Its soldiers had been stationed there for six years.",
    "The defence minister said that talks with the neighbours would continue.",
    "Three hundred trucks carried ammunition and fuel to the new base.",
    "Farmers in the valley complained that the convoy had damaged their fields.",
    "Parliament will vote on the new budget next week.",
    "The central bank kept interest rates unchanged at five percent.",
    "Heavy rain is expected along the coast on Thursday.",
)
ARABIC = (
    "غادر الجيش المدينة الشمالية يوم الاثنين.",
    "وكان جنوده متمركزين هناك منذ ست سنوات.",
    "وقال وزير الدفاع إن المحادثات مع الجيران ستستمر.",
    "ونقلت ثلاثمئة شاحنة الذخيرة والوقود إلى القاعدة الجديدة.",
    "واشتكى المزارعون في الوادي من أن القافلة أضرت بحقولهم.",
    "وسيصوت البرلمان على الميزانية الجديدة الأسبوع المقبل.",
    "وأبقى البنك المركزي أسعار الفائدة دون تغيير عند خمسة في المئة.",
    "ومن المتوقع هطول أمطار غزيرة على طول الساحل يوم الخميس.",
)


@pytest.fixture(scope="module")
def encoder() -> UseEncoder:
    return UseEncoder()


def segments(texts: Sequence[str], lang: str) -> tuple[Segment, ...]:
    document = Document(path=f"{lang}.txt", text="\n".join(texts))
    out, start = [], 0
    for text in texts:
        out.append(Segment(document=document, lang=lang, span=Span(start=start, end=start + len(text)), text=text))
        start += len(text) + 1
    return tuple(out)


def aligned(encoder: UseEncoder, source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    return align(segments(source, "en"), segments(target, "ar"), encoder)


def texts(beads: Sequence[Bead]) -> list[tuple[list[str], list[str]]]:
    return [([s.text for s in b.source], [t.text for t in b.target]) for b in beads]


def test_a_clean_translation_is_one_to_one(encoder: UseEncoder) -> None:
    beads = aligned(encoder, ENGLISH, ARABIC)
    assert texts(beads) == [([e], [a]) for e, a in zip(ENGLISH, ARABIC, strict=True)]
    assert [b.index for b in beads] == list(range(8))
    assert all(b.confidence and b.confidence > 0.5 and b.similarity for b in beads)


@pytest.mark.parametrize("dropped", range(8))
def test_a_dropped_sentence_is_missing_and_not_absorbed(encoder: UseEncoder, dropped: int) -> None:
    beads = aligned(encoder, ENGLISH, ARABIC[:dropped] + ARABIC[dropped + 1 :])
    assert ([ENGLISH[dropped]], []) in texts(beads)
    assert len(beads) == 8


@pytest.mark.parametrize("dropped", range(8))
def test_an_invented_sentence_is_added(encoder: UseEncoder, dropped: int) -> None:
    beads = aligned(encoder, ENGLISH[:dropped] + ENGLISH[dropped + 1 :], ARABIC)
    assert ([], [ARABIC[dropped]]) in texts(beads)


def test_a_severed_clause_joins_its_sentence(encoder: UseEncoder) -> None:
    english = [*ENGLISH[:3], "The general was killed in January at Baghdad's international airport.", *ENGLISH[3:]]
    arabic = [*ARABIC[:3], "قُتل اللواء في يناير في بغداد.", "مطار دولي.", *ARABIC[3:]]
    assert ([english[3]], arabic[3:5]) in texts(aligned(encoder, english, arabic))


def test_merged_sentences_are_one_bead(encoder: UseEncoder) -> None:
    arabic = [*ARABIC[:5], f"{ARABIC[5]} {ARABIC[6]}", ARABIC[7]]
    assert (list(ENGLISH[5:7]), [arabic[5]]) in texts(aligned(encoder, ENGLISH, arabic))


def test_a_moved_sentence_is_found_and_marked(encoder: UseEncoder) -> None:
    arabic = [*ARABIC[1:], ARABIC[0]]
    beads = aligned(encoder, ENGLISH, arabic)
    (moved,) = [b for b in beads if b.moved]
    assert texts([moved]) == [([ENGLISH[0]], [ARABIC[0]])]
    assert all(b.source and b.target for b in beads)


def test_empty_sides(encoder: UseEncoder) -> None:
    assert texts(aligned(encoder, ENGLISH[:2], ())) == [([ENGLISH[0]], []), ([ENGLISH[1]], [])]
    assert texts(aligned(encoder, (), ARABIC[:1])) == [([], [ARABIC[0]])]
    assert aligned(encoder, (), ()) == ()


def test_a_headline_alone(encoder: UseEncoder) -> None:
    beads = aligned(encoder, ["Army leaves northern city"], ["الجيش يغادر المدينة الشمالية"])
    assert [(len(b.source), len(b.target)) for b in beads] == [(1, 1)]


def test_vectors_of_runs_are_close_to_those_of_the_joined_text(encoder: UseEncoder) -> None:
    split = [pieces(text) for text in ENGLISH]
    blocks, inner = encoder.encode_runs(split, 3, 2)
    joined = encoder.encode([" ".join(ENGLISH[i : i + 3]) for i in range(6)])
    assert (blocks[2, :6] * joined).sum(1).min() > 0.9
    assert (blocks[0] * encoder.encode(ENGLISH)).sum(1) == pytest.approx(1, abs=1e-4)
    assert not blocks[2, 6:].any()
    flat = [piece for text in split for piece in text]
    assert inner.shape == (2, len(flat), 512)
    assert len(flat) > len(ENGLISH)
    alike = inner[0] @ encoder.encode(flat).T
    assert (alike.argmax(1) == np.arange(len(flat))).all()
    assert np.diag(alike).mean() > 0.9


def test_vectors_of_runs_depend_on_their_own_texts_alone(encoder: UseEncoder) -> None:
    split = [*map(pieces, ENGLISH), ["\u200b"]]
    blocks, inner = encoder.encode_runs(split, 1, 1)
    for at in (0, 3, len(split) - 1):
        alone, parts = encoder.encode_runs(split[at : at + 1], 1, 1)
        assert np.allclose(alone[0, 0], blocks[0, at], atol=1e-6)
        first = sum(map(len, split[:at]))
        assert np.allclose(parts[0], inner[0, first : first + len(split[at])], atol=1e-6)


def test_renderers_number_segments_on_their_side() -> None:
    source, target = segments(["One.", "Two\tlines."], "en"), segments(["واحد."], "ar")
    bitext = Bitext(path="post.txt", source_lang="en", target_lang="ar", source=source, target=target)
    beads = (
        Bead(index=0, source=source[:1], target=target, similarity=0.91234, confidence=0.98765),
        Bead(index=1, source=source[1:], target=(), confidence=0.5),
    )
    parsed = json.loads(AlignmentJson().render([(bitext, beads)]))
    assert [(b["source"], b["target"]) for b in parsed["beads"]] == [([0], [0]), ([1], [])]
    assert parsed["beads"][0]["similarity"] == 0.9123
    assert parsed["beads"][1]["similarity"] is None
    rows = [row.split("\t") for row in AlignmentTsv().render([(bitext, beads)]).splitlines()]
    assert rows[2] == ["post.txt", "1", "1", "", "", "0.5000", "", "Two lines.", ""]
    table = AlignmentTable().render([(bitext, beads)])
    assert "1-1  similarity 0.91  confidence 0.99" in table
    assert "واحد." in table


def test_tmx_holds_the_beads_with_two_sides() -> None:
    tmx = pytest.importorskip("translate.storage.tmx")
    from tqcheck.report.alignment import AlignmentTmx

    source, target = segments(["Profit & loss.", "Two."], "en"), segments(["الربح والخسارة."], "ar")
    bitext = Bitext(path="post.txt", source_lang="en", target_lang="ar", source=source, target=target)
    beads = (Bead(index=0, source=source[:1], target=target), Bead(index=1, source=source[1:], target=()))
    store = tmx.tmxfile.parsestring(AlignmentTmx().render([(bitext, beads)]), targetlanguage="ar")
    assert [(u.source, u.target) for u in store.units] == [("Profit & loss.", "الربح والخسارة.")]


def test_a_moved_block_of_cut_and_merged_sentences_is_found(encoder: UseEncoder) -> None:
    arabic = [*ARABIC[2:], f"{ARABIC[0]} {ARABIC[1]}"]
    beads = aligned(encoder, ENGLISH, arabic)
    assert texts([b for b in beads if b.moved]) == [(list(ENGLISH[:2]), [arabic[-1]])]
    assert all(b.source and b.target for b in beads)


def test_a_moved_block_is_one_minor_finding_and_neither_missing_nor_extra(encoder: UseEncoder) -> None:
    arabic = [*ARABIC[3:], *ARABIC[:3]]
    source, target = segments(ENGLISH, "en"), segments(arabic, "ar")
    beads = align(source, target, encoder)
    bitext = Bitext(path="post.txt", source_lang="en", target_lang="ar", source=source, target=target)
    document = DocumentEvidence(bitext=bitext, beads=tuple(Evidence(bead=b) for b in beads))
    (finding,) = [*MISSING.findings(document), *EXTRA.findings(document)]
    assert (finding.code, finding.severity) == ("TQ101", Severity.MINOR)
    assert finding.source.text == "\n".join(ENGLISH[:3])
    assert finding.target.text == "\n".join(ARABIC[:3])


def test_a_foreign_sentence_is_taken_out_of_a_bead(encoder: UseEncoder) -> None:
    halves = [
        "واشتكى المزارعون في الوادي من أن القافلة العسكرية الكبيرة،",
        "أضرت بحقولهم وبقنوات الري وبأشجار الزيتون.",
    ]
    foreign = "اشترك في نشرتنا البريدية لتصلك آخر وصفات الطبخ."
    english = [*ENGLISH[:4], f"{ENGLISH[4][:-1]}, irrigation canals and olive trees.", *ENGLISH[5:]]
    found = texts(aligned(encoder, english, [*ARABIC[:4], halves[0], foreign, halves[1], *ARABIC[5:]]))
    assert ([], [foreign]) in found
    assert ([english[4]], halves) in found


def test_paragraphs_in_turn_are_aligned_as_one_story(encoder: UseEncoder, post) -> None:
    text = "\n\n".join(f"{' '.join(ENGLISH[i : i + 2])}\n\n{' '.join(ARABIC[i : i + 2])}" for i in range(0, 8, 2))
    [bitext] = load([post(text)], "en", "ar")
    beads = align(bitext.source, bitext.target, encoder)
    assert texts(beads) == [([e], [a]) for e, a in zip(ENGLISH, ARABIC, strict=True)]


def test_several_stories_in_one_file(encoder: UseEncoder, post) -> None:
    stories = [(ENGLISH[:4], ARABIC[:4]), (ENGLISH[4:], ARABIC[4:])]
    text = "\n\n".join(f"{' '.join(english)}\n\n{' '.join(arabic)}" for english, arabic in stories)
    [bitext] = load([post(text)], "en", "ar")
    assert texts(align(bitext.source, bitext.target, encoder)) == [
        ([e], [a]) for e, a in zip(ENGLISH, ARABIC, strict=True)
    ]


def test_only_the_headline_is_translated(encoder: UseEncoder) -> None:
    headline = "Farmers want payment for fields that an army convoy ruined"
    translated = "مزارعون يطالبون بتعويضات عن حقول أتلفتها قافلة عسكرية"
    beads = aligned(encoder, [headline, *ENGLISH[:4], *ENGLISH[5:]], [translated])
    assert texts(beads)[0] == ([headline], [translated])
    assert all(not b.target for b in beads[1:])


def test_reading_the_texts_backwards_gives_the_same_beads(encoder: UseEncoder) -> None:
    arabic = [*ARABIC[:2], f"{ARABIC[2]} {ARABIC[3]}", *ARABIC[5:]]
    forwards = texts(aligned(encoder, ENGLISH, arabic))
    backwards = texts(aligned(encoder, ENGLISH[::-1], arabic[::-1]))
    assert sorted((s[::-1], t[::-1]) for s, t in backwards) == sorted(forwards)


@given(st.permutations(range(8)), st.lists(st.integers(0, 7), max_size=6))
@settings(deadline=None, max_examples=25)
def test_whatever_the_order_every_segment_is_in_one_bead(
    encoder: UseEncoder, order: list[int], kept: list[int]
) -> None:
    arabic = [ARABIC[i] for i in order if i not in kept]
    beads = aligned(encoder, ENGLISH, arabic)
    assert sorted(t for b in beads for t in (s.span.start for s in b.source)) == [
        s.span.start for s in segments(ENGLISH, "en")
    ]
    in_order = [t.span.start for b in beads if not b.moved for t in b.target]
    assert sorted(t.span.start for b in beads for t in b.target) == [t.span.start for t in segments(arabic, "ar")]
    assert in_order == sorted(in_order)


def test_sums_of_a_post_that_is_checked_again_are_remembered_to_the_bit(monkeypatch):
    fresh, used = UseEncoder(), UseEncoder()
    posts = [[("The dam burst.",), ("Nobody", "was hurt.")], [("The dam burst.",), ("Somebody", "was hurt.")]]
    used.encode_runs(posts[0], 2, 2)
    read = []
    pools = used._model.pools
    monkeypatch.setattr(used._model, "pools", lambda texts: read.extend(texts) or pools(texts))
    for again, anew in zip(used.encode_runs(posts[1], 2, 2), fresh.encode_runs(posts[1], 2, 2), strict=True):
        assert (again == anew).all()
    assert read == [("Somebody", "was hurt.")]
