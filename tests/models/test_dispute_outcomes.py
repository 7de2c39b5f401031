"""How disputes end: features by hand, the shipped expectations, those of the mirror."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from detente.models.dispute_outcomes import fit as outcomes
from detente.store.catalog import Catalog
from detente.store.home import Store
from detente.store.schema import undo_scale
from detente.store.starter import manifest


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
