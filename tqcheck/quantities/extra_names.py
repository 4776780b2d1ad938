"""What CLDR leaves out: short forms of the newsroom, plurals, spellings, and names that would misfire."""

from __future__ import annotations

MONTHS: dict[str, dict[str, int]] = {
    "en": {"sept": 9},
    "ar": {"أبريل": 4, "اوت": 8, "مايس": 5, "يوليوز": 7, "آبريل": 4, "فبرائر": 2, "نيسان": 4, "تشرين أول": 10,
           "تشرين ثاني": 11, "تشرين ثان": 11, "كانون أول": 12, "كانون ثاني": 1, "كانون ثان": 1},
}  # fmt: skip
HIJRI: dict[str, list[list[str]]] = {
    "en": [["Muharram"], ["Safar"], ["Rabi al-Awwal", "Rabi I"], ["Rabi al-Thani", "Rabi II"],
           ["Jumada al-Awwal", "Jumada I", "Jumada al-Ula"], ["Jumada al-Thani", "Jumada II", "Jumada al-Akhira"],
           ["Rajab"], ["Shaaban", "Sha'ban", "Shaban"], ["Ramadan"], ["Shawwal"],
           ["Dhu al-Qadah", "Dhul Qadah", "Dhu al-Qa'dah"], ["Dhu al-Hijjah", "Dhul Hijjah", "Dhu al-Hijja"]],
    "ar": [["محرم", "المحرم"], ["صفر"], ["ربيع الأول"], ["ربيع الآخر", "ربيع الثاني"], ["جمادى الأولى"],
           ["جمادى الآخرة", "جمادى الثانية"], ["رجب"], ["شعبان"], ["رمضان"], ["شوال"], ["ذي القعدة", "ذو القعدة"],
           ["ذي الحجة", "ذو الحجة"]],
}  # fmt: skip
WEEKDAYS: dict[str, dict[str, int]] = {
    "en": {},
    "ar": {"ثلثاء": 2, "ثلاثا": 2, "اتنين": 1, "اربعا": 3},
}

# Codes of withdrawn currencies share names with today's; what is kept starts with one of these countries' letters.
IN_USE = (
    "USD", "EUR", "GBP", "EGP", "LBP", "SYP", "IQD", "SAR", "TRY", "IRR", "JPY", "CNY", "RUB", "ILS", "AED", "KWD",
    "MAD", "DZD", "TND", "LYD", "SDG", "SSP", "YER", "OMR", "QAR", "BHD", "JOD", "INR", "PKR", "CHF", "UAH", "AFN",
    "SEK", "NOK", "DKK", "NGN", "ZAR", "KRW", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "BRL", "ARS", "CLP", "COP",
    "KES", "ETB", "SOS", "DJF", "ERN", "MRU", "XOF", "XAF", "GHS", "PLN", "CZK", "HUF", "RON", "BGN", "GEL", "AMD",
    "AZN", "KZT", "UZS", "BDT", "LKR", "NPR", "THB", "VND", "IDR", "MYR", "PHP", "TWD", "VES", "PEN", "CUP", "BYN",
    "KPW", "MMK", "TZS", "UGX", "RWF", "CDF",
)  # fmt: skip
OBSOLETE = frozenset({"YUD", "TRL", "SDD", "SDP", "ILP", "ILR", "AFA", "AZM", "GHC"})
CURRENCIES: dict[str, dict[str, str]] = {
    "en": {"buck": "USD", "u.s. dollar": "USD", "american dollar": "USD", "greenback": "USD", "sterling": "GBP",
           "pound sterling": "GBP", "pounds sterling": "GBP", "quid": "GBP", "shekel": "ILS", "israeli shekel": "ILS",
           "rouble": "RUB", "russian rouble": "RUB", "yuan": "CNY", "renminbi": "CNY", "syrian lira": "SYP",
           "rial": "IRR YER OMR QAR SAR", "riyal": "SAR QAR YER OMR IRR", "lira": "TRY LBP SYP",
           "emirati dirham": "AED",
           "uae dirham": "AED", "lebanese lira": "LBP", "turkish lira": "TRY", "rupee": "INR PKR LKR NPR",
           "bitcoin": "BTC", "cent": "CENT", "penny": "CENT", "pence": "CENT", "toman": "TOMAN",
           "hryvnia": "UAH", "kroner": "NOK DKK", "kronor": "SEK", "reais": "BRL", "birr": "ETB", "ouguiya": "MRU"},
    "ar": {"دولار أميركي": "USD", "دولار كندي": "CAD", "دولار أسترالي": "AUD", "استرليني": "GBP",
           "جنيه استرليني": "GBP", "باوند": "GBP", "ليرة": "TRY LBP SYP", "ليرة لبنانية": "LBP", "ليرة سورية": "SYP",
           "يورو": "EUR", "أورو": "EUR", "شيكل": "ILS", "شيقل": "ILS", "شاقل": "ILS", "روبل": "RUB",
           "روبل روسي": "RUB", "يوان": "CNY", "ين": "JPY", "ريال إيراني": "IRR", "تومان": "TOMAN", "سنت": "CENT",
           "بنس": "CENT", "هريفنيا": "UAH", "غريفنا": "UAH", "هريفنا": "UAH", "بتكوين": "BTC", "بيتكوين": "BTC",
           "كرونا": "SEK NOK DKK", "روبية": "INR PKR LKR NPR", "بير": "ETB", "أوقية": "MRU",
           "ليرا": "TRY LBP SYP", "درهم إماراتي": "AED", "رنمينبي": "CNY"},
}  # fmt: skip
BROKEN_PLURALS = {
    "دينار": "دنانير", "ريال": "ريالات", "درهم": "دراهم", "فرنك": "فرنكات", "جنيه": "جنيهات", "شيكل": "شواكل",
    "شيقل": "شواقل", "يورو": "يوروهات", "ليرة": "ليرات", "روبية": "روبيات", "سنت": "سنتات",
}  # fmt: skip
NOT_A_CURRENCY: dict[str, set[str]] = {
    "en": set("real rand won pa som sol sum crown rights units leu lev dram colon cordoba dong kip kuna lari lek pula "
              "taka tala vatu afghani gold silver pataca".split()),
    "ar": set("افغاني وون راند سول سوم دراخما ليو ليف لاري درام كولون".split()),
}  # fmt: skip
SIGNS = {
    "$": "USD CAD AUD NZD HKD SGD MXN TWD", "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD",
    "€": "EUR", "£": "GBP EGP LBP SYP", "¥": "JPY CNY", "₪": "ILS", "₽": "RUB", "₺": "TRY", "₹": "INR",
    "₩": "KRW KPW", "₴": "UAH", "₦": "NGN", "rs": "INR PKR", "﷼": "IRR SAR YER", "¢": "CENT",
}  # fmt: skip
# ISO codes that are also words in one of the languages.
WORDS_LIKE_CODES = frozenset({"all", "top", "try", "mad", "cup", "pen", "ars", "gel", "sos", "lak", "bob", "ron", "mop",
                              "lek", "sol", "amd", "php", "cop", "her", "bam", "bad"})  # fmt: skip

