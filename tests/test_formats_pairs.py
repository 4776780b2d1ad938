"""Files that state their pairs, each made by its own library: XLIFF, TMX, PO, CSV, TSV, JSON lines."""

import csv
import json
from xml.etree import ElementTree

import polib
import pytest
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from tests.formats import ARABIC, ENGLISH, PAIRS, in_file, number_mismatch, paths, refusal
from tqcheck.ingest import limits, load
from tqcheck.report.html_page import HtmlReporter
from tqcheck.report.json_report import JsonReporter
from tqcheck.report.junit import JunitReporter
from tqcheck.report.markdown import MarkdownReporter
from tqcheck.report.terminal import TerminalReporter

XLIFF_2 = """<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ar">
 <file id="f1">
  <group id="g1">
   <unit id="u1">
    <notes><note>Not for translators: 999 million</note></notes>
    <segment id="s1"><source>The government set aside <pc id="1">$347 million</pc><ph id="2"/> for roads.</source>
     <target>خصصت الحكومة <pc id="1">374 مليون دولار</pc><ph id="2"/> للطرق.</target></segment>
    <ignorable><source> </source></ignorable>
    <segment id="s2"><source>The work begins in May.</source><target>ويبدأ العمل في مايو.</target></segment>
   </unit>
   <unit id="u2" translate="no"><segment><source>SKU 1234</source></segment></unit>
  </group>
 </file>
</xliff>
"""
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.fixture
def xliff(tmp_path):
    store = xlifffile(sourcelanguage="en", targetlanguage="ar-EG")
    for english, arabic in PAIRS:
        store.addsourceunit(english).settarget(arabic, "ar-EG")
    store.savefile(str(tmp_path / "story.xlf"))
    return tmp_path / "story.xlf"


@pytest.fixture
def tmx(tmp_path):
    store = tmxfile(sourcelanguage="en", targetlanguage="ar")
    for english, arabic in PAIRS:
        store.addtranslation(english, "en", arabic, "ar")
    store.savefile(str(tmp_path / "story.tmx"))
    return tmp_path / "story.tmx"


@pytest.fixture
def po(tmp_path):
    catalogue = polib.POFile(wrapwidth=40)
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "ar"}
    catalogue.extend(polib.POEntry(msgid=english, msgstr=arabic) for english, arabic in PAIRS)
    catalogue.append(polib.POEntry(msgid="Old: 12 dead", msgstr="قديم", obsolete=True))
    catalogue.save(str(tmp_path / "story.po"))
    return tmp_path / "story.po"


def test_xliff_1(engine, xliff):
    source, target = number_mismatch(engine, xliff)
    assert in_file(source).startswith("$347 million")
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(target)[0].startswith("/xliff/file/body/trans-unit[@id='")
    assert paths(target)[0].endswith("/target")


def test_xliff_2(engine, tmp_path):
    store = Xliff2File(sourcelanguage="en", targetlanguage="ar")
    for english, arabic in PAIRS:
        store.addsourceunit(english).settarget(arabic)
    store.savefile(str(tmp_path / "story.xlf"))
    source, target = number_mismatch(engine, tmp_path / "story.xlf")
    assert in_file(source).startswith("$347 million")
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(target) == ["/xliff/file[@id='f1']/unit[2]/segment/target"]


def test_xliff_2_with_inline_codes(engine, tmp_path):
    (tmp_path / "story.xlf").write_text(XLIFF_2, "utf-8")
    source, target = number_mismatch(engine, tmp_path / "story.xlf")
    assert in_file(source).startswith("$347 million</pc>")
    assert in_file(target).startswith("374 مليون دولار</pc>")
    assert paths(source) == ["/xliff/file[@id='f1']/group[@id='g1']/unit[@id='u1']/segment[@id='s1']/source"]
    assert len(source.document.text.splitlines()) == 4


def test_tmx(engine, tmx):
    source, target = number_mismatch(engine, tmx)
    assert in_file(source).startswith("$347 million")
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(source, target) == ["/tmx/body/tu[2]/tuv[1]/seg", "/tmx/body/tu[2]/tuv[2]/seg"]


