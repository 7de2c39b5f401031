"""Subsets: which rows of a panel are kept."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from detente.actors.names import fold, state
from detente.actors.states import identities
from detente.actors.systems import System, spells
from detente.errors import DateError, PanelError, RequestError, UnknownActor
from detente.panel.lineage import Origin
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
        if isinstance(given, Integral):
            found.add(int(given))
            continue
        found |= _named(str(given), system)
    unknown = found - set(spells(system)["code"].to_list())
    if unknown:
        raise RequestError(f"no state of the system '{system}' has the code {min(unknown)}",
                           next_step="'detente actors' lists them")
    return sorted(found)


def _named(given: str, system: System) -> set[int]:
    """Give the codes that a name stands for; a state that is in the other list alone is found by its own name."""
    if system == "gw":
        own = {i.gwcode for i in identities() if i.ccode is None and i.gwcode is not None and fold(given) in (
            fold(i.name), *map(fold, i.aliases))}
        if own:
            return {c for c in own if c is not None}
    try:
        codes = set(state(given).codes)
    except (UnknownActor, DateError):
        codes = {i.ccode for i in identities() if i.ccode is not None and fold(given) in (
            fold(i.name), fold(i.key), *map(fold, i.aliases))}
        if not codes:
            raise
    return codes if system == "cow" else {i.gwcode for i in identities() if i.ccode in codes and i.gwcode is not None}


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
        if not isinstance(region, str) or region not in REGIONS:
            raise RequestError(f"no region is called '{region}'", near=tuple(REGIONS))
        conditions += [pl.col(name).is_between(*REGIONS[region]) for name in names]
    if years is not None:
        conditions.append(pl.col("year").is_between(*years_of(years)))
    if where is not None:
        if not isinstance(where, pl.Expr):
            raise PanelError(f"where={where!r} is no condition", next_step="give a polars expression, as in pl.col('year') > 1990")
        conditions.append(where)
    frame = panel.frame
    if majors:
        flags = panel.add("majors", suffix="_asked").data.select(pl.col(r"^cowmaj\d?_asked$"))
        frame = pl.concat([frame, flags], how="horizontal")
        conditions.append(pl.any_horizontal(pl.col(c) == 1 for c in flags.columns))
    try:
        kept = frame.lazy().select(pl.all_horizontal(conditions).fill_null(False).alias("kept")).collect()["kept"]
    except PolarsError as error:
        raise PanelError(f"the condition cannot be computed ({str(error).splitlines()[0]})", where="only",
                         near=tuple(frame.columns[:8])) from error
    return kept if kept.len() == frame.height else pl.Series("kept", [bool(kept[0])] * frame.height, dtype=pl.Boolean)


def relevant(panel: Any) -> tuple[Any, pl.Series]:
    """Add what political relevance rests on where it is missing, and tell which rows are relevant."""
    if len(panel.rows.sides) != 2:
        raise PanelError("political relevance is about pairs of states", next_step="use it with dyad-years")
    if "prd" in panel.data.columns:
        return panel, panel.data["prd"].fill_null(0) == 1
    found = panel if "conttype" in panel.data.columns else panel.add("contiguity", mry=True)
    if "conttype" not in found.data.columns:
        raise PanelError(f"political relevance needs the source of contiguity: {found.notes[-1]}", where="the store")
    found = found if "cowmaj1" in found.data.columns else found.add("majors")
    near, major = pl.col("conttype") >= 1, (pl.col("cowmaj1") == 1) | (pl.col("cowmaj2") == 1)
    flags = found.data.select((near | ((pl.col("conttype") == 0) & major)).cast(pl.Int8).alias("prd"))
    rests = [o for o in found.lineage if o.column in ("conttype", "cowmaj1")]
    made = Origin("prd", "prd", tuple(s for o in rests for s in o.sources), "; ".join(o.version for o in rests),
                  min((o.last_year for o in rests if o.last_year), default=None), tuple(c for o in rests for c in o.citations),
                  "contiguous, or with a major power", rests[0].years, rests[0].system, rests[0].sides)
    return found._with(flags, (made,), _said(found)), flags["prd"].fill_null(0) == 1


def _said(panel: Any) -> tuple[str, ...]:
    """Say what becomes of the dyads after contiguity ends."""
    late = panel.data["conttype"].filter(panel.rows.keys["year"] > LAST_CONTIGUITY)
    if late.is_empty():
        return ()
    if late.null_count() == late.len():
        return (f"no dyad after {LAST_CONTIGUITY} is kept: the panel's contiguity ends there; add it with mry=True",)
    return (f"relevance after {LAST_CONTIGUITY} rests on the contiguity of that year",)
