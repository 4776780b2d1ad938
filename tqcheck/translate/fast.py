"""Back-translation by CTranslate2 in 8-bit integers (the extra `tqcheck[fast]`): quicker, and nearly the same words."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from tqcheck.errors import ModelError, UsageError
from tqcheck.files import locked
from tqcheck.plugins import Translated
from tqcheck.translate.families import Direction
from tqcheck.translate.hub import ModelFolder, Progress
from tqcheck.translate.neural import Decoding, NeuralTranslator, judge, quiet_transformers

_FAMILIES = ("marian", "m2m_100")
_CONVERSION = 600.0
"""Seconds to wait for another process that converts the same model."""


class FastTranslator(NeuralTranslator):
    """As NeuralTranslator, from weights that are converted once and kept in `folder`/`converted`.

    Without `kept` they are converted for this object alone. Raises UsageError where CTranslate2 is missing.
    """

    precision = "int8"

    def __init__(
        self, folder: ModelFolder, decoding: Decoding, kept: Path | None, progress: Progress | None = None
    ) -> None:
        self._folder, self._decoding, self._kept, self._progress = folder, decoding, kept, progress
        try:
            version = metadata.version("ctranslate2")
        except metadata.PackageNotFoundError as error:
            raise UsageError("dtype 'int8' needs CTranslate2: pip install 'tqcheck[fast]'") from error
        if decoding.device == "mps":
            raise UsageError("dtype 'int8' runs on cpu and cuda: choose one with --device, or another --dtype")
        self.identity = f"{folder.name}@{folder.revision[:12]}/int8-ctranslate2-{version}/beams={decoding.beams}"

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        quiet_transformers()
        try:
            from transformers import AutoConfig, AutoTokenizer

            config = AutoConfig.from_pretrained(self._folder.path, local_files_only=True)
            tokenizer = AutoTokenizer.from_pretrained(self._folder.path, local_files_only=True)
        except Exception as error:
            raise _unloadable(self._folder, error) from error
        if config.model_type not in _FAMILIES:
            raise ModelError(
                f"translation model '{self._folder.name}' is of type '{config.model_type}': dtype int8 is for Marian, "
                "NLLB and M2M-100; choose another --dtype"
            )
        try:
            return tokenizer, _Converted(config, self._engine())
        except (RuntimeError, ValueError, OSError) as error:
            raise _unloadable(self._folder, error) from error

    def _engine(self) -> Any:
        import ctranslate2

        device = "auto" if self._decoding.device == "auto" else self._decoding.device
        threads = int(os.environ.get("OMP_NUM_THREADS") or 0)
        return ctranslate2.Translator(
            str(self._converted()), device=device, compute_type=self.precision, inter_threads=1, intra_threads=threads
        )

    def _converted(self) -> Path:
        """The folder with the converted weights, made if need be: as a whole or not at all."""
        if self._kept is None:
            self._own = tempfile.TemporaryDirectory(prefix="tqcheck-")
            return self._convert(Path(self._own.name) / "model")
        made = self._kept / f"{self._folder.revision[:32]}-int8-{metadata.version('ctranslate2')}"
        with locked(made, timeout=_CONVERSION):
            return made if made.is_dir() else self._convert(made)

    def _convert(self, made: Path) -> Path:
        if self._progress:
            self._progress(f"converting {self._folder.name}", 0, None)
        made.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=made.parent, prefix=".converting-"))
        try:
            _converter(str(self._folder.path)).convert(str(temporary), quantization=self.precision, force=True)
            os.replace(temporary, made)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        return made

    def _decode(self, batch: list[str], way: Direction) -> list[Translated]:
        tokenizer = self._tokenizer
        ids = [tokenizer(way.prefix + piece, verbose=False)["input_ids"] for piece in batch]
        forced = way.generate.get("forced_bos_token_id")
        prefix = None if forced is None else [tokenizer.convert_ids_to_tokens([forced])] * len(batch)
        results = self._model.engine.translate_batch(
            [tokenizer.convert_ids_to_tokens(row) for row in ids],
            target_prefix=prefix,
            beam_size=self._decoding.beams,
            max_decoding_length=min(self._limit(), 2 * max(map(len, ids)) + 16),
            return_end_token=True,
        )
        said = [result.hypotheses[0] for result in results]
        texts = [
            tokenizer.decode(
                tokenizer.convert_tokens_to_ids(words[len(prefix[0]) if prefix else 0 :]), skip_special_tokens=True
            )
            for words in said
        ]
        ended = [bool(words) and words[-1] == tokenizer.eos_token for words in said]
        return [judge(*row) for row in zip(batch, texts, ended, strict=True)]


def _converter(path: str) -> Any:
    """CTranslate2's own converter, told of every token of the model."""
    from ctranslate2.converters import TransformersConverter
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(path, local_files_only=True)

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_tokenizer(self, tokenizer_class: Any, model: str, **options: Any) -> Any:
            """With transformers 5 the converter does not find the language tokens of M2M-100 and NLLB by itself."""
            tokenizer = super().load_tokenizer(tokenizer_class, model, **options)
            if config.model_type != "m2m_100":
                return tokenizer
            names: dict[str, int] = {}
            for at in range(config.vocab_size):
                name = tokenizer.convert_ids_to_tokens(at)
                names[f"madeupword{at}" if name is None or name in names else name] = at
            tokenizer.get_vocab = lambda: names
            tokenizer.num_madeup_words = 0
            return tokenizer

    return Converter(path)


class _Converted:
    """What NeuralTranslator asks a model for, and the engine beside it."""

    def __init__(self, config: Any, engine: Any) -> None:
        self.config, self.engine = config, engine


def _unloadable(folder: ModelFolder, error: Exception) -> ModelError:
    line = str(error).strip().partition("\n")[0][:200] or type(error).__name__
    return ModelError(f"translation model '{folder.name}' cannot be converted: {line}; choose another --dtype")
