"""Batches on a Ray cluster, through Ray Data; on this machine alone where no cluster is named by RAY_ADDRESS.

Every machine of a cluster must see the posts under the same paths. A worker that dies is started again and its batch
given to another one; Ray hands each batch's records over once, in the order of the batches.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from typing import Any

from tqcheck import errors
from tqcheck.archive.batch import BatchChecker, Record
from tqcheck.archive.threads import use_threads
from tqcheck.config import Config
from tqcheck.errors import IncompleteError, TqcheckError, UsageError

_RETRIES = 3
"""Deaths of workers over one batch after which the run is given up."""


def results(chunks: Iterator[list[str]], config: Config, jobs: int) -> Iterator[list[Record]]:
    """The records of each batch, in order. Raises UsageError without ray, IncompleteError where workers die of one."""
    # Nothing is told about this run to anybody.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("--engine ray needs Ray: pip install 'tqcheck[ray]'") from error
    items = [{"files": json.dumps(chunk)} for chunk in chunks]
    if not items:
        return
    started = _connect(ray, jobs)
    try:
        for row in _dataset(ray, items, config, jobs).iter_rows():
            yield _records(row)
    except TqcheckError:
        raise
    except ray.exceptions.RayError as error:
        says = str(error).strip().splitlines()[-1][:200]
        raise IncompleteError(f"Ray gave up ({says}); --resume --engine local continues and names the post") from error
    finally:
        if started:
            ray.shutdown()


def _connect(ray: Any, jobs: int) -> bool:
    """Join the cluster of RAY_ADDRESS, or start one here; whether it was this call that did."""
    if ray.is_initialized():
        return False
    here: dict[str, Any] = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": jobs or None}
    ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR", **here)
    return True


def _dataset(ray: Any, items: list[dict[str, str]], config: Config, jobs: int) -> Any:
    """A row for each batch, a block for each row: what is lost with a worker is one batch."""
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    workers = min(jobs or int(ray.cluster_resources().get("CPU", 1)), len(items))
    return ray.data.from_items(items, override_num_blocks=len(items)).map(
        _Checker,
        fn_constructor_args=(config, os.getcwd()),
        compute=ray.data.ActorPoolStrategy(size=workers),
        num_cpus=1,
        num_gpus=1 if config.device == "cuda" else None,
        ray_remote_args_fn=lambda: {"max_restarts": -1, "max_task_retries": _RETRIES},
    )


def _records(row: dict[str, str]) -> list[Record]:
    if row["fault"]:
        name, says = json.loads(row["fault"])
        raise getattr(errors, name, IncompleteError)(says)
    records: list[Record] = json.loads(row["records"])
    return records


class _Checker:
    """In a worker: the batch function, with rows of text around it, which any version of Arrow can carry."""

    def __init__(self, config: Config, folder: str) -> None:
        use_threads(1)
        os.chdir(folder)
        self._check = BatchChecker(config)

    def __call__(self, row: dict[str, str]) -> dict[str, str]:
        try:
            return {"records": json.dumps(self._check(json.loads(row["files"]))), "fault": ""}
        except TqcheckError as error:
            return {"records": "", "fault": json.dumps([type(error).__name__, str(error)])}
