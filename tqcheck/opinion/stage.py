"""The second opinion as a stage of a run: after the checks; before them, where it looks for what was missed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from tqcheck.checks import Checked
from tqcheck.config import Config
from tqcheck.errors import UsageError
from tqcheck.opinion.reader import SecondReader
from tqcheck.records import CheckRun, DocumentEvidence, Finding
from tqcheck.service import Ledger, parse
from tqcheck.service.chat import ChatServer
from tqcheck.service.client import Client
from tqcheck.service.ledger import OPINION
from tqcheck.store import BlobStore

CODE = "TQ204"
KEY = "TQCHECK_SECOND_OPINION_KEY"
"""Environment variable with the server's key, if it wants one."""

Progress = Callable[[str, int, int | None], None]


class SecondOpinion:
    """Without a reader nothing is asked, and everything stays as it is."""

    def __init__(self, reader: SecondReader | None = None, *, finds: bool = False, progress: Progress | None = None):
        self._reader, self._finds, self._progress = reader, finds, progress
        self.identity = reader.identity if reader else ""
        self._unread: list[str] = []

    def read(self, documents: tuple[DocumentEvidence, ...]) -> tuple[DocumentEvidence, ...]:
        """The documents with what the reader sees in them, where it is to look for what was missed."""
        self._unread = []
        if self._reader is None or not self._finds:
            return documents
        read = []
        for document in documents:
            seen, unanswered = self._reader.read(document)
            read.append(seen)
            self._unread += unanswered
            self._tell("reading again", len(read), len(documents))
        return tuple(read)

    def judge(self, documents: Sequence[DocumentEvidence], checked: Checked) -> Checked:
        """The checks' findings with what the reader says of them; what it did not answer counts as not checked."""
        if self._reader is None:
            return checked
        findings: list[tuple[Finding, ...]] = []
        unanswered: list[str] = []
        for document, found in zip(documents, checked.findings, strict=True):
            judged = self._reader.judge(document, found)
            findings.append(judged.findings)
            unanswered += judged.unanswered
            self._tell("second opinion", len(findings), len(documents))
        return replace(checked, findings=tuple(findings), runs=self._runs(checked.runs, unanswered))

    def _runs(self, runs: Sequence[CheckRun], unanswered: Sequence[str]) -> tuple[CheckRun, ...]:
        told = [*_told(self._unread, "pair", "pairs of sentences"), *_told(unanswered, "finding", "findings")]
        if not told:
            return tuple(runs)
        own = next((run for run in runs if run.code == CODE), CheckRun(code=CODE))
        others = (run for run in runs if run.code != CODE)
        return (*others, replace(own, skipped=f"no second opinion on {'; '.join(told)}"))

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._progress:
            self._progress(what, done, total)


def second_opinion(
    config: Config, ledger: Ledger, store: BlobStore | None, progress: Progress | None = None
) -> SecondOpinion:
    """The second opinion that the settings ask for. Raises UsageError; sends nothing yet."""
    if config.second_opinion is None:
        if config.second_opinion_finds:
            raise UsageError("--second-opinion-finds needs a model to ask: --second-opinion chat:URL#MODEL")
        return SecondOpinion()
    reader = reader_of(config, ledger, store)
    return SecondOpinion(reader, finds=config.second_opinion_finds, progress=progress)


def reader_of(config: Config, ledger: Ledger, store: BlobStore | None) -> SecondReader:
    """The reader that `second_opinion` names. Raises UsageError; sends nothing yet."""
    address = parse(config.second_opinion or "", "--second-opinion")
    if address.kind != "chat":
        raise UsageError(f"--second-opinion '{address}': only a language model has an opinion: chat:URL#MODEL")
    client = Client(
        address, ledger, purpose=OPINION, key=os.environ.get(KEY, ""), timeout=config.request_timeout,
        offline=config.offline,
    )  # fmt: skip
    return SecondReader(ChatServer(client), address.model, store)


def _told(faults: Sequence[str], one: str, many: str) -> list[str]:
    return [f"{n} {one if n == 1 else many} ({fault})" for fault, n in Counter(faults).items()]
