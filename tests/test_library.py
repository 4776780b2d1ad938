"""The public surface: what a program may import, and that it is the same engine as the command line's."""

from types import SimpleNamespace

import pytest

import tqcheck
from tqcheck import api
from tqcheck.config import Config
from tqcheck.errors import ModelUnavailableError

PUBLIC = {
    "Config", "Finding", "InputError", "ModelError", "Report", "Severity", "TqcheckError", "UsageError", "Verdict",
    "__version__", "check",
}  # fmt: skip


def test_public_names_are_these_and_exist():
    assert set(tqcheck.__all__) == PUBLIC
    assert all(getattr(tqcheck, name) is not None for name in PUBLIC)
    with pytest.raises(AttributeError):
        _ = tqcheck.no_such_name


def test_check_returns_the_report(post):
    path = post("Prices rose by 5% in May.\nارتفعت الأسعار بنسبة 7% في مايو.\n")
    report = tqcheck.check([path], config=tqcheck.Config(offline=True, mt_model="gloss"))
    assert (report.verdict, report.exit_code) == (tqcheck.Verdict.FINDINGS, 1)
    assert [f.code for f in report.documents[0].findings] == ["TQ301"]


def test_mistakes_are_raised_as_the_user_would_see_them():
    with pytest.raises(tqcheck.UsageError, match="nothing to check"):
        tqcheck.check([])
    with pytest.raises(tqcheck.InputError, match="no such file"):
        tqcheck.check(["none.txt"])


@pytest.mark.parametrize(
    ("installed", "quick", "identity", "notice"),
    [
        (True, False, "fluent", api.FLUENT_NOTICE),
        (True, True, "tqcheck-gloss/4", api.GLOSS_NOTICE),
        (False, False, "tqcheck-gloss/4", api.GLOSS_NOTICE),
    ],
)
def test_where_no_model_can_be_had_our_own_stands_in(installed, quick, identity, notice, monkeypatch):
    def make(name, settings):
        if "/" in name:
            raise ModelUnavailableError("it is not cached")
        return SimpleNamespace(identity=name) if name == "fluent" else real(name, settings)

    real = api.make
    monkeypatch.setattr(api, "make", make)
    monkeypatch.setattr("tqcheck.translate.fluent.installed", lambda: installed)
    engine = api.Engine(Config(offline=True), quick=quick)
    assert engine.translator.identity == identity
    assert engine._notices == [f"it is not cached; {notice}"]
