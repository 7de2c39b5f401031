"""Border overrides: by hand, against what is coded, and only where both states exist."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.border_overrides import border_overrides, corrected, overrides_in
from detente.actors.systems import COMPLETE_TO
from detente.institutions.borders import KINDS

TURKEY_CYPRUS, MOROCCO_MAURITANIA, KOREA_JAPAN = (352, 640), (435, 600), (732, 740)


def coded(*rows: tuple[int, int, str]) -> pl.DataFrame:
    schema = {"ccode1": pl.Int16, "ccode2": pl.Int16, "border": pl.Enum(KINDS)}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def test_by_hand() -> None:
    table = coded((*TURKEY_CYPRUS, "land"), (*MOROCCO_MAURITANIA, "land"), (200, 205, "land"))
    found = corrected(table, 2010)
    kinds = {(one, other): kind for one, other, kind in found.iter_rows()}
    assert kinds[TURKEY_CYPRUS] == "sea" and MOROCCO_MAURITANIA not in kinds
    assert kinds[200, 205] == "land", "what no row names stays as it is coded"
    assert overrides_in(2010)[KOREA_JAPAN].kilometres == 50
    assert (365, 369) not in overrides_in(2013) and (365, 369) in overrides_in(2014)


def test_rows_are_whole() -> None:
    for row in border_overrides():
        first, second = row.pair
        assert first < second and row.kind in (*KINDS, "none") and row.start <= row.end
        assert row.source and (row.checked or not row.url)
        assert (row.kilometres is not None) <= (row.kind in ("strait", "sea")), row.pair
        assert row.note or row.kilometres is not None, "a row says something"
        years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", row.note)
        assert all(int(year) <= row.start for year in years), row.pair


@given(st.integers(1816, COMPLETE_TO))
def test_one_row_a_pair_and_year(year: int) -> None:
    rows = [row for row in border_overrides() if row.start <= year <= row.end]
    assert len({row.pair for row in rows}) == len(rows)
    found = corrected(coded(), year)
    assert not found.select("ccode1", "ccode2").is_duplicated().any()
    assert set(found["border"]) <= set(KINDS)


@pytest.mark.parametrize("year", [1816, 1900, 1940])
def test_states_that_do_not_exist_have_no_border(year: int) -> None:
    assert all(352 not in pair and 347 not in pair for pair in overrides_in(year))
