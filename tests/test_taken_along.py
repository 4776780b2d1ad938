"""A sentence that alignment put into its neighbour's bead is still one that is missing or added."""

from dataclasses import replace
from pathlib import Path

import pytest

from tqcheck.api import Engine
from tqcheck.checks.taken_along import taken_along
from tqcheck.config import Config
from tqcheck.records import Bead, Coverage, Document, Evidence, Segment, Span, WordCoverage

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
