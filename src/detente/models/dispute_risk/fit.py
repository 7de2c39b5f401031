"""Risk of a dispute: how it is fitted, decade by decade, on what had come before; the tables of the starter that hold it.

Two models of the same features, a logit and boosted trees, are averaged in log-odds, so that every structure's part can be
read off and all parts add up. Each decade is forecast by models that saw only earlier years, shifted by how many disputes the
models had expected, and how many had come, in the decades forecast before.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import blocs
from detente.actors.composition import actual
from detente.estimators import boosting, logit
from detente.estimators.scores import score
from detente.grain import Grain
from detente.models.features.dyad_years import NEEDS, after, laid_out, pair_years
from detente.models.terms import (
    BLOCKS,
    HISTORY,
    HUNDREDTHS,
    JUDGED,
    LAST,
    LAST_GML,
    MODELS,
    OTHER,
    STRUCTURES,
)
from detente.store.memo import LastResult
from detente.store.starter import Recipe

logger = logging.getLogger(__name__)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SINCE = 1946
"""First year of disputes fitted on."""
DECADES = tuple(range(1951, LAST_GML + 2, 10))
"""First years of the decades forecast; the first only tells how far to shift the next, the last goes on to the end."""
SHIPPED = DECADES[1]
MEMBERS = 8
"""Times that both models are fitted, all but the first on pairs drawn with replacement."""
PLAIN = 4
"""Members of the models without structures."""
THIN = 6
"""Of quiet years of pairs without a border or a major power every sixth is fitted on, and counts six times."""
WORTH = 0.002
"""Probability from which such a pair is shipped, too."""
FEATURES = tuple(f for names in BLOCKS.values() for f in names)
BLOCK = np.array([i for i, names in enumerate(BLOCKS.values()) for _ in names])
PEACE = ("peace", "fresh", "fading")
FAILED = (2, 365, 2014)
"""The pair and year that the report card has to name: the crisis of 2014, which the disputes known to 2010 do not foresee."""
WORST = 3
"""Misses of each kind named in a decade."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """Forecasts of every pair and year, each from what was known before its decade.

    Attributes
    ----------
    keys : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year`` (of the forecast), ``pair``, ``relevant``, ``seen`` (whether the outcome is known),
        ``onset``.
    log_odds : dict
        Model to log-odds, shape (N,).
    spread : ndarray, shape (N,)
        Standard deviation over the members of "both".
    shift : dict
        Decade to what was added.
    base : dict
        Decade to the log-odds before anything is known.
    parts, part_spread : ndarray, shape (M, B)
        Of the rows shipped: each block's part of the log-odds, and its standard deviation over the members.
    shipped : ndarray of bool, shape (N,)
        Which rows these are.
    models : list
        Pairs of models behind the decade of `FAILED`.
    """

    keys: pl.DataFrame
    log_odds: dict[str, Floats]
    spread: Floats
    shift: dict[int, float]
    base: dict[int, float]
    parts: Floats
    part_spread: Floats
    shipped: Bools
    models: list[tuple[logit.Logit, boosting.Trees]]


_kept = LastResult[Rolled](NEEDS)


def rolled(tables: Mapping[str, pl.DataFrame]) -> Rolled:
    """Forecast every decade, once for the same tables: about three minutes."""
    return _kept.of(tables, lambda: roll(pair_years(tables)))


def _ahead(frame: pl.DataFrame) -> pl.DataFrame:
    """Set what is known at the end of a year beside the dispute of the next; a pair without a next year says nothing."""
    year = pl.col("year")
    onset = pl.when(year < LAST_GML).then(after(pl.col("onset"), 1))
    goes_on = after(year, 1).is_not_null() | (year == LAST)
    return (
        frame.with_columns(onset.alias("onset"), goes_on.alias("_on"), (year + 1).alias("year"))
        .filter("_on", year > SINCE)
        .drop("_on")
    )


def decade_of(year: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the first year of the decade whose models forecast a year: after the last known dispute no new ones are fitted.

    Examples
    --------
    >>> decade_of(np.array([1971, 1980, 2014, 2023])).tolist()
    [1971, 1971, 2011, 2011]
    """
    found: NDArray[np.int64] = np.minimum((year - 1) // 10 * 10 + 1, DECADES[-1])
    return found


def roll(
    frame: pl.DataFrame,
    *,
    members: int = MEMBERS,
    every: int = 1,
) -> Rolled:
    """Forecast every decade from the years before it.

    Parameters
    ----------
    frame : polars.DataFrame
        As `dyads.laid_out` gives it.
    members : int
        How many times both models are fitted.
    every : int
        Take only every so many pairs: for a quick look.
    """
    rows = _ahead(frame if every == 1 else frame.filter(pl.col("pair") % every == 0))
    x = rows.select(FEATURES).to_numpy().astype(float)
    past = [FEATURES.index(f) for f in HISTORY]
    peace = [FEATURES.index(f) for f in PEACE]
    apart = np.flatnonzero(len(STRUCTURES) <= BLOCK)
    y, year = rows["onset"].fill_null(0).to_numpy().astype(float), rows["year"].to_numpy()
    unit = np.unique(rows["pair"].to_numpy(), return_inverse=True)[1]
    near = rows["relevant"].to_numpy() > 0
    told: dict[str, Floats] = {m: np.full(y.size, np.nan) for m in MODELS}
    spread = np.full(y.size, np.nan)
    shipped = np.zeros(y.size, dtype=bool)
    parts: list[tuple[NDArray[np.int64], Floats, Floats]] = []
    shifts: dict[int, float] = {}
    bases: dict[int, float] = {}
    kept: list[tuple[logit.Logit, boosting.Trees]] = []
    quiet = ~near & (y == 0)
    belongs, seen = decade_of(year), year <= LAST_GML
    turn = (rows["pair"].to_numpy() * 7919 + year * 104729) // 13 % THIN
    for decade in DECADES:
        last = LAST + 1 if decade == DECADES[-1] else decade + 9
        logger.info("risk of a dispute: %d-%d", decade, last)
        known, out = (year < decade) & seen, belongs == decade
        if not out.any() or not y[known].any():
            continue
        models, weights = [], []
        for member in range(members):
            weight = np.where(quiet, float(THIN), 1.0) * _drawn(unit, decade + member, member)
            use = known & (weight > 0) & ~(quiet & (turn != member % THIN))
            weights.append(np.where(use, weight, 0.0))
            models.append(
                (
                    logit.fit(x[use], y[use], weight[use]),
                    boosting.grow(x[use], y[use], weight[use], BLOCK, seed=member),
                )
            )
        if decade == DECADES[-1]:
            kept = models
        odds = np.array([[m.log_odds(x[out]), t.log_odds(x[out])] for m, t in models])
        both = odds.mean(axis=1)
        before = (year >= DECADES[0]) & known & ~np.isnan(told["both"])
        shifts[decade] = (
            logit.shift(_raw(told["both"], year, shifts)[before], y[before])
            if before.any()
            else 0.0
        )
        told["logit"][out], told["trees"][out] = odds[:, 0].mean(axis=0), odds[:, 1].mean(axis=0)
        told["both"][out] = both.mean(axis=0) + shifts[decade]
        spread[out] = both.std(axis=0, ddof=1) if members > 1 else 0.0
        told[OTHER][out] = _without(x[:, apart], y, weights, known, out)
        for name, columns in (("peace years", peace), ("peace years and disputes", past)):
            told[name][out] = logit.fit(x[known][:, columns], y[known]).log_odds(x[out][:, columns])
        here = out & (near | (told["both"] > np.log(WORTH / (1 - WORTH)))) & (year >= SHIPPED)
        shipped |= here
        if here.any():
            base, block, block_spread = _parts(models, x[here])
            bases[decade] = base + shifts[decade]
            parts.append((np.flatnonzero(here), block, block_spread))
    order = np.argsort(np.concatenate([p[0] for p in parts])) if parts else np.zeros(0, dtype=int)
    shape = (0, len(BLOCKS))
    keys = rows.select(
        "ccode1",
        "ccode2",
        "year",
        "pair",
        pl.col("relevant") > 0,
        (pl.col("year") <= LAST_GML).alias("seen"),
        "onset",
    )
    return Rolled(
        keys,
        told,
        spread,
        shifts,
        bases,
        np.concatenate([p[1] for p in parts])[order] if parts else np.zeros(shape),
        np.concatenate([p[2] for p in parts])[order] if parts else np.zeros(shape),
        shipped,
        kept,
    )


def _without(x: Floats, y: Floats, weights: list[Floats], known: Bools, out: Bools) -> Floats:
    """Forecast by the same two models without the three structures: what is left is what these add."""
    found = np.zeros(int(out.sum()))
    block = BLOCK[len(STRUCTURES) <= BLOCK]
    for member, weight in enumerate(weights[:PLAIN]):
        use = known & (weight > 0)
        one = logit.fit(x[use], y[use], weight[use])
        other = boosting.grow(x[use], y[use], weight[use], block, seed=member)
        found += (one.log_odds(x[out]) + other.log_odds(x[out])) / 2
    return found / min(PLAIN, len(weights))


def _raw(told: Floats, year: NDArray[np.int64], shifts: dict[int, float]) -> Floats:
    """Give forecasts as they were before they were shifted."""
    added: Floats = np.array([shifts.get(int(d), 0.0) for d in decade_of(year)])
    return told - added


def _drawn(unit: NDArray[np.int64], seed: int, member: int) -> Floats:
    """Tell how often each row's pair was drawn; once each for the first member."""
    if member == 0:
        return np.ones(unit.size)
    count = int(unit.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count))
    found: Floats = drawn[unit].astype(float)
    return found


