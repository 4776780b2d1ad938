"""Paths to bitexts, by format."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.errors import InputError, UsageError
from tqcheck.ingest.collection import Encode, read_posts
from tqcheck.ingest.content import Content, Page, Table, Wanted
from tqcheck.ingest.files import decode, expand
from tqcheck.ingest.formats import Format, format_of, named
from tqcheck.ingest.limits import read_bytes
from tqcheck.ingest.pairs import read_pairs, read_table
from tqcheck.ingest.post import Text, read_pair, read_text, text_of, text_of_page
from tqcheck.ingest.tables import read_named_tsv
from tqcheck.records import Bitext, Document, Lang

__all__ = ["load", "load_pair", "refuse", "text_at"]


def load(
    paths: Sequence[str],
    source_lang: Lang,
    target_lang: Lang,
    *,
    one_sentence_per_line: bool = False,
    format_in: str | None = None,
    encode: Encode | None = None,
) -> list[Bitext]:
    """A bitext for each post that the paths name; one that cannot be checked has no text and says why in `fault`.

    `encode` finds posts of one file that translate each other where the file does not say it.

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
                bitexts += _load_one(file, chosen, wanted, encode, split=not one_sentence_per_line)
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


def _load_one(file: str, chosen: Format | None, wanted: Wanted, encode: Encode | None, *, split: bool) -> list[Bitext]:
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
    if len(content) == 1 and not content[0].name:
        return [read_text(text_of_page(file, content[0]), source_lang, target_lang, split=split)]
    return read_posts({file: content}, (source_lang, target_lang), encode, split=split)


def load_pair(
    source: str,
    target: str,
    source_lang: Lang,
    target_lang: Lang,
    *,
    one_sentence_per_line: bool = False,
    format_in: str | None = None,
    encode: Encode | None = None,
) -> list[Bitext]:
    """The bitext of two files, one a language; of two files that hold many posts, one for each that both have."""
    if source == target == "-":
        raise UsageError("--source and --target cannot both be standard input")
    chosen = named(format_in)
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang)
    split = not one_sentence_per_line
    found = {file: _one_side(file, chosen, wanted, split=split) for file in (source, target)}
    texts = [
        f if isinstance(f, Text) else text_of_page(file, f[0]) if len(f) == 1 else None for file, f in found.items()
    ]
    if len(texts) == 2 and texts[0] and texts[1]:
        return [read_pair(texts[0], texts[1], source_lang, target_lang, split=split)]
    pages = {file: f for file, f in found.items() if not isinstance(f, Text)}
    if len(pages) < len(found):
        raise UsageError(
            f"{', '.join(pages)}: many posts, and the other file is one story: give files of the same kind"
        )
    return read_posts(pages, (source_lang, target_lang), encode, split=split)


def _one_side(file: str, chosen: Format | None, wanted: Wanted, *, split: bool) -> Text | Sequence[Page]:
    kind = chosen or format_of(file)
    data = read_bytes(file, kind.limit)
    if not kind.reader:
        return text_of(Document(path=file, text=decode(data, file)), split=split)
    content = kind.load()(data, file, wanted)
    if isinstance(content, Table):
        raise UsageError(f"{file}: a {kind.name} file holds both languages; give it without --source and --target")
    return content


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
