"""The rules that read English, in the order they are tried."""

from __future__ import annotations

from tqcheck.lang import ENGLISH
from tqcheck.quantities import dates, identifiers, running_times
from tqcheck.quantities.assembly import number_rule
from tqcheck.quantities.en import (
    dayparts,
    equations,
    implied,
    numbers,
    ratios,
    relative,
    scores,
    times,
    weekdays,
    words,
)
from tqcheck.quantities.months import names_month
from tqcheck.quantities.rules import Rule
from tqcheck.quantities.scores import read_digits
from tqcheck.quantities.times import time_rule


def _figure(text: str, kind: str) -> bool:  # noqa: ARG001
    return kind == "n"


def _figure_or_plus(text: str, kind: str) -> bool:
    return kind == "n" or text in "+("


def _bracket(text: str, kind: str) -> bool:  # noqa: ARG001
    return text == "("


def _small_number(text: str, kind: str) -> bool:
    return kind == "n" or text in words.UNITS or text in words.TENS


def _date(text: str, kind: str) -> bool:
    return kind == "n" or (kind == "w" and (names_month(text, ENGLISH) or text == "the"))


def _number(text: str, kind: str) -> bool:
    return numbers.opens(text, kind) or implied.opens(text, kind)


RULES: tuple[Rule, ...] = (
    Rule(
        name="stamp of a chat",
        opens=lambda text, kind: text == "[" or kind == "n",
        read=identifiers.read_stamp,
        examples=(("[26/11/2026, 14:02:11] Desk: All clear.", ""), ("26/11/2026, 14:02 - Desk: All clear.", "")),
    ),
    Rule(
        name="list numeral",
        opens=_bracket,
        read=identifiers.read_list_numeral,
        examples=(("(i) bread, (ii) salt", ""), ("(1) bread, (2) salt", "")),
    ),
    Rule(
        name="rate of exchange",
        opens=equations.opens,
        read=equations.read,
        examples=(("$1 = 3.75 riyals", "3.75 rials"),),
    ),
    Rule(name="address", opens=_figure, read=identifiers.read_address, examples=(("at 127.0.0.1", "127.0.0.1"),)),
    Rule(
        name="telephone",
        opens=_figure_or_plus,
        read=identifiers.read_phone,
        examples=(("Call 0123 456 789", "0123 456 789"), ("+961 1 234 567", "+961 1 234 567")),
    ),
    Rule(
        name="verse",
        opens=_figure,
        read=identifiers.read_verse,
        examples=(("verse 2:255", "2:255"), ("Surah 3:12", "3:12")),
    ),
    Rule(
        name="weekday",
        opens=weekdays.opens,
        read=weekdays.read,
        examples=(("on Thursday", "Thursday"), ("Mondays", "Monday")),
    ),
    Rule(
        name="running time",
        opens=_figure,
        read=running_times.read_running_time,
        examples=(("won in 2:30:00", "2.5 hours"),),
    ),
    Rule(
        name="time",
        opens=times.opens,
        read=time_rule(times.read, ENGLISH),
        examples=(
            ("at 4:30 pm", "16:30"),
            ("half past four", "4:30"),
            ("noon", "12:00"),
            ("0600 GMT", "6:00"),
            ("a quarter to five", "4:45"),
            ("two o'clock", "2:00"),
        ),
    ),
    Rule(
        name="part of the day",
        opens=dayparts.opens,
        read=dayparts.read,
        examples=(
            ("on Monday morning", "Monday; morning"),
            ("late on Friday", "late; Friday"),
            ("the early hours", "early"),
        ),
    ),
    Rule(
        name="relative date",
        opens=relative.opens,
        read=relative.read,
        examples=(
            ("yesterday", "yesterday"),
            ("next week", "next week"),
            ("the past six months", "past; 6 months"),
            ("late March", "late; March"),
            ("at the end of the year", "late"),
        ),
    ),
    Rule(
        name="date",
        opens=_date,
        read=dates.date_rule(ENGLISH),
        examples=(
            ("March 7, 2025", "7 March 2025"),
            ("the 3rd of May", "3 May"),
            ("in 1987", "1987"),
            ("1 Ramadan 1446", "1 Ramadan 1446"),
            ("1410 AH", "1410 AH"),
            ("12/06/2025", "12 June 2025"),
        ),
    ),
    Rule(
        name="share",
        opens=_small_number,
        read=ratios.read,
        examples=(("one in four women", "1/4"), ("nine out of ten", "9/10"), ("4 out of every 5", "4/5")),
    ),
    Rule(name="score", opens=_figure, read=read_digits, examples=(("won 3-1", "3-1"), ("it ended 2-2", "2-2"))),
    Rule(
        name="score in words",
        opens=_small_number,
        read=scores.read,
        examples=(("three goals to one", "3-1"), ("two goals to nil", "2-0")),
    ),
    Rule(
        name="number",
        opens=_number,
        read=number_rule(ENGLISH),
        examples=(
            ("2.5 billion dollars", "2.5 billion dollars"),
            ("a hundred and twenty-third", "123rd"),
            ("by a fifth", "1/5"),
            ("half a million", "500,000"),
            ("seven halves", "3.5"),
            ("threefold", "3"),
            ("the 1850s", "1850"),
            ("120,000 barrels a day", "120,000 barrels a day"),
            ("minus 20 degrees", "minus 20 degrees"),
            ("a fortnight", "1 fortnight"),
            ("two and a half years", "2.5 years"),
            ("2 000 homes", "2,000"),
        ),
    ),
)
