"""The panes of a post and its text: what was not touched stays, what was written is there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tqcheck.desk.sheet import SIDES, Cut, Panes, Piece, utf16

words = st.text("ab\U0001f30dعم ", min_size=1, max_size=6).filter(str.strip)
ends = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def cuts(draw):
    """A text of both languages in pieces, lines ended in any way; a piece may end inside a line."""
    end = draw(ends)
    pieces = []
    for n in range(draw(st.integers(1, 5))):
        lines = draw(st.lists(words, min_size=1, max_size=3))
        text = end.join(lines) + draw(st.sampled_from([end, end * 2, ""]))
        pieces.append(Piece(side=SIDES[n % 2], text=text))
    return Cut(tuple(pieces))


def plain(text):
    """A pane as an editor sees it."""
    return text.rstrip("\n")


@given(cuts())
def test_panes_that_nobody_touched_give_the_same_text(cut):
    assert cut.merged(cut.panes).text == cut.text


@given(cuts(), st.data())
def test_a_changed_line_is_in_the_text_and_the_rest_as_it_was(cut, data):
    lines = cut.panes.source.split("\n")
    n = data.draw(st.sampled_from([n for n, line in enumerate(lines) if line]))
    panes = Panes("\n".join([*lines[:n], "NEW", *lines[n + 1 :]]), cut.panes.target)
    merged = cut.merged(panes)
    assert merged.panes.target == cut.panes.target
    assert plain(merged.panes.source) == plain(panes.source)
    assert merged.text.count("NEW") == 1
    assert len(merged.text) == len(cut.text) - len(lines[n]) + len("NEW")


@given(cuts(), st.lists(words, max_size=6), st.booleans())
def test_whatever_is_written_is_what_the_pane_shows_again(cut, lines, closed):
    panes = Panes(cut.panes.source, "\n".join(lines) + "\n" * closed) if len(cut.pieces) > 1 else cut.panes
    merged = cut.merged(panes)
    assert merged.panes.source == cut.panes.source or plain(merged.panes.source) == plain(cut.panes.source)
    assert plain(merged.panes.target) == plain(panes.target)


@given(cuts())
def test_every_place_of_the_text_is_found_in_its_pane(cut):
    at = 0
    for piece in cut.pieces:
        for n, char in enumerate(piece.text):
            side, offset = cut.place(at + n)
            assert side == piece.side
            if char not in "\r\n":
                units = cut.panes.of(side).encode("utf-16-le")
                assert units[2 * offset : 2 * (offset + utf16(char))].decode("utf-16-le") == char
        at += len(piece.text)
