"""The measure of the tests: every module has tests that are there, and what is called equivalent still stands."""

import ast

import pytest

from benchmarks import mutants as measure

PACKAGE = measure.ROOT / "tqcheck"
MODULES = [
    path for part in ("checks", "gate", "text") for path in measure.folder(PACKAGE / part) if measure.mutants(path)
] + [PACKAGE / "score.py"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_has_tests(path):
    assert measure.tests_of(path, PACKAGE)


def test_the_tests_named_are_there_and_the_modules_too():
    for name, files in measure.TESTS.items():
        assert (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists(), name
        assert [file for file in files if not (measure.ROOT / "tests" / f"{file}.py").exists()] == [], name


def test_what_is_called_equivalent_still_stands_there():
    every = {measure.described(mutant, PACKAGE) for path in MODULES for mutant in measure.mutants(path)}
    assert set(measure.known_equivalent()) <= every
    assert all(measure.known_equivalent().values()), "each with its reason"


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("a < b", ["a <= b"]), ("a in b", ["a not in b"]), ("a and b", ["a or b"]), ("not a", ["not not a"]),
        ("a + b", ["a - b"]), ("x if y else z", ["x if not y else z"]), ("f(2)", ["f(3)"]), ("f(True)", ["f(False)"]),
        ("'text'", []), ("zip(a, b, strict=True)", []), ("lru_cache(maxsize=8)", []),
    ],
)  # fmt: skip
def test_one_change_at_a_time(code, changed, tmp_path):
    path = tmp_path / "module.py"
    path.write_text(code)
    assert [measure.mutated(mutant) for mutant in measure.mutants(path)] == changed


def test_annotations_are_left_alone():
    assert measure.places(ast.parse("def f(a: Literal[1]) -> Literal[2]: ...")) == []
    assert [what for what, _ in measure.changes(ast.parse("1", mode="eval").body)] == ["1"]
