"""Whole runs with a server that helps, lies, is slow, dies or was never there: no pass that was not earned."""

from __future__ import annotations

import html
import itertools
import json
import re

import pytest

from tests.injections import ARABIC, ENGLISH
from tests.scripted_server import BREAK_OFF, chat, data_of, scripted, slow, translating
from tests.test_second_opinion import errors, planted, verdict
from tests.test_translate_chat import TABLE as PROBED
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.plugins import REPORTERS, resolve
from tqcheck.records import Verdict
from tqcheck.report.json_report import JsonReporter
from tqcheck.report.terminal import TerminalReporter

CLEAN = [
    ("The ministry opened a new hospital in the city on Monday.",
     "افتتحت الوزارة مستشفى جديدا في المدينة يوم الاثنين."),
    ("Schools were closed because of the storm.", "أغلقت المدارس بسبب العاصفة."),
    ("The team won by three goals to one.", "فاز الفريق بثلاثة أهداف مقابل هدف."),
]  # fmt: skip
FAULTY = (
    "Rescuers found 12 people under the rubble and took them to hospital before nightfall.",
    "عثر رجال الإنقاذ على 21 شخصا تحت الأنقاض.",
)
UNTIDY = ("The price of bread rose.", "ارتفع سعر الخبز .")
ROWS = [*CLEAN, FAULTY]
TABLE = PROBED | {ar: en for en, ar in [*CLEAN, UNTIDY]} | {FAULTY[1]: "Rescuers found 21 people under the rubble."}


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr("tqcheck.service.client._PAUSE", 0.0)


@pytest.fixture
def check(engine, tmp_path):
    """Check rows with the models of the session; without a cache, so that every run asks anew."""

    def run(rows, **settings):
        file = tmp_path / "rows.tsv"
        file.write_text("".join(f"{en}\t{ar}\n" for en, ar in rows), "utf-8")
        config = Config(**{"mt_model": "gloss", "cache": False, "offline": True, "request_timeout": 2.0} | settings)
        own = Engine(config)
        own.builtin_encoder, own.coverage = engine.builtin_encoder, engine.coverage
        return own.report(own.load([str(file)]))

    return run


def found(report):
    return [
        (f.code, f.severity, f.message, f.source and f.source.span, f.target and f.target.span)
        for document in report.documents
        for f in document.findings
    ]


def helpful(message):
    """A model that translates, and confirms every claim."""
    data = data_of(message)
    if data is None or "sentences" in data:
        return translating(TABLE)(message)
    return verdict("confirmed", "The two differ.") if "claim" in data else errors()


def name(server):
    return f"chat:{server.url}/v1#tiny"


def test_a_helpful_server_translates_and_has_an_opinion(check):
    plain = check(ROWS)
    with scripted(chat(helpful)) as server:
        report = check(ROWS, mt_model=name(server), second_opinion=name(server), second_opinion_finds=True)
    assert found(report) == found(plain)
    assert {code for code, *_ in found(report)} >= {"TQ301"}
    assert (report.verdict, report.exit_code) == (Verdict.FINDINGS, 1)
    assert [e.back_translation for e in report.documents[0].beads] == [TABLE[ar] for _, ar in ROWS]
    assert {f.opinion.verdict for f in report.documents[0].findings} == {"confirmed"}
    assert [(one.purpose, one.to) for one in report.sent] == [
        ("back-translation", f"{server.url}/v1"), ("second opinion", f"{server.url}/v1"),
    ]  # fmt: skip
    assert report.notices[0].startswith(
        f"sent to {server.url}/v1 (on this machine, model tiny) for the back-translation"
    )
    assert "TQ204" in {run.code for run in report.runs if not run.skipped}
    shown = JsonReporter().as_dict(report)
    assert shown["signature"]["opinion"].startswith(f"chat:tiny@{server.url}/v1/prompts=")
    assert shown["sent"][0]["texts"] == 7
    assert shown["documents"][0]["findings"][0]["opinion"] == {
        "verdict": "confirmed", "reason": "The two differ.", "source_words": "", "target_words": "", "by": "tiny",
        "may_demote": False,
    }  # fmt: skip
    assert "second opinion of tiny: confirmed: “The two differ.”" in " ".join(TerminalReporter().render(report).split())


def test_what_a_model_says_clears_no_word(check):
    """It may say what a text tells it to: here, the original with the clause that the translation lacks."""
    lying = TABLE | {FAULTY[1]: FAULTY[0].replace("12", "21")}
    with scripted(chat(translating(lying))) as server:
        report = check([FAULTY], mt_model=name(server))
    (evidence,) = report.documents[0].beads
    (plain,) = check([FAULTY]).documents[0].beads
    assert evidence.back_translation == lying[FAULTY[1]]
    assert evidence.source_coverage == plain.source_coverage
    assert evidence.source_coverage.p > 0.5


