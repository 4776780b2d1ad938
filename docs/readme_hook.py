"""The README as the package index shows it: links lead into the repository, or are plain text where it has no address.

An index does not know the files beside the README, so that relative links break there. `TQCHECK_REPOSITORY`, or what
GitHub's runners set, says where the repository is (`https://host/owner/name`).
"""

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|#|mailto:)([^)]+)\)")
_PICTURE = re.compile(r"<picture>.*?</picture>\n*", re.DOTALL)


def address() -> str:
    """Where the files of the default branch can be read, without a slash at the end; empty where that is not known."""
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    repository = os.environ.get("TQCHECK_REPOSITORY") or (f"{server}/{name}" if server and name else "")
    return f"{repository.rstrip('/')}/blob/HEAD" if repository else ""


def for_the_index(readme: str, where: str) -> str:
    """The README with links that work anywhere."""
    if where:
        raw = where.replace("/blob/", "/raw/")
        readme = re.sub(r'((?:src|srcset)=")(?!https?:)', rf"\1{raw}/", readme)
        return _LINK.sub(rf"[\1]({where}/\2)", readme)
    return _LINK.sub(r"\1 (`\2`)", _PICTURE.sub("", readme))


class CustomMetadataHook(MetadataHookInterface):
    """Gives the package its long description."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `readme`."""
        text = for_the_index((Path(self.root) / "README.md").read_text("utf-8"), address())
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
