"""Conditions of the gate whose change no other test notices: counts, plurals, limits, lists that are cut."""

import json
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.test_gate import ARABIC, ENGLISH, NUMBER, RAN, STYLE, TODAY, baseline, report
from tqcheck.config import Config, MaxCounts
from tqcheck.config.faults import ConfigError
from tqcheck.errors import TqcheckError, UsageError
from tqcheck.gate import settle
from tqcheck.gate.baseline import Known, apply_baseline, load_baseline, write_baseline
from tqcheck.gate.comments import _lines, _touch, apply_comments, standing
from tqcheck.gate.decisions import Decision, entries_of, load_decisions
from tqcheck.gate.fingerprints import fingerprint, with_fingerprints
from tqcheck.gate.marks import accepted, kind_of, mark, reason_of
from tqcheck.gate.since import changed, keep_changed, texts_at
from tqcheck.gate.suppressions import NewEntry, Suppression, apply_suppressions, load_suppressions, revise, suppress
from tqcheck.gate.verdict import _listed, adjust, failures, gaps, told_unsure
from tqcheck.records import Bead, CheckRun, Document, Finding, Location, Score, Segment, Severity, Span


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([3], "3"), ([1, 2], "1, 2"), (range(10), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"),
     (range(11), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9…")],
)  # fmt: skip
def test_ten_numbers_are_told_and_no_more(numbers, told):
    assert _listed(list(numbers)) == told


def test_a_baseline_takes_as_many_as_it_holds(tmp_path):
    config = baseline(tmp_path, report(NUMBER, NUMBER))
    settled = settle([report(NUMBER, NUMBER, NUMBER)], RAN, config, today=TODAY)
    assert [f.suppressed for f in settled.documents[0].findings] == ["baseline", "baseline", None]
    assert settled.notices == (f"2 known findings (baseline {config.baseline})",)


@pytest.mark.parametrize(
    ("kind", "reason", "value"),
    [("baseline", "", "baseline"), ("comment", "agency: figure", "comment: agency: figure"), ("file", "x", "file: x")],
)
def test_marks_carry_their_reason(kind, reason, value):
    finding = replace(report(NUMBER).findings[0], suppressed=mark(kind, reason))
    assert (finding.suppressed, kind_of(finding), reason_of(finding)) == (value, kind, reason)


def test_what_is_accepted_is_counted_by_way():
    one = report(NUMBER, STYLE, STYLE)
    marks = ("comment: a", "file: b", "file: c")
    found = tuple(replace(f, suppressed=m) for f, m in zip(one.findings, marks, strict=True))
    both = replace(one, findings=found)
    assert accepted([both]) == ("3 findings accepted: 1 by comments in the posts, 2 by the suppression file",)
    assert accepted([replace(one, findings=found[:1])]) == ("1 finding accepted: 1 by comments in the posts",)
    assert accepted([one]) == ()


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        ({"critical": 1, "minor": 2}, ()),
        ({"critical": 0, "minor": 2}, ("1 critical finding, none allowed",)),
        ({"critical": 1, "minor": 1}, ("2 minor findings, 1 allowed",)),
        ({"critical": 1}, ()),
    ],
)
def test_limits_hold_up_to_the_number_itself(limits, reasons):
    settled = settle([report(NUMBER, STYLE, STYLE)], RAN, Config(max_counts=MaxCounts(**limits)), today=TODAY)
    assert settled.reasons == reasons


@pytest.mark.parametrize(("fail_on", "exit_code"), [("critical", 0), ("major", 0), ("minor", 1), ("never", 0)])
def test_the_mildest_severity_that_fails(fail_on, exit_code):
    assert settle([report(STYLE)], RAN, Config(fail_on=fail_on), today=TODAY).exit_code == exit_code


