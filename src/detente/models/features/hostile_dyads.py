"""Hostile pairs year by year: their past, three structures and how they changed, what came of it.

Each function adds the features of one subject; `window_years` puts them together. The order of the
names matters: a fit on the same columns in another order differs in its last digits.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.models.features.dyad_years import LAST_GML, LAST_KNOWN, pair_years
from detente.models.features.outcomes import with_outcomes
from detente.models.features.pairs import (
    SIDES,
    before,
    beside_each_side,
    greatest,
    least,
    most,
    pair_id,
    summed,
)
from detente.models.features.rungs import with_rungs

SINCE = 1946
"""First year of the pairs that the rule learns from."""
MEMORY = 10
"""Years for which a dispute makes a pair hostile."""
LONGEST = 50
"""Years after which an event no longer counts as more remote."""
DUTIES = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
"""Kinds of treaty obligation."""
HISTORY = (
    "onset_carried",
    "ongoing_carried",
    "n5",
    "n10",
    "n20",
    "begun",
    "worst",
    "deadliest",
    "since",
    "ongoingrivalry",
    "rivalry_age",
    "age",
    "land",
    "beside",
    "capitals",
)
"""The past that every outcome's forecast starts from."""
MORE = {
    "trade": ("trade_part", "trade_part_d5", "trade_part_d10"),
    "pact": ("since_pact", "pact10"),
    "rung": ("since_rung",),
}
"""What one outcome's past holds besides: of a level its own level and change, so that mere return
to the mean is no window."""
SPANS = (5, 10)
"""Years over which changes are measured."""
LEVELS = ("weight", "spending", "soldiers", "product", "bombs", "major")
"""Measures of power of the stronger and the weaker side."""
CHANGING = ("weight", "product", "spending", "soldiers")
"""Those of which changes are features as well."""
STRONG, WEAK = "strong", "weak"
SIDES_BY_STRENGTH = (STRONG, WEAK)
CHANGES = [
    f"{name}_{which}_d{years}"
    for name in CHANGING
    for years in SPANS
    for which in SIDES_BY_STRENGTH
]
POWER = (
    "gap",
    "gap_d5",
    "gap_d10",
    "tilt5",
    "tilt10",
    "crossed",
    "together_d5",
    "together_d10",
    "product_gap",
    "product_gap_d5",
    "product_gap_d10",
    "both_bombs",
    "threat_strong",
    "threat_weak",
    "third",
    "third_d5",
    "quarrels",
    *(f"{name}_{which}" for name in LEVELS for which in SIDES_BY_STRENGTH),
    *CHANGES,
)
IDENTITY_LEVELS = ("distance", "freer_low", "freer_high", "euds_low", "euds_high")
IDENTITY = (
    *IDENTITY_LEVELS,
    *(f"{name}_d{years}" for name in IDENTITY_LEVELS for years in SPANS),
    "freer_gap",
    "pi_votes",
    "pi_votes_d5",
    "s_votes",
    "riches_gap",
    "riches_gap_d5",
    "riches_low",
)
INSTITUTIONS = (
    "dyadigos",
    "dyadigos_d5",
    "dyadigos_d10",
    *DUTIES,
    "duties",
    "duties_d5",
    "duties_d10",
    "trade_part",
    "trade_part_d5",
    "trade_part_d10",
    "no_trade",
)
NAMES: dict[str, tuple[str, ...]] = {
    "power": POWER,
    "identity": IDENTITY,
    "institutions": INSTITUTIONS,
}
"""Features of each structure."""


def window_years(
    tables: Mapping[str, pl.DataFrame],
) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """Lay out hostile pairs with their features and outcomes.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.

    Returns
    -------
    tuple
        A row for each hostile pair and year: ``ccode1``, ``ccode2``, ``year``, ``pair``, the
        features, and for each outcome ``came_...`` (1, 0, or null where it is not yet known or
        could not come) and ``may_...``; and the names of the features of each structure.
    """
    frame = _rivals(_all_trade(pair_years(tables)))
    ever = (pl.col("ongoing").max() > 0) | (pl.col("ongoingrivalry").max() > 0)
    hostile_once = frame.group_by("pair").agg(ever.alias("ever")).filter("ever")
    # the pairs that never had a dispute or a rivalry are nine in ten: left out before the rest
    frame = frame.join(hostile_once, on="pair", how="semi", maintain_order="left")
    frame = _recent_disputes(_treaties(frame))
    frame = _compared(_sides(frame))
    frame = _identity(frame)
    frame = _institutions(frame)
    frame = with_outcomes(with_rungs(frame))
    hostile = (pl.col("ongoingrivalry") > 0) | (pl.col("n_any10") > 0)
    return frame.filter(hostile & (pl.col("year") >= SINCE)), dict(NAMES)


def _stronger() -> pl.Expr:
    """Tell whether the first side has the greater capability."""
    return pl.col("cinc1") >= pl.col("cinc2")


def _strong(name: str, ending: str = "") -> pl.Expr:
    """Give the value of the side with the greater capability."""
    first, second = pl.col(f"{name}1{ending}"), pl.col(f"{name}2{ending}")
    return pl.when(_stronger()).then(first).otherwise(second)


