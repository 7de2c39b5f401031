"""Forecasts of shares: nothing looks ahead, published bands, the rule that is chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.actors.names import bloc, state
from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.models.shares import selection as rules
from detente.models.shares.forecast import crossing, forecast, reference_class
from detente.models.shares.selection import CANDIDATES
from detente.power.capability import capability
from detente.power.yardsticks import yardstick
from detente.store.catalog import Catalog
from detente.store.home import Store


def test_forecasts_see_no_future(catalog: Catalog, tmp_path: Path) -> None:
    known, cut = catalog.as_of(2000), Catalog(tmp_path)
    for path in catalog.starter.glob("*.parquet"):
        frame = pl.read_parquet(path)
        if path.stem == "forecast_scores":
            frame = frame.filter(pl.col("origin") + pl.col("horizon") <= 2000)
        (frame.filter(pl.col("year") <= 2000) if "year" in frame.columns else frame).write_parquet(
            tmp_path / path.name
        )
    for name in ("cinc", "gdp_long", "pop"):
        russia, china, by = state("Russia", 2000), state("China"), yardstick(name)
        ours, theirs = (forecast(tables, russia, by, 2000) for tables in (known, cut))
        assert ours == theirs and ours is not None and ours.origin <= 2000
        ours, theirs = (crossing(tables, russia, china, by, 2000) for tables in (known, cut))
        assert ours == theirs


def test_forecasts_have_their_record_beside_them(catalog: Catalog) -> None:
    known = catalog.as_of(2013)
    fan = forecast(known, bloc("NATO"), yardstick("cinc"), 2013, extra=(state("Russia"),))
    assert (
        fan is not None and fan.record.crps_ratio is not None and fan.record.crps_alike is not None
    )
    assert fan.record.crps_ratio < fan.record.crps_alike < 0.95, (
        "part of the drift beats the random walk, however its errors are pooled"
    )
    assert fan.start == pytest.approx(0.288, abs=0.002)
    low, median, high = fan.at(2022)
    assert low < 0.262 < high and low < median < high and fan.at(2300) is None
    assert (np.diff(np.array(fan.high80) - np.array(fan.low80)) > -2e-3).all(), "bands widen"
    early = catalog.as_of(1930)
    assert forecast(early, state("Russia", 1930), yardstick("cinc"), 1930) is None


def test_the_half_drift_of_2013_is_the_published_one(catalog: Catalog) -> None:
    for composition, middle in (("actual", 0.2718), ("fixed", 0.2665)):
        fan = forecast(
            catalog.as_of(2013),
            bloc("NATO"),
            yardstick("cinc"),
            2013,
            extra=(state("Russia"),),
            rule=CANDIDATES["half 0.5"],
            composition=composition,
        )
        assert fan is not None and fan.at(2022)[1] == pytest.approx(middle, abs=5e-4)
        assert fan.at(2022)[1] == pytest.approx(0.271, abs=0.005), composition
        printed = fan if composition == "fixed" else None
    assert printed is not None and printed.at(2022) == pytest.approx(
        (0.234, 0.271, 0.313), abs=0.0085
    ), (
        "at the paper's own composition the lower end is .008 off, more than the .005 wanted: "
        "said in docs/power.md"
    )
    chosen = forecast(
        catalog.as_of(2013),
        bloc("NATO"),
        yardstick("cinc"),
        2013,
        extra=(state("Russia"),),
        composition="actual",
    )
    assert chosen is not None and chosen.at(2022) == pytest.approx(
        (0.234, 0.271, 0.313), abs=0.005
    ), "at the members of each year the rule chosen at the view gives the published band"


def test_the_reference_class_merges_successor_codes(catalog: Catalog) -> None:
    rows = reference_class(catalog.as_of(2013), "cinc", 2013)
    assert rows.shape == (25, 2013 - 1956 + 1) and np.isnan(rows).mean() < 0.05


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


WIDEST = {"gdp_long": 0.91}
"""Coverage of bands that are too wide: without the sum of Yugoslavia's successors, .907 at 20."""
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
        and 0.76 <= found.coverage20 <= WIDEST.get(name, 0.90)
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
