"""What the models say of a bead: which words the other side accounts for, and how a back-translation compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tqcheck.records.places import Side, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCoverage:
    """One word: `span` in its side's text, `p` the probability that the other side does not account for it.

    `counterpart` is the index of the other side's word that accounts for it best, `None` where there is none.
    """

    span: Span
    p: float
    counterpart: int | None = None
    link: float | None = None
    """How strongly the model links the two, 0..1; `None` where it does not say."""
    alike: float | None = None
    """Likeness in meaning, up to 1, of the other side's word that is most like this one; `None` as above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One side of a bead: its words, and the probability that something of this side is unaccounted for."""

    words: tuple[WordCoverage, ...]
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Occlusion:
    """What the sentence vectors say of a range of words (`start`, `end`, half-open) of one side; cosines.

    `whole` is the likeness of both sides as they are, `gain` by how much they grow more alike without the range, `part`
    the likeness of the range to the other side, `own` that to its own side.
    """

    start: int
    end: int
    whole: float
    gain: float
    part: float
    own: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLink:
    """A word of one side and the word of the other side that accounts for it best, `None` where there is none.

    `p` is the probability that nothing accounts for the word, `strength` that of the link (0..1, `None` where the
    model does not say); `mutual` where the other word's own best counterpart is this one.
    """

    span: Span
    text: str
    p: float
    counterpart: Span | None = None
    rendering: str | None = None
    strength: float | None = None
    mutual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLinks:
    """The links of both sides' words, in the order of each side's text."""

    source: tuple[WordLink, ...]
    target: tuple[WordLink, ...]

    def of(self, side: Side) -> tuple[WordLink, ...]:
        """The links of one side's words."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Back-translation against source, each 0..100 (TER may exceed 100; `None` for a word-by-word gloss)."""

    chrf: float
    bleu: float
    ter: float | None


RemarkKind: TypeAlias = Literal["omission", "addition", "mistranslation", "untranslated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A fault that a language model sees in a bead, in MQM's terms: the words on either side, and why."""

    kind: RemarkKind
    source: Span | None = None
    target: Span | None = None
    why: str = ""
