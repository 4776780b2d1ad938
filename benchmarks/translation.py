"""Quality and speed of back-translation: `python -m benchmarks.translation --data DIR [--model FOLDER] [--speed]`.

Quality: chrF and BLEU against the English reference, recall of the reference's numbers and names, and the share of the
output's numbers and names that the reference does not have. Speed: a random Marian of OPUS-MT's size, batched here and
called sentence by sentence through plain transformers. With --answers: how many of the references and of the recorded
outputs the checks on a language model's answers would refuse.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tqcheck.coverage.neural import NeuralCoverage
from tqcheck.encoder.builtin import UseEncoder
from tqcheck.errors import UsageError
from tqcheck.translate import Failure, TranslationSettings, fast, make, neural
from tqcheck.translate.answers import fault_of
from tqcheck.translate.outcome import GLOSSED

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")


def main() -> None:
    """Prints a table of systems by corpus, or the speed comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("TQCHECK_DATA"), help="folder with dev/")
    parser.add_argument("--model", action="append", default=[], help="a translation model beside the gloss")
    parser.add_argument("--limit", type=int, help="rows of each corpus")
    parser.add_argument("--speed", action="store_true", help="measure speed with random weights instead")
    parser.add_argument("--answers", action="store_true", help="count what the checks on answers refuse instead")
    arguments = parser.parse_args()
    if arguments.speed:
        speed()
        return
    if arguments.data is None:
        parser.error("--data or TQCHECK_DATA must name the data folder")
    if arguments.answers:
        refused(Path(arguments.data), arguments.limit)
        return
    judge = NeuralCoverage(UseEncoder())
    print("corpus  system      chrF  BLEU  numbers kept/unsupported  names kept/unsupported  sentences/s")
    for corpus, arabic, english, recorded in corpora(Path(arguments.data), arguments.limit):
        for system, output in recorded.items():
            row(corpus, system, output, english, None)
        for name in ["gloss", *arguments.model]:
            settings = TranslationSettings(offline=True, cache=False, judge=judge)
            translator = make(name, settings)
            start = time.perf_counter()
            said = translator.translate(arabic, source="ar", target="en")
            output = ["" if isinstance(text, Failure) else text.removeprefix(GLOSSED) for text in said]
            instead = sum(isinstance(text, str) and text.startswith(GLOSSED) for text in said)
            row(corpus, Path(name).name, output, english, len(arabic) / (time.perf_counter() - start))
            if instead:
                print(f"        {instead} of {len(said)} of them glossed instead")


def refused(data: Path, limit: int | None) -> None:
    """Prints, for each corpus and system, how many translations are refused and why."""
    for corpus, arabic, english, recorded in corpora(data, limit):
        for system, output in {"reference": english, **recorded}.items():
            pairs = zip(arabic, output, strict=True)
            reasons = Counter(reason for text, said in pairs if (reason := fault_of(text, said, "ar", "en")))
            print(f"{corpus:7} {system:10} {sum(reasons.values()):3} of {len(output)} refused  {dict(reasons)}")


def corpora(data: Path, limit: int | None) -> list[tuple[str, list[str], list[str], dict[str, list[str]]]]:
    """Name, Arabic, English and recorded outputs of each corpus."""
    with gzip.open(data / "dev" / "flores_dev_recorded_mt.tsv.gz", "rt", encoding="utf-8") as lines:
        head, *rows = [line.rstrip("\n").split("\t") for line in lines]
    rows = rows[:limit]
    recorded = {head[c]: [r[c] for r in rows] for c in range(2, 6)}
    flores = ("flores", [r[1] for r in rows], [r[0] for r in rows], recorded)
    text = (data / "dev" / "ntrex_45docs.tsv").read_text("utf-8")
    news = [line.split("\t") for line in text.splitlines()][1:][:limit]
    held = [row.split("\t") for row in (data / "dev/held/xnli.tsv").read_text("utf-8").splitlines()][:limit]
    return [
        flores,
        ("ntrex", [r[2] for r in news], [r[1] for r in news], {}),
        ("xnli", [r[1] for r in held], [r[0] for r in held], {}),
    ]


def row(corpus: str, system: str, output: list[str], english: list[str], rate: float | None) -> None:
    """Prints one system's figures."""
    import sacrebleu

    chrf, bleu = sacrebleu.corpus_chrf(output, [english]).score, sacrebleu.corpus_bleu(output, [english]).score
    numbers, names = fidelity(output, english, NUMBER), fidelity(output, english, NAME)
    speed_text = f"{rate:9.0f}" if rate else "        -"
    print(f"{corpus:7} {system:10} {chrf:5.1f} {bleu:5.1f}  {numbers:>24}  {names:>22}  {speed_text}")


