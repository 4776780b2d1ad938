"""What the pages say, in the language of whoever reads them: texts are data, a file a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from tqcheck.errors import UsageError

LANGUAGES = ("en", "ar")
# Around what a message quotes, so that words of the other direction do not reorder the rest.
FSI, PDI = "\u2068", "\u2069"
_HOLES = {"": ".+?", ":d": "[0-9]+", ":?": ".*?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """Texts of one language; one that it lacks is English. `dir` is `ltr` or `rtl`."""

    lang: str
    dir: str
    texts: Mapping[str, Any] = field(repr=False)
    patterns: tuple[tuple[re.Pattern[str], str], ...] = field(default=(), repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text `section.name`, with values put in; of its plural forms the one that `n` takes."""
        found = self.texts[key]
        if isinstance(found, Mapping):
            found = found.get(_plural(self.lang, values["n"])) or found["other"]
        return str(found).format(**values)

    def section(self, name: str) -> dict[str, Any]:
        """All texts of a section, by the name inside it."""
        return {key.partition(".")[2]: text for key, text in self.texts.items() if key.startswith(f"{name}.")}

    def code(self, code: str, name: str) -> str:
        """A code in words; `name` is the check's own, for those that have none here."""
        return str(self.texts.get(f"codes.{code}", name.replace("-", " ")))

    def kind(self, family: str) -> str:
        """A family of findings in words."""
        return str(self.texts.get(f"kind.{family}", family))

    def language(self, code: str) -> str:
        """A language's name; its code where it has none here."""
        return str(self.texts.get(f"language.{code}", code))

    def message(self, text: str) -> str:
        """A message in this language, where there is a pattern for it; else as it is, in English."""
        for pattern, wording in self.patterns:
            if match := pattern.fullmatch(text):
                return wording.format_map({name: f"{FSI}{words}{PDI}" for name, words in match.groupdict().items()})
        return text

    def knows(self, text: str) -> bool:
        """Whether a message is said in this language."""
        return self.lang == "en" or any(pattern.fullmatch(text) for pattern, _ in self.patterns)


@cache
def interface(lang: str = "en") -> Interface:
    """The texts of a language. Raises UsageError for one that there is none for."""
    if lang not in LANGUAGES:
        raise UsageError(f"the pages speak {' and '.join(LANGUAGES)}, not '{lang}'")
    import tomllib

    tables = {
        name: tomllib.loads(files("tqcheck.report").joinpath("interface_texts", f"{name}.toml").read_text("utf-8"))
        for name in dict.fromkeys(("en", lang))
    }
    texts: dict[str, Any] = {}
    for table in tables.values():
        texts |= {
            f"{part}.{key}": text for part, own in table.items() if isinstance(own, dict) for key, text in own.items()
        }
    own = tables[lang]
    patterns = tuple((_pattern(entry["en"]), entry["to"]) for entry in own.get("messages", ()))
    return Interface(lang=lang, dir=own["dir"], texts=texts, patterns=patterns)


def _pattern(template: str) -> re.Pattern[str]:
    """`{a} became {b}` as a pattern; `{n:d}` takes digits only, `{s:?}` may be empty, “{w}” is «{w}» as well."""
    parts = re.split(r"\{(\w+)(:[d?])?\}", template)
    made = [re.escape(parts[0])]
    for name, kind, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        made.append(f"(?P<{name}>{_HOLES[kind or '']}){re.escape(text)}")
    return re.compile("".join(made).replace("“", "[“«]").replace("”", "[”»]"), re.DOTALL)


def _plural(lang: str, n: object) -> str:
    from babel import Locale

    return str(Locale(lang).plural_form(int(str(n))))
