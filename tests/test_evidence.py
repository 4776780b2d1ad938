"""What a check finds on its evidence, and what becomes of the checks that lack it."""

from dataclasses import replace

import pytest

from benchmarks.language_checks import document
from tests.conftest import evidence_of
from tqcheck.checks import CHECKS, checks_for, documented_checks, run_checks
from tqcheck.evidence import gather, read, readings
from tqcheck.records import CheckRun, Coverage, WordCoverage
from tqcheck.text.words import words

EN, AR = "The envoy did not leave Baghdad in 2019, aides said.", "قال مساعدون إن المبعوث لم يغادر بغداد عام 2019."


def settled(evidence, side):
    return [span.of(evidence.bead.side_text(side)) for span in evidence.settled(side)]


def test_equal_names_and_quantities_are_settled_on_both_sides():
    (bead,) = document([(EN, AR)]).beads
    assert settled(bead, "source") == ["Baghdad", "2019"]
    assert settled(bead, "target") == ["بغداد", "عام 2019"]


def test_the_source_may_be_arabic():
    (bead,) = document([(AR, EN)], "ar", "en").beads
    assert (bead.english, bead.arabic) == ("target", "source")
    assert settled(bead, "target") == ["Baghdad", "2019"]


def test_unequal_quantities_are_not_settled():
    (bead,) = document([("Prices rose 5 percent.", "ارتفعت الأسعار 7 في المئة.")]).beads
    assert [pair.note for pair in bead.quantities] == ["value"]
    assert (settled(bead, "source"), settled(bead, "target")) == ([], [])


def test_two_mentions_for_one_rendering_settle_nothing():
    (bead,) = document([("Baghdad is calm, and Baghdad is open.", "بغداد هادئة ومفتوحة.")]).beads
    assert settled(bead, "source") == []


def test_a_pair_across_beads_is_on_both():
    first, second = document([("He won 40 seats.", "فاز."), ("He left.", "غادر بعد أن نال 40 مقعدا.")]).beads
    (pair,) = first.quantities
    assert second.quantities == (pair,)
    assert (pair.source[0], pair.target[0]) == (0, 1)
    assert (settled(first, "source"), settled(second, "target")) == (["40"], ["40"])


def test_cues_stand_by_side_and_kind():
    (bead,) = document([(EN, AR)]).beads
    assert [c.text for c in bead.cues.of("source").negation] == ["not"]
    assert [c.text for c in bead.cues.target.negation] == ["لم"]
    assert [c.kind for c in bead.cues.source.attribution if c.firm] == ["say"]


def test_links_join_words_that_account_for_each_other():
    def covered(text, links):
        found = (WordCoverage(span=s, p=0.1, counterpart=j, link=0.5) for s, j in zip(words(text), links, strict=True))
        return Coverage(words=tuple(found), p=0.1)

    (bead,) = evidence_of((("Prices fell.",), ("تراجعت الأسعار.",))).beads
    bead = replace(
        bead, source_coverage=covered("Prices fell", (1, 0)), target_coverage=covered("تراجعت الأسعار", (0, 0))
    )
    assert [(w.text, w.rendering, w.mutual) for w in bead.links.source] == [
        ("Prices", "الأسعار", True),
        ("fell", "تراجعت", False),
    ]
    assert [(w.text, w.rendering, w.mutual, w.strength) for w in bead.links.of("target")] == [
        ("تراجعت", "Prices", False, 0.5),
        ("الأسعار", "Prices", True, 0.5),
    ]


def test_links_are_unmeasured_without_coverage():
    (bead,) = document([(EN, AR)]).beads
    assert bead.links is None


@pytest.mark.parametrize("wanted", [(), ("names",), ("cues", "quantities")])
def test_only_wanted_readings_are_made(wanted):
    (bead,) = read(evidence_of(((EN,), (AR,))), wanted).beads
    assert {name for name in readings.READERS if getattr(bead, name) is not None} == set(wanted)


def test_a_reading_that_crashes_fails_the_checks_that_need_it_and_no_others(monkeypatch):
    monkeypatch.setattr(readings, "compare", lambda *_: 1 / 0)
    checks = [c for c in CHECKS if c.code in ("TQ301", "TQ401", "TQ501")]
    checked = run_checks(checks, [document([("He paid 5 euros.", "دفع 7 يورو.")])])
    assert checked.runs == (
        CheckRun(code="TQ301"),
        CheckRun(code="TQ401", error="ZeroDivisionError: division by zero (pairs)"),
        CheckRun(code="TQ501"),
    )
    assert [f.code for f in checked.findings[0]] == ["TQ301"]


