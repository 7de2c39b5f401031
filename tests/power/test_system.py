"""The system around a pair, threat over distance, rules chosen by back-test, how disputes end."""

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
from detente.models.dispute_outcomes import fit as outcomes
from detente.models.membership.design import design
from detente.models.membership.study import why_not
from detente.models.shares import selection as rules
from detente.models.shares.forecast import crossing
from detente.power.capability import capability
from detente.power.profile import PowerProfile, gap_of
from detente.power.system import overtaking, poles, shape
from detente.power.threat import threats
from detente.power.yardsticks import YARDSTICKS, series, yardstick
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog
from detente.store.home import Store
from detente.store.schema import undo_scale
from detente.store.starter import manifest
from tests import invented


def five(tmp_path: object, shares: dict[int, float]) -> Catalog:
    """A world of one year, two neighbours and three states across the sea."""
    folder = tmp_path / "five"  # type: ignore[operator]
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
    )  # type: ignore[union-attr]


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


def test_a_state_that_ceases_inside_the_horizon_is_still_forecast(catalog: Catalog) -> None:
    fans = Relation(catalog, pair("Serbia", "Germany", 2005)).shares.fans
    (ceased,) = {of for by, of in fans if by == "cinc"} - {"Germany", "China", "United States"}
    fan = fans["cinc", ceased]
    assert fan.years[-1] == 2025 and fan.low80[-1] < fan.median[-1] < fan.high80[-1], (
        "it ended in 2006 and is forecast as if it went on"
    )
    early = Relation(catalog, pair("Czechoslovakia", "West Germany", 1988))
    assert early.power.poles and early.power.threats[0], "what is known of 1988 is said"
    assert not early.shares.fans, "no fan without a record"
    one, other = state("Czechoslovakia", 1988), state("West Germany", 1988)
    assert crossing(catalog.as_of(1988), one, other, yardstick("cinc"), 1988) is None


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
    view = RelationKey(lone, state("Russia"), 2013)
    relation = PowerProfile(catalog.as_of(2013), view)
    france = series(catalog, state("France"), yardstick("cinc"), as_of=2013).at(2013)
    assert relation.gap is None and relation.shares["cinc"][0].at(2013).value == pytest.approx(
        france.value
    )  # type: ignore[union-attr]
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


def test_lineages_merge_successors() -> None:
    frame = pl.DataFrame(
        {
            "ccode": [365, 365, 260, 255, 345],
            "year": [1990, 1995, 1989, 1991, 1985],
            "x": [1.0, 2.0, 3.0, 4.0, 5.0],
        }
    )
    letters, values = state_matrix(frame, "x", 1985)
    table = dict(zip(letters, values, strict=True))
    assert table["RUS"][[5, 10]].tolist() == [1.0, 2.0] and table["DEU"][[4, 6]].tolist() == [
        3.0,
        4.0,
    ]
    assert state_matrix(frame.filter(pl.col("year") > 2000), "x", 1985)[0] == ()


def test_a_rule_is_chosen_by_its_bands_first_and_then_its_score() -> None:
    rows = [
        ("half 0", h, 300, c, i) for h, c, i in ((10, 1.0, 0.80), (15, 1.0, 0.80), (20, 1.0, 0.70))
    ]
    rows += [("full 0", h, 300, 1.1, 0.85) for h in (10, 15, 20)] + [
        ("none 0", h, 300, 1.3, 0.85) for h in (10, 15, 20)
    ]
    schema = ["rule", "horizon", "forecasts", "crps", "inside"]
    scores = pl.DataFrame(rows, schema=schema, orient="row")
    assert rules.choose(scores) == "full 0", (
        "the best score has bands that hold too little at 20 years"
    )
    assert rules.choose(scores.filter(pl.col("horizon") < 20)) == "half 0"
    assert rules.choose(scores.with_columns(pl.lit(9).alias("forecasts"))) == rules.DEFAULT, (
        "too few to have a say"
    )
    assert rules.record_of(scores, "full 0").crps_ratio == pytest.approx(1.1 / 1.3)
    assert rules.record_of(scores.clear(), "half 0").crps_ratio is None


FIGURES = {"cinc": 0.84, "gdp_long": 0.90, "milex": 1.01, "pop": 0.60}


