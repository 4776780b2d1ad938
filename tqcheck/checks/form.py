"""TQ601, TQ604-TQ607, TQ609, TQ610 form: brackets, doubled words, punctuation, stray Latin, hidden signs, digits.

A slip of the keyboard that repeats is one finding for the document, with its count, at its first place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from tqcheck.lang import ARABIC, words_of
from tqcheck.names.common import is_common_english
from tqcheck.records import Check, DocumentEvidence, Evidence, Example, Fault, Location, Segment, Severity, Span
from tqcheck.text.links import LINK
from tqcheck.text.normalise import INVISIBLE, fold
from tqcheck.text.quoting import quoted

_LETTER = r"\u0621-\u064a\u064b-\u0652"
_SPACED = re.compile(r"(?<=[^\s\d])[ \u00a0\u202f]+(?=[،؛؟!:.](?![.\w،؛؟!:]))")
_LATIN_MARK = re.compile(rf"(?<=[{_LETTER}»\")])(?:\s?[,;?])(?=\s|$|[{_LETTER}\"»])|(?<=\d),(?=\s[{_LETTER}])")
_LATIN_WORD = re.compile(r"(?<![\w@#./:&'’-])[a-z]{3,}(?![\w@/:&'’-]|\.\w)")
_DOUBLED = re.compile(r"(?<![\w\u064b-\u0652-])(\w[\w\u064b-\u0652]*)[ \u00a0]+\1(?![\w\u064b-\u0652-])", re.IGNORECASE)
_INDIC, _ASCII = re.compile(r"[٠-٩]+"), re.compile(r"(?<![A-Za-z0-9./-])[0-9]+(?![A-Za-z])")
# Said twice on purpose: very much, little by little, side by side, group by group.
_TWICE = words_of(ARABIC, "said-twice")
# Names of Latin letters: BBC is «بي بي سي».
_LETTERS = words_of(ARABIC, "letter-names")
# Without the ligatures that are words, and the brackets of the Koran; what chooses an emoji's look stands further on.
_PRESENTATION = re.compile(r"[\ufb50-\ufd3d\ufd50-\ufdf1\ufdf3-\ufdf9\ufdfe\ufdff\ufe70-\ufefc]")
_PAIRS = {")": "(", "]": "[", "}": "{"}

Places = list[tuple[Segment, int, int]]


def _at(place: tuple[Segment, int, int]) -> Location:
    segment, start, end = place
    return Location(document=segment.document, span=Span(start=segment.place(start), end=segment.place(end)))


def _bead_of(evidence: DocumentEvidence, segment: Segment) -> Evidence:
    return next(e for e in evidence.beads if segment in e.bead.target)


def _targets(evidence: DocumentEvidence) -> Iterator[Segment]:
    """Target segments in bead order."""
    return (s for e in evidence.beads for s in e.bead.target)


def _once(evidence: DocumentEvidence, places: Places, message: str) -> Iterator[Fault]:
    """One finding for all places, at the first; `message` gets the count and the first text."""
    if not places:
        return
    first = _at(places[0])
    bead = _bead_of(evidence, places[0][0])
    times = "once" if len(places) == 1 else f"{len(places)} times"
    spans = [[spot.span.start, spot.span.end] for spot in map(_at, places)]
    yield Fault(
        bead=bead.bead, message=message.format(times=times, text=first.text), target=first, confidence=0.95,
        detail={"count": len(places), "places": spans},
    )  # fmt: skip


def _matches(evidence: DocumentEvidence, pattern: re.Pattern[str]) -> Places:
    return [(s, m.start(), m.end()) for s in _targets(evidence) for m in pattern.finditer(_without_links(s.text))]


def _without_links(text: str) -> str:
    """The text with links blanked out, of the same length."""
    return LINK.sub(lambda m: "\u2007" * len(m.group()), text)


def _is_arabic(evidence: DocumentEvidence) -> bool:
    return evidence.bitext.target_lang == ARABIC


def brackets(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Brackets of the target that are not closed or not opened in their bead, where the source's are."""
    for item in evidence.beads:
        for place, char in _unpaired(item.bead.side_text("target")):
            if _unpaired(item.bead.side_text("source")):
                continue
            yield Fault(
                bead=item.bead, message=f"{quoted(char)} has no partner in its sentence", confidence=0.9,
                target=Span(start=place, end=place + 1),
            )  # fmt: skip


