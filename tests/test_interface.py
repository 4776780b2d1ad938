"""The pages in English and Arabic: no text is missing, every plural is there, messages are said in both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from babel import Locale

from tests.sample_report import sample
from tests.test_checks import EXAMPLES, bitext_of, with_remarks
from tqcheck.checks import documented_checks, run_checks
from tqcheck.errors import UsageError
from tqcheck.evidence import gather
from tqcheck.report.html_page import HtmlReporter
from tqcheck.report.interface import FSI, PDI, interface

ENGLISH, ARABIC = interface("en"), interface("ar")


def forms(text):
    """A text's forms."""
    return list(text.values()) if isinstance(text, Mapping) else text if isinstance(text, list) else [text]


def holes(text):
    """What is put into a text."""
    return set(re.findall(r"{(\w+)}", text))


def test_both_languages_have_every_text_with_the_same_holes():
    assert set(ENGLISH.texts) == set(ARABIC.texts)
    for key, english in ENGLISH.texts.items():
        allowed = set().union(*map(holes, forms(english)))
        assert all(holes(form) <= allowed for form in forms(ARABIC.texts[key])), key
        assert all(form.strip() for form in forms(ARABIC.texts[key])), key


def test_arabic_texts_are_arabic():
    for key, text in ARABIC.texts.items():
        if key != "report.at" and not key.startswith(("report.comma",)):
            assert all(re.search("[\u0600-\u06ff]", form) for form in forms(text)), key


@pytest.mark.parametrize("spoken", [ENGLISH, ARABIC], ids=lambda s: s.lang)
def test_plurals_have_the_forms_that_their_language_has(spoken):
    for key, text in spoken.texts.items():
        if isinstance(text, Mapping):
            needed = {Locale(spoken.lang).plural_form(n) for n in range(1, 200)}
            assert needed <= set(text), key


@pytest.mark.parametrize(
    ("n", "words"), [(1, "ملاحظة واحدة"), (2, "ملاحظتان"), (3, "3 ملاحظات"), (11, "11 ملاحظة"), (100, "100 ملاحظة")]
)
def test_arabic_counts_as_arabic_does(n, words):
    assert ARABIC("report.findings", n=n) == words


def test_every_code_has_a_name_in_words():
    for spoken in (ENGLISH, ARABIC):
        assert [c.code for c in documented_checks() if f"codes.{c.code}" not in spoken.texts] == []


def test_messages_are_said_in_arabic_with_what_they_quote_set_apart():
    assert ARABIC.message("347 million became 374 million") == f"{FSI}347 million{PDI} صار {FSI}374 million{PDI}"
    assert ARABIC.message("2 critical findings, none allowed") == f"ملاحظات خطيرة: {FSI}2{PDI}، ولا يُسمح بأي منها"
    assert ARABIC.message("1 critical finding, none allowed").startswith("ملاحظات خطيرة")
    assert ENGLISH.message("347 million became 374 million") == "347 million became 374 million"


def test_a_message_that_there_is_no_pattern_for_stays_english():
    assert ARABIC.message("something else entirely") == "something else entirely"
    assert not ARABIC.knows("something else entirely")


def test_nearly_all_messages_of_the_checks_are_said_in_arabic(engine):
    said = []
    fails = [p.values for p in EXAMPLES if p.values[2]]
    aligned = engine.align([bitext_of(example) for _, example, _ in fails])
    measured = gather(aligned, translator=engine.translator, coverage=engine.coverage)
    for (check, *_), document in zip(fails, measured.documents, strict=True):
        read = with_remarks(document, True) if "remarks" in check.needs else document
        said += [ARABIC.knows(f.message) for f in run_checks([check], [read]).findings[0]]
    assert sum(said) >= 0.9 * len(said)
    assert len(said) > 50


def test_an_unknown_language_is_refused():
    with pytest.raises(UsageError, match="en and ar, not 'fr'"):
        interface("fr")


def test_the_report_in_arabic_runs_from_the_right_and_says_so():
    page = HtmlReporter("ar").render(replace(sample(), documents=sample().documents[:1]))
    assert '<html lang="ar" dir="rtl">' in page
    assert "عدد تغيّر · TQ301" in page
    assert f"{FSI}347 million{PDI} صار {FSI}374 million{PDI}" in page
    assert '<span class="message">' in page
    for english in ("Skip to", "Back-translation", "Verdict", ">Export", "findings<", "Accept", "Dismiss"):
        assert english not in re.sub(r"data-words=\"[^\"]*\"|<script>.*</script>", "", page, flags=re.S)
