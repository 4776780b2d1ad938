"""Common Arab names that sound alone would mistake: those whose consonants are alike, and those that are words too."""

from __future__ import annotations

from collections import defaultdict

from tqcheck.names.phonetics import latin_letters

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
mona muna: مني
salma: سلمي
mariam maryam miriam: مريم
rana: رنا
dina deena: دينا
sara sarah: ساره
zeinab zainab zaynab: زينب
aisha aysha: عايشه
khadija: خديجه
asma: اسماء
iman eman: ايمان
amal: امل امال
hind: هند
rania raniya: رانيا
lina leena: لينا
nada: ندي
suad souad: سعاد
nadia nadya: ناديه
sanaa sana: سناء
hanan: حنان
hala: هاله
maha: مها
reem rim: ريم
yasmin yasmine: ياسمين
nawal: نوال
samia: ساميه
karima: كريمه
jamila: جميله
rasha: رشا
ghada: غاده
manal: منال
ibrahim: ابراهيم
ismail: اسماعيل
yaqoub yaqub: يعقوب
musa moussa: موسي
issa: عيسي
taha: طه
hamza: حمزه
othman osman uthman: عثمان
talal: طلال
bilal: بلال
jaber jabir: جابر
qasim qassem kassem: قاسم
marwan: مروان
nizar: نزار
wael: وايل
younis younes yunus: يونس
zakaria: زكريا
mansour mansur: منصور
"""


def _parse() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    latin: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    arabic: dict[str, str] = {}
    for names, written in (line.split(":") for line in _TABLE.strip().splitlines()):
        for name in names.split():
            latin[latin_letters(name)] |= frozenset(written.split())
        for name in written.split():
            arabic.setdefault(name, names.split()[0].capitalize())
    return dict(latin), arabic


_LATIN, _ARABIC = _parse()
_NO_PARTICLE = {"علي": "علي", "مني": "منى"}
"""Names that fold to a particle's letters, as they are written; the particles are written «على» and «مني»."""


def another_given_name(latin: str, arabic: str, *, everyday: bool = False) -> bool:
    """Whether a known given name cannot be this word: it is another name, or an `everyday` word that only sounds alike.

    `latin` as by `latin_letters`, `arabic` folded.
    """
    wanted = _LATIN.get(latin)
    return wanted is not None and arabic not in wanted and (everyday or arabic in _ARABIC)


def spelling(arabic: str) -> str | None:
    """How a folded Arabic given name of the table is usually written in English."""
    return _ARABIC.get(arabic)


def is_given_name(arabic: str) -> bool:
    """Whether a folded Arabic word is a given name of the table."""
    return arabic in _ARABIC


def is_no_particle(letters: str, written: str) -> bool:
    """Whether a word whose folded `letters` are a particle's is spelled as the name is."""
    return letters in _NO_PARTICLE and written.endswith(_NO_PARTICLE[letters])
