"""The gate: a test per exit code, limit and suppression fault; fingerprints, baseline, comments, changed beads."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import segments
from tqcheck.config import Config, ConfigError, MaxCounts, PathOverride
from tqcheck.errors import UsageError
from tqcheck.gate import load_baseline, load_suppressions, settle, suppress, write_baseline
from tqcheck.gate.baseline import apply_baseline
from tqcheck.gate.comments import apply_comments
from tqcheck.gate.fingerprints import with_fingerprints
from tqcheck.gate.since import changed, keep_changed, texts_at
from tqcheck.gate.suppressions import apply_suppressions
from tqcheck.gate.verdict import adjust, failures, gaps, judge
from tqcheck.records import (
    Bead,
    Bitext,
    CheckRun,
    Document,
    DocumentReport,
    Evidence,
    Finding,
    Location,
    Score,
    Severity,
    Span,
    Verdict,
)

ENGLISH = ("Three bridges were closed.", "The mayor visited 40 families.", "Schools open on Sunday.")
ARABIC = ("أغلقت ثلاثة جسور.", "وزار رئيس البلدية 14 أسرة.", "وتفتح المدارس يوم الأحد.")
TODAY = date(2026, 6, 15)
RAN = (CheckRun(code="TQ301"), CheckRun(code="TQ601"))


def report(
    *found: tuple[str, Severity, int, str | None, str | None],
    text: str | None = None,
    path: str = "post.txt",
    english: tuple[str, ...] = ENGLISH,
    arabic: tuple[str, ...] = ARABIC,
    score: Score | None = None,
) -> DocumentReport:
    """A post, its sentences paired one to one, with findings (code, severity, bead, source words, target words)."""
    document = Document(path=path, text=text if text is not None else "\n".join((*english, "", *arabic)))
    source, target = segments(document, "en", *english), segments(document, "ar", *arabic)
    beads = tuple(Bead(index=n, source=(s,), target=(t,)) for n, (s, t) in enumerate(zip(source, target, strict=True)))

    def place(bead: int, side: str, words: str | None) -> Location | None:
        if words is None:
            return None
        holder = beads[bead].source[0] if side == "source" else beads[bead].target[0]
        start = holder.span.start + holder.text.index(words)
        return Location(document=document, span=Span(start=start, end=start + len(words)))

    findings = tuple(
        Finding(
            code=code, name="fault", severity=severity, message=f"{words_en} became {words_ar}", bead=bead,
            source=place(bead, "source", words_en), target=place(bead, "target", words_ar),
        )
        for code, severity, bead, words_en, words_ar in found
    )  # fmt: skip
    bitext = Bitext(path=path, source_lang="en", target_lang="ar", source=source, target=target)
    return DocumentReport(bitext=bitext, beads=tuple(Evidence(bead=b) for b in beads), findings=findings, score=score)


NUMBER = ("TQ301", Severity.CRITICAL, 1, "40", "14")
STYLE = ("TQ601", Severity.MINOR, 0, None, "ثلاثة")


def fingerprints(document: DocumentReport) -> list[str]:
    """The fingerprints of a document's findings."""
    return [f.fingerprint for f in with_fingerprints(document).findings]


# --- verdict and exit codes


def test_exit_0_where_nothing_counts() -> None:
    assert judge([report()], RAN, Config()) == (Verdict.PASS, 0)


def test_exit_0_where_findings_are_milder_than_fail_on() -> None:
    assert judge([report(STYLE)], RAN, Config()) == (Verdict.PASS, 0)


def test_exit_1_where_a_finding_is_as_grave_as_fail_on() -> None:
    assert judge([report(NUMBER)], RAN, Config()) == (Verdict.FINDINGS, 1)
    assert judge([report(STYLE)], RAN, Config(fail_on="minor")) == (Verdict.FINDINGS, 1)


def test_exit_3_where_a_check_was_skipped() -> None:
    runs = (*RAN, CheckRun(code="TQ401", skipped="names were not measured"))
    assert judge([report()], runs, Config()) == (Verdict.INCOMPLETE, 3)
    assert gaps([report()], runs, Config()) == ("TQ401 did not run: names were not measured",)


