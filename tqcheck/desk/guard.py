"""Who may ask: this machine's own browser with the token, for this host, from this page; and how much it may send."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qs

TOKEN_HEADER = "x-tqcheck-token"
LIMIT = 33 << 20
"""Bytes of a request: the largest file of one post that is read, and what goes with it."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class TooLargeError(Exception):
    """A request's body is over the limit."""


class Guard:
    """Wraps the app: refuses what does not come from the desk's own page, and puts the headers on every answer."""

    def __init__(self, app: App, *, token: str, hosts: frozenset[str], limit: int = LIMIT) -> None:
        self._app, self._token, self._hosts, self._limit = app, token, hosts, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        if refused := self._refused(scope, headers):
            await _answer(send, *refused)
            return
        try:
            await self._app(scope, self._bounded(receive), _with_headers(send))
        except TooLargeError:
            await _answer(send, 413, "too_large")

    def _refused(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """Status and reason where a request is refused.

        The host keeps names of other sites that point here (DNS rebinding) out, the origin their pages, the token
        other programs and people on this machine.
        """
        host = headers.get("host", "")
        if host not in self._hosts:
            return 421, "host"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return 403, "origin"
        if scope["method"] not in ("GET", "HEAD") and origin is None:
            return 403, "origin"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "origin"
        if not secrets.compare_digest(self._given(scope, headers).encode(), self._token.encode()):
            return 403, "token"
        if int(headers["content-length"]) > self._limit if headers.get("content-length", "").isdecimal() else False:
            return 413, "too_large"
        return None

    @staticmethod
    def _given(scope: Scope, headers: Mapping[str, str]) -> str:
        """The token: of the page in its address, of everything else in a header that no other site's page can set."""
        if scope["path"] == "/":
            query: str = scope["query_string"].decode("latin-1")
            return parse_qs(query).get("token", [""])[0]
        return headers.get(TOKEN_HEADER, "")

    def _bounded(self, receive: Receive) -> Receive:
        seen = 0

        async def bounded() -> MutableMapping[str, Any]:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise TooLargeError
            return message

        return bounded


def _with_headers(send: Send) -> Send:
    async def headed(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            have = {key for key, _ in own}
            given = {**HEADERS, "content-security-policy": NOTHING}
            own += [(k.encode(), v.encode()) for k, v in given.items() if k.encode() not in have]
            message = {**message, "headers": own}
        await send(message)

    return headed


async def _answer(send: Send, status: int, reason: str) -> None:
    body = json.dumps({"error": reason}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    send = _with_headers(send)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
