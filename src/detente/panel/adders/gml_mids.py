"""Militarized disputes (Gibler, Miller and Little) of dyads, states and leaders."""

from __future__ import annotations

import polars as pl

from detente.calendar import years
from detente.panel.adders.base import (
    EDITION,
    Adder,
    Columns,
    Form,
    Frames,
    Option,
    Request,
    both_editions,
)
from detente.panel.leaders import tenures
from detente.panel.spine import spread
from detente.panel.unit_index import NOBODY

EVENTS = ("gmlmidongoing", "gmlmidonset")
STARTED = ("gmlmidongoing_init", "gmlmidonset_init")
ALWAYS = (*EVENTS, "sidea1", "sidea2", "orig1", "orig2", "init1", "init2", *STARTED)
WIDE = ("dispnum", "fatalpre1", "fatalpre2")
"""Columns whose numbers need more than 16 bits."""


def _initiates(rule: str, side: str = "") -> pl.Expr:
    """Tell who counts as an initiator.

    Of side A from the first day, of side A at all, or that and every joiner.
    """
    on_a, first = pl.col(f"sidea{side}") == 1, pl.col(f"orig{side}") == 1
    return {
        "sidea-orig": on_a & first,
        "sidea-with-joiners": on_a,
        "sidea-all-joiners": on_a | ~first,
    }[rule]


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the one dispute of each dyad-year, both ways.

    Zero without one to 2010; what is not known of one is null.
    """
    (disputes,) = tables.values()
    directed = request.rows.directed
    names = [name for name in disputes.columns if name not in ("ccode1", "ccode2", "year")]
    frame = disputes.with_columns(
        pl.col(name).cast(pl.Int32 if name in WIDE else pl.Int16) for name in names
    )
    if directed:
        for side in ("1", "2"):
            initiates = _initiates(request.options["init"], side)
            frame = frame.with_columns(initiates.cast(pl.Int8).alias(f"init{side}"))
            names.append(f"init{side}")
    always = tuple(name for name in ALWAYS if name in names) if directed else EVENTS
    return Columns(frame, tuple(names), zero=EVENTS, event="gmlmidongoing", always=always)


def leader_pairs(tables: Frames, request: Request) -> Columns:
    """Give the one dispute of each leader-dyad-year.

    An initiator is the leader in office when it began.
    """
    keys = ("ccode1", "ccode2", "obsid1", "obsid2", "year")
    disputes = tables["gml_mid_ddlydisps"].drop("row").drop_nulls(["obsid1", "obsid2"])
    in_office = pl.col("obsid_start1") == pl.col("obsid1")
    initiates = _initiates(request.options["init"], "1") & in_office
    frame = disputes.with_columns(
        (initiates & (pl.col(event) == 1)).cast(pl.Int8).alias(f"{event}_init") for event in EVENTS
    )
    names = tuple(name for name in frame.columns if name not in keys)
    return Columns(frame, names, zero=(*EVENTS, *STARTED), event="gmlmidongoing", always=ALWAYS)


def _episodes(tables: Frames, request: Request, *, known: bool) -> pl.DataFrame:
    """Give the episodes of participation with their days.

    Those of unknown leaders are left out where `known` is asked.
    """
    episodes = tables["gml_part"].with_columns(
        pl.date("styear", "stmon", "dummy_stday").alias("began"),
        pl.date("endyear", "endmon", "dummy_endday").alias("ended"),
        _initiates(request.options["init"]).alias("initiates"),
    )
    if not known:
        return episodes
    missing = [pl.col(f"allmiss_leader_{end}") for end in ("start", "end")]
    return episodes.filter(*(flag == 0 for flag in missing))


def _flags(
    episodes: pl.DataFrame, keys: list[str], onset: pl.Expr, started: pl.Expr
) -> pl.DataFrame:
    """Reduce episodes by year to four flags: in a dispute, one began, and both initiated."""
    flags = {
        "gmlmidonset": onset.any(),
        "gmlmidongoing_init": started.any(),
        "gmlmidonset_init": (onset & started).any(),
    }
    return episodes.group_by(keys).agg(
        pl.lit(1, dtype=pl.Int8).alias("gmlmidongoing"),
        *(flag.cast(pl.Int8).alias(name) for name, flag in flags.items()),
    )


def states(tables: Frames, request: Request) -> Columns:
    """Tell whether a state was in a dispute and whether one began, and whether it initiated it."""
    episodes = _episodes(tables, request, known=request.options["leaders"] == "known")
    by_year = episodes.with_columns(spread("styear", "endyear")).explode("year")
    onset = pl.col("year") == pl.col("styear")
    frame = _flags(by_year, ["ccode", "year"], onset, pl.col("initiates"))
    names = (*EVENTS, *STARTED)
    return Columns(frame, names, zero=names, always=names)


def leaders(tables: Frames, request: Request) -> Columns:
    """Tell whether a leader was in office during a dispute of the state, and whether it began then.

    So for the disputes that the leader initiated.
    """
    keys, names = ["obsid", "ccode", "year"], (*EVENTS, *STARTED)
    by_year = _episodes_in_office(tables, request)
    in_office_at_start = pl.col("began").is_between(pl.col("since"), pl.col("until"))
    onset = in_office_at_start & (pl.col("year") == pl.col("began").dt.year())
    started = pl.col("initiates") & (pl.col("obsid_start") == pl.col("obsid"))
    frame = _flags(by_year, keys, onset, started)
    rows = request.rows
    units = rows.keys.select("obsid", pl.Series("ccode", rows.codes("", "cow")), "year")
    joined = units.join(frame, on=keys, how="left", maintain_order="left")
    covered = pl.col("year").is_between(*request.years) & (pl.col("ccode") != NOBODY)
    flags = [pl.when(covered).then(pl.col(name).fill_null(0)).alias(name) for name in names]
    return Columns(joined.select(flags), names, zero=names, always=names)


def _episodes_in_office(tables: Frames, request: Request) -> pl.DataFrame:
    """Give the episodes of each leader's state, by year in which both overlap."""
    tenure = tenures(tables["archigos"], "cow").select(
        "obsid", pl.col("code").alias("ccode"), "since", "until"
    )
    began_before_exit = pl.col("began") <= pl.col("until")
    ended_after_entry = pl.col("since") <= pl.col("ended")
    met = _episodes(tables, request, known=True).join(tenure, on="ccode")
    met = met.filter(began_before_exit & ended_after_entry)
    first = pl.max_horizontal("began", "since").dt.year().alias("first")
    last = pl.min_horizontal("ended", "until").dt.year().alias("last")
    return met.with_columns(first, last).with_columns(spread("first", "last")).explode("year")


