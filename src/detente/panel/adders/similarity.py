"""Similarity of the foreign policies of dyads: of alliances and of UN votes."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.systems import spells
from detente.calendar import first_year, last_year
from detente.estimators.similarity import Similarity, similarity
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

MEASURES = ("s", "taub", "pi", "kappa")
ALLIANCES, VOTES = "atop", "votes"
KEPT = (first_year("un_votes"), last_year("un_votes_undl"))
"""Years of the agreement that the starter keeps."""
NONE, CONSULT, NEUTRAL, DEFENSE = 1, 2, 3, 4
"""Valued alliances: no obligation, to consult, to stay neutral or not to attack, to defend."""


def _pairs(measured: Similarity, codes: np.ndarray, year: int, of: str) -> pl.DataFrame:
    """Lay out the measures of every pair that has something in common to compare."""
    compared = measured.items > 0
    first, second = codes[measured.first[compared]], codes[measured.second[compared]]
    columns = {"ccode1": first, "ccode2": second, "year": np.full(first.size, year)}
    values = [
        pl.Series(f"{measure}_{of}", getattr(measured, measure)[compared], nan_to_null=True)
        for measure in MEASURES
    ]
    if of == VOTES:
        values.append(pl.Series("votes", measured.items[compared], dtype=pl.Int16))
    return pl.DataFrame(columns).with_columns(values)


def _years_wanted(request: Request) -> list[int]:
    """Give the years of the panel that the source covers."""
    first, last = request.years
    years_of_rows = request.rows.keys["year"].unique().sort().to_list()
    return [year for year in years_of_rows if first <= year <= last]


def alliances(tables: Frames, request: Request) -> Columns:
    """Compare the states' valued alliances with every member of the system.

    A state counts as its own ally.
    """
    pacts = tables["atop"].select("ccode1", "ccode2", "year", _value().alias("tie"))
    by_year = pacts.partition_by("year", as_dict=True, include_key=False)
    parts = []
    for year in _years_wanted(request):
        codes = _members(year)
        matrix = np.full((codes.size, codes.size), NONE, dtype=np.int8)
        np.fill_diagonal(matrix, DEFENSE)
        if (year,) in by_year:
            ties = by_year[(year,)].filter(
                pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes)
            )
            row, column = (
                np.searchsorted(codes, ties[code].to_numpy()) for code in ("ccode1", "ccode2")
            )
            np.maximum.at(matrix, (row, column), ties["tie"].to_numpy())
        parts.append(_pairs(similarity(matrix, DEFENSE), codes, year, ALLIANCES))
    return _columns(parts, ALLIANCES)


def _value() -> pl.Expr:
    """Value an alliance by its strongest obligation."""
    neutral = (pl.col("atop_neutral") == 1) | (pl.col("atop_nonagg") == 1)
    value = pl.when(pl.col("atop_defense") == 1).then(DEFENSE).when(neutral).then(NEUTRAL)
    return value.when(pl.col("atop_consul") == 1).then(CONSULT).otherwise(NONE).cast(pl.Int8)


def _members(year: int) -> np.ndarray:
    """Give the codes of the states that were members in a part of the year, ascending."""
    began = pl.col("start").dt.year() <= year
    goes_on = pl.col("end").dt.year() >= year
    return spells("cow").filter(began & goes_on)["code"].unique().sort().to_numpy()


def votes(tables: Frames, request: Request) -> Columns:
    """Compare the states' votes of each year in the General Assembly: yes, abstention, no."""
    calls = tables["un_roll_calls"].select("rcid", "year")
    cast = tables["un_votes"].filter(pl.col("vote").is_between(1, 3)).join(calls, on="rcid")
    by_year = cast.partition_by("year", as_dict=True, include_key=False)
    parts = []
    for year in _years_wanted(request):
        if (year,) in by_year:
            codes, matrix = _ballots(by_year[(year,)])
            parts.append(_pairs(similarity(matrix, 3), codes, year, VOTES))
    return _columns(parts, VOTES)


def _ballots(cast: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Lay votes out by state and roll call; zero where a state did not take part."""
    codes, calls = (cast[key].unique().sort().to_numpy() for key in ("ccode", "rcid"))
    row = np.searchsorted(codes, cast["ccode"].to_numpy())
    column = np.searchsorted(calls, cast["rcid"].to_numpy())
    matrix = np.zeros((codes.size, calls.size), dtype=np.int8)
    matrix[row, column] = cast["vote"]
    return codes, matrix


def _columns(parts: list[pl.DataFrame], of: str) -> Columns:
    """Join the years; without any, the columns are there and empty."""
    schema: dict[str, type[pl.DataType]] = dict.fromkeys(("ccode1", "ccode2", "year"), pl.Int64)
    measures: dict[str, type[pl.DataType]] = {f"{name}_{of}": pl.Float64 for name in MEASURES}
    if of == VOTES:
        measures["votes"] = pl.Int16
    empty = pl.DataFrame(schema=schema | measures)
    return Columns(pl.concat([empty, *parts]), tuple(measures), both_ways=True)


def starter(tables: Frames, request: Request) -> Columns:
    """Give chance-corrected agreement in votes and the number of shared votes.

    From 2020 on, where the open votes end, of adopted resolutions.
    """
    frame = tables["agreement"].select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        pl.col("pi").alias("pi_votes"),
        pl.col("votes").cast(pl.Int16),
    )
    return Columns(frame, ("pi_votes", "votes"), years=KEPT, both_ways=True)


ADDER = Adder(
    "similarity",
    "similarity of foreign policies",
    forms=(
        Form("pair", alliances, tables=("atop",), when=("of", (ALLIANCES,))),
        Form("pair", votes, tables=("un_votes", "un_roll_calls"), when=("of", (VOTES,))),
        Form("pair", starter, tables=("agreement",), starter=True, when=("of", (VOTES,))),
    ),
    options={
        "of": Option(VOTES, "of UN votes, or of valued alliances", choices=(VOTES, ALLIANCES))
    },
)