def _parts(
    models: list[tuple[logit.Logit, boosting.Trees]], x: Floats
) -> tuple[float, Floats, Floats]:
    """Take the mean of both models apart; the part of each block and its deviation over the members."""
    found, bases = [], []
    for one, other in models:
        base, trees = other.parts(x, len(BLOCKS))
        bases.append((one.constant + base) / 2)
        found.append((one.parts(x, BLOCK, len(BLOCKS)) + trees) / 2)
    stack = np.array(found)
    return (
        float(np.mean(bases)),
        stack.mean(axis=0),
        stack.std(axis=0, ddof=1) if len(models) > 1 else np.zeros(stack.shape[1:]),
    )


def risk(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the rows shipped, in whole hundredths of log-odds: parts, their errors, and what they are added to."""
    found = rolled(tables)
    kept = found.keys.filter(pl.Series(found.shipped))
    base = np.array([found.base[int(d)] for d in decade_of(kept["year"].to_numpy())])
    whole = [np.round(HUNDREDTHS * part).astype(np.int16) for part in found.parts.T]
    columns = [pl.Series(name, part) for name, part in zip(BLOCKS, whole, strict=True)]
    errors = [
        pl.Series(f"{name}_error", np.minimum(np.round(HUNDREDTHS * part), 255).astype(np.uint8))
        for name, part in zip(BLOCKS, found.part_spread.T, strict=True)
    ]
    history = np.round(
        HUNDREDTHS * found.log_odds["peace years and disputes"][found.shipped]
    ).astype(np.int16)
    return (
        kept.select(pl.col("ccode1", "ccode2", "year").cast(pl.Int16))
        .with_columns(
            pl.Series("base", np.round(HUNDREDTHS * base).astype(np.int16)),
            *columns,
            *errors,
            pl.Series(
                "error",
                np.minimum(np.round(HUNDREDTHS * found.spread[found.shipped]), 255).astype(
                    np.uint8
                ),
            ),
            pl.Series("history", history),
        )
        .sort("ccode1", "ccode2", "year")
    )


def risk_scores(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score every model on relevant pairs and on all, from 1971 to the end of each decade and in each decade alone."""
    return scored(rolled(tables))


def scored(found: Rolled) -> pl.DataFrame:
    """Score forecasts, each decade beside the base rate of the years before it: of pairs, and of blocs towards states."""
    keys = found.keys.with_columns(
        (pl.col("seen") & pl.Series(~np.isnan(found.log_odds["both"]))).alias("seen"),
        pl.col("onset").fill_null(0).cast(pl.Float64),
        *(pl.Series(m, logit.probability(found.log_odds[m])) for m in MODELS),
    )
    kept = keys.select("ccode1", "ccode2", "year", "seen", "onset", "relevant", *MODELS)
    rows = [
        *_scores("relevant", kept.filter("relevant"), MODELS),
        *_scores("all", kept, MODELS),
        *_scores("blocs", towards(kept), MODELS[1:2] + MODELS[-1:]),
    ]
    return pl.DataFrame(
        rows,
        orient="row",
        schema={
            "group": pl.String,
            "first": pl.Int64,
            "last": pl.Int64,
            "model": pl.String,
            "cases": pl.Int64,
            "events": pl.Int64,
            "precision": pl.Float64,
            "brier": pl.Float64,
            "log_loss": pl.Float64,
            "slope": pl.Float64,
            "expected": pl.Float64,
        },
    )


def _scores(group: str, frame: pl.DataFrame, models: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Score every model to the end of each decade, and in each decade alone."""
    year, seen, y = frame["year"].to_numpy(), frame["seen"].to_numpy(), frame["onset"].to_numpy()
    rate = np.full(year.size, np.nan)
    for decade in DECADES:
        before = year < decade
        if before.any():
            rate[(year >= decade) & (year < decade + 10)] = y[before].mean()
    rows: list[tuple[object, ...]] = []
    for end in (d + 9 for d in DECADES if d >= JUDGED and d + 9 <= LAST_GML):
        for first in sorted({JUDGED, end - 9}):
            use = seen & (year >= first) & (year <= end)
            if not y[use].any():
                continue
            for model in models:
                s = score(frame[model].to_numpy()[use], y[use], rate[use])
                rows.append(
                    (
                        group,
                        first,
                        end,
                        model,
                        s.cases,
                        s.events,
                        s.precision,
                        s.brier,
                        s.log_loss,
                        s.slope,
                        s.expected,
                    )
                )
    return rows


def towards(kept: pl.DataFrame) -> pl.DataFrame:
    """Join the pairs of a bloc's members with a state outside into the bloc's own: at least one dispute, taken as independent."""
    parts = []
    for bloc in blocs().values():
        inside = (
            actual(bloc)
            .select((pl.col("year") + 1).cast(pl.Int64), pl.col("ccode").cast(pl.Int64))
            .with_columns(pl.lit(True).alias("in"))
        )
        if inside.is_empty():
            continue
        marked = kept
        for side in ("1", "2"):
            marked = marked.join(
                inside.rename({"ccode": f"ccode{side}", "in": f"in{side}"}),
                on=[f"ccode{side}", "year"],
                how="left",
            )
        one = marked.filter(
            pl.col("in1").is_not_null() != pl.col("in2").is_not_null()
        ).with_columns(
            pl.when(pl.col("in1").is_not_null()).then("ccode2").otherwise("ccode1").alias("other")
        )
        parts.append(
            one.group_by("other", "year").agg(
                pl.col("seen").all(),
                pl.col("onset").max(),
                *((1 - (1 - pl.col(m)).product()).alias(m) for m in (MODELS[1], MODELS[-1])),
            )
        )
    return pl.concat(parts).sort("year", "other")


def risk_misses(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Name, for each decade, the disputes thought least likely and the quiet years thought least likely; and one known failure."""
    found = rolled(tables)
    told = found.keys.with_columns(
        pl.Series("risk", logit.probability(found.log_odds["both"])),
        pl.Series("history", logit.probability(found.log_odds["peace years and disputes"])),
        ((pl.col("year") - 1) // 10 * 10 + 1).alias("decade"),
    )
    seen = told.filter("seen", "relevant", pl.col("year") >= JUDGED)
    parts = []
    for kind, came, low in (("came", 1, True), ("stayed away", 0, False)):
        ordered = seen.filter(pl.col("onset") == came).sort("risk", descending=not low)
        parts.append(
            ordered.group_by("decade", maintain_order=True)
            .head(WORST)
            .with_columns(pl.lit(kind).alias("kind"))
        )
    known = told.filter(
        (pl.col("ccode1") == FAILED[0])
        & (pl.col("ccode2") == FAILED[1])
        & (pl.col("year") == FAILED[2])
    )
    parts += [known.with_columns(pl.lit("known failure").alias("kind"))]
    alone = laid_out(tables, FAILED[2], stand_in=False).filter(
        (pl.col("ccode1") == FAILED[0])
        & (pl.col("ccode2") == FAILED[1])
        & (pl.col("year") == FAILED[2] - 1)
    )
    if found.models and alone.height:
        x = alone.select(FEATURES).to_numpy().astype(float)
        odds = (
            np.mean([(m.log_odds(x) + t.log_odds(x)) / 2 for m, t in found.models], axis=0)
            + found.shift[DECADES[-1]]
        )
        parts.append(
            known.with_columns(
                pl.lit("known failure, disputes to 2010 alone").alias("kind"),
                pl.Series("risk", logit.probability(odds)),
                pl.lit(None, dtype=pl.Float64).alias("history"),
            )
        )
    return pl.concat(
        [p.select("kind", "ccode1", "ccode2", "year", "risk", "history") for p in parts]
    )


RECIPES = (
    Recipe(
        "risk",
        Grain.DYAD_YEAR,
        NEEDS,
        risk,
        "log-odds of a militarized dispute that begins in the year, from what stood at the end of the year before, in "
        "hundredths: base and parts add up; pairs with a border or a major power, and others above .2 %",
        slow=True,
    ),
    Recipe(
        "risk_scores",
        None,
        NEEDS,
        risk_scores,
        "scores of the models of risk on decades from 1971 that they had not seen",
        slow=True,
    ),
    Recipe(
        "risk_misses", None, NEEDS, risk_misses, "where the models of risk failed worst", slow=True
    ),
)
