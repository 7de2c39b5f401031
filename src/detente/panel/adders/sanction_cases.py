"""Sanctions threatened and imposed, case by case: an adder for EUSANCT, and one for IST."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from detente.actors.names import bloc
from detente.actors.systems import spells
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request, either_way
from detente.panel.spine import spread

USA, UNION = 2, "EU"
STAGES = {"eusanct": ("threatened", "imposed"), "ist": ("imposed",)}
"""Source to the stages of a case that it knows."""
SENDERS = {"EU": "eu", "US": "us", "UN": "un"}
"""Senders that a state's columns tell apart, with the end of the column's name."""
PAIR = ["ccode1", "ccode2", "year"]
Years = tuple[int, int]
Make = Callable[[Frames, Request], Columns]


def pairs(source: str) -> Make:
    """Make the form of pairs of a source.

    Parameters
    ----------
    source : {"eusanct", "ist"}
        Its id, and that of its table.
    """

    def make(tables: Frames, request: Request) -> Columns:
        """Tell whether the first state threatens or imposes sanctions on the second, in any of the
        days of a year.

        What the Union does each of its members does. The cases are those of the United States and
        the Union: of other senders nothing is known, and their cells are null.
        """
        senders, names = _senders(request.years), []
        frame = _every_pair(senders, request.years)
        for stage in STAGES[source]:
            names.append(f"{source}_{stage}")
            cases = _by_year(tables[source], stage, request.years)
            sent = cases.join(senders, on=["sender", "year"]).select(PAIR).unique()
            frame = _flagged(frame, sent, names[-1])
        flags, either = tuple(names), request.options["ndir"] and not request.rows.directed
        return Columns(either_way(frame, flags) if either else frame, flags, both_ways=either)

    return make


def states(source: str) -> Make:
    """Make the form of states of a source.

    Parameters
    ----------
    source : {"eusanct", "ist"}
        Its id, and that of its table.
    """

    def make(tables: Frames, request: Request) -> Columns:
        """Tell whether the EU, the USA or the UN threatens or imposes sanctions on a state."""
        frame, names = _members(request.years), []
        for stage in STAGES[source]:
            cases = _by_year(tables[source], stage, request.years)
            for sender, short in SENDERS.items():
                names.append(f"{source}_{stage}_{short}")
                of_sender = cases.filter(pl.col("sender") == sender)
                targets = of_sender.select("year", ccode="ccode2").unique()
                frame = _flagged(frame, targets, names[-1])
        return Columns(frame, tuple(names))

    return make


def _flagged(frame: pl.DataFrame, hits: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add a flag: one in the rows that are hit, zero in the others."""
    marked = hits.with_columns(pl.lit(1, dtype=pl.Int8).alias(name))
    joined = frame.join(marked, on=hits.columns, how="left", maintain_order="left")
    return joined.with_columns(pl.col(name).fill_null(0))


def _by_year(cases: pl.DataFrame, stage: str, years: Years) -> pl.DataFrame:
    """Spread the cases of a stage over the years in which they held: sender, target, year."""
    first, last = years
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


def _members(years: Years) -> pl.DataFrame:
    """Give the states of each year: any that was a member on some day."""
    first, last = years
    every = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int64})
    began, ended = pl.col("start").dt.year(), pl.col("end").dt.year()
    alive = (began <= pl.col("year")) & (ended >= pl.col("year"))
    states_of_year = spells("cow").join(every, how="cross").filter(alive)
    return states_of_year.select(pl.col("code").alias("ccode"), "year").unique(maintain_order=True)


def _senders(years: Years) -> pl.DataFrame:
    """Give the states that send sanctions in each year: the USA, and each member of the Union."""
    every, union = range(years[0], years[1] + 1), bloc(UNION)
    sending = [(UNION, code, year) for year in every for code in union.members(year)]
    sending += [("US", USA, year) for year in every]
    schema = {"sender": pl.String, "ccode1": pl.Int64, "year": pl.Int64}
    return pl.DataFrame(sending, schema=schema, orient="row")


def _every_pair(senders: pl.DataFrame, years: Years) -> pl.DataFrame:
    """Give every sending state with every other state of its year."""
    others = _members(years).rename({"ccode": "ccode2"})
    both = senders.select("ccode1", "year").unique().join(others, on="year")
    return both.filter(pl.col("ccode1") != pl.col("ccode2")).select(PAIR)


def _adder(source: str, label: str) -> Adder:
    """Give the adder of a source."""
    either = "where pairs stand once: count a sanction of either; False reads the first's alone"
    of_pairs = Form("pair", pairs(source), tables=(source,))
    of_states = Form("state", states(source), tables=(source,), dyads=False)
    options = {"ndir": Option(True, either)}
    return Adder(source, label, forms=(of_pairs, of_states), options=options)


EUSANCT = _adder("eusanct", "sanctions threatened and imposed by the EU, the USA and the UN")
IST = _adder("ist", "sanctions imposed until they were lifted")
