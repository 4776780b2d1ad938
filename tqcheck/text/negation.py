"""Where a text denies something: particles and verbs of denial in English and Arabic, each with its place.

A `hard` cue denies by itself (not, without; لم, دون). A verb of denial belongs to one of three families (deny,
refuse, fail) that the other language renders by the same family or by a hard cue. A `soft` cue is whatever the other
language may render by a negation, or a negation by (unable, only, ban; مستحيل, منع): it excuses a difference, and
its own absence proves nothing. `still` is «لا يزال», a negation in form only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tqcheck.records import Span
from tqcheck.text.normalise import normalise

Kind: TypeAlias = Literal["hard", "deny", "refuse", "fail", "exclude", "still", "soft"]
FAMILIES: tuple[Kind, ...] = ("deny", "refuse", "fail", "exclude")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that denies. `negated` is true for a verb of denial that is itself denied (did not deny)."""

    kind: Kind
    span: Span
    text: str
    negated: bool = False


# Phrases whose negation is no denial; the other language may well say them without one.
_EN_IDIOMS = (
    r"not (?:only|just|merely|simply|solely|to mention|until|least|so much|necessarily)|no (?:matter|doubt|wonder|sooner|"
    r"more than|less than|fewer than|later than|(?=\.? ?\d))|nothing (?:but|less|more than)|if not|why not|"
    r"or not|(?:ca|could)n['’]t (?:help|wait)|cannot help|whether or not|not (?:more|less|fewer) than|none other|"
    r"last but not least|with or without|could(?:n['’]t| not) be more|no\. ?\d+|none the less|no end|couldn['’]t agree more|not all|nothing short|"
    r"(?:is|are|was|were|do|does|did|has|have|wo|would|could|should)n['’]t (?:it|he|she|they|you|we|i|that)\b"
)
_EN_HARD = r"(?:not|never|cannot|no|none|nobody|nothing|nowhere|neither|nor|without)|\w+n['’]t|no[- ]one"
_EN_DENY = r"den(?:y|ies|ied|ying|ials?)|refut(?:e[sd]?|ing|ation)|disavow\w*|rebut(?:s|ted|tal)?"
_EN_REFUSE = (
    r"refus(?:e[sd]?|ing|als?)|reject(?:s|ed|ing|ions?)?|declin(?:e[sd]?|ing) to|turn(?:s|ed|ing)? down|rebuff(?:s|ed)?"
)
_EN_FAIL = r"fail(?:s|ed|ing|ures?)? (?:to|in)|failure|failed|unsuccessful(?:ly)?"
_EN_EXCLUDE = r"rul(?:e[sd]?|ing) (?:it |this |that )?out"
_EN_SOFT = (
    r"un(?!ited|i[oqtv]|der|til|cle\b|cles\b)\w{3,}|dis(?!trict|cuss|play|tan|ease|aster|cover|patch|semin|tribut|solv)\w{4,}|"
    r"(?:non|anti)[- ]?\w{3,}|in(?:ability|able|accura|action|adequa|appropri|capab|compet|comple|consist|correct|"
    r"definite|depend|direct|effect|efficien|eligib|equal|escap|evitab|excus|experien|explic|finite|formal|justice|"
    r"humane|signific|secur|stab|suffic|toler|valid|visib|vulner)\w*|im(?:possib|mun|moral|mobil|patien|partial|"
    r"perfect|pract|probab|prop)\w*|il(?:leg|lit|log|licit)\w*|ir(?:regul|relev|rever|respons|ration|repla)\w*|\w{3,}less|"
    r"hardly|barely|scarcely|rarely|seldom|few|fewer|little|less|only|alone|unless|until|except\w*|exclu\w+|lack\w*|absen\w+|"
    r"avoid\w*|prevent\w*|ban(?:s|ned|ning)?|prohibit\w*|forb[ia]d\w*|stop\w*|halt\w*|ceas\w+|refrain\w*|"
    r"abst[ae]\w+|instead|rather than|far from|against|contrary|exempt\w*|free (?:of|from)|free|yet|too|false\w*|"
    r"wrong\w*|doubt\w*|ignor\w+|illicit|miss(?:ed|es|ing)?|other than|reluctan\w+|oppos\w+|"
    r"depriv\w+|empty|zero|regardless|at (?:least|most)|least|up to|under|below|minor|minors|block\w*|bar(?:s|red|ring)?|"
    r"spar(?:ed|e|ing)|void|withh[eo]ld\w*|"
    r"mere\w*|any\w*|ever|short(?:age|ages|fall)?|foreign\w*|la|las|don|sub\w{4,}|ill|"
    r"anonym\w+|clandestine|vacant|neglect\w*|despite|whatever|veto\w*|difficult\w*|lest|shun\w*|"
    r"skip\w*|escap\w+|poor\w*|excessive\w*|different\w*|vain|object(?:s|ed|ing|ions?)?|silen\w+|atypic\w+|asympt\w+|"
    r"apolit\w+|obliqu\w+|alien|strange\w*|"
    r"i[nm]\w{3,}[ai]bl[ey]|failing"
)
_ENGLISH = re.compile(
    rf"(?P<idiom>\b(?:{_EN_IDIOMS}))|(?P<hard>\b(?:{_EN_HARD})\b)|(?P<deny>\b(?:{_EN_DENY})\b)|"
    rf"(?P<refuse>\b(?:{_EN_REFUSE})\b)|(?P<fail>\b(?:{_EN_FAIL})\b)|"
    rf"(?P<exclude>\b(?:{_EN_EXCLUDE})\b)|(?P<soft>\b(?:{_EN_SOFT})\b)",
    re.IGNORECASE,
)

