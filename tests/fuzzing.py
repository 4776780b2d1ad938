# ruff: noqa: E501 - the inputs are easier to read on one line
"""Damaged inputs, made from whole ones by chance that a seed decides: `python -m tests.fuzzing --count 5000 --seed 1`.

Every file goes through the command line in this process. A run must end with an exit code of the four, with one line
for each fault, and with neither a traceback nor an internal error; the slowest file and the memory in use are told.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EN, AR = (
    "Prices rose by 5% to $347 million in May, said Karim.",
    "قال كريم إن الأسعار ارتفعت بنسبة 5% إلى 347 مليون دولار في مايو.",
)
POST = f"Storm closes roads\n{EN}\nالعاصفة تغلق الطرق\n{AR}\n"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
TEXTS: dict[str, str] = {
    "post.txt": POST,
    "post.md": f"---\ntitle: x\n---\n# Storm\n\n**{EN}** [a](http://x/y)\n\n> {AR}\n\n| a | b |\n|---|---|\n| {EN} | {AR} |\n",
    "pairs.tsv": f"{EN}\t{AR}\n" * 2,
    "table.csv": f'id,source,target\n1,"{EN}","{AR}"\n',
    "rows.jsonl": f'{{"source": "{EN}", "target": "{AR}", "n": 1}}\n' * 2,
    "page.html": f'<html lang="en"><head><meta charset="utf-8"></head><body><h1>Storm</h1><p>{EN}</p><!-- tqcheck: ignore '
    f'TQ301 r --><table><tr><td dir="rtl">{AR}</td></tr></table></body></html>',
    "unit.xlf": f'{_XML}<xliff version="1.2"><file source-language="en" target-language="ar" original="o" datatype="x">'
    f'<body><trans-unit id="1" translate="yes"><source>{EN}</source><target>{AR}</target></trans-unit></body></file></xliff>',
    "memory.tmx": f'{_XML}<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>{EN}</seg></tuv>'
    f'<tuv xml:lang="ar"><seg>{AR}</seg></tuv></tu></body></tmx>',
    "text.po": f'msgid ""\nmsgstr "Language: ar\\nPlural-Forms: nplurals=2; plural=n!=1;\\n"\n\nmsgid "{EN}"\nmsgid_plural "{EN}"\n'
    f'msgstr[0] "{AR}"\nmsgstr[1] "{AR}"\n',
    "feed.rss": f'{_XML}<rss version="2.0"><channel><language>en</language><item><title>Storm</title><description>{EN} &lt;p&gt;'
    f"{AR}</description></item></channel></rss>",
    "feed.atom": f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Storm</title><content type="html">{EN} {AR}'
    "</content></entry></feed>",
    "export.xml": f'{_XML}<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/'
    f'content/"><channel><item><title>S</title><content:encoded><![CDATA[{EN}\n{AR}]]></content:encoded><wp:post_id>7'
    "</wp:post_id><wp:post_type>post</wp:post_type></item></channel></rss>",
}
OWN: dict[str, tuple[str, str]] = {
    "tqcheck.toml": ("--config", 'fail-on = "minor"\nbeams = 2\nmax = { critical = 0 }\n[[overrides]]\npaths = ["a/**"]\n'),
    "accepted.toml": (
        "--suppressions", '[[suppress]]\ncode = "TQ301"\npath = "**"\nreason = "r"\nuntil = 2099-01-31\n',
    ),
    "known.json": (
        "--baseline",
        '{"schema": "tqcheck.baseline/1", "version": "0", "findings": [{"fingerprint": "0123456789abcdef", "path": "p", '
        '"code": "TQ301", "message": "m"}]}',
    ),
    "terms.tsv": ("--glossary", "source\ttarget\tstatus\nprices\tالأسعار\trequired\n\tثمن\tforbidden\n"),
    "back.tsv": ("--mt-model", f"{AR}\t{EN}\nالعاصفة تغلق الطرق\tThe storm closes the roads\n"),
}  # fmt: skip
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b]52;c;x\x07", b"\x9b", b"\xed\xa0\x80", "\u202e".encode(), b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"&x;", b"&#0;", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<" * 300, b"[" * 3000, b"{" * 3000, b"(" * 500,
    b"**a_" * 400, b"[a](" * 400, b"`" * 1000, b"> " * 300, b" " * 5000, b"\t" * 200, b"\n" * 3000, b"\r", b"9" * 4400,
    b"1e999999", b"NaN", b"-0", b"1/0", b"null", b"true", b'"', b"'", b"\\ud800", b"\\", b"%s%n", b"a" * 3000, b"a-" * 1500,
    b"a.b@" * 500, b"www." * 300, "ا".encode() * 3000, "ـ".encode() * 500, "٠١٢٣٤٥٦٧٨٩".encode() * 100, "مئة و".encode() * 200,
    b"one hundred and " * 100, b"nplurals=2; plural=n%0;", b"charset=undefined", b"charset=utf-7", b"translate=\"no\"",
    b"<!-- tqcheck: ignore-file TQ r -->", b"00:00:61", b"32.13.99999", b"$$$", "ﷺﷲ".encode(), b"=" * 200, b"#" * 100,
    b"../" * 20, b"__class__", b"0x" * 50, b"\xf0\x9f\x98\x80" * 100,
)  # fmt: skip
CODES = (0, 1, 2, 3)
_LIMIT = 60.0


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """The bytes with one to six changes."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(out) + 1)
        end = min(len(out), at + chance.choice((1, 4, 40, 400)))
        match chance.randrange(8):
            case 0:
                out[at:at] = chance.choice(TOKENS)
            case 1:
                out[at:end] = chance.choice(TOKENS)
            case 2:
                out[at:end] = b""
            case 3:
                out[at:at] = out[at:end] * chance.choice((1, 3, 50))
            case 4:
                out[at:end] = chance.randbytes(end - at)
            case 5:
                del out[at:]
            case 6:
                other = chance.choice(others)
                cut = chance.randrange(len(other) + 1)
                out[at:] = other[cut:]
            case 7 if out:
                out[min(at, len(out) - 1)] ^= 1 << chance.randrange(8)
    return bytes(out[: 1 << 18])


