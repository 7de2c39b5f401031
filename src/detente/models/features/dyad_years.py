"""Pairs of states year by year: structures, geography and the past, none of which looks ahead."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.systems import COMPLETE_TO
from detente.calendar import last_year
from detente.grain import Grain
from detente.models.features.pairs import (
    SIDES,
    before,
    beside_each_side,
    fading,
    least,
    lineage,
    most,
    pair_id,
)
from detente.store.memo import LastResult

NEEDS = (
    "cow_contiguity",
    "cow_mindist",
    "cow_capitals",
    "cow_majors",
    "cow_nmc",
    "atop",
    "cow_democracy",
    "polity",
    "vdem",
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
"""Columns of the panel that a pair is given, with their options."""
FIRST = 1816
LAST = last_year("cow_nmc")
"""Last year of capabilities: no pair is laid out after it."""
LAST_GML = last_year("gml_mid")
"""Last year of the disputes of Gibler, Miller and Little."""
LAST_KNOWN = last_year("cow_mid")
"""Last year of the disputes of the Correlates of War, which stand in for the first afterwards."""
HALF_LIVES = {"two": 2, "five": 5, "fifteen": 15, "forty": 40}
"""Half-lives in years of a pair's past disputes."""
CARRIED = (
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
"""Columns that keep their last value where their source ends."""
DISPUTES = ("cowmidonset", "cowmidongoing", "hostlev")
"""Columns of the second source of disputes, without its suffix."""
RIVALRIES = ("ongoingrivalry", "spatial", "positional")

_kept = LastResult[pl.DataFrame](NEEDS)


def pair_years(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lay out every pair to `LAST`, once for the same tables.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.

    Returns
    -------
    polars.DataFrame
        As `laid_out` gives it.
    """
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
        Whether the second source of disputes stands in after the first ends; without it the years
        after are taken for quiet, as a user of the first alone would see them.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``pair`` (both newest codes in one number), ``onset`` (a
        dispute began in the year; null after `LAST_KNOWN`), the features of the risk's blocks and
        what they are made of; sorted by pair and year. Where a source ends, `CARRIED` columns keep
        their last value, and what else it no longer covers is null. Disputes after `LAST_KNOWN`
        are not known: features of the past keep the value of that year.
    """
    # the adders and parsers of all sources: wanted where a table is built, not where it is read
    from detente.panel.adders.standalone import beside
    from detente.panel.rows import Rows
    from detente.panel.spine import dyad_years

    rows = Rows(dyad_years("cow", years=(FIRST, last)), Grain.DYAD_YEAR, system="cow")
    frame = _numbered(beside(rows, WANTED, tables))
    frame = frame.with_columns(pl.col(CARRIED).forward_fill().over("pair"))
    return _past(_structures(frame), stand_in=stand_in)


def newest_codes() -> pl.DataFrame:
    """Give each code that of its successor, so that a pair's past survives a change of code.

    Returns
    -------
    polars.DataFrame
        ``code`` and ``now``, the code of the newest successor.
    """
    from detente.panel.spine import dyad_years

    pairs = dyad_years("cow", years=(FIRST, COMPLETE_TO))
    codes = pairs.select(pl.concat_arr("ccode1", "ccode2")).to_series().explode().unique()
    return pl.DataFrame(
        {"code": codes, "now": [lineage(code) for code in codes]},
        schema={"code": pl.Int64, "now": pl.Int64},
    )


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Number pairs by their newest codes, and keep one row for each pair and year."""
    codes = newest_codes()
    for side in SIDES:
        frame = frame.join(
            codes.rename({"code": f"ccode{side}", "now": f"now{side}"}),
            on=f"ccode{side}",
            how="left",
            maintain_order="left",
        )
    # in a year of change both codes have a row: the later one's counts
    newest = (pl.col("ccode1") == pl.col("now1")) & (pl.col("ccode2") == pl.col("now2"))
    numbered = frame.with_columns(pair=pair_id("now1", "now2"), newest=newest)
    ordered = numbered.sort("pair", "year", "newest")
    return ordered.unique(["pair", "year"], keep="last", maintain_order=True).drop("newest")


def _structures(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the features of power, identity, institutions and geography."""
    soldiers = {
        f"milit{side}": pl.col(f"milper{side}") / (pl.col(f"tpop{side}") + 1) for side in SIDES
    }
    part = pl.col("cinc1") / (pl.col("cinc1") + pl.col("cinc2"))
    flow = pl.col("smoothflow1").clip(0) + pl.col("smoothflow2").clip(0)
    frame = frame.with_columns(**soldiers, part=part, flow=flow)
    return frame.with_columns(**_power(), **_identity(), **_trade(), **_geography())


def _power() -> dict[str, pl.Expr]:
    """Capabilities, soldiers, nuclear weapons, and how far the balance moved."""
    armed = [(pl.col(f"warheads{side}").fill_null(0) > 0).cast(pl.Float64) for side in SIDES]
    majors = (pl.col("cowmaj1") + pl.col("cowmaj2")).cast(pl.Float64)
    shift = (pl.col("part") - before(pl.col("part"), 5)).abs()
    ratio = least("cinc") / most("cinc")
    return {
        "cinc_low": least("cinc").clip(1e-7).log(),
        "cinc_high": most("cinc").clip(1e-7).log(),
        "cincprop": ratio,
        "majors": majors,
        "milit_low": least("milit"),
        "milit_high": most("milit"),
        "warheads": armed[0] + armed[1],
        "shift": shift,
    }


def _identity() -> dict[str, pl.Expr]:
    """Distance in votes, and democracy on either side."""
    distance = (pl.col("idealpoint1") - pl.col("idealpoint2")).abs()
    gap = (pl.col("euds1") - pl.col("euds2")).abs()
    low, high = least("euds"), most("euds")
    return {"distance": distance, "euds_low": low, "euds_high": high, "euds_gap": gap}


def _trade() -> dict[str, pl.Expr]:
    """Trade as last known; none where it was never known."""
    flow = pl.col("flow").forward_fill().over("pair").fill_null(0)
    return {"trade": (flow + 1e-3).log()}


def _geography() -> dict[str, pl.Expr]:
    """Borders, distance, and whether a pair has a border or a major power."""
    contiguity = pl.col("conttype")
    major = (pl.col("cowmaj1") == 1) | (pl.col("cowmaj2") == 1)
    land, water = (contiguity == 1).cast(pl.Float64), (contiguity > 1).cast(pl.Float64)
    far = (pl.col("mindist").fill_null(pl.col("capdist")) + 1).log()
    relevant = ((contiguity > 0) | major).cast(pl.Float64)
    return {"land": land, "water": water, "far": far, "relevant": relevant}


def _past(frame: pl.DataFrame, *, stand_in: bool) -> pl.DataFrame:
    """Add what a pair's own past and that of its two states are at the end of each year."""
    frame = _disputes(frame, stand_in=stand_in)
    frame = _dispute_counts(frame)
    frame = _past_features(frame)
    return _active(frame)


def _disputes(frame: pl.DataFrame, *, stand_in: bool) -> pl.DataFrame:
    """Add onset, ongoing disputes and their force, the second source after the first ends."""
    second = {name: pl.col(f"{name}_cow") if stand_in else pl.lit(0) for name in DISPUTES}
    year = pl.col("year")
    in_first, known = year <= LAST_GML, year <= LAST_KNOWN
    began = pl.when(in_first).then(pl.col("gmlmidonset")).otherwise(second["cowmidonset"])
    going_on = pl.when(in_first).then(pl.col("gmlmidongoing")).otherwise(second["cowmidongoing"])
    onset, ongoing = (value.cast(pl.Float64).fill_null(0) for value in (began, going_on))
    force = pl.when(in_first).then(pl.col("hostlev")).otherwise(second["hostlev"])
    years_old = year - year.min().over("pair")
    return frame.with_columns(
        onset=pl.when(known).then(onset),
        ongoing=pl.when(known).then(ongoing),
        force=force.fill_null(0),
        years_old=years_old.cast(pl.Float64),
    )


def _dispute_counts(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the year of the last dispute, their number, their fading counts, and years of peace."""
    year, onset = pl.col("year"), pl.col("onset")
    last_dispute = pl.when(pl.col("ongoing") > 0).then(year).forward_fill().over("pair")
    fading_counts = {name: fading(onset, years) for name, years in HALF_LIVES.items()}
    frame = frame.with_columns(
        last=last_dispute, count=onset.cum_sum().forward_fill().over("pair"), **fading_counts
    )
    never = pl.col("last").is_null()
    quiet = pl.when(never).then(pl.col("years_old") + 1).otherwise(year - pl.col("last"))
    known = pl.when(year <= LAST_KNOWN).then(quiet.cast(pl.Float64))
    return frame.with_columns(quiet=known.forward_fill().over("pair"))


def _past_features(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the features of the past; after the last known dispute they keep their value."""
    quiet, count, years_old = pl.col("quiet"), pl.col("count"), pl.col("years_old")
    known = pl.col("year") <= LAST_KNOWN
    last_force = pl.when(pl.col("onset") > 0).then(pl.col("force")).forward_fill().over("pair")
    age = pl.when(known).then((years_old + 1).log())
    rate = (count + 0.02) / (years_old + 6)
    fresh, faded = (-quiet / 3).exp(), (-quiet / 15).exp()
    ever = pl.col("last").is_not_null().cast(pl.Float64)
    features = {
        "peace": quiet.log1p(),
        "fresh": fresh,
        "fading": faded,
        "ever": ever,
        "begun": count.log1p(),
        "rate": rate,
        "age": age.forward_fill().over("pair"),
        "hostlev_gml": pl.col("hostlev"),
        "hostlev": last_force.fill_null(0).cast(pl.Float64),
    }
    kept = pl.col("ongoing", *HALF_LIVES).forward_fill().over("pair")
    rivalries = pl.col(*RIVALRIES).fill_null(0).cast(pl.Float64)
    return frame.with_columns(**features).with_columns(kept, rivalries)


def _active(frame: pl.DataFrame) -> pl.DataFrame:
    """Add how often each side has disputes with anybody, fading by half in four years."""
    sides = [frame.select("year", "onset", now=f"now{side}") for side in SIDES]
    onset = pl.col("onset")
    known_somewhere = onset.is_not_null().any()
    yearly = (
        pl.concat(sides)
        .group_by("now", "year")
        .agg(onset.sum(), known=known_somewhere)
        .sort("now", "year")
        .with_columns(pl.when("known").then("onset").alias("onset"))
    )
    lately = fading(onset, 4, of="now").forward_fill().over("now")
    active = yearly.select("now", "year", active=lately)
    frame = beside_each_side(frame, active, "now")
    return frame.with_columns(
        active_low=(least("active") + 0.02).log(), active_high=(most("active") + 0.02).log()
    )
