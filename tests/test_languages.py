"""Which language a text is in, and what is done about one that is not as asked for."""

import pytest

from tests.formats import refusal
from tqcheck.errors import InputError
from tqcheck.ingest import load, load_pair
from tqcheck.text.arabic_script import variety
from tqcheck.text.languages import detect

FOREIGN = {
    "Persian": "وزیر امور خارجه روز دوشنبه وارد تهران شد و گفت که این دیدار برای هر دو کشور مهم است. "
    "او از مردم خواست که صبر کنند.",
    "Urdu": "وزیر اعظم پیر کے روز دارالحکومت پہنچے اور کہا کہ یہ ملاقات دونوں ملکوں کے لیے اہم ہے۔ "
    "انہوں نے عوام سے صبر کی اپیل کی۔",
    "Pashto": "د بهرنیو چارو وزیر د دوشنبې په ورځ کابل ته ورسېد او ویې ویل چې دا لیدنه د دواړو هېوادونو لپاره مهمه ده.",
    "Uyghur": "ئۇيغۇر تىلى تۈركىي تىللارنىڭ بىرى بولۇپ، شىنجاڭدا سۆزلىنىدۇ.",
    "Sindhi": "سنڌي ٻولي پاڪستان جي سنڌ صوبي ۾ ڳالهائي ويندي آهي ۽ ان جا لکين ڳالهائيندڙ آهن.",
    "Sorani Kurdish": "وەزیری دەرەوە ڕۆژی دووشەممە گەیشتە هەولێر و گوتی ئەم دیدارە بۆ هەردوو وڵات گرنگە.",
}
DIALECTS = {
    "Egyptian Arabic": "الوزير وصل النهارده وقال إنه مش عايز مشاكل، وإن الناس دلوقتي محتاجة تعرف إيه اللي حصل "
    "امبارح في البلد.",
    "Levantine Arabic": "الوزير وصل مبارح وقال شو ما صار ما بدي مشاكل، والناس هلق بدها تعرف ليش صار هيك بهالبلد.",
    "Gulf Arabic": "الوزير وصل الحين وقال ما يبي مشاكل، والناس تبي تعرف شلون صار هالشي وليش ما خبروهم وايد.",
    "Iraqi Arabic": "الوزير وصل هسه وقال ماكو مشاكل، والناس تريد تعرف شكو صار البارحة وشلون صار بالبلد.",
    "Maghrebi Arabic": "الوزير وصل دابا وقال ما كاين حتى مشكل، والناس بغات تعرف علاش وكيفاش وقع هادشي "
    "فالبلاد ديالنا بزاف.",
}
STANDARD = [
    "وصل وزير الخارجية إلى طهران يوم الاثنين وقال إن هذا اللقاء مهم للبلدين، ودعا المواطنين إلى الصبر.",
    "هم كرد من سكان المدينة، وقالوا إن دول المنطقة مسؤولة عن أمنهم، وإن كل حاجة لهم ستلبى.",
    "قال المتظاهر للقناة «مش عايزين مشاكل»، بينما أعلنت وزارة الداخلية أن قوات الأمن انتشرت في الساحات الرئيسية "
    "منذ صباح الجمعة، وأن الطرق المؤدية إلى وسط العاصمة ستبقى مغلقة حتى إشعار آخر بحسب بيان نشر على موقعها.",
    "أعلنت شركة پيجو وشركة گوگل وڤولكسفاگن عن شراكة جديدة في مدينة چالوس، بحسب ما أوردته الوكالة الرسمية أمس.",
    # As some keyboards of Iraq and Iran write it.
    "أعلنت الحکومة أن ھذہ الأموال ستخصص لإصلاح الطرق، وقالت إنھا ستبدأ العمل فی الشمال.",
    "يعمل الصحفي على مناقشة كيفية تطوير هذه اللغة، وهي في الأصل آية من آيات البيان.",
]


@pytest.mark.parametrize(("name", "text"), FOREIGN.items())
def test_other_languages_in_arabic_letters(name, text):
    found = variety(text)
    assert found is not None
    assert (found.name, found.dialect) == (name, False)
    assert all(sign in text.replace("\u200c", "") for sign in found.signs)


@pytest.mark.parametrize(("name", "text"), DIALECTS.items())
def test_dialects(name, text):
    found = variety(text)
    assert found is not None
    assert (found.name, found.dialect) == (name, True)
    assert len(found.signs) == 3


@pytest.mark.parametrize("text", STANDARD)
def test_standard_arabic_is_neither(text):
    """Names with letters of other languages, a quotation in dialect, words that a dialect has in another sense."""
    assert variety(text) is None


ENGLISH = (
    "Storm closes the roads and bridges in the north",
    "The government set aside $347 million for the roads and bridges of the province.",
    "The work begins in May and will take two years, the ministry of transport said.",
)
FRENCH = (
    "Une tempête ferme les routes et les ponts dans le nord",
    "Le gouvernement a réservé 347 millions de dollars pour les routes et les ponts de la province.",
    "Les travaux commencent en mai et dureront deux ans, a dit le ministère des transports.",
)
ARABIC = (
    "عاصفة تغلق الطرق والجسور في الشمال",
    "خصصت الحكومة 374 مليون دولار لطرق المحافظة وجسورها.",
    "ويبدأ العمل في مايو ويستغرق عامين، بحسب ما قالت وزارة النقل.",
)


