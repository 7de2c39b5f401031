"""Power and institutions: the figures first, then seconds and ratios against a baseline.

python benchmarks/power.py [--short]
"""

from __future__ import annotations

import subprocess
import sys
import time
import warnings

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.names import bloc, state
from detente.estimators.event_study import study
from detente.estimators.forecast import LOOKBACK, Rule, crps, errors_at, expit, logit, quantiles
from detente.models.membership.study import specifications
from detente.models.shares import selection as rules
from detente.models.shares.forecast import forecast
from detente.power.yardsticks import yardstick
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog, default_catalog
from detente.store.starter import manifest

Floats = NDArray[np.float64]
WIDEST = {"gdp_long": 0.91}
"""Coverage of bands that are too wide: without the sum of Yugoslavia's successors, .907 at 20."""
FIGURES = {"cinc": 0.84, "gdp_long": 0.90, "milex": 1.01, "pop": 0.60}
SEVEN = {"USA": "USA", "RUS": "Russia", "CHN": "China", "IND": "India", "JPN": "Japan"}
WEST = [
    "CAN",
    "GBR",
    "IRL",
    "NLD",
    "BEL",
    "LUX",
    "FRA",
    "CHE",
    "ESP",
    "PRT",
    "DEU",
    "DDR",
    "POL",
    "AUT",
    "HUN",
    "CSK",
    "CZE",
    "SVK",
    "ITA",
    "ALB",
    "HRV",
    "SRB",
    "MNE",
    "MKD",
    "BIH",
    "SVN",
    "GRC",
    "BGR",
    "ROU",
    "FIN",
    "SWE",
    "NOR",
    "DNK",
    "ISL",
    "MLT",
    "CYP",
]


def seven(
    catalog: Catalog, name: str, rule: Rule, steps: tuple[int, ...] = (10, 15, 20)
) -> tuple[float, list[float]]:
    """Score one rule on seven powers, its errors pooled over the top 25.

    The USA, Europe with Canada, Russia, China, India, Japan and the rest.
    """
    letters, shares = state_matrix(catalog.frame("capability"), rules.REFERENCES[name], rules.SINCE)
    row = {x: i for i, x in enumerate(letters)}
    own = [np.nan_to_num(shares[row[x]]) for x in SEVEN]
    west = np.nansum(shares[[row[x] for x in WEST if x in row]], axis=0)
    units = np.array([*own, west, np.nansum(shares, axis=0) - west - sum(own)])
    order = np.argsort(-np.where(np.isnan(shares), -1.0, shares), axis=0, kind="stable")
    strongest = order[: rules.REFERENCE]
    ratios, held = [], []
    for horizon in steps:
        scores, inside = scored(logit(shares), logit(units), strongest, horizon, rule)
        walk, _ = scored(logit(shares), logit(units), strongest, horizon, Rule("none", 0.0))
        ratios.append(scores / walk)
        held.append(inside)
    return float(np.mean(ratios)), held


def scored(
    level: Floats, ours: Floats, strongest: NDArray[np.int64], horizon: int, rule: Rule
) -> tuple[float, float]:
    """Give the mean CRPS of a rule at a horizon, and the part of outcomes in its 80 % bands."""
    pools, missed = errors_at(level, horizon, rule), errors_at(ours, horizon, rule)
    scores: list[float] = []
    inside: list[bool] = []
    for place in range(horizon, missed.shape[1]):
        known = pools[strongest[:, LOOKBACK + place], : place - horizon + 1]
        pool, weights = rule.pool(known)
        real = ours[:, LOOKBACK + place + horizon]
        ensemble = expit((real - missed[:, place])[:, None] + pool[None, :])
        scores += crps(ensemble, weights, expit(real)).tolist()
        low, high = quantiles(ensemble, weights, np.array([0.1, 0.9])).T
        inside += ((low <= expit(real)) & (expit(real) <= high)).tolist()
    return float(np.mean(scores)), float(np.mean(inside))