def fidelity(output: list[str], english: list[str], pattern: re.Pattern[str]) -> str:
    """Share of the reference's items in the output, and of the output's that the reference lacks."""
    kept = wanted = unsupported = said = 0
    for ours, theirs in zip(output, english, strict=True):
        want, have = set(pattern.findall(theirs)), set(pattern.findall(ours))
        wanted, kept = wanted + len(want), kept + sum(item.lower() in ours.lower() for item in want)
        said, unsupported = said + len(have), unsupported + sum(item.lower() not in theirs.lower() for item in have)
    return f"{kept / max(1, wanted):.2f}/{unsupported / max(1, said):.2f}"


def speed(sentences: int = 32) -> None:
    """Prints the seconds of both ways and how many outputs are the same; no sentence ends before its full length."""
    import torch
    from transformers import AutoTokenizer, MarianMTModel

    from tests.tiny_models import PAIRS

    texts = [" ".join(PAIRS[(i + k) % len(PAIRS)][0] for k in range(1 + i % 3)) + f" {i}" for i in range(sentences)]
    with tempfile.TemporaryDirectory() as folder:
        saved = random_marian(Path(folder))
        tokenizer, model = AutoTokenizer.from_pretrained(saved), MarianMTModel.from_pretrained(saved).eval()

        def one_by_one(texts: list[str]) -> list[str]:
            with torch.inference_mode():
                return [tokenizer.decode(one(text)[0, 1:], skip_special_tokens=True) for text in texts]

        def one(text: str) -> torch.Tensor:
            inputs = tokenizer([text], return_tensors="pt")
            room = 2 * inputs["input_ids"].shape[1] + 16
            return model.generate(**inputs, max_new_tokens=room, max_length=None, num_beams=1)

        wanted, plain = timed(one_by_one, texts)
        print(f"{sentences} sentences, {torch.get_num_threads()} threads, load {os.getloadavg()[0]:.1f}")
        print(f"plain transformers, one by one, float32: {plain:.1f} s")
        for dtype in ("float32", "bfloat16", "int8"):
            settings = TranslationSettings(offline=True, cache=False, probe=False, device="cpu", dtype=dtype)
            translator: Any = make(str(saved), settings)
            # Every output runs to its full length, which would count as a loop.
            neural.judge = fast.judge = lambda _, output, __: (output, "")
            try:
                got, took = timed(partial(translator.translate, source="ar", target="en"), texts)
            except UsageError as error:
                print(f"{dtype}: {error}")
                continue
            # In a batch every output is as long as the longest source allows.
            same = sum(a.startswith(" ".join(b.split())) for a, b in zip(got, wanted, strict=True))
            print(f"batched here, {dtype}: {took:.1f} s, {plain / took:.1f} times as fast, {same} outputs the same")


def timed(translate: Callable[[list[str]], list[str]], texts: list[str]) -> tuple[list[str], float]:
    """The translations and their seconds, without loading."""
    translate(texts[:1])
    start = time.perf_counter()
    return translate(texts), time.perf_counter() - start


def random_marian(folder: Path) -> Path:
    """A tokeniser made from a few sentences and a network of OPUS-MT's size (77 M parameters) with random weights."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    from tests import tiny_models

    saved = tiny_models.marian(folder, pairs=tiny_models.PAIRS[:1])
    vocabulary = 62_802
    names = [name for name in json.loads((saved / "vocab.json").read_text("utf-8")) if name != "<pad>"]
    names += [*(f"filler{n}" for n in range(len(names), vocabulary - 1)), "<pad>"]
    padded = folder / "vocab.json"
    padded.write_text(json.dumps({name: n for n, name in enumerate(names)}), "utf-8")
    pieces = str(saved / "source.spm")
    MarianTokenizer(source_spm=pieces, target_spm=pieces, vocab=str(padded)).save_pretrained(saved)
    config = MarianConfig(
        vocab_size=vocabulary, d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8,
        decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048, max_position_embeddings=512,
        pad_token_id=vocabulary - 1, eos_token_id=0, decoder_start_token_id=vocabulary - 1, scale_embedding=True,
        forced_eos_token_id=None, static_position_embeddings=True,
    )  # fmt: skip
    network = MarianMTModel(config)
    # Only pieces that the small tokeniser can spell, and never the end; the work is that of the whole vocabulary.
    network.final_logits_bias[0, 0] = -1e4
    network.final_logits_bias[0, tiny_models.PIECES - 10 :] = -1e4
    network.save_pretrained(saved)
    return saved


if __name__ == "__main__":
    main()
