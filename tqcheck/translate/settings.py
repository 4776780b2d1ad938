"""How a translator is found, loaded and decoded, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from tqcheck.config import Config
from tqcheck.errors import UsageError
from tqcheck.records import Coverage
from tqcheck.service import Ledger

Device: TypeAlias = Literal["auto", "cpu", "cuda", "mps"]
Dtype: TypeAlias = Literal["auto", "float32", "bfloat16", "int8"]


class Judge(Protocol):
    """Says which words of a text its translation accounts for; a `coverage.CoverageModel` is one."""

    @property
    def identity(self) -> str:
        """Model and revision: part of the identity of a translator that asks it."""

    def predict(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str = "en", target_lang: str = "ar"
    ) -> list[tuple[Coverage, Coverage]]:
        """(source coverage, target coverage) of each (source, target) pair."""


Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done and of how much (`None` where that is not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationSettings:
    """How a model is found, loaded and decoded. `batch_tokens` bounds the padded source tokens of one batch.

    `cache_dir` is the folder of remembered translations, by default the user's cache folder. `ledger` keeps the books
    where a server translates, `timeout` is what it has for an answer, in seconds. `judge` says what
    an output leaves out; a translator of our own asks it.
    """

    device: Device = "auto"
    dtype: Dtype = "auto"
    beams: int = 1
    batch_tokens: int = 2048
    offline: bool = False
    probe: bool = True
    cache_dir: Path | None = None
    cache: bool = True
    ledger: Ledger | None = None
    timeout: float = 60.0
    progress: Progress | None = None
    judge: Judge | None = None

    @classmethod
    def of(
        cls, config: Config, ledger: Ledger, progress: Progress | None, judge: Judge | None = None
    ) -> TranslationSettings:
        """What the user's settings say about it."""
        return cls(
            device=config.device,
            dtype=config.dtype,
            beams=config.beams,
            batch_tokens=config.batch_tokens,
            offline=config.offline,
            probe=config.probe,
            cache_dir=config.cache_dir,
            cache=config.cache,
            ledger=ledger,
            timeout=config.request_timeout,
            progress=progress,
            judge=judge,
        )

    def __post_init__(self) -> None:
        if self.beams < 1 or self.batch_tokens < 1:
            raise UsageError(f"beams ({self.beams}) and batch tokens ({self.batch_tokens}) must be at least 1")


def default_cache_dir() -> Path:
    """Where translations are remembered unless a folder is given."""
    from platformdirs import user_cache_path

    return user_cache_path("tqcheck") / "translations"