def test_exit_3_where_a_check_crashed_even_if_it_may_be_skipped() -> None:
    runs = (CheckRun(code="TQ401", error="KeyError: 'x'"),)
    assert judge([report()], runs, Config(allow_skipped=("TQ4",))) == (Verdict.INCOMPLETE, 3)


def test_exit_3_where_nothing_could_be_compared() -> None:
    assert judge([replace(report(), beads=())], RAN, Config()) == (Verdict.INCOMPLETE, 3)


def test_findings_outweigh_gaps() -> None:
    runs = (CheckRun(code="TQ401", skipped="names were not measured"),)
    assert judge([report(NUMBER)], runs, Config()) == (Verdict.FINDINGS, 1)


def test_a_check_that_may_be_skipped_or_is_not_selected_leaves_no_gap() -> None:
    runs = (CheckRun(code="TQ401", skipped="names were not measured"),)
    assert judge([report()], runs, Config(allow_skipped=("TQ4",))) == (Verdict.PASS, 0)
    assert judge([report()], runs, Config(ignore=("TQ401",))) == (Verdict.PASS, 0)


def test_exit_zero_forgives_findings_but_no_gap() -> None:
    config = Config(exit_zero=True)
    assert judge([report(NUMBER)], RAN, config) == (Verdict.FINDINGS, 0)
    assert judge([report(NUMBER)], (CheckRun(code="TQ401", skipped="x"),), config) == (Verdict.FINDINGS, 3)


def test_never_fails_on_nothing_but_limits_still_hold() -> None:
    assert judge([report(NUMBER)], RAN, Config(fail_on="never")) == (Verdict.PASS, 0)
    config = Config(fail_on="never", max_counts=MaxCounts(critical=0))
    assert judge([report(NUMBER)], RAN, config) == (Verdict.FINDINGS, 1)


@pytest.mark.parametrize(("count", "code"), [(2, 0), (3, 1)])
def test_limits_count_over_the_whole_run(count: int, code: int) -> None:
    documents = [report(NUMBER, path=f"{n}.txt") for n in range(count)]
    config = Config(max_counts=MaxCounts(critical=2))
    assert judge(documents, RAN, config)[1] == code
    if code:
        assert failures(documents, config) == ("3 critical findings, 2 allowed",)


def test_a_score_below_the_least_fails() -> None:
    scored = report(score=Score(value=59.9, low=50, high=70))
    assert judge([scored], RAN, Config(min_score=60.0)) == (Verdict.FINDINGS, 1)
    assert judge([scored], RAN, Config(min_score=59.9)) == (Verdict.PASS, 0)
    assert failures([scored], Config(min_score=60.0)) == ("post.txt: score 59.9 is below 60",)


def test_a_score_asked_for_that_could_not_be_measured_is_a_gap() -> None:
    assert judge([report()], RAN, Config(min_score=60.0)) == (Verdict.INCOMPLETE, 3)


def test_paths_may_have_their_own_gate(tmp_path: Path) -> None:
    override = PathOverride(paths=("archive/**",), root=tmp_path, settings={"fail_on": "never"})
    config = Config(overrides=(override,))
    assert judge([report(NUMBER, path=str(tmp_path / "archive/a.txt"))], RAN, config)[1] == 0
    assert judge([report(NUMBER, path=str(tmp_path / "a.txt"))], RAN, config)[1] == 1


def test_selection_and_severity_overrides_apply() -> None:
    document = report(NUMBER, STYLE)
    assert [f.code for f in adjust(document, Config(ignore=("TQ3",))).findings] == ["TQ601"]
    adjusted = adjust(document, Config(severity={"TQ601": Severity.CRITICAL}))
    assert [f.severity for f in adjusted.findings] == [Severity.CRITICAL, Severity.CRITICAL]


def test_accepted_findings_do_not_count() -> None:
    document = report(NUMBER)
    document = replace(document, findings=(replace(document.findings[0], suppressed="baseline"),))
    assert judge([document], RAN, Config()) == (Verdict.PASS, 0)


