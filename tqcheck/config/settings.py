# ruff: noqa: RUF009 - `_setting` only wraps dataclasses.field
"""The settings: one frozen value type whose field metadata also feeds validation, the schema and `tqcheck init`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Literal, TypeAlias

from tqcheck.severity import Severity

TEXT_FIELDS = (
    "title", "headline", "subtitle", "subheadline", "description", "summary", "excerpt", "standfirst", "lead", "lede",
    "dek", "deck", "kicker", "teaser", "abstract", "intro", "alt", "caption", "linktitle", "heading", "quote",
)  # fmt: skip
"""Names of fields that hold text: whole (`title`), with more (`title_ar`, `seo_title`, `og:description`), or nested."""
FailOn: TypeAlias = Literal["critical", "major", "minor", "never"]
Sensitivity: TypeAlias = Literal["low", "normal", "high"]
Detail: TypeAlias = Literal["none", "words"]
Comments: TypeAlias = Literal["honour", "report", "forbid"]
Color: TypeAlias = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxCounts:
    """How many findings of each severity the gate lets through; `None` sets no limit."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    critical: int | None = None
    major: int | None = None
    minor: int | None = None

    def __post_init__(self) -> None:
        if any(limit is not None and limit < 0 for limit in (self.critical, self.major, self.minor)):
            raise ValueError("a limit cannot be negative")

    def limit(self, severity: Severity) -> int | None:
        """The limit for one severity."""
        limit: int | None = getattr(self, severity.value)
        return limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One rendering of the report: a reporter's name, and the file it goes to (`None`: standard output)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    format: str
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathOverride:
    """Settings for the posts that match one of `paths` (gitignore patterns, relative to `root`)."""

    paths: tuple[str, ...]
    root: Path
    settings: Mapping[str, Any]


GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "input": "Input",
        "back-translation": "Back-translation",
        "second-opinion": "A second opinion",
        "checks": "What to check",
        "gate": "The gate",
        "report": "The report",
    }
)
"""Key of each group of settings, and its heading in files and help."""


def _setting(default: Any, help: str, group: str, **more: Any) -> Any:
    """A field: its one-line description, its group, and what else the files, the schema and the options want to know.

    `pattern`, `ge` and `le` constrain it; `key` is its key where that is not its name; `option` the spelling of its
    option where that is not `--key`, `short` a letter for it; `metavar` stands for its value; `example` is what
    `tqcheck init` shows where the default is no example.
    """
    metadata = {"help": help, "group": group, **more}
    return (
        field(default_factory=dict, metadata=metadata) if default == {} else field(default=default, metadata=metadata)
    )


