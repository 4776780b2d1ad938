"""Control characters made visible: what a post or a file name holds must not steer the screen that shows it."""

from __future__ import annotations

import re

_PICTURES = 0x2400
_REPLACED = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with a sign for each control character (`␛` for ESC), as long as before; tabs and line feeds stay.

    Half surrogates, which stand for bytes of a file name that are no UTF-8, have a sign, too.
    """
    return _CONTROL.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return {0x7F: "␡", 0x2028: "␤", 0x2029: "␤"}.get(code, _REPLACED)


def escaped(text: str) -> str:
    """JSON in which what a screen could obey, and what UTF-8 cannot hold, stands as `\\uXXXX`."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