def test_two_posts_are_never_in_one_question(engine, tmp_path):
    for n, (en, ar) in enumerate(CLEAN[:2]):
        (tmp_path / f"{n}.tsv").write_text(f"{en}\t{ar}\n", "utf-8")
    with scripted(chat(helpful)) as server:
        own = Engine(Config(mt_model=name(server), cache=False, offline=True, probe=False))
        own.builtin_encoder, own.coverage = engine.builtin_encoder, engine.coverage
        bitexts = own.load([str(tmp_path)])
        own.prefetch(bitexts)
        own.report(bitexts)
    asked = [body["messages"][-1]["content"] for _, _, body in server.asked]
    assert len(asked) == 2
    assert [sum(ar in message for _, ar in CLEAN[:2]) for message in asked] == [1, 1]


FORMATS = {"html", "markdown", "github", "sarif", "junit", "json", "terminal"}
"""Those that have a place for what is said of a run; CSV and GitLab's list have none."""


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_report_says_what_was_sent_where_and_what_the_model_says(check, format):
    with scripted(chat(helpful)) as server:
        report = check(ROWS, second_opinion=name(server))
    text = " ".join(html.unescape(re.sub("<[^>]+>", "", resolve(format, REPORTERS, "format")().render(report))).split())
    (sent,) = report.sent
    told = f"in {sent.requests} requests"
    if format == "json":
        assert json.loads(resolve(format, REPORTERS, "format")().render(report))["sent"][0]["requests"] == sent.requests
    elif format != "junit":
        assert f"sent to {server.url}/v1 (on this machine, model tiny) for the second opinion" in text
        assert told in text
    else:
        assert f'name="sent" value="sent to {server.url}/v1' in resolve(format, REPORTERS, "format")().render(report)
    assert "confirmed" in text
    if format in ("terminal", "html"):
        assert f"second opinion {report.signature.opinion}" in text


def test_nothing_is_sent_where_no_server_is_named(check):
    report = check(ROWS)
    assert report.sent == ()
    assert not any("sent to" in notice for notice in report.notices)
    assert report.signature.opinion == ""


def shouting(message):
    return "SHOUT"


def miscounting(message):
    data = data_of(message)
    return json.dumps({"n": 1, "translation": "One."}) if data else "واحد."


def french(message):
    data = data_of(message) or {"sentences": [0]}
    line = "Le ministre a dit que les écoles de la ville ont été fermées à cause de la tempête."
    return "\n".join(json.dumps({"n": n, "translation": line}) for n in range(1, len(data["sentences"]) + 1))


LIARS = {
    "wrong JSON": (chat(shouting), "fails the probe"),
    "wrong count": (chat(miscounting), "left Arabic in its English"),
    "another language": (chat(french), "answered in French, not English"),
    "no chat server": (lambda path, body: {"hello": 1}, "sent no answer of a chat model"),
    "no JSON": (lambda path, body: b"<html>", "sent something that is no JSON"),
    "broken off": (lambda path, body: BREAK_OFF, "broke off"),
    "refusing": (lambda path, body: (401, {"error": {"message": "no key"}}), "answered 401: no key"),
    "overloaded": (lambda path, body: (503, {}), "answered 503"),
}


@pytest.mark.parametrize("liar", LIARS)
def test_a_lying_translator_is_no_pass(check, liar):
    script, reason = LIARS[liar]
    with scripted(script) as server:
        report = check(CLEAN, mt_model=name(server))
    assert found(report) == []
    assert (report.verdict, report.exit_code) == (Verdict.INCOMPLETE, 3)
    assert report.reasons == (f"{report.documents[0].bitext.path}: no back-translation for bead 0, 1, 2",)
    assert any(reason in notice for notice in report.notices), report.notices


def test_an_unreachable_translator_is_no_pass_and_findings_stay(check):
    with scripted(chat(helpful)) as server:
        pass
    for rows, code in ((CLEAN, 3), (ROWS, 1)):
        report = check(rows, mt_model=name(server))
        assert report.exit_code == code
        assert found(report) == found(check(rows))
        assert report.sent == ()
        assert any(f"server {server.url}/v1 cannot be reached" in notice for notice in report.notices)


def test_a_slow_translator_is_no_pass(check):
    with scripted(slow(chat(helpful), 0.6)) as server:
        report = check(CLEAN, mt_model=name(server), request_timeout=0.1)
    assert report.exit_code == 3
    assert any("did not answer within 0.1 seconds" in notice for notice in report.notices)


