"""The function that every engine runs: a few files in, one record a file out. It imports nothing heavy by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tqcheck.config import Config
from tqcheck.errors import IncompleteError, InputError, PluginError, TqcheckError
from tqcheck.files import digest_of
from tqcheck.internal import unexpected

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

        return Engine(self._config, quick=True)

    def __call__(self, files: Sequence[str]) -> list[Record]:
        """A record for each file, in order. Raises TqcheckError where no post could be checked: a model is missing."""
        before = {file: hash_of(file) for file in files}
        loaded = {file: self._load(file) for file in files}
        self._prefetch([b for found in loaded.values() if isinstance(found, list) for b in found])
        return [
            crash(file, found, before[file]) if isinstance(found, BaseException) else self._check(file, found)
            for file, found in loaded.items()
        ]

    def _prefetch(self, bitexts: Sequence[Bitext]) -> None:
        try:
            self._engine.prefetch(bitexts)
        except TqcheckError as error:
            if not isinstance(error, PluginError):
                raise
        except (Exception, SystemExit):
            pass  # what fails here fails again, and is told, with the post that it belongs to

    def _load(self, file: str) -> list[Bitext] | BaseException:
        try:
            return self._engine.load([file])
        except (InputError, IncompleteError) as error:  # one bad post must not stop the rest
            return error
        except TqcheckError:  # the call or a model is wrong, for every post
            raise
        except (Exception, SystemExit) as error:
            return error

    def _check(self, file: str, bitexts: list[Bitext]) -> Record:
        from tqcheck.gate import gaps
        from tqcheck.report.json_report import JsonReporter

        # Of the bytes that were checked, whatever the file holds by now.
        sha256 = next((b.digest for b in bitexts if b.digest), None)
        try:
            report = self._engine.report(bitexts, partial=True)
        except TqcheckError:
            raise
        except (Exception, SystemExit) as error:  # nor must a defect of ours that this post alone meets
            return crash(file, error, sha256)
        lost = [document.bitext.fault for document in report.documents if document.bitext.crashed]
        if lost and len(lost) == len(report.documents):
            return {"file": file, "sha256": sha256, "error": "; ".join(map(str, lost)), "crashed": True}
        return {
            "file": file,
            "sha256": sha256,
            "gaps": list(gaps(report.documents, report.runs, self._config)),
            "report": JsonReporter(self._config.detail).as_dict(report),
            **({"crashed": True} if lost else {}),
        }


def crash(file: str, error: BaseException | str, sha256: str | None = None) -> Record:
    """The record of a file that could not be checked; `sha256` of what it was before that was tried."""
    if isinstance(error, InputError):
        # What changed meanwhile is tried again.
        return {"file": file, "sha256": sha256 if sha256 == hash_of(file) else None, "error": str(error)}
    if isinstance(error, IncompleteError):
        says = str(error)
    elif isinstance(error, str):
        says = f"{file}: could not be checked: {error}"
    else:
        says = unexpected(error, post=file)
    return {"file": file, "sha256": sha256, "error": says, "crashed": True}


def hash_of(file: str) -> str | None:
    """SHA-256 of a file's bytes; `None` where they cannot be read."""
    try:
        return digest_of(Path(file))
    except OSError:
        return None
