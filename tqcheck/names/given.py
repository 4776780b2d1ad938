"""Common Arab names that sound alone would mistake: those whose consonants are alike, and those that are words too.

`given_names.tsv` has a name a row: its English spellings, the most usual one first, and its Arabic ones.
"""

from __future__ import annotations

from collections import defaultdict

from tqcheck.lang import EN_AR, rows
from tqcheck.names.phonetics import latin_letters


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
_NO_PARTICLE = {"علي": "علي", "مني": "منى"}
"""Names that fold to a particle's letters, as they are written; the particles are written «على» and «مني»."""


def another_given_name(latin: str, arabic: str, *, everyday: bool = False) -> bool:
    """Whether a known given name cannot be this word: it is another name, or an `everyday` word that only sounds alike.

    `latin` as by `latin_letters`, `arabic` folded.
    """
    wanted = _LATIN.get(latin)
    return wanted is not None and arabic not in wanted and (everyday or arabic in _ARABIC)


def spelling(arabic: str) -> str | None:
    """How a folded Arabic given name of the table is usually written in English."""
    return _ARABIC.get(arabic)


def is_given_name(arabic: str) -> bool:
    """Whether a folded Arabic word is a given name of the table."""
    return arabic in _ARABIC


def is_no_particle(letters: str, written: str) -> bool:
    """Whether a word whose folded `letters` are a particle's is spelled as the name is."""
    return letters in _NO_PARTICLE and written.endswith(_NO_PARTICLE[letters])
