"""What a producer writes for "not available" becomes null, cell by cell as declared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.matching import match_states
from detente.errors import CheckError, ParseError, SourceError
from detente.sources import declaration, ingest
from detente.sources.declaration import Missing, TableRule
from detente.sources.dialects import dialect
from detente.sources.missing import missing_cells, without_missing
from detente.sources.parsers import sipri_milex
from detente.sources.parsers.state_years import side_by_side
from detente.sources.shelf import SHELF, source
from detente.store.home import Store
from tests.conftest import mirror_folder

DECLARED = [source.id for source in SHELF if any(rule.missing for rule in source.tables.values())]


def rule_of(name: str, table: str | None = None) -> TableRule:
    return source(name).tables[table or name]


def spent(ccode: int, year: int, constant: float | None, current: float) -> pl.DataFrame:
    """A state-year of military spending."""
    keys = {"ccode": [ccode], "year": [year]}
    values = {"milex_constant": [constant], "milex_current": [current]}
    return pl.DataFrame({**keys, **values}, schema_overrides={"milex_constant": pl.Float64})


def test_a_zero_without_an_exchange_rate_is_no_spending_of_nothing() -> None:
    rule = rule_of("sipri_milex")
    czechoslovakia = without_missing(rule, spent(315, 1985, 10_832.0, 0.0))
    assert czechoslovakia.row(0)[2:] == (10_832.0, None)
    no_constant_dollars = without_missing(rule, spent(731, 1986, None, 0.0))
    assert no_constant_dollars.row(0)[2:] == (None, None)
    for ccode, year in ((395, 1990), (94, 1950), (95, 2024), (41, 2011)):
        true_zero = spent(ccode, year, 0.0, 0.0)
        assert without_missing(rule, true_zero).equals(true_zero), (ccode, year)
    assert without_missing(rule, spent(41, 2012, None, 0.0))["milex_current"].null_count() == 1
    redenominated = without_missing(rule, spent(101, 2000, 0.57, 1788.3))
    assert redenominated.row(0)[2:] == (None, 1788.3)


def capabilities(**values: float) -> pl.DataFrame:
    """A state-year of capabilities, all of them 5 where nothing is said."""
    columns = {name: [5.0] for name in rule_of("cow_nmc").columns}
    keys = pl.col("ccode", "year").cast(pl.Int64)
    return pl.DataFrame({**columns, **{k: [v] for k, v in values.items()}}).with_columns(keys)


def test_a_state_with_soldiers_spends_something() -> None:
    rule, twin = rule_of("cow_nmc"), rule_of("cow_nmc", "cow_nmc_published")
    taiwan = capabilities(milex=0, milper=1500)
    assert without_missing(rule, taiwan)["milex"].to_list() == [None]
    assert without_missing(twin, taiwan)["milex"].to_list() == [0], "as published"
    iceland = capabilities(milex=0, milper=0)
    assert without_missing(rule, iceland).equals(iceland)
    unknown = capabilities(milex=-9, milper=-9)
    for each in (rule, twin):
        assert without_missing(each, unknown)["milex", "milper"].null_count().row(0) == (1, 1)


def test_minus_nine_is_a_score_of_democracy() -> None:
    """What is a code in one source is a value in another."""
    assert not rule_of("democracy", "cow_democracy").missing
    low, _ = rule_of("democracy", "cow_democracy").bounds["polity2"]
    assert low == -10


def test_people_are_observed_to_2023() -> None:
    years = {"ccode": [2, 2], "year": [2023, 2024], "pop": [10.0, 11.0]}
    others = {name: [None, None] for name in rule_of("gapminder").columns if name not in years}
    frame = pl.DataFrame({**years, **others})
    assert without_missing(rule_of("gapminder"), frame)["pop"].to_list() == [10.0, None]


@given(st.lists(st.one_of(st.none(), st.integers(-9, 30)), min_size=1, max_size=30))
def test_only_what_is_declared_goes(values: list[int | None]) -> None:
    frame = pl.DataFrame({"x": values}, schema={"x": pl.Int8})
    rule = TableRule("t", rule_of("cow_nmc").grain, {"x": pl.Int8}, {}, missing=(MINUS_NINE,))
    cleared = without_missing(rule, frame)
    assert cleared["x"].to_list() == [None if value == -9 else value for value in values]
    assert missing_cells(rule, frame) == (values.count(-9),)
    assert missing_cells(rule, cleared) == (0,), "twice is once"
    assert cleared.schema == frame.schema


MINUS_NINE = Missing(columns=("x",), means="missing", values=(-9,))


def test_conditions_are_read_on_the_cells_as_published() -> None:
    """One rule does not hide from the next what it blanked."""
    rules = (
        Missing(columns=("x",), means="a", values=(0,), where="y > 0"),
        Missing(columns=("y",), means="b", values=(3,)),
    )
    columns: dict[str, type[pl.DataType]] = {"x": pl.Int64, "y": pl.Int64}
    frame = pl.DataFrame({"x": [0, 0], "y": [3, 0]})
    for order in (rules, rules[::-1]):
        rule = TableRule("t", rule_of("cow_nmc").grain, columns, {}, missing=order)
        assert without_missing(rule, frame).rows() == [(None, None), (0, 0)]


def test_a_condition_that_cannot_be_read_is_one_line() -> None:
    broken = Missing(columns=("x",), means="a", where="x >")
    rule = TableRule("t", rule_of("cow_nmc").grain, {"x": pl.Int64}, {}, missing=(broken,))
    for read in (without_missing, missing_cells):
        with pytest.raises(SourceError, match="cannot be read") as caught:
            read(rule, pl.DataFrame({"x": [1]}))
        assert "\n" not in str(caught.value) and "table t" in str(caught.value)


TABLE = {"grain": "STATE_YEAR", "columns": {"ccode": "int", "year": "int", "x": "float"}}


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"t": {**TABLE, "missing": [{"columns": ["q"], "means": "m", "values": [1]}]}}, "'q'"),
        ({"t": {**TABLE, "missing": [{"columns": ["x"], "means": "m"}]}}, "neither values nor"),
        ({"t": TABLE, "u": {"published": "v"}}, "'v', which is not declared"),
    ],
)
def test_declarations_that_say_nothing_are_refused(
    tables: Mapping[str, Mapping[str, object]], said: str
) -> None:
    with pytest.raises(SourceError, match=said):
        declaration._rules(dict(tables), "x.toml")


def test_a_table_that_still_holds_codes_is_told_apart() -> None:
    """A store of an earlier version kept them: the next pull clears them."""
    frame = capabilities(milex=-9.0, milper=3.0).with_columns(cinc=0.1, year=1990)
    frame = frame.cast({"year": pl.Int64})
    with pytest.raises(CheckError, match="1 cells of 'milex'.*pull the source again"):
        ingest.check(source("cow_nmc"), rule_of("cow_nmc"), frame)


NAMES = ["country", "notes", "first", "second"]


def test_a_mark_that_nobody_declared_is_refused() -> None:
    head = ("Country", "Notes", "1990", "1991")
    for mark in sipri_milex.MARKS:
        sheet = pl.DataFrame([head, ("France", "", mark, "5")], orient="row", schema=NAMES)
        assert sipri_milex._sheet(sheet, "Current US$", "x")["x"].to_list() == [5.0]
    odd = pl.DataFrame([head, ("France", "", "n.a.", "5")], orient="row", schema=NAMES)
    with pytest.raises(ParseError, match="'n.a.' is neither a number nor a mark"):
        sipri_milex._sheet(odd, "Current US$", "x")


def test_the_terms_say_what_only_a_users_own_store_holds() -> None:
    for each in SHELF:
        assert bool(each.own_store) == (each.terms == "no"), each.id


def paths_of(name: str) -> dict[str, Path]:
    folder = mirror_folder()
    assert folder is not None
    found = source(name)
    return {file.name: folder / (file.folder or found.mirror) / file.name for file in found.files}


@pytest.mark.mirror
@pytest.mark.parametrize("name", DECLARED)
def test_cells_are_as_many_as_declared(name: str) -> None:
    found = source(name)
    frames = ingest.parse(found, paths_of(name))
    for table, rule in found.tables.items():
        counted = missing_cells(rule, frames[rule.published or table])
        assert counted == tuple(entry.cells for entry in rule.missing), table


@pytest.mark.mirror
def test_244_zeros_have_spending_in_local_currency(mirrored: Store) -> None:
    """The workbook itself tells them apart: spent in local currency, no dollars.

    One of them is Serbia and Montenegro in 1996, whose rows are matched by their dates.
    """
    import fastexcel

    book = fastexcel.read_excel(paths_of("sipri_milex")["SIPRI-Milex-data-1949-2024_2.xlsx"])
    sheets = []
    for sheet, name in (("Local currency calendar years", "local"), ("Current US$", "dollars")):
        raw = book.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
        sheets.append(sipri_milex._sheet(raw, sheet, name))
    both = side_by_side(sheets)
    without_rate = both.filter((pl.col("dollars") == 0) & (pl.col("local") > 0))
    states = match_states(without_rate, "place", dialect=dialect("sipri_milex")).frame
    assert states.height == 244
    ours = mirrored.get("sipri_milex").frame
    cells = states.join(ours, on=["ccode", "year"], how="left")
    assert cells["milex_current"].null_count() == 244
    czechoslovakia = ours.filter((pl.col("ccode") == 315) & (pl.col("year") == 1985)).row(0)
    assert (round(czechoslovakia[2]), czechoslovakia[3]) == (10_832, None)
    zeros = ours.filter(pl.col("milex_current") == 0)
    counts = zeros.group_by("ccode").len().sort("ccode").rows()
    assert counts == [(41, 16), (94, 76), (95, 25), (395, 37)], "Haiti, Costa Rica, Panama, Iceland"


@pytest.mark.mirror
def test_no_table_of_the_store_holds_a_code_for_missing(mirrored: Store) -> None:
    """No column of counts, days, money or deaths is negative, and no text stands for nothing."""
    odd = []
    for found in SHELF:
        for table, rule in found.tables.items():
            if found.layout_seen:
                continue
            frame = mirrored.get(table).frame
            for name, dtype in frame.schema.items():
                if rule.published or name.startswith(SIGNED):
                    continue
                if dtype.is_numeric() and (frame[name] < 0).any():
                    odd.append((table, name))
                if dtype == pl.String and frame[name].is_in(TEXTS).any():
                    odd.append((table, name))
                if dtype == pl.Date and (frame[name].dt.year() > LAST_DAY.year).any():
                    odd.append((table, name))
    assert odd == [("country_codes", "letters2")], "NA are the two letters of Namibia"


SIGNED = (
    *(
        "polity",
        "euds",
        "aeuds",
        "lat",
        "lng",
        "lon",
        "label_x",
        "label_y",
        "legacy",
        "all",
        "fp",
        "theta",
    ),
    *("lterr", "lwr", "upr", "m_lterr", "m_lwr", "m_upr"),
    *("gdp_growth", "inflation", "foreign_investment", "energy_imports"),
)
"""Beginnings of columns whose values may be negative: scores, places, estimates, growth."""
LAST_DAY = date(9999, 12, 31)
"""What stands for no end, where a spell is open."""
TEXTS = ["", ".", "..", "...", "xxx", "NA", "N/A", "NaN", "-9", "-99", "Unknown"]
"""Texts that stand for nothing."""
