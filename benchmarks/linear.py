"""Whether reading is linear: `python -m benchmarks.linear [--factor 0.1]`.

Reads made files of three sizes, each twice the one before, and prints seconds of processor time, items a second, and
how the time grows when the size doubles (2.0 is linear). Nothing is checked, only read into segments.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tqcheck.ingest import load

ENGLISH = "The ministry counted {n} cases in the northern districts on Monday, according to its weekly report."
ARABIC = "أحصت الوزارة {n} حالة في المناطق الشمالية يوم الاثنين، بحسب تقريرها الأسبوعي."


def tsv(count: int) -> str:
    return "".join(f"{ENGLISH.format(n=n)}\t{ARABIC.format(n=n)}\n" for n in range(1, count + 1))


def xliff(count: int) -> str:
    units = "".join(
        f'<trans-unit id="{n}"><source>{ENGLISH.format(n=n)}</source>'
        f"<target>{ARABIC.format(n=n)}</target></trans-unit>\n"
        for n in range(1, count + 1)
    )
    return (
        '<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        '<file source-language="en" target-language="ar" original="a" datatype="plaintext">'
        f"<body>{units}</body></file></xliff>"
    )


def feed(count: int) -> str:
    items = "".join(
        f"<item><title>Story {n}</title><description>&lt;p&gt;{ENGLISH.format(n=n)}&lt;/p&gt;"
        f"&lt;p&gt;{ARABIC.format(n=n)}&lt;/p&gt;</description></item>\n"
        for n in range(1, count + 1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def markdown(count: int) -> str:
    return "a**b_" * count + f"\n\n{ENGLISH}\n\n{ARABIC}\n"


KINDS: tuple[tuple[str, str, int, Callable[[int], str]], ...] = (
    ("TSV rows", "pairs.tsv", 100_000, tsv),
    ("XLIFF units", "units.xlf", 20_000, xliff),
    ("RSS items", "feed.rss", 4_000, feed),
    ("Markdown a**b_", "post.md", 40_000, markdown),
)


def main() -> None:
    """Prints a line for each kind and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--factor", type=float, default=1.0, help="share of the full sizes")
    arguments = parser.parse_args()
    print("kind              count   seconds  items/s  growth")
    for kind, name, full, made in KINDS:
        before = 0.0
        for part in (4, 2, 1):
            count = max(1, int(full * arguments.factor) // part)
            taken = seconds(name, made(count))
            print(f"{kind:15} {count:7} {taken:9.2f} {count / taken:8.0f}  {f'{taken / before:.1f}' if before else ''}")
            before = taken


def seconds(name: str, content: str) -> float:
    """Processor time of reading the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(content, "utf-8")
        start = time.process_time()
        load([str(path)])
        return time.process_time() - start


if __name__ == "__main__":
    main()
