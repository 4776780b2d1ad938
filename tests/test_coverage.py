"""The shipped coverage model and the two checks that read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tqcheck.checks.coverage import SENSITIVITY, checks_for
from tqcheck.coverage import CoverageModel, load
from tqcheck.coverage.back_translation import BackTranslationEvidence
from tqcheck.coverage.lexical import skeleton, stem
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.errors import ModelError
from tqcheck.evidence import gather, read
from tqcheck.plugins import Translator
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    DocumentEvidence,
    Evidence,
    Finding,
    Segment,
    Severity,
    Span,
    WordCoverage,
)
from tqcheck.text.words import words

ENGLISH = "The minister arrived at Cairo airport on Monday and met the Egyptian president."
ARABIC = "وصل الوزير إلى مطار القاهرة يوم الاثنين والتقى الرئيس المصري."
SHORT = "وصل الوزير إلى مطار القاهرة يوم الاثنين."


@pytest.fixture(scope="module")
def encoder() -> UseEncoder:
    return UseEncoder()


@pytest.fixture(scope="module")
def model(encoder: UseEncoder) -> CoverageModel:
    return load(encoder)


def _evidence(source: str, target: str, covered: tuple[Coverage, Coverage]) -> DocumentEvidence:
    segments = [
        Segment(document=Document(path="p", text=t), lang=lang, span=Span(start=0, end=len(t)), text=t)
        for lang, t in (("en", source), ("ar", target))
    ]
    bead = Bead(index=0, source=(segments[0],), target=(segments[1],))
    bitext = Bitext(path="p", source_lang="en", target_lang="ar", source=(segments[0],), target=(segments[1],))
    evidence = Evidence(bead=bead, source_coverage=covered[0], target_coverage=covered[1])
    return DocumentEvidence(bitext=bitext, beads=(evidence,))


def _by_hand(text: str, missing: dict[str, float], p: float = 0.99) -> Coverage:
    spans = words(text)
    return Coverage(
        words=tuple(
            WordCoverage(span=s, p=missing.get(s.of(text), 0.01), counterpart=None if s.of(text) in missing else 0)
            for s in spans
        ),
        p=p,
    )


def _omissions(source: str, target: str, missing: dict[str, float], sensitivity: str = "normal") -> list[Finding]:
    covered = _by_hand(source, missing), _by_hand(target, {}, p=0.0)
    return [f for check in checks_for(sensitivity) for f in check.findings(_evidence(source, target, covered))]


def test_a_dropped_clause_is_told_from_a_whole_translation(model: CoverageModel) -> None:
    (whole, _), (cut, _) = model.predict([(ENGLISH, ARABIC), (ENGLISH, SHORT)])
    assert cut.p > whole.p + 0.2
    at = {w.span.of(ENGLISH): w.p for w in cut.words}
    assert min(at["met"], at["president"]) > max(at["minister"], at["airport"], at["Monday"])


def test_counterparts_name_the_translating_word(model: CoverageModel) -> None:
    ((source, target),) = model.predict([(ENGLISH, ARABIC)])
    found = {
        w.span.of(ENGLISH): target.words[w.counterpart].span.of(ARABIC)
        for w in source.words
        if w.counterpart is not None
    }
    assert found["airport"] == "مطار"
    assert found["Cairo"] == "القاهرة"
    assert found["minister"] == "الوزير"


def test_the_sides_swap_with_the_direction(model: CoverageModel) -> None:
    ((source, target),) = model.predict([(ENGLISH, SHORT)])
    ((turned, back),) = model.predict([(SHORT, ENGLISH)], source_lang="ar", target_lang="en")
    assert (turned, back) == (target, source)


def test_an_empty_side_accounts_for_nothing(model: CoverageModel) -> None:
    (only, nothing), (none, _) = model.predict([("Hello there", ""), ("", "")])
    assert [w.p for w in only.words] == [1.0, 1.0]
    assert only.p == 1.0
    assert nothing == Coverage(words=(), p=0.0)
    assert none.words == ()


def test_hundreds_of_words_are_read(model: CoverageModel) -> None:
    ((source, target),) = model.predict([(" ".join([ENGLISH] * 40), " ".join([ARABIC] * 40))])
    assert len(source.words) == 40 * len(words(ENGLISH))
    assert len(target.words) == 40 * len(words(ARABIC))
    assert all(0 <= w.p <= 1 for side in (source, target) for w in side.words)


def test_the_company_of_a_batch_changes_nothing(model: CoverageModel) -> None:
    alone = model.predict([(ENGLISH, SHORT)])[0]
    together = model.predict([(ENGLISH, SHORT), (ENGLISH + " " + ENGLISH, ARABIC), ("Yes.", "نعم.")])[0]
    assert alone[0].p == pytest.approx(together[0].p, abs=1e-3)


def test_weights_that_cannot_be_read_say_what_to_do(tmp_path: Path, encoder: UseEncoder) -> None:
    broken = tmp_path / "weights.safetensors"
    broken.write_bytes(b"nothing")
    with pytest.raises(ModelError, match="install tqcheck again"):
        NeuralCoverage(encoder, broken)


@pytest.fixture(scope="module")
def second(encoder: UseEncoder) -> BackTranslationEvidence:
    return BackTranslationEvidence(lambda: encoder)


def test_a_back_translation_changes_what_is_thought_of_the_words(
    model: CoverageModel, second: BackTranslationEvidence
) -> None:
    ((covered, _),) = model.predict([(ENGLISH, SHORT)])
    again = second.reweigh(covered, ENGLISH, ENGLISH)
    less = second.reweigh(covered, ENGLISH, "The minister came to the airport in Cairo on Monday.")
    assert less.p > again.p
    said, unsaid = ({w.span.of(ENGLISH): w.p for w in c.words} for c in (again, less))
    assert unsaid["met"] > said["met"] + 0.1
    assert unsaid["airport"] == pytest.approx(said["airport"])
    assert [w.counterpart for w in less.words] == [w.counterpart for w in covered.words]


def test_likeness_to_a_back_translation(second: BackTranslationEvidence) -> None:
    here, near, far = second.likeness("airport soldiers banana", "The Airport and troops")
    assert here == 1.0
    assert 0.5 < near < 1.0
    assert far < near
    assert second.likeness("airport", "").tolist() == [0.0]


def test_only_a_translator_of_sentences_is_believed(encoder: UseEncoder, model: CoverageModel) -> None:
    segments = [
        Segment(document=Document(path="p", text=t), lang=lang, span=Span(start=0, end=len(t)), text=t)
        for lang, t in (("en", ENGLISH), ("ar", SHORT))
    ]
    bead = Bead(index=0, source=(segments[0],), target=(segments[1],))
    bitext = Bitext(path="p", source_lang="en", target_lang="ar", source=(segments[0],), target=(segments[1],))

    class Sentences:
        identity = "test"

        def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
            return [ENGLISH for _ in texts]

    class Words(Sentences):
        word_by_word = True

    def p(translator: Translator) -> float:
        measured = gather([(bitext, [bead])], translator=translator, coverage=model, second=second_one)
        covered = measured.documents[0].beads[0].source_coverage
        assert covered is not None
        return next(w.p for w in covered.words if w.span.of(ENGLISH) == "met")

    second_one = BackTranslationEvidence(lambda: encoder)
    ((alone, _),) = model.predict([(ENGLISH, SHORT)])
    met = next(w.p for w in alone.words if w.span.of(ENGLISH) == "met")
    assert p(Words()) == pytest.approx(met, abs=1e-6)
    assert p(Sentences()) < met - 0.1


@pytest.mark.parametrize(("english", "arabic"), [("Soleimani", "سليماني"), ("Jeff", "جيف"), ("Trump", "ترامب")])
def test_names_sound_alike_in_either_script(english: str, arabic: str) -> None:
    assert skeleton(english) == skeleton(arabic)


def test_clitics_are_taken_off_whole_words_only() -> None:
    assert [stem(w) for w in ("والقوات", "للقوات", "وقت", "troops")] == ["قوات", "قوات", "وقت", "troops"]


def test_neighbouring_words_make_one_finding_trimmed_to_a_phrase() -> None:
    missing = dict.fromkeys(("and", "met", "the", "Egyptian", "president"), 0.9)
    (found,) = _omissions(ENGLISH, SHORT, missing)
    assert found.source is not None
    assert found.source.text == "met the Egyptian president"
    assert found.severity is Severity.CRITICAL
    assert found.target is not None
    assert len(found.target.span) == 0


@pytest.mark.parametrize(
    ("missing", "severity"),
    [
        (("quickly",), Severity.MINOR),
        (("talks",), Severity.MAJOR),
        (("Cairo",), Severity.CRITICAL),
        (("30",), Severity.CRITICAL),
        (("not",), Severity.CRITICAL),
    ],
)
def test_what_was_lost_decides_the_severity(missing: tuple[str, ...], severity: Severity) -> None:
    text = "The talks in Cairo did not end quickly after 30 days."
    (found,) = _omissions(text, "انتهت.", dict.fromkeys(missing, 0.95))
    assert found.severity is severity


def test_furniture_is_no_omission() -> None:
    assert _omissions("Peace is near, he said.", "السلام قريب.", {"he": 0.99, "said": 0.99}) == []


def test_a_side_below_the_threshold_is_left_alone() -> None:
    covered = _by_hand(ENGLISH, {"president": 0.99}, p=0.01), _by_hand(SHORT, {}, p=0.0)
    evidence = _evidence(ENGLISH, SHORT, covered)
    assert [f for check in checks_for("high") for f in check.findings(evidence)] == []


def test_a_word_before_the_comma_is_not_part_of_the_clause_that_was_lost() -> None:
    source = "Growth reached 2.9 percent, citing stronger tourism."
    lost = {"percent": 0.7, "citing": 0.98, "stronger": 0.99, "tourism": 0.99}
    (found,) = _omissions(source, "بلغ النمو 2.9 في المئة.", lost)
    assert found.source is not None
    assert found.source.text == "citing stronger tourism"
    (found,) = _omissions(source, "بلغ النمو 2.9.", lost | {"percent": 0.95})
    assert found.source is not None
    assert found.source.text == "percent, citing stronger tourism"


def test_a_word_far_less_missed_than_the_rest_is_no_edge_of_the_span() -> None:
    source = "Growth reached 2.9 percent, citing stronger tourism."
    lost = {"reached": 0.5, "citing": 0.9, "stronger": 0.95, "tourism": 0.5}
    (found,) = _omissions(source, "بلغ النمو 2.9 في المئة.", lost)
    assert found.source is not None
    assert found.source.text == "citing stronger"
    (found,) = _omissions(source, "بلغ النمو 2.9 في المئة.", lost | {"tourism": 0.6})
    assert found.source is not None
    assert found.source.text == "citing stronger tourism"


def test_higher_sensitivity_asks_for_less() -> None:
    low, normal, high = (SENSITIVITY[name]["source"] for name in ("low", "normal", "high"))
    assert low.side > normal.side > high.side
    assert low.word >= normal.word >= high.word


def test_two_words_in_a_row_are_enough_in_a_long_sentence() -> None:
    at = SENSITIVITY["normal"]["source"]
    middling = (at.side + at.pair) / 2

    def found(words: tuple[str, ...], p: float) -> list[str]:
        covered = _by_hand(ENGLISH, dict.fromkeys(words, at.word + 0.01), p=p), _by_hand(SHORT, {}, p=0.0)
        (check,) = (check for check in checks_for("normal") if check.code == "TQ201")
        return [f.source.text for f in check.findings(_evidence(ENGLISH, SHORT, covered)) if f.source]

    assert found(("Egyptian", "president"), middling) == ["Egyptian president"]
    assert found(("president",), middling) == []
    assert found(("Cairo", "president"), middling) == [], "not side by side"
    assert found(("president",), at.side) == ["president"]
    assert found(("Egyptian", "president"), at.pair - 0.01) == []


SETTLED_SOURCE = "Some 2,000 homes were lost and 40 trucks crossed the border near Basra."
SETTLED_TARGET = "وفُقد نحو ألفي منزل وعبرت 40 شاحنة الحدود قرب البصرة."


@pytest.mark.parametrize(
    ("missing", "found"),
    [
        ({"2,000": 0.9}, []),
        ({"2,000": 0.9, "homes": 0.9}, ["homes"]),
        ({"lost": 0.9, "40": 0.9, "trucks": 0.9}, ["lost", "trucks"]),
        ({"lost": 0.9, "and": 0.9, "trucks": 0.9}, ["lost", "trucks"]),
        ({"near": 0.9, "Basra": 0.9, "crossed": 0.9}, ["crossed the border near"]),
        ({"border": 0.9, "Basra": 0.9}, ["border"]),
    ],
)
def test_words_whose_number_or_name_is_on_the_other_side_are_never_reported(
    missing: dict[str, float], found: list[str]
) -> None:
    covered = _by_hand(SETTLED_SOURCE, missing), _by_hand(SETTLED_TARGET, {}, p=0.0)
    document = read(_evidence(SETTLED_SOURCE, SETTLED_TARGET, covered))
    assert [f.source.text for c in checks_for("normal") for f in c.findings(document) if f.source] == found
