"""What was sent where in a run, and how much more may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tqcheck.records import Sent
from tqcheck.service.address import Address

DEFAULT_BUDGET = 1000
"""Requests of a run."""

TRANSLATION = "back-translation"
OPINION = "second opinion"


@dataclass(frozen=True, slots=True)
class _Line:
    address: Address
    purpose: str


class Ledger:
    """Counts requests against a budget, and what they carried. One for all servers of a run."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self._left = budget
        self._requests: Counter[_Line] = Counter()
        self._texts: Counter[_Line] = Counter()
        self._characters: Counter[_Line] = Counter()

    def allow(self) -> bool:
        """Take one request from the budget; false where nothing is left of it."""
        self._left -= 1
        return self._left >= 0

    def record(self, address: Address, purpose: str, *, texts: int, characters: int) -> None:
        """A request went out with so many texts (sentences, questions) of so many characters in all."""
        line = _Line(address, purpose)
        self._requests[line] += 1
        self._texts[line] += texts
        self._characters[line] += characters

    def take(self) -> tuple[Sent, ...]:
        """What was sent since the last call; the budget stays as it is."""
        sent = tuple(
            Sent(
                to=line.address.url,
                model=line.address.model,
                purpose=line.purpose,
                requests=count,
                texts=self._texts[line],
                characters=self._characters[line],
                loopback=line.address.is_loopback,
            )
            for line, count in self._requests.items()
        )
        for counter in (self._requests, self._texts, self._characters):
            counter.clear()
        return sent


def summed(sent: Iterable[Sent]) -> tuple[Sent, ...]:
    """One entry for each server, model and purpose, in the order of their first."""
    totals: dict[tuple[str, str, str], Sent] = {}
    for one in sent:
        key = one.to, one.model, one.purpose
        so_far = totals.get(key, replace(one, requests=0, texts=0, characters=0))
        totals[key] = replace(
            so_far,
            requests=so_far.requests + one.requests,
            texts=so_far.texts + one.texts,
            characters=so_far.characters + one.characters,
        )
    return tuple(totals.values())


def told(sent: tuple[Sent, ...]) -> tuple[str, ...]:
    """A line for each server and purpose: what was sent where."""
    return tuple(_told(one) for one in sent)


def _told(sent: Sent) -> str:
    where = "on this machine" if sent.loopback else "another machine"
    model = f", model {sent.model}" if sent.model else ""
    plain = "" if sent.loopback or sent.to.startswith("https:") else ", unencrypted"
    texts = f"{sent.texts} text{'s' * (sent.texts != 1)} of {sent.characters} characters"
    requests = f"{sent.requests} request{'s' * (sent.requests != 1)}"
    return f"sent to {sent.to} ({where}{model}{plain}) for the {sent.purpose}: {texts} in {requests}"