@pytest.mark.parametrize(("asked", "exit_code"), [(0.8, 1), (0.81, 0)])
def test_a_finding_as_sure_as_asked_counts(asked, exit_code):
    one = report(NUMBER)
    sure = replace(one, findings=(replace(one.findings[0], confidence=0.8),))
    assert settle([sure], RAN, Config(fail_confidence=asked), today=TODAY).exit_code == exit_code


def test_unsure_findings_are_told_in_the_right_number():
    assert told_unsure(1) == "1 finding is less sure than fail-confidence asks: shown, not counted"
    assert told_unsure(2) == "2 findings are less sure than fail-confidence asks: shown, not counted"


# --- runs over some posts of many, or since a revision


def entries_for(tmp_path, text):
    file = tmp_path / "accepted.toml"
    file.write_text(text)
    return Config(suppressions=file)


UNUSED = '[[suppress]]\ncode = "TQ601"\npath = "**"\nreason = "r"\nuntil = 2999-01-01\n'


def test_of_some_posts_of_many_nothing_is_called_unused_and_nothing_is_summed_up(tmp_path):
    config = replace(entries_for(tmp_path, UNUSED), fail_confidence=0.9)
    one = report(NUMBER, path=str(tmp_path / "a.txt"))
    one = replace(one, findings=(replace(one.findings[0], confidence=0.5),))
    whole = settle([one], RAN, config, today=TODAY)
    assert whole.notices == (
        f"{config.suppressions}:1: suppresses nothing in what was checked (r): remove it",
        "1 finding is less sure than fail-confidence asks: shown, not counted",
    )
    assert settle([one], RAN, config, today=TODAY, partial=True).notices == ()


def test_since_a_revision_nothing_is_called_unused(tmp_path, monkeypatch):
    monkeypatch.setattr("tqcheck.gate.texts_at", lambda revision: lambda path: None)
    text = "\n".join((*ENGLISH, "", *ARABIC, "<!-- tqcheck: ignore TQ7 r -->"))
    one = report(NUMBER, path=str(tmp_path / "a.txt"), text=text)
    config = entries_for(tmp_path, UNUSED)
    assert len(settle([one], RAN, config, today=TODAY).notices) == 2
    settled = settle([one], RAN, replace(config, since="HEAD"), today=TODAY)
    assert (settled.notices, [f.code for f in settled.documents[0].findings]) == ((), ["TQ301"])


def test_a_score_is_made_when_accepted_findings_are_marked():
    scored = settle([report(NUMBER)], RAN, Config(), today=TODAY, scorer=lambda d: Score(value=1.0, low=0.0, high=2.0))
    assert scored.documents[0].score == Score(value=1.0, low=0.0, high=2.0)
    given = report(NUMBER, score=Score(value=7.0, low=7.0, high=7.0))
    assert settle([given], RAN, Config(), today=TODAY).documents[0].score == given.score


# --- the baseline


def known(*entries):
    return [Known(fingerprint=mark, path=path, code="TQ301", message="m") for path, mark in entries]


def taken(tmp_path, document, *entries):
    (marked,), _ = apply_baseline([document], known(*entries), tmp_path / "known.json")
    return [f.suppressed for f in marked.findings]


def test_an_entry_of_standard_input_is_for_standard_input_alone(tmp_path):
    piped, post = (with_fingerprints(report(NUMBER, path=path)) for path in ("-", str(tmp_path / "a.txt")))
    own = piped.findings[0].fingerprint
    assert taken(tmp_path, piped, ("-", own)) == ["baseline"]
    assert taken(tmp_path, post, ("-", own)) == [None]
    assert taken(tmp_path, post, ("gone.txt", own)) == ["baseline"]


def test_two_entries_take_two_findings_and_none_that_is_marked_already(tmp_path):
    post = report(NUMBER, NUMBER, path=str(tmp_path / "a.txt"))
    post = replace(post, findings=tuple(replace(f, fingerprint="f") for f in post.findings))
    assert taken(tmp_path, post, ("a.txt", "f"), ("a.txt", "f")) == ["baseline", "baseline"]
    assert taken(tmp_path, post, ("a.txt", "f")) == ["baseline", None]
    said = replace(post, findings=(replace(post.findings[0], suppressed="comment: r"), post.findings[1]))
    assert taken(tmp_path, said, ("a.txt", "f")) == ["comment: r", "baseline"]


