"""The system around a pair, and threat over distance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from detente.actors.blocs import blocs, read_bloc
from detente.actors.names import bloc, state
from detente.actors.relation_key import RelationKey, pair
from detente.analysis.relation import Relation
from detente.models.membership.design import design
from detente.models.membership.study import why_not
from detente.power.profile import PowerProfile, gap_of
from detente.power.system import overtaking, poles, shape
from detente.power.threat import threats
from detente.power.yardsticks import YARDSTICKS, series, yardstick
from detente.span import year_end
from detente.store.catalog import Catalog
from tests import invented


def five(tmp_path: object, shares: dict[int, float]) -> Catalog:
    """A world of one year, two neighbours and three states across the sea."""
    folder = tmp_path / "five"
    folder.mkdir()
    shares_of_1990 = pl.DataFrame(
        {"ccode": list(shares), "year": [1990] * len(shares), "cinc_share": list(shares.values())}
    )
    invented.write(folder, "capability", shares_of_1990)
    pairs = [
        (2, 20, 700),
        (2, 200, 5900),
        (2, 365, 7800),
        (2, 710, 11000),
        (20, 200, 5300),
        (20, 365, 7100),
        (20, 710, 10400),
        (200, 365, 2500),
        (200, 710, 8100),
        (365, 710, 5800),
    ]
    distances = pl.DataFrame(pairs, schema=["ccode1", "ccode2", "kilometres"], orient="row")
    invented.write(folder, "distances", distances.with_columns(start=1900, end=2020))
    borders = pl.DataFrame(
        {
            "ccode1": [2, 365],
            "ccode2": [20, 710],
            "start": [1900] * 2,
            "end": [2016] * 2,
            "border": ["land"] * 2,
        }
    )
    invented.write(folder, "borders", borders)
    return Catalog(folder)


def test_threat_in_a_five_state_world(tmp_path: object) -> None:
    catalog = five(tmp_path, {2: 0.4, 20: 0.05, 200: 0.15, 365: 0.2, 710: 0.2})
    seen = {t.of: t for t in threats(catalog, state("Russia", 1990), {"both": (2, 20)}, 1990)}
    assert seen["China"].value == pytest.approx(0.2) and seen["China"].kilometres == 0, (
        "a neighbour keeps all"
    )
    days = 7800 / (500 * 1.609344)
    assert seen["both"].value == pytest.approx(
        0.4 ** (np.log(days + 10 - np.e) / np.log(10 - np.e))
        + 0.05 ** (np.log(7100 / (500 * 1.609344) + 10 - np.e) / np.log(10 - np.e)),
        rel=1e-6,
    )
    assert (
        seen["both"].kilometres == 7100
        and "Canada" not in seen
        and seen["both"].capability == pytest.approx(0.45)
    )
    assert threats(catalog.as_of(1930), state("Russia", 1930), {}, 1930) == (), (
        "nothing known, nothing said"
    )


def test_poles_of_a_five_state_world(tmp_path: object) -> None:
    catalog = five(tmp_path, {2: 0.6, 20: 0.04, 200: 0.12, 365: 0.12, 710: 0.12})
    found = poles(catalog, 1990)
    assert (
        found is not None
        and found.kind == "one pole"
        and len(found.names) == 4
        and found.names[0] == "the United States"
    )
    concentration, effective = shape(catalog)
    assert (
        effective.values[0] == pytest.approx(1 / (0.36 + 0.0016 + 3 * 0.0144))
        and 0 < concentration.values[0] < 1
    )
    assert poles(catalog.as_of(1950), 1950) is None


def test_poles_of_known_years(catalog: Catalog) -> None:
    assert (
        poles(catalog.as_of(1985), 1985).kind == "two poles"
        and poles(catalog.as_of(1910), 1910).kind == "many poles"
    )


def test_when_one_overtook_another(catalog: Catalog) -> None:
    usa, china = (
        series(catalog, state(x), yardstick("cinc"), as_of=2022) for x in ("USA", "China")
    )
    years = overtaking(china, usa)
    assert years == (1865, 1995, 2003), "in the civil war, and then for good"


def test_russia_and_the_threat_from_its_south_in_2013(catalog: Catalog) -> None:
    relation = PowerProfile(catalog.as_of(2013), pair("NATO", "Russia", 2013))
    seen = {t.of: t.value for t in relation.threats[1]}
    assert (
        seen["China"] > 1.8 * seen["NATO"] and seen["China"] > 3.5 * seen["NATO's European members"]
    )
    assert relation.threats[0][0].of == "China"


def test_a_bloc_of_one_member_is_measured_as_that_member(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = read_bloc(
        {
            "id": "LONE",
            "name": "A bloc of one",
            "kind": "forum",
            "founded": date(1990, 1, 1),
            "core_years": [1990, 1990],
            "step": [
                {
                    "rung": "member",
                    "form": "member",
                    "from": date(1990, 1, 1),
                    "states": "FRA",
                    "source": "s",
                }
            ],
            "sources": {"s": "https://example.org"},
        }
    )
    monkeypatch.setitem(blocs(), "LONE", lone)
    view = RelationKey(lone, state("Russia"), year_end(2013))
    relation = PowerProfile(catalog.as_of(2013), view)
    france = series(catalog, state("France"), yardstick("cinc"), as_of=2013).at(2013)
    assert relation.gap is None and relation.shares["cinc"][0].at(2013).value == pytest.approx(
        france.value
    )
    assert why_not(design(catalog, lone, "accession", 2013, units=("POL", "ESP")), ()).startswith(
        "nobody reached"
    )


def test_a_bloc_founded_late_has_shares_in_its_own_years(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("AUKUS", "Japan", 2024))
    late, old = relation.power.shares["cinc"][:2]
    assert late.years[0] >= 2021 and old.years[0] < 1900
    assert not any(of == "AUKUS" and not fan.years for (_, of), fan in relation.shares.fans.items())


def test_who_leads_a_bloc_is_read_off_the_view(catalog: Catalog) -> None:
    gap = gap_of(catalog.as_of(1994), bloc("V4", 1994), 1994)
    assert gap is not None and gap.inside == {}, "Poland outspent the others only later"


def test_a_member_does_not_look_at_its_own_bloc(catalog: Catalog) -> None:
    for names in (("NATO", "Poland", 2013), ("NATO", "EU", 2020)):
        assert PowerProfile(catalog.as_of(names[2]), pair(*names)).threats == ((), ())


def test_a_pass_across_missing_years_is_seen_once(catalog: Catalog) -> None:
    low, high = (
        replace(
            series(catalog, state("France"), yardstick("cinc"), as_of=2013),
            years=years,
            values=values,
        )
        for years, values in (
            ((1940, 1941, 1944, 1945), (0.1, 0.1, 0.3, 0.1)),
            ((1940, 1941, 1944, 1945), (0.2, 0.2, 0.2, 0.2)),
        )
    )
    assert overtaking(low, high) == (1944,) and overtaking(high, low) == (1945,)


def test_every_yardstick_names_its_critics(catalog: Catalog) -> None:
    assert all(y.critics and y.column in catalog.frame(y.table).columns for y in YARDSTICKS)
