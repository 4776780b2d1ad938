"""What a translator may say beside its translations; every reader of it goes through here."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.plugins import Failure, Translated, Translator


def joined(pieces: list[Translated]) -> Translated:
    """The translation of a text from those of its pieces: a failure if one of them is."""
    failed = next((piece for piece in pieces if isinstance(piece, Failure)), None)
    return failed or " ".join(str(piece) for piece in pieces)


def notices_of(translator: Translator) -> tuple[str, ...]:
    """Lines that the user must see; empty for a translator that has none."""
    return tuple(getattr(translator, "notices", ()))


def show(translator: Translator, texts: Sequence[str]) -> None:
    """Tell a translator that reads a sentence with its neighbours which texts those asked for next stand among."""
    if see := getattr(translator, "see", None):
        see(texts)


def is_steerable(translator: Translator) -> bool:
    """Whether it is told in words what to do, so that the text it translates can tell it something else."""
    return bool(getattr(translator, "steerable", False))


def is_immediate(translator: Translator) -> bool:
    """Whether its answers lie at hand: nothing to remember, nothing to probe."""
    return bool(getattr(translator, "immediate", False))


def is_forgiving(translator: Translator) -> bool:
    """Whether one that cannot be used costs the back-translations, not the report."""
    return bool(getattr(translator, "forgiving", False))


def reads_sentences(translator: Translator) -> bool:
    """Whether it translates sentences; one that only looks up words says so with `word_by_word`."""
    return not getattr(translator, "word_by_word", False)


class Wrapping:
    """What a translator around another says of itself: whatever the other one does."""

    def __init__(self, inner: Translator) -> None:
        self._inner = inner
        self.identity = inner.identity
        self.steerable = is_steerable(inner)
        self.word_by_word = not reads_sentences(inner)

    @property
    def notices(self) -> tuple[str, ...]:
        """The wrapped translator's notices."""
        return notices_of(self._inner)

    def see(self, texts: Sequence[str]) -> None:
        """Passes on what stands around the texts asked for next."""
        show(self._inner, texts)


GLOSSED = "word by word: "
"""What a back-translation begins with where a gloss stands in for what the model could not say faithfully."""
