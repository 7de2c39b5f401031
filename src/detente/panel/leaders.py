"""Leader-years and leader-dyad-years: who was in office, as what, and with whom at the same time."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.states import identities
from detente.actors.systems import System, code_name, spells


COMPLETE_FROM = 1870
"""First year in which the source has every leader; it holds those in office in 1875 from their entry."""


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
    member = spells(system).select("code", pl.col("start").alias("from"), pl.col("end").alias("to"))
    named = (
        archigos.with_columns(pl.col("gwcode").alias("code"))
        if system == "gw"
        else archigos.join(_codes(), on="gwcode").with_columns(
            pl.max_horizontal("start", "named").alias("start_"),
            pl.min_horizontal("end", "unnamed").alias("end_"),
        )
    )
    start, end = ("start", "end") if system == "gw" else ("start_", "end_")
    return (
        named.join(member, on="code")
        .with_columns(
            pl.max_horizontal(start, "from").alias("since"),
            pl.min_horizontal(end, "to").alias("until"),
        )
        .filter(pl.col("since") <= pl.col("until"))
    )


def _codes() -> pl.DataFrame:
    """Give the COW code of each Gleditsch-Ward code, with the days on which it is so named."""
    rows = [
        (i.gwcode, i.ccode, i.span.start, i.span.end)
        for i in identities()
        if i.gwcode is not None and i.ccode is not None
    ]
    frame = pl.DataFrame(
        rows,
        schema={"gwcode": pl.Int64, "code": pl.Int64, "named": pl.Date, "unnamed": pl.Date},
        orient="row",
    )
    return frame.group_by("gwcode", "code").agg(pl.col("named").min(), pl.col("unnamed").max())


def leader_years(
    archigos: pl.DataFrame, system: System | None, years: tuple[int, int]
) -> pl.DataFrame:
    """Give every leader-year: a leader stands in each year in which he or she held office on at
    least one day.

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
    name = code_name(system or "gw")
    first, last = (pl.col(c).dt.year().cast(pl.Int64) for c in ("since", "until"))
    return (
        tenures(archigos.with_row_index("entry_order"), system)
        .sort("entry_order", "since")
        .with_columns(pl.int_ranges(first, last + 1).alias("year"))
        .explode("year")
        .filter(pl.col("year").is_between(*years))
        .select(
            "obsid",
            "leader",
            pl.col("code").alias(name),
            "gender",
            (pl.col("year") - pl.col("yrborn")).alias("leaderage"),
            (pl.col("year") - pl.col("start").dt.year() + 1).cast(pl.Int64).alias("yrinoffice"),
            "year",
        )
        .unique(maintain_order=True)
    )


def leader_dyad_years(
    archigos: pl.DataFrame, system: System, years: tuple[int, int], directed: bool
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
    held = (
        tenures(archigos, system)
        .sort("obsid", "since")
        .with_columns(
            pl.max_horizontal("since", pl.date(years[0], 1, 1)).alias("since"),
            pl.min_horizontal("until", pl.date(years[1], 12, 31)).alias("until"),
        )
        .filter(pl.col("since") <= pl.col("until"))
    )
    code = held["code"].to_numpy()
    named = (
        held["obsid"].rank("dense").to_numpy().astype(np.int64) << 10 | code
    )  # Kohl stood for 260 and for 255 in 1990
    order = np.unique(named, return_inverse=True)[1]
    since, until = (held[c].to_physical().to_numpy().astype(np.int64) for c in ("since", "until"))
    i, j = _overlaps(
        since,
        until,
        (code[:, None] != code[None, :]) if directed else (code[:, None] < code[None, :]),
    )
    begin, end = (
        v.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        for v in (np.maximum(since[i], since[j]), np.minimum(until[i], until[j]))
    )
    length = end - begin + 1
    row = np.repeat(np.arange(i.size), length)
    year = np.arange(row.size) - np.repeat(np.cumsum(length) - length, length) + begin[row]
    key = np.unique(((order[i[row]] << 13 | order[j[row]]) << 12) | year, return_index=True)[
        1
    ]  # spells that touch one year
    key = key[np.lexsort((order[j[row[key]]], order[i[row[key]]], year[key]))]
    row, year = row[key], year[key]
    a, b = i[row], j[row]
    born, entered = held["yrborn"], held["start"].dt.year().cast(pl.Int64)
    when = pl.Series("year", year)
    both = {"1": pl.Series(a), "2": pl.Series(b)}
    columns = {"year": when}
    columns |= {f"obsid{side}": held["obsid"].gather(at) for side, at in both.items()}
    columns |= {f"{code_name(system)}{side}": held["code"].gather(at) for side, at in both.items()}
    columns |= {f"gender{side}": held["gender"].gather(at) for side, at in both.items()}
    columns |= {
        f"leaderage{side}": (when - born.gather(at).cast(pl.Int64)).cast(pl.Int16)
        for side, at in both.items()
    }
    columns |= {
        f"yrinoffice{side}": (when - entered.gather(at) + 1).cast(pl.Int16)
        for side, at in both.items()
    }
    return pl.DataFrame(columns)


def _overlaps(
    since: np.ndarray, until: np.ndarray, allowed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Find the pairs of tenures that share a day."""
    meet = (since[:, None] <= until[None, :]) & (since[None, :] <= until[:, None]) & allowed
    i, j = np.nonzero(meet)
    return i, j
