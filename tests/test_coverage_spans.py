"""Which words of a side make a finding: the spans, by hand, without a model."""

from __future__ import annotations

import pytest

from tqcheck.checks.coverage import SENSITIVITY, checks_for
from tqcheck.coverage.judge import Judge
from tqcheck.coverage.spans import GROW, PAIR, SIDE, WORD, SideWords, spans
from tqcheck.evidence import read
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    DocumentEvidence,
    Evidence,
    Finding,
    Precedence,
    Segment,
    Severity,
    Span,
    WordCoverage,
)
from tqcheck.text.words import words

ENGLISH = "The minister arrived at Cairo airport on Monday and met the Egyptian president."
ARABIC = "وصل الوزير إلى مطار القاهرة يوم الاثنين والتقى الرئيس المصري."
SHORT = "وصل الوزير إلى مطار القاهرة يوم الاثنين."


def _evidence(source: str, target: str, covered: tuple[Coverage, Coverage]) -> DocumentEvidence:
    segments = [
        Segment(document=Document(path="p", text=t), lang=lang, span=Span(start=0, end=len(t)), text=t)
        for lang, t in (("en", source), ("ar", target))
    ]
    bead = Bead(index=0, source=(segments[0],), target=(segments[1],))
    bitext = Bitext(path="p", source_lang="en", target_lang="ar", source=(segments[0],), target=(segments[1],))
    evidence = Evidence(bead=bead, source_coverage=covered[0], target_coverage=covered[1])
    return read(DocumentEvidence(bitext=bitext, beads=(evidence,)), ("names",))


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


def test_neighbouring_words_make_one_finding_trimmed_to_a_phrase() -> None:
    missing = dict.fromkeys(("and", "met", "the", "Egyptian", "president"), 0.9)
    (found,) = _omissions(ENGLISH, SHORT, missing)
    assert found.source is not None
    assert found.source.text == "met the Egyptian president"
    assert found.severity is Severity.MAJOR, "three words that are no fact"
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


def test_higher_sensitivity_shows_more() -> None:
    def found(sensitivity: str) -> list[Severity]:
        return [f.severity for f in _omissions(ENGLISH, SHORT, {"met": 0.4}, sensitivity)]

    assert SENSITIVITY["low"] > SENSITIVITY["normal"] > SENSITIVITY["high"]
    assert (found("low"), found("normal"), found("high")) == ([], [Severity.MINOR], [Severity.MAJOR])


def _spans(text: str, missing: dict[str, float], p: float) -> list[str]:
    side = SideWords.of(text, _by_hand(text, missing, p))
    return [text[side.words[a].span.start : side.words[b - 1].span.end] for a, b in spans(side)]


def test_two_words_in_a_row_are_enough_in_a_long_sentence() -> None:
    middling = (SIDE + PAIR) / 2

    def found(missing: tuple[str, ...], p: float) -> list[str]:
        return _spans(ENGLISH, dict.fromkeys(missing, WORD + 0.01), p)

    assert found(("Egyptian", "president"), middling) == ["Egyptian president"]
    assert found(("president",), middling) == []
    assert found(("Cairo", "president"), middling) == [], "not side by side"
    assert found(("president",), SIDE) == ["president"]
    assert found(("Egyptian", "president"), PAIR - 0.01) == []


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


@pytest.mark.parametrize(
    ("missing", "severity", "marked"),
    [
        (("rapidly",), Severity.MINOR, "rapidly"),
        (("dangerous",), Severity.MINOR, "dangerous"),
        (("talks",), Severity.MAJOR, "talks"),
        (("dangerous", "talks"), Severity.MAJOR, "dangerous talks"),
        (("Basra",), Severity.CRITICAL, "Basra"),
        (("Dangerous",), Severity.MINOR, "Dangerous"),
        (("two",), Severity.CRITICAL, "two"),
        (("12",), Severity.CRITICAL, "12"),
        (("without",), Severity.CRITICAL, "without"),
        (("agreement", "after", "rapidly", "moving"), Severity.MAJOR, "agreement after rapidly moving"),
        (("agreement", "rapidly", "moving", "dangerous", "talks"), Severity.CRITICAL,
         "agreement after rapidly moving and dangerous talks"),
    ],
)  # fmt: skip
def test_severity_and_marked_words(missing: tuple[str, ...], severity: Severity, marked: str) -> None:
    text = "Dangerous hours: two men left Basra without agreement after rapidly moving and dangerous talks of 12 days."
    (found,) = _omissions(text, "غادر رجلان.", dict.fromkeys(missing, 0.95))
    assert found.source is not None
    assert (found.code, found.severity, found.source.text) == ("TQ201", severity, marked)
    assert found.message == f"“{marked}” has no counterpart in the translation"
    assert found.confidence is not None
    assert 0.1 < found.confidence == round(found.confidence, 4) < 0.95


@pytest.mark.parametrize(
    ("between", "found"),
    [(1, ["alpha one beta"]), (2, ["alpha one two beta"]), (3, ["alpha", "beta"])],
)
def test_spans_near_each_other_are_one(between: int, found: list[str]) -> None:
    inner = " ".join(("one", "two", "three")[:between])
    text = f"They said alpha {inner} beta here"
    assert [f.source.text for f in _omissions(text, "قالوا.", {"alpha": 0.9, "beta": 0.9}) if f.source] == found


