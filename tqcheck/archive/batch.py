"""The function that every engine runs: a few files in, one record a file out. It imports nothing heavy by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tqcheck.config import Config
from tqcheck.errors import InputError, TqcheckError

if TYPE_CHECKING:
    from tqcheck.api import Engine
    from tqcheck.records import Bitext

Record: TypeAlias = dict[str, Any]
"""One line of the stream. `file`; `sha256` of its bytes, `None` where it cannot be read; and either `report`, a
`tqcheck.report/1`, with `gaps`, what of it could not be checked, or `error`, why there is none. `crashed` is true where
that is not the file's fault as far as one knows, so that it is tried again."""


class BatchChecker:
    """Checks batches with models that are loaded once; a post's record depends on that post alone."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @cached_property
    def _engine(self) -> Engine:
        from tqcheck.api import Engine

        return Engine(self._config)

    def __call__(self, files: Sequence[str]) -> list[Record]:
        """A record for each file, in order. Raises TqcheckError where no post could be checked: a model is missing."""
        loaded = {file: self._load(file) for file in files}
        self._engine.prefetch(b for found in loaded.values() if isinstance(found, list) for b in found)
        return [
            crash(file, found) if isinstance(found, Exception) else self._check(file, found)
            for file, found in loaded.items()
        ]

    def _load(self, file: str) -> list[Bitext] | Exception:
        try:
            return self._engine.load([file])
        except InputError as error:  # one bad post must not stop the rest
            return error
        except TqcheckError:  # the call or a model is wrong, for every post
            raise
        except Exception as error:
            return error

    def _check(self, file: str, bitexts: list[Bitext]) -> Record:
        from tqcheck.gate import gaps
        from tqcheck.report.json_report import JsonReporter

        sha256 = hash_of(file)
        try:
            report = self._engine.report(bitexts, partial=True)
        except TqcheckError:
            raise
        except Exception as error:  # nor must a defect of ours that this post alone meets
            return crash(file, error)
        return {
            "file": file,
            "sha256": sha256,
            "gaps": list(gaps(report.documents, report.runs, self._config)),
            "report": JsonReporter(self._config.detail).as_dict(report),
        }


def crash(file: str, error: Exception | str) -> Record:
    """The record of a file that could not be checked."""
    if isinstance(error, InputError):
        return {"file": file, "sha256": hash_of(file), "error": str(error)}
    says = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
    return {"file": file, "sha256": hash_of(file), "error": f"{file}: could not be checked: {says}", "crashed": True}


def hash_of(file: str) -> str | None:
    """SHA-256 of a file's bytes; `None` where they cannot be read."""
    try:
        with Path(file).open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return None
