"""Arabic words that lost their spaces: found, read as words by every check, pointed at as the author wrote them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import tqcheck
from benchmarks.language_checks import document as language_document
from tqcheck.api import Engine
from tqcheck.checks import spacing
from tqcheck.config import Config
from tqcheck.records import Bead, Bitext, Document, Segment, Severity, Span
from tqcheck.text import run_together as module
from tqcheck.text.run_together import respaced, run_together

SOURCE = "According to the Fisheries Commission, the agreement was signed on Tuesday in the city of Valletta."
WHOLE = "وفقًا للجنة حفظ الأسماك، تم توقيع الاتفاقية يوم الثلاثاء في مدينة فاليتا."
JOINED = "وفقًاللجنةحفظالأسماك، تم توقيع الاتفاقية يوم الثلاثاء في مدينة فاليتا."


def _parts(text: str) -> list[list[str]]:
    edges = [(one.span.start, *one.gaps, one.span.end) for one in run_together(text)]
    return [[text[a:b] for a, b in itertools.pairwise(e)] for e in edges]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وفقًاللجنةحفظالأسماك", [["وفقًا", "للجنة", "حفظ", "الأسماك"]]),
        ("أعلنتوزارةالصحة أمس", [["أعلنت", "وزارة", "الصحة"]]),
        ("قال إن الفوضىالتي رآها", [["الفوضى", "التي"]]),
        ("وقالالرئيسالأمريكي", [["وقال", "الرئيس", "الأمريكي"]]),
        ("وقعإصدارٍمن النظام", [["وقع", "إصدارٍ", "من"]]),
    ],
)
def test_words_are_told_apart(text: str, parts: list[list[str]]) -> None:
    assert _parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "وسيستخدمونها لاستراتيجياتهم الكهرومغناطيسية",
        "شىء في هيئة باكينجهامشاير",
        "راجع جميعًها رعاةهم",
        "السيناريوتين الأسيتالديهايد",
        "عبدالرحمن وعبدالله",
        "لااااااااااااااااااااااااا",
    ],
)
def test_long_words_names_and_slips_are_left_whole(text: str) -> None:
    assert _parts(text) == []


def test_what_cannot_be_told_apart_is_said_so() -> None:
    (one,) = run_together("قال غظثصضقفغعهخحجدطكمنتالبيسش أمس")
    assert one.span == Span(start=4, end=29)
    assert one.gaps == ()


def test_offsets_go_to_the_document_and_back() -> None:
    document = Document(path="p", text="xx " + JOINED)
    segment = Segment(document=document, lang="ar", span=Span(start=3, end=3 + len(JOINED)), text=JOINED)
    bitext = tqcheck.records.Bitext(path="p", source_lang="en", target_lang="ar", source=(), target=(segment,))
    (read,) = respaced(bitext).target
    assert read.text == WHOLE
    assert read.written == JOINED
    at = WHOLE.index("الأسماك")
    assert document.text[read.place(at) : read.place(at + 7)] == "الأسماك"
    assert [read.offset(read.place(i)) for i in range(len(WHOLE)) if i not in read.gaps] == [
        i for i in range(len(WHOLE)) if i not in read.gaps
    ]
    assert respaced(respaced(bitext)).target == (read,)


def _found(tmp_path: Path, target: str, source: str = SOURCE) -> list[tuple[str, Severity, str]]:
    (tmp_path / "post.tsv").write_text(f"{source}\t{target}\n", "utf-8")
    report = tqcheck.check([str(tmp_path / "post.tsv")], config=Config(mt_model="gloss", offline=True, cache=False))
    return [(f.code, f.severity, f.target.text if f.target else "") for d in report.documents for f in d.findings]


def test_lost_spaces_are_one_minor_finding_and_hide_no_fault(tmp_path: Path) -> None:
    assert _found(tmp_path, JOINED) == [("TQ611", Severity.MINOR, "وفقًاللجنةحفظالأسماك")]
    faulty = JOINED.replace("الثلاثاء", "الخميس")
    assert ("TQ305", Severity.CRITICAL, "الخميس") in _found(tmp_path, faulty)


def test_five_places_are_major(tmp_path: Path) -> None:
    target = "وفقًاللجنة حفظ الأسماك، وقعتالدولة الاتفاقيةالجديدة يوم الثلاثاء في مدينةفاليتا بحضورلجنةالحكومة."
    (major,) = [found for found in _found(tmp_path, target) if found[0] == "TQ611"]
    assert major == ("TQ611", Severity.MAJOR, "وفقًاللجنة")


def test_where_they_cannot_be_told_apart_words_are_not_compared(tmp_path: Path) -> None:
    (tmp_path / "post.tsv").write_text(f"{SOURCE}\tغظثصضقفغعهخحجدطكمنتالبيسش يوم الثلاثاء.\n", "utf-8")
    engine = Engine(Config(mt_model="gloss", offline=True, cache=False))
    report = engine.report(engine.load([str(tmp_path / "post.tsv")]))
    codes = {f.code for d in report.documents for f in d.findings}
    assert "TQ611" in codes
    assert not codes & {"TQ201", "TQ202"}
    assert any("comparison of words" in reason for reason in report.reasons)


# --- where the lines run, on words made up: letters, frequencies, parts

A, B, C = "سلسبيل", "جلجامش", "دردشات"
FOUR = ("بلبل", "جمجم", "سمسم", "رقرق", "زمزم", "فلفل")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[list[str]]]]:
    """What runs together in a text if these words are all there are, each as frequent as said."""

    def told(text: str, **frequencies: float) -> list[list[str]]:
        monkeypatch.setattr(module, "_zipf", lambda: lambda word: frequencies.get(word, 0.0))
        run_together.cache_clear()
        return _parts(text)

    yield told
    run_together.cache_clear()


@pytest.mark.parametrize(
    ("text", "frequencies", "parts"),
    [
        (A + B, {A: 3.3, B: 3.3}, [[A, B]]),
        (A + B, {A: 3.3, B: 3.29}, []),
        (A + B, {A: 3.29, B: 3.3}, []),
        (A + B[:5], {A: 5, B[:5]: 5}, []),  # eleven letters
        (A + B, {A: 5, B: 5, A + B: 1.5}, []),  # the whole is a word
        (A + B, {A: 5, B: 5, A + B: 1.49}, [[A, B]]),
        (A + B, {A: 5, B: 5, A[1:] + B: 1.5}, []),  # but for a letter in front
        ("و" + A + B, {"و" + A: 5, B: 5, A + B: 1.5}, []),
        (A + B + "ها", {A: 5, B + "ها": 5, A + B: 1.5}, []),  # but for what is written onto it
        (A + B + "ها", {A: 5, B + "ها": 5, (A + B)[1:] + "ة": 1.5}, []),
        (A + B + C, {A: 5, B: 5, C: 5}, [[A, B, C]]),
        # three letters have to be frequent, two have to be one of the short words
        ("قمر" + A + "في" + B, {"قمر": 4.5, A: 5, "في": 7, B: 5}, [["قمر", A, "في", B]]),
        ("قمر" + A + "في" + B, {"قمر": 4.49, A: 5, "في": 7, B: 5}, []),
        ("قمر" + A + "قن" + B, {"قمر": 4.5, A: 5, "قن": 7, B: 5}, []),
        ("في" + A + B, {"في": 7, A: 5, B: 5}, [["في", A, B]]),
        # the article makes no word longer
        ("القمر" + A + B, {"القمر": 4, A: 4, B: 4}, [["القمر", A, B]]),
        ("القم" + A + B, {"القم": 4, A: 4, B: 4}, []),
        # the likeliest division
        (A + B, {A: 4, B: 4, A[:3]: 6, A[3:] + B: 6}, [[A[:3], A[3:] + B]]),
        (A + B, {A: 6, B: 6, A[:3]: 5, A[3:] + B: 5}, [[A, B]]),
        # many rare parts are less likely than that nobody knows it
        ("".join(FOUR[:4]), dict.fromkeys(FOUR, 3.3), [list(FOUR[:4])]),
        ("".join(FOUR[:5]), dict.fromkeys(FOUR, 3.6), [list(FOUR[:5])]),
        ("".join(FOUR[:5]), dict.fromkeys(FOUR, 3.5), [["".join(FOUR[:5])]]),  # and then it cannot be told apart
        # twenty letters are no word
        ((A + B + C + "زب"), {}, [[A + B + C + "زب"]]),
        ((A + B + C + "ز"), {}, []),
        ((A + B + C + "زبببب"), {}, []),  # a cry
    ],
)
def test_letters_and_frequencies_that_part_words(
    known: Callable[..., list[list[str]]], text: str, frequencies: dict[str, float], parts: list[list[str]]
) -> None:
    assert known(text, **frequencies) == parts


E, F = "بلبل", "جمجم"


@pytest.mark.parametrize(
    ("text", "frequencies", "parts"),
    [
        (f"{A}{B} {E}{F}", {A: 4, B: 4, E: 2.6, F: 2.6}, [[A, B], [E, F]]),  # where others have been seen to
        (f"{A}{B} {E}{F}", {A: 4, B: 4, E: 2.6, F: 2.59}, [[A, B]]),
        (f"{E}{F} {A}{B}", {A: 4, B: 4, E: 2.6, F: 2.6}, [[E, F], [A, B]]),
        (f"{E}{F}", {E: 6, F: 6}, []),  # eight letters alone are not looked at
        (f"{A}{B} {E}قمر", {A: 4, B: 4, E: 6, "قمر": 6}, [[A, B]]),  # seven letters never are
        (f"{A}{B}{C}زب {E}{F}", {E: 6, F: 6}, [[f"{A}{B}{C}زب"]]),  # what was not told apart shows nothing
    ],
)
def test_what_runs_together_once_does_again(
    known: Callable[..., list[list[str]]], text: str, frequencies: dict[str, float], parts: list[list[str]]
) -> None:
    assert known(text, **frequencies) == parts


@pytest.mark.parametrize(
    ("text", "frequencies", "parts"),
    [
        ("قنينةقمر", {"قنينة": 5, "قمر": 5}, [["قنينة", "قمر"]]),  # two words, both known
        ("قنينةقمر", {"قنينة": 5}, []),  # one of the two is not
        ("قنينةقمرسلسب", {"قنينة": 5}, [["قنينة", "قمرسلسب"]]),  # in twelve letters one will do
        ("قنينةقمرسلس", {"قنينة": 5}, []),
        ("قنينةقمرسلسب", {}, []),  # and none will not
        ("قنينةدميةقمر", {"قنينة": 5, "دمية": 5}, [["قنينة", "دمية", "قمر"]]),  # two of three
        ("قنينةدميةقمر", {"قنينة": 5}, []),
        ("قنينةفي", {"قنينة": 5, "في": 7}, [["قنينة", "في"]]),  # a short word
        ("قنينةقن", {"قنينة": 5, "قن": 7}, []),  # two letters that are none
        ("قنينةهما", {"قنينة": 5, "هما": 7}, []),  # a pronoun: a slip
        ("قنينةبلبلجمجم", {"قنينة": 5, "بلبل": 2.6, "جمجم": 2.6}, [["قنينة", "بلبل", "جمجم"]]),
        ("قنينةبلبلجمج", {"قنينة": 5, "بلبل": 5, "جمج": 5}, [["قنينة", "بلبلجمج"]]),  # seven letters stay whole
    ],
)
def test_a_letter_that_only_ends_words_parts_them(
    known: Callable[..., list[list[str]]], text: str, frequencies: dict[str, float], parts: list[list[str]]
) -> None:
    assert known(text, **frequencies) == parts


def test_only_arabic_that_was_not_put_right_before_is_read_anew() -> None:
    document = Document(path="p", text=JOINED)
    segment = Segment(document=document, lang="ar", span=Span(start=0, end=len(JOINED)), text=JOINED)
    other = replace(segment, lang="fa")
    bead = Bead(index=0, source=(other,), target=(segment,))
    bitext = Bitext(path="p", source_lang="fa", target_lang="ar", source=(other,), target=(segment,), beads=(bead,))
    made = respaced(bitext)
    assert (made.source, made.target[0].text) == ((other,), WHOLE)
    assert made.beads is not None
    assert made.beads[0].target[0] is made.target[0], "the same segment, wherever it stands"
    plain = replace(bitext, target=(other,), beads=None)
    assert respaced(plain) is plain
    assert respaced(replace(bitext, beads=None)).beads is None


@pytest.mark.parametrize(
    ("target", "message", "severity"),
    [
        ("مدينةغزة.", "words run together: «مدينةغزة» is read as «مدينة غزة»", Severity.MINOR),
        ("مدينةغزة وغرفةنوم.", "words run together: «مدينةغزة» is read as «مدينة غزة»; 2 such places in the text",
         Severity.MINOR),
        ("غظثصضقفغعهخحجدطكمنتالبيسش.",
         "«غظثصضقفغعهخحجدطكمنتالبيسش» is several words without a space, which could not be told apart", Severity.MINOR),
    ],
)  # fmt: skip
def test_what_is_said_of_words_that_run_together(target: str, message: str, severity: Severity) -> None:
    made = language_document([("The source.", target)])
    (found,) = spacing.CHECKS[0].findings(made)
    assert (found.message, found.severity, found.confidence) == (message, severity, 0.95)
    assert found.detail["count"] == len(found.detail["places"]) == 1 + ("2 such" in message)
    assert found.source is not None
    assert found.source.text == "The source."
