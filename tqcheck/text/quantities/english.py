"""English numbers: digits with scales, number words, ordinals, fractions, magnitudes, decades."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.text.quantities.numerals import HALF, Number
from tqcheck.text.quantities.tokens import Tokens, digit_values, slash_fraction, vulgar

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " \
    "seventeen eighteen nineteen"  # fmt: skip
UNITS = {word: n for n, word in enumerate(_SMALL.split())}
TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
TENS["fourty"] = 40
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
          "lakh": 10**5, "crore": 10**7}  # fmt: skip
_SHORT_SCALES = {"k": 10**3, "mn": 10**6, "mln": 10**6, "mil": 10**6, "m": 10**6, "bn": 10**9, "b": 10**9,
                 "tn": 10**12, "trn": 10**12}  # fmt: skip
_PLURALS = {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6,
            "billions": 10**9, "trillions": 10**12}  # fmt: skip
_ORDINALS = dict(zip(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth".split(), range(1, 20), strict=True)) | {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
_DECADES = {w[:-1] + "ies": n for w, n in TENS.items()}
_PARTS = {"half": HALF, "halves": HALF, "quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}
_COUNTS = {"both": 2, "couple": 2, "pair": 2, "twins": 2, "twice": 2, "trio": 3, "thrice": 3, "duo": 2, "twin": 2,
           "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadruple": 4, "quadrupled": 4, "triad": 3,
           "triplets": 3, "quartet": 4, "quadruplets": 4, "quintet": 5, "quintuplets": 5, "trilateral": 3,
           "tripartite": 3, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10,
           "centenary": 100}  # fmt: skip
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14,
          "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21, "xxiii": 23}  # fmt: skip
_ROMAN_LETTERS = {"i": 1, "v": 5, "x": 10}


def parse(ts: Tokens, i: int) -> Number | None:
    """The longest number that starts at token `i`."""
    token = ts.at(i)
    if token.kind == "n":
        return _from_digits(ts, i)
    if token.kind == "s" and (part := vulgar(token.text)):
        return Number(start=i, end=i + 1, value=part, form="fraction", digits=True)
    word = token.text
    if word in UNITS or word in TENS or word in _ORDINALS or (word in ("a", "an") and _opens_scale(ts, i + 1)):
        return _from_words(ts, i)
    if word in _PLURALS:
        return _magnitude(ts, i)
    if word in _PARTS or (word in ("a", "an") and _part_at(ts, i + 1)):
        return _fraction(ts, i + (word in ("a", "an")), i)
    if word in _DECADES:
        value = Fraction(_DECADES[word])
        return Number(start=i, end=i + 1, value=value, readings=(value + 1900,), form="decade")
    if word in _COUNTS:
        return Number(start=i, end=i + 1, value=Fraction(_COUNTS[word]), soft=True)
    if word in SCALES or word in ("hundred", "dozen"):
        return _from_words(ts, i)
    return _roman(ts, i)


def _roman(ts: Tokens, i: int) -> Number | None:
    word, before = ts.at(i).text, ts.at(i - 1)
    value = _ROMAN.get(word) or (_ROMAN_LETTERS.get(word) if word != "i" or before.text in ("type", "war") else None)
    named = before.kind == "w" and not ts.at(i).glued and (before.capital or word in _ROMAN or word == "i")
    if value is None or not named or not ts.raw(i).isupper():
        return None
    return Number(start=i, end=i + 1, value=Fraction(value), form="ordinal", soft=True)


def _opens_scale(ts: Tokens, i: int) -> bool:
    return ts.at(i).text in SCALES or ts.at(i).text in ("hundred", "dozen")


def _part_at(ts: Tokens, i: int) -> bool:
    word = ts.at(i).text
    if word in ("half", "quarter"):
        return ts.at(i + 1).text != "-" or ts.at(i + 2).text in SCALES
    return word in _ORDINALS and _ORDINALS[word] > 2 and ts.at(i + 1).text == "of"


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
        ts.at(at).kind == "w" and digits and word in _SHORT_SCALES and (ts.at(at).glued or word in ("bn", "mn", "mln"))
    )
    if not short and (extra := and_part(ts, end)) and value < 1000:
        value, end = value + extra[0], extra[1]
        at, word = _skip_hyphen(ts, end), ts.at(_skip_hyphen(ts, end)).text
    if word in SCALES:
        scale, end = SCALES[word], at + 1
    elif short:
        if word == "m" and not _money_about(ts, start, at + 1):
            # "5m" of a length is 5; of people it is millions.
            return Number(start=start, end=end, value=value, readings=(value * 10**6,), digits=True)
        scale, end = _SHORT_SCALES[word], at + 1
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
    from tqcheck.text.quantities.lexicon import currencies, symbols

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
        count, i = UNITS[ts.at(i).text], _skip_hyphen(ts, i + 1)
    word = ts.at(i).text
    if word in _PARTS and ts.at(i - 1).text != "and":
        return count * _PARTS[word], i + 1
    return None


def _from_words(ts: Tokens, i: int) -> Number | None:
    total, current, scale, last = 0, 0, 1, 10**18
    at, end = i, i
    while True:
        word = ts.at(at).text
        if word in UNITS and (current % 100 == 0 or (current % 10 == 0 and current % 100 > 10 and UNITS[word] < 10)):
            if word == "zero" and at != i:
                break
            current += UNITS[word]
        elif word in TENS and current % 100 == 0:
            current += TENS[word]
        elif word in ("a", "an") and at == i:
            current = 1
        elif word == "hundred" and current < 100:
            current = max(current, 1) * 100
        elif word == "dozen" and current < 100:
            current = max(current, 1) * 12
        elif word in SCALES and SCALES[word] < last:
            if current == 0 and at != i:
                break
            scale = last = SCALES[word]
            total += max(current, 1) * scale
            current = 0
        elif word in _ORDINALS and (n := _ordinal_ending(ts, at, i, current, total)) is not None:
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


def _ordinal_ending(ts: Tokens, at: int, i: int, current: int, total: int) -> int | None:
    n = _ORDINALS[ts.at(at).text]
    if at == i:
        return n
    if n >= 100:
        return total + current * n if 0 < current < n else None
    fits = current % 100 == 0 or (current % 10 == 0 and current % 100 > 10 and n < 10)
    if not fits or (current == 0 and total == 0):
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
        follows = word in UNITS or word in TENS or (word in _ORDINALS and ts.at(at + 1).kind == "w")
        return at + 1 if big and follows else -1
    return at


def _finish(ts: Tokens, i: int, end: int, total: int, current: int, scale: int) -> Number:
    value = Fraction(total + current)
    below = _skip_hyphen(ts, end)
    name = ts.at(below).text
    singular = name.removesuffix("s")
    if total == 0 and name in _PARTS and name not in ("half",) and ts.at(end - 1).text not in ("a", "an"):
        return Number(start=i, end=below + 1, value=value * _PARTS[name], form="fraction")
    if total == 0 and current < 20 and singular in _ORDINALS and _ORDINALS[singular] > 2 and name != singular:
        return Number(start=i, end=below + 1, value=value / _ORDINALS[singular], form="fraction")
    if value == 1 and name in _ORDINALS and _ORDINALS[name] > 2:
        return Number(start=i, end=below + 1, value=Fraction(1, _ORDINALS[name]), form="fraction")
    if scale == 1:
        number = _scaled(ts, i, end, value, (), digits=False)
        soft = number.end == end and (value == 1 or (value == 2))
        return Number(start=i, end=number.end, value=number.value, scale=number.scale, soft=soft)
    if extra := and_part(ts, end):
        value, end = value + extra[0] * scale, extra[1]
    return Number(start=i, end=end, value=value, scale=scale)


def _magnitude(ts: Tokens, i: int) -> Number:
    value, end = _PLURALS[ts.at(i).text], i + 1
    while ts.at(end).text == "of" and ts.at(end + 1).text in _PLURALS:
        value, end = value * _PLURALS[ts.at(end + 1).text], end + 2
    return Number(start=i, end=end, value=Fraction(value), form="magnitude", soft=True)


def _fraction(ts: Tokens, at: int, start: int) -> Number | None:
    """`half`, `a quarter`, `a third of`, and parts of a scale: `half a million`, `a quarter of a billion`."""
    word = ts.at(at).text
    value = _PARTS.get(word) or Fraction(1, _ORDINALS[word])
    end = at + 1
    look = end + (ts.at(end).text == "of")
    look += ts.at(look).text in ("a", "an", "-")
    name = ts.at(look).text
    if name in SCALES or name == "dozen":
        scale = SCALES.get(name, 12)
        return Number(start=start, end=look + 1, value=value * scale, scale=scale)
    if ts.at(start - 1).text in _ORDINALS or word in ("quarters", "halves"):
        return None
    measured = look > end or word == "half"
    if measured and unit_follows(ts, look):
        return Number(start=start, end=look, value=value, form="fraction")
    if word == "quarter" and start == at:
        return None
    return Number(start=start, end=end, value=value, form="fraction", soft=True)


def unit_follows(ts: Tokens, i: int) -> bool:
    """Whether token `i` names a unit, as in "half an hour", "a quarter of a mile"."""
    from tqcheck.text.quantities.lexicon import unit_names

    return ts.at(i).kind == "w" and len(ts.at(i).text) > 2 and (ts.at(i).text,) in unit_names("en")
