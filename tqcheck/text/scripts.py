"""Language runs by script: which parts of a line are in which of the two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tqcheck.records import Lang, Span
from tqcheck.text.links import without_links

_ARABIC = r"\u0620-\u064a\u0671-\u06d3\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
_LATIN = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_CYRILLIC = r"\u0400-\u052f"
_EAST = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_THAI = r"\u0e01-\u0e5b"
_CLASSES = {"Arabic": _ARABIC, "Latin": _LATIN, "Cyrillic": _CYRILLIC, "East Asian": _EAST, "Thai": _THAI}
_LETTERS = {name: re.compile(f"[{chars}]") for name, chars in _CLASSES.items()}
_OF_LANG = {"ar": "Arabic", "fa": "Arabic", "ur": "Arabic", "ru": "Cyrillic", "zh": "East Asian", "ja": "East Asian",
            "ko": "East Asian", "th": "Thai"}  # fmt: skip
_TERMINATOR = re.compile(r"[.!?؟…۔]")
# Between two texts of a line: the end of a sentence, or a sign that parts them.
_BOUNDARY = re.compile(r"[.!?؟…۔:؛;|/\n\t]|\s[-–—]+\s")
# Share of a line's letters or words that makes text of a stretch at its edge, or of a name that is long.
_SHARE, _NAME_SHARE = 0.4, 0.45


def script_of(lang: Lang) -> str:
    """Name of the script that a language is written in."""
    return _OF_LANG.get(lang, "Latin")


def letters(text: str, lang: Lang) -> int:
    """How many letters of the language's script stand in `text`."""
    return len(_LETTERS[script_of(lang)].findall(text))


def weight(text: str, lang: Lang) -> int:
    """How many letters of the language's script the words of `text` have, addresses and code left aside."""
    return letters(without_links(text), lang)


def script_counts(text: str) -> dict[str, int]:
    """How many letters of each script the words of `text` have; scripts without any are left out."""
    text = without_links(text)
    return {name: count for name, pattern in _LETTERS.items() if (count := len(pattern.findall(text)))}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language."""

    lang: Lang
    span: Span


def language_runs(text: str, first: Lang, second: Lang) -> list[Run]:
    """The runs of a line. A few words of the other language inside a sentence (a name, a title) start no run.

    A run of its own is a text: four words or more that are not just a name, or a good part of the line; and it is not
    enclosed by the other language unless a sentence ends in it. Addresses, accounts, hashtags and code are in no
    language. A line without letters of either language has no run.
    """
    plain = without_links(text)
    tokens = _tokens(plain, first, second)
    if not tokens:
        return []
    groups: list[list[tuple[Lang, int, int]]] = []
    for token in tokens:
        if groups and groups[-1][0][0] == token[0]:
            groups[-1].append(token)
        else:
            groups.append([token])
    total = sum(end - start for _, start, end in tokens)
    while len(groups) > 1:
        weak = [i for i in range(len(groups)) if not _stands_alone(groups, i, plain, total)]
        if not weak:
            break
        groups = _absorb(groups, min(weak, key=lambda i: _rank(groups, i, plain)))
    return _with_borders(groups, text)


def _tokens(text: str, first: Lang, second: Lang) -> list[tuple[Lang, int, int]]:
    pattern = "|".join(f"(?P<l{i}>[{_CLASSES[script_of(lang)]}]+)" for i, lang in enumerate((first, second)))
    names = {"l0": first, "l1": second}
    return [(names[str(m.lastgroup)], m.start(), m.end()) for m in re.finditer(pattern, text)]


def _stands_alone(groups: list[list[tuple[Lang, int, int]]], i: int, text: str, total: int) -> bool:
    group = groups[i]
    enclosed = 0 < i < len(groups) - 1
    share = _size(group) / total
    if enclosed:
        ended = _TERMINATOR.search(text, group[0][1], groups[i + 1][0][1])
        return ended is not None and len(group) >= 4 and (share >= _NAME_SHARE or _is_prose(group, text))
    if len(group) >= 4:
        return not _quoted(groups, i, text) and (share >= _NAME_SHARE or _is_prose(group, text))
    words = len(group) / sum(map(len, groups))
    return max(share, words) >= _SHARE or (4 * share >= 1 and _bounded(groups, i, text))


def _rank(groups: list[list[tuple[Lang, int, int]]], i: int, text: str) -> tuple[bool, bool, bool, int]:
    """What is absorbed first: a quotation, not what introduces it; a title inside a sentence, not what follows it; a
    word of the language that has less of the line."""
    own = sum(_size(group) for group in groups if group[0][0] == groups[i][0][0])
    others = sum(map(_size, groups)) - own
    return not _quoted(groups, i, text), i in (0, len(groups) - 1), own > others, _size(groups[i])


def _is_prose(group: list[tuple[Lang, int, int]], text: str) -> bool:
    """Whether words are more than a name: at least two have no capital."""
    return sum(not text[start].isupper() for _, start, _ in group) >= 2


def _bounded(groups: list[list[tuple[Lang, int, int]]], i: int, text: str) -> bool:
    """Whether something parts the group at an edge from its neighbour."""
    left, right = (i, i + 1) if i == 0 else (i - 1, i)
    return _BOUNDARY.search(text, groups[left][-1][2], groups[right][0][1]) is not None


def _quoted(groups: list[list[tuple[Lang, int, int]]], i: int, text: str) -> bool:
    """Whether the last group is a quotation in the sentence of the one before it."""
    if i == 0:
        return False
    before = text[groups[i - 1][-1][2] : groups[i][0][1]]
    return before.rstrip()[-1:] in tuple('«“"') and not _TERMINATOR.search(before)


def _size(group: list[tuple[Lang, int, int]]) -> int:
    return sum(end - start for _, start, end in group)


def _absorb(groups: list[list[tuple[Lang, int, int]]], i: int) -> list[list[tuple[Lang, int, int]]]:
    """Give group `i` to its neighbours' language and join what now touches."""
    other = groups[i - 1 if i else 1][0][0]
    groups = [*groups]
    groups[i] = [(other, start, end) for _, start, end in groups[i]]
    joined: list[list[tuple[Lang, int, int]]] = []
    for group in groups:
        if joined and joined[-1][0][0] == group[0][0]:
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _with_borders(groups: list[list[tuple[Lang, int, int]]], text: str) -> list[Run]:
    """Runs that share out the characters between them: closing marks to the left, opening marks to the right."""
    runs, start = [], 0
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        if following is None:
            end = len(text)
        else:
            between = text[group[-1][2] : following[0][1]]
            behind = re.sub(r"^\S*", "", between)  # without closing marks
            end = following[0][1] - len(behind)
            next_start = following[0][1] - len(re.sub(r"^\s*[|/–—-]*\s*", "", behind))
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        runs.append(Run(group[0][0], Span(start=start + lead, end=start + len(piece.rstrip()))))
        start = next_start if following is not None else end
    return runs
