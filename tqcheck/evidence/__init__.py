"""Beads to evidence: back-translation, metrics, word coverage, and what is read on the texts.

What could not be had stays `None`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from tqcheck.coverage import CoverageModel
from tqcheck.coverage.back_translation import BackTranslationEvidence
from tqcheck.evidence.compared import with_occlusions
from tqcheck.evidence.readings import read
from tqcheck.lang import BACK, PAIR
from tqcheck.plugins import Failure, Translated, Translator
from tqcheck.records import Bead, Bitext, DocumentEvidence, Evidence, Metrics, Side
from tqcheck.text.run_together import run_together
from tqcheck.translate import is_steerable, notices_of, reads_sentences
from tqcheck.translate.gloss import GlossTranslator

__all__ = ["Measured", "gather", "measure", "metrics_signature", "read", "rendering", "with_occlusions"]

MOST_PAIRS = 4_000_000
"""Words of the original times words of the translation beyond which a bead's coverage is not measured."""
MOST_WORDS = 2_000
"""Words of an original beyond which its back-translation is not scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The evidence of several documents, and lines that the user must see: why some of it is missing."""

    documents: tuple[DocumentEvidence, ...]
    notices: tuple[str, ...] = ()


def gather(
    aligned: Sequence[tuple[Bitext, Sequence[Bead]]],
    *,
    translator: Translator,
    coverage: CoverageModel,
    second: BackTranslationEvidence | None = None,
    wanted: Collection[str] | None = None,
) -> Measured:
    """The evidence on every bead; the models work on all documents at once, so that batches fill up.

    Of the readings (`quantities`, `names`, `cues`) only the `wanted` ones are made, all of them by default.

    `second` speaks where the translator reads whole sentences, for English sources: for them it was fitted.
    """
    backs = _back_translate(aligned, translator)
    documents = []
    for (bitext, beads), back in zip(aligned, backs, strict=True):
        covered = _cover(bitext, beads, coverage)
        evidence = [
            _evidence(bitext, bead, back, covered.get(bead.index), in_sentences=reads_sentences(translator))
            for bead in beads
        ]
        if second and _is_evidence(translator) and (bitext.source_lang, bitext.target_lang) == PAIR:
            evidence = [_reconsidered(one, second) for one in evidence]
        document = read(DocumentEvidence(bitext=bitext, beads=tuple(evidence)), wanted)
        documents.append(with_occlusions(document, coverage.encode))
    reasons = sorted({said.reason for back in backs for said in back.values() if isinstance(said, Failure)})
    return Measured(documents=tuple(documents), notices=(*notices_of(translator), *reasons))


def _is_evidence(translator: Translator) -> bool:
    """Whether what it says of the translation may clear a word of the source.

    A model that is told in words what to do may be told by the text itself to say what is not there.
    """
    return reads_sentences(translator) and not is_steerable(translator)


def rendering(bitext: Bitext) -> tuple[Side, str, str]:
    """Which side is translated into the other's language, and from which language into which.

    The translation is, back into the original's; of Arabic and English always the Arabic, whichever is the original:
    that is what the models are for, and what an editor who reads English needs.
    """
    if (bitext.source_lang, bitext.target_lang) == BACK:
        return "source", *BACK
    return "target", bitext.target_lang, bitext.source_lang


def word_by_word(bitext: Bitext, bead: Bead) -> str:
    """The gloss of a bead's Arabic, empty where it has none: what a fluent back-translation can be held against."""
    side, source, target = rendering(bitext)
    texts = [segment.text for segment in bead.segments(side)]
    said = GlossTranslator().translate(texts, source=source, target=target)
    return " ".join(one for one in said if isinstance(one, str))


def _back_translate(
    aligned: Sequence[tuple[Bitext, Sequence[Bead]]], translator: Translator
) -> list[dict[str, Translated]]:
    """For each document its segments' back-translations, or why there is none.

    All documents go to the translator at once, so that batches fill up; but a model that reads instructions never sees
    two of them together.
    """
    if not is_steerable(translator):
        return [_back_translate_together(aligned, translator)] * len(aligned)
    return [_back_translate_together([one], translator) for one in aligned]


