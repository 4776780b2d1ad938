"""What an archive's records come to: counts, the verdict by the rules of the gate, and a few lines that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tqcheck.archive.batch import Record
from tqcheck.config import Config
from tqcheck.gate.marks import Mark, kind_of_mark, told_accepted
from tqcheck.gate.verdict import EXIT_CODES, over_limits, sure_enough, told_demoted, told_unsure
from tqcheck.records import Sent, Severity, Unread, Verdict
from tqcheck.service.ledger import summed
from tqcheck.service.ledger import told as told_sent

_SHOWN = 20
"""Reasons and notices that are listed; of the rest it is said how many there are."""


class Tally:
    """Takes records one by one and keeps no more than counts and the first few reasons."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self.files = self.documents = self.errors = 0
        self._codes: Counter[tuple[str, str, Severity]] = Counter()
        self._counting: Counter[Severity] = Counter()
        self._total: Counter[Severity] = Counter()
        self._unsure = self._demoted = 0
        self._accepted: Counter[Mark | None] = Counter()
        self._low = _FirstFew()
        self._gaps = _FirstFew()
        self._notices: dict[str, None] = {}
        self._sent: tuple[Sent, ...] = ()

    def add(self, record: Record) -> None:
        """Count a record."""
        self.files += 1
        if "error" in record:
            self.errors += 1
            self._gaps.add(record["error"])
            return
        own = self._config.for_path(record["file"])
        for gap in record["gaps"]:
            self._gaps.add(gap)
        sent = tuple(Sent(**one) for one in record["report"].get("sent", ()))
        self._sent = summed((*self._sent, *sent))
        # What was sent is summed up; a line a post would leave no room for the others.
        notices = [notice for notice in record["report"]["notices"] if notice not in told_sent(sent)]
        for notice in notices[: _SHOWN if len(self._notices) < _SHOWN else 0]:
            self._notices[notice] = None
        for document in record["report"]["documents"]:
            self.documents += 1
            for finding in document["findings"]:
                self._accepted[kind_of_mark(finding["suppressed"])] += 1
                if finding["suppressed"] is None:
                    severity = Severity(finding["severity"])
                    self._codes[finding["code"], finding["name"], severity] += 1
                    opinion = finding.get("opinion") or {}
                    if opinion.get("may_demote") is True and own.second_opinion_effect == "demote":
                        self._demoted += 1
                        continue
                    if not sure_enough(finding["confidence"], own):
                        self._unsure += 1
                        continue
                    self._total[severity] += 1
                    if own.fail_on != "never" and severity.rank <= Severity(own.fail_on).rank:
                        self._counting[severity] += 1
            score = document["score"]
            if own.min_score is not None and score and score["value"] < own.min_score:
                self._low.add(f"{document['path']}: score {score['value']:.1f} is below {own.min_score:g}")

    def left_out(self, unread: Iterable[Unread]) -> None:
        """Note what lies in the folders and is no post."""
        for one in unread:
            self._notices[f"not read: {one.path}: {one.reason}"] = None

    @property
    def verdict(self) -> Verdict:
        """As `gate.judge` would say of all posts at once."""
        if [*self._over(), *self._low.lines]:
            return Verdict.FINDINGS
        return Verdict.INCOMPLETE if self._gaps.lines else Verdict.PASS

    @property
    def exit_code(self) -> int:
        """0 passed, 1 the gate found something, 3 something could not be checked; `exit_zero` forgives findings."""
        if self.verdict is Verdict.FINDINGS and self._config.exit_zero:
            return EXIT_CODES[Verdict.INCOMPLETE] if self._gaps.lines else 0
        return EXIT_CODES[self.verdict]

    def lines(self) -> Iterator[str]:
        """The summary: what was accepted, notices, a row for each code, the verdict with its reasons."""
        yield from (f"note: {line}" for line in told_accepted(self._accepted))
        if not self._config.quiet:
            yield from (f"note: {notice}" for notice in (*told_sent(self._sent), *self._notices))
            if self._unsure:
                yield f"note: {told_unsure(self._unsure)}"
            if self._demoted:
                yield f"note: {told_demoted(self._demoted)}"
            yield from self._table()
        found = self._counts(Counter({s: sum(n for (*_, t), n in self._codes.items() if t is s) for s in Severity}))
        posts = f"{self.documents} post{'s' * (self.documents != 1)}"
        failed = f", {self.errors} could not be checked" if self.errors else ""
        yield f"{self.verdict.value.upper()}  {posts}{failed}, {found or 'no findings'}; exit code {self.exit_code}"
        for reason in (*self._over(), *self._low.told(), *self._gaps.told()):
            yield f"  {reason}"

    def _over(self) -> Iterator[str]:
        return over_limits(self._counting, self._total, self._config)

    def _table(self) -> Iterator[str]:
        rows = sorted({(code, name) for code, name, _ in self._codes})
        if rows:
            yield f"{'code':7} {'name':24}" + "".join(f"{s.value:>10}" for s in Severity)
        for code, name in rows:
            yield f"{code:7} {name:24}" + "".join(f"{self._codes[code, name, s] or '':>10}" for s in Severity)

    @staticmethod
    def _counts(counts: Counter[Severity]) -> str:
        return ", ".join(f"{counts[s]} {s.value}" for s in Severity if counts[s])


class _FirstFew:
    """Lines, of which only the first are kept."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._more = 0

    def add(self, line: str) -> None:
        if len(self.lines) < _SHOWN:
            self.lines.append(line)
        else:
            self._more += 1

    def told(self) -> list[str]:
        return [*self.lines, *([f"and {self._more} more"] if self._more else [])]
