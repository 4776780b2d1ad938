"""Servers that a newsroom runs or rents: language models behind the OpenAI protocol, and LibreTranslate.

Nothing here is used unless the user names such a server. What is sent is counted, bounded and reported.
"""

from __future__ import annotations

from tqcheck.service.address import Address, is_address, parse
from tqcheck.service.ledger import DEFAULT_BUDGET, Ledger

__all__ = ["DEFAULT_BUDGET", "Address", "Ledger", "is_address", "parse"]