def langs(bitext):
    return bitext.source_lang, bitext.target_lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (" ".join(ENGLISH), "en"), (" ".join(FRENCH), "fr"), (" ".join(ARABIC), "ar"), ("Two died.", "en"), ("", "en"),
        ("Правительство выделило деньги на дороги и мосты.", "ru"), ("政府は道路と橋に資金を割り当てた。", "ja"),
        ("정부는 도로와 다리에 자금을 배정했다.", "ko"), ("政府拨款修建道路和桥梁。", "zh"),
        ("รัฐบาลจัดสรรเงินสำหรับถนน", "th"),
        ("Die Regierung hat 347 Millionen Dollar für die Straßen und Brücken des Nordens bereitgestellt.", "de"),
        ("El gobierno destinó 347 millones de dólares a las carreteras y los puentes del norte del país.", "es"),
    ],
)  # fmt: skip
def test_detect(text, lang):
    assert detect(text) == lang


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(ENGLISH, ARABIC, ("en", "ar")), (ARABIC, ENGLISH, ("ar", "en")), (FRENCH, ARABIC, ("fr", "ar"))],
)
def test_what_stands_first_is_the_original(post, first, second, expected):
    [bitext] = load([post("\n".join((*first, *second)))])
    assert langs(bitext) == expected
    assert [len(bitext.source), len(bitext.target)] == [3, 3]
    [bitext] = load([post("\n".join(line for pair in zip(first, second, strict=True) for line in pair))])
    assert langs(bitext) == expected


def test_what_the_user_says_holds(post):
    path = post("\n".join((*ARABIC, *ENGLISH)))
    assert langs(load([path], "en")[0]) == ("en", "ar")
    assert langs(load([path], None, "ar")[0]) == ("en", "ar")
    assert langs(load([path], "ar")[0]) == ("ar", "en")


def test_what_the_file_says_holds(post):
    unit = "<trans-unit id='1'><source>Oui.</source><target>نعم.</target></trans-unit>"
    xliff = f"<xliff><file source-language='fr-FR' target-language='ar'><body>{unit}</body></file></xliff>"
    assert langs(load([post(xliff, "p.xlf")])[0]) == ("fr", "ar")


def test_two_files_and_columns(post):
    english, french, arabic = (
        post("\n".join(t), n) for t, n in ((ENGLISH, "e.txt"), (FRENCH, "f.txt"), (ARABIC, "a.txt"))
    )
    assert langs(load_pair(arabic, english)[0]) == ("ar", "en")
    assert langs(load_pair(english, french)[0]) == ("en", "fr")
    with pytest.raises(InputError, match="are both English"):
        load_pair(english, english)
    rows = "\n".join(f"{ar}\t{en}" for ar, en in zip(ARABIC, ENGLISH, strict=True))
    assert langs(load([post(rows, "p.tsv")])[0]) == ("ar", "en")


def test_one_file_in_one_script(post):
    """Two languages in Latin letters: told apart paragraph by paragraph, by what HTML states or by their words."""
    lines = [line for pair in zip(ENGLISH, FRENCH, strict=True) for line in pair]
    [bitext] = load([post("\n".join(lines))], "en", "fr")
    assert [s.text for s in bitext.target] == list(FRENCH)
    html = "".join(f'<p lang="{lang}">{text}</p>' for lang, text in (("fr", "Paris"), ("en", "Paris"), ("fr", "Rome")))
    [bitext] = load([post(html, "p.html")], "en", "fr")
    assert [[s.text for s in side] for side in (bitext.source, bitext.target)] == [["Paris"], ["Paris", "Rome"]]


def test_arabic_to_english_is_checked_and_said_not_to_be_tuned(engine, post):
    report = engine.report(engine.load([post("\n".join((*ARABIC, *ENGLISH)))]))
    [document] = report.documents
    [finding] = [f for f in document.findings if f.severity.value == "critical"]
    assert (finding.code, finding.source.text, finding.target.text) == ("TQ301", "374 مليون دولار", "$347 million")
    assert any("tuned on English to Arabic" in notice for notice in report.notices)
    assert any("Arabic stands first" in notice for notice in report.notices)
    assert "374 million" in document.beads[1].back_translation
    assert report.exit_code == 1


def test_other_languages_are_aligned_and_what_is_not_measured_is_said(engine, post):
    report = engine.report(engine.load([post("\n".join((*FRENCH, *ARABIC)))]))
    assert [(len(b.bead.source), len(b.bead.target)) for b in report.documents[0].beads] == [(1, 1)] * 3
    assert any(notice.startswith("French to Arabic is not tuned") for notice in report.notices)
    assert any(reason.startswith("TQ301 did not run") for reason in report.reasons)
    assert not [f for f in report.documents[0].findings if f.code.startswith(("TQ3", "TQ4", "TQ5"))]
    assert report.exit_code in (1, 3)


@pytest.mark.parametrize(("name", "text"), [*FOREIGN.items(), *DIALECTS.items()])
def test_what_is_not_standard_arabic_is_refused(capsys, post, name, text):
    path = post(f"{ENGLISH[1]}\n{text}\n")
    line = refusal(capsys, path)
    assert f"{path}: line 2: this reads as {name} («" in line
    assert ("--target-lang ar" in line) == (name in DIALECTS)


def test_a_dialect_that_the_user_calls_arabic_is_checked_with_a_notice(post):
    path = post(f"{ENGLISH[1]}\n{DIALECTS['Egyptian Arabic']}\n")
    [bitext] = load([path], "en", "ar")
    assert "this reads as Egyptian Arabic" in bitext.notices[0]
    with pytest.raises(InputError, match="this reads as Persian"):
        load([post(f"{ENGLISH[1]}\n{FOREIGN['Persian']}\n")], "en", "ar")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--source-lang", "fa"], "does not know language 'fa'"),
        (["--source-lang", "ar", "--target-lang", "ar"], "both 'ar'"),
    ],
)
def test_languages_that_cannot_be(capsys, post, options, says):
    assert says in refusal(capsys, post("x"), *options)
