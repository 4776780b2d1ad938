import time

import pytest

from tqcheck.errors import InputError, UsageError
from tqcheck.ingest import load, load_pair
from tqcheck.ingest.furniture import Headlines, is_furniture
from tqcheck.text.scripts import language_runs

ENGLISH = "Floods closed the main road. Rescue teams arrived by boat."
ARABIC = "أغلقت الفيضانات الطريق الرئيسي. ووصلت فرق الإنقاذ بالقوارب."


def texts(segments):
    return [s.text for s in segments]


def one(path):
    [bitext] = load([path], "en", "ar")
    return bitext


def test_one_language_after_the_other(post):
    bitext = one(post(f"{ENGLISH}\n\n{ARABIC}\n"))
    assert texts(bitext.source) == ["Floods closed the main road.", "Rescue teams arrived by boat."]
    assert texts(bitext.target) == ["أغلقت الفيضانات الطريق الرئيسي.", "ووصلت فرق الإنقاذ بالقوارب."]


def test_paragraphs_in_turn(post):
    bitext = one(post(f"{ENGLISH}\n{ARABIC}\nShops stayed shut.\nوبقيت المتاجر مغلقة.\n"))
    assert texts(bitext.source)[-1] == "Shops stayed shut."
    assert texts(bitext.target)[-1] == "وبقيت المتاجر مغلقة."


def test_both_languages_in_one_line(post):
    bitext = one(post("Floods closed the main road. أغلقت الفيضانات الطريق الرئيسي.\n"))
    assert texts(bitext.source) == ["Floods closed the main road."]
    assert texts(bitext.target) == ["أغلقت الفيضانات الطريق الرئيسي."]


def test_spans_count_code_points_of_the_file(post):
    bitext = one(post("\ufeff\r\n" + ENGLISH + "\r\n" + "أغلقت السُّيول 😀 الطريق. ووصلت الفرق.\r\n"))
    for segment in (*bitext.source, *bitext.target):
        assert segment.document.text[segment.span.start : segment.span.end] == segment.text
    assert bitext.source[0].document.line_column(bitext.source[0].span.start) == (2, 1)


def test_furniture_is_neither_story_nor_lost(post):
    headline = "Floods close the main road to the northern port"
    text = f"By Dana Haddad ----{headline}\n{headline}\nby blogger\nBy Dana Haddad - Agency - 14.03.2025\n{ENGLISH}\n"
    text += f"الفيضانات تغلق الطريق الرئيسي إلى الميناء\nبواسطة blogger\nبقلم دانا حداد - 14.03.2025\n{ARABIC}\n"
    text += "Comments\nPost a Comment"
    bitext = one(post(text))
    assert texts(bitext.source) == [headline, "Floods closed the main road.", "Rescue teams arrived by boat."]
    assert texts(bitext.target)[0] == "الفيضانات تغلق الطريق الرئيسي إلى الميناء"
    assert len(bitext.target) == 3
    assert len(bitext.furniture) == 7


@pytest.mark.parametrize(
    "line",
    ["Comments", "Post a Comment", "Share this:", "Tweet | Share | Email", "3 comments", "by blogger", "By Jane Doe",
     "By Jane Doe - Agency - 23.08.2020", "بقلم دانا حداد", "August 23, 2020", "الأحد 23 آب/أغسطس 2020", "* * *",
     "Updated: 23 Aug 2020, 4:30 pm", "اقرأ أيضاً", "شارك الخبر", "https://example.org/story"],
)  # fmt: skip
def test_is_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    ["By noon, shops had closed.", "Share prices fell on Monday", "By land, sea and air troops left", "Trump wins",
     "قالت الوزارة", "He made no comment.", "The source of the fire is unknown.", "Ten people died in 2020."],
)  # fmt: skip
def test_is_story(line):
    assert not is_furniture(line)


def test_wrapped_lines_are_one_paragraph(post):
    wrapped = (
        "Floods closed the main road to the port on Tuesday after three days of\n"
        "rain, and rescue teams in boats reached families who had spent the night\n"
        "on the roofs of their houses near the old town."
    )
    bitext = one(post(f"{wrapped}\n\n{ARABIC}\n"))
    assert len(bitext.source) == 1


@pytest.mark.parametrize(
    ("line", "langs"),
    [
        ("Troops leave the base | القوات تغادر القاعدة", ["en", "ar"]),
        ("The group, called حركة الجهاد الإسلامي في فلسطين by members, left.", ["en"]),
        ("قالت شركة Microsoft Corporation إنها ستغادر السوق", ["ar"]),
        ("The word سلام means peace.", ["en"]),
        ("2020", []),
    ],
)
def test_language_runs(line, langs):
    assert [run.lang for run in language_runs(line, "en", "ar")] == langs


def test_tsv_row_is_a_bead(post):
    bitext = one(post("Two people died.\tقتل شخصان.\nShops shut.\t\nHe left. She stayed.\tغادر. وبقيت.\n", "p.tsv"))
    assert [(len(b.source), len(b.target)) for b in bitext.beads] == [(1, 1), (1, 0), (2, 2)]
    assert [b.index for b in bitext.beads] == [0, 1, 2]
    assert bitext.beads[2].target[0].text == "غادر."


def test_two_files(post):
    [bitext] = load_pair(post(ENGLISH, "en.txt"), post(ARABIC, "ar.txt"), "en", "ar")
    assert (len(bitext.source), len(bitext.target)) == (2, 2)
    assert bitext.source[0].document.path.endswith("en.txt")


def test_one_sentence_per_line_is_taken_at_its_word(post):
    path = post("First. Still first.\nBy Jane Doe\n\nأول. ما زال أول.\nبقلم دانا\n")
    [bitext] = load([path], "en", "ar", one_sentence_per_line=True)
    assert texts(bitext.source) == ["First. Still first.", "By Jane Doe"]
    assert texts(bitext.target) == ["أول. ما زال أول.", "بقلم دانا"]


