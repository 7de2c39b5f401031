"""Steps on ladders: the chance of a year that was estimated, and the mean of it in the futures.

A future draws parameters, and years of rounds. Both were meant to keep the mean of each bloc. A
logit bends, so that they do not: this prints by how much, and then the chances of accession of the
proof beside what came. The starter is enough.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.estimators.futures.world import STEPS
from detente.estimators.logit import probability
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.rounds import ladder_rounds
from detente.models.hazards.surroundings import surroundings
from detente.scenarios.proof.tables import packaged
from detente.store.catalog import Catalog, default_catalog

ORIGINS = (1980, 1990, 2000, 2005, 2010, 2015)
BLOCS = ("EU", "NATO")
KINDS = ("join", "candidate", "join_from_lower", "approach")
SETS = 4_000
CANDIDATE = 4


def ratio(catalog: Catalog, origin: int, bloc: str, kind: str) -> tuple[float, float]:
    """Give the estimated chance of a year, and the mean of it over draws and rounds."""
    hazards, rounds = ladder_hazards(catalog, origin), ladder_rounds(catalog, origin)
    names = [one.id for one in surroundings(catalog, origin).ladders.blocs]
    row, step = names.index(bloc), STEPS.index(kind)
    lift = rounds.lift_draws(SETS, 1)[:, step]
    in_round = rounds.chance_draws(SETS, 2)[:, row]
    constant = hazards.draws(SETS, 3)[:, step, 0]
    bias = hazards.bias[row, step] - np.log(rounds.mean_factor[row, step])
    quiet = constant + rounds.quiet[step] + bias
    drawn = (1 - in_round) * probability(quiet) + in_round * probability(quiet + lift)
    odds = np.array([hazards.used(kind).coef[0] + hazards.bias[row, step]])
    return float(probability(odds)[0]), float(drawn.mean())


def main() -> None:
    catalog = default_catalog()
    for kind in KINDS:
        for bloc in BLOCS:
            found = {origin: ratio(catalog, origin, bloc, kind) for origin in ORIGINS}
            text = ", ".join(f"{o} {e:.4f} x{d / e:.2f}" for o, (e, d) in found.items())
            assert all(0 < e < 1 and 0 < d < 1 for e, d in found.values())
            print(f"{kind:<16} {bloc:<5} estimated, futures over it: {text}")
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
