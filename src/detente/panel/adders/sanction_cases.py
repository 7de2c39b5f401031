"""Sanctions threatened and imposed, as EUSANCT and IST code them, case by case."""

from __future__ import annotations

import polars as pl

from detente.actors.names import bloc
from detente.actors.systems import spells
from detente.calendar import years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request, either_way
from detente.panel.spine import spread

USA, UNION = 2, "EU"
STAGES = {
    "eusanct_threatened": ("eusanct", "threatened"),
    "eusanct_imposed": ("eusanct", "imposed"),
    "ist_imposed": ("ist", "imposed"),
}
"""Column to its source and the stage of a case."""
SENDERS = {"EU": "eu", "US": "us", "UN": "un"}
"""Senders that a state's columns tell apart, with the end of the column's name."""


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether the first state threatens or imposes sanctions on the second, in any of the days
    of a year.

    What the Union does each of its members does. The cases are those of the United States and the
    Union: of other senders nothing is known, and their cells are null.
    """
    names = tuple(STAGES)
    senders = _senders()
    frame = _every_pair(senders)
    for name, (source, stage) in STAGES.items():
        sent = _by_year(tables[source], source, stage).join(senders, on=["sender", "year"])
        dated = sent.select(pl.col("ccode1", "ccode2", "year"), _one(name)).unique()
        frame = frame.join(
            dated, on=["ccode1", "ccode2", "year"], how="left", maintain_order="left"
        )
    filled = frame.with_columns(_zero_in_years(name) for name in names)
    either = request.options["ndir"] and not request.rows.directed
    covered = _covered()
    return Columns(
        either_way(filled, names) if either else filled, names, years=covered, both_ways=either
    )


def states(tables: Frames, request: Request) -> Columns:
    """Tell whether the EU, the USA or the UN threatens or imposes sanctions on a state."""
    first, last = _covered()
    frame = _members().filter(pl.col("year").is_between(first, last))
    names = []
    for column, (source, stage) in STAGES.items():
        cases = _by_year(tables[source], source, stage)
        for sender, short in SENDERS.items():
            name = f"{column}_{short}"
            names.append(name)
            hit = cases.filter(pl.col("sender") == sender)
            targets = hit.select(pl.col("ccode2").alias("ccode"), "year", _one(name)).unique()
            frame = frame.join(targets, on=["ccode", "year"], how="left", maintain_order="left")
    filled = frame.with_columns(_zero_in_years(name) for name in names)
    return Columns(filled, tuple(names), years=_covered())


def _covered() -> tuple[int, int]:
    """Give the first and last year of either source."""
    spans = [years(source) for source, _ in STAGES.values()]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _one(name: str) -> pl.Expr:
    return pl.lit(1, dtype=pl.Int8).alias(name)


def _zero_in_years(name: str) -> pl.Expr:
    """Fill a flag with zero in the years that its source covers."""
    stage = next(stage for column, stage in STAGES.items() if name.startswith(column))
    first, last = years(stage[0])
    is_covered = pl.col("year").is_between(first, last)
    return pl.when(is_covered).then(pl.col(name).fill_null(0)).alias(name)


def _by_year(cases: pl.DataFrame, source: str, stage: str) -> pl.DataFrame:
    """Spread the cases of a stage over the years in which they held: sender, target, year."""
    first, last = years(source)
    start, end = pl.col("start"), pl.col("end")
    if stage == "threatened":
        cases = cases.filter(pl.col("threatened") == 1)
        end = pl.coalesce("imposed", "end")
    else:
        cases = cases.drop_nulls("imposed")
        start = pl.col("imposed")
    goes_on = (pl.col("ongoing") == 1) & end.is_null()
    # an end that is not known leaves the year in which the case began
    known_end = pl.when(goes_on).then(last).otherwise(pl.coalesce(end, start).dt.year())
    spans = cases.select(
        "sender",
        "ccode2",
        pl.max_horizontal(start.dt.year(), first).alias("from"),
        pl.min_horizontal(known_end, last).alias("to"),
    )
    held = spans.filter(pl.col("from") <= pl.col("to"))
    return held.select("sender", "ccode2", spread("from", "to")).explode("year").unique()


def _members() -> pl.DataFrame:
    """Give the states of each year of either source: any that was a member on some day."""
    first, last = _covered()
    every = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int64})
    began, ended = pl.col("start").dt.year(), pl.col("end").dt.year()
    alive = (began <= pl.col("year")) & (ended >= pl.col("year"))
    states_of_year = spells("cow").join(every, how="cross").filter(alive)
    return states_of_year.select(pl.col("code").alias("ccode"), "year").unique(maintain_order=True)


def _senders() -> pl.DataFrame:
    """Give the states that send sanctions in each year: the USA, and each member of the Union."""
    first, last = _covered()
    union = bloc(UNION)
    sending = [
        (UNION, code, year) for year in range(first, last + 1) for code in union.members(year)
    ]
    sending += [("US", USA, year) for year in range(first, last + 1)]
    schema = {"sender": pl.String, "ccode1": pl.Int64, "year": pl.Int64}
    return pl.DataFrame(sending, schema=schema, orient="row")


def _every_pair(senders: pl.DataFrame) -> pl.DataFrame:
    """Give every sending state with every other state of its year."""
    others = _members().rename({"ccode": "ccode2"})
    both = senders.select("ccode1", "year").unique().join(others, on="year")
    return both.filter(pl.col("ccode1") != pl.col("ccode2")).select("ccode1", "ccode2", "year")


ADDER = Adder(
    "sanction_cases",
    "sanctions threatened and imposed",
    forms=(
        Form("pair", pairs, tables=("eusanct", "ist")),
        Form("state", states, tables=("eusanct", "ist"), dyads=False),
    ),
    options={
        "ndir": Option(
            True,
            "where pairs stand once: count a sanction of either; False reads the first's alone",
        )
    },
)
