"""What is wrong with a configuration: all of it at once, one line a fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tqcheck.errors import UsageError


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the file, variable or option it stands in, its line (from 1) if it has one, what is wrong."""

    where: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.where if self.line is None else f"{self.where}:{self.line}"
        return f"{place}: {self.message}"


class ConfigError(UsageError):
    """The configuration is wrong; `faults` are all that was found, and the message has one line for each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


def nearest(word: str, choices: Iterable[str]) -> str:
    """` (did you mean 'x'?)` for the closest choice, or the empty string where none is close."""
    from rapidfuzz import process, utils

    best = process.extractOne(word, list(choices), processor=utils.default_process, score_cutoff=60)
    return f" (did you mean '{best[0]}'?)" if best else ""