def test_findings_less_sure_than_asked_are_shown_and_do_not_count() -> None:
    document = report(NUMBER, STYLE)
    document = replace(document, findings=(replace(document.findings[0], confidence=0.79), document.findings[1]))
    config = Config(fail_confidence=0.8)
    assert judge([document], RAN, config) == (Verdict.PASS, 0)
    assert judge([document], RAN, Config(fail_confidence=0.79))[1] == 1
    assert judge([document], RAN, replace(config, max_counts=MaxCounts(critical=0)))[1] == 0
    settled = settle([document], RAN, config)
    assert [f.code for f in settled.documents[0].findings] == ["TQ301", "TQ601"]
    assert settled.notices == ("1 finding is less sure than fail-confidence asks: shown, not counted",)
    assert settle([document], RAN, config, partial=True).notices == ()
    assert settle([document], RAN, Config()).notices == ()


# --- fingerprints


def test_a_fingerprint_survives_moved_lines_and_vowel_marks() -> None:
    moved = "\n\n".join(("A new headline.", *reversed(ENGLISH), *reversed(ARABIC)))
    english, arabic = tuple(reversed(ENGLISH)), tuple(reversed(ARABIC))
    assert fingerprints(report(NUMBER)) == fingerprints(report(NUMBER, text=moved, english=english, arabic=arabic))
    vocalised = tuple(s.replace("أسرة", "أُسرة") for s in ARABIC)
    assert fingerprints(report(NUMBER)) == fingerprints(report(NUMBER, arabic=vocalised))


def test_a_fingerprint_changes_with_the_fault() -> None:
    other = ("TQ301", Severity.CRITICAL, 1, "40", "24")
    arabic = tuple(s.replace("14", "24") for s in ARABIC)
    assert fingerprints(report(NUMBER)) != fingerprints(report(other, arabic=arabic))
    assert fingerprints(report(NUMBER)) != fingerprints(report(("TQ302", *NUMBER[1:])))


def test_a_fingerprint_takes_no_notice_of_severity_or_wording() -> None:
    document = report(NUMBER)
    reworded = replace(document.findings[0], severity=Severity.MINOR, message="other words", confidence=0.1)
    assert fingerprints(document) == fingerprints(replace(document, findings=(reworded,)))


def test_equal_faults_of_a_post_have_fingerprints_of_their_own() -> None:
    twice = fingerprints(report(NUMBER, NUMBER, NUMBER))
    assert len(set(twice)) == 3
    assert twice[0] == fingerprints(report(NUMBER))[0]


def test_a_finding_without_a_place_has_a_fingerprint() -> None:
    assert (
        len(
            set(
                fingerprints(report(("TQ601", Severity.MINOR, 0, None, None), ("TQ601", Severity.MINOR, 1, None, None)))
            )
        )
        == 2
    )


# --- baseline


def baseline(tmp_path: Path, *documents: DocumentReport) -> Config:
    """Settings with a baseline of these documents' findings."""
    file = tmp_path / "known.json"
    write_baseline(file, [with_fingerprints(d) for d in documents], version="1")
    return Config(baseline=file)


def test_a_baseline_lets_old_findings_through_and_no_new_one(tmp_path: Path) -> None:
    config = baseline(tmp_path, report(NUMBER))
    settled = settle([report(NUMBER)], RAN, config, today=TODAY)
    assert settled.exit_code == 0
    assert settled.documents[0].findings[0].suppressed == "baseline"
    assert settled.notices == (f"1 known finding (baseline {config.baseline})",)
    new = ("TQ302", Severity.CRITICAL, 0, "Three", None)
    settled = settle([report(NUMBER, new)], RAN, config, today=TODAY)
    assert settled.exit_code == 1
    assert [f.suppressed for f in settled.documents[0].findings] == ["baseline", None]


def test_a_second_equal_fault_is_new(tmp_path: Path) -> None:
    settled = settle([report(NUMBER, NUMBER)], RAN, baseline(tmp_path, report(NUMBER)), today=TODAY)
    assert [f.suppressed for f in settled.documents[0].findings] == ["baseline", None]


