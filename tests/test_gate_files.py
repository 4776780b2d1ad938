"""Writing: whole files or none, and errors that say what to do."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from tqcheck.errors import UsageError
from tqcheck.files import locked, write_atomic
from tqcheck.gate import load_suppressions, suppress


def only(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(p.name for p in folder.iterdir())


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.txt", "خبر\r\n")
    assert (tmp_path / "a.txt").read_bytes() == "خبر\r\n".encode()
    (tmp_path / "a.txt").chmod(0o640)
    write_atomic(tmp_path / "a.txt", "two")
    assert (tmp_path / "a.txt").read_text() == "two"
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640
    assert only(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_written_through_a_link(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "real.txt").write_text("one")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with pytest.raises(UsageError, match=r"link\.txt: is a link to .*real\.txt; name the file itself"):
        write_atomic(tmp_path / "link.txt", "two")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").exists() is there


def test_a_device_is_written_to_and_stays_one() -> None:
    write_atomic(Path(os.devnull), "gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_an_error() -> None:
    with pytest.raises(UsageError, match="/dev/full: cannot be written: No space left on device; free some space"):
        write_atomic(Path("/dev/full"), "x" * 100_000)


FILLING = """
import resource, sys
from pathlib import Path
from tqcheck.errors import UsageError
from tqcheck.files import write_atomic
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomic(Path(sys.argv[1]), "x" * 100_000)
except UsageError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limits")
def test_a_disk_that_fills_while_writing_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    run = subprocess.run([sys.executable, "-c", FILLING, str(target)], capture_output=True, text=True, check=False)
    assert run.returncode == 2, run.stderr
    assert f"{target}: cannot be written: File too large" in run.stdout
    assert target.read_text() == "old"
    assert only(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no/such/folder/a.txt", "No such file or directory; create its folder first"),
        ("file/a.txt", "Not a directory; its folder is a file"),
        ("folder", "Is a directory; it is a folder: name a file in it"),
    ],
)
def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=message) as caught:
        write_atomic(tmp_path / name, "text")
    assert caught.value.exit_code == 2
    assert only(tmp_path) == ["file", "folder"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_an_unwritable_folder_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(UsageError, match="Permission denied; make it writable"):
        write_atomic(tmp_path / "a.txt", "text")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")
def test_a_folder_that_takes_no_files_is_an_error_even_for_root() -> None:
    with pytest.raises(UsageError, match=r"/proc/tqcheck\.json: cannot be written"):
        write_atomic(Path("/proc/tqcheck.json"), "text")


def test_many_writers_leave_one_whole_file(tmp_path: Path) -> None:
    texts = [str(n) * 200_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: write_atomic(tmp_path / "a.txt", text), texts))
    assert (tmp_path / "a.txt").read_text() in texts
    assert only(tmp_path) == ["a.txt"]


SUPPRESSING = """
import sys
from datetime import date
from pathlib import Path
from tqcheck.gate import suppress
for n in range(5):
    suppress(Path(sys.argv[1]), reason=f"{sys.argv[2]}-{n}", until=date(2999, 1, 1), code="TQ301", path="**")
"""


def test_two_processes_that_suppress_at_once_lose_no_entry(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    command = [sys.executable, "-c", SUPPRESSING, str(file)]
    processes = [subprocess.Popen([*command, name]) for name in ("a", "b")]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert sorted(entry.reason for entry in load_suppressions(file)) == [f"{p}-{n}" for p in "ab" for n in range(5)]


def test_a_lock_that_is_held_is_an_error(tmp_path: Path) -> None:
    with locked(tmp_path / "x"), pytest.raises(UsageError, match="another process is writing it"):  # noqa: SIM117
        with locked(tmp_path / "x", timeout=0.01):
            pass


def test_a_suppression_file_that_is_broken_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    file.write_text("[[suppress]]\nreason = 3\n")
    with pytest.raises(UsageError):
        suppress(file, reason="r", until=date(2999, 1, 1), code="TQ301", path="**")
    assert file.read_text() == "[[suppress]]\nreason = 3\n"
