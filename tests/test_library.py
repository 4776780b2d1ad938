"""The public surface: what a program may import, and that it is the same engine as the command line's."""

import pytest

import tqcheck

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