def _back_translate_together(
    aligned: Sequence[tuple[Bitext, Sequence[Bead]]], translator: Translator
) -> dict[str, Translated]:
    """Back-translations by segment; a sentence that stands several times is asked once."""
    by_direction: dict[tuple[str, str], dict[str, None]] = {}
    for bitext, beads in aligned:
        side, *direction = rendering(bitext)
        texts = by_direction.setdefault((direction[0], direction[1]), {})
        texts.update(dict.fromkeys(segment.text for bead in beads for segment in bead.segments(side)))
    back: dict[str, Translated] = {}
    for (source, target), texts in by_direction.items():
        back.update(zip(texts, translator.translate(list(texts), source=source, target=target), strict=True))
    return back


def _words(bead: Bead, side: Side) -> int:
    return sum(len(segment.text.split()) for segment in bead.segments(side))


def _cover(bitext: Bitext, beads: Sequence[Bead], model: CoverageModel) -> dict[int, Any]:
    # What is longer is not measured, and said to be: the model compares every word with every other.
    two_sided = [b for b in beads if b.source and b.target and _words(b, "source") * _words(b, "target") <= MOST_PAIRS]
    pairs = [(b.side_text("source"), b.side_text("target")) for b in two_sided]
    covered = model.predict(pairs, source_lang=bitext.source_lang, target_lang=bitext.target_lang)
    return {bead.index: both for bead, both in zip(two_sided, covered, strict=True)}


def _evidence(bitext: Bitext, bead: Bead, back: dict[str, Translated], covered: Any, *, in_sentences: bool) -> Evidence:
    side, *_ = rendering(bitext)
    parts = [back[segment.text] for segment in bead.segments(side)]
    said = [part for part in parts if part and not isinstance(part, Failure)]
    whole = " ".join(said) if said and len(said) == len(parts) else None
    other = bead.side_text("source" if side == "target" else "target")
    return Evidence(
        bead=bead,
        back_translation=whole,
        metrics=measure(whole, other, in_sentences=in_sentences) if whole and _measurable(other) else None,
        source_coverage=covered[0] if covered else None,
        target_coverage=covered[1] if covered else None,
        not_measured=(*["back_translation"] * bool(parts and whole is None), *_unreadable(bead)),
    )


def _measurable(text: str) -> bool:
    return 0 < len(text.split()) <= MOST_WORDS


def _unreadable(bead: Bead) -> tuple[str, ...]:
    """Word coverage, where words of the Arabic run together and cannot be told apart."""
    joined = (one for s in (*bead.source, *bead.target) for one in run_together(s.text, s.lang))
    return ("word_coverage",) if any(not one.gaps for one in joined) else ()


def _reconsidered(evidence: Evidence, second: BackTranslationEvidence) -> Evidence:
    if evidence.source_coverage is None or evidence.back_translation is None:
        return evidence
    source = evidence.bead.side_text("source")
    covered = second.reweigh(evidence.source_coverage, source, evidence.back_translation)
    return replace(evidence, source_coverage=covered)


@lru_cache(maxsize=4096)
def measure(hypothesis: str, reference: str, *, in_sentences: bool = True) -> Metrics:
    """Sentence-level chrF, BLEU (effective order) and TER of a back-translation against the source (sacrebleu).

    TER takes longer than all else that is done with a pair. Of a word-by-word gloss (`in_sentences` false), whose words
    stand in the other language's order, it says nothing and is left out. Remembered for a second check.
    """
    chrf, bleu, ter = _metrics()
    references = [reference]
    return Metrics(
        chrf=chrf.sentence_score(hypothesis, references).score,
        bleu=bleu.sentence_score(hypothesis, references).score,
        ter=ter.sentence_score(hypothesis, references).score if in_sentences else None,
    )


def metrics_signature() -> str:
    """sacrebleu's own signatures of the three metrics."""
    measure(".", ".")  # a metric has no signature before it has measured something
    return " ".join(f"{m.get_signature()}" for m in _metrics())


@cache
def _metrics() -> tuple[Any, Any, Any]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return CHRF(), BLEU(effective_order=True), TER()
