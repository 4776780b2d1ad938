"""Files of many posts: RSS and Atom as feedgen writes them, WordPress exports with and without translation links."""

from xml.sax.saxutils import escape

import pytest
from feedgen.feed import FeedGenerator

from tests.formats import ARABIC, ENGLISH, in_file, number_mismatch, paths, refusal
from tqcheck.errors import InputError
from tqcheck.ingest import load

OTHERS = {
    "en": ("Team wins the cup after penalties", "The team won the cup on penalties after a goalless final.",
           "Thousands of fans met the players at the airport."),
    "ar": ("الفريق يحرز الكأس بركلات الترجيح", "أحرز الفريق الكأس بركلات الترجيح بعد مباراة نهائية بلا أهداف.",
           "واستقبل آلاف المشجعين اللاعبين في المطار."),
}  # fmt: skip
STORM = {"en": ENGLISH, "ar": ARABIC}
LONELY = ("Museum opens a hall of old maps", "The city museum opened a hall of old maps and globes.")


def html(lines):
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def item(number, lines, *, lang=None, group=None, wpml=False, content=None, kind="post", status="publish"):
    """An item as WordPress exports it."""
    links = ""
    if lang and wpml:
        links = "".join(
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
            for key, value in (("_wpml_import_language_code", lang), ("_wpml_import_translation_group", group))
        )
    elif lang:
        links = f'<category domain="language" nicename="{lang}"><![CDATA[{lang}]]></category>'
        links += f'<category domain="post_translations" nicename="{group}"><![CDATA[{group}]]></category>'
    body = "\n\n".join(lines[1:]) if content is None else content
    return f"""<item><title>{escape(lines[0])}</title><dc:creator><![CDATA[desk]]></dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type>
{links}</item>"""


