"""Cells as series: shares, bands, files; and the list of rows that were merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente as dt
from detente.archive.convert import convert
from detente.archive.engines import Wanted
from detente.archive.merged import write_merged
from detente.archive.series import write_cells
from detente.errors import DateError, RequestError, UnknownActor
from detente.estimators.proportion import wilson
from tests.archive import generated, made

PLAN = generated.Plan(3_000, days=70)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("series")
    generated.write(PLAN, folder / "raw", files=2)
    convert([folder / "raw"], folder / "out", step=2_000)
    return folder / "out"


def test_a_month_by_hand(tmp_path: Path) -> None:
    rows = [
        "2018-06-01,Germany,Russia,190,-10,52,13",
        "2018-06-01,Germany,Russia,193,-9,52,13",
        "2018-06-01,Germany,Russia,190,-10,53,13",
        "2018-06-30,Russia,Germany,040,1,52,13",
        "2018-07-01,Germany,France,040,1,52,13",
    ]
    head = "date,ccode1,ccode2,code,goldstein,latitude,longitude"
    path = made.write(tmp_path / "own.csv", head, *rows)
    months = dt.events(path, pair=("Germany", "Russia"))
    assert months.drop("low", "high").rows(named=True) == [
        {
            "source": "own",
            "date": date(2018, 6, 1),
            "events": 3,
            "reports": 4,
            "verbal_cooperation": 1,
            "material_cooperation": 0,
            "verbal_conflict": 0,
            "material_conflict": 2,
            "hostile": pytest.approx(2 / 3),
            "material_hostile": pytest.approx(2 / 3),
            "cooperative": pytest.approx(1 / 3),
            "goldstein": pytest.approx((-10 - 10 + 1) / 3),
            "scored": 3,
        }
    ]
    assert months.select("low", "high").row(0) == pytest.approx(wilson(2 / 3, 3))
    days = dt.events(path, grain="dyad-days")
    assert days.select("ccode1", "ccode2", "date", "events").rows() == [
        (255, 365, date(2018, 6, 1), 2),
        (365, 255, date(2018, 6, 30), 1),
        (255, 220, date(2018, 7, 1), 1),
    ]


def test_without_a_score_the_mean_is_null_and_not_zero(tmp_path: Path) -> None:
    path = made.write(tmp_path / "own.csv", made.OWN_HEAD, "2018-06-01,2,20,040")
    months = dt.events(path)
    assert months.select("goldstein", "scored", "hostile").row(0) == (None, 0, 0.0)


def test_a_bloc_counts_with_its_members_and_no_event_is_no_row(archive: Path) -> None:
    nato = dt.events(archive, pair=("NATO", "Russia"))
    members = {2, 200, 220, 255, 640, 290}
    pairs = dt.events(archive)
    one, other = pl.col("ccode1"), pl.col("ccode2")
    forth = one.is_in(members) & (other == 365)
    own = pairs.filter(forth | (other.is_in(members) & (one == 365)))
    assert nato["events"].sum() == own["events"].sum() > 0
    assert dt.events(archive, pair=("Chile", "Peru")).is_empty()
    assert dt.events(archive, pair=("Chile", "Peru")).columns == nato.columns


def test_as_of_counts_nothing_later(archive: Path) -> None:
    early = dt.events(archive, grain="dyad-days", as_of="2015-02-10")
    assert early["date"].max() == date(2015, 2, 10)
    whole = dt.events(archive, grain="dyad-days")
    assert early.equals(whole.filter(pl.col("date") <= date(2015, 2, 10)))


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@pytest.mark.parametrize("joined", [False, True], ids=["pairs", "joined"])
def test_files_hold_what_the_frame_holds(
    ending: str, joined: bool, archive: Path, tmp_path: Path
) -> None:
    pair = ("USA", "Russia") if joined else None
    frame = dt.events(archive, pair=pair)
    path = tmp_path / f"cells.{ending}"
    wanted = Wanted(pairs=([2], [365]) if joined else None)
    assert write_cells(archive, wanted, path, joined=joined) == frame.height
    read = pl.read_csv(path, try_parse_dates=True) if ending == "csv" else pl.read_parquet(path)
    shown = ["source", "date", "events", "reports"]
    assert read.select(shown).rows() == frame.select(shown).rows()


def test_the_rows_that_were_merged_are_listed(archive: Path, tmp_path: Path) -> None:
    known = generated.totals(PLAN)
    path = tmp_path / "merged.parquet"
    count = write_merged(archive, Wanted(), path)
    listed = pl.read_parquet(path)
    assert listed.height == count == known["twice"] + known["again"]
    reasons = dict(listed.group_by("reason").len().iter_rows())
    assert reasons == {
        "same pair, class, day and place": known["twice"],
        "same number": known["again"],
    }
    same = listed.filter(pl.col("reason") != "same number")
    # the second report of event n has the number n + events, by construction
    assert (same["id"].cast(pl.Int64) - same["kept"].cast(pl.Int64) == PLAN.events).all()
    few = write_merged(archive, Wanted(pairs=([2], [365])), tmp_path / "few.csv")
    assert 0 < few < count


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(["190", "040"]), st.integers(0, 1)),
        min_size=1,
        max_size=20,
    )
)
def test_saying_everything_twice_changes_no_event(
    rows: list[tuple[int, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("twice")
    head = "date,ccode1,ccode2,code,latitude,longitude"
    lines = [f"2018-06-{day:02},2,20,{code},{north},0" for day, code, north in rows]
    once = dt.events(made.write(folder / "once.csv", head, *lines))
    twice = dt.events(made.write(folder / "twice.csv", head, *lines, *reversed(lines)))
    assert once.drop("reports").equals(twice.drop("reports"))
    assert (twice["reports"] == 2 * once["reports"]).all()
    assert once["events"].sum() == len(set(rows))


@pytest.mark.parametrize(
    ("given_", "error", "said"),
    [
        ({"grain": "months"}, RequestError, "no grain of events"),
        ({"engine": "pandas"}, RequestError, "no engine"),
        ({"pair": ("USA",)}, RequestError, "a pair has two parties"),
        ({"pair": ("USA", "Atlantis")}, UnknownActor, "Atlantis"),
        ({"as_of": "soon"}, DateError, "soon"),
        ({"columns": {"when": "x"}, "archive": "new"}, RequestError, "holds|when"),
    ],
    ids=["grain", "engine", "one", "name", "day", "column"],
)
def test_what_cannot_be_asked_is_one_line(
    given_: dict[str, object],
    error: type[Exception],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = made.write(tmp_path / "own.csv", made.OWN_HEAD, "2018-06-01,2,20,040")
    with pytest.raises(error, match=said) as caught:
        dt.events(path, **given_)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("paths", [[], [None], None, 5], ids=["none", "null", "nothing", "number"])
def test_paths_that_are_none_are_one_line(paths: object) -> None:
    with pytest.raises(RequestError):
        dt.events(paths)


def test_a_file_of_another_kind_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no ending that is known"):
        write_cells(archive, Wanted(), tmp_path / "cells.dta")
