"""Events between two parties: the hostile part of what is reported, by month where events are supplied, by year from ICEWS.

Shares, never counts: volume follows what newspapers print. Volume stands beside every share, and reports of one event are
counted once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from detente.actors.composition import actual, crossed
from detente.actors.names import fold
from detente.actors.relation_key import RelationKey, pair
from detente.actors.states import identities
from detente.errors import RequestError
from detente.estimators.proportion import wilson
from detente.evidence.series import Series
from detente.grain import Grain
from detente.sources.country_names import by_letters, codes_of_names
from detente.store.catalog import Catalog
from detente.store.starter import Recipe

FIRST, LAST = 2002, 2014
LEAST = 10
"""Fewest events from which a share is told."""
KINDS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
GDELT = {
    "GLOBALEVENTID": 0,
    "SQLDATE": 1,
    "Actor1CountryCode": 7,
    "Actor2CountryCode": 17,
    "EventCode": 26,
}
"""Columns of a GDELT 2.0 export file, which has no header."""
ICEWS_NAMES = {"Russian Federation": 365, "Occupied Palestinian Territory": None}


def hostility_table(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the hostile part of all events of each directed pair and year, and their number."""
    total = pl.sum_horizontal(*KINDS)
    return (
        tables["icews_dyad_year"]
        .with_columns(total.alias("events"))
        .filter(pl.col("events") > 0)
        .select(
            pl.col("ccode1", "ccode2", "year").cast(pl.Int16),
            pl.col("events").cast(pl.Int32),
            ((pl.col(KINDS[2]) + pl.col(KINDS[3])) * 1000 / pl.col("events"))
            .round()
            .cast(pl.Int16)
            .alias("hostile_thousandths"),
        )
    )


RECIPES = (
    Recipe(
        "events",
        Grain.DIRECTED_DYAD_YEAR,
        ("icews_dyad_year",),
        hostility_table,
        "hostile part of reported events (verbal and material conflict over all), thousandths; number of events beside",
    ),
)


