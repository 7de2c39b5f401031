"""Panels: own data, subsets, reasons for empty cells, whittling, versions, files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from detente.errors import PanelError
from detente.panel.create import dyad_years, dyadic_dispute_years, leader_years, state_years
from detente.store.home import Store
from tests.panel.world_of_five import CAN, RUS, UKG, USA, store

FIVE = ["USA", "Canada", "United Kingdom", "France", "Russia"]


@pytest.fixture
def five(tmp_path: Path) -> Store:
    return store(tmp_path / "five")


def test_reasons_for_empty_cells(five: Store) -> None:
    panel = dyad_years(years=(1999, 2011), states=FIVE, directed=True, store=five).add(
        "nmc", "gml_mids"
    )
    reasons = panel.why("fatality1").group_by("reason").len().sort("reason").rows()
    assert reasons == [("not-applicable", 20 * 12 - 2), ("not-covered", 20)], (
        "no dispute to describe; and nothing after 2010"
    )
    assert set(panel.why("cinc1").filter(pl.col("year") == 1999)["reason"]) == {"missing-in-source"}
    assert panel.why("cinc1").columns == ["ccode1", "ccode2", "year", "reason"]
    micro = state_years("gw", years=1998, store=five).add("nmc").why("cinc")
    reasons_of = dict(micro.select("gwcode", "reason").rows())
    assert reasons_of[221] == "missing-in-source", "Monaco has a code of both systems"
    assert reasons_of[970] == "not-a-member", "Kiribati entered the other system in 1999"
    with pytest.raises(PanelError, match="no column 'cinc3'.*near: cinc"):
        panel.why("cinc3")


@pytest.mark.mirror
def test_every_empty_cell_has_a_reason(mirrored: Store) -> None:
    panel = dyad_years(years=(1985, 2025), store=mirrored).add(
        "nmc", "contiguity", "gml_mids", "minimum_distance", "trade", "archigos"
    )
    for origin in panel.lineage:
        found = panel.why(origin.column)
        assert found.height == panel.frame[origin.column].null_count()
        assert set(found["reason"]) <= {
            "not-covered",
            "not-a-member",
            "not-applicable",
            "missing-in-source",
        }
    last = panel.why("conttype")
    assert set(last["reason"]) == {"not-covered"} and last["year"].min() == 2017


def test_own_frames_meet_the_keys_they_declare(five: Store) -> None:
    pairs = dyad_years(years=(1998, 1999), states=["USA", "Canada"], directed=True, store=five)
    own = pl.DataFrame({"ccode": [USA, CAN], "year": [1999, 1999], "x": [1.0, 2.0]})
    found = pairs.add_frame(
        own,
        keys=["ccode", "year"],
        source="survey",
        version="3",
        citation="@misc{me, title={Mine}}",
        labels={"x": "Trust"},
    )
    assert found.frame.filter(pl.col("year") == 1999).select("x1", "x2").rows() == [
        (1.0, 2.0),
        (2.0, 1.0),
    ]
    assert (
        found.versions()["x1"] == "survey 3"
        and "@misc{me" in found.cite()
        and found.codebook()[-1].label == "Trust, second state"
    )
    assert set(found.why("x1")["reason"]) == {"not-covered"}
    yearly = pairs.add_frame(
        own.to_pandas().rename(columns={"ccode": "ccode1", "x": "y"}), keys=["ccode1", "year"]
    )
    assert yearly.frame["y"].drop_nulls().to_list() == [1.0, 2.0]
    arrow = pairs.add_frame(
        pl.DataFrame({"year": [1998, 1999], "world": [1, 2]}).to_arrow(), keys="year"
    )
    assert arrow.frame["world"].to_list() == [1, 2, 1, 2]
    german = pl.DataFrame({"gwcode": [260, 260], "year": [1985, 2010], "z": [1, 2]})
    crossed = (
        state_years(years=(1985, 2010))
        .add_frame(german, keys=["gwcode", "year"])
        .frame.drop_nulls("z")
    )
    assert crossed.select("ccode", "year").rows() == [(255, 2010), (260, 1985)], "true by year"
    leaders = leader_years("cow", years=1999, store=five).add_frame(
        pl.DataFrame({"obsid": ["USA-1993"], "w": [1]}), keys="obsid"
    )
    assert leaders.frame["w"].to_list() == [1, None, None]


def test_bad_own_frames_are_refused(five: Store) -> None:
    pairs, states = (
        dyad_years(years=1999, states=FIVE, store=five),
        state_years(years=1999, states=FIVE, store=five),
    )
    big = pl.DataFrame({"ccode": range(1_000_000), "year": 1999, "x": 1.0}).with_columns(
        pl.when(pl.col("ccode") == 999_999).then(7).otherwise("ccode").alias("ccode")
    )
    refused = [
        (lambda: states.add_frame(big, keys=["ccode", "year"]), "share a key.*ccode=7, year=1999"),
        (
            lambda: states.add_frame(
                pl.DataFrame({"ccode1": [2], "ccode2": [20], "x": [1]}), keys=["ccode1", "ccode2"]
            ),
            "about pairs; use it with dyad-years",
        ),
        (
            lambda: states.add_frame(pl.DataFrame({"gwcode": [2], "x": [1]}), keys="gwcode"),
            "only year by year; in the frame to add; give the keys gwcode and year",
        ),
        (
            lambda: states.add_frame(pl.DataFrame({"iso": ["x"], "y": [1]}), keys="iso"),
            "key 'iso' is not a key of this panel",
        ),
        (
            lambda: states.add_frame(pl.DataFrame({"ccode": [2], "x": [1]}), keys="code"),
            "key column 'code' is missing",
        ),
        (
            lambda: states.add_frame(pl.DataFrame({"ccode": [2.5], "x": [1]}), keys="ccode"),
            "not a whole number",
        ),
        (
            lambda: states.add_frame(pl.DataFrame({"ccode": [2, None], "x": [1, 2]}), keys="ccode"),
            "is empty in 1 rows",
        ),
        (lambda: states.add_frame([1, 2], keys="ccode"), "a list is not a frame"),
        (lambda: states.add_frame(pl.DataFrame({"ccode": [2]}), keys=[]), "needs keys"),
        (
            lambda: pairs.add("nmc").add_frame(
                pl.DataFrame({"ccode": [2], "cinc": [1]}), keys="ccode"
            ),
            "has a column 'cinc1' already",
        ),
    ]
    for make, word in refused:
        with pytest.raises(PanelError, match=word) as caught:
            make()
            pytest.fail(word)
        assert "\n" not in str(caught.value)


def test_subsets(five: Store) -> None:
    panel = dyad_years(years=(1938, 1941), states=FIVE, store=five)
    assert panel.only(years=1939).frame["year"].unique().to_list() == [1939]
    assert (
        panel.only(majors=True)
        .frame.filter(pl.col("year") == 1941)
        .select(pl.col("ccode1").eq(USA) | pl.col("ccode2").eq(USA))
        .to_series()
        .all()
    )
    assert panel.only(where=pl.col("ccode2") == RUS).frame["ccode2"].unique().to_list() == [RUS]
    assert state_years(years=1999, region="oceania").frame["ccode"].is_between(900, 999).all()
    added = panel.add("nmc")
    assert added.only(states=["USA", 20]).frame.columns == added.frame.columns, (
        "columns follow their rows"
    )
    relevant = dyad_years(years=(1999, 2017), states=FIVE, store=five, relevant=True)
    kept = {
        (a, b)
        for a, b in relevant.frame.filter(pl.col("year") == 2017).select("ccode1", "ccode2").rows()
    }
    assert kept == {(USA, c) for c in (CAN, UKG, 220, RUS)} | {(UKG, 220)} and any(
        "2016" in n for n in relevant.notes
    )
    with pytest.raises(PanelError, match="pairs of states"):
        state_years(years=1999, store=five).relevant()


def test_whittling_in_any_order(five: Store) -> None:
    disputes = dyadic_dispute_years("gml", store=five)
    assert (
        disputes.frame["dispnum"].to_list() == [7, 8, 9, 10]
        and disputes.show_duplicates().height == 4
    )
    assert disputes.whittle("onsets").frame["dispnum"].to_list() == [8, 9, 10]
    assert disputes.whittle("fatality").frame["dispnum"].to_list() == [7], (
        "six beats missing, which ranks between none and few"
    )
    assert disputes.whittle("onsets", "fatality").frame["dispnum"].to_list() == [8, 10]
    assert disputes.whittle("onsets", "fatality", "startmonth").frame["dispnum"].to_list() == [10]
    assert disputes.whittle("startmonth").frame["dispnum"].to_list() == [7] and disputes.whittle(
        "jds"
    ).frame["dispnum"].to_list() == [7]
    assert disputes.whittle().frame.height == 1 and disputes.whittle("onsets", "first").frame[
        "dispnum"
    ].to_list() == [8]
    assert disputes.versions()["fatality"].startswith("gml_disputes")
    with pytest.raises(
        PanelError, match="no rule of whittling is called 'fatalities'; near: fatality"
    ):
        disputes.whittle("fatalities")
    with pytest.raises(PanelError, match="only dispute-dyad-years"):
        state_years(years=1999, store=five).whittle("onsets")


@pytest.mark.parametrize("ending", ["parquet", "csv", "dta", "sav"])
def test_panels_are_written_with_their_labels(tmp_path: Path, ending: str, five: Store) -> None:
    panel = dyad_years(years=(1999, 2000), states=FIVE, directed=True, store=five).add(
        "gml_mids", "rivalries"
    )
    path = panel.write(tmp_path / "deep" / f"panel.{ending}")
    if ending == "parquet":
        book = json.loads(pl.read_parquet_metadata(path)["codebook"])
        assert book["hostlev"]["values"]["5"] == "war" and book["dispnum"]["source"].startswith(
            "gml_mid"
        )
        assert pl.read_parquet(path).equals(panel.to_polars())
    elif ending == "csv":
        assert pl.read_csv(path).height == panel.to_polars().height
    else:
        pyreadstat = pytest.importorskip("pyreadstat")
        frame, meta = getattr(pyreadstat, f"read_{ending}")(str(path))
        assert (
            len(frame) == panel.to_polars().height
            and "dispute began" in meta.column_names_to_labels["gmlmidonset"]
        )
        assert meta.variable_value_labels["hostlev"][5] == "war"
        assert frame["gmlmidonset"].tolist() == panel.to_polars()["gmlmidonset"].to_list()
    assert [p.name for p in path.parent.iterdir()] == [path.name], "no half file is left"


def test_leaders_and_days_are_written_to_stata(tmp_path: Path, five: Store) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    panel = leader_years("cow", years=(1998, 2000), store=five)
    frame, _ = pyreadstat.read_dta(str(panel.write(tmp_path / "leaders.dta")))
    assert (
        frame["obsid"].tolist() == panel.frame["obsid"].to_list()
        and frame["leaderage"].isna().sum() == 2
    )
    mine = pl.DataFrame({"obsid": ["USA-1993"], "x" * 40: [1]})
    long = panel.add_frame(mine, keys="obsid").write(tmp_path / "long.dta")
    _, described = pyreadstat.read_dta(str(long))
    assert described.column_names_to_labels["x" * 32].endswith(f"[{'x' * 40}]")


SAVED = Path(__file__).with_name("saved")
"""A panel of codes and names that version 0.1 wrote in three formats."""


@pytest.mark.parametrize("ending", ["parquet", "csv", "dta"])
def test_a_panel_saved_by_version_0_1_is_read(ending: str) -> None:
    path = SAVED / f"panel_0_1.{ending}"
    read = {"parquet": pl.read_parquet, "csv": pl.read_csv}
    saved = read[ending](path) if ending in read else pytest.importorskip("pandas").read_stata(path)
    begun = dyad_years(years=(1990, 1991), states=["USA", "Canada", "Mexico"])
    again = begun.add_frame(saved, grain="dyad-years", source="a panel of version 0.1")
    now = begun.add("codes").frame
    assert not again.notes, "every row of the file is one of the panel's"
    assert again.frame.select(now.columns).equals(now.cast(dict(again.frame.schema)))


def test_the_codebook_of_a_panel_saved_by_version_0_1_is_the_one_of_today(tmp_path: Path) -> None:
    panel = dyad_years(years=1990, states=["USA", "Canada"]).add("codes")
    old, new = (
        json.loads(pl.read_parquet_metadata(path)["codebook"])
        for path in (SAVED / "panel_0_1.parquet", panel.write(tmp_path / "panel.parquet"))
    )
    labels = {name: (entry["label"], entry["unit"]) for name, entry in new.items()}
    assert {name: (entry["label"], entry["unit"]) for name, entry in old.items()} == labels


def test_a_file_in_place_of_a_frame_is_refused_in_one_line() -> None:
    with pytest.raises(PanelError, match="a str is not a frame") as caught:
        state_years(years=1990).add_frame("panel.dta", grain="state-years")
    assert "\n" not in str(caught.value)


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PanelError, match="near: .parquet"):
        state_years(years=2000).write(tmp_path / "x.xlsx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(PanelError, match="cannot be written"):
        state_years(years=2000).write(tmp_path / "file" / "x.csv")
    with pytest.raises(PanelError, match="is not a path"):
        state_years(years=2000).write(7)


def test_a_killed_write_leaves_no_half_file(tmp_path: Path) -> None:
    target = tmp_path / "days.csv"
    target.write_text("the rows of before\n")
    stop_before_rename = "lambda *_: (print('written', flush=True), sys.stdin.read())"
    code = (
        "import pathlib, sys, detente as dt\n"
        f"pathlib.Path.replace = {stop_before_rename}\n"
        f"dt.state_days(years=2000).write({str(target)!r})"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stdout.readline() == "written\n"
    assert list(tmp_path.glob(".days.csv.*.part")), "the rows are in a file of their own"
    child.kill()
    child.communicate()
    assert child.returncode == -signal.SIGKILL, "it was killed while it wrote"
    assert target.read_text() == "the rows of before\n", "the old file stands"
    state_years(years=2000).write(target)
    assert [p.name for p in tmp_path.glob("*") if p.is_file()] == ["days.csv"] and not list(
        tmp_path.glob(".days.*")
    ), "what was left is swept"


def test_other_frames() -> None:
    pd, pa = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    panel = state_years(years=2000)
    assert isinstance(panel.to_pandas(), pd.DataFrame) and isinstance(panel.to_arrow(), pa.Table)
    assert (
        len(panel) == 191
        and panel["ccode"][0] == 2
        and "191 state-years" in repr(panel)
        and "cow_states2024" in panel.cite()
    )
