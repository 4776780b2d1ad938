"""Single faults planted in clean posts: which are found, and what the clean posts get.

    python -m benchmarks.planted faults [--set given|own|held|fresh|unseen|…] [--kind K …] [--list]   # recall by kind
    python -m benchmarks.planted clean  [--set …] [--free] [--turned]                  # findings of the clean posts

`posts/SET.txt` holds the posts (`# id direction layout subject`, then `E:` and `A:` lines, a blank line between
paragraphs), `posts/SET_free.txt` some of them in a freer hand (Arabic lines), `posts/SET_faults.txt` the faults:
`kind | post | old | new | words of the other side | codes | direction`, the last two only where they differ from the
kind's and the post's. Each fault goes into a copy of its own. It is found where a serious finding of a fitting code
that the clean post does not have touches its words; `surplus` are other new serious findings.
"""

from __future__ import annotations

import argparse
import copy
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.planting import FOLDER, Fault, Post, freer, plant, read_faults, read_posts, tokens
from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.records import Bitext, DocumentReport, Finding, Location, Severity
from tqcheck.text.normalise import fold

SERIOUS = (Severity.CRITICAL, Severity.MAJOR)


def verdict(fault: Fault, new: Sequence[Finding]) -> tuple[str, Finding | None]:
    """`found`, `misplaced` (serious, but of another place or code), `minor` or `missed`, and the finding meant."""
    changed = tokens(fault.after) - tokens(fault.before)
    wanted = tokens(fault.words) | (tokens(fault.new) if fault.kind in ("duplicated", "severed") else changed)
    hits: dict[str, Finding] = {}
    for finding in new:
        right = _touches(finding, wanted, f"{fault.words} {fault.new}".lower())
        right = right or (finding.code in ("TQ602", "TQ603") and fault.kind == "quote")
        serious, fits = finding.severity in SERIOUS, right and finding.code in fault.codes
        word = ("found" if serious else "minor") if fits else ("misplaced" if serious else "minor" if right else "")
        hits.setdefault(word, finding)
    return next(((word, hits[word]) for word in ("found", "misplaced", "minor") if word in hits), ("missed", None))


def _touches(finding: Finding, wanted: set[str], asked: str) -> bool:
    sides = [(place.text if place else "").lower() for place in (finding.source, finding.target)]
    marked = tokens(" ".join(sides))
    if marked & wanted or any((w in m or m in w) for w in wanted for m in marked if min(len(w), len(m)) > 3):
        return True
    return any(side and re.search(rf"(?<!\w){re.escape(side)}(?!\w)", asked) for side in sides)


def key(finding: Finding) -> tuple[str, str | None, str | None]:
    """By what a finding of the clean post is known again."""
    return finding.code, *(place.text if place else None for place in (finding.source, finding.target))  # type: ignore[return-value]


