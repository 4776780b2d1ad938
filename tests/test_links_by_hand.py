"""What a link that is just so firm decides, on beads whose links and probabilities are written by hand.

`links_by_hand.tsv` has a bead a row (the notation is that of `tests/by_hand.py`) and all that is found in it: severity,
English words, Arabic words. `both` says whether the same is found where the Arabic is the original.
"""

import csv
from pathlib import Path

import pytest

from tests.by_hand import bead, document
from tqcheck.checks import attribution, changed, coverage, names, negation, qualifiers, quantities, quotes, severed
from tqcheck.checks.denials import _likeness, denials
from tqcheck.checks.linked_names import exchanged
from tqcheck.checks.pairing import pairing_of
from tqcheck.checks.phrases import prepositional_phrase
from tqcheck.text.words import words

CHECKS = {
    "attribution": attribution.CHECKS, "changed": changed.CHECKS, "coverage": coverage.CHECKS, "names": names.CHECKS,
    "negation": negation.CHECKS, "quantities": quantities.CHECKS, "quotes": quotes.CHECKS[1:],
    "severed": severed.CHECKS,
}  # fmt: skip
with (Path(__file__).parent / "links_by_hand.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def findings_in(row, *, turned=False):
    made = document(row["en"], row["ar"], row["links"], row["p"], turned=turned)
    return made, [f for check in CHECKS.get(row["check"], ()) for f in check.findings(made)]


def found(row, *, turned):
    made, findings = findings_in(row, turned=turned)
    if row["check"] == "exchanged":
        pairing = pairing_of(made.beads[0])
        return " ; ".join(f"{e.part.text}|{e.instead.of(pairing.arabic.text)}" for e in exchanged(pairing))
    told = []
    for finding in findings:
        sides = [place.text if place else "" for place in (finding.source, finding.target)]
        told.append(f"{finding.severity.value} {'|'.join(reversed(sides) if turned else sides)}")
    return " ; ".join(told)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['check']}: {row['why']}")
def test_row(row):
    assert found(row, turned=False) == row["found"]
    told = [(str(f.confidence), f.bead) for f in findings_in(row)[1]]
    assert told == ([(row["confidence"], 0)] if row["confidence"] else [])


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["both"] == "yes"], ids=lambda row: f"{row['check']}: {row['why']}"
)
def test_row_where_the_arabic_is_the_original(row):
    assert found(row, turned=True) == row["found"]


@pytest.mark.parametrize(
    ("check", "english", "arabic", "links", "message"),
    [
        ("changed", "It will open.", "افتتح.", "open=افتتح",
         "«افتتح» became “will open”: what is done became what is to come"),
        ("changed", "It was unfair.", "كانت عادلة.", "unfair=عادلة", "«عادلة» (fair) became “unfair”"),
        ("attribution", "Alleged smugglers fled.", "فر مهربان.", "smugglers=مهربان",
         "“Alleged” was lost: an allegation is stated as fact"),
        ("attribution", "Alleged smugglers fled.", "فر المهربون.", "smugglers=المهربون p Alleged:0.9",
         "“Alleged” was added: a fact became an allegation"),
    ],
)  # fmt: skip
def test_the_message_where_the_arabic_is_the_original(check, english, arabic, links, message):
    links, _, p = links.partition(" p ")
    made = document(english, arabic, links, p, turned=True)
    assert [f.message for c in CHECKS[check] for f in c.findings(made)] == [message]


# --- what a denial denies, and how alike two are


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It did not burst.", [("not", "burst")]),
        ("It did not flood one two three four.", [("not", "flood one two three")]),  # four words at most
        ("It did not, he said, burst.", [("not", "")]),  # to the end of the clause
        ("They said, no food came.", [("no", "food came")]),  # a clause's end before it ends nothing
        ("It was not at the gate.", [("not", "gate")]),  # content words
        ("He denied taking bribes.", [("denied", "taking")]),  # of a verb of denial the next word
        ("Schools were still not open.", [("not", "open")]),
        ("It is impossible.", [("impossible", "")]),
        ("He is tall rather than strong.", [("rather than", "rather")]),
        ("There is no food and no water.", [("no", "food no water")]),  # carried on
        ("He did not rule it out.", []),  # ruling out, denied
        ("He did not abcdefghij rule it out.", []),
        ("He did not abcdefghijk rule it out.", [("not", "abcdefghijk rule")]),
        ("There is no food but no water.", [("no", "food no water"), ("no", "water")]),
        ("There is no food and never water.", [("no", "food never water"), ("never", "water")]),
    ],
)
def test_what_a_denial_denies(text, told):
    pairing = pairing_of(bead(text, "نص"))
    found = denials(pairing.english, pairing.evidence.cues.of("source").negation)
    assert [(one.cue.text, " ".join(map(pairing.english.word, one.scope))) for one in found] == told