def forecasts(catalog: Catalog) -> None:
    for name, limit in FIGURES.items():
        found = rules.record(catalog, name, 2024)
        assert found.crps_ratio is not None and found.crps_ratio <= limit, (name, found)
        assert found.coverage10 is not None and found.coverage20 is not None
        widest = WIDEST.get(name, 0.90)
        assert 0.76 <= found.coverage10 <= 0.90 and 0.76 <= found.coverage20 <= widest, (
            name,
            found,
        )
        ratio, held = seven(catalog, name, rules.CANDIDATES[found.rule])
        print(
            f"{name:<10} {found.rule:<13} CRPS {found.crps_ratio:.3f} of a random walk's (limit "
            f"{limit}), "
            f"{found.crps_alike:.3f} with its errors pooled alike; "
            f"held {found.coverage10:.1%} at 10, {found.coverage20:.1%} at 20 years; "
            f"chosen anew at every origin {found.anew_ratio:.3f}, {found.anew10:.0%}, "
            f"{found.anew20:.0%}; "
            f"seven powers {ratio:.3f}, {', '.join(f'{x:.0%}' for x in held)}"
        )
    for composition in ("actual", "fixed"):
        fan = forecast(
            catalog.as_of(2013),
            bloc("NATO"),
            yardstick("cinc"),
            2013,
            extra=(state("Russia"),),
            composition=composition,
        )
        assert fan is not None
        low, middle, high = fan.at(2022) or (0, 0, 0)
        print(
            f"NATO with Russia, CINC of 2022 from 2013, {composition} members: {middle:.3f} "
            f"[{low:.3f}, {high:.3f}] "
            "(published .271 [.234, .313])"
        )
    checks = manifest()["checks"]
    assert checks["cinc"]["largest_difference"] < 1e-6 and checks["outcomes"]["model"] >= 0.20
    print(
        f"CINC within {checks['cinc']['largest_difference']:.1e}; how disputes end: "
        f"{checks['outcomes']}"
    )


SECTIONS = """
import time
from detente.actors.relation_key import pair
from detente.paper.brief import make
from detente.paper.sections.argued import prose
from detente.store.catalog import default_catalog
brief = make(default_catalog(), pair({a!r}, {b!r}, {year}))
start = time.perf_counter()
assert brief.relation.power.measures() and brief.relation.institutions.measures()
measured = time.perf_counter() - start
start = time.perf_counter()
assert brief.relation.identity.measures()
other = time.perf_counter() - start
brief.findings
start = time.perf_counter()
made = [block for name in ('power', 'institutions') for block in prose(brief, name)]
assert made
print(measured + time.perf_counter() - start, other)
"""


def sections() -> None:
    for a, b, year in (("NATO", "Russia", 2013), ("EU", "Turkey", 2024), ("India", "China", 2024)):
        done = subprocess.run(
            [sys.executable, "-c", SECTIONS.format(a=a, b=b, year=year)],
            capture_output=True,
            text=True,
            check=True,
        )
        mine, other = (float(x) for x in done.stdout.split())
        assert mine < 1.5, (a, b, mine)
        print(
            f"sections   {a} and {b}: power and institutions {mine:.2f} s, {mine / other:.1f} "
            "times reading identity"
        )


def studies(catalog: Catalog) -> None:
    start = time.perf_counter()
    found = specifications(catalog, bloc("NATO"), "accession", "distance", 2024, draws=1000)
    seconds = time.perf_counter() - start
    assert len(found) == 8 and seconds < 10
    print(
        "study      eight specifications of accession to NATO, 1,000 resamples and assignments "
        f"each: {seconds:.2f} s"
    )
    try:
        import diff_diff
        import pandas as pd
    except ImportError:
        return
    rng = np.random.default_rng(1)
    event = np.r_[np.full(3, 12), np.full(7, 17), np.full(3, 22), np.full(150, -1)]
    y = rng.normal(0, 0.3, (event.size, 35)).cumsum(axis=1)
    frame = pd.DataFrame(
        {
            "id": np.repeat(np.arange(event.size), 35),
            "t": np.tile(np.arange(35) + 1, event.size),
            "y": y.ravel(),
            "g": np.repeat(np.where(event < 0, 0, event + 1), 35),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start = time.perf_counter()
        package = diff_diff.CallawaySantAnna(
            control_group="never_treated",
            base_period="universal",
            estimation_method="reg",
            n_bootstrap=500,
            seed=1,
        )
        theirs = package.fit(
            frame, outcome="y", unit="id", time="t", first_treat="g", aggregate="all"
        )
        slow = time.perf_counter() - start
    start = time.perf_counter()
    ours = study(y, event, event < 0, draws=500)
    quick = time.perf_counter() - start
    gap = max(
        abs(ours.by_time[ours.times == e][0] - theirs.event_study_effects[e]["effect"])
        for e in range(6)
    )
    assert gap < 5e-4, gap
    print(
        f"           against diff-diff: largest gap {gap:.1e}; {slow:.2f} s and {quick:.3f} s with "
        "permutation: "
        f"{slow / quick:.0f} times"
    )


def main() -> None:
    catalog = default_catalog()
    forecasts(catalog)
    studies(catalog)
    sections()
    if "--short" not in sys.argv:
        for name in ("milper", "pec"):
            print(name, rules.record(catalog, name, 2024))
        print(
            catalog.frame("convergence")
            .select(pl.col("slope").min().alias("least"), pl.col("slope").max().alias("most"))
            .row(0)
        )


if __name__ == "__main__":
    main()
