"""An archive to measure with: news-like posts put together from sentences written for this purpose."""

from __future__ import annotations

import random
from pathlib import Path

CITIES = (
    ("Amman", "عمّان"), ("Tunis", "تونس العاصمة"), ("Rabat", "الرباط"), ("Muscat", "مسقط"), ("Aden", "عدن"),
    ("Mosul", "الموصل"), ("Beirut", "بيروت"), ("Tripoli", "طرابلس"), ("Khartoum", "الخرطوم"), ("Doha", "الدوحة"),
    ("Aleppo", "حلب"), ("Basra", "البصرة"), ("Oran", "وهران"), ("Agadir", "أكادير"), ("Sfax", "صفاقس"),
)  # fmt: skip
MEN = (
    ("Karim Mansour", "كريم منصور"), ("Samir Haddad", "سمير حداد"), ("Omar Nasser", "عمر ناصر"),
    ("Yusuf Salem", "يوسف سالم"), ("Tariq Aziz Khoury", "طارق عزيز خوري"), ("Adel Rahman", "عادل رحمن"),
    ("Hassan Jaber", "حسن جابر"), ("Nabil Farah", "نبيل فرح"), ("Walid Shaker", "وليد شاكر"),
    ("Munir Daoud", "منير داود"),
)  # fmt: skip
DAYS = (
    ("Sunday", "الأحد"), ("Monday", "الاثنين"), ("Tuesday", "الثلاثاء"), ("Wednesday", "الأربعاء"),
    ("Thursday", "الخميس"), ("Friday", "الجمعة"), ("Saturday", "السبت"),
)  # fmt: skip
THINGS = (
    ("hospital", "المستشفى"), ("bridge", "الجسر"), ("port", "الميناء"), ("airport", "المطار"), ("stadium", "الملعب"),
    ("market", "السوق المركزي"), ("museum", "المتحف"), ("power plant", "محطة الكهرباء"), ("library", "مبنى المكتبة"),
    ("dam", "السد"), ("road", "الطريق"), ("water network", "شبكة المياه"),
)  # fmt: skip
CROPS = (
    ("wheat", "القمح"), ("olive oil", "زيت الزيتون"), ("dates", "التمور"), ("rice", "الأرز"), ("cotton", "القطن"),
    ("sugar", "السكر"), ("tomatoes", "الطماطم"), ("barley", "الشعير"),
)  # fmt: skip
SENTENCES = (
    ("The government has set aside ${n} million to repair the {thing} in {city}, officials said on {day}.",
     "خصصت الحكومة {n} مليون دولار لإصلاح {thing} في {city}، بحسب ما قاله مسؤولون يوم {day}."),
    ("{man}, the mayor of {city}, denied that warnings about the {thing} had been ignored.",
     "ونفى {man}، رئيس بلدية {city}، تجاهل التحذيرات بشأن {thing}."),
    ("The price of {crop} rose by {n}% in {city} after weeks of drought.",
     "وارتفع سعر {crop} بنسبة {n}% في {city} بعد أسابيع من الجفاف."),
    ("At least {n} people were injured when a bus overturned near the {thing} on {day} evening.",
     "وأصيب {n} شخصا على الأقل عندما انقلبت حافلة بالقرب من {thing} مساء {day}."),
    ("Farmers in the countryside around {city} say that the {crop} harvest was the worst in {n} years.",
     "ويقول المزارعون في ريف {city} إن محصول {crop} كان الأسوأ منذ {n} عاما."),
    ("A court in {city} sentenced {man} to {n} months in prison for fraud.",
     "وحكمت محكمة في {city} على {man} بالسجن {n} شهرا بتهمة الاحتيال."),
    ("The minister of health said that the new {thing} would open before the end of the year.",
     "وقال وزير الصحة إن {thing} الجديد سيفتتح قبل نهاية العام."),
    ("Schools in {city} will remain closed until {day} because of the floods.",
     "وستبقى المدارس في {city} مغلقة حتى يوم {day} بسبب الفيضانات."),
    ("Exports of {crop} fell to {n} million tonnes last year, the central bank said.",
     "وقال البنك المركزي إن صادرات {crop} انخفضت إلى {n} مليون طن في العام الماضي."),
    ("\u201cWe will not leave anyone behind,\u201d {man} told reporters in {city}.",
     "وقال {man} للصحفيين في {city}: «لن نترك أحدا خلفنا»."),
    ("Rescue workers searched the rubble of the {thing} for a third night.",
     "وواصل عمال الإنقاذ البحث بين أنقاض {thing} لليلة الثالثة."),
    ("The opposition did not take part in the vote, which was held in {city} on {day}.",
     "ولم تشارك المعارضة في التصويت الذي جرى في {city} يوم {day}."),
    ("The company plans to hire {n} engineers to run the {thing}.",
     "وتعتزم الشركة توظيف {n} مهندسا لتشغيل {thing}."),
    ("Strong winds delayed flights from {city} for several hours.",
     "وأدت الرياح القوية إلى تأخير الرحلات الجوية من {city} عدة ساعات."),
    ("According to {man}, a professor of economics, inflation will slow to {n}% next year.",
     "ويرى {man}، وهو أستاذ في الاقتصاد، أن التضخم سيتباطأ إلى {n}% في العام المقبل."),
    ("The two countries agreed to reopen the border crossing near {city}.",
     "واتفق البلدان على إعادة فتح المعبر الحدودي بالقرب من {city}."),
    ("Hundreds of people protested outside the parliament against the rising price of {crop}.",
     "وتظاهر مئات الأشخاص أمام البرلمان احتجاجا على ارتفاع سعر {crop}."),
    ("Work on the {thing} began {n} months ago and has cost ${m} million so far.",
     "وبدأ العمل في {thing} قبل {n} شهرا وبلغت كلفته {m} مليون دولار حتى الآن."),
    ("Doctors in {city} reported {n} new cases of the disease, most of them among children.",
     "وأبلغ الأطباء في {city} عن {n} حالة جديدة من المرض، معظمها بين الأطفال."),
    ("The national team won its match in {city} after a late goal by {man}.",
     "وفاز المنتخب الوطني بمباراته في {city} بعد هدف متأخر سجله {man}."),
    ("Investigators believe that the fire in the {thing} was caused by an electrical fault.",
     "ويعتقد المحققون أن الحريق في {thing} نجم عن عطل كهربائي."),
    ("The United Nations called on both sides to protect civilians and to allow aid into {city}.",
     "ودعت الأمم المتحدة الطرفين إلى حماية المدنيين والسماح بدخول المساعدات إلى {city}."),
    ("Police arrested {n} men on {day} and seized a large quantity of weapons.",
     "واعتقلت الشرطة {n} رجلا يوم {day} وصادرت كمية كبيرة من الأسلحة."),
    ("The festival, which was cancelled last year, returns to {city} this summer.",
     "ويعود المهرجان الذي ألغي في العام الماضي إلى {city} هذا الصيف."),
    ("Traders in the old town said they had never sold so much {crop} in one week.",
     "وقال تجار في البلدة القديمة إنهم لم يبيعوا قط مثل هذه الكمية من {crop} في أسبوع واحد."),
    ("{man} resigned on {day} after a dispute with the board over the {thing}.",
     "واستقال {man} يوم {day} بعد خلاف مع مجلس الإدارة حول {thing}."),
    ("Engineers warned that the {thing} could collapse if the repairs were delayed again.",
     "وحذر مهندسون من أن {thing} قد ينهار إذا تأخرت أعمال الإصلاح مرة أخرى."),
    ("Temperatures in {city} reached {n} degrees on {day}, a record for the season.",
     "وبلغت درجة الحرارة في {city} {n} درجة يوم {day}، وهو رقم قياسي لهذا الموسم."),
    ("The bank lent small businesses ${n} million on easy terms.",
     "وأقرض البنك الشركات الصغيرة {n} مليون دولار بشروط ميسرة."),
    ("A spokesman for the army refused to comment on the reports from {city}.",
     "ورفض متحدث باسم الجيش التعليق على التقارير الواردة من {city}."),
)  # fmt: skip


