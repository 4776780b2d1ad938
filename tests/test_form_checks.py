"""Form: one finding for a slip that repeats, links, hidden characters, and places in the document."""

import pytest

from benchmarks.language_checks import document
from tqcheck.checks import form, links, quotes
from tqcheck.checks.form import _unpaired
from tqcheck.text.quotations import find_quotations


def findings(pairs, code):
    run = [c for c in (*form.CHECKS, *links.CHECKS, *quotes.CHECKS) if c.code == code]
    return [f for check in run for f in check.findings(document(pairs))]


def test_a_repeated_slip_is_one_finding_with_its_count():
    pairs = [("He came, saw, and left.", "جاء ، ورأى ، وغادر.")] * 15
    (finding,) = findings(pairs, "TQ605")
    assert finding.detail["count"] == 30
    assert "30 times" in finding.message
    assert len(finding.detail["places"]) == 30


def test_places_are_offsets_of_the_document():
    pairs = [("One.", "واحد."), ("Two.", "اثنان .")]
    (finding,) = findings(pairs, "TQ605")
    start, end = finding.detail["places"][0]
    assert finding.target.document.text[start:end] == " "
    assert finding.bead == 1


def test_a_quotation_over_several_sentences_is_balanced():
    pairs = [('"We came.', '"جئنا.'), ('We saw."', 'ورأينا".')]
    assert findings(pairs, "TQ602") == []
    pairs = [("He said this: we came.", 'قال: "جئنا.'), ("We saw.", 'ورأينا".')]
    assert findings(pairs, "TQ602") == []


def test_links_may_move_to_another_sentence():
    pairs = [("See https://a.example/x now.", "انظر الرابط."), ("Thanks.", "شكرا: https://a.example/x")]
    assert findings(pairs, "TQ608") == []


def test_nothing_but_links_is_compared_in_links():
    assert findings([("See https://a.example/x,y.", "انظر https://a.example/x,y.")], "TQ606") == []


def test_empty_sides_are_no_fault():
    pairs = [("A sentence (alone).", ""), ("", "جملة وحيدة.")]
    for code in ("TQ601", "TQ602", "TQ603", "TQ604", "TQ605", "TQ609", "TQ610"):
        assert findings(pairs, code) == []


# --- where the lines run


@pytest.mark.parametrize(
    ("text", "lonely"),
    [
        ("(a) [b] {c}", []),
        ("(a [b) c]", ["(0", ")5"]),  # crossed
        ("a (b", ["(2"]),
        ("abc) d", [")3"]),
        ("a) b 12) c", []),  # markers of a list
        ("abc 123) c", [")7"]),
        ("well :) ;-) =)", []),  # faces
        ("a ((b)", ["(2"]),
        ("([)]", ["(0", ")2"]),
    ],
)
def test_brackets_without_a_partner(text, lonely):
    assert sorted(f"{char}{at}" for at, char in _unpaired(text)) == sorted(lonely)


