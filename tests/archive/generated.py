"""An archive in the official layout of GDELT 2.0, whose totals are known before it is written.

Event number ``n`` is of one pair, one day, one class and one place, each a plain function of ``n``;
the totals are sums over these functions. Every tenth event is reported twice under two numbers,
every twenty-fifth is emitted again under its own number on the next day, and every fiftieth line
has a party that is no state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from detente.archive.layouts import GDELT

LETTERS = ("USA", "RUS", "CHN", "GBR", "FRA", "DEU", "IND", "JPN", "BRA", "ZAF", "TUR", "POL")
CODES = (2, 365, 710, 200, 220, 255, 750, 740, 140, 560, 640, 290)
FIRST = date(2015, 1, 1)
GOLD = {3: 40, 8: 70, 11: -20, 17: -70, 19: -100}
"""Classes that occur, and the tenths of their scores."""
TWICE, AGAIN, STATELESS = 10, 25, 50
CLASSES = np.array(list(GOLD), dtype=np.int16)
TENTHS = np.array(list(GOLD.values()), dtype=np.int64)
KIND_OF = np.array([0, 1, 2, 3, 3])
"""Kind of each class that occurs."""


@dataclass(frozen=True)
class Plan:
    """How large an archive is to be.

    Attributes
    ----------
    events : int
        Different events between two states.
    days : int
        Days over which they fall.
    letters, codes : tuple
        States among which pairs are drawn: as GDELT writes them, and their codes.
    """

    events: int
    days: int = 90
    letters: tuple[str, ...] = LETTERS
    codes: tuple[int, ...] = CODES

    @property
    def states(self) -> int:
        return len(self.letters)

    def numbers(self, first: int = 0, last: int | None = None) -> np.ndarray:
        return np.arange(first, self.events if last is None else last, dtype=np.int64)


def parts(plan: Plan, numbers: np.ndarray) -> dict[str, np.ndarray]:
    """What event ``n`` is: the whole definition of the archive."""
    one = numbers % plan.states
    step = 1 + (numbers // plan.states) % (plan.states - 1)
    # a day takes a run of numbers, so that a file has the days in their order
    return {
        "one": one,
        "other": (one + step) % plan.states,
        "day": numbers * plan.days // plan.events,
        "kind": (numbers // 7) % len(CLASSES),
        "place": numbers % 17_000_000,
    }


def lines_of(plan: Plan, first: int, last: int) -> pl.DataFrame:
    """The lines of events ``first`` to ``last``, with what is said twice and what has no state."""
    numbers = plan.numbers(first, last)
    twice = numbers[numbers % TWICE == 0]
    again = numbers[numbers % AGAIN == 0]
    stateless = numbers[numbers % STATELESS == 0]
    size = plan.events
    events = pl.concat(
        [
            _frame(plan, numbers, ids=numbers),
            _frame(plan, twice, ids=twice + size),
            _frame(plan, again, ids=again, later=1),
            _frame(plan, stateless, ids=stateless + 2 * size, stateless=True),
        ]
    )
    return events.sort("order", "GLOBALEVENTID", maintain_order=True).drop("order")


def _frame(
    plan: Plan, numbers: np.ndarray, *, ids: np.ndarray, later: int = 0, stateless: bool = False
) -> pl.DataFrame:
    part = parts(plan, numbers)
    letters = np.array(plan.letters)
    day = np.datetime64(FIRST) + part["day"].astype("timedelta64[D]")
    begin = pl.Series("day", day + np.timedelta64(later, "D")).cast(pl.Date)
    place = part["place"]
    other = np.full(len(numbers), "AFR") if stateless else letters[part["other"]]
    tenths = TENTHS[part["kind"]]
    cells = {
        "order": numbers,
        "GLOBALEVENTID": ids,
        "SQLDATE": begin.dt.strftime("%Y%m%d"),
        "Actor1Code": letters[part["one"]],
        "Actor1CountryCode": letters[part["one"]],
        "Actor2Code": other,
        "Actor2CountryCode": other,
        "IsRootEvent": np.ones(len(numbers), dtype=np.int8),
        "EventCode": pl.Series(CLASSES[part["kind"]]).cast(pl.String).str.zfill(2) + "0",
        "GoldsteinScale": tenths / 10,
        "NumMentions": np.full(len(numbers), 5),
        "AvgTone": np.full(len(numbers), -1.25),
        "Actor1Geo_FullName": np.full(len(numbers), "Some Place, Some Province, Some Country"),
        "ActionGeo_FullName": np.full(len(numbers), "Some Place, Some Province, Some Country"),
        "ActionGeo_Lat": (place // 3600) * 0.01 * 1.0 - 47.0,
        "ActionGeo_Long": (place % 3600) * 0.1 - 179.95,
        "DATEADDED": begin.dt.strftime("%Y%m%d") + "121500",
        "SOURCEURL": np.full(len(numbers), "https://news.example/world/2015/an-event-was-reported"),
    }
    frame = pl.DataFrame(cells)
    empty = [name for name in GDELT["gdelt2"] if name not in cells]
    blank = [pl.lit("").alias(name) for name in empty]
    return frame.with_columns(blank).select("order", *GDELT["gdelt2"])


def write(plan: Plan, folder: Path, files: int = 3) -> list[Path]:
    """Write the archive as official files, without a header."""
    folder.mkdir(parents=True, exist_ok=True)
    edges = np.linspace(0, plan.events, files + 1).astype(int)
    paths = []
    for number, (first, last) in enumerate(zip(edges[:-1], edges[1:], strict=True)):
        path = folder / f"part{number:04}.export.CSV"
        lines = lines_of(plan, int(first), int(last))
        lines.write_csv(path, separator="\t", include_header=False, quote_style="never")
        paths.append(path)
    return paths


def expected(plan: Plan, *, daily: bool = False) -> pl.DataFrame:
    """The cells, from the definition alone."""
    numbers = plan.numbers()
    part = parts(plan, numbers)
    codes = np.array(plan.codes, dtype=np.int16)
    day = np.datetime64(FIRST) + part["day"].astype("timedelta64[D]")
    kinds = {f"kind{kind}": KIND_OF[part["kind"]] == kind for kind in range(4)}
    frame = pl.DataFrame(
        {
            "ccode1": codes[part["one"]],
            "ccode2": codes[part["other"]],
            "date": pl.Series(day).cast(pl.Date),
            "reports": 1 + (numbers % TWICE == 0),
            "tenths": TENTHS[part["kind"]],
            **kinds,
        }
    )
    if not daily:
        frame = frame.with_columns(pl.col("date").dt.truncate("1mo"))
    return (
        frame.group_by("ccode1", "ccode2", "date")
        .agg(
            pl.len().cast(pl.Int64).alias("events"),
            pl.col("reports").sum().cast(pl.Int64),
            *(pl.col(f"kind{kind}").sum().cast(pl.Int64) for kind in range(4)),
            pl.len().cast(pl.Int64).alias("scored"),
            pl.col("tenths").sum(),
        )
        .rename(
            {
                "kind0": "verbal_cooperation",
                "kind1": "material_cooperation",
                "kind2": "verbal_conflict",
                "kind3": "material_conflict",
            }
        )
        .sort("date", "ccode1", "ccode2")
    )


KINDS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""Columns of the kinds, as cells call them."""


def totals(plan: Plan) -> dict[str, int]:
    """Lines, lines of each kind that is said again, and sums of all cells; without the events."""
    every = {"twice": TWICE, "again": AGAIN, "stateless": STATELESS}
    counted = {name: -(-plan.events // step) for name, step in every.items()}
    # classes change every seven events, and come again after all of them
    whole, rest = divmod(plan.events, 7 * len(CLASSES))
    each = [7 * whole + min(7, max(0, rest - 7 * place)) for place in range(len(CLASSES))]
    kinds = {
        name: sum(count for count, of in zip(each, KIND_OF, strict=True) if of == kind)
        for kind, name in enumerate(KINDS)
    }
    return {
        **counted,
        **kinds,
        "tenths": int(sum(count * tenths for count, tenths in zip(each, TENTHS, strict=True))),
        "events": plan.events,
        "scored": plan.events,
        "reports": plan.events + counted["twice"],
        "lines": plan.events + sum(counted.values()),
    }
