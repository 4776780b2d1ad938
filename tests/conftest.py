"""What several tests share: one engine for the whole run, and Evidence built from pairs of sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tqcheck.api import Engine
from tqcheck.config import Config
from tqcheck.records import Bead, Bitext, Document, DocumentEvidence, Evidence, Segment, Span


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The offline engine; loading it once keeps the suite fast."""
    return Engine(Config(offline=True, mt_model="gloss"))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in the user's cache or settings."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    # Whatever is installed beside the package: the gloss is quick and the same everywhere.
    monkeypatch.setenv("TQCHECK_MT_MODEL", "gloss")
    monkeypatch.setattr("tqcheck.translate.fluent.available", lambda: False)
    for name in ("TQCHECK_CONFIG", "TQCHECK_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def post(tmp_path: Path) -> Callable[..., str]:
    """Write a post and give its path."""

    def write(text: str | bytes, name: str = "post.txt") -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def segments(document: Document, lang: str, *texts: str) -> tuple[Segment, ...]:
    """Segments for sentences that stand in the document, in order."""
    found, at = [], 0
    for text in texts:
        start = document.text.index(text, at)
        at = start + len(text)
        found.append(Segment(document=document, lang=lang, span=Span(start=start, end=at), text=text))
    return tuple(found)


def evidence_of(*beads: tuple[tuple[str, ...], tuple[str, ...]]) -> DocumentEvidence:
    """A document whose beads are given as (source sentences, target sentences); nothing is measured on them."""
    english = [s for source, _ in beads for s in source]
    arabic = [t for _, target in beads for t in target]
    document = Document(path="post.txt", text="\n".join([" ".join(english), " ".join(arabic), ""]))
    source = iter(segments(document, "en", *english))
    target = iter(segments(document, "ar", *arabic))
    made = [
        Bead(index=i, source=tuple(next(source) for _ in en), target=tuple(next(target) for _ in ar), confidence=0.9)
        for i, (en, ar) in enumerate(beads)
    ]
    bitext = Bitext(
        path="post.txt", source_lang="en", target_lang="ar",
        source=tuple(s for b in made for s in b.source), target=tuple(s for b in made for s in b.target),
    )  # fmt: skip
    return DocumentEvidence(bitext=bitext, beads=tuple(Evidence(bead=b) for b in made))
