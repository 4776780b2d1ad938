"""Headlines, standfirsts and captions that stand beside the text of a Markdown file are compared like the text."""

from __future__ import annotations

import pytest

from tests.story import findings, found, places
from tqcheck.ingest import load
from tqcheck.ingest.content import TEXT_FIELDS
from tqcheck.ingest.front_matter import is_text_field, read_front

ENGLISH = """---
title: "Flood kills 12 in Al-Mina"
description: "The mayor said on Monday that 300 homes were lost."
date: 2024-03-02
tags: [flood, mina]
---

Rescue teams searched the river on Sunday, the civil defence said.

{{< youtube "abc123" >}}

![Flooded street in Al-Mina on Saturday](/img/a.jpg)

{{< figure src="b.jpg" caption="Three boats on the river" >}}

Read [the full list](https://example.org/list) here.
"""
ARABIC = """---
title: "فيضان يودي بحياة 12 في الميناء"
description: "قال رئيس البلدية يوم الاثنين إن 300 منزل فُقدت."
date: 2024-03-02
tags: [فيضان, الميناء]
---

بحثت فرق الإنقاذ في النهر يوم الأحد، بحسب الدفاع المدني.

{{< youtube "abc123" >}}

![شارع غمرته المياه في الميناء يوم السبت](/img/a.jpg)

{{< figure src="b.jpg" caption="ثلاثة قوارب في النهر" >}}

اقرأ [القائمة الكاملة](https://example.org/list) هنا.
"""
PLANTED = (
    ("بحياة 12", "بحياة 21"), ("يوم الاثنين", "يوم الخميس"), ("يوم السبت", "يوم الجمعة"), ("ثلاثة قوارب", "خمسة قوارب"),
)  # fmt: skip


@pytest.fixture
def pair(tmp_path):
    """Write the two files, the Arabic one with faults in it if asked; and give their paths."""

    def write(*, faulty=False):
        arabic = ARABIC
        for right, wrong in PLANTED if faulty else ():
            assert right in arabic
            arabic = arabic.replace(right, wrong)
        (tmp_path / "en.md").write_text(ENGLISH, "utf-8")
        (tmp_path / "ar.md").write_text(arabic, "utf-8")
        return {"source": tmp_path / "en.md", "target": tmp_path / "ar.md"}

    return write


def test_a_faithful_pair_passes(engine, pair):
    assert found(engine, **pair()) == []


def test_title_description_alt_and_caption_are_compared(engine, pair):
    paths = pair(faulty=True)
    assert found(engine, **paths) == [
        ("TQ301", "critical", "12"),
        ("TQ305", "critical", "Monday"),
        ("TQ305", "critical", "Saturday"),
        ("TQ301", "critical", "Three"),
    ]
    assert places(engine, **paths) == [
        ("front matter, title", "front matter, title"),
        ("front matter, description", "front matter, description"),
        ("image 1, alt", "image 1, alt"),
        ("shortcode, caption", "shortcode, caption"),
    ]
    lines = [f.target.document.line_column(f.target.span.start)[0] for f in findings(engine, **paths)]
    assert lines == [2, 3, 12, 14]


def test_one_file_with_a_title_in_each_language(engine, tmp_path):
    path = tmp_path / "one.md"
    path.write_text(
        '---\ntitle: "Flood kills 12 in Al-Mina"\ntitle_ar: "فيضان يودي بحياة 21 في الميناء"\n---\n\n'
        "Rescue teams searched the river on Sunday.\n\nبحثت فرق الإنقاذ في النهر يوم الأحد.\n",
        "utf-8",
    )
    assert found(engine, path) == [("TQ301", "critical", "12")]
    assert places(engine, path) == [("front matter, title", "front matter, title_ar")]


def test_toml_nested_fields_and_what_is_left_out():
    front = read_front(
        '+++\ntitle = "Flood"\nauthor = "R. H."\nnote = "not for the public"\n[cover]\nalt = "A street"\n+++\nText',
        TEXT_FIELDS,
    )
    assert [(block.path, block.text) for block in front.blocks] == [
        ("front matter, title", "Flood"),
        ("front matter, cover.alt", "A street"),
    ]
    assert front.not_read == ("front matter field 'note'",)


def test_metadata_that_are_not_valid_are_said_to_be_unread(tmp_path):
    path = tmp_path / "p.md"
    path.write_text("---\ntitle: [open\n---\n\nHe left.\n\nغادر.\n", "utf-8")
    [bitext] = load([str(path)])
    [unread] = bitext.not_read
    assert unread.path == str(path)
    assert unread.reason.startswith("front matter, which is not valid: line 3: ")
    assert [s.text for s in bitext.source] == ["He left."]


def test_a_bomb_of_aliases_is_cut_off():
    nested = "\n".join(f"t{n}: &t{n} [{', '.join([f'*t{n - 1}'] * 9)}]" for n in range(1, 12))
    front = read_front(f"---\nt0: &t0 [a]\n{nested}\ntitle: Flood\n---\n", TEXT_FIELDS)
    assert len(front.blocks) <= 1


@pytest.mark.parametrize(
    ("name", "is_text"),
    [
        ("title", True), ("title_ar", True), ("seo_title", True), ("og:description", True), ("cover.alt", True),
        ("linkTitle", True), ("metaDescription", True), ("author", False), ("subtitles", False), ("date", False),
        ("default", False), ("alternates", False),
    ],
)  # fmt: skip
def test_is_text_field(name, is_text):
    assert is_text_field(name, TEXT_FIELDS) is is_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('# Flood {#flood lang="en"}', "Flood"),
        ('A [word]{lang="fr"} here.', "A word here."),
        ("Text.\n{: .lead}", "Text."),
        ("::: note\nText.\n:::", "Text."),
        ("{% include x.html %}\n\nText.", "Text."),
        ('<p markdown="1">\n— Rana H., ["Dead"](https://example.org/a)\n</p>', '— Rana H., "Dead"'),
        ("A set {a, b} stays.", "A set {a, b} stays."),
    ],
)
def test_marks_of_the_engines_are_no_text(tmp_path, text, kept):
    path = tmp_path / "p.md"
    path.write_text(text + "\n\nكلام بالعربية هنا.\n", "utf-8")
    [bitext] = load([str(path)])
    assert [s.text for s in bitext.source] == [kept]
