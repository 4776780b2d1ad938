"""Files of translation tools: the XLIFF of Trados, memoQ and Phrase; states, gaps, plural forms; subtitles."""

from __future__ import annotations

import json

import pytest

from tests.story import ARABIC, ENGLISH, FAULTY, FOUR, findings, found, places
from tqcheck.errors import InputError
from tqcheck.ingest import load
from tqcheck.report.json_report import JsonReporter
from tqcheck.text.sentences import split_sentences

SDL = "http://sdl.com/FileTypes/SdlXliff/1.0"


def sentences(texts, lang):
    return [span.of(text) for text in texts for span in split_sentences(text, lang)]


def sdlxliff(arabic=ARABIC, states=()):
    """What Trados Studio saves: a unit a paragraph, cut into numbered segments, their states beside it."""
    units, number = [], 0
    for english, translated in zip(ENGLISH, arabic, strict=True):
        halves = sentences([english], "en"), sentences([translated], "ar")
        marks: tuple[list[str], list[str]] = ([], [])
        segs = []
        for place in range(len(halves[0])):
            number += 1
            for half, mark in zip(halves, marks, strict=True):
                if place < len(half):
                    mark.append(f'<mrk mtype="seg" mid="{number}">{half[place]}</mrk>')
            segs.append(f'<sdl:seg id="{number}" conf="{dict(states).get(number, "Translated")}"/>')
        units.append(
            f'<trans-unit id="u{number}"><source>{english}</source><seg-source>{" ".join(marks[0])}</seg-source>\n'
            f"<target>{' '.join(marks[1])}</target><sdl:seg-defs>{''.join(segs)}</sdl:seg-defs></trans-unit>"
        )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<xliff xmlns:sdl="{SDL}" '
        'xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">'
        '<file original="story.docx" datatype="x-sdlfilterframework2" '
        'source-language="en-US" target-language="ar-SA"><header/><body><group>\n'
        + "\n".join(units)
        + "\n</group></body></file></xliff>\n"
    )


def test_trados_clean_and_faulty(engine, tmp_path):
    path = tmp_path / "job.sdlxliff"
    path.write_text(sdlxliff(), "utf-8")
    assert found(engine, path) == []
    path.write_text("\ufeff" + sdlxliff(FAULTY), "utf-8")
    assert found(engine, path) == FOUR
    assert places(engine, path)[1][1].endswith("/trans-unit[@id='u5']/target/mrk[2]")
    lines = [f.source.document.line_column(f.source.span.start)[0] for f in findings(engine, path)]
    assert lines == [5, 9, 11, 13]


def test_states_of_segments_are_counted_and_in_the_json_report(engine, tmp_path):
    path = tmp_path / "job.sdlxliff"
    path.write_text(sdlxliff(states=((2, "Draft"), (3, "RejectedTranslation"), (4, "ApprovedSignOff"))), "utf-8")
    [bitext] = engine.load([str(path)])
    assert bitext.notices == (
        f"{path}: by the file's own word not finished, or locked: 1 draft, 1 rejectedtranslation",
    )
    report = json.loads(JsonReporter().render(engine.report([bitext])))
    assert [bead.get("state") for bead in report["documents"][0]["beads"][:4]] == [
        None, "draft", "rejectedtranslation", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "unit", "state"),
    [
        (".mqxliff", 'xmlns:mq="MQXliff" mq:status="PartiallyEdited"', "partiallyedited"),
        (".mqxliff", 'xmlns:mq="MQXliff" mq:status="Confirmed" mq:locked="locked"', "locked"),
        (".mxliff", 'xmlns:m="http://www.memsource.com/mxlf/2.0" m:confirmed="0" m:locked="false"', "unconfirmed"),
        (".mxliff", 'xmlns:m="http://www.memsource.com/mxlf/2.0" m:confirmed="1"', None),
        (".xlf", "", None),
    ],
)
def test_xliff_of_other_tools(engine, tmp_path, suffix, unit, state):
    path = tmp_path / f"job{suffix}"
    path.write_text(
        '<xliff version="1.2"><file source-language="en" target-language="ar"><body><trans-unit id="1" '
        f"{unit}><source>About 250 people were evacuated.</source><target>وجرى إجلاء نحو 520 شخصا.</target>"
        "</trans-unit></body></file></xliff>",
        "utf-8",
    )
    [bitext] = engine.load([str(path)])
    assert [bead.state for bead in bitext.beads] == [state]
    assert found(engine, path) == [("TQ301", "critical", "250")]


