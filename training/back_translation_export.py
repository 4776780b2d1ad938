"""Writes the adapters of a run: `python -m training.back_translation_export --run DIR --base DIR --output FILE`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from safetensors.torch import load_file

from tqcheck.translate.fluent.adapters import Adapters, dump_adapters
from tqcheck.translate.fluent.vocabulary import closed

BASE = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
BYTES = 300
"""The first pieces of the base's vocabulary: marks of its own and single bytes, with which all can be written."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--run", type=Path, required=True, help="what training wrote")
    parser.add_argument("--base", type=Path, required=True, help="the base as a folder of transformers'")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--scale", type=float, default=2.0)
    args = parser.parse_args()
    said, read = json.loads((args.run / "pieces.json").read_text())
    model = json.loads((args.base / "tokenizer.json").read_text("utf-8"))["model"]
    number, piece = model["vocab"], {n: p for p, n in model["vocab"].items()}
    merges = [tuple(m) for m in model["merges"]]
    first = sorted({*range(BYTES), *said})
    whole = {number[p] for p in closed((piece[n] for n in {*first, *read} if n in piece), merges) if p in number}
    pieces = [n for n in [*first, *sorted(whole - set(first))] if n in piece]
    adapters = Adapters(
        tensors=load_file(args.run / "adapters.safetensors"), pieces=tuple(pieces),
        said=sum(1 for n in first if n in piece), scale=args.scale, base=BASE,
    )  # fmt: skip
    args.output.write_bytes(dump_adapters(adapters))
    print(f"{len(pieces)} pieces, {adapters.said} of them said, {args.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
