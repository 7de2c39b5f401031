"""Hostile pairs year by year: their past, three structures and how they changed, and what came of it within five years."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.blocs import blocs
from detente.actors.crosswalk import letters_by_code
from detente.models.features.dyad_years import after, before, least, lineage, most, pair_years
from detente.models.membership.design import rungs_of
from detente.models.terms import AHEAD, DUTIES, KNOWN, LAST_GML, LAST_KNOWN

SINCE = 1946
"""First year of the pairs that the rule learns from."""
MEMORY = 10
"""Years for which a dispute makes a pair hostile."""
HISTORY = (
    "onset",
    "ongoing",
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
"""What every outcome's past holds."""
MORE = {
    "trade": ("trade_part", "trade_part_d5", "trade_part_d10"),
    "pact": ("since_pact", "pact10"),
    "rung": ("since_rung",),
}
"""What the past of one outcome holds beside: of a level its own level and change, so that mere return to the mean is no window."""


def strong(name: str) -> pl.Expr:
    """The value of the side with the greater capability."""
    return (
        pl.when(pl.col("cinc1") >= pl.col("cinc2"))
        .then(pl.col(f"{name}1"))
        .otherwise(pl.col(f"{name}2"))
    )


def weak(name: str) -> pl.Expr:
    """The value of the side with the smaller capability."""
    return (
        pl.when(pl.col("cinc1") >= pl.col("cinc2"))
        .then(pl.col(f"{name}2"))
        .otherwise(pl.col(f"{name}1"))
    )


def moved(name: str, years: int) -> pl.Expr:
    """How much a column changed over some years, named after it."""
    return (pl.col(name) - before(pl.col(name), years)).alias(f"{name}_d{years}")


def window_years(
    tables: Mapping[str, pl.DataFrame],
) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    """Lay out hostile pairs with their features and outcomes.

    Returns
    -------
    tuple
        A row for each hostile pair and year: ``ccode1``, ``ccode2``, ``year``, ``pair``, the features, and a column for each
        outcome (1, 0, or null where it is not yet known or does not apply); and the names of the features of each structure.
    """
    frame = _all_trade(pair_years(tables))
    ever = frame.group_by("pair").agg(
        ((pl.col("ongoing").max() > 0) | (pl.col("ongoingrivalry").max() > 0)).alias("_ever")
    )
    frame = (
        _rivals(frame)
        .join(ever, on="pair", how="left", maintain_order="left")
        .filter("_ever")
        .drop("_ever")
    )
    frame = _past(frame)
    power, frame = _power(frame)
    identity, frame = _identity(frame)
    institutions, frame = _institutions(frame)
    frame = _outcomes(_rungs(frame))
    hostile = (pl.col("ongoingrivalry") > 0) | (pl.col("n_any10") > 0)
    names = {"power": power, "identity": identity, "institutions": institutions}
    return frame.filter(hostile & (pl.col("year") >= SINCE)), names


def _all_trade(frame: pl.DataFrame) -> pl.DataFrame:
    """Add what each side trades with everybody."""
    c = pl.col
    flows = (
        pl.concat([frame.select("year", now=c(f"now{s}"), flow=c("flow")) for s in ("1", "2")])
        .group_by("now", "year")
        .agg(c("flow").sum().alias("all_trade"))
    )
    for s in ("1", "2"):
        frame = frame.join(
            flows.rename({"now": f"now{s}", "all_trade": f"all_trade{s}"}),
            on=[f"now{s}", "year"],
            how="left",
            maintain_order="left",
        )
    return frame


def _rivals(frame: pl.DataFrame) -> pl.DataFrame:
    """Add what other rivals weigh: those of each side, and those that both have."""
    c = pl.col
    every = frame.filter(c("ongoingrivalry") > 0)
    both = pl.concat(
        [
            every.select("year", i=c(f"now{a}"), k=c(f"now{b}"), weight=c(f"cinc{b}"))
            for a, b in (("1", "2"), ("2", "1"))
        ]
    )
    own = both.group_by("i", "year").agg(
        c("weight").sum().alias("rivals"), pl.len().cast(pl.Float64).alias("count_rivals")
    )
    for side in ("1", "2"):
        frame = frame.join(
            own.rename(
                {
                    "i": f"now{side}",
                    "rivals": f"rivals{side}",
                    "count_rivals": f"count_rivals{side}",
                }
            ),
            on=[f"now{side}", "year"],
            how="left",
            maintain_order="left",
        )
    common = (
        both.rename({"i": "x"})
        .join(both.select("year", "k", y=c("i")), on=["year", "k"])
        .filter(c("x") < c("y"))
        .group_by((c("x") * 1000 + c("y")).alias("pair"), "year")
        .agg(c("weight").sum().alias("common_rivals"))
    )
    return frame.join(common, on=["pair", "year"], how="left", maintain_order="left").with_columns(
        c("rivals1", "rivals2", "count_rivals1", "count_rivals2", "common_rivals").fill_null(0)
    )


