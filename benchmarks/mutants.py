"""Do the tests notice? Changes one condition, operator or number at a time and runs the tests of that module.

    python -m benchmarks.mutants --sample 100 --seed 1    # of all, at random
    python -m benchmarks.mutants --each 40 --seed 1       # of each area: checks, gate, score.py, text

A mutant that no test notices survives: it is printed, and either a test is missing or the change changes nothing that
can be observed; the latter are listed with the reason in `mutants_equivalent.tsv`, and left out.
Nothing is written: each mutant lives in a forked process whose import of that one file is answered with the changed
code. Needs a system with fork.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import csv
import importlib
import importlib.machinery
import io
import os
import random
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

# The tests of each module, the quickest first; a folder's where its files have none of their own. What takes a model or
# a subprocess for every test would take days.
_LINKED = ("test_links_by_hand", "test_linked", "test_snapshots")
_FORM = ("test_form_checks", "test_language_tables")
_TEXT = ("test_text", "property/test_text")
TESTS: dict[str, tuple[str, ...]] = {
    "checks/__init__": ("test_evidence", "test_extending", "test_plugins", "test_second_opinion"),
    "checks/arabic_persons": ("test_persons", *_LINKED),
    "checks/arabic_verbs": _LINKED,
    "checks/english_verbs": _LINKED,
    "checks/attribution": ("test_links_by_hand", "test_exact_findings", "test_negation", *_LINKED[1:]),
    "checks/certainty": _LINKED,
    "checks/changed": _LINKED,
    "checks/converse": _LINKED,
    "checks/coverage": ("test_coverage_spans", "test_coverage_findings", *_LINKED),
    "checks/coverage_found": ("test_coverage_spans", "test_coverage_findings", "test_snapshots"),
    "checks/denials": ("test_links_by_hand", "test_negation", *_LINKED[1:]),
    "checks/form": _FORM,
    "checks/kinds": _LINKED,
    "checks/linked_names": ("test_links_by_hand", "test_names", *_LINKED[1:]),
    "checks/links": _FORM,
    "checks/name_spelling": ("test_names", "test_exact_findings"),
    "checks/name_table": ("test_names", "test_exact_findings"),
    "checks/name_words": ("test_links_by_hand", "test_names", *_LINKED[1:]),
    "checks/names": ("test_exact_findings", "test_names", "test_language_tables", *_LINKED),
    "checks/negation": ("test_exact_findings", "test_negation", "test_language_tables", *_LINKED),
    "checks/one_or_more": _LINKED,
    "checks/opinion": ("test_second_opinion",),
    "checks/opposites": ("test_opposites", *_LINKED),
    "checks/pairing": ("test_links_by_hand", "test_exact_findings", *_LINKED[1:]),
    "checks/persons": ("test_persons", *_LINKED),
    "checks/phrases": ("test_sentence_checks", "test_links_by_hand"),
    "checks/prefixes": _LINKED,
    "checks/qualifiers": _LINKED,
    "checks/quantities": ("test_exact_findings", "test_quantities", *_FORM[1:], "test_links_by_hand", "test_snapshots"),
    "checks/quantity_messages": ("test_exact_findings", "test_quantities", "test_language_tables"),
    "checks/quotes": (*_FORM, "test_links_by_hand"),
    "checks/reconcile": ("test_reconcile", "test_snapshots"),
    "checks/roles": _LINKED,
    "checks/sentences": ("test_sentence_checks", "test_taken_along"),
    "checks/severed": ("test_sentence_checks", "test_links_by_hand"),
    "checks/spacing": ("test_run_together",),
    "checks/taken_along": ("test_taken_along",),
    "checks/terminology": ("test_terminology", "test_language_tables"),
    "checks/turned": _LINKED,
    "checks/unrelated": ("test_exact_unrelated", "test_unrelated"),
    "checks/untranslated": ("test_sentence_checks",),
    "checks/verbs": _LINKED,
    "gate": ("test_gate_exact", "test_gate", "test_gate_files", "test_decisions"),
    "gate/verdict": ("test_gate_exact", "test_gate", "test_second_opinion"),
    "score": ("test_score",),
    "text": (*_TEXT, "test_negation", "test_sentences", "test_exact_findings"),
    "text/arabic_script": (*_TEXT, "test_languages"),
    "text/attribution": (*_TEXT, "test_negation", "test_exact_findings"),
    "text/comments": (*_TEXT, "test_gate"),
    "text/cues": (*_TEXT, "test_negation", "test_exact_findings"),
    "text/languages": (*_TEXT, "test_languages"),
    "text/links": (*_TEXT, "test_form_checks", "test_mixed_lines"),
    "text/negation": (*_TEXT, "test_negation", "test_exact_findings"),
    "text/normalise": (*_TEXT, "test_names"),
    "text/quoting": (*_TEXT, "test_exact_findings"),
    "text/run_together": (*_TEXT, "test_run_together"),
    "text/scripts": (*_TEXT, "test_mixed_lines", "test_languages"),
    "text/sentences": (*_TEXT, "test_sentences"),
}
_UNSEEN = ("dataclass", "lru_cache", "cache")
"""Calls whose options change what a value costs, and nothing that it is."""
EQUIVALENT = Path(__file__).with_name("mutants_equivalent.tsv")
_COMPARED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_CALCULATED: dict[type, type] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
_SECONDS = 300


@dataclass(frozen=True)
class Mutant:
    """A file, the number of the change in it, the line, and what was changed."""

    path: Path
    number: int
    line: int
    what: str


def changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """What may be changed in a node, each with a function that does it."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            yield type(op).__name__, lambda n: n.ops.__setitem__(0, _COMPARED[type(op)]())
        case ast.BoolOp(op=op):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield type(op).__name__, lambda n: setattr(n, "op", other())
        case ast.UnaryOp(op=ast.Not()):
            yield "Not", lambda n: setattr(n, "operand", ast.UnaryOp(op=ast.Not(), operand=n.operand))
        case ast.BinOp(op=op) if type(op) in _CALCULATED:
            yield type(op).__name__, lambda n: setattr(n, "op", _CALCULATED[type(op)]())
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield "condition", lambda n: setattr(n, "test", ast.UnaryOp(op=ast.Not(), operand=n.test))
        case ast.Constant(value=bool(value)):
            yield str(value), lambda n: setattr(n, "value", not value)
        case ast.Constant(value=int() | float() as value):
            yield f"{value}", lambda n: setattr(n, "value", value + 1)


