"""Writes docs/codes/, a page a code, from the checks' own examples: `python docs/codes.py`."""

from pathlib import Path

from tqcheck.checks import documented_checks
from tqcheck.report.explanation import pages

FOLDER = Path(__file__).parent / "codes"


def main() -> None:
    """Write every page, and remove pages of codes that are gone."""
    wanted = pages([check for check in documented_checks() if check.code.startswith("TQ")])
    FOLDER.mkdir(exist_ok=True)
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()


if __name__ == "__main__":
    main()
