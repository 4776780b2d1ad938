"""Imports point one way: a module imports only from levels below its own, and siblings never import each other."""

import ast
from pathlib import Path

import tqcheck

ROOT = Path(tqcheck.__file__).parent
# Top first.
LEVELS = (
    ("cli",), ("desk",), ("output", "review"), ("archive",), ("api",), ("stages",), ("report",), ("gate", "score"),
    ("opinion",), ("checks",), ("evidence",), ("align",), ("coverage",), ("translate",), ("ingest",), ("glossary",),
    ("quantities", "names", "meaning"), ("text", "examples"), ("config",), ("service",), ("encoder",),
    ("plugins", "files", "store"), ("records",), ("lang", "internal",), ("severity", "errors", "visible", "deadline"),
)  # fmt: skip
LEVEL = {name: n for n, names in enumerate(LEVELS) for name in names}


def imported(path):
    """Parts of tqcheck that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module == "tqcheck":
            names = [f"tqcheck.{a.name}" for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        yield from (n.split(".")[1] for n in names if n.startswith("tqcheck.") and n != "tqcheck.__version__")


def test_every_part_has_a_level():
    parts = {p.stem for p in ROOT.glob("*.py")} | {p.parent.name for p in ROOT.glob("*/__init__.py")}
    assert parts - {"__init__", "__main__"} == set(LEVEL)


def test_imports_point_downwards():
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in ROOT.rglob("*.py")
        if (own := path.relative_to(ROOT).parts[0].removesuffix(".py")) in LEVEL
        for other in imported(path)
        if other != own and LEVEL[other] <= LEVEL[own]
    ]
    assert wrong == []


def test_only_model_files_import_torch_or_transformers():
    def names(path):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (a.name.split(".")[0] for a in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield (node.module or "").split(".")[0]

    users = {
        path.relative_to(ROOT).parts[0] for path in ROOT.rglob("*.py") if {"torch", "transformers"} & set(names(path))
    }
    assert users <= {"coverage", "encoder", "translate"}