def test_the_same_fault_in_another_post_is_new(tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    for path in paths:
        Path(path).write_text("x")
    config = baseline(tmp_path, report(NUMBER, path=paths[0]))
    settled = settle([report(NUMBER, path=p) for p in paths], RAN, config, today=TODAY)
    assert [d.findings[0].suppressed for d in settled.documents] == ["baseline", None]


def test_a_renamed_post_keeps_its_baseline(tmp_path: Path) -> None:
    config = baseline(tmp_path, report(NUMBER, path=str(tmp_path / "gone.txt")))
    settled = settle([report(NUMBER, path=str(tmp_path / "new.txt"))], RAN, config, today=TODAY)
    assert settled.exit_code == 0


def test_a_baseline_is_the_same_wherever_it_is_written_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "posts").mkdir()
    config = baseline(tmp_path, report(NUMBER, path=str(tmp_path / "posts/a.txt")))
    assert load_baseline(tmp_path / "known.json")[0].path == "posts/a.txt"
    (tmp_path / "posts/a.txt").write_text("x")
    monkeypatch.chdir(tmp_path / "posts")
    assert settle([report(NUMBER, path="a.txt")], RAN, config, today=TODAY).exit_code == 0


def test_findings_accepted_elsewhere_are_not_written_to_a_baseline(tmp_path: Path) -> None:
    document = report(NUMBER, STYLE)
    accepted = replace(document.findings[0], suppressed="comment: quoted")
    baseline(tmp_path, replace(document, findings=(accepted, document.findings[1])))
    assert [entry.code for entry in load_baseline(tmp_path / "known.json")] == ["TQ601"]


KNOWN = (
    '{"schema": "tqcheck.baseline/1", "findings": [{"fingerprint": "f", "path": "p", "code": "TQ301", "message": "m"}]}'
)


def test_a_path_of_any_length_is_a_path(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    file.write_text(KNOWN.replace('"p"', f'"{"a" * 9000}"'))
    assert apply_baseline([report(NUMBER)], load_baseline(file), file)[0][0].findings[0].suppressed is None


@pytest.mark.parametrize("name", ["baseline", "suppressions"])
def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path, name: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(UsageError, match=r"cannot be read: (no ordinary file|Is a directory)"):
            settle([report(NUMBER)], RAN, Config(**{name: path}), today=TODAY)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such baseline"),
        ("{", "not a baseline"),
        ("[]", "not a baseline of this version"),
        ('{"schema": "tqcheck.baseline/9"}', "not a baseline of this version"),
        ('{"schema": "tqcheck.baseline/1"}', "its findings are no list"),
        ('{"schema": "tqcheck.baseline/1", "findings": {"a": 1}}', "its findings are no list"),
        ('{"schema": "tqcheck.baseline/1", "findings": [[]]}', "finding 1 is no finding"),
        ('{"schema": "tqcheck.baseline/1", "findings": [{}]}', "finding 1: its fingerprint is not what it should be"),
        (KNOWN.replace('"p"', "[1]"), "finding 1: its path is not what it should be"),
        (KNOWN.replace('"p"', '"a\\u0000b"'), "finding 1: its path is not what it should be"),
        (KNOWN.replace('"TQ301"', "NaN"), "finding 1: its code is not what it should be"),
        ("[" * 100_000, "not a baseline"),
    ],
)
def test_a_broken_baseline_is_an_error(tmp_path: Path, content: str | None, message: str) -> None:
    file = tmp_path / "known.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(UsageError, match=message) as caught:
        settle([report(NUMBER)], RAN, Config(baseline=file), today=TODAY)
    assert caught.value.exit_code == 2


# --- the suppression file


def entry(**fields: object) -> str:
    """An entry of a suppression file; dates bare, the rest as strings."""
    lines = [f"{k} = {v if isinstance(v, date) else json.dumps(v, ensure_ascii=False)}" for k, v in fields.items()]
    return "\n".join(["[[suppress]]", *lines]) + "\n"


