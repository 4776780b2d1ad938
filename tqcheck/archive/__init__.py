"""Thousands of posts: checked in batches by several processes, streamed to a file that a later run continues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tqcheck.archive.batch import BatchChecker, Record, crash
from tqcheck.archive.stream import Stream
from tqcheck.archive.tally import Tally
from tqcheck.config import Config
from tqcheck.errors import InputError, UsageError
from tqcheck.ingest.walk import walk
from tqcheck.plugins import resolve

Progress: TypeAlias = Callable[[str, int, int | None], None]

Engine: TypeAlias = Callable[[Iterator[list[str]], Config, int], Iterator[list[Record]]]
"""Takes batches of files and a number of workers; gives the records of each batch, in order."""

_ENGINES = {"local": "tqcheck.archive.local_engine:results", "ray": "tqcheck.archive.ray_engine:results"}
BATCH = 8
"""Posts of one batch: enough to fill a translator's batches, few enough that little is lost with a killed run."""
STREAM = Path("tqcheck-results.jsonl")
"""Where results go unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How to run: `jobs` worker processes (0: one a core) of `engine` (`local`, `ray`); `resume` continues `stream`."""

    stream: Path = STREAM
    jobs: int = 0
    resume: bool = False
    engine: str = "local"


def check_archive(paths: Iterable[str], config: Config, job: Job, progress: Progress | None = None) -> Tally:
    """Check every post that the paths name and append one JSON line a file to `job.stream`, in the order of the paths.

    A post that cannot be read or checked gets a line that says why, and the others go on. With `resume`, what the
    file has of posts that are still the same is kept, and the rest is checked. Raises TqcheckError where the call, the
    file or a model is wrong; what is in the file by then stays there.
    """
    _refuse(config)
    if job.engine not in _ENGINES:
        raise UsageError(f"unknown engine '{job.engine}': use one of {', '.join(sorted(_ENGINES))}")
    if job.jobs < 0:
        raise UsageError(f"--jobs {job.jobs}: give a number from 1 on, or auto")
    run: Engine = resolve(job.engine, _ENGINES, "engine")
    # A folder that is checked may hold the stream of an earlier run, which is no post.
    found = walk(paths)
    files = [file for file in found.files if file == "-" or Path(file).resolve() != job.stream.resolve()]
    if "-" in files:
        raise UsageError("standard input cannot be checked into a stream: give files or folders")
    with Stream.opened(job.stream, config, [*files, *found.failed], resume=job.resume) as stream:
        tally = Tally(config)
        for record in stream.records():
            tally.add(record)
        bad = [crash(file, InputError(f"{file}: {reason}")) for file, reason in found.failed.items()]
        stream.append(bad)
        for record in bad:
            tally.add(record)
        tally.left_out(found.aside)
        left = [file for file in files if file not in stream.done]
        if progress:
            progress("checking posts", len(files) - len(left), len(files))
        for records in run(batches(left), config, job.jobs):
            stream.append(records)
            for record in records:
                tally.add(record)
            if progress:
                progress("checking posts", tally.files - len(bad), len(files))
        return tally


def batches(files: list[str]) -> Iterator[list[str]]:
    """Files in groups of `BATCH`."""
    for at in range(0, len(files), BATCH):
        yield files[at : at + BATCH]


def _refuse(config: Config) -> None:
    """Settings that look at all posts at once cannot be kept by workers that see a few."""
    if config.since is not None:
        raise UsageError(
            "--since does not go with --jobs, --stream and --resume, which skip unchanged posts themselves"
        )
    if config.baseline is not None:
        raise UsageError("--baseline does not go with --jobs, --stream and --resume: an entry may belong to any post")


__all__ = ["BATCH", "STREAM", "BatchChecker", "Job", "Record", "Tally", "batches", "check_archive"]
