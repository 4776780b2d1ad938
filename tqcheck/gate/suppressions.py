"""The suppression file: accepted findings, each with a reason and a date on which the acceptance ends."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.config.faults import ConfigError, Fault
from tqcheck.config.schema import validate_as
from tqcheck.config.settings import CODE, FINGERPRINT
from tqcheck.config.show import toml_string
from tqcheck.config.toml_source import TomlTable, parse_toml, read_toml
from tqcheck.errors import UsageError
from tqcheck.files import locked, read_own, write_atomic
from tqcheck.gate.marks import mark
from tqcheck.records import CheckRun, DocumentReport, Finding

if TYPE_CHECKING:
    from pydantic import BaseModel

_HEADER = "# Findings that were looked at and accepted. Each entry says why, and until when.\n"
_KEYS = ("fingerprint", "code", "path", "reason", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One entry: takes findings by `fingerprint` or by `code` (or prefix), in posts that match `path`, to `until`."""

    reason: str
    until: date
    fingerprint: str | None = None
    code: str | None = None
    path: str | None = None
    file: Path
    line: int | None = None

    def covers(self, path: str) -> bool:
        """Whether a post lies under the entry's pattern, which starts at the suppression file's folder."""
        if self.path is None:
            return True
        from pathspec import GitIgnoreSpec

        try:
            relative = Path(path).absolute().relative_to(self.file.parent.absolute())
        except ValueError:
            return False
        return GitIgnoreSpec.from_lines([self.path]).match_file(relative)

    def takes(self, finding: Finding) -> bool:
        """Whether the entry names this finding."""
        if self.fingerprint is not None:
            return finding.fingerprint == self.fingerprint
        return self.code is not None and finding.code.startswith(self.code.upper())

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.file}:{self.line}" if self.line else str(self.file)


def load_suppressions(file: Path) -> tuple[Suppression, ...]:
    """The file's entries. Raises ConfigError with every fault in it."""
    return parse_suppressions(read_toml(file))


def parse_suppressions(table: TomlTable) -> tuple[Suppression, ...]:
    """The entries of a suppression file's table. Raises ConfigError with every fault in it."""
    file = table.path
    parsed, faults = validate_as(_model(), table, lambda key: _KEYS if len(key) > 1 else ("suppress",))
    entries: list[Suppression] = []
    for n, entry in enumerate(parsed.suppress if parsed else ()):  # type: ignore[attr-defined]
        line = table.line(("suppress", n))
        if (entry.fingerprint is None) == (entry.code is None):
            faults.append(Fault(str(file), line, "expected either a fingerprint or a code"))
        elif entry.code is not None and entry.path is None:
            faults.append(Fault(str(file), line, 'a code needs a path: say which posts (path = "**" for all)'))
        entries.append(Suppression(**entry.model_dump(), file=file, line=line))
    if faults:
        raise ConfigError(faults)
    return tuple(entries)


def _model() -> type[BaseModel]:
    from typing import Annotated

    from pydantic import ConfigDict, Field, create_model

    text = Annotated[str, Field(pattern=r"\S")]
    strict = ConfigDict(extra="forbid")
    fields: dict[str, Any] = {
        "fingerprint": (Annotated[str, Field(pattern=FINGERPRINT)] | None, None),
        "code": (Annotated[str, Field(pattern=CODE)] | None, None),
        "path": (text | None, None),
        "reason": (text, ...),
        "until": (date, ...),
    }
    entry = create_model("Suppression", __config__=strict, **fields)
    model: type[BaseModel] = create_model("Suppressions", __config__=strict, suppress=(list[entry], []))  # type: ignore[valid-type]
    return model


def apply_suppressions(
    documents: Sequence[DocumentReport],
    entries: Sequence[Suppression],
    runs: Sequence[CheckRun],
    today: date,
    *,
    partial: bool = False,
) -> tuple[tuple[DocumentReport, ...], tuple[str, ...]]:
    """Mark the findings that entries accept; and a line for each entry that has expired or suppresses nothing.

    An entry is good to the end of its day. It counts as unused only where a post under its path was checked by
    what it names, and never in a `partial` run.
    """
    used: set[int] = set()
    marked = tuple(_mark(document, entries, today, used) for document in documents)
    paths = [document.bitext.path for document in documents]
    idle = {run.code for run in runs if run.skipped is not None or run.error is not None}
    notices = []
    for n, entry in enumerate(entries):
        if not any(entry.covers(path) for path in paths):
            continue
        if entry.until < today:
            notices.append(f"{entry.where}: expired on {entry.until} ({entry.reason}): fix the finding or renew it")
        elif n not in used and not partial and not _blind(entry, idle):
            notices.append(f"{entry.where}: suppresses nothing in what was checked ({entry.reason}): remove it")
    return marked, tuple(notices)


