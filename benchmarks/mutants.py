"""Do the tests notice? Changes one condition, operator or number at a time and runs the tests of that module.

    python -m benchmarks.mutants --sample 100 --seed 1

A mutant that no test notices survives: it is printed, and either a test is missing or the change changes nothing.
Nothing is written: each mutant lives in a forked process whose import of that one file is answered with the changed
code. Needs a system with fork.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import importlib.machinery
import io
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

# The tests of each module; a folder's where its files have none of their own. The quick ones: what takes a model or a
# subprocess for every test would take days.
TESTS: dict[str, tuple[str, ...]] = {
    "checks/attribution": ("test_exact_findings", "test_negation", "test_language_tables"),
    "checks/coverage_found": ("test_coverage_spans", "test_coverage_findings"),
    "checks/denials": ("test_negation", "test_language_tables"),
    "checks/linked_names": ("test_names", "test_language_tables"),
    "checks/severed": ("test_sentence_checks",),
    "checks/spacing": ("test_run_together",),
    "checks/untranslated": ("test_sentence_checks",),
    "checks/changed": ("test_changed",),
    "checks/coverage": ("test_coverage_spans", "test_coverage_findings"),
    "checks/form": ("test_form_checks", "test_language_tables"),
    "checks/links": ("test_form_checks", "test_language_tables"),
    "checks/names": ("test_exact_findings", "test_names", "test_language_tables"),
    "checks/negation": ("test_exact_findings", "test_negation", "test_language_tables"),
    "checks/pairing": ("test_changed",),
    "checks/quantities": ("test_exact_findings", "test_quantities"),
    "checks/quotes": ("test_form_checks", "test_language_tables"),
    "checks/reconcile": ("test_reconcile",),
    "checks/sentences": ("test_sentence_checks",),
    "checks/terminology": ("test_terminology", "test_language_tables"),
    "gate": ("test_gate", "test_gate_exact", "test_decisions"),
    "score": ("test_score",),
    "text": ("test_negation", "test_sentences", "test_languages", "property/test_text"),
}
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
    """Position in `ast.walk`, what, and how, of every change outside of annotations and the checks' documentation."""
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if part is not None
        for inner in ast.walk(part)
    }
    return [
        (at, what, how)
        for at, node in enumerate(ast.walk(tree))
        if id(node) not in skipped
        for what, how in changes(node)
    ]


def folder(path: Path) -> list[Path]:
    """The modules of a folder."""
    return sorted(path.glob("*.py"))


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    nodes = list(ast.walk(tree))
    return [Mutant(path, n, nodes[at].lineno, what) for n, (at, what, _) in enumerate(places(tree))]  # type: ignore[attr-defined]


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

    signal.alarm(_SECONDS)
    if mutant:
        _answer_with(compile(mutated(mutant), str(mutant.path), "exec"), mutant.path)
    quiet = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:warnings", "--no-header", "--tb=no"]
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return int(pytest.main([*quiet, *files]))
    except BaseException:
        return 1


def _answer_with(code: Any, path: Path) -> None:
    """Let the import of one file give this code."""
    given = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: Any, fullname: str) -> Any:
        return code if Path(self.path) == path else given(self, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


def main() -> None:
    """Prints the survivors, and the share of the mutants that were noticed, by module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=100, help="mutants to try, drawn at random; 0: all")
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
    every = [m for f in files if tests_of(f, package) for m in mutants(f)]
    chosen = random.Random(options.seed).sample(every, min(options.sample or len(every), len(every)))
    tally: Counter[tuple[str, bool]] = Counter()
    for tests in {tuple(tests_of(m.path, package)) for m in chosen}:
        prepare(list(tests))
    print(f"{len(chosen)} of {len(every)} mutants", flush=True)
    for mutant in sorted(chosen, key=lambda m: (m.path, m.line)):
        noticed = killed(mutant, package)
        where = str(mutant.path.relative_to(package))
        tally[where.split("/")[0], noticed] += 1
        if not noticed:
            line = mutant.path.read_text("utf-8").splitlines()[mutant.line - 1].strip()
            print(f"survived  {where}:{mutant.line}  {mutant.what}  {line}", flush=True)
    for part in sorted({part for part, _ in tally}):
        done, missed = tally[part, True], tally[part, False]
        print(f"{part:12} {done} of {done + missed} noticed")
    noticed = sum(n for (_, seen), n in tally.items() if seen)
    print(f"{'all':12} {noticed} of {sum(tally.values())} noticed ({noticed / max(sum(tally.values()), 1):.0%}), "
          f"of {len(every)} possible")  # fmt: skip


if __name__ == "__main__":
    main()
