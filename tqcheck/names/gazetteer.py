"""Places, peoples and organisations by value: `Iraqi`, `Iraq`, «العراق» and «العراقيين» all stand for the country IQ.

Territories, languages and the cities of time zones come from the CLDR through Babel; `gazetteer.tsv` adds what the
CLDR has not: demonyms, exonyms, organisations, religions. Arabic adjectives are derived from the territories' names.
A `~` before an Arabic form marks an everyday word («صور», pictures): it may account for a name, but its presence
proves none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from tqcheck.lang import ARABIC, EN_AR, ENGLISH, rows
from tqcheck.names.common import is_common_english
from tqcheck.names.phonetics import name_letters

Key: TypeAlias = tuple[str, ...]
Names: TypeAlias = Mapping[str, str]
NISBA_ENDINGS = ("", "ه", "ون", "ين", "ان", "ات", "ا", "تين", "تان", "و", "يو")
LONGEST = 7
_CONTINENTS = ("001", "002", "003", "005", "009", "019", "021", "142", "150", "419")


@dataclass(slots=True)
class Gazetteer:
    """Values (`country:IQ`) by English words in lower case and by folded Arabic words without article."""

    english: dict[Key, set[str]] = field(default_factory=dict)
    arabic: dict[Key, set[str]] = field(default_factory=dict)
    weak: set[Key] = field(default_factory=set)
    acronyms: set[Key] = field(default_factory=set)
    """Keys that are names in capitals only: WHO is, `who` is not."""
    kin: dict[str, set[str]] = field(default_factory=dict)
    """Values that may stand for each other: a capital and its country."""

    def add_english(self, form: str, value: str) -> None:
        """`form` in any case, unless it is an acronym; full stops inside do not matter."""
        self.english.setdefault(english_key(form), set()).add(value)
        if form.isupper() and len(form) < 6:
            self.acronyms.add(english_key(form))

    def add_arabic(self, form: str, value: str, *, endings: Iterable[str] = ("",)) -> None:
        """`form` with or without article; a leading `~` marks it as an everyday word."""
        *head, last = arabic_key(form.lstrip("~"))
        for ending in endings:
            key = (*head, last + ending)
            self.arabic.setdefault(key, set()).add(value)
            if form.startswith("~"):
                self.weak.add(key)


def english_key(form: str) -> Key:
    """Lower-case words without full stops; hyphens part words."""
    return tuple(form.lower().replace(".", "").replace("’", "'").replace("-", " ").split())


def arabic_key(form: str) -> Key:
    """Folded words without article."""
    return tuple(bare(word) for word in form.replace("-", " ").split() if name_letters(word))


def bare(word: str) -> str:
    """The folded word without its article, which is written with a plain alef («ألمانيا» has none)."""
    letters = name_letters(word)
    return letters[2:] if word.startswith("ال") and len(letters) > 4 else letters


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """All names, loaded once (about 0.2 s)."""
    from babel import Locale

    book = Gazetteer()
    for kind, value, english, arabic, stems in _rows():
        name = f"{kind}:{value}"
        for form in english:
            book.add_english(form, name)
            if form.endswith(("n", "i")) and " " not in form and kind == "country":
                book.add_english(form + "s", name)
        for form in arabic:
            book.add_arabic(form, name)
        for stem in stems:
            book.add_arabic(stem, name, endings=NISBA_ENDINGS)
    english_locale, arabic_locale = Locale(ENGLISH), Locale(ARABIC)
    _add_territories(book, english_locale.territories, arabic_locale.territories)
    _add_languages(book, english_locale.languages, arabic_locale.languages)
    _add_cities(book, arabic_locale.time_zones)
    return book


def _rows() -> Iterator[tuple[str, str, list[str], list[str], list[str]]]:
    for kind, value, english, arabic, stems in rows(EN_AR, "gazetteer.tsv"):
        yield kind, value, english.split("|"), [f for f in arabic.split("|") if f], [f for f in stems.split("|") if f]


def _capitals() -> Iterator[tuple[str, str]]:
    """Countries with what stands for their government, where no time zone is named after it."""
    return ((code, capital) for code, capitals in rows(EN_AR, "capitals.tsv") for capital in capitals.split())


def _add_territories(book: Gazetteer, names: Names, translations: Names) -> None:
    settled = sorted({value for values in book.english.values() for value in values})  # AU is a country and a union
    for code, name in names.items():
        if (code.isdigit() and code not in _CONTINENTS) or code not in translations or code in ("ZZ", "XA", "XB", "EU"):
            continue
        value = next((v for v in settled if v.endswith(f":{code}")), f"country:{code}")
        form = name.split(" (")[0].replace("&", "and")
        book.add_english(form, value)
        for demonym in _demonyms(form) if value not in settled else ():
            book.english.setdefault(english_key(demonym), {value})
        arabic_name = translations[code].split(" (")[0]
        book.add_arabic(arabic_name, value)
        if " " not in arabic_name and value not in settled:
            book.add_arabic(nisba(arabic_name), value, endings=NISBA_ENDINGS)


def _demonyms(name: str) -> Iterator[str]:
    """What the adjective of a one-word country may look like; wrong ones are no words and do no harm."""
    if " " in name or len(name) < 4:
        return
    stem = name.rstrip("aeiouy")
    for ending in ("n", "an", "ian", "i", "ese", "ean", "er"):
        base = name if ending in ("n", "i", "an", "er") else stem
        if len(base) > 2:
            yield base + ending
            yield base + ending + "s"


def nisba(territory: str) -> str:
    """The masculine adjective of a country's Arabic name: العراق → عراقي, ليبيا → ليبي, فرنسا → فرنسي."""
    stem = bare(territory)
    return stem.rstrip("اه").removesuffix("ي") + "ي"


def _add_languages(book: Gazetteer, names: Names, translations: Names) -> None:
    for code, name in names.items():
        if len(code) != 2 or " " in name or len(name) < 4 or code not in translations or is_common_english(name):
            continue
        key = english_key(name)
        value = next(iter(book.english.get(key, ())), f"language:{code}")
        book.english.setdefault(key, {value})
        book.add_arabic(translations[code].split()[0], value)


def _add_cities(book: Gazetteer, zones: Mapping[str, Mapping[str, str]]) -> None:
    from babel.core import get_global

    territories = get_global("zone_territories")
    zones_of = Counter(territories.values())
    for zone, names in zones.items():
        english = zone.rsplit("/", 1)[-1].replace("_", " ")
        key = english_key(english)
        if "city" not in names or "/" not in zone or zone.count("/") > 1 or zone.startswith("Etc/"):
            continue
        known = book.english.get(key, set())
        value = next((v for v in known if v.startswith("city:")), f"city:{english.lower()}")
        if not known:
            book.add_english(english, value)
        if not any(v.startswith("country:") for v in known):
            book.add_arabic(names["city"], value)
            if zones_of[territories.get(zone)] == 1:
                _relate(book, value, f"country:{territories[zone]}")
    for (code, capital), kind in product(_capitals(), ("city", "org")):
        _relate(book, f"{kind}:{capital}", "org:EU" if code == "EU" else f"country:{code}")


def _relate(book: Gazetteer, one: str, other: str) -> None:
    book.kin.setdefault(one, set()).add(other)
    book.kin.setdefault(other, set()).add(one)