def places(tree: ast.AST) -> list[tuple[int, str, Any]]:
    """Position in `ast.walk`, what, and how, of every change that can be observed at all: none in an annotation."""
    skipped = {id(inner) for node in ast.walk(tree) for part in _unseen(node) for inner in ast.walk(part)}
    return [
        (at, what, how)
        for at, node in enumerate(ast.walk(tree))
        if id(node) not in skipped
        for what, how in changes(node)
    ]


def _unseen(node: ast.AST) -> Iterator[ast.AST]:
    """Parts whose change nobody sees: annotations and what they need, sizes of caches, `strict` of equal lengths."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        yield node
    yield from (part for name in ("annotation", "returns") if (part := getattr(node, name, None)) is not None)
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id in _UNSEEN
        yield from (keyword for keyword in node.keywords if named or keyword.arg == "strict")


def folder(path: Path) -> list[Path]:
    """The modules of a folder."""
    return sorted(path.glob("*.py"))


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = list(ast.walk(tree))
    found: list[Mutant] = []
    seen: Counter[tuple[int, str]] = Counter()
    for number, (at, what, _) in enumerate(places(tree)):
        line = nodes[at].lineno  # type: ignore[attr-defined]
        seen[line, what] += 1
        again = f" {seen[line, what]}" if seen[line, what] > 1 else ""
        found.append(Mutant(path, number, line, what + again))
    return found


def mutated(mutant: Mutant) -> str:
    """The file's code with the change."""
    tree = copy.deepcopy(ast.parse(mutant.path.read_text("utf-8")))
    at, _, how = places(tree)[mutant.number]
    how(list(ast.walk(tree))[at])
    return ast.unparse(ast.fix_missing_locations(tree))


def tests_of(path: Path, package: Path) -> list[str]:
    """The test files of a module that are there."""
    name = str(path.relative_to(package).with_suffix(""))
    names = TESTS.get(name) or TESTS.get(name.split("/")[0], ())
    return [f for n in names if Path(f := str(package.parent / "tests" / f"{n}.py")).exists()]