def settle_with(
    file: Path, text: str, *documents: DocumentReport, runs: tuple[CheckRun, ...] = RAN
) -> tuple[int, list[str], tuple[str, ...]]:
    """Exit code, marks and notices under a suppression file."""
    file.write_text(text)
    settled = settle(documents, runs, Config(suppressions=file), today=TODAY)
    marks = [str(f.suppressed) for d in settled.documents for f in d.findings]
    count = sum(mark != "None" for mark in marks)
    said = f"{count} finding{'s' * (count > 1)} accepted: {count} by the suppression file"
    assert (said in settled.notices) is (count > 0)
    return settled.exit_code, marks, tuple(notice for notice in settled.notices if notice != said)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the suppression file stands, beside the posts."""
    return tmp_path / "accepted.toml"


LATER = date(2026, 12, 31)


def test_a_code_under_a_path_is_accepted_with_its_reason(file: Path) -> None:
    post = str(file.parent / "posts/a.txt")
    text = entry(code="TQ3", path="posts/*.txt", reason="agency figure", until=LATER)
    assert settle_with(file, text, report(NUMBER, path=post)) == (0, ["file: agency figure"], ())


def test_another_path_is_not_accepted(file: Path) -> None:
    text = entry(code="TQ301", path="posts/*.txt", reason="agency figure", until=LATER)
    assert settle_with(file, text, report(NUMBER, path=str(file.parent / "b.txt"))) == (1, ["None"], ())


def test_a_fingerprint_is_accepted(file: Path) -> None:
    text = entry(fingerprint=fingerprints(report(NUMBER))[0], reason="agency figure", until=LATER)
    assert settle_with(file, text, report(NUMBER, STYLE))[:2] == (0, ["file: agency figure", "None"])


def test_an_entry_holds_to_the_end_of_its_day(file: Path) -> None:
    post = str(file.parent / "a.txt")
    assert settle_with(file, entry(code="TQ301", path="**", reason="r", until=TODAY), report(NUMBER, path=post))[0] == 0


def test_an_expired_entry_accepts_nothing_and_is_reported(file: Path) -> None:
    text = entry(code="TQ301", path="**", reason="until the recount", until=date(2026, 6, 14))
    code, marks, notices = settle_with(file, text, report(NUMBER, path=str(file.parent / "a.txt")))
    assert (code, marks) == (1, ["None"])
    assert notices == (f"{file}:1: expired on 2026-06-14 (until the recount): fix the finding or renew it",)


def test_an_unused_entry_is_reported(file: Path) -> None:
    text = "# two\n" + entry(code="TQ601", path="**", reason="house style", until=LATER)
    code, _, notices = settle_with(file, text, report(path=str(file.parent / "a.txt")))
    assert code == 0
    assert notices == (f"{file}:2: suppresses nothing in what was checked (house style): remove it",)


def test_an_entry_is_not_unused_where_its_post_or_its_check_did_not_run(file: Path) -> None:
    text = entry(code="TQ601", path="other.txt", reason="r", until=LATER)
    assert settle_with(file, text, report(path=str(file.parent / "a.txt")))[2] == ()
    text = entry(code="TQ601", path="**", reason="r", until=LATER)
    runs = (CheckRun(code="TQ601", skipped="x"),)
    assert settle_with(file, text, report(path=str(file.parent / "a.txt")), runs=runs)[2] == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry(code="TQ301", path="**", until=LATER), "1: suppress.0.reason: must be given"),
        (
            entry(code="TQ301", path="**", reason=" ", until=LATER),
            "4: suppress.0.reason: expected some text, found ' '",
        ),
        (entry(code="TQ301", path="**", reason="r"), "1: suppress.0.until: must be given"),
        (entry(code="TQ301", path="**", reason="r", until="soon"), "5: suppress.0.until: expected a date such as"),
        (entry(code="TQ301", reason="r", until=LATER), "1: a code needs a path"),
        (entry(reason="r", until=LATER), "1: expected either a fingerprint or a code"),
        (entry(code="TQ301", fingerprint="0" * 16, path="**", reason="r", until=LATER), "1: expected either"),
        (entry(code="number", path="**", reason="r", until=LATER), "2: suppress.0.code: expected a code or prefix"),
        (entry(fingerprint="abc", reason="r", until=LATER), "2: suppress.0.fingerprint: expected a fingerprint"),
        (entry(code="TQ301", path="**", reasn="r", reason="r", until=LATER), "unknown key (did you mean 'reason'?)"),
        ("[[supress]]\ncode = 'TQ301'\n", "1: supress: unknown key (did you mean 'suppress'?)"),
        ("suppress = 1", "1: suppress: expected a list, found 1"),
    ],
)
def test_a_fault_in_the_suppression_file_is_an_error(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_suppressions(file)
    assert message in str(caught.value)
    assert caught.value.exit_code == 2


def test_all_faults_of_the_suppression_file_come_together(file: Path) -> None:
    file.write_text(entry(code="x", path="**", reason="r", until="y") + entry(reason="r"))
    with pytest.raises(ConfigError) as caught:
        load_suppressions(file)
    assert len(str(caught.value).splitlines()) == 3


def test_suppress_writes_an_entry_that_works_and_keeps_what_was_there(file: Path) -> None:
    suppress(file, reason='a "quoted" reason\nover two lines', until=LATER, today=TODAY, code="TQ301", path="**")
    file.write_text(file.read_text().replace("# Findings", "# OUR Findings"))
    suppress(file, reason="second", until=LATER, today=TODAY, fingerprint="0123456789abcdef")
    assert "# OUR Findings" in file.read_text()
    first, second = load_suppressions(file)
    assert (first.reason, first.code, first.path) == ('a "quoted" reason\nover two lines', "TQ301", "**")
    assert (second.fingerprint, second.until) == ("0123456789abcdef", LATER)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"code": "TQ301", "path": "**", "reason": "r", "until": date(2026, 6, 14)}, "is over already"),
        ({"fingerprint": "xyz", "reason": "r", "until": LATER}, "the new entry: suppress.0.fingerprint"),
        ({"fingerprint": "0" * 16, "reason": " ", "until": LATER}, "the new entry: suppress.0.reason"),
    ],
)
def test_suppress_refuses_what_would_not_load(file: Path, fields: dict, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        suppress(file, today=TODAY, **fields)
    assert not file.exists()


# --- comments in the post

MARKED = "\n".join((*ENGLISH, "", ARABIC[0], "{}", ARABIC[1], ARABIC[2]))


def commented(comment: str, *found: tuple) -> tuple[list[str | None], tuple[str, ...]]:
    """Marks and notices of findings in a post with a comment above its second Arabic sentence."""
    document, notices = apply_comments(report(*found, text=MARKED.format(comment)))
    return [f.suppressed for f in document.findings], notices


def test_a_comment_takes_the_finding_on_the_next_line() -> None:
    marks, notices = commented("<!-- tqcheck: ignore TQ301 the ministry's figure -->", NUMBER, STYLE)
    assert marks == ["comment: the ministry's figure", None]
    assert notices == ()


def test_a_comment_at_the_end_of_a_line_speaks_of_that_line() -> None:
    text = MARKED.format("").replace(ENGLISH[1], ENGLISH[1] + " <!-- tqcheck: ignore TQ3 figure -->")
    document, notices = apply_comments(report(NUMBER, text=text))
    assert document.findings[0].suppressed == "comment: figure"
    assert notices == ()


def test_a_comment_may_name_several_codes_and_the_whole_file() -> None:
    marks, _ = commented("<!-- tqcheck: ignore-file TQ301, tq6 archive -->", NUMBER, STYLE)
    assert marks == ["comment: archive", "comment: archive"]


def test_a_comment_that_takes_nothing_is_reported() -> None:
    marks, notices = commented("<!-- tqcheck: ignore TQ502 quote -->", NUMBER)
    assert marks == [None]
    assert notices == ("post.txt:6: this comment suppresses nothing: no TQ502 found here; remove it",)


@pytest.mark.parametrize(
    "comment", ["<!-- tqcheck: ignore TQ301 -->", "<!-- tqcheck: ignore numbers r -->", "<!-- tqcheck: off -->"]
)
def test_a_malformed_comment_takes_nothing_and_is_reported(comment: str) -> None:
    marks, notices = commented(comment, NUMBER)
    assert marks == [None]
    assert "expected <!-- tqcheck: ignore CODE reason -->, with a reason" in notices[0]


def test_other_comments_are_none_of_our_business() -> None:
    assert commented("<!-- ignore TQ301 for now -->", NUMBER) == ([None], ())


def test_a_finding_without_places_is_taken_by_its_bead() -> None:
    marks, _ = commented("<!-- tqcheck: ignore TQ601 style -->", ("TQ601", Severity.MINOR, 1, None, None))
    assert marks == ["comment: style"]


def test_the_first_acceptance_stands() -> None:
    file = Path("/nowhere/accepted.toml")
    document = with_fingerprints(report(NUMBER, text=MARKED.format("<!-- tqcheck: ignore TQ301 figure -->")))
    document, _ = apply_comments(document)
    from tqcheck.gate.suppressions import Suppression

    also = Suppression(reason="again", until=LATER, code="TQ301", file=file)
    (after,), notices = apply_suppressions([document], [also], RAN, TODAY)
    assert after.findings[0].suppressed == "comment: figure"
    assert notices == ()


# --- since a revision


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Commit a post's text in a new repository, go there, and give the post's path."""
    monkeypatch.chdir(tmp_path)

    def commit(text: str) -> Path:
        path = tmp_path / "post.txt"
        path.write_text(text)
        git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", "first"], check=True)
        return path

    return commit


