"""Everyday words of both languages, so that names stand out: lists learned by `training/names.py`."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib import resources

from tqcheck.text.normalise import fold

_NEWS = """
رئيس رؤساء رئاسة وزير وزيرة وزراء وزارة سفير سفارة قاضي قضاة ضابط ضباط جندي جنود جنرال عقيد لواء عميد نائب نواب زعيم
زعماء حاكم حكام ملك ملوك شيخ شيوخ عسكري عسكريين عسكريا سياسيا دفاع قصف قتال قتيل معركة معارك حرب حروب صراع هجوم غزو
احتلال انقلاب تمرد تحالف حصار تفجير انفجار تدمير دمار صاروخ صواريخ سلاح قنابل ذخيرة سيطرة اشتباكات ميدان جبهة معسكر
مسلح مسلحين متظاهر متظاهرين متمردين مقاتلين معتقلين شهود شهيد شهداء إرهاب إرهابية ضحايا برلمان انتخاب انتخابات
انتخابية اقتراع ناخبين ترشيح مرشح استفتاء حزب أحزاب نقابة مجلس مجالس دستور دستورية محاكمة محكمة سجن سجون قضائي قضية
قضايا فساد تفتيش تعذيب اغتصاب فضيحة عقوبات شرعي صحيفة صحف صحفي صحافة جريدة نشرت مجلة إذاعة تلفزيون تلفزيونية مراسل
تغريدة تغريدات أنباء نبأ مباراة مباريات منتخب ملعب حارس مرمى شوط سباق جائزة جوائز بطولة لاعب فريقا هزيمة متحف مسرحية
فنون فيلم روايات رواية أغاني مدارس معهد جامعة جامعات أكاديمية طبيب أطباء باحث باحثين باحثون ميناء ساحل شاطئ صحراء
حوض جزيرة قرى قرية مدن إقليم أمطار رياح غبار طيران طائرة سفن سفينة ريال درهم دينار مليار مليارات مائة ثلث قمة مطالب
احتجاج احتجاجات مظاهرات مسيرة استقلال سيادة نفوذ لجوء مهاجم مدافع مصور ناشط ناشطون اقتحام اندلاع اعتراف انتصار سقوط
هبوط صعود تهديد تكريم احتفال مراسم ذكرى جنازة مقبرة وفاة رحيل ولادة والد والدة شقيق شقيقة أخت ابن ابنة بنت أبناء
بنات عائلة شاب شبان أهالي نسمة جماعة جماعات طائفة طائفية قبائل أنصار نزاع خلاف أزمة بعثة وفد مبعوث أفادت أدى أسفر
أشارت بلغت شهدت صدرت وصفت تحولت اندلعت انطلقت انتشرت أقيم أقيمت عقدت شكلت استهدفت افتتح اتهم انتقد قضت أمرت صرح بات
صار صارت
"""
"""Everyday words of news that the texts which the lists were learned from, manuals for the most part, hardly have."""
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""),
    ("ers", ""), ("ness", ""), ("less", ""), ("ful", ""), ("ship", ""), ("hood", ""), ("'s", ""),
)  # fmt: skip
_BEGINNINGS = ("un", "re", "non", "over", "anti", "pre", "inter", "post", "ex", "co", "mid", "sub")


@lru_cache(maxsize=3)
def word_list(name: str) -> frozenset[str]:
    """A shipped list: `common_en`, `common_ar` (no names as a rule), `proper_en` (written with a capital as a rule)."""
    packed = (resources.files("tqcheck.names") / f"{name}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split("\n"))


@lru_cache(maxsize=20_000)
def is_common_english(word: str) -> bool:
    """Whether a word in any case, or what it is inflected or derived from, is an everyday word."""
    known, word = word_list("common_en"), word.lower()
    if word in known:
        return True
    stems = [word.removesuffix(end) + put for end, put in _ENDINGS if word.endswith(end) and len(word) > len(end) + 3]
    stems += [word.removeprefix(start).lstrip("-") for start in _BEGINNINGS if word.startswith(start)]
    return any(stem in known and len(stem) > 3 for stem in stems)


@cache
def _common_arabic() -> frozenset[str]:
    return word_list("common_ar") | {fold(word) for word in _NEWS.split()}


@lru_cache(maxsize=50_000)
def is_common_arabic(word: str) -> bool:
    """Whether a folded Arabic word, with or without its clitics, is an everyday word."""
    known = _common_arabic()
    if word in known:
        return True
    starts = [word[n:] for n in (1, 2, 3) if len(word) > n + 2 and word[:n] in _PROCLITICS]
    ends = [w[:-n] for w in (word, *starts) for n in (1, 2, 3) if len(w) > n + 2 and w[-n:] in _ENCLITICS]
    return any(w in known for w in (*starts, *ends))


_PROCLITICS = frozenset("و ف ب ك ل س ال لل وال بال فال كال ول وب وس فس ولل".split())
_ENCLITICS = frozenset("ه ها هم هن ك كم نا ي ات ون ين ان وا تهم تها ته تهما هما".split())
