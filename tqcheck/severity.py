"""How grave a finding is. A file of its own, as the command line's help needs it and nothing else of the records."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """MQM severities, gravest first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 for critical, 1 for major, 2 for minor."""
        return list(Severity).index(self)
