"""Workbooks with a cell so far out that the reader would never come back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from detente.errors import ParseError
from detente.sources.parsers.workbooks import read_sheet


def book(path: Path, *cells: tuple[int, int, str]) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        for row, column, text in cells:
            sheet.write_string(row, column, text)
    return path


def respelled(path: Path, old: bytes, new: bytes) -> Path:
    """Replace a text in each member of a workbook."""
    target = path.with_name(f"other-{path.name}")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(old, new))
    return target


def test_columns_of_a_small_book_are_read(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", (0, 0, "state"), (0, 1, "p"), (1, 0, " Atlantis "))
    frame = read_sheet(path, ["state"], where="example")
    assert frame.rows() == [("Atlantis",)]


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 1_000), (3, 16_383)])
def test_a_cell_at_the_far_corner_is_refused(tmp_path: Path, row: int, column: int) -> None:
    """By hand: 1,048,576 rows of 1,001 columns are a thousand million cells."""
    path = book(tmp_path / "far.xlsx", (0, 0, "state"), (row, column, "x"))
    with pytest.raises(ParseError, match=f"row {row + 1}, column {column + 1}") as caught:
        read_sheet(path, ["state"], where="example")
    assert "\n" not in str(caught.value)


def test_a_damaged_place_of_a_cell_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", (0, 0, "state"), (1, 0, "Atlantis"))
    with pytest.raises(ParseError, match="column 717560"):
        read_sheet(respelled(path, b'"A2"', b'"Anull2"'), ["state"], where="example")
