"""Translators behind an address that the user has named."""

from __future__ import annotations

import os

from tqcheck.plugins import Translator
from tqcheck.service import Ledger, parse
from tqcheck.service.client import Client
from tqcheck.service.ledger import TRANSLATION

KEY = "TQCHECK_MT_KEY"
"""Environment variable with the server's key, if it wants one."""


def served(name: str, ledger: Ledger, *, timeout: float, offline: bool) -> Translator:
    """The translator behind `chat:URL#MODEL` or `libretranslate:URL`. Raises UsageError; sends nothing yet."""
    address = parse(name, "--mt-model")
    key = os.environ.get(KEY, "")
    if address.kind == "libretranslate":
        from tqcheck.translate.libre import LibreTranslator

        # LibreTranslate takes its key in the body.
        return LibreTranslator(Client(address, ledger, purpose=TRANSLATION, timeout=timeout, offline=offline), key)
    from tqcheck.service.chat import ChatServer
    from tqcheck.translate.chat import ChatTranslator

    client = Client(address, ledger, purpose=TRANSLATION, key=key, timeout=timeout, offline=offline)
    return ChatTranslator(ChatServer(client))