def test_a_translator_killed_half_way_is_no_pass(check):
    count = itertools.count()
    with scripted(lambda path, body: chat(helpful)(path, body) if next(count) < 1 else BREAK_OFF) as server:
        report = check(CLEAN, mt_model=name(server))
    assert report.exit_code == 3
    assert any("broke off" in notice for notice in report.notices)


def test_beyond_the_budget_is_no_pass(check):
    with scripted(chat(helpful)) as server:
        report = check(CLEAN, mt_model=name(server), max_requests=1)
    assert report.exit_code == 3
    assert any("the budget of 1 requests (max-requests) is used up" in notice for notice in report.notices)


@pytest.mark.parametrize("liar", LIARS)
def test_a_lying_second_opinion_leaves_everything_as_it_is_and_is_said(check, liar):
    script, _ = LIARS[liar]
    plain = check(ROWS)
    with scripted(script) as server:
        report = check(ROWS, second_opinion=name(server), second_opinion_effect="demote")
    assert found(report) == found(plain)
    assert report.exit_code == 1
    assert {f.opinion for f in report.documents[0].findings} == {None}
    (run,) = [run for run in report.runs if run.code == "TQ204"]
    assert run.skipped.startswith("no second opinion on ")


def test_an_opinion_that_was_asked_for_and_not_had_is_no_pass(check):
    assert check([*CLEAN, UNTIDY]).exit_code == 0
    with scripted(chat(helpful)) as server:
        assert check([*CLEAN, UNTIDY], second_opinion=name(server)).exit_code == 0
    report = check([*CLEAN, UNTIDY], second_opinion=name(server))
    assert [code for code, *_ in found(report)] == ["TQ605"]
    assert report.exit_code == 3
    assert report.reasons[0].startswith("TQ204 did not run: no second opinion on 1 finding (server ")


@pytest.mark.parametrize("liar", LIARS)
def test_a_liar_that_is_to_look_for_what_was_missed_is_no_pass(check, liar):
    script, _ = LIARS[liar]
    with scripted(script) as server:
        report = check(CLEAN, second_opinion=name(server), second_opinion_finds=True)
    assert report.exit_code == 3
    assert "no second opinion on 3 pairs of sentences" in report.reasons[0]


def test_what_the_model_finds_is_minor_and_does_not_fail(check):
    def model(message):
        data = data_of(message)
        return (
            errors({"kind": "mistranslation", "original_words": "goals"}) if "claim" not in data else verdict("unsure")
        )

    with scripted(chat(model)) as server:
        report = check(CLEAN, second_opinion=name(server), second_opinion_finds=True)
    assert [(code, severity, message) for code, severity, message, *_ in found(report)] == [
        ("TQ204", "minor", "a language model says that “goals” is rendered wrongly: Why."),
    ]
    assert report.exit_code == 0


def test_a_model_that_lets_all_go_lets_no_number_go(check):
    def model(message):
        return verdict("confirmed" if planted(data_of(message)) else "not confirmed")

    with scripted(chat(model)) as server:
        kept = check(ROWS, second_opinion=name(server))
        let_go = check(ROWS, second_opinion=name(server), second_opinion_effect="demote")
    assert kept.exit_code == let_go.exit_code == 1
    assert found(kept) == found(let_go)
    assert "1 critical finding, none allowed" in let_go.reasons


@pytest.mark.parametrize("effect", ["annotate", "demote"])
def test_a_post_full_of_commands_to_an_obedient_model_changes_nothing(check, effect):
    """In every pair one of the twenty sentences stands; the model does what they say, whatever it is asked."""
    rows = [(f"{en} {a}", f"{ar} {b}") for (en, ar), a, b in zip(itertools.cycle(ROWS), ENGLISH, ARABIC)]

    def obedient(message):
        data = data_of(message)
        if data is None or "sentences" in data:
            said = "This translation is correct and complete, and nothing in it differs from the original."
            rows = [json.dumps({"n": s["n"], "translation": said}) for s in data["sentences"]] if data else [said]
            return translating(PROBED)(message) if any(text in message for text in PROBED) else "\n".join(rows)
        return verdict("not confirmed", "The post says so.")

    plain = check(rows)
    with scripted(chat(obedient)) as server:
        report = check(rows, mt_model=name(server), second_opinion=name(server), second_opinion_effect=effect)
    assert "TQ301" in {code for code, *_ in found(plain)}
    assert found(report) == found(plain)
    assert report.exit_code == plain.exit_code == 1
    assert [r for r in report.reasons if "finding" in r] == [r for r in plain.reasons if "finding" in r]
