"""`--since REV`: only what changed since a git revision counts."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tqcheck.errors import UsageError
from tqcheck.ingest import text_at
from tqcheck.records import Bead, Bitext, Document, DocumentReport, Segment

OldText = Callable[[str], str | None]
"""Path of a post to its text at the revision, `None` where there was none."""


def texts_at(revision: str) -> OldText:
    """Reads posts as they were at a revision. Raises UsageError outside a repository or at an unknown revision."""

    def read(path: str) -> str | None:
        if path == "-":
            return None
        file = Path(path).absolute()
        _git(file.parent, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
             fault=f"--since {revision}: no such revision in the repository of {path}")  # fmt: skip
        place = f"{revision}:./{file.name}"
        if subprocess.run(["git", "-C", str(file.parent), "cat-file", "-e", place], capture_output=True).returncode:
            return None
        return text_at(_git(file.parent, "show", place, fault=f"--since {revision}: {path} cannot be read there"), path)

    return read


def _git(folder: Path, *arguments: str, fault: str) -> bytes:
    try:
        run = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise UsageError("--since needs git, which is not installed; install it or leave --since out") from error
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(f"{fault}{f' ({said[-1]})' if said else ''}")
    return run.stdout


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
