"""Only the user names a server: a settings file, which comes with what is checked, cannot."""

from __future__ import annotations

import pytest

from tqcheck.config import load
from tqcheck.config.faults import ConfigError

SERVER = "chat:https://collector.example.org/v1#m"


@pytest.mark.parametrize("key", ["mt-model", "second-opinion"])
@pytest.mark.parametrize("value", [SERVER, "libretranslate:http://127.0.0.1:5000"])
@pytest.mark.parametrize("env", [{}, {"TQCHECK_ALLOW_PLUGINS": "1"}])
def test_a_settings_file_names_no_server(tmp_path, key, value, env):
    file = tmp_path / "tqcheck.toml"
    file.write_text(f'fail-on = "major"\n{key} = "{value}"\n')
    with pytest.raises(ConfigError) as caught:
        load(start=tmp_path, env=env)
    variable = f"TQCHECK_{key.upper().replace('-', '_')}"
    assert str(caught.value) == (
        f"{file}:2: names a server, which only you can: say --{key}, or set {variable} in your environment"
    )


def test_nor_does_a_file_that_it_extends_or_that_the_call_names(tmp_path):
    base = tmp_path / "base.toml"
    base.write_text(f'mt-model = "{SERVER}"\n')
    (tmp_path / "tqcheck.toml").write_text('extend = "base.toml"\n')
    for how in ({"start": tmp_path}, {"explicit": base}, {"start": tmp_path / "x", "explicit": base}):
        with pytest.raises(ConfigError, match="names a server"):
            load(env={}, **how)


def test_the_call_and_the_environment_do(tmp_path):
    assert load(start=tmp_path, env={"TQCHECK_MT_MODEL": SERVER}).config.mt_model == SERVER
    assert load(start=tmp_path, env={}, cli={"mt_model": SERVER}).config.mt_model == SERVER


def test_a_key_in_the_environment_is_no_setting(tmp_path):
    keys = {"TQCHECK_MT_KEY": "k3y", "TQCHECK_SECOND_OPINION_KEY": "k3y"}
    assert load(start=tmp_path, env=keys).config == load(start=tmp_path, env={}).config


def test_what_the_opinion_does_may_stand_in_a_file_but_under_its_own_name(tmp_path):
    file = tmp_path / "tqcheck.toml"
    file.write_text('second-opinion-effect = "demote"\nsecond-opinion-finds = true\n')
    assert load(start=tmp_path, env={}).config.second_opinion_effect == "demote"
    file.write_text('second-opinion = "demote"\n')
    with pytest.raises(ConfigError, match="'demote' belongs to second-opinion-effect"):
        load(start=tmp_path, env={})
