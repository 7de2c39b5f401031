"""Distance between capitals."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import polars as pl

from detente.actors.systems import System, code_name
from detente.calendar import years
from detente.estimators.great_circle import great_circle
from detente.grain import Grain
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request, pairs_by_year
from detente.panel.rows import Rows
from detente.panel.spine import dyad_years
from detente.panel.unit_index import Positions, packed, unpacked

YEARS = years("capitals")
"""Of the starter's spells, as of the source."""


def _capital_of_year(capitals: pl.DataFrame, system: System, which: str) -> pl.DataFrame:
    """Give the row of the capital of each state at the beginning of a year, or at its end."""
    code = code_name(system)
    first, last = pl.col("start").dt.year().cast(pl.Int64), pl.col("end").dt.year().cast(pl.Int64)
    spells = (
        capitals.with_row_index("city")
        .sort(code, "start", maintain_order=True)
        .select(code, "city", pl.int_ranges(first, last + 1).alias("year"))
    )
    keep: Literal["first", "last"] = "first" if which in ("first", "jan1") else "last"
    return spells.explode("year").unique([code, "year"], keep=keep, maintain_order=True)


def _kilometres(capitals: pl.DataFrame) -> np.ndarray:
    """Give the distance of every two capitals, and a last row and column of nothing."""
    lat, lng = (np.append(capitals[c].to_numpy(), np.nan) for c in ("lat", "lng"))
    return great_circle(lat[:, None], lng[:, None], lat[None, :], lng[None, :]) / 1000


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the kilometres between two capitals."""
    capitals, rows = tables[f"{request.system}_capitals"], request.rows
    yearly = _capital_of_year(capitals, request.system, request.options["transsum"])
    keys = packed(yearly[code_name(request.system)].to_numpy(), yearly["year"].to_numpy())
    city = np.append(yearly["city"].to_numpy().astype(np.int64), capitals.height)

    def city_of(side: str) -> Positions:
        units = rows.state(side, request.system)
        return units.to_rows(city[units.find(keys)].astype(np.uint32))

    kilometres = _kilometres(capitals)[city_of("1"), city_of("2")]
    return Columns(pl.DataFrame({"capdist": kilometres}, nan_to_null=True), ("capdist",))


def states(tables: Frames, request: Request) -> Columns:
    """Give the distance to the nearest capital of another state.

    Another counts if both were members on one same day of the year.
    """
    code, system = code_name(request.system), request.system
    year = request.rows.keys["year"]
    if year.is_empty():
        schema = {code: pl.Int64, "year": pl.Int64, "mincapdist": pl.Float64}
        return Columns(pl.DataFrame(schema=schema), ("mincapdist",))
    span = int(str(year.min())), int(str(year.max()))
    others = Rows(
        dyad_years(system, directed=True, years=span),
        Grain.DIRECTED_DYAD_YEAR,
        system=system,
        directed=True,
    )
    distances = pairs(tables, replace(request, rows=others)).frame["capdist"]
    units = others.state("1", system)
    unit_of_row = units.to_rows(np.arange(units.keys.size, dtype=np.uint32))
    nearest = np.full(units.keys.size, np.inf)
    np.minimum.at(nearest, unit_of_row, distances.fill_null(np.inf).to_numpy())
    frame = pl.DataFrame(
        {code: unpacked(units.keys, 1), "year": unpacked(units.keys, 0), "mincapdist": nearest}
    )
    return Columns(frame.filter(pl.col("mincapdist").is_finite()), ("mincapdist",))


def starter(tables: Frames, request: Request) -> Columns:
    """Give the distance from the starter's spells, to the nearest kilometre."""
    kilometres = pl.col("kilometres").cast(pl.Float64).alias("capdist")
    yearly = pairs_by_year(tables["distances"], kilometres)
    wanted = request.rows.keys["year"].unique().implode()
    frame = yearly.filter(pl.col("year").is_in(wanted))
    return Columns(frame, ("capdist",), years=YEARS, both_ways=True)


FORMS = (
    Form("row", pairs, tables=("cow_capitals",), dyads=True),
    Form("state", states, tables=("cow_capitals",), dyads=False),
    Form("row", pairs, tables=("gw_capitals",), system="gw", dyads=True),
    Form("state", states, tables=("gw_capitals",), system="gw", dyads=False),
    Form("pair", starter, tables=("distances",), starter=True),
)
TRANSSUM = Option(
    "first",
    "the capital at the year's beginning, or at its end",
    choices=("first", "jan1", "last", "dec31"),
)
ADDER = Adder(
    "capital_distance",
    "distance between capitals",
    forms=FORMS,
    options={"transsum": TRANSSUM},
)
