"""What is counted, in classes that both languages share: enough to see that two numbers changed places.

Only what news counts most is listed; a number whose context is not known is never said to be swapped.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tqcheck.quantities.tokens import Tokens
from tqcheck.text.normalise import fold

_CLASSES = """
killed: kill killed killing dead died die deaths death fatalities | قتل قتلت مقتل قتلي قتيل قتيلا مصرع ضحايا توفي وفاة
killed: | وفيات استشهاد شهيدا شهداء لقي
wounded: wound wounded wounding injured injuring injuries hurt | أصيب إصابة إصابات جرح جرحى جريح مصابين مصابا جريحا
missing: missing | مفقود مفقودا مفقودين فقد فقدان
arrested: arrested arresting detained detaining arrests | اعتقال اعتقل اعتقلت توقيف أوقف احتجاز احتجزت أوقفت
released: released freed freeing | إطلاق أطلق الإفراج أفرج أفرجت
displaced: displaced displacing fled | نزوح نزح تشريد شرد تهجير
sick: infections infected cases sick | إصابة إصابات حالة حالات مصاب
recovered: recovered recoveries cured | تعاف تعافي شفاء تعافى
men: men man | رجل رجال رجلا
women: women woman | امرأة نساء سيدة سيدات
children: children child | طفل أطفال طفلا
boys: boys boy | فتى فتيان صبي صبيان ولد أولاد
girls: girls girl | فتاة فتيات بنت بنات
soldiers: soldiers soldier troops servicemen | جندي جنود جنديا عسكريا عسكريين عسكري
civilians: civilians civilian | مدني مدنيين مدنيا مدنيون
police: policemen officers police | شرطي شرطيا شرطيين ضابط ضباط ضابطا رجال
militants: militants gunmen fighters rebels insurgents | مسلح مسلحا مسلحين مقاتل مقاتلا مقاتلين متمردا متمردين
students: students pupils schoolchildren | طالب طالبا طلاب تلميذ تلميذا تلاميذ
teachers: teachers | معلم معلما معلمين مدرس مدرسا مدرسين
doctors: doctors physicians | طبيب طبيبا أطباء
nurses: nurses | ممرض ممرضا ممرضين ممرضة ممرضات
journalists: journalists reporters | صحفي صحفيا صحفيين صحافيا صحافيين
workers: workers employees labourers laborers | عامل عاملا عمال موظف موظفا موظفين
tanks: tanks | دبابة دبابات
helicopters: helicopters | مروحية مروحيات
planes: planes aircraft jets warplanes | طائرة طائرات مقاتلة مقاتلات
drones: drones | مسيرة مسيرات
missiles: missiles rockets | صاروخ صواريخ صاروخا
ships: ships vessels boats | سفينة سفن زورق زوارق قارب قوارب
trucks: trucks lorries | شاحنة شاحنات
cars: cars vehicles | سيارة سيارات مركبة مركبات
buses: buses | حافلة حافلات
houses: houses homes | منزل منزلا منازل بيت بيتا بيوت
shops: shops stores | متجر متجرا متاجر محل محلا محلات
schools: schools | مدرسة مدارس
hospitals: hospitals clinics | مستشفى مستشفيات عيادة عيادات
mosques: mosques | مسجد مسجدا مساجد
villages: villages | قرية قرى
countries: countries nations states | دولة دول بلد بلدا
votes: votes | صوت صوتا أصوات
seats: seats | مقعد مقعدا مقاعد
hostages: hostages | رهينة رهائن
prisoners: prisoners inmates detainees | سجين سجينا سجناء أسير أسيرا أسرى معتقل معتقلا معتقلين
migrants: migrants refugees | مهاجر مهاجرا مهاجرين لاجئ لاجئا لاجئين
goals: goals | هدف هدفا أهداف
wins: wins victories won | فوز فوزا انتصار انتصارا انتصارات فاز
losses: losses defeats lost | هزيمة هزائم خسارة خسر
draws: draws | تعادل تعادلا تعادلات
gold: gold | ذهبية ذهبيات
silver: silver | فضية فضيات
bronze: bronze | برونزية برونزيات
imports: imports | واردات الواردات استيراد
exports: exports | صادرات الصادرات تصدير
from: from | من
to: to | إلى
"""
_BREAKS = frozenset({",", "،", ";", "؛", ".", ":", "and", "but", "while", "فيما", "بينما", "و", "(", ")"})
REACH = 4


@lru_cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _CLASSES.strip().splitlines():
        name, forms = line.split(":", 1)
        for form in forms.replace("|", " ").split():
            found.setdefault(fold(form), name)
    return found


def context(ts: Tokens, start: int, end: int, lang: str) -> frozenset[str]:
    """Classes of the words around the tokens `[start, end)`, up to the next clause or number."""
    after = _walk(ts, range(end, end + REACH), lang)
    opens = lang == "ar" and ts.at(start).text.startswith("و") and ts.at(start).text != "واحد"
    before = set() if opens else _walk(ts, range(start - 1, start - 1 - REACH, -1), lang)
    role = {_class(ts.at(start - 1).text, lang)} & {"from", "to"}
    return frozenset((after | before) - {"", "from", "to"} | role)


def _walk(ts: Tokens, places: range, lang: str) -> set[str]:
    found: set[str] = set()
    for k in places:
        token = ts.at(k)
        if token.kind in ("", "n") or token.text in _BREAKS:
            break
        clause = lang == "ar" and token.text.startswith("و") and len(token.text) > 3
        if clause and places.step > 0:
            break
        found.add(_class(token.text, lang))
        if clause:
            break
    return found


@lru_cache(maxsize=4096)
def _class(word: str, lang: str) -> str:
    table = _table()
    if word in table or lang != "ar":
        return table.get(word, "")
    match = re.match(r"^[وف]?[بلك]?(?:ال)?(.{3,})$", word)
    return table.get(match.group(1), "") if match else ""
