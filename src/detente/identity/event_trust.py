"""How far the series of a pair may be trusted: duplicates, agreement, disputes, what came unseen.

The line goes wherever the months of a pair go. A number that the data do not allow is null, and
says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

from detente.archive.accounts import read_accounts
from detente.archive.engines import Wanted, pieces_of
from detente.archive.repeats import repeats_path
from detente.calendar import last_year
from detente.estimators.rank_correlation import Correlation, spearman
from detente.frame_files import read_parquet
from detente.store.catalog import Catalog

FEWEST = 10
"""Events of a month from which its hostile part is compared."""
BEFORE, USUAL = 3, 12
"""Months before an onset in which a rise is looked for, and those before them that are usual."""
YEARS = 5
"""Years of a period in which two archives are compared."""
NO_TABLE = "the table is not in the store"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two archives say the same of a pair.

    Attributes
    ----------
    first, second : str
        The archives.
    period : str
        ``"2005-2009"``.
    hostile : Correlation
        Of the hostile parts of months that both have.
    volume : Correlation
        Of the numbers of events.
    """

    first: str
    second: str
    period: str
    hostile: Correlation
    volume: Correlation


@dataclass(frozen=True, slots=True)
class Unseen:
    """Onsets of disputes and armed conflicts, and what the months before them showed.

    Attributes
    ----------
    onsets : int
        Onsets with enough months before them.
    after_a_rise : int
        Those before which the median hostile part of three months lay above that of the year
        before these; half of them would by chance.
    """

    onsets: int
    after_a_rise: int


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of one archive's series of a pair.

    Attributes
    ----------
    source : str
        Whose events.
    first, last : str
        First and last month.
    reports, events : int
        Rows of the pair, and the events that they are.
    repeated : int
        Rows left out because they repeat the number of another.
    disputes, conflicts : Correlation
        Of the yearly hostile part with the highest level of hostility in a militarized dispute
        (Correlates of War), and with the intensity of an armed conflict (UCDP).
    unseen : Unseen
        What came unseen.
    """

    source: str
    first: str
    last: str
    reports: int
    events: int
    repeated: int
    disputes: Correlation
    conflicts: Correlation
    unseen: Unseen

    @property
    def merged(self) -> float:
        """Part of all rows that say an event again."""
        rows = self.reports + self.repeated
        return (rows - self.events) / rows if rows else 0.0

    def line(self) -> str:
        """Write it in one line.

        Examples
        --------
        >>> none = Correlation(None, None, high=None, cells=0, why="no year")
        >>> Trust(
        ...     "gdelt",
        ...     "2015-01",
        ...     last="2015-12",
        ...     reports=90,
        ...     events=80,
        ...     repeated=10,
        ...     disputes=none,
        ...     conflicts=none,
        ...     unseen=Unseen(0, 0),
        ... ).line()
        'gdelt, 2015-01 to 2015-12: 20 % of 100 rows repeat an event; with disputes: none (no year);
        with armed conflicts: none (no year); no onset to anticipate'
        """
        rows = self.reports + self.repeated
        merged = f"{100 * self.merged:.0f} % of {rows:,} rows repeat an event"
        parts = [
            f"{self.source}, {self.first} to {self.last}: {merged}",
            f"with disputes: {said(self.disputes)}",
            f"with armed conflicts: {said(self.conflicts)}",
        ]
        unseen = self.unseen
        if unseen.onsets:
            parts.append(
                f"{unseen.after_a_rise} of {unseen.onsets} onsets came after a rise "
                f"({unseen.onsets / 2:g} by chance)"
            )
        else:
            parts.append("no onset to anticipate")
        return "; ".join(parts)


def said(found: Correlation) -> str:
    """Write a correlation with its interval, or why there is none.

    Parameters
    ----------
    found : Correlation
        The correlation.
    """
    if found.value is None:
        return f"none ({found.why})"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}], {found.cells}"


def trust(
    months: pl.DataFrame,
    repeated: Mapping[str, int],
    catalog: Catalog,
    pairs: tuple[list[int], list[int]],
) -> tuple[Trust, ...]:
    """Say how far each archive's months of a pair may be trusted.

    Parameters
    ----------
    months : polars.DataFrame
        As `events` gives them of a pair, by month.
    repeated : mapping
        Archive to rows left out because they repeat a number; as `repeated_rows` gives them.
    catalog : Catalog
        Disputes and armed conflicts.
    pairs : tuple of list of int
        Codes of both parties.

    Returns
    -------
    tuple of Trust
        One for each archive.
    """
    disputes, conflicts = _disputes(catalog, pairs), _conflicts(catalog, pairs)
    begun = [frame["month"] for frame in (disputes, conflicts) if frame is not None]
    onsets = pl.concat(begun).drop_nulls().unique() if begun else pl.Series([], dtype=pl.Date)
    found = []
    for source in months["source"].unique().sort():
        own = months.filter(pl.col("source") == source).sort("date")
        counted = _yearly(own)
        names = own["date"].dt.strftime("%Y-%m")
        reports, events = (int(own[name].sum()) for name in ("reports", "events"))
        with_disputes = _with_levels(counted, disputes, last_year("cow_mid"))
        with_conflicts = _with_levels(counted, conflicts, last_year("ucdp_acd"))
        line = Trust(
            source,
            str(names[0]),
            last=str(names[-1]),
            reports=reports,
            events=events,
            repeated=repeated.get(source, 0),
            disputes=with_disputes,
            conflicts=with_conflicts,
            unseen=unseen(own, onsets),
        )
        found.append(line)
    return tuple(found)


def _yearly(months: pl.DataFrame) -> pl.DataFrame:
    """Give the hostile part of each year that has enough events."""
    year = pl.col("date").dt.year().cast(pl.Int64).alias("year")
    sums = months.group_by(year).agg(pl.col("events", "verbal_conflict", "material_conflict").sum())
    hostile = (pl.col("verbal_conflict") + pl.col("material_conflict")) / pl.col("events")
    return sums.filter(pl.col("events") >= FEWEST).with_columns(hostile.alias("hostile"))


def repeated_rows(folder: Path, wanted: Wanted) -> dict[str, int]:
    """Count the rows of each archive that repeat the number of another.

    Parameters
    ----------
    folder : pathlib.Path
        Of a converted archive.
    wanted : Wanted
        Which pairs, and until when.
    """
    found = {}
    for source in pieces_of(read_accounts(folder)):
        rows = read_parquet(repeats_path(folder, source))
        if wanted.pairs:
            one, other = wanted.pairs
            forth = pl.col("ccode1").is_in(one) & pl.col("ccode2").is_in(other)
            back = pl.col("ccode1").is_in(other) & pl.col("ccode2").is_in(one)
            rows = rows.filter(forth | back)
        if wanted.as_of:
            rows = rows.filter(pl.col("day") <= wanted.as_of)
        found[source] = rows.height
    return found


def agreements(months: pl.DataFrame) -> Iterator[Agreement]:
    """Compare the archives of a pair two by two, by periods of five years and over all.

    Parameters
    ----------
    months : polars.DataFrame
        As `events` gives them of a pair, by month.

    Yields
    ------
    Agreement
        Of each period in which both have months.
    """
    columns = ["date", "events", "hostile"]
    for first, second in combinations(months["source"].unique().sort(), 2):
        one = months.filter(pl.col("source") == first).select(columns)
        other = months.filter(pl.col("source") == second).select(columns)
        both = one.join(other, on="date", suffix="_other").sort("date")
        if both.is_empty():
            continue
        block = pl.col("date").dt.year() // YEARS * YEARS
        parts = both.with_columns(block.alias("block")).partition_by("block", maintain_order=True)
        for part in [both] if len(parts) == 1 else [both, *parts]:
            years = part["date"].dt.strftime("%Y")
            yield Agreement(
                first,
                second,
                period=f"{years[0]}-{years[-1]}",
                hostile=_of_months(part),
                volume=spearman(_floats(part["events"]), _floats(part["events_other"])),
            )


def _of_months(both: pl.DataFrame) -> Correlation:
    """Compare hostile parts, of months that have enough events in both archives."""
    enough = both.filter((pl.col("events") >= FEWEST) & (pl.col("events_other") >= FEWEST))
    return spearman(_floats(enough["hostile"]), _floats(enough["hostile_other"]))


def unseen(months: pl.DataFrame, onsets: pl.Series) -> Unseen:
    """Count the onsets before which the hostile part rose.

    Parameters
    ----------
    months : polars.DataFrame
        ``date`` and ``hostile`` of one archive.
    onsets : polars.Series
        First days of the months in which disputes or armed conflicts began.

    Examples
    --------
    >>> from datetime import date
    >>> days = pl.date_range(date(2014, 1, 1), date(2015, 6, 1), "1mo", eager=True)
    >>> some = pl.DataFrame({"date": days, "hostile": [0.2] * 14 + [0.5] * 4})
    >>> unseen(some, pl.Series([date(2015, 5, 1)]))
    Unseen(onsets=1, after_a_rise=1)
    """
    series = months.select("date", "hostile").sort("date")
    asked = pl.DataFrame({"onset": onsets.cast(pl.Date)})
    pairs = asked.join(series, how="cross")
    ago = (pl.col("onset").dt.year() - pl.col("date").dt.year()) * 12
    ago = ago + pl.col("onset").dt.month().cast(pl.Int32) - pl.col("date").dt.month()
    near, far = ago.is_between(1, BEFORE), ago.is_between(BEFORE + 1, BEFORE + USUAL)
    hostile = pl.col("hostile")
    each = pairs.group_by("onset").agg(
        hostile.filter(near).median().alias("near"),
        hostile.filter(far).median().alias("far"),
        near.sum().alias("months"),
        far.sum().alias("usual"),
    )
    whole = each.filter((pl.col("months") == BEFORE) & (pl.col("usual") == USUAL))
    return Unseen(whole.height, int((whole["near"] > whole["far"]).sum()))


def _with_levels(yearly: pl.DataFrame, levels: pl.DataFrame | None, last: int) -> Correlation:
    """Compare yearly hostile parts with levels; a year without a row has the level of none."""
    if levels is None:
        return Correlation(None, None, high=None, cells=0, why=NO_TABLE)
    by_year = levels.group_by("year").agg(pl.col("level").max())
    both = yearly.filter(pl.col("year") <= last).join(by_year, on="year", how="left")
    level = both["level"].fill_null(0)
    return spearman(_floats(both["hostile"]), _floats(level))


def _floats(values: pl.Series) -> np.ndarray:
    return values.cast(pl.Float64).to_numpy()


def _between(pairs: tuple[list[int], list[int]]) -> pl.Expr:
    """Tell rows of a pair, both ways."""
    one, other = pairs
    forth = pl.col("ccode1").is_in(one) & pl.col("ccode2").is_in(other)
    return forth | (pl.col("ccode1").is_in(other) & pl.col("ccode2").is_in(one))


def _disputes(catalog: Catalog, pairs: tuple[list[int], list[int]]) -> pl.DataFrame | None:
    """Give year, level of hostility and, where one began, month of the disputes of a pair."""
    if not catalog.has("cow_mid"):
        return None
    rows = catalog.frame("cow_mid").filter(_between(pairs))
    is_month = pl.col("stmon").is_between(1, 12) & (pl.col("cowmidonset") == 1)
    return rows.select(
        pl.col("year").cast(pl.Int64),
        pl.col("hostlev").cast(pl.Int64).alias("level"),
        pl.when(is_month).then(pl.date("year", "stmon", 1)).alias("month"),
    )


def _conflicts(catalog: Catalog, pairs: tuple[list[int], list[int]]) -> pl.DataFrame | None:
    """Give year, intensity and, where one began, month of the armed conflicts of a pair."""
    if not catalog.has("armed_conflicts"):
        return None
    rows = catalog.frame("armed_conflicts").filter(_between(pairs))
    began = pl.col("start_date2").cast(pl.String).str.to_date(strict=False)
    is_first = began.dt.year() == pl.col("year")
    return rows.select(
        pl.col("year").cast(pl.Int64),
        pl.col("intensity_level").cast(pl.Int64).alias("level"),
        pl.when(is_first).then(began.dt.truncate("1mo")).alias("month"),
    )
