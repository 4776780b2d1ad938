"""Servers: addresses, time-outs, retries, the budget, and what the books say was sent."""

from __future__ import annotations

import pytest

from tests.scripted_server import BREAK_OFF, chat, scripted, slow
from tqcheck.archive.tally import Tally
from tqcheck.config import Config
from tqcheck.errors import UsageError
from tqcheck.records import Sent
from tqcheck.service import Ledger, parse
from tqcheck.service.chat import Answer, ChatServer, Question, read_answer
from tqcheck.service.client import Client, UnansweredError
from tqcheck.service.ledger import OPINION, TRANSLATION, told

ASKED = Question(messages=({"role": "user", "content": "Do it."},), room=5)


def client(url, *, ledger=None, **more):
    naps = []
    made = Client(
        parse(f"chat:{url}/v1#tiny", "--mt-model"),
        ledger or Ledger(100),
        purpose=TRANSLATION,
        sleep=naps.append,
        **more,
    )
    return made, naps


def post(made):
    return made.post(
        "/chat/completions",
        {"messages": [{"role": "user", "content": ""}]},
        texts=1,
        characters=4,
    )


@pytest.mark.parametrize(
    ("text", "url", "model", "loopback"),
    [
        ("chat:http://127.0.0.1:11434/v1#gemma3:4b", "http://127.0.0.1:11434/v1", "gemma3:4b", True),
        ("chat:http://localhost:8000/v1/#a/b", "http://localhost:8000/v1", "a/b", True),
        ("chat:http://[::1]:8000/v1#m", "http://[::1]:8000/v1", "m", True),
        ("chat:https://api.example.org/v1/chat/completions#m", "https://api.example.org/v1", "m", False),
        ("chat:http://127.0.0.1.example.org/v1#m", "http://127.0.0.1.example.org/v1", "m", False),
        ("chat:http://localhost.example.org/v1#m", "http://localhost.example.org/v1", "m", False),
        ("chat:http://10.0.0.7:8000/v1#m", "http://10.0.0.7:8000/v1", "m", False),
        ("libretranslate:http://127.0.0.1:5000", "http://127.0.0.1:5000", "", True),
        ("libretranslate:https://lt.example.org/translate", "https://lt.example.org", "", False),
    ],
)
def test_addresses(text, url, model, loopback):
    address = parse(text, "--mt-model")
    assert (address.url, address.model, address.is_loopback) == (url, model, loopback)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("chat:http://127.0.0.1:11434/v1", "say which model, as in chat:http://127.0.0.1:11434/v1#MODEL"),
        ("chat:127.0.0.1:11434/v1#m", "expected an address such as chat:http://127.0.0.1:11434/v1#MODEL"),
        ("chat:ftp://127.0.0.1/v1#m", "expected an address such as"),
        ("chat:http://127.0.0.1:port/v1#m", "expected an address such as"),
        ("chat:http://127.0.0.1/v1?key=abc#m", "an address with '?' cannot be used"),
        ("sometimes", "expected an address such as chat:http://"),
        ("demote", "names a model, as chat:http://127.0.0.1:11434/v1#MODEL; demote is for --second-opinion-effect"),
    ],
)
def test_what_is_no_address_is_said(text, says):
    with pytest.raises(UsageError) as caught:
        parse(text, "--second-opinion")
    assert says in str(caught.value)
    assert str(caught.value).startswith("--second-opinion")


def test_a_key_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(UsageError) as caught:
        parse("chat:https://me:secret@api.example.org/v1#m", "--mt-model")
    assert "environment" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_offline_refuses_another_machine_and_no_server_here():
    with pytest.raises(UsageError, match=r"offline: http://10\.0\.0\.7:8000/v1 is another machine"):
        client("http://10.0.0.7:8000", offline=True)
    made, _ = client("http://127.0.0.1:9", offline=True)
    with pytest.raises(UnansweredError, match="cannot be reached"):
        post(made)


