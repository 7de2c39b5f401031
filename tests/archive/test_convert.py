"""Conversion to months: totals known by construction, runs that end early, broken files."""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.archive import repeats
from detente.archive.accounts import only_run, read_accounts
from detente.archive.ahead import ahead
from detente.archive.convert import Converted, convert
from detente.archive.engines import Wanted, counted
from detente.archive.repeats import repeats_path
from detente.errors import FullDisk, LockedStore, RequestError, StoreError
from tests.archive import generated, made
from tests.house.tree import ROOT

PLAN = generated.Plan(6_000, days=70)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    generated.write(PLAN, folder, files=5)
    return folder


def cells(folder: Path, grain: str = "dyad-months") -> pl.DataFrame:
    return pl.concat([part for _, part in counted(folder, Wanted(grain=grain))]).collect()


def is_complete(folder: Path) -> bool:
    found = cells(folder)
    return found.equals(generated.expected(PLAN).select(found.columns))


def test_a_generated_archive_has_the_totals_of_its_construction(
    files: Path, tmp_path: Path
) -> None:
    done = convert([files], tmp_path / "out", step=2_000)
    known = generated.totals(PLAN)
    assert done.tally.lines == known["lines"]
    assert done.tally.kept == known["events"] + known["twice"] + known["again"]
    assert dict(done.tally.lost) == {("no state", "AFR"): known["stateless"]}
    again = pl.read_parquet(repeats_path(tmp_path / "out", "gdelt"))
    assert again.height == known["again"]
    assert is_complete(tmp_path / "out")
    daily = cells(tmp_path / "out", "dyad-days")
    assert daily.equals(generated.expected(PLAN, daily=True).select(daily.columns))
    months = {piece.month for one in read_accounts(tmp_path / "out") for piece in one.pieces}
    assert months == {"2015-01", "2015-02", "2015-03"}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """What the files of months and of repeats hold."""
    kept = [path for name in ("months", "repeats") for path in (folder / name).rglob("*.parquet")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def test_the_same_bytes_come_out_of_every_run_and_of_any_number_of_heaps(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert([files], tmp_path / "one", step=2_000)
    monkeypatch.setattr(repeats, "AT_ONCE", 100)
    convert([files], tmp_path / "two", step=2_000)
    found = bytes_of(tmp_path / "one")
    assert len(found) > 3 and found == bytes_of(tmp_path / "two")


def test_what_holds_the_same_as_a_broken_file_is_broken_and_a_file_given_twice_counts_once(
    files: Path, tmp_path: Path
) -> None:
    cut = gzip.compress(min(files.iterdir()).read_bytes())[:-2_000]
    for name in ("a.gz", "b.gz"):
        (tmp_path / name).write_bytes(cut)
    good = made.write(tmp_path / "good.CSV", made.gdelt_line("gdelt2"))
    done = convert([tmp_path / "a.gz", tmp_path / "b.gz", good, good], tmp_path / "out", step=100)
    assert [line.rpartition("/")[2] for line in done.broken[1:]] == ["a.gz', which is broken"]
    assert len(done.broken) == 2 and len(done.same) == 1 and done.tally.lines == 1
    assert cells(tmp_path / "out")["events"].to_list() == [1]


def test_what_is_made_ahead_is_bounded_and_ends_with_its_reader() -> None:
    begun: list[int] = []
    ended: list[bool] = []

    def numbers() -> Generator[int, None, None]:
        try:
            for number in range(100):
                begun.append(number)
                yield number
        finally:
            ended.append(True)

    with closing(ahead(numbers(), 3)) as parts:
        assert [next(parts), next(parts)] == [0, 1]
    assert ended == [True] and len(begun) <= 2 + 3 + 1
    with pytest.raises(ZeroDivisionError):
        list(ahead((1 // (2 - number) for number in range(5)), 1))


def test_a_second_run_takes_up_what_is_new_alone(files: Path, tmp_path: Path) -> None:
    paths = sorted(files.iterdir())
    convert(paths[:2], tmp_path / "out")
    done = convert([files], tmp_path / "out")
    assert done.files == 3 and is_complete(tmp_path / "out")
    assert convert([files], tmp_path / "out").files == 0


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_packed_files_give_the_same(packed: str, files: Path, tmp_path: Path) -> None:
    for path in files.iterdir():
        target = tmp_path / "packed" / f"{path.name}.{packed}"
        target.parent.mkdir(exist_ok=True)
        if packed == "gz":
            target.write_bytes(gzip.compress(path.read_bytes(), 1))
        else:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(path, path.name)
    convert([tmp_path / "packed"], tmp_path / "out")
    assert is_complete(tmp_path / "out")


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_a_packed_file_that_is_cut_off_keeps_nothing_and_hinders_no_other(
    packed: str, files: Path, tmp_path: Path
) -> None:
    source = min(files.iterdir())
    whole = tmp_path / f"whole.{packed}"
    if packed == "gz":
        whole.write_bytes(gzip.compress(source.read_bytes()))
    else:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(source, source.name)
    cut = tmp_path / "in" / f"cut.{packed}"
    cut.parent.mkdir()
    cut.write_bytes(whole.read_bytes()[:-2_000])
    made.write(tmp_path / "in" / "good.CSV", made.gdelt_line("gdelt2"))
    done = convert([tmp_path / "in"], tmp_path / "out", step=100)
    assert len(done.broken) == 1 and f"cut.{packed}" in done.broken[0]
    assert "broken or cut off" in done.broken[0]
    assert cells(tmp_path / "out")["events"].to_list() == [1]
    # the file is no longer cut off: the next run takes it
    cut.write_bytes(whole.read_bytes())
    assert convert([tmp_path / "in"], tmp_path / "out").broken == ()
    assert cells(tmp_path / "out")["events"].sum() > 1_000


def test_twins_of_icews_count_once_across_months(tmp_path: Path) -> None:
    path = made.write(
        tmp_path / "events.tab",
        made.ICEWS_HEAD,
        made.icews_line(Event_ID="1", Event_Date="2018-02-01"),
        made.icews_line(Event_ID="1", Event_Date="2018-01-31"),
        made.icews_line(Event_ID="2", Event_Date="2018-01-31"),
        made.icews_line(Event_ID="3", Event_Date="2018-01-31", Latitude="10"),
        made.icews_line(Event_ID="4", Event_Date="2018-01-31", CAMEO_Code="040", Intensity="1"),
    )
    shutil.copy(path, tmp_path / "copy.tab")
    done = convert([path, tmp_path / "copy.tab"], tmp_path / "out")
    assert len(done.same) == 1 and done.tally.lines == 5
    found = cells(tmp_path / "out")
    assert found.select("date", "events", "reports", "tenths").rows() == [
        (date(2018, 1, 1), 3, 4, -30)
    ]
    again = pl.read_parquet(repeats_path(tmp_path / "out", "icews"))
    assert again.select("id", "day").rows() == [("1", date(2018, 2, 1))]


def test_mixed_layouts_in_one_folder_are_kept_apart(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    made.write(raw / "a.CSV", made.gdelt_line("gdelt1"))
    made.write(raw / "b.tab", made.ICEWS_HEAD, made.icews_line())
    made.write(raw / "c.txt", made.POLECAT_HEAD, made.polecat_line())
    made.write(raw / "d.csv", made.OWN_HEAD, "2018-01-05,2,20,040")
    made.write(raw / "README.md", "# read me")
    made.write(raw / "empty.csv")
    done = convert([raw], tmp_path / "out")
    assert done.files == 4 and len(done.skipped) == 2
    assert "README.md" in done.skipped[0] and "empty" in done.skipped[1]
    parts = counted(tmp_path / "out", Wanted())
    assert [archive for archive, _ in parts] == ["gdelt", "icews", "own", "polecat"]


def test_states_that_had_ended_and_days_to_come_are_counted(tmp_path: Path) -> None:
    path = made.write(
        tmp_path / "own.csv",
        made.OWN_HEAD,
        "1988-05-05,German Democratic Republic,USA,040",
        "1991-05-05,German Democratic Republic,USA,040",
        "1979-05-05,USA,Soviet Union,040",
        "2099-05-05,USA,Russia,040",
    )
    done = convert([path], tmp_path / "out")
    assert dict(done.tally.lost) == {
        ("a state outside the system then", "German Democratic Republic"): 1,
        ("a day after it was added", ""): 1,
    }
    assert cells(tmp_path / "out").select("ccode1", "ccode2").rows() == [(2, 365), (265, 2)]


def test_an_empty_archive_is_one_line(tmp_path: Path) -> None:
    empty = made.write(tmp_path / "empty.csv")
    with pytest.raises(RequestError, match="is empty"):
        convert([empty], tmp_path / "out")
    (tmp_path / "folder").mkdir()
    with pytest.raises(RequestError, match="no file of events was given"):
        convert([tmp_path / "folder"], tmp_path / "out")
    with pytest.raises(RequestError, match="there is no file"):
        convert([tmp_path / "nowhere"], tmp_path / "out")


def test_a_file_without_an_event_gives_an_archive_without_cells(tmp_path: Path) -> None:
    path = made.write(tmp_path / "own.csv", made.OWN_HEAD, "2018-01-05,USA,World,040")
    done = convert([path], tmp_path / "out")
    assert (done.tally.lines, done.tally.kept) == (1, 0)
    assert list(counted(tmp_path / "out", Wanted())) == []


def test_two_runs_on_one_output_are_refused(files: Path, tmp_path: Path) -> None:
    with only_run(tmp_path / "out"), pytest.raises(LockedStore, match="another run"):
        convert([files], tmp_path / "out")
    assert not (tmp_path / "out" / "accounts").exists()


def test_a_folder_with_other_files_is_refused(files: Path, tmp_path: Path) -> None:
    made.write(tmp_path / "out" / "letter.txt", "dear")
    with pytest.raises(RequestError, match="holds other files"):
        convert([files], tmp_path / "out")
    assert (tmp_path / "out" / "letter.txt").read_text(encoding="utf-8") == "dear\n"


def test_a_file_that_was_changed_since_is_refused(tmp_path: Path) -> None:
    path = made.write(tmp_path / "a.csv", made.OWN_HEAD, "2018-01-05,2,20,040")
    convert([path], tmp_path / "out")
    os.utime(path, (1, 1))
    assert convert([path], tmp_path / "out").files == 0
    made.write(path, made.OWN_HEAD, "2018-01-05,2,20,190")
    with pytest.raises(RequestError, match="was changed since"):
        convert([path], tmp_path / "out")


def test_a_lost_piece_and_a_broken_account_are_one_line(tmp_path: Path) -> None:
    path = made.write(tmp_path / "a.csv", made.OWN_HEAD, "2018-01-05,2,20,040")
    convert([path], tmp_path / "out")
    (account,) = (tmp_path / "out" / "accounts").iterdir()
    text = account.read_text(encoding="utf-8")
    account.write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        read_accounts(tmp_path / "out")
    account.write_text(text, encoding="utf-8")
    (tmp_path / "out" / json.loads(text)["pieces"][0]["name"]).unlink()
    with pytest.raises(StoreError, match="are missing"):
        read_accounts(tmp_path / "out")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_half_way_loses_the_last_step_alone(files: Path, tmp_path: Path) -> None:
    paths = sorted(files.iterdir())
    convert(paths[:2], tmp_path / "out")
    with room_for(8_000), pytest.raises(FullDisk):
        convert([files], tmp_path / "out")
    accounts = read_accounts(tmp_path / "out")
    assert sum(len(account.sources) for account in accounts) == 2
    convert([files], tmp_path / "out")
    assert is_complete(tmp_path / "out")
    known = {piece.name for one in read_accounts(tmp_path / "out") for piece in one.pieces}
    left = {
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out" / "months").rglob("*")
        if path.is_file()
    }
    assert left == known


KILLED = """
import sys
from pathlib import Path
from detente.archive.convert import convert
convert([Path(sys.argv[1])], Path(sys.argv[2]), step=500)
"""


def test_a_run_that_is_killed_at_any_point_loses_nothing(files: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number, wanted in enumerate((1, 3, 4)):
        run = subprocess.Popen([sys.executable, "-c", KILLED, str(files), str(out)], cwd=ROOT)
        deadline = time.monotonic() + 60
        while run.poll() is None and time.monotonic() < deadline:
            pieces = list((out / "months").rglob("*.parquet")) if out.exists() else []
            if len(pieces) >= wanted + number:
                break
            time.sleep(0.005)
        run.kill()
        run.wait()
    done: Converted = convert([files], out)
    assert done.tally.lines == generated.totals(PLAN)["lines"]
    assert is_complete(out)
