"""Every number in every form comes back as its value; spans point at the original; nothing crashes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spell_numbers import arabic, arabic_ordinal, english
from tqcheck.quantities import extract
from tqcheck.quantities.assignment import assign
from tqcheck.records import Quantity

EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
unhurried = settings(deadline=None)
"""The first call builds the tables of names, which takes longer than an example should."""
TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"

integers = st.one_of(st.integers(0, 10**6), st.integers(0, 120))
large = st.builds(lambda head, scale: head * scale, st.integers(1, 999), st.sampled_from([10**3, 10**6, 10**9, 10**12]))
forms = st.tuples(st.sampled_from("mf"), st.sampled_from(["nominative", "oblique"]), st.sampled_from(["مئة", "مائة"]))


def only(text: str, lang: str) -> Quantity:
    """The one quantity of a text."""
    found = extract(text, lang)
    assert len(found) == 1, [(q.text, q.value) for q in found]
    return found[0]


@unhurried
@given(integers, st.sampled_from(["{}", "{:,}"]), st.sampled_from([None, EASTERN, PERSIAN]))
def test_digits_round_trip(n, pattern, script):
    digits = pattern.format(n)
    digits = digits.translate(script).replace(",", "٬") if script else digits
    for text, lang in ((f"they counted {digits} votes", "en"), (f"أحصوا {digits} صوتا", "ar")):
        found = only(text, lang)
        assert n in (found.value, *found.readings)
        assert found.text == digits


@unhurried
@given(st.one_of(integers, large), st.booleans())
def test_english_words_round_trip(n, british):
    spelled = english(n, british=british)
    found = only(f"they counted {spelled} votes", "en")
    assert found.value == n
    assert found.text == spelled


@unhurried
@given(st.one_of(integers, large), forms)
def test_arabic_words_round_trip(n, form):
    gender, case, hundred = form
    spelled = arabic(n, gender=gender, case=case, hundred=hundred)
    found = only(f"وقد بلغ عددهم {spelled} بالضبط", "ar")
    assert n in (found.value, *found.readings), spelled
    assert found.text == spelled


@pytest.mark.parametrize(("gender", "case"), list(product("mf", ["nominative", "oblique"])))
@pytest.mark.parametrize("clitic", ["", "و", "ب", "ل", "ف", "وب", "ول"])
def test_arabic_words_below_a_thousand_with_every_clitic(gender, case, clitic):
    for n in (*range(3, 130), *range(130, 1000, 37)):
        spelled = arabic(n, gender=gender, case=case)
        if clitic.endswith("ل") and spelled == "ست":
            continue  # «لست» is "I am not" far more often than "for six".
        found = only(f"قالوا {clitic}{spelled} بالضبط", "ar")
        assert found.value == n, (clitic + spelled, found)


@pytest.mark.parametrize(("gender", "case"), list(product("mf", ["nominative", "oblique"])))
def test_arabic_ordinals(gender, case):
    for n in range(3, 100):
        found = only(f"المرتبة {arabic_ordinal(n, gender=gender, case=case)} بعد ذلك", "ar")
        assert found.value == n
        assert found.kind == ("ordinal" if n < 20 or n % 10 else "number")


@unhurried
@given(st.integers(1, 10**6), st.sampled_from([1000, 10**6, 10**9, 10**12]))
def test_scales_behind_digits(n, scale):
    names = {
        1000: ("thousand", "ألف"),
        10**6: ("million", "مليون"),
        10**9: ("billion", "مليار"),
        10**12: ("trillion", "تريليون"),
    }
    assert only(f"some {n} {names[scale][0]} seeds", "en").value == n * scale
    assert only(f"نحو {n} {names[scale][1]} بذرة", "ar").value == n * scale


@unhurried
@given(st.integers(0, 9999), st.integers(1, 99), st.sampled_from(".,٫"))
def test_decimals_with_either_separator(whole, hundredths, separator):
    text = f"{whole}{separator}{hundredths:02}"
    assert only(f"بلغ {text} في المئة", "ar").value == whole + Fraction(hundredths, 100)


@unhurried
@given(st.integers(3, 10**6), st.data())
def test_spans_survive_diacritics_and_tatweel(n, data):
    spelled = arabic(n)
    marked = "".join(
        c + data.draw(st.sampled_from(["", "", *TASHKEEL])) + ("ـ" * (c in "عشسم" and data.draw(st.booleans())))
        if c != " "
        else c
        for c in spelled
    )
    text = f"بـلـغَ {marked} تمامًا"
    found = only(text, "ar")
    assert found.span.of(text) == found.text
    assert found.text.rstrip("ـ" + TASHKEEL) == marked.rstrip("ـ" + TASHKEEL)


@settings(max_examples=300, deadline=None)
@given(st.text(), st.sampled_from(["en", "ar", "fr"]))
def test_arbitrary_text_neither_crashes_nor_leaves_the_text(text, lang):
    end = 0
    for found in extract(text, lang):
        assert found.span.of(text) == found.text
        assert found.text
        assert found.span.start >= end
        end = found.span.end


PIECES = st.sampled_from(
    "3 12 2020 1.5 ٤ % $ € ، , . / - : و ال نصف ربع مليون ألف ألفا مئة في المئة الساعة يناير آب الاثنين يوم عشر خمسة "
    "الأول ثلثا half a and million first of past to May Monday pm th dozen twenty ½ دولار كم km".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " "]))), st.sampled_from(["en", "ar"]))
def test_heaps_of_number_words_do_not_crash(pieces, lang):
    text = "".join(piece + space for piece, space in pieces)
    for found in extract(text, lang):
        assert found.span.of(text) == found.text


@unhurried
@given(st.lists(st.lists(st.one_of(st.none(), st.floats(0, 12)), min_size=3, max_size=3), max_size=4))
def test_assignment_is_the_cheapest(costs):
    def total(pairs):
        rows, columns = len(costs), 3
        return sum(costs[i][j] for i, j in pairs) + 5.0 * (rows + columns - 2 * len(pairs))

    def best(row, used):
        if row == len(costs):
            return [[]]
        options = list(best(row + 1, used))
        for j, cost in enumerate(costs[row]):
            if cost is not None and j not in used:
                options += [[(row, j), *rest] for rest in best(row + 1, used | {j})]
        return options

    assert total(assign(costs, unmatched=10.0)) == pytest.approx(min(map(total, best(0, frozenset()))))
