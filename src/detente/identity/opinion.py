"""Public opinion: how favourably each party's people see the other, from the user's Pew data."""

from __future__ import annotations

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey, short
from detente.evidence.series import Series
from detente.store.catalog import Catalog


def favour(catalog: Catalog, pair: RelationKey) -> tuple[Series, ...]:
    """Measure favourable views, the first of the second and back; empty without the surveys."""
    if not catalog.has("pew_views"):
        return ()
    both = (_one_way(catalog, pair.first, pair.second), _one_way(catalog, pair.second, pair.first))
    return tuple(series for series in both if series)


def _one_way(catalog: Catalog, own: Actor, other: Actor) -> Series:
    """Measure how favourably one party's people see the other."""
    target = other.id if isinstance(other, Bloc) else other.key
    views = catalog.frame("pew_views").filter(pl.col("target") == target)
    members = actual(own).with_columns(pl.all().cast(pl.Int64))
    surveyed = views.join(members, on=["ccode", "year"])
    yearly = surveyed.group_by("year").agg(pl.col("favourable").median()).sort("year")
    return Series(
        id="identity.favourable",
        label=f"Favourable views of {short(other)}",
        of=short(own),
        unit="part of respondents",
        table="pew_views",
        column="favourable",
        keys=(("own", own.key), ("object", target)),
        years=tuple(yearly["year"].to_list()),
        values=tuple(yearly["favourable"].to_list()),
        sources=("pew",),
        rule=(
            "weighted part of respondents with a favourable view; a bloc is the median of its "
            "surveyed members"
        ),
        method="survey",
    )