UNITS: dict[str, dict[str, str]] = {
    "en": {"kph": "speed-kilometer-per-hour", "kmh": "speed-kilometer-per-hour", "km/h": "speed-kilometer-per-hour",
           "kilometers an hour": "speed-kilometer-per-hour", "kilometres an hour": "speed-kilometer-per-hour",
           "km per hour": "speed-kilometer-per-hour", "km an hour": "speed-kilometer-per-hour",
           "miles an hour": "speed-mile-per-hour", "kms": "length-kilometer", "mm": "length-millimeter",
           "sq km": "area-square-kilometer", "sq m": "area-square-meter", "sq ft": "area-square-foot",
           "sq mi": "area-square-mile", "sq miles": "area-square-mile", "square km": "area-square-kilometer",
           "foot": "length-foot", "feet": "length-foot", "tons": "mass-ton", "tonnes": "mass-tonne",
           "lbs": "mass-pound",
           "kilo": "mass-kilogram", "kilos": "mass-kilogram", "kilogramme": "mass-kilogram", "kg": "mass-kilogram",
           "kilogrammes": "mass-kilogram", "grammes": "mass-gram", "metric tons": "mass-tonne",
           "metric tonnes": "mass-tonne", "bpd": "volume-barrel", "mw": "power-megawatt", "gw": "power-gigawatt",
           "kwh": "energy-kilowatt-hour", "mwh": "energy-megawatt-hour", "megawatt hours": "energy-megawatt-hour",
           "megawatt": "power-megawatt", "degrees centigrade": "temperature-celsius",
           "celsius": "temperature-celsius", "fahrenheit": "temperature-fahrenheit", "c": "temperature-celsius",
           "f": "temperature-fahrenheit", "fortnight": "duration-fortnight", "fortnights": "duration-fortnight",
           "nights": "duration-night", "night": "duration-night", "hrs": "duration-hour", "hr": "duration-hour",
           "mins": "duration-minute", "min": "duration-minute", "yr": "duration-year", "dunums": "area-dunam",
           "dunam": "area-dunam", "donums": "area-dunam", "dunum": "area-dunam", "feddan": "area-feddan",
           "feddans": "area-feddan", "ha": "area-hectare", "gb": "digital-gigabyte", "tb": "digital-terabyte",
           "calories": "energy-kilocalorie", "m": "length-meter", "kt": "speed-knot", "hectare": "area-hectare"},
    "ar": {"كم": "length-kilometer", "كلم": "length-kilometer", "كيلو متر": "length-kilometer",
           "كيلومترات": "length-kilometer", "كيلو مترات": "length-kilometer", "سنتمتر": "length-centimeter",
           "كيلو مترا": "length-kilometer", "ملم": "length-millimeter", "مم": "length-millimeter",
           "سم": "length-centimeter",
           "متر مربع": "area-square-meter", "أمتار مربعة": "area-square-meter",
           "كيلومترات مربعة": "area-square-kilometer", "كيلو متر مربع": "area-square-kilometer",
           "كلم مربع": "area-square-kilometer", "كم مربع": "area-square-kilometer",
            "أميال مربعة": "area-square-mile", "أقدام مربعة": "area-square-foot",
           "أمتار مكعبة": "volume-cubic-meter", "قدم مكعب": "volume-cubic-foot", "أقدام مكعبة": "volume-cubic-foot",
           "قدم مربع": "area-square-foot", "هكتار": "area-hectare", "هكتارات": "area-hectare", "فدان": "area-acre",
           "أفدنة": "area-acre", "دونم": "area-dunam", "دونمات": "area-dunam", "دنم": "area-dunam",
           "أمتار": "length-meter", "أميال": "length-mile", "أقدام": "length-foot", "قدم": "length-foot",
           "بوصة": "length-inch", "إنش": "length-inch", "بوصات": "length-inch", "ياردات": "length-yard",
           "ميل بحري": "length-nautical-mile", "أميال بحرية": "length-nautical-mile", "أطنان": "mass-ton",
           "طن متري": "mass-tonne", "كغ": "mass-kilogram", "كجم": "mass-kilogram", "كغم": "mass-kilogram",
           "كلغ": "mass-kilogram", "كيلو": "mass-kilogram", "كيلو غرام": "mass-kilogram", "كيلو جرام": "mass-kilogram",
           "كيلوغرامات": "mass-kilogram", "غرامات": "mass-gram", "أرطال": "mass-pound", "باوند": "mass-pound",
           "أوقية": "mass-ounce", "أونصات": "mass-ounce", "أوقيات": "mass-ounce", "براميل": "volume-barrel",
           "لترات": "volume-liter", "ليتر": "volume-liter", "ليترات": "volume-liter", "جالون": "volume-gallon",
           "غالونات": "volume-gallon", "درجة": "degree", "درجات": "degree", "درجة مئوية": "temperature-celsius",
           "درجات مئوية": "temperature-celsius", "درجة فهرنهايتية": "temperature-fahrenheit",
           "مئوية": "temperature-celsius", "فهرنهايت": "temperature-fahrenheit",
           "درجات فهرنهايت": "temperature-fahrenheit", "ميغاواط": "power-megawatt", "ميغاوات": "power-megawatt",
           "ميجاوات": "power-megawatt", "غيغاواط": "power-gigawatt", "غيغاوات": "power-gigawatt",
           "كيلوواط": "power-kilowatt", "كيلووات": "power-kilowatt", "واط": "power-watt", "وات": "power-watt",
           "كيلوواط ساعة": "energy-kilowatt-hour", "كيلووات ساعة": "energy-kilowatt-hour",
           "ميغاواط ساعة": "energy-megawatt-hour", "سعرة حرارية": "energy-kilocalorie",
           "سعرات حرارية": "energy-kilocalorie", "ثوان": "duration-second", "ثواني": "duration-second",
           "دقائق": "duration-minute", "ساعات": "duration-hour", "أيام": "duration-day", "ليال": "duration-night",
           "ليالي": "duration-night", "أسابيع": "duration-week", "أشهر": "duration-month", "شهور": "duration-month",
           "سنوات": "duration-year", "سنين": "duration-year", "عام": "duration-year", "أعوام": "duration-year",
           "عقد": "duration-decade", "عقود": "duration-decade", "قرن": "duration-century",
           "قرون": "duration-century", "عقدة": "speed-knot", "غيغابايت": "digital-gigabyte"},
}  # fmt: skip
# Short forms that are words, or parts of other things, far more often than units.
NOT_A_UNIT: dict[str, set[str]] = {
    "en": {"in", "pt", "st", "bar", "cup", "h", "d", "w", "y", "s", "t", "l", "q", "g", "\u2033", "°", "ct"},
    "ar": {"س", "د", "ث", "ي", "أ", "ش", "ر", "ل", "م", "غ", "حول", "بار", "ربع", "قيراط", "حصان", "جولات", "جول",
        "جولان", "جولا", "جولين"},
}  # fmt: skip
