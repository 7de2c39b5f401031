"""Predictions of any model, read and checked: one row a pair of states and year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from detente.actors.systems import spells
from detente.errors import RequestError

KEYS = ("ccode1", "ccode2", "year", "origin")
"""Columns that every file has: both COW codes, the year that is forecast, and the last year that
the model knew."""
CHANCE = ("p",)
DRAWS = ("draw", "outcome")
"""Columns of a file of probabilities, and of a file of draws."""
PAIR_YEAR = ("ccode1", "ccode2", "year")
ROW = "row"


@dataclass(frozen=True, slots=True)
class Predictions:
    """Predictions that were checked.

    Attributes
    ----------
    rows : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``origin``, ``p``; sorted by pair and year.
    draws : int
        Fewest draws of a pair and year; 0 where probabilities were given.
    """

    rows: pl.DataFrame
    draws: int


def checked(frame: pl.DataFrame, years: tuple[int, int], where: str) -> Predictions:
    """Check predictions and give them as one probability a pair and year.

    Parameters
    ----------
    frame : polars.DataFrame
        `KEYS`, and ``p`` or ``draw`` and ``outcome``; other columns are ignored.
    years : tuple of int
        First and last year of which the outcome is known.
    where : str
        What messages call the frame.

    Raises
    ------
    RequestError
        For the first thing that is wrong, with its row; the first row of the data is row 1.

    Examples
    --------
    >>> frame = pl.DataFrame({"ccode1": 2, "ccode2": 365, "year": 1990, "origin": 1989, "p": 0.2})
    >>> checked(frame, (1971, 2010), "the frame").rows.row(0)
    (2, 365, 1990, 1989, 0.2)
    """
    wanted = _columns(frame, where)
    if frame.is_empty():
        raise RequestError("there is no prediction", where=where)
    numbered = frame.select(wanted).with_row_index(ROW, offset=1)
    for name in wanted:
        numbered = _whole(numbered, name, where) if name != "p" else _chances(numbered, where)
    for rule, what, step in _rules(numbered, years):
        _refuse(numbered.filter(rule), what, where, step)
    repeated = (*PAIR_YEAR, "draw") if "draw" in wanted else PAIR_YEAR
    _refuse_two(numbered, repeated, where)
    if "draw" in wanted:
        return _of_draws(numbered, where)
    rows = numbered.select(*KEYS, "p").sort(PAIR_YEAR)
    return Predictions(rows, draws=0)


def _columns(frame: pl.DataFrame, where: str) -> tuple[str, ...]:
    """Give the columns to read: keys with probabilities, or keys with draws."""
    as_draws = "p" not in frame.columns and any(name in frame.columns for name in DRAWS)
    if "p" in frame.columns and "outcome" in frame.columns:
        raise RequestError(
            "there are both 'p' and 'outcome'", where=where, next_step="give either p, or draws"
        )
    wanted = (*KEYS, *(DRAWS if as_draws else CHANCE))
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise RequestError(
            f"column '{missing[0]}' is missing",
            where=where,
            near=get_close_matches(missing[0], frame.columns, cutoff=0.5),
            next_step=f"give {', '.join(KEYS)}, and p or draw and outcome",
        )
    return wanted


def _whole(frame: pl.DataFrame, name: str, where: str) -> pl.DataFrame:
    """Read a column of whole numbers; one that holds them as decimals is accepted."""
    column = pl.col(name)
    dtype = frame.schema[name]
    if not dtype.is_numeric():
        _refuse(frame, f"'{name}' is '{{{name}}}', not a whole number", where, "give COW codes")
    value = column.cast(pl.Float64)
    broken = value.is_null() | ~value.is_finite() | (value != value.round())
    _refuse(frame.filter(broken), f"'{name}' is {{{name}}}, not a whole number", where, "")
    far = value.abs() > 1e9
    _refuse(frame.filter(far), f"'{name}' is {{{name}}}, too large", where, "")
    return frame.with_columns(column.cast(pl.Int64))


def _chances(frame: pl.DataFrame, where: str) -> pl.DataFrame:
    """Read the column of probabilities."""
    if not frame.schema["p"].is_numeric():
        _refuse(frame, "'p' is '{p}', not a number", where, "give a probability from 0 to 1")
    value = pl.col("p").cast(pl.Float64)
    frame = frame.with_columns(value)
    _refuse(frame.filter(value.is_null() | value.is_nan()), "'p' is missing", where, LEAVE_OUT)
    outside = (value < 0) | (value > 1)
    _refuse(frame.filter(outside), "'p' is {p}, outside 0 to 1", where, "")
    return frame


LEAVE_OUT = "leave out what was not predicted: it is counted"


def _rules(frame: pl.DataFrame, years: tuple[int, int]) -> Iterator[tuple[pl.Expr, str, str]]:
    """Give what no row may be, what is said of it, and what to do."""
    codes = spells("cow")["code"].unique().to_list()
    first, second, year = pl.col("ccode1"), pl.col("ccode2"), pl.col("year")
    look_up = "'detente actors' lists the codes"
    for name in ("ccode1", "ccode2"):
        unknown = ~pl.col(name).is_in(codes)
        yield unknown, f"'{name}' is {{{name}}}, which is no code of the COW system", look_up
    yield first == second, "state {ccode1} is paired with itself", ""
    in_order = "give one order of a pair, the lower code first"
    yield first > second, "the pair {ccode1}, {ccode2} is in the reverse order", in_order
    span = f"{years[0]} to {years[1]}"
    outside = (year < years[0]) | (year > years[1])
    keep = f"keep the years {span}"
    yield outside, f"the outcome of {{year}} is not known ({span} are)", keep
    too_late = "give the last year that the model knew, before the year that is forecast"
    yield year <= pl.col("origin"), "{year} is forecast from origin {origin}", too_late
    if "outcome" in frame.columns:
        yield pl.col("outcome") < 0, "'outcome' is {outcome}, below 0", ""


def _refuse(bad: pl.DataFrame, what: str, where: str, step: str) -> None:
    """Refuse the first bad row, if there is one."""
    if bad.is_empty():
        return
    row = bad.row(0, named=True)
    raise RequestError(f"row {row[ROW]:,}: {what.format(**row)}", where=where, next_step=step)


def _refuse_two(frame: pl.DataFrame, keys: tuple[str, ...], where: str) -> None:
    """Refuse two predictions of one pair and year."""
    twice = frame.filter(pl.struct(keys).is_duplicated())
    if twice.is_empty():
        return
    one = twice.row(0, named=True)
    same = pl.all_horizontal(pl.col(name) == one[name] for name in keys)
    other = twice.filter(same).row(1, named=True)
    pair = f"{one['ccode1']}, {one['ccode2']} in {one['year']}"
    two = "twice"
    if other["origin"] != one["origin"]:
        two = f"from origins {one['origin']} and {other['origin']}"
    raise RequestError(
        f"rows {one[ROW]:,} and {other[ROW]:,}: {pair} is predicted {two}",
        where=where,
        next_step="give one prediction of a pair and year; score each lead in a file of its own",
    )


def _of_draws(frame: pl.DataFrame, where: str) -> Predictions:
    """Turn draws into probabilities.

    The chance is that of the next draw under Jeffreys' prior, so that no draw with a dispute among
    a hundred does not mean that it was impossible.
    """
    came = (pl.col("outcome") > 0).sum()
    chance = (came + 0.5) / (pl.len() + 1)
    origins = pl.col("origin").n_unique()
    grouped = frame.group_by(PAIR_YEAR).agg(
        pl.col("origin", ROW).first(), p=chance, draws=pl.len(), origins=origins
    )
    mixed = grouped.filter(pl.col("origins") > 1).sort(ROW)
    _refuse(mixed, "draws of {ccode1}, {ccode2} in {year} have several origins", where, "")
    rows = grouped.select(*KEYS, "p").sort(PAIR_YEAR)
    return Predictions(rows, draws=grouped.select(pl.col("draws").min()).item())