@pytest.mark.parametrize("size", [100_000, 100_001])
def test_texts_of_a_baseline_have_a_length(tmp_path, size):
    file = tmp_path / "known.json"
    entry = {"fingerprint": "f", "path": "p", "code": "TQ301", "message": "m" * size}
    file.write_text(json.dumps({"schema": "tqcheck.baseline/1", "findings": [entry]}))
    if size > 100_000:
        with pytest.raises(UsageError, match="finding 1: its message is not what it should be"):
            load_baseline(file)
    else:
        assert load_baseline(file)[0].message == "m" * size


def test_a_baseline_is_written_for_people_too(tmp_path):
    file = tmp_path / "known.json"
    post = with_fingerprints(report(NUMBER, STYLE, path=str(tmp_path / "a.txt")))
    assert write_baseline(file, [post], version="1") == 2
    text = file.read_text("utf-8")
    assert '\n "findings": [\n  {\n   "fingerprint"' in text
    assert "ثلاثة" in text
    assert text.endswith("}\n")
    known_already = replace(post, findings=tuple(replace(f, suppressed="baseline") for f in post.findings))
    assert write_baseline(file, [known_already], version="1") == 2


# --- comments in the post


def comments(text, *found, path="post.txt"):
    document, notices = apply_comments(report(*found, text=text, path=path))
    return [f.suppressed for f in document.findings], notices


IDLE = "<!-- tqcheck: ignore TQ7 r -->"
NOTHING = "this comment suppresses nothing: no TQ7 found here; remove it"


@pytest.mark.parametrize(("count", "more"), [(20, ()), (21, ("and 1 more comment like that",)),
                                             (22, ("and 2 more comments like that",))])  # fmt: skip
def test_twenty_idle_comments_are_told_one_by_one(count, more):
    _, notices = comments("\n".join([*ENGLISH, "", *ARABIC, *[IDLE] * count]))
    assert notices == (*(f"post.txt:{8 + n}: {NOTHING}" for n in range(20)), *more)


def test_a_comment_names_each_code_that_found_nothing():
    text = "\n".join((*ENGLISH, "", *ARABIC, "<!-- tqcheck: ignore TQ7,TQ8 r -->"))
    assert comments(text)[1] == ("post.txt:8: this comment suppresses nothing: no TQ7, TQ8 found here; remove it",)
    assert standing(report(text=text)) == (
        "post.txt:8: this comment tells tqcheck to ignore TQ7, TQ8, and is not obeyed",
    )
    assert standing(report(text=text.replace("TQ7,TQ8", "seven"))) == ()


OURS = "<!-- tqcheck: ignore TQ301 r -->"


@pytest.mark.parametrize(
    ("lines", "marked"),
    [
        ((*ENGLISH, OURS, *ARABIC), None),  # of the first Arabic sentence
        ((ENGLISH[0], OURS, *ENGLISH[1:], *ARABIC), "comment: r"),
        ((ENGLISH[0], OURS, "", "  ", *ENGLISH[1:], *ARABIC), "comment: r"),  # over empty lines
        ((ENGLISH[0], OURS, "<!-- of our desk -->", *ENGLISH[1:], *ARABIC), "comment: r"),  # and other comments
        ((ENGLISH[0], f"{ENGLISH[1]} {OURS}", ENGLISH[2], *ARABIC), "comment: r"),
        ((ENGLISH[0], f"{OURS} {ENGLISH[1]}", ENGLISH[2], *ARABIC), "comment: r"),
        ((f"{ENGLISH[0]} {OURS}", *ENGLISH[1:], *ARABIC), None),
        ((*ENGLISH[:2], OURS, ENGLISH[2], *ARABIC), None),
        ((*ENGLISH, *ARABIC, OURS), None),  # nothing follows it
        ((*ENGLISH, ARABIC[0], OURS, *ARABIC[1:]), "comment: r"),  # on either side
        ((*ENGLISH, *ARABIC, OURS.replace("ignore", "ignore-file")), "comment: r"),
        ((OURS, *ENGLISH, *ARABIC), None),
    ],
)
def test_which_line_a_comment_speaks_of(lines, marked):
    assert comments("\n".join(lines), NUMBER)[0] == [marked]