def test_the_question_is_greedy_and_the_key_a_header():
    with scripted(chat(lambda message: f"{message}!")) as server:
        made, _ = client(server.url, key="k3y")
        assert ChatServer(made).answer([ASKED]) == [Answer(text="Do it.!")]
    path, headers, body = server.asked[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer k3y"
    assert body == {
        "model": "tiny", "messages": list(ASKED.messages), "temperature": 0, "max_tokens": 5, "stream": False,
    }  # fmt: skip


def test_what_passes_is_tried_again_with_growing_pauses():
    answers = iter([(503, {"error": "loading"}), (429, {"error": {"message": "slowly"}}), {"fine": 1}])
    with scripted(lambda path, body: next(answers)) as server:
        made, naps = client(server.url)
        assert post(made) == {"fine": 1}
    assert naps == [0.5, 2.0]
    assert len(server.asked) == 3


@pytest.mark.parametrize(("stated", "nap"), [("7", 7.0), ("3600", 20.0), ("soon", 0.5), ("0", 0.5)])
def test_a_server_may_say_how_long_to_wait_within_reason(stated, nap):
    answers = iter([(429, {}, {"Retry-After": stated}), {"fine": 1}])
    with scripted(lambda path, body: next(answers)) as server:
        made, naps = client(server.url)
        post(made)
    assert naps == [nap]


def test_the_third_failure_is_the_last_and_says_what_the_server_said():
    with scripted(lambda path, body: (500, {"error": {"message": "out of\nmemory\x1b[31m"}})) as server:
        made, naps = client(server.url)
        with pytest.raises(UnansweredError, match=r"answered 500: out of memory \[31m$"):
            post(made)
        assert (len(server.asked), len(naps), made.down) == (3, 2, "")
        with pytest.raises(UnansweredError):
            post(made)
        assert made.down
        with pytest.raises(UnansweredError):
            post(made)
    assert len(server.asked) == 6


def test_failures_far_apart_do_not_add_up():
    states = iter([500, 500, 500, 200, 500, 500, 500, 200])
    with scripted(lambda path, body: (next(states), {"fine": 1})) as server:
        made, _ = client(server.url)
        for fails in (True, False, True, False):
            if fails:
                with pytest.raises(UnansweredError, match="answered 500"):
                    post(made)
            else:
                assert post(made) == {"fine": 1}


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "answered 401: no"), (404, "answered 404: no"), (307, "answered 307: no")],
)
def test_what_will_not_pass_is_not_tried_again_nor_followed(status, says):
    with scripted(lambda path, body: (status, {"error": "no"})) as server:
        made, naps = client(server.url)
        for _ in range(2):
            with pytest.raises(UnansweredError, match=says):
                post(made)
    assert (len(server.asked), naps) == (1, [])


def test_a_slow_server_is_given_up():
    with scripted(slow(chat(lambda message: "late"), 1.0)) as server:
        made, _ = client(server.url, timeout=0.1)
        for _ in range(2):
            with pytest.raises(UnansweredError, match=r"did not answer within 0\.1 seconds"):
                post(made)
    assert len(server.asked) == 3


def test_a_server_that_breaks_off_is_no_answer():
    with scripted(lambda path, body: BREAK_OFF) as server:
        made, _ = client(server.url)
        with pytest.raises(UnansweredError, match="broke off"):
            post(made)


def test_a_killed_server_is_not_asked_again():
    with scripted(chat(lambda message: "alive")) as server:
        made, naps = client(server.url)
        post(made)
    with pytest.raises(UnansweredError, match=f"server {server.url}/v1 cannot be reached"):
        post(made)
    assert len(naps) == 2
    with pytest.raises(UnansweredError, match="cannot be reached"):
        post(made)
    assert len(naps) == 2


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (b"<html>", "sent something that is no JSON"),
        (b"[" * 100_000, "sent something that is no JSON"),
        (b'"' + b"x" * (4 * 2**20) + b'"', "sent more than 4 MiB"),
        ([], "sent no answer of a chat model"),
        ({"choices": []}, "sent no answer of a chat model"),
        ({"choices": [{"message": {"content": 7}}]}, "sent no answer of a chat model"),
        ({"choices": [{"message": {"content": "x"}, "finish_reason": "length"}]}, "the model's answer had no end"),
    ],
)
def test_what_is_no_answer_is_said(reply, says):
    with scripted(lambda path, body: reply) as server:
        made, _ = client(server.url)
        (answer,) = ChatServer(made).answer([ASKED])
    assert answer.text == ""
    assert says in answer.fault


def test_thoughts_are_no_part_of_the_answer():
    with scripted(chat(lambda message: "<think>Hm.\nNo?</think>\n\nYes.")) as server:
        made, _ = client(server.url)
        assert ChatServer(made).answer([ASKED]) == [Answer(text="Yes.")]


