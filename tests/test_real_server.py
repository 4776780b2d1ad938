"""The protocol against a real server, where one is named: `LLM_SERVER=chat:URL#MODEL pytest tests/test_real_server.py`.

What a model says is its own affair; that everything it is asked is either answered in the form asked for or said to be
unanswered is ours.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from tests.test_language_model_runs import FAULTY, UNTIDY
from tqcheck.api import Engine
from tqcheck.config import Config

SERVER = os.environ.get("LLM_SERVER", "")
pytestmark = pytest.mark.skipif(not SERVER, reason="LLM_SERVER names no server")


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    return Config(
        mt_model=SERVER, second_opinion=SERVER, second_opinion_finds=True, offline=True, probe=False,
        request_timeout=600.0, cache_dir=tmp_path_factory.mktemp("cache"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    file = tmp_path_factory.mktemp("rows") / "rows.tsv"
    file.write_text("".join(f"{en}\t{ar}\n" for en, ar in (FAULTY, UNTIDY)), "utf-8")
    return str(file)


@pytest.fixture(scope="module")
def report(config, rows):
    engine = Engine(config)
    return engine.report(engine.load([rows]))


def test_the_findings_are_there_whatever_the_model_says(report):
    found = [f for document in report.documents for f in document.findings]
    assert {"TQ301", "TQ605"} <= {f.code for f in found}
    assert report.exit_code == 1


def test_every_question_is_answered_or_said_not_to_be(report):
    (document,) = report.documents
    without = [f for f in document.findings if f.opinion is None]
    unread = [e for e in document.beads if e.remarks is None]
    skipped = next((run.skipped for run in report.runs if run.code == "TQ204"), None)
    assert bool(without or unread) == bool(skipped)
    untranslated = [e.bead.index for e in document.beads if e.back_translation is None]
    assert bool(untranslated) == any("no back-translation" in reason for reason in report.reasons)


def test_what_was_sent_is_said(report):
    assert {one.purpose for one in report.sent} == {"back-translation", "second opinion"}
    assert all(one.loopback and one.requests and one.texts for one in report.sent)


def test_what_was_answered_is_not_asked_again(report, config, rows):
    engine = Engine(replace(config, request_timeout=0.1))
    again = engine.report(engine.load([rows]))
    answered = [f.opinion for document in report.documents for f in document.findings if f.opinion]
    assert answered
    assert [f.opinion for document in again.documents for f in document.findings if f.opinion] == answered
