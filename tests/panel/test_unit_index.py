"""Unit indexes: packed keys and places, against a plain dictionary."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import PanelError
from detente.panel.unit_index import NOBODY, UnitIndex, packed, unpacked

PAIRS = st.lists(st.tuples(st.integers(0, 990), st.integers(1816, 2025)), max_size=60)


@given(PAIRS, PAIRS)
def test_places_are_those_of_a_dictionary(
    rows: list[tuple[int, int]], table: list[tuple[int, int]]
) -> None:
    table = list(dict.fromkeys(table))
    where = {key: n for n, key in enumerate(table)}

    def keys(pairs: list[tuple[int, int]]) -> np.ndarray:
        return packed(
            np.array([a for a, _ in pairs], dtype=np.int64),
            np.array([b for _, b in pairs], dtype=np.int64),
        )

    units = UnitIndex.of(keys(rows))
    assert units.to_rows(units.find(keys(table))).tolist() == [
        where.get(row, len(table)) for row in rows
    ]


def test_packed_numbers_sort_as_their_columns_do() -> None:
    frame = pl.DataFrame(
        {"a": [20, 2, 2, NOBODY], "b": [2, 365, 20, 2], "y": [1990, 1991, 1990, 1816]}
    )
    order = np.argsort(packed(*(frame[c].to_numpy() for c in frame.columns)))
    assert frame[order].equals(frame.sort("a", "b", "y"))


def test_a_number_without_room_is_refused() -> None:
    with pytest.raises(PanelError, match="5,000 is more than a key has room for"):
        packed(np.array([1]), np.array([5000]))


@given(PAIRS)
def test_columns_come_back_out_of_packed_numbers(pairs: list[tuple[int, int]]) -> None:
    codes, years = (np.array([pair[n] for pair in pairs], dtype=np.int64) for n in (0, 1))
    keys = packed(codes, years)
    assert unpacked(keys, 1).tolist() == codes.tolist()
    assert unpacked(keys, 0).tolist() == years.tolist()
