"""What language a stretch is in: addresses, accounts, hashtags, code and names of another script turn no line over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tqcheck.errors import InputError
from tqcheck.ingest.shares import only_language
from tqcheck.text.languages import detect
from tqcheck.text.links import without_links
from tqcheck.text.scripts import language_runs, weight

POSTS = Path(__file__).parent / "posts"


def found(engine, *paths, **load):
    """Code, severity and marked words of every finding in a post."""
    report = engine.report(engine.load([str(p) for p in paths], **load))
    return [
        (f.code, f.severity.value, *(place.text if place else None for place in (f.source, f.target)))
        for document in report.documents
        for f in document.findings
    ]


def runs(line):
    return [(run.lang, run.span.of(line)) for run in language_runs(line, "en", "ar")]


@pytest.mark.parametrize(
    "line",
    [
        "ونشرت الوكالة القائمة على موقعها: https://news.example.org/2024/11/full-list.html يوم الاثنين.",
        "ويمكن للقراء إرسال الصور إلى desk@news.example.org أو عبر قناتنا.",
        "📍 نقلت سيارات الإسعاف ٣ من الجرحى إلى المستشفى 🏥 (فيديو: https://t.me/minanews/4411)",
        "تابعونا 👈 @minanews",
        "افتح https://www.news.example.org/reports/list واضغط على Start.",
        "سماع دوي انفجار قرب الميناء #AlMina #Breaking #PortOfAlMinaBlast",
        "على Windows في %APPDATA%\\Bitcoin وعلى Linux في ~/.bitcoin أو في bitcoin.conf. وهذا كل شيء.",
        "والبرنامج متاح لجميع المستخدمين على نظامي التشغيل Microsoft Windows Server Datacenter",
        "قالت شركات Apple Inc. و Dow Inc. و BP إنها ستغادر السوق في العام المقبل.",
        'وكتب الوزير: "We will stand with our partners for long."',
        "واضغط على زر Start.",
    ],
)
def test_arabic_stays_whole(line):
    assert runs(line) == [("ar", line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gaza غزة", [("en", "Gaza"), ("ar", "غزة")]),
        (
            "Troops leave the base القوات تغادر القاعدة",
            [("en", "Troops leave the base"), ("ar", "القوات تغادر القاعدة")],
        ),
        ("Troops left. غادرت القوات القاعدة.", [("en", "Troops left."), ("ar", "غادرت القوات القاعدة.")]),
        ("#عاجل", [("ar", "#عاجل")]),
        ("https://example.org/a-long-name-in-english", []),
        ("Readers see t.me/news/44 for القائمة", [("en", "Readers see t.me/news/44 for القائمة")]),
    ],
)
def test_two_texts_are_told_apart_and_addresses_are_none(line, expected):
    assert runs(line) == expected


def test_addresses_weigh_nothing():
    line = "افتح https://www.news.example.org/reports/list واضغط على Start."
    assert weight(line, "en") == len("Start")
    assert detect(line) == "ar"
    assert without_links(line) == line.replace("https://www.news.example.org/reports/list", " " * 41)


@pytest.mark.parametrize(
    "line", ["U.S. officials said no.", "He left at 5 p.m. on Monday.", "and/or", "It ended.Then he left."]
)
def test_prose_is_no_address(line):
    assert without_links(line) == line


def test_an_address_in_an_arabic_line_is_no_fault(engine):
    assert found(engine, POSTS / "url-in-arabic-line.txt") == []


def test_a_post_of_a_channel_has_one_slip_of_the_keyboard(engine):
    assert found(engine, POSTS / "telegram-emoji.txt") == [("TQ610", "minor", None, "7")]


def test_a_story_that_quotes_the_other_language_is_in_one(engine):
    path = POSTS / "arabic-only-post-with-english-quote.txt"
    with pytest.raises(InputError) as error:
        engine.load([str(path)])
    assert str(error.value) == (
        f"{path}: only Arabic (83 % of the letters), with English words or quotations in it; "
        "a post holds both languages (or give two files with --source and --target)"
    )


def test_a_headline_above_a_story_does_not_turn_the_direction(engine):
    [bitext] = engine.load([str(POSTS / "arabic-headline-over-english-story.txt")])
    assert (bitext.source_lang, bitext.target_lang, len(bitext.target)) == ("en", "ar", 1)
    [(code, severity, *_)] = found(engine, POSTS / "arabic-headline-over-english-story.txt")
    assert (code, severity) == ("TQ106", "critical")  # one line is all that the translation has


QUOTED = [("ar", "أ" * 40), ("en", "“We stand with you all.”"), ("ar", "ب" * 60)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (QUOTED, "only Arabic (85 % of the letters), with English words or quotations in it"),
        ([("ar", "ب" * 90), QUOTED[1]], "only Arabic (84 % of the letters), with English words or quotations in it"),
        ([("en", "City reopens its road"), ("ar", "ب" * 90)], None),
        ([("ar", "ب" * 90), ("en", "City reopens its road")], None),
        ([("ar", "ب" * 90)], None),
    ],
)
def test_where_the_lesser_language_stands_decides(pieces, expected):
    assert only_language(pieces, ("en", "ar")) == expected
