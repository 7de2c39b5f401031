"""Blocs and states outside: at least one dispute among pairs whose disputes come together."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc, blocs
from detente.actors.composition import actual
from detente.estimators.at_least_one import chance, counted_as
from detente.models.dispute_risk.blocks import BOTH, HISTORY_ALONE
from detente.models.features.pairs import SIDES

Floats = NDArray[np.float64]
JOINED = (HISTORY_ALONE, BOTH)
"""Models that are scored for blocs as well."""
FIRST = 1955
"""First year of the blocs that the dependence is learnt from."""


def blocs_with_states(kept: pl.DataFrame) -> pl.DataFrame:
    """Join the pairs of a bloc's members with a state outside into one of the bloc.

    Parameters
    ----------
    kept : polars.DataFrame
        Pairs with ``year``, ``seen``, ``known``, ``onset_next`` and the probabilities of the models
        in `JOINED`.

    Returns
    -------
    polars.DataFrame
        Of each bloc, year and state: whether a dispute came, how many pairs had one, and for each
        model ``... worst``, the probability of its likeliest pair, and ``... others``, the sum over
        all other pairs of the log of one less the probability.
    """
    parts = [_bloc_with_states(kept, bloc) for bloc in blocs().values()]
    joined = pl.concat([part for part in parts if part is not None])
    return joined.sort("year", "other", maintain_order=True)


def _bloc_with_states(kept: pl.DataFrame, bloc: Bloc) -> pl.DataFrame | None:
    """Join the pairs of one bloc; None where it never had members."""
    known_year = (pl.col("year") + 1).cast(pl.Int64)
    inside = actual(bloc).select(known_year, pl.col("ccode").cast(pl.Int64))
    if inside.is_empty():
        return None
    inside = inside.with_columns(member=pl.lit(value=True))
    marked = kept
    for side in SIDES:
        names = {"ccode": f"ccode{side}", "member": f"member{side}"}
        keys = [f"ccode{side}", "year"]
        marked = marked.join(inside.rename(names), on=keys, how="left", maintain_order="left")
    first, second = pl.col("member1").is_not_null(), pl.col("member2").is_not_null()
    other = pl.when(first).then("ccode2").otherwise("ccode1")
    across = marked.filter(first != second).with_columns(other=other)
    onset = pl.col("onset_next")
    columns = [pl.col("seen", "known").all(), onset.max(), onset.sum().alias("pairs")]
    for model in JOINED:
        none = (1 - pl.col(model)).log()
        worst = pl.col(model).max()
        columns.append(worst.alias(f"{model} worst"))
        columns.append((none.sum() - (1 - worst).log()).alias(f"{model} others"))
    # the order is kept so that sums come out the same in every run
    return across.group_by("other", "year", maintain_order=True).agg(columns)


def learnt(joined: pl.DataFrame, years: tuple[int, ...]) -> dict[str, dict[int, float]]:
    """Learn for each year, from the years before it, for how much the other pairs count.

    Parameters
    ----------
    joined : polars.DataFrame
        As `blocs_with_states` gives it.
    years : tuple of int
        Years of forecasts.

    Returns
    -------
    dict
        Model to year to the part of an independent event.
    """
    year = joined["year"].to_numpy()
    known, came = joined["known"].to_numpy(), joined["onset_next"].to_numpy()
    found: dict[str, dict[int, float]] = {}
    for model in JOINED:
        worst, others = (joined[f"{model} {part}"].to_numpy() for part in ("worst", "others"))
        found[model] = {}
        for first in years:
            use = known & (year >= FIRST) & (year < first)
            found[model][first] = counted_as(worst[use], others[use], came[use])
    return found


def with_chances(joined: pl.DataFrame, counted: dict[str, dict[int, float]]) -> pl.DataFrame:
    """Add each model's chance of at least one dispute.

    Parameters
    ----------
    joined : polars.DataFrame
        As `blocs_with_states` gives it.
    counted : dict
        As `learnt` gives it.
    """
    columns = []
    for model, by_year in counted.items():
        last = max(by_year)
        year = np.minimum(joined["year"].to_numpy(), last)
        part = np.array([by_year.get(int(one), 1.0) for one in year])
        worst, others = (joined[f"{model} {name}"].to_numpy() for name in ("worst", "others"))
        columns.append(pl.Series(model, chance(worst, others, part)))
    return joined.with_columns(columns)