def test_tmx_unit_without_translation_is_a_missing_sentence(engine, tmp_path, tmx):
    text = tmx.read_text("utf-8").replace("ويبدأ العمل في مايو.", "")
    (tmp_path / "gap.tmx").write_text(text, "utf-8")
    [document] = engine.report(engine.load([str(tmp_path / "gap.tmx")])).documents
    assert [f.source.text for f in document.findings if f.code == "TQ101"] == ["The work begins in May."]


def test_po(engine, po):
    source, target = number_mismatch(engine, po)
    assert paths(source, target) == ["entry 2, msgid", "entry 2, msgstr"]
    line, _ = target.document.line_column(target.span.start)
    assert "خصصت" in po.read_text("utf-8").split("\n")[line - 1]
    assert "قديم" not in source.document.text


def test_po_plurals_are_paired_by_the_catalogues_formula(tmp_path):
    catalogue = polib.POFile()
    forms = "nplurals=3; plural=(n==0 ? 0 : n==1 ? 1 : 2);"
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": forms}
    arabic = {0: "لا طرق مغلقة", 1: "طريق مغلق", 2: "طرق مغلقة"}
    catalogue.append(polib.POEntry(msgid="A road is closed", msgid_plural="Roads are closed", msgstr_plural=arabic))
    catalogue.save(str(tmp_path / "p.po"))
    [bitext] = load([str(tmp_path / "p.po")], "en", "ar")
    pairs = [(b.side_text("source"), b.side_text("target")) for b in bitext.beads]
    assert pairs == [
        ("Roads are closed", "لا طرق مغلقة"), ("A road is closed", "طريق مغلق"), ("Roads are closed", "طرق مغلقة"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("delimiter", "names"), [(",", "id en ar"), (";", "Arabic English note"), (",", "source target")]
)
def test_csv(engine, tmp_path, delimiter, names):
    columns = names.split()
    with (tmp_path / "story.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter)
        writer.writeheader()
        for english, arabic in PAIRS:
            values = {
                "en": english,
                "ar": arabic,
                "source": english,
                "target": arabic,
                "English": english,
                "Arabic": arabic,
            }
            writer.writerow({name: values.get(name, "a note,\nin two lines") for name in columns})
    source, target = number_mismatch(engine, tmp_path / "story.csv")
    assert in_file(source).startswith("$347 million")
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(source) == [f"row 2, {next(n for n in columns if n in ('en', 'English', 'source'))}"]


def test_tsv_with_named_columns(engine, tmp_path):
    rows = [("id", "ar", "en"), *((str(n), ar, en) for n, (en, ar) in enumerate(PAIRS))]
    (tmp_path / "story.tsv").write_text("\n".join(map("\t".join, rows)), "utf-8")
    source, target = number_mismatch(engine, tmp_path / "story.tsv")
    assert in_file(target).startswith("374 مليون دولار")
    assert paths(source, target) == ["row 2, en", "row 2, ar"]


@pytest.mark.parametrize("ascii_only", [False, True])
def test_json_lines(engine, tmp_path, ascii_only):
    lines = [
        json.dumps({"text_en": en, "n": n, "text_ar": ar}, ensure_ascii=ascii_only) for n, (en, ar) in enumerate(PAIRS)
    ]
    (tmp_path / "story.jsonl").write_text("\n".join(lines), "utf-8")
    source, target = number_mismatch(engine, tmp_path / "story.jsonl")
    assert in_file(source).startswith("$347 million")
    assert paths(source, target) == ["row 2, text_en", "row 2, text_ar"]
    if not ascii_only:
        assert in_file(target).startswith("374 مليون دولار")


def test_format_in_where_the_suffix_lies(engine, tmp_path, xliff, monkeypatch):
    liar = tmp_path / "story.txt"
    liar.write_bytes(xliff.read_bytes())
    from dataclasses import replace

    monkeypatch.setattr(engine, "config", replace(engine.config, format_in="xliff"))
    assert number_mismatch(engine, liar)


def test_xml_is_told_apart_by_its_content(engine, tmp_path, xliff, tmx):
    for made in (xliff, tmx):
        named = tmp_path / f"{made.suffix[1:]}.xml"
        named.write_bytes(made.read_bytes())
        assert number_mismatch(engine, named)


BROKEN = [
    ("p.xlf", "<xliff><file></xliff>", "not well-formed XLIFF: mismatched tag: line 1"),
    ("p.xlf", "<tmx/>", "first element is <tmx>"),
    ("p.xlf", "<xliff/>", "no pairs of English and Arabic"),
    ("p.xlf", BOMB + "<x>&b;</x>", "declares the entity 'a'"),
    ("p.xlf", OUTSIDE + "<x>&a;</x>", "declares the entity 'a'"),
    ("p.xlf", "<x>" * 300 + "</x>" * 300, "more than 200 elements inside each other"),
    ("p.tmx", "<tmx><body>", "not well-formed TMX"),
    ("p.tmx", "<tmx><body><tu><tuv xml:lang='fr'><seg>Oui</seg></tuv></tu></body></tmx>", "in languages fr"),
    ("p.tmx", BOMB + "<tmx/>", "declares the entity"),
    ("p.po", 'msgid "a"\nmsgstr "b\nmsgsrt "c"\n', "not well-formed gettext PO: line 3"),
    ("p.po", "nothing", "not gettext PO"),
    ("p.csv", "en,ar\na,b,c\n", "line 2 has 3 columns, its heading 2"),
    ("p.csv", 'en,ar\n"a,b\n', "not valid CSV"),
    ("p.csv", "number,text\n1,b\n", "no columns for the two languages among number, text"),
    ("p.jsonl", '{"en": "a", "ar": "ب"}\n{"en"\n', "line 2 is not valid JSON"),
    ("p.jsonl", "[1]\n", "line 1 is no JSON object"),
    ("p.xml", "<invoice/>", "XML of an unknown kind"),
    ("p.txt", b"PK\x03\x04\0", "an archive is not read: unpack it and give the folder"),
]


@pytest.mark.parametrize(("name", "content", "says"), BROKEN)
def test_broken_files_are_one_clear_line_and_exit_2(capsys, post, name, content, says):
    path = post(content, name)
    line = refusal(capsys, path)
    assert says in line
    assert path in line


def test_unknown_format_name(capsys, post):
    assert "unknown input format 'word': use one of csv, docx" in refusal(capsys, post("x"), "--format-in", "word")


def test_a_file_too_large_is_not_read(capsys, tmp_path):
    """A sparse file, of which not a byte is on the disk."""
    with (tmp_path / "huge.tmx").open("wb") as file:
        file.truncate(limits.MAX_COLLECTION + 1)
    assert "more than the 256 MiB that are read" in refusal(capsys, tmp_path / "huge.tmx")


def test_one_bad_file_does_not_stop_the_others(engine, tmp_path, xliff):
    (tmp_path / "bad.tmx").write_text("<tmx>")
    report = engine.report(engine.load([str(tmp_path)]))
    assert [bool(d.findings) for d in report.documents] == [False, True]
    assert any("bad.tmx: not well-formed TMX" in reason for reason in report.reasons)
    assert report.exit_code == 1
    assert {s.lang for d in report.documents for s in d.bitext.source} == {"en"}


def test_a_bad_file_is_named_in_every_report(engine, tmp_path, xliff):
    """With --quiet, too: nothing that was not checked goes without a word."""
    (tmp_path / "bad.tmx").write_text("<tmx>")
    report = engine.report(engine.load([str(tmp_path)]))
    says = "bad.tmx: not well-formed TMX"
    assert says in TerminalReporter(quiet=True).render(report).replace("\n", " ")
    assert says in TerminalReporter().render(report).replace("\n", " ")
    assert says in MarkdownReporter().render(report).replace("&#58;", ":").replace("&#45;", "-")
    assert any(says in page for name, page in HtmlReporter().pages(report).items() if name != "index.html")
    suite = ElementTree.fromstring(JunitReporter().render(report))[0]
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")
    bad, good = json.loads(JsonReporter().render(report))["documents"]
    assert says in bad["error"]
    assert "error" not in good
    assert good["findings"][0]["target"]["place"].endswith("/target")


def test_a_bad_file_among_clean_ones_is_exit_3(engine, tmp_path):
    rows = "\n".join(f"{en}\t{ar}" for en, ar in zip(ENGLISH[2:], ARABIC[2:], strict=True))
    (tmp_path / "good.tsv").write_text(rows, "utf-8")
    (tmp_path / "bad.tmx").write_text("<tmx>")
    assert engine.report(engine.load([str(tmp_path)])).exit_code == 3
