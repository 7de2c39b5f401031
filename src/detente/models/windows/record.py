"""The record of windows of opportunity: did outcomes come where a structure raised the forecast?

A record depends on the year of the view alone, not on a relation, and takes a thousand draws: the
starter holds those of every year, computed here from the windows whose five years were over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.estimators.quintile_excess import Excess, excess, fifths
from detente.evidence.method import Method, described
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.features.dyad_years import LAST, NEEDS
from detente.models.features.outcomes import AHEAD, KNOWN, WORDS
from detente.models.windows.fit import DATED, KINDS, windows
from detente.phrasing import number, signed, signed_decimal
from detente.store.catalog import Catalog
from detente.store.memo import LastResult
from detente.store.schema import undo_scale

logger = logging.getLogger(__name__)

FEWEST = 200
"""Fewest outcomes known before a rule has a record."""
TOP = 4
"""The top fifth of comparable pairs, in which a window is open if its interval is above zero."""
TENTHS = 10
"""Parts by the forecast of the past, within which open windows are compared with others."""
TRUST = {
    "earned": "passed its test",
    "weak": "passed in part",
    "none": "failed its test",
    "untested": "untested",
}
"""How a kind of window did in its test, and what a reader reads of it."""
SCORES = (
    "value",
    "low",
    "high",
    "low_by_state",
    "high_by_state",
    "chance",
    "brier",
    "log_loss",
    "realised",
    "realised_low",
    "realised_high",
)
MEASURED = {name: pl.Float64() for name in SCORES} | {"cases": pl.Int32(), "units": pl.Int32()}
"""Columns of an excess in the table of records."""
RECORDS = pl.Schema(
    {**KINDS, "year": pl.Int16(), **MEASURED, "trust": pl.Enum(list(TRUST))},
)
COUNTS = {
    "decade": pl.Int16(),
    "open": pl.Int32(),
    "hits": pl.Int32(),
    "base": pl.Float64(),
    "alike": pl.Float64(),
}
DECADES = pl.Schema({**KINDS, "year": pl.Int16(), **COUNTS})
"""Columns of the table of decades."""
KIND = ("outcome", "structure")
GROUP = ("outcome", "structure", "year")
YEARS = 10_000
"""Years lie below this number, so that kind and year fit into one."""


@dataclass(frozen=True, slots=True)
class Decade:
    """What became of the windows that were open in ten years.

    Attributes
    ----------
    first : int
        First year.
    open, hits : int
        Windows open; of these, how many came true within five years.
    base : float
        Base rate: how often the outcome came among all comparable pairs.
    alike : float
        How often it came among pairs not open whose past gave the same forecast.
    """

    first: int
    open: int
    hits: int
    base: float
    alike: float


@dataclass(frozen=True, slots=True)
class Record:
    """How a structure's windows did for one outcome, as far as a view can know.

    Attributes
    ----------
    outcome, structure : str
        Which.
    excess : Excess or None
        None where fewer than `FEWEST` outcomes are known.
    decades : tuple of Decade
        Hits and misses.
    trust : str
        ``"earned"``: the excess is above zero whether pairs or states are drawn; ``"weak"``: only
        when pairs are; ``"none"``: not above zero; ``"untested"``.
    """

    outcome: str
    structure: str
    excess: Excess | None
    decades: tuple[Decade, ...]
    trust: str

    @property
    def total(self) -> Decade | None:
        """All decades together; None where no window was open."""
        opened = sum(decade.open for decade in self.decades)
        if not opened:
            return None
        base = sum(decade.base * decade.open for decade in self.decades)
        alike = sum(decade.alike * decade.open for decade in self.decades)
        return Decade(
            first=self.decades[0].first,
            open=opened,
            hits=sum(decade.hits for decade in self.decades),
            base=float(base / opened),
            alike=float(alike / opened),
        )


def record(catalog: Catalog, outcome: str, structure: str, as_of: int) -> Record:
    """Say how a structure's windows did for an outcome, as a view can know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    outcome, structure : str
        Which.
    as_of : int
        The view: only windows whose five years were over count.
    """
    held = catalog.as_of(as_of).remember(_held)
    return held.get((outcome, structure)) or _untested(outcome, structure)


def _untested(outcome: str, structure: str) -> Record:
    """Give the record of windows of which too few outcomes are known."""
    return Record(outcome, structure, excess=None, decades=(), trust="untested")


def _held(catalog: Catalog) -> dict[tuple[str, str], Record]:
    """Read the newest records that a view can know."""
    newest = pl.col("year") == pl.col("year").max()
    records = catalog.frame("window_records").filter(newest)
    by_kind: dict[tuple[str, str], list[Decade]] = {}
    for row in catalog.frame("window_decades").filter(newest).iter_rows(named=True):
        decade = Decade(*(row[name] for name in COUNTS))
        by_kind.setdefault((row["outcome"], row["structure"]), []).append(decade)
    held = {}
    for row in records.iter_rows(named=True):
        kind = (row["outcome"], row["structure"])
        held[kind] = Record(
            *kind,
            excess=None if row["value"] is None else _excess(row),
            decades=tuple(by_kind.get(kind, ())),
            trust=row["trust"],
        )
    return held


def _excess(row: Mapping[str, float]) -> Excess:
    """Read an excess."""
    measures = {name: row[name] for name in SCORES}
    return Excess(cases=int(row["cases"]), units=int(row["units"]), **measures)


def with_open(table: pl.DataFrame) -> pl.DataFrame:
    """Say of every window whether it was open.

    Parameters
    ----------
    table : polars.DataFrame
        Windows, as the catalog gives them.

    Returns
    -------
    polars.DataFrame
        With ``fifth`` (of the comparable pairs of its year, 4 the top) and ``open``.
    """
    outcome, structure = (table[name].to_physical().cast(pl.Int64) for name in KIND)
    group = ((outcome * len(STRUCTURES) + structure) * YEARS + table["year"]).to_numpy()
    fifth = fifths(table["gain"].to_numpy().astype(float), group)
    return table.with_columns(
        pl.Series("fifth", fifth), open=pl.Series(fifth == TOP) & (pl.col("low") > 0)
    )


def measured(known: pl.DataFrame, outcome: str, structure: str) -> Record:
    """Measure the record of one kind of window.

    Parameters
    ----------
    known : polars.DataFrame
        Its windows whose outcome is known, as `with_open` gives them.
    outcome, structure : str
        Which kind.
    """
    if known.height < FEWEST:
        return _untested(outcome, structure)
    came = known["came"].to_numpy().astype(float)
    history, gain, fifth = (known[name].to_numpy() for name in ("history", "gain", "fifth"))
    one, other = (known[name].to_numpy().astype(np.int64) for name in ("ccode1", "ccode2"))
    found = excess(came, history, gain, fifth, one=one, other=other)
    return Record(outcome, structure, excess=found, decades=_decades(known), trust=_trust(found))


def _trust(found: Excess) -> str:
    """Say whether outcomes came where the forecast rose, by pairs and by states."""
    if found.low <= 0:
        return "none"
    return "earned" if found.low_by_state > 0 else "weak"


def _decades(known: pl.DataFrame) -> tuple[Decade, ...]:
    """Count hits and misses by decade, beside pairs of which the past forecast as much."""
    tenth = pl.col("history").rank("ordinal") * TENTHS // (pl.len() + 1)
    table = known.with_columns(tenth=tenth, decade=pl.col("year") // 10 * 10)
    came = pl.col("came").mean()
    shut = table.filter(~pl.col("open"))
    alike = shut.group_by("decade", "tenth").agg(alike=came)
    base = table.group_by("decade").agg(base=came)
    opened = table.filter("open").join(alike, on=["decade", "tenth"], how="left")
    hits = pl.col("came").cast(pl.Int64).sum()
    counted = opened.group_by("decade").agg(open=pl.len(), hits=hits, alike=pl.col("alike").mean())
    rows = counted.join(base, on="decade").sort("decade")
    # where no pair with such a past was shut, the base rate is the best there is
    filled = rows.with_columns(pl.col("alike").fill_null(pl.col("base")))
    return tuple(Decade(*row) for row in filled.select(*COUNTS).iter_rows())


def records_by_year(table: pl.DataFrame) -> Iterator[tuple[int, Record]]:
    """Measure the record of every kind of window in every year in which a view can lie.

    Parameters
    ----------
    table : polars.DataFrame
        Windows, as the catalog gives them.

    Yields
    ------
    tuple
        The year of the view, and the record of one kind.
    """
    known = with_open(table).filter(pl.col("came").is_not_null())
    kinds = known.partition_by(KIND, as_dict=True)
    for outcome in KNOWN:
        logger.info("records of windows: %s", outcome)
        for structure in STRUCTURES:
            cases = kinds.get((outcome, structure), known.clear())
            for year in range(DATED + AHEAD, LAST + 1):
                over = cases.filter(pl.col("year") <= year - AHEAD)
                yield year, measured(over, outcome, structure)


_kept = LastResult[tuple[tuple[int, Record], ...]](NEEDS)


def _records(tables: Mapping[str, pl.DataFrame]) -> tuple[tuple[int, Record], ...]:
    """Measure all records, once for the same tables."""
    return _kept.of(tables, lambda: tuple(records_by_year(undo_scale(windows(tables), "windows"))))


def window_records(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the records of all kinds of windows, by the year of the view.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    return as_records(_records(tables))


def window_decades(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give hits and misses of all kinds of windows by decade, by the year of the view.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    return as_decades(_records(tables))


def as_records(records: tuple[tuple[int, Record], ...]) -> pl.DataFrame:
    """Lay records out as a table, without their decades.

    Parameters
    ----------
    records : tuple
        As `records_by_year` gives them.
    """
    rows = [
        (one.outcome, one.structure, year, *_row(one.excess), one.trust) for year, one in records
    ]
    return pl.DataFrame(rows, schema=RECORDS, orient="row").sort(GROUP)


def _row(found: Excess | None) -> tuple[float | None, ...]:
    """Lay an excess out in the order of the table; empty cells where there is none."""
    if found is None:
        return (None,) * len(MEASURED)
    return tuple(getattr(found, name) for name in MEASURED)


def as_decades(records: tuple[tuple[int, Record], ...]) -> pl.DataFrame:
    """Lay the decades of records out as a table.

    Parameters
    ----------
    records : tuple
        As `records_by_year` gives them.
    """
    rows = [
        (one.outcome, one.structure, year, each.first, each.open, each.hits, each.base, each.alike)
        for year, one in records
        for each in one.decades
    ]
    return pl.DataFrame(rows, schema=DECADES, orient="row").sort(*GROUP, "decade")


def method(records: Mapping[tuple[str, str], Record], of: tuple[Record, ...]) -> Method:
    """Say how windows of a kind did, as the view could know.

    Parameters
    ----------
    records : mapping
        (outcome, structure) to its record.
    of : tuple of Record
        Those that a sentence is about.
    """
    tested = [one for one in of if one.excess is not None]
    # a kind that passed says nothing for another: the mark is that of the worst of those at hand
    good = all(one.trust == "earned" for one in of)
    passed = [one for one in records.values() if one.trust == "earned"]
    if not tested:
        mark, written = "untested", "too few windows' five years were over at the view"
    else:
        mark = "tested and good" if good else "tested and weak"
        kinds = "; ".join(_written(one) for one in tested[:2])
        written = f"{kinds}; {len(passed)} of {len(records)} kinds have earned trust"
    return described(
        "windows",
        mark=mark,
        record=written,
    )


def _written(one: Record) -> str:
    """Write the record of one kind."""
    found, total = one.excess, one.total
    if found is None:
        return ""
    kept = ""
    if total:
        kept = (
            f"; {total.hits:,} of {total.open:,} open ones kept ({total.alike:.0%} of pairs alike)"
        )
    interval = f"{signed(found.value)} [{signed(found.low)}, {signed(found.high)}]"
    skills = [signed_decimal(skill, 3) for skill in (found.brier, found.log_loss)]
    return (
        f"{WORDS[one.outcome]} by {one.structure}: excess {interval}, Brier and log-loss skill "
        f"over the past {skills[0]} and {skills[1]}, {number(found.realised)} of the printed "
        f"gains came{kept}"
    )
