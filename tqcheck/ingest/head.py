"""The head of an HTML page: its title and description, as search engines and shared links show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tqcheck.ingest.content import Block, Chunk
from tqcheck.ingest.markup import Source, local
from tqcheck.text.normalise import fold

_META = ("description", "og:title", "og:description", "twitter:title", "twitter:description")
# "Flood kills 12 - Mina News", "Flood kills 12 | Mina News": the site's name.
_SITE = re.compile(r"^(?P<title>\S+(?:\s+\S+){2,}?)\s+[-–—|:•·»]{1,2}\s+(?:\S+\s*){1,4}$")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\])$")


def read_head(root: Any, source: Source, texts: Sequence[str]) -> list[Block]:
    """Title and description, but for what stands in `texts`, the page's text, or in each other."""
    known = {fold(text).strip() for text in texts}
    blocks = []
    for path, text, line in _fields(root):
        plain = " ".join(text.split())
        if path.endswith("title") and (site := _SITE.match(plain)):
            plain = site["title"]
        key = fold(_ELLIPSIS.sub("", plain)).strip()
        shortened = path.endswith("title") and any(key in one for one in known)
        if (
            not key
            or shortened
            or key in known
            or (key != fold(plain).strip() and any(one.startswith(key) for one in known))
        ):
            continue
        known.add(key)
        chunk = Chunk(plain, *source.place(plain, line))
        blocks.append(Block(path=path, chunks=(chunk,), field=f"{path.rpartition('/')[2]} of the page"))
    return blocks


def _fields(root: Any) -> Iterator[tuple[str, str, int]]:
    for element in root.iter("title", "meta"):
        if any(local(around) == "svg" for around in element.iterancestors()):
            continue
        name = (element.get("name") or element.get("property") or "").lower()
        if local(element) == "title":
            yield "/html/head/title", element.text or "", element.sourceline or 1
        elif name in _META:
            yield f"/html/head/meta[@{name}]", element.get("content") or "", element.sourceline or 1