def test_a_comment_takes_what_touches_its_line_on_the_other_side():
    places = ("TQ301", Severity.CRITICAL, 1, "40", None)
    text = "\n".join((*ENGLISH, ARABIC[0], OURS, *ARABIC[1:]))
    assert comments(text, places)[0] == ["comment: r"], "the sentence that renders it"
    text = "\n".join((*ENGLISH, *ARABIC[:2], OURS, ARABIC[2]))
    assert comments(text, places)[0] == [None]


def test_the_first_comment_that_takes_a_finding_gives_the_reason():
    both = f"{OURS}{OURS.replace(' r ', ' second ')}"
    marks, notices = comments("\n".join((ENGLISH[0], both, *ENGLISH[1:], *ARABIC)), NUMBER)
    assert marks == ["comment: r"]
    assert notices == ("post.txt:2: this comment suppresses nothing: no TQ301 found here; remove it",)


# --- fingerprints


def test_a_fingerprint_is_made_of_the_sentence_and_the_words():
    one = report(NUMBER)
    bead = one.beads[1].bead
    (found,) = one.findings
    assert fingerprint(found, bead) == with_fingerprints(one).findings[0].fingerprint
    assert len(fingerprint(found, bead)) == 16
    assert fingerprint(found, bead, 1) != fingerprint(found, bead, 0) == fingerprint(found, bead)
    assert fingerprint(found, one.beads[0].bead) != fingerprint(found, bead)
    assert fingerprint(found, None) not in (fingerprint(found, bead), fingerprint(found, one.beads[0].bead))


def two_sentences():
    """A bead of two source sentences and one of the target."""
    one = report()
    first, second = one.beads[:2]
    return replace(first.bead, source=(*first.bead.source, *second.bead.source))


def test_of_several_sentences_the_one_that_holds_the_place_counts():
    bead = two_sentences()
    (found,) = report(("TQ301", Severity.CRITICAL, 1, "40", None)).findings
    start = replace(bead, source=bead.source[1:])
    place = Location(document=bead.source[0].document, span=bead.source[1].span)
    at = [
        replace(found, source=replace(place, span=Span(start=offset, end=place.span.end)))
        for offset in (place.span.start - 1, place.span.start, place.span.end)
    ]
    assert fingerprint(at[1], bead) == fingerprint(at[1], start)
    assert fingerprint(at[2], bead) == fingerprint(at[2], start), "its end is its own"
    assert fingerprint(at[0], bead) != fingerprint(at[0], start), "in front of it is the other one"


def test_where_nothing_is_marked_the_target_stands_in():
    bare = Finding(code="TQ102", name="x", severity=Severity.MAJOR, message="", bead=0)
    first, second = (replace(e.bead, source=()) for e in report().beads[:2])
    assert fingerprint(bare, first) != fingerprint(bare, second)
    whole = report().beads[0].bead
    assert fingerprint(bare, whole) == fingerprint(bare, replace(whole, target=second.target)), "the source will do"


# --- what changed since a revision


@pytest.mark.parametrize(
    ("old", "kept"),
    [
        (lambda text: text, []),
        (lambda text: None, [0, 1, 2]),
        (lambda text: text.replace("40", "30"), [1]),
        (lambda text: text.replace("14", "  14"), []),  # spaces are nothing
        (lambda text: text.replace(" 40", " 40 "), []),
        (lambda text: f"{text}\n{ENGLISH[1]}", []),  # it stood there twice
        (lambda text: f"{text}\nThis line was taken out.", []),  # beads of one to one are as they were
    ],
)
def test_findings_of_what_did_not_change_are_left_out(old, kept):
    found = [("TQ301", Severity.CRITICAL, n, None, None) for n in range(3)]
    one = keep_changed(report(*found), lambda path: old(report().bitext.source[0].document.text))
    assert [f.bead for f in one.findings] == kept


