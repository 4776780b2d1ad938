from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tqcheck.records import Bead, Document, Segment, Span
from tqcheck.text.normalise import fold, normalise
from tqcheck.text.scripts import language_runs
from tqcheck.text.sentences import split_sentences
from tqcheck.text.words import words

news = st.text(alphabet="abcXYZ .,!?\"“”«»()…'\n0123456789" + "ابتثجحخدقكلمنهويةىأإ،؛؟ًٌَُِّْـ٠١٢", max_size=120)


@given(news, st.sampled_from(["en", "ar"]))
def test_sentences_lose_no_word_and_keep_order(text, lang):
    spans = split_sentences(text, lang)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    outside = "".join(c for i, c in enumerate(text) if not any(s.start <= i < s.end for s in spans))
    assert not any(c.isalnum() for c in outside)


@given(st.text(max_size=80))
def test_normalisation_maps_back_to_the_original(text):
    n = normalise(text, fold_letters=True)
    assert len(n.text) == len(n.starts) == len(n.ends)
    for i in range(len(n.text)):
        span = n.original(i, i + 1)
        assert normalise(span.of(text), fold_letters=True).text.find(n.text[i]) >= 0


@given(news)
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(news)
def test_runs_share_out_every_letter(text):
    runs = language_runs(text, "en", "ar")
    inside = {i for r in runs for i in range(r.span.start, r.span.end)}
    assert all(i in inside for i, c in enumerate(text) if c.isalpha() and c not in "ـ")
    assert sum(len(r.span) for r in runs) == len(inside)


@given(st.lists(st.text(alphabet="ab 1", min_size=1, max_size=8), min_size=1, max_size=4), st.data())
def test_bead_offsets_point_at_the_same_words(parts, data):
    document = Document(path="p", text="##".join(parts))
    found, at = [], 0
    for part in parts:
        span = Span(start=at, end=at + len(part))
        found.append(Segment(document=document, lang="en", span=span, text=part))
        at += len(part) + 2
    bead = Bead(index=0, source=tuple(found), target=())
    text = bead.side_text("source")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = bead.locate("source", start, end)
    chosen = text[start:end]
    if " " not in chosen and chosen:
        assert place.text == chosen
    assert place.document is document


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text):
    spans = words(text)
    assert all(s.of(text).strip() == s.of(text) and len(s) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
