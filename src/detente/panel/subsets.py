"""Subsets: which rows of a panel are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from numbers import Integral

import polars as pl
from polars.exceptions import PolarsError

from detente.actors.names import fold, state
from detente.actors.states import Identity, identities
from detente.actors.systems import System, code_name, spells
from detente.asked import of_kind
from detente.calendar import last_year
from detente.errors import DateError, PanelError, RequestError, UnknownActor, quoted
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.panel.spine import Years, years_of

REGIONS = {
    "americas": (2, 199),
    "europe": (200, 399),
    "africa": (400, 599),
    "middle east": (600, 699),
    "asia": (700, 899),
    "oceania": (900, 999),
}
"""Ranges of codes that the field reads as regions; the Middle East begins with Morocco (600)."""
LAST_CONTIGUITY = last_year("cow_contiguity")
"""Last year in which contiguity is known; later years take that of it."""


def codes_of(states: Iterable[int | str], system: System) -> list[int]:
    """Turn names and codes into codes of a system, those of predecessors among them.

    Parameters
    ----------
    states : iterable of int or str
        Codes or names.
    system : {"cow", "gw"}
        The state system.

    Raises
    ------
    RequestError
        Where one text is given instead of a list.
    UnknownActor
        Where a name means nobody.

    Examples
    --------
    >>> codes_of(["Germany", 2], "cow")
    [2, 255, 260]
    """
    if isinstance(states, str | int):
        raise RequestError(
            f"states={quoted(states)} is one, not a list", next_step="write [...] around it"
        )
    if not isinstance(states, Iterable):
        raise RequestError(f"states={quoted(states)} is not a list of codes or names")
    codes: set[int] = set()
    for given in states:
        is_code = isinstance(given, Integral) and not isinstance(given, bool)
        codes |= {int(given)} if is_code else _named(of_kind(given, str, "state"), system)
    unknown = codes - set(spells(system)["code"].to_list())
    if unknown:
        raise RequestError(
            f"no state of the system '{system}' has the code {quoted(min(unknown))[1:-1]}",
            next_step="'detente actors' lists them",
        )
    return sorted(codes)


def _named(given: str, system: System) -> set[int]:
    """Give the codes that a name means, predecessors included."""
    if system == "gw":
        # a state that is in this list alone is found by its own name
        own = {
            name.gwcode for name in identities() if name.ccode is None and _is_called(name, given)
        }
        if own - {None}:
            return {code for code in own if code is not None}
    try:
        codes = set(state(given).codes)
    except (UnknownActor, DateError):
        codes = {
            name.ccode
            for name in identities()
            if name.ccode is not None and (_is_called(name, given) or fold(given) == fold(name.key))
        }
        if not codes:
            raise
    if system == "cow":
        return codes
    return {name.gwcode for name in identities() if name.ccode in codes and name.gwcode is not None}


def _is_called(name: Identity, given: str) -> bool:
    """Tell whether a name in use, or one of its aliases, is the one given."""
    return fold(given) in (fold(name.name), *map(fold, name.aliases))


def chosen(
    frame: pl.DataFrame,
    rows: Rows,
    *,
    states: Iterable[int | str] | None,
    region: str | None,
    years: Years,
    where: pl.Expr | None,
) -> pl.Series:
    """Tell which rows meet every condition given.

    Parameters
    ----------
    frame : polars.DataFrame
        The panel with its columns.
    rows : Rows
        Its keys.
    states, region, years, where
        As `Panel.only` has them.

    Raises
    ------
    RequestError, PanelError
        For a region, a state or a condition that means nothing.
    """
    codes = [pl.col(f"{code_name(rows.system)}{side}") for side in rows.sides]
    conditions = [pl.lit(True)]
    if states is not None:
        wanted = codes_of(states, rows.system)
        conditions += [code.is_in(wanted) for code in codes]
    if region is not None:
        named = region.strip().casefold() if isinstance(region, str) else ""
        if named not in REGIONS:
            raise RequestError(f"no region is called {quoted(region)}", near=tuple(REGIONS))
        conditions += [code.is_between(*REGIONS[named]) for code in codes]
    if years is not None:
        conditions.append(pl.col("year").is_between(*years_of(years)))
    if where is not None:
        if not isinstance(where, pl.Expr):
            raise PanelError(
                f"where={quoted(where)} is not a condition",
                next_step="give a polars expression, as in pl.col('year') > 1990",
            )
        conditions.append(where)
    every = pl.all_horizontal(conditions).fill_null(False).alias("kept")
    try:
        kept = frame.lazy().select(every).collect()["kept"]
    except PolarsError as error:
        raise PanelError(
            f"the condition cannot be computed ({str(error).splitlines()[0]})",
            where="only",
            near=tuple(frame.columns[:8]),
        ) from error
    if kept.len() == frame.height:
        return kept
    # conditions without a column have one value for all rows
    return pl.Series("kept", [bool(kept[0])] * frame.height, dtype=pl.Boolean)


def relevance(
    rows: Rows, data: pl.DataFrame, lineage: tuple[Origin, ...]
) -> tuple[pl.DataFrame, tuple[Origin, ...], tuple[str, ...]]:
    """Tell which pairs are politically relevant: contiguous, or with a major power.

    Parameters
    ----------
    rows : Rows
        The keys of the panel.
    data : polars.DataFrame
        Its columns, ``conttype``, ``cowmaj1`` and ``cowmaj2`` among them.
    lineage : tuple of Origin
        Where they came from.

    Returns
    -------
    tuple
        ``prd`` (1 or 0, null where contiguity is), its origin, and a note where contiguity ends
        inside the panel.

    Raises
    ------
    PanelError
        Where the panel is not about pairs, or the source of contiguity is not available.
    """
    if "conttype" not in data.columns:
        raise PanelError(
            "political relevance needs contiguity",
            where="the panel",
            next_step="pull its source with 'detente sources pull cow_contiguity'",
        )
    contiguous = pl.col("conttype") >= 1
    major = (pl.col("cowmaj1") == 1) | (pl.col("cowmaj2") == 1)
    relevant = contiguous | ((pl.col("conttype") == 0) & major)
    flags = data.select(relevant.cast(pl.Int8).alias("prd"))
    late = data["conttype"].filter(rows.keys["year"] > LAST_CONTIGUITY)
    return flags, (_origin(lineage),), _notes(late)


def _origin(lineage: tuple[Origin, ...]) -> Origin:
    """Say where political relevance comes from: contiguity and the list of major powers."""
    parts = [origin for origin in lineage if origin.column in ("conttype", "cowmaj1")]
    last_years = [origin.last_year for origin in parts if origin.last_year]
    sources = [id for origin in parts for id in origin.sources]
    citations = [key for origin in parts for key in origin.citations]
    # years, system and sides are those of the first of them
    return replace(
        parts[0],
        column="prd",
        base="prd",
        sources=tuple(sources),
        version="; ".join(origin.version for origin in parts),
        last_year=min(last_years, default=None),
        citations=tuple(citations),
        rule="contiguous, or with a major power",
    )


def _notes(late: pl.Series) -> tuple[str, ...]:
    """Say on what relevance rests in the years after the source of contiguity ends."""
    if late.is_empty():
        return ()
    if late.null_count() == late.len():
        return (
            f"no dyad after {LAST_CONTIGUITY} is kept: the panel's contiguity ends there; "
            "add it with mry=True",
        )
    return (f"relevance after {LAST_CONTIGUITY} rests on the contiguity of that year",)
