"""Events between two parties: the hostile part of what is reported.

By month where the user supplies events, by year from ICEWS.

Shares, never counts: volume follows what newspapers print. Volume stands beside every share, and
reports of one event are counted once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from detente.actors.composition import actual, crossed
from detente.actors.names import fold
from detente.actors.relation_key import RelationKey, pair
from detente.actors.states import identities
from detente.calendar import first_year
from detente.errors import RequestError
from detente.estimators.proportion import wilson
from detente.evidence.series import Series
from detente.grain import Grain
from detente.settings import settings
from detente.sources.archives import require_modest
from detente.sources.country_names import by_letters, codes_of_names
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

LEAST = 10
"""Fewest events from which a share is given."""
RULE = (
    "verbal and material conflict over all events, both ways; interval after Wilson, as if reports "
    "were independent"
)
KINDS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
GDELT = {
    "GLOBALEVENTID": 0,
    "SQLDATE": 1,
    "Actor1CountryCode": 7,
    "Actor2CountryCode": 17,
    "EventCode": 26,
}
"""Columns of a GDELT 2.0 export file, which has no header."""
LONGEST_LINE = 1 << 16
"""Characters of the first line by which a layout is recognised."""
GDELT_TABS = 60
"""Tabs in a line of such a file."""
FIRST_ROOT, CONFLICT, MATERIAL_CONFLICT, LAST_ROOT = 1, 10, 15, 20
"""Root codes of CAMEO: first, first of conflict, first of material conflict, last."""
ICEWS_NAMES = {"Russian Federation": 365, "Occupied Palestinian Territory": None}


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


def read_events(path: Path) -> pl.DataFrame:
    """Read a file of events.

    A GDELT 2.0 export, ICEWS, or any table with ``date``, ``ccode1``, ``ccode2``, ``code``.

    Parameters
    ----------
    path : pathlib.Path
        The file; tabs and no quoting for GDELT and ICEWS.

    Returns
    -------
    polars.DataFrame
        ``date``, ``ccode1``, ``ccode2``, ``code`` (CAMEO), ``id``; events without two states fall
        away.

    Raises
    ------
    RequestError
        Where the file is missing or its layout is none of these.
    """
    if not path.is_file():
        raise RequestError(f"there is no file '{path}'")
    require_modest(path, settings().limit, plain=False)
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.readline(LONGEST_LINE).rstrip("\n")
    if head.count("\t") == GDELT_TABS:
        return _read_gdelt(path)
    if head.startswith("Event ID\t"):
        return _read_icews(path)
    if {"date", "ccode1", "ccode2", "code"} <= set(head.replace('"', "").split(",")):
        frame = pl.read_csv(path, schema_overrides={"code": pl.String}, try_parse_dates=True)
        return frame if "id" in frame.columns else frame.with_row_index("id")
    raise RequestError(
        "the layout is neither GDELT's, ICEWS's nor date, ccode1, ccode2, code", where=str(path)
    )


def _read_gdelt(path: Path) -> pl.DataFrame:
    """Read an export file of GDELT 2.0: no header, actors by ISO letters."""
    raw = pl.read_csv(path, separator="\t", has_header=False, quote_char=None, infer_schema=False)
    frame = raw.select(pl.nth(place).alias(name) for name, place in GDELT.items())
    date = pl.col("SQLDATE").str.to_date("%Y%m%d")
    dated = frame.drop_nulls(["Actor1CountryCode", "Actor2CountryCode"]).with_columns(
        date.alias("date"), date.dt.year().cast(pl.Int64).alias("year")
    )
    for side in ("1", "2"):
        coded = by_letters(dated, f"Actor{side}CountryCode")
        dated = coded.rename({"ccode": f"ccode{side}"})
    return dated.select(
        "date",
        "ccode1",
        "ccode2",
        pl.col("EventCode").alias("code"),
        pl.col("GLOBALEVENTID").alias("id"),
    )


def _read_icews(path: Path) -> pl.DataFrame:
    """Read a file of ICEWS: a header, actors by the names of countries."""
    raw = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    codes = {**codes_of_folded(), **ICEWS_NAMES}
    first, second = (
        pl.col(f"{side} Country").replace_strict(codes, default=None, return_dtype=pl.Int64)
        for side in ("Source", "Target")
    )
    frame = raw.select(
        pl.col("Event Date").str.to_date("%Y-%m-%d").alias("date"),
        first.alias("ccode1"),
        second.alias("ccode2"),
        pl.col("CAMEO Code").alias("code"),
        pl.col("Event ID").alias("id"),
    )
    return frame.drop_nulls(["ccode1", "ccode2"])


def events_by_month(
    paths: str | Path | Sequence[str | Path], first: str, second: str
) -> pl.DataFrame:
    """Give co-operation and hostility between two parties by month from files of events.

    Parameters
    ----------
    paths : path or sequence of paths
        Files of GDELT or ICEWS, or with ``date``, ``ccode1``, ``ccode2``, ``code``.
    first, second : str
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
    given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not given:
        raise RequestError("no file of events was given")
    columns = ("date", "ccode1", "ccode2", pl.col("code").cast(pl.String))
    events = pl.concat([read_events(path).select(columns) for path in given])
    view = pair(first, second)
    codes = [
        actual(party)["ccode"].unique().sort().to_list() for party in (view.first, view.second)
    ]
    return monthly(events, *codes)


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
    root = pl.col("code").cast(pl.String).str.slice(0, 2).cast(pl.Int64, strict=False)
    once = (
        events.filter(forth | back)
        .unique(["date", "ccode1", "ccode2", "code"], keep="first", maintain_order=True)
        .with_columns(root.alias("root"))
        .filter(pl.col("root").is_between(FIRST_ROOT, LAST_ROOT))
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
