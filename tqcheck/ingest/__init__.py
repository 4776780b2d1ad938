"""Paths to bitexts, by format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tqcheck.errors import InputError, UsageError
from tqcheck.ingest import tongues
from tqcheck.ingest.collection import Encode, read_posts
from tqcheck.ingest.content import Page, Table, Wanted
from tqcheck.ingest.files import decode, expand
from tqcheck.ingest.formats import Format, format_of, named
from tqcheck.ingest.limits import read_bytes
from tqcheck.ingest.pairs import read_pairs, read_table
from tqcheck.ingest.post import Text, read_pair, read_text, text_of, text_of_page
from tqcheck.ingest.tables import read_named_tsv
from tqcheck.ingest.tongues import inspected
from tqcheck.records import Bitext, Document, Lang

__all__ = ["load", "load_pair", "refuse", "text_at"]


def load(
    paths: Sequence[str],
    source_lang: Lang | None = None,
    target_lang: Lang | None = None,
    *,
    one_sentence_per_line: bool = False,
    format_in: str | None = None,
    encode: Encode | None = None,
) -> list[Bitext]:
    """A bitext for each post that the paths name; one that cannot be checked has no text and says why in `fault`.

    A language that is not given is found out. `encode` finds posts of one file that translate each other where the file
    does not say it. With `one_sentence_per_line`, every line of a text file is a segment: nothing is split or taken for
    furniture. Raises InputError, with a line for every fault, where a path names nothing or no post can be checked.
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
        path=path, source_lang=wanted.source_lang or "en", target_lang=wanted.target_lang or "ar", source=(), target=(),
        beads=(), fault=fault,
    )  # fmt: skip


def _load_one(file: str, chosen: Format | None, wanted: Wanted, encode: Encode | None, *, split: bool) -> list[Bitext]:
    """The bitexts of one file."""
    kind = chosen or format_of(file)
    data = read_bytes(file, kind.limit)
    content = kind.load()(data, file, wanted) if kind.reader else _plain(data, file, kind, wanted, split=split)
    if isinstance(content, Text):
        return [inspected(read_text(content, *tongues.of_text(content, wanted), split=split), wanted)]
    if isinstance(content, Table):
        return [inspected(read_table(file, content, *tongues.of_table(file, content, wanted)), wanted)]
    if isinstance(content, Document):
        return [inspected(read_pairs(content, *tongues.of_columns(content, wanted)), wanted)]
    if len(content) == 1 and not content[0].name:
        text = text_of_page(file, content[0])
        return [inspected(read_text(text, *tongues.of_text(text, wanted), split=split), wanted)]
    return _posts({file: content}, wanted, encode, split=split)


def _plain(data: bytes, file: str, kind: Format, wanted: Wanted, *, split: bool) -> Text | Table | Document:
    """A file that is read as it stands: a text, a table with named columns, or a document of two columns."""
    document = Document(path=file, text=decode(data, file))
    if kind.name == "tsv":
        return read_named_tsv(document.text, file, wanted) or document
    return text_of(document, split=split)


def _posts(files: Mapping[str, Sequence[Page]], wanted: Wanted, encode: Encode | None, *, split: bool) -> list[Bitext]:
    """The bitexts of files of many posts; one in another language than it seems has a fault, as any bad post."""
    texts = [text_of_page(file, page) for file, pages in files.items() for page in pages]
    langs = tongues.of_posts(texts, wanted)
    bitexts = []
    for bitext in read_posts(files, langs, encode, split=split):
        try:
            bitexts.append(bitext if bitext.fault else inspected(bitext, wanted))
        except InputError as error:
            bitexts.append(replace(_unreadable(bitext.path, str(error), wanted), notices=bitext.notices))
    return bitexts


def load_pair(
    source: str,
    target: str,
    source_lang: Lang | None = None,
    target_lang: Lang | None = None,
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
    sides = [(file, _one_side(file, chosen, wanted, split=split)) for file in (source, target)]
    one, other = (_single(file, found) for file, found in sides)
    if one and other:
        return [inspected(read_pair(one, other, *tongues.of_pair(one, other, wanted), split=split), wanted)]
    if one or other or source == target:
        raise UsageError(f"{source}, {target}: --source and --target take two stories, or two files of many posts")
    return _posts({file: found for file, found in sides if not isinstance(found, Text)}, wanted, encode, split=split)


def _single(file: str, found: Text | Sequence[Page]) -> Text | None:
    """The one story of a file; `None` where it holds posts with names of their own."""
    if isinstance(found, Text):
        return found
    return text_of_page(file, found[0]) if len(found) == 1 else None


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
        content = kind.load()(data, path, Wanted())
    except (InputError, UsageError):
        return ""
    if isinstance(content, Table):
        return "\n".join(cell.text for row in content.rows for cell in (row.source, row.target)) + "\n"
    return "".join(text_of_page(path, page).document.text for page in content)