@pytest.mark.parametrize("name", FIGURES)
def test_forecasts_reach_their_figures(catalog: Catalog, name: str) -> None:
    scores = rules.known_scores(catalog, name, 2024)
    found = rules.record(catalog, name, 2024)
    assert (
        found.rule == rules.choose(scores)
        and found.crps_ratio is not None
        and found.anew_ratio is not None
    )
    assert found.coverage10 is not None and found.coverage20 is not None
    assert (
        found.crps_ratio <= FIGURES[name]
        and 0.76 <= found.coverage10 <= 0.90
        and 0.76 <= found.coverage20 <= 0.90
    )
    assert found.anew_ratio >= found.crps_ratio, (
        "a choice made in time does no better than one made after"
    )


def test_a_view_chooses_from_what_it_could_know(catalog: Catalog) -> None:
    then, now = (
        rules.known_scores(catalog, "cinc", y).filter(pl.col("horizon") == 10)["forecasts"].sum()
        for y in (2013, 2024)
    )
    assert 0 < then < now, "the outcomes of later years are unknown"
    assert (
        rules.known_scores(catalog, "cinc", 1970).is_empty()
        and rules.choose(rules.known_scores(catalog, "cinc", 1980)) == rules.DEFAULT
    )


def nmc(year: int) -> pl.DataFrame:
    """Three states of one year, a gap in one."""
    return pl.DataFrame(
        {
            "ccode": [2, 20, 200],
            "year": [year] * 3,
            "cinc": [0.6, 0.1, 0.3],
            **{
                c: [9.0, 1.0, None if c == "upop" else 4.0]
                for c in ("milex", "milper", "irst", "pec", "tpop", "upop")
            },
        }
    )


def test_features_of_disputes_by_hand() -> None:
    pairs = pl.DataFrame({"ccode1": [2, 200, 2], "ccode2": [20, 2, 999], "year": [1990] * 3})
    found = outcomes.features(pairs, nmc(1990))
    assert found.height == 2 and found["ratio"].to_list() == pytest.approx([6 / 7, 1 / 3])
    assert found["gap_milex"].to_list()[0] == pytest.approx(np.arcsinh(9) - np.arcsinh(1))
    assert found["upop_1"].to_list()[1] == pytest.approx((np.arcsinh(9) + np.arcsinh(1)) / 2), (
        "a gap is the year's middle state"
    )
    disputes = pl.DataFrame(
        {
            "dispnum": [1, 2, 3, 4],
            "ccode1": [2] * 4,
            "ccode2": [20] * 4,
            "year": [1990] * 4,
            "outcome": [4, 3, 5, 6],
        }
    )
    kept = outcomes.sample({"cow_nmc": nmc(1990), "mid_outcomes": disputes}, 2007)
    assert kept["ended"].to_list() == [2, 0, 1], (
        "yield by B is a win, yield by A a loss; a compromise is left out"
    )


def test_the_shipped_expectations(catalog: Catalog) -> None:
    table = catalog.frame("outcomes")
    assert table.height > 2_000_000 and table["year"].min() == 1816 and table["year"].max() == 2022
    assert (table["win"] + table["lose"]).to_numpy().max() <= 1 + 1 / outcomes.STEPS
    found = manifest()["checks"]["outcomes"]
    assert (
        found["model"] >= 0.20
        and found["cases"] == 1533
        and found["ratio"] == pytest.approx(0.018, abs=0.005)
    )
    assert found["year"] > 0.19 and 0 < found["model_over_year"] < 0.06, (
        "nearly all of it is the calendar"
    )


@pytest.mark.mirror
def test_expectations_from_the_mirror(mirrored: Store, catalog: Catalog) -> None:
    tables = {name: mirrored.get(name).frame for name in outcomes.NEEDS}
    found = outcomes.check_outcomes(tables)
    assert found == pytest.approx(manifest()["checks"]["outcomes"], abs=2e-3)
    made = undo_scale(outcomes.outcomes(tables), "outcomes")
    both = made.join(catalog.frame("outcomes"), on=["ccode1", "ccode2", "year"], suffix="_old")
    assert both.height == made.height
    assert (both["win"] - both["win_old"]).abs().to_numpy().max() <= 1 / outcomes.STEPS + 1e-9


@pytest.mark.mirror
def test_the_scores_of_the_starter_are_those_of_its_own_table(
    mirrored: Store, catalog: Catalog
) -> None:
    made = rules.forecast_scores({name: mirrored.get(name).frame for name in rules.NEEDS})
    assert made.equals(catalog.frame("forecast_scores").select(made.columns)) or np.allclose(
        made["crps"].to_numpy(), catalog.frame("forecast_scores")["crps"].to_numpy(), rtol=1e-4
    )
    assert (
        capability({name: mirrored.get(name).frame for name in rules.NEEDS}).height
        == catalog.frame("capability").height
    )
