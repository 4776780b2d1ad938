"""Who answers for a claim: words of saying, alleging, suspecting and supposing, each with its place.

Classes, from strongest to weakest reservation: `claim` (alleged; زعم), `suspect` (suspected; يشتبه), `report`
(reportedly, according to; بحسب), `doubt` (may, perhaps; ربما), `say` (said; قال). A cue that is not `firm` may render
one of the other language, but nothing need render it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tqcheck.records import Span
from tqcheck.text.normalise import normalise

Kind: TypeAlias = Literal["claim", "suspect", "report", "doubt", "say"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that puts a claim into someone's mouth or in doubt."""

    kind: Kind
    firm: bool
    span: Span
    text: str


_EN: tuple[tuple[Kind, bool, str], ...] = (
    (
        "claim",
        True,
        r"alleged(?:ly)?|alleg(?:es|ing|ations?)|purported(?:ly)?|accused(?= of)|claim(?:s|ed|ing)?(?= (?:that|to (?:be|have)))",
    ),
    ("claim", False, r"claim\w*|accus\w+|charge[sd]?|so-called|supposed(?:ly)?|self-\w+|pretend\w*|allege|assert\w*"),
    ("suspect", True, r"suspected(?! to be used)|suspected of"),
    ("suspect", False, r"suspect\w*|suspicion\w*|possible"),
    ("report", True, r"reportedly|according to (?!plan|the (?:rules?|law|plan))|(?:is|are|was|were) said to"),
    ("report", False, r"report(?:s|ed|ing)?|sources?|accounts?|rumou?r\w*|statements?|in (?:the )?words|(?:in|to) \w+ (?:view|opinion)"),
    (
        "doubt",
        True,
        r"(?<![-\d] )(?-i:may)(?! or may| not)|might(?! not)|could(?! (?:not|hear|see|feel|only|barely|hardly|no longer|afford|speak|read|smell))|"
        r"perhaps|probably|possibly|presumably|apparently|(?:is|are|was|were) (?:thought|believed)|(?:believes?|thinks?)(?= (?:that|the|it|he|she|they|\w+ (?:will|is|are|was|were)))",
    ),
    (
        "doubt",
        False,
        r"likely|unlikely|(?-i:May)|may not|might not|maybe|potential\w*|appear\w*|seem\w*|expect\w*|predict\w*|forecast\w*|estimat\w*|"
        r"believ\w+|th(?:ink|inks|ought)|fear\w*|hop(?:e|es|ed|ing)|would|can|possib\w+|probab\w+|if|unless|whether|could|should|risk\w*|"
        r"plan\w*|suggest\w*|propos\w+|chance|threat\w*|assum\w+|speculat\w+|doubt\w*|unclear|uncertain\w*|about|around|roughly|almost|nearly|some",
    ),
    ("say", True, r"said(?! to)|(?<!to )(?<!would )(?<!can )(?<!that )says?(?= (?:that|the|it|he|she|they|\w+ (?:will|is|are|was|were|has|have)))|told (?:reporters|journalists)|told (?-i:[A-Z])\w+"),
    (
        "say",
        False,
        r"sa(?:y|ys|ying)|t(?:old|ell|ells|elling)|announc\w+|stat(?:ed|ing|e[sd] that)|add(?:ed|s|ing)|warn\w*|explain\w*|not(?:ed|es|ing)|confirm\w*|insist\w*|"
        r"argu\w+|acknowledg\w+|admi(?:t|ts|tted)|reveal\w*|declar\w+|wr(?:ote|ites?|itten)|den(?:y|ies|ied)|ask\w*|repl(?:y|ied|ies)|"
        r"speak\w*|spoke\w*|call(?:s|ed)?|describ\w+|express\w+|comment\w*|quot\w+|interview\w*|promis\w+|vow\w*|pledg\w+|remark\w*|"
        r"conced\w+|recall\w*|testif\w+|urg(?:e|ed|es)|demand\w*|complain\w*|critici\w+|mention\w*|point\w* out|indicat\w+|show\w*|"
        r"found|find\w*|conclud\w+|consider\w*|view\w*|tweet\w*|post(?:ed|s)?|talk\w*|discuss\w*|address\w*|inform\w*|notif\w+|word\w*|"
        r"maintain\w*|stress\w*|emphasi\w+|highlight\w*|joke\w*|shout\w*|yell\w*|answer\w*|respond\w*|attribut\w+|cit(?:ed|es|ing)|swore|feels?|felt",
    ),
)  # fmt: skip
_AR: tuple[tuple[Kind, bool, str], ...] = (
    ("claim", True, r"[يتن]?زعم\w{0,3}|(?:ال)?مزعوم\w*|[بو]?مزاعم\w*|(?:ال)?مزاعم\w*"),
    ("claim", False, r"ادع(?:ي|ت|وا|اء\w*)|(?:ال|ل|ب)?ادعاء\w*|[يت]دعي\w*|[يتن]?اتهم\w*|[يتن]تهم\w*|(?:ال|ل|ب|با|لل)?(?:متهم|اتهام|تهم)\w*|(?:ال)?مدع\w{1,3}|ما [يت]سمي\w*|(?:ال)?مفترض\w*|"
     r"[يت]فترض|(?:ال)?موسوم\w*|(?:ال)?مسمي\w*"),
    ("suspect", True, r"(?:ال|لل|ب|با)?مشتبه\w*|[يت]شتبه\w*|اشتبه\w*|(?:ال|ل)?اشتباه\w*"),
    ("suspect", False, r"(?:ال|ل|ب)?شبه(?:ه|ات)|(?:ال)?شكوك\w*|[يتن]شك|(?:ال)?مشكوك\w*"),
    ("report", True, r"قيل|يقال|[يت]تردد|ترددت|شايعات\w*"),
    ("report", False, r"ب?حسب\w*|وفقا?|طبقا|استنادا|نقلا|[يت]ذكر\w*|ذكر\w*|افاد\w*|[يت]فيد\w*|مفاد\w*|(?:ال|ل)?تقارير\w*|(?:ال|ل)?تقرير\w*|(?:ال|ل)?مصادر|(?:ال)?مصدر|نقل\w*|(?:ال)?انباء|"
     r"علي حد|من وجهه|في (?:راي|نظر)\w*|براي\w*|اوردت?|روايه|روي|روت|روايات|ورد\w*|جاء\w*"),
    ("doubt", True, r"ربما|لعل\w*|عسي|قد ي\w+|علي الارجح|علي ما يبدو|من المحتمل"),
    ("doubt", False, r"ل?قد|ل?قد [يتنا]\w+|[يت]بدو|بدا|بدت|[يت]حتمل|(?:ال|م)?محتمل\w*|(?:ال|ل|ب|با)?احتمال\w*|[يت]مكن\w*|امكن\w*|(?:ال|ل)?ممكن\w*|(?:ال|ل|ب|با)?امكان\w*|[يتن]?رجح\w*|(?:ال|ل)?مرجح\w*|(?:ال)?ارجح\w*|"
     r"[يتن]عتقد\w*|اعتقد\w*|(?:ال|ل|ب)?اعتقاد\w*|[يتن]ظن\w*|ظن\w*|[يتن]توقع\w*|توقع\w*|(?:ال|ل)?متوقع\w*|[يت]قدر\w*|قدر\w*|(?:ال)?مقدر\w*|[يت]خشي\w*|خشي\w*|مخاوف\w*|"
     r"[يتن]امل\w*|امل\w*|[يت]جوز|[يت]ستطيع\w*|استطاع\w*|تمكن\w*|اذا|لو|ان امكن|[يت]وشك|[يت]كاد|كاد\w*|[يت]ري|[يت]رون|راي|رات|نحو|حوالي|تقريبا|زهاء|[يت]خطط\w*|خطط|(?:ال)?مقرر|"
     r"[يت]نبغي|[يت]هدد\w*|هدد\w*|(?:ال)?تهديد\w*|[يت]عرض\w*|[يت]تيح|بوسع\w*|ب?مقدور\w*|[يت]حق|كان\w* ليكون|ليس مستبعدا|غير مستبعد|[يت]ستبعد\w*|(?:ال)?مخاطر|خطر\w*|(?:ال)?عرضه|[يت]مكنه\w*|(?:ال)?قابل\w*|تقدير\w*|(?:ال)?سماح|[يت]سمح\w*|بشكل ما|كما لو|"
     r"[يت]شبه|[يت]فترض|افتراض\w*|تكهن\w*|[يت]حاول\w*|سوف|غالبا|هل|ا?يمكن|ام لا|شبه|اقترح\w*|[يت]قترح\w*|(?:ال|ل)?قدره|قادر\w*"),
    ("say", True, r"(?!)"),
    ("say", False, r"(?:س)?[يتن]?ق(?:ا|و)ل\w*|(?:ال)?قايل\w*|صرح\w*|[يت]صرح\w*|(?:ال|ل|ب)?تصريح\w*|اعلن\w*|[يت]علن\w*|(?:ال|ل|با?)?اعلان\w*|معلن\w*|اضاف\w*|[يت]ضيف\w*|مضيف\w*|اوضح\w*|[يت]وضح\w*|موضح\w*|اكد\w*|[يت]وكد\w*|موكد\w*|تاكيد\w*|"
     r"اشار\w*|[يت]شير\w*|مشير\w*|حذر\w*|[يت]حذر\w*|محذر\w*|(?:ال)?تحذير\w*|كشف\w*|[يت]كشف\w*|اعتبر\w*|[يت]عتبر\w*|معتبر\w*|ابلغ\w*|[يت]بلغ\w*|اخبر\w*|[يت]خبر\w*|كتب\w*|[يت]كتب\w*|تابع\w*|لفت\w*|[يت]لفت\w*|شدد\w*|[يت]شدد\w*|بين\w*|"
     r"نف(?:ي|ت|وا|يه)|[يت]نفي\w*|اعترف\w*|[يت]عترف\w*|اقر\w{0,2}|[يت]قر|وصف\w*|[يت]صف\w*|طالب\w*|[يت]طالب\w*|دعا|دعت|[يت]دعو\w*|تساءل\w*|رد|ردت|ردا|علق\w*|[يت]علق\w*|تعليق\w*|تحدث\w*|[يت]تحدث\w*|متحدث\w*|(?:ال|في |ب)?حديث\w*|ادل(?:ي|ت)\w*|شهد\w*|"
     r"اعرب\w*|[يت]عرب\w*|معرب\w*|عبر\w*|[يت]عبر\w*|تعهد\w*|[يت]تعهد\w*|وعد\w*|[يت]عد|توعد\w*|عزا|عزت|[يت]عزو|نسب\w*|اظهر\w*|[يت]ظهر\w*|(?:ال|ل|في )?بيان\w*|كلام\w*|اجاب\w*|[يت]جيب\w*|سال\w*|صاح\w*|احتج\w*|[يت]حتج\w*|نوه\w*|[يت]نوه\w*|"
     r"وجد\w*|[يت]جد\w*|استنتج\w*|خلص\w*|اصر\w*|[يت]صر\w*|منح|اوصي\w*|[يت]وصي\w*|نصح\w*|هتف\w*|غرد\w*|مازح\w*|انتقد\w*|[يت]نتقد\w*|اشتكي\w*|احتسب|اعاد|افصح\w*|عرف\w*|ذهب\w*|حكي\w*|[يت]حكي\w*|عد|استطرد\w*|اردف\w*|واصل\w*|ختم\w*|اختتم\w*|جادل\w*|[يت]جادل\w*|ناقش\w*|صوت\w*|"
     r"حاور\w*|(?:ال)?لقاء\w*|(?:ال)?مقابله\w*|شكك\w*|توصل\w*|اثبت\w*|[يت]ثبت\w*|زعيم ان|بحث|استشهد\w*|افتي\w*|تعجب\w*|نبه\w*|ندد\w*|اسر|همس|راوي|مفيد\w*"),
)  # fmt: skip


def _compile(table: tuple[tuple[Kind, bool, str], ...], start: str, end: str) -> list[tuple[Kind, bool, re.Pattern[str]]]:
    return [(kind, firm, re.compile(f"{start}(?:{pattern}){end}", re.IGNORECASE)) for kind, firm, pattern in table]


_ENGLISH = _compile(_EN, r"\b", r"\b")
_ARABIC = _compile(_AR, r"(?<!\w)[وف]?[سل]?", r"(?!\w)")


def english_cues(text: str) -> list[Cue]:
    """Cues of an English text; a word may be one of several kinds."""
    return [
        Cue(kind, firm, Span(start=m.start(), end=m.end()), m.group())
        for kind, firm, pattern in _ENGLISH
        for m in pattern.finditer(text)
    ]


def arabic_cues(text: str) -> list[Cue]:
    """Cues of an Arabic text; a word may be one of several kinds."""
    plain = normalise(text, fold_letters=True)
    found = []
    for kind, firm, pattern in _ARABIC:
        for match in pattern.finditer(plain.text):
            span = plain.original(match.start(), match.end())
            found.append(Cue(kind, firm, span, span.of(text)))
    return found
