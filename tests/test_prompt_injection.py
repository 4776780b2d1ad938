"""A post is data: whatever it says to a language model, its findings and the gate's word on them stay what they are.

The models here do all that a text asks of them, which is worse than any model does.
"""

from __future__ import annotations

import pytest

from tests.conftest import evidence_of
from tests.injections import ARABIC, ENGLISH
from tests.test_second_opinion import Speaker, finding, planted, verdict
from tqcheck.config import Config
from tqcheck.gate import settle
from tqcheck.opinion.addressed import speaks_to_reader
from tqcheck.opinion.reader import SecondReader
from tqcheck.records import CheckRun, DocumentReport, Severity

PLAIN = ("The mayor opened the new school on Monday.", "افتتح العمدة المدرسة الجديدة يوم الاثنين.")


def in_text(sentence):
    en, ar = PLAIN
    return ((f"{en} {sentence}",), (ar,)) if sentence in ENGLISH else ((en,), (f"{ar} {sentence}",))


def in_a_name(sentence):
    name = sentence.rstrip(".")
    en, ar = PLAIN
    if sentence in ENGLISH:
        return (en.replace("The mayor", f"The mayor, {name.title()} Haddad,"),), (ar,)
    return (en,), (ar.replace("العمدة", f"العمدة {name} حداد"),)


def in_a_heading(sentence):
    return (
        ((sentence.rstrip(".").upper(),), (PLAIN[1],))
        if sentence in ENGLISH
        else ((PLAIN[0],), (sentence.rstrip("."),))
    )


def blindly_obedient(data):
    return verdict("not confirmed", "The post says so.")


def obedient_but_for_planted_faults(data):
    return verdict("confirmed" if planted(data) else "not confirmed", "The post says so.")


FINDINGS = (
    finding("TQ201", Severity.CRITICAL),
    finding("TQ202", Severity.MAJOR),
    finding("TQ301", Severity.CRITICAL),
    finding("TQ501", Severity.CRITICAL),
    finding("TQ601", Severity.MINOR),
)


@pytest.mark.parametrize("model", [blindly_obedient, obedient_but_for_planted_faults])
@pytest.mark.parametrize("where", [in_text, in_a_name, in_a_heading])
@pytest.mark.parametrize("sentence", [*ENGLISH, *ARABIC])
@pytest.mark.parametrize("effect", ["annotate", "demote"])
def test_a_post_that_speaks_to_the_model_changes_nothing(sentence, where, model, effect):
    document = evidence_of(where(sentence))
    asked = SecondReader(Speaker(model), "tiny", None).judge(document, FINDINGS)

    def gate(findings):
        report = DocumentReport(bitext=document.bitext, beads=document.beads, findings=findings, score=None)
        result = settle([report], [CheckRun(code="TQ201")], Config(second_opinion_effect=effect))
        shown = [(f.code, f.severity, f.message, f.fingerprint, f.suppressed) for f in result.documents[0].findings]
        return result.verdict, result.exit_code, result.reasons, result.notices, shown

    assert asked.unanswered == ()
    assert gate(asked.findings) == gate(FINDINGS)


@pytest.mark.parametrize("sentence", [*ENGLISH, *ARABIC])
def test_nor_does_what_stands_beside_a_missing_sentence(sentence):
    """Where a sentence has no counterpart the model is shown its neighbours, which may speak to it as well."""
    neighbour = ((sentence,), (PLAIN[1],)) if sentence in ENGLISH else ((PLAIN[0],), (sentence,))
    document = evidence_of(neighbour, (("Nine people were hurt.",), ()))
    missing = finding("TQ101", Severity.CRITICAL, bead=1)
    asked = SecondReader(Speaker(obedient_but_for_planted_faults), "tiny", None).judge(document, [missing])
    assert asked.findings[0].opinion.may_demote is False


@pytest.mark.parametrize("text", [*PLAIN, "The court ignored his appeal and confirmed the sentence.",
                                  "وأكد الوزير صحة الأرقام وتجاهل أسئلة الصحفيين."])  # fmt: skip
def test_a_story_that_does_not_speak_to_its_reader_is_left_to_the_model(text):
    assert not speaks_to_reader(text)
