"""Paths to bitexts, by format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tqcheck.errors import InputError, UsageError
from tqcheck.ingest.files import expand, read_document
from tqcheck.ingest.pairs import read_pairs
from tqcheck.ingest.post import read_pair, read_post
from tqcheck.records import Bitext, Lang

__all__ = ["load", "load_pair"]


def load(paths: Sequence[str], source_lang: Lang, target_lang: Lang) -> list[Bitext]:
    """A bitext for each file that the paths name. Raises InputError with a line for every fault found."""
    bitexts: list[Bitext] = []
    faults: list[str] = []
    for path in paths:
        try:
            files = expand([path])
        except InputError as error:
            faults.append(str(error))
            continue
        for file in files:
            try:
                bitexts.append(_load_one(file, source_lang, target_lang))
            except InputError as error:
                faults.append(str(error))
    if faults:
        raise InputError("\n".join(dict.fromkeys(faults)))
    return list({b.path: b for b in bitexts}.values())


def _load_one(path: str, source_lang: Lang, target_lang: Lang) -> Bitext:
    document = read_document(path)
    reader = read_pairs if Path(path).suffix.lower() == ".tsv" else read_post
    return reader(document, source_lang, target_lang)


def load_pair(source: str, target: str, source_lang: Lang, target_lang: Lang) -> Bitext:
    """The bitext of two files, one a language."""
    if source == target == "-":
        raise UsageError("--source and --target cannot both be standard input")
    return read_pair(read_document(source), read_document(target), source_lang, target_lang)