_CLITIC = r"(?<!\w)[وف]?"
_AR_IDIOMS = (
    r"لا (?:سيما|بد|شك|ريب|محاله|غرو|جرم|باس|ادري|حصر)|"
    r"لا [يت](?:قل|تجاوز|زيد|تعدي|حصي|ستهان)\w*|غير ان\w*|لا غير|ليس (?:فقط|فحسب|الا)|ناهيك|ما لم|او لا|ام لا|"
    r"(?:لا|لم|لن|ليس\w*) (?:\w+ ){1,16}?(?:فقط|فحسب|وحسب|سوي|الا|حتي)|دون سن|(?:ما )?دون (?:ال)?\d+|"
    r"في غير|علي غير|بغير|غيرها?م?|بلا شك|دون شك|لا يمكن\w* الا"
)
_AR_HARD = (
    r"لا|لم|لن|ليس\w*|لست\w*|لسنا|غير|ب?دون(?:ه|ها|هم|هما|نا)?|بلا|[بلك]?عدم|كلا(?=،)|لاا?حد|لاشيء|ما (?:من|عاد\w*)"
)
_AR_DENY = r"(?:[يتن]|س[يتن])?نف(?:ي|ت|وا|ى|يا|يه|يها|يهم)|(?:وال|ال)?نافي(?:ا|ه)?|نفي|النفي|[يتن]?نكر\w{0,3}|انكر\w*|انكار\w*|[يت]?فند(?:ت|وا|ه|ها)?|(?:[يت]|)دحض\w*"
_AR_REFUSE = r"(?:[يتن]|س[يتن])?رفض\w*|(?:ال)?رافض\w*|(?:ال)?مرفوض\w*|الرفض|برفض\w*|لرفض\w*|امتنع\w*|[يتن]متنع\w*|(?:ال)?امتناع\w*|ابي|[يت]ابي"
_AR_FAIL = (
    r"(?:[يتن]|س[يتن])?فشل\w*|(?:ال)?فاشل\w*|الفشل|بفشل\w*|لفشل\w*|اخفق\w*|[يت]خفق\w*|(?:ال)?اخفاق\w*|عجز\w*|[يت]عجز\w*"
)
_AR_EXCLUDE = r"استبعد\w*|[يتن]ستبعد\w*|مستبعد(?:ا|ه)"
_AR_STILL = r"(?:لا|ما|لم) (?:[يتن]?زا?ل\w*|[يت]زالون|[يت]برح|[يت]فتا|انفك\w*)"
_AR_SOFT = (
    r"[يت]ستحيل\w*|تعذر\w*|[يت]تعذر\w*|استحال\w*|(?:ال|ب)?مستحيل\w*|(?:ال)?مستبعد\w*|[يتن]?حظر\w*|"
    r"(?:ال|ب)?محظور\w*|[يتن]?منع\w*|(?:ال|ب)?ممنوع\w*|(?:ال|ل|ب)?منع\w*|(?:ال|ل|ب)?نقص\w*|[يتن]فتقر\w*|افتقر\w*|(?:ال|ل)?افتقار\w*|"
    r"(?:ال|ل|ب)?انعدام\w*|(?:ال)?منعدم\w*|معدوم\w*|[يت]نعدم|[يت]خلو\w*|خلت|خلا|(?:ال)?خالي\w*|خال|غاب\w*|[يت]غيب\w*|(?:ال|ل|ب)?غياب\w*|غايب\w*|"
    r"[يتن]?تجنب\w*|(?:ل|ال)?تجنب\w*|[يتن]?كف\w?|توقف\w*|[يتن]توقف\w*|قلما|قليل\w*|نادر\w*|بالكاد|يندر|(?:ال)?مجهول\w*|(?:ال)?خاطي\w*|كاذب\w*|كذب\w*|"
    r"باطل\w*|ضد|خلافا|عكس|بعيد\w* عن|[يتن]تفادي\w*|(?:ل|ال)?تفادي\w*|باستثناء|استثناء|عدا|سوي|الغاء|الغي|الغت|حرم\w*|"
    r"محروم\w*|احجم\w*|[يت]حجم\w*|تراجع\w*|[يت]صعب|(?:ال)?صعب\w*|الا|لولا|فقط|فحسب|سلبي\w*|[يتن]جهل\w*|جهل\w*|"
    r"مغلق\w*|مقطوع\w*|انقطع\w*|بريي?\w*|براءه|تخلف\w*|تخلي\w*|استنكر\w*|عارض\w*|[يت]عارض\w*|الا ان\w*|"
    r"ادني|اقل|كلا|محال|فقدان|فاقد\w*|قط|ابدا|مطلقا|اطلاقا|البته|مسلوب\w*|توقفوا"
)  # fmt: skip
_ARABIC = re.compile(
    rf"(?P<still>{_CLITIC}{_AR_STILL}(?!\w))|(?P<idiom>{_CLITIC}(?:{_AR_IDIOMS})(?!\w))|(?P<hard>{_CLITIC}(?:من |ب)?(?:{_AR_HARD})(?!\w))|"
    rf"(?P<deny>{_CLITIC}(?:{_AR_DENY})(?!\w))|(?P<refuse>{_CLITIC}(?:{_AR_REFUSE})(?!\w))|"
    rf"(?P<fail>{_CLITIC}(?:{_AR_FAIL})(?!\w))|(?P<exclude>{_CLITIC}(?:{_AR_EXCLUDE})(?!\w))|(?P<soft>{_CLITIC}[بل]?(?:{_AR_SOFT})(?!\w))"
)


