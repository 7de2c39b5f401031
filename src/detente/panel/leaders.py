"""Leader-years and leader-dyad-years: who was in office, as what, and with whom."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.states import identities
from detente.actors.systems import System, code_name, spells
from detente.panel.spine import each_year, spread, year_of
from detente.panel.unit_index import BITS, packed

LEADER_BITS = 13
"""Bits of a leader's number among those of a panel of pairs."""
COMPLETE_FROM = 1870
"""First year in which the source has every leader, of those in office in 1875 and after."""


def tenures(archigos: pl.DataFrame, system: System | None) -> pl.DataFrame:
    """Cut tenures to the days on which the leader's state was a member.

    Parameters
    ----------
    archigos : polars.DataFrame
        ``obsid``, ``gwcode``, ``leader``, ``yrborn``, ``gender``, ``start``, ``end``.
    system : {"cow", "gw"} or None
        The state system; None keeps every tenure as it is, with its Gleditsch-Ward code.

    Returns
    -------
    polars.DataFrame
        The same with ``code``, ``since`` and ``until``, the days that count; several rows where
        membership had gaps.
    """
    if system is None:
        return archigos.with_columns(
            pl.col("gwcode").alias("code"),
            pl.col("start").alias("since"),
            pl.col("end").alias("until"),
        )
    if system == "gw":
        named = archigos.with_columns(
            pl.col("gwcode").alias("code"),
            pl.col("start").alias("entry"),
            pl.col("end").alias("exit"),
        )
    else:
        named = archigos.join(_codes(), on="gwcode").with_columns(
            pl.max_horizontal("start", "named").alias("entry"),
            pl.min_horizontal("end", "unnamed").alias("exit"),
        )
    member = spells(system).select("code", pl.col("start").alias("from"), pl.col("end").alias("to"))
    cut = named.join(member, on="code").with_columns(
        pl.max_horizontal("entry", "from").alias("since"),
        pl.min_horizontal("exit", "to").alias("until"),
    )
    return cut.filter(pl.col("since") <= pl.col("until"))


def _codes() -> pl.DataFrame:
    """Give the COW code of each Gleditsch-Ward code, with the days on which it is so named."""
    schema = {"gwcode": pl.Int64, "code": pl.Int64, "named": pl.Date, "unnamed": pl.Date}
    rows = [
        (name.gwcode, name.ccode, name.span.start, name.span.end)
        for name in identities()
        if name.gwcode is not None and name.ccode is not None
    ]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.group_by("gwcode", "code").agg(pl.col("named").min(), pl.col("unnamed").max())


def leader_years(
    archigos: pl.DataFrame, system: System | None, years: tuple[int, int]
) -> pl.DataFrame:
    """Give every leader-year: leaders who held office on at least one day of the year.

    Parameters
    ----------
    archigos : polars.DataFrame
        The tenures.
    system : {"cow", "gw"} or None
        Count only days on which the state was a member; None counts all.
    years : tuple of int
        First and last year.

    Returns
    -------
    polars.DataFrame
        ``obsid``, ``leader``, code, ``gender``, ``leaderage`` (null where the year of birth is not
        known), ``yrinoffice`` (1 in the year of entry) and ``year``.
    """
    code = pl.col("code").alias(code_name(system or "gw"))
    age = (pl.col("year") - pl.col("yrborn")).alias("leaderage")
    year_in_office = (pl.col("year") - pl.col("start").dt.year() + 1).cast(pl.Int64)
    since, until = (pl.col(day).dt.year().alias(day) for day in ("since", "until"))
    ordered = tenures(archigos.with_row_index("entry_order"), system).sort("entry_order", "since")
    by_year = (
        ordered.with_columns(since, until)
        .with_columns(spread("since", "until"))
        .explode("year")
        .filter(pl.col("year").is_between(*years))
    )
    return by_year.select(
        "obsid",
        "leader",
        code,
        "gender",
        age,
        year_in_office.alias("yrinoffice"),
        "year",
    ).unique(maintain_order=True)