def seeds(more: Path | None = None) -> dict[str, bytes]:
    """Whole inputs by name, with the office documents that the tests have."""
    found = {name: text.encode() for name, text in TEXTS.items()}
    made = Path(__file__).parent / "posts" / "made"
    for file in sorted((*made.glob("*"), *(more.glob("*") if more else ()))):
        if file.suffix not in (".sh", ".py", ".gz") and file.stat().st_size < 200_000:
            found.setdefault(file.name, file.read_bytes())
    return found


@dataclass
class Outcome:
    """What became of all files."""

    codes: Counter[int] = field(default_factory=Counter)
    faulty: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def add(self, name: str, code: int, out: str, seconds: float) -> None:
        self.codes[code] += 1
        self.slowest = max(self.slowest, (seconds, name))
        defect = "Traceback" in out or "internal error" in out or "details are in" in out
        if code not in CODES or defect or seconds > _LIMIT:
            line = next((line for line in out.splitlines() if "details are in" in line or "error" in line.lower()), "")
            self.faulty.append(f"{name}: exit {code}, {seconds:.1f} s: {line[:300]}")


def case(number: int, seed: int, folder: Path, whole: dict[str, bytes]) -> tuple[str, list[str]]:
    """The files of one case, written, and the arguments that read them; the same for the same numbers."""
    chance = random.Random(f"{seed}/{number}")
    others = list(whole.values())
    if chance.random() < 0.2:
        name = chance.choice(list(OWN))
        option, text = OWN[name]
        file = folder / f"{number}-{name}"
        file.write_bytes(mutated(text.encode(), chance, others))
        post = folder / "whole.txt"
        post.write_text(POST, "utf-8")
        value = f"recorded:{file}" if option == "--mt-model" else str(file)
        return file.name, [str(post), option, value]
    name = chance.choice(list(whole))
    stem, _, suffix = name.rpartition(".")
    if chance.random() < 0.1:
        suffix = chance.choice(list(whole)).rpartition(".")[2]
    file = folder / f"{number}-{stem}.{suffix}"
    file.write_bytes(mutated(whole[name], chance, others))
    return file.name, [str(file)]


def run_case(arguments: Sequence[str]) -> tuple[int, str, float]:
    """Exit code, all that was said, and seconds of the processor's time."""
    from tqcheck.cli import app, border
    from tqcheck.deadline import OverTimeError, deadline

    said = io.StringIO()
    model = [] if "--mt-model" in arguments else ["--mt-model", "gloss"]
    given = ["check", *arguments, *model, "--offline", "--compact", "--color", "never"]
    start = time.process_time()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            with deadline(2 * _LIMIT):
                code = border.run(lambda: app(given, obj=given, prog_name="tqcheck", standalone_mode=False))
        except OverTimeError:
            code = -1
    return code, said.getvalue(), time.process_time() - start


def fuzz(
    numbers: Sequence[int], seed: int, folder: Path, more: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Outcome:  # fmt: skip
    """Run the cases of a seed, with models that are loaded once."""
    from tqcheck.api import Engine
    from tqcheck.config import Config

    engine = Engine(Config(offline=True, mt_model="gloss"))
    vars_of: Any = Engine
    vars_of.builtin_encoder, vars_of.coverage = engine.builtin_encoder, engine.coverage
    outcome, whole = Outcome(), seeds(more)
    for number in numbers:
        name, arguments = case(number, seed, folder, whole)
        code, said, seconds = run_case(arguments)
        before = len(outcome.faulty)
        outcome.add(f"seed {seed}, case {name}", code, said, seconds)
        for fault in outcome.faulty[before:]:
            tell(fault)
        (folder / name).unlink()
    return outcome


def main() -> None:
    """Fuzz, say what came of it, and end with 1 if a case failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--more", type=Path, default=None, help="a folder of further whole inputs")
    options = parser.parse_args()
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        numbers = range(options.first, options.first + options.count)
        outcome = fuzz(numbers, options.seed, Path(folder), options.more, lambda line: print(line, flush=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{options.count} files, seed {options.seed}: exit codes {dict(sorted(outcome.codes.items()))}")
    print(f"{len(outcome.faulty)} failed; slowest {outcome.slowest[0]:.1f} s ({outcome.slowest[1]}); memory {peak} MB")
    sys.exit(bool(outcome.faulty))


if __name__ == "__main__":
    main()