def test_where_something_was_taken_out_beads_that_lack_a_side_count():
    one = report(("TQ101", Severity.CRITICAL, 0, None, None), ("TQ301", Severity.CRITICAL, 1, None, None))
    first, *rest = one.beads
    one = replace(one, beads=(replace(first, bead=replace(first.bead, target=())), *rest))
    text = one.bitext.source[0].document.text
    assert [f.bead for f in keep_changed(one, lambda path: f"{text}\nThis line was taken out.").findings] == [0]
    assert keep_changed(one, lambda path: f"{text}\n\n").findings == ()
    assert [f.bead for f in keep_changed(replace(one, beads=one.beads[1:]), lambda path: text).findings] == [0]


def test_a_post_has_changed_where_either_text_has():
    bitext = report().bitext
    text = bitext.source[0].document.text
    assert not changed(bitext, lambda path: text)
    assert changed(bitext, lambda path: f"{text} ")
    assert changed(replace(bitext, fault="unreadable"), lambda path: text)


# --- decisions


def test_decisions_without_a_day_or_with_a_day_gone_by_are_faults(tmp_path):
    file = tmp_path / "d.json"
    day = date(2026, 6, 14)
    decisions = [
        Decision(fingerprint="1" * 16, decision="accepted"),
        Decision(fingerprint="2" * 16, decision="dismissed", reason="r"),
        Decision(fingerprint="3" * 16, decision="dismissed", reason="r", until=day),
    ]
    with pytest.raises(ConfigError) as caught:
        entries_of(file, decisions, until=None, today=TODAY)
    assert str(caught.value).splitlines() == [
        f"{file}: decisions.1: has no last day: add --until DATE",
        f"{file}: decisions.2: 2026-06-14 is over already: decide anew",
    ]
    assert [(e.fingerprint, e.until) for e in entries_of(file, decisions, until=TODAY, today=day)] == [
        ("2" * 16, TODAY), ("3" * 16, day),
    ]  # fmt: skip


# --- which findings and which gaps count


def spare(one, **fields):
    return replace(one, beads=tuple(replace(e, **fields) for e in one.beads))


@pytest.mark.parametrize(("confidence", "gap"), [(0.5, False), (0.49, True), (None, False)])
def test_a_bead_as_sure_as_asked_is_no_gap(confidence, gap):
    one = report()
    beads = tuple(replace(e, bead=replace(e.bead, confidence=confidence)) for e in one.beads)
    said = gaps([replace(one, beads=beads)], RAN, Config(min_confidence=0.5))
    assert said == (("post.txt: bead 0, 1, 2 could not be aligned with certainty",) if gap else ())
    lone = tuple(replace(e, bead=replace(e.bead, target=())) for e in beads)
    assert gaps([replace(one, beads=lone)], RAN, Config(min_confidence=0.5)) == ()


@pytest.mark.parametrize(("value", "fails"), [(80.0, False), (79.9, True)])
def test_a_score_as_high_as_asked_passes(value, fails):
    one = report(score=Score(value=value, low=0.0, high=100.0))
    assert failures([one], Config(min_score=80)) == (("post.txt: score 79.9 is below 80",) if fails else ())


def test_without_a_score_one_that_is_asked_for_is_a_gap():
    said = ("post.txt: no score could be measured, and min-score asks for one",)
    assert gaps([report()], RAN, Config(min_score=80)) == said
    assert failures([report()], Config(min_score=80)) == ()
    assert gaps([report()], RAN, Config()) == ()