def codes_since(document: DocumentReport) -> list[str]:
    """Codes of the findings that are left since the last commit."""
    return [f.code for f in keep_changed(document, texts_at("HEAD")).findings]


PLAIN = "\n".join((*ENGLISH, "", *ARABIC))


def test_an_unchanged_post_has_not_changed(repository: Callable[[str], Path]) -> None:
    path = str(repository(PLAIN))
    assert not changed(report(path=path).bitext, texts_at("HEAD"))
    assert changed(report(path=path, text=PLAIN + "\n").bitext, texts_at("HEAD"))


def test_a_new_post_and_standard_input_have_changed(repository: Callable[[str], Path]) -> None:
    path = repository(PLAIN)
    assert changed(report(path=str(path.with_name("new.txt"))).bitext, texts_at("HEAD"))
    assert changed(report(path="-").bitext, texts_at("HEAD"))


def test_only_the_changed_bead_counts(repository: Callable[[str], Path]) -> None:
    path = str(repository(PLAIN.replace("14", "40")))
    assert codes_since(report(NUMBER, STYLE, path=path)) == ["TQ301"]


def test_a_moved_paragraph_is_no_change(repository: Callable[[str], Path]) -> None:
    path = str(repository("\n".join((*reversed(ENGLISH), "", *reversed(ARABIC)))))
    assert codes_since(report(NUMBER, STYLE, path=path)) == []


