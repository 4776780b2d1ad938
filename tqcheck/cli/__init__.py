"""The command line: options to a Config, the engine, the reporters, an exit code. Nothing heavy is imported here."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from tqcheck import __version__
from tqcheck.cli import review
from tqcheck.cli.border import leave, run
from tqcheck.cli.config_options import ConfigFile, load_settings, mount
from tqcheck.errors import UsageError
from tqcheck.internal import DEBUG
from tqcheck.visible import visible

if TYPE_CHECKING:
    from tqcheck.config import Config
    from tqcheck.records import Report

app = typer.Typer(
    name="tqcheck",
    help="Checks the translation of bilingual news: what was dropped, added or changed.",
    no_args_is_help=True,
    # Help drawn by rich takes three times as long to start.
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

mount(app)
review.mount(app)

Offline = Annotated[
    bool | None,
    typer.Option("--offline/--online", help="Never open a socket but to a named server on this machine."),
]
Quiet = Annotated[bool | None, typer.Option("--quiet", "-q", help="Findings and errors only.")]
Verbose = Annotated[bool | None, typer.Option("--verbose", "-v", help="Show what was measured as well.")]
Color = Annotated[str | None, typer.Option(help="auto, always or never.", metavar="WHEN")]
SourceLang = Annotated[str | None, typer.Option(help="Language of the original.", metavar="LANG")]
TargetLang = Annotated[str | None, typer.Option(help="Language of the translation.", metavar="LANG")]
Source = Annotated[str | None, typer.Option(help="The original, in a file of its own.", metavar="FILE")]
Target = Annotated[str | None, typer.Option(help="The translation, in a file of its own.", metavar="FILE")]
Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Posts in both languages, files of pairs, folders, patterns, or '-'.", metavar="PATH…"),
]
FormatIn = Annotated[
    str | None,
    typer.Option("--format-in", help="Format of the posts, where the suffix lies: html, docx, csv…", metavar="NAME"),
]
EncoderName = Annotated[
    str | None,
    typer.Option(help="Sentence encoder: use, or a sentence-transformers one.", metavar="NAME"),
]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"tqcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def check(
    context: typer.Context,
    paths: Paths = None,
    *,
    source: Source = None,
    target: Target = None,
    example: Annotated[
        bool, typer.Option("--example", help="Check the post that comes with tqcheck.")
    ] = False,
    source_lang: SourceLang = None,
    target_lang: TargetLang = None,
    format_in: FormatIn = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only what changed since this git revision.", metavar="REV"),
    ] = None,
    mt_model: Annotated[
        str | None,
        typer.Option(
            help="Back-translation: a hub name, a folder, gloss, recorded:FILE, chat:URL#MODEL, libretranslate:URL.",
            metavar="MODEL",
        ),
    ] = None,
    encoder: EncoderName = None,
    device: Annotated[
        str | None, typer.Option(help="auto, cpu, cuda or mps.", metavar="DEVICE")
    ] = None,
    dtype: Annotated[
        str | None, typer.Option(help="auto, float32, bfloat16, or int8 (needs tqcheck[fast]).", metavar="TYPE")
    ] = None,
    beams: Annotated[
        int | None, typer.Option(help="Beams of the translation search.", metavar="N")
    ] = None,
    probe: Annotated[
        bool | None,
        typer.Option("--probe/--no-probe", help="Refuse a model that speaks nonsense."),
    ] = None,
    batch_tokens: Annotated[
        int | None,
        typer.Option(help="Source tokens translated at once: less needs less memory.", metavar="N"),
    ] = None,
    cache: Annotated[
        bool | None,
        typer.Option("--cache/--no-cache", help="Remember on disk what was translated and measured."),
    ] = None,
    cache_dir: Annotated[
        Path | None, typer.Option(help="Folder for what is remembered.", metavar="DIR")
    ] = None,
    offline: Offline = None,
    second_opinion: Annotated[
        str | None, typer.Option(help="Language model to ask about each finding: chat:URL#MODEL.", metavar="MODEL")
    ] = None,
    second_opinion_finds: Annotated[
        bool | None,
        typer.Option("--second-opinion-finds", help="Let it look for what was missed, too (TQ204)."),
    ] = None,
    second_opinion_effect: Annotated[
        str | None,
        typer.Option(help="What it does not confirm: annotate (counts) or demote (does not).", metavar="WHAT"),
    ] = None,
    max_requests: Annotated[
        int | None, typer.Option(help="Requests to servers in one run at most.", metavar="N")
    ] = None,
    request_timeout: Annotated[
        float | None, typer.Option(help="Seconds that a server has for an answer.", metavar="SECONDS")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            help="Mildest severity that fails: critical, major, minor, never.",
            metavar="SEVERITY",
        ),
    ] = None,
    max_counts: Annotated[
        str | None,
        typer.Option(
            "--max", help="Findings let through, as critical=0,major=2.", metavar="COUNTS"
        ),
    ] = None,
    min_score: Annotated[
        float | None, typer.Option(help="Lowest score of a document, 0 to 100.", metavar="N")
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(help="Check only this code or prefix.", metavar="CODE"),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Leave this code or prefix out.", metavar="CODE")
    ] = None,
    sensitivity: Annotated[
        str | None,
        typer.Option(help="How readily to report: low, normal, high.", metavar="LEVEL"),
    ] = None,
    fail_confidence: Annotated[
        float | None,
        typer.Option(help="Findings less sure than this do not fail, 0 to 1.", metavar="P"),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            help="Beads aligned with less certainty count as not checked, 0 to 1.", metavar="P"
        ),
    ] = None,
    allow_skipped: Annotated[
        list[str] | None,
        typer.Option(help="Code or prefix that need not have run.", metavar="CODE"),
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option(help="Terms to use: TSV or TBX.", metavar="FILE")
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option(help="Severity of a code, as TQ601=minor.", metavar="CODE=SEVERITY"),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Known findings, which do not fail.", metavar="FILE")
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(help="Write what is found as the baseline, and pass.", metavar="FILE"),
    ] = None,
    suppressions: Annotated[
        Path | None,
        typer.Option(help="Accepted findings, with reason and date.", metavar="FILE"),
    ] = None,
    ignore_comments: Annotated[
        bool, typer.Option("--ignore-comments", help="Comments in a post accept nothing; they are listed.")
    ] = False,
    max_words: Annotated[
        int | None, typer.Option(help="Words of a post beyond which it counts as not checked.", metavar="N")
    ] = None,
    max_seconds: Annotated[
        float | None, typer.Option(help="Seconds for a post beyond which it counts as not checked.", metavar="N")
    ] = None,
    exit_zero: Annotated[
        bool | None, typer.Option("--exit-zero", help="Exit 0 whatever was found.")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="terminal, html, json, sarif…; may be repeated.", metavar="NAME"
        ),
    ] = None,
    outputs: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", metavar="FILE",
            help="File (of html pages: folder) for the --format before it; without one: standard output.",
        ),
    ] = None,
    detail: Annotated[
        str | None,
        typer.Option(help="words: word probabilities in the JSON report.", metavar="WHAT"),
    ] = None,
    compact: Annotated[bool, typer.Option("--compact", help="One line a finding on the terminal.")] = False,
    color: Color = None,
    bidi: Annotated[
        str | None,
        typer.Option(
            help="Right-to-left text: auto, logical (the terminal reorders), visual (it does not).", metavar="MODE",
        ),
    ] = None,
    jobs: Annotated[
        str | None,
        typer.Option(help="Archives: worker processes, or auto. Results are streamed to --stream.", metavar="N"),
    ] = None,
    stream: Annotated[
        Path | None,
        typer.Option(help="Archives: file for results, a JSON line a post; tqcheck-results.jsonl.", metavar="FILE"),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Archives: continue the file of results, if it is there.")
    ] = False,
    engine: Annotated[
        str | None, typer.Option(help="Archives: local, or ray (needs tqcheck[ray]).", metavar="NAME")
    ] = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    config: ConfigFile = None,
) -> None:  # fmt: skip
    """Check posts and report what was dropped, added or changed.

    Exit codes: 0 passed, 1 the gate found something, 2 the call or input is wrong, 3 something could not be checked.
    """
    from tqcheck.output import Screen, open_progress, pair_outputs, write

    given = {
        "source_lang": source_lang, "target_lang": target_lang, "format_in": format_in, "encoder": encoder,
        "mt_model": mt_model,
        "device": device, "dtype": dtype, "beams": beams, "batch_tokens": batch_tokens, "probe": probe, "cache": cache,
        "cache_dir": cache_dir, "offline": offline,
        "second_opinion": second_opinion, "second_opinion_finds": second_opinion_finds,
        "second_opinion_effect": second_opinion_effect, "max_requests": max_requests,
        "request_timeout": request_timeout,
        "fail_on": fail_on, "max_counts": max_counts, "min_score": min_score, "select": select, "ignore": ignore,
        "sensitivity": sensitivity, "fail_confidence": fail_confidence, "min_confidence": min_confidence,
        "allow_skipped": allow_skipped,
        "glossary": glossary, "exit_zero": exit_zero, "max_words": max_words, "max_seconds": max_seconds,
        "comments": "report" if ignore_comments else None, "detail": detail, "color": color, "quiet": quiet,
        "verbose": verbose, "since": since, "severity": severity, "baseline": baseline, "suppressions": suppressions,
        "outputs": pair_outputs(context.obj, formats or [], outputs or []),
    }  # fmt: skip
    settings = _settings(config, given)
    if jobs or stream or resume or engine:
        if source or target or example or formats or outputs or write_baseline:
            raise UsageError(
                "--jobs, --stream, --resume and --engine write JSON lines about the posts of a folder: they do not go "
                "with --source, --target, --example, --format, --output and --write-baseline"
            )
        _archive(settings, paths or [], jobs, stream, resume=resume, engine=engine)
    screen = Screen.of(settings, bidi, compact=compact)
    with open_progress(settings) as progress:
        report = _report(settings, paths or [], source, target, example=example, progress=progress)
    write(report, settings, screen)
    if write_baseline:
        _write_baseline(write_baseline, report, settings)
    raise typer.Exit(report.exit_code)


def _archive(
    settings: "Config", paths: list[str], jobs: str | None, stream: Path | None, *, resume: bool, engine: str | None
) -> NoReturn:
    """Check an archive, print what came out in a few lines and leave with its exit code."""
    from tqcheck.archive import STREAM, Job, check_archive
    from tqcheck.output import open_progress

    job = Job(stream=stream or STREAM, jobs=_count(jobs), resume=resume, engine=engine or "local")
    try:
        with open_progress(settings) as progress:
            tally = check_archive(paths, settings, job, progress)
    except KeyboardInterrupt:
        typer.echo(f"tqcheck: interrupted; --resume continues {job.stream}", err=True)
        raise typer.Exit(130) from None
    typer.echo(visible("\n".join(tally.lines())))
    if not settings.quiet:
        typer.echo(f"tqcheck: results are in {job.stream}", err=True)
    raise typer.Exit(tally.exit_code)


def _count(jobs: str | None) -> int:
    if jobs in (None, "auto"):
        return 0
    if jobs is None or not jobs.isdecimal() or not int(jobs):
        raise UsageError(f"--jobs {jobs}: give a number from 1 on, or auto")
    return int(jobs)


def _write_baseline(file: Path, report: "Report", settings: "Config") -> None:
    """Write the baseline and leave with 0, unless something could not be checked: that is no state to start from."""
    from tqcheck.gate import gaps, write_baseline
    from tqcheck.gate.verdict import EXIT_CODES
    from tqcheck.records import Verdict

    if any(run.skipped or run.error for run in report.runs) or gaps(report.documents, report.runs, settings):
        typer.echo(f"tqcheck: {file}: no baseline is written where something could not be checked", err=True)
        raise typer.Exit(EXIT_CODES[Verdict.INCOMPLETE])
    count = write_baseline(file, report.documents, version=report.version)
    typer.echo(f"tqcheck: wrote {count} finding{'s' * (count != 1)} to {file}", err=True)
    raise typer.Exit(0)


def _settings(file: Path | None, given: dict[str, Any]) -> "Config":
    return load_settings(file, given).config


def _report(
    settings: "Config", paths: list[str], source: str | None, target: str | None, *, example: bool, progress: Any
) -> "Report":
    from tqcheck.api import Engine
    from tqcheck.output import check_destinations

    if example:
        if paths or source or target:
            raise UsageError("--example takes no post of yours")
        from tqcheck.examples import example_post

        paths = [str(example_post())]
    engine = Engine(settings, progress)
    bitexts = engine.load(paths, source=source, target=target)
    check_destinations(settings, len(bitexts))
    return engine.report(bitexts)


@app.command()
def align(
    paths: Paths = None,
    *,
    source: Source = None,
    target: Target = None,
    source_lang: SourceLang = None,
    target_lang: TargetLang = None,
    format_in: FormatIn = None,
    one_sentence_per_line: Annotated[
        bool,
        typer.Option("--one-sentence-per-line", help="Lines are sentences already."),
    ] = False,
    encoder: EncoderName = None,
    offline: Offline = None,
    format: Annotated[str, typer.Option("--format", "-f", help="table, tsv, tmx or json.", metavar="NAME")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write.", metavar="FILE")] = None,
    config: ConfigFile = None,
) -> None:
    """Print which sentence translates which."""
    from tqcheck.api import Engine
    from tqcheck.files import write_atomic
    from tqcheck.ingest import refuse
    from tqcheck.plugins import ALIGNMENT_RENDERERS, resolve

    renderer = resolve(format, ALIGNMENT_RENDERERS, "alignment format")()
    given = {
        "source_lang": source_lang, "target_lang": target_lang, "format_in": format_in, "encoder": encoder,
        "offline": offline,
    }  # fmt: skip
    engine = Engine(_settings(config, given))
    bitexts = engine.load(paths or [], source=source, target=target, one_sentence_per_line=one_sentence_per_line)
    refuse(bitexts)
    text = renderer.render(engine.align(bitexts))
    if output:
        write_atomic(output, text)
    else:
        typer.echo(text, nl=False)


@app.command()
def explain(code: Annotated[str, typer.Argument(help="A code such as TQ201, or all.", metavar="CODE")]) -> None:
    """Say what a code means, with examples."""
    from tqcheck.checks import documented_checks
    from tqcheck.report.explanation import explain as explained
    from tqcheck.report.explanation import table

    checks = documented_checks()
    if code.lower() == "all":
        typer.echo(table(checks), nl=False)
        return
    found = [c for c in checks if code.upper() in (c.code, c.name.upper())]
    if not found:
        raise UsageError(f"unknown code '{code}': tqcheck explain all lists them")
    typer.echo("\n".join(map(explained, found)), nl=False)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code. A user's mistake is one line on stderr."""
    given = sys.argv[1:] if arguments is None else arguments
    if "--verbose" in given or "-v" in given:
        os.environ[DEBUG] = "1"
    if hasattr(sys.stdout, "reconfigure"):
        # What the encoding of an old terminal cannot hold is escaped rather than lost or a crash.
        sys.stdout.reconfigure(errors="backslashreplace")
    leave(run(lambda: app(given, obj=given, prog_name="tqcheck", standalone_mode=False)))
