"""The command `align`: which sentence translates which."""

# No `from __future__ import annotations`: typer would evaluate every annotation twice, and help start a tenth slower.
from pathlib import Path
from typing import Annotated, Any

import typer

from tqcheck.cli.options import Command, ConfigFile, Paths, Source, Target, load_settings, new_app, with_settings

app = new_app()


@app.command("align", cls=Command)
@with_settings("source_lang", "target_lang", "format_in", "encoder", "offline")
def align(
    paths: Paths = None,
    *,
    source: Source = None,
    target: Target = None,
    one_sentence_per_line: Annotated[
        bool,
        typer.Option("--one-sentence-per-line", help="Lines are sentences already."),
    ] = False,
    format: Annotated[str, typer.Option("--format", "-f", help="table, tsv, tmx or json.", metavar="NAME")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write.", metavar="FILE")] = None,
    config: ConfigFile = None,
    given: dict[str, Any],
) -> None:
    """Print which sentence translates which."""
    from tqcheck.api import Engine
    from tqcheck.files import write_atomic
    from tqcheck.ingest import refuse
    from tqcheck.plugins import ALIGNMENT_RENDERERS, resolve

    renderer = resolve(format, ALIGNMENT_RENDERERS, "alignment format")()
    engine = Engine(load_settings(config, given).config)
    bitexts = engine.load(paths or [], source=source, target=target, one_sentence_per_line=one_sentence_per_line)
    refuse(bitexts)
    text = renderer.render(engine.align(bitexts))
    if output:
        write_atomic(output, text)
    else:
        typer.echo(text, nl=False)
