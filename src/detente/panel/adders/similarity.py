"""Similarity of foreign policies beside dyads: of alliances and of UN votes."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.systems import spells
from detente.estimators.similarity import Similarity, similarity
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

MEASURES = ("s", "taub", "pi", "kappa")
ALLIANCES, VOTES = "atop", "votes"
VOTE_YEARS = (1946, 2019)
"""Those of the starter."""
NONE, CONSULT, NEUTRAL, DEFENSE = 1, 2, 3, 4
"""Valued alliances: no obligation, to consult, to stay neutral or not to attack, to defend."""


def _pairs(found: Similarity, codes: np.ndarray, year: int, of: str) -> pl.DataFrame:
    some = found.items > 0
    a, b = found.first[some], found.second[some]
    frame = pl.DataFrame({"ccode1": codes[a], "ccode2": codes[b], "year": np.full(a.size, year)})
    values = [pl.Series(f"{m}_{of}", getattr(found, m)[some], nan_to_null=True) for m in MEASURES]
    if of == VOTES:
        values.append(pl.Series("votes", found.items[some], dtype=pl.Int16))
    return frame.with_columns(values)


def _wanted(request: Request) -> list[int]:
    return [
        y
        for y in request.rows.keys["year"].unique().sort().to_list()
        if request.years[0] <= y <= request.years[1]
    ]


def alliances(tables: Frames, request: Request) -> Columns:
    """Compare the states' valued alliances with every member of the system, oneself counting as an ally."""
    value = (
        pl.when(pl.col("atop_defense") == 1)
        .then(DEFENSE)
        .when((pl.col("atop_neutral") == 1) | (pl.col("atop_nonagg") == 1))
        .then(NEUTRAL)
        .when(pl.col("atop_consul") == 1)
        .then(CONSULT)
        .otherwise(NONE)
        .cast(pl.Int8)
    )
    ties = dict(
        tables["atop"]
        .select("ccode1", "ccode2", "year", value.alias("tie"))
        .partition_by("year", as_dict=True, include_key=False)
    )
    member, parts = spells("cow"), []
    for year in _wanted(request):
        here = member.filter(
            (pl.col("start").dt.year() <= year) & (pl.col("end").dt.year() >= year)
        )
        codes = here["code"].unique().sort().to_numpy()
        matrix = np.full((codes.size, codes.size), NONE, dtype=np.int8)
        np.fill_diagonal(matrix, DEFENSE)
        if (year,) in ties:
            known = ties[(year,)].filter(
                pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes)
            )
            at = [np.searchsorted(codes, known[c].to_numpy()) for c in ("ccode1", "ccode2")]
            np.maximum.at(matrix, (at[0], at[1]), known["tie"].to_numpy())
        parts.append(_pairs(similarity(matrix, DEFENSE), codes, year, ALLIANCES))
    return _columns(parts, ALLIANCES)


def votes(tables: Frames, request: Request) -> Columns:
    """Compare the states' votes of each year in the General Assembly: yes, abstention, no."""
    cast = (
        tables["un_votes"]
        .filter(pl.col("vote").is_between(1, 3))
        .join(tables["un_roll_calls"].select("rcid", "year"), on="rcid")
        .partition_by("year", as_dict=True, include_key=False)
    )
    parts = []
    for year in _wanted(request):
        if (year,) not in cast:
            continue
        here = cast[(year,)]
        codes, calls = (here[c].unique().sort().to_numpy() for c in ("ccode", "rcid"))
        matrix = np.zeros((codes.size, calls.size), dtype=np.int8)
        matrix[
            np.searchsorted(codes, here["ccode"].to_numpy()),
            np.searchsorted(calls, here["rcid"].to_numpy()),
        ] = here["vote"]
        parts.append(_pairs(similarity(matrix, 3), codes, year, VOTES))
    return _columns(parts, VOTES)


def _columns(parts: list[pl.DataFrame], of: str) -> Columns:
    names = (*(f"{m}_{of}" for m in MEASURES), *(("votes",) if of == VOTES else ()))
    empty = pl.DataFrame(
        schema={
            "ccode1": pl.Int64,
            "ccode2": pl.Int64,
            "year": pl.Int64,
            **{n: pl.Int16 if n == "votes" else pl.Float64 for n in names},
        }
    )
    return Columns(pl.concat([empty, *parts]), names, both_ways=True)


def starter(tables: Frames, request: Request) -> Columns:
    """Give chance-corrected agreement in votes and the number of shared votes, to 2019."""
    frame = tables["agreement"].select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        pl.col("pi").alias("pi_votes"),
        pl.col("votes").cast(pl.Int16),
    )
    return Columns(frame, ("pi_votes", "votes"), years=VOTE_YEARS, both_ways=True)


ADDER = Adder(
    "similarity",
    "similarity of foreign policies",
    (
        Form("pair", alliances, ("atop",), when=("of", (ALLIANCES,))),
        Form("pair", votes, ("un_votes", "un_roll_calls"), when=("of", (VOTES,))),
        Form("pair", starter, ("agreement",), starter=True, when=("of", (VOTES,))),
    ),
    {"of": Option(VOTES, (VOTES, ALLIANCES), "of UN votes, or of valued alliances")},
)