def test_checks_of_unread_languages_are_skipped_not_passed():
    checks = [c for c in CHECKS if c.code in ("TQ301", "TQ401", "TQ501", "TQ502")]
    checked = run_checks(checks, [document([("Der Bote ging.", "The envoy left.")], "de", "en")])
    assert [run.skipped for run in checked.runs] == [
        f"{what} not measured in pairs" for what in ("quantities", "names", "cues", "cues")
    ]


class Sentences:
    identity = "test"

    def translate(self, texts, *, source, target):
        return ["He left the city." for _ in texts]


class Glosses(Sentences):
    word_by_word = True


class NoCoverage:
    identity = "none"

    def predict(self, pairs, *, source_lang, target_lang):
        return [(Coverage(words=(), p=0.0), Coverage(words=(), p=0.0)) for _ in pairs]

    def encode(self, texts):
        raise AssertionError("nothing is suspect")


@pytest.mark.parametrize(("translator", "ter"), [(Sentences(), 0.0), (Glosses(), None)])
def test_edits_are_counted_in_translations_and_not_in_glosses(translator, ter):
    post = evidence_of((("He left the city.",), ("غادر المدينة.",)))
    beads = [one.bead for one in post.beads]
    (made,) = gather([(post.bitext, beads)], translator=translator, coverage=NoCoverage()).documents
    metrics = made.beads[0].metrics
    assert (metrics.chrf, metrics.ter) == (100.0, ter)


def test_checks_on_request_run_where_something_is_given(tmp_path):
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("budget\tميزانية\n", "utf-8")
    ours = [check.code for check in CHECKS]
    assert [check.code for check in checks_for()] == ours
    assert [check.code for check in checks_for(remarks=True)] == [*ours, "TQ204"]
    assert [check.code for check in checks_for(glossary=glossary)] == [*ours, "TQ701", "TQ702", "TQ703"]
    assert [check.code for check in documented_checks()] == sorted([*ours, "TQ204", "TQ701", "TQ702", "TQ703"])


def test_sensitivity_changes_the_checks_on_words_alone():
    factors = {c.code: c.run.keywords["factor"] for c in checks_for("high") if c.code in ("TQ201", "TQ202")}
    assert factors == {"TQ201": 0.5, "TQ202": 0.5}
    assert [c for c in checks_for("high") if c.code not in factors] == [c for c in CHECKS if c.code not in factors]


@pytest.mark.parametrize(
    ("code", "english"), [("TQ501", "The dam did not burst."), ("TQ502", "The dam allegedly burst.")]
)
def test_evidence_that_one_pair_of_two_lacks_skips_the_check_and_a_missing_sentence_lacks_nothing(code, english):
    (check,) = (c for c in CHECKS if c.code == code)
    made = document([(english, "انهار السد."), ("They left.", "غادروا.")])
    first, second = made.beads
    assert run_checks([check], [made]).runs == (CheckRun(code=code),)
    blind = replace(made, beads=(first, replace(second, cues=None)))
    assert run_checks([check], [blind]).runs == (CheckRun(code=code, skipped="cues not measured in pairs"),)
    alone = replace(second, cues=None, bead=replace(second.bead, target=()))
    checked = run_checks([check], [replace(made, beads=(first, alone))])
    assert (checked.runs, [f.code for f in checked.findings[0]]) == ((CheckRun(code=code),), [code])


def test_of_two_posts_the_one_without_evidence_is_told_and_the_other_is_checked():
    (check,) = (c for c in CHECKS if c.code == "TQ501")
    good = document([("The dam did not burst.", "انهار السد.")])
    blind = replace(good, beads=tuple(replace(bead, cues=None) for bead in good.beads))
    faulty = replace(blind, faults={"cues": "KeyError"})
    checked = run_checks([check], [good, blind, faulty])
    assert checked.runs == (CheckRun(code="TQ501", skipped="cues not measured in pairs", error="KeyError (pairs)"),)
    assert [[f.code for f in found] for found in checked.findings] == [["TQ501"], [], []]


def test_a_check_that_crashes_is_told_with_its_own_error_and_the_others_run():
    broken, whole = (c for c in CHECKS if c.code in ("TQ501", "TQ502"))
    made = document([("The dam allegedly burst.", "انهار السد.")])
    checked = run_checks([replace(broken, run=lambda _: 1 / 0), whole], [made])
    assert checked.runs[0] == CheckRun(code="TQ501", error="ZeroDivisionError: division by zero (pairs)")
    assert [f.code for f in checked.findings[0]] == ["TQ502"]