def test_a_schema_is_said_as_the_server_understands_it():
    schema = {"type": "object"}
    question = Question(messages=ASKED.messages, room=5, schema=schema)

    def script(path, body):
        if body.get("response_format", {}).get("type") == "json_schema":
            return 422, {"detail": "no such type"}
        return chat(lambda message: "{}")(path, body)

    with scripted(script) as server:
        made, _ = client(server.url)
        model = ChatServer(made)
        assert [answer.text for answer in model.answer([question, question])] == ["{}", "{}"]
    formats = [body["response_format"] for _, _, body in server.asked]
    assert [f["type"] for f in formats] == ["json_schema", "json_object", "json_object"]
    assert formats[0]["json_schema"]["schema"] == formats[1]["schema"] == schema


def test_a_server_that_says_500_to_a_schema_is_asked_in_another_way():
    def script(path, body):
        return (500, {"error": "no"}) if "response_format" in body else chat(lambda message: "{}")(path, body)

    with scripted(script) as server:
        made, naps = client(server.url)
        model = ChatServer(made)
        question = Question(messages=ASKED.messages, room=5, schema={"type": "object"})
        assert [answer.text for answer in model.answer([question, question])] == ["{}", "{}"]
    assert (len(server.asked), naps) == (4, [])


@pytest.mark.parametrize(
    ("said", "ended", "answer"),
    [
        ("A line.\nAnother one", False, Answer(text="A line.")),
        ("A line.\nAnother one", True, Answer(text="A line.")),
        ("Here is the translation:\n\nA line.\nMore", False, Answer(text="A line.")),
        ("A line", False, Answer(fault="the model's answer had no end")),
        ("A line.", True, Answer(text="A line.")),
    ],
)
def test_where_a_line_is_asked_for_the_first_one_counts(said, ended, answer):
    question = Question(messages=ASKED.messages, room=5, one_line=True)
    assert read_answer(said, ended, question) == answer


def test_the_budget_counts_every_attempt_of_every_server():
    ledger = Ledger(2)
    with scripted(chat(lambda message: "yes")) as server:
        one, _ = client(server.url, ledger=ledger)
        other, _ = client(server.url, ledger=ledger)
        post(one)
        post(other)
        with pytest.raises(UnansweredError, match=r"the budget of 2 requests \(max-requests\) is used up"):
            post(one)
    assert len(server.asked) == 2


def test_the_books_say_what_went_where_once():
    ledger = Ledger(10)
    with scripted(chat(lambda message: "yes")) as server:
        made, _ = client(server.url, ledger=ledger)
        ChatServer(made).answer([ASKED, ASKED])
    expected = Sent(
        to=f"{server.url}/v1", model="tiny", purpose=TRANSLATION, requests=2, texts=2, characters=12, loopback=True
    )
    assert ledger.take() == (expected,)
    assert ledger.take() == ()


def test_an_archive_sums_up_what_was_sent():
    tally = Tally(Config())
    for n in (1, 2):
        sent = {"to": "https://a.example.org/v1", "model": "m", "purpose": TRANSLATION, "requests": n, "texts": 10 * n,
                "characters": 100 * n, "loopback": False}  # fmt: skip
        notices = [*told((Sent(**sent),)), "another note"]
        tally.add({"file": f"{n}.txt", "gaps": [], "report": {"notices": notices, "documents": [], "sent": [sent]}})
    assert list(tally.lines())[:2] == [
        "note: sent to https://a.example.org/v1 (another machine, model m) for the back-translation: 30 texts of 300 "
        "characters in 3 requests",
        "note: another note",
    ]


def test_what_did_not_leave_is_not_in_the_books():
    ledger = Ledger(10)
    made, _ = client("http://127.0.0.1:9", ledger=ledger)
    with pytest.raises(UnansweredError):
        post(made)
    assert ledger.take() == ()


@pytest.mark.parametrize(
    ("sent", "line"),
    [
        (
            Sent(
                to="http://127.0.0.1:1/v1", model="m", purpose=OPINION, requests=1, texts=1, characters=9, loopback=True
            ),
            "sent to http://127.0.0.1:1/v1 (on this machine, model m) for the second opinion: 1 text of 9 characters "
            "in 1 request",
        ),
        (
            Sent(to="http://lt.example.org", model="", purpose=TRANSLATION, requests=2, texts=20, characters=900,
                 loopback=False),
            "sent to http://lt.example.org (another machine, unencrypted) for the back-translation: 20 texts of 900 "
            "characters in 2 requests",
        ),
    ],
)  # fmt: skip
def test_a_line_says_what_was_sent(sent, line):
    assert told((sent,)) == (line,)


def test_a_proxy_of_the_environment_does_not_get_what_stays_here(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with scripted(chat(lambda message: "yes")) as server:
        made, _ = client(server.url)
        post(made)
    assert len(server.asked) == 1
