"""Files are written whole or not at all, in every format, on full disks and under kills."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyreadstat
import pytest

from detente import files
from detente.columns import Column
from detente.errors import BrokenWrite, DetenteError, FullDisk
from detente.files import scratch_folder, staging, sweep, write_all, write_bytes, write_whole
from detente.grain import Grain
from detente.panel import export
from detente.store.read_back import csv_holds, parquet_holds
from detente.store.table import Provenance, Table

SOURCE = Path(__file__).parents[2] / "src"
GOOD = b"what the user had before"
ROOM = 4096
"""Bytes that a file may have in these tests: far fewer than the panel needs."""
FRAME = pl.DataFrame(
    {
        "ccode": np.arange(4000) % 900 + 2,
        "year": np.arange(4000) // 20 + 1816,
        "x": np.random.default_rng(1).normal(size=4000),
        "name": [f"state {number}" for number in range(4000)],
    }
)
CODEBOOK = [Column(name=name, label=name, unit="none", values=()) for name in FRAME.columns]
ENDINGS = tuple(export.WRITERS)
PROVENANCE = Provenance(
    sources=("invented",),
    version="1",
    last_year=1990,
    terms="open",
    licence="open",
    citations=(),
    sha256="{}",
    rule="invented",
)


@contextmanager
def little_room(size: int = ROOM) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk does, for real and for every library."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def panel(path: Path) -> None:
    export.write(FRAME, path, CODEBOOK, {"x": "invented 1"})


def table(path: Path) -> None:
    Table("invented", FRAME, grain=None, provenance=PROVENANCE).write(path)


def paper(path: Path) -> None:
    write_all({path.with_name("first.html"): b"small", path: bytes(3 * ROOM)})


def text(path: Path) -> None:
    files.write_text(path, "a" * 3 * ROOM)


WRITERS: dict[str, Callable[[Path], None]] = {
    **{f"panel{ending}": panel for ending in ENDINGS},
    "table.parquet": table,
    "paper.pdf": paper,
    "report.md": text,
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("had", [True, False])
def test_a_full_disk_loses_no_file_in_any_format(tmp_path: Path, name: str, had: bool) -> None:
    path = tmp_path / name
    if had:
        path.write_bytes(GOOD)
    with little_room(), pytest.raises((FullDisk, BrokenWrite)) as caught:
        WRITERS[name](path)
    assert "\n" not in str(caught.value) and "unchanged" in str(caught.value)
    assert [entry.name for entry in tmp_path.iterdir()] == ([name] if had else [])
    assert not had or path.read_bytes() == GOOD
    WRITERS[name](path)
    assert path.stat().st_size > ROOM


def halved(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def one_row_less(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))


def silently(write: Callable[..., Any], harm: Callable[[Path], None]) -> Callable[..., Any]:
    """Let a library write, and lose a part of it without a word."""

    def written(*args: Any, **kwargs: Any) -> Any:
        result = write(*args, **kwargs)
        harm(next(Path(arg) for arg in args if isinstance(arg, str | Path)))
        return result

    return written


LIBRARIES: dict[str, tuple[object, str]] = {
    ".parquet": (pl.DataFrame, "write_parquet"),
    ".csv": (pl.LazyFrame, "sink_csv"),
    ".dta": (pd.DataFrame, "to_stata"),
    ".sav": (pyreadstat, "write_sav"),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("harm", [halved, emptied, zeroed, one_row_less])
def test_what_a_library_loses_without_a_word_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, harm: Callable[[Path], None]
) -> None:
    path = tmp_path / f"panel{ending}"
    path.write_bytes(GOOD)
    owner, name = LIBRARIES[ending]
    monkeypatch.setattr(owner, name, silently(getattr(owner, name), harm))
    with pytest.raises(BrokenWrite, match="did not read back"):
        panel(path)
    assert path.read_bytes() == GOOD and list(tmp_path.iterdir()) == [path]


def test_every_format_of_panels_is_tried_here() -> None:
    assert set(LIBRARIES) == set(export.WRITERS)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_an_error_when_the_disk_is_flushed_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)

    def refused(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", refused)
    with pytest.raises(OSError if number == errno.EIO else FullDisk):
        write_bytes(path, b"new")
    assert path.read_bytes() == GOOD and list(tmp_path.iterdir()) == [path]


def test_a_disk_without_room_is_called_full_even_where_the_library_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = files.shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(FullDisk, match="no room to write 'a.txt'"):
        write_whole(tmp_path / "a.txt", lambda path: path.touch(), lambda path: False)


def test_files_that_belong_together_are_replaced_together(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a", "b", "c")]
    write_all(dict.fromkeys(paths, b"old"))
    with little_room(), pytest.raises(FullDisk):
        write_all({paths[0]: b"new", paths[1]: b"new", paths[2]: bytes(2 * ROOM)})
    assert [path.read_bytes() for path in paths] == [b"old"] * 3
    assert sorted(tmp_path.iterdir()) == paths


def test_reading_back_compares_values_and_rows(tmp_path: Path) -> None:
    path, shape = tmp_path / "a.parquet", FRAME.head(9)
    shape.write_parquet(path)
    assert parquet_holds(path, shape)
    assert not parquet_holds(path, shape.with_columns(x=pl.lit(0.0)))
    assert not parquet_holds(path, shape.cast({"ccode": pl.Int32}))
    for frame in (shape, shape.clear(), pl.DataFrame({"a": [None, "b\nc", ""]}), pl.DataFrame()):
        frame.write_csv(tmp_path / "a[1].csv")
        assert csv_holds(tmp_path / "a[1].csv", frame)
    shape.write_csv(path)
    assert not csv_holds(path, shape.head(8)) and not csv_holds(path, shape.drop("x"))
    path.write_text(path.read_text().rstrip("\n"))
    assert not csv_holds(path, shape), "the last row may be cut off"


KILLED = """
import os, signal, sys, time
from pathlib import Path
from detente import files
from detente.files import scratch_folder, write_bytes
act, target = sys.argv[1], Path(sys.argv[2])
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if act == "write":
    write_bytes(target, b"half")
