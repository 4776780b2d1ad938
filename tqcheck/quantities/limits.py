"""Approximators and limits around a number: at least, up to, nearly, about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tqcheck.quantities.arabic_words import NUMBERS, strip
from tqcheck.quantities.tokens import Tokens

Approx: TypeAlias = Literal["about", "nearly", "over", "under"]
Phrases: TypeAlias = tuple[tuple[tuple[str, ...], Approx], ...]

_BEFORE: dict[str, dict[Approx, str]] = {
    "en": {
        "about": "about|around|roughly|approximately|some|circa|an estimated|estimated|in the region of",
        "nearly": "nearly|almost|close to|just under|just over|approaching|shy of|just shy of|as many as|as much "
        "as|as few as",
        "over": "more than|over|at least|in excess of|upwards of|above|no fewer than|no less than|not less "
        "than|exceeded"
        "|exceeding|exceeds|topped|surpassed|well over|not fewer than|a minimum of|minimum of|beyond",
        "under": "less than|fewer than|under|below|up to|at most|no more than|not more than|a maximum of|maximum of"
        "|lower than|not exceeding|no later than|well under",
    },
    "ar": {
        "about": "نحو|حوالي|بنحو|بحوالي|لنحو|لحوالي|ونحو|وحوالي|تقريبا|ما يقدر ب|زهاء|في حدود|بحدود|بزهاء|يقدر ب|تقدر ب"
        "|بضع|قدر ب",
        "nearly": "ما يقرب من|ما يقارب|قرابه|يقارب|تقارب|يناهز|تناهز|ما يناهز|بقرابه|لقرابه|كاد|بالكاد|وقرابه|زهاء|قارب"
        "|قاربت|ناهز|ناهزت|لما يقرب من|بما يقارب|يقرب من|تقرب من|نحو ما يقارب|قاب|قريبا من|قريبه من|قريب من",
        "over": "اكثر من|لاكثر من|باكثر من|واكثر من|ازيد من|ما يزيد عن|ما يزيد علي|يزيد عن|يزيد علي|تزيد عن|تزيد علي"
        "|ما لا يقل عن|لا يقل عن|لا تقل عن|تجاوز|تجاوزت|يتجاوز|تتجاوز|يفوق|تفوق|ما يفوق|فوق|اعلي من|يربو علي|تربو علي"
        "|بما لا يقل عن|علي|زاد علي|زاد عن|زادت علي|زادت عن|فاق|فاقت|تخطي|تخطت|يتخطي|تتخطي|ما يتجاوز|بما يزيد "
        "عن|بحد ادني"
        "|بما يزيد علي|كحد ادني|ما يربو علي|متجاوزا|متجاوزه|ما لا يقل علي|علي الاقل|علي الاقل ب|علي اقل "
        "تقدير|اكبر من|مما لا يقل عن|متخطيا|ليتجاوز|لتتجاوز|عن",
        "under": "اقل من|باقل من|لاقل من|واقل من|ما يصل الي|يصل الي|لا يزيد عن|تصل الي|وصل الي|وصلت الي|وحتي"
        "|لا يزيد علي|لا تزيد عن|لا تزيد علي|لا يتجاوز|لا تتجاوز|دون|حتي|ما يقل عن|يقل عن|تقل عن|ما لا يزيد علي"
        "|ما لا يزيد عن|ما لا يتجاوز|لا يتعدي|لا تتعدي|كحد اقصي|بحد اقصي|ادني من|بما يصل الي|بما لا يتجاوز|اقصاه|اقصاها"
        "|علي الاكثر|اصغر من|تحت|لم يتجاوز|لم تتجاوز|اقصاه نحو|لا تفوق|لا يفوق",
    },
}  # fmt: skip
# «عن» and «على» alone stand only in «لا تقل أعمارهم عن»: the verb and its "not" are further off.
_AFTER: dict[str, dict[Approx, str]] = {
    "en": {
        "about": "or so",
        "over": "at least|or more|and more|plus|and above|and over|or above|or over|or older|and "
        "older|minimum|and upwards",
        "under": "at most|or less|or fewer|or under|and under|or below|and below|maximum|at the most|or younger",
    },
    "ar": {
        "about": "تقريبا",
        "over": "علي الاقل|علي اقل تقدير|او يزيد|او تزيد|او اكثر|فاكثر|فما فوق|كحد ادني|بحد ادني|وما فوق|في "
        "الاقل|واكثر",
        "under": "علي الاكثر|كحد اقصي|بحد اقصي|او اقل|فاقل|فما دون|علي ابعد تقدير|كاقصي حد|وما دون|واقل|في الاكثر",
    },
}  # fmt: skip
_REACH_BEFORE, _REACH_AFTER = 8, 5
_SPATIAL = frozenset({"over", "under", "above", "below", "beyond"})
_RATHER = frozenset(
    "chosen selected picked preferred victory win won wins triumph dispute row control advantage lead".split()
)


def _phrases(table: dict[Approx, str]) -> Phrases:
    listed = [(tuple(phrase.split()), sense) for sense, phrases in table.items() for phrase in phrases.split("|")]
    return tuple(sorted(listed, key=lambda entry: -len(entry[0])))


BEFORE = {lang: _phrases(table) for lang, table in _BEFORE.items()}
AFTER = {lang: _phrases(table) for lang, table in _AFTER.items()}
_LAST = {lang: frozenset(phrase[-1] for phrase, _ in phrases) for lang, phrases in BEFORE.items()}
_FIRST = {lang: frozenset(phrase[0] for phrase, _ in phrases) for lang, phrases in AFTER.items()}
_NEGATED: dict[Approx, Approx] = {"over": "under", "under": "over"}
_VERBS: dict[str, Approx] = {"يقل": "under", "تقل": "under", "يزيد": "over", "تزيد": "over"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The sense of an approximator or limit and its tokens `[first, end)`; a mere hint has none."""

    sense: Approx
    first: int = 0
    end: int = 0


