"""Extension points: what each must offer, and `name -> "module:Class"` tables resolved only when used.

Nothing here imports the modules it names, so that `--help` and a usage error stay quick.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from tqcheck.errors import UsageError
from tqcheck.records import Report


@runtime_checkable
class Encoder(Protocol):
    """Turns texts of any of its languages into vectors of one space."""

    @property
    def identity(self) -> str:
        """Model and revision: part of every cache key and of the report's signature."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of shape (len(texts), d), float32, each of length 1."""


@runtime_checkable
class Translator(Protocol):
    """Translates texts; the empty string means that a text could not be translated.

    A fault in one text must not cost the others: `translate` returns "" for what failed and goes on. A translator may
    say more through optional attributes, which `tqcheck.translate.failures_of`, `notices_of` and `reads_sentences`
    read: `failures`, a mapping from each text of the latest call that came back empty to the reason in one line,
    `notices`, lines that the user must see (a cache that cannot be written, sentences that a file does not have), and
    `word_by_word`, true where words are looked up one by one: what is missing is then no sign of an omission.
    """

    @property
    def identity(self) -> str:
        """Model, revision and decoding settings: the cache key and the report's signature."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """One translation a text, in order; an empty string where it was not measured (a repetition loop)."""


@runtime_checkable
class Reporter(Protocol):
    """Renders a report; pure, the command line writes."""

    def render(self, report: Report) -> str:
        """The whole report as text."""


ENCODERS: Mapping[str, str] = {
    "use": "tqcheck.align.encoders:UseEncoder",
}

TRANSLATORS: Mapping[str, str] = {
    "gloss": "tqcheck.translate.gloss:GlossTranslator",
    "recorded": "tqcheck.translate.recorded:RecordedTranslator",
}

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


def resolve(name: str, table: Mapping[str, str], kind: str) -> Any:
    """The object that `name` stands for: a table's entry, or `pkg.mod:Attr` in full. Raises UsageError."""
    path = table.get(name, name)
    module, colon, attribute = path.partition(":")
    if not colon:
        raise UsageError(f"unknown {kind} '{name}': use one of {', '.join(sorted(table))}, or a full module:Class")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"{kind} '{name}' cannot be loaded: {error}") from error
