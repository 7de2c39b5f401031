"""Institutions: memberships by hand, spells, known facts."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.actors.states import identity_on
from detente.analysis.relation import Relation
from detente.institutions import ties
from detente.institutions.borders import borders
from detente.institutions.disputes import disputes
from detente.institutions.ladder import memberships, rails
from detente.institutions.obligations import obligations
from detente.institutions.organisations import organisations
from detente.sources.igo_pairs import joint_memberships
from detente.span import year_end
from detente.store.catalog import Catalog

MEMBERSHIPS = pl.DataFrame(
    {
        "ccode": [2, 20, 2, 20, 365, 2, 365, 20],
        "year": [1990] * 8,
        "igo": ["nato", "nato", "un", "un", "un", "bank", "bank", "bank"],
        "membership": [1, 1, 1, 1, 1, 1, 3, 2],
    }
)
STATES = pl.DataFrame({"ccode": [2, 20, 365], "year": [1990] * 3})


def test_joint_memberships_by_hand() -> None:
    found = joint_memberships(MEMBERSHIPS, STATES, range(1990, 1991))
    rows = {(a, b): (f, s, o) for a, b, _, f, s, o in found.iter_rows()}
    assert rows == {(2, 20): (2, 1, 0), (2, 365): (1, 0, 1), (20, 365): (1, 0, 1)}
    unknown = MEMBERSHIPS.with_columns(
        pl.when(pl.col("igo") == "nato")
        .then(None)
        .otherwise(pl.col("membership"))
        .alias("membership")
    )
    assert joint_memberships(unknown, STATES, range(1990, 1991))["full"].to_list()[0] == 1, (
        "a missing membership is none"
    )


def test_the_starters_count_begins_after_the_war() -> None:
    found = organisations({"cow_igo": MEMBERSHIPS, "cow_igo_states": STATES})
    assert found.height == 3 and found["full"].to_list() == [2, 1, 1]


def test_obligations_become_spells() -> None:
    flags = ["atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul"]
    rows = [
        (2, 20, y, *values)
        for y, values in (
            (1990, (1, 0, 0, 0, 1)),
            (1991, (1, 0, 0, 0, 1)),
            (1992, (0, 0, 0, 1, 0)),
            (1995, (0, 0, 0, 1, 0)),
        )
    ]
    found = obligations(
        {"atop": pl.DataFrame(rows, schema=["ccode1", "ccode2", "year", *flags], orient="row")}
    )
    assert found.select("start", "end", "strongest", "depth").rows() == [
        (1990, 1991, "defense", 2),
        (1992, 1992, "nonagg", 1),
        (1995, 1995, "nonagg", 1),
    ]


def test_borders_stand_at_the_end_of_the_year() -> None:
    raw = pl.DataFrame(
        {
            "ccode1": [2, 2, 2],
            "ccode2": [20, 40, 70],
            "conttype": [1, 3, 5],
            "start": [date(1920, 1, 1)] * 3,
            "end": [date(1990, 12, 31), date(1990, 6, 30), date(1920, 6, 30)],
        }
    )
    found = borders({"cow_contiguity": raw})
    assert found.select("ccode2", "start", "end", "border").rows() == [
        (20, 1920, 1990, "land"),
        (40, 1920, 1989, "strait"),
    ]


def test_disputes_are_counted_once() -> None:
    raw = pl.DataFrame(
        {
            "ccode1": [2, 20, 2, 2, 260],
            "ccode2": [20, 2, 20, 20, 290],
            "year": [1998, 1998, 1999, 2000, 1986],
            "gmlmidonset": [1, 1, 1, 0, 1],
        }
    )
    found = disputes({"gml_mid": raw})
    rows = {(a, b, y): n for a, b, y, n in found.iter_rows()}
    assert [rows.get((2, 20, y)) for y in (1997, 1998, 1999, 2007, 2008, 2009)] == [
        None,
        1,
        2,
        2,
        1,
        None,
    ]
    assert rows[260, 290, 1989] == 1 == rows[255, 290, 1990] == rows[255, 290, 1995], (
        "West Germany's disputes are Germany's"
    )
    assert found["year"].max() == 2008 and (260, 290, 1990) not in rows


def test_land_neighbours_of_the_alliance(catalog: Catalog) -> None:
    view = pair("NATO", "Russia", 2013)
    before = ties.land_neighbours(catalog, view.first.members(2013), 2013)
    after = ties.land_neighbours(catalog, (*view.first.members(2013), 365), 2013)
    new = {identity_on(c, year_end(2013)).name for c in after - before}
    assert (len(before), len(after)) == (25, 28), "Cyprus lies across the sea from Turkey"
    assert new == {
        "China",
        "Mongolia",
        "Kazakhstan",
        "North Korea",
    }


def test_what_binds_two_states(catalog: Catalog) -> None:
    germany_poland = pair("Poland", "Germany", 1938)
    assert ties.bond(catalog, germany_poland, 1938) == ties.Bond("nonagg", "nonagg", 1), (
        "the declaration of 1934"
    )
    assert ties.bond(catalog, pair("USA", "Canada", 2000), 2000).first == "defense"
    assert ties.bond(catalog, pair("USA", "Iran", 2010), 2010) is None
    cyprus = ties.bond(catalog, pair("Turkey", "Cyprus", 1970), 1970)
    assert cyprus is not None and cyprus.first == "defense" != cyprus.second, (
        "a duty may run one way"
    )
    bound, defend = ties.obligations(catalog, pair("NATO", "Russia", 2013))
    assert bound.years[-1] == 2018, "no zeros after the source ends"
    assert defend.at(2013).value == 0 and 0 < bound.at(2013).value <= 1


def test_borders_and_disputes_of_a_pair(catalog: Catalog) -> None:
    assert ties.border_between(catalog, pair("USA", "Russia", 2000), 2000) == (
        "sea",
    ) or ties.border_between(catalog, pair("USA", "Russia", 2000), 2000) == ("strait",)
    assert ties.border_between(catalog, pair("India", "China", 2024), 2024) == ("land",)
    series = ties.recent_disputes(catalog, pair("India", "China", 2024))
    assert series.years[-1] == 2010 and series.at(1971).value >= 3 and max(series.values) < 20


def test_organisations_of_a_pair_by_kind(catalog: Catalog) -> None:
    full, associate, observer = ties.organisations(catalog, pair("France", "Germany", 2013))
    assert full.years[-1] == 2013 or full.years[-1] == 2014
    assert (
        full.at(2013).value > 80
        and associate.at(2013) is not None
        and observer.at(2013) is not None
    )
    assert full.at(1960) is not None, "Germany's code changed, the pair goes on"


def test_rails_show_what_the_view_knew(catalog: Catalog) -> None:
    (rail,) = rails(pair("NATO", "Russia", 2013))
    assert {s.form for s in rail.steps} >= {"Partnership for Peace", "NATO-Russia Council"}
    assert all(s.span.start.year <= 2013 for s in rail.steps)
    assert rails(pair("Poland", "Germany", 1938)) == ()
    both = rails(pair("India", "China", 2024))
    assert {r.bloc for r in both} >= {"BRICS", "SCO"} and len(both) % 2 == 0
    assert memberships(pair("India", "China", 2024).first, 2024)["BRICS"] == "member"


@pytest.mark.parametrize(
    "names",
    [("NATO", "Russia", 2013), ("ASEAN", "EU", 2020), ("Liechtenstein", "Switzerland", 2024)],
)
def test_every_measure_has_source_unit_and_years(
    catalog: Catalog, names: tuple[str, str, int]
) -> None:
    found = Relation(catalog, pair(*names))
    assert all(s.unit and s.rule and s.sources and s.years for s in found.measures())
