"""Subsets: which rows of a panel are kept."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral

import polars as pl
from polars.exceptions import PolarsError

from detente.actors.names import fold, state
from detente.actors.states import identities
from detente.actors.systems import System, code_name, spells
from detente.errors import DateError, PanelError, RequestError, UnknownActor
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
LAST_CONTIGUITY = 2016


def codes_of(states: Iterable[int | str], system: System) -> list[int]:
    """Turn names and codes into codes of a system, those of predecessors among them.

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
            f"states={states!r} is one, not a list", next_step="write [" + repr(states) + "]"
        )
    found: set[int] = set()
    for given in states:
        if isinstance(given, Integral):
            found.add(int(given))
            continue
        found |= _named(str(given), system)
    unknown = found - set(spells(system)["code"].to_list())
    if unknown:
        raise RequestError(
            f"no state of the system '{system}' has the code {min(unknown)}",
            next_step="'detente actors' lists them",
        )
    return sorted(found)


def _named(given: str, system: System) -> set[int]:
    """Give the codes that a name stands for.

    A state that is in the other list alone is found by its own name.
    """
    if system == "gw":
        own = {
            i.gwcode
            for i in identities()
            if i.ccode is None
            and i.gwcode is not None
            and fold(given) in (fold(i.name), *map(fold, i.aliases))
        }
        if own:
            return {c for c in own if c is not None}
    try:
        codes = set(state(given).codes)
    except (UnknownActor, DateError):
        codes = {
            i.ccode
            for i in identities()
            if i.ccode is not None
            and fold(given) in (fold(i.name), fold(i.key), *map(fold, i.aliases))
        }
        if not codes:
            raise
    return (
        codes
        if system == "cow"
        else {i.gwcode for i in identities() if i.ccode in codes and i.gwcode is not None}
    )


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
    names = [f"{code_name(rows.system)}{side}" for side in rows.sides]
    conditions = [pl.lit(True)]
    if states is not None:
        codes = codes_of(states, rows.system)
        conditions += [pl.col(name).is_in(codes) for name in names]
    if region is not None:
        if not isinstance(region, str) or region not in REGIONS:
            raise RequestError(f"no region is called '{region}'", near=tuple(REGIONS))
        conditions += [pl.col(name).is_between(*REGIONS[region]) for name in names]
    if years is not None:
        conditions.append(pl.col("year").is_between(*years_of(years)))
    if where is not None:
        if not isinstance(where, pl.Expr):
            raise PanelError(
                f"where={where!r} is no condition",
                next_step="give a polars expression, as in pl.col('year') > 1990",
            )
        conditions.append(where)
    try:
        kept = (
            frame.lazy()
            .select(pl.all_horizontal(conditions).fill_null(False).alias("kept"))
            .collect()["kept"]
        )
    except PolarsError as error:
        raise PanelError(
            f"the condition cannot be computed ({str(error).splitlines()[0]})",
            where="only",
            near=tuple(frame.columns[:8]),
        ) from error
    return (
        kept
        if kept.len() == frame.height
        else pl.Series("kept", [bool(kept[0])] * frame.height, dtype=pl.Boolean)
    )


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
    near, major = pl.col("conttype") >= 1, (pl.col("cowmaj1") == 1) | (pl.col("cowmaj2") == 1)
    flags = data.select((near | ((pl.col("conttype") == 0) & major)).cast(pl.Int8).alias("prd"))
    rests = [o for o in lineage if o.column in ("conttype", "cowmaj1")]
    made = Origin(
        column="prd",
        base="prd",
        sources=tuple(s for o in rests for s in o.sources),
        version="; ".join(o.version for o in rests),
        last_year=min((o.last_year for o in rests if o.last_year), default=None),
        citations=tuple(c for o in rests for c in o.citations),
        rule="contiguous, or with a major power",
        years=rests[0].years,
        system=rests[0].system,
        sides=rests[0].sides,
    )
    late = data["conttype"].filter(rows.keys["year"] > LAST_CONTIGUITY)
    if late.is_empty():
        said: tuple[str, ...] = ()
    elif late.null_count() == late.len():
        said = (
            f"no dyad after {LAST_CONTIGUITY} is kept: the panel's contiguity ends there; add it with mry=True",
        )
    else:
        said = (f"relevance after {LAST_CONTIGUITY} rests on the contiguity of that year",)
    return flags, (made,), said