def english_cues(text: str) -> list[Cue]:
    """Cues of an English text in order; `neither … nor` counts once."""
    cues = [_cue(m, Span(start=m.start(), end=m.end()), text) for m in _ENGLISH.finditer(text)]
    return _mark_negated(_merge(cues, text, ("nor",)), text)


def arabic_cues(text: str) -> list[Cue]:
    """Cues of an Arabic text in order; «لا … ولا» counts once."""
    plain = normalise(text, fold_letters=True)
    cues = [_cue(m, plain.original(m.start(), m.end()), text) for m in _ARABIC.finditer(plain.text)]
    return _mark_negated(_merge(cues, text, ("ولا",)), text)


def _cue(match: re.Match[str], span: Span, text: str) -> Cue:
    kind = match.lastgroup or "soft"
    if re.search("غيّ|لمّ", span.of(text)):  # verbs (to change, to gather), told apart by their shadda
        kind = "soft"
    return Cue("soft" if kind == "idiom" else kind, span, span.of(text))  # type: ignore[arg-type]


def _merge(cues: list[Cue], text: str, repeats: tuple[str, ...]) -> list[Cue]:
    """Without hard cues that only carry on an earlier one of the same sentence."""
    kept: list[Cue] = []
    for cue in cues:
        carried_on = cue.text.lower() in repeats and any(c.kind == "hard" for c in kept)
        if not carried_on or re.search(r"[.!?؟]", text[kept[-1].span.end : cue.span.start]):
            kept.append(cue)
    return kept


def _mark_negated(cues: list[Cue], text: str) -> list[Cue]:
    """Verbs of denial that a hard cue directly before them denies."""
    marked: list[Cue] = []
    for cue in cues:
        before = marked[-1] if marked else None
        near = before is not None and len(text[before.span.end : cue.span.start].split()) <= 1
        marked.append(Cue(cue.kind, cue.span, cue.text, near and before is not None and before.kind == "hard"))
    return marked
