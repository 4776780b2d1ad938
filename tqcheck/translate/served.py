"""Translators behind an address that the user has named."""

from __future__ import annotations

import os

from tqcheck.plugins import Translator
from tqcheck.service import DEFAULT_BUDGET, Ledger, parse
from tqcheck.service.client import Client
from tqcheck.service.ledger import TRANSLATION
from tqcheck.translate.settings import TranslationSettings

KEY = "TQCHECK_MT_KEY"
"""Environment variable with the server's key, if it wants one."""


def make_chat(argument: str, settings: TranslationSettings) -> Translator:
    """The language model of `chat:URL#MODEL`. Raises UsageError; sends nothing yet."""
    from tqcheck.service.chat import ChatServer
    from tqcheck.translate.chat import ChatTranslator

    client = _client("chat", argument, settings, os.environ.get(KEY, ""))
    return ChatTranslator(ChatServer(client), forgiving=True)


def make_libretranslate(argument: str, settings: TranslationSettings) -> Translator:
    """The server of `libretranslate:URL`. Raises UsageError; sends nothing yet."""
    from tqcheck.translate.libre import LibreTranslator

    # LibreTranslate takes its key in the body.
    return LibreTranslator(_client("libretranslate", argument, settings, ""), os.environ.get(KEY, ""))


def _client(kind: str, address: str, settings: TranslationSettings, key: str) -> Client:
    return Client(
        parse(f"{kind}:{address}", "--mt-model"),
        settings.ledger or Ledger(DEFAULT_BUDGET),
        purpose=TRANSLATION,
        key=key,
        timeout=settings.timeout,
        offline=settings.offline,
    )
