"""Of whom an Arabic word speaks, and what a pronoun that became another person's is said to be."""

import pytest

from tests.by_hand import document
from tqcheck.checks import changed
from tqcheck.checks.arabic_persons import of_ending, of_particle, of_verb, owner


@pytest.mark.parametrize(
    ("word", "person"),
    [("نطلب", "1p"), ("ويطلبون", "3p"), ("يأتوا", "3p"), ("سيغادر", "3m"), ("تنشره", "3f"), ("رفضت", "3f"),
     ("رفضوا", "3p"), ("نقل", None), ("تحدث", None), ("نشأت", None), ("تسوية", None),
     ("المؤتمر", None), ("سيكون", None)],
)  # fmt: skip
def test_verbs(word, person):
    assert of_verb(word) == person


@pytest.mark.parametrize(
    ("word", "person"),
    [("إليها", "3f"), ("إليه", "3m"), ("لأننا", "1p"), ("وهو", "3m"), ("هم", "3p"), ("إنه", None), ("إنها", "3f"),
     ("لنا", "1p"), ("بها", None), ("على", None), ("كتابها", None)],
)  # fmt: skip
def test_particles(word, person):
    assert of_particle(word) == person


@pytest.mark.parametrize(
    ("word", "english", "person"),
    [("زملائه", "colleagues", "3m"), ("زملائي", "colleagues", "1s"), ("تلاميذه", "pupils", "3m"),
     ("محامي", "lawyer", None), ("كورونا", "coronavirus", None), ("الوزارة", "ministry", None),
     ("أبوابنا", "doors", "1p")],
)  # fmt: skip
def test_owners(word, english, person):
    assert owner(word, english) == person


def test_what_is_written_onto_a_word_that_need_have_no_owner():
    assert (of_ending("ابنتها"), of_ending("عسكري"), of_ending("مدرسة")) == ("3f", None, None)


def told(english, arabic, links, *, turned=False):
    found = changed.CHECKS[0].findings(document(english, arabic, links, turned=turned))
    return [(f.severity.value, f.confidence, f.message) for f in found]


@pytest.mark.parametrize(
    ("english", "arabic", "links", "message"),
    [
        ("They sold their doors.", "باعوا أبوابنا.", "doors=أبوابنا", "“their doors” became «أبوابنا» (our, we)"),
        ("They sold their doors.", "باعوا أبوابنا.", "doors=أبوابنا:0.59", None),
        ("They sold their doors.", "باعوا أبوابنا.", "doors=أبوابنا:0.4 their>أبوابنا",
         "“their doors” became «أبوابنا» (our, we)"),
        ("They sold their doors.", "باعوا أبوابهم.", "doors=أبوابهم", None),
        # what one side alone quotes it says in another person
        ("They sold their doors.", "قالوا: «بعنا أبوابنا».", "doors=أبوابنا", None),
        ("“We sold our doors.”", "«باعوا أبوابهم».", "doors=أبوابهم", "“our doors” became «أبوابهم» (their, they)"),
        # two signs: the particle before a verb agrees with it
        ("She had no water.", "إننا لا نملك ماء.", "had=نملك:0.4", "“She had” became «نملك» (our, we)"),
        ("She had no water.", "لا نملك ماء.", "had=نملك:0.59", None),
        # a verb whose subject may stand behind it says nothing of who "he" is
        ("He left.", "غادرت المدينة.", "left=غادرت", None),
        ("He left.", "غادرت أمس.", "left=غادرت", "“He left” became «غادرت» (her, she)"),
        ("I left.", "غادرت أمس.", "left=غادرت", None),
        # a passive's subject is what the Arabic verb has for its object
        ("He was joined by nobody.", "لم يرافقها أحد.", "joined>يرافقها",
         "“He was joined” became «يرافقها» (her, she)"),
        ("She was joined by nobody.", "لم يرافقها أحد.", "joined>يرافقها", None),
    ],
)  # fmt: skip
def test_whose_it_is(english, arabic, links, message):
    assert told(english, arabic, links) == ([("major", 0.6, message)] if message else [])


def test_the_original_comes_first():
    found = told("They sold their doors.", "باعوا أبوابنا.", "doors=أبوابنا", turned=True)
    assert found == [("major", 0.6, "«أبوابنا» (our, we) became “their doors”")]
