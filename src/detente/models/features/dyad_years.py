"""Pairs of states year by year, as three structures, their geography and their past describe them; nothing here looks ahead."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.states import code_at_year_end
from detente.actors.systems import COMPLETE_TO
from detente.grain import Grain
from detente.models.terms import LAST, LAST_GML, LAST_KNOWN
from detente.panel.adders.standalone import beside
from detente.panel.rows import Rows
from detente.panel.spine import dyad_years
from detente.store.memo import LastResult

NEEDS = (
    "cow_contiguity",
    "cow_mindist",
    "cow_capitals",
    "cow_majors",
    "cow_nmc",
    "atop",
    "cow_democracy",
    "cow_gdppop",
    "cow_igo_pairs",
    "tss_rivalries",
    "cow_trade",
    "un_ideal_points",
    "un_votes",
    "un_roll_calls",
    "nuclear",
    "gml_mid",
    "cow_mid",
)
WANTED: dict[str, dict[str, object]] = {
    "contiguity": {"mry": True},
    "minimum_distance": {},
    "capital_distance": {},
    "majors": {"mry": True},
    "nmc": {},
    "atop": {},
    "democracy": {},
    "gdp_pop": {},
    "igos": {},
    "rivalries": {},
    "trade": {},
    "ideal_points": {},
    "similarity": {},
    "nuclear": {},
    "gml_mids": {},
    "cow_mids": {"suffix": "_cow"},
}
FIRST = 1816
HALVES = {"two": 2, "five": 5, "fifteen": 15, "forty": 40}
"""Half-lives in years of a pair's past disputes."""


def least(name: str) -> pl.Expr:
    """The smaller of both sides; null where one is unknown."""
    one, two = pl.col(f"{name}1"), pl.col(f"{name}2")
    return pl.when(one.is_not_null() & two.is_not_null()).then(pl.min_horizontal(one, two))


def most(name: str) -> pl.Expr:
    """The greater of both sides; null where one is unknown."""
    one, two = pl.col(f"{name}1"), pl.col(f"{name}2")
    return pl.when(one.is_not_null() & two.is_not_null()).then(pl.max_horizontal(one, two))


def before(value: pl.Expr, years: int) -> pl.Expr:
    """What stood some years before in the same pair; null where it had no row then."""
    year = pl.col("year")
    return pl.when(year - year.shift(years).over("pair") == years).then(
        value.shift(years).over("pair")
    )


def after(value: pl.Expr, years: int) -> pl.Expr:
    """What stood some years later in the same pair; null where it has no row then."""
    return before(value, -years)


def newest_codes() -> pl.DataFrame:
    """Give each code that of its successor, so that a pair's past is not lost when a state changes its code."""
    codes = (
        dyad_years("cow", years=(FIRST, COMPLETE_TO))
        .select(pl.concat_arr("ccode1", "ccode2"))
        .to_series()
        .explode()
        .unique()
    )
    return pl.DataFrame(
        {"code": codes, "now": [lineage(c) for c in codes]},
        schema={"code": pl.Int64, "now": pl.Int64},
    )


_kept = LastResult[pl.DataFrame](NEEDS)


