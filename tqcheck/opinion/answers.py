"""A model's answers, read strictly: what is not in the form asked for is no answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from tqcheck.opinion.questions import KINDS, VERDICTS
from tqcheck.records import Bead, OpinionVerdict, Remark, RemarkKind, Side, Span

_LONGEST_REASON = 200


def claim_answer(text: str, bead: Bead) -> tuple[OpinionVerdict, str, str, str] | None:
    """Verdict, reason, and the words of either side that the model named, if they stand there; `None` for no answer."""
    found = _object(text)
    if found.get("verdict") not in VERDICTS or not isinstance(found.get("reason"), str):
        return None
    verdict = cast(OpinionVerdict, found["verdict"])
    words = [_there(found.get(key), bead, side) for key, side in _SIDES]
    return verdict, one_line(found["reason"]), words[0], words[1]


def remarks(text: str, bead: Bead) -> tuple[Remark, ...] | None:
    """The faults that the model saw; `None` for no answer. One whose words do not stand in the texts is dropped."""
    errors = _object(text).get("errors")
    if not isinstance(errors, list) or not all(isinstance(error, dict) for error in errors):
        return None
    found = (_remark(error, bead) for error in errors)
    return tuple(dict.fromkeys(one for one in found if one))


_SIDES: Sequence[tuple[str, Side]] = (("original_words", "source"), ("translation_words", "target"))


def _remark(error: dict[str, Any], bead: Bead) -> Remark | None:
    kind = error.get("kind")
    if kind not in KINDS:
        return None
    source, target = (_span(_there(error.get(key), bead, side), bead, side) for key, side in _SIDES)
    needed = {"omission": source, "addition": target, "untranslated": target}.get(kind, source or target)
    if needed is None:
        return None
    why = error.get("why")
    return Remark(
        kind=cast(RemarkKind, kind), source=source, target=target, why=one_line(why) if isinstance(why, str) else ""
    )


def _there(words: Any, bead: Bead, side: Side) -> str:
    """The words, if they stand in the side as they are; models make some up."""
    text = words.strip() if isinstance(words, str) else ""
    return text if text and text in bead.side_text(side) else ""


def _span(words: str, bead: Bead, side: Side) -> Span | None:
    if not words:
        return None
    start = bead.side_text(side).index(words)
    return Span(start=start, end=start + len(words))


def _object(text: str) -> dict[str, Any]:
    """The JSON object in an answer, whatever fence or prose stands around it; empty where there is none."""
    start, end = text.find("{"), text.rfind("}")
    try:
        found = json.loads(text[start : end + 1])
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def one_line(text: str) -> str:
    """What a model says, short, on one line and without control characters: it may repeat what a post told it."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST_REASON else line[: _LONGEST_REASON - 1] + "…"