def test_a_sentence_written_twice_is_a_change(repository: Callable[[str], Path]) -> None:
    path = str(repository(PLAIN))
    assert codes_since(report(NUMBER, path=path, text=PLAIN + "\n" + ARABIC[1])) == ["TQ301"]


def test_a_deleted_sentence_shows(repository: Callable[[str], Path]) -> None:
    """The source sentence did not change, yet its bead did: its other side is gone."""
    path = str(repository(PLAIN))
    document = report(path=path, text=PLAIN.replace(ARABIC[1] + "\n", ""), english=ENGLISH[::2], arabic=ARABIC[::2])
    text = document.bitext.source[0].document
    lost = segments(text, "en", ENGLISH[1])
    finding = Finding(
        code="TQ101", name="missing-sentence", severity=Severity.CRITICAL, message="m", bead=2,
        source=Location(document=text, span=lost[0].span),
    )  # fmt: skip
    beads = (*document.beads, Evidence(bead=Bead(index=2, source=lost, target=())))
    assert codes_since(replace(document, beads=beads, findings=(finding,))) == ["TQ101"]


def test_since_an_unknown_revision_is_an_error(repository: Callable[[str], Path]) -> None:
    path = str(repository(PLAIN))
    with pytest.raises(UsageError, match="no such revision"):
        changed(report(path=path).bitext, texts_at("nowhere"))
    with pytest.raises(UsageError, match="no such revision"):
        changed(report(path=path).bitext, texts_at("--output=/tmp/x"))


def test_since_outside_a_repository_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "post.txt"
    path.write_text(PLAIN)
    with pytest.raises(UsageError, match="--since HEAD"):
        changed(report(path=str(path)).bitext, texts_at("HEAD"))


