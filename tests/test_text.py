"""Where the lines run in reading text: how many words make a language, a run, a comment, a sentence."""

import pytest

from tqcheck.records import Span
from tqcheck.text import attribution, negation
from tqcheck.text.arabic_script import variety
from tqcheck.text.comments import Order, orders, outside_comments
from tqcheck.text.languages import detect, language_name, languages_in
from tqcheck.text.normalise import Normalised, fold, normalise
from tqcheck.text.quoting import quoted
from tqcheck.text.scripts import language_runs, letters, script_counts
from tqcheck.text.sentences import split_sentences

PLAIN = "كتاب"


def filled(signs, size):
    """Some words with plain Arabic ones behind them, `size` words in all."""
    return " ".join([*signs.split(), *[PLAIN] * (size - len(signs.split()))])


# --- other languages and dialects in Arabic letters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (filled("اٹ بٹ", 26), ("Urdu", False, ("اٹ", "بٹ"))),  # 2 letters of 100
        (filled("اٹ بٹ", 27), None),  # 2 of 104
        (filled("اٹ اٹ", 26), None),  # one word, twice
        (filled("اٹ بٹ تٹ ثٹ", 26), ("Urdu", False, ("اٹ", "بٹ", "تٹ"))),  # three are told
        (filled("است این", 40), ("Persian", False, ("است", "این"))),  # 2 words of 40
        (filled("است این", 41), None),
        (filled("است است", 40), None),
        (filled("است این است که شده", 40), ("Persian", False, ("است", "این", "که"))),
        ("است این", None),  # too little text
        ("است این که", ("Persian", False, ("است", "این", "که"))),
        ("ۇا ۋا ۆا", ("Uyghur", False, ("ۇا", "ۋا"))),  # before Kurdish, some of whose letters it has
        (filled("مش ده كده", 100), ("Egyptian Arabic", True, ("مش", "ده", "كده"))),  # 3 words of 100
        (filled("مش ده كده", 101), None),
        (filled("مش ده ده", 50), None),  # two kinds
        (filled("مش ده كده عايز", 50), ("Egyptian Arabic", True, ("مش", "ده", "كده"))),
        (filled("ومش وده وكده", 50), ("Egyptian Arabic", True, ("ومش", "وده", "وكده"))),  # with «و»
        (filled("مش ده دول", 50), None),  # «دول», states, is news Arabic too
        (filled("اللي شو هيك هلق", 50), ("Levantine Arabic", True, ("اللي", "شو", "هيك"))),  # most of them
        ("مـش دِه كد\u200cه", ("Egyptian Arabic", True, ("مش", "ده", "كده"))),  # drawn out, vocalised, joined
    ],
)
def test_how_many_words_make_another_language_or_a_dialect(text, found):
    one = variety(text)
    assert (one and (one.name, one.dialect, one.signs)) == found


# --- languages


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("le la " * 5 + "les", "en"),  # 11 words are too few
        ("le la " * 6, "fr"),
        ("le la " * 12 + "the", "en"),  # one English word of 25
        ("le la " * 12 + "le the", "fr"),  # one of 26
        ("Two غ", "en"),  # most letters decide
        ("Tw غزة", "ar"),
        ("12 %", "en"),
    ],
)
def test_how_many_words_make_english(text, lang):
    assert detect(text) == lang


@pytest.mark.parametrize(
    ("texts", "langs"),
    [
        (["غزة", "Two died."], ["ar", "en"]),
        (["Two died.", "غزة"], ["en", "ar"]),
        (["x" * 190, "غ" * 10], ["en", "ar"]),  # a twentieth
        (["x" * 191, "غ" * 10], ["en"]),
        (["12", "Two died."], ["en"]),
        ([], []),
    ],
)
def test_a_script_with_less_than_a_twentieth_is_no_language_of_the_text(texts, langs):
    assert list(languages_in(texts)) == langs


def test_texts_of_a_script_are_joined():
    assert languages_in(["Two died.", "غزة", "They left."]) == {"en": "Two died.\nThey left.", "ar": "غزة"}


def test_languages_have_names():
    assert (language_name("ar"), language_name("xx")) == ("Arabic", "language 'xx'")


# --- letters


def test_letters_are_counted_by_script():
    text = "Gaza غزة Газа 7 https://example.org/path"
    assert script_counts(text) == {"Arabic": 3, "Latin": 4, "Cyrillic": 4}
    assert (letters(text, "ar"), letters("Gaza غزة", "en"), letters("Gaza", "ru")) == (3, 4, 0)


