"""One story as a newsroom has it, its translation, and the translation with four faults, for the formats' tests."""

from __future__ import annotations

from pathlib import Path

POSTS = Path(__file__).parent / "posts"

ENGLISH = (
    "City reopens flooded ring road after nine days",
    "AL-MINA — The northern ring road reopened to traffic on Tuesday, nine days after flash floods washed away part of "
    "the embankment, the transport ministry said.",
    "“We worked day and night, and we did not lose a single worker,” Transport Minister Rana Haddad told reporters on "
    "Monday evening.",
    "Repairs cost 4.5 million dollars, about 12% more than the estimate published in March 2024. Some 1,250 homes in "
    "the suburb of Beit Salem are still without running water.",
    "The World Food Programme said it had delivered 300 tonnes of flour since January 15. The opposition denied that "
    "it had blocked the emergency budget.",
    "Officials expect the second lane to open before the start of Ramadan. Schools will remain closed until Sunday.",
)
ARABIC = (
    "المدينة تعيد فتح الطريق الدائري بعد تسعة أيام من الفيضانات",
    "الميناء — أُعيد فتح الطريق الدائري الشمالي أمام حركة المرور يوم الثلاثاء، بعد تسعة أيام من جرف السيول جزءا من "
    "الجسر الترابي، بحسب ما قالته وزارة النقل.",
    "وقالت وزيرة النقل رنا حداد للصحفيين مساء الاثنين: «عملنا ليلا ونهارا، ولم نفقد عاملا واحدا».",
    "وبلغت كلفة الإصلاحات 4.5 مليون دولار، أي أكثر بنحو 12% من التقدير الذي نُشر في مارس/آذار 2024. ولا يزال نحو 1250 "
    "منزلا في ضاحية بيت سالم بلا مياه جارية.",
    "وقال برنامج الأغذية العالمي إنه سلّم 300 طن من الطحين منذ 15 يناير/كانون الثاني. ونفت المعارضة أنها عرقلت ميزانية "
    "الطوارئ.",
    "ويتوقع المسؤولون فتح المسار الثاني قبل بداية شهر رمضان. وستبقى المدارس مغلقة حتى يوم الأحد.",
)
_PLANTED = (
    ("يوم الثلاثاء", "يوم الأربعاء"),
    ("1250", "1520"),
    ("ونفت المعارضة أنها", "وقالت المعارضة إنها"),
    (" وستبقى المدارس مغلقة حتى يوم الأحد.", ""),
)


def _faulty(text: str) -> str:
    for right, wrong in _PLANTED:
        text = text.replace(right, wrong)
    return text


FAULTY = tuple(map(_faulty, ARABIC))
FOUR = [
    ("TQ305", "critical", "Tuesday"),
    ("TQ301", "critical", "1,250"),
    ("TQ501", "critical", "denied"),
    ("TQ101", "critical", "Schools will remain closed until Sunday."),
]
"""What is found in the faulty translation: code, severity, and the words marked in the original."""


def post(arabic: tuple[str, ...] = ARABIC) -> str:
    """Both languages as plain text, one after the other."""
    return "\n\n".join((*ENGLISH, *arabic)) + "\n"


def findings(engine, *paths, source=None, target=None, **load):
    """Every finding, in order."""
    how = {"source": source and str(source), "target": target and str(target), **load}
    report = engine.report(engine.load([str(p) for p in paths], **how))
    return [f for document in report.documents for f in document.findings]


def found(engine, *paths, **how):
    """Code, severity and words marked in the original, of every finding."""
    return [(f.code, f.severity.value, f.source.text if f.source else None) for f in findings(engine, *paths, **how)]


def places(engine, *paths, **how):
    """The elements, paragraphs or cells that the findings' two sides stand in."""
    return [
        tuple(side and side.document.anchor(side.span.start).path for side in (f.source, f.target))
        for f in findings(engine, *paths, **how)
    ]
