"""A page behind an address, fetched because the call says so."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from tqcheck.errors import InputError, UsageError

_SCHEMES = ("http://", "https://")
_LARGEST = 32 * 2**20
"""Bytes of a page, as of a file that holds one story."""
_REDIRECTS = 5


def is_page(path: str) -> bool:
    """Whether a path is the address of a page."""
    return path.lower().startswith(_SCHEMES)


def fetched(paths: Sequence[str], *, timeout: float, offline: bool) -> Mapping[str, bytes]:
    """The bytes behind each of the paths that is an address.

    Raises UsageError where the call forbids it, InputError, with a line for every fault, where a page cannot be had.
    """
    addresses = list(dict.fromkeys(path for path in paths if is_page(path)))
    if addresses and offline:
        raise UsageError("--fetch opens sockets and --offline forbids them: give one of the two, or save the page")
    pages: dict[str, bytes] = {}
    faults: list[str] = []
    for address in addresses:
        try:
            pages[address] = _page(address, timeout)
        except InputError as error:
            faults.append(str(error))
    if faults:
        raise InputError("\n".join(faults))
    return pages


def _page(address: str, timeout: float) -> bytes:
    import httpx2

    until = time.monotonic() + timeout
    content = bytearray()
    try:
        with (
            httpx2.Client(timeout=timeout, follow_redirects=True, max_redirects=_REDIRECTS) as client,
            client.stream("GET", address, headers={"Accept": "text/html,*/*;q=0.5"}) as response,
        ):
            if response.status_code != 200:
                raise InputError(f"{address}: the server answers {response.status_code}; open it in a browser, save it")
            for part in response.iter_bytes():
                content += part
                if len(content) > _LARGEST or time.monotonic() > until:
                    raise InputError(f"{address}: too large or too slow to fetch; save the page, and give the file")
    except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
        says = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"{address}: cannot be fetched ({says}); save the page, and give the file") from error
    return bytes(content)
