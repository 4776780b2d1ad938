"""Extension points: what each must offer, `name -> "module:Class"` tables resolved only when used, and their border.

Nothing here imports the modules it names, so that `--help` and a usage error stay quick. Installed packages add names
by entry points. What comes from outside is called through `foreign`, and what it gives back is looked at before it is
believed: a plugin that fails costs the posts that it was asked for, and never passes one.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from tqcheck.errors import PluginError, TqcheckError, UsageError, told
from tqcheck.records import Report


@runtime_checkable
class Encoder(Protocol):
    """Turns texts of any of its languages into vectors of one space."""

    @property
    def identity(self) -> str:
        """Model and revision: part of every cache key and of the report's signature."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of shape (len(texts), d), float32, each of length 1."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a text has no translation, in one line that the user may see."""

    reason: str


Translated: TypeAlias = str | Failure
"""A text in the other language, or why there is none. The empty string counts as a failure, too."""


@runtime_checkable
class Translator(Protocol):
    """Translates texts. A fault in one text must not cost the others: it gives a `Failure` in its place and goes on.

    Every translator is remembered on disk by its identity, and probed before it is believed. It may say more through
    attributes, all optional: `notices`, lines that the user must see (a server that was not reached); `immediate`, true
    where the answers lie at hand, so that there is nothing to remember and nothing to probe; `word_by_word`, true where
    words are looked up one by one, so that what is missing is no sign of an omission; `steerable`, true for a model
    that reads instructions, which a text might give it; `forgiving`, true where a translator that cannot be used costs
    the back-translations, not the report.
    """

    @property
    def identity(self) -> str:
        """Model, revision and decoding settings: the cache key and the report's signature."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> Sequence[Translated]:
        """One translation or failure a text, in order."""


@runtime_checkable
class Reporter(Protocol):
    """Renders a report; pure, the command line writes.

    It is made with those of the options that it takes, by name: `width` (columns), `color`, `bidi`, `quiet`, `verbose`,
    `compact`, `encoding`, `detail` (`none` or `words`).
    """

    def render(self, report: Report) -> str:
        """The whole report as text."""


ENCODERS: Mapping[str, str] = {
    "use": "tqcheck.encoder.builtin:UseEncoder",
}

TRANSLATORS: Mapping[str, str] = {
    "gloss": "tqcheck.translate.gloss:GlossTranslator",
    "fluent": "tqcheck.translate.fluent.translator:make",
    "recorded": "tqcheck.translate.recorded:make",
    "chat": "tqcheck.translate.served:make_chat",
    "libretranslate": "tqcheck.translate.served:make_libretranslate",
    "hub": "tqcheck.translate.local:make",
}
"""What makes a translator, by the first part of its name: `NAME` or `NAME:ARGUMENT`.