def hostility(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure the hostile part of what is reported between the parties, both ways, by year."""
    dyads = crossed(pair.a, pair.b, FIRST, catalog.last_year("icews"))
    both = pl.concat(
        [
            dyads,
            dyads.select(
                "year", pl.col("ccode2").alias("ccode1"), pl.col("ccode1").alias("ccode2")
            ),
        ]
    )
    rows = (
        both.with_columns(pl.all().cast(pl.Int16))
        .unique()
        .join(catalog.frame("events"), on=["ccode1", "ccode2", "year"])
    )
    yearly = (
        rows.group_by("year")
        .agg(
            pl.col("events").sum(),
            (pl.col("hostile") * pl.col("events")).sum(),
        )
        .filter(pl.col("events") >= LEAST)
        .sort("year")
        .with_columns(pl.col("hostile") / pl.col("events"))
    )
    bands = [
        wilson(share, count) for share, count in yearly.select("hostile", "events").iter_rows()
    ]
    return Series(
        id="identity.hostile_events",
        label="Hostile part of reported events",
        of=pair.of,
        unit="part of events",
        table="events",
        column="hostile",
        keys=(("a", pair.a.key), ("b", pair.b.key)),
        years=tuple(yearly["year"].to_list()),
        values=tuple(yearly["hostile"].to_list()),
        low=tuple(round(b[0], 4) for b in bands),
        high=tuple(round(b[1], 4) for b in bands),
        sources=("icews",),
        method="events",
        rule="verbal and material conflict over all events, both ways; interval after Wilson, as if reports were independent",
    )


def read_events(path: Path) -> pl.DataFrame:
    """Read a file of events: GDELT 2.0 export, ICEWS, or any with ``date``, ``ccode1``, ``ccode2``, ``code``.

    Parameters
    ----------
    path : pathlib.Path
        The file; tabs and no quoting for GDELT and ICEWS.

    Returns
    -------
    polars.DataFrame
        ``date``, ``ccode1``, ``ccode2``, ``code`` (CAMEO), ``id``; events without two states fall away.

    Raises
    ------
    RequestError
        Where the file is missing or its layout is none of these.
    """
    if not path.is_file():
        raise RequestError(f"there is no file '{path}'")
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.readline().rstrip("\n")
    if head.count("\t") == 60:
        raw = pl.read_csv(
            path, separator="\t", has_header=False, quote_char=None, infer_schema=False
        )
        frame = raw.select(pl.nth(place).alias(name) for name, place in GDELT.items()).select(
            pl.col("GLOBALEVENTID").alias("id"),
            pl.col("SQLDATE").str.to_date("%Y%m%d").alias("date"),
            pl.col("Actor1CountryCode").alias("one"),
            pl.col("Actor2CountryCode").alias("two"),
            pl.col("EventCode").alias("code"),
        )
        dated = frame.drop_nulls(["one", "two"]).with_columns(
            pl.col("date").dt.year().cast(pl.Int64).alias("year")
        )
        first = by_letters(dated, "one").rename({"ccode": "ccode1"})
        return (
            by_letters(first, "two")
            .rename({"ccode": "ccode2"})
            .select("date", "ccode1", "ccode2", "code", "id")
        )
    if head.startswith("Event ID\t"):
        raw = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
        known = {**codes_of_folded(), **ICEWS_NAMES}
        return raw.select(
            pl.col("Event Date").str.to_date("%Y-%m-%d").alias("date"),
            *(
                pl.col(f"{side} Country")
                .replace_strict(known, default=None, return_dtype=pl.Int64)
                .alias(f"ccode{i}")
                for i, side in ((1, "Source"), (2, "Target"))
            ),
            pl.col("CAMEO Code").alias("code"),
            pl.col("Event ID").alias("id"),
        ).drop_nulls(["ccode1", "ccode2"])
    if {"date", "ccode1", "ccode2", "code"} <= set(head.replace('"', "").split(",")):
        frame = pl.read_csv(path, schema_overrides={"code": pl.String}, try_parse_dates=True)
        return frame if "id" in frame.columns else frame.with_row_index("id")
    raise RequestError(
        "the layout is neither GDELT's, ICEWS's nor date, ccode1, ccode2, code", where=str(path)
    )


def events_by_month(paths: str | Path | Sequence[str | Path], a: str, b: str) -> pl.DataFrame:
    """Give co-operation and hostility between two parties by month from files of events.

    Parameters
    ----------
    paths : path or sequence of paths
        Files of GDELT or ICEWS, or with ``date``, ``ccode1``, ``ccode2``, ``code``.
    a, b : str
        Names of the parties; a bloc counts with all that were ever its members.

    Returns
    -------
    polars.DataFrame
        As `monthly` gives it.

    Raises
    ------
    RequestError
        Where a file is missing or its layout is not known.
    """
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(p) for p in paths]
    if not given:
        raise RequestError("no file of events was given")
    events = pl.concat(
        [
            read_events(p).select("date", "ccode1", "ccode2", pl.col("code").cast(pl.String))
            for p in given
        ]
    )
    view = pair(a, b)
    return monthly(
        events, *(actual(party)["ccode"].unique().sort().to_list() for party in (view.a, view.b))
    )


def codes_of_folded() -> dict[str, int]:
    """Give codes by the country names that ICEWS writes."""
    known = codes_of_names()
    return {
        name: known[fold(name)]
        for i in identities()
        for name in (i.name, *i.aliases)
        if fold(name) in known
    }


def monthly(events: pl.DataFrame, codes1: list[int], codes2: list[int]) -> pl.DataFrame:
    """Give co-operation and hostility between two parties by month, both ways.

    Parameters
    ----------
    events : polars.DataFrame
        As `read_events` gives them. One event reported twice (same day, same pair, same code) counts once.
    codes1, codes2 : list of int
        COW codes of the parties.

    Returns
    -------
    polars.DataFrame
        ``month`` (its first day), ``events`` (volume), ``hostile`` and ``material_hostile`` (parts of 1), ``low``, ``high``
        (90 % interval of ``hostile`` after Wilson).

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
    root = pl.col("code").cast(pl.String).str.slice(0, 2).cast(pl.Int64, strict=False)
    once = (
        events.filter(forth | back)
        .unique(["date", "ccode1", "ccode2", "code"], keep="first", maintain_order=True)
        .with_columns(root.alias("root"))
        .filter(pl.col("root").is_between(1, 20))
    )
    found = (
        once.group_by(pl.col("date").dt.truncate("1mo").alias("month"))
        .agg(
            pl.len().alias("events"),
            (pl.col("root") >= 10).mean().alias("hostile"),
            (pl.col("root") >= 15).mean().alias("material_hostile"),
        )
        .sort("month")
    )
    bands = [wilson(share, count) for share, count in found.select("hostile", "events").iter_rows()]
    return found.with_columns(
        pl.Series("low", [b[0] for b in bands], dtype=pl.Float64),
        pl.Series("high", [b[1] for b in bands], dtype=pl.Float64),
    )