def counts(tables: Frames, request: Request) -> Columns:
    """Give the number of disputes begun in the ten years to the year, from the starter."""
    frame = tables["disputes"].select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        pl.col("recent").cast(pl.Int16).alias("disputes_10y"),
    )
    names = ("disputes_10y",)
    return Columns(frame, names, zero=names, years=years("gml_mid"), both_ways=True)


FORMS = (
    Form("leader_pair", leader_pairs, tables=("gml_mid_ddlydisps",)),
    *both_editions(Form("pair", pairs, tables=("gml_mid",))),
    Form("leader_row", leaders, tables=("gml_part", "archigos")),
    Form("state", states, tables=("gml_part",), dyads=False),
    Form("pair", counts, tables=("disputes",), starter=True),
)
OPTIONS = {
    "edition": EDITION,
    "init": Option(
        "sidea-all-joiners",
        "who initiates: all of side A and every joiner, all of side A, side A from the first day",
        choices=("sidea-all-joiners", "sidea-with-joiners", "sidea-orig"),
    ),
    "leaders": Option(
        "any",
        "for states: count every episode, or only those whose leader is known",
        choices=("any", "known"),
    ),
}
ADDER = Adder(
    "gml_mids",
    "militarized disputes (Gibler, Miller and Little)",
    forms=FORMS,
    options=OPTIONS,
)
