"""An aligner that remembers documents: one that was aligned before does not even load the encoder."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from tqcheck.align import align
from tqcheck.plugins import Encoder
from tqcheck.records import Bead, Segment
from tqcheck.store import BlobStore, code_hash, key_of


def align_or_recall(
    source: Sequence[Segment], target: Sequence[Segment], encoder: Callable[[], Encoder], store: BlobStore | None
) -> tuple[Bead, ...]:
    """As `align`, from `store` where it has these very segments, aligned by this very code with this encoder."""
    if store is None or not source or not target:
        return align(source, target, encoder())
    texts = [s.text for s in (*source, *target)]
    key = key_of(
        "align",
        code_hash("align", "encoder", "lang", "names", "quantities", "text", "translate"),
        encoder().identity,
        str(len(source)),
        *texts,
    )
    known = _unpacked(store.get([key]).get(key), source, target)
    if known is None:
        known = align(source, target, encoder())
        store.put({key: _packed(known, source, target)})
    return known


def _packed(beads: Sequence[Bead], source: Sequence[Segment], target: Sequence[Segment]) -> bytes:
    at = {id(segment): n for side in (source, target) for n, segment in enumerate(side)}
    plain = [
        [[at[id(s)] for s in b.source], [at[id(t)] for t in b.target], b.similarity, b.confidence, b.moved]
        for b in beads
    ]
    return json.dumps(plain, separators=(",", ":")).encode()


def _unpacked(data: bytes | None, source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Bead, ...] | None:
    """The beads that were packed, or `None` where they cannot be read as that."""
    if data is None:
        return None
    try:
        plain = json.loads(data, parse_constant=_refuse)
        if not _whole(plain, len(source), len(target)):
            return None
        return tuple(
            Bead(
                index=index,
                source=tuple(source[n] for n in own),
                target=tuple(target[n] for n in other),
                similarity=similarity,
                confidence=confidence,
                moved=moved,
            )
            for index, (own, other, similarity, confidence, moved) in enumerate(plain)
        )
    except (ValueError, TypeError, IndexError):
        return None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no figure")


def _whole(plain: Any, sources: int, targets: int) -> bool:
    """Whether every segment of both sides stands in one bead, no more and no less, and the figures can be true."""
    for side, count in ((0, sources), (1, targets)):
        numbers = [number for bead in plain for number in bead[side]]
        if any(type(number) is not int for number in numbers) or sorted(numbers) != list(range(count)):
            return False
    return all(
        (bead[0] or bead[1])
        and all(figure is None or (isinstance(figure, float | int) and -1.01 <= figure <= 1.01) for figure in bead[2:4])
        and isinstance(bead[4], bool)
        for bead in plain
    )