class Desk:
    """Writes posts and checks them all in one go."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.engine = Engine(Config(offline=True, mt_model="gloss", sensitivity=options.sensitivity, cache=False))
        self._folder = tempfile.TemporaryDirectory()
        self._loaded: dict[str, Bitext] = {}

    def add(self, post: Post, name: str, layout: str) -> None:
        """Have a post checked under a name."""
        paths = [str(p) for p in post.write(Path(self._folder.name), name, layout)]
        how = {"source": paths[0], "target": paths[1]} if len(paths) == 2 else {}
        (self._loaded[name],) = self.engine.load([] if how else paths, **how)

    def reports(self) -> dict[str, DocumentReport]:
        """The reports by name."""
        report = self.engine.report(list(self._loaded.values()))
        return dict(zip(self._loaded, report.documents, strict=True))


def faults_command(options: argparse.Namespace) -> None:
    """Recall by kind and direction."""
    posts = read_posts(FOLDER / f"{options.set}.txt")
    faults = read_faults(FOLDER / f"{options.set}_faults.txt", posts)
    faults = [f for f in faults if not options.kind or f.kind in options.kind]
    desk, base = Desk(options), {}
    for fault in faults:
        post, layout = posts[fault.post], posts[fault.post].layout
        if (layout == "two" and fault.number % 6) or (
            layout == "tsv" and fault.kind in ("sentence_dropped", "duplicated")
        ):
            layout = "txt"
        desk.add(plant(post, fault), f"f{fault.number:03d}", layout)
        clean = copy.deepcopy(post)
        clean.direction = fault.direction
        base[fault.number] = name = f"{fault.post}_{fault.direction}_{layout}"
        desk.add(clean, name, layout)
    reports = desk.reports()
    rows: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for fault in faults:
        known = Counter(map(key, reports[base[fault.number]].findings))
        new = []
        for finding in reports[f"f{fault.number:03d}"].findings:
            known[key(finding)] -= 1
            if known[key(finding)] < 0:
                new.append(finding)
        word, hit = verdict(fault, new)
        surplus = [f for f in new if f is not hit and f.severity in SERIOUS]
        rows[fault.direction, fault.kind].update({"n": 1, word: 1, "surplus": len(surplus)})
        if options.list and (word != "found" or surplus):
            print(f"{word:9} {fault.number} {fault.kind} {fault.post} {fault.direction}: {fault.old} -> {fault.new}")
            for finding in new:
                print(f"      {line(finding)}")
    table(rows)


def table(rows: dict[tuple[str, str], Counter[str]]) -> None:
    """Print the tally, kinds by direction and all together."""
    print(f"{'':7}{'kind':18}{'n':>4}{'found':>7}{'wrong':>7}{'minor':>7}{'missed':>7}{'recall':>8}{'surplus':>9}")
    total: Counter[str] = Counter()
    for (direction, kind), row in sorted(rows.items(), key=lambda x: (x[0][0] != "en-ar", x[0][1])):
        total.update(row)
        print(_row(direction, kind, row))
    print(_row("", "all", total))


def _row(direction: str, kind: str, row: Counter[str]) -> str:
    counts = "".join(f"{row[word]:7}" for word in ("found", "misplaced", "minor", "missed"))
    return f"{direction:7}{kind:18}{row['n']:4}{counts}{row['found'] / row['n']:8.2f}{row['surplus'] / row['n']:9.2f}"


def line(finding: Finding) -> str:
    """A finding in one line."""

    def text(place: Location | None) -> str:
        return f"«{fold(place.text)[:60]}»" if place else "-"

    return (
        f"{finding.code} {finding.severity.value} {finding.confidence} {finding.message}"
        f" {text(finding.source)} {text(finding.target)}"
    )


def clean_command(options: argparse.Namespace) -> None:
    """Every finding of the clean posts, and how many are serious."""
    posts = read_posts(FOLDER / f"{options.set}.txt")
    chosen = freer(posts, FOLDER / f"{options.set}_free.txt") if options.free else posts
    desk = Desk(options)
    for post in chosen.values():
        if options.turned:
            post.direction = "-".join(reversed(post.direction.split("-")))
        desk.add(
            post, post.name, {"tsv": "txt", "two": "txt"}.get(post.layout, post.layout) if options.free else post.layout
        )
    report_clean(desk.reports().values())


def report_clean(reports: Iterable[DocumentReport]) -> None:
    """Print the findings with their sentences, and the sums."""
    counts: Counter[str] = Counter()
    for document in reports:
        beads = {e.bead.index: e.bead for e in document.beads}
        counts.update(beads=len(beads), posts=1, stopped=any(f.severity in SERIOUS for f in document.findings))
        for finding in document.findings:
            counts["serious" if finding.severity in SERIOUS else "minor"] += 1
            print(f"{Path(document.bitext.path).stem} {line(finding)}")
            print(f"      {beads[finding.bead].side_text('source')}\n      {beads[finding.bead].side_text('target')}")
    print(f"{counts['posts']} posts, {counts['beads']} beads: {counts['serious']} serious findings", end="")
    print(f" in {counts['stopped']} posts, {counts['minor']} minor")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("faults", "clean"))
    parser.add_argument("--set", default="given", help="which posts")
    parser.add_argument("--kind", nargs="*", help="only faults of these kinds")
    parser.add_argument("--free", action="store_true", help="the posts in a freer hand")
    parser.add_argument("--turned", action="store_true", help="each post in the other direction")
    parser.add_argument("--list", action="store_true", help="print every fault that is not simply found")
    parser.add_argument("--sensitivity", default="normal")
    options = parser.parse_args()
    (faults_command if options.what == "faults" else clean_command)(options)


if __name__ == "__main__":
    main()