def _past(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the record of disputes, of the rivalry and of pacts; after the last known dispute it stands still."""
    c = pl.col
    onset, going = c("onset").fill_null(0), c("ongoing").fill_null(0)
    run = (c("ongoingrivalry") == 0).cum_sum().over("pair")
    duties = [c(d).cast(pl.Float64) for d in DUTIES]
    frame = frame.with_columns(
        pl.sum_horizontal(duties, ignore_nulls=False).alias("duties"), run.alias("_run")
    )
    new_pact = pl.when(before(c("duties"), 1).is_not_null()).then(
        (c("duties") > before(c("duties"), 1)).cast(pl.Float64)
    )
    frame = frame.with_columns(new_pact.alias("new_pact"))
    year = c("year")
    last_pact = pl.when(c("new_pact") > 0).then(year).forward_fill().over("pair")
    late = year > LAST_GML
    harm = (
        pl.when(late)
        .then(c("fatality_cow"))
        .otherwise(c("fatality"))
        .clip(0, 6)
        .cast(pl.Float64)
        .fill_null(0)
    )
    force = (
        pl.when(late)
        .then(c("hostlev_cow"))
        .otherwise(c("hostlev_gml"))
        .clip(0, 5)
        .cast(pl.Float64)
        .fill_null(0)
    )
    frame = frame.with_columns(
        *(onset.rolling_sum(k, min_samples=1).over("pair").alias(f"n{k}") for k in (5, 10, 20)),
        pl.max_horizontal(onset, going)
        .rolling_max(MEMORY, min_samples=1)
        .over("pair")
        .alias("n_any10"),
        force.rolling_max(MEMORY, min_samples=1).over("pair").alias("worst"),
        harm.rolling_max(MEMORY, min_samples=1).over("pair").alias("deadliest"),
        c("quiet").clip(0, 50).log1p().alias("since"),
        c("ongoingrivalry").cum_sum().over("pair", "_run").log1p().alias("rivalry_age"),
        (c("land") + c("water")).alias("beside"),
        (c("capdist") + 1).log().alias("capitals"),
        (year - last_pact).clip(0, 50).fill_null(50).cast(pl.Float64).log1p().alias("since_pact"),
        c("new_pact").fill_null(0).rolling_max(MEMORY, min_samples=1).over("pair").alias("pact10"),
    )
    kept = [
        pl.when(year <= LAST_KNOWN).then(c(n)).forward_fill().over("pair").alias(n)
        for n in ("n5", "n10", "n20", "n_any10", "worst", "deadliest")
    ]
    still = [
        pl.when(year <= LAST_KNOWN).then(e).forward_fill().over("pair").alias(n)
        for n, e in (("onset", onset), ("ongoing", going))
    ]
    return frame.with_columns(*kept, c("onset").alias("began")).with_columns(*still)


def _power(frame: pl.DataFrame) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Capabilities of the stronger and the weaker, their ratio, third powers, and how all of these moved."""
    c = pl.col
    sides = [
        e.alias(f"{n}{s}")
        for s in ("1", "2")
        for n, e in {
            "weight": c(f"cinc{s}").clip(1e-6).log(),
            "spending": (c(f"milex{s}") / c(f"tpop{s}").clip(1)).log1p(),
            "soldiers": (1000 * c(f"milper{s}") / c(f"tpop{s}").clip(1)).log1p(),
            "product": c(f"pwtrgdp{s}").log(),
            "bombs": c(f"warheads{s}").fill_null(0).log1p(),
            "major": c(f"cowmaj{s}").cast(pl.Float64),
        }.items()
    ]
    frame = frame.with_columns(sides)
    frame = frame.with_columns(
        (c("weight1") - c("weight2")).abs().alias("gap"),
        (c("weight1") - c("weight2")).alias("lead"),
        (c("cinc1") + c("cinc2")).clip(1e-6).log().alias("together"),
        (c("product1") - c("product2")).abs().alias("product_gap"),
    )
    changing = ("weight", "product", "spending", "soldiers")
    steps = [moved(f"{n}{s}", k) for n in changing for s in ("1", "2") for k in (5, 10)]
    frame = frame.with_columns(
        *steps, *(moved(n, k) for n in ("gap", "together", "product_gap", "lead") for k in (5, 10))
    )
    still = ("weight", "spending", "soldiers", "product", "bombs", "major")
    made = [e(n).alias(f"{n}_{w}") for n in still for e, w in ((strong, "strong"), (weak, "weak"))]
    made += [
        (
            pl.when(c("cinc1") >= c("cinc2")).then(c(f"{n}{a}_d{k}")).otherwise(c(f"{n}{b}_d{k}"))
        ).alias(f"{n}_{w}_d{k}")
        for n in changing
        for k in (5, 10)
        for w, a, b in (("strong", "1", "2"), ("weak", "2", "1"))
    ]
    other = {"1": "2", "2": "1"}
    others = {
        s: (c(f"rivals{s}") - c("ongoingrivalry") * c(f"cinc{other[s]}")).clip(0) for s in other
    }
    threat = [(others[s] / (c(f"cinc{s}") + 1e-4)).log1p().alias(f"threat{s}") for s in other]
    frame = frame.with_columns(
        *made, *threat, (c("common_rivals") / (c("cinc1") + c("cinc2"))).log1p().alias("third")
    )
    frame = frame.with_columns(
        strong("threat").alias("threat_strong"),
        weak("threat").alias("threat_weak"),
        moved("third", 5),
        (c("count_rivals1") + c("count_rivals2") - 2 * c("ongoingrivalry"))
        .clip(0)
        .log1p()
        .alias("quarrels"),
        c("lead_d5").abs().alias("tilt5"),
        c("lead_d10").abs().alias("tilt10"),
        (c("lead") * before(c("lead"), 10) < 0).cast(pl.Float64).alias("crossed"),
        (least("bombs") > 0).cast(pl.Float64).alias("both_bombs"),
    )
    names = (
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
        *(f"{n}_{w}" for n in still for w in ("strong", "weak")),
        *(f"{n}_{w}_d{k}" for n in changing for k in (5, 10) for w in ("strong", "weak")),
    )
    return names, frame


def _identity(frame: pl.DataFrame) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Votes, regimes and riches, and how they moved."""
    c = pl.col
    frame = frame.with_columns(
        least("v2x_polyarchy").alias("freer_low"),
        most("v2x_polyarchy").alias("freer_high"),
        (c("v2x_polyarchy1") - c("v2x_polyarchy2")).abs().alias("freer_gap"),
        (c("mrgdppc1").log() - c("mrgdppc2").log()).abs().alias("riches_gap"),
        least("mrgdppc").log().alias("riches_low"),
    )
    levels = ("distance", "freer_low", "freer_high", "euds_low", "euds_high")
    frame = frame.with_columns(
        *(moved(n, k) for n in levels for k in (5, 10)),
        moved("pi_votes", 5),
        moved("riches_gap", 5),
    )
    return (
        *levels,
        *(f"{n}_d{k}" for n in levels for k in (5, 10)),
        "freer_gap",
        "pi_votes",
        "pi_votes_d5",
        "s_votes",
        "riches_gap",
        "riches_gap_d5",
        "riches_low",
    ), frame


def _institutions(frame: pl.DataFrame) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Organisations, duties of treaties and trade as part of both sides' trade, and how they moved."""
    c = pl.col
    frame = frame.with_columns(
        (c("flow") / (c("all_trade1") + c("all_trade2"))).alias("trade_raw")
    ).with_columns(
        pl.when(c("trade_raw") > 0).then(c("trade_raw").log()).alias("trade_part"),
        (c("flow") == 0).cast(pl.Float64).alias("no_trade"),
        c("dyadigos").cast(pl.Float64),
    )
    frame = frame.with_columns(
        *(moved(n, k) for n in ("dyadigos", "duties", "trade_part") for k in (5, 10)),
        *(c(d).cast(pl.Float64) for d in DUTIES),
    )
    return (
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
    ), frame


def rungs_between() -> pl.DataFrame:
    """Find every rung that a state climbed in a bloc of which another was a full member the year before.

    Returns
    -------
    polars.DataFrame
        ``pair``, ``year`` of the step; and, for each pair and year in which one has such a bloc still to climb in, ``open``.
    """
    letters = (
        letters_by_code("cow")
        .drop_nulls("iso3")
        .select(pl.col("ccode").cast(pl.Int64), "year", "iso3")
    )
    parts = []
    for bloc in blocs().values():
        steps = rungs_of(bloc, 2025)
        rows = [(who, year, rung) for who, years in steps.items() for year, rung in years.items()]
        if rows:
            parts.append(
                pl.DataFrame(
                    rows,
                    schema={"iso3": pl.String, "year": pl.Int64, "rung": pl.Int64},
                    orient="row",
                ).with_columns(pl.lit(bloc.id).alias("bloc"))
            )
    held = pl.concat(parts).join(letters, on=["iso3", "year"], how="inner")
    codes = held.select("ccode").unique()
    now = codes.with_columns(pl.Series("now", [lineage(c) for c in codes["ccode"]], dtype=pl.Int64))
    held = (
        held.join(now, on="ccode", how="left")
        .group_by("bloc", "now", "year")
        .agg(pl.col("rung").max())
    )
    full = held.filter(pl.col("rung") == 5).select("bloc", "year", other="now")
    years = pl.DataFrame({"year": range(1946, 2026)}, schema={"year": pl.Int64})
    everybody = (
        letters.join(now, on="ccode", how="inner")
        .select("now", "year")
        .unique()
        .join(years, on="year", how="semi")
    )
    ladder = (
        everybody.join(full.select("bloc", "year").unique(), on="year")
        .join(held, on=["bloc", "now", "year"], how="left")
        .with_columns(pl.col("rung").fill_null(0))
        .sort("bloc", "now", "year")
    )
    ladder = ladder.with_columns(pl.col("rung").shift(1).over("bloc", "now").alias("was"))
    below = (
        ladder.filter(pl.col("rung") < 5)
        .join(full, on=["bloc", "year"])
        .filter(pl.col("now") != pl.col("other"))
    )
    climbed = (
        ladder.filter(pl.col("rung") > pl.col("was"))
        .with_columns((pl.col("year") - 1).alias("before"))
        .join(full, left_on=["bloc", "before"], right_on=["bloc", "year"])
        .filter(pl.col("now") != pl.col("other"))
    )
    pair = (pl.min_horizontal("now", "other") * 1000 + pl.max_horizontal("now", "other")).alias(
        "pair"
    )
    return (
        below.select(pair, "year")
        .unique()
        .with_columns(pl.lit(1.0).alias("open"))
        .join(
            climbed.select(pair, "year").unique().with_columns(pl.lit(1.0).alias("climbed")),
            on=["pair", "year"],
            how="full",
            coalesce=True,
        )
    )


def _rungs(frame: pl.DataFrame) -> pl.DataFrame:
    """Add whether a rung is open between the two, whether one was climbed in a year, and how long ago."""
    frame = frame.join(
        rungs_between(), on=["pair", "year"], how="left", maintain_order="left"
    ).sort("pair", "year")
    last = pl.when(pl.col("climbed") > 0).then(pl.col("year")).forward_fill().over("pair")
    return frame.with_columns(
        pl.col("open", "climbed").fill_null(0),
        (pl.col("year") - last)
        .clip(0, 50)
        .fill_null(50)
        .cast(pl.Float64)
        .log1p()
        .alias("since_rung"),
    )


def _outcomes(frame: pl.DataFrame) -> pl.DataFrame:
    """Add what came within five years; null where a year is missing, not yet known, or where it does not apply."""
    c = pl.col

    def over(name: str, how: str) -> pl.Expr:
        coming = [after(c(name), k) for k in range(1, AHEAD + 1)]
        found = pl.max_horizontal(coming) if how == "max" else pl.min_horizontal(coming)
        return pl.when(pl.all_horizontal(e.is_not_null() for e in coming)).then(found)

    later = {
        "quiet": (over("began", "max") == 0),
        "pact": pl.when(c("duties") == 0).then(over("duties", "max") > 0),
        "trade": pl.when(c("trade_raw") > 0).then(
            after(c("trade_raw"), AHEAD) > 1.5 * c("trade_raw")
        ),
        "rivalry": pl.when(c("ongoingrivalry") > 0).then(over("ongoingrivalry", "min") == 0),
        "rung": pl.when(c("open") > 0).then(over("climbed", "max") > 0),
    }
    may = {
        "quiet": pl.lit(True),
        "pact": c("duties") == 0,
        "trade": c("trade_raw") > 0,
        "rivalry": c("ongoingrivalry") > 0,
        "rung": c("open") > 0,
    }
    return frame.with_columns(
        *(
            pl.when(c("year") <= KNOWN[n]).then(e.cast(pl.Float64)).alias(f"came_{n}")
            for n, e in later.items()
        ),
        *(may[n].fill_null(False).alias(f"may_{n}") for n in may),
    )