def write_posts(folder: Path, count: int, pairs: int = 25, draw_from: int = 0) -> None:
    """`count` posts of `pairs` sentence pairs, the same for the same `draw_from`. Every tenth has one number wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(draw_from)
    for n in range(count):
        filled = [_fill(draw, *draw.choice(SENTENCES)) for _ in range(pairs)]
        if n % 10 == 0:
            english, arabic = _fill(draw, *SENTENCES[0], wrong=True)
            filled[pairs // 2] = english, arabic
        english, arabic = (
            "\n".join(" ".join(side[at : at + 5]) for at in range(0, pairs, 5)) for side in zip(*filled, strict=True)
        )
        (folder / f"post-{n:05}.txt").write_text(f"{english}\n\n{arabic}\n", "utf-8")


def _fill(draw: random.Random, english: str, arabic: str, *, wrong: bool = False) -> tuple[str, str]:
    slots = {"city": CITIES, "man": MEN, "day": DAYS, "thing": THINGS, "crop": CROPS}
    chosen = {name: draw.choice(values) for name, values in slots.items()}
    n, m = draw.randint(20, 90), draw.randint(100, 900)
    sides = ({name: value[side] for name, value in chosen.items()} for side in (0, 1))
    first, second = ({**side, "n": n, "m": m} for side in sides)
    return english.format(**first), arabic.format(**(second | {"n": n + 7} if wrong else second))
