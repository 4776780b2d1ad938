"""Code that is not ours: who may name it, how it is found, and what its failures come to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tqcheck import plugins
from tqcheck.api import Engine
from tqcheck.config import Config, ConfigError, load
from tqcheck.errors import PluginError, UsageError

POST = "Prices rose by 5% in May.\nارتفعت الأسعار بنسبة 5% في مايو.\n"
FAULTY = "Prices rose by 5% in May.\nارتفعت الأسعار بنسبة 7% في مايو.\n"
EVIL = """
import sys
class Quits:
    identity = "quits"
    def translate(self, texts, *, source, target): sys.exit(0)
    def encode(self, texts): sys.exit(0)
    def render(self, report): sys.exit(0)
class Raises:
    identity = "raises"
    def translate(self, texts, *, source, target): raise RuntimeError("two\\nlines")
class Short:
    identity = "short"
    def translate(self, texts, *, source, target): return ["one"]
class Numbers:
    identity = "numbers"
    def translate(self, texts, *, source, target): return [1 for _ in texts]
class Nan:
    identity = "nan"
    def encode(self, texts):
        import numpy
        return numpy.full((len(texts), 512), float("nan"), "float32")
class Long:
    identity = "long"
    def encode(self, texts):
        import numpy
        return numpy.ones((len(texts), 512), "float32")
class Fine:
    identity = "fine"
    def translate(self, texts, *, source, target): return ["Prices rose by 5% in May." for _ in texts]
    def render(self, report): return f"fine: {report.verdict.value}\\n"
"""


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module `evil_plugin` that can be imported."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "evil_plugin.py").write_text(EVIL)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH")))))
    return folder


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Quits", "translator 'evil_plugin:Quits' failed: SystemExit: 0"),
        ("Raises", "translator 'evil_plugin:Raises' failed: RuntimeError: two lines"),
        ("Short", "translator 'evil_plugin:Short' failed: it gave 1 answers, not a text for each of 2"),
        ("Numbers", "translator 'evil_plugin:Numbers' failed: it gave 2 answers, not a text for each of 2"),
    ],
)
def test_a_translator_that_fails_is_named(evil: Path, name: str, says: str) -> None:
    translator = Engine(Config(offline=True, probe=False, cache=False, mt_model=f"evil_plugin:{name}")).translator
    with pytest.raises(PluginError) as caught:
        translator.translate(["a", "b"], source="ar", target="en")
    assert (str(caught.value), caught.value.exit_code) == (says, 3)


@pytest.mark.parametrize("name", ["Nan", "Long"])
def test_vectors_that_cannot_be_believed_are_refused(evil: Path, name: str) -> None:
    encoder = Engine(Config(offline=True, encoder=f"evil_plugin:{name}")).encoder
    with pytest.raises(PluginError, match="not all finite and of length 1"):
        encoder.encode(["a"])


@pytest.mark.parametrize(
    "options",
    [
        ["--mt-model", "evil_plugin:Quits"],
        ["--mt-model", "sys:exit"],
        ["--encoder", "evil_plugin:Quits", "--mt-model", "gloss"],
        ["--format", "evil_plugin:Quits", "--mt-model", "gloss"],
        ["--format", "builtins:exit", "--mt-model", "gloss"],
    ],
)
def test_a_plugin_that_ends_the_process_never_passes(evil: Path, post: Callable[..., str], options: list[str]) -> None:
    arguments = ["check", post(POST), "--offline", "--no-cache", *options]
    done = subprocess.run([sys.executable, "-m", "tqcheck", *arguments], capture_output=True, text=True)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr + done.stdout
    assert "SystemExit" in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ('mt-model = "sys:exit"', "--mt-model"),
        ('encoder = "os.path:join"', "--encoder"),
        ('outputs = [{format = "builtins:exit", path = "x"}]', "--format"),
    ],
)
def test_a_settings_file_names_no_code(tmp_path: Path, line: str, option: str) -> None:
    file = tmp_path / "tqcheck.toml"
    file.write_text(f"\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, env={})
    assert len(caught.value.faults) == 1
    assert str(caught.value).startswith(f"{file}:2: ")
    assert f"names code, which a settings file must not; say {option}" in str(caught.value)
    assert load(tmp_path, env={plugins.ALLOW: "1"}).file == file


def test_the_call_and_the_environment_may_name_code(tmp_path: Path) -> None:
    assert load(tmp_path, env={"TQCHECK_MT_MODEL": "a:B"}).config.mt_model == "a:B"
    assert load(tmp_path, env={}, cli={"mt_model": "a:B"}).config.mt_model == "a:B"
    (tmp_path / "tqcheck.toml").write_text('mt-model = "recorded:known.tsv"\n')
    assert load(tmp_path, env={}).config.mt_model == "recorded:known.tsv"


@pytest.mark.parametrize("path", ["../x.html", "/tmp/x.html", "link/x.html", "link.html", "a/../../x"])
def test_a_settings_file_writes_below_its_own_folder(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "link.html").symlink_to("inside.html")
    (folder / "tqcheck.toml").write_text(f'outputs = [{{format = "html", path = "{path}"}}]\n')
    with pytest.raises(ConfigError, match=r"leads out of the folder|is a link"):
        load(folder, env={})


def test_a_settings_file_chooses_no_memory(tmp_path: Path) -> None:
    (tmp_path / "tqcheck.toml").write_text('cache-dir = "planted"\n')
    with pytest.raises(ConfigError, match="what is remembered there would be believed; say --cache-dir"):
        load(tmp_path, env={})


@pytest.fixture
def offered(evil: Path) -> Path:
    """A package that is installed and offers a translator and a reporter."""
    info = evil / "evil_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil-plugin\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[tqcheck.translators]\nfine = evil_plugin:Fine\ngloss = evil_plugin:Quits\n"
        "[tqcheck.reporters]\nfine = evil_plugin:Fine\n"
    )
    plugins.installed.cache_clear()
    return evil


def test_installed_packages_are_found_and_cannot_take_our_names(offered: Path, post: Callable[..., str]) -> None:
    try:
        assert plugins.installed("translator") == {"fine": "evil_plugin:Fine", "gloss": "evil_plugin:Quits"}
        assert plugins.known(plugins.TRANSLATORS, "translator")["gloss"].startswith("tqcheck.")
        with pytest.raises(UsageError, match="unknown format 'none': use one of csv, fine, "):
            plugins.resolve("none", plugins.REPORTERS, "format")
    finally:
        plugins.installed.cache_clear()
    folder = Path(post(FAULTY)).parent
    (folder / "tqcheck.toml").write_text(
        'mt-model = "fine"\nprobe = false\nfail-confidence = 0.1\n'
        'outputs = [{format = "fine", path = "fine.txt"}, {format = "json", path = "all.json"}]\n'
    )
    command = [sys.executable, "-m", "tqcheck", "check", "post.txt", "--offline", "--no-cache"]
    environment = {name: value for name, value in os.environ.items() if name != "TQCHECK_MT_MODEL"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (1, "")
    assert (folder / "fine.txt").read_text() == "fine: findings\n"
    assert json.loads((folder / "all.json").read_text())["signature"]["translator"] == "fine"


def test_what_is_checked_is_not_imported(post: Callable[..., str]) -> None:
    folder = Path(post(POST)).parent
    for name in ("typer", "numpy", "encodings", "sitecustomize", "usercustomize"):
        (folder / f"{name}.py").write_text("raise SystemExit(0)\n")
    command = [sys.executable, "-m", "tqcheck", "check", "post.txt", "--offline", "--mt-model", "gloss", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "PASSED" in done.stdout
