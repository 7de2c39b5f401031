"""Democracy of states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import FIRST_YEAR, code_name
from detente.calendar import last_year
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

NAMES = ("euds", "aeuds", "polity2", "v2x_polyarchy")
YEARS = (FIRST_YEAR, last_year("democracy"))
"""Of the table of scores, which V-Dem's newest edition ends; Polity ends before."""


def official(tables: Frames, request: Request) -> Columns:
    """Give extended unified scores (with and without the cut points' adjustment), Polity's score
    and electoral democracy.

    Polity's score is read from the producer's file and attached by name and date; electoral
    democracy is that of the table of scores, and V-Dem's own where that table leaves a state out.
    """
    code, prefix = code_name(request.system), "" if request.system == "cow" else "gw_"
    keys = [code, "year"]
    scores = tables[f"{request.system}_democracy"].select(*keys, "euds", "aeuds", "v2x_polyarchy")
    polity = tables[f"{prefix}polity"].select(*keys, "polity2")
    vdem = tables[f"{prefix}vdem"].select(*keys, own="v2x_polyarchy")
    joined = scores
    for more in (polity, vdem):
        joined = joined.join(more, on=keys, how="full", coalesce=True)
    filled = pl.coalesce("v2x_polyarchy", "own").alias("v2x_polyarchy")
    frame = joined.with_columns(filled).select(*keys, *NAMES)
    return Columns(frame, NAMES, years=YEARS)


def reference(tables: Frames, request: Request) -> Columns:
    """Give the table of scores as it is, with Polity's numbers of states taken for the system's."""
    code = code_name(request.system)
    return Columns(tables[f"{request.system}_democracy"].select(code, "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the index from the starter: distance from the median state plus that median."""
    frame = tables["regime"].select(
        pl.col("ccode", "year").cast(pl.Int64),
        (pl.col("polyarchy") + pl.col("polyarchy_median")).cast(pl.Float64).alias("v2x_polyarchy"),
    )
    return Columns(frame, ("v2x_polyarchy",), years=(FIRST_YEAR, last_year("vdem")))


OFFICIAL, REFERENCE = ("edition", ("official",)), ("edition", ("reference",))
"""Conditions: the producers' states, or those of peacesciencer's table."""
EDITION = Option(
    "official",
    "scores of the states that the producers mean, or of those with the same number as in "
    "peacesciencer, for replication",
    choices=("official", "reference"),
)
PRODUCERS = ("cow_democracy", "polity", "vdem")
PRODUCERS_OF_GW = ("gw_democracy", "gw_polity", "gw_vdem")
"""Tables of the official edition, by system."""
OFFICIAL_FORMS = (
    Form("state", official, tables=PRODUCERS, when=OFFICIAL),
    Form("state", official, tables=PRODUCERS_OF_GW, system="gw", when=OFFICIAL),
)
REFERENCE_FORMS = (
    Form("state", reference, tables=("cow_democracy",), when=REFERENCE),
    Form("state", reference, tables=("gw_democracy",), system="gw", when=REFERENCE),
)
STARTER_FORM = Form("state", starter, tables=("regime",), starter=True, when=OFFICIAL)
FORMS = (*OFFICIAL_FORMS, *REFERENCE_FORMS, STARTER_FORM)
ADDER = Adder("democracy", "democracy", forms=FORMS, options={"edition": EDITION})
