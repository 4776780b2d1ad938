"""Paths to bitexts, by format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tqcheck.config.settings import TEXT_FIELDS
from tqcheck.errors import IncompleteError, InputError, UsageError
from tqcheck.ingest import tongues
from tqcheck.ingest.collection import Encode
from tqcheck.ingest.content import Page, Table, Wanted
from tqcheck.ingest.files import decoded
from tqcheck.ingest.formats import format_of, named
from tqcheck.ingest.loading import Loader, noted, posts_of, unreadable
from tqcheck.ingest.post import Text, read_pair, text_of, text_of_page
from tqcheck.ingest.reading import read
from tqcheck.ingest.tongues import inspected
from tqcheck.ingest.walk import walk_known
from tqcheck.records import Bitext, Document, Lang

__all__ = ["load", "load_given", "load_pair", "load_texts", "refuse", "text_at"]


def load(
    paths: Sequence[str],
    source_lang: Lang | None = None,
    target_lang: Lang | None = None,
    *,
    one_sentence_per_line: bool = False,
    format_in: str | None = None,
    encode: Encode | None = None,
    obey: bool = True,
    pairs: str | None = None,
    text_fields: Sequence[str] = TEXT_FIELDS,
    seconds: float = 1e6,
    fetched: Mapping[str, bytes] | None = None,
) -> list[Bitext]:
    """A bitext for each post that the paths name; one that cannot be checked has no text and says why in `fault`.

    A language that is not given is found out. `encode` finds posts of one file that translate each other where the file
    does not say it. With `one_sentence_per_line`, every line of a text file is a segment: nothing is split or taken for
    furniture. `obey`: parts that a file says are not to be translated are left out. `pairs` says how two files of one
    story are named, `text_fields` which fields beside a text are compared with it, `seconds` what
    one file may take, `fetched` the bytes of pages whose addresses are among the paths. Raises InputError, with a line
    for every fault, where a path names nothing or no post can be checked.
    """
    pages = fetched or {}
    wanted = Wanted(
        source_lang=source_lang, target_lang=target_lang, obey=obey, pairs=pairs, text_fields=tuple(text_fields),
        fetched=pages,
    )  # fmt: skip
    found, absent = walk_known(path for path in paths if path not in pages)
    found.files.update(dict.fromkeys(pages))
    loader = Loader(named(format_in), wanted, encode, split=not one_sentence_per_line, seconds=seconds)
    bitexts = loader.load(list(found.files))
    bitexts += [unreadable(path, f"{path}: {reason}", wanted) for path, reason in found.failed.items()]
    if absent or all(b.fault for b in bitexts):
        faults = [*(b.fault for b in bitexts if b.fault), *absent]
        kind = IncompleteError if not absent and any(b.crashed for b in bitexts) else InputError
        raise kind("\n".join(dict.fromkeys(faults)))
    if found.aside:
        bitexts[0] = replace(bitexts[0], not_read=(*bitexts[0].not_read, *found.aside))
    return bitexts


def refuse(bitexts: Sequence[Bitext]) -> None:
    """Raise InputError where a post could not be read, for those who need all of them."""
    if faults := [b.fault for b in bitexts if b.fault]:
        raise InputError("\n".join(faults))


def load_given(
    name: str,
    data: bytes,
    source_lang: Lang | None = None,
    target_lang: Lang | None = None,
    *,
    format_in: str | None = None,
    encode: Encode | None = None,
    seconds: float = 1e6,
) -> list[Bitext]:
    """The bitexts of a file whose bytes are given, as `load` would find them on disk. Raises InputError."""
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang)
    return Loader(named(format_in), wanted, encode, split=True, seconds=seconds).given(name, data)


def load_texts(
    source: tuple[str, str], target: tuple[str, str], source_lang: Lang | None = None, target_lang: Lang | None = None
) -> list[Bitext]:
    """The bitext of two texts, each given as (what to call it, plain text). Raises InputError."""
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang)
    one, other = (text_of(Document(path=name, text=text)) for name, text in (source, target))
    return [inspected(read_pair(one, other, *tongues.of_pair(one, other, wanted)), wanted)]


def load_pair(
    source: str,
    target: str,
    source_lang: Lang | None = None,
    target_lang: Lang | None = None,
    *,
    one_sentence_per_line: bool = False,
    format_in: str | None = None,
    encode: Encode | None = None,
    obey: bool = True,
    text_fields: Sequence[str] = TEXT_FIELDS,
) -> list[Bitext]:
    """The bitext of two files, one a language; of two files that hold many posts, one for each that both have."""
    if source == target == "-":
        raise UsageError("--source and --target cannot both be standard input")
    chosen = named(format_in)
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang, obey=obey, text_fields=tuple(text_fields))
    split = not one_sentence_per_line
    sides = [(file, read(file, chosen, wanted, split=split)) for file in (source, target)]
    notices = [notice for _, found in sides for notice in found.notices]
    one, other = (_single(file, found.content, split=split) for file, found in sides)
    if one and other:
        pair = read_pair(one, other, *tongues.of_pair(one, other, wanted), split=split)
        return noted([inspected(pair, wanted)], notices)
    many = {file: found.content for file, found in sides if not isinstance(found.content, Text | Table | Document)}
    if len(many) < 2:
        raise UsageError(f"{source}, {target}: --source and --target take two stories, or two files of many posts")
    return noted(posts_of(many, wanted, encode, split=split), notices)


def _single(file: str, found: Text | Table | Document | Sequence[Page], *, split: bool) -> Text | None:
    """The one story of a file; `None` where it holds posts with names of their own."""
    if isinstance(found, Table):
        raise UsageError(f"{file}: a table holds both languages; give it without --source and --target")
    if isinstance(found, Document):
        return text_of(found, split=split)
    if isinstance(found, Text):
        return found
    return text_of_page(file, found[0]) if len(found) == 1 else None


def text_at(data: bytes, path: str) -> str:
    """All text of a file's former bytes, as the documents made of it today would hold it; "" where it is unreadable."""
    try:
        kind = format_of(path)
        if not kind.coded:
            data = decoded(data, path, page=kind.name == "html").text.encode("utf-8", "replace")
        if not kind.reader:
            return data.decode("utf-8")
        content = kind.load()(data, path, Wanted())
    except (InputError, UsageError):
        return ""
    if isinstance(content, Table):
        return "\n".join(cell.text for row in content.rows for cell in (row.source, row.target)) + "\n"
    return "".join(text_of_page(path, page).document.text for page in content)