def _weak(name: str, ending: str = "") -> pl.Expr:
    """Give the value of the side with the smaller capability."""
    first, second = pl.col(f"{name}1{ending}"), pl.col(f"{name}2{ending}")
    return pl.when(_stronger()).then(second).otherwise(first)


def _change(name: str, years: int) -> pl.Expr:
    """Give how much a column changed over some years, named after it."""
    return (pl.col(name) - before(pl.col(name), years)).alias(f"{name}_d{years}")


def _changes(names: tuple[str, ...], spans: tuple[int, ...] = SPANS) -> list[pl.Expr]:
    """Give how much columns changed over each span of years."""
    return [_change(name, years) for name in names for years in spans]


def _years_since(last: pl.Expr) -> pl.Expr:
    """Give the logarithm of the years since an event, that of one never seen as the longest."""
    years = (pl.col("year") - last).clip(0, LONGEST).fill_null(LONGEST)
    return years.cast(pl.Float64).log1p()


def _all_trade(frame: pl.DataFrame) -> pl.DataFrame:
    """Add what each side trades with everybody."""
    sides = [frame.select("year", "flow", now=f"now{side}") for side in SIDES]
    flows = pl.concat(sides).group_by("now", "year").agg(all_trade=pl.col("flow").sum())
    return beside_each_side(frame, flows, "now")


