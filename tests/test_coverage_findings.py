"""From words that may be missing to findings: judged, put together, weighed by what was lost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.by_hand import bead, document
from tqcheck.checks.coverage import _is_rewording, at_odds, checks_for
from tqcheck.checks.coverage_found import Found, is_gloss, sides_of
from tqcheck.coverage import judge as judging
from tqcheck.coverage.judge import Judge, believed, features, judge
from tqcheck.coverage.occlusion import occluded, occlusions
from tqcheck.coverage.renderings import meanings, starts
from tqcheck.coverage.spans import Gap, SideWords, spans
from tqcheck.errors import ModelError
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    DocumentEvidence,
    Evidence,
    Finding,
    Occlusion,
    Segment,
    Severity,
    Side,
    Span,
    WordCoverage,
)
from tqcheck.text.words import words

ENGLISH = "The governor opened the new bridge on Monday after a long delay."
ARABIC = "افتتح المحافظ الجسر الجديد يوم الاثنين بعد تأخير طويل."
LINKS = {1: 1, 2: 0, 4: 3, 5: 2, 7: 5, 8: 6, 10: 8, 11: 7}


def _covered(text: str, lost: Sequence[str], links: dict[int, int], p: float, side: float) -> Coverage:
    return Coverage(
        words=tuple(
            WordCoverage(
                span=span,
                p=p if span.of(text) in lost else 0.02,
                counterpart=None if span.of(text) in lost else links.get(at),
                link=None if span.of(text) in lost or at not in links else 0.6,
            )
            for at, span in enumerate(words(text))
        ),
        p=side if lost else 0.05,
    )


def _evidence(
    number: int, source: str, target: str, lost: Sequence[str], added: Sequence[str], p: float = 0.95
) -> Evidence:
    back = {b: a for a, b in LINKS.items()}
    segments = [
        Segment(document=Document(path=f"{lang}{number}", text=t), lang=lang, span=Span(start=0, end=len(t)), text=t)
        for lang, t in (("en", source), ("ar", target))
    ]
    return Evidence(
        bead=Bead(index=number, source=(segments[0],), target=(segments[1],)),
        source_coverage=_covered(source, lost, LINKS, p, 0.95),
        target_coverage=_covered(target, added, back, p, 0.95),
        english="source",
    )


def _findings(*beads: Evidence, sensitivity: str = "normal") -> list[Finding]:
    bitext = Bitext(
        path="p", source_lang="en", target_lang="ar",
        source=tuple(e.bead.source[0] for e in beads), target=tuple(e.bead.target[0] for e in beads),
    )  # fmt: skip
    document = DocumentEvidence(bitext=bitext, beads=beads)
    return [finding for check in checks_for(sensitivity) for finding in check.findings(document)]


def test_an_omission_and_an_addition_at_one_place_are_one_rewording() -> None:
    (found,) = _findings(_evidence(0, ENGLISH, ARABIC, ["long", "delay"], ["تأخير", "طويل"]))
    assert (found.code, found.severity) == ("TQ201", Severity.MINOR)
    assert found.message == "“long delay” became «تأخير طويل»"
    assert found.source is not None
    assert found.source.text == "long delay"
    assert found.target is not None
    assert found.target.text == "تأخير طويل"


def test_an_omission_and_an_addition_at_two_places_are_two() -> None:
    found = _findings(_evidence(0, ENGLISH, ARABIC, ["long", "delay"], ["افتتح", "المحافظ"]))
    assert [f.code for f in found] == ["TQ201", "TQ202"]
    assert "became" not in found[0].message + found[1].message


def test_a_denial_alone_stands_for_nothing_else_and_is_not_an_addition() -> None:
    target = ARABIC.replace("تأخير طويل", "ولم يكن")
    (found,) = _findings(_evidence(0, ENGLISH, target, ["long", "delay"], ["ولم", "يكن"]))
    assert (found.code, found.severity) == ("TQ201", Severity.MAJOR)
    assert found.message == "“long delay” has no counterpart in the translation"


def test_several_words_with_a_denial_are_serious_where_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Judge, "probability", lambda self, of: 0.25)

    def found(words_: str, lost: list[str]) -> list[Severity]:
        source = f"The talks ended on Monday {words_} agreement between them."
        return [f.severity for f in _findings(_evidence(0, source, ARABIC, lost, []))]

    assert found("without any", ["without", "agreement"]) == [Severity.MAJOR]
    assert found("after long", ["long", "agreement"]) == [Severity.MINOR]


def test_a_long_rewording_is_serious() -> None:
    lost, instead = ["Monday", "long", "delay"], ["يوم", "الاثنين", "بعد", "تأخير", "طويل"]
    (found,) = _findings(_evidence(0, ENGLISH, ARABIC, lost, instead))
    assert "became" in found.message
    assert found.severity is not Severity.MINOR


def test_a_term_flagged_again_and_again_is_one_finding_with_its_places() -> None:
    beads = [_evidence(n, ENGLISH, ARABIC, ["delay"], []) for n in range(4)]
    (found,) = _findings(*beads)
    assert found.bead == 0
    assert found.message == "“delay” has no counterpart in the translation; so in 4 places of the text"
    assert len(found.detail["places"]) == 3
    assert [f.bead for f in _findings(*beads[:2])] == [0, 1]


def test_what_else_is_lost_beside_a_repeated_term_is_found_at_its_place() -> None:
    beads = [_evidence(n, ENGLISH, ARABIC, ["delay"], []) for n in range(3)]
    beads.append(_evidence(3, ENGLISH, ARABIC, ["governor", "opened", "delay"], []))
    assert [(f.bead, f.source.text) for f in _findings(*beads) if f.source] == [(0, "delay"), (3, "governor opened")]


@pytest.mark.parametrize(
    ("source", "target", "added"),
    [
        ("The NATO opened the new bridge on Monday.", "افتتح حلف شمال الأطلسي الجسر.", ["حلف", "شمال", "الأطلسي"]),
        ("The governor opened the bridge.", "افتتح المحافظ (حاكم الإقليم) الجسر.", ["حاكم", "الإقليم"]),
    ],
)
def test_what_explains_is_minor(source: str, target: str, added: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Judge, "probability", lambda self, of: 0.9)
    (found,) = _findings(_evidence(0, source, target, [], added))
    assert (found.code, found.severity) == ("TQ202", Severity.MINOR)


def test_words_that_are_likelier_lost_make_a_likelier_fault() -> None:
    def p(of_words: float) -> float:
        evidence = _evidence(0, ENGLISH, ARABIC, ["long", "delay"], [], of_words)
        assert evidence.source_coverage is not None
        assert evidence.target_coverage is not None
        this = SideWords.of(ENGLISH, evidence.source_coverage)
        other = SideWords.of(ARABIC, evidence.target_coverage)
        (span,) = spans(this)
        return judge().probability(features(this, other, span, others=1, arabic=False))

    assert 0.2 < 1.2 * p(0.5) < p(0.8) < p(0.99) / 1.2


def test_a_judge_that_cannot_be_read_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / judging.FILE).write_bytes(b"nothing")
    monkeypatch.setattr(judging.resources, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match="install tqcheck again"):
        Judge()


# --- where the lines run


def _gloss(english: str, arabic: str, links: str, marked: str) -> bool:
    """Whether some words of either side say again what stands beside them."""
    sides = sides_of(bead(english, arabic, links))
    assert sides is not None
    side: Side = "source" if marked in english else "target"
    text = sides.words[side].text
    start = text.index(marked)
    at = [n for n, w in enumerate(sides.words[side].words) if start <= w.span.start < start + len(marked)]
    return is_gloss(sides, Found(side, (at[0], at[-1] + 1), 0.9, Gap(None)))


BRIDGE = "The governor opened it."
NATO = "NATO opened it."


@pytest.mark.parametrize(
    ("english", "arabic", "links", "marked", "gloss"),
    [
        (BRIDGE, "افتتح المحافظ (حاكم الإقليم) الجسر", "", "حاكم الإقليم", True),
        (BRIDGE, "(حاكم الإقليم) افتتح الجسر", "", "حاكم الإقليم", True),
        (BRIDGE, "افتتح المحافظ (حاكم الإقليم) الجسر", "", "الجسر", False),  # behind the bracket
        (BRIDGE, "افتتح المحافظ (حاكم الإقليم) الجسر", "", "افتتح", False),  # before it
        (BRIDGE, "افتتح المحافظ (حاكم الإقليم الجسر", "", "حاكم الإقليم", False),  # not closed
        (BRIDGE, "افتتح المحافظ (حاكم) إقليم (الجسر)", "", "إقليم", False),  # between two
        (NATO, "افتتح حلف شمال الأطلسي الجسر", "NATO=شمال", "حلف شمال الأطلسي", True),
        (NATO, "افتتح حلف شمال الأطلسي الجسر", "NATO>افتتح", "حلف شمال الأطلسي", True),  # right before
        (NATO, "افتتح حلف شمال الأطلسي الجسر", "NATO>الجسر", "حلف شمال الأطلسي", True),  # right behind
        (NATO, "هنا افتتح حلف شمال الأطلسي الجسر", "NATO>هنا", "حلف شمال الأطلسي", False),
        (NATO, "افتتح حلف شمال الأطلسي الجسر هنا", "NATO>هنا", "حلف شمال الأطلسي", False),
        ("Nato opened it.", "افتتح حلف شمال الأطلسي الجسر", "Nato=شمال", "حلف شمال الأطلسي", False),  # no letters
        ("AB opened it.", "افتتح حلف شمال الأطلسي الجسر", "AB=شمال", "حلف شمال الأطلسي", True),  # three words for two
        ("AB opened it.", "افتتح حلف شمال أطلسي كبير الجسر", "AB=شمال", "حلف شمال أطلسي كبير", False),
    ],
)
def test_what_says_again_what_stands_beside_it(english: str, arabic: str, links: str, marked: str, gloss: bool) -> None:
    assert _gloss(english, arabic, links, marked) is gloss


@pytest.mark.parametrize(
    ("lost", "added", "links", "rewording"),
    [
        (["long"], ["طويل"], LINKS, True),
        (["governor"], ["طويل"], LINKS, False),  # far off
    ],
)
def test_what_stands_in_its_place_is_a_rewording(
    lost: list[str], added: list[str], links: dict[int, int], rewording: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Judge, "probability", lambda self, of: 0.45)
    found = _findings(_evidence(0, ENGLISH, ARABIC, lost, added))
    assert ["became" in f.message for f in found] == ([True] if rewording else [False, False])


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (0.499, Severity.MAJOR),
        (0.5, Severity.CRITICAL),
    ],
)
def test_a_lost_name_as_sure_as_that_is_critical(p: float, expected: Severity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Judge, "probability", lambda self, of: p)
    made = document("They left Basra on foot.", "غادروا سيرا.", "They=غادروا", "Basra:0.95")
    (check,) = (c for c in checks_for("normal") if c.code == "TQ201")
    assert [(f.severity, f.source.text) for f in check.findings(made) if f.source] == [(expected, "Basra")]


@pytest.mark.parametrize(
    ("span", "instead", "taste"),
    [((0, 3), (5, 8), True), ((0, 4), (5, 6), False), ((0, 1), (5, 9), False), ((0, 1), None, False)],
)
def test_a_rewording_of_three_words_is_a_matter_of_taste(
    span: tuple[int, int], instead: tuple[int, int] | None, taste: bool
) -> None:
    assert _is_rewording(Found("source", span, 0.9, Gap(None), instead)) is taste


def test_three_places_are_one_matter_and_two_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Judge, "probability", lambda self, of: 0.45)
    beads = [_evidence(n, ENGLISH, ARABIC, ["delay"], []) for n in range(3)]
    (found,) = _findings(*beads)
    assert found.message.endswith("; so in 3 places of the text")
    start = ENGLISH.index("delay")
    assert found.detail["places"] == [[start, start + 5]] * 2
    assert found.severity is Severity.MAJOR
    assert [f.bead for f in _findings(*beads[:2])] == [0, 1]


def test_where_words_were_not_compared_nothing_is_lost() -> None:
    one = _evidence(0, ENGLISH, ARABIC, ["delay"], [])
    assert len(_findings(one)) == 1
    assert _findings(replace(one, not_measured=("word_coverage",))) == []
    assert _findings(replace(one, target_coverage=None)) == []
    assert sides_of(replace(one, bead=replace(one.bead, target=()))) is None


@pytest.mark.parametrize(
    ("lost", "p", "expected"),
    [
        (["bridge"], 0.24, None),
        (["bridge"], 0.26, Severity.MINOR),
        (["bridge"], 0.39, Severity.MINOR),
        (["bridge"], 0.41, Severity.MAJOR),
        (["bridge"], 0.99, Severity.MAJOR),
        (["long", "delay"], 0.18, None),
        (["long", "delay"], 0.20, Severity.MINOR),
        (["long", "delay"], 0.33, Severity.MAJOR),
        (["after", "new", "long", "delay"], 0.99, Severity.MAJOR),
        (["governor", "opened", "new", "bridge"], 0.11, None),
        (["governor", "opened", "new", "bridge"], 0.13, Severity.MINOR),
        (["governor", "opened", "new", "bridge"], 0.23, Severity.MAJOR),
        (["governor", "opened", "new", "bridge"], 0.49, Severity.MAJOR),
        (["governor", "opened", "new", "bridge"], 0.51, Severity.CRITICAL),
    ],
)
def test_how_sure_and_how_much_decide_the_severity(
    lost: list[str], p: float, expected: Severity | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Judge, "probability", lambda self, of: p)
    found = _findings(_evidence(0, ENGLISH, ARABIC, lost, []))
    assert {f.severity for f in found} == ({expected} if expected else set())
    assert {f.confidence for f in found} <= {round(believed(p, arabic=False), 4)}


@pytest.mark.parametrize(
    ("p", "english", "arabic"),
    [(0.95, 0.7143, 0.9677), (0.5, 0.4207, 0.5399), (0.25, 0.3140, 0.2596), (0.05, 0.1741, 0.0440)],
)
def test_confidence_in_english_words_rises_less_than_what_the_judge_says(
    p: float, english: float, arabic: float
) -> None:
    assert believed(p, arabic=False) == pytest.approx(english, abs=2e-4)
    assert believed(p, arabic=True) == pytest.approx(arabic, abs=2e-4)


@pytest.mark.parametrize(("factor", "expected"), [(1.0, 0.25), (2.0, 0.4), (0.5, 1 / 7)])
def test_odds_that_are_multiplied(factor: float, expected: float) -> None:
    assert at_odds(0.25, factor) == pytest.approx(expected)


DIRECTIONS = {"whole": (1, 0, 0), "rest": (0.6, 0.8, 0), "part": (0, 0, 1), "other": (0.8, 0.6, 0)}


def test_a_span_is_weighed_by_what_the_sentence_is_without_it() -> None:
    evidence = _evidence(0, ENGLISH, ARABIC, ["long", "delay"], [])
    assert evidence.source_coverage is not None
    texts = {
        ENGLISH: "whole", "The governor opened the new bridge on Monday after a .": "rest", "long delay": "part",
        ARABIC: "other",
    }  # fmt: skip
    (known,) = occlusions(
        [(SideWords.of(ENGLISH, evidence.source_coverage), ARABIC)],
        lambda asked: np.array([DIRECTIONS[texts[text]] for text in asked], np.float32),
    )
    (one,) = known
    assert (one.start, one.end) == (10, 12)
    assert (one.whole, one.gain, one.part, one.own) == pytest.approx((0.8, 0.16, 0.0, 0.0), abs=1e-6)


def test_a_span_is_told_by_the_range_that_shares_most_with_it() -> None:
    known = [Occlusion(start=n, end=n + 3, whole=n / 10, gain=0.1, part=0.2, own=0.3) for n in (0, 4)]
    assert occluded(known, (2, 6)) == {"alike_whole": 0.4, "alike_gain": 0.1, "alike_part": 0.2, "alike_own": 0.3}
    assert occluded(known, (2, 3))["alike_whole"] == 0.0
    assert all(math.isnan(value) for value in occluded(known, (8, 9)).values())
    assert all(math.isnan(value) for value in occluded([], (0, 9)).values())


def test_a_sentence_that_is_more_alike_without_the_span_makes_a_likelier_fault() -> None:
    evidence = _evidence(0, ENGLISH, ARABIC, ["long", "delay"], [])
    assert evidence.source_coverage is not None
    assert evidence.target_coverage is not None
    this, other = SideWords.of(ENGLISH, evidence.source_coverage), SideWords.of(ARABIC, evidence.target_coverage)

    def p(gain: float | None) -> float:
        known = [Occlusion(start=10, end=12, whole=0.6, gain=gain, part=0.2, own=0.5)] if gain is not None else []
        return judge().probability(features(this, other, (10, 12), others=1, arabic=False, known=known))

    assert p(-0.1) < p(0.0) < p(0.1)
    assert 0 < p(None) < 1


@pytest.mark.parametrize(
    ("arabic", "word", "english"),
    [
        ("حطمت الرقم القياسي الوطني", "القياسي", "record"),
        ("كان عضوا في مجلس الشيوخ", "مجلس", "senator"),
        ("بلغ العدد مجلس القرية", "مجلس", "council"),
        ("قال إن المواد القياسي", "القياسي", "standard"),
    ],
)
def test_a_set_phrase_means_more_than_its_words(arabic: str, word: str, english: str) -> None:
    found = dict(zip(arabic.split(), meanings(arabic.split()), strict=True))
    assert starts(english) <= found[word]
    assert (starts("record") <= found[word]) == (english == "record")