@pytest.mark.parametrize(
    ("arabic", "told"),
    [
        ("لا يزال هنا", []),  # denies in form only
        ("لم يستبعد ذلك", []),  # ruling out, denied, affirms
        ("لم يفعل هنا غدا ولم يستبعد ذلك", [("لم", "يفعل غدا ولم")]),
        ("صحيفة «نوفي ليست» اليومية", []),  # a title
        ("صحيفة «ليست» اليومية", [("ليست", "اليومية")]),  # one word is none
        ("قال «هذه ليست جيدة جدا»", [("ليست", "جيدة جدا")]),  # nor are four
    ],
)
def test_what_an_arabic_denial_denies(arabic, told):
    pairing = pairing_of(bead("Text", arabic))
    found = denials(pairing.arabic, pairing.evidence.cues.of("target").negation)
    assert [(one.cue.text, " ".join(map(pairing.arabic.word, one.scope))) for one in found] == told


@pytest.mark.parametrize(
    ("english", "arabic", "links", "like"),
    [
        ("It did not burst.", "لم ينهر", "not=لم", 2),  # linked to each other
        ("It did not burst.", "لم ينهر", "burst=ينهر", 3),  # what they deny is
        ("It did not burst.", "لم ينهر", "not>لم:0.35", 2),
        ("It did not burst.", "لم ينهر", "not>لم:0.34", 0),
        ("It did not burst.", "لم ينهر", "not<لم:0.35", 2),
        ("It did not burst.", "لم ينهر", "not>لم:-", 0),  # a link without a strength is not firm
        ("It did not burst.", "لم ينهر", "not<لم:-", 0),
        ("It did not burst.", "غدا لم ينهر", "burst>غدا", 2),  # near it
        ("It did not burst.", "غدا هنا أمس جدا معا لم ينهر", "burst>غدا", 2),
        ("It did not burst.", "غدا هنا أمس جدا معا اليوم لم ينهر", "burst>غدا", 0),
        ("He denied it.", "لم يقل", "denied=لم", 3),  # a verb and a particle that are linked to each other
        ("He denied taking it.", "لم يأخذه", "taking=يأخذه", 3),
        ("He denied taking it.", "لم يأخذه", "taking=لم", 3),
        ("He denied taking it.", "لم يأخذه", "denied=يأخذه", 3),
        ("He denied taking it.", "لم يأخذه", "denied>لم", 0),  # a verb of denial is more exacting
        ("He denied taking it.", "نفى أخذه", "denied=نفى", 0),  # two verbs are no pair
    ],
)
def test_how_alike_two_denials_are(english, arabic, links, like):
    pairing = pairing_of(bead(english, arabic, links))
    cues = pairing.evidence.cues
    (one,), (other,) = denials(pairing.english, cues.source.negation), denials(pairing.arabic, cues.target.negation)
    assert _likeness(pairing, one, other) == like


# --- denied words, phrases


@pytest.mark.parametrize(
    ("text", "word", "reach", "denied"),
    [
        ("It did not burst.", "not", 0, True),
        ("It did not burst.", "burst", 0, True),
        ("It did not ever burst.", "burst", 0, False),
        ("It did not then once soon burst.", "burst", 3, True),
        ("It did not then once very soon burst.", "burst", 3, False),
        ("It did not, he said, burst.", "said", 3, False),
        ("It burst and did not flood.", "burst", 3, False),
    ],
)
def test_how_far_a_denial_reaches(text, word, reach, denied):
    half = pairing_of(bead(text, "نص")).english
    assert half.denied(next(at for at in range(len(half.spans)) if half.word(at) == word), reach) is denied


@pytest.mark.parametrize(
    ("text", "words_of_it", "phrase"),
    [
        ("They met at Baghdad's international airport.", "international airport", "at Baghdad's international airport"),
        ("They met with the Government of Iraq.", "Iraq", "with the Government of Iraq"),
        ("They met at the big old airport.", "airport", "at the big old airport"),
        ("They met at the big old stone airport.", "airport", "airport"),  # three words are no phrase's
        ("They met in the city the airport serves.", "airport", "airport"),  # another phrase
        ("They met at Cairo, the airport.", "airport", "airport"),  # a comma
        ("At airports they met.", "airports", "At airports"),
        ("Airports closed.", "Airports", "Airports"),
        ("They left airports closed.", "airports", "airports"),
    ],
)
def test_the_phrase_around_a_word(text, words_of_it, phrase):
    spans = words(text)
    start = text.index(words_of_it)
    inside = [n for n, span in enumerate(spans) if start <= span.start < start + len(words_of_it)]
    first, last = prepositional_phrase(text, spans, inside[0], inside[-1])
    assert text[spans[first].start : spans[last].end] == phrase


@pytest.mark.parametrize(
    ("arabic", "lost", "marked"),
    [
        ("غادر نائب الوزير.", "نائب", ["نائب"]),
        ("غادر الوزير السابق.", "السابق", []),  # former, or previous
        ("غادر الوزير الكبير.", "الكبير", []),  # much else besides senior
    ],
)
def test_qualifiers_of_an_arabic_original(arabic, lost, marked):
    made = document("The minister left.", arabic, "minister=الوزير left=غادر", f"{lost}:0.15", turned=True)
    assert [fault.source.of(arabic) for fault in qualifiers.lost(made.beads[0])] == marked
