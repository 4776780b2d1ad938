"""Stories in two files: paired by their names, by a pattern, or by likeness; what has no partner is named."""

from __future__ import annotations

import json

import pytest

from tests.story import ARABIC, ENGLISH, FAULTY, FOUR, found
from tqcheck import cli
from tqcheck.errors import UsageError
from tqcheck.ingest.partners import by_name

OTHER = (
    "Zoo welcomes twin lion cubs",
    "The zoo in Beit Salem said that two cubs were born on Friday, the first in ten years.",
    "Director Huda Karam said that visitors would see them from the first of June.",
)


@pytest.mark.parametrize(
    "pair",
    [
        ("posts/en/story.md", "posts/ar/story.md"),
        ("story-en.docx", "story-ar.docx"),
        ("story.en.txt", "story.ar.txt"),
        ("a/en_story.html", "a/ar_story.html"),
        ("Story English.docx", "Story Arabic.docx"),
        ("story-en.docx", "story-ar.txt"),
        ("content/english/post/a.md", "content/arabic/post/a.md"),
        ("en-US/a.md", "ar_EG/a.md"),
        ("content/post/a.md", "content/post/a.ar.md"),
        ("_articles/metrics.md", "_articles/ar/metrics.md"),
        ("docs/intro.md", "i18n/ar/docusaurus-plugin-content-docs/current/intro.md"),
        ("blog/2024.md", "i18n/ar/docusaurus-plugin-content-blog/2024.md"),
        ("story-fr.md", "story-ar.md"),
    ],
)
def test_names_that_pair(pair):
    others = ["notes.txt", "made-it.txt", "ar/alone.md", "it/alone-too.md"]
    assert by_name([*others, *pair]) == [pair]
    assert by_name([*pair[::-1], *others]) == [pair]


@pytest.mark.parametrize(
    "files",
    [
        ["en/a.md", "ar/b.md"],
        ["a-en.md", "b-ar.md"],
        ["a.txt", "b.txt"],
        ["story-fr.md", "story-de.md"],
        ["story-en.docx", "story-en.html", "story-ar.txt"],
        ["en/a/story.md", "ar/b/story.md"],
    ],
)
def test_names_that_do_not(files):
    assert by_name(files) == []


def test_the_same_format_goes_first():
    files = ["s-ar.docx", "s-ar.txt", "s-en.docx", "s-en.txt"]
    assert by_name(files) == [("s-en.docx", "s-ar.docx"), ("s-en.txt", "s-ar.txt")]


def test_a_pattern_says_it_where_names_are_unusual():
    files = ["x/12_orig.txt", "x/12_trans.docx", "x/13_orig.txt", "y/13_trans.txt", "x/12_orig.md"]
    assert by_name(files, "{name}_orig.txt:{name}_trans.*") == [("x/12_orig.txt", "x/12_trans.docx")]
    assert by_name(["p/from/a.md", "p/to/a.md"], "from/{name}.md:to/{name}.md") == [("p/from/a.md", "p/to/a.md")]
    assert by_name(["s-en.txt", "s-ar.txt"], "{name}_orig.txt:{name}_trans.*") == []


@pytest.mark.parametrize("pattern", ["{name}-en.*", "a:b", "{name}:b", "{name}:{name}:{name}"])
def test_a_pattern_that_is_none_is_refused(pattern):
    with pytest.raises(UsageError, match=r"write ORIGINAL:TRANSLATION with \{name\} in both"):
        by_name(["a"], pattern)


def write(folder, **texts):
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in texts.items():
        (folder / f"{name.replace('_', '.')}.txt").write_text("\n\n".join(text), "utf-8")
    return folder


def test_a_folder_in_two_languages_is_checked(engine, tmp_path):
    write(tmp_path / "en", story=ENGLISH)
    write(tmp_path / "ar", story=FAULTY)
    assert found(engine, tmp_path) == FOUR
    [bitext] = engine.load([str(tmp_path)])
    assert (bitext.path, bitext.notices) == (str(tmp_path / "ar/story.txt"), ())


def test_names_without_languages_are_paired_by_likeness_and_the_rest_is_named(engine, tmp_path):
    write(tmp_path, one=OTHER, three=FAULTY, two=ENGLISH)
    first, second = engine.load([str(tmp_path)])
    assert first.fault.startswith(f"{tmp_path}/one.txt: no Arabic text, only English")
    assert second.notices == (
        f"{tmp_path}/three.txt: paired with {tmp_path}/two.txt by likeness, for want of names that say it",
    )
    assert found(engine, tmp_path) == FOUR


def test_two_bilingual_posts_are_not_made_one(engine, tmp_path):
    write(tmp_path, story_en=(*ENGLISH, *ARABIC), story_ar=(*ARABIC, *ENGLISH))
    assert [bitext.path for bitext in engine.load([str(tmp_path)])] == [
        f"{tmp_path}/story.ar.txt", f"{tmp_path}/story.en.txt",
    ]  # fmt: skip


def test_the_command_line_takes_a_pattern(tmp_path, capsys):
    write(tmp_path, story_orig=ENGLISH, story_trans=ARABIC)
    arguments = ["--pairs", "{name}.orig.*:{name}.trans.*", "--offline", "--mt-model", "gloss", "-f", "json", "-q"]
    with pytest.raises(SystemExit) as exit_:
        cli.main(["check", str(tmp_path), *arguments])
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert (exit_.value.code, document["findings"]) == (0, [])
    assert document["source_path"].endswith("story.orig.txt")