@pytest.mark.parametrize(
    ("code", "pairs", "expected"),
    [
        # brackets, each; none where the original has the same slip
        ("TQ601", [("The (first) one.", "الأول) و(الثاني.")], ["0 ) 5-6", "0 ( 8-9"]),
        ("TQ601", [("The (first one.", "(الأول.")], []),
        ("TQ601", [("One.", "واحد."), ("Two.", "اثنان) هنا.")], ["1 ) 11-12"]),
        # doubled words: the first place, and how many
        ("TQ604", [("He left.", "غادر غادر.")], ["0 غادر غادر 0-9"]),
        ("TQ604", [("He left.", "غادر غادر."), ("It is in.", "هو في في.")], ["0 غادر غادر 0-9"]),
        ("TQ604", [("They left one by one.", "غادروا واحدا واحدا.")], []),  # by idiom
        ("TQ604", [("He said no no.", "قال كلا كلا.")], []),  # the original doubles one, too
        ("TQ604", [("The BBC said so.", "قالت بي بي سي.")], []),  # letters
        ("TQ604", [("He said so.", "قالت بي بي سي.")], ["0 بي بي 5-10"]),
        ("TQ604", [("In 1999 1999.", "في 7 7 هنا.")], []),  # numbers
        # spaces before marks, at each place
        ("TQ605", [("He came, and left.", "جاء ، ثم غادر .")], ["0   3-4"]),
        # Latin marks
        ("TQ606", [("Who came, and when?", "من جاء, ومتى?")], ["0 , 6-7"]),
        ("TQ606", [("Who came?", "من جاء؟")], []),
        # English words: everyday ones outside of names, brackets and quotation marks
        ("TQ607", [("The budget was cut.", "خُفضت budget الوزارة.")], ["0 budget 6-12"]),
        ("TQ607", [("The budget was cut.", "خُفضت (budget) الوزارة.")], []),
        ("TQ607", [("The budget was cut.", "خُفضت «budget» الوزارة.")], []),
        ("TQ607", [("The budget was cut.", "خُفضت State budget الوزارة.")], []),
        ("TQ607", [("The budget was cut.", "خُفضت budget 2024 الوزارة.")], []),
        ("TQ607", [("The zebroid was cut.", "خُفضت zebroidy الوزارة.")], []),  # no everyday word
        ("TQ607", [("Cut the budget.", "budget الوزارة وbudget المكتب")], ["0 budget 0-6"]),
        # hidden characters
        ("TQ609", [("He left.", "غادر\u200f.")], ["0 \u200f 4-5"]),
        ("TQ609", [("He left.", "\u200dغادر.")], ["0 \u200d 0-1"]),
        ("TQ609", [("He left.", "غادر 👨\u200d👩.")], []),  # joins two pictures
        ("TQ609", [("He left.", "👨\u200d👩 غادر.")], []),
        ("TQ609", [("He left.", "غادر 👨\u200f👩.")], ["0 \u200f 6-7"]),
        ("TQ609", [("He left.", "غاد\u200dر.")], ["0 \u200d 3-4"]),
        ("TQ609", [("No.", "ﻻ، ﷺ.")], ["0 ﻻ 0-1"]),
        # digits: those of which there are fewer; the Arabic ones where there are as many
        ("TQ610", [("5 men, 6 women, 7 boys", "٥ رجال و6 نساء و7 أولاد")], ["0 ٥ 0-1"]),
        ("TQ610", [("5 men, 6 women, 7 boys", "5 رجال و٦ نساء و٧ أولاد")], ["0 5 0-1"]),
        ("TQ610", [("5 men, 6 women", "5 رجال و٦ نساء")], ["0 ٦ 8-9"]),
        ("TQ610", [("5 men, 6 women", "٥ رجال و٦ نساء")], []),
        # links
        ("TQ608", [("See a.example/x or B.example/Y.", "انظر a.example/x.")], []),
        ("TQ608", [("Ask @minanews.", "اسألوا الوكالة.")], ["0 @minanews source 4-13"]),
        ("TQ608", [("Ask us.", "اسألوا @minanews.")], ["0 @minanews 7-16"]),
        ("TQ608", [("Ask @MinaNews.", "اسألوا @minanews.")], []),
        ("TQ608", [("#One #Two", "#واحد")], ["0 #Two source 5-9"]),
        ("TQ608", [("#One #Two", "#One #اثنان")], []),
        ("TQ608", [("#One #Two", "#One")], ["0 #Two source 5-9"]),
        ("TQ608", [("#One", "#واحد #اثنان")], []),
    ],
)  # fmt: skip
def test_what_is_a_slip_and_what_is_marked(code, pairs, expected):
    told = []
    for finding in findings(pairs, code):
        place = finding.target or finding.source
        side = "" if finding.target else "source "
        told.append(f"{finding.bead} {place.text} {side}{place.span.start}-{place.span.end}")
    assert told == expected


