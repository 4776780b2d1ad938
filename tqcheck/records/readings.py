"""What is read on the sides of a bead: quantities, names, cue words, and which words account for each other.

Spans count code points of the text of the side (`Bead.side_text`) that the thing was read in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from tqcheck.records.places import Side, Span

QuantityKind: TypeAlias = Literal[
    "number", "ordinal", "percent", "money", "measure", "date", "time", "weekday", "month", "year", "duration",
    "magnitude", "score", "identifier", "age", "relative", "part", "daypart",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A typed quantity found in a text. `span` counts code points of the text it was extracted from.

    `value` is exact; `high` is the upper end of a range (`value` its lower end); `unit` is a canonical name
    (ISO 4217 code, CLDR unit id); `fields` holds the parts of a date or time; `approx` is the approximator's sense.
    """

    kind: QuantityKind
    span: Span
    text: str
    value: Fraction | None = None
    high: Fraction | None = None
    unit: str | None = None
    fields: tuple[tuple[str, int], ...] = ()
    approx: Literal["about", "nearly", "over", "under"] | None = None
    """`over` and `under` are limits (at least, up to; of a day or an hour: after, before); the others only round."""
    limit: Span | None = None
    """The words that say so, where they stand at the number; a word further off that hints at it has no place."""
    per: str | None = None
    """The unit of time that a rate is counted by: `day` of "barrels a day"."""
    implied: bool = False
    """Said without a number word of its own (a dual, "both", "a"): may match, but its absence is no fault."""
    readings: tuple[Fraction, ...] = ()
    """Other values that the same words may have: 1,234 in one convention is 1.234 in the other."""
    shared: bool = False
    """Whether `unit` is that of the next quantity: the 20 of "20 to 30 km"."""
    dual: bool = False
    """An English two whose noun stands in the Arabic dual: it is neither missing nor changed."""
    context: frozenset[str] = frozenset()
    """What is counted, in classes that both languages share: `killed`, `women`, `from`."""


Difference: TypeAlias = Literal[
    "", "value", "missing", "added", "swap", "unit", "conversion", "approx", "fields", "turned", "limit"
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityPair:
    """A source and a target quantity that belong together, each with the index of its bead, or one without the other.

    `note` is empty where they agree, `value` where they do not, `missing` or `added` where one stands alone, `swap`
    where `source` has the place of `other`'s source; else what differs in spite of an equal value: `turned` where "at
    least" became "at most", `limit` where it is lost.
    """

    source: tuple[int, Quantity] | None = None
    target: tuple[int, Quantity] | None = None
    note: Difference = ""
    other: tuple[Quantity, Quantity] | None = None

    @property
    def equal(self) -> bool:
        """Whether both sides are there and say the same."""
        return not self.note and self.source is not None and self.target is not None

    def end(self, side: Side) -> tuple[int, Quantity] | None:
        """Bead index and quantity of one side."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True)
class Word:
    """A word or part of a compound: its place, lower-case form without possessive, and how it is written."""

    span: Span
    text: str
    opens: bool

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()

    @property
    def lower(self) -> str:
        """Lower case, without full stops."""
        return self.text.lower().replace(".", "")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in English text. `values` are gazetteer values (then known by value), else `parts` compare by sound.

    `sure` is false where the capital may be due to the place alone; `titled` where a title stands before it;
    `inside` where it is part of a longer name with everyday words (Camp Taji), so that it may have been translated;
    `acts` where it does what people do (says, meets); `evident` where it is a name beyond doubt.
    """

    span: Span
    text: str
    parts: tuple[Word, ...]
    values: frozenset[str] = frozenset()
    sure: bool = True
    titled: bool = False
    inside: bool = False
    acts: bool = False
    evident: bool = True

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals, so that its letters are no clue to its sound."""
        return len(self.parts) == 1 and self.parts[0].text.replace(".", "").isupper()


@dataclass(frozen=True, slots=True, order=True)
class Heard:
    """A word of a name (`None` for all of it together) and the Arabic words `first..last` that sound like it."""

    score: float
    first: int
    last: int
    part: Word | None = field(default=None, compare=False)
    span: Span = field(default=Span(start=0, end=0), compare=False)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A name and the Arabic words `first..last` that render it or its best part.

    `heard` has, where sound decided, the words of the name with the Arabic words that render them. A name left in
    Latin letters has an empty span.
    """

    name: Name
    first: int
    last: int
    span: Span
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name without a rendering, and the Arabic name that nothing in the English accounts for, if there is one.

    `part` is the word of the name that differs, where the rest of it is there (another given name); `speaks` where the
    Arabic says that somebody else said it.
    """

    name: Name
    instead: Span | None = None
    part: Word | None = None
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class NameComparison:
    """The names of the English side, each with its Arabic counterpart or without, in the order of the English text."""

    matched: tuple[Rendering, ...]
    unmatched: tuple[Unmatched, ...]

    def settled(self) -> Iterator[tuple[Span, Span]]:
        """English and Arabic words of which one renders the other; those that several names share are left out."""
        pairs = [pair for rendering in self.matched for pair in _rendered(rendering)]
        claimed = [arabic for _, arabic in pairs]
        yield from (pair for pair in pairs if claimed.count(pair[1]) == 1)


def _rendered(rendering: Rendering) -> Iterator[tuple[Span, Span]]:
    if rendering.heard:
        yield from ((h.part.span if h.part else rendering.name.span, h.span) for h in rendering.heard)
    elif rendering.span:
        yield rendering.name.span, rendering.span


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that denies, or that puts a claim into someone's mouth or in doubt; `kind` says how.

    A cue that is not `firm` may render one of the other language, but nothing need render it. `negated` is true for a
    verb of denial that is itself denied (did not deny).
    """

    kind: str
    span: Span
    text: str
    firm: bool = True
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCues:
    """The cues of one side, by what they are about, each in the order of the table or of the text."""

    negation: tuple[Cue, ...] = ()
    attribution: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cues of both sides of a bead."""

    source: SideCues
    target: SideCues

    def of(self, side: Side) -> SideCues:
        """The cues of one side."""
        return self.source if side == "source" else self.target
