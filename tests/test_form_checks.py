"""Form: one finding for a slip that repeats, links, hidden characters, and places in the document."""

from benchmarks.language_checks import document
from tqcheck.checks import form, links, quotes


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
