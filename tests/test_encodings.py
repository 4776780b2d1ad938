"""Text in older encodings is read and said to be; what is garbled, backwards or no text at all is named as that."""

from __future__ import annotations

import re

import pytest

from tests.story import ARABIC, ENGLISH, FAULTY, FOUR, findings, found, post
from tqcheck.errors import InputError
from tqcheck.ingest import load
from tqcheck.ingest.encodings import decode, garbled

PLAIN = post(FAULTY).replace("—", "-").replace("“", '"').replace("”", '"').replace("«", '"').replace("»", '"')


@pytest.mark.parametrize(
    ("encoding", "mark", "note"),
    [
        ("cp1256", b"", "read as Windows-1256, an older encoding; UTF-8 is safer"),
        ("iso8859_6", b"", "read as ISO-8859-6, an older encoding; UTF-8 is safer"),
        ("utf-16", b"", "read as UTF-16; UTF-8 is safer"),
        ("utf-16-be", b"\xfe\xff", "read as UTF-16; UTF-8 is safer"),
        ("utf-16-le", b"", "read as UTF-16; UTF-8 is safer"),
        ("utf-16-be", b"", "read as UTF-16; UTF-8 is safer"),
    ],
)
def test_an_older_encoding_is_read_with_a_note(engine, tmp_path, encoding, mark, note):
    path = tmp_path / "p.txt"
    path.write_bytes(mark + PLAIN.encode(encoding, "strict"))
    [bitext] = engine.load([str(path)])
    assert bitext.notices == (f"{path}: {note}",)
    assert found(engine, path) == FOUR


def test_utf_8_has_no_note_and_keeps_its_place(engine, tmp_path):
    path = tmp_path / "p.txt"
    path.write_bytes(b"\xef\xbb\xbf" + post(FAULTY).encode())
    [bitext] = engine.load([str(path)])
    assert bitext.notices == ()
    [changed] = [f for f in findings(engine, path) if f.code == "TQ305"]
    assert changed.source.document.line_column(changed.source.span.start) == (3, 57)


def test_english_with_typographic_marks_is_not_taken_for_arabic():
    text = "The café said: “No — naïvely.” It’s done, and nobody else in the whole of the city was asked about it."
    assert decode(text.encode("cp1252"), "p.txt").text == text


@pytest.mark.parametrize("data", [b"abc \xff\xfe", "المدينة تعيد".encode("mac_arabic"), bytes(range(128, 256)) * 3])
def test_what_no_encoding_fits_is_refused(data):
    with pytest.raises(InputError, match="no other encoding gives sense; save it as UTF-8"):
        decode(data, "p.txt")


def html(meta, *texts):
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f'<html><head><meta charset="{meta}"><title>x</title></head><body><article>{body}</article></body></html>'


@pytest.mark.parametrize("meta", ["windows-1256", "iso-8859-1", "klingon-8"])
def test_valid_utf_8_beats_what_the_page_says(engine, tmp_path, meta):
    path = tmp_path / "p.html"
    path.write_bytes(b"\xef\xbb\xbf" + html(meta, *ENGLISH, *FAULTY).encode())
    assert found(engine, path) == FOUR


@pytest.mark.parametrize("meta", ["windows-1256", "utf-8"])
def test_a_page_of_windows_1256_is_read_whatever_it_says(engine, tmp_path, meta):
    path = tmp_path / "p.html"
    path.write_bytes(html(meta, *ENGLISH, *FAULTY).encode("cp1256", "xmlcharrefreplace"))
    assert found(engine, path) == FOUR


def misread(text, encoding):
    """UTF-8 as a program shows it that takes it for another encoding."""
    return "".join(
        bytes([byte]).decode(encoding, "ignore") or bytes([byte]).decode("latin-1") for byte in text.encode()
    )


@pytest.mark.parametrize(
    ("encoding", "name", "shown"),
    [("cp1252", "Windows-1252", "Ø§Ù„"), ("latin-1", "ISO-8859-1", "Ø§Ù\x84"), ("cp1256", "Windows-1256", "ط§ظ„")],
)
def test_mojibake_is_named(tmp_path, encoding, name, shown):
    path = tmp_path / "p.txt"
    wrong = misread(post(), encoding)
    assert shown in wrong
    path.write_text(wrong, "utf-8")
    with pytest.raises(InputError) as error:
        load([str(path)])
    assert re.fullmatch(
        rf"{path}: its Arabic is garbled: UTF-8 that was read as {name} \(«.+» for «\w+»\); "
        "take the text from its source again",
        str(error.value),
    )


def test_text_that_stands_backwards_is_named(tmp_path):
    path = tmp_path / "p.txt"
    path.write_text("\n\n".join((*ENGLISH, *(text[::-1] for text in ARABIC))), "utf-8")
    with pytest.raises(InputError, match=r"its Arabic stands backwards .* as text copied out of some PDFs does"):
        load([str(path)])


@pytest.mark.parametrize("text", [post(), "\n".join(ENGLISH), "Ünïcode Ø Ù Ú", "Rosé, Ørsted, «طظ»", "ابب " * 9])
def test_sound_text_is_not_called_garbled(text):
    assert garbled(text) is None


def test_presentation_forms_are_compared_as_letters(engine, tmp_path):
    import arabic_reshaper

    path = tmp_path / "p.txt"
    path.write_text(post(tuple(map(arabic_reshaper.reshape, FAULTY))), "utf-8")
    assert [f for f in found(engine, path) if f[1] == "critical"] == FOUR


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "Word's old format is not read: save it as DOCX"),
        ("posts.zip", b"PK\3\4" + b"\0" * 30, "an archive is not read: unpack it and give the folder"),
        ("a.xlsx", b"PK\3\4" + b"\0" * 30, "a spreadsheet is not read: export the sheet as CSV UTF-8"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture is not read: give the text that is in it"),
        ("a.eml", b"From: x\n\nHello", "a mail is not read: save its text, or its attachment, as a file"),
        ("a.pdf", b"%PDF-1.4\n%%EOF", "not a readable PDF"),
        ("a.rtf", b"plain", "not RTF; save it as DOCX"),
    ],
)
def test_what_is_not_read_says_what_to_do_instead(tmp_path, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        load([str(path)])
    assert str(error.value).startswith(f"{path}: {says}")
    assert "\n" not in str(error.value)


def test_an_address_is_no_file():
    with pytest.raises(InputError, match="a page behind an address is read with --fetch only; or save the page"):
        load(["https://example.org/story"])


def test_a_name_that_lies_is_seen_through(engine, tmp_path):
    (tmp_path / "story.doc").write_text(html("utf-8", *ENGLISH, *FAULTY), "utf-8")
    assert found(engine, tmp_path / "story.doc") == FOUR