def _mark(document: DocumentReport, entries: Sequence[Suppression], today: date, used: set[int]) -> DocumentReport:
    near = [(n, e) for n, e in enumerate(entries) if e.until >= today and e.covers(document.bitext.path)]
    findings = []
    for finding in document.findings:
        hits = [(n, e) for n, e in near if e.takes(finding)]
        used.update(n for n, _ in hits)
        if hits and finding.suppressed is None:
            finding = replace(finding, suppressed=mark("file", hits[0][1].reason))
        findings.append(finding)
    return replace(document, findings=tuple(findings))


def _blind(entry: Suppression, idle: Iterable[str]) -> bool:
    """Whether a check that could have made the entry's finding did not run."""
    return any(entry.code is None or code.startswith(entry.code.upper()) for code in idle)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry to write: `fingerprint` or `code` with `path`, a reason, and the last day."""

    reason: str
    until: date
    fingerprint: str | None = None
    code: str | None = None
    path: str | None = None

    @property
    def toml(self) -> str:
        """The entry as it stands in the file."""
        given = {"fingerprint": self.fingerprint, "code": self.code, "path": self.path, "reason": self.reason}
        lines = [f"{key} = {toml_string(value)}" for key, value in given.items() if value is not None]
        return "\n".join(["[[suppress]]", *lines, f"until = {self.until}"]) + "\n"


def suppress(
    file: Path, *, reason: str, until: date, fingerprint: str | None = None, code: str | None = None,
    path: str | None = None, today: date | None = None,
) -> None:  # fmt: skip
    """Add an entry to the suppression file, which is made if need be. Raises UsageError and ConfigError."""
    if until < (today or date.today()):
        raise UsageError(f"--until {until} is over already: give a day to come")
    revise(file, [NewEntry(reason=reason, until=until, fingerprint=fingerprint, code=code, path=path)])


def revise(file: Path, new: Sequence[NewEntry], *, withdrawn: Collection[str] = ()) -> None:
    """Take out the entries of the `withdrawn` fingerprints and add new ones, in one write or not at all.

    Raises UsageError and ConfigError; what else stands in the file stays as it is.
    """
    with locked(file):
        before = _text(file) if file.exists() else ""
        kept = _without(before, file, withdrawn).rstrip("\n")
        parse_suppressions(parse_toml(kept, file))
        after = "\n".join([kept + "\n" if kept else _HEADER, *(entry.toml for entry in new)])
        try:
            parse_suppressions(parse_toml(after, file))
        except ConfigError as error:
            raise ConfigError([Fault("the new entry", None, fault.message) for fault in error.faults]) from error
        if after != before:
            write_atomic(file, after)


def _text(file: Path) -> str:
    try:
        return read_own(file)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error


def _without(text: str, file: Path, fingerprints: Collection[str]) -> str:
    """The text without the entries of some fingerprints (for all posts), each with the empty line before it."""
    table = parse_toml(text, file)
    entries = table.values.get("suppress", [])
    lines: list[str | None] = list(text.split("\n"))
    for n, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not _is_of(entry, fingerprints):
            continue
        own = [line for key, line in table.lines.items() if key[:2] == ("suppress", n)]
        first, last = min(own) - 1, max(own)
        first -= first > 0 and lines[first - 1] == ""
        lines[first:last] = [None] * (last - first)
    after = "\n".join(line for line in lines if line is not None)
    if after != text:
        wanted = [e for e in entries if not _is_of(e, fingerprints)]
        # An entry written in a way of its own (inline, over several lines) is not for a program to cut.
        with contextlib.suppress(ConfigError):
            if parse_toml(after, file).values.get("suppress", []) == wanted:
                return after
        raise UsageError(f"{file}: take the entry of {', '.join(sorted(fingerprints))} out by hand")
    return text


def _is_of(entry: Any, fingerprints: Collection[str]) -> bool:
    return isinstance(entry, dict) and "path" not in entry and str(entry.get("fingerprint")) in fingerprints
