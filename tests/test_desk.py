"""The desk without a browser: who may ask, what is checked, what is written, and that nothing else is."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import story
from tests.desk_client import HOST, TOKEN, Client
from tqcheck.api import Engine
from tqcheck.desk.app import Desk
from tqcheck.desk.bench import Bench
from tqcheck.desk.folder import Folder
from tqcheck.desk.opening import open_file, open_pair
from tqcheck.report.interface import interface

FAULTY = story.post(story.FAULTY)
UNTIL = str(date.today() + timedelta(days=30))


@pytest.fixture
def desk(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """A desk on the shared engine; `first` is opened at the start, `folder` is listed."""
    monkeypatch.setattr(engine, "config", engine.config)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    bench = Bench(engine.config, engine)

    def made(*, first: Any = None, folder: Path | None = None, lang: str = "en") -> Client:
        def opened() -> Any:
            return first(engine)

        made = Desk(
            bench, suppressions=tmp_path / "accepted.toml", interface=interface(lang),
            folder=Folder((folder,)) if folder else None, first=opened if first else None,
        )  # fmt: skip
        return Client(made.app(token=TOKEN, hosts=frozenset({HOST})))

    return made


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A folder with a faulty and a clean post."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "clean.txt").write_text(story.post(), "utf-8")
    (folder / "faulty.txt").write_text(FAULTY, "utf-8")
    return folder


def opened(client: Client, name: str) -> dict[str, Any]:
    """A post of the folder, open."""
    [identity] = [p["id"] for p in client.ask("GET", "/api/posts").json["posts"] if p["name"] == name]
    return client.post("open", post=identity).json


def check(client: Client, sheet: dict[str, Any], **texts: str) -> dict[str, Any]:
    """A check of the panes as they are, or as given."""
    panes = {"source": sheet["source"], "target": sheet["target"], **texts}
    return client.post("check", sheet=sheet["sheet"], version=sheet["version"], **panes).json


def codes(checked: dict[str, Any]) -> list[str]:
    """Codes of the findings in the report."""
    return re.findall(r'data-code="(TQ\d+)" data-fp', checked["html"])


# ---- who may ask


@pytest.mark.parametrize(
    ("headers", "status", "reason"),
    [
        ({"x_tqcheck_token": None}, 403, "token"),
        ({"x_tqcheck_token": "x" * 32}, 403, "token"),
        ({"host": "evil.example"}, 421, "host"),
        ({"host": "127.0.0.1:1"}, 421, "host"),
        ({"host": None}, 421, "host"),
        ({"origin": "http://evil.example"}, 403, "origin"),
        ({"origin": "null"}, 403, "origin"),
        ({"origin": None}, 403, "origin"),
        ({"sec_fetch_site": "cross-site"}, 403, "origin"),
    ],
)
def test_only_the_desks_own_page_is_answered(desk, headers, status, reason):
    answer = desk().ask("POST", "/api/paste", b"{}", **headers)
    assert (answer.status, answer.json) == (status, {"error": reason})


def test_the_page_needs_the_token_in_its_address(desk):
    client = desk()
    assert client.ask("GET", "/", origin=None, x_tqcheck_token=TOKEN).status == 403
    assert client.ask("GET", f"/?token={TOKEN}", origin=None, x_tqcheck_token=None).status == 200
    assert client.ask("GET", f"/api/state?token={TOKEN}", x_tqcheck_token=None).status == 403


def test_there_is_no_way_in_but_the_interface(desk):
    for path in ("/etc/passwd", "/../etc/passwd", "/api/../../etc/passwd", "/desk.js", "/openapi.json"):
        assert desk().ask("GET", path).status == 404
    assert desk().ask("GET", "/api/save").status == 405


def test_the_policy_lets_run_exactly_what_is_on_the_page(desk):
    answer = desk().ask("GET", f"/?token={TOKEN}", origin=None)
    policy, page = answer.headers["content-security-policy"], answer.body.decode()
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r"(?:src|href)=\"(?!#)|style=|onclick=|https?://(?!www\.w3\.org)", html.unescape(page))


@pytest.mark.parametrize("path", [f"/?token={TOKEN}", "/api/state", "/nothing", "/"])
def test_every_answer_has_the_headers(desk, path):
    headers = desk().ask("GET", path, origin=None).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_bodies_are_bounded_whatever_they_say_of_their_length(desk):
    client = desk()
    client.app._limit = 1000
    for length in ("5000", None, "0"):
        answer = client.ask("POST", "/api/upload", b"x" * 5000, chunk=100, content_length=length, x_name="a.txt")
        assert (answer.status, answer.json) == (413, {"error": "too_large"})
    assert client.ask("POST", "/api/paste", b"x" * 900).status == 400


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 100_000, b'{"source": 1, "target": 2}', b"{}"])
def test_what_is_no_call_is_refused_in_one_line(desk, body):
    answer = desk().ask("POST", "/api/paste", body)
    assert answer.status in (400, 422)
    assert len(answer.json["error"].splitlines()) == 1


# ---- opening and checking


def test_pasted_texts_are_checked_and_marked(desk):
    client = desk()
    sheet = client.post("paste", source="\n".join(story.ENGLISH), target="\n".join(story.FAULTY)).json
    assert (sheet["saves"], sheet["langs"]) == (False, ["en", "ar"])
    checked = check(client, sheet)
    assert checked["verdict"] == "findings"
    assert codes(checked) == [code for code, *_ in story.FOUR]
    marked = [sheet["source"][start:end] for start, end, _ in checked["marks"]["source"]]
    assert marked == [words for *_, words in story.FOUR]
    assert [sheet["target"][a:b] for a, b, n in checked["marks"]["target"] if n == 0] == ["الأربعاء"]


def test_a_whole_post_may_be_pasted_on_one_side(desk):
    client = desk()
    sheet = client.post("paste", source="", target=FAULTY).json
    assert sheet["source"].startswith(story.ENGLISH[0])
    assert sheet["target"].startswith(story.FAULTY[0])
    assert codes(check(client, sheet)) == [code for code, *_ in story.FOUR]


def test_a_mended_fault_is_gone_at_the_next_check(desk):
    client = desk()
    sheet = client.post("paste", source="\n".join(story.ENGLISH), target="\n".join(story.FAULTY)).json
    mended = check(client, sheet, target=sheet["target"].replace("1520", "1250"))
    assert codes(mended) == ["TQ305", "TQ501", "TQ101"]


def test_marks_count_as_a_browser_does(desk):
    client = desk()
    texts = ("\U0001f30d The dam burst. Some 1,250 homes are without water.", "انهار السد. نحو 1520 منزلا بلا ماء.")
    sheet = client.post("paste", source=texts[0], target=texts[1]).json
    [[start, end, _]] = check(client, sheet)["marks"]["source"]
    units = texts[0].encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le").startswith("1,250")


@pytest.mark.parametrize("name", ["post.docx", "post.html", "post.md"])
def test_dropped_files_of_any_format_are_checked(desk, name, tmp_path):
    data = _as_format(name)
    client = desk()
    sheet = client.ask("POST", "/api/upload", data, x_name=name).json
    assert (sheet["saves"], sheet["edits"]) == (False, name == "post.md")
    assert codes(check(client, sheet)) == [code for code, *_ in story.FOUR]
    mended = check(client, sheet, target=sheet["target"].replace("1520", "1250"))
    assert "TQ301" not in codes(mended)


def _as_format(name: str) -> bytes:
    paragraphs = [*story.ENGLISH, *story.FAULTY]
    if name.endswith(".docx"):
        from docx import Document

        made, document = io.BytesIO(), Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(made)
        return made.getvalue()
    if name.endswith(".html"):
        body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
        return f"<!doctype html><html><body><article>{body}</article></body></html>".encode()
    return "\n\n".join(paragraphs).encode()


def test_a_file_of_one_language_goes_to_its_side(desk):
    client = desk()
    for text, side in ((story.ENGLISH, "source"), (story.ARABIC, "target")):
        half = client.ask("POST", "/api/upload", "\n\n".join(text).encode(), x_name="one.txt").json["half"]
        assert (half["side"], half["text"]) == (side, "\n".join(text))


def test_an_uploads_name_is_no_path(desk):
    answer = desk().ask("POST", "/api/upload", FAULTY.encode(), x_name="..%2F..%2Fetc%2Fpasswd.txt").json
    assert answer["title"] == "passwd.txt"


def test_what_cannot_be_checked_is_said(desk):
    answer = desk().post("paste", source="Only English here, and nothing else at all.", target="")
    assert answer.status == 422
    assert "no Arabic text" in answer.json["error"] or "English" in answer.json["error"]


def test_a_hostile_post_is_text(desk):
    client = desk()
    evil = '<img src=x onerror="alert(1)"> said on Monday that 5 men came. <script>alert(2)</script>'
    sheet = client.post("paste", source=evil, target="قال <b>يوم</b> الثلاثاء إن 7 رجال جاؤوا.").json
    checked = check(client, sheet)
    assert "<img" not in checked["html"]
    assert "<script" not in checked["html"]


# ---- the folder


def test_the_folder_is_listed_worst_first_with_verdicts(desk, posts):
    (posts / "broken.txt").write_text("Only English here.\n", "utf-8")
    client = desk(folder=posts)
    for _ in range(600):
        listed = client.ask("GET", "/api/posts").json["posts"]
        if all(p["verdict"] for p in listed):
            break
        time.sleep(0.1)
    assert [(p["name"], p["verdict"]) for p in listed] == [
        ("faulty.txt", "findings"), ("broken.txt", "incomplete"), ("clean.txt", "pass"),
    ]  # fmt: skip
    assert listed[0]["counts"] == [4, 0, 0]
    assert "English" in listed[1]["fault"]


def test_only_posts_of_the_folder_can_be_opened(desk, posts, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text(FAULTY, "utf-8")
    (posts / "link.txt").symlink_to(outside)
    client = desk(folder=posts)
    assert {p["name"] for p in client.ask("GET", "/api/posts").json["posts"]} == {"clean.txt", "faulty.txt"}
    for identity in ("../outside.txt", str(outside), "", None):
        assert client.post("open", post=identity).status == 422


def test_a_post_that_becomes_a_link_to_outside_is_neither_read_nor_written(desk, posts, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text(FAULTY, "utf-8")
    client = desk(folder=posts)
    sheet = opened(client, "faulty.txt")
    (posts / "faulty.txt").unlink()
    (posts / "faulty.txt").symlink_to(outside)
    answer = client.post("save", sheet=sheet["sheet"], version=sheet["version"], source="x", target="y", overwrite=True)
    assert answer.status == 422
    assert outside.read_text("utf-8") == FAULTY


# ---- saving


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_is_written_before_the_editor_says_so(desk, posts):
    before = files(posts)
    client = desk(folder=posts)
    sheet = opened(client, "faulty.txt")
    check(client, sheet, target=sheet["target"].replace("1520", "1250"))
    client.post("copy", sheet=sheet["sheet"], source=sheet["source"], target="x")
    client.post("alive", sheet=sheet["sheet"], version=sheet["version"])
    client.post("paste", source="\n".join(story.ENGLISH), target="\n".join(story.ARABIC))
    client.ask("POST", "/api/upload", FAULTY.encode(), x_name="faulty.txt")
    assert files(posts) == before


@pytest.mark.parametrize(
    ("encoding", "end"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("cp1256", "\r\n"), ("utf-16", "\n")]
)
def test_saving_keeps_encoding_line_ends_and_all_that_was_not_touched(desk, tmp_path, encoding, end):
    path = tmp_path / "post.txt"
    text = ("By A. Writer\n\n" + FAULTY).replace("\n", end).replace("é", "e")
    path.write_bytes(text.encode(encoding))
    os.chmod(path, 0o640)
    client = desk(first=lambda engine: open_file(engine, path))
    sheet = client.post("start").json
    assert "\r" not in sheet["source"] + sheet["target"]
    target = sheet["target"].replace("1520", "1250") + "\nسطر جديد."
    saved = client.post("save", sheet=sheet["sheet"], version=sheet["version"], source=sheet["source"], target=target)
    assert saved.status == 200
    assert path.read_bytes() == (text.replace("1520", "1250") + end + "سطر جديد.").encode(encoding)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_changed_meanwhile_is_not_written_over(desk, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(FAULTY, "utf-8")
    client = desk(first=lambda engine: open_file(engine, path))
    sheet = client.post("start").json
    path.write_text(FAULTY + "Somebody else.\n", "utf-8")
    assert client.post("alive", sheet=sheet["sheet"], version=sheet["version"]).json == {"changed": True}
    asked = {"sheet": sheet["sheet"], "version": sheet["version"], "source": sheet["source"], "target": "نص"}
    assert client.post("save", **asked).status == 409
    assert path.read_text("utf-8") == FAULTY + "Somebody else.\n"
    assert client.post("save", **asked, overwrite=True).status == 200
    assert path.read_text("utf-8").endswith("نص\n") or path.read_text("utf-8").endswith("نص")


def test_of_two_tabs_the_later_save_is_told(desk, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(FAULTY, "utf-8")
    client = desk(first=lambda engine: open_file(engine, path))
    one, other = client.post("start").json, client.post("start").json
    mended = one["target"].replace("1520", "1250")
    first = client.post("save", sheet=one["sheet"], version=one["version"], source=one["source"], target=mended)
    assert first.status == 200
    late = client.post("save", sheet=other["sheet"], version=other["version"], source=other["source"], target="نص")
    assert late.status == 409
    again = {"sheet": one["sheet"], "source": one["source"], "target": mended + "\nسطر."}
    assert client.post("save", version=one["version"], **again).status == 409
    assert client.post("save", version=first.json["version"], **again).status == 200


def test_two_files_are_each_saved(desk, tmp_path):
    english, arabic = tmp_path / "en.txt", tmp_path / "ar.txt"
    english.write_text("\n".join(story.ENGLISH), "utf-8")
    arabic.write_bytes("\r\n".join(story.FAULTY).encode())
    client = desk(first=lambda engine: open_pair(engine, english, arabic))
    sheet = client.post("start").json
    assert codes(check(client, sheet)) == [code for code, *_ in story.FOUR]
    target = sheet["target"].replace("1520", "1250")
    client.post("save", sheet=sheet["sheet"], version=sheet["version"], source=sheet["source"], target=target)
    assert english.read_text("utf-8") == "\n".join(story.ENGLISH)
    assert arabic.read_bytes() == "\r\n".join(story.FAULTY).replace("1520", "1250").encode()


def test_what_has_no_file_is_not_saved_but_copied(desk):
    client = desk()
    sheet = client.post("paste", source="\n".join(story.ENGLISH), target="\n".join(story.ARABIC)).json
    texts = {"source": sheet["source"], "target": sheet["target"]}
    assert client.post("save", sheet=sheet["sheet"], version=sheet["version"], **texts).status == 422
    copied = client.post("copy", sheet=sheet["sheet"], **texts).json["files"]
    assert [(f["name"], base64.b64decode(f["data"]).decode()) for f in copied] == [
        ("original.txt", "\n".join(story.ENGLISH)), ("translation.txt", "\n".join(story.ARABIC)),
    ]  # fmt: skip


def test_a_letter_that_the_old_encoding_lacks_is_named(desk, tmp_path):
    path = tmp_path / "post.txt"
    path.write_bytes(FAULTY.encode("cp1256"))
    client = desk(first=lambda engine: open_file(engine, path))
    sheet = client.post("start").json
    answer = client.post(
        "save", sheet=sheet["sheet"], version=sheet["version"], source=sheet["source"] + " ☂", target=sheet["target"]
    )
    assert answer.status == 422
    assert "☂" in answer.json["error"]
    assert path.read_bytes() == FAULTY.encode("cp1256")


# ---- decisions


def fingerprints(checked: dict[str, Any]) -> list[str]:
    """Fingerprints of the findings, in order."""
    return re.findall(r'data-fp="([0-9a-f]{16})"', checked["html"])


def test_dismissals_are_written_and_the_gate_honours_them(desk, engine, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(FAULTY, "utf-8")
    client = desk(first=lambda engine: open_file(engine, path))
    checked = check(client, client.post("start").json)
    prints = fingerprints(checked)
    for n, fingerprint in enumerate(prints):
        told = client.post(
            "decide", check=checked["check"], fingerprint=fingerprint, decision="dismissed", reason=f"right {n}",
            until=UNTIL,
        ).json  # fmt: skip
        assert told["verdict"] == ("pass" if n == len(prints) - 1 else "findings")
    config = replace(engine.config, suppressions=tmp_path / "accepted.toml")
    own = Engine(config)
    own.__dict__.update(builtin_encoder=engine.builtin_encoder, coverage=engine.coverage)
    report = own.report(own.load([str(path)]))
    assert report.exit_code == 0
    assert [f.suppressed for f in report.documents[0].findings] == [f"file: right {n}" for n in range(4)]


def test_a_dismissal_outlives_the_check_and_can_be_taken_back(desk, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(FAULTY, "utf-8")
    client = desk(first=lambda engine: open_file(engine, path))
    sheet = client.post("start").json
    checked = check(client, sheet)
    first = fingerprints(checked)[0]
    client.post("decide", check=checked["check"], fingerprint=first, decision="dismissed", reason="right", until=UNTIL)
    again = check(client, sheet)
    assert again["made"] == {first: {"decision": "dismissed", "reason": "right", "until": UNTIL}}
    undone = client.post("decide", check=again["check"], fingerprint=first, decision="undo").json
    assert undone["made"] == {}
    assert first not in (tmp_path / "accepted.toml").read_text("utf-8")


def test_an_accepted_fault_stays_until_it_is_mended(desk, tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(FAULTY, "utf-8")
    client = desk(first=lambda engine: open_file(engine, path))
    sheet = client.post("start").json
    checked = check(client, sheet)
    number = fingerprints(checked)[1]
    told = client.post("decide", check=checked["check"], fingerprint=number, decision="accepted").json
    assert told["made"] == {number: {"decision": "accepted", "reason": "", "until": ""}}
    assert told["verdict"] == "findings"
    assert not (tmp_path / "accepted.toml").exists()
    mended = check(client, sheet, target=sheet["target"].replace("1520", "1250"))
    assert mended["made"] == {}


@pytest.mark.parametrize(
    "asked",
    [
        {"decision": "dismissed", "reason": " ", "until": UNTIL},
        {"decision": "dismissed", "reason": "right", "until": "2001-01-01"},
        {"decision": "dismissed", "reason": "right", "until": ""},
        {"decision": "dismissed", "reason": "right", "until": "tomorrow"},
        {"decision": "published"},
        {"decision": "accepted", "fingerprint": "0" * 16},
    ],
)
def test_a_decision_that_is_none_writes_nothing(desk, tmp_path, asked):
    client = desk()
    sheet = client.post("paste", source="\n".join(story.ENGLISH), target="\n".join(story.FAULTY)).json
    checked = check(client, sheet)
    values = {"check": checked["check"], "fingerprint": fingerprints(checked)[0], **asked}
    assert client.post("decide", **values).status in (400, 422)
    assert not (tmp_path / "accepted.toml").exists()
