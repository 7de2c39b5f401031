"""Militarized disputes after Gibler, Miller and Little beside dyads, states and leaders."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.panel.leaders import tenures
from detente.panel.unit_index import NOBODY

YEARS = (1816, 2010)
EVENTS = ("gmlmidongoing", "gmlmidonset")
STARTED = ("gmlmidongoing_init", "gmlmidonset_init")
ALWAYS = (*EVENTS, "sidea1", "sidea2", "orig1", "orig2", "init1", "init2", *STARTED)


def _initiates(rule: str, side: str = "") -> pl.Expr:
    """Tell who counts as an initiator: of side A from the first day, of side A at all, or that and
    every joiner.
    """
    on_a, first = pl.col(f"sidea{side}") == 1, pl.col(f"orig{side}") == 1
    return {
        "sidea-orig": on_a & first,
        "sidea-with-joiners": on_a,
        "sidea-all-joiners": on_a | ~first,
    }[rule]


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the one dispute of each dyad-year, both ways.

    Zero without one to 2010, -9 for missing as published.
    """
    frame, names = (
        tables["gml_mid"],
        [c for c in tables["gml_mid"].columns if c not in ("ccode1", "ccode2", "year")],
    )
    small = frame.with_columns(
        pl.col(c).cast(pl.Int32 if c in ("dispnum", "fatalpre1", "fatalpre2") else pl.Int16)
        for c in names
    )
    if request.rows.directed:
        small = small.with_columns(
            _initiates(request.options["init"], k).cast(pl.Int8).alias(f"init{k}")
            for k in ("1", "2")
        )
        names += ["init1", "init2"]
    always = tuple(c for c in ALWAYS if c in names) if request.rows.directed else EVENTS
    return Columns(small, tuple(names), zero=EVENTS, event="gmlmidongoing", always=always)


def leader_pairs(tables: Frames, request: Request) -> Columns:
    """Give the one dispute of each leader-dyad-year.

    An initiator is the leader in office when it began.
    """
    rule = request.options["init"]
    began = pl.col("obsid_start1") == pl.col("obsid1")
    frame = (
        tables["gml_mid_ddlydisps"]
        .drop("row")
        .filter(pl.col("obsid1").is_not_null() & pl.col("obsid2").is_not_null())
        .with_columns(
            (_initiates(rule, "1") & began & (pl.col(event) == 1))
            .cast(pl.Int8)
            .alias(f"{event}_init")
            for event in EVENTS
        )
    )
    names = tuple(
        c for c in frame.columns if c not in ("ccode1", "ccode2", "obsid1", "obsid2", "year")
    )
    return Columns(frame, names, zero=(*EVENTS, *STARTED), event="gmlmidongoing", always=ALWAYS)


def _episodes(tables: Frames, request: Request, *, known: bool) -> pl.DataFrame:
    """Give the episodes of participation with their days.

    Without those of unknown leaders where `known` is asked.
    """
    found = tables["gml_part"].with_columns(
        pl.date("styear", "stmon", "dummy_stday").alias("began"),
        pl.date("endyear", "endmon", "dummy_endday").alias("ended"),
        _initiates(request.options["init"]).alias("initiates"),
    )
    if known:
        found = found.filter(
            (pl.col("allmiss_leader_start") == 0) & (pl.col("allmiss_leader_end") == 0)
        )
    return found


def states(tables: Frames, request: Request) -> Columns:
    """Tell whether a state was in a dispute, whether one began, and the same for those that it
    initiated.
    """
    spread = (
        _episodes(tables, request, known=request.options["leaders"] == "known")
        .with_columns(pl.int_ranges(pl.col("styear"), pl.col("endyear") + 1).alias("year"))
        .explode("year")
    )
    onset = pl.col("year") == pl.col("styear")
    frame = spread.group_by("ccode", "year").agg(
        pl.lit(1, dtype=pl.Int8).alias("gmlmidongoing"),
        onset.any().cast(pl.Int8).alias("gmlmidonset"),
        pl.col("initiates").any().cast(pl.Int8).alias("gmlmidongoing_init"),
        (onset & pl.col("initiates")).any().cast(pl.Int8).alias("gmlmidonset_init"),
    )
    names = (*EVENTS, *STARTED)
    return Columns(frame, names, zero=names, always=names)


def leaders(tables: Frames, request: Request) -> Columns:
    """Tell whether a leader was in office during a dispute of the state, and whether it began, or
    was begun, under her.
    """
    rows = request.rows
    held = tenures(tables["archigos"], "cow").select(
        "obsid", pl.col("code").alias("ccode"), "since", "until"
    )
    met = (
        _episodes(tables, request, known=True)
        .join(held, on="ccode")
        .filter((pl.col("began") <= pl.col("until")) & (pl.col("since") <= pl.col("ended")))
    )
    first, last = (
        e.dt.year().cast(pl.Int64)
        for e in (pl.max_horizontal("began", "since"), pl.min_horizontal("ended", "until"))
    )
    under = pl.col("began").is_between(pl.col("since"), pl.col("until"))
    onset = under & (pl.col("year") == pl.col("began").dt.year())
    started = pl.col("initiates") & (pl.col("obsid_start") == pl.col("obsid"))
    frame = (
        met.with_columns(pl.int_ranges(first, last + 1).alias("year"))
        .explode("year")
        .group_by("obsid", "ccode", "year")
        .agg(
            pl.lit(1, dtype=pl.Int8).alias("gmlmidongoing"),
            onset.any().cast(pl.Int8).alias("gmlmidonset"),
            started.any().cast(pl.Int8).alias("gmlmidongoing_init"),
            (onset & started).any().cast(pl.Int8).alias("gmlmidonset_init"),
        )
    )
    names = (*EVENTS, *STARTED)
    keys = rows.keys.select("obsid", pl.Series("ccode", rows.codes("", "cow")), "year")
    found = keys.join(frame, on=["obsid", "ccode", "year"], how="left", maintain_order="left")
    inside = pl.col("year").is_between(*request.years) & (pl.col("ccode") != NOBODY)
    return Columns(
        found.select(pl.when(inside).then(pl.col(c).fill_null(0)).alias(c) for c in names),
        names,
        zero=names,
        always=names,
    )


def counts(tables: Frames, request: Request) -> Columns:
    """Give the number of disputes begun in the ten years to the year, from the starter."""
    frame = tables["disputes"].select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        pl.col("recent").cast(pl.Int16).alias("disputes_10y"),
    )
    return Columns(frame, ("disputes_10y",), zero=("disputes_10y",), years=YEARS, both_ways=True)


RULES = ("sidea-all-joiners", "sidea-with-joiners", "sidea-orig")
ADDER = Adder(
    "gml_mids",
    "militarized disputes (Gibler, Miller and Little)",
    forms=(
        Form("leader_pair", leader_pairs, tables=("gml_mid_ddlydisps",)),
        Form("pair", pairs, tables=("gml_mid",)),
        Form("leader_row", leaders, tables=("gml_part", "archigos")),
        Form("state", states, tables=("gml_part",), dyads=False),
        Form("pair", counts, tables=("disputes",), starter=True),
    ),
    options={
        "init": Option(
            RULES[0],
            "who initiates: all of side A and every joiner, all of side A, side A from the first day",
            choices=RULES,
        ),
        "leaders": Option(
            "any",
            "for states: count every episode, or only those whose leader is known",
            choices=("any", "known"),
        ),
    },
)
