"""Arab names that sound alone would mistake: those whose consonants are alike, and those that are words too.

`given_names.tsv` has a common name a row: its English spellings, the most usual one first, and its Arabic ones.
`arab_names.tsv.gz`, made by `training/arab_names.py`, has more of them, an Arabic spelling with its English ones a row.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from functools import cache
from importlib import resources

from tqcheck.lang import EN_AR, rows
from tqcheck.names.phonetics import latin_letters, similarity

OTHERWISE = 0.9
"""Likeness of sound below which two known names that are never written like each other are two names."""


def _parse() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    latin: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    arabic: dict[str, str] = {}
    for names, written in rows(EN_AR, "given_names.tsv"):
        for name in names.split():
            latin[latin_letters(name)] |= frozenset(written.split())
        for name in written.split():
            arabic.setdefault(name, names.split()[0].capitalize())
    return dict(latin), arabic


_LATIN, _ARABIC = _parse()
_NO_PARTICLE = {"علي": "علي", "مني": "منى", "انا": "آنا"}
"""Names that fold to a particle's letters, as they are written; the particles are written «على» and «مني»."""


def another_given_name(latin: str, arabic: str, *, everyday: bool = False) -> bool:
    """Whether a known given name cannot be this word: it is another name, or an `everyday` word that only sounds alike.

    `latin` as by `latin_letters`, `arabic` folded.
    """
    wanted = _LATIN.get(latin)
    if wanted is not None and arabic not in wanted and (everyday or arabic in _ARABIC):
        return True
    return not everyday and _written_otherwise(latin, arabic)


def _written_otherwise(latin: str, arabic: str) -> bool:
    """Whether both are known names of which neither is written like the other, and their sounds differ besides."""
    ours, theirs = _spellings()
    known = latin in ours and arabic in theirs and arabic not in ours[latin]
    return known and similarity(latin, arabic) < OTHERWISE


@cache
def _spellings() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Arab names: Arabic spellings by English ones, and English ones by Arabic ones."""
    packed = (resources.files("tqcheck.names") / "arab_names.tsv.gz").read_bytes()
    lines = (line.split("\t") for line in gzip.decompress(packed).decode("utf-8").split("\n"))
    theirs = {arabic: frozenset(english.split()) for arabic, english in lines}
    ours: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for arabic, english in theirs.items():
        for name in english:
            ours[name] |= {arabic}
    return dict(ours), theirs


def spelling(arabic: str) -> str | None:
    """How a folded Arabic given name of the table is usually written in English."""
    return _ARABIC.get(arabic)


def is_given_name(arabic: str) -> bool:
    """Whether a folded Arabic word is a given name of the table."""
    return arabic in _ARABIC


def is_no_particle(letters: str, written: str) -> bool:
    """Whether a word whose folded `letters` are a particle's is spelled as the name is."""
    return letters in _NO_PARTICLE and written.endswith(_NO_PARTICLE[letters])
