"""Bad input that others' tests do not name: what is counted, what is refused, in one line each."""

from __future__ import annotations

import gzip
import resource
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from detente.archive.blocks import LONGEST_LINE, blocks
from detente.archive.convert import convert
from detente.errors import RequestError
from tests.archive import made

GIGABYTE = 1 << 30


def lost(tmp_path: Path, path: Path) -> tuple[int, dict[tuple[str, str], int]]:
    """Convert a file: lines kept, and lines lost by reason."""
    done = convert([path], tmp_path / "out")
    assert done.tally.kept + sum(done.tally.lost.values()) == done.tally.lines
    return done.tally.kept, dict(done.tally.lost)


def test_a_line_of_a_gigabyte_is_counted_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.CSV"
    good = f"{made.gdelt_line('gdelt2')}\n".encode()
    with path.open("wb") as file:
        file.write(good)
        # a hole of zeros takes no room on the disk
        file.seek(GIGABYTE, 1)
        file.write(b"\n" + good)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reasons: Counter[str] = Counter()
    assert b"".join(blocks(path, reasons)) == good + good
    assert dict(reasons) == {"a line too long": 1}
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 100 * LONGEST_LINE


@pytest.mark.parametrize(
    ("head", "line", "reason"),
    [
        (made.ICEWS_HEAD, made.icews_line(), "a header again"),
        (made.POLECAT_HEAD, made.polecat_line(), "a header again"),
        (made.OWN_HEAD, "2018-01-05,2,20,040", "no readable day"),
    ],
    ids=["icews", "polecat", "own"],
)
def test_a_header_in_the_middle_is_counted(
    head: str, line: str, reason: str, tmp_path: Path
) -> None:
    path = made.write(tmp_path / "x.tab", head, line, head, line)
    assert lost(tmp_path, path) == (2, {(reason, ""): 1})


def test_dates_of_1979_and_2099(tmp_path: Path) -> None:
    path = made.write(
        tmp_path / "x.CSV",
        made.gdelt_line("gdelt2", SQLDATE="19790704"),
        made.gdelt_line("gdelt2", SQLDATE="20990704", DATEADDED="20180106"),
        made.gdelt_line("gdelt2", SQLDATE="20990704", DATEADDED=""),
        made.gdelt_line("gdelt2", SQLDATE="20180230"),
    )
    kept, reasons = lost(tmp_path, path)
    assert kept == 1
    assert reasons == {("a day after it was added", ""): 2, ("no readable day", ""): 1}


@pytest.mark.parametrize(
    ("written", "year", "is_kept"),
    [("265", 1988, True), ("265", 1991, False), ("CSK", 1991, True), ("678", 1995, False)],
)
def test_codes_of_states_that_had_ended(
    written: str, year: int, is_kept: bool, tmp_path: Path
) -> None:
    path = made.write(tmp_path / "x.csv", made.OWN_HEAD, f"{year}-06-01,{written},2,040")
    kept, reasons = lost(tmp_path, path)
    assert kept == is_kept
    outside = {("a state outside the system then", written): 1}
    assert reasons == ({} if is_kept else outside)


def test_a_packed_file_without_anything_in_it_is_one_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w"):
        pass
    (tmp_path / "x.gz").write_bytes(gzip.compress(b""))
    for name in ("x.zip", "x.gz"):
        with pytest.raises(RequestError, match="is empty|could be read|neither"):
            convert([tmp_path / name], tmp_path / "out")