def pair_years(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give `laid_out` to `LAST`, once for the same tables."""
    return _kept.of(tables, lambda: laid_out(tables))


def laid_out(
    tables: Mapping[str, pl.DataFrame], last: int = LAST, *, stand_in: bool = True
) -> pl.DataFrame:
    """Lay out every pair of states and year with the features of all blocks.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.
    last : int
        Last year.
    stand_in : bool
        Whether the second source of disputes stands in after the first ends; without it the years after are taken for quiet,
        as a user of the first alone would see them.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``pair`` (both newest codes in one number), ``onset`` (a dispute began; null after
        `LAST_KNOWN`), the features of `BLOCKS` and what they are made of; sorted by pair and year. Borders,
        distances, organisations, two kinds of obligation, agreement in votes and rivalries stand as they last were where their
        source ends; what else it no longer covers is null. Disputes after `LAST_KNOWN` are not known, and the past stands as
        at its end.
    """
    rows = Rows(dyad_years("cow", years=(FIRST, last)), Grain.DYAD_YEAR, "cow")
    frame = beside(rows, WANTED, tables)
    now = newest_codes()
    for side in ("1", "2"):
        frame = frame.join(
            now.rename({"code": f"ccode{side}", "now": f"now{side}"}),
            on=f"ccode{side}",
            how="left",
            maintain_order="left",
        )
    low, high = pl.min_horizontal("now1", "now2"), pl.max_horizontal("now1", "now2")
    # in a year of change both codes have a row: the later one's counts
    frame = (
        frame.with_columns((low * 1000 + high).alias("pair"))
        .with_columns(
            (pl.col("ccode1") == pl.col("now1")).alias("_kept")
            & (pl.col("ccode2") == pl.col("now2"))
        )
        .sort("pair", "year", "_kept")
        .unique(["pair", "year"], keep="last", maintain_order=True)
    )
    carried = (
        "mindist",
        "capdist",
        "dyadigos",
        "atop_defense",
        "atop_nonagg",
        "atop_alliance",
        "pi_votes",
        "ongoingrivalry",
        "spatial",
        "positional",
    )
    frame = frame.with_columns(pl.col(carried).forward_fill().over("pair"))
    return _past(_structures(frame), stand_in)


def _structures(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the features of power, identity, institutions and geography."""
    c = pl.col
    soldiers = [(c(f"milper{s}") / (c(f"tpop{s}") + 1)).alias(f"milit{s}") for s in ("1", "2")]
    flows = c("smoothflow1").clip(0) + c("smoothflow2").clip(0)
    armed = [(c(f"warheads{s}").fill_null(0) > 0).cast(pl.Float64) for s in ("1", "2")]
    frame = frame.with_columns(
        *soldiers, (c("cinc1") / (c("cinc1") + c("cinc2"))).alias("part"), flows.alias("flow")
    )
    return frame.with_columns(
        least("cinc").clip(1e-7).log().alias("cinc_low"),
        most("cinc").clip(1e-7).log().alias("cinc_high"),
        (least("cinc") / most("cinc")).alias("cincprop"),
        (c("cowmaj1") + c("cowmaj2")).cast(pl.Float64).alias("majors"),
        least("milit").alias("milit_low"),
        most("milit").alias("milit_high"),
        (armed[0] + armed[1]).alias("warheads"),
        (c("part") - before(c("part"), 5)).abs().alias("shift"),
        (c("idealpoint1") - c("idealpoint2")).abs().alias("distance"),
        least("euds").alias("euds_low"),
        most("euds").alias("euds_high"),
        (c("euds1") - c("euds2")).abs().alias("euds_gap"),
        (c("flow").forward_fill().over("pair").fill_null(0) + 1e-3).log().alias("trade"),
        (c("conttype") == 1).cast(pl.Float64).alias("land"),
        (c("conttype") > 1).cast(pl.Float64).alias("water"),
        (c("mindist").fill_null(c("capdist")) + 1).log().alias("far"),
        ((c("conttype") > 0) | (c("cowmaj1") == 1) | (c("cowmaj2") == 1))
        .cast(pl.Float64)
        .alias("relevant"),
    )


def _past(frame: pl.DataFrame, stand_in: bool) -> pl.DataFrame:
    """Add what a pair's own past and that of its two states say at the end of each year."""
    c = pl.col
    year, known = c("year"), c("year") <= LAST_KNOWN
    later = {
        n: c(f"{n}_cow") if stand_in else pl.lit(0)
        for n in ("cowmidonset", "cowmidongoing", "hostlev")
    }
    began = (
        pl.when(year <= LAST_GML)
        .then(c("gmlmidonset"))
        .otherwise(later["cowmidonset"])
        .cast(pl.Float64)
    )
    going = (
        pl.when(year <= LAST_GML)
        .then(c("gmlmidongoing"))
        .otherwise(later["cowmidongoing"])
        .cast(pl.Float64)
    )
    frame = frame.with_columns(
        pl.when(known).then(began.fill_null(0)).alias("onset"),
        pl.when(known).then(going.fill_null(0)).alias("ongoing"),
        (year - year.min().over("pair")).cast(pl.Float64).alias("age"),
    )
    frame = frame.with_columns(
        pl.when(c("ongoing") > 0).then(year).forward_fill().over("pair").alias("last"),
        c("onset").cum_sum().forward_fill().over("pair").alias("count"),
        *(
            c("onset").ewm_mean(half_life=h, adjust=False).over("pair").alias(n)
            for n, h in HALVES.items()
        ),
    )
    quiet = (pl.when(c("last").is_null()).then(c("age") + 1).otherwise(year - c("last"))).cast(
        pl.Float64
    )
    frame = frame.with_columns(
        pl.when(known).then(quiet).forward_fill().over("pair").alias("quiet")
    )
    force = pl.when(year <= LAST_GML).then(c("hostlev")).otherwise(later["hostlev"])
    frame = frame.with_columns(
        c("quiet").log1p().alias("peace"),
        (-c("quiet") / 3).exp().alias("fresh"),
        (-c("quiet") / 15).exp().alias("fading"),
        c("last").is_not_null().cast(pl.Float64).alias("ever"),
        c("count").log1p().alias("begun"),
        ((c("count") + 0.02) / (c("age") + 6)).alias("rate"),
        c("ongoing").forward_fill().over("pair"),
        c("hostlev").alias("hostlev_gml"),
        pl.when(c("onset") > 0)
        .then(force.fill_null(0))
        .forward_fill()
        .over("pair")
        .fill_null(0)
        .cast(pl.Float64)
        .alias("hostlev"),
        (c("age") + 1).log(),
        c(*HALVES).forward_fill().over("pair"),
        c("ongoingrivalry", "spatial", "positional").fill_null(0).cast(pl.Float64),
    )
    frame = frame.with_columns(pl.when(known).then(c("age")).forward_fill().over("pair"))
    return _active(frame)


def _active(frame: pl.DataFrame) -> pl.DataFrame:
    """Add how much each side quarrels with anybody, fading by half in four years."""
    sides = [frame.select("year", pl.col(f"now{s}").alias("now"), "onset") for s in ("1", "2")]
    yearly = (
        pl.concat(sides)
        .group_by("now", "year")
        .agg(pl.col("onset").sum(), pl.col("onset").is_not_null().any().alias("seen"))
    )
    yearly = (
        yearly.sort("now", "year")
        .with_columns(pl.when("seen").then("onset").alias("onset"))
        .with_columns(
            pl.col("onset")
            .ewm_mean(half_life=4, adjust=False)
            .forward_fill()
            .over("now")
            .alias("active")
        )
        .drop("onset", "seen")
    )
    for side in ("1", "2"):
        frame = frame.join(
            yearly.rename({"now": f"now{side}", "active": f"active{side}"}),
            on=[f"now{side}", "year"],
            how="left",
            maintain_order="left",
        )
    return frame.with_columns(
        (least("active") + 0.02).log().alias("active_low"),
        (most("active") + 0.02).log().alias("active_high"),
    )


def lineage(ccode: int) -> int:
    """Give the code under which a state's pairs are numbered.

    Examples
    --------
    >>> lineage(260), lineage(365)
    (255, 365)
    """
    return code_at_year_end(ccode, COMPLETE_TO)