@pytest.mark.parametrize(
    ("text", "fold_letters", "plain", "starts", "ends"),
    [
        ("ab", False, "ab", (0, 1), (1, 2)),
        ("سَدّ", False, "سد", (0, 2), (2, 4)),  # a mark belongs to its letter
        ("َس", False, "س", (1,), (2,)),  # a mark before any letter to none
        ("سـَد", False, "سد", (0, 3), (1, 4)),  # nor one behind a drawn-out stroke
        ("٣a", False, "3a", (0, 1), (1, 2)),
        ("۳۹a", False, "39a", (0, 1, 2), (1, 2, 3)),
        ("ﻻ", False, "لا", (0, 0), (1, 1)),  # one sign, two letters
        ("ﻷ", True, "لا", (0, 0), (1, 1)),
        ("٩٪", False, "9٪", (0, 1), (1, 2)),
        ("أة", False, "أة", (0, 1), (1, 2)),
        ("أة", True, "اه", (0, 1), (1, 2)),
        ("س\u200fد", False, "سد", (0, 2), (1, 3)),
        ("é", False, "é", (0,), (1,)),  # only Arabic forms are unfolded
        ("ﷺ", False, "صلى الله عليه وسلم", (0,) * 18, (1,) * 18),
    ],
)
def test_normalised_text_knows_where_each_letter_stood(text, fold_letters, plain, starts, ends):
    assert normalise(text, fold_letters=fold_letters) == Normalised(plain, starts, ends)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [(0, 1, (0, 2)), (1, 2, (2, 4)), (0, 2, (0, 4)), (1, 1, (2, 2)), (0, 0, (0, 0)), (2, 2, (4, 4)), (3, 2, (4, 4))],
)
def test_a_span_of_the_original(start, end, span):
    assert normalise("سَدّ").original(start, end) == Span(start=span[0], end=span[1])


def test_an_empty_text_has_one_point():
    assert normalise("").original(0, 0) == Span(start=0, end=0)


def test_what_spelling_leaves_free_is_folded():
    assert fold("إلى الوُزَراء Bé ٣") == "الي الوزراء bé 3"


# --- runs of a line


def runs(line):
    return [(run.lang, run.span.of(line)) for run in language_runs(line, "en", "ar")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # few words at an edge: four tenths of the letters, or of the words
        ("Gaza غزة هنا", [("en", "Gaza"), ("ar", "غزة هنا")]),
        ("Gaza غزة هناك", [("ar", "Gaza غزة هناك")]),
        ("غزة هنا Gaza", [("ar", "غزة هنا"), ("en", "Gaza")]),
        ("غزة هناك Gaza", [("ar", "غزة هناك Gaza")]),
        ("In it غزة هناك الآن", [("en", "In it"), ("ar", "غزة هناك الآن")]),
        ("In it غزة هناك الآن معا", [("ar", "In it غزة هناك الآن معا")]),
        # or a quarter of the letters, if something parts them
        ("Gaza: غزة هناك اليوم", [("en", "Gaza:"), ("ar", "غزة هناك اليوم")]),
        ("Gaza: غزة هناك اليوم ل", [("ar", "Gaza: غزة هناك اليوم ل")]),
        ("Gaza غزة هناك اليوم", [("ar", "Gaza غزة هناك اليوم")]),
        ("غزة هناك اليوم: Gaza", [("ar", "غزة هناك اليوم:"), ("en", "Gaza")]),
        ("غزة هناك: اليوم Gaza", [("ar", "غزة هناك: اليوم Gaza")]),
        ("غزة هناك اليوم - Gaza", [("ar", "غزة هناك اليوم"), ("en", "Gaza")]),
        # four words: text, unless they are a name; a name is text if it is 45 % of the letters
        ("Ab Cd Ef Ghi غزة هناك الآن", [("en", "Ab Cd Ef Ghi"), ("ar", "غزة هناك الآن")]),
        ("Ab Cd Ef Ghi غزة هناك اليوم", [("ar", "Ab Cd Ef Ghi غزة هناك اليوم")]),
        ("Ab cd Ef Ghi غزة هناك اليوم", [("ar", "Ab cd Ef Ghi غزة هناك اليوم")]),
        ("Ab cd ef Ghi غزة هناك اليوم", [("en", "Ab cd ef Ghi"), ("ar", "غزة هناك اليوم")]),
        # enclosed: four words and the end of a sentence
        (
            "كتب الوزير هنا أمس. We will stand here. ثم غادر المدينة بعد ذلك",
            [("ar", "كتب الوزير هنا أمس."), ("en", "We will stand here."), ("ar", "ثم غادر المدينة بعد ذلك")],
        ),
        (
            "كتب الوزير هنا أمس. We will stand. ثم غادر المدينة بعد ذلك",
            [("ar", "كتب الوزير هنا أمس. We will stand. ثم غادر المدينة بعد ذلك")],
        ),
        (
            "كتب الوزير هنا أمس. We will stand here ثم غادر المدينة بعد ذلك",
            [("ar", "كتب الوزير هنا أمس. We will stand here ثم غادر المدينة بعد ذلك")],
        ),
        (
            "كتب الوزير هنا أمس. Ab Cd Ef Gh. ثم غادر المدينة بعد ذلك",
            [("ar", "كتب الوزير هنا أمس. Ab Cd Ef Gh. ثم غادر المدينة بعد ذلك")],
        ),
        (
            "غزة هنا. Ab Cd Ef Ghi. رفح هن",
            [("ar", "غزة هنا."), ("en", "Ab Cd Ef Ghi."), ("ar", "رفح هن")],
        ),
        ("غزة هنا. Ab Cd Ef Ghi. رفح هنا", [("ar", "غزة هنا. Ab Cd Ef Ghi. رفح هنا")]),
        # of several that do not stand alone the inner ones are given up first, then the language with less of the line,
        # then the shorter
        ("Gaza غزة Rafah", [("en", "Gaza غزة Rafah")]),
        ("Gaza غزة Rafah رفح الآن", [("ar", "Gaza غزة Rafah رفح الآن")]),
        ("Gazah غزة Rafah رفح الآن", [("en", "Gazah غزة Rafah"), ("ar", "رفح الآن")]),
        # a quotation is part of the sentence that introduces it, unless that has ended
        ("وكتب الوزير هنا “We will stand by you all.”", [("ar", "وكتب الوزير هنا “We will stand by you all.”")]),
        (
            "وكتب الوزير هنا. “We will stand by you all.”",
            [("ar", "وكتب الوزير هنا."), ("en", "“We will stand by you all.”")],
        ),
        ("وكتب الوزير هنا We will stand by you all.", [("ar", "وكتب الوزير هنا"), ("en", "We will stand by you all.")]),
        # what is between two runs: closing marks to the left, opening ones to the right, a separator to neither
        ("Troops left it (now) | (غادرت القوات أمس)", [("en", "Troops left it (now)"), ("ar", "(غادرت القوات أمس)")]),
        ("Troops left it now – غادرت القوات أمس", [("en", "Troops left it now"), ("ar", "غادرت القوات أمس")]),
        ("  Troops left it now.   غادرت القوات أمس. ", [("en", "Troops left it now."), ("ar", "غادرت القوات أمس.")]),
        ("7 – 8", []),
    ],
)
def test_what_of_a_line_is_a_run(line, expected):
    assert runs(line) == expected