@pytest.mark.parametrize(("states", "said"), [
    ((None, None, None), ()), (("fuzzy", None, "locked"), ("1 unit",)), (("fuzzy", "draft", None), ("2 units",)),
])  # fmt: skip
def test_units_that_the_file_calls_unfinished(states, said):
    one = report()
    beads = tuple(replace(e, bead=replace(e.bead, state=s)) for e, s in zip(one.beads, states, strict=True))
    told = tuple(f"post.txt: {units} that the file says are not finished" for units in said)
    assert failures([replace(one, beads=beads)], Config(fail_unfinished=True)) == told
    assert failures([replace(one, beads=beads)], Config()) == ()


def test_what_was_not_measured_is_a_gap_of_its_kind():
    one = report()
    beads = (replace(one.beads[0], not_measured=("back_translation",)), one.beads[1],
             replace(one.beads[2], not_measured=("word_coverage", "back_translation")))  # fmt: skip
    assert gaps([replace(one, beads=beads)], RAN, Config()) == (
        "post.txt: no back-translation for bead 0, 2",
        "post.txt: no comparison of words (words run together that cannot be told apart) for bead 2",
    )


def test_a_post_that_could_not_be_read_is_one_gap():
    one = report()
    assert gaps([replace(one, beads=(), bitext=replace(one.bitext, fault="post.txt: empty"))], RAN, Config()) == (
        "post.txt: empty",
    )
    assert gaps([replace(one, beads=())], RAN, Config()) == ("post.txt: nothing in it could be compared",)


@pytest.mark.parametrize(
    ("run", "config", "said"),
    [
        (CheckRun(code="TQ401", error="KeyError"), Config(), ("TQ401 failed: KeyError",)),
        (CheckRun(code="TQ401", error="KeyError"), Config(ignore=("TQ4",)), ()),
        (CheckRun(code="TQ401", skipped="no names"), Config(), ("TQ401 did not run: no names",)),
        (CheckRun(code="TQ401", skipped="no names"), Config(ignore=("TQ4",)), ()),
        (CheckRun(code="TQ401", skipped="no names"), Config(allow_skipped=("TQ4",)), ()),
        (CheckRun(code="TQ401"), Config(), ()),
    ],
)
def test_a_check_that_did_not_run_is_a_gap(run, config, said):
    assert gaps([report()], (run,), config) == said


def test_severities_are_overridden_and_codes_left_out():
    one = adjust(report(NUMBER, STYLE), Config(severity={"TQ6": Severity.MAJOR}, ignore=("TQ301",)))
    assert [(f.code, f.severity) for f in one.findings] == [("TQ601", Severity.MAJOR)]


# --- the suppression file


def test_entries_that_are_withdrawn_take_their_empty_line_along(tmp_path):
    file = tmp_path / "accepted.toml"
    day = date(2999, 1, 1)
    new = [NewEntry(fingerprint=n * 16, reason=n, until=day) for n in "123"]
    revise(file, new)
    whole = file.read_text()
    revise(file, [], withdrawn=["2" * 16])
    assert file.read_text() == whole.replace(new[1].toml + "\n", "")
    revise(file, [], withdrawn=["1" * 16, "3" * 16])
    assert load_suppressions(file) == ()
    file.write_text(new[0].toml + "# ours\n" + new[1].toml)
    revise(file, [], withdrawn=["1" * 16])
    assert file.read_text().startswith("# ours\n[[suppress]]")


def test_an_entry_for_some_posts_is_not_withdrawn_with_its_fingerprint(tmp_path):
    file = tmp_path / "accepted.toml"
    file.write_text(f'[[suppress]]\nfingerprint = "{"1" * 16}"\npath = "a/**"\nreason = "r"\nuntil = 2999-01-01\n')
    revise(file, [], withdrawn=["1" * 16])
    assert len(load_suppressions(file)) == 1


def test_a_day_to_come_is_today_too(tmp_path):
    file = tmp_path / "accepted.toml"
    suppress(file, reason="r", until=TODAY, fingerprint="1" * 16, today=TODAY)
    assert load_suppressions(file)[0].until == TODAY