UNITS = """<xliff version="1.2"><file original="a" source-language="en" target-language="ar" datatype="plaintext"><body>
<trans-unit id="1"><source>The bridge will open in May.</source><target state="new">The bridge will open in May.</target></trans-unit>
<trans-unit id="2"><source>The bridge will open in May.</source><target state="needs-translation"/></trans-unit>
<trans-unit id="3"><source>The bridge will open in May.</source></trans-unit>
<trans-unit id="4" translate="no"><source>BRIDGE_CODE</source></trans-unit>
<trans-unit id="5"><source>The bridge will open in May.</source><target state="needs-review-translation">سيفتح الجسر في يونيو.</target></trans-unit>
<trans-unit id="6"><source>The bridge will open in May.</source><target state="final">سيفتح الجسر في مايو.</target><alt-trans match-quality="80"><target>سيغلق الجسر في مارس.</target></alt-trans></trans-unit>
</body></file></xliff>"""  # noqa: E501


def test_a_missing_target_is_placed_in_its_own_unit(engine, tmp_path):
    path = tmp_path / "p.xlf"
    path.write_text(UNITS, "utf-8")
    got = [(f.code, f.target.document.line_column(f.target.span.start)[0]) for f in findings(engine, path)]
    assert got == [("TQ105", 2), ("TQ101", 3), ("TQ101", 4), ("TQ305", 6)]


def test_an_empty_cell_of_a_table_is_its_own_place(engine, tmp_path):
    path = tmp_path / "p.tsv"
    path.write_text(
        "He left on Monday.\tغادر يوم الاثنين.\nThe talks in Geneva have failed.\t\nIt rained.\tهطل المطر.\n"
    )
    [gap] = [f for f in findings(engine, path) if f.code == "TQ101"]
    assert gap.target.document.line_column(gap.target.span.start) == (2, 34)


PO = """msgid ""
msgstr ""
"Language: ar\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n"

msgid "%d comment"
msgid_plural "%d comments"
msgstr[0] "لا تعليقات"
msgstr[1] "تعليق واحد"
msgstr[2] "تعليقان"
msgstr[3] "%d تعليقات"
msgstr[4] "%d تعليقا"
msgstr[5] "%d تعليق"

msgid "The %d bridge opens in May."
msgid_plural "The %d bridges open in May."
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""
msgstr[3] ""
msgstr[4] ""
msgstr[5] ""

#, fuzzy
msgid "The office will open in May."
msgstr "سيفتح المكتب في مايو."
"""


def test_po_plurals_need_no_numeral_and_an_empty_entry_is_one_gap(engine, tmp_path):
    path = tmp_path / "p.po"
    path.write_text(PO, "utf-8")
    assert found(engine, path) == [("TQ101", "critical", "The %d bridges open in May.")]
    [gap] = findings(engine, path)
    assert gap.target.document.line_column(gap.target.span.start)[0] == 16
    [bitext] = load([str(path)])
    assert bitext.notices == (f"{path}: by the file's own word not finished, or locked: 1 fuzzy",)
    assert [bead.side_text("source") for bead in bitext.beads[:4]] == [
        "no comments", "one comment", "two comments", "%d comments",
    ]  # fmt: skip


def srt(texts, *, vtt=False):
    """Each sentence in two cues, as subtitles cut them."""
    cues = []
    for text in texts:
        words = text.split()
        for part in (words[: len(words) // 2], words[len(words) // 2 :]):
            n = len(cues) + 1
            mark = "." if vtt else ","
            cues.append(
                f"{n}\n00:00:{n:02}{mark}000 --> 00:00:{n + 1:02}{mark}500\n<i>{' '.join(part)}</i>\n".replace(
                    ",", mark, 0
                )
            )
    head = "WEBVTT\n\nNOTE made by hand\n\n" if vtt else ""
    return head + "\n".join(cues)


def test_two_files_of_subtitles(engine, tmp_path):
    english, arabic = sentences(ENGLISH[1:], "en"), sentences(FAULTY[1:], "ar")
    (tmp_path / "en.srt").write_text(srt(english), "utf-8")
    (tmp_path / "ar.vtt").write_text(srt(arabic, vtt=True), "utf-8")
    paths = {"source": tmp_path / "en.srt", "target": tmp_path / "ar.vtt"}
    [bitext] = engine.load(**{key: str(path) for key, path in paths.items()})
    assert [s.text for s in bitext.source] == english
    assert found(engine, **paths) == FOUR


def test_subtitles_in_both_languages_in_one_file(tmp_path):
    path = tmp_path / "both.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:04,000\nAbout 250 people\nنحو 250 شخصا\n\n"
        "2\n00:00:04,000 --> 00:00:06,000\nwere evacuated.\nجرى إجلاؤهم.\n",
        "utf-8",
    )
    [bitext] = load([str(path)])
    assert [s.text for s in bitext.source] == ["About 250 people were evacuated."]
    assert [s.text for s in bitext.target] == ["نحو 250 شخصا جرى إجلاؤهم."]
    assert bitext.target[0].document.line_column(bitext.target[0].span.start) == (4, 1)


def test_a_file_without_cues_is_refused(tmp_path):
    (tmp_path / "p.srt").write_text("Hello", "utf-8")
    with pytest.raises(InputError, match="no subtitles in it; expected lines such as"):
        load([str(tmp_path / "p.srt")])
