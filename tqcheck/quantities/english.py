"""English numbers: digits with scales, number words, ordinals, fractions, magnitudes, decades."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities import english_words as words
from tqcheck.quantities.english_parts import fraction, magnitude, roman
from tqcheck.quantities.numerals import Number
from tqcheck.quantities.tokens import Tokens, digit_values, slash_fraction, vulgar


def parse(ts: Tokens, i: int) -> Number | None:
    """The longest number that starts at token `i`."""
    token = ts.at(i)
    if token.kind == "n":
        return _from_digits(ts, i)
    if token.kind == "s" and (part := vulgar(token.text)):
        return Number(start=i, end=i + 1, value=part, form="fraction", digits=True)
    word = token.text
    if (
        word in words.UNITS
        or word in words.TENS
        or word in words.ORDINALS
        or (word in ("a", "an") and _opens_scale(ts, i + 1))
    ):
        return _from_words(ts, i)
    if word in words.PLURALS:
        return magnitude(ts, i)
    if word in words.PARTS or (word in ("a", "an") and _part_at(ts, i + 1)):
        return fraction(ts, i + (word in ("a", "an")), i)
    if word in words.DECADES:
        value = Fraction(words.DECADES[word])
        return Number(start=i, end=i + 1, value=value, readings=(value + 1900,), form="decade")
    if word in words.COUNTS:
        return Number(start=i, end=i + 1, value=Fraction(words.COUNTS[word]), soft=True)
    if word in words.SCALES or word in ("hundred", "dozen"):
        return _from_words(ts, i)
    return roman(ts, i)


def _opens_scale(ts: Tokens, i: int) -> bool:
    return ts.at(i).text in words.SCALES or ts.at(i).text in ("hundred", "dozen")


def _part_at(ts: Tokens, i: int) -> bool:
    word = ts.at(i).text
    if word in ("half", "quarter"):
        return ts.at(i + 1).text != "-" or ts.at(i + 2).text in words.SCALES
    return word in words.ORDINALS and words.ORDINALS[word] > 2 and ts.at(i + 1).text == "of"


def _from_digits(ts: Tokens, i: int) -> Number:
    value, *others = digit_values(ts.at(i).text)
    after = ts.at(i + 1)
    if after.kind == "w" and after.glued:
        if after.text in ("st", "nd", "rd", "th"):
            return Number(start=i, end=i + 2, value=value, form="ordinal", digits=True)
        if after.text == "s" and value.denominator == 1 and value % 10 == 0:
            return Number(
                start=i, end=i + 2, value=value, readings=(value % 100, value + 1900), form="decade", digits=True
            )
    if after.kind == "s" and after.text in "'’" and ts.at(i + 2).text == "s" and value % 10 == 0 and value > 0:
        return Number(start=i, end=i + 3, value=value, readings=(value % 100, value + 1900), form="decade", digits=True)
    end = i + 1
    if after.kind == "s" and (part := vulgar(after.text)):
        value, end, others = value + part, i + 2, []
    elif after.kind == "n" and not after.glued and (part := slash_fraction(ts, i + 1)):
        value, end, others = value + part, i + 4, []
    elif (mixed := slash_fraction(ts, i)) is not None:
        return Number(start=i, end=i + 3, value=mixed, form="fraction", digits=True)
    return _scaled(ts, i, end, value, tuple(others), digits=True)


def _skip_hyphen(ts: Tokens, i: int) -> int:
    return i + 1 if ts.at(i).text == "-" and ts.at(i).glued and ts.at(i + 1).glued else i


def _scaled(ts: Tokens, start: int, end: int, value: Fraction, others: tuple[Fraction, ...], *, digits: bool) -> Number:
    """`value` with the scale word that follows, and with "and a half" before or after that."""
    scale = 1
    at = _skip_hyphen(ts, end)
    word = ts.at(at).text
    short = (
        ts.at(at).kind == "w"
        and digits
        and word in words.SHORT_SCALES
        and (ts.at(at).glued or word in ("bn", "mn", "mln"))
    )
    if not short and (extra := and_part(ts, end)) and value < 1000:
        value, end = value + extra[0], extra[1]
        at, word = _skip_hyphen(ts, end), ts.at(_skip_hyphen(ts, end)).text
    if word in words.SCALES:
        scale, end = words.SCALES[word], at + 1
    elif short:
        if word == "m" and not _money_about(ts, start, at + 1):
            # "5m" of a length is 5; of people it is millions.
            return Number(start=start, end=end, value=value, readings=(value * 10**6,), digits=True)
        scale, end = words.SHORT_SCALES[word], at + 1
    elif word == "hundred" and digits:
        scale, end = 100, at + 1
    elif word == "dozen":
        scale, end = 12, at + 1
    if scale > 1 and (extra := and_part(ts, end)):
        value, end = value + extra[0], extra[1]
    return Number(
        start=start, end=end, value=value * scale, readings=tuple(o * scale for o in others), digits=digits,
        scale=scale if scale >= 1000 else 1,
    )  # fmt: skip


def _money_about(ts: Tokens, start: int, after: int) -> bool:
    from tqcheck.quantities.lexicon import currencies, symbols

    before = ts.at(start - 1).text
    return before in symbols() or (ts.at(after).text,) in currencies("en") or ts.at(after).text in symbols()


def and_part(ts: Tokens, i: int) -> tuple[Fraction, int] | None:
    """`and a half`, `-and-a-half`, `and three quarters` at token `i`: its value, and the token after it."""
    i = _skip_hyphen(ts, i)
    if ts.at(i).text != "and":
        return None
    i = _skip_hyphen(ts, i + 1)
    count = 1
    if ts.at(i).text in ("a", "an", "one"):
        i = _skip_hyphen(ts, i + 1)
    elif ts.at(i).text in ("two", "three"):
        count, i = words.UNITS[ts.at(i).text], _skip_hyphen(ts, i + 1)
    word = ts.at(i).text
    if word in words.PARTS and ts.at(i - 1).text != "and":
        return count * words.PARTS[word], i + 1
    return None


def _from_words(ts: Tokens, i: int) -> Number | None:
    total, current, scale, last = 0, 0, 1, 10**18
    at, end = i, i
    while True:
        word = ts.at(at).text
        if word in words.UNITS and (
            current % 100 == 0 or (current % 10 == 0 and current % 100 > 10 and words.UNITS[word] < 10)
        ):
            if word == "zero" and at != i:
                break
            current += words.UNITS[word]
        elif word in words.TENS and current % 100 == 0:
            current += words.TENS[word]
        elif word in ("a", "an") and at == i:
            current = 1
        elif word == "hundred" and current < 100:
            current = max(current, 1) * 100
        elif word == "dozen" and current < 100:
            current = max(current, 1) * 12
        elif word in words.SCALES and words.SCALES[word] < last:
            if current == 0 and at != i:
                break
            scale = last = words.SCALES[word]
            total += max(current, 1) * scale
            current = 0
        elif word in words.ORDINALS and (n := _ordinal_ending(ts, at, i, current, total)) is not None:
            share = (Fraction(1, n),) if ts.at(i - 1).text == "a" and n > 2 else ()
            return Number(start=i, end=at + 1, value=Fraction(n), form="ordinal", soft=n <= 2, readings=share)
        else:
            break
        end = at = at + 1
        at = _next_word(ts, at, current, total)
        if at < 0:
            break
    if end == i:
        return None
    return _finish(ts, i, end, total, current, scale)


def _fits(n: int, current: int) -> bool:
    """Whether a number below twenty may stand behind `current`: behind a round hundred, or a unit behind tens."""
    return current % 100 == 0 or (current % 10 == 0 and current % 100 > 10 and n < 10)


def _ordinal_ending(ts: Tokens, at: int, i: int, current: int, total: int) -> int | None:
    n = words.ORDINALS[ts.at(at).text]
    if at == i:
        return n
    if n >= 100:
        return total + current * n if 0 < current < n else None
    if not _fits(n, current) or (current == 0 and total == 0):
        return None
    return total + current + n


def _next_word(ts: Tokens, at: int, current: int, total: int) -> int:
    """Where the number may go on: past a hyphen, or past an "and" after a hundred or a scale; -1 if nowhere."""
    token = ts.at(at)
    if token.text == "-" and token.glued and ts.at(at + 1).glued:
        return at + 1
    if token.text == "and":
        big = current >= 100 or (current == 0 and total > 0)
        word = ts.at(at + 1).text
        follows = word in words.UNITS or word in words.TENS or (word in words.ORDINALS and ts.at(at + 1).kind == "w")
        return at + 1 if big and follows else -1
    return at


def _finish(ts: Tokens, i: int, end: int, total: int, current: int, scale: int) -> Number:
    value = Fraction(total + current)
    below = _skip_hyphen(ts, end)
    name = ts.at(below).text
    singular = name.removesuffix("s")
    if total == 0 and name in words.PARTS and name not in ("half",) and ts.at(end - 1).text not in ("a", "an"):
        return Number(start=i, end=below + 1, value=value * words.PARTS[name], form="fraction")
    if total == 0 and current < 20 and singular in words.ORDINALS and words.ORDINALS[singular] > 2 and name != singular:
        return Number(start=i, end=below + 1, value=value / words.ORDINALS[singular], form="fraction")
    if value == 1 and name in words.ORDINALS and words.ORDINALS[name] > 2:
        return Number(start=i, end=below + 1, value=Fraction(1, words.ORDINALS[name]), form="fraction")
    if scale == 1:
        number = _scaled(ts, i, end, value, (), digits=False)
        soft = number.end == end and (value == 1 or (value == 2))
        return Number(start=i, end=number.end, value=number.value, scale=number.scale, soft=soft)
    if extra := and_part(ts, end):
        value, end = value + extra[0] * scale, extra[1]
    return Number(start=i, end=end, value=value, scale=scale)
