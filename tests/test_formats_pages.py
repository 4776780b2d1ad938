"""Files that hold a story: HTML pages, Markdown, DOCX, each with the faults that its library lets one make."""

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from tests.formats import ARABIC, ENGLISH, PAIRS, in_file, number_mismatch, paths, refusal
from tests.story import found, places
from tqcheck.errors import InputError, UsageError
from tqcheck.gate import changed, texts_at
from tqcheck.ingest import limits, load, load_pair

LONG = (
    ("Rescue teams in boats reached families who had spent the night on the roofs of their houses near the old town.",
     "ووصلت فرق الإنقاذ بالقوارب إلى عائلات أمضت الليل على أسطح منازلها قرب المدينة القديمة."),
    ("Schools stay shut until the end of the week, the ministry of education said in a statement after the meeting.",
     "وتبقى المدارس مغلقة حتى نهاية الأسبوع، بحسب ما قالت وزارة التربية في بيان بعد الاجتماع."),
)  # fmt: skip


def story(side, *, marks="**"):
    """The story as Markdown: a heading, paragraphs with emphasis inside."""
    head, *rest = (pair[side] for pair in (*PAIRS, *LONG))
    for number in ("$347 million", "374 مليون دولار"):
        rest[0] = rest[0].replace(number, f"{marks}{number}{marks}")
    return "\n\n".join([f"# {head}", *rest])


