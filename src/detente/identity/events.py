"""Events between two parties: the hostile part of what is reported.

By month where the user supplies events, by year from ICEWS.

Shares, never counts: volume follows what newspapers print. Volume stands beside every share, and
reports of one event are counted once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from detente.actors.composition import actual, crossed
from detente.actors.relation_key import RelationKey, pair
from detente.archive.classes import CONFLICT, KINDS, MATERIAL_CONFLICT, root_of
from detente.archive.files import read_events
from detente.asked import of_kind
from detente.calendar import first_year
from detente.errors import RequestError
from detente.estimators.proportion import wilson
from detente.evidence.series import Series
from detente.grain import Grain
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

logger = logging.getLogger(__name__)
LEAST = 10
"""Fewest events from which a share is given."""
RULE = (
    "verbal and material conflict over all events, both ways; interval after Wilson, as if reports "
    "were independent"
)


def hostility_table(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the hostile part of all events of each directed pair and year, and their number."""
    counted = tables["icews_dyad_year"].with_columns(pl.sum_horizontal(*KINDS).alias("events"))
    hostile = pl.col("verbal_conflict") + pl.col("material_conflict")
    thousandths = (hostile * 1000 / pl.col("events")).round().cast(pl.Int16)
    return counted.filter(pl.col("events") > 0).select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int16),
        pl.col("events").cast(pl.Int32),
        thousandths.alias("hostile_thousandths"),
    )


DERIVED_TABLES = (
    DerivedTable(
        id="events",
        grain=Grain.DIRECTED_DYAD_YEAR,
        needs=("icews_dyad_year",),
        make=hostility_table,
        rule=(
            "hostile part of reported events (verbal and material conflict over all), "
            "thousandths; number of events beside"
        ),
    ),
)


def hostility(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure the hostile part of what is reported between the parties, both ways, by year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    dyads = crossed(pair.first, pair.second, first_year("icews"), catalog.last_year("icews"))
    back = dyads.rename({"ccode1": "ccode2", "ccode2": "ccode1"}).select(dyads.columns)
    rows = (
        pl.concat([dyads, back])
        .with_columns(pl.all().cast(pl.Int16))
        .unique()
        .join(catalog.frame("events"), on=["ccode1", "ccode2", "year"])
    )
    hostile = (pl.col("hostile") * pl.col("events")).sum()
    yearly = rows.group_by("year").agg(pl.col("events").sum(), hostile)
    yearly = yearly.filter(pl.col("events") >= LEAST).sort("year")
    shares = (yearly["hostile"] / yearly["events"]).to_list()
    intervals = [wilson(*part) for part in zip(shares, yearly["events"].to_list(), strict=True)]
    keys = (("a", pair.first.key), ("b", pair.second.key))
    low = tuple(round(bound, 4) for bound, _ in intervals)
    high = tuple(round(bound, 4) for _, bound in intervals)
    return Series(
        id="identity.hostile_events",
        label="Hostile part of reported events",
        of=pair.of,
        unit="part of events",
        table="events",
        column="hostile",
        keys=keys,
        years=tuple(yearly["year"].to_list()),
        values=tuple(shares),
        low=low,
        high=high,
        sources=("icews",),
        method="events",
        rule=RULE,
    )


def events_by_month(
    paths: str | Path | Sequence[str | Path], first: str, second: str
) -> pl.DataFrame:
    """Give co-operation and hostility between two parties by month from files of events.

    Parameters
    ----------
    paths : path or sequence of paths
        Files of GDELT or ICEWS, or with ``date``, ``ccode1``, ``ccode2``, ``code``. What becomes of
        events without two states is logged.
    first, second : str
        Names of the parties; a bloc counts with all that were ever its members.

    Returns
    -------
    polars.DataFrame
        A row a month with events: ``month`` (its first day), ``events`` (volume), ``hostile`` and
        ``material_hostile`` (parts of 1), ``low``, ``high`` (90 % interval of ``hostile``).

    Raises
    ------
    RequestError
        Where a file is missing or its layout is not known.

    Examples
    --------
    >>> import tempfile
    >>> own = Path(tempfile.mkdtemp()) / "own.csv"
    >>> lines = [
    ...     "date,ccode1,ccode2,code",
    ...     "2014-03-01,USA,Russia,112",
    ...     "2014-03-02,USA,Russia,040",
    ... ]
    >>> _ = own.write_text("\\n".join(lines))
    >>> events_by_month(own, "USA", "Russia").select("events", "hostile").rows()
    [(2, 0.5)]
    """
    several = [paths] if isinstance(paths, str | Path) else of_kind(paths, (Iterable,), "paths")
    given = [Path(of_kind(path, (str, Path), "path")) for path in several]
    if not given:
        raise RequestError("no file of events was given")
    files = [read_events(path) for path in given]
    for report in (report for file in files for report in file.reports):
        level = logging.WARNING if report.gone_of_states else logging.INFO
        logger.log(level, "%s", report.line())
    events = pl.concat(file.frame for file in files)
    view = pair(first, second)
    codes = [
        actual(party)["ccode"].unique().sort().to_list() for party in (view.first, view.second)
    ]
    return monthly(events, *codes)


def monthly(events: pl.DataFrame, codes1: list[int], codes2: list[int]) -> pl.DataFrame:
    """Give co-operation and hostility between two parties by month, both ways.

    Parameters
    ----------
    events : polars.DataFrame
        As `read_events` gives them. One event reported twice (same day, same pair, same code)
        counts once.
    codes1, codes2 : list of int
        COW codes of the parties.

    Returns
    -------
    polars.DataFrame
        ``month`` (its first day), ``events`` (volume), ``hostile`` and ``material_hostile`` (parts
        of 1), ``low``, ``high`` (90 % interval of ``hostile`` after Wilson).

    Examples
    --------
    >>> from datetime import date
    >>> some = pl.DataFrame(
    ...     {
    ...         "date": [date(2014, 3, 1)] * 3,
    ...         "ccode1": [2, 2, 365],
    ...         "ccode2": [365, 365, 2],
    ...         "code": ["112", "112", "040"],
    ...         "id": ["1", "2", "3"],
    ...     }
    ... )
    >>> monthly(some, [2], [365]).select("events", "hostile").rows()
    [(2, 0.5)]
    """
    forth = pl.col("ccode1").is_in(codes1) & pl.col("ccode2").is_in(codes2)
    back = pl.col("ccode1").is_in(codes2) & pl.col("ccode2").is_in(codes1)
    code = pl.col("code").cast(pl.String)
    once = (
        events.filter(forth | back)
        .unique(["date", "ccode1", "ccode2", "code"], keep="first", maintain_order=True)
        .with_columns(code)
        .with_columns(root_of().alias("root"))
        .drop_nulls("root")
    )
    month = pl.col("date").dt.truncate("1mo").alias("month")
    shares = once.group_by(month).agg(
        pl.len().alias("events"),
        (pl.col("root") >= CONFLICT).mean().alias("hostile"),
        (pl.col("root") >= MATERIAL_CONFLICT).mean().alias("material_hostile"),
    )
    shares = shares.sort("month")
    bands = [wilson(*row) for row in shares.select("hostile", "events").iter_rows()]
    return shares.with_columns(
        pl.Series("low", [low for low, _ in bands], dtype=pl.Float64),
        pl.Series("high", [high for _, high in bands], dtype=pl.Float64),
    )