def suppression(**fields):
    return Suppression(**{"reason": "r", "until": TODAY, "file": Path("/desk/accepted.toml"), **fields})


def test_an_entry_takes_by_its_fingerprint_alone_or_by_a_code_or_its_beginning():
    (found,) = with_fingerprints(report(NUMBER)).findings
    assert suppression(fingerprint=found.fingerprint).takes(found)
    assert not suppression(fingerprint="0" * 16, code="TQ301").takes(found)
    assert suppression(code="tq3").takes(found)
    assert not suppression(code="TQ302").takes(found)
    assert not suppression().takes(found)


def test_an_entry_covers_posts_under_its_pattern():
    assert suppression().covers("/elsewhere/a.txt")
    assert suppression(path="posts/*.txt").covers("/desk/posts/a.txt")
    assert not suppression(path="posts/*.txt").covers("/desk/other/a.txt")
    assert not suppression(path="**").covers("/elsewhere/a.txt")
    assert (suppression(line=3).where, suppression().where) == ("/desk/accepted.toml:3", "/desk/accepted.toml")


@pytest.mark.parametrize(
    ("idle", "notices"),
    [(RAN, 1), ((CheckRun(code="TQ601", error="x"),), 0), ((CheckRun(code="TQ601", skipped="x"),), 0),
     ((CheckRun(code="TQ602", skipped="x"),), 1)],
)  # fmt: skip
def test_an_entry_is_unused_only_where_its_check_ran(tmp_path, idle, notices):
    entry = suppression(code="tq601", path="**", file=tmp_path / "accepted.toml")
    post = report(path=str(tmp_path / "a.txt"))
    assert len(apply_suppressions([post], [entry], idle, TODAY)[1]) == notices
    mark = suppression(fingerprint="0" * 16, file=tmp_path / "accepted.toml")
    blind = sum(run.skipped is not None or run.error is not None for run in idle)
    assert len(apply_suppressions([post], [mark], idle, TODAY)[1]) == (0 if blind else 1)


def test_two_entries_for_one_finding_are_both_used_and_the_first_gives_the_reason(tmp_path):
    file = tmp_path / "accepted.toml"
    both = [suppression(code="TQ3", path="**", file=file, reason=reason) for reason in ("first", "second")]
    (marked,), notices = apply_suppressions([report(NUMBER, path=str(tmp_path / "a.txt"))], both, RAN, TODAY)
    assert ([f.suppressed for f in marked.findings], notices) == (["file: first"], ())


# --- edges


@pytest.mark.parametrize(
    ("one", "other", "touch"), [((0, 5), (5, 9), True), ((0, 5), (6, 9), False), ((3, 3), (3, 3), True)]
)
def test_what_touches(one, other, touch):
    spans = [Span(start=start, end=end) for start, end in (one, other)]
    assert [_touch(*spans), _touch(*reversed(spans))] == [touch, touch]


def test_an_empty_first_line_is_a_line():
    assert comments("\n".join(("", ENGLISH[0], OURS, *ENGLISH[1:], *ARABIC)), NUMBER)[0] == ["comment: r"]


def test_of_two_sentences_that_touch_the_first_holds_the_place_between():
    document = Document(path="p", text="One.Two.")
    first, second = (
        Segment(document=document, lang="en", span=span, text=span.of(document.text))
        for span in (Span(start=0, end=4), Span(start=4, end=8))
    )
    place = Location(document=document, span=Span(start=4, end=4))
    found = Finding(code="TQ102", name="x", severity=Severity.MAJOR, message="", bead=0, source=place)
    whole = Bead(index=0, source=(first, second), target=())
    assert fingerprint(found, whole) == fingerprint(found, replace(whole, source=(first,)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pots": "p"}, "pots: unknown key (did you mean 'post'?)"),
        ({"decisions": [{"fingerprint": "1" * 16, "decision": "accepted", "resaon": "r"}]},
         "decisions.0.resaon: unknown key (did you mean 'reason'?)"),
    ],
)  # fmt: skip
def test_a_mistyped_key_of_decisions_is_told_with_the_right_one(tmp_path, wrong, said):
    file = tmp_path / "d.json"
    file.write_text(json.dumps({"schema": "tqcheck.decisions/1", "post": "p", "decisions": [], **wrong}))
    with pytest.raises(ConfigError) as caught:
        load_decisions(file)
    assert said in str(caught.value)


