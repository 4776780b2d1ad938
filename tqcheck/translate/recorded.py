"""Back-translations read from a file, for newsrooms that have a translation engine already, and for tests."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path

from tqcheck.errors import InputError, ModelError
from tqcheck.files import read_ordinary
from tqcheck.plugins import Failure, Translated
from tqcheck.text.normalise import normalise

_TARGET_HEADERS = frozenset({"target", "target_text", "text", "ar", "arabic", "translation"})
_BACK_HEADERS = frozenset({"back_translation", "back-translation", "backtranslation", "back", "bt"})
MISSING = "the file of recorded back-translations does not have this sentence"

MAX_RECORDED = 256 << 20
"""Bytes of a file of recorded translations."""


class RecordedTranslator:
    """Looks texts up in a TSV of `target text<TAB>back-translation`, ignoring white space and diacritics.

    A first row that names a column `back_translation` (or `back`, `bt`) is a header; the text is then in the column
    `target` (or `text`, `translation`, `ar`). Raises ModelError where the file cannot be read and InputError where a
    row is malformed.
    """

    immediate = True

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._table = _read(self._path)
        with self._path.open("rb") as file:
            self.identity = f"recorded:{self._path.name}@{file_digest(file, 'sha256').hexdigest()[:12]}"
        self._missing: set[str] = set()

    @property
    def notices(self) -> tuple[str, ...]:
        """One line that counts the sentences which the file does not have, if there are any."""
        if not self._missing:
            return ()
        return (f"{self._path}: no back-translation for {len(self._missing)} of the sentences; they are not measured",)

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translated]:  # noqa: ARG002
        """The recorded back-translations of the latest texts, and failures for those that the file does not have."""
        found = [self._table.get(_key(text), "") for text in texts]
        self._missing = {text for text, back in zip(texts, found, strict=True) if not back}
        return [back or Failure(MISSING) for back in found]


def make(argument: str) -> RecordedTranslator:
    """The translator of `recorded:FILE.tsv`."""
    if not argument:
        raise ModelError("translator 'recorded' needs a file: recorded:FILE.tsv")
    return RecordedTranslator(argument)


def _key(text: str) -> str:
    return " ".join(normalise(text).text.split())


def _read(path: Path) -> dict[str, str]:
    try:
        content = read_ordinary(path, MAX_RECORDED).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ModelError(f"{path}: no such file; recorded:FILE needs a TSV of text and back-translation") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from error
    rows = [(number, line.split("\t")) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    if not rows:
        raise InputError(f"{path}: empty; expected rows of text<TAB>back-translation")
    text, back, rows = _columns(rows)
    return {_key(cells[0]): cells[1] for cells in (_pick(path, row, cells, text, back) for row, cells in rows)}


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[int, int, list[tuple[int, list[str]]]]:
    header = [cell.strip().lower().replace(" ", "_") for cell in rows[0][1]]
    back = next((i for i, name in enumerate(header) if name in _BACK_HEADERS), None)
    text = next((i for i, name in enumerate(header) if name in _TARGET_HEADERS), None)
    return (0, 1, rows) if back is None or text is None else (text, back, rows[1:])


def _pick(path: Path, row: int, cells: list[str], text: int, back: int) -> tuple[str, str]:
    if max(text, back) >= len(cells) or not cells[text].strip():
        raise InputError(f"{path}, row {row}: {len(cells)} column(s); expected text<TAB>back-translation")
    return cells[text], cells[back].strip()
