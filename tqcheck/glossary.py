"""Glossaries (TSV, TBX) and their terms in running text, inflected and with clitics.

TSV: `source<TAB>target<TAB>status`, a heading line if it says so, `#` before comments. The status is `required` (as
when there is none), `preferred`, `allowed` or `forbidden`; several rows of one source term are its variants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from tqcheck.errors import InputError, UsageError
from tqcheck.files import MAX_OWN, read_ordinary
from tqcheck.lang import ARABIC, PAIR, words_of
from tqcheck.names import arabic
from tqcheck.names.gazetteer import bare
from tqcheck.names.phonetics import name_letters
from tqcheck.records import Lang, Span
from tqcheck.text.languages import NAMES
from tqcheck.text.words import words

Status: TypeAlias = Literal["required", "preferred", "allowed", "forbidden"]
STATUSES: tuple[Status, ...] = get_args(Status)
_HEADINGS = frozenset({"source", "term", "source term", *PAIR, *(NAMES[lang].lower() for lang in PAIR)})
_TBX_STATUS: dict[str, Status] = {
    "preferredTerm-admn-sts": "preferred", "admittedTerm-admn-sts": "allowed", "deprecatedTerm-admn-sts": "forbidden",
    "supersededTerm-admn-sts": "forbidden", "preferred": "preferred", "admitted": "allowed", "deprecated": "forbidden",
}  # fmt: skip
# What may follow an Arabic stem: feminine, dual and plural endings, and attached pronouns.
_ENDINGS = words_of(ARABIC, "noun-endings")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Variant:
    """One rendering of a source term and whether it should be used."""

    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class Glossary:
    """Renderings by source term; `anywhere` are target terms forbidden whatever the source says."""

    terms: dict[str, tuple[Variant, ...]] = field(default_factory=dict)
    anywhere: tuple[str, ...] = ()


def make_glossary(rows: Iterable[tuple[str, str, Status]]) -> Glossary:
    """A glossary from (source, target, status) rows; an empty source forbids the target anywhere."""
    terms: dict[str, list[Variant]] = {}
    anywhere: list[str] = []
    for source, target, status in rows:
        if source:
            terms.setdefault(source, []).append(Variant(target, status))
        else:
            anywhere.append(target)
    return Glossary({term: tuple(variants) for term, variants in terms.items()}, tuple(anywhere))


def load_glossary(path: Path, source: Lang = PAIR[0], target: Lang = PAIR[1]) -> Glossary:
    """Read a glossary. Raises InputError where the file cannot be read, UsageError where TBX support is missing."""
    try:
        content = read_ordinary(path, MAX_OWN)
    except OSError as error:
        raise InputError(f"glossary {path} cannot be read: {error.strerror}") from error
    reader = _read_tbx if path.suffix.lower() == ".tbx" else _read_tsv
    glossary = make_glossary(reader(content, path, source, target))
    if not glossary.terms and not glossary.anywhere:
        raise InputError(f"glossary {path} has no terms: give rows of source<TAB>target<TAB>status")
    return glossary


def _read_tsv(content: bytes, path: Path, _source: Lang, _target: Lang) -> Iterator[tuple[str, str, Status]]:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"glossary {path} is not UTF-8 text (byte {error.start}): save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#") or (number == 1 and cells[0].lower() in _HEADINGS):
            continue
        status = (cells[2].lower() if len(cells) > 2 else "") or "required"
        if len(cells) < 2 or not cells[1]:
            raise InputError(f"glossary {path}:{number}: no target term: write source<TAB>target<TAB>status")
        if status not in STATUSES:
            raise InputError(f"glossary {path}:{number}: unknown status '{cells[2]}': use {', '.join(STATUSES)}")
        if not cells[0] and status != "forbidden":
            raise InputError(f"glossary {path}:{number}: no source term: only forbidden terms can do without")
        yield cells[0], cells[1], status


def _read_tbx(content: bytes, path: Path, source: Lang, target: Lang) -> Iterator[tuple[str, str, Status]]:
    try:
        from translate.storage.tbx import tbxfile
    except ImportError as error:
        raise UsageError(
            f"glossary {path} is TBX, which needs translate-toolkit: pip install 'tqcheck[tbx]'"
        ) from error
    try:
        units = tbxfile.parsestring(content).units  # type: ignore[no-untyped-call]
    except Exception as error:  # the library lets its XML parser's own errors through
        raise InputError(f"glossary {path} is not valid TBX: {str(error).splitlines()[0]}") from error
    for unit in units:
        sides: dict[str, list[tuple[str, Status]]] = {source: [], target: []}
        for node in unit.getlanguageNodes():
            language = (node.get(_LANG) or "").split("-")[0].lower()
            if language in sides:
                sides[language] += _tbx_terms(node)
        for term, _ in sides[source]:
            for rendering, status in sides[target]:
                yield term, rendering, status


def _tbx_terms(node: Iterable[object]) -> Iterator[tuple[str, Status]]:
    """Terms of one language with their administrative status."""
    term = ""
    status: Status = "required"
    for element in node.iter():  # type: ignore[attr-defined]
        tag = str(element.tag).rsplit("}", 1)[-1]
        if tag == "term":
            if term:
                yield term, status
            term, status = (element.text or "").strip(), "required"
        elif tag == "termNote" and element.get("type") == "administrativeStatus":
            status = _TBX_STATUS.get((element.text or "").strip(), "required")
    if term:
        yield term, status


def find_term(term: str, text: str, lang: Lang) -> list[Span]:
    """Where a term stands in a text, inflected or not."""
    return _FINDERS.get(lang, _find_latin)(term, text)


def _find_latin(term: str, text: str) -> list[Span]:
    return [Span(start=m.start(), end=m.end()) for m in _pattern(term).finditer(text)]


@lru_cache(maxsize=5_000)
def _pattern(term: str) -> re.Pattern[str]:
    """Words of a Latin term with the endings of English inflection on the last; capitals count in acronyms only."""
    *head, last = [re.escape(term[s.start : s.end]) for s in words(term)] or [re.escape(term)]
    ending = r"(?:['’]s|s['’]|e?s|ing|ed)?" if len(last) > 2 else r"(?:['’]s|s)?"
    if re.search(r"[^aeiou]y$", last):
        last, ending = last[:-1], r"(?:y|y['’]s|ies|ied|ying)"
    body = r"[\s-]+".join([*head, last + ending])
    return re.compile(rf"(?<!\w){body}(?!\w)", 0 if term.isupper() else re.IGNORECASE)


def _find_arabic(term: str, text: str) -> list[Span]:
    wanted, tokens = _stems(term), arabic.split_words(text)
    return [
        Span(start=tokens[at].span.start, end=tokens[at + len(wanted) - 1].span.end)
        for at in range(len(tokens) - len(wanted) + 1 if wanted else 0)
        if all(_inflects(w, tokens[at + n].variants) for n, w in enumerate(wanted))
    ]


@lru_cache(maxsize=5_000)
def _stems(term: str) -> tuple[str, ...]:
    """Folded words of an Arabic term without articles."""
    return tuple(bare(word) for word in term.split() if name_letters(word))


def _inflects(stem: str, variants: tuple[str, ...]) -> bool:
    """Whether a word is a stem, the stem with an ending, or the stem with another ending than its own."""
    root = next(
        (stem[: -len(e)] for e in ("ون", "ين", "ات", "ه", "ا") if stem.endswith(e) and len(stem) - len(e) > 2), stem
    )
    return any(v == stem or (v.startswith(root) and (v == root or v[len(root) :] in _ENDINGS)) for v in variants)


_FINDERS = {ARABIC: _find_arabic}
"""Where words take other endings than those of Latin letters."""
