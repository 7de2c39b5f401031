"""Invented predictions and outcomes for the tests of the scoring."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.systems import spells
from detente.models.features.pairs import lineage

FIRST, LAST = 1981, 2000
PAIRS = 30


def outcomes(*, pairs: int = PAIRS, seed: int = 1) -> pl.DataFrame:
    """Lay out invented pairs and years with what came and what models had said."""
    rng = np.random.default_rng(seed)
    years = pl.DataFrame({"year": range(FIRST, LAST + 1)})
    codes = sorted(set(spells("cow")["code"].to_list()) - {2})
    others = [code for code in codes if lineage(code) == code][:pairs]
    frame = pl.DataFrame({"ccode1": [2] * pairs, "ccode2": others})
    frame = frame.join(years, how="cross").cast(pl.Int16)
    odds = rng.normal(-1.5, 1.0, frame.height)
    begun = rng.random(frame.height) < 1 / (1 + np.exp(-odds))
    noisy = odds + rng.normal(0, 0.5, frame.height)
    return frame.with_columns(
        relevant=pl.col("ccode2") < others[pairs // 2],
        begun=pl.Series(begun),
        model=pl.Series(odds),
        history=pl.Series(noisy),
        peace=pl.Series(noisy / 2 - 1),
        rate=pl.lit(-1.2),
        rate_relevant=pl.lit(-1.1),
    )


def predictions(frame: pl.DataFrame, column: str = "model") -> pl.DataFrame:
    """Give the predictions of one of the models."""
    chance = 1 / (1 + (-pl.col(column)).exp())
    keys = pl.col("ccode1", "ccode2", "year").cast(pl.Int64)
    return frame.select(keys, origin=pl.col("year").cast(pl.Int64) - 1, p=chance)
