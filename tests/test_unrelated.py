"""TQ106: a wrong file, a page of another story, a headline alone: one finding that says so, and none of its noise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.records import Finding, Severity

ROAD = """City reopens flooded ring road after nine days

The northern ring road reopened to traffic on Tuesday, nine days after flash floods washed away part of the embankment.

Repairs cost 4.5 million dollars, about 12% more than the estimate published in March 2024.

The World Food Programme said it had delivered 300 tonnes of flour since January 15.

Officials expect the second lane to open before the start of Ramadan. Schools will remain closed until Sunday.
"""
ROAD_AR = """المدينة تعيد فتح الطريق الدائري بعد تسعة أيام من الفيضانات

أُعيد فتح الطريق الدائري الشمالي أمام حركة المرور يوم الثلاثاء، بعد تسعة أيام من جرف السيول جزءا من الجسر الترابي.

وبلغت كلفة الإصلاحات 4.5 مليون دولار، أي أكثر بنحو 12% من التقدير الذي نُشر في مارس 2024.

وقال برنامج الأغذية العالمي إنه سلّم 300 طن من الطحين منذ 15 يناير.

ويتوقع المسؤولون افتتاح المسار الثاني قبل بداية رمضان. وستظل المدارس مغلقة حتى الأحد.
"""
ZOO_AR = """حديقة الحيوان تستقبل شبلي أسد توأمين

قالت حديقة الحيوان في بيت سالم إن شبلين ولدا يوم الجمعة، وهما الأولان منذ عقد.

وقالت المديرة هدى كرم إن الزوار سيتمكنون من رؤيتهما اعتبارا من الأول من يونيو.
"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(mt_model="gloss", offline=True, cache=False))


def _found(engine: Engine, folder: Path, english: str, arabic: str) -> list[Finding]:
    (folder / "en.txt").write_text(english, "utf-8")
    (folder / "ar.txt").write_text(arabic, "utf-8")
    (document,) = engine.report(engine.load(source=str(folder / "en.txt"), target=str(folder / "ar.txt"))).documents
    return [f for f in document.findings if f.severity is not Severity.MINOR]


def test_another_story_is_one_finding(engine: Engine, tmp_path: Path) -> None:
    (found,) = _found(engine, tmp_path, ROAD, ZOO_AR)
    assert (found.code, found.severity) == ("TQ106", Severity.CRITICAL)
    assert found.message == "these two texts are not each other's translation"
    assert found.source is not None
    assert found.source.text == ROAD.strip()
    assert found.target is not None
    assert found.target.text == ZOO_AR.strip()


def test_a_headline_alone_is_one_finding(engine: Engine, tmp_path: Path) -> None:
    (found,) = _found(engine, tmp_path, ROAD, ROAD_AR.splitlines()[0] + "\n")
    assert (found.code, found.severity) == ("TQ106", Severity.CRITICAL)
    assert found.message == "one line is all that the translation has: 5 sentences have no counterpart"


def test_a_translation_and_a_half_translation_are_none(engine: Engine, tmp_path: Path) -> None:
    assert _found(engine, tmp_path, ROAD, ROAD_AR) == []
    half = "\n\n".join(ROAD_AR.split("\n\n")[:3])
    assert {f.code for f in _found(engine, tmp_path, ROAD, half)} == {"TQ101"}


def test_a_stretch_of_another_story_is_one_finding_and_the_rest_is_checked(engine: Engine, tmp_path: Path) -> None:
    parts = ROAD_AR.replace("الثلاثاء", "الخميس").split("\n\n")
    changed = "\n\n".join([*parts[:3], *ZOO_AR.split("\n\n"), "وسيبقى الشبلان مع أمهما حتى الصيف.\n"])
    found = _found(engine, tmp_path, ROAD, changed)
    assert [f.code for f in found] == ["TQ305", "TQ106"]
    assert found[1].target is not None
    assert found[1].target.text.startswith("حديقة الحيوان")
    assert found[1].target.text.endswith("حتى الصيف.")
