"""The words English numbers are made of."""

from __future__ import annotations

from fractions import Fraction

from tqcheck.quantities.numerals import HALF

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " \
    "seventeen eighteen nineteen"  # fmt: skip
UNITS = {word: n for n, word in enumerate(_SMALL.split())}
TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
TENS["fourty"] = 40
CARDINALS = UNITS.keys() | TENS.keys()
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
          "lakh": 10**5, "crore": 10**7}  # fmt: skip
SHORT_SCALES = {"k": 10**3, "mn": 10**6, "mln": 10**6, "mil": 10**6, "m": 10**6, "bn": 10**9, "b": 10**9,
                 "tn": 10**12, "trn": 10**12}  # fmt: skip
PLURALS = {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6,
            "billions": 10**9, "trillions": 10**12}  # fmt: skip
ORDINALS = dict(zip(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth".split(), range(1, 20), strict=True)) | {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
DECADES = {w[:-1] + "ies": n for w, n in TENS.items()}
PARTS = {"half": HALF, "halves": HALF, "quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}
COUNTS = {"both": 2, "couple": 2, "pair": 2, "twins": 2, "twice": 2, "trio": 3, "thrice": 3, "duo": 2, "twin": 2,
           "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadruple": 4, "quadrupled": 4, "triad": 3,
           "triplets": 3, "quartet": 4, "quadruplets": 4, "quintet": 5, "quintuplets": 5, "trilateral": 3,
           "tripartite": 3, "brace": 2, "sextet": 6, "septet": 7, "octet": 8, "treble": 3,
           "centenary": 100, "centennial": 100, "bicentenary": 200, "bicentennial": 200, "tercentenary": 300,
           "centenarian": 100}  # fmt: skip
ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14,
          "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21, "xxiii": 23}  # fmt: skip
ROMAN_LETTERS = {"i": 1, "v": 5, "x": 10}

IN_THEIR = {"quinquagenarian": 50, "sexagenarian": 60, "septuagenarian": 70, "octogenarian": 80, "nonagenarian": 90}
INSIDE = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "twelve": 12, "twenty": 20, "hundred": 100, "tri": 3, "quadri": 4, "quad": 4, "penta": 5,
              "hexa": 6}  # fmt: skip
INSIDE_TAILS = "fold some ball lateral angle angular cycle ped party partite pronged athlon gon".split()
"""A number before one of these is still one: threefold, foursome, trilateral, pentathlon."""
PERIODS: dict[str, tuple[Fraction, str]] = {
    "fortnight": (Fraction(1), "duration-fortnight"), "fortnightly": (Fraction(1), "duration-fortnight"),
    "biennial": (Fraction(2), "duration-year"), "biennially": (Fraction(2), "duration-year"),
    "biennale": (Fraction(2), "duration-year"),
    "triennial": (Fraction(3), "duration-year"), "quadrennial": (Fraction(4), "duration-year"),
    "quinquennial": (Fraction(5), "duration-year"), "decennial": (Fraction(10), "duration-year"),
    "millennium": (Fraction(1000), "duration-year"), "decade": (Fraction(10), "duration-year"),
    "semester": (Fraction(6), "duration-month"), "trimester": (Fraction(3), "duration-month"),
    "quarterly": (Fraction(3), "duration-month"), "quarter": (Fraction(3), "duration-month"),
    "biannual": (Fraction(6), "duration-month"), "bimonthly": (Fraction(2), "duration-month"),
    "biweekly": (Fraction(2), "duration-week"), "weekend": (Fraction(2), "duration-day"),
}  # fmt: skip
"""Words that are a length of time by themselves."""
COMPARATIVES = frozenset("more less fewer higher lower larger smaller bigger faster".split())
OPENERS = (UNITS.keys() | TENS.keys() | ORDINALS.keys() | SCALES.keys() | PLURALS.keys() | PARTS.keys() | DECADES.keys()
           | COUNTS.keys() | IN_THEIR.keys() | ROMAN.keys() | ROMAN_LETTERS.keys()
           | {"a", "an", "hundred", "dozen"})  # fmt: skip
