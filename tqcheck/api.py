"""The library's front door, and the only place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from tqcheck import __version__, coverage, gate
from tqcheck.align.remembered import align_or_recall
from tqcheck.config import Config
from tqcheck.coverage.back_translation import BackTranslationEvidence
from tqcheck.coverage.remembered import RememberedCoverage
from tqcheck.deadline import OverTimeError, deadline
from tqcheck.errors import InputError, ModelUnavailableError, UsageError
from tqcheck.evidence import metrics_signature, rendering
from tqcheck.ingest import load, load_given, load_pair, load_texts
from tqcheck.ingest.unread import told
from tqcheck.opinion import SecondOpinion, second_opinion
from tqcheck.plugins import ENCODERS, Encoder, Translator, foreign, guarded_encoder, installed, resolve
from tqcheck.records import (
    Bead,
    Bitext,
    DocumentReport,
    Lang,
    Report,
    Signature,
)
from tqcheck.score import score
from tqcheck.service import Ledger
from tqcheck.service.ledger import told as told_sent
from tqcheck.stages import bounded, check_all, isolated, lost, measure
from tqcheck.store import BlobStore
from tqcheck.text.languages import NAMES
from tqcheck.text.run_together import respaced
from tqcheck.translate import TranslationSettings, fluent, is_steerable, make

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done, and of how much (`None` where that is not known)."""

FLUENT_NOTICE = (
    "back-translations are by tqcheck's own small model, which may read well and be wrong: take them for the gist "
    "(--mt-model gloss: word by word, at once)"
)
GLOSS_NOTICE = "back-translations are a word-by-word gloss made by tqcheck itself, not a translation"


