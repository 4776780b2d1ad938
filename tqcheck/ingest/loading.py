"""Files to bitexts: those that hold a post in both languages, and those that are one story in two files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tqcheck.deadline import OverTimeError, deadline
from tqcheck.errors import InputError, TqcheckError
from tqcheck.ingest import tongues
from tqcheck.ingest.collection import Encode, likeness_pairs, read_posts
from tqcheck.ingest.content import Page, Table, Wanted
from tqcheck.ingest.formats import Format
from tqcheck.ingest.pairs import read_pairs, read_table
from tqcheck.ingest.partners import by_name
from tqcheck.ingest.post import Text, read_pair, read_text, text_of_page
from tqcheck.ingest.reading import Found, read
from tqcheck.ingest.shares import BOTH, shares
from tqcheck.ingest.tongues import inspected
from tqcheck.internal import unexpected
from tqcheck.lang import PAIR
from tqcheck.records import Bitext, Document, Lang


class Loader:
    """Reads files one by one; what fails on one of them is that one's fault."""

    def __init__(
        self, chosen: Format | None, wanted: Wanted, encode: Encode | None, *, split: bool, seconds: float
    ) -> None:
        self._chosen, self._wanted, self._encode, self._split = chosen, wanted, encode, split
        self._seconds = seconds

    def load(self, files: Sequence[str]) -> list[Bitext]:
        """The bitexts of files, in their order: a pair stands where the first of the two does."""
        loaded: dict[str, list[Bitext]] = {}
        for source, target in by_name(files, self._wanted.pairs):
            if (pair := self._safely(target, self._pair, source, target)) is not None:
                loaded[source], loaded[target] = pair, []
        alone: dict[str, tuple[Text, Lang, Found]] = {}
        for file in files:
            if file not in loaded:
                loaded[file] = self._safely(file, self._one, file, alone if len(files) > 1 else None) or []
        loaded |= self._alike(alone)
        return [bitext for file in files for bitext in loaded[file]]

    def _safely(self, file: str, load: Callable[..., list[Bitext] | None], *arguments: Any) -> list[Bitext] | None:
        try:
            with deadline(self._seconds):
                return load(*arguments)
        except OverTimeError:
            says = "not checked: to read it takes longer than max-seconds allows"
            return [unreadable(file, f"{file}: {says}", self._wanted)]
        except InputError as error:
            return [unreadable(file, str(error), self._wanted)]
        except TqcheckError:
            raise
        except (Exception, SystemExit) as error:
            return [replace(unreadable(file, unexpected(error, post=file), self._wanted), crashed=True)]

    def _read(self, file: str) -> Found:
        return read(file, self._chosen, self._wanted, split=self._split)

    def _pair(self, source: str, target: str) -> list[Bitext] | None:
        """Two files that their names say are one story; `None` where each of them turns out to be a post of its own."""
        try:
            sides = [self._read(file) for file in (source, target)]
        except InputError:
            return None
        texts = [side.content for side in sides if isinstance(side.content, Text)]
        if len(texts) < 2 or any(_only_language(text) is None for text in texts):
            return None
        notices = [notice for side in sides for notice in side.notices]
        return self._two(texts[0], texts[1], notices)

    def _two(self, source: Text, target: Text, notices: Sequence[str]) -> list[Bitext]:
        bitext = read_pair(source, target, *tongues.of_pair(source, target, self._wanted), split=self._split)
        return noted([inspected(bitext, self._wanted)], notices)

    def _one(self, file: str, alone: dict[str, tuple[Text, Lang, Found]] | None) -> list[Bitext]:
        """The bitexts of one file; a story in one language waits in `alone` for its partner."""
        found = self._read(file)
        if alone is not None and isinstance(found.content, Text) and (lang := _only_language(found.content)):
            alone[file] = (found.content, lang, found)
        return [replace(bitext, digest=found.digest) for bitext in self._bitexts(file, found)]

    def given(self, file: str, data: bytes) -> list[Bitext]:
        """The bitexts of one file, of these bytes whatever is on disk. Raises InputError."""
        try:
            with deadline(self._seconds):
                found = read(file, self._chosen, self._wanted, split=self._split, given=data)
                return [replace(bitext, digest=found.digest) for bitext in self._bitexts(file, found)]
        except OverTimeError as error:
            raise InputError(f"{file}: not checked: to read it takes longer than max-seconds allows") from error

    def _bitexts(self, file: str, found: Found) -> list[Bitext]:
        content, wanted = found.content, self._wanted
        if isinstance(content, Text):
            bitexts = [inspected(read_text(content, *tongues.of_text(content, wanted), split=self._split), wanted)]
        elif isinstance(content, Table):
            bitexts = [inspected(read_table(file, content, *tongues.of_table(file, content, wanted)), wanted)]
        elif isinstance(content, Document):
            bitexts = [inspected(read_pairs(content, *tongues.of_columns(content, wanted)), wanted)]
        else:
            bitexts = posts_of({file: content}, wanted, self._encode, split=self._split)
        return noted(bitexts, found.notices)

    def _alike(self, alone: Mapping[str, tuple[Text, Lang, Found]]) -> dict[str, list[Bitext]]:
        """Bitexts of stories in one language that translate each other by likeness, under the names of both files."""
        sources, targets = ([file for file, (_, own, _) in alone.items() if own == lang] for lang in PAIR)
        if not sources or not targets or self._encode is None or self._wanted.pairs:
            return {}
        loaded: dict[str, list[Bitext]] = {}
        texts = [[(alone[file][0], lang) for file in side] for side, lang in zip((sources, targets), PAIR, strict=True)]
        for i, j in likeness_pairs(texts[0], texts[1], self._encode):
            source, target = sources[i], targets[j]
            said = f"{target}: paired with {source} by likeness, for want of names that say it"
            notices = [said, *alone[source][2].notices, *alone[target][2].notices]
            pair = self._safely(target, self._two, alone[source][0], alone[target][0], notices)
            loaded[source], loaded[target] = pair or [], []
        return loaded


def _only_language(text: Text) -> Lang | None:
    """The language of a story in English or in Arabic alone; `None` of one that holds both."""
    own = shares([span.of(text.document.text) for span, _ in text.pieces], PAIR)
    lang = max(own, key=lambda one: own[one])
    return lang if own[lang] > 1 - BOTH else None


def unreadable(path: str, fault: str, wanted: Wanted) -> Bitext:
    return Bitext(
        path=path, source_lang=wanted.source_lang or PAIR[0], target_lang=wanted.target_lang or PAIR[1],
        source=(), target=(), beads=(), fault=fault,
    )  # fmt: skip


def noted(bitexts: list[Bitext], notices: Sequence[str]) -> list[Bitext]:
    """The bitexts, the first of them with notices about their file."""
    return [replace(bitexts[0], notices=(*notices, *bitexts[0].notices)), *bitexts[1:]]


def posts_of(
    files: Mapping[str, Sequence[Page]], wanted: Wanted, encode: Encode | None, *, split: bool
) -> list[Bitext]:
    """The bitexts of files of many posts; one in another language than it seems has a fault, as any bad post."""
    texts = [text_of_page(file, page) for file, pages in files.items() for page in pages]
    langs = tongues.of_posts(texts, wanted)
    bitexts = []
    files = {file: _told_apart(pages) for file, pages in files.items()}
    for bitext in read_posts(files, langs, encode, split=split):
        try:
            bitexts.append(bitext if bitext.fault else inspected(bitext, wanted))
        except InputError as error:
            bitexts.append(replace(unreadable(bitext.path, str(error), wanted), notices=bitext.notices))
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
