"""Words that a prefix denies, and whose denial is gone: unfair became «منصفة», fair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.checks.arabic_verbs import glosses, same_verb
from tqcheck.checks.pairing import Pairing
from tqcheck.meaning.en import inflected
from tqcheck.names.common import is_common_english
from tqcheck.records import Fault
from tqcheck.text.quoting import quoted

LINKED = 0.45
"""Strength from which on a link says what renders a word."""
REACH = 5
"""Words before an Arabic one among which its denial stands."""
_PREFIX = re.compile(r"^(?:un|in|im|ir|il|dis|non-?)(?!migra|prison|press)(?=[a-z]{4,})")


def stated(pairing: Pairing) -> Iterator[Fault]:
    """English words with a denying prefix whose Arabic word means the word without it, and is not denied."""
    for at in range(len(pairing.english.spans)):
        word = pairing.english.word(at).lower()
        base = _PREFIX.sub("", word)
        there = pairing.best(at)
        if base == word or there is None or (pairing.english.coverage.words[at].link or 0.0) < LINKED:
            continue
        if not is_common_english(base) or not _means(pairing.arabic.word(there), base):
            continue
        if not _denied(pairing, there) and not pairing.english.denied(at):
            source, target = pairing.places(pairing.english.spans[at], pairing.arabic.spans[there])
            yield Fault(
                bead=pairing.evidence.bead, source=source, target=target, confidence=0.8, detail={"class": "prefix"},
                message=_message(pairing, word, base, pairing.arabic.word(there)),
            )  # fmt: skip


def _denied(pairing: Pairing, at: int) -> bool:
    """Whether anything that may deny stands at an Arabic word or shortly before it."""
    cues = pairing.evidence.cues.of(pairing.arabic.side).negation if pairing.evidence.cues else ()
    spans = pairing.arabic.spans
    start, end = spans[max(0, at - REACH)].start, spans[at].end
    return any(start <= cue.span.start < end or cue.span.overlaps(spans[at]) for cue in cues if cue.kind != "still")


def _message(pairing: Pairing, word: str, base: str, arabic: str) -> str:
    return pairing.became(quoted(word), f"{quoted(arabic)} ({base})")


def _means(arabic: str, base: str) -> bool:
    """Whether the lexicon renders an Arabic word by an English one or a form of it."""
    return any(one in inflected(base) or same_verb(one, base) for one in glosses(arabic.removesuffix("ة")))
