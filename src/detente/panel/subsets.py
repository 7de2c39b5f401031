"""Subsets: which rows of a panel are kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from detente.actors.names import state
from detente.actors.states import identities
from detente.actors.systems import System
from detente.errors import AmbiguousActor, PanelError, RequestError
from detente.panel.rows import code_name
from detente.panel.spine import Years, years_of

REGIONS = {"americas": (2, 199), "europe": (200, 399), "africa": (400, 599), "middle east": (600, 699), "asia": (700, 899),
           "oceania": (900, 999)}
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
        raise RequestError(f"states={states!r} is one, not a list", next_step="write [" + repr(states) + "]")
    found: set[int] = set()
    for given in states:
        if isinstance(given, int):
            found.add(given)
            continue
        try:
            codes = set(state(given).codes)
        except AmbiguousActor:
            raise
        found |= codes if system == "cow" else {
            i.gwcode for i in identities() if i.ccode in codes and i.gwcode is not None}
    return sorted(found)


def chosen(panel: Any, *, states: Iterable[int | str] | None, region: str | None, majors: bool, years: Years,
           where: pl.Expr | None) -> pl.Series:
    """Tell which rows meet every condition given."""
    rows = panel.rows
    names = [f"{code_name(rows.system)}{side}" for side in rows.sides]
    conditions = [pl.lit(True)]
    if states is not None:
        codes = codes_of(states, rows.system)
        conditions += [pl.col(name).is_in(codes) for name in names]
    if region is not None:
        if region not in REGIONS:
            raise RequestError(f"no region is called '{region}'", near=tuple(REGIONS))
        conditions += [pl.col(name).is_between(*REGIONS[region]) for name in names]
    if years is not None:
        conditions.append(pl.col("year").is_between(*years_of(years)))
    if where is not None:
        conditions.append(where)
    frame = panel.frame
    if majors:
        flags = panel.add("majors", suffix="_asked").data.select(pl.col(f"^cowmaj{'.?'}_asked$"))
        frame = pl.concat([frame, flags], how="horizontal")
        conditions.append(pl.any_horizontal(pl.col(c) == 1 for c in flags.columns))
    return frame.select((pl.all_horizontal(conditions)).fill_null(False).alias("kept")).to_series() if frame.height else pl.Series(
        "kept", [], dtype=pl.Boolean)


def relevant(panel: Any) -> tuple[Any, pl.Series]:
    """Add what political relevance rests on where it is missing, and tell which rows are relevant."""
    if len(panel.rows.sides) != 2:
        raise PanelError("political relevance is about pairs of states", next_step="use it with dyad-years")
    found = panel
    if "conttype" not in found.data.columns:
        found = found.add("contiguity", mry=True)
        if "conttype" not in found.data.columns:
            raise PanelError(f"political relevance needs the source of contiguity: {found.notes[-1]}", where="the store")
    if "cowmaj1" not in found.data.columns:
        found = found.add("majors")
    near, major = pl.col("conttype") >= 1, (pl.col("cowmaj1") == 1) | (pl.col("cowmaj2") == 1)
    flags = found.data.select((near | ((pl.col("conttype") == 0) & major)).cast(pl.Int8).alias("prd"))
    years = found.rows.keys["year"]
    said = () if years.is_empty() or int(years.max()) <= LAST_CONTIGUITY else (
        f"relevance after {LAST_CONTIGUITY} rests on the contiguity of that year",)
    origins = tuple(o for o in found.lineage if o.column == "conttype")
    made = tuple(type(o)("prd", "prd", o.sources, o.version, o.last_year, o.citations, "contiguous, or with a major power",
                         o.years, o.system, o.sides) for o in origins)
    return found._with(flags, made, said), flags["prd"].fill_null(0) == 1
