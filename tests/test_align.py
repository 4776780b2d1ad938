"""Alignment of short posts: what an editor sees in practice."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from tqcheck.align import align
from tqcheck.align.encoders import UseEncoder
from tqcheck.records import Bead, Bitext, Document, Segment, Span
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


def test_block_vectors_are_close_to_those_of_the_joined_text(encoder: UseEncoder) -> None:
    blocks = encoder.encode_blocks(ENGLISH, 3)
    joined = encoder.encode([" ".join(ENGLISH[i : i + 3]) for i in range(6)])
    assert (blocks[2, :6] * joined).sum(1).min() > 0.9
    assert (blocks[0] * encoder.encode(ENGLISH)).sum(1) == pytest.approx(1, abs=1e-4)
    assert not blocks[2, 6:].any()


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
