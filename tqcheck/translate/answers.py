"""What is wrong with a translation that a language model or a server gave, as far as that can be seen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tqcheck.lang import LANGUAGES
from tqcheck.quantities import extract
from tqcheck.quantities.agreement import agreement
from tqcheck.records import Lang, Quantity
from tqcheck.text.languages import detect, language_name
from tqcheck.text.scripts import letters, script_counts, script_of
from tqcheck.translate.loops import LOOP, is_loop

_DIGITS = re.compile(r"\d+")
_LONGEST = 6
"""Characters of a translation for each of its original, at most; a short original may need a few more."""
_LEAST = 4
"""Characters of an original for each of its translation, at most."""
_SPARE = 80


def fault_of(text: str, output: str, source: Lang, target: Lang) -> str:
    """Why `output` cannot be the translation of `text`, in one line; empty where nothing speaks against it."""
    if not output.strip():
        return "the model returned nothing"
    if script_of(source) != script_of(target) and letters(output, source):
        return f"the model left {language_name(source)} in its {language_name(target)}"
    if strange := script_counts(output).keys() - script_counts(text).keys() - {script_of(target)}:
        return f"the model left {min(strange)} letters in its {language_name(target)}"
    if is_loop(output, text):
        return LOOP
    if len(output) > _LONGEST * len(text) + _SPARE:
        return "the model said far more than the sentence"
    if len(text) > _LEAST * len(output) + _SPARE:
        return "the model said far less than the sentence"
    if lost_numbers(text, output, source, target):
        return "the model lost a number of the sentence"
    return ""


def wrong_language(outputs: Sequence[str], target: Lang) -> str:
    """Why these translations, read together, are not in the language asked for; empty where they are."""
    found = detect("\n".join(outputs))
    return "" if found == target else f"the model answered in {language_name(found)}, not {language_name(target)}"


def lost_numbers(text: str, output: str, source: Lang, target: Lang) -> list[str]:
    """The numbers that stand in digits in `text`, and in no way in `output`."""
    said = {_plain(digits) for digits in _DIGITS.findall(output)}
    theirs = list(extract(output, target)) if target in LANGUAGES else []
    lost = []
    for ours, words in _numbers(text, source):
        groups = {_plain(digits) for digits in _DIGITS.findall(words)}
        if not groups <= said and not (ours and any(agreement(ours, other) for other in theirs)):
            lost.append(words)
    return lost


def _numbers(text: str, lang: Lang) -> Iterator[tuple[Quantity | None, str]]:
    if lang not in LANGUAGES:
        yield from ((None, digits) for digits in _DIGITS.findall(text))
        return
    for quantity in extract(text, lang):
        if _DIGITS.search(quantity.text):
            yield quantity, quantity.text


def _plain(digits: str) -> str:
    """Digits of any script as 0-9, without leading zeros."""
    return str(int(digits)) if len(digits) < 40 else digits


def json_lines(answer: str) -> list[Any]:
    """The JSON values that stand on lines of their own; an array counts as its items, fences and prose as nothing."""
    whole = _parsed(answer)
    if isinstance(whole, list):
        return whole
    found = (_parsed(line.strip().rstrip(",")) for line in answer.splitlines())
    values = [value for value in found if isinstance(value, dict)]
    return values or ([whole] if isinstance(whole, dict) else [])


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
