"""Disputed areas: who administers, claims or leases them, as codes of states, in one year."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.names import Actor
from detente.calendar import last_year
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

EDITION = last_year("natural_earth_disputed")
"""Year whose holders and claimants the table names."""
GRID = 100
"""Steps of a degree to which a place is rounded."""
ROLES = ("administers", "claims", "leases", "lets", "ceded", "patrols")


def disputed_areas(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give a row an area and party; an area of which no party is named has one without.

    The place is the middle of the outline: some islands are too small for a map to have one.
    """
    points = tables["disputed_area_points"]
    middles = points.group_by("shape").agg(
        (pl.col(axis).mean() * GRID).round().cast(pl.Int16).alias(f"{axis}_hundredths")
        for axis in ("lon", "lat")
    )
    areas = tables["disputed_areas_ne"].select(
        "shape", "name", "group", pl.col("kind").str.to_lowercase(), pl.col("since").cast(pl.Int16)
    )
    parties = tables["disputed_area_parties"].select(
        "shape", pl.col("role").cast(pl.Enum(ROLES)), "party", pl.col("ccode").cast(pl.Int16)
    )
    joined = areas.join(parties, on="shape", how="left").join(middles, on="shape", how="left")
    year = pl.lit(EDITION, dtype=pl.Int16).alias("year")
    in_order = joined.sort("shape", "role", "party", nulls_last=True)
    of_area, of_party = ("shape", "name", "group", "kind"), ("role", "party", "ccode")
    place = ("lon_hundredths", "lat_hundredths")
    return in_order.select(*of_area, *of_party, "since", year, *place)


DERIVED_TABLES = (
    DerivedTable(
        id="disputed_areas",
        grain=None,
        needs=("disputed_areas_ne", "disputed_area_parties", "disputed_area_points"),
        make=disputed_areas,
        raw=("name", "group", "party"),
        rule="parties of each disputed area, read from the sentence about it",
    ),
)


def between(catalog: Catalog, first: Actor, second: Actor) -> pl.DataFrame:
    """Give the areas that one actor holds or claims and the other claims or holds.

    Parameters
    ----------
    catalog : Catalog
        The tables; before the year of the edition there is no row.
    first, second : State or Bloc
        The two; of a bloc any member counts.

    Returns
    -------
    polars.DataFrame
        ``shape``, ``name``, ``ccode1``, ``role1``, ``ccode2``, ``role2``, ``year``.
    """
    parties = catalog.frame("disputed_areas").drop_nulls("ccode")
    sides = [
        parties.filter(pl.col("ccode").is_in(actor.members(EDITION))) for actor in (first, second)
    ]
    one = sides[0].select("shape", "name", "year", ccode1="ccode", role1="role")
    other = sides[1].select("shape", ccode2="ccode", role2="role")
    both = one.join(other, on="shape").filter(pl.col("ccode1") != pl.col("ccode2"))
    return both.select("shape", "name", "ccode1", "role1", "ccode2", "role2", "year")
