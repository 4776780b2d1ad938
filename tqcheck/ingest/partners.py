"""Files that are one story in two languages, told by their names: `en/story.md` and `ar/story.md`, `story-en.docx` and
`story-ar.docx`, the layouts of Hugo, Jekyll and Docusaurus, or a pattern that the user gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from tqcheck.errors import UsageError
from tqcheck.ingest.content import base_lang
from tqcheck.lang import ARABIC, ENGLISH, LANGUAGES, words_of
from tqcheck.records import Lang
from tqcheck.text.languages import NAMES

_SPOKEN = {spoken.lower(): lang for lang, spoken in NAMES.items()} | {
    called: lang for lang in LANGUAGES for called in words_of(lang, "called")
}
_TOKEN = re.compile(r"(?P<word>[^\W_]+)(?:(?<=[a-z]{2})[-_][A-Z]{2}(?![^\W_]))?")
# Docusaurus keeps translations in a folder of their own, the originals in `docs`, `blog` and `src/pages`.
_DOCUSAURUS = (
    (re.compile(r"(^|/)i18n/\{\}/docusaurus-plugin-content-docs/current/"), r"\1docs/"),
    (re.compile(r"(^|/)i18n/\{\}/docusaurus-plugin-content-blog/"), r"\1blog/"),
    (re.compile(r"(^|/)i18n/\{\}/docusaurus-plugin-content-pages/"), r"\1src/pages/"),
)


class Named(NamedTuple):
    """A file by its name: the language that a part of it states, and the name with a gap for that part."""

    lang: Lang
    key: str


def by_name(files: Sequence[str], pattern: str | None = None) -> list[tuple[str, str]]:
    """Pairs of files, original and translation (into Arabic, where it is one of the two), in the order of `files`.

    Raises UsageError where the pattern is none.
    """
    if pattern is not None:
        return _by_pattern(files, pattern)
    groups: dict[str, dict[Lang, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for lang, key in _readings(file):
            groups[key][lang].append(file)
    unmarked: dict[str, list[str]] = defaultdict(list)
    for file in files:
        unmarked[_plain(file)].append(file)
    taken: dict[str, tuple[str, str]] = {}
    for key, group in groups.items():
        for target in list(group[ARABIC]):
            candidates = [
                *_namesakes(group),
                *(found for bare in _without_gap(key) for found in unmarked.get(bare, ())),
            ]
            source = _likest([one for one in candidates if one != target], target)
            if source and target not in taken and source not in taken:
                taken[source] = taken[target] = (source, target)
    return list(dict.fromkeys(taken[file] for file in files if file in taken))


def _namesakes(group: dict[Lang, list[str]]) -> list[str]:
    """What an Arabic file of a group may translate: the English ones, else those of the only other language."""
    others = [lang for lang, files in group.items() if lang != ARABIC and files]
    return group[ENGLISH] if ENGLISH in others else group[others[0]] if len(others) == 1 else []


def _likest(candidates: Sequence[str], target: str) -> str | None:
    """The candidate of the same format, or the only one."""
    same = [one for one in candidates if PurePath(one).suffix == PurePath(target).suffix]
    return same[0] if same else candidates[0] if len(candidates) == 1 else None


def _readings(file: str) -> Iterator[Named]:
    """Every part of a path that names a language, innermost first: a folder, or a word of the file's name."""
    path = PurePath(file)
    stem = path.name.removesuffix(path.suffix)
    for match in reversed(list(_TOKEN.finditer(stem))):
        if (lang := _lang(match["word"])) and len(stem) > len(match[0]):
            gap = stem[: match.start()] + "{}" + stem[match.end() :]
            yield Named(lang, str(path.parent / gap))
    parts = path.parts[:-1]
    for n in range(len(parts) - 1, -1, -1):
        if lang := _lang(parts[n]):
            yield Named(lang, str(PurePath(*parts[:n], "{}", *parts[n + 1 :], stem)))


def _lang(token: str) -> Lang | None:
    plain = token.lower()
    if plain in _SPOKEN:
        return _SPOKEN[plain]
    base = base_lang(plain)
    return base if base in NAMES and re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2})?", plain) else None


def _plain(file: str) -> str:
    return str(PurePath(file).with_suffix(""))


def _without_gap(key: str) -> Iterator[str]:
    """The names that the original may have where only translations carry a mark: `story.ar` of `story`."""
    for pattern, original in _DOCUSAURUS:
        if pattern.search(key):
            yield pattern.sub(original, key)
    if "/{}/" in key or key.startswith("{}/"):
        yield re.sub(r"(^|/)\{\}/", r"\1", key)
    else:
        yield re.sub(r"[-._ ]?\{\}", "", key)


def _by_pattern(files: Sequence[str], pattern: str) -> list[tuple[str, str]]:
    """Pairs by `ORIGINAL:TRANSLATION`, in which `{name}` is what both share and `*` anything."""
    halves = pattern.split(":")
    if len(halves) != 2 or any("{name}" not in half for half in halves):
        raise UsageError(
            f"pairs '{pattern}': write ORIGINAL:TRANSLATION with {{name}} in both, as {{name}}-en.*:{{name}}-ar.*"
        )
    found: list[dict[tuple[str, str], str]] = [{}, {}]
    for half, names in zip(halves, found, strict=True):
        spelled = re.escape(half).replace(re.escape("{name}"), "(?P<name>.+)", 1).replace(r"\*", "[^/]*")
        spelled = spelled.replace(re.escape("{name}"), "(?P=name)")
        for file in files:
            if match := re.fullmatch(rf"(?P<folder>(?:.*/)?){spelled}", PurePath(file).as_posix()):
                names.setdefault((match["folder"], match["name"]), file)
    return [(file, found[1][key]) for key, file in found[0].items() if found[1].get(key, file) != file]
