"""Languages of a text that the user did not name, and what is said of a language that tqcheck is not made for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tqcheck.errors import InputError
from tqcheck.ingest.content import Table, Wanted
from tqcheck.ingest.furniture import is_furniture
from tqcheck.ingest.pairs import stated_columns
from tqcheck.ingest.post import Text
from tqcheck.ingest.shares import BOTH, shares
from tqcheck.lang import ARABIC, BACK, PAIR
from tqcheck.records import Bitext, Document, Lang, Segment
from tqcheck.text.arabic_script import variety
from tqcheck.text.languages import detect, language_name, languages_in
from tqcheck.text.scripts import script_of, weight


def of_text(text: Text, wanted: Wanted, *, ordered: bool = True) -> tuple[Lang, Lang]:
    """Source and target of a text in both languages. Which one stands first is the original, if `ordered`.

    Where only one language is found, English and Arabic are taken to be meant, so that the other one is missing.
    """
    if wanted.source_lang and wanted.target_lang:
        return wanted.source_lang, wanted.target_lang
    pieces = [span.of(text.document.text) for span, _ in text.pieces]
    found = list(languages_in(piece for piece in pieces if not is_furniture(piece)))
    if wanted.source_lang:
        return wanted.source_lang, _other(wanted.source_lang, found)
    if wanted.target_lang:
        return _other(wanted.target_lang, found), wanted.target_lang
    if len(found) != 2:
        return BACK if found == [ARABIC] else PAIR
    own = shares(pieces, found)
    if min(own.values()) < BOTH:  # a headline above a story does not make its language the original's
        return max(found, key=lambda lang: own[lang]), min(found, key=lambda lang: own[lang])
    if ordered and _first(pieces, *found) == found[0]:
        return found[0], found[1]
    return (found[1], found[0]) if found[0] == ARABIC else (found[0], found[1])


def _other(known: Lang, found: Iterable[Lang]) -> Lang:
    """The language beside a known one: of another script, as one file must have it."""
    default = PAIR[1] if known != PAIR[1] else PAIR[0]
    return next((lang for lang in found if script_of(lang) != script_of(known)), default)


def _first(pieces: Iterable[str], one: Lang, other: Lang) -> Lang | None:
    """The language whose text stands before the other's on the whole, too; `None` where they take turns."""
    where = {one: 0.0, other: 0.0}
    amount = {one: 0, other: 0}
    for number, piece in enumerate(pieces):
        for lang in where:
            count = weight(piece, lang)
            where[lang] += number * count
            amount[lang] += count
    centres = {lang: where[lang] / max(amount[lang], 1) for lang in where}
    return one if centres[one] < centres[other] else None


def of_pair(source: Text, target: Text, wanted: Wanted) -> tuple[Lang, Lang]:
    """Languages of two texts, one each. Raises InputError where both are in one."""
    langs = wanted.source_lang or detect(_story(source)), wanted.target_lang or detect(_story(target))
    return _two(target.document.path, langs)


def _two(path: str, langs: tuple[Lang, Lang]) -> tuple[Lang, Lang]:
    if langs[0] == langs[1]:
        raise InputError(f"{path}: original and translation are both {language_name(langs[0])}, as it seems; if not, "
                         "say --source-lang and --target-lang")  # fmt: skip
    return langs


def _story(text: Text) -> str:
    return "\n".join(span.of(text.document.text) for span, _ in text.pieces)


def of_table(path: str, table: Table, wanted: Wanted) -> tuple[Lang, Lang]:
    """Languages of a table's sides: as asked for, as its file says, else as its text tells.

    Raises InputError where both are in one.
    """
    sides = ["\n".join(text) for text in zip(*((row.source.text, row.target.text) for row in table.rows), strict=True)]
    if not any(side.strip() for side in sides):
        return wanted.source_lang or PAIR[0], wanted.target_lang or PAIR[1]
    source = wanted.source_lang or table.source_lang or detect(sides[0])
    return _two(path, (source, wanted.target_lang or table.target_lang or _of_column(sides[1])))


def _of_column(text: str) -> Lang:
    return detect(text) if text.strip() else PAIR[1]


def of_columns(document: Document, wanted: Wanted) -> tuple[Lang, Lang]:
    """Languages of the two columns of a `.tsv` without names."""
    if not wanted.langs and (stated := stated_columns(document)):
        return stated
    cells = [line.split("\t", 1) for line in document.text.splitlines()]
    source, target = ("\n".join(row[n] for row in cells if len(row) > n) for n in (0, 1))
    return _two(document.path, (wanted.source_lang or detect(source), wanted.target_lang or _of_column(target)))


def of_posts(texts: Iterable[Text], wanted: Wanted) -> tuple[Lang, Lang]:
    """The two languages of many posts, in which order says nothing: into Arabic where it is one of them."""
    stories = [_story(text) for text in texts]
    found = [*[lang for lang in languages_in(stories) if lang != ARABIC][:1], ARABIC]
    if wanted.source_lang:
        return wanted.source_lang, wanted.target_lang or _other(wanted.source_lang, found)
    if wanted.target_lang:
        return _other(wanted.target_lang, found), wanted.target_lang
    return (found[0], ARABIC) if len(found) == 2 else PAIR


def inspected(bitext: Bitext, wanted: Wanted) -> Bitext:
    """The bitext with notices about its languages.

    Raises InputError where what should be Arabic is another language, or a dialect that the user did not ask for.
    """
    notices = list(bitext.notices)
    for segments, lang, option in (
        (bitext.source, bitext.source_lang, "source"), (bitext.target, bitext.target_lang, "target"),
    ):  # fmt: skip
        if lang == ARABIC:
            asked = (wanted.source_lang if option == "source" else wanted.target_lang) == ARABIC
            notices += _not_standard(bitext.path, segments, option, asked=asked)
    if (bitext.source_lang, bitext.target_lang) != PAIR:
        notices.append(_untuned(bitext.source_lang, bitext.target_lang))
    if (bitext.source_lang, bitext.target_lang) == BACK and not wanted.langs and _one_file(bitext):
        notices.append(
            f"{bitext.path}: Arabic stands first and is taken for the original; --source-lang en says that it is not"
        )
    return replace(bitext, notices=tuple(notices))


def _one_file(bitext: Bitext) -> bool:
    sides = bitext.source[:1] + bitext.target[:1]
    return bitext.beads is None and len(sides) == 2 and sides[0].document is sides[1].document


def _not_standard(path: str, segments: tuple[Segment, ...], option: str, *, asked: bool) -> Iterable[str]:
    found = variety(" ".join(segment.text for segment in segments))
    if found is None:
        return []
    signs = "، ".join(f"«{sign}»" for sign in found.signs)
    holder = next((s for s in segments if re.search(rf"(?<!\w)و?{found.signs[0]}(?!\w)", s.text)), segments[0])
    line, _ = holder.document.line_column(holder.span.start)
    what = f"{path}: line {line}: this reads as {found.name} ({signs}), not as Modern Standard Arabic"
    if not found.dialect:
        raise InputError(f"{what}; tqcheck does not know that language")
    if not asked:
        raise InputError(f"{what}, which the checks are made for; --{option}-lang ar checks it all the same")
    return [f"{what}, which the checks are made for"]


def _untuned(source: Lang, target: Lang) -> str:
    pair = f"{language_name(source)} to {language_name(target)}"
    if (source, target) == BACK:
        return f"{pair}: the checks were tuned on English to Arabic"
    return (
        f"{pair} is not tuned: names, negation and attribution are compared in English and Arabic only, quantities are "
        "not measured, and word coverage was learned on English and Arabic"
    )