def test_a_post_of_another_repository_is_refused(
    repository: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    repository(PLAIN)
    outside = tmp_path_factory.mktemp("elsewhere") / "post.txt"
    outside.write_text(PLAIN)
    with pytest.raises(UsageError, match=r"elsewhere.*post\.txt is not in the repository of"):
        changed(report(path=str(outside)).bitext, texts_at("HEAD"))


@pytest.mark.parametrize("way", ["a bare repository", "a repository of its own", "a command"])
def test_a_folder_of_posts_does_not_say_what_they_were(
    repository: Callable[[str], Path], tmp_path: Path, way: str
) -> None:
    """The folder is a repository in which the post has always been what it is now; git would believe it, or run it."""
    repository(PLAIN)
    evil = tmp_path / "posts"
    evil.mkdir()
    (evil / "post.txt").write_text(PLAIN)
    git = ["git", "-C", str(evil), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "always"]):
        subprocess.run([*git, *command], check=True)
    if way != "a repository of its own":
        for part in (evil / ".git").iterdir():
            part.rename(evil / part.name)
        (evil / ".git").rmdir()
        settings = "[core]\nrepositoryformatversion = 1\nbare = false\nworktree = .\n"
        if way == "a command":
            blob = subprocess.run([*git[:1], "hash-object", str(evil / "post.txt")], capture_output=True, text=True)
            (evil / "objects" / blob.stdout[:2] / blob.stdout[2:].strip()).unlink()
            settings += (
                f'sshCommand = "touch {tmp_path}/RUN; false"\n[extensions]\npartialClone = o\n'
                '[remote "o"]\nurl = ssh://x/x\npromisor = true\n'
            )
        (evil / "config").write_text(settings)
    assert changed(report(path=str(evil / "post.txt")).bitext, texts_at("HEAD"))
    assert not (tmp_path / "RUN").exists()


@pytest.mark.parametrize(
    ("comments", "code", "says"),
    [
        ("honour", 0, ["1 finding accepted: 1 by comments in the posts"]),
        ("report", 1, ["post.txt:6: this comment tells tqcheck to ignore TQ, and is not obeyed"]),
        ("forbid", 1, ["post.txt:6: this comment tells tqcheck to ignore TQ, and is not obeyed"]),
    ],
)
def test_comments_are_obeyed_reported_or_forbidden(comments: str, code: int, says: list[str]) -> None:
    text = MARKED.format("<!-- tqcheck: ignore-file TQ archive -->")
    settled = settle([report(NUMBER, text=text)], RAN, Config(comments=comments), today=TODAY)  # type: ignore[arg-type]
    assert (settled.exit_code, list(settled.notices)) == (code, says)
    clean = settle([report(text=text)], RAN, Config(comments=comments), today=TODAY)  # type: ignore[arg-type]
    assert clean.exit_code == (3 if comments == "forbid" else 0)
    assert any("comments are forbidden" in reason for reason in clean.reasons) is (comments == "forbid")


def test_what_is_no_number_is_not_unsure() -> None:
    nan = report((*NUMBER[:1], *NUMBER[1:]))
    finding = replace(nan.findings[0], confidence=float("nan"))
    settled = settle([replace(nan, findings=(finding,))], RAN, Config(fail_confidence=0.9), today=TODAY)
    assert settled.exit_code == 1


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"fail_on": "majr"}, "fail_on: expected 'critical' or 'major' or 'minor' or 'never', found 'majr'"),
        ({"beams": 0}, "beams: expected 1 or more, found 0"),
        ({"min_score": float("nan")}, "min_score: expected a number or nothing, found nan"),
        ({"fail_confidence": "0.5"}, "fail_confidence: expected a number, found '0.5'"),
        ({"offline": "no"}, "offline: expected true or false, found 'no'"),
        ({"select": ("number",)}, "select: 'number' cannot stand here"),
        ({"select": "TQ3"}, "select: expected tuple[str, ...], found 'TQ3'"),
        ({"baseline": "known.json"}, "baseline: expected a path or nothing, found 'known.json'"),
        ({"severity": {"TQ6": "bad"}}, "severity: expected "),
    ],
)
def test_a_configuration_made_by_a_program_is_checked(values: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        Config(**values)  # type: ignore[arg-type]
    assert str(caught.value).startswith(says)
