"""A sentence that alignment put into its neighbour's bead is still one that is missing or added."""

from dataclasses import replace
from pathlib import Path

import pytest

from tqcheck.api import Engine
from tqcheck.checks.taken_along import taken_along
from tqcheck.config import Config
from tqcheck.records import Bead, Coverage, Document, Evidence, Segment, Span, WordCoverage
from tqcheck.text.words import words

POST = (Path(__file__).parent / "snapshots" / "posts" / "p05.txt").read_text("utf-8")
ADDED = "وكانت قد تلقت اللقاح كاملا."


def test_an_invented_sentence_beside_a_sure_pair_is_found(tmp_path):
    post = tmp_path / "post.txt"
    post.write_text(POST.replace("غربي البلاد.", f"غربي البلاد. {ADDED}", 1), "utf-8")
    engine = Engine(Config(offline=True, mt_model="gloss", cache=False))
    (document,) = engine.report(engine.load([str(post)])).documents
    found = [(f.code, str(f.severity), f.target.text) for f in document.findings if f.severity.rank < 2]
    assert found == [("TQ102", "major", ADDED)]


def bead_of(*probabilities):
    """A bead of one source sentence and two of the target, four words each, whose words are doubtful so."""
    document = Document(path="post.txt", text="alpha beta gamma delta. omega sigma kappa theta.")
    spans = [Span(start=0, end=23), Span(start=24, end=48)]
    target = tuple(Segment(document=document, lang="ar", span=s, text=s.of(document.text)) for s in spans)
    starts = [0, 6, 11, 17, 24, 30, 36, 42]
    words = tuple(
        WordCoverage(span=Span(start=at, end=at + 5), p=p) for at, p in zip(starts, probabilities, strict=True)
    )
    bead = Bead(index=0, source=target[:1], target=target)
    return Evidence(bead=bead, target_coverage=Coverage(p=0.5, words=words))


SURE, GONE = (0.05, 0.0, 0.1, 0.0), (0.7, 0.8, 0.6, 0.5)


@pytest.mark.parametrize(
    ("probabilities", "texts"),
    [
        ((*SURE, *GONE), ["omega sigma kappa theta."]),
        ((*GONE, *SURE), ["alpha beta gamma delta."]),
        ((*SURE, 0.9, 0.9, 0.9, 0.2), []),
        ((*SURE, 0.4, 0.5, 0.5, 0.5), []),
        ((0.3, 0.2, 0.3, 0.2, *GONE), []),
        ((*GONE, *GONE), []),
    ],
)
def test_all_its_words_must_be_doubtful_and_hardly_another(probabilities, texts):
    assert [segment.text for segment, *_ in taken_along(bead_of(*probabilities), "target")] == texts


def test_where_both_sides_have_as_many_sentences_nothing_was_taken_along():
    one = bead_of(*SURE, *GONE)
    assert list(taken_along(replace(one, bead=replace(one.bead, source=one.bead.target)), "target")) == []


@pytest.mark.parametrize(
    ("own", "rest", "found"),
    [
        ((0.5, 0.5, 0.5, 0.5), (0.2, 0.2, 0.2, 0.2), True),
        ((0.5, 0.5, 0.5, 0.49), (0.2, 0.2, 0.2, 0.2), False),
        ((0.5, 0.5, 0.5, 0.5), (0.2, 0.2, 0.2, 0.21), False),
        ((0.25, 0.75, 0.5, 0.5), (0.0, 0.0, 0.0, 0.0), True),
        ((0.24, 0.9, 0.9, 0.9), (0.0, 0.0, 0.0, 0.0), False),
    ],
)
def test_how_doubtful_a_sentence_and_how_sure_the_rest(own, rest, found):
    for probabilities, text in (((*own, *rest), "alpha beta"), ((*rest, *own), "omega sigma")):
        told = [
            (segment.text[: len(text)], level) for segment, _, level in taken_along(bead_of(*probabilities), "target")
        ]
        assert told == ([(text, sum(own) / 4)] if found else [])


def sentences(*texts, p):
    """A bead of one source sentence and these of the target, each word of a sentence as doubtful as its `p` says."""
    document = Document(path="post.txt", text=" ".join(texts))
    target, made, start = [], [], 0
    for text, doubt in zip(texts, p, strict=True):
        span = Span(start=start, end=start + len(text))
        target.append(Segment(document=document, lang="en", span=span, text=text))
        made += [WordCoverage(span=word.shift(start), p=doubt) for word in words(text)]
        start = span.end + 1
    bead = Bead(index=0, source=(target[0],), target=tuple(target))
    return Evidence(bead=bead, target_coverage=Coverage(p=0.5, words=tuple(made)))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("alpha beta gamma.", "omega sigma kappa."), 1),  # three words
        (("alpha beta.", "omega sigma kappa."), 0),
        (("alpha the beta.", "omega sigma kappa."), 0),  # of content
        (("alpha beta gamma.", "the of and."), 0),  # nothing to compare with
    ],
)
def test_words_that_tell(texts, found):
    assert len(list(taken_along(sentences(*texts, p=(0.9, 0.1)), "target"))) == found


def test_its_place_and_how_sure_it_is():
    ((segment, place, level),) = taken_along(
        sentences("alpha beta gamma.", "omega sigma kappa.", p=(0.1, 0.9)), "target"
    )
    assert (segment.text, place.text, level) == ("omega sigma kappa.", "omega sigma kappa.", pytest.approx(0.9))


def test_an_empty_side_and_a_side_without_measures_were_not_taken_along():
    one = bead_of(*SURE, *GONE)
    assert list(taken_along(replace(one, bead=replace(one.bead, source=())), "target")) == []
    assert list(taken_along(replace(one, target_coverage=None), "target")) == []
    assert list(taken_along(one, "source")) == []
