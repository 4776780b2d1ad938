"""What is read of each format, and what is not: the list that the manual shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Scope(NamedTuple):
    """What a format's reader reads, and what it leaves out, each a phrase of Markdown."""

    read: str
    left_out: str


SCOPES: Mapping[str, Scope] = {
    "text": Scope(
        "both languages, one after the other or paragraph by paragraph; messages of a chat without sender and time",
        "lines of the page around a story (bylines, share links, repeated headlines), which are listed",
    ),
    "tsv": Scope(
        "a bead a row: two columns, with or without names; of more, those named `source` and `target` or by "
        "language, else the first English and the first Arabic one",
        "the other columns",
    ),
    "csv": Scope(
        "as `tsv`, separated by comma, semicolon or tab, as Excel writes it too",
        "the other columns",
    ),
    "jsonl": Scope(
        "a bead a line: an object with `source` and `target`, or keys named by language",
        "the other keys",
    ),
    "html": Scope(
        "the story without menus and sidebars (by trafilatura), captions and alternative texts in it, a "
        "language behind a switch; of two pages also title and description",
        "of a page in both languages its title and description; what else is hidden; text that a script writes",
    ),
    "markdown": Scope(
        "headings, paragraphs, lists, quotations, tables, HTML among them, alternative texts, captions in "
        "shortcodes, and the fields of text in YAML or TOML front matter (`--text-fields`)",
        "code, other fields of the front matter",
    ),
    "docx": Scope(
        "paragraphs, tables and text boxes, tracked changes as if accepted",
        "page headers and footers, footnotes, endnotes, comments",
    ),
    "odt": Scope(
        "headings, paragraphs and tables",
        "page headers and footers, footnotes, comments, text boxes, alternative texts",
    ),
    "rtf": Scope(
        "paragraphs and tables",
        "page headers and footers, footnotes, comments, pictures",
    ),
    "pdf": Scope(
        "text, its lines joined to paragraphs again; a PDF keeps neither these nor, for certain, the order of"
        " Arabic marks",
        "pictures of text, lines that come again on every page",
    ),
    "xliff": Scope(
        "1.2 and 2.x, those of Trados, memoQ and Phrase too: a bead a unit or segment, and its state",
        'units marked `translate="no"`, notes, proposals (`alt-trans`), native codes',
    ),
    "tmx": Scope(
        "a bead a unit",
        "other languages of a unit, notes, native codes",
    ),
    "po": Scope(
        "gettext: a bead an entry, or a plural form; fuzzy entries, which are counted",
        "obsolete entries, comments, the header",
    ),
    "subtitles": Scope(
        "what is said, a sentence over several cues as one",
        "time codes, notes, styles",
    ),
    "wordpress": Scope(
        "an export (WXR): posts in both languages, and posts paired by the links of Polylang or WPML, else by"
        " likeness; title, text, and where both posts have them excerpt and fields for search engines (Yoast,"
        " Rank Math, All in One SEO)",
        "pages of the media library, menus, revisions, the bin, comments, other fields",
    ),
    "feed": Scope(
        "RSS and Atom: title and text of entries in both languages, or paired by likeness",
        "other fields",
    ),
}
