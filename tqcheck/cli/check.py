"""The command `check`: options to a Config, the engine, the reporters, an exit code."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from tqcheck.cli.options import (
    ARCHIVES,
    Bidi,
    Command,
    ConfigFile,
    Paths,
    Source,
    Target,
    load_settings,
    new_app,
    option,
    with_settings,
)
from tqcheck.errors import UsageError
from tqcheck.visible import visible

if TYPE_CHECKING:
    from tqcheck.config import Config
    from tqcheck.records import Report

app = new_app()


class _Check(Command):
    first = (
        "--source", "--target", "--format", "--output", "--offline", "--mt-model", "--sensitivity", "--fail-on",
        "--baseline", "--config",
    )  # fmt: skip


@app.command("check", cls=_Check)
@with_settings()
def check(
    context: typer.Context,
    paths: Paths = None,
    *,
    source: Source = None,
    target: Target = None,
    example: Annotated[bool, option("Input", "Check the post that comes with tqcheck.", "--example")] = False,
    fetch: Annotated[bool, option("Input", "Read pages whose addresses are among the paths.", "--fetch")] = False,
    formats: Annotated[
        list[str] | None,
        option("The report", "terminal, html, json, sarif…; may be repeated.", "--format", "-f", metavar="NAME"),
    ] = None,
    outputs: Annotated[
        list[Path] | None,
        option(
            "The report",
            "File (of html pages: folder) for the --format before it; without one: standard output.",
            "--output", "-o", metavar="FILE",
        ),
    ] = None,
    compact: Annotated[bool, option("The report", "One line a finding on the terminal.", "--compact")] = False,
    bidi: Bidi = None,
    ignore_comments: Annotated[
        bool, option("The gate", "Comments in a post accept nothing; they are listed.", "--ignore-comments")
    ] = False,
    write_baseline: Annotated[
        Path | None, option("The gate", "Write what is found as the baseline, and pass.", metavar="FILE")
    ] = None,
    jobs: Annotated[
        str | None, option(ARCHIVES, "Worker processes, or auto. Results are streamed to --stream.", metavar="N")
    ] = None,
    stream: Annotated[
        Path | None,
        option(ARCHIVES, "File for results, a JSON line a post; tqcheck-results.jsonl.", metavar="FILE"),
    ] = None,
    resume: Annotated[bool, option(ARCHIVES, "Continue the file of results, if it is there.", "--resume")] = False,
    engine: Annotated[str | None, option(ARCHIVES, "local, or ray (needs tqcheck[ray]).", metavar="NAME")] = None,
    config: ConfigFile = None,
    given: dict[str, Any],
) -> None:  # fmt: skip
    """Check posts and report what was dropped, added or changed.

    Exit codes: 0 passed, 1 the gate found something, 2 the call or input is wrong, 3 something could not be checked.
    """
    from tqcheck.output import Screen, open_progress, pair_outputs, write

    given |= {"comments": "report"} if ignore_comments else {}
    told = given | {"outputs": pair_outputs(context.obj, formats or [], outputs or [])}
    settings = load_settings(config, told).config
    if jobs or stream or resume or engine:
        if source or target or example or fetch or formats or outputs or write_baseline:
            raise UsageError(
                "--jobs, --stream, --resume and --engine write JSON lines about the posts of a folder: they do not go "
                "with --source, --target, --example, --fetch, --format, --output and --write-baseline"
            )
        _archive(settings, paths or [], jobs, stream, resume=resume, engine=engine)
    screen = Screen.of(settings, bidi, compact=compact)
    with open_progress(settings) as progress:
        report = _report(settings, paths or [], source, target, example=example, fetch=fetch, progress=progress)
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


def _pages(paths: list[str], settings: "Config") -> Mapping[str, bytes]:
    from tqcheck.service.pages import fetched

    return fetched(paths, timeout=settings.request_timeout, offline=settings.offline)


def _report(
    settings: "Config", paths: list[str], source: str | None, target: str | None, *, example: bool, fetch: bool,
    progress: Any,
) -> "Report":  # fmt: skip
    from tqcheck.api import Engine
    from tqcheck.output import check_destinations

    if example:
        if paths or source or target:
            raise UsageError("--example takes no post of yours")
        from tqcheck.examples import example_post

        paths = [str(example_post())]
    engine = Engine(settings, progress)
    bitexts = engine.load(paths, source=source, target=target, fetched=_pages(paths, settings) if fetch else None)
    check_destinations(settings, len(bitexts))
    return engine.report(bitexts)
