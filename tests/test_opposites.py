"""Opposites by WordNet: what accuses, what excuses, forms of a word."""

import pytest

from tqcheck.checks.opposites import meanings
from tqcheck.meaning.opposites import contrary, lemmas, may_say


@pytest.mark.parametrize(
    ("english", "said", "expected"),
    [
        ("shallow", ["deep"], "deep"),
        ("Rear", ["front", "anterior"], "front"),
        ("strengthened", ["weakens"], "weakens"),
        ("sold", ["bought"], "bought"),
        ("shallow", ["steep", "deep"], None),  # what is named later accuses nobody
        ("shallow", ["deep", "shallow"], None),
        ("clean", ["dirty", "pure"], None),  # pure may say the same
        ("legal", ["illegal"], None),  # the check on prefixes has it
        ("shallow", ["front"], None),
        ("shallow", [], None),
        ("the", ["deep"], None),
    ],
)
def test_what_is_the_contrary(english, said, expected):
    assert contrary(english, said) == expected


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("deepest", "deep"), ("sold", "sell"), ("enemies", "enemy"), ("heavier", "heavy"), ("bigger", "big"),
        ("begun", "begin"), ("quickly", "quick"), ("happily", "happy"), ("minister's", "minister"),
    ],
)  # fmt: skip
def test_the_word_of_a_form(word, lemma):
    assert lemma in lemmas(word)


def test_what_may_say_the_same():
    assert may_say("started", "begins")
    assert not may_say("started", "ended")


def test_what_an_arabic_word_may_mean():
    assert meanings("والعميقة")[0] == "deep"
    assert meanings("ءءءء") == ()