def test_folders_and_patterns(post, tmp_path):
    post(f"{ENGLISH}\n{ARABIC}", "a.txt")
    post("Shops shut.\tأغلقت المتاجر.", "b.tsv")
    post("no post", "notes.doc")
    assert [b.path[-5:] for b in load([str(tmp_path)], "en", "ar")] == ["a.txt", "b.tsv"]
    assert len(load([str(tmp_path / "*.txt"), str(tmp_path / "a.txt")], "en", "ar")) == 1


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "p.txt", "empty"),
        (b" \n\n", "p.txt", "empty"),
        (b"abc\0def", "p.txt", "binary file (NUL at byte 3)"),
        (b"abc \xff\xfe", "p.txt", "not UTF-8 at byte 4"),
        ("abc".encode("utf-16")[:-1], "p.txt", "UTF-16 that breaks off at byte 6"),
        (b"Only English here.", "p.txt", "no Arabic text, only English"),
        ("عربي فقط.".encode(), "p.txt", "no English text, only Arabic"),
        (b"a\tb\nsingle\n", "p.tsv", "row 2 has 1 column"),
        (b"a\tb\tc\n", "p.tsv", "row 1 has 3 columns"),
        ("مرحبا بكم\tWelcome\n".encode(), "p.tsv", "first column is not English"),
        (b"Comments\nShare\n", "p.txt", "no English text"),
    ],
)
def test_bad_files_say_what_and_where(post, content, name, message):
    path = post(content, name)
    with pytest.raises(InputError) as error:
        load([path], "en", "ar")
    assert message in str(error.value)
    assert path in str(error.value)
    assert "\n" not in str(error.value)


def test_every_bad_file_is_named_in_one_run(post, tmp_path):
    post(b"", "a.txt")
    post(b"x\0", "b.txt")
    with pytest.raises(InputError) as error:
        load([str(tmp_path), str(tmp_path / "none.txt")], "en", "ar")
    lines = str(error.value).splitlines()
    assert [line.split(": ")[0].rsplit("/", 1)[1] for line in lines] == ["a.txt", "b.txt", "none.txt"]


def test_folder_without_posts(tmp_path):
    with pytest.raises(InputError, match="no posts"):
        load([str(tmp_path)], "en", "ar")


def test_pair_in_the_wrong_order(post):
    with pytest.raises(InputError, match="swapped"):
        load_pair(post(ARABIC, "ar.txt"), post(ENGLISH, "en.txt"), "en", "ar")


def test_stdin_cannot_be_both_sides():
    with pytest.raises(UsageError):
        load_pair("-", "-", "en", "ar")


def test_a_text_where_its_path_should_stand_is_said():
    with pytest.raises(InputError, match="give the path of a file"):
        load(["The minister met the president. " * 20])


@pytest.mark.parametrize(
    "line",
    ["Source: US To Withdraw 5,000 Troops", "Photo: Army To Bomb Hospital", "By Jane Doe: 14 killed", "Image: 300 dead",
     "المصدر: مقتل 500 جندي في غارة على المطار", "المصدر: لم يصل الوفد", "كتب: الرئيس استقال أمس", "تصوير: ثلاثة قتلى"],
)  # fmt: skip
def test_a_credit_that_states_something_is_story(line):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    ["Source: Reuters", "Photo: Getty Images", "المصدر: رويترز", "كتب محمد السيد", "تصوير: وكالة الأناضول",
     "Posted by Karim Mansour on 12 May 2021", "Tags: politics, oil, Iraq", "الوسوم: سياسة، نفط"],
)  # fmt: skip
def test_a_credit_is_furniture(line):
    assert is_furniture(line)


def test_a_credit_that_may_state_something_needs_its_like(post):
    english, arabic = "Photo: Army Bombs Hospital In Town", "الصورة: الجيش قصف المستشفى"
    for lines, alone in ((f"{ENGLISH}\n{english}\n{ARABIC}\n", english), (f"{ENGLISH}\n{ARABIC}\n{arabic}\n", arabic)):
        bitext = one(post(lines))
        assert alone in texts((*bitext.source, *bitext.target))
        assert bitext.furniture == ()
    bitext = one(post(f"{ENGLISH}\n{english}\n{ARABIC}\n{arabic}\n"))
    assert texts(bitext.furniture) == [english, arabic]
    assert bitext.notices == ()


def test_what_one_side_alone_is_credited_with_is_told(post):
    path = post(f"{ENGLISH}\n{ARABIC}\n15 مايو 2020 الساعة 5\nالوسوم: استقالة الرئيس\n")
    assert one(path).notices == (
        f"{path}: taken for the page's own and not compared: line 3, «15 مايو 2020 الساعة 5» and 1 more",
    )


@pytest.mark.parametrize(
    "hostile", [" " * 60_000, "a" + " " * 60_000 + "b", "- " * 30_000, "| " * 30_000, "\t" * 60_000, "--" * 30_000]
)
def test_long_lines_are_told_quickly(hostile):
    start = time.process_time()
    is_furniture(hostile)
    Headlines(["one two three four"]).repeated_in(hostile)
    assert time.process_time() - start < 1


def test_a_byline_before_a_headline_hides_no_claim():
    headlines = Headlines(["Troops leave the northern base"])
    assert headlines.repeated_in("By Jane Doe -----Troops leave the northern base")
    assert headlines.repeated_in("By Jane Doe: Troops leave the northern base")
    assert not headlines.repeated_in("500 killed in raid -----Troops leave the northern base")
    assert not headlines.repeated_in("Troops leave the northern base")