# --- comments


@pytest.mark.parametrize(
    ("text", "span", "parts"),
    [
        ("ab <!-- x --> cd", (0, 16), ["ab", "cd"]),
        ("<!-- x -->", (0, 10), []),
        ("<!-- x -->", (2, 10), []),  # the middle of a comment
        ("ab<!-- x -->cd", (0, 2), ["ab"]),  # up to where it begins
        ("ab<!-- x -->cd", (12, 14), ["cd"]),  # from where it ends
        ("ab<!-- x -->cd<!-- y -->ef", (0, 26), ["ab", "cd", "ef"]),
        ("ab<!-- x -->cd<!-- y -->ef", (12, 26), ["cd", "ef"]),
        ("ab<!-- x -->cd<!-- y -->ef", (5, 14), ["cd"]),
        ("ab <!-- x cd", (0, 12), ["ab <!-- x cd"]),  # one that does not end is none
        ("ab <!--> cd --> ef", (0, 18), ["ab", "ef"]),
        ("  ab  ", (0, 6), ["ab"]),
        ("  ab  ", (0, 2), []),
        ("ab", (1, 1), []),
    ],
)
def test_what_stands_outside_of_comments(text, span, parts):
    assert [part.of(text) for part in outside_comments(text, Span(start=span[0], end=span[1]))] == parts


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("tqcheck: ignore TQ301 why", (False, ("TQ301",), "why")),
        ("tqcheck:ignore-file tq3 , TQ5  why\n so", (True, ("TQ3", "TQ5"), "why so")),
        ("tqcheck: IGNORE-FILE TQ why", (True, ("TQ",), "why")),
        ("tqcheck: ignore TQ301", (False, (), "")),
        ("tqcheck: ignore TQ3011 why", (False, (), "")),
        ("note: ignore TQ301 why", None),
    ],
)
def test_what_a_comment_tells(text, order):
    whole = f"<!-- {text} -->"
    span = Span(start=0, end=len(whole))
    wanted = [] if order is None else [Order(span=span, whole_file=order[0], codes=order[1], reason=order[2])]
    assert orders(whole) == wanted


def test_a_thousand_comments_are_obeyed():
    assert [len(orders("<!--tqcheck: ignore TQ1 r-->" * n)) for n in (999, 1000, 1001)] == [999, 1000, 1000]


# --- sentences


def sentences(text, lang="en"):
    return [span.of(text) for span in split_sentences(text, lang)]


