"""Declarations of derived tables: what they say, and that what is built fits them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.derived_tables import DERIVED_TABLES
from detente.errors import StoreError
from detente.store import schema
from detente.store.digest import content_of
from detente.store.schema import check, declared_tables, is_revised, schema_of
from detente.store.starter import manifest, starter_folder
from tests.invented import as_declared

DECLARATION: dict[str, Any] = {
    "title": "Invented",
    "keys": ["ccode", "year"],
    "columns": {
        "ccode": {"dtype": "Int16", "unit": "COW code"},
        "year": {"dtype": "Int16", "unit": "year"},
        "draw_*": {
            "dtype": "Int16",
            "unit": "points",
            "scale": 1000,
            "count": 2,
            "null": "no vote",
        },
        "fit": {"dtype": "Float64", "unit": "points", "digits": 7},
    },
}


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the table "invented" declare itself as above."""
    made = schema.read_schema("invented", DECLARATION)
    monkeypatch.setattr(schema, "schema_of", lambda table: made if table == "invented" else None)


def frame(**columns: object) -> pl.DataFrame:
    rows = {"ccode": [2, 20], "year": [1990, 1990], "draw_0": [1, None], "draw_1": [2, 3]}
    made = pl.DataFrame(rows | {"fit": [0.123456789, 2.0]} | columns)
    return made.with_columns(pl.exclude("fit", "extra").cast(pl.Int16))


def test_every_table_of_the_starter_declares_itself() -> None:
    assert set(declared_tables()) == {derived_table.id for derived_table in DERIVED_TABLES}


@pytest.mark.parametrize("table", declared_tables())
def test_a_table_of_the_starter_is_what_it_declares(table: str) -> None:
    held = pl.read_parquet(starter_folder() / f"{table}.parquet")
    check(table, held)
    declared = schema_of(table)
    assert declared is not None and declared.title
    assert all(column.unit for column in declared.columns), "every column has a unit"
    explained = [c.name for c in declared.columns if c.null and not held[c.stored].null_count()]
    assert not explained, "null is explained where there is one"
    entry = manifest()["tables"][table]
    assert entry["schema"]["title"] == declared.title and entry["schema"]["calendar"] is not None


def test_keys_are_those_of_the_grain() -> None:
    for derived_table in DERIVED_TABLES:
        declared = schema_of(derived_table.id)
        assert declared is not None
        if derived_table.grain is not None:
            assert declared.keys == derived_table.grain.keys, derived_table.id


@pytest.mark.usefixtures("invented")
def test_a_family_of_columns_is_numbered_and_its_scale_undone() -> None:
    values = schema.undo_scale(frame(), "invented")
    assert values.columns == ["ccode", "year", "draw_0", "draw_1", "fit"]
    assert values["draw_1"].to_list() == [0.002, 0.003] and values["draw_0"].to_list() == [
        0.001,
        None,
    ]
    assert schema.undo_scale(frame().lazy(), "invented").collect().equals(values)


@pytest.mark.usefixtures("invented")
def test_last_digits_are_rounded_where_it_is_declared() -> None:
    assert schema.rounded(frame(), "invented")["fit"].to_list() == [0.1234568, 2.0]
    assert schema.rounded(frame(), "another").equals(frame())


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (frame().drop("fit"), "lacks the column 'fit'"),
        (frame(extra=["x", "y"]), "'extra' of table 'invented' is not declared"),
        (
            frame().cast({"fit": pl.Float32}),
            "'fit' of table 'invented' is Float32, declared is Float64",
        ),
        (frame().clear(), "is empty"),
        (frame(fit=[0.5, None]), "1 values of 'fit' are missing"),
        (frame(ccode=[2, 2]), "2 rows share a key"),
        (frame().select("year", pl.exclude("year")), "not in the order declared"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(made: pl.DataFrame, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        schema.check("invented", made)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": {"x": {"unit": "share"}}}, "lacks 'dtype'"),
        ({"columns": {"x": {"dtype": "Int16"}}}, "lacks 'unit'"),
        ({"columns": {"x": {"dtype": "Int17", "unit": "share"}}}, "dtype 'Int17' is not known"),
        ({"columns": {"x": {"dtype": "Int16", "unit": "a", "colour": 1}}}, "colour"),
        ({"calendar": {"unknown": ["year"]}}, "unknown"),
    ],
)
def test_a_wrong_declaration_is_refused_in_one_line(change: dict[str, Any], said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        schema.read_schema("invented", DECLARATION | change)
    assert "store/tables/invented.toml" in str(caught.value)


def test_tables_estimated_from_all_years_say_so() -> None:
    revised = {table for table in declared_tables() if is_revised(table)}
    assert revised >= {"outcomes", "position_draws", "positions", "regime", "speech"}
    assert not revised & {"agreement", "capability", "risk", "windows"}


@given(st.lists(st.floats(1e-9, 1e9), min_size=1, max_size=20))
def test_a_digest_counts_seven_significant_digits(values: list[float]) -> None:
    column = pl.DataFrame({"x": values}).select(pl.col("x").round_sig_figs(7))
    shifted = column.select(pl.col("x") * (1 + 1e-14))
    assert content_of(column) == content_of(shifted)
    assert content_of(column) != content_of(column.select(pl.col("x") * 1.001))


def test_a_digest_takes_the_sign_off_zero_and_sees_types_and_nulls() -> None:
    zero = pl.DataFrame({"x": [0.0]})
    assert content_of(zero) == content_of(pl.DataFrame({"x": [-0.0]}))
    others = [zero.cast(pl.Float32), pl.DataFrame({"x": [None]}, schema={"x": pl.Float64})]
    assert len({content_of(each) for each in (zero, *others)}) == 3


def test_invented_rows_fit_their_declaration(tmp_path: Path) -> None:
    rows = pl.DataFrame({"ccode": [2], "year": [1990], "begun": [1]})
    check("onsets", as_declared("onsets", rows))