def test_words_exactly_at_a_threshold_count() -> None:
    source = "Troops crossed rivers"
    assert _spans(source, {"crossed": WORD, "rivers": GROW}, SIDE) == ["crossed rivers"]
    assert _spans(source, {"crossed": WORD - 0.01, "rivers": GROW}, SIDE) == []


def test_the_point_on_the_other_side_is_behind_what_renders_the_neighbour() -> None:
    source, target = "Troops crossed rivers today", "القوات عبرت اليوم"
    words_en, words_ar = words(source), words(target)
    links, p = (0, 1, None, 2), (0.1, 0.1, 0.95, 0.1)
    here = Coverage(
        words=tuple(WordCoverage(span=s, p=q, counterpart=j) for s, q, j in zip(words_en, p, links, strict=True)),
        p=0.95,
    )
    there = Coverage(words=tuple(WordCoverage(span=s, p=0.0) for s in words_ar), p=0.0)
    (check,) = (check for check in checks_for("normal") if check.code == "TQ201")
    (found,) = check.findings(_evidence(source, target, (here, there)))
    assert found.target is not None
    assert (found.target.span.start, found.target.span.end) == (words_ar[1].end, words_ar[1].end)
    first = Coverage(words=(WordCoverage(span=words_en[0], p=0.95), *here.words[1:2], *(
        WordCoverage(span=w.span, p=0.1, counterpart=w.counterpart) for w in here.words[2:])), p=0.95)  # fmt: skip
    (found,) = check.findings(_evidence(source, target, (first, there)))
    assert found.target is not None
    assert found.target.span.start == words_ar[1].start, "nothing before it: before what renders the next word"


def test_an_addition_is_marked_in_the_target_with_its_point_in_the_source() -> None:
    source, target = "Troops crossed rivers", "القوات عبرت الأنهار سريعا"
    there = Coverage(
        words=tuple(
            WordCoverage(span=s, p=p, counterpart=j)
            for s, p, j in zip(words(target), (0.1, 0.1, 0.1, 0.95), (0, 1, 2, None), strict=True)
        ),
        p=0.95,
    )
    here = Coverage(words=tuple(WordCoverage(span=s, p=0.0) for s in words(source)), p=0.0)
    (found,) = [f for c in checks_for("normal") for f in c.findings(_evidence(source, target, (here, there)))]
    assert (found.code, found.severity, found.bead) == ("TQ202", Severity.MAJOR, 0)
    assert found.message == "«سريعا» has no support in the source"
    assert found.target is not None
    assert found.target.text == "سريعا"
    assert found.source is not None
    assert found.source.span == Span(start=len(source), end=len(source))


@pytest.mark.parametrize(("count", "precedence"), [(3, None), (4, Precedence.CLAUSE), (5, Precedence.CLAUSE)])
def test_four_words_are_a_clause_that_takes_its_number_along(count: int, precedence: Precedence | None) -> None:
    lost = ("alpha", "beta", "gamma", "delta", "epsilon")[:count]
    source = f"They said {' '.join(lost)} here"
    covered = _by_hand(source, dict.fromkeys(lost, 0.9)), _by_hand("قالوا", {}, p=0.0)
    (check,) = (check for check in checks_for("normal") if check.code == "TQ201")
    (fault,) = check.run(_evidence(source, "قالوا", covered))
    assert fault.precedence is precedence
    assert fault.detail["words"] == count


@pytest.mark.parametrize(
    ("level", "size", "major", "shown"),
    [
        ("low", 1, 0.625, 0.454545), ("low", 2, 0.540541, 0.37037),
        ("low", 3, 0.454545, 0.294118), ("low", 4, 0.413534, 0.260664),
        ("normal", 1, 0.4, 0.25), ("normal", 2, 0.32, 0.190476),
        ("normal", 3, 0.25, 0.142857), ("normal", 4, 0.22, 0.123596),
        ("high", 1, 0.25, 0.142857), ("high", 2, 0.190476, 0.105263),
        ("high", 3, 0.142857, 0.076923), ("high", 4, 0.123596, 0.065868),
    ],
)  # fmt: skip
def test_each_sensitivity_has_its_own_thresholds(
    level: str, size: int, major: float, shown: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = ("ministers", "alpha", "beta", "gamma")[:size]
    source = f"They met {' '.join(lost)} here"
    covered = _by_hand(source, dict.fromkeys(lost, 0.9)), _by_hand("التقوا", {}, p=0.0)
    evidence = _evidence(source, "التقوا", covered)

    def found(p: float) -> list[Severity]:
        monkeypatch.setattr(Judge, "probability", lambda self, of: p)
        return [f.severity for c in checks_for(level) if c.code == "TQ201" for f in c.findings(evidence)]

    critical = [Severity.CRITICAL if size == 4 else Severity.MAJOR]
    assert found(major + 1e-6) == [Severity.MAJOR]
    assert found(major - 1e-6) == [Severity.MINOR]
    assert found(shown + 1e-6) == [Severity.MINOR]
    assert found(shown - 1e-6) == []
    assert found(0.9) == critical
