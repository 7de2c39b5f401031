"""Invented pairs and years, in the form that the features have."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.estimators.logit import probability
from detente.models.dispute_risk.blocks import FEATURES, STRUCTURES
from detente.models.features.hostile_dyads import HISTORY, MORE
from detente.models.features.outcomes import KNOWN


def _keys(unit: np.ndarray, years: np.ndarray, pairs: int) -> dict[str, np.ndarray]:
    """Codes, number and year of invented pairs."""
    first, second = unit + 1, unit + 501
    pair = first * 1000 + second
    return {"ccode1": first, "ccode2": second, "pair": pair, "year": np.tile(years, pairs)}


def pair_years(pairs: int = 60, first: int = 1946, last: int = 2005, seed: int = 1) -> pl.DataFrame:
    """Invented pairs and years in the form that `dyad_years.laid_out` gives."""
    rng = np.random.default_rng(seed)
    years = np.arange(first, last + 1)
    unit = np.repeat(np.arange(pairs), years.size)
    columns = {feature: rng.normal(size=unit.size) for feature in FEATURES}
    columns["relevant"] = (unit % 2).astype(float)
    chance = probability(1.5 * columns["fresh"] + columns["cincprop"] - 3)
    columns["onset"] = (rng.random(unit.size) < chance).astype(float)
    return pl.DataFrame({**_keys(unit, years, pairs), **columns})


def hostile_years(
    pairs: int = 40, seed: int = 2
) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """Invented hostile pairs in which one feature of power tells of quiet to come, nothing else."""
    rng = np.random.default_rng(seed)
    years = np.arange(1946, 2006)
    unit = np.repeat(np.arange(pairs), years.size)
    past = sorted({*HISTORY, *(name for names in MORE.values() for name in names)})
    names = {structure: (f"{structure}_x", f"{structure}_y") for structure in STRUCTURES}
    features = [*past, *(name for both in names.values() for name in both)]
    columns = {name: rng.normal(size=unit.size) for name in features}
    for outcome in KNOWN:
        columns[f"came_{outcome}"] = (rng.random(unit.size) < 0.4).astype(float)
        columns[f"may_{outcome}"] = np.ones(unit.size, dtype=bool)
    quiet = rng.random(unit.size) < probability(1.5 * columns["power_x"])
    columns["came_quiet"] = quiet.astype(float)
    return pl.DataFrame({**_keys(unit, years, pairs), **columns}), names