CODE = r"^[A-Za-z]{2,4}[0-9]{0,4}$"
LANG = r"^(auto|[a-z]{2,3})$"
FINGERPRINT = r"^[0-9a-f]{16}$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting with its default. `fail_on` is the key `fail-on` in a file,
    the variable `TQCHECK_FAIL_ON` and the option `--fail-on`.

    Paths are absolute once loaded: a file's relative paths start at that file's folder.
    `overrides` is filled from the file's `[[overrides]]`; `for_path` applies them.
    """

    source_lang: str = _setting(
        "auto", "language of the original (ISO 639-1); auto: found out", "input", pattern=LANG, metavar="LANG"
    )
    target_lang: str = _setting(
        "auto", "language of the translation (ISO 639-1); auto: found out", "input", pattern=LANG, metavar="LANG"
    )
    format_in: str | None = _setting(
        None, "format of the posts, where the suffix is wrong: html, docx, csv…", "input", example="html"
    )
    pairs: str | None = _setting(
        None,
        "how two files of one story are named, where it is unusual: ORIGINAL:TRANSLATION",
        "input",
        metavar="PATTERN",
        example="{name}-en.*:{name}-ar.*",
    )
    text_fields: tuple[str, ...] = _setting(
        TEXT_FIELDS,
        "fields beside a text (front matter of Markdown) that are compared with it",
        "input",
        metavar="NAME",
    )
    since: str | None = _setting(
        None, "check only what changed since this git revision", "input", metavar="REV", example="origin/main"
    )
    encoder: str = _setting("use", "sentence encoder: use, or a sentence-transformers model", "input")
    mt_model: str = _setting(
        "Helsinki-NLP/opus-mt-ar-en",
        "hub name, folder, FILE.gguf, fluent, gloss, recorded:FILE, chat:URL#MODEL, libretranslate:URL",
        "back-translation",
        metavar="MODEL",
    )
    offline: bool = _setting(
        False,
        "never open a socket, except to a server on this machine that you name",
        "back-translation",
        option="--offline/--online",
    )
    device: Literal["auto", "cpu", "cuda", "mps"] = _setting(
        "auto", "where models run: auto, cpu, cuda, mps", "back-translation", metavar="DEVICE"
    )
    dtype: Literal["auto", "float32", "bfloat16", "int8"] = _setting(
        "auto",
        "number format of the translation model: auto, float32, bfloat16, int8 (needs tqcheck[fast])",
        "back-translation",
        metavar="TYPE",
    )
    beams: int = _setting(1, "beams of the back-translation search", "back-translation", ge=1, le=16)
    batch_tokens: int = _setting(
        2048, "source tokens translated at once, padding included", "back-translation", ge=1, le=1_000_000
    )
    probe: bool = _setting(
        True, "translate a known sentence first, and refuse a model that speaks nonsense", "back-translation"
    )
    second_opinion: str | None = _setting(
        None, "language model that is asked about each finding: chat:URL#MODEL", "second-opinion", metavar="MODEL"
    )
    second_opinion_finds: bool = _setting(
        False,
        "let it read every pair of sentences as well, for what was missed (TQ204)",
        "second-opinion",
        option="--second-opinion-finds",
    )
    second_opinion_effect: Literal["annotate", "demote"] = _setting(
        "annotate",
        "findings that it does not confirm: annotate (they count all the same) or demote (they do not)",
        "second-opinion",
        metavar="WHAT",
    )
    max_requests: int = _setting(1000, "requests to servers in one run at most", "back-translation", ge=1, le=1_000_000)
    request_timeout: float = _setting(
        60.0, "seconds that a server has for an answer", "back-translation", ge=0.1, le=3600.0, metavar="SECONDS"
    )
    cache: bool = _setting(True, "remember on disk what was translated and measured", "back-translation")
    cache_dir: Path | None = _setting(
        None, "folder for what is remembered; unset: the user's cache folder", "back-translation", metavar="DIR"
    )
    select: tuple[str, ...] = _setting(
        (), "check only these codes or prefixes; empty: all", "checks", pattern=CODE, example=("TQ1", "TQ2", "TQ3")
    )
    ignore: tuple[str, ...] = _setting(
        (), "leave out these codes or prefixes", "checks", pattern=CODE, example=("TQ6",)
    )
    sensitivity: Sensitivity = _setting(
        "normal", "how readily checks report: low, normal, high", "checks", metavar="LEVEL"
    )
    severity: Mapping[str, Severity] = _setting(
        {},
        "severity of a code or prefix, instead of its own",
        "checks",
        pattern=CODE,
        metavar="CODE=SEVERITY",
        example={"TQ601": "minor"},
    )
    glossary: Path | None = _setting(
        None, "terms that the translation must use: TSV or TBX", "checks", example=Path("glossary.tsv")
    )
    min_confidence: float = _setting(
        0.0,
        "do not compare beads whose alignment is less certain than this (0..1)",
        "checks",
        ge=0.0,
        le=1.0,
        metavar="P",
    )
    fail_on: FailOn = _setting(
        "major", "the mildest severity that fails the gate: critical, major, minor, never", "gate", metavar="SEVERITY"
    )
    fail_unfinished: bool = _setting(
        False, "fail a post with units that its file says are not finished (XLIFF, PO)", "gate"
    )
    fail_confidence: float = _setting(
        0.0,
        "findings less sure than this (0..1) are shown and do not fail the gate",
        "gate",
        ge=0.0,
        le=1.0,
        metavar="P",
    )
    max_counts: MaxCounts = _setting(
        MaxCounts(),
        "findings let through by severity: at or above `fail-on` 0 where unset",
        "gate",
        key="max",
        metavar="COUNTS",
        example=MaxCounts(critical=0, major=2, minor=10),
    )
    min_score: float | None = _setting(
        None, "a document's score must not be lower (0..100)", "gate", ge=0.0, le=100.0, example=60.0
    )
    baseline: Path | None = _setting(
        None, "file of known findings: they do not fail the gate", "gate", example=Path("tqcheck-baseline.json")
    )
    suppressions: Path | None = _setting(
        None,
        "file of accepted findings, each with a reason; unset: tqcheck-suppressions.toml beside the configuration",
        "gate",
        example=Path("tqcheck-suppressions.toml"),
    )
    allow_skipped: tuple[str, ...] = _setting(
        (), "codes or prefixes that need not have run", "gate", pattern=CODE, example=("TQ7",)
    )
    comments: Comments = _setting(
        "honour",
        "comments in a post that accept findings: honour, report (they accept nothing), forbid (not checked)",
        "gate",
        metavar="WHAT",
    )
    max_words: int = _setting(
        60_000,
        "words of a post in both languages: one that has more counts as not checked",
        "gate",
        ge=1,
        le=100_000_000,
    )
    max_seconds: float = _setting(
        600.0, "seconds for a post: one that takes longer counts as not checked", "gate", ge=0.01, le=1_000_000.0
    )
    exit_zero: bool = _setting(False, "exit 0 whatever was found", "gate", option="--exit-zero")
    outputs: tuple[Output, ...] = _setting(
        (),
        "reports to write; none: the terminal report on standard output",
        "report",
        example=(Output(format="terminal"), Output(format="sarif", path=Path("tqcheck.sarif"))),
    )
    lang: Literal["en", "ar"] = _setting(
        "en", "language of the pages (the HTML report, the desk): en or ar", "report", metavar="LANG"
    )
    detail: Detail = _setting("none", "words: add word probabilities to the JSON report", "report", metavar="WHAT")
    color: Color = _setting("auto", "colour on the terminal: auto, always, never", "report", metavar="WHEN")
    quiet: bool = _setting(False, "print findings and errors only", "report", option="--quiet", short="-q")
    verbose: bool = _setting(False, "print what was measured as well", "report", option="--verbose", short="-v")
    overrides: tuple[PathOverride, ...] = ()

    def __post_init__(self) -> None:
        """Raises UsageError, with a line for every value that a setting cannot have."""
        from tqcheck.config.valid import validate

        validate(self)

    def for_path(self, path: str | Path) -> Config:
        """The settings for one post: each override whose `paths` match it, a later one winning."""
        changes: dict[str, Any] = {}
        for override in self.overrides:
            if _matches(override, path):
                changes |= override.settings
                if "severity" in override.settings:
                    changes["severity"] = {**self.severity, **changes["severity"]}
        return replace(self, **changes) if changes else self

    def severity_of(self, code: str, default: Severity) -> Severity:
        """The severity of a code under `severity`: the longest selector that matches decides."""
        matching = [key for key in self.severity if code.upper().startswith(key.upper())]
        return self.severity[max(matching, key=len)] if matching else default

    def selects(self, code: str) -> bool:
        """Whether a code is to be checked: the longest matching selector decides, `ignore` where they tie."""
        kept = _longest(self.select, code) if self.select else 0
        return kept is not None and kept > (-1 if (dropped := _longest(self.ignore, code)) is None else dropped)

    def may_skip(self, code: str) -> bool:
        """Whether the gate passes although this check did not run."""
        return _longest(self.allow_skipped, code) is not None


KEYS: Mapping[str, str] = MappingProxyType(
    {f.name: f.metadata.get("key", f.name.replace("_", "-")) for f in fields(Config) if f.metadata}
)
"""Field name to the key that stands for it in a file."""

# Settings that make sense for single posts; the rest govern the whole run.
PER_PATH = ("select", "ignore", "severity", "fail_on", "fail_confidence", "min_score", "sensitivity",
            "min_confidence", "glossary")  # fmt: skip


def _longest(selectors: tuple[str, ...], code: str) -> int | None:
    return max((len(s) for s in selectors if code.upper().startswith(s.upper())), default=None)


def _matches(override: PathOverride, path: str | Path) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        relative = Path(path).absolute().relative_to(override.root)
    except ValueError:
        return False
    return GitIgnoreSpec.from_lines(override.paths).match_file(relative)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfig:
    """The effective settings, where each came from (by field name), and the file they started from.

    `notices` are lines the user must see.
    """

    config: Config
    origins: Mapping[str, str]
    file: Path | None = None
    notices: tuple[str, ...] = ()
