"""The posts of a folder with what the gate says of each, found out in the background, the worst first."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from tqcheck.api import Engine
from tqcheck.desk.bench import Bench
from tqcheck.errors import TqcheckError
from tqcheck.ingest.limits import MAX_PAGE, read_bytes
from tqcheck.ingest.partners import by_name
from tqcheck.ingest.walk import walk_known
from tqcheck.internal import unexpected
from tqcheck.records import Bitext, Report, Severity

_ORDER = {"findings": 0, "incomplete": 1, "pass": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of the folder. `verdict` is empty until it was checked; `counts` are by severity, of what counts."""

    id: str
    path: Path
    name: str
    source: Path | None = None
    """The original, where it stands in a file of its own: `path` is the translation then."""
    index: int = 0
    title: str = ""
    verdict: str = ""
    counts: tuple[int, ...] = ()
    score: float | None = None
    fault: str = ""
    stamp: tuple[int, ...] = ()

    @property
    def rank(self) -> tuple[object, ...]:
        """Worst first: posts that do not pass, by what is wrong with them, then by name; unchecked ones last."""
        counts = self.counts or (0, 0, 0)
        return (_ORDER.get(self.verdict, 3), tuple(-n for n in counts), self.name)


class Folder:
    """The posts that paths name. Only these can be opened, and only where they lie inside what was named."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._roots = tuple(path.resolve() for path in paths)
        self._shown = paths
        self._posts: dict[str, Post] = {}
        self._lock = threading.Lock()
        self.scan()

    def scan(self) -> None:
        """Look again what is there; what has not changed keeps its verdict."""
        found: dict[str, Post] = {}
        for root in self._shown:
            for source, path in _stories(root):
                if self.inside(path) and (source is None or self.inside(source)):
                    post = self._seen(path, source, _shown(path, root))
                    found[post.id] = post
        with self._lock:
            kept = {p.id: p for p in self._posts.values() if p.index and _identity(p.path, 0) in found}
            self._posts = {**found, **kept}

    def _seen(self, path: Path, source: Path | None, name: str) -> Post:
        identity, stamp = _identity(path, 0), _stamp(path, source)
        old = self._posts.get(identity)
        if old and old.stamp == stamp:
            return old
        return Post(id=identity, path=path, source=source, name=name, stamp=stamp)

    def inside(self, path: Path) -> bool:
        """Whether a path, links followed, lies under what was named."""
        try:
            real = path.resolve(strict=True)
        except OSError:
            return False
        return any(real == root or real.is_relative_to(root) for root in self._roots)

    @property
    def posts(self) -> list[Post]:
        """All posts, the worst first."""
        with self._lock:
            return sorted(self._posts.values(), key=lambda post: post.rank)

    def get(self, identity: str) -> Post | None:
        """A post by its id; `None` where there is none, or it no longer lies inside."""
        with self._lock:
            post = self._posts.get(identity)
        return post if post and all(self.inside(path) for path in (post.path, post.source) if path) else None

    def judged(self, path: Path, index: int, report: Report) -> None:
        """Note what a check said of a post."""
        identity = _identity(path, index)
        with self._lock:
            if post := self._posts.get(identity):
                self._posts[identity] = _with_report(post, report)

    def check_all(self, bench: Bench, stop: threading.Event) -> None:
        """Check every post that has no verdict, one by one, whenever no editor is waiting."""
        while not stop.is_set() and (post := next((p for p in self.posts if not p.verdict), None)):
            self._check(bench, post)

    def _check(self, bench: Bench, post: Post) -> None:
        try:
            with bench.engine(patient=True) as engine:
                bitexts = _loaded(engine, post)
                reports = [engine.report([bitext], partial=True) for bitext in bitexts]
        except TqcheckError as error:
            self._put(replace(post, verdict="incomplete", fault=str(error)))
            return
        except Exception as error:
            self._put(replace(post, verdict="incomplete", fault=unexpected(error, post=str(post.path))))
            return
        for index, (bitext, report) in enumerate(zip(bitexts, reports, strict=True)):
            one = replace(post, id=_identity(post.path, index), index=index)
            if len(bitexts) > 1:
                one = replace(one, name=f"{post.name} › {_title(bitext)}")
            self._put(_with_report(one, report))

    def _put(self, post: Post) -> None:
        with self._lock:
            self._posts[post.id] = post


def _stories(root: Path) -> list[tuple[Path | None, Path]]:
    """Original and translation of each story below a folder; one that is in a single file has no original beside it."""
    found, _ = walk_known([str(root)])
    files = list(found.files)
    pairs = by_name(files)
    paired = {file for pair in pairs for file in pair}
    alone = [*(file for file in files if file not in paired), *found.failed]
    return [*((Path(one), Path(other)) for one, other in pairs), *((None, Path(file)) for file in alone)]


def _loaded(engine: Engine, post: Post) -> list[Bitext]:
    if post.source:
        return engine.load(source=str(post.source), target=str(post.path))
    return engine.load_given(str(post.path), read_bytes(str(post.path), MAX_PAGE))


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if root != path and path.is_relative_to(root) else path.name


def _identity(path: Path, index: int) -> str:
    return sha256(f"{path.absolute()}\0{index}".encode("utf-8", "replace")).hexdigest()[:16]


def _stamp(path: Path, source: Path | None = None) -> tuple[int, ...]:
    """What changes when a story's files are written."""
    stamp: list[int] = []
    for one in (path, source) if source else (path,):
        with contextlib.suppress(OSError):
            stamp += [(status := one.stat()).st_mtime_ns, status.st_size]
    return tuple(stamp)


def _title(bitext: Bitext) -> str:
    return bitext.source[0].text[:120] if bitext.source else bitext.path


def _with_report(post: Post, report: Report) -> Post:
    [document] = report.documents
    live = Counter(f.severity for f in document.findings if f.suppressed is None)
    return replace(
        post, title=_title(document.bitext), verdict=report.verdict.value, counts=tuple(live[s] for s in Severity),
        score=document.score.value if document.score else None, fault=document.bitext.fault or "",
        stamp=_stamp(post.path, post.source),
    )  # fmt: skip
