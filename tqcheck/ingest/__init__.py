"""Paths to bitexts, by format."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tqcheck.errors import InputError, UsageError
from tqcheck.ingest.content import Content, Page, Table, Wanted
from tqcheck.ingest.files import decode, expand
from tqcheck.ingest.formats import Format, format_of, named
from tqcheck.ingest.limits import read_bytes
from tqcheck.ingest.pairs import read_pairs, read_table
from tqcheck.ingest.post import Text, read_pair, read_text, text_of, text_of_page
from tqcheck.ingest.tables import read_named_tsv
from tqcheck.records import Bitext, Document, Lang

__all__ = ["load", "load_pair", "refuse", "text_at"]

Matcher = Callable[[Sequence[str], Sequence[str]], list[tuple[int, int]]]
"""Pairs of texts that translate each other, as indices into the two lists."""


def load(
    paths: Sequence[str],
    source_lang: Lang,
    target_lang: Lang,
    *,
    one_sentence_per_line: bool = False,
    format_in: str | None = None,
) -> list[Bitext]:
    """A bitext for each post that the paths name; one that cannot be checked has no text and says why in `fault`.

    Raises InputError, with a line for every fault, where a path names nothing or no post at all can be checked. With
    `one_sentence_per_line`, every line of a text file is a segment: nothing is split or taken for furniture.
    """
    chosen = named(format_in)
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang)
    bitexts: list[Bitext] = []
    absent: list[str] = []
    for path in paths:
        try:
            files = expand([path])
        except InputError as error:
            absent.append(str(error))
            continue
        for file in files:
            try:
                bitexts += _load_one(file, chosen, wanted, split=not one_sentence_per_line)
            except InputError as error:
                bitexts.append(_unreadable(file, str(error), wanted))
    if absent or all(b.fault for b in bitexts):
        faults = [*(b.fault for b in bitexts if b.fault), *absent]
        raise InputError("\n".join(dict.fromkeys(faults)))
    return list({b.path: b for b in bitexts}.values())


def refuse(bitexts: Sequence[Bitext]) -> None:
    """Raise InputError where a post could not be read, for those who need all of them."""
    if faults := [b.fault for b in bitexts if b.fault]:
        raise InputError("\n".join(faults))


def _unreadable(path: str, fault: str, wanted: Wanted) -> Bitext:
    return Bitext(
        path=path, source_lang=wanted.source_lang or "", target_lang=wanted.target_lang or "", source=(), target=(),
        beads=(), fault=fault,
    )  # fmt: skip


def _load_one(file: str, chosen: Format | None, wanted: Wanted, *, split: bool) -> list[Bitext]:
    """The bitexts of one file."""
    kind = chosen or format_of(file)
    data = read_bytes(file, kind.limit)
    source_lang, target_lang = wanted.source_lang or "en", wanted.target_lang or "ar"
    content: Content
    if kind.reader:
        content = kind.load()(data, file, wanted)
    else:
        document = Document(path=file, text=decode(data, file))
        table = read_named_tsv(document.text, file, wanted) if kind.name == "tsv" else None
        if table is None and kind.name == "tsv":
            return [read_pairs(document, source_lang, target_lang)]
        if table is None:
            return [read_text(text_of(document, split=split), source_lang, target_lang, split=split)]
        content = table
    if isinstance(content, Table):
        return [read_table(file, content, source_lang, target_lang)]
    return _posts(file, content, wanted, split=split)


def _posts(file: str, pages: Sequence[Page], wanted: Wanted, *, split: bool) -> list[Bitext]:
    source_lang, target_lang = wanted.source_lang or "en", wanted.target_lang or "ar"
    return [
        read_text(text_of_page(file, page), source_lang, target_lang, split=split, name=page.name) for page in pages
    ]


def load_pair(
    source: str,
    target: str,
    source_lang: Lang,
    target_lang: Lang,
    *,
    one_sentence_per_line: bool = False,
    format_in: str | None = None,
) -> Bitext:
    """The bitext of two files, one a language."""
    if source == target == "-":
        raise UsageError("--source and --target cannot both be standard input")
    chosen = named(format_in)
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang)
    split = not one_sentence_per_line
    texts = [_one_text(file, chosen, wanted, split=split) for file in (source, target)]
    return read_pair(texts[0], texts[1], source_lang, target_lang, split=split)


def _one_text(file: str, chosen: Format | None, wanted: Wanted, *, split: bool) -> Text:
    kind = chosen or format_of(file)
    data = read_bytes(file, kind.limit)
    if not kind.reader:
        return text_of(Document(path=file, text=decode(data, file)), split=split)
    content = kind.load()(data, file, wanted)
    if isinstance(content, Table):
        raise UsageError(f"{file}: a {kind.name} file holds both languages; give it without --source and --target")
    if len(content) != 1:
        raise UsageError(f"{file}: {len(content)} posts in it; --source and --target take one story each")
    return text_of_page(file, content[0])


def text_at(data: bytes, path: str) -> str:
    """All text of a file's former bytes, as the documents made of it today would hold it; "" where it is unreadable."""
    try:
        kind = format_of(path)
        if not kind.reader:
            return data.decode("utf-8", errors="replace")
        content = kind.load()(data, path, Wanted(source_lang="en", target_lang="ar"))
    except (InputError, UsageError):
        return ""
    if isinstance(content, Table):
        return "\n".join(cell.text for row in content.rows for cell in (row.source, row.target)) + "\n"
    return "".join(text_of_page(path, page).document.text for page in content)
