"""Makes the files of `made/` anew: LibreOffice and pandoc write the story of `tests/story.py` in their formats.

python -m tests.posts.make            (needs `soffice` and `pandoc` on the path)
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.story import ARABIC, ENGLISH, FAULTY, POSTS

MADE = POSTS / "made"


def page(arabic: tuple[str, ...]) -> str:
    """The story as the HTML that the tools read."""
    parts = []
    for lang, direction, story in (("en", "ltr", ENGLISH), ("ar", "rtl", arabic)):
        parts += [f'<h1 lang="{lang}" dir="{direction}">{story[0]}</h1>']
        parts += [f'<p lang="{lang}" dir="{direction}">{text}</p>' for text in story[1:]]
    head = f'<meta charset="utf-8"><title>{ENGLISH[0]}</title>'
    return f"<!doctype html><html><head>{head}</head><body>{''.join(parts)}</body></html>\n"


def office(folder: Path, file: str, target: str) -> None:
    """Let LibreOffice save a file in another format."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    read = ["--infilter=HTML (StarWriter)"] if file.endswith(".html") else []
    command += [*read, "--convert-to", target, file]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def main() -> None:
    """Write all files."""
    MADE.mkdir(exist_ok=True)
    for name, arabic in (("clean", ARABIC), ("faulty", FAULTY)):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            (folder / f"{name}.html").write_text(page(arabic), "utf-8")
            office(folder, f"{name}.html", "odt:writer8")
            for target in ("rtf", "pdf", "docx", "html:HTML (StarWriter)"):
                office(folder, f"{name}.odt", target)
                suffix = target.partition(":")[0]
                shutil.copy(folder / f"{name}.{suffix}", MADE / f"office-{name}.{suffix}")
            shutil.copy(folder / f"{name}.odt", MADE / f"office-{name}.odt")
            (folder / "in.html").write_text(page(arabic), "utf-8")
            for suffix in ("docx", "odt", "rtf", "md", "html"):
                output = MADE / f"pandoc-{name}.{suffix}"
                subprocess.run(["pandoc", "--standalone", "in.html", "-o", str(output)], cwd=folder, check=True)


if __name__ == "__main__":
    main()