with scratch_folder() as folder:
    (folder / "a").write_text("a")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(act: str, target: Path, **more: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), **more}
    command = [sys.executable, "-c", KILLED, act, str(target)]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL


def test_what_a_killed_writer_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)
    killed("write", path)
    assert path.read_bytes() == GOOD
    assert len(list(tmp_path.glob(".a.txt.*.part"))) == 1, "the half file is in a file of its own"
    mine, theirs = tmp_path / ".a.txt.mine", tmp_path / ".b.txt.999999.part"
    running = tmp_path / f".a.txt.{files.HOST}-{os.getppid()}-0.part"
    own, elsewhere = staging(path), tmp_path / ".a.txt.abcdef-999999-0.part"
    kept = [mine, theirs, running, own, elsewhere]
    for other in kept:
        other.write_bytes(b"kept")
    old = tmp_path / ".a.txt.999999.part"
    old.write_bytes(b"of version 0.1")
    write_bytes(path, b"new")
    assert sorted(tmp_path.iterdir()) == sorted([path, *kept])
    long_ago = time.time() - 2 * files.ANOTHER_HOST_KEEPS
    os.utime(elsewhere, (long_ago, long_ago))
    sweep(tmp_path, "a.txt")
    assert not elsewhere.exists(), "another machine's file is swept after a day"


def test_a_number_that_another_process_had_before_is_told_apart(tmp_path: Path) -> None:
    left = tmp_path / f".a.txt.{files.HOST}-{os.getpid()}-0.part"
    left.write_bytes(b"left by the process that had our number before")
    os.utime(left, (1e9, 1e9))
    write_bytes(tmp_path / "a.txt", b"new")
    assert not left.exists()


def test_temporary_folders_of_killed_processes_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed("scratch", tmp_path, TMPDIR=str(tmp_path))
    (left,) = tmp_path.iterdir()
    assert (left / "a").is_file()
    monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(files.tempfile, "tempdir", str(tmp_path))
    with scratch_folder() as folder:
        assert folder.is_dir() and list(tmp_path.iterdir()) == [folder]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_an_error_of_ours_where_a_panel_is_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_bytes(GOOD)
    with pytest.raises(DetenteError) as caught:
        panel(tmp_path / "file" / "panel.csv")
    assert "\n" not in str(caught.value)


def test_a_table_with_a_key_of_its_own_reads_back(tmp_path: Path) -> None:
    frame = FRAME.unique(["ccode", "year"])
    Table("invented", frame, grain=Grain.STATE_YEAR, provenance=PROVENANCE).write(
        tmp_path / "a[b].parquet"
    )
    assert pl.read_parquet(tmp_path / "a[b].parquet", glob=False).height == frame.height


def test_a_long_name_has_room_for_its_temporary_file(tmp_path: Path) -> None:
    path = tmp_path / ("ä" * 120 + ".csv")
    panel(path)
    left = tmp_path / staging(path).name.replace(files.HOST, "abcdef")
    left.write_bytes(b"half")
    os.utime(left, (1e9, 1e9))
    panel(path)
    assert list(tmp_path.iterdir()) == [path]


LIMITED = """
import resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), hard))
from detente.cli.main import main
main()
"""
"""Runs the command line where no file may grow beyond a size."""


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_command_on_a_full_disk_exits_1_with_one_line(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"days{ending}"
    path.write_bytes(GOOD)
    command = [sys.executable, "-c", LIMITED, "1000", "panel", "state-years", "--out", str(path)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "DETENTE_HOME": str(tmp_path / "home"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert done.returncode == 1 and len(said) == 1 and said[0].startswith("detente: no room")
    assert path.read_bytes() == GOOD and list(tmp_path.iterdir()) == [path]
    assert not done.stdout
