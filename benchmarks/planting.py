"""Posts of the planted faults: reading, layouts, planting. `planted` says what the files hold."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "posts"
CODES = {
    "clause_dropped": "TQ201 TQ101 TQ302 TQ402 TQ305 TQ501 TQ502", "word_dropped": "TQ201 TQ501 TQ502 TQ402 TQ301",
    "sentence_dropped": "TQ101 TQ201", "sentence_added": "TQ102 TQ202", "clause_added": "TQ202 TQ102 TQ303",
    "number": "TQ301 TQ302 TQ303", "unit": "TQ304 TQ301 TQ302 TQ305", "date": "TQ305 TQ301 TQ203",
    "name": "TQ401 TQ402", "negation": "TQ501 TQ203", "attribution": "TQ502 TQ201 TQ202 TQ402 TQ203",
    "modality": "TQ502 TQ201 TQ202 TQ203", "antonym": "TQ203 TQ201 TQ202 TQ501 TQ301",
    "role_swap": "TQ203 TQ401 TQ402 TQ201 TQ202 TQ501 TQ301", "values_exchanged": "TQ301 TQ302 TQ303",
    "people": "TQ203 TQ301 TQ302 TQ303 TQ201 TQ202 TQ401", "tense": "TQ203 TQ201 TQ202 TQ502", "quote": "TQ603 TQ203",
    "duplicated": "TQ104 TQ102", "severed": "TQ103", "untranslated": "TQ105 TQ607",
    "pronoun": "TQ203 TQ201 TQ202 TQ401 TQ402 TQ301", "headline": "TQ203 TQ201 TQ202 TQ501 TQ401 TQ402",
}  # fmt: skip
LIGHT = frozenset(
    "the and for was that with has have had from this their who not are its his her were they which than will would"
    " في من على إلى عن أن إن التي الذي ما هي هو لا لم بعد قبل كان وقال وقالت قال".split()
)


@dataclass(slots=True)
class Post:
    """Paragraphs of [English, Arabic] sentences."""

    name: str
    direction: str
    layout: str
    paragraphs: list[list[list[str]]]

    def write(self, folder: Path, name: str, layout: str) -> tuple[Path, ...]:
        """The post as a newsroom has it: one file, or two for the layout `two`."""
        s, t = (0, 1) if self.direction == "en-ar" else (1, 0)
        if layout == "tsv":
            rows = [f"{x[s]}\t{x[t]}\n" for p in self.paragraphs for x in p]
            return (_written(folder / f"{name}.tsv", "\t".join(self.direction.split("-")) + "\n" + "".join(rows)),)
        sides = [[" ".join(x[i] for x in p if x[i]) for p in self.paragraphs] for i in (s, t)]
        if layout == "two":
            langs = self.direction.split("-")
            return tuple(
                _written(folder / f"{name}.{lang}.txt", "\n\n".join(side) + "\n")
                for lang, side in zip(langs, sides, strict=True)
            )
        if layout == "para":
            text = "\n\n".join(f"{a}\n{b}" for a, b in zip(*sides, strict=True))
        else:
            text = "\n\n".join("\n".join(side) for side in sides)
        return (_written(folder / f"{name}.txt", text + "\n"),)


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault: `old` of the translation becomes `new`; `words` are those of the original that it changes."""

    number: int
    kind: str
    post: str
    old: str
    new: str
    words: str
    codes: frozenset[str]
    direction: str
    before: str = ""
    after: str = ""


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def read_posts(path: Path) -> dict[str, Post]:
    """The posts of a file by name."""
    posts: dict[str, Post] = {}
    post, english = None, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name, direction, layout, _ = line[2:].split()
            post = posts[name] = Post(name, direction, layout, [[]])
        elif line.startswith("E: "):
            english = line[3:]
        elif line.startswith("A: ") and post:
            post.paragraphs[-1].append([english, line[3:]])
        elif post and post.paragraphs[-1]:
            post.paragraphs.append([])
    for post in posts.values():
        post.paragraphs = [p for p in post.paragraphs if p]
    return posts


def freer(posts: dict[str, Post], path: Path) -> dict[str, Post]:
    """The posts that the file has in another hand, with its Arabic."""
    out = {}
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        name, *lines = block.splitlines()
        post = copy.deepcopy(posts[name[2:]])
        for pair, line in zip((x for p in post.paragraphs for x in p), lines, strict=True):
            pair[1] = line
        out[post.name] = post
    return out


def read_faults(path: Path, posts: dict[str, Post]) -> list[Fault]:
    """The faults of a file in its order."""
    faults = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            # what stands between the bars keeps its spaces but for one on either side
            kind, post, old, new, *rest = line.split(" | ")
            words, codes, direction = (x.strip() for x in [*rest, "", "", ""][:3])
            kind, post = kind.strip(), post.strip()
            fitting = frozenset(codes.replace(",", " ").split() or CODES[kind].split())
            if codes and fitting & {"TQ201", "TQ202"}:
                fitting |= {"TQ203"}
            faults.append(Fault(number=len(faults) + 1, kind=kind, post=post, old=old, new=new, words=words,
                                codes=fitting, direction=direction or posts[post].direction))  # fmt: skip
    return faults


def plant(post: Post, fault: Fault) -> Post:
    """A copy of the post with the fault; ValueError where the place is not there exactly once."""
    copied = copy.deepcopy(post)
    copied.direction = fault.direction
    side = 1 if fault.direction == "en-ar" else 0
    places = [x for p in copied.paragraphs for x in p if fault.old in x[side]]
    if sum(x[side].count(fault.old) for x in places) != 1:
        raise ValueError(f"fault {fault.number} ({fault.post}): {fault.old!r} is not there once")
    fault.before = places[0][side]
    after = re.sub(r"\s+([،.])", r"\1", fault.before.replace(fault.old, fault.new))
    fault.after = places[0][side] = re.sub(" {2,}", " ", after).strip()
    return copied


def tokens(text: str) -> set[str]:
    """Words that tell a place: without marks, edges and particles."""
    found = {w.strip(".,:-") for w in re.findall(r"[\w.,:\-]+", re.sub("[\u064b-\u0652\u0640]", "", text).lower())}
    return {w for w in found if w and w not in LIGHT and (len(w) > 1 or w.isdigit())}
