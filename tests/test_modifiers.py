"""Modifiers that may be lost: which words are any, and what is known of one."""

import pytest

from tqcheck.coverage.modifiers import features, is_modifier, lost, modifiers
from tqcheck.coverage.spans import SideWords
from tqcheck.records import Coverage, WordCoverage
from tqcheck.text.words import words


def side(text, links=None, alike=0.9):
    """A text whose linked words (by index) have links of .9 and little doubt; the others are linked to nothing."""
    links = links or {}
    found = tuple(
        WordCoverage(span=span, p=0.02 if at in links else 0.3, counterpart=links.get(at),
                     link=0.9 if at in links else None, alike=alike if at in links else 0.4)
        for at, span in enumerate(words(text))
    )  # fmt: skip
    return SideWords.of(text, Coverage(words=found, p=0.1))


def named(text, *, arabic):
    """The modifiers of a text as they are written."""
    own = side(text)
    return [own.words[at].span.of(text) for at in modifiers(own, arabic=arabic)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A former minister met two rusty old ships", ["former", "rusty", "old"]),
        ("The museum is old.", []),  # nothing stands behind it
        ("The renovated museum", ["renovated"]),
        ("It opened doors", []),  # a verb
        ("Local farmers met Old Trafford", ["Local"]),  # inside a sentence a capital makes a name
        ("They were temporarily closed", ["temporarily"]),
        ("He was never alone", []),
    ],
)
def test_english_modifiers(text, found):
    assert named(text, arabic=False) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الوزير السابق وصل", ["السابق"]),
        ("وزير سابق وصل", ["سابق"]),
        ("وزير السابق", []),  # they do not agree
        ("الوزير، السابق", []),
        ("السابق وصل", []),  # no noun before it
        ("الشاطئ الصخري", ["الصخري"]),
        ("الوزير حاسك السابق", ["السابق"]),  # a name between them
        ("ثلاث مباريات", []),  # a plural, no nisba
        ("الوزير بالسابق", []),
    ],
)
def test_arabic_modifiers(text, found):
    assert named(text, arabic=True) == found


def test_denials_and_small_words_are_no_modifiers():
    assert not any(is_modifier(word, arabic=False) for word in ("not", "never", "more", "two"))
    assert is_modifier("temporary", arabic=False)


ENGLISH = "Police found a rusty pistol Monday."
WHOLE = "عثرت الشرطة على مسدس صدئ الاثنين."
WITHOUT = "عثرت الشرطة على مسدس الاثنين."


def test_what_is_known_of_a_modifier_says_whether_its_place_is_taken():
    links, back = {0: 1, 1: 0, 4: 3, 5: 4}, {0: 1, 1: 0, 3: 4, 4: 5}
    gone = features(side(ENGLISH, links), side(WITHOUT, back), 3, arabic=False)
    assert (gone["noun"], gone["noun_link"], gone["slot1"], gone["slot_back"]) == (1.0, 0.9, 0.9, 0.0)
    there = features(side(ENGLISH, {**links, 3: 4, 5: 5}), side(WHOLE, {0: 1, 1: 0, 3: 4, 4: 3, 5: 5}), 3, arabic=False)
    assert (there["slot1"], there["slot_back"], there["mutual"]) == (0.0, 1.0, 1.0)


def test_a_lost_modifier_is_likelier_lost_than_one_that_is_rendered():
    links, back = {0: 1, 1: 0, 4: 3, 5: 4}, {0: 1, 1: 0, 3: 4, 4: 5}
    ((at, gone),) = lost(side(ENGLISH, links), side(WITHOUT, back), arabic=False)
    ((_, there),) = lost(
        side(ENGLISH, {**links, 3: 4, 5: 5}), side(WHOLE, {0: 1, 1: 0, 3: 4, 4: 3, 5: 5}), arabic=False
    )
    assert at == 3
    assert gone > 0.3 > -2.0 > there


def test_a_side_that_is_linked_to_nothing_is_read_all_the_same():
    ((_, odds),) = lost(side("A rusty pistol"), side("شيء"), arabic=False)
    assert isinstance(odds, float)
