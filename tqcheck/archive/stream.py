"""The file that results go to: one JSON object a line, appended batch by batch, continued where a run was cut off."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from tqcheck import __version__
from tqcheck.archive.batch import Record, hash_of
from tqcheck.config import Config
from tqcheck.errors import UsageError
from tqcheck.files import locked
from tqcheck.visible import escaped

SCHEMA = "tqcheck.stream/1"
_FREE = frozenset({"outputs", "color", "quiet", "verbose", "cache", "cache_dir", "batch_tokens", "exit_zero"})
"""Settings that change no record."""


class Stream:
    """The first line says with which settings the file was made, every other one is a record.

    `done` are files of this run whose records are there and hold; `others` counts records of files that are not of
    this run, which stay in the file.
    """

    def __init__(self, path: Path, settings: Mapping[str, Any]) -> None:
        self._path = path
        self._head = _line({"schema": SCHEMA, "version": __version__, "settings": settings})
        self._file: IO[bytes] | None = None
        self._signature: Mapping[str, str] | None = None
        self.done: set[str] = set()
        self.others = 0

    @classmethod
    @contextlib.contextmanager
    def opened(cls, path: Path, config: Config, files: Collection[str], *, resume: bool) -> Iterator[Stream]:
        """The stream at `path`, for this process alone.

        Raises UsageError where another process writes it, where it exists and is not to be continued, where it is no
        stream or was made with other settings, and where it cannot be written.
        """
        stream = cls(path, settings_of(config))
        with locked(path, timeout=0.5):
            with _explained(path):
                if path.is_symlink():
                    raise UsageError(f"{path}: is a link; name the file itself with --stream")
                if path.exists() and path.stat().st_size:
                    if not resume:
                        raise UsageError(f"{path}: exists; --resume continues it, --stream FILE names another one")
                    stream._continue(set(files))
                stream._file = path.open("ab")
                if not stream._file.tell():
                    stream._write([stream._head])
            try:
                yield stream
            finally:
                with contextlib.suppress(OSError):  # what was appended is on the disk already
                    stream._file.close()

    def records(self) -> Iterator[Record]:
        """The records of `done`, in the order of the file."""
        with self._path.open("rb") as lines:
            next(lines)
            for line in lines:
                record = self._sealed(line)
                if record is not None and record["file"] in self.done:
                    yield record

    def append(self, records: Sequence[Record]) -> None:
        """Write records to the disk. Raises UsageError where other models made them than made those before."""
        for record in records:
            self._agree(record)
        with _explained(self._path):
            self._write([_line({**record, "digest": self._digest(record)}) for record in records])

    def _write(self, lines: Sequence[bytes]) -> None:
        assert self._file is not None
        self._file.write(b"".join(lines))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _agree(self, record: Record) -> None:
        signature: Mapping[str, str] | None = record.get("report", {}).get("signature")
        if signature is None:
            return
        self._signature = self._signature or signature
        for part, made in self._signature.items():
            if signature.get(part) != made:
                raise UsageError(
                    f"{self._path}: its {part} is {made}, and here it is {signature.get(part)}; continue the file with "
                    "the same one, or begin another with --stream FILE"
                )

    def _continue(self, wanted: Collection[str]) -> None:
        """Find what holds. What does not is taken out, and so is a last line that was cut off."""
        kept = 0
        stale: set[int] = set()
        with self._path.open("rb") as lines:
            for number, line in enumerate(lines):
                if not line.endswith(b"\n") and (number or self._head.startswith(line)):
                    break
                if number == 0:
                    self._compare(line)
                elif not self._holds(self._sealed(line), wanted):
                    stale.add(number)
                kept += len(line)
        os.truncate(self._path, kept)
        if stale:
            self._take_out(stale)

    def _holds(self, record: Record | None, wanted: Collection[str]) -> bool:
        if record is None:
            return False
        file = record["file"]
        if file not in wanted:
            self.others += 1
            return True
        if file in self.done or record.get("crashed") or record["sha256"] in (None, *_unlike(file, record["sha256"])):
            return False
        self._agree(record)
        self.done.add(file)
        return True

    def _sealed(self, line: bytes) -> Record | None:
        """The record of a line; `None` where it is not as this file's settings and a run of tqcheck have made it."""
        try:
            record = json.loads(line, parse_constant=_refuse)
            if isinstance(record, dict) and record.pop("digest", None) == self._digest(record):
                return record
        except (ValueError, RecursionError):
            pass
        return None

    def _digest(self, record: Record) -> str:
        """A checksum over a record and the settings it was made with: what was edited does not fit."""
        return hashlib.sha256(self._head + _line(record)).hexdigest()

    def _compare(self, line: bytes) -> None:
        """Raises UsageError unless a file's first line is what this run would begin it with."""
        if line == self._head:
            return
        try:
            head, own = json.loads(line), json.loads(self._head)
            if head["schema"] != SCHEMA:
                raise KeyError(head["schema"])
            theirs, ours = ({"version": h["version"], **h["settings"]} for h in (head, own))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{self._path}: not results of `tqcheck check`: name another file with --stream"
            ) from error
        unlike = [key for key in {**theirs, **ours} if theirs.get(key) != ours.get(key)]
        raise UsageError(
            f"{self._path}: begun with other settings ({', '.join(unlike)}): continue it with the same ones, or begin "
            "another with --stream FILE"
        )

    def _take_out(self, numbers: Collection[int]) -> None:
        """Write the file without these lines, as a whole or not at all."""
        with self._path.open("rb") as lines, NamedTemporaryFile(
            dir=self._path.parent, prefix=f".{self._path.name}.", delete=False
        ) as copy:  # fmt: skip
            try:
                copy.writelines(line for number, line in enumerate(lines) if number not in numbers)
                copy.flush()
                os.fsync(copy.fileno())
                shutil.copymode(self._path, copy.name)
                os.replace(copy.name, self._path)
            except BaseException:
                os.unlink(copy.name)
                raise


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no figure")


def _unlike(file: str, sha256: str | None) -> tuple[str | None, ...]:
    return () if hash_of(file) == sha256 else (sha256,)


def settings_of(config: Config) -> dict[str, Any]:
    """The settings that records depend on, as plain values; files that they name by their contents."""
    settings = {f.name: _plain(getattr(config, f.name)) for f in fields(config) if f.name not in _FREE}
    for name in ("glossary", "suppressions"):
        if path := getattr(config, name):
            settings[name] = hash_of(path)
    return settings


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return repr(value)


def _line(value: Mapping[str, Any]) -> bytes:
    return escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":"))).encode() + b"\n"


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """A file that cannot be read or written is the user's to mend."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written: {error.strerror or error}; --stream names another file"
        ) from error
