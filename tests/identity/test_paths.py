"""Paths: levels that see no future, turns beside a chronology, events, expectations and opinion."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import detente as dt
from detente.actors.blocs import blocs
from detente.actors.checked import facts_checked_to
from detente.actors.chronology import chronology, relations
from detente.actors.names import state
from detente.actors.relation_key import pair
from detente.actors.states import identities
from detente.analysis.relation import Relation
from detente.archive.files import read_events
from detente.errors import RequestError
from detente.evidence.series import Series
from detente.identity import events, expectation, opinion
from detente.identity.distance import distance
from detente.identity.drift import drift
from detente.identity.turning_points import turning
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from tests.conftest import mirror_folder


def series(values: list[float], first: int = 1990) -> Series:
    return Series(
        "identity.x",
        "x",
        "A | B",
        "u",
        "t",
        "c",
        (),
        tuple(range(first, first + len(values))),
        tuple(values),
        ("vdem",),
        "r",
    )


def test_a_level_and_a_drift_by_hand() -> None:
    still = drift(series([1.0, 1.02, 0.98, 1.0, 1.01, 0.99, 1.0, 1.0]))
    assert still.level.last(1997).value == pytest.approx(1.0, abs=0.02) and not still.moving
    moving = drift(series([0.1 * i for i in range(12)]))
    assert (
        moving.rate == pytest.approx(0.1, abs=0.03)
        and moving.high - moving.low > 0.01
        and moving.moving
        and moving.low < moving.rate < moving.high
    )
    assert not drift(series([1.0, 2.0])).level, "two years are no level"


def test_every_chronology_is_sourced_and_in_order() -> None:
    assert len(relations()) >= 11 and frozenset(("NATO", "RUS")) in relations()
    # Palestine has a chronology though it is no member of the state system
    known = {identity.key for identity in identities()} | set(blocs())
    for keys in relations():
        a, b = sorted(keys)
        assert {a, b} <= known, keys
        found = chronology(a, b)
        assert found and [e.date for e in found] == sorted(e.date for e in found)
        for event in found:
            assert (
                event.source.strip()
                and 10 < len(event.what) <= 110
                and not event.what.endswith(".")
                and event.turn in (-1, 0, 1)
            )
            assert event.url == "" or event.url.startswith(("https://", "http://"))
            assert event.date <= facts_checked_to() and event.precision in ("day", "month", "year")
    assert (
        len(chronology("NATO", "RUS")) >= 30
        and chronology("RUS", "NATO", 1990)[-1].date.year <= 1990
    )
    assert chronology("FJI", "PER") == ()


def test_turns_are_told_with_what_chance_gives(catalog: Catalog) -> None:
    view = pair("NATO", "Russia", 2013)
    found = turning(distance(catalog.as_of(2013), view), view)
    assert (
        found.years
        and all(1950 < y < 2013 for y in found.years)
        and len(found.slopes) == len(found.years) + 1
    )
    assert (
        0 <= found.against.null <= 1
        and 0 < found.against.p <= 1
        and all(e.date.year <= 2013 for e in found.events)
    )
    nobody = turning(series([1.0, 1.1, 0.9] * 8), pair("Fiji", "Peru", 2013))
    assert nobody.events == () and nobody.against.p != nobody.against.p
    assert turning(series([1.0] * 5), view).years == ()


def test_months_count_an_event_once(tmp_path: Path) -> None:
    rows = [
        ("1", "2014-03-01", 2, 365, "112"),
        ("2", "2014-03-01", 2, 365, "112"),
        ("3", "2014-03-02", 365, 2, "190"),
        ("4", "2014-03-09", 2, 365, "040"),
        ("5", "2014-04-01", 2, 365, "010"),
        ("6", "2014-04-01", 2, 710, "190"),
    ]
    path = tmp_path / "e.csv"
    pl.DataFrame(rows, schema=["id", "date", "ccode1", "ccode2", "code"], orient="row").write_csv(
        path
    )
    found = events.monthly(read_events(path).frame, [2], [365])
    assert found["month"].to_list() == [date(2014, 3, 1), date(2014, 4, 1)] and found[
        "events"
    ].to_list() == [3, 1]
    assert found["hostile"].to_list() == pytest.approx([2 / 3, 0]) and found[
        "material_hostile"
    ].to_list() == pytest.approx([1 / 3, 0])
    assert (found["low"] <= found["hostile"]).all() and (found["high"] >= found["hostile"]).all()
    both = dt.events_by_month([path, path], "USA", "Russia")
    assert both.equals(found), "a file given twice counts once"
    with pytest.raises(RequestError, match="no file of events"):
        dt.events_by_month([], "USA", "Russia")
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(RequestError, match="layout is neither"):
        read_events(tmp_path / "x.csv")
    with pytest.raises(RequestError, match="there is no file"):
        read_events(tmp_path / "no.csv")


def test_hostility_of_a_pair_is_weighted_by_volume(tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "ccode1": [2, 365, 2],
            "ccode2": [365, 2, 365],
            "year": [2010, 2010, 2011],
            "events": [30, 10, 5],
            "hostile_thousandths": [100, 500, 0],
        }
    ).with_columns(
        pl.col("ccode1", "ccode2", "year", "hostile_thousandths").cast(pl.Int16),
        pl.col("events").cast(pl.Int32),
    ).write_parquet(tmp_path / "events.parquet")
    found = events.hostility(Catalog(tmp_path), pair("USA", "Russia", 2013))
    assert found.years == (2010,) and found.values[0] == pytest.approx(
        (30 * 0.1 + 10 * 0.5) / 40
    ), "five reports are too few"


def test_an_expectation_rests_on_what_was_known(catalog: Catalog) -> None:
    russia, known = state("Russia"), catalog.as_of(2013)
    found = expectation.expectation_gap(known, russia, 2013)
    assert found is not None and found.origin == 1993 and found.year == 2013 and found.cases >= 10
    assert found.low <= found.expected <= found.high and found.observed.value == pytest.approx(
        float(
            catalog.frame("regime")
            .filter((pl.col("ccode") == 365) & (pl.col("year") == 2013))
            .select(pl.col("polyarchy") + pl.col("polyarchy_median"))
            .item()
        )
    )
    assert expectation.expectation_gap(known.as_of(1996), russia, 1996) is None, "too early to tell"
    assert expectation.expectation_gap(known, state("Switzerland"), 2013) is None, (
        "no opening, no expectation"
    )


def test_opinion_is_read_from_the_users_own_copy_only(catalog: Catalog, tmp_path: Path) -> None:
    assert (
        not default_catalog().has("pew_views")
        and opinion.favour(default_catalog(), pair("USA", "Russia", 2014)) == ()
    )
    views = pl.DataFrame(
        {
            "ccode": [2, 200, 220],
            "target": ["RUS"] * 3,
            "year": [2013] * 3,
            "favourable": [0.4, 0.2, 0.3],
            "unfavourable": [0.5] * 3,
            "respondents": [1000] * 3,
        }
    )
    views.write_parquet(tmp_path / "pew_views.parquet")
    seen = Catalog(tmp_path)
    assert opinion.favour(seen, pair("USA", "Russia", 2014))[0].at(2013).value == 0.4
    assert opinion.favour(seen, pair("NATO", "Russia", 2014))[0].at(2013).value == pytest.approx(
        0.3
    )


@pytest.mark.parametrize(
    "names",
    [
        ("NATO", "Russia", 2013),
        ("India", "China", 2024),
        ("Serbia", "EU", 2020),
        ("Poland", "Germany", 1938),
    ],
)
def test_a_profile_never_mixes_in_what_came_after(
    catalog: Catalog, names: tuple[str, str, int]
) -> None:
    found = Relation(catalog, pair(*names)).identity
    assert all(y <= names[2] for y in (*found.drift.level.years, *found.turning.years))
    assert all(s.sources and s.unit and s.rule for s in found.measures())


@pytest.mark.mirror
def test_event_files_as_their_producers_write_them() -> None:
    mirror = mirror_folder()
    assert mirror is not None
    folder = mirror / "events"
    gdelt = read_events(folder / "20180101000000.export.CSV").frame
    icews = read_events(folder / "events.2018.sample.tab").frame
    assert (
        gdelt.columns == icews.columns == ["date", "ccode1", "ccode2", "code", "id"]
        and gdelt.height > 500
        and icews.height > 1000
    )
    codes = gdelt["ccode1"].unique().to_list()
    found = events.monthly(icews, [2], [731, 732, 365, 710])
    assert 2 in codes and found["events"].sum() > 10 and found["hostile"].is_between(0, 1).all()


@pytest.mark.mirror
def test_surveys_enter_the_finding_where_they_are_pulled(mirrored: Store) -> None:
    found = opinion.favour(default_catalog(mirrored), pair("USA", "Russia", 2013))
    assert [s.of for s in found] == ["United States", "Russia"] and all(
        0.1 < c.value < 0.9 for s in found for c in s.cells()
    )
