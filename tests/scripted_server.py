"""A server on this machine that does what a test's script says: answer, lie, be slow, break off, go away."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BREAK_OFF = object()
"""A script's answer that closes the connection half-way through."""


class ScriptedServer:
    """`asked` keeps every request as (path, headers, body); `script(path, body)` gives the answer.

    An answer is a value that becomes JSON, `bytes` that are sent as they are, BREAK_OFF, or (status, value) or (status,
    value, headers).
    """

    def __init__(self, script: Callable[[str, Any], Any]) -> None:
        self.script = script
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append((self.path, dict(self.headers), body))
                server._answer(self, server.script(self.path, body))

            def log_message(self, *args: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @staticmethod
    def _answer(handler: BaseHTTPRequestHandler, answer: Any) -> None:
        status, value, headers = (*answer, {})[:3] if isinstance(answer, tuple) else (200, answer, {})
        content = value if isinstance(value, bytes) else json.dumps(None if value is BREAK_OFF else value).encode()
        with contextlib.suppress(OSError):
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(content) + 100 * (value is BREAK_OFF)))
            for key, text in headers.items():
                handler.send_header(key, text)
            if 300 <= status < 400:
                handler.send_header("Location", "http://127.0.0.1:9/elsewhere")
            handler.end_headers()
            handler.wfile.write(content)

    def stop(self) -> None:
        """Close the port, as a killed server does."""
        self._http.shutdown()
        self._http.server_close()


@contextlib.contextmanager
def scripted(script: Callable[[str, Any], Any]) -> Iterator[ScriptedServer]:
    """A server for the length of the block."""
    server = ScriptedServer(script)
    try:
        yield server
    finally:
        server.stop()


def chat(model: Callable[[str], str]) -> Callable[[str, Any], Any]:
    """The script of a chat server whose model maps the last message to an answer."""

    def script(path: str, body: Any) -> Any:
        assert path == "/v1/chat/completions"
        content = model(body["messages"][-1]["content"])
        return {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}]}

    return script


def slow(script: Callable[[str, Any], Any], seconds: float) -> Callable[[str, Any], Any]:
    """The same script, each answer late."""

    def late(path: str, body: Any) -> Any:
        time.sleep(seconds)
        return script(path, body)

    return late


def data_of(message: str) -> Any:
    """The JSON that a message carries; None where it carries none."""
    line = next((line for line in message.splitlines() if line.startswith("{")), None)
    return None if line is None else json.loads(line)


def translating(table: dict[str, str]) -> Callable[[str], str]:
    """A model that translates what is in its table as it is told to, and shouts what is not."""

    def model(message: str) -> str:
        data = data_of(message)
        if data is None:
            return table.get(message.splitlines()[-2].removeprefix("Arabic: "), "SHOUT")
        rows = [{"n": s["n"], "translation": table.get(s["text"], "SHOUT")} for s in data["sentences"]]
        return "\n".join(json.dumps(row) for row in rows)

    return model