@pytest.mark.parametrize("load", [load_decisions, load_baseline])
def test_why_a_file_cannot_be_read(tmp_path, load):
    with pytest.raises(TqcheckError) as caught:
        load(tmp_path)
    assert str(caught.value) == f"{tmp_path}: cannot be read: Is a directory"


def test_a_suppression_file_that_is_no_text_is_not_written_over(tmp_path):
    file = tmp_path / "accepted.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError) as caught:
        suppress(file, reason="r", until=TODAY, fingerprint="1" * 16, today=TODAY)
    assert str(caught.value) == f"{file}: cannot be read: not UTF-8"
    assert file.read_bytes() == b"\xff\xfe\x00"


@pytest.mark.parametrize(
    ("text", "lines"), [("ab\nc", [(0, 2), (3, 4)]), ("\na\n", [(0, 0), (1, 2), (3, 3)]), ("", [(0, 0)])]
)
def test_lines_of_a_text(text, lines):
    assert [(line.start, line.end) for line in _lines(text)] == lines


def test_an_entry_below_an_empty_first_line_takes_it_along(tmp_path):
    file = tmp_path / "accepted.toml"
    one, two = (NewEntry(fingerprint=n * 16, reason=n, until=TODAY).toml for n in "12")
    file.write_text(f"\n{one}\n{two}")
    revise(file, [], withdrawn=["1" * 16])
    assert file.read_text() == f"\n{two}"


def git(monkeypatch, answer):
    """What is asked of git where it answers so."""
    asked = {}

    def run(command, **options):
        asked.update(options, command=command)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr("tqcheck.gate.since.subprocess.run", run)
    return asked


def test_git_has_two_minutes_and_no_one_to_ask(monkeypatch):
    asked = git(monkeypatch, subprocess.TimeoutExpired("git", 120))
    with pytest.raises(UsageError, match="git did not answer within 120 seconds"):
        texts_at("HEAD")("a.txt")
    assert (asked["timeout"], asked["stdin"], asked["check"]) == (120, subprocess.DEVNULL, False)
    assert asked["env"]["GIT_TERMINAL_PROMPT"] == "0"
    assert texts_at("HEAD")("-") is None, "standard input was never there"


@pytest.mark.parametrize(
    ("said", "told"), [(b"one\nfatal: no\n", " (fatal: no)"), (b"", "")], ids=["last line", "nothing"]
)
def test_what_git_says_is_passed_on(monkeypatch, said, told):
    git(monkeypatch, subprocess.CompletedProcess("git", 1, b"", said))
    with pytest.raises(UsageError) as caught:
        texts_at("HEAD")("a.txt")
    where = "--since HEAD: no git repository here; run tqcheck in the repository of the posts"
    assert str(caught.value) == f"{where}{told}"


def test_an_entry_whose_path_no_system_has_is_of_a_post_that_is_gone(tmp_path):
    post = with_fingerprints(report(NUMBER, path=str(tmp_path / "a.txt")))
    assert taken(tmp_path, post, ("a" * 9000, post.findings[0].fingerprint)) == ["baseline"]


def test_equal_faults_are_numbered_one_by_one():
    one = with_fingerprints(report(NUMBER, NUMBER, NUMBER))
    bead = one.beads[1].bead
    assert [f.fingerprint for f in one.findings] == [fingerprint(one.findings[0], bead, n) for n in range(3)]
