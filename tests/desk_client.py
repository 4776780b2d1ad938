"""Asks the desk's application without a network: one call, one answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

TOKEN = "t" * 32
HOST = "127.0.0.1:8737"


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Client:
    """A browser on the desk's own page, unless a call says otherwise."""

    app: Any
    headers: dict[str, str] = field(
        default_factory=lambda: {"host": HOST, "origin": f"http://{HOST}", "x-tqcheck-token": TOKEN}
    )

    def ask(self, method: str, path: str, body: bytes = b"", *, chunk: int = 1 << 20, **headers: str | None) -> Answer:
        """One request; a header given as `None` is left out, and `x_name` stands for `x-name`."""
        given = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        path, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in given.items() if v is not None],
            "server": ("127.0.0.1", 8737), "client": ("127.0.0.1", 5000),
        }  # fmt: skip
        return asyncio.run(self._run(scope, [body[i : i + chunk] for i in range(0, len(body), chunk)] or [b""]))

    async def _run(self, scope: dict[str, Any], parts: list[bytes]) -> Answer:
        waiting = list(parts)
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if not waiting:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start = next(m for m in sent if m["type"] == "http.response.start")
        headers = {k.decode(): v.decode() for k, v in start["headers"]}
        return Answer(start["status"], headers, b"".join(m.get("body", b"") for m in sent if "body" in m))

    def post(self, name: str, **values: Any) -> Answer:
        """A call of the interface, with what it is given as JSON."""
        return self.ask("POST", f"/api/{name}", json.dumps(values).encode())
