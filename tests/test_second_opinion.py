"""The second opinion: what is asked, what is believed, what the gate makes of it, and what never changes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.conftest import evidence_of
from tqcheck.checks.opinion import remarked
from tqcheck.config import Config
from tqcheck.errors import UsageError
from tqcheck.gate import settle
from tqcheck.opinion import second_opinion
from tqcheck.opinion.reader import NO_ANSWER, NOT_BELIEVED, SecondReader
from tqcheck.records import (
    CheckRun,
    Coverage,
    DocumentReport,
    Finding,
    Location,
    Opinion,
    Remark,
    Severity,
    Span,
    Verdict,
    WordCoverage,
)
from tqcheck.report.listing import said
from tqcheck.service import Ledger
from tqcheck.service.chat import Answer
from tqcheck.store import BlobStore

EN, AR = "The mayor said 347 homes burned and grudgingly left.", "قال العمدة إن 374 منزلا احترقت ثم غادر."
DOCUMENT = evidence_of(((EN,), (AR,)), (("Rain is expected on Friday.",), ("يتوقع هطول المطر يوم الجمعة.",)))


def place(side, words, document=DOCUMENT):
    text = document.bitext.source[0].document
    start = text.text.index(words)
    return Location(document=text, span=Span(start=start, end=start + len(words)))


def finding(code="TQ201", severity=Severity.MAJOR, bead=0, **more):
    return Finding(code=code, name="name", severity=severity, message=f"{code} claim", bead=bead, **more)


class Speaker:
    """Answers by a function of the JSON data it is shown; keeps the data."""

    identity = "speaker"

    def __init__(self, say):
        self.say, self.asked = say, []

    def answer(self, questions):
        (question,) = questions
        content = question.messages[-1]["content"]
        data = json.loads(next(line for line in content.splitlines() if line.startswith("{")))
        self.asked.append(data)
        answer = self.say(data)
        return [answer if isinstance(answer, Answer) else Answer(text=answer)]


def verdict(word, reason="It is so.", **words):
    return json.dumps({"verdict": word, "reason": reason, "original_words": "", "translation_words": "", **words})


def planted(data):
    """Whether the question is the control: its claim is about a sentence put behind the original."""
    return data["original"].endswith(data["marked_in_original"]) and "has no counterpart" in data["claim"]


def always(word):
    return lambda data: verdict(word)


def honest(word):
    """A model that says `word` of every claim, and knows a planted fault when it sees one."""
    return lambda data: verdict("confirmed" if planted(data) else word)


def judged(say, *findings, document=DOCUMENT, store=None):
    return SecondReader(Speaker(say), "tiny", store).judge(document, findings)


def test_the_question_shows_both_sentences_the_marked_words_and_the_claim():
    speaker = Speaker(always("confirmed"))
    asked = finding(source=place("source", "grudgingly"), target=place("target", "غادر"))
    SecondReader(speaker, "tiny", None).judge(DOCUMENT, [asked])
    assert speaker.asked == [
        {"original": EN, "translation": AR, "marked_in_original": "grudgingly", "marked_in_translation": "غادر",
         "claim": "TQ201 claim"}
    ]  # fmt: skip


def test_of_a_sentence_without_counterpart_the_surroundings_are_shown():
    document = evidence_of(
        (("One came.",), ("جاء واحد.",)), (("Two left.",), ()), (("Three stayed.",), ("بقي ثلاثة.",))
    )
    speaker = Speaker(always("confirmed"))
    SecondReader(speaker, "tiny", None).judge(document, [finding("TQ101", bead=1)])
    (data,) = speaker.asked
    assert (data["original"], data["translation"]) == ("Two left.", "")
    assert data["original_around"] == "One came. … Three stayed."
    assert data["translation_around"] == "جاء واحد. … بقي ثلاثة."


def test_a_confirmed_finding_says_so_with_the_words_that_stand_there():
    answer = verdict("confirmed", "It is\ngone.", original_words="grudgingly left", translation_words="made up")
    (found,) = judged(lambda data: answer, finding()).findings
    assert found.opinion == Opinion(
        verdict="confirmed", reason="It is gone.", by="tiny", source="grudgingly left", target="", may_demote=False
    )
    assert (
        said(found) == "TQ201 claim (second opinion of tiny: confirmed: “It is gone.”; it would mark “grudgingly left”)"
    )


def test_words_that_are_marked_already_are_not_said_again():
    marked = finding(source=place("source", "grudgingly"))
    (found,) = judged(lambda data: verdict("confirmed", original_words="grudgingly"), marked).findings
    assert said(found) == "TQ201 claim (second opinion of tiny: confirmed: “It is so.”)"


@pytest.mark.parametrize("text", ["yes", "{}", '{"verdict": "wrong", "reason": ""}', '{"verdict": "unsure"}', "[1]"])
def test_an_answer_in_another_form_is_none(text):
    result = judged(lambda data: text, finding())
    assert result.findings[0].opinion is None
    assert result.unanswered == (NO_ANSWER,)


def test_fences_and_prose_around_the_answer_do_no_harm():
    (found,) = judged(lambda data: f"Here you are:\n```json\n{verdict('unsure')}\n```", finding()).findings
    assert found.opinion.verdict == "unsure"


def test_the_gravest_are_asked_first_and_the_order_of_the_report_stays():
    speaker = Speaker(always("unsure"))
    found = [finding("TQ601", Severity.MINOR), finding("TQ201"), finding("TQ301", Severity.CRITICAL)]
    result = SecondReader(speaker, "tiny", None).judge(DOCUMENT, found)
    assert [data["claim"][:5] for data in speaker.asked] == ["TQ301", "TQ201", "TQ601"]
    assert [f.code for f in result.findings] == ["TQ601", "TQ201", "TQ301"]


def test_not_confirmed_is_believed_from_a_model_that_confirms_a_planted_fault():
    result = judged(honest("not confirmed"), finding(), finding("TQ501", Severity.CRITICAL))
    assert [f.opinion.verdict for f in result.findings] == ["not confirmed"] * 2
    assert [f.opinion.may_demote for f in result.findings] == [True, True]


def test_a_model_that_confirms_nothing_is_not_believed():
    speaker = Speaker(always("not confirmed"))
    result = SecondReader(speaker, "tiny", None).judge(DOCUMENT, [finding(), finding("TQ202")])
    assert {(f.opinion.verdict, f.opinion.reason, f.opinion.may_demote) for f in result.findings} == {
        ("unsure", NOT_BELIEVED, False)
    }
    assert sum(planted(data) for data in speaker.asked) == 1


def test_a_model_that_is_unsure_of_a_planted_fault_is_not_believed():
    (found,) = judged(lambda data: verdict("unsure" if planted(data) else "not confirmed"), finding()).findings
    assert (found.opinion.verdict, found.opinion.may_demote) == ("unsure", False)


def test_without_an_answer_to_the_control_there_is_no_opinion():
    result = judged(lambda data: Answer(fault="it went down") if planted(data) else verdict("not confirmed"), finding())
    assert result.findings[0].opinion is None
    assert result.unanswered == ("it went down",)


@pytest.mark.parametrize("code", ["TQ301", "TQ302", "TQ304", "TQ305", "TQ401", "TQ402"])
def test_what_was_compared_by_value_is_never_demoted(code):
    critical, major = judged(
        honest("not confirmed"), finding(code, Severity.CRITICAL), finding(code, Severity.MAJOR)
    ).findings
    assert (critical.opinion.verdict, critical.opinion.may_demote) == ("not confirmed", False)
    assert major.opinion.may_demote


def test_answers_are_remembered_by_content(tmp_path):
    store = BlobStore(tmp_path, "texts")
    first = judged(honest("not confirmed"), finding(), store=store)
    again = judged(lambda data: Answer(fault="nobody is there"), finding(), store=store)
    assert again == first
    other = judged(lambda data: Answer(fault="nobody is there"), finding("TQ202"), store=store)
    assert other.unanswered == ("nobody is there",)


def test_what_was_no_answer_is_not_remembered(tmp_path):
    store = BlobStore(tmp_path, "texts")
    judged(lambda data: "yes", finding(), store=store)
    assert judged(always("unsure"), finding(), store=store).unanswered == ()


def settled(found, effect, fail_on="major"):
    document = DocumentReport(bitext=DOCUMENT.bitext, beads=DOCUMENT.beads, findings=tuple(found), score=None)
    return settle([document], [CheckRun(code="TQ201")], Config(second_opinion_effect=effect, fail_on=fail_on))


def test_the_gate_lets_go_only_where_it_is_told_to():
    found = judged(honest("not confirmed"), finding()).findings
    kept, let_go = settled(found, "annotate"), settled(found, "demote")
    assert (kept.verdict, kept.exit_code, kept.notices) == (Verdict.FINDINGS, 1, ())
    assert (let_go.verdict, let_go.exit_code) == (Verdict.PASS, 0)
    assert let_go.notices == ("1 finding that the second opinion does not confirm: shown, not counted",)
    assert len(let_go.documents[0].findings) == 1


@pytest.mark.parametrize("word", ["confirmed", "unsure"])
def test_the_gate_lets_nothing_else_go(word):
    assert settled(judged(honest(word), finding()).findings, "demote").exit_code == 1


def test_demoting_spares_neither_values_nor_what_else_was_found():
    found = judged(honest("not confirmed"), finding("TQ301", Severity.CRITICAL), finding()).findings
    assert settled(found, "demote").reasons == ("1 critical finding, none allowed",)


def errors(*found):
    return json.dumps({"errors": [{"original_words": "", "translation_words": "", "why": "Why.", **e} for e in found]})


def read(answer):
    return SecondReader(Speaker(lambda data: answer), "tiny", None).read(DOCUMENT)


def test_what_the_model_sees_is_marked_where_it_stands():
    document, unanswered = read(errors({"kind": "omission", "original_words": "grudgingly"}))
    assert unanswered == ()
    start = EN.index("grudgingly")
    span = Span(start=start, end=start + 10)
    assert document.beads[0].remarks == (Remark(kind="omission", source=span, why="Why."),)
    # The words do not stand in the second pair.
    assert document.beads[1].remarks == ()


@pytest.mark.parametrize(
    "error",
    [
        {"kind": "omission", "original_words": "words of nobody"},
        {"kind": "omission", "translation_words": "غادر"},
        {"kind": "addition", "original_words": "mayor"},
        {"kind": "untranslated", "original_words": "mayor"},
        {"kind": "mistranslation"},
        {"kind": "style", "original_words": "mayor"},
        {"kind": "omission", "original_words": 7},
    ],
)
def test_what_does_not_stand_in_the_texts_is_dropped(error):
    document, unanswered = read(errors(error))
    assert (document.beads[0].remarks, unanswered) == ((), ())


@pytest.mark.parametrize("answer", ["none", '{"errors": "none"}', '{"errors": ["none"]}', "{}"])
def test_a_pair_without_an_answer_is_not_measured(answer):
    document, unanswered = read(answer)
    assert [evidence.remarks for evidence in document.beads] == [None, None]
    assert unanswered == (NO_ANSWER, NO_ANSWER)


@pytest.mark.parametrize(
    ("p", "severity", "confidence"),
    [(0.9, Severity.MAJOR, 0.9), (0.5, Severity.MAJOR, 0.5), (0.4, Severity.MINOR, None)],
)
def test_a_remark_is_minor_unless_the_coverage_model_misses_the_same_words(p, severity, confidence):
    document, _ = read(errors({"kind": "omission", "original_words": "grudgingly"}))
    start = EN.index("grudgingly")
    words = (
        WordCoverage(span=Span(start=0, end=3), p=0.99),
        WordCoverage(span=Span(start=start, end=start + 10), p=p),
    )
    evidence = replace(document.beads[0], source_coverage=Coverage(words=words, p=0.9))
    (fault,) = remarked(replace(document, beads=(evidence,)))
    assert (fault.severity, fault.confidence) == (severity, confidence)
    assert fault.message == "a language model says that “grudgingly” is left out: Why."


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ({"kind": "addition", "translation_words": "ثم غادر"}, "«ثم غادر» is added"),
        ({"kind": "mistranslation", "original_words": "homes", "translation_words": "منزلا"}, "“homes” became «منزلا»"),
        ({"kind": "mistranslation", "original_words": "homes"}, "“homes” is rendered wrongly"),
        ({"kind": "untranslated", "translation_words": "العمدة"}, "«العمدة» is not translated"),
    ],
)
def test_a_remark_says_what_the_model_said(error, message):
    document, _ = read(errors(error))
    assert next(remarked(document)).message == f"a language model says that {message}: Why."


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"second_opinion_finds": True}, "--second-opinion-finds needs a model to ask"),
        ({"second_opinion": "libretranslate:http://127.0.0.1:5000"}, "only a language model has an opinion"),
        ({"second_opinion": "gemma3"}, "--second-opinion 'gemma3': expected an address such as chat:http://"),
        ({"second_opinion": "chat:http://10.0.0.7/v1#m", "offline": True}, "is another machine"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is(settings, says):
    with pytest.raises(UsageError) as caught:
        second_opinion(Config(**settings), Ledger(1), None)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("p", "severity", "confidence"), [((0.9, 0.1), Severity.MAJOR, 0.5), ((0.9, 0.0), Severity.MINOR, None)]
)
def test_a_remark_is_weighed_by_the_mean_of_the_words_on_its_graver_side(p, severity, confidence):
    (document, _), start = read(errors({"kind": "addition", "translation_words": "ثم غادر"})), AR.index("ثم غادر")
    words = [Span(start=start, end=start + 2), Span(start=start + 3, end=start + 7), Span(start=0, end=2)]
    target = Coverage(words=tuple(WordCoverage(span=w, p=q) for w, q in zip(words, (*p, 0.99), strict=True)), p=0.9)
    source = Coverage(words=(WordCoverage(span=Span(start=0, end=3), p=0.99),), p=0.9)
    evidence = replace(document.beads[0], source_coverage=source, target_coverage=target)
    (fault,) = remarked(replace(document, beads=(evidence,)))
    assert (fault.severity, fault.confidence, fault.detail) == (severity, confidence, {"kind": "addition"})


def test_a_remark_without_a_reason_ends_with_the_words():
    (document, _), start = read(errors({"kind": "omission", "original_words": "grudgingly"})), EN.index("grudgingly")
    remark = Remark(kind="omission", source=Span(start=start, end=start + 10))
    evidence = replace(document.beads[0], remarks=(remark,))
    (fault,) = remarked(replace(document, beads=(evidence,)))
    assert fault.message == "a language model says that “grudgingly” is left out"
    assert (fault.source, fault.target) == (remark.source, None)
