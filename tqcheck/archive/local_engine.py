"""Batches on this machine: worker processes that survive each other, results in the order of the batches."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from tqcheck.archive.batch import BatchChecker, Record, crash
from tqcheck.archive.threads import use_threads
from tqcheck.config import Config
from tqcheck.errors import IncompleteError, TqcheckError

DIED = "its worker process died (out of memory, or a defect in a library)"

_checker: BatchChecker | None = None


def results(chunks: Iterator[list[str]], config: Config, jobs: int) -> Iterator[list[Record]]:
    """The records of each batch, in order. Raises TqcheckError where a worker does."""
    workers = _Workers(config, jobs or _cores())
    waiting: deque[tuple[list[str], Future[Any]]] = deque()
    try:
        while True:
            # Two batches a worker: one to work on and one to go on with, and no more results in memory than that.
            while len(waiting) < 2 * workers.count and (chunk := next(chunks, None)):
                waiting.append((chunk, workers.submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                records = future.result()
            except BrokenProcessPool:
                # All batches under way are lost with the pool. Only a file that kills its worker alone is at fault.
                workers.renew()
                records = [record for file in chunk for record in workers.alone(file)]
                waiting = deque((c, f if _kept(f) else workers.submit(c)) for c, f in waiting)
            yield records
    finally:
        workers.close()


def _kept(future: Future[Any]) -> bool:
    return future.done() and future.exception() is None


class _Workers:
    """A pool that can be made anew."""

    def __init__(self, config: Config, count: int) -> None:
        self.count = count
        self._config = config
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        threads = max(1, _cores() // self.count)
        return ProcessPoolExecutor(
            self.count,
            # A fork would copy the locks of threads that the parent's libraries may have started.
            multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._config, threads),
        )

    def submit(self, files: list[str]) -> Future[Any]:
        try:
            return self._pool.submit(_check, files)
        except BrokenProcessPool as error:
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return broken

    def alone(self, file: str) -> list[Record]:
        """A file's record, made while nothing else is under way."""
        try:
            records: list[Record] = self.submit([file]).result()
            return records
        except BrokenProcessPool:
            self.renew()
            return [crash(file, DIED)]

    def renew(self) -> None:
        self.close()
        self._pool = self._new()

    def close(self) -> None:
        # Taken before: a pool that shuts down forgets its processes, which would finish their batches first.
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


def _start(config: Config, threads: int) -> None:
    """In a worker, before anything that calculates is imported."""
    import signal
    import threading

    use_threads(threads)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    global _checker
    _checker = BatchChecker(config)


def _die_with_parent() -> None:
    """A worker waits for its next batch for ever, also where the process that would send it was killed."""
    from multiprocessing.connection import wait

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _check(files: list[str]) -> list[Record]:
    if _checker is None:
        raise IncompleteError("a worker process was not started as it should be")
    try:
        return _checker(files)
    except TqcheckError as error:
        # What caused it may be an object that no other process can be sent.
        raise type(error)(*error.args) from None


def _cores() -> int:
    from tqcheck.encoder.threads import cores

    return cores()
