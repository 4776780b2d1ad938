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


def load(
    paths: Sequence[str], source_lang: Lang, target_lang: Lang, *, one_sentence_per_line: bool = False
) -> list[Bitext]:
    """A bitext for each file that the paths name. Raises InputError with a line for every fault found.

    With `one_sentence_per_line`, every line of a text file is a segment: nothing is split or taken for furniture.
    """
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
                bitexts.append(_load_one(file, source_lang, target_lang, split=not one_sentence_per_line))
            except InputError as error:
                faults.append(str(error))
    if faults:
        raise InputError("\n".join(dict.fromkeys(faults)))
    return list({b.path: b for b in bitexts}.values())


def _load_one(path: str, source_lang: Lang, target_lang: Lang, *, split: bool) -> Bitext:
    document = read_document(path)
    if Path(path).suffix.lower() == ".tsv":
        return read_pairs(document, source_lang, target_lang)
    return read_post(document, source_lang, target_lang, split=split)


def load_pair(
    source: str, target: str, source_lang: Lang, target_lang: Lang, *, one_sentence_per_line: bool = False
) -> Bitext:
    """The bitext of two files, one a language."""
    if source == target == "-":
        raise UsageError("--source and --target cannot both be standard input")
    documents = read_document(source), read_document(target)
    return read_pair(*documents, source_lang, target_lang, split=not one_sentence_per_line)
