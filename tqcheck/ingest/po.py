"""gettext PO: an entry is a pair, an entry with plural forms one pair a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tqcheck.errors import InputError
from tqcheck.ingest.content import Block, Chunk, Row, Table, Wanted, base_lang
from tqcheck.ingest.files import decode
from tqcheck.ingest.markup import Source
from tqcheck.ingest.pairs import row
from tqcheck.ingest.states import told_states

_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+ 0]*\d*[diu]|\{\w*\}|%n")
_WORDS = {0: "no", 1: "one", 2: "two"}


def read_po(data: bytes, path: str, _wanted: Wanted) -> Table:
    """gettext PO: entries that are not obsolete, a row for each plural form. Raises InputError where it is broken."""
    import polib

    text = decode(data, path)
    if "msgid" not in text:
        raise InputError(f"{path}: not gettext PO: no msgid in it")
    try:
        catalogue = polib.pofile(text, encoding="utf-8")
    except (OSError, ValueError, UnicodeError) as error:
        where = re.search(r"line (\d+)\)?:?(.*)", str(error).replace("\n", " "))
        says = (
            f"line {where[1]}{where[2].rstrip() and ':' + where[2].rstrip()}" if where else str(error).splitlines()[0]
        )
        raise InputError(f"{path}: not well-formed gettext PO: {says}") from error
    entries = [(n, entry) for n, entry in enumerate(catalogue, 1) if not entry.obsolete]
    source, forms = Source(text), catalogue.metadata.get("Plural-Forms", "")
    rows = [pair for n, entry in entries for pair in _entry(entry, n, source, forms)]
    lang = base_lang(catalogue.metadata.get("Language"))
    return Table(rows=tuple(rows), target_lang=lang, notices=told_states(rows))


def _entry(entry: Any, number: int, source: Source, forms: str) -> Iterator[Row]:
    def cell(text: str, what: str) -> Block:
        plain = " ".join(text.split())
        place = source.place(plain, entry.linenum) if plain else (entry.linenum, 1)
        return Block(path=f"entry {number}, {what}", chunks=(Chunk(plain, *place),))

    state = "fuzzy" if entry.fuzzy else None
    if not entry.msgid_plural:
        yield from row(cell(entry.msgid, "msgid"), cell(entry.msgstr, "msgstr"), state)
        return
    if not any(text.strip() for text in entry.msgstr_plural.values()):  # one gap, however many forms there are
        yield from row(cell(entry.msgid_plural, "msgid_plural"), cell("", "msgstr[0]"), state)
        return
    numbers, singular = _numbers(forms), cell(entry.msgid, "msgid")
    plural = cell(entry.msgid_plural, "msgid_plural")
    for form, text in sorted(entry.msgstr_plural.items()):
        own = numbers.get(form, ())
        original = _spelled(singular if own == [1] else plural, own, text)
        yield from row(original, cell(text, f"msgstr[{form}]"), state)


def _spelled(original: Block, numbers: Sequence[int], text: str) -> Block:
    """The original as it reads for a form's one number, if the form needs no numeral: "two comments" for «تعليقان»."""
    if len(numbers) != 1 or numbers[0] not in _WORDS or _PLACEHOLDER.search(text):
        return original
    chunk = original.chunks[0]
    plain = _PLACEHOLDER.sub(_WORDS[numbers[0]], chunk.text, count=1)
    return Block(path=original.path, chunks=(Chunk(plain, chunk.line, chunk.column),))


def _numbers(forms: str) -> dict[int, list[int]]:
    """The numbers up to 200 that each plural form is for, by the catalogue's own formula."""
    from gettext import c2py

    formula = re.search(r"plural\s*=\s*([^;]+)", forms)
    try:
        choose = c2py(formula[1] if formula else "n != 1")
    except ValueError:
        choose = c2py("n != 1")
    found: dict[int, list[int]] = {}
    for number in range(201):
        found.setdefault(int(choose(number)), []).append(number)
    return found
