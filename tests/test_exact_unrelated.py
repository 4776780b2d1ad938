"""TQ106 where its lines run: how alike, how many words, how many sentences make two texts no translation."""

from itertools import count

import pytest

from tqcheck.checks.unrelated import CHECKS, translates
from tqcheck.records import (
    Bead,
    Bitext,
    Coverage,
    Document,
    DocumentEvidence,
    Evidence,
    Segment,
    Severity,
    Span,
    WordCoverage,
)
from tqcheck.text.words import words


def story(*beads):
    """A document of beads (words of the source's sentences, of the target's, probability of each word, similarity)."""
    texts = {"source": "", "target": ""}
    places = []
    number = count()
    for sizes in ((bead[0], bead[1]) for bead in beads):
        own = []
        for side, counted in zip(texts, sizes, strict=True):
            spans = []
            for size in counted:
                start = len(texts[side])
                texts[side] += " ".join(f"{side[0]}{next(number)}" for _ in range(size)) + "\n"
                spans.append(Span(start=start, end=len(texts[side]) - 1))
            own.append(spans)
        places.append(own)
    documents = {side: Document(path=side, text=text) for side, text in texts.items()}
    made = []
    for index, ((*_, p, similarity), own) in enumerate(zip(beads, places, strict=True)):
        sides = [
            tuple(Segment(document=documents[side], lang=side, span=s, text=s.of(texts[side])) for s in spans)
            for side, spans in zip(texts, own, strict=True)
        ]
        bead = Bead(index=index, source=sides[0], target=sides[1], similarity=similarity)
        covered = [
            None
            if p is None
            else Coverage(words=tuple(WordCoverage(span=s, p=p) for s in words(bead.side_text(side))), p=p)
            for side in texts
        ]
        made.append(Evidence(bead=bead, source_coverage=covered[0], target_coverage=covered[1]))
    bitext = Bitext(path="p", source_lang="en", target_lang="ar", source=(), target=())
    return DocumentEvidence(bitext=bitext, beads=tuple(made))


def found(*beads):
    """The message and the beads of each finding."""
    findings = list(CHECKS[0].findings(story(*beads)))
    assert all((f.code, f.severity, f.confidence) == ("TQ106", Severity.CRITICAL, 0.9) for f in findings)
    return [(f.message, f.detail["beads"]) for f in findings]


@pytest.mark.parametrize(
    ("sizes", "p", "similarity", "fits"),
    [
        (((5,), (5,)), 0.14, 0.0, True),
        (((5,), (5,)), 0.15, 0.0, False),
        (((5,), (5,)), 0.14, -0.5, True),  # unlike is no worse than not alike
        (((5,), (5,)), 0.64, 1.0, True),
        (((5,), (5,)), 0.65, 1.0, False),
        (((5,), (5,)), 0.39, None, True),  # the pairs are stated: half alike
        (((5,), (5,)), 0.4, None, False),
        (((2,), (5,)), 0.9, 0.0, True),  # two words tell nothing
        (((5,), (2,)), 0.9, 0.0, True),
        (((3,), (3,)), 0.9, 0.0, False),
        (((5,), (5,)), None, 0.0, True),
        (((5,), ()), 0.1, 1.0, False),
        (((), (5,)), 0.1, 1.0, False),
    ],
)
def test_which_beads_are_translations(sizes, p, similarity, fits):
    (bead,) = story((*sizes, p, similarity)).beads
    assert translates(bead) is fits


OTHER = "these two texts are not each other's translation"
WRONG = 0.9


@pytest.mark.parametrize(
    ("beads", "expected"),
    [
        ([((12,), (12,), WRONG, 0.0)], [(OTHER, [0])]),
        ([((12,), (11,), WRONG, 0.0)], []),  # too little can be said
        ([((11,), (12,), WRONG, 0.0)], []),
        ([((10,), (10,), 0.05, 0.9), ((40,), (40,), WRONG, 0.0)], []),  # a fifth of it is translated
        ([((10,), (10,), 0.05, 0.9), ((41,), (41,), WRONG, 0.0)], [(OTHER, [0, 1])]),
        ([((10,), (10,), 0.05, 0.9), ((41,), (40,), WRONG, 0.0)], []),  # of one side
        ([((20,), (20,), 0.5, 1.0)], [(OTHER, [0])]),  # alike, and yet every word is lost
        ([((20,), (20,), 0.49, 1.0)], []),
        ([((), (), 0.9, 0.0), ((12,), (12,), WRONG, 0.0)], [(OTHER, [1])]),  # an empty bead counts for nothing
        ([], []),
    ],
)
def test_when_the_whole_is_another_story(beads, expected):
    assert found(*beads) == expected