def export(*items):
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Daily Port</title><wp:wxr_version>1.2</wp:wxr_version>
{"".join(items)}</channel></rss>"""


def names(bitexts):
    return [b.path.partition("#")[2] for b in bitexts]


@pytest.mark.parametrize("wpml", [False, True], ids=["Polylang", "WPML"])
def test_wordpress_translation_links(engine, post, wpml):
    """The links decide, even against the order of the file."""
    items = [
        item(11, STORM["en"], lang="en", group="g1", wpml=wpml),
        item(14, OTHERS["ar"], lang="ar", group="g2", wpml=wpml),
        item(12, STORM["ar"], lang="ar", group="g1", wpml=wpml, content=html(ARABIC[1:])),
        item(13, OTHERS["en"], lang="en", group="g2", wpml=wpml),
        item(15, LONELY, lang="en", group="g3", wpml=wpml),
        item(16, OTHERS["en"], kind="attachment"),
        item(17, OTHERS["en"], status="trash"),
    ]
    path = post(export(*items), "site.xml")
    bitexts = engine.load([path])
    assert names(bitexts) == ["11,12", "13,14"]
    assert bitexts[0].notices == (f"{path}: 1 post without a translation, not checked: 15",)
    source, target = number_mismatch(engine, path)
    assert in_file(source).startswith("$347 million")
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(source, target) == ["/rss/channel/item[1]/encoded", "/rss/channel/item[3]/encoded/p[1]"]
    assert source.document.path == path


def test_wordpress_without_links_is_paired_by_likeness(engine, post):
    items = [item(1, STORM["en"]), item(2, OTHERS["en"]), item(3, OTHERS["ar"]), item(4, STORM["ar"]), item(5, LONELY)]
    path = post(export(*items), "site.xml")
    bitexts = engine.load([path])
    assert names(bitexts) == ["1,4", "2,3"]
    assert any("2 posts paired by likeness" in notice for notice in bitexts[0].notices)
    assert any("1 post without a translation, not checked: 5" in notice for notice in bitexts[0].notices)


def test_wordpress_posts_in_both_languages(engine, post):
    shortcode = '[caption id="a" width="3"]<img src="x"/> A flooded road[/caption]\n'
    arabic = html((ARABIC[0], "طريق غمرته المياه", *ARABIC[1:]))
    both = item(7, (ENGLISH[0], ""), content=shortcode + html(ENGLISH[1:]) + arabic)
    path = post(export(both, item(8, LONELY)), "site.xml")
    assert names(engine.load([path])) == ["7"]
    source, _ = number_mismatch(engine, path)
    assert "caption" not in source.document.text
    assert "A flooded road" in source.document.text


def test_one_bad_post_does_not_stop_the_rest(engine, post):
    items = [
        item(1, STORM["en"], lang="en", group="a"), item(2, STORM["ar"], lang="ar", group="a"),
        item(3, OTHERS["en"], lang="en", group="b"), item(4, OTHERS["en"], lang="ar", group="b"),
        item(5, LONELY, content="<div>" * 400),
    ]  # fmt: skip
    report = engine.report(engine.load([post(export(*items), "site.xml")]))
    faults = [d.bitext.fault.partition("#")[2] for d in report.documents if d.bitext.fault]
    assert faults[0] == "5: refused: more than 200 elements inside each other"
    assert len(faults) == 2
    assert [d.bitext.path.partition("#")[2] for d in report.documents if d.findings] == ["1,2"]
    assert report.exit_code == 1


def feed(kind, *stories, lang=None):
    """A feed by feedgen, with the stories as escaped HTML."""
    made = FeedGenerator()
    made.id("http://example.org/")
    made.title("Daily Port")
    made.link(href="http://example.org/")
    made.description("News")
    if lang:
        made.language(lang)
    for n, lines in enumerate(stories):
        entry = made.add_entry(order="append")
        entry.id(f"http://example.org/{n}")
        entry.title(lines[0])
        entry.content(html(lines[1:]), type="CDATA" if kind == "rss" else "html")
    return made.rss_str(pretty=True) if kind == "rss" else made.atom_str(pretty=True)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds(engine, post, kind):
    path = post(feed(kind, STORM["en"], OTHERS["ar"], OTHERS["en"], STORM["ar"]), f"feed.{kind}")
    assert names(engine.load([path])) == ["1,4", "3,2"]
    source, target = number_mismatch(engine, path)
    assert in_file(source).startswith("$347 million")
    assert in_file(target).startswith("374 مليون دولار")
    inside = "/rss/channel/item[1]" if kind == "rss" else "/feed/entry[1]"
    assert paths(source)[0].startswith(inside)
    assert paths(source)[0].endswith("/p[1]")


def test_two_feeds(engine, post):
    source = post(feed("rss", OTHERS["en"], STORM["en"], lang="en"), "en.xml")
    target = post(feed("rss", STORM["ar"], OTHERS["ar"], lang="ar"), "ar.xml")
    assert names(engine.load(source=source, target=target)) == ["1,2", "2,1"]


def test_atom_with_xhtml(engine, post):
    body = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{}</div></content>'
    entries = "".join(
        f"<entry><title>{escape(lines[0])}</title>{body.format(html(lines[1:]))}</entry>" for lines in (ENGLISH, ARABIC)
    )
    path = post(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>', "feed.atom")
    source, target = number_mismatch(engine, path)
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(source, target) == [f"/feed/entry[{n}]/content/div/p[1]" for n in (1, 2)]


def test_posts_without_an_encoder_are_not_paired(post):
    with pytest.raises(InputError, match="2 posts in English or Arabic, none with a translation"):
        load([post(export(item(1, STORM["en"]), item(2, STORM["ar"])), "site.xml")], "en", "ar")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (export(item(1, LONELY))[:-20], "p.xml", "not well-formed WordPress export"),
        (export(item(1, LONELY)), "p.xml", "1 post in English or Arabic, none with a translation"),
        (export().replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss', 1), "p.xml", "declares the entity 'a'"),
        ("<rss><channel><item></channel></rss>", "p.rss", "not well-formed RSS or Atom: mismatched tag"),
        ("<html/>", "p.atom", "not RSS or Atom: its first element is <html>"),
    ],
)
def test_broken_files_are_one_clear_line_and_exit_2(capsys, post, content, name, says):
    path = post(content, name)
    line = refusal(capsys, path)
    assert says in line
    assert path in line
