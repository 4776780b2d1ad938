"""What names a server: `chat:http://127.0.0.1:11434/v1#MODEL`, `libretranslate:http://127.0.0.1:5000`."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

from tqcheck.errors import UsageError

Kind: TypeAlias = Literal["chat", "libretranslate"]

_EXAMPLES: dict[str, str] = {
    "chat": "chat:http://127.0.0.1:11434/v1#MODEL",
    "libretranslate": "libretranslate:http://127.0.0.1:5000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server and, for a chat server, the model asked for there. `url` has no trailing slash and no credentials."""

    kind: Kind
    url: str
    model: str = ""

    @property
    def host(self) -> str:
        """Name or number of the machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_loopback(self) -> bool:
        """Whether the server is on this machine, as its name alone says: no name is looked up to find out."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_encrypted(self) -> bool:
        """Whether what is sent is encrypted on its way."""
        return self.url.startswith("https:")

    def __str__(self) -> str:
        return f"{self.kind}:{self.url}" + (f"#{self.model}" if self.model else "")


def is_address(name: str) -> bool:
    """Whether a model's name names a server: such a name is never taken from a settings file of a checkout."""
    return name.partition(":")[0] in _EXAMPLES


def parse(text: str, option: str) -> Address:
    """The address that an option names. Raises UsageError with what is wrong with it."""
    kind, _, rest = text.partition(":")
    if text in ("annotate", "demote"):
        raise UsageError(f"{option} '{text}': names a model, as {_EXAMPLES['chat']}; {text} is for {option}-effect")
    if kind not in _EXAMPLES:
        raise UsageError(f"{option} '{text}': expected an address such as {_EXAMPLES['chat']}")
    parts = _split(rest)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{option} '{kind}:{rest}': expected an address such as {_EXAMPLES[kind]}")
    if parts.username or parts.password:
        # Not repeated in the message: it would end up in logs.
        raise UsageError(f"{option}: the address holds a name or password; give the key in the environment instead")
    if parts.query:
        raise UsageError(f"{option} '{kind}:{rest}': an address with '?' cannot be used")
    if kind == "chat" and not parts.fragment:
        raise UsageError(f"{option} '{kind}:{rest}': say which model, as in {kind}:{rest.rstrip('#')}#MODEL")
    url = parts._replace(fragment="").geturl().rstrip("/")
    if kind == "libretranslate":
        return Address(kind="libretranslate", url=url.removesuffix("/translate"))
    return Address(kind="chat", url=url.removesuffix("/chat/completions"), model=parts.fragment)


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None