_HINT = Limit("about")


def limit_around(ts: Tokens, start: int, end: int, lang: str, unit: str | None) -> Limit | None:
    """The approximator before token `start`, or one behind the tokens that end at `end`, or a hint further off."""
    return _before(ts, start, lang, unit) or _after(ts, end, lang) or _far(ts, start, lang)


def _before(ts: Tokens, start: int, lang: str, unit: str | None) -> Limit | None:
    at = start
    while ts.at(at - 1).text in ("the", "a", "an", "$", "€", "£", "some") and at > start - 2:
        if ts.at(at - 1).text == "some" and ts.at(at - 2).text not in _LAST[lang]:
            break
        at -= 1
    if ts.at(at - 1).text not in _LAST[lang]:
        return None
    for phrase, sense in BEFORE[lang]:
        size = len(phrase)
        if all(ts.at(at - size + k).text == word for k, word in enumerate(phrase)):
            return _negated(ts, at - size, phrase, sense, lang, unit)
    return None


_DENIALS = {
    "en": frozenset("not no never nobody without cannot".split()),
    "ar": frozenset("لم لا لن ليس ليست ولم ولا ولن وليس فلم فلا".split()),
}
_CLAUSE = frozenset(", ; : . ، ؛ ؟ ? ! and but or which that who as when او بل الذي التي حيث".split())


def _negated(
    ts: Tokens, first: int, phrase: tuple[str, ...], sense: Approx, lang: str, unit: str | None
) -> Limit | None:
    """The sense of a limit with the "no" before it; "over two days" is a time, and «عن» alone no limit.

    A denial further off may turn a limit round («لم يبق أكثر من يوم», a day at most) or not, so that nothing is sure.
    """
    end = first + len(phrase)
    if lang == "en":
        spatial = len(phrase) == 1 and phrase[0] in _SPATIAL
        if spatial and ((unit or "").startswith("duration-") or ts.at(first - 1).text in _RATHER):
            return None
        denied = ts.at(first - 1).text in ("no", "not")
    else:
        if phrase in (("عن",), ("علي",)):
            return _less_about(ts, first)
        denied = ts.at(first - 1).text in ("لا", "لم", "لن", "ليس")
    if denied and sense in _NEGATED:
        return Limit(_NEGATED[sense], first - 1, end)
    return _HINT if sense in _NEGATED and _denied_far(ts, first, lang) else Limit(sense, first, end)