def page(*articles, lang="en"):
    """A news page round the articles, each of which is (attributes, Markdown)."""
    body = "\n".join(f"<div {attributes}>\n{MarkdownIt().render(text)}</div>" for attributes, text in articles)
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Storm closes roads</title>
<style>p {{ color: red }}</style><script>var x = "The government set aside $347 million for roads";</script></head>
<body><header><h1><a href="/">Daily Port</a></h1><nav><ul><li><a href="/w">World</a></li><li><a href="/s">Sport</a></li>
<li><a href="/ar">النسخة العربية</a></li></ul></nav></header><main>{body}</main>
<aside><h3>Most read</h3><ul><li><a href="/1">Port strike enters its third week as talks stall</a></li>
<li><a href="/2">Ten things to do this weekend in the city</a></li></ul></aside>
<footer><p>© Daily Port. All rights reserved. <a href="/p">Privacy policy and terms of use of this site</a></p></footer>
</body></html>"""


def sides(bitext):
    return [[s.text for s in side] for side in (bitext.source, bitext.target)]


@pytest.mark.parametrize(
    "attributes",
    [('lang="en"', 'lang="ar" dir="rtl"'), ("", ""), ('lang="ar"', 'lang="en"')],
    ids=["right", "none", "wrong"],
)
def test_both_languages_in_one_page(engine, post, attributes):
    """Main text only, whatever the page says of its languages where that is wrong."""
    path = post(page((attributes[0], story(0)), (attributes[1], story(1))), "story.html")
    source, target = number_mismatch(engine, path)
    assert in_file(source).startswith("$347 million</strong>")
    assert in_file(target).startswith("374 مليون دولار</strong>")
    assert paths(source, target) == ["/html/body/main/div[1]/p[1]", "/html/body/main/div[2]/p[1]"]
    [bitext] = load([path], "en", "ar")
    assert sides(bitext) == [[*ENGLISH, *(p[0] for p in LONG)], [*ARABIC, *(p[1] for p in LONG)]]


def test_two_pages(engine, post):
    files = {
        "source": post(page(("", story(0))), "en.html"),
        "target": post(page(("", story(1)), lang="ar"), "ar.html"),
    }
    [bitext] = engine.load(**files)
    assert sides(bitext) == [[*ENGLISH, *(p[0] for p in LONG)], [*ARABIC, *(p[1] for p in LONG)]]
    [finding] = [f for f in engine.report([bitext]).documents[0].findings if f.code == "TQ301"]
    assert [finding.source.document.path, finding.target.document.path] == list(files.values())
    assert in_file(finding.target).startswith("374")


def test_a_line_is_in_the_language_that_its_element_states(post):
    """More Latin letters than a fifth, and a full stop among them: by script alone this would be two runs."""
    arabic = "قالت شركات كبيرة في المنطقة إنها ستغادر السوق العام المقبل. Northern Ports Holding Company Ltd. قالت ذلك"
    english = '<p lang="en">Large companies in the region said that they will leave.</p>'
    [bitext] = load([post(f'<body>{english}<p dir="rtl">{arabic}</p></body>', "p.html")], "en", "ar")
    assert {s.lang for s in bitext.target} == {"ar"}
    assert len(bitext.source) == 1


def test_comments_speak_in_html_and_markdown(engine, post):
    comment = "<!-- tqcheck: ignore TQ301 agency figure -->"
    marked = story(1).replace("خصصت", f"{comment}\n\nخصصت")
    for path in (
        post(page(("", story(0)), ("", story(1))).replace("<p>خصصت", f"{comment}\n<p>خصصت"), "story.html"),
        post(story(0) + "\n\n" + marked, "story.md"),
    ):
        [document] = engine.report(engine.load([path])).documents
        [finding] = [f for f in document.findings if f.code == "TQ301"]
        assert finding.suppressed == "comment: agency figure"


def test_page_in_another_encoding(post):
    html = page(("", story(0)), ("", story(1))).replace("utf-8", "windows-1256").encode("windows-1256", "replace")
    [bitext] = load([post(html, "old.html")], "en", "ar")
    assert bitext.target[0].text == ARABIC[0]


def test_markdown(engine, post):
    path = post(f"---\nlayout: 12 dead\n---\n\n{story(0)}\n\n```\n999 lines of code\n```\n\n{story(1)}\n", "story.md")
    source, target = number_mismatch(engine, path)
    assert in_file(source).startswith("$347 million**")
    assert in_file(target).startswith("374 مليون دولار**")
    assert paths(source, target) == ["paragraph 1", "paragraph 6"]
    assert "12 dead" not in source.document.text
    assert "999" not in source.document.text


def test_markdown_tables_lists_and_links(post):
    text = "> Quoted [words](http://x.org) here.\n\n* A *first* item\n* Second\n\n| Head |\n|---|\n| Cell |\n\n"
    text += "> كلام مقتبس هنا.\n"
    [bitext] = load([post(text, "p.md")], "en", "ar")
    document = bitext.source[0].document
    found = {s.text: document.anchor(s.span.start).path for s in bitext.source}
    assert found == {
        "Quoted words here.": "quotation 1", "A first item": "list item 1", "Second": "list item 2",
        "Head": "table heading 1", "Cell": "table cell 1",
    }  # fmt: skip


def test_markdown_keeps_the_text_of_html(engine, post):
    """Arabic inside `<div dir="rtl">`, as many write it because Markdown has no direction."""
    arabic = "".join(f"<p>{line}</p>\n" for line in ARABIC)
    path = post("\n\n".join(ENGLISH) + f'\n\n<div dir="rtl">\n{arabic}</div>\n', "story.md")
    source, target = number_mismatch(engine, path)
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(source, target) == ["paragraph 2", "HTML /div/p[2]"]


def test_page_with_characters_that_xml_forbids(post):
    html = "<p>Two\x0b people died in the flood on Monday.</p><p>توفي\x0b شخصان في الفيضان يوم الاثنين.</p>"
    [bitext] = load([post(html, "p.html")], "en", "ar")
    assert [len(side) for side in sides(bitext)] == [1, 1]


@pytest.fixture
def word(tmp_path):
    document = docx.Document()
    for english, _ in PAIRS:
        document.add_paragraph(english)
    document.add_paragraph("")
    for _, arabic in PAIRS:
        paragraph = document.add_paragraph()
        for piece in arabic.partition("374 مليون دولار"):
            paragraph.add_run(piece).bold = piece.startswith("374")
    document.save(str(tmp_path / "story.docx"))
    return tmp_path / "story.docx"


def test_docx(engine, word):
    source, target = number_mismatch(engine, word)
    assert paths(source, target) == ["paragraph 2", "paragraph 7"]


def test_docx_table_of_both_languages(engine, tmp_path):
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for pair in PAIRS:
        for cell, text in zip(table.add_row().cells, pair, strict=True):
            cell.text = text
    document.save(str(tmp_path / "table.docx"))
    source, target = number_mismatch(engine, tmp_path / "table.docx")
    assert paths(source, target) == ["table 1, row 2, column 1", "table 1, row 2, column 2"]


def test_docx_with_tracked_changes_is_read_as_if_accepted(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("Two people ")
    for tag, text in (("w:del", "died"), ("w:ins", "were hurt")):
        change = OxmlElement(tag)
        run = paragraph.add_run(text)._r
        if tag == "w:del":
            run.find(qn("w:t")).tag = qn("w:delText")
        paragraph._p.append(change)
        change.append(run)
    document.add_paragraph("أصيب شخصان")
    document.save(str(tmp_path / "t.docx"))
    [bitext] = load([str(tmp_path / "t.docx")], "en", "ar")
    assert sides(bitext) == [["Two people were hurt"], ["أصيب شخصان"]]


def archive(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


def with_entities(word):
    """The document with an entity that grows tenfold at each of its levels."""
    data = io.BytesIO()
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    with zipfile.ZipFile(word) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"?>", f'?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'.encode(), 1)
            new.writestr(name, content)
    return data.getvalue()


def test_bombs_in_a_docx_are_refused(capsys, post, word):
    assert "declares the entity 'l0'" in refusal(capsys, post(with_entities(word), "laughs.docx"))
    bomb = archive(zeros=b"\0" * (limits.MAX_UNPACKED + 1))
    assert len(bomb) < 200_000
    assert "refused: 0.1 MiB would unpack to 128 MiB" in refusal(capsys, post(bomb, "bomb.docx"))


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"no zip", "p.docx", "not a DOCX file: it is no zip archive"),
        (archive(hello="world"), "p.docx", "not a readable DOCX"),
        ("<p></p>", "p.html", "no text in this page"),
        ("<div>" * 500 + "Hello" + "</div>" * 500, "p.html", "more than 200 elements inside each other"),
        ("<p>Only English on this page.</p>", "p.html", "no Arabic text, only English"),
        (b'<meta charset="utf-8"><p>\xff\xfe\xfd</p>', "p.html", "not UTF-8 at byte"),
        (b'<meta charset="klingon-8"><p>\xff</p>', "p.html", "not UTF-8 at byte"),
        (">" * 300 + " Deep", "p.md", "refused: quotations or lists more than 50 deep"),
        ("# Only English\n", "p.md", "no Arabic text, only English"),
        (b"# Only \xff", "p.md", "not UTF-8 at byte 7"),
    ],
)
def test_broken_files_are_one_clear_line_and_exit_2(capsys, post, content, name, says):
    path = post(content, name)
    line = refusal(capsys, path)
    assert says in line
    assert path in line


def test_since_compares_the_story_not_the_page(tmp_path, monkeypatch):
    """A new entry in the menu changes nothing; a new number does."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "story.html"
    path.write_text(page(("", story(0)), ("", story(1))), "utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)
    now = path.read_text("utf-8")
    path.write_text(now.replace(">Sport<", ">Sport today<"), "utf-8")
    assert not changed(load([str(path)])[0], texts_at("HEAD"))
    path.write_text(now.replace("374 مليون", "347 مليون"), "utf-8")
    assert changed(load([str(path)])[0], texts_at("HEAD"))


def test_a_file_of_pairs_is_not_one_side(post):
    sides = "<tuv xml:lang='en'><seg>Yes.</seg></tuv><tuv xml:lang='ar'><seg>نعم.</seg></tuv>"
    tmx = f"<tmx><body><tu>{sides}</tu></body></tmx>"
    with pytest.raises(UsageError, match="holds both languages"):
        load_pair(post(tmx, "p.tmx"), post("نعم.", "ar.txt"), "en", "ar")


def tabs(hide, arabic=ARABIC):
    halves = ["".join(f"<p>{line}</p>" for line in side) for side in (ENGLISH, arabic)]
    return (
        '<html lang="en"><head><meta charset="utf-8"><title>Storm closes roads</title></head><body><article>'
        f'<div lang="en">{halves[0]}</div><div lang="ar" dir="rtl" {hide}>{halves[1]}</div></article></body>'
    )


@pytest.mark.parametrize("hide", ['style="display: none"', "hidden", 'aria-hidden="true"', 'class="tab-pane"'])
def test_a_half_behind_a_switch_is_read(engine, post, hide):
    [bitext] = engine.load([post(tabs(hide), "tabs.html")])
    assert sides(bitext) == [list(ENGLISH), list(ARABIC)]


def test_what_is_hidden_beside_both_languages_is_said(post):
    hidden = "<div hidden><p>Old: the government set aside $111 million.</p></div>"
    html = tabs("").replace("</article>", f"{hidden}</article>")
    [bitext] = load([post(html, "p.html")])
    assert "$111" not in bitext.source[0].document.text
    assert "1 hidden block (7 words)" in [unread.reason for unread in bitext.not_read]


FIGURE = """<html lang="{lang}"><head><meta charset="utf-8"><title>{title} - Port News</title>
<meta name="description" content="{description}"></head><body><header><img alt="Logo of a newspaper"></header><article>
<h1>{headline}</h1><figure><img src="a.jpg" alt="{alt}"><figcaption>{caption}</figcaption></figure>
<p>{first}</p><p>{second}</p></article></body></html>"""
FIELDS = {
    "title": ("Flood kills 12 in Al-Mina", "فيضان يودي بحياة 12 في الميناء"),
    "description": ("The mayor spoke on Monday.", "تحدث رئيس البلدية يوم الاثنين."),
    "headline": (ENGLISH[0], ARABIC[0]),
    "alt": ("Rescuers carry 4 children", "منقذون يحملون 4 أطفال"),
    "caption": ("The flooded ring road on Saturday", "الطريق الدائري وقد غمرته المياه يوم السبت"),
    "first": (LONG[0][0], LONG[0][1]),
    "second": (ENGLISH[3], ARABIC[3]),
}


def figure_pages(post, faulty):
    changed = {"بحياة 12": "بحياة 21", "الاثنين.": "الخميس.", "4 أطفال": "7 أطفال", "يوم السبت": "يوم الجمعة"}
    english, arabic = (
        FIGURE.format(lang=lang, **{k: v[n] for k, v in FIELDS.items()}) for n, lang in enumerate(("en", "ar"))
    )
    for right, wrong in changed.items() if faulty else ():
        arabic = arabic.replace(right, wrong, 1)
    return {"source": post(english, "en.html"), "target": post(arabic, "ar.html")}


def test_title_description_caption_and_alternative_text_are_compared(engine, post):
    assert found(engine, **figure_pages(post, faulty=False)) == []
    pages = figure_pages(post, faulty=True)
    assert found(engine, **pages) == [
        ("TQ301", "critical", "12"), ("TQ305", "critical", "Monday"), ("TQ301", "critical", "4"),
        ("TQ305", "critical", "Saturday"),
    ]  # fmt: skip
    assert places(engine, **pages) == [
        ("/html/head/title", "/html/head/title"),
        ("/html/head/meta[@description]", "/html/head/meta[@description]"),
        ("/html/body/article/figure/img/@alt", "/html/body/article/figure/img/@alt"),
        ("/html/body/article/figure/figcaption", "/html/body/article/figure/figcaption"),
    ]


def test_a_title_that_one_page_has_alone_is_not_compared_and_said(engine, post):
    pages = figure_pages(post, faulty=False)
    path = Path(pages["target"])
    path.write_text(path.read_text("utf-8").replace("<title>", "<!--").replace("</title>", "-->"), "utf-8")
    [bitext] = engine.load(**pages)
    assert [unread.reason for unread in bitext.not_read] == ["title of the page, which one of the two files has alone"]


def test_an_arabic_page_with_english_furniture_is_in_one_language(post):
    story = "".join(f"<p>{line}</p>" for line in (*ARABIC, *(pair[1] for pair in LONG), *ARABIC[1:]))
    around = "<p>Edition: International, United States</p>"
    html = f'<html lang="ar"><body>{around}{story}<p>Watch this video now</p></body></html>'
    with pytest.raises(InputError, match="only Arabic"):
        load([post(html, "p.html")])
