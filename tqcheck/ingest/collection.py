"""Many posts of one file to bitexts: posts in both languages, and posts that are each other's translation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tqcheck.errors import InputError
from tqcheck.ingest.content import Page
from tqcheck.ingest.post import Text, read_pair, read_text, text_of_page
from tqcheck.ingest.shares import BOTH
from tqcheck.records import Bitext, Lang
from tqcheck.text.languages import identify, language_name
from tqcheck.text.scripts import script_of, weight
from tqcheck.text.sentences import split_sentences

Encode = Callable[[Sequence[str]], Any]
"""Texts to an array of their vectors, each of length 1."""

_LIKE, _CLEARER = 0.62, 0.05
"""Least likeness of two posts that are held to be translations, and how much the next best must stay behind."""
_OPENING = 6
"""Sentences of a post, its headline among them, that it is told by."""


@dataclass(frozen=True, slots=True)
class _Post:
    page: Page
    text: Text
    lang: Lang
    both: bool


def read_posts(
    files: Mapping[str, Sequence[Page]], langs: tuple[Lang, Lang], encode: Encode | None, *, split: bool
) -> list[Bitext]:
    """The bitexts of the pages of one or two files: translation links first, then likeness by `encode`.

    Notices say what was paired by likeness and what has no translation. A post that cannot be read is a bitext with a
    fault. Raises InputError where no post has a translation.
    """
    *_, file = files
    bitexts = [_faulty(f"{name}#{p.name}", p.fault, langs) for name, pages in files.items() for p in pages if p.fault]
    posts = [
        post for name, pages in files.items() for page in pages if not page.fault and (post := _post(name, page, langs))
    ]
    notices: list[str] = []
    whole = [post for post in posts if post.both]
    pairs, single = _linked([post for post in posts if not post.both], langs)
    sides = [[post for post in single if post.lang == lang] for lang in langs]
    if encode is not None and all(sides):
        matched = match([_opening(p) for p in sides[0]], [_opening(p) for p in sides[1]], encode)
        pairs += [(sides[0][a], sides[1][b]) for a, b in matched]
        notices += [f"{file}: {_posts(len(matched))} paired by likeness, for want of translation links"] * bool(matched)
    bitexts += [_try(f"{file}#{post.page.name}", langs, _read_both, post, langs, split) for post in whole]
    for source, target in pairs:
        name = f"{source.page.name},{target.page.name}"
        bitexts.append(_try(f"{file}#{name}", langs, _read_two, source, target, langs, split, name))
    paired = {id(post) for pair in pairs for post in pair}
    alone = [post for post in single if id(post) not in paired]
    if not bitexts:
        spoken = " or ".join(map(language_name, langs))
        raise InputError(f"{file}: {_posts(len(posts))} in {spoken}, none with a translation")
    if alone:
        names = ", ".join(post.page.name for post in alone[:10]) + ("…" if len(alone) > 10 else "")
        notices.append(f"{file}: {_posts(len(alone))} without a translation, not checked: {names}")
    return [replace(bitexts[0], notices=(*bitexts[0].notices, *notices)), *bitexts[1:]]


def _posts(count: int) -> str:
    return f"{count} post{'s' * (count != 1)}"


def _faulty(path: str, fault: str | None, langs: tuple[Lang, Lang]) -> Bitext:
    return Bitext(path=path, source_lang=langs[0], target_lang=langs[1], source=(), target=(), beads=(), fault=fault)


def _try(path: str, langs: tuple[Lang, Lang], read: Callable[..., Bitext], *arguments: Any) -> Bitext:
    try:
        return read(*arguments)
    except InputError as error:
        return _faulty(path, str(error), langs)


def _read_both(post: _Post, langs: tuple[Lang, Lang], split: bool) -> Bitext:
    return read_text(post.text, *langs, split=split, name=post.page.name)


def _read_two(source: _Post, target: _Post, langs: tuple[Lang, Lang], split: bool, name: str) -> Bitext:
    return read_pair(source.text, target.text, *langs, split=split, name=name)


def _post(file: str, page: Page, langs: tuple[Lang, Lang]) -> _Post | None:
    """A page with its language; `None` where it has no text in either."""
    text = text_of_page(file, page)
    story = "\n".join(span.of(text.document.text) for span, _ in text.pieces)
    if script_of(langs[0]) == script_of(langs[1]):
        lang = page.lang if page.lang in langs else identify(story, langs)
        return _Post(page, text, lang or langs[0], both=False) if weight(story, langs[0]) else None
    counts = [weight(story, lang) for lang in langs]
    if not sum(counts):
        return None
    return _Post(page, text, langs[counts[1] > counts[0]], both=min(counts) >= BOTH * sum(counts))


def _linked(posts: Sequence[_Post], langs: tuple[Lang, Lang]) -> tuple[list[tuple[_Post, _Post]], list[_Post]]:
    """Pairs of posts in one translation group, and the posts that are in none."""
    groups: dict[str, dict[Lang, _Post]] = {}
    for post in posts:
        if post.page.group:
            # What the export says the language is tells a translation from its original even where it is untranslated.
            stated = post.page.lang if post.page.lang in langs else post.lang
            groups.setdefault(post.page.group, {}).setdefault(stated or post.lang, post)
    pairs = [(group[langs[0]], group[langs[1]]) for group in groups.values() if set(langs) <= set(group)]
    paired = {id(post) for pair in pairs for post in pair}
    return pairs, [post for post in posts if id(post) not in paired]


def likeness_pairs(
    sources: Sequence[tuple[Text, Lang]], targets: Sequence[tuple[Text, Lang]], encode: Encode
) -> list[tuple[int, int]]:
    """Indices of texts, each with its language, that translate each other by how they begin."""
    openings = [[list(_sentences(*text))[:_OPENING] for text in side] for side in (sources, targets)]
    return match(openings[0], openings[1], encode)


def _opening(post: _Post) -> list[str]:
    return list(_sentences(post.text, post.lang))[:_OPENING]


def _sentences(text: Text, lang: Lang) -> Iterator[str]:
    for span, _ in text.pieces[:_OPENING]:
        paragraph = span.of(text.document.text)
        yield from (sentence.of(paragraph) for sentence in split_sentences(paragraph, lang))


def match(sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]], encode: Encode) -> list[tuple[int, int]]:
    """Indices of texts (given as sentences) that translate each other: each the other's nearest, and clearly so."""
    import numpy as np

    likeness = _vectors(sources, encode) @ _vectors(targets, encode).T
    pairs = []
    for i, row in enumerate(likeness):
        j = int(np.argmax(row))
        rivals = max(_second(row), _second(likeness[:, j]))
        if int(np.argmax(likeness[:, j])) == i and row[j] >= _LIKE and row[j] - rivals >= _CLEARER:
            pairs.append((i, j))
    return pairs


def _second(values: Any) -> float:
    return float(sorted(values)[-2]) if len(values) > 1 else -1.0


def _vectors(texts: Iterable[Sequence[str]], encode: Encode) -> Any:
    """Mean vectors of the texts' sentences, of length 1."""
    import numpy as np

    groups = [list(text) for text in texts]
    vectors = encode([sentence for group in groups for sentence in group])
    means, at = [], 0
    for group in groups:
        mean = np.mean(vectors[at : at + len(group)], axis=0) if group else np.zeros(vectors.shape[1])
        means.append(mean / max(float(np.linalg.norm(mean)), 1e-9))
        at += len(group)
    return np.stack(means)
