"""Makes the table of names that the gloss spells by: `python -m training.back_translation_names --data DIR`.

One Latin spelling for each Arabic name token, the commonest of Wikidata (CC0) first, then the Palestinian registry's
(public domain). A token that the gloss has a word for never asks this table.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from tqcheck.translate.lexicon import load
from tqcheck.translate.segment import key

SOURCES = ("wikidata_name_tokens", "palestinian_name_tokens")
SHIPPED = Path(__file__).parents[1] / "tqcheck/translate/data/names.tsv.gz"
ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
LATIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def rows(data: Path) -> Iterator[tuple[str, str]]:
    for source in SOURCES:
        with gzip.open(data / f"lexicon/{source}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                english, arabic = line.rstrip("\n").split("\t")[:2]
                yield english, key(arabic)


def spelling(english: str) -> str:
    """Name tokens are listed in lower case; each part of one begins with a capital."""
    return re.sub(r"(^|[-'’])(\w)", lambda m: m[1] + m[2].upper(), english)


def table(data: Path) -> dict[str, str]:
    stems = load().stems
    found: dict[str, str] = {}
    for english, arabic in rows(data):
        if arabic not in stems and ARABIC.fullmatch(arabic) and LATIN.fullmatch(english):
            found.setdefault(arabic, spelling(english))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    args = parser.parse_args()
    names = table(args.data)
    text = "".join(f"{arabic}\t{english}\n" for arabic, english in sorted(names.items()))
    args.output.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(names)} names, {args.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
