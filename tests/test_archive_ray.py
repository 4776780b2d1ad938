"""Archives on Ray: the bytes of the local run, also where a worker is killed in mid-run."""

import pytest

pytest.importorskip("ray", reason="ray is not installed: make test-ray installs it and runs this")

from tests.test_archive import config, names, run, write
from tqcheck.archive import BATCH
from tqcheck.errors import UsageError


@pytest.fixture(scope="module")
def trap(tmp_path_factory):
    """Two workers on this machine, and the file that kills the first one that meets it."""
    import ray

    trap = tmp_path_factory.mktemp("trap") / "trap"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RAY_ADDRESS", raising=False)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("TQCHECK_TEST_TRAP", str(trap))
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
        yield trap
        ray.shutdown()


def test_a_killed_worker_loses_and_doubles_nothing(trap, tmp_path):
    for n in range(4 * BATCH):
        more = "ووقع اللصوص في فخ الشرطة.\n" if n == BATCH + 2 else ""
        write(tmp_path / "posts", f"p{n:02}.txt", n, n + 5 * (n % 3 == 0), more)
    settings = config(mt_model="tests.killers:Killer")
    run(tmp_path / "posts", tmp_path / "local.jsonl", settings)
    trap.touch()
    tally = run(tmp_path / "posts", tmp_path / "ray.jsonl", settings, engine="ray", jobs=2)
    assert not trap.exists(), "no worker was killed"
    assert names(tmp_path / "ray.jsonl") == [f"p{n:02}.txt" for n in range(4 * BATCH)]
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert (tally.files, tally.errors) == (4 * BATCH, 0)


def test_what_is_left_is_done_and_a_missing_model_is_one_line(trap, tmp_path):
    for n in range(BATCH + 2):
        write(tmp_path / "posts", f"p{n:02}.txt", n, n)
    stream = tmp_path / "s.jsonl"
    run(tmp_path / "posts", stream, engine="ray", jobs=2)
    data = stream.read_bytes()
    stream.write_bytes(b"".join(data.splitlines(keepends=True)[:4]))
    run(tmp_path / "posts", stream, engine="ray", jobs=2, resume=True)
    assert stream.read_bytes() == data
    run(tmp_path / "posts", stream, engine="ray", jobs=2, resume=True)
    assert stream.read_bytes() == data
    with pytest.raises(UsageError, match="cannot be loaded"):
        run(tmp_path / "posts", tmp_path / "t.jsonl", config(mt_model="tests.killers:Nobody"), engine="ray", jobs=2)