def test_a_stray_mark_belongs_to_the_sentence_before():
    assert sentences("  They left.  ”  ") == ["They left.  ”"]
    assert sentences("... They left.") == ["... They left."]
    assert sentences("They left. He came. … »") == ["They left.", "He came. … »"]
    assert sentences("...") == []
    assert sentences("") == []


@pytest.mark.parametrize("size", [300, 301, 600, 601])
def test_sentences_of_more_than_300_words_are_read_in_pieces(size):
    pieces = sentences("word " * (size - 1) + "end.")
    assert [len(piece.split()) for piece in pieces] == [300] * ((size - 1) // 300) + [(size - 1) % 300 + 1]


def test_short_words_are_words():
    assert [len(piece.split()) for piece in sentences("a " * 300 + "b")] == [300, 1]


@pytest.mark.parametrize(("comma", "first"), [(200, 200), (152, 152), (151, 151), (150, 300), (300, 300), (301, 300)])
def test_a_piece_ends_behind_its_last_comma_if_that_is_not_too_early(comma, first):
    words = ["word"] * 400
    words[comma - 1] += ","
    assert [len(piece.split()) for piece in sentences(" ".join(words))] == [first, 400 - first]


def test_long_texts_are_read_stretch_by_stretch_and_lose_nothing():
    text = "The council met again on Monday. " * 300
    assert sentences(text) == ["The council met again on Monday."] * 300
    assert sentences("x" * 4_000 + " They left. He stayed.") == ["x" * 4_000 + " They left.", "He stayed."]


def test_a_stretch_with_one_end_is_left_behind_it():
    assert sentences("They left. " + "x" * 4_000 + ". He stayed.") == ["They left.", "x" * 4_000 + ".", "He stayed."]


def test_a_title_of_one_letter_may_open_the_text():
    assert sentences("د. أحمد حضر الجلسة. وغادر.", "ar") == ["د. أحمد حضر الجلسة.", "وغادر."]


@pytest.mark.parametrize(("spaces", "count"), [(1, 1), (5, 1), (6, 2)])
def test_a_title_of_one_letter_may_have_some_spaces_behind_it(spaces, count):
    assert len(sentences(f"حضر د.{' ' * spaces}أحمد الجلسة.", "ar")) == count


# --- cues


@pytest.mark.parametrize(
    ("kind", "lang", "text", "cues"),
    [
        (attribution, "ar", "وأعلن ذلك", [("say", "وأعلن", False)]),
        (attribution, "en", "the alleged thief", [("claim", "alleged", True)]),
    ],
)
def test_who_answers_for_a_claim(kind, lang, text, cues):
    assert [(cue.kind, cue.text, cue.firm) for cue in kind.cues(text, lang)] == cues


@pytest.mark.parametrize(
    ("kind", "lang", "text", "cues"),
    [
        (negation, "en", "Neither he nor she came.", ["hard Neither"]),
        (negation, "en", "Not he. Nor she.", ["hard Not", "hard Nor"]),  # another sentence
        (negation, "en", "Nor did she.", ["hard Nor"]),
        (negation, "en", "He denied it, nor came.", ["deny denied", "hard nor"]),  # only a particle carries on
        (negation, "en", "He did not deny it.", ["hard not", "deny deny negated"]),
        (negation, "en", "He did not ever deny it.", ["hard not", "soft ever negated", "deny deny"]),
        (negation, "en", "He did not quite deny it.", ["hard not", "deny deny negated"]),  # one word between
        (negation, "en", "He did not quite then deny it.", ["hard not", "deny deny"]),
        (negation, "en", "He hardly denied it.", ["soft hardly", "deny denied"]),
        (negation, "ar", "لا هذا ولا ذاك", ["hard لا"]),
        (negation, "ar", "إلى غيرِ رجعة", ["hard غيرِ"]),
        (negation, "ar", "غيّر رأيه", ["soft غيّر"]),
        (negation, "ar", "لم يُنكر ذلك", ["hard لم", "deny يُنكر negated"]),
        (negation, "en", "He did not. Denying it is hard.", ["hard not", "deny Denying"]),  # another sentence
        (negation, "en", "He did not resign, denied it.", ["hard not", "deny denied"]),  # another clause
    ],
)
def test_what_denies_and_what_is_denied(kind, lang, text, cues):
    assert [f"{cue.kind} {cue.text}{' negated' * cue.negated}" for cue in kind.cues(text, lang)] == cues


# --- quoting


@pytest.mark.parametrize(
    ("text", "told"),
    [("Gaza", "“Gaza”"), ("غزة", "«غزة»"), ("Gaza غزة", "“Gaza غزة”"), ("غزة Gaz", "“غزة Gaz”"), ("غزة Ga", "«غزة Ga»"),
     ("7", "“7”")],
)  # fmt: skip
def test_words_are_quoted_as_their_script_does(text, told):
    assert quoted(text) == told