def check(
    paths: Sequence[str] = (),
    *,
    source: str | None = None,
    target: str | None = None,
    config: Config | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check posts (`paths`: files, folders, patterns, `-`), or one story in two files (`source`, `target`).

    The same engine as the command line's, with the same defaults. Raises TqcheckError (InputError, UsageError,
    ModelError) where the call, the input or a model is wrong; what was found is in the report, never raised.
    """
    engine = Engine(config or Config(), progress)
    return engine.report(engine.load(paths, source=source, target=target))


class Engine:
    """The stages with their models, each loaded when first used and kept for the next documents.

    `quick`: where the configured translation model cannot be had the gloss stands in, not the fluent model, which takes
    some ten times as long as all else: for thousands of posts, or for somebody who waits at every key.
    """

    def __init__(self, config: Config, progress: Progress | None = None, *, quick: bool = False) -> None:
        self.config, self._quick = config, quick
        self._progress = progress
        self._notices: list[str] = []
        self._ledger = Ledger(config.max_requests)

    def load(
        self,
        paths: Sequence[str] = (),
        *,
        source: str | None = None,
        target: str | None = None,
        one_sentence_per_line: bool = False,
        fetched: Mapping[str, bytes] | None = None,
    ) -> list[Bitext]:
        """The bitexts that a call names; `fetched` are pages by address. Raises InputError or UsageError."""
        languages = self._languages()
        how: dict[str, Any] = {
            "one_sentence_per_line": one_sentence_per_line,
            "format_in": self.config.format_in,
            "obey": self.config.comments != "report",
            "text_fields": self.config.text_fields,
            "encode": lambda texts: self.encoder.encode(texts),
        }
        if (source is None) != (target is None):
            raise UsageError("--source and --target go together: one file a language")
        if source is not None and target is not None:
            if paths:
                raise UsageError("give either posts or --source and --target, not both")
            try:
                with deadline(self.config.max_seconds):
                    return load_pair(source, target, *languages, **how)
            except OverTimeError as error:
                raise InputError(f"{target}: not checked: to read it takes longer than max-seconds allows") from error
        if not paths:
            raise UsageError("nothing to check: give a post, a folder, a file of pairs, '-', or --source and --target")
        return load(paths, *languages, pairs=self.config.pairs, seconds=self.config.max_seconds, fetched=fetched, **how)

    def load_given(self, name: str, data: bytes) -> list[Bitext]:
        """The bitexts of a file whose bytes are given, whatever is on disk. Raises InputError or UsageError."""
        how: dict[str, Any] = {"format_in": self.config.format_in, "encode": lambda texts: self.encoder.encode(texts)}
        return load_given(name, data, *self._languages(), seconds=self.config.max_seconds, **how)

    def load_texts(self, source: tuple[str, str], target: tuple[str, str]) -> list[Bitext]:
        """The bitext of two plain texts, each with what to call it. Raises InputError or UsageError."""
        return load_texts(source, target, *self._languages())

    def _languages(self) -> tuple[Lang | None, Lang | None]:
        """The languages asked for, `None` where they are to be found out. Raises UsageError."""
        asked = self.config.source_lang, self.config.target_lang
        unknown = [lang for lang in asked if lang != "auto" and lang not in NAMES]
        if unknown and self.config.encoder == "use":
            raise UsageError(f"the encoder does not know language '{unknown[0]}': use one of {', '.join(NAMES)}")
        if asked[0] == asked[1] != "auto":
            raise UsageError(f"--source-lang and --target-lang are both '{asked[0]}'")
        source, target = (None if lang == "auto" else lang for lang in asked)
        return source, target

    @cached_property
    def store(self) -> BlobStore | None:
        """What is remembered of texts, beside their translations; `None` where nothing may be."""
        if not self.config.cache:
            return None
        from platformdirs import user_cache_path

        return BlobStore((self.config.cache_dir or user_cache_path("tqcheck")) / "measured", "texts")

    @cached_property
    def builtin_encoder(self) -> Encoder:
        """The encoder that the coverage model and the gloss were made with, whichever one aligns."""
        encoder: Encoder = resolve("use", ENCODERS, "encoder")(self.store)
        return encoder

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that aligns. Raises UsageError or ModelError."""
        name = self.config.encoder
        if name == "use":
            return self.builtin_encoder
        if name in ENCODERS or name in installed("encoder") or ":" in name:
            made = resolve(name, ENCODERS, "encoder")
            with foreign(f"encoder '{name}'"):
                return guarded_encoder(made(), name)
        from tqcheck.encoder.sentence_transformers import SentenceTransformerEncoder

        return guarded_encoder(SentenceTransformerEncoder(name, offline=self.config.offline), name)

    @cached_property
    def coverage(self) -> coverage.CoverageModel:
        """The word coverage model."""
        return RememberedCoverage(coverage.load, lambda: self.builtin_encoder, self.store)

    @cached_property
    def _second(self) -> BackTranslationEvidence:
        return BackTranslationEvidence(lambda: self.builtin_encoder)

    @cached_property
    def translator(self) -> Translator:
        """The configured translator; where it cannot be had one of tqcheck's own, with a notice. Raises ModelError."""
        settings = TranslationSettings.of(self.config, self._ledger, self._progress, self.coverage)
        try:
            return make(self.config.mt_model, settings)
        except ModelUnavailableError as error:
            readable = fluent.installed() and not self._quick
            own, notice = ("fluent", FLUENT_NOTICE) if readable else ("gloss", GLOSS_NOTICE)
            self._notices.append(f"{error}; {notice}")
            return make(own, settings)

    def align(self, bitexts: Sequence[Bitext]) -> list[tuple[Bitext, tuple[Bead, ...]]]:
        """Beads of each bitext: those the input states, or the aligner's; none of a post that fails here.

        Words that ran together are told apart before.
        """
        return isolated(
            bitexts,
            lambda some: [(b, b.beads if b.beads is not None else self._align(b)) for b in map(respaced, some)],
            lambda bitext, error: (lost(bitext, error), ()),
            self.config.max_seconds,
        )

    def _align(self, bitext: Bitext) -> tuple[Bead, ...]:
        return align_or_recall(bitext.source, bitext.target, lambda: self.encoder, self.store)

    def prefetch(self, bitexts: Iterable[Bitext]) -> None:
        """Translate what all these posts hold in full batches, if that is how the translator works best."""
        # What one post says must not be read together with another: it could tell a language model what to make of it.
        if (prefetch := getattr(self.translator, "prefetch", None)) and not is_steerable(self.translator):
            texts: dict[tuple[str, str], list[str]] = {}
            for b in bitexts:
                side, *direction = rendering(b)
                segments = b.source if side == "source" else b.target
                texts.setdefault((direction[0], direction[1]), []).extend(s.text for s in segments)
            for (source, target), some in texts.items():
                prefetch(some, source=source, target=target)

    def report(self, bitexts: Sequence[Bitext], *, partial: bool = False) -> Report:
        """Every stage from alignment to the verdict. `partial`: these are some of the posts of a larger run."""
        opinion = self._opinion
        kept, left_out = self._changed(bitexts)
        aligned = self.align([bounded(bitext, self.config.max_words) for bitext in kept])
        measured = measure(aligned, self.translator, self.coverage, self._second, self.config)
        read, checked = check_all(opinion.read(measured.documents), self.config)
        checked = opinion.judge(read, checked)
        documents = [
            DocumentReport(bitext=document.bitext, beads=document.beads, findings=findings, score=None)
            for document, findings in zip(read, checked.findings, strict=True)
        ]
        settled = gate.settle(
            documents, checked.runs, self.config, scorer=lambda d: score(d.beads, d.findings), partial=partial
        )
        sent = self._ledger.take()
        not_read = tuple(dict.fromkeys(unread for bitext in bitexts for unread in (*bitext.not_read, *bitext.exempt)))
        said = (*self._notices, *(notice for bitext in kept for notice in bitext.notices), *left_out, *told(not_read))
        said = (*told_sent(sent), *said)
        return Report(
            version=__version__,
            signature=self._signature(),
            documents=settled.documents,
            runs=checked.runs,
            verdict=settled.verdict,
            exit_code=settled.exit_code,
            reasons=settled.reasons,
            notices=tuple(dict.fromkeys((*said, *measured.notices, *self._store_notice(), *settled.notices))),
            not_read=not_read,
            sent=sent,
        )

    @cached_property
    def _opinion(self) -> SecondOpinion:
        """The second opinion that the settings ask for. Raises UsageError."""
        return second_opinion(self.config, self._ledger, self.store, self._progress)

    def _store_notice(self) -> tuple[str, ...]:
        return (self.store.notice,) if self.store and self.store.notice else ()

    def _changed(self, bitexts: Sequence[Bitext]) -> tuple[list[Bitext], tuple[str, ...]]:
        """The bitexts to check (with `since`, those that are not what they were then), and a line about the others."""
        if self.config.since is None:
            return list(bitexts), ()
        old_text = gate.texts_at(self.config.since)
        kept = [b for b in bitexts if gate.changed(b, old_text)]
        left_out = len(bitexts) - len(kept)
        posts = f"{left_out} post{'s' * (left_out > 1)}"
        return kept, (f"{posts} unchanged since {self.config.since}, not checked",) if left_out else ()

    def _signature(self) -> Signature:
        return Signature(
            translator=self.translator.identity,
            encoder=self.encoder.identity,
            coverage=self.coverage.identity,
            metrics=metrics_signature(),
            version=__version__,
            opinion=self._opinion.identity,
        )
