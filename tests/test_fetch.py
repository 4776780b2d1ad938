"""`--fetch`: pages behind addresses, by the call alone."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tqcheck.errors import InputError, UsageError
from tqcheck.service.pages import fetched

PAGE = """<html><body><article>
<p lang="en">The ministry counted 347 cases on Monday.</p>
<p lang="ar">أحصت الوزارة 374 حالة يوم الاثنين.</p></article></body></html>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    (tmp_path / "story").write_text(PAGE, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_read_under_its_address(site):
    from tqcheck.api import Engine
    from tqcheck.config import Config

    address = f"{site}/story"
    pages = fetched([address, "post.txt"], timeout=10, offline=False)
    assert pages == {address: PAGE.encode()}
    engine = Engine(Config(offline=True, mt_model="gloss", cache=False))
    report = engine.report(engine.load([address], fetched=pages))
    (document,) = report.documents
    assert {f.target.document.path for f in document.findings} == {address}
    assert [(f.code, f.message) for f in document.findings] == [("TQ301", "347 became 374")]


def test_without_fetch_an_address_is_not_opened():
    from tqcheck.ingest import load

    with pytest.raises(InputError, match="read with --fetch only; or save the page, and give the file"):
        load(["http://127.0.0.1:9/story"])


def test_offline_forbids_it():
    with pytest.raises(UsageError, match="--fetch opens sockets and --offline forbids them"):
        fetched(["https://example.org/story"], timeout=1, offline=True)
    assert fetched(["post.txt"], timeout=1, offline=True) == {}


def test_what_cannot_be_had_is_one_line_each(site):
    with pytest.raises(InputError) as caught:
        fetched([f"{site}/none", "http://127.0.0.1:9/story", "http://[bad/"], timeout=5, offline=False)
    one, two, three = str(caught.value).splitlines()
    assert one == f"{site}/none: the server answers 404; open it in a browser, save it"
    assert two.startswith("http://127.0.0.1:9/story: cannot be fetched (")
    assert three.startswith("http://[bad/: cannot be fetched (")
