"""The rules that read Arabic, in the order they are tried."""

from __future__ import annotations

from tqcheck.lang import ARABIC
from tqcheck.quantities import identifiers, running_times
from tqcheck.quantities.ar import dates, dayparts, duals, numbers, ratios, relative, scores, times, weekdays, words
from tqcheck.quantities.assembly import number_rule
from tqcheck.quantities.dates import date_rule
from tqcheck.quantities.rules import Rule
from tqcheck.quantities.scores import read_digits
from tqcheck.quantities.times import time_rule


def _figure(text: str, kind: str) -> bool:  # noqa: ARG001
    return kind == "n"


def _figure_or_plus(text: str, kind: str) -> bool:
    return kind == "n" or text in "+("


def _bracket(text: str, kind: str) -> bool:  # noqa: ARG001
    return text == "("


def _of_every(text: str, kind: str) -> bool:  # noqa: ARG001
    return text in ("من", "في")


def _goals(text: str, kind: str) -> bool:
    return kind == "n" or (kind == "w" and (scores.names_goals(text) or words.strip(text).stem in words.UNITS))


def _number(text: str, kind: str) -> bool:
    return numbers.opens(text, kind) or duals.opens(text, kind)


RULES: tuple[Rule, ...] = (
    Rule(
        name="stamp of a chat",
        opens=lambda text, kind: text == "[" or kind == "n",
        read=identifiers.read_stamp,
        examples=(("[26/11/2026, 14:05:02] Desk: الطريق مفتوح", ""),),
    ),
    Rule(
        name="list numeral",
        opens=_bracket,
        read=identifiers.read_list_numeral,
        examples=(("(1) السلام و(2) العدالة", ""),),
    ),
    Rule(name="address", opens=_figure, read=identifiers.read_address, examples=(("127.0.0.1", "127.0.0.1"),)),
    Rule(
        name="telephone",
        opens=_figure_or_plus,
        read=identifiers.read_phone,
        examples=(("رقم الهاتف 0123456789", "0123456789"),),
    ),
    Rule(name="verse", opens=_figure, read=identifiers.read_verse, examples=(("الآية 2:255", "2:255"),)),
    Rule(
        name="weekday",
        opens=weekdays.opens,
        read=weekdays.read,
        examples=(("يوم الخميس", "Thursday"), ("ليل الخميس الجمعة", "Thursday"), ("ليلة السبت إلى الأحد", "Saturday")),
    ),
    Rule(
        name="running time",
        opens=_figure,
        read=running_times.read_running_time,
        examples=(("فاز في 2:30:00", "2.5 hours"),),
    ),
    Rule(
        name="time",
        opens=times.opens,
        read=time_rule(times.read, ARABIC),
        examples=(
            ("الساعة 16:30", "16:30"),
            ("الثانية والنصف بعد الظهر", "14:30"),
            ("الخامسة إلا ربعا فجرا", "4:45"),
            ("منتصف الليل", "0:00"),
        ),
    ),
    Rule(
        name="part of the day",
        opens=dayparts.opens,
        read=dayparts.read,
        examples=(
            ("صباح الاثنين", "morning; Monday"),
            ("بعد ظهر الخميس", "afternoon; Thursday"),
            ("ظهرا", "noon"),
            ("في وقت متأخر من الأحد", "late; Sunday"),
        ),
    ),
    Rule(
        name="relative date",
        opens=relative.opens,
        read=relative.read,
        examples=(
            ("قالت أمس", "yesterday"),
            ("الأسبوع المقبل", "next week"),
            ("بعد غد", "in two days"),
            ("مطلع مارس", "early; March"),
            ("هذا العام", "this year"),
            ("الأيام الثلاثة المقبلة", "3 days; coming"),
        ),
    ),
    Rule(
        name="date",
        opens=dates.opens,
        read=date_rule(ARABIC),
        examples=(
            ("7 آذار/مارس 2025", "7 March 2025"),
            ("السابع من مارس", "7 March"),
            ("عام 1987", "1987"),
            ("غرة رمضان 1446", "1 Ramadan 1446"),
            ("1432 هـ", "1432 AH"),
        ),
    ),
    Rule(
        name="share",
        opens=numbers.opens,
        read=ratios.read_from_number,
        examples=(("واحد من كل أربعة", "1/4"), ("9 من أصل 10", "9/10")),
    ),
    Rule(name="share of a noun", opens=_of_every, read=ratios.read, examples=(("طفل من كل ستة أطفال", "1/6"),)),
    Rule(
        name="score",
        opens=_figure,
        read=read_digits,
        examples=(("فاز 3-1", "3-1"), ("3-1 يوم الجمعة", "3-1; Friday")),
    ),
    Rule(
        name="score in words",
        opens=_goals,
        read=scores.read,
        examples=(
            ("ثلاثة أهداف مقابل هدف", "3-1"),
            ("بهدفين نظيفين", "2-0"),
            ("بثلاثية نظيفة", "3-0"),
            ("بهدف دون رد", "1-0"),
        ),
    ),
    Rule(
        name="number",
        opens=_number,
        read=number_rule(ARABIC),
        examples=(
            ("52 ألفا و300 متفرج", "52,300"),
            ("مليار ونصف المليار دولار", "1.5 billion dollars"),
            ("ثلاثة بالمئة", "3 percent"),
            ("ثلاثة أرباع", "3/4"),
            ("عام ونصف العام", "1.5 years"),
            ("خمسينيات القرن الرابع عشر", "1350"),
            ("عشرين درجة تحت الصفر", "minus 20 degrees"),
            ("120 ألف برميل يوميا", "120,000 barrels a day"),
            ("900 كلم", "900 kilometers"),
        ),
    ),
)
