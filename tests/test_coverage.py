"""The shipped coverage model and the two checks that read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tqcheck.coverage import CoverageModel, load
from tqcheck.coverage.back_translation import BackTranslationEvidence
from tqcheck.coverage.lexical import skeleton, stem
from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.errors import ModelError
from tqcheck.evidence import gather
from tqcheck.plugins import Translator
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    Segment,
    Span,
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
