"""Arabic letters in Latin ones, for words that nothing else is known about (names, mostly)."""

from __future__ import annotations

# The transliteration library writes Arabic as consonants only; a reader needs the long vowels.
_VOWELS = str.maketrans(
    {"ا": "a", "آ": "a", "أ": "a", "إ": "i", "ى": "a", "ة": "a", "ئ": "i", "ؤ": "o", "ء": "", "ع": "a"}
)


def romanise(word: str) -> str:
    """An approximate spelling of an Arabic word in ASCII, with a capital."""
    from anyascii import anyascii

    letters = word.translate(_VOWELS)
    letters = "".join(_glide(letters, at) for at in range(len(letters)))
    return str(anyascii(letters)).replace("'", "").capitalize()


def _glide(letters: str, at: int) -> str:
    """Waw and ya are consonants at the start of a word and beside a vowel, long vowels elsewhere."""
    letter = letters[at]
    if letter not in "وي":
        return letter
    consonant = at == 0 or letters[at - 1] in "aio" or letters[at + 1 : at + 2] == "a"
    return {"و": "wu", "ي": "yi"}[letter][0 if consonant else 1]
