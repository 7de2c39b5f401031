"""Steps on ladders: the chance of a year that was estimated, and the mean of it in the futures.

A future draws parameters, and years of rounds. A logit bends, so that the mean chance over draws is
not that of the mean parameters: this prints by how much it would differ if rounds kept the mean of
the rates alone, and that the futures keep the estimated chance. Then the chances of accession of
the proof are printed beside what came. The starter is enough.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.estimators.futures.world import STEPS, World
from detente.estimators.logit import probability
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.rounds import ladder_rounds
from detente.models.hazards.surroundings import surroundings
from detente.scenarios.proof.tables import packaged
from detente.scenarios.world import build
from detente.store.catalog import Catalog, default_catalog

ORIGINS = (1980, 1990, 2000, 2005, 2010, 2015)
BLOCS = ("EU", "NATO")
KINDS = ("join", "candidate", "join_from_lower", "approach")
SETS = 1_000
CANDIDATE = 4


def means(catalog: Catalog, origin: int, bloc: str, kind: str) -> tuple[float, float, float]:
    """Give the estimated chance of a year, its mean by the rates alone, and in the futures."""
    hazards, rounds = ladder_hazards(catalog, origin), ladder_rounds(catalog, origin)
    names = [one.id for one in surroundings(catalog, origin).ladders.blocs]
    row, step = names.index(bloc), STEPS.index(kind)
    built = build(catalog, origin, sets=SETS)
    by_rates = hazards.bias[row, step] - np.log(rounds.mean_factor[row, step])
    place = built.bloc_at[bloc]
    kept = float(built.world.blocs.step_bias[place, step])
    odds = np.array([hazards.used(kind).coef[0] + hazards.bias[row, step]])
    chances = (_mean(built.world, place, step, bias) for bias in (by_rates, kept))
    alone, now = chances
    return float(probability(odds)[0]), alone, now


def _mean(world: World, place: int, step: int, bias: float) -> float:
    """Give the mean chance of a year over the world's sets of parameters and its rounds."""
    in_round = world.blocs.round_chance[:, place]
    quiet = world.ladder.coef[:, step, 0] + bias
    busy = quiet + world.ladder.round_lift[:, step]
    drawn = (1 - in_round) * probability(quiet) + in_round * probability(busy)
    return float(drawn.mean())


def _line(catalog: Catalog, bloc: str, kind: str) -> str:
    """Write the chances of a step at every origin; under conditions there is no one chance."""
    parts = []
    for origin in ORIGINS:
        wanted, alone, now = means(catalog, origin, bloc, kind)
        if ladder_hazards(catalog, origin).conditioned(kind):
            parts.append(f"{origin}: rests on conditions")
            continue
        assert abs(now / wanted - 1) < 1e-6, (origin, bloc, kind)
        parts.append(f"{origin}: {wanted:.4f} x{alone / wanted:.2f} x{now / wanted:.2f}")
    return ", ".join(parts)


def main() -> None:
    catalog = default_catalog()
    print("year: estimated chance, times by rates alone, times in futures")
    for kind in KINDS:
        for bloc in BLOCS:
            print(f"{kind:<16} {bloc:<5} {_line(catalog, bloc, kind)}")
    chances = packaged().chances.drop_nulls("came")
    counted = (
        chances.group_by("horizon", candidate=pl.col("rung") == CANDIDATE)
        .agg(pl.len(), pl.col("chance", "plain_rate", "came").sum())
        .sort("candidate", "horizon")
    )
    for horizon, candidate, cases, chance, plain, came in counted.iter_rows():
        who = "candidates" if candidate else "lower rungs"
        said = f"{chance:.1f} in futures, {plain:.1f} by the plain rate, {came} came"
        print(f"{who:<12} {horizon:>2} years, {cases} cases: {said}")


if __name__ == "__main__":
    main()
