"""Arrangements between states that no list of organisations counts, each with its document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.actors.hand_made import table_of
from detente.actors.row_sources import Sourced, read_source
from detente.actors.states import ccode_on
from detente.actors.systems import COMPLETE_TO, members_on
from detente.estimators.rarity import rarity
from detente.span import OPEN_END, Span, year_end

SCHEMA = {
    "ccode": pl.Int16,
    "year": pl.Int16,
    "arrangement": pl.String,
    "counted": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Arrangement(Sourced):
    """An area, a treaty or a group that states share.

    Attributes
    ----------
    id, name, kind : str
        Short id, what a sentence calls it, and ``"customs"``, ``"currency"``, ``"movement"`` ...
    source : str
        The public document.
    counted : bool
        Whether the producers' list of organisations counts it too.
    members : tuple of (str, Span)
        ISO 3166 letters, and from the first to the last day.
    """

    id: str
    name: str
    kind: str
    source: str
    counted: bool
    members: tuple[tuple[str, Span], ...]


@cache
def arrangements() -> dict[str, Arrangement]:
    """Read the table, and add the blocs that are followed, by id.

    Examples
    --------
    >>> arrangements()["customs_che_lie"].members[0][1].start.year
    1924
    """
    rows = table_of("arrangements.toml")["arrangement"]
    own = {row["id"]: _arrangement(row) for row in rows}
    return own | {bloc.id: _followed(bloc) for bloc in blocs().values()}


def _followed(bloc: Bloc) -> Arrangement:
    """Read a bloc that is followed as an arrangement of its members."""
    members = tuple((step.letters, step.span) for step in bloc.steps if step.rung == "member")
    return Arrangement(
        id=bloc.id,
        name=bloc.label,
        kind=bloc.group,
        source="the project's ladder tables",
        counted=bool(bloc.igo),
        members=members,
    )


def _arrangement(row: dict[str, Any]) -> Arrangement:
    """Build an arrangement from its row."""
    members = tuple(
        (letters, Span(group["from"], group.get("to", OPEN_END)))
        for group in row["members"]
        for letters in group["states"].split()
    )
    counted = row.get("counted", False)
    return Arrangement(
        row["id"],
        row["name"],
        kind=row["kind"],
        source=row["source"],
        counted=counted,
        members=members,
        **read_source(row, where=f"arrangements.toml, {row['id']}"),
    )


@cache
def memberships(year: int) -> pl.DataFrame:
    """Give who shared which arrangement at the end of a year, and how rare it is to share it.

    An arrangement of more than half of the states is left out: it sets no pair apart.

    Parameters
    ----------
    year : int
        The year.

    Returns
    -------
    polars.DataFrame
        ``ccode``, ``arrangement``, ``counted`` (by the list of organisations too), ``bits``.

    Examples
    --------
    >>> shared = memberships(2013).filter(pl.col("ccode").is_in([223, 225]))
    >>> sorted(set(shared.filter(pl.len().over("arrangement") == 2)["arrangement"]))
    ['COE', 'OSCE', 'currency_che_lie', 'customs_che_lie', 'efta', 'schengen']
    """
    day = year_end(year)
    rows = [
        (ccode_on(letters, day), year, one.id, one.counted)
        for one in arrangements().values()
        for letters, span in one.members
        if span.covers(day)
    ]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row").drop_nulls("ccode").unique()
    size = pl.len().over("arrangement")
    states = len(members_on(day)) if year <= COMPLETE_TO else len(members_on(year_end(COMPLETE_TO)))
    counts = frame.with_columns(size.alias("size")).filter(pl.col("size").is_between(2, states / 2))
    bits = {size: rarity(size, states) for size in counts["size"].unique()}
    weighed = counts.with_columns(bits=pl.col("size").replace_strict(bits, return_dtype=pl.Float64))
    return weighed.select("ccode", "arrangement", "counted", "bits")
