"""What a translator may say beside its translations; every reader of it goes through here."""

from __future__ import annotations

from collections.abc import Mapping

from tqcheck.plugins import Translator


def failures_of(translator: Translator) -> Mapping[str, str]:
    """Texts of the latest call that came back empty, and why; empty for a translator that does not say."""
    failures: Mapping[str, str] = getattr(translator, "failures", {})
    return failures


def notices_of(translator: Translator) -> tuple[str, ...]:
    """Lines that the user must see; empty for a translator that has none."""
    return tuple(getattr(translator, "notices", ()))


def is_steerable(translator: Translator) -> bool:
    """Whether it is told in words what to do, so that the text it translates can tell it something else."""
    return bool(getattr(translator, "steerable", False))


def reads_sentences(translator: Translator) -> bool:
    """Whether it translates sentences; one that only looks up words says so with `word_by_word`."""
    return not getattr(translator, "word_by_word", False)
