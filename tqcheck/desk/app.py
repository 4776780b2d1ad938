"""The desk's answers over HTTP. Every body is JSON, but an uploaded file's; what goes wrong is one line in `error`."""

from __future__ import annotations

import base64
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tqcheck.desk import opening, page, saving
from tqcheck.desk.answers import answer, internal, refusal, said
from tqcheck.desk.bench import Bench
from tqcheck.desk.decisions import Decisions
from tqcheck.desk.folder import Folder, Post
from tqcheck.desk.guard import Guard, TooLargeError
from tqcheck.desk.opening import Sheet
from tqcheck.desk.sheet import Panes
from tqcheck.errors import UsageError
from tqcheck.report.html_view import in_order
from tqcheck.report.interface import Interface

_KEPT = 200
"""Open sheets and checks that are remembered; the oldest give way."""
T = TypeVar("T")


class Shelf(OrderedDict[str, T]):
    """The latest things put on it, by key."""

    def put(self, key: str, value: T) -> None:
        """Put one on, taking the oldest off."""
        self[key] = value
        while len(self) > _KEPT:
            self.popitem(last=False)


class Desk:
    """What is open, and the answers. `first` opens the post that the desk was started with, if it was."""

    def __init__(
        self,
        bench: Bench,
        *,
        suppressions: Path,
        interface: Interface,
        folder: Folder | None = None,
        first: Callable[[], Sheet] | None = None,
    ) -> None:
        self._bench, self._suppressions, self._interface = bench, suppressions, interface
        self._folder, self._first = folder, first
        self._sheets: Shelf[Sheet] = Shelf()
        self._checks: Shelf[Decisions] = Shelf()
        self._stop = threading.Event()

    def app(self, *, token: str, hosts: frozenset[str]) -> Guard:
        """The guarded ASGI application."""
        routes = [
            Route("/", self._page), Route("/api/state", self._state), Route("/api/posts", self._posts),
            *(Route(f"/api/{name}", answer(run), methods=["POST"]) for name, run in self._answers().items()),
            Route("/api/upload", self._upload, methods=["POST"]),
        ]  # fmt: skip
        handlers: dict[Any, Any] = {TooLargeError: lambda *_: refusal("too_large", 413), Exception: internal}
        return Guard(Starlette(routes=routes, exception_handlers=handlers), token=token, hosts=hosts)

    def _answers(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any]]]:
        return {
            "start": self._start, "open": self._open, "paste": self._paste, "check": self._check,
            "decide": self._decide, "save": self._save, "copy": self._copy, "alive": self._alive,
        }  # fmt: skip

    async def _page(self, _: Request) -> Response:
        text, policy = page.render(self._interface)
        return HTMLResponse(text, headers={"content-security-policy": policy})

    async def _state(self, _: Request) -> Response:
        """How far the models are."""
        now = self._bench.progress
        return JSONResponse({"stage": now.stage, "share": now.share, "fault": now.fault})

    async def _posts(self, _: Request) -> Response:
        """The folder's posts, the worst first."""
        if self._folder is None:
            return JSONResponse({"posts": None})
        await run_in_threadpool(self._folder.scan)
        self.check_folder()
        return JSONResponse({"posts": [_row(post) for post in self._folder.posts]})

    def check_folder(self) -> None:
        """Go on checking the folder's posts, if nobody does."""
        running = any(t.name == "tqcheck-folder" for t in threading.enumerate())
        if self._folder and not running and any(not post.verdict for post in self._folder.posts):
            work = threading.Thread(
                target=self._folder.check_all, args=(self._bench, self._stop), name="tqcheck-folder", daemon=True
            )
            work.start()

    def close(self) -> None:
        """Leave the rest of the folder unchecked."""
        self._stop.set()

    def _start(self, _: dict[str, Any]) -> dict[str, Any]:
        """The post that the desk was started with; nothing where it was started without."""
        return self._shown(self._first()) if self._first else {"sheet": None, "folder": self._folder is not None}

    def _open(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A post of the folder, by its id; paths are not taken."""
        post = self._folder.get(str(asked.get("post"))) if self._folder else None
        if post is None:
            raise UsageError("there is no such post in the folder any more")
        with self._bench.engine() as engine:
            if post.source:
                return self._shown(opening.open_pair(engine, post.source, post.path))
            return self._shown(opening.open_file(engine, post.path, post.index))

    def _paste(self, asked: dict[str, Any]) -> dict[str, Any]:
        with self._bench.engine() as engine:
            return self._shown(opening.open_texts(engine, _panes(asked)))

    async def _upload(self, request: Request) -> Response:
        """A dropped file: the post in it, or the one text in it and which side that is."""
        data, name = await request.body(), Path(unquote(request.headers.get("x-name", ""))).name or "post.txt"
        return await said(lambda: self._dropped(name, data))

    def _dropped(self, name: str, data: bytes) -> dict[str, Any]:
        with self._bench.engine() as engine:
            if half := opening.one_language(engine, name, data):
                return {"half": {"side": half[0], "text": half[1], "name": name}}
            return self._shown(opening.open_bytes(engine, name, data))

    def _shown(self, sheet: Sheet) -> dict[str, Any]:
        self._sheets.put(sheet.id, sheet)
        return {
            "sheet": sheet.id, "version": sheet.version, "title": sheet.title, "saves": sheet.saves,
            "source": sheet.panes.source, "target": sheet.panes.target, "langs": [sheet.source_lang, sheet.target_lang],
            "edits": sheet.given is None, "notices": list(sheet.notices), "folder": self._folder is not None,
        }  # fmt: skip

    def _sheet(self, asked: dict[str, Any]) -> Sheet:
        sheet = self._sheets.get(str(asked.get("sheet")))
        if sheet is None:
            raise UsageError("this post is no longer open: open it again")
        return sheet

    def _check(self, asked: dict[str, Any]) -> dict[str, Any]:
        sheet, panes = self._sheet(asked), _panes(asked)
        with self._bench.engine() as engine:
            bitexts = opening.bitexts_of(engine, sheet, panes)
            report = engine.report(bitexts, partial=True)
        [document] = report.documents
        numbered = in_order(document)
        decisions = Decisions(report, sheet, numbered, self._suppressions)
        if self._folder and sheet.saves and panes == sheet.panes:
            self._folder.judged(sheet.texts[-1].path or Path(), 0, report)
        key = secrets.token_urlsafe(9)
        self._checks.put(key, decisions)
        return {
            "check": key, "html": page.fragment(decisions.undecided, self._interface), "marks": opening.marks_of(
                document, numbered, sheet, panes),
            **self._standing(decisions), "changed": saving.changed_on_disk(sheet),
        }  # fmt: skip

    def _standing(self, decisions: Decisions) -> dict[str, Any]:
        with self._bench.engine() as engine:
            verdict, reasons = decisions.verdict(engine.config)
        return {"verdict": verdict, "reasons": list(map(self._interface.message, reasons)), "made": decisions.made}

    def _decide(self, asked: dict[str, Any]) -> dict[str, Any]:
        decisions = self._checks.get(str(asked.get("check")))
        if decisions is None:
            raise UsageError("this check is too old to decide on: check again")
        until = date.fromisoformat(asked["until"]) if asked.get("until") else None
        reason = " ".join(str(asked.get("reason", "")).split())[:300]
        decisions.decide(str(asked.get("fingerprint")), str(asked.get("decision")), reason, until)
        if self._suppressions.is_file():
            self._bench.settings(suppressions=self._suppressions)
        return self._standing(decisions)

    def _save(self, asked: dict[str, Any]) -> dict[str, Any]:
        sheet = self._sheet(asked)
        if sheet.version != asked.get("version") and not asked.get("overwrite"):
            raise saving.ChangedMeanwhileError(f"{sheet.title}: was changed meanwhile")
        if self._folder and not all(text.path and self._folder.inside(text.path) for text in sheet.texts):
            raise UsageError(f"{sheet.title}: does not lie in the folder any more")
        saved = saving.save(sheet, _panes(asked), overwrite=bool(asked.get("overwrite")))
        self._sheets.put(saved.id, saved)
        return {"version": saved.version}

    def _copy(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The texts as files to download: nothing is written."""
        sheet = self._sheet(asked)
        files = saving.copies(sheet, sheet.merged(_panes(asked)))
        return {"files": [{"name": name, "data": base64.b64encode(data).decode()} for name, data in files]}

    def _alive(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Whether the desk is there, and whether the open post is still what it was."""
        sheet = self._sheets.get(str(asked.get("sheet")))
        known = sheet is not None and sheet.version == asked.get("version")
        return {"changed": sheet is not None and (not known or saving.changed_on_disk(sheet))}


def _panes(asked: dict[str, Any]) -> Panes:
    source, target = asked.get("source"), asked.get("target")
    if not isinstance(source, str) or not isinstance(target, str):
        raise UsageError("the two texts are missing")
    return Panes(*(text.replace("\r\n", "\n").replace("\r", "\n") for text in (source, target)))


def _row(post: Post) -> dict[str, Any]:
    return {
        "id": post.id, "name": post.name, "title": post.title, "verdict": post.verdict, "counts": list(post.counts),
        "score": post.score, "fault": post.fault,
    }  # fmt: skip
