"""The catalog: what a day may see, by every rule by which a table can say when it was observed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.errors import MissingTable, StoreError
from detente.store.catalog import Catalog, default_catalog
from detente.store.cut import cut
from detente.store.home import Store
from tests import invented
from tests.panel import world_of_five

BY_YEAR = pl.DataFrame({"ccode": [2, 2, 2], "year": [2012, 2013, 2014], "x": [1.0, 2.0, 3.0]})


def cut_frame(frame: pl.DataFrame, table: str, day: date) -> pl.DataFrame:
    return cut(frame.lazy(), table, day).collect()


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2013, 12, 31), [2012, 2013]),
        (date(2013, 12, 30), [2012]),
        (date(2014, 1, 1), [2012, 2013]),
        (date(2011, 6, 1), []),
        (date(2030, 1, 1), [2012, 2013, 2014]),
    ],
)
def test_a_year_is_observed_on_its_last_day(day: date, years: list[int]) -> None:
    assert cut_frame(BY_YEAR, "invented", day)["year"].to_list() == years


def test_a_date_is_a_day() -> None:
    frame = pl.DataFrame({"date": [date(2013, 5, 1), date(2013, 5, 2)], "x": [1, 2]})
    assert cut_frame(frame, "invented", date(2013, 5, 1))["x"].to_list() == [1]


@pytest.mark.parametrize("whole_years", [True, False])
def test_a_spell_that_is_open_ends_at_the_day(whole_years: bool) -> None:
    spells = pl.DataFrame({"start": [1990, 2000, 2014], "end": [1999, 2020, 2020]})
    if not whole_years:
        spells = spells.select(pl.date(pl.col(name), 1, 1).alias(name) for name in ("start", "end"))
    known = cut_frame(spells, "invented", date(2013, 12, 31))
    last = 2013 if whole_years else date(2013, 12, 31)
    assert known.height == 2 and known["end"][1] == last
    assert known["end"][0] == spells["end"][0], "what had ended keeps its end"


def test_a_column_becomes_known_years_after_its_row() -> None:
    frame = pl.DataFrame({"year": [2005, 2008, 2009], "came": [1, 0, 1], "gain": [0.1, 0.2, 0.3]})
    known = cut_frame(frame, "windows", date(2013, 12, 31))
    assert known["came"].to_list() == [1, 0, None] and known["gain"].null_count() == 0
    assert cut_frame(frame, "windows", date(2013, 12, 30))["came"].to_list() == [1, None, None]


def test_what_describes_a_whole_spell_is_known_when_it_is_over() -> None:
    ends = {1: date(1990, 6, 1), 2: date(1995, 6, 1), 3: None}
    first = {"start": date(1990, 1, 1)}
    crises = [{"crisno": n, "end": day, "viol": n, **first} for n, day in ends.items()]
    frame = world_of_five.table("icb_crises", crises).frame
    known = cut_frame(frame, "icb_crises", date(1992, 12, 31))
    assert known["viol"].to_list() == [1, None, None], "a crisis without an end is not over"
    assert cut_frame(frame, "icb_crises", date(1995, 6, 1))["viol"].to_list() == [1, 2, None]


def test_a_state_that_comes_back_into_a_war_is_not_seen_to_do_so_before() -> None:
    days = {"start": date(1939, 9, 3), "paused": date(1940, 6, 22), "resumed": date(1944, 10, 23)}
    row = {"warnum": 139, **days, "end": date(1945, 8, 14), "outcome": 1}
    frame = world_of_five.table("cow_war_states", [row]).frame
    shown = ("paused", "resumed", "end", "outcome")
    seen = {
        year: cut_frame(frame, "cow_war_states", date(year, 12, 31)).select(shown).row(0)
        for year in (1939, 1942, 1944, 1945)
    }
    assert seen == {
        1939: (None, None, date(1939, 12, 31), None),
        1942: (date(1940, 6, 22), None, date(1942, 12, 31), None),
        1944: (date(1940, 6, 22), date(1944, 10, 23), date(1944, 12, 31), None),
        1945: (date(1940, 6, 22), date(1944, 10, 23), date(1945, 8, 14), 1),
    }


def test_a_year_in_a_column_is_known_when_it_is_over() -> None:
    frame = pl.DataFrame({"year": [1990, 1990, 1990], "known": [0, 2004, 2009]})
    known = cut_frame(frame, "conduct", date(2005, 12, 31))
    assert known["known"].to_list() == [0, 2004, None]


def test_a_risk_is_known_the_year_before_it_is_about() -> None:
    frame = pl.DataFrame({"year": [2013, 2014, 2015]})
    assert cut_frame(frame, "risk", date(2013, 12, 31))["year"].to_list() == [2013, 2014]


def test_a_forecast_is_scored_when_its_horizon_is_over() -> None:
    frame = pl.DataFrame({"origin": [2000, 2000], "horizon": [10, 20]})
    frame = frame.with_columns(pl.col("horizon").cast(pl.Int8))
    assert cut_frame(frame, "forecast_scores", date(2013, 12, 31))["horizon"].to_list() == [10]


def test_a_projection_is_known_whole_from_the_year_it_was_made() -> None:
    frame = pl.DataFrame({"year": [2024, 2050]})
    assert cut_frame(frame, "outlook", date(2023, 12, 31)).is_empty()
    assert cut_frame(frame, "outlook", date(2024, 12, 31)).height == 2


def test_a_source_says_when_its_rows_are_known() -> None:
    """Where the year of a row is not the year in which it was observed, its declaration says so."""
    projected = pl.DataFrame({"year": [2024, 2050]})
    assert cut_frame(projected, "wpp", date(2013, 12, 31)).is_empty()
    disputes = pl.DataFrame({"styear": [2000, 2001], "dispnum": [1, 2]})
    assert cut_frame(disputes, "cow_mid_disps", date(2000, 12, 31))["dispnum"].to_list() == [1]


def test_a_cut_catalog_never_widens(catalog: Catalog) -> None:
    early = catalog.as_of(1990)
    assert early.as_of(2013) is early and early.as_of(1980).day == date(1980, 12, 31)
    assert early.frame("capability")["year"].max() == 1990
    assert early.whole.frame("capability")["year"].max() == 2024, "asked for by name"
    assert catalog.as_of(date(1990, 6, 1)).frame("capability")["year"].max() == 1989


def test_a_frame_and_a_scan_are_the_same(catalog: Catalog) -> None:
    view = catalog.as_of(1999)
    for table in ("agreement", "risk", "windows", "borders", "forecast_scores", "outlook"):
        assert view.scan(table).collect().equals(view.frame(table)), table


def test_a_view_that_is_glanced_at_is_not_kept(catalog: Catalog) -> None:
    seen = catalog.glance(1987)
    assert seen.day == date(1987, 12, 31) and catalog.glance(1987) is not seen
    assert seen.frame("capability")["year"].max() == 1987
    assert seen.glance(1999) is seen, "it never widens"
    kept = catalog.as_of(1990)
    assert catalog.glance(1990) is kept


def test_what_is_let_go_of_is_read_again_and_results_stay(catalog: Catalog) -> None:
    view = catalog.as_of(2012)
    whole, cut_at = catalog.frame("capability"), view.frame("capability")
    kept = view.remember(lambda seen: [seen.day])
    view.release()
    for now, before in ((catalog, whole), (view, cut_at)):
        again = now.frame("capability")
        assert again is not before and again.equals(before)
    assert kept == [view.day]


def test_what_was_known_whole_is_shared(catalog: Catalog) -> None:
    late, early = catalog.as_of(2020), catalog.as_of(2000)
    assert late.frame("shared_organisations") is catalog.whole.frame("shared_organisations")
    for table in ("shared_organisations", "likeness", "borders"):
        for view in (early, late):
            assert view.frame(table).equals(view.scan(table).collect()), (table, view.day)


def test_the_last_year_of_a_source_is_that_of_the_day_at_most(catalog: Catalog) -> None:
    assert catalog.last_year("cow_contiguity") == 2016
    assert catalog.as_of(2000).last_year("cow_contiguity") == 2000
    assert catalog.as_of(date(2000, 6, 1)).last_year("cow_contiguity") == 1999


def test_a_result_is_remembered_by_day_and_argument(catalog: Catalog) -> None:
    calls: list[tuple[date | None, int]] = []

    def count(known: Catalog, number: int) -> int:
        calls.append((known.day, number))
        return len(calls)

    early, late = catalog.as_of(1990), catalog.as_of(1991)
    results = [early.remember(count, 1), early.remember(count, 1), early.remember(count, 2)]
    assert results == [1, 1, 2] and late.remember(count, 1) == 3


def test_a_value_is_the_nearest_number_to_the_stored_one(catalog: Catalog) -> None:
    stored = pl.read_parquet(catalog.path("agreement"))["pi_thousandths"].drop_nulls()
    values = catalog.frame("agreement")["pi"].drop_nulls()
    assert (values.to_numpy() == stored.to_numpy() / 1000).all()


def test_rows_are_still_filtered_in_the_file(catalog: Catalog) -> None:
    """Undoing the scale must not keep a filter on keys from the reader of the file."""
    plan = catalog.as_of(2013).scan("agreement").filter(pl.col("ccode1") == 2).explain()
    after_reading = plan[plan.index("Parquet SCAN") :]
    assert "SELECTION" in after_reading and "ccode1" in after_reading
    assert "FILTER" not in plan


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (pl.col("votes").cast(pl.Int64), "column 'votes' of table 'agreement' is Int64"),
        (pl.lit(1).alias("extra"), "column 'extra' of table 'agreement' is not declared"),
    ],
)
def test_a_table_that_does_not_fit_its_declaration_is_refused_in_one_line(
    tmp_path: Path, change: pl.Expr, said: str
) -> None:
    rows = pl.DataFrame({"ccode1": [2], "ccode2": [20], "year": [1990], "votes": [9]})
    frame = invented.as_declared("agreement", rows).with_columns(change)
    frame.write_parquet(tmp_path / "agreement.parquet")
    for read in (Catalog(tmp_path).frame, Catalog(tmp_path).scan):
        with pytest.raises(StoreError, match=said) as caught:
            read("agreement")
        assert "\n" not in str(caught.value) and "detente starter build" in str(caught.value)


def test_a_missing_column_and_a_missing_table_are_said(tmp_path: Path) -> None:
    pl.DataFrame({"ccode": [2]}, schema={"ccode": pl.Int16}).write_parquet(
        tmp_path / "onsets.parquet"
    )
    with pytest.raises(StoreError, match="lacks the column 'year'"):
        Catalog(tmp_path).frame("onsets")
    with pytest.raises(MissingTable, match="neither in the starter nor in the store"):
        Catalog(tmp_path, Store(tmp_path)).frame("vdem")


def test_a_broken_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "onsets.parquet").write_bytes(b"PAR1 not at all")
    for read in (Catalog(tmp_path).frame, Catalog(tmp_path).scan):
        with pytest.raises(StoreError, match="cannot be read") as caught:
            read("onsets")
        assert "\n" not in str(caught.value)


def test_the_default_catalog_is_the_starter() -> None:
    assert default_catalog().store is None and default_catalog().has("agreement")


def test_what_a_package_computed_is_let_go() -> None:
    catalog, calls = default_catalog().glance(1999), []

    def count(of: Catalog) -> int:
        calls.append(of)
        return len(calls)

    assert catalog.remember(count) == catalog.remember(count) == 1
    for package, expected in (("tests.stor", 1), ("tests.store", 2), (__name__, 3), ("", 4)):
        catalog.forget(package)
        assert catalog.remember(count) == expected


def test_a_view_that_is_let_go_holds_no_table() -> None:
    catalog = Catalog(default_catalog().starter)
    early, late = catalog.as_of(1990), catalog.as_of(2013)
    for view in (early, late):
        assert view.remember(lambda of: of.frame("regime").height) > 0
    catalog.keep_views(1)
    assert not early._frames and not early._memo._results
    assert late._frames and catalog.as_of(2013) is late
    # whoever still has it reads again, and sees the same
    assert early.frame("regime")["year"].max() == 1990