It is called with those of `argument` and `settings` (the `TranslationSettings`) that it takes, by name. A name that
none of these begins is a model of the hub, or a folder: `hub`.
"""

REPORTERS: Mapping[str, str] = {
    "json": "tqcheck.report.json_report:JsonReporter",
    "html": "tqcheck.report.html_page:HtmlReporter",
    "csv": "tqcheck.report.csv_report:CsvReporter",
    "github": "tqcheck.report.github:GithubReporter",
    "gitlab": "tqcheck.report.gitlab:GitlabReporter",
    "junit": "tqcheck.report.junit:JunitReporter",
    "markdown": "tqcheck.report.markdown:MarkdownReporter",
    "sarif": "tqcheck.report.sarif:SarifReporter",
    "terminal": "tqcheck.report.terminal:TerminalReporter",
}

ALIGNMENT_RENDERERS: Mapping[str, str] = {
    "json": "tqcheck.report.alignment:AlignmentJson",
    "table": "tqcheck.report.alignment:AlignmentTable",
    "tmx": "tqcheck.report.alignment:AlignmentTmx",
    "tsv": "tqcheck.report.alignment:AlignmentTsv",
}


GROUPS: Mapping[str, str] = {
    "translator": "tqcheck.translators",
    "encoder": "tqcheck.encoders",
    "format": "tqcheck.reporters",
    "check": "tqcheck.checks",
}
"""Kind of extension to the group of entry points by which installed packages offer it."""

ALLOW = "TQCHECK_ALLOW_PLUGINS"
"""Environment variable that lets a settings file name code (`module:Class`) when it is 1."""


@cache
def installed(kind: str) -> Mapping[str, str]:
    """What installed packages offer of a kind, `name -> "module:Class"`; empty for a kind without entry points."""
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=GROUPS[kind])} if kind in GROUPS else {}


def known(table: Mapping[str, str], kind: str) -> Mapping[str, str]:
    """Our own names and those of installed packages; a package cannot take one of ours."""
    return {**installed(kind), **table}


def names_code(name: str, table: Mapping[str, str]) -> bool:
    """Whether a name is `module:Class`, and not a known one with an argument (`recorded:FILE.tsv`)."""
    kind, colon, _ = name.partition(":")
    return bool(colon) and kind not in table


def resolve(name: str, table: Mapping[str, str], kind: str) -> Any:
    """The object that `name` stands for: a known name, or `pkg.mod:Attr` in full.

    Raises UsageError where there is none, PluginError where its code fails when it is loaded.
    """
    path = table.get(name) or installed(kind).get(name, name)
    module, colon, attribute = path.partition(":")
    if not colon:
        names = ", ".join(sorted(known(table, kind)))
        raise UsageError(f"unknown {kind} '{name}': use one of {names}, or a full module:Class")
    try:
        with foreign(f"{kind} '{name}'"):
            return getattr(importlib.import_module(module), attribute)
    except PluginError as error:
        if isinstance(error.__cause__, ImportError | AttributeError):
            raise UsageError(f"{kind} '{name}' cannot be loaded: {error.__cause__}") from error.__cause__
        raise


def make(maker: Callable[..., Any], **offered: Any) -> Any:
    """What a maker makes of those of the offered things that it has parameters for."""
    parameters = inspect.signature(maker).parameters
    takes_all = any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values())
    return maker(**{name: value for name, value in offered.items() if takes_all or name in parameters})


@contextlib.contextmanager
def foreign(what: str) -> Iterator[None]:
    """Run code that is not ours. Whatever it raises, `SystemExit` too, becomes a PluginError that names it."""
    try:
        yield
    except (TqcheckError, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        raise PluginError(f"{what} failed: {told(error)}") from error


def guarded_translator(made: Any, name: str) -> Translator:
    """A translator whose failures are PluginErrors, and whose answers are a text for each text."""
    return _GuardedTranslator(made, f"translator '{name}'")


def guarded_encoder(made: Any, name: str) -> Encoder:
    """An encoder whose failures are PluginErrors, and whose vectors are finite and of length 1."""
    return _GuardedEncoder(made, f"encoder '{name}'")


class _Guarded:
    def __init__(self, made: Any, what: str) -> None:
        self._made, self._what = made, what
        with foreign(what):
            self.identity = str(made.identity)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)


class _GuardedTranslator(_Guarded):
    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translated]:
        """As the translator, which must give a text or a failure for each."""
        with foreign(self._what):
            answers = list(self._made.translate(list(texts), source=source, target=target))
        if len(answers) != len(texts) or not all(isinstance(answer, str | Failure) for answer in answers):
            raise PluginError(
                f"{self._what} failed: it gave {len(answers)} answers, not a text for each of {len(texts)}"
            )
        return [answer or Failure("the translator returned nothing") for answer in answers]


class _GuardedEncoder(_Guarded):
    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the encoder, whose vectors must be usable."""
        with foreign(self._what):
            vectors = np.asarray(self._made.encode(list(texts)), np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise PluginError(f"{self._what} failed: it gave an array of shape {vectors.shape} for {len(texts)} texts")
        if not unit_vectors(vectors).all():
            raise PluginError(f"{self._what} failed: its vectors are not all finite and of length 1")
        return vectors


def unit_vectors(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """For each row, whether it is finite and of length 1 (to a hundredth); one of zeros alone stands for no text."""
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
    good: npt.NDArray[np.bool_] = np.isfinite(lengths) & ((np.abs(lengths - 1) < 0.01) | (lengths == 0))
    return good
