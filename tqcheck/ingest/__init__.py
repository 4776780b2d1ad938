"""Paths to bitexts, by format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tqcheck.errors import IncompleteError, InputError, TqcheckError, UsageError
from tqcheck.ingest import tongues
from tqcheck.ingest.collection import Encode, read_posts
from tqcheck.ingest.content import Page, Table, Wanted
from tqcheck.ingest.files import decoded
from tqcheck.ingest.formats import Format, format_of, named
from tqcheck.ingest.pairs import read_pairs, read_table
from tqcheck.ingest.post import Text, read_pair, read_text, text_of, text_of_page
from tqcheck.ingest.reading import read
from tqcheck.ingest.tongues import inspected
from tqcheck.ingest.walk import walk_known
from tqcheck.internal import unexpected
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
    obey: bool = True,
) -> list[Bitext]:
    """A bitext for each post that the paths name; one that cannot be checked has no text and says why in `fault`.

    A language that is not given is found out. `encode` finds posts of one file that translate each other where the file
    does not say it. With `one_sentence_per_line`, every line of a text file is a segment: nothing is split or taken for
    furniture. `obey`: parts that a file says are not to be translated are left out. Raises
    InputError, with a line for every fault, where a path names nothing or no post can be checked.
    """
    chosen = named(format_in)
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang, obey=obey)
    found, absent = walk_known(paths)
    bitexts: list[Bitext] = []
    for file in found.files:
        bitexts += _load_safely(file, chosen, wanted, encode, split=not one_sentence_per_line)
    bitexts += [_unreadable(path, f"{path}: {reason}", wanted) for path, reason in found.failed.items()]
    if absent or all(b.fault for b in bitexts):
        faults = [*(b.fault for b in bitexts if b.fault), *absent]
        kind = IncompleteError if not absent and any(b.crashed for b in bitexts) else InputError
        raise kind("\n".join(dict.fromkeys(faults)))
    if found.aside:
        bitexts[0] = replace(bitexts[0], not_read=(*bitexts[0].not_read, *found.aside))
    return bitexts


def _load_safely(
    file: str, chosen: Format | None, wanted: Wanted, encode: Encode | None, *, split: bool
) -> list[Bitext]:
    """The bitexts of one file; one with a fault where it cannot be read, or a reader fails on it."""
    try:
        return _load_one(file, chosen, wanted, encode, split=split)
    except InputError as error:
        return [_unreadable(file, str(error), wanted)]
    except TqcheckError:
        raise
    except (Exception, SystemExit) as error:
        return [replace(_unreadable(file, unexpected(error, post=file), wanted), crashed=True)]


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
    content, notices, digest = read(file, chosen, wanted, split=split)
    if isinstance(content, Text):
        found = [inspected(read_text(content, *tongues.of_text(content, wanted), split=split), wanted)]
    elif isinstance(content, Table):
        found = [inspected(read_table(file, content, *tongues.of_table(file, content, wanted)), wanted)]
    elif isinstance(content, Document):
        found = [inspected(read_pairs(content, *tongues.of_columns(content, wanted)), wanted)]
    else:
        found = _posts({file: content}, wanted, encode, split=split)
    return [replace(bitext, digest=digest) for bitext in _noted(found, notices)]


def _noted(bitexts: list[Bitext], notices: Sequence[str]) -> list[Bitext]:
    """The bitexts, the first of them with notices about their file."""
    return [replace(bitexts[0], notices=(*notices, *bitexts[0].notices)), *bitexts[1:]]


def _posts(files: Mapping[str, Sequence[Page]], wanted: Wanted, encode: Encode | None, *, split: bool) -> list[Bitext]:
    """The bitexts of files of many posts; one in another language than it seems has a fault, as any bad post."""
    texts = [text_of_page(file, page) for file, pages in files.items() for page in pages]
    langs = tongues.of_posts(texts, wanted)
    bitexts = []
    files = {file: _told_apart(pages) for file, pages in files.items()}
    for bitext in read_posts(files, langs, encode, split=split):
        try:
            bitexts.append(bitext if bitext.fault else inspected(bitext, wanted))
        except InputError as error:
            bitexts.append(replace(_unreadable(bitext.path, str(error), wanted), notices=bitext.notices))
    return bitexts


def _told_apart(pages: Sequence[Page]) -> list[Page]:
    """The pages with a name each: an export may give one number to two posts."""
    seen: Counter[str] = Counter()
    named_apart = []
    for page in pages:
        seen[page.name] += 1
        again = f"{page.name}({seen[page.name]})" if seen[page.name] > 1 else page.name
        named_apart.append(replace(page, name=again))
    return named_apart


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
) -> list[Bitext]:
    """The bitext of two files, one a language; of two files that hold many posts, one for each that both have."""
    if source == target == "-":
        raise UsageError("--source and --target cannot both be standard input")
    chosen = named(format_in)
    wanted = Wanted(source_lang=source_lang, target_lang=target_lang, obey=obey)
    split = not one_sentence_per_line
    sides = [(file, read(file, chosen, wanted, split=split)) for file in (source, target)]
    notices = [notice for _, found in sides for notice in found.notices]
    one, other = (_single(file, found.content, split=split) for file, found in sides)
    if one and other:
        pair = read_pair(one, other, *tongues.of_pair(one, other, wanted), split=split)
        return _noted([inspected(pair, wanted)], notices)
    many = {file: found.content for file, found in sides if not isinstance(found.content, Text | Table | Document)}
    if len(many) < 2:
        raise UsageError(f"{source}, {target}: --source and --target take two stories, or two files of many posts")
    return _noted(_posts(many, wanted, encode, split=split), notices)


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