def _rivals(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the capability of other rivals: those of each side, and those that both have."""
    rivalries = frame.filter(pl.col("ongoingrivalry") > 0)
    both_ways = pl.concat(
        [
            rivalries.select("year", now=f"now{one}", rival=f"now{other}", weight=f"cinc{other}")
            for one, other in (SIDES, SIDES[::-1])
        ]
    )
    count = pl.len().cast(pl.Float64)
    own = both_ways.group_by("now", "year").agg(rivals=pl.col("weight").sum(), count_rivals=count)
    common = (
        both_ways.join(both_ways.select("year", "rival", second="now"), on=["year", "rival"])
        .filter(pl.col("now") < pl.col("second"))
        .group_by("year", pair=pair_id("now", "second"))
        .agg(common_rivals=pl.col("weight").sum())
    )
    frame = beside_each_side(frame, own, "now")
    frame = frame.join(common, on=["pair", "year"], how="left", maintain_order="left")
    names = ("rivals1", "rivals2", "count_rivals1", "count_rivals2", "common_rivals")
    return frame.with_columns(pl.col(names).fill_null(0))


def _treaties(frame: pl.DataFrame) -> pl.DataFrame:
    """Add kinds of obligation, new pacts, and the age of the rivalry."""
    duties = [pl.col(name).cast(pl.Float64) for name in DUTIES]
    frame = frame.with_columns(
        duties=pl.sum_horizontal(duties, ignore_nulls=False),
        rivalry_run=(pl.col("ongoingrivalry") == 0).cum_sum().over("pair"),
    )
    earlier = before(pl.col("duties"), 1)
    more = (pl.col("duties") > earlier).cast(pl.Float64)
    frame = frame.with_columns(new_pact=pl.when(earlier.is_not_null()).then(more))
    new_pact = pl.col("new_pact")
    last_pact = pl.when(new_pact > 0).then(pl.col("year")).forward_fill().over("pair")
    lately = greatest(new_pact.fill_null(0), MEMORY)
    rivalry_years = _age_of_rivalry()
    return frame.with_columns(
        since_pact=_years_since(last_pact), pact10=lately, rivalry_age=rivalry_years.log1p()
    )


def _age_of_rivalry() -> pl.Expr:
    """Give the years since a rivalry began, its first counted; 0 without one."""
    rivalry, year = pl.col("ongoingrivalry"), pl.col("year")
    begun = year.filter(rivalry > 0).min().over("pair", "rivalry_run")
    return pl.when(rivalry > 0).then((year - begun + 1).cast(pl.Float64)).otherwise(rivalry)


def _recent_disputes(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the disputes of the last years; after the last known one they keep their value."""
    onset, ongoing = pl.col("onset").fill_null(0), pl.col("ongoing").fill_null(0)
    recent = {f"n{years}": summed(onset, years) for years in (5, 10, 20)}
    any_dispute = pl.max_horizontal(onset, ongoing)
    recent |= {
        "n_any10": greatest(any_dispute, MEMORY),
        "worst": _worst_of("hostlev_gml", "hostlev_cow", highest=5),
        "deadliest": _worst_of("fatality", "fatality_cow", highest=6),
        "onset_carried": onset,
        "ongoing_carried": ongoing,
    }
    known = pl.when(pl.col("year") <= LAST_KNOWN)
    carried = {
        name: known.then(value).forward_fill().over("pair") for name, value in recent.items()
    }
    return frame.with_columns(
        **carried,
        since=pl.col("quiet").clip(0, LONGEST).log1p(),
        beside=pl.col("land") + pl.col("water"),
        capitals=(pl.col("capdist") + 1).log(),
    )


def _worst_of(first: str, second: str, highest: int) -> pl.Expr:
    """Give the highest level of the last years, from the second source after the first ends."""
    level = pl.when(pl.col("year") > LAST_GML).then(pl.col(second)).otherwise(pl.col(first))
    # a level that is not known is coded below zero: it counts as none
    scale = level.clip(0, highest).cast(pl.Float64).fill_null(0)
    return greatest(scale, MEMORY)


def _sides(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the measures of power of each side, and how these moved."""
    for side in SIDES:
        measured = {f"{name}{side}": value for name, value in _measures_of(side).items()}
        frame = frame.with_columns(**measured)
    lead = pl.col("weight1") - pl.col("weight2")
    frame = frame.with_columns(
        gap=lead.abs(),
        lead=lead,
        together=(pl.col("cinc1") + pl.col("cinc2")).clip(1e-6).log(),
        product_gap=(pl.col("product1") - pl.col("product2")).abs(),
    )
    of_sides = tuple(f"{name}{side}" for name in CHANGING for side in SIDES)
    return frame.with_columns(_changes((*of_sides, "gap", "together", "product_gap", "lead")))


def _measures_of(side: str) -> dict[str, pl.Expr]:
    """Give the measures of power of one side."""
    people = pl.col(f"tpop{side}").clip(1)
    spending = pl.col(f"milex{side}") / people
    soldiers = 1000 * pl.col(f"milper{side}") / people
    warheads = pl.col(f"warheads{side}").fill_null(0)
    weight, product = pl.col(f"cinc{side}").clip(1e-6), pl.col(f"pwtrgdp{side}")
    return {
        "weight": weight.log(),
        "spending": spending.log1p(),
        "soldiers": soldiers.log1p(),
        "product": product.log(),
        "bombs": warheads.log1p(),
        "major": pl.col(f"cowmaj{side}").cast(pl.Float64),
    }


def _compared(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the measures of the stronger and the weaker side, third powers, and reversals."""
    made: dict[str, pl.Expr] = {}
    for name in LEVELS:
        made[f"{name}_{STRONG}"] = _strong(name)
        made[f"{name}_{WEAK}"] = _weak(name)
    for name in CHANGING:
        for years in SPANS:
            made[f"{name}_{STRONG}_d{years}"] = _strong(name, f"_d{years}")
            made[f"{name}_{WEAK}_d{years}"] = _weak(name, f"_d{years}")
    both = pl.col("cinc1") + pl.col("cinc2")
    frame = frame.with_columns(
        **made,
        threat1=_threat("1", "2"),
        threat2=_threat("2", "1"),
        third=(pl.col("common_rivals") / both).log1p(),
    )
    all_rivals = pl.col("count_rivals1") + pl.col("count_rivals2")
    quarrels = (all_rivals - 2 * pl.col("ongoingrivalry")).clip(0).log1p()
    threats = {f"threat_{STRONG}": _strong("threat"), f"threat_{WEAK}": _weak("threat")}
    lead_changed_sign = pl.col("lead") * before(pl.col("lead"), 10) < 0
    both_armed = least("bombs") > 0
    return frame.with_columns(
        _change("third", 5),
        **threats,
        quarrels=quarrels,
        tilt5=pl.col("lead_d5").abs(),
        tilt10=pl.col("lead_d10").abs(),
        crossed=lead_changed_sign.cast(pl.Float64),
        both_bombs=both_armed.cast(pl.Float64),
    )


def _threat(side: str, other: str) -> pl.Expr:
    """Give the capability of a side's rivals without the other side, over its own."""
    within = pl.col("ongoingrivalry") * pl.col(f"cinc{other}")
    others = (pl.col(f"rivals{side}") - within).clip(0)
    return (others / (pl.col(f"cinc{side}") + 1e-4)).log1p()


def _identity(frame: pl.DataFrame) -> pl.DataFrame:
    """Add regimes and income, and how these and votes moved."""
    riches1, riches2 = pl.col("mrgdppc1").log(), pl.col("mrgdppc2").log()
    frame = frame.with_columns(
        freer_low=least("v2x_polyarchy"),
        freer_high=most("v2x_polyarchy"),
        freer_gap=(pl.col("v2x_polyarchy1") - pl.col("v2x_polyarchy2")).abs(),
        riches_gap=(riches1 - riches2).abs(),
        riches_low=least("mrgdppc").log(),
    )
    return frame.with_columns(
        *_changes(IDENTITY_LEVELS), *_changes(("pi_votes", "riches_gap"), spans=(5,))
    )


def _institutions(frame: pl.DataFrame) -> pl.DataFrame:
    """Add trade as part of both sides' trade, and how organisations, duties and trade moved."""
    all_trade = pl.col("all_trade1") + pl.col("all_trade2")
    part = pl.col("flow") / all_trade
    frame = frame.with_columns(
        pl.col("dyadigos").cast(pl.Float64),
        trade_raw=part,
        trade_part=pl.when(part > 0).then(part.log()),
        no_trade=(pl.col("flow") == 0).cast(pl.Float64),
    )
    return frame.with_columns(
        *_changes(("dyadigos", "duties", "trade_part")),
        *(pl.col(name).cast(pl.Float64) for name in DUTIES),
    )
