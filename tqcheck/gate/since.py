"""`--since REV`: only what changed since a git revision counts."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from tqcheck.errors import UsageError
from tqcheck.ingest import text_at
from tqcheck.records import Bead, Bitext, Document, DocumentReport, Segment

OldText = Callable[[str], str | None]
"""Path of a post to its text at the revision, `None` where there was none."""


_SAFE = (
    # A folder of posts may look like a bare repository, with settings of its own.
    "safe.bareRepository=explicit",
    # Nothing is fetched, and no helper is run, whatever the repository's settings say.
    "protocol.allow=never", "core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.sshCommand=false",
    "credential.helper=", "core.pager=cat",
)  # fmt: skip
_TIME = 120
"""Seconds for one call of git."""


def texts_at(revision: str) -> OldText:
    """Reads posts as they were at a revision of the repository of the working directory.

    Raises UsageError outside a repository, at an unknown revision, and for a post that is not in the repository.
    """

    @cache
    def repository() -> tuple[Path, str]:
        """The top folder and the commit."""
        where = f"--since {revision}: no git repository here; run tqcheck in the repository of the posts"
        top = Path(os.fsdecode(_git(Path.cwd(), "rev-parse", "--show-toplevel", fault=where).rstrip(b"\n")))
        unknown = f"--since {revision}: no such revision in the repository of {top}"
        name = ("--end-of-options", f"{revision}^{{commit}}")
        return top, _git(top, "rev-parse", "--verify", "--quiet", *name, fault=unknown).decode().strip()

    @cache
    def read(path: str) -> str | None:
        if path == "-":
            return None
        top, commit = repository()
        file = Path(os.path.realpath(Path(path).parent)) / Path(path).name
        try:
            inside = file.relative_to(os.path.realpath(top)).as_posix()
        except ValueError as error:
            raise UsageError(f"--since {revision}: {path} is not in the repository of {top}") from error
        place = f"{commit}:{inside}"
        if _run(top, "cat-file", "-e", place).returncode:
            return None
        old = _git(top, "cat-file", "blob", place, fault=f"--since {revision}: {path} cannot be read there")
        return text_at(old, path)

    return read


def _git(folder: Path, *arguments: str, fault: str) -> bytes:
    run = _run(folder, *arguments)
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(f"{fault}{f' ({said[-1]})' if said else ''}")
    return run.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    settings = [part for setting in _SAFE for part in ("-c", setting)]
    command = ["git", *settings, "-C", str(folder), *arguments]
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            command, capture_output=True, check=False, env=environment, stdin=subprocess.DEVNULL, timeout=_TIME
        )
    except FileNotFoundError as error:
        raise UsageError("--since needs git, which is not installed; install it or leave --since out") from error
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"--since: git did not answer within {_TIME} seconds") from error


def changed(bitext: Bitext, old_text: OldText) -> bool:
    """Whether a post is not what it was; a new one has changed too."""
    return bitext.fault is not None or any(old_text(d.path) != d.text for d in _documents(bitext))


def _documents(bitext: Bitext) -> list[Document]:
    return list(dict.fromkeys(s.document for s in (*bitext.source[:1], *bitext.target[:1])))


def keep_changed(document: DocumentReport, old_text: OldText) -> DocumentReport:
    """Leave out the findings of beads that did not change.

    A one-to-one bead is unchanged if both its sentences stood in the old text as often as now. So is any other
    bead, unless something was taken out of the post: what it lacks may be what was taken.
    """
    documents = _documents(document.bitext)
    old = {text: _collapse(old_text(text.path) or "") for text in documents}
    removed = any(_something_removed(text, old_text(text.path)) for text in documents)
    fresh = {e.bead.index for e in document.beads if _changed(e.bead, old, removed)}
    known = {e.bead.index for e in document.beads}
    findings = tuple(f for f in document.findings if f.bead in fresh or f.bead not in known)
    return replace(document, findings=findings)


def _changed(bead: Bead, old: dict[Document, str], removed: bool) -> bool:
    segments: Sequence[Segment] = (*bead.source, *bead.target)
    if removed and (len(bead.source), len(bead.target)) != (1, 1):
        return True
    return any(_newly(segment, old[segment.document]) for segment in segments)


def _newly(segment: Segment, old: str) -> bool:
    text = _collapse(segment.text)
    return old.count(text) < _collapse(segment.document.text).count(text)


def _something_removed(document: Document, old: str | None) -> bool:
    before, after = (Counter(map(_collapse, text.splitlines())) for text in (old or "", document.text))
    return any(line and before[line] > after[line] for line in before)


def _collapse(text: str) -> str:
    return " ".join(text.split())
