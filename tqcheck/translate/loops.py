"""Repetition loops: a decoder that says the same words over and over has not translated anything."""

from __future__ import annotations

import re

LOOP = "the model fell into a repetition loop"

_LONGEST_UNIT = 12
_REPEATS = {1: 5, 2: 4, 3: 4}
"""Repetitions that make a loop, by the length of the repeated unit in words; 3 for longer units."""


def is_loop(output: str, source: str = "") -> bool:
    """Whether `output` repeats itself without the source doing so.

    A loop is a run of words said several times in a row ("very, very, very" is none), or characters without spaces
    said at least eight times in a row. Where the source has a run as long, repeating it is right.
    """
    runs = _longest_run(output.lower().split())
    if runs and not _longest_run(source.split()):
        return True
    return bool(re.search(r"(\S{2,20}?)\1{7,}", output)) and not re.search(r"(\S{1,20}?)\1{7,}", source)


def _longest_run(words: list[str]) -> bool:
    bare = [word.strip(".,;:!?\"'،؛؟") or word for word in words]
    for size in range(1, min(_LONGEST_UNIT, len(bare) // 2) + 1):
        needed = _REPEATS.get(size, 3)
        same = 0
        for at in range(size, len(bare)):
            same = same + 1 if bare[at] == bare[at - size] else 0
            if same >= size * (needed - 1):
                return True
    return False
