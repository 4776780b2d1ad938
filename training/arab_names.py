"""Makes `tqcheck/names/arab_names.tsv.gz`: how Arab names are written in English, by their Arabic spelling.

    python -m training.arab_names --data DIR

DIR holds `lexicon/palestinian_name_tokens.tsv.gz` (public domain) and `lexicon/wikidata_name_tokens.tsv.gz` (CC0), rows
`en<TAB>ar` of one name token each. Kept are the Arabic spellings of the first list without article, with the English
ones that either list has for them and that sound like them.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tqcheck.names.phonetics import latin_letters, name_letters, similarity

OUT = Path(__file__).parent.parent / "tqcheck" / "names" / "arab_names.tsv.gz"
LEAST = 0.6
"""Likeness of sound from which on an English spelling is believed."""


def rows(path: Path) -> Iterator[tuple[str, str]]:
    """English and Arabic letters of the single words of a list."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            english, arabic = line.rstrip("\n").split("\t")
            if not {" ", "-"} & set(english + arabic) and not name_letters(arabic).startswith("ال"):
                yield latin_letters(english), name_letters(arabic)


def spellings(data: Path) -> dict[str, set[str]]:
    """The English spellings of each Arabic one."""
    arab = list(rows(data / "lexicon" / "palestinian_name_tokens.tsv.gz"))
    wanted = {arabic for _, arabic in arab if len(arabic) > 2}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for english, arabic in (*arab, *rows(data / "lexicon" / "wikidata_name_tokens.tsv.gz")):
        if arabic in wanted and len(english) > 2 and similarity(english, arabic) >= LEAST:
            found[arabic].add(english)
    return found


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", default=os.environ.get("TQCHECK_DATA"), required="TQCHECK_DATA" not in os.environ)
    found = spellings(Path(parser.parse_args().data))
    text = "\n".join(f"{arabic}\t{' '.join(sorted(found[arabic]))}" for arabic in sorted(found))
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as packed:
        packed.write(text.encode("utf-8"))
    OUT.write_bytes(buffer.getvalue())
    print(f"{len(found)} names, {len(buffer.getvalue())} bytes")


if __name__ == "__main__":
    main()