def _unpaired(text: str) -> list[tuple[int, str]]:
    """Places of brackets without a partner; list markers such as `a)` and `1)` are none."""
    open_at: list[tuple[int, str]] = []
    lonely: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if char in "([{":
            open_at.append((at, char))
        elif char in _PAIRS and open_at and open_at[-1][1] == _PAIRS[char]:
            open_at.pop()
        elif char in _PAIRS and not re.search(r"(?:^|\s)\w{1,2}$", text[:at]) and not re.search(r"[:;=]-?$", text[:at]):
            lonely.append((at, char))
    return lonely + open_at


def doubled(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Words written twice in a row, where neither idiom nor the source doubles one."""
    places = [
        (item, match)
        for item in evidence.beads
        for match in _DOUBLED.finditer(item.bead.side_text("target"))
        if not _on_purpose(match[1], item.bead.side_text("source"))
    ]
    for item, match in places[:1]:
        more = f" ({len(places)} such places)" if len(places) > 1 else ""
        yield Fault(
            bead=item.bead, target=Span(start=match.start(), end=match.end()),
            message=f"{quoted(match[1])} stands twice in a row{more}", confidence=0.9, detail={"count": len(places)},
        )  # fmt: skip


def _on_purpose(word: str, source: str) -> bool:
    """Whether a word is doubled by idiom, because the source doubles one, or within a spelled acronym."""
    letters = fold(word)
    spelled = letters in _LETTERS and re.search("[A-Z]{2}", source)
    return not word.isalpha() or letters in _TWICE or bool(spelled) or bool(_DOUBLED.search(source))


def spaced(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Spaces before commas, full stops and their like."""
    return _once(evidence, _matches(evidence, _SPACED),
                 "a space stands before a punctuation mark, {times}")  # fmt: skip


def latin_marks(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Latin commas, semicolons and question marks in Arabic sentences."""
    places = _matches(evidence, _LATIN_MARK) if _is_arabic(evidence) else []
    return _once(evidence, places,
                 "“{text}” is a Latin mark in an Arabic sentence, {times}: ، ؛ ؟ are the Arabic ones")  # fmt: skip


def stray_latin(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Everyday English words left in Arabic text."""
    places = _matches(evidence, _LATIN_WORD) if _is_arabic(evidence) else []
    places = [(s, a, b) for s, a, b in places if is_common_english(s.text[a:b]) and not _foreign_phrase(s.text, a)]
    return _once(evidence, places, "“{text}” was left in English, {times} in the document")


def _foreign_phrase(text: str, at: int) -> bool:
    """Whether a word is quoted or bracketed, or belongs to a run of Latin words that holds a name."""
    run = re.search(r"[A-Za-z][A-Za-z0-9 .,'’&+/-]*$", text[:at])
    rest = re.match(r"[A-Za-z0-9 .,'’&+/-]*", text[at:])
    phrase = (run.group() if run else "") + (rest.group() if rest else "")
    before = text[: at - len(run.group()) if run else at].rstrip()
    return bool(re.search("[A-Z0-9]", phrase)) or before.endswith(("(", '"', "“", "«", "'", "‘"))


def hidden(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Bidi controls, zero-width characters and presentation forms."""
    places = [
        (s, at, at + 1)
        for s in _targets(evidence)
        for at, char in enumerate(s.text)
        if (char in INVISIBLE and not _in_emoji(s.text, at)) or _PRESENTATION.match(char)
    ]
    name = unicodedata.name(places[0][0].text[places[0][1]], "unnamed").lower() if places else ""
    return _once(evidence, places,
                 f"{name}: a control character or presentation form, {{times}} in the document")  # fmt: skip


def _in_emoji(text: str, at: int) -> bool:
    """Whether a sign joins two pictures or chooses how one looks."""
    return at > 0 and unicodedata.category(text[at - 1]) in ("So", "Sk", "Mn", "Me") and text[at] == "\u200d"


def mixed_digits(evidence: DocumentEvidence) -> Iterator[Fault]:
    """Arabic-Indic digits beside European ones."""
    indic, european = _matches(evidence, _INDIC), _matches(evidence, _ASCII)
    fewer = min(indic, european, key=len)
    if indic and european:
        yield from _once(evidence, fewer,
                         f"“{{text}}” is in the digits of which the document has fewer ({len(indic)} Arabic-Indic, "
                         f"{len(european)} European numbers)")  # fmt: skip


def _check(code: str, name: str, summary: str, run: Callable[[DocumentEvidence], Iterator[Fault]],
           passes: tuple[tuple[str, str], ...], fails: tuple[tuple[str, str], ...]) -> Check:  # fmt: skip
    examples = [tuple(Example(source=en, target=ar) for en, ar in rows) for rows in (passes, fails)]
    return Check(
        code=code, name=name, severity=Severity.MINOR, summary=summary, run=run, passes=examples[0], fails=examples[1]
    )


CHECKS: tuple[Check, ...] = (
    _check(
        "TQ601", "unbalanced-brackets", "A bracket of the translation is not closed or not opened.", brackets,
        (("The union (UGTT) agreed.", "وافق الاتحاد (العام للشغل)."), ("a) Wash your hands.", "أ) اغسل يديك.")),
        (("The union (UGTT) agreed.", "وافق الاتحاد (العام."), ("The union (UGTT) agreed.", "وافق الاتحاد العام).")),
    ),
    _check(
        "TQ604", "doubled-word", "A word stands twice in a row.", doubled,
        (("He did very well.", "كان أداؤه جيدا جدا جدا."), ("The ship left the port.", "غادرت السفينة الميناء.")),
        (("The ship is in port.", "السفينة في في الميناء."), ("The army left town.", "غادر الجيش البلدة البلدة.")),
    ),
    _check(
        "TQ605", "space-before-punctuation", "A space stands before a comma, a full stop or the like.", spaced,
        (("He came, and left.", "جاء، ثم غادر."), ("It cost 3.5 million.", "بلغت الكلفة 3.5 مليون.")),
        (("He came, and left.", "جاء ، ثم غادر."), ("He left.", "غادر .")),
    ),
    _check(
        "TQ606", "latin-punctuation", "A Latin comma, semicolon or question mark stands in Arabic text.", latin_marks,
        (("Who came, and when?", "من جاء، ومتى؟"), ("It cost 1,500 dollars.", "بلغت الكلفة 1,500 دولار.")),
        (("He came, and left.", "جاء, ثم غادر."), ("Who came?", "من جاء?")),
    ),
    _check(
        "TQ607", "stray-latin", "An English word that is no name was left in the Arabic text.", stray_latin,
        (("The iPhone was stolen.", "سُرق هاتف iPhone."), ("He reads The Daily Star.", "يقرأ The Daily Star.")),
        (("The withdrawal began.", "بدأ withdrawal القوات."), ("The budget was cut.", "خُفضت budget الوزارة.")),
    ),
    _check(
        "TQ609", "hidden-characters", "Bidi controls or presentation forms were left in the text.", hidden,
        (("The army left.", "غادر الجيش."), ("Peace be upon him.", "صلى الله عليه ﷺ.")),
        (("The army left.", "غادر\u200f الجيش."), ("No.", "ﻻ.")),
    ),
    _check(
        "TQ610", "mixed-digits", "Arabic-Indic and European digits stand in one document.", mixed_digits,
        (("5 men and 6 women", "٥ رجال و٦ نساء"), ("5 men and 6 women", "5 رجال و6 نساء")),
        (("5 men and 6 women", "5 رجال و٦ نساء"), ("He was 30 in 1999.", "كان عمره ٣٠ عاما في 1999.")),
    ),
)  # fmt: skip