@pytest.mark.parametrize(
    ("pairs", "code", "message", "confidence", "count"),
    [
        ([("He left.", "غادر غادر.")], "TQ604", "«غادر» stands twice in a row", 0.9, 1),
        ([("It is in.", "غادر غادر في في.")], "TQ604", "«غادر» stands twice in a row (2 such places)", 0.9, 2),
        ([("He left.", "غادر .")], "TQ605", "a space stands before a punctuation mark, once", 0.95, 1),
        ([("5 men, 6 women, 7 boys", "٥ رجال و6 نساء و7 أولاد")], "TQ610",
         "“٥” is in the digits of which the document has fewer (1 Arabic-Indic, 2 European numbers)", 0.95, 1),
        ([("#One #Two", "#One")], "TQ608", "the translation has 1 hashtags, the original 2", 0.95, None),
        ([("He (left.", "غادر).")], "TQ601", None, None, None),
        ([("He left.", "غادر).")], "TQ601", "“)” has no partner in its sentence", 0.9, None),
        ([("He left.", "غادر ﻻ\u200f.")], "TQ609",
         "arabic ligature lam with alef isolated form: a control character or presentation form, 2 times in "
         "the document", 0.95, 2),
    ],
)  # fmt: skip
def test_what_is_said_of_a_slip(pairs, code, message, confidence, count):
    told = [(f.message, f.confidence, f.detail.get("count")) for f in findings(pairs, code)]
    assert told == ([(message, confidence, count)] if message else [])


def test_latin_marks_and_words_are_none_in_english():
    made = document([("خُفضت الميزانية.", "The budget was cut, she said.")], "ar", "en")
    assert [f for check in form.CHECKS for f in check.findings(made)] == []


@pytest.mark.parametrize(
    ("text", "inside", "unpaired"),
    [
        ('He said "we will go" now', [(8, 20, 3)], []),
        ("He said “we will go” now", [(8, 20, 3)], []),
        ("He said „we will go“ now", [(8, 20, 3)], []),
        ("He said 'we will go' now", [(8, 20, 3)], []),
        ("He said 'we' now", [], []),  # too short to tell from apostrophes
        ("the workers' and the owners' names", [], []),
        ("«a “b” c»", [(0, 9, 3), (3, 6, 1)], []),
        ('a 6" pipe', [], []),  # inches
        ('a "6" pipe', [(2, 5, 1)], []),  # closed behind a digit
        ('"a b', [], [0]),
        ("a b”", [], [3]),
        ("a “b", [], [2]),
        ("»a«", [], [0, 2]),
        ('"a" "b', [(0, 3, 1)], [4]),
        ('"a＂', [(0, 3, 1)], []),
    ],
)
def test_what_stands_in_quotation_marks(text, inside, unpaired):
    found = find_quotations(text)
    assert (list(found.inside), list(found.unpaired)) == (inside, unpaired)


@pytest.mark.parametrize(
    ("pairs", "lonely"),
    [
        ([("He left.", 'غادر".')], ["0 4"]),
        ([('He "left.', 'غادر".')], []),  # as in the original
        ([('He "left.', '"غادر" "هنا".'), ("He left.", "غادر.")], []),
        ([('He "left.', '"غادر"" هنا".')], []),
        ([("We came.", '"جئنا.'), ("We saw.", "رأينا."), ("We left.", 'غادرنا".')], []),  # two sentences on
        ([("We came.", '"جئنا.'), ("We saw.", "رأينا."), ("We sat.", "جلسنا."), ("We left.", 'غادرنا".')],
         ["0 0", "3 6"]),  # three
        ([("We came.", '"جئنا.'), ("We saw.", ""), ("We left.", 'غادرنا".')], []),
        ([("", '"جئنا.')], ["0 0"]),
    ],
)  # fmt: skip
def test_a_quotation_is_followed_to_its_end(pairs, lonely):
    found = findings(pairs, "TQ602")
    assert [f"{f.bead} {f.target.span.start - sum(len(ar) + 1 for _, ar in pairs[: f.bead])}" for f in found] == lonely
    assert all((f.message, f.confidence) == ("a quotation mark has no partner", 0.8) for f in found)
    assert all(f.target.text in '"' for f in found)
