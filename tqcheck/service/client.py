"""One server: JSON in, JSON out, with time-outs, retries, a budget, and one line of reason where nothing comes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from tqcheck.errors import UsageError
from tqcheck.service.address import Address
from tqcheck.service.ledger import Ledger

_ATTEMPTS = 3
_PAUSE = 0.5
"""Seconds before the first retry; each further one waits four times as long."""
_LONGEST_PAUSE = 20.0
_GONE_AFTER = 2
"""Requests in a row, each with all its attempts, that a server may fail before it is not asked any more."""
_LARGEST = 4 * 2**20
"""Bytes of an answer: what is longer is no answer to what was asked."""
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""States of a server that may be over in a moment."""


class UnansweredError(Exception):
    """There is no usable answer; the message says why in one line."""


class RefusedError(UnansweredError):
    """The server does not take the request as it is; another one it may."""


class _PassingError(UnansweredError):
    """Trying again may help; `after` are the seconds that the server asks for.

    `gone`: the server is out of reach, so that after the last attempt it is not asked anything else either.
    """

    def __init__(self, reason: str, *, after: float = 0.0, gone: bool = False) -> None:
        super().__init__(reason)
        self.after, self.gone = after, gone


class Client:
    """Talks to one server for one purpose. Once it is out of reach it is not asked again in this run.

    `key` is sent as a bearer token. Redirects are not followed, so that nothing goes where the user has not said.
    """

    def __init__(
        self,
        address: Address,
        ledger: Ledger,
        *,
        purpose: str,
        key: str = "",
        timeout: float = 60.0,
        offline: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if offline and not address.is_loopback:
            raise UsageError(f"offline: {address.url} is another machine, to which nothing may be sent")
        self.address = address
        self._ledger, self._purpose, self._key, self._timeout, self._sleep = ledger, purpose, key, timeout, sleep
        self._failed = 0
        self.down = ""
        """Why the server is not asked any more; empty while it is."""

    def post(self, path: str, body: Mapping[str, Any], *, texts: int, characters: int, tentative: bool = False) -> Any:
        """The server's JSON answer to `body`, which carries so many texts and characters. Raises UnansweredError.

        `tentative`: another request will be tried if the server does not understand this one, which some say with 500;
        RefusedError says so at once.
        """
        if self.down:
            raise UnansweredError(self.down)
        pause = _PAUSE
        for attempt in range(1, _ATTEMPTS + 1):
            if not self._ledger.allow():
                raise UnansweredError(f"the budget of {self._ledger.budget} requests (max-requests) is used up")
            try:
                answer = self._attempt(path, body, texts, characters, tentative=tentative)
                self._failed = 0
                return answer
            except _PassingError as fault:
                if attempt == _ATTEMPTS:
                    self._give_up(fault)
                    raise UnansweredError(str(fault)) from fault
                self._sleep(min(max(pause, fault.after), _LONGEST_PAUSE))
                pause *= 4
        raise AssertionError("the last attempt returns or raises")

    def _give_up(self, fault: _PassingError) -> None:
        self._failed += 1
        if fault.gone or self._failed >= _GONE_AFTER:
            self.down = str(fault)

    @cached_property
    def _http(self) -> Any:
        import httpx2

        # A proxy of the environment would carry elsewhere what the user keeps on this machine.
        return httpx2.Client(timeout=self._timeout, follow_redirects=False, trust_env=not self.address.is_loopback)

    def _attempt(self, path: str, body: Mapping[str, Any], texts: int, characters: int, *, tentative: bool) -> Any:
        import httpx2

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        where = f"server {self.address.url}"
        try:
            until = time.monotonic() + self._timeout
            with self._http.stream("POST", self.address.url + path, json=dict(body), headers=headers) as response:
                self._ledger.record(self.address, self._purpose, texts=texts, characters=characters)
                content = b"".join(self._bounded(response.iter_bytes(), until))
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise _PassingError(f"{where} cannot be reached ({_line(error)})", gone=True) from error
        except httpx2.TimeoutException as error:
            self._ledger.record(self.address, self._purpose, texts=texts, characters=characters)
            raise self._late() from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise _PassingError(f"{where} broke off ({_line(error)})") from error
        if tentative and int(response.status_code) in (400, 422, 500, 501):
            raise RefusedError(self._refusal(int(response.status_code), content))
        return self._read(response, content)

    def _bounded(self, chunks: Iterator[bytes], until: float) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > _LARGEST:
                raise UnansweredError(f"server {self.address.url} sent more than {_LARGEST >> 20} MiB")
            if time.monotonic() > until:
                raise self._late()
            yield chunk

    def _late(self) -> _PassingError:
        return _PassingError(f"server {self.address.url} did not answer within {self._timeout:g} seconds", gone=True)

    def _read(self, response: Any, content: bytes) -> Any:
        status = int(response.status_code)
        if status in _PASSING:
            raise _PassingError(self._refusal(status, content), after=_seconds(response.headers.get("Retry-After", "")))
        if status in (401, 403, 404) or 300 <= status < 400:
            self.down = self._refusal(status, content)
            raise UnansweredError(self.down)
        if status != 200:
            raise RefusedError(self._refusal(status, content))
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise UnansweredError(f"server {self.address.url} sent something that is no JSON") from error

    def _refusal(self, status: int, content: bytes) -> str:
        said = _message(content)
        return f"server {self.address.url} answered {status}" + (f": {said}" if said else "")


def _message(content: bytes) -> str:
    """What the server says is wrong: of its JSON the message, else nothing."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    while isinstance(found, dict):
        found = next((found[key] for key in ("error", "message", "detail") if found.get(key)), "")
    return _line(found) if isinstance(found, str) else ""


def _line(said: object) -> str:
    """One short line without control characters: servers may say anything."""
    text = "".join(c if c.isprintable() else " " for c in str(said))
    return " ".join(text.split())[:200] or type(said).__name__


def _seconds(stated: str) -> float:
    return float(stated) if stated.strip().isdecimal() else 0.0
