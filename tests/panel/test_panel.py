"""Panels: grains by day, joins that keep the rows, nulls where a source ends, and what a fresh machine gets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.columns import describe
from detente.errors import DateError, PanelError, RequestError
from detente.grain import Grain
from detente.panel.adder import Columns, join_dyad, join_state
from detente.panel.adders.shelf import SHELF, adder
from detente.panel.panel import dyad_years, state_years
from detente.store.home import Store
from detente.store.table import Provenance, Table

SPINE = pl.LazyFrame({"ccode1": [2, 20, 2], "ccode2": [20, 2, 200], "year": [1990, 1990, 2020]})


def test_state_years_are_by_day() -> None:
    frame = state_years().to_polars()
    assert frame.height == 17901 or frame.height > 17000
    germany = frame.filter(pl.col("ccode").is_in([255, 260, 265]) & (pl.col("year") == 1990))
    assert germany.height == 3, "in 1990 all three existed on some day"


def test_a_dyad_year_needs_one_same_day() -> None:
    frame = dyad_years(years=(1975, 1975)).to_polars()
    assert frame.filter((pl.col("ccode1") == 115) & (pl.col("ccode2") == 817)).is_empty(), "Suriname and South Vietnam"
    frame = dyad_years(years=(1990, 1990)).to_polars()
    assert frame.filter((pl.col("ccode1") == 255) & (pl.col("ccode2") == 260)).is_empty()


def test_both_systems_and_both_directions() -> None:
    one, both = dyad_years("gw", years=(2000, 2001)).to_polars(), dyad_years("gw", directed=True, years=(2000, 2001)).to_polars()
    assert both.height == 2 * one.height and one.columns == ["gwcode1", "gwcode2", "year"]
    assert (one["gwcode1"] < one["gwcode2"]).all() and both.is_sorted if hasattr(both, "is_sorted") else True


def test_a_dyad_column_goes_both_ways_and_keeps_the_rows() -> None:
    columns = Columns(pl.LazyFrame({"ccode1": [2], "ccode2": [20], "year": [1990], "x": [3]}), ("x",), ("x",), (1816, 2016), one_way=True)
    assert join_dyad(SPINE, columns, ("ccode1", "ccode2")).collect()["x"].to_list() == [3, 3, None], "2020 lies outside: null, not zero"
    directed = Columns(columns.frame, ("x",), ("x",), (1816, 2016))
    assert join_dyad(SPINE, directed, ("ccode1", "ccode2")).collect()["x"].to_list() == [3, 0, None]


def test_a_state_column_becomes_two() -> None:
    columns = Columns(pl.LazyFrame({"ccode": [2, 20], "year": [1990, 1990], "x": [1.0, 2.0]}), ("x",))
    frame = join_state(SPINE, columns, ("ccode1", "ccode2")).collect()
    assert frame["x1"].to_list() == [1.0, 2.0, None] and frame["x2"].to_list() == [2.0, 1.0, None]


def test_a_fresh_machine_without_a_network_gets_our_measures() -> None:
    panel = dyad_years(years=(1985, 2020)).add("nmc", "atop", "igos", "contiguity", "gml_mids", "democracy", "milex", "wdi",
                                               "ideal_points", "similarity")
    frame = panel.to_polars()
    assert frame.height == dyad_years(years=(1985, 2020)).to_polars().height
    assert {"cinc1", "atop_depth", "dyadigos", "border", "disputes_10y", "v2x_polyarchy2", "pi"} <= set(frame.columns)
    assert len(panel.notes) == 9 and all("starter gives" in n or "the starter" in n for n in panel.notes)
    late = frame.filter(pl.col("year") == 2020)
    assert late["disputes_10y"].null_count() == late["atop_depth"].null_count() == late.height, "null after a source ends"
    assert set(panel.versions()) == set(frame.columns) - {"ccode1", "ccode2", "year"}
    assert "gibler_miller_little2016" in panel.cite() and all(c.label and c.unit for c in panel.codebook())


def test_zeros_need_a_state_that_the_source_knows() -> None:
    spine = pl.LazyFrame({"ccode1": [2, None], "ccode2": [20, 20], "year": [1990, 1990]})
    columns = Columns(pl.LazyFrame({"ccode1": [9], "ccode2": [10], "year": [1990], "x": [3]}), ("x",), ("x",), (1816, 2016))
    assert join_dyad(spine, columns, ("ccode1", "ccode2")).collect()["x"].to_list() == [0, None]


def test_years_may_be_typed_as_people_do() -> None:
    heights = {state_years(years=y).to_polars().height for y in ((1990, 1991), "1990-1991")}  # type: ignore[arg-type]
    assert len(heights) == 1 and state_years(years=1990).to_polars()["year"].unique().to_list() == [1990]
    for odd in (("2000", "2001"), (1, 2, 3), "abc", 2.5):
        with pytest.raises(DateError):
            state_years(years=odd)  # type: ignore[arg-type]


def test_gleditsch_ward_panels_take_codes_of_the_year() -> None:
    frame = state_years("gw", years=(1985, 2010)).add("nmc").to_polars()
    assert frame.filter((pl.col("gwcode") == 260) & (pl.col("year") == 2010))["cinc"].null_count() == 0
    assert frame.columns == ["gwcode", "year", "cinc", "cinc_share"]


@pytest.mark.parametrize(("make", "word"), [
    (lambda: state_years("xyz"), "no state system"), (lambda: state_years(years=(1700, 1800)), "1816"),
    (lambda: dyad_years(years=(2000, 1990)), "backwards"), (lambda: state_years().add("nmcc"), "near: nmc"),
    (lambda: state_years().add("atop"), "about pairs"), (lambda: state_years().add("nmc").add("nmc"), "before"),
])
def test_bad_requests_are_one_line(make: object, word: str) -> None:
    with pytest.raises((PanelError, DateError, RequestError), match=word) as caught:
        make()  # type: ignore[operator]
    assert "\n" not in str(caught.value)


def test_columns_of_the_shelf_are_in_the_dictionary(world: object) -> None:
    for member in SHELF:
        grain = dyad_years(years=(2000, 2000)) if member.dyad or member.dyad_starter else state_years(years=(2000, 2000))
        for name in grain.add(member.id).frame.collect_schema().names():
            assert describe(name).label
    with pytest.raises(PanelError, match="dictionary"):
        describe("nothing")
    with pytest.raises(PanelError, match="nothing to add"):
        adder("xxx")


def test_a_table_in_the_store_goes_before_the_starter(tmp_path: Path) -> None:
    store = Store(tmp_path / "own")
    provenance = Provenance(("cow_nmc",), "7.0", 1990, "cite", "x", ("singer1987",), "{}", "invented")
    names = ["milex", "milper", "irst", "pec", "tpop", "upop", "cinc"]
    frame = pl.DataFrame({"ccode": [2], "year": [1990], **{n: [9.0] for n in names}})
    store.put(Table("cow_nmc", frame, Grain.STATE_YEAR, provenance))
    panel = state_years(years=(1990, 1990), store=store).add("nmc")
    assert panel.notes == () and panel.to_polars().filter(pl.col("ccode") == 2)["milex"].to_list() == [9.0]
    assert panel.versions()["milex"] == "cow_nmc 7.0"


@pytest.mark.parametrize("ending", ["parquet", "csv", "dta"])
def test_panels_are_written_with_their_labels(tmp_path: Path, ending: str) -> None:
    panel = state_years(years=(2000, 2001)).add("nmc", "democracy")
    path = panel.write(tmp_path / "deep" / f"panel.{ending}")
    if ending == "parquet":
        assert json.loads(pl.read_parquet_metadata(path)["codebook"])["cinc"]["unit"] == "share"
        assert pl.read_parquet(path).equals(panel.to_polars())
    elif ending == "csv":
        assert pl.read_csv(path).height == panel.to_polars().height
    else:
        pyreadstat = pytest.importorskip("pyreadstat")
        frame, meta = pyreadstat.read_dta(str(path))
        assert len(frame) == panel.to_polars().height and "Composite index" in meta.column_names_to_labels["cinc"]
    assert [p.name for p in path.parent.iterdir()] == [path.name], "no half file is left"


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PanelError, match="near: .parquet"):
        state_years(years=(2000, 2000)).write(tmp_path / "x.xlsx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(PanelError, match="cannot be written"):
        state_years(years=(2000, 2000)).write(tmp_path / "file" / "x.csv")


def test_other_frames() -> None:
    pd, pa = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    panel = state_years(years=(2000, 2000))
    assert isinstance(panel.to_pandas(), pd.DataFrame) and isinstance(panel.to_arrow(), pa.Table)
    assert date(2000, 1, 1) and panel.cite() == ""


@pytest.mark.mirror
def test_all_directed_dyad_years_with_every_source(mirrored: Store) -> None:
    panel = dyad_years(directed=True, store=mirrored).add("nmc", "atop", "contiguity", "gml_mids", "democracy", "milex", "wdi")
    frame = panel.to_polars()
    assert frame.height == 2252760, "as many as the reference has"
    assert panel.notes == () and frame.filter(pl.col("year") > 2018)["atop_defense"].null_count() > 0
    usa = frame.filter((pl.col("ccode1") == 2) & (pl.col("ccode2") == 20) & (pl.col("year") == 2000))
    assert usa["atop_defense"].to_list() == [1] and usa["conttype"].to_list() == [1]


def test_joint_memberships_are_named_as_the_field_names_them() -> None:
    frame = dyad_years(years=(2000, 2000)).add("igos").to_polars()
    assert (frame["dyadigos"] == frame["dyadigos_full"] + frame["dyadigos_associate"]).all()


@pytest.mark.mirror
def test_contiguity_counts_the_years_that_it_touches(mirrored: Store) -> None:
    frame = dyad_years(years=(1990, 1990), store=mirrored).add("contiguity", "gml_mids").to_polars()
    row = frame.filter((pl.col("ccode1") == 260) & (pl.col("ccode2") == 265))
    assert row["conttype"].to_list() == [1] and "gmlmidonset" in frame.columns
