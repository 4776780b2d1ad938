"""Settings: one test per precedence rule, per kind of fault, and what the user is shown."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tqcheck.config import Config, ConfigError, MaxCounts, Output, json_schema, load, render_effective, template
from tqcheck.config.settings import KEYS
from tqcheck.config.toml_source import key_lines
from tqcheck.records import Severity

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file under the test's folder."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


def faults(start: Path, env: dict[str, str] | None = None, **cli: object) -> list[str]:
    """The messages of a load that must fail, with the test's folder left out."""
    with pytest.raises(ConfigError) as caught:
        load(start, env=env or {}, cli=cli, codes=("TQ301", "TQ302", "TQ601"))
    assert caught.value.exit_code == 2
    return [line.replace(f"{start}/", "") for line in str(caught.value).splitlines()]


# --- precedence: options > environment > nearest file > what it extends > defaults


def test_defaults(tmp_path: Path) -> None:
    loaded = load(tmp_path, env={})
    assert loaded.config == Config()
    assert set(loaded.origins.values()) == {"default"}
    assert loaded.file is None


def test_a_file_beats_the_default(write: Write, tmp_path: Path) -> None:
    file = write("tqcheck.toml", '# gate\nfail-on = "minor"\n')
    loaded = load(tmp_path, env={})
    assert loaded.config.fail_on == "minor"
    assert loaded.origins["fail_on"] == f"{file}:2"