HEAD = ((5,), (5,), 0.05, 0.9)
REST = ((20,), (), 0.9, None)


def line(lines, side, missing):
    return f"{lines} all that the {side} has: {missing} sentences have no counterpart"


@pytest.mark.parametrize(
    ("beads", "expected"),
    [
        ([HEAD, REST, REST, REST], [(line("one line is", "translation", 3), [1, 2, 3])]),
        ([HEAD, REST, REST], []),  # two sentences are missing sentences
        ([HEAD, HEAD, REST, REST, REST], [(line("2 lines are", "translation", 3), [2, 3, 4])]),
        ([HEAD, HEAD, HEAD, REST, REST, REST, REST], []),  # three lines are a text
        ([((5,), (2, 3), 0.05, 0.9), REST, REST, REST, REST],
         [(line("2 lines are", "translation", 3), [1, 2, 3, 4])]),
        ([((5, 20), (5,), 0.05, 0.9), REST, REST], []),
        ([((2, 3), (5,), 0.05, 0.9), REST, REST], [(line("one line is", "translation", 3), [0, 1, 2])]),
        ([((10,), (10,), 0.05, 0.9), ((13,), (), 0.9, None), ((13,), (), 0.9, None), ((14,), (), 0.9, None)], []),
        ([((10,), (10,), 0.05, 0.9), ((13,), (), 0.9, None), ((13,), (), 0.9, None), ((15,), (), 0.9, None)],
         [(line("one line is", "translation", 3), [1, 2, 3])]),  # less than a fifth of the source
        ([((6,), (6,), 0.05, 0.9), ((), (4,), 0.9, None), REST, REST, REST], []),
        ([((6,), (6,), 0.05, 0.9), ((), (4,), 0.9, None), REST, REST, REST, REST],
         [(line("2 lines are", "translation", 3), [1, 2, 3, 4, 5])]),  # six tenths of the translation
        ([((6,), (6,), 0.05, 0.9), ((), (5,), 0.9, None), REST, REST, REST, REST], []),
        ([HEAD, *[((), (20,), 0.9, None)] * 3], [(line("one line is", "source", 3), [1, 2, 3])]),
    ],
)  # fmt: skip
def test_when_a_headline_is_all(beads, expected):
    assert found(*beads) == expected


GOOD = ((40,), (40,), 0.05, 0.9)
BAD = ((4,), (4,), WRONG, 0.0)


def stretch(one, other):
    return f"{one} sentences of the source and {other} of the translation say different things"


@pytest.mark.parametrize(
    ("beads", "expected"),
    [
        ([GOOD, BAD, BAD, BAD, GOOD], [(stretch(3, 3), [1, 2, 3])]),
        ([GOOD, BAD, BAD, GOOD, BAD], []),  # two and one
        ([BAD, BAD, BAD, GOOD, BAD, BAD, BAD, GOOD], [(stretch(3, 3), [0, 1, 2]), (stretch(3, 3), [4, 5, 6])]),
        ([GOOD, ((4, 4, 4), (12,), WRONG, 0.0)], []),
        ([GOOD, ((4, 4, 4), (4, 4, 4), WRONG, 0.0)], [(stretch(3, 3), [1])]),
        ([GOOD, ((4, 4, 4), (4, 4, 3), WRONG, 0.0)], []),  # eleven words
        ([GOOD, ((4, 4, 4), (), 0.9, None), ((), (4, 4, 4), 0.9, None)], [(stretch(3, 3), [1, 2])]),
    ],
)
def test_when_a_stretch_is_another_story(beads, expected):
    assert found(*beads) == expected


def test_the_stretch_is_marked_from_end_to_end_on_either_side():
    (finding,) = CHECKS[0].findings(story(GOOD, BAD, BAD, BAD, GOOD))
    assert finding.bead == 1
    assert [len(place.text.split()) for place in (finding.source, finding.target)] == [12, 12]
    assert finding.source.text.split()[0] == "s80"
    (finding,) = CHECKS[0].findings(story(HEAD, REST, REST, REST))
    assert finding.source.text.split()[0] == "s10"
    assert finding.target is None