def _denied_far(ts: Tokens, first: int, lang: str) -> bool:
    """Whether a denial stands some words before a limit, in its clause."""
    for at in range(first - 1, first - 1 - _REACH_BEFORE, -1):
        word = ts.at(at).text
        if word in _CLAUSE or not word or ts.at(at).kind == "n":
            return False
        if word in _DENIALS[lang] or (lang == "en" and word.endswith(("n't", "n’t"))):
            return True
    return False


def _less_about(ts: Tokens, at: int) -> Limit | None:
    """«لا تقل أعمارهم عن», «تزيد أعمارهم على»: the verb, with its "not", up to three words before."""
    for k in range(at - 1, at - 4, -1):
        sense = _VERBS.get(ts.at(k).text)
        if sense:
            denied = ts.at(k - 1).text in ("لا", "لم")
            return Limit(_NEGATED[sense] if denied else sense, k - denied, at + 1)
    return None


def _after(ts: Tokens, end: int, lang: str) -> Limit | None:
    for at in range(end, end + _REACH_AFTER):
        token = ts.at(at)
        if token.kind != "w" and token.text not in ("-", "+"):
            return None
        if token.text == "+" and token.glued:
            return Limit("over", at, at + 1)
        if token.text in _FIRST[lang]:
            for phrase, sense in AFTER[lang]:
                if all(ts.at(at + k).text == word for k, word in enumerate(phrase)):
                    return Limit(sense, at, at + len(phrase))
    return None


_EXCEEDING = frozenset(
    "تجاوز تجاوزت يتجاوز تتجاوز فاق فاقت يفوق تفوق تخطي تخطت يتخطي تتخطي متجاوزا متجاوزه متخطيا".split()
)
# Words that may say a limit from further off, «أقل بكثير من نسبة الـ95»: enough not to call it lost.
_HINTS = {
    "ar": frozenset(
        "اقل باقل لاقل واقل اكثر باكثر لاكثر واكثر ازيد دون فوق حتي وحتي يصل تصل ليصل لتصل وصول بوصول وصل وصلت "
        "بلوغ بلغ بلغت "
        "يبلغ تبلغ ليبلغ اقصي اقصاه اقصاها ادني تحت يزيد تزيد زاد زادت يقل تقل الاقل الاكثر اعلي يربو تربو سقف".split()
    ),
    "en": frozenset(
        "least most more less fewer over under exceed exceeds exceeded exceeding surpass surpassed above below "
        "up maximum "
        "minimum within beyond top topped reach reached reaches reaching cap limit".split()
    ),
}  # fmt: skip


def _far(ts: Tokens, start: int, lang: str) -> Limit | None:
    """«تجاوز عدد القتلى 40», «ليصل ارتفاعها إلى 4»: the word that says so stands some words before its number."""
    for at in range(start - 1, start - 1 - _REACH_BEFORE, -1):
        token = ts.at(at)
        if token.kind in ("", "n") or token.text in (".", "؛", ";") or _counts(token.text, lang):
            return None
        if token.text in _EXCEEDING:
            denied = ts.at(at - 1).text in ("لا", "لم", "لن")
            return Limit("under" if denied else "over", at - denied, at + 1)
        if token.text == "الاقل" and at > start - 4:
            return Limit("over", at, at + 1)
        if token.text in _HINTS[lang]:
            return _HINT
    return None


def _counts(word: str, lang: str) -> bool:
    return lang == "ar" and strip(word).stem in NUMBERS


_SIDES: dict[str, dict[str, Approx]] = {
    "en": {"before": "under", "after": "over"},
    "ar": {
        "قبل": "under",
        "قبيل": "under",
        "وقبل": "under",
        "بعد": "over",
        "بعيد": "over",
        "عقب": "over",
        "وبعد": "over",
    },
}
_BETWEEN = frozenset("on the at يوم الساعه فجر ظهر منتصف الساعة عند في".split())


def side_of(ts: Tokens, start: int, lang: str) -> Approx | None:
    """Whether a day or an hour is one before which, or after which, something is."""
    at = start - 1
    while ts.at(at).text in _BETWEEN and at > start - 3:
        at -= 1
    return _SIDES[lang].get(ts.at(at).text)