def leader_dyad_years(
    archigos: pl.DataFrame, system: System, years: tuple[int, int], *, directed: bool
) -> pl.DataFrame:
    """Give every leader-dyad-year: two leaders of different states in office on one same day.

    Parameters
    ----------
    archigos : polars.DataFrame
        The tenures.
    system : {"cow", "gw"}
        The state system whose codes the rows bear.
    years : tuple of int
        First and last year; Archigos is complete from 1870.
    directed : bool
        Both orders of each pair, or the lower code first.

    Returns
    -------
    polars.DataFrame
        ``year``, ``obsid1``, ``obsid2``, two codes, ``gender``, ``leaderage`` and ``yrinoffice`` of
        both.
    """
    first_day, last_day = pl.date(years[0], 1, 1), pl.date(years[1], 12, 31)
    ordered = tenures(archigos, system).sort("obsid", "since")
    within = ordered.with_columns(
        pl.max_horizontal("since", first_day).alias("since"),
        pl.min_horizontal("until", last_day).alias("until"),
    )
    held = within.filter(pl.col("since") <= pl.col("until"))
    first, second, year = _meetings(held, directed=directed)
    columns = {"year": pl.Series("year", year)}
    sides = {
        "1": _seen(held, first, year, code_name(system)),
        "2": _seen(held, second, year, code_name(system)),
    }
    # each attribute stands for both leaders before the next one
    for name in sides["1"]:
        columns |= {f"{name}{side}": values[name] for side, values in sides.items()}
    return pl.DataFrame(columns)


def _meetings(held: pl.DataFrame, *, directed: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the years in which two leaders of different states were in office on one same day.

    Returns
    -------
    tuple of arrays of int, shape (N,)
        Rows of the two tenures and the year, each pair of leaders once a year, in their order.
    """
    code = held["code"].to_numpy()
    since, until = (
        held[day].to_physical().to_numpy().astype(np.int64) for day in ("since", "until")
    )
    row, column = code[:, None], code[None, :]
    other_state = (row != column) if directed else (row < column)
    overlap = (since[:, None] <= until[None, :]) & (since[None, :] <= until[:, None])
    first, second = np.nonzero(overlap & other_state)
    meeting, year = each_year(
        year_of(np.maximum(since[first], since[second])),
        year_of(np.minimum(until[first], until[second])),
    )
    first, second = first[meeting], second[meeting]
    kept = _once_a_year(held, first, second, year)
    return first[kept], second[kept], year[kept]


def _once_a_year(
    held: pl.DataFrame, first: np.ndarray, second: np.ndarray, year: np.ndarray
) -> np.ndarray:
    """Give the rows of which each two leaders have one a year, by year and leader."""
    leader = held["obsid"].rank("dense").to_numpy().astype(np.int64)
    # a leader counts once for each code: Kohl was in office for 260 and for 255 in 1990
    number = np.unique(packed(leader, held["code"].to_numpy()), return_inverse=True)[1]
    number1, number2 = number[first], number[second]
    # two spells can touch one year
    keys = ((number1 << LEADER_BITS) | number2) << BITS | year
    once = np.unique(keys, return_index=True)[1]
    order = np.lexsort((number2[once], number1[once], year[once]))
    return once[order]


def _seen(held: pl.DataFrame, row: np.ndarray, year: np.ndarray, code: str) -> dict[str, pl.Series]:
    """Give who a leader was in a year: id, code, gender, age and year in office."""
    when = pl.Series("year", year)
    leaders = held[row]
    age = when - leaders["yrborn"].cast(pl.Int64)
    year_in_office = when - leaders["start"].dt.year().cast(pl.Int64) + 1
    return {
        "obsid": leaders["obsid"],
        code: leaders["code"],
        "gender": leaders["gender"],
        "leaderage": age.cast(pl.Int16),
        "yrinoffice": year_in_office.cast(pl.Int16),
    }