def killed(mutant: Mutant, package: Path) -> bool:
    """Whether the tests of the module fail with the change in it; one that takes too long counts as noticed."""
    return _forked(lambda: _run(tests_of(mutant.path, package), mutant))[0] != 0


def prepare(files: list[str]) -> None:
    """Check that the tests pass as things are, and load what they load of other packages, for the forks to have."""
    code, loaded = _forked(lambda: _run(files, None))
    if code:
        raise SystemExit(f"these tests fail without any change: {' '.join(files)}")
    for name in loaded.split():
        if name.split(".")[0] not in ("tqcheck", "tests", "benchmarks", "__main__"):
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def _forked(call: Any) -> tuple[int, str]:
    """Exit status of a call in a forked process, and the modules that it had loaded at its end."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = call()
        with os.fdopen(writer, "w") as told:
            told.write(" ".join(sys.modules))
        os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as told:
        loaded = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), loaded


def _run(files: list[str], mutant: Mutant | None) -> int:
    import pytest

    signal.alarm(_SECONDS if mutant else 0)
    if mutant:
        _answer_with(compile(mutated(mutant), str(mutant.path), "exec"), mutant.path)
    quiet = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:warnings", "--no-header", "--tb=no"]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return next((code for file in files if (code := int(pytest.main([*quiet, file])))), 0)  # quick ones first
    except BaseException:
        return 1


def _answer_with(code: Any, path: Path) -> None:
    """Let the import of one file give this code."""
    given = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: Any, fullname: str) -> Any:
        return code if Path(self.path) == path else given(self, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


def known_equivalent() -> dict[tuple[str, str, str], str]:
    """What was read and found to change nothing, with the reason, by file, line of code and change."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {(row["file"], row["code"], row["change"]): row["reason"] for row in rows}


def described(mutant: Mutant, package: Path) -> tuple[str, str, str]:
    """File, line of code, and what is changed in it."""
    code = mutant.path.read_text("utf-8").splitlines()[mutant.line - 1].strip()
    return str(mutant.path.relative_to(package)), code, mutant.what


def chosen_of(every: Sequence[Mutant], package: Path, options: argparse.Namespace) -> list[Mutant]:
    """A sample of all mutants, or as many of each area, in the order of the files."""
    areas: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in every:
        areas[_area(mutant, package) if options.each else ""].append(mutant)
    size = options.each or options.sample or len(every)
    draw = random.Random(options.seed)
    return sorted(
        (m for own in areas.values() for m in draw.sample(own, min(size, len(own)))), key=lambda m: (m.path, m.number)
    )


def _area(mutant: Mutant, package: Path) -> str:
    return mutant.path.relative_to(package).parts[0]


def main() -> None:
    """Prints the survivors, and the share of the mutants that were noticed, by area."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=100, help="mutants to try, drawn at random; 0: all")
    parser.add_argument("--each", type=int, default=0, help="as many of each area instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--modules", nargs="*", default=["checks", "gate", "score.py", "text"])
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    options = parser.parse_args()
    package = options.root / "tqcheck"
    os.chdir(options.root)
    sys.path.insert(0, str(options.root))
    files = [
        f for part in options.modules for f in ([package / part] if part.endswith(".py") else folder(package / part))
    ]
    known = known_equivalent()
    every = [m for f in files if tests_of(f, package) for m in mutants(f) if described(m, package) not in known]
    chosen = chosen_of(every, package, options)
    prepare(list(dict.fromkeys(file for mutant in chosen for file in tests_of(mutant.path, package))))
    print(f"{len(chosen)} of {len(every)} mutants", flush=True)
    tally: Counter[tuple[str, bool]] = Counter()
    for mutant in chosen:
        noticed = killed(mutant, package)
        tally[_area(mutant, package), noticed] += 1
        if not noticed:
            where, code, what = described(mutant, package)
            print(f"survived  {where}:{mutant.line}  {what}  {code}", flush=True)
    for part in sorted({part for part, _ in tally}):
        print(told(part, tally[part, True], tally[part, False]))
    print(told("all", *(sum(n for (_, seen), n in tally.items() if seen is want) for want in (True, False))))


def told(part: str, noticed: int, missed: int) -> str:
    """A line of the result."""
    return f"{part:12} {noticed} of {noticed + missed} noticed ({noticed / max(noticed + missed, 1):.0%})"


if __name__ == "__main__":
    main()
