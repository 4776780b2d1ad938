"""The engine behind the desk: its models loaded once, one post at a time, an editor's before a folder's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.errors import TqcheckError
from tqcheck.lang import BACK

T = TypeVar("T")
STAGES = ("encoder", "coverage", "translator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far loading is: `stage` is one of STAGES, empty once all is there; `done` of `total` of it (0: unknown)."""

    stage: str = STAGES[0]
    done: int = 0
    total: int = 0
    fault: str = ""

    @property
    def share(self) -> float:
        """0..1 over all stages."""
        if not self.stage:
            return 1.0
        return (STAGES.index(self.stage) + (self.done / self.total if self.total else 0.0)) / len(STAGES)


class Bench:
    """Lends out the engine. `config` may change between posts (a suppression file that now exists)."""

    def __init__(self, config: Config, engine: Engine | None = None) -> None:
        self.progress = Progress()
        self._engine = engine or Engine(config, self._advance, quick=True)
        self._turn = threading.Condition()
        self._busy = False
        self._editors = 0

    def load(self) -> None:
        """Load every model; what goes wrong is kept in `progress`, and said again by every check."""
        try:
            with self.engine() as engine:
                for stage in STAGES:
                    self.progress = Progress(stage=stage)
                    _LOADERS[stage](engine)
            self.progress = Progress(stage="")
        except TqcheckError as error:
            self.progress = Progress(stage="", fault=str(error))

    def start(self) -> None:
        """The same in the background."""
        threading.Thread(target=self.load, name="tqcheck-models", daemon=True).start()

    @contextmanager
    def engine(self, *, patient: bool = False) -> Iterator[Engine]:
        """The engine for one post; who is `patient` waits until no editor does."""
        with self._turn:
            self._editors += not patient
            self._turn.wait_for(lambda: not self._busy and not (patient and self._editors))
            self._busy = True
            self._editors -= not patient
        try:
            yield self._engine
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()

    def settings(self, **changes: object) -> None:
        """Change settings that hold from the next post on."""
        with self.engine() as engine:
            engine.config = replace(engine.config, **changes)  # type: ignore[arg-type]

    def _advance(self, _: str, done: int, total: int | None) -> None:
        if self.progress.stage:
            self.progress = replace(self.progress, done=done, total=total or 0)


def _load_encoder(engine: Engine) -> None:
    runs = getattr(engine.encoder, "encode_runs", None)
    # Not `encode`: what that has seen before is remembered, and the model not loaded.
    _ = runs([["."]], 1, 1) if runs else engine.encoder.encode(["."])


def _load_coverage(engine: Engine) -> None:
    if warm := getattr(engine.coverage, "warm", None):
        warm()


def _load_translator(engine: Engine) -> None:
    engine.translator.translate(["."], source=BACK[0], target=BACK[1])


_LOADERS: dict[str, Callable[[Engine], None]] = {
    "encoder": _load_encoder, "coverage": _load_coverage, "translator": _load_translator,
}  # fmt: skip
