"""Common Arab names that sound alone would mistake: those whose consonants are alike, and those that are words too."""

from __future__ import annotations

_TABLE = """
mohammed mohamed muhammad mohammad mohamad muhammed mohamud: محمد
mahmoud mahmud mahmood: محمود
ahmed ahmad: احمد
hamed hamid: حامد حميد
hamad: حمد
hamdi: حمدي
hassan hasan: حسن حسان
hussein husayn hossein hussain husain: حسين
hosni husni: حسني
mohsen muhsin: محسن
omar umar: عمر
amr: عمرو
ammar: عمار
amer amir: عامر امير
salim: سليم سالم
salem: سالم
salman: سلمان
suleiman sulaiman: سليمان
said saeed saied: سعيد
saad sa'ad: سعد
saud: سعود
khaled khalid: خالد
khalil: خليل
khalifa: خليفه
ali: علي
aliya alia: علياء عاليه
jamal gamal: جمال
jamil gamil: جميل
kamal: كمال
kamel kamil: كامل
faisal faysal: فيصل
fadel fadhil fadil: فاضل فضيل
nasser nasir: ناصر نصير
nasr: نصر
nasri nasrin: نصري نسرين
rashid rashed: راشد رشيد
rashad: رشاد
karim kareem: كريم
akram: اكرم
sami: سامي
samir sameer: سمير
samer: سامر
samira: سميره
yasser yasir: ياسر
yassin yasin: ياسين
yousef yusuf youssef joseph: يوسف
adel: عادل
adil: عادل عديل
adnan: عدنان
bashar: بشار
bashir: بشير
basem bassem: باسم بسام
bassam: بسام
tareq tariq tarek: طارق
walid waleed: وليد
majid majed: ماجد مجيد
amin: امين
amina: امينه
fatima: فاطمه
fatiha: فتيحه
latif: لطيف
mustafa mostafa: مصطفي
saleh salih: صالح
salah: صلاح
abbas: عباس
ayad iyad: اياد عياد
ziad ziyad: زياد
zaid zayed: زيد زايد
fouad fuad: فواد
haddad: حداد
najjar naggar: نجار
khoury khouri: خوري
sabbagh: صباغ
nidal: نضال
jihad gihad: جهاد
maher mahir: ماهر
munir mounir: منير
nabil nabeel: نبيل
anwar: انور
ashraf: اشرف
hisham hesham: هشام
imad emad: عماد
ghassan: غسان
wissam: وسام
raed raid: رايد
laila leila layla: ليلي
huda hoda: هدي
wafa: وفاء
noura nora: نوره
"""


def _parse() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    rows = [line.split(":") for line in _TABLE.strip().splitlines()]
    latin = {name: frozenset(arabic.split()) for names, arabic in rows for name in names.split()}
    return latin, frozenset(name for names in latin.values() for name in names)


_LATIN, _ARABIC = _parse()


def another_given_name(latin: str, arabic: str) -> bool:
    """Whether both are known given names, and not the same one. `latin` in lower case, `arabic` folded."""
    wanted = _LATIN.get(latin)
    return wanted is not None and arabic in _ARABIC and arabic not in wanted


def is_given_name(arabic: str) -> bool:
    """Whether a folded Arabic word is a given name of the table."""
    return arabic in _ARABIC