def test_the_environment_beats_a_file(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", 'fail-on = "minor"\nbeams = 2\n')
    loaded = load(tmp_path, env={"TQCHECK_FAIL_ON": "critical"})
    assert (loaded.config.fail_on, loaded.config.beams) == ("critical", 2)
    assert loaded.origins["fail_on"] == "environment TQCHECK_FAIL_ON"


def test_an_option_beats_the_environment(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", 'fail-on = "minor"\n')
    loaded = load(tmp_path, env={"TQCHECK_FAIL_ON": "critical"}, cli={"fail_on": "never"})
    assert loaded.config.fail_on == "never"
    assert loaded.origins["fail_on"] == "option --fail-on"


def test_an_option_not_given_beats_nothing(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", 'select = ["TQ3"]\noffline = true\n')
    config = load(tmp_path, env={}, cli={"select": [], "offline": None, "outputs": ()}).config
    assert (config.select, config.offline) == (("TQ3",), True)


def test_false_given_as_an_option_beats_true_in_a_file(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", "probe = true\nmin-score = 50\n")
    config = load(tmp_path, env={}, cli={"probe": False, "min_score": 0.0}).config
    assert (config.probe, config.min_score) == (False, 0.0)


def test_the_nearest_file_upwards_is_used(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", "beams = 2\n")
    near = write("news/tqcheck.toml", "beams = 3\n")
    (tmp_path / "news/june").mkdir()
    assert load(tmp_path / "news/june", env={}).file == near
    assert load(tmp_path, env={}).config.beams == 2


def test_tqcheck_toml_beats_pyproject_beside_it_and_a_pyproject_without_our_table_is_passed_over(
    write: Write, tmp_path: Path
) -> None:
    write("pyproject.toml", "[tool.tqcheck]\nbeams = 2\n")
    write("news/pyproject.toml", "[tool.other]\nbeams = 9\n")
    assert load(tmp_path / "news", env={}).config.beams == 2
    write("tqcheck.toml", "beams = 4\n")
    assert load(tmp_path / "news", env={}).config.beams == 4


def test_a_file_named_in_the_call_beats_the_nearest_and_the_variable(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", "beams = 2\n")
    variable, named = write("a.toml", "beams = 5\n"), write("b.toml", "beams = 6\n")
    assert load(tmp_path, env={"TQCHECK_CONFIG": str(variable)}).config.beams == 5
    assert load(tmp_path, named, env={"TQCHECK_CONFIG": str(variable)}).config.beams == 6


def test_extend_is_beaten_by_what_extends_it_and_tables_merge(write: Write, tmp_path: Path) -> None:
    write("house/base.toml", 'beams = 2\nsensitivity = "high"\nseverity = {TQ6 = "minor"}\nmax = {minor = 5}\n')
    write("tqcheck.toml", 'extend = "house/base.toml"\nbeams = 3\nseverity = {TQ3 = "major"}\nmax = {major = 1}\n')
    config = load(tmp_path, env={}).config
    assert (config.beams, config.sensitivity) == (3, "high")
    assert config.severity == {"TQ6": Severity.MINOR, "TQ3": Severity.MAJOR}
    assert config.max_counts == MaxCounts(major=1, minor=5)


def test_overrides_apply_to_their_paths_the_later_one_last(write: Write, tmp_path: Path) -> None:
    write(
        "tqcheck.toml",
        'fail-on = "minor"\n[[overrides]]\npaths = ["archive/**"]\nfail-on = "never"\nseverity = {TQ301 = "minor"}\n'
        '[[overrides]]\npaths = ["archive/2020/*.txt"]\nfail-on = "critical"\n',
    )
    config = load(tmp_path, env={}).config
    assert config.for_path(tmp_path / "archive/a.txt").fail_on == "never"
    assert config.for_path(tmp_path / "archive/2020/a.txt").fail_on == "critical"
    assert config.for_path(tmp_path / "archive/2020/a.txt").severity == {"TQ301": Severity.MINOR}
    assert config.for_path(tmp_path / "a.txt").fail_on == "minor"
    assert config.for_path("/elsewhere/archive/a.txt").fail_on == "minor"


def test_an_option_beats_an_override(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", '[[overrides]]\npaths = ["**"]\nfail-on = "never"\nselect = ["TQ3"]\n')
    config = load(tmp_path, env={}, cli={"fail_on": "minor"}).config.for_path(tmp_path / "a.txt")
    assert (config.fail_on, config.select) == ("minor", ("TQ3",))


# --- values


def test_lists_and_tables_from_text(tmp_path: Path) -> None:
    env = {"TQCHECK_SELECT": "TQ3, TQ4", "TQCHECK_MAX": "critical=0,major=2", "TQCHECK_OFFLINE": "1",
           "TQCHECK_OUTPUTS": "terminal,sarif=out.sarif"}  # fmt: skip
    config = load(tmp_path, env=env, cli={"ignore": ["TQ301,TQ302", "TQ601"], "severity": ["TQ601=major"]}).config
    assert config.select == ("TQ3", "TQ4")
    assert config.ignore == ("TQ301", "TQ302", "TQ601")
    assert config.max_counts == MaxCounts(critical=0, major=2)
    assert config.offline is True
    assert config.severity == {"TQ601": Severity.MAJOR}
    assert config.outputs == (Output(format="terminal"), Output(format="sarif", path=Path.cwd() / "out.sarif"))


def test_paths_start_at_the_file_that_states_them(write: Write, tmp_path: Path) -> None:
    write("house/base.toml", 'glossary = "terms.tsv"\n[[outputs]]\nformat = "csv"\npath = "out.csv"\n')
    write("news/tqcheck.toml", 'extend = "../house/base.toml"\nbaseline = "known.json"\n')
    config = load(tmp_path / "news", env={}, cli={"cache_dir": "here"}).config
    assert config.glossary is not None
    assert config.glossary.resolve() == tmp_path / "house/terms.tsv"
    assert config.baseline == tmp_path / "news/known.json"
    assert config.cache_dir == Path.cwd() / "here"
    assert config.outputs[0].path is not None
    assert config.outputs[0].path.resolve() == tmp_path / "house/out.csv"


def test_the_suppression_file_beside_the_configuration_is_found(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", "")
    beside = write("tqcheck-suppressions.toml", "")
    (tmp_path / "deep").mkdir()
    loaded = load(tmp_path / "deep", env={})
    assert loaded.config.suppressions == beside
    assert loaded.origins["suppressions"].startswith("found")


@pytest.mark.parametrize(
    ("select", "ignore", "code", "expected"),
    [
        ((), (), "TQ301", True),
        (("TQ3",), (), "TQ301", True),
        (("TQ3",), (), "TQ401", False),
        ((), ("TQ3",), "TQ301", False),
        (("TQ301",), ("TQ3",), "TQ301", True),
        (("TQ3",), ("TQ301",), "TQ301", False),
        (("TQ3",), ("TQ3",), "TQ301", False),
        ((), ("TQ",), "TQ101", False),
        (("tq3",), (), "TQ301", True),
    ],
)
def test_the_longest_selector_decides(
    select: tuple[str, ...], ignore: tuple[str, ...], code: str, expected: bool
) -> None:
    assert Config(select=select, ignore=ignore).selects(code) is expected


def test_the_longest_severity_selector_decides() -> None:
    config = Config(severity={"TQ6": Severity.MINOR, "TQ601": Severity.MAJOR})
    assert config.severity_of("TQ601", Severity.CRITICAL) is Severity.MAJOR
    assert config.severity_of("TQ602", Severity.CRITICAL) is Severity.MINOR
    assert config.severity_of("TQ301", Severity.CRITICAL) is Severity.CRITICAL


# --- faults


def test_five_faults_five_messages_with_their_lines(write: Write, tmp_path: Path) -> None:
    write(
        "tqcheck.toml",
        '# the gate\nfail_on = "major"\nsensitivity = "hihg"\nbeams = "4"\nselect = [\n  "TQ3",\n  "numbers",\n]\n'
        "min-score = 120\n",
    )
    assert faults(tmp_path) == [
        "tqcheck.toml:2: fail_on: unknown key (did you mean 'fail-on'?)",
        "tqcheck.toml:3: sensitivity: expected 'low', 'normal' or 'high', found 'hihg' (did you mean 'high'?)",
        "tqcheck.toml:4: beams: expected a whole number, found '4'",
        "tqcheck.toml:7: select.1: expected a code or prefix such as 'TQ301' or 'TQ3', found 'numbers'",
        "tqcheck.toml:9: min-score: expected 100 or less, found 120",
    ]


def test_faults_of_every_source_come_together(write: Write, tmp_path: Path) -> None:
    write("base.toml", "beams = 0\n")
    write("tqcheck.toml", 'extend = "base.toml"\nquiet = 1\n')
    found = faults(
        tmp_path, {"TQCHECK_BATCH_SIZE": "many", "TQCHECK_FAILON": "x"}, min_score="low", max_counts=["major"]
    )
    assert len(found) == 6
    assert "base.toml:1: beams: expected 1 or more, found 0" in found
    assert "environment TQCHECK_FAILON: no such setting (did you mean 'TQCHECK_FAIL_ON'?)" in found
    assert "option --max: expected key=value, found 'major'" in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[severity]\nTQ301 = 'fatal'", "2: severity.TQ301: expected 'critical', 'major' or 'minor', found 'fatal'"),
        ("[severity]\nx = 'minor'", "2: severity.x: expected a code or prefix such as 'TQ301' or 'TQ3', found 'x'"),
        ("max = {critical = -1}", "1: max: a limit cannot be negative"),
        ("max = {criticl = 1}", "1: max.criticl: unknown key (did you mean 'critical'?)"),
        ("[[overrides]]\npaths = []", "2: overrides.0.paths: must not be empty"),
        ("[[overrides]]\nbeams = 3\npaths = ['a']", "2: overrides.0.beams: unknown key"),
        ("[[overrides]]\nfail-on = 'never'", "1: overrides.0.paths: must be given"),
        ("[[outputs]]\nformat = 'csv'\nfile = 'x'", "3: outputs.0.file: unknown key"),
        ("source-lang = 'English'", "1: source-lang: expected a language code such as 'en', found 'English'"),
        ("min-score = nan", "1: min-score: expected a number, found nan"),
        ("quiet = 'yes'", "1: quiet: expected true or false, found 'yes'"),
        ("select = 'TQ3'", "1: select: expected a list, found 'TQ3'"),
        ("max = 3", "1: max: expected a table, found 3"),
        ("severity = 3", "1: severity: expected a table, found 3"),
        ("overrides = [1]", "1: overrides.0: expected a table, found 1"),
        ("baseline = 3", "1: baseline: expected text, found 3"),
        ("encoder = 3", "1: encoder: expected text, found 3"),
        ("beams = 1.5", "1: beams: expected a whole number, found 1.5"),
        ("select = ['TQ9']", "1: no check has the code 'TQ9'"),
        ("beams = ", "1: not TOML: Invalid value"),
        ("extend = 'nowhere.toml'", "nowhere.toml: cannot be read: No such file or directory (extended by"),
        ("extend = 'tqcheck.toml'", "1: extend: 'tqcheck.toml' leads back here"),
        ("quiet = true\nverbose = true", "2: quiet and verbose contradict each other"),
    ],
)  # fmt: skip
def test_a_fault_says_where_and_what(write: Write, tmp_path: Path, text: str, message: str) -> None:
    write("tqcheck.toml", text + "\n")
    (found,) = faults(tmp_path)
    assert message in found


def test_a_missing_file_named_in_the_call_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no\.toml: cannot be read"):
        load(tmp_path, tmp_path / "no.toml", env={})


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "tqcheck.toml").write_bytes(b'mt-model = "\xff"\n')
    assert "is not UTF-8 text" in faults(tmp_path)[0]


def test_tool_that_is_no_table_is_a_fault(write: Write, tmp_path: Path) -> None:
    write("pyproject.toml", "tool = 3\n")
    assert "'tool' must be a table" in faults(tmp_path)[0]


def test_faults_in_pyproject_have_the_file_s_lines(write: Write, tmp_path: Path) -> None:
    write("pyproject.toml", '[project]\nname = "x"\n\n[tool.tqcheck]\nbeams = 99\n')
    assert faults(tmp_path) == ["pyproject.toml:5: beams: expected 16 or less, found 99"]


def test_the_benchmarks_variable_is_no_setting(tmp_path: Path) -> None:
    assert load(tmp_path, env={"TQCHECK_DATA": "/data"}).config == Config()


# --- lines, schema, template, show


def test_lines_of_keys() -> None:
    text = '"a b" = 1\n\nx.y = [\n 1, # one\n {z = 2},\n]\n[t]\nk = """\n[no]\n"""\n'
    text += "[[o]]\np = 1\n[[o]]\np = 2\n[o.q]\nr = 3\n"
    lines = key_lines(text)
    expected = {("a b",): 1, ("x", "y"): 3, ("x", "y", 0): 4, ("x", "y", 1, "z"): 5, ("t", "k"): 8, ("o", 0, "p"): 12,
                ("o", 1, "p"): 14, ("o", 1, "q", "r"): 16}  # fmt: skip
    assert {key: lines[key] for key in expected} == expected
    assert ("no",) not in lines


def test_every_setting_is_in_the_schema_and_the_template() -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {*KEYS.values(), "extend", "overrides"}
    for key in KEYS.values():
        assert (f"\n# {key} = " in template()) == (key not in ("cache-dir", "second-opinion"))


def test_the_schema_accepts_what_loads_and_rejects_what_does_not() -> None:
    check = Draft202012Validator(json.loads(json.dumps(json_schema()))).is_valid
    assert check(tomllib.loads('fail-on = "minor"\nmax = {major = 2}\n[[overrides]]\npaths = ["a"]\nselect = ["TQ3"]'))
    assert not check(tomllib.loads('fail_on = "minor"'))
    assert not check(tomllib.loads("beams = 99"))
    assert not check(tomllib.loads('[severity]\nTQ301 = "fatal"'))


def test_the_template_loads_as_it_is_and_with_every_line_live(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", template())
    assert load(tmp_path, env={}).config == Config()
    live = [line[2:] for line in template().splitlines() if line.startswith("# ") and (" = " in line or "[[" in line)]
    file = write("tqcheck.toml", "\n".join(line for line in live if not line.startswith("quiet")))
    loaded = load(tmp_path, env={})
    assert loaded.config.max_counts == MaxCounts(critical=0, major=2, minor=10)
    assert all(
        origin.startswith(str(file))
        for name, origin in loaded.origins.items()
        if name not in ("quiet", "cache_dir", "second_opinion")
    )


def test_show_gives_every_value_and_its_origin(write: Write, tmp_path: Path) -> None:
    write("tqcheck.toml", 'beams = 2\n[[overrides]]\npaths = ["a/**"]\nfail-on = "never"\n')
    text = render_effective(load(tmp_path, env={"TQCHECK_DTYPE": "bfloat16"}, cli={"select": ["TQ3"]}))
    lines = {line.split(" = ")[0]: line for line in text.splitlines() if " = " in line}
    assert set(KEYS.values()) <= set(lines)
    assert lines["beams"].startswith("beams = 2 ")
    assert lines["beams"].endswith(f"# {tmp_path / 'tqcheck.toml'}:1")
    assert lines["dtype"].endswith("# environment TQCHECK_DTYPE")
    assert lines["select"].startswith('select = ["TQ3"]')
    assert lines["min-score"].startswith("min-score = unset ")
    assert text.rstrip().endswith('fail-on = "never"')
