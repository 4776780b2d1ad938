"""No text makes these checks fail, and what they point at lies within the document."""

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.language_checks import checks, document
from tqcheck.names.english import find_names
from tqcheck.names.match import compare
from tqcheck.names.phonetics import latin_letters, name_letters, similarity

ALPHABET = st.sampled_from("abcdMNTU .,?!\"'()«»“”#@-0123٤٥ ابتجدرسكلمنهوية،؛؟\u200f\u064b\u0640ﻻ")
TEXT = st.text(ALPHABET, max_size=60)
WORDS = st.lists(
    st.sampled_from('not never Iraq Iran Baghdad said may لن لم العراق بغداد قال قد , ، . "'.split()), max_size=12
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(TEXT | WORDS.map(" ".join), TEXT | WORDS.map(" ".join)), min_size=1, max_size=3))
def test_findings_lie_within_their_documents(pairs):
    evidence = document([(en.replace("\n", " "), ar.replace("\n", " ")) for en, ar in pairs])
    for check in checks():
        for finding in check.findings(evidence):
            assert finding.code == check.code
            assert finding.source or finding.target
            for place in (finding.source, finding.target):
                assert place is None or 0 <= place.span.start <= place.span.end <= len(place.document.text)


@settings(max_examples=50, deadline=None)
@given(TEXT, TEXT)
def test_every_name_is_settled(en, ar):
    found = compare(en, ar)
    settled = {r.name.span for r in found.matched} | {u.name.span for u in found.unmatched}
    assert settled == {name.span for name in find_names(en)}


@settings(max_examples=50, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=12), st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", max_size=12))
def test_likeness_is_bounded(latin, arabic):
    assert -20 < similarity(latin_letters(latin), name_letters(arabic)) < 12
