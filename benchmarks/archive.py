"""Speed, memory and recovery on an archive: `python -m benchmarks.archive [--posts 1000] [--jobs 2] [--profile]`.

Makes posts of 25 sentence pairs, checks them offline with words that are known from an earlier run over other posts,
prints posts a second and the memory of all processes over time, then kills a second run with SIGKILL half-way,
continues it, and compares the bytes. `--profile` prints instead where the time of one worker goes. Linux only (/proc).
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.archive_posts import write_posts
from tqcheck.archive import BatchChecker, batches
from tqcheck.config import Config


def main() -> None:
    """Runs the benchmark in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--profile", action="store_true", help="profile a worker over 64 posts instead")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_posts(folder / "posts", 80 if arguments.profile else arguments.posts)
        if arguments.profile:
            profile(folder)
            return
        print(f"load before: {os.getloadavg()[0]:.1f}; {arguments.posts} posts of 25 pairs, {arguments.jobs} workers")
        write_posts(folder / "others", 40, draw_from=1)
        measured(folder, "others", "warm.jsonl", arguments.jobs)
        words = (folder / "cache" / "measured" / "texts.sqlite3").read_bytes()
        whole = measured(folder, "posts", "whole.jsonl", arguments.jobs, tell=True)
        for file in (folder / "cache" / "measured").iterdir():
            file.unlink()
        (folder / "cache" / "measured" / "texts.sqlite3").write_bytes(words)
        recovery(folder, arguments.jobs, whole)


def command(folder: Path, posts: str, stream: str, jobs: int) -> list[str]:
    """The run that is measured."""
    return [
        sys.executable, "-m", "tqcheck.cli", "check", str(folder / posts), "--offline", "--mt-model", "gloss",
        "--quiet", "--jobs", str(jobs), "--resume", "--stream", str(folder / stream),
        "--cache-dir", str(folder / "cache"),
    ]  # fmt: skip


def measured(folder: Path, posts: str, stream: str, jobs: int, *, tell: bool = False) -> bytes:
    """The stream of an undisturbed run; prints its speed and memory."""
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(command(folder, posts, stream, jobs), stdout=subprocess.DEVNULL)
    curve = [(done, memory) for done, memory in watched(process, folder / stream)]
    after, took = os.times(), time.perf_counter() - start
    data = (folder / stream).read_bytes()
    count = data.count(b"\n") - 1
    if tell:
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        print(
            f"{count} posts in {took:.0f} s: {count / took:.1f} posts/s; {cpu / count:.3f} s of processor time a post"
        )
        steps = curve[:: max(1, len(curve) // 12)]
        print("memory of all processes, MB (posts done): " + ", ".join(f"{m:.0f} ({done})" for done, m in steps))
        print(f"peak {max(m for _, m in curve):.0f} MB")
    return data


def recovery(folder: Path, jobs: int, whole: bytes) -> None:
    """Kill a run half-way, continue it, compare."""
    stream = folder / "cut.jsonl"
    process = subprocess.Popen(command(folder, "posts", "cut.jsonl", jobs), stdout=subprocess.DEVNULL)
    for done, _ in watched(process, stream):
        if done > whole.count(b"\n") // 2:
            os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = stream.read_bytes().count(b"\n") - 1
    subprocess.run(command(folder, "posts", "cut.jsonl", jobs), stdout=subprocess.DEVNULL)
    same = stream.read_bytes() == whole
    print(f"killed after {kept} posts, continued: {'the same bytes' if same else 'OTHER RESULTS'}")


def watched(process: subprocess.Popen[bytes], stream: Path) -> Iterator[tuple[int, float]]:
    """Posts done and megabytes of the process and its workers, twice a second until it ends."""
    while process.poll() is None:
        done = stream.read_bytes().count(b"\n") - 1 if stream.exists() else 0
        yield max(done, 0), sum(map(resident, [process.pid, *children(process.pid)]))
        time.sleep(0.5)


def children(parent: int) -> list[int]:
    """Process ids of the workers."""
    try:
        lines = (Path(f"/proc/{parent}/task/{parent}") / "children").read_text()
    except OSError:
        return []
    return [int(pid) for pid in lines.split()]


def resident(pid: int) -> float:
    """Megabytes of a process that no other one shares, 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def profile(folder: Path) -> None:
    """Print the functions that take longest over 64 posts, models loaded and words known."""
    checker = BatchChecker(Config(offline=True, mt_model="gloss", cache_dir=folder / "cache"))
    warm, *rest = batches(sorted(str(p) for p in (folder / "posts").iterdir()))
    checker(warm)
    checker(rest[0])
    profiler = cProfile.Profile()
    profiler.enable()
    for files in rest[1:]:
        checker(files)
    profiler.disable()
    stats = pstats.Stats(profiler)
    stats.sort_stats("cumulative").print_stats("tqcheck/|sacrebleu", 45)
    stats.sort_stats("tottime").print_stats(20)


if __name__ == "__main__":
    main()
