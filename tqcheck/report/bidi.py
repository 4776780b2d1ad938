"""Arabic on a terminal: marks for terminals that reorder text themselves, reordering for those that do not."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

BidiMode: TypeAlias = Literal["logical", "visual"]

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv"})
LRM, RLM = "\u200e", "\u200f"
# Terminals known to show text in the order of its code points. The others reorder, as a browser does.
_PLAIN_PROGRAMS = frozenset({"vscode", "WezTerm", "Hyper", "ghostty", "rio", "Tabby", "WarpTerminal"})
_PLAIN_VARIABLES = ("WT_SESSION", "ALACRITTY_WINDOW_ID", "KITTY_WINDOW_ID", "XTERM_VERSION", "WEZTERM_PANE")
_RTL = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
RTL_RUN = re.compile(rf"{_RTL}+(?:[\s،؛]+{_RTL}+)*")
"""Words of right-to-left script in a row, for formats that mark them up."""
_ARABIC_RUN = re.compile(r"[\u0600-\u06ff](?:[\u0600-\u06ff0-9\s.,%]*[\u0600-\u06ff])?")


def detect_mode(environ: Mapping[str, str] = os.environ) -> BidiMode:
    """Whether the terminal in `environ` needs text reordered for it."""
    if environ.get("TERM_PROGRAM") in _PLAIN_PROGRAMS or any(environ.get(v) for v in _PLAIN_VARIABLES):
        return "visual"
    return "visual" if environ.get("TERM") in ("linux", "xterm-kitty", "alacritty", "foot") else "logical"


def display_line(line: str, mode: BidiMode) -> tuple[str, Sequence[int]]:
    """A line of right-to-left text as it has to be written, and for each character the index it came from (-1: none).

    `logical`: the same order between two right-to-left marks, so that a full stop at the end stands on the left.
    `visual`: letters in their joined forms, in the order of the screen from left to right.
    """
    if mode == "logical":
        return f"{RLM}{line}{RLM}", [-1, *range(len(line)), -1]
    return _visual(_joined(line))


def inline(text: str, mode: BidiMode) -> str:
    """Left-to-right text with Arabic in it («…» in a message), as the terminal needs it."""
    if mode == "logical":
        return text
    return _ARABIC_RUN.sub(lambda run: display_line(run[0], mode)[0], text)


def _joined(line: str) -> str:
    """The line in presentation forms, one for each letter: ligatures would break the map back."""
    import arabic_reshaper

    reshaper = arabic_reshaper.ArabicReshaper(
        {"support_ligatures": False, "delete_harakat": False, "delete_tatweel": False}
    )
    shaped: str = reshaper.reshape(line)
    return shaped if len(shaped) == len(line) else line


def _visual(line: str) -> tuple[str, list[int]]:
    """Characters from left to right and where each came from (Unicode bidirectional algorithm, base direction RTL)."""
    from bidi import algorithm as uba

    storage = uba.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 1, "R"
    uba.get_embedding_levels(line, storage)
    # The library gives the text only; an index carried along with each character gives the map.
    for index, char in enumerate(storage["chars"]):
        char["index"] = index
    uba.explicit_embed_and_overrides(storage)
    uba.resolve_weak_types(storage)
    uba.resolve_neutral_types(storage, False)
    uba.resolve_implicit_levels(storage, False)
    uba.reorder_resolved_levels(storage, False)
    uba.apply_mirroring(storage, False)
    return "".join(c["ch"] for c in storage["chars"]), [c["index"] for c in storage["chars"]]
