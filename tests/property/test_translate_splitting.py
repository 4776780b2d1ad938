"""Splitting loses no character and keeps to the limit, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tqcheck.translate.splitting import split_to_fit

TEXTS = st.text(alphabet="اب،؛. ab!؟\nc—", max_size=120)


@given(TEXTS, st.integers(1, 40))
def test_pieces_fit_and_hold_everything(text, limit):
    pieces = split_to_fit(text, len, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len(piece) <= limit for piece in pieces)


@given(TEXTS)
def test_a_text_that_fits_stays_whole(text):
    assert split_to_fit(text, len, 1000) == ([text.strip()] if text.strip() else [])
