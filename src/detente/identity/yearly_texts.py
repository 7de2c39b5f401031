"""Yearly texts of the Assembly on which a bloc is united and a state outside it abstains each time.

Single votes are in a user's own store alone: without it there is no such text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.assembly_conflicts import conflicts, texts
from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.actors.year_end_codes import to_year_end
from detente.evidence.cell import Cell
from detente.identity.assembly_votes import CALLS, VOTES
from detente.store.catalog import Catalog

YES, ABSTAIN = 1, 2
ANSWERS = (1, 2, 3)
LEAST_YEARS = 3
"""Years running without which an answer is no habit."""
LOOKED_AT = 20
"""Years that are looked back."""
LATE = 2
"""Years after which a text is no longer a yearly one."""
FIRST_WORDS = 4
"""Words by which the texts of one series on a conflict begin: their titles change a little."""
PRESENT = 0.8
"""Part of a bloc's members that must have voted."""
RULE = (
    "adopted texts of a series, one a year, on which every member of the bloc that voted voted yes "
    "and the state abstained, counted back from the newest"
)


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Texts of one name, one a year, and how all states answered them.

    Attributes
    ----------
    name : str
        What a sentence calls the series, after "the yearly text on".
    title : str
        Title of the newest.
    days : tuple of datetime.date
        Day of each, the oldest first.
    symbols : tuple of str
        Symbol of each.
    codes : ndarray of int, shape (N,)
        COW codes of the states that voted on any text of any series.
    choices : ndarray of int8, shape (N, T)
        1 yes, 2 abstention, 3 no; 0 where the state did not vote.
    """

    name: str
    title: str
    days: tuple[date, ...]
    symbols: tuple[str, ...]
    codes: NDArray[np.int64]
    choices: NDArray[np.int8]

    def of(self, codes: tuple[int, ...]) -> NDArray[np.int8]:
        """Give the answers of some states.

        Parameters
        ----------
        codes : tuple of int
            COW codes.
        """
        return self.choices[np.isin(self.codes, codes)]

    def cell(self, party: str, running: int) -> Cell:
        """Write how many years running a state abstained as a cell.

        Parameters
        ----------
        party : str
            Key of the state.
        running : int
            The years.
        """
        span = (("first", self.symbols[-running]), ("last", self.symbols[-1]))
        return Cell(
            "assembly_votes",
            "years_running",
            keys=(("of", party), *span, ("day", self.days[-1].isoformat())),
            value=float(running),
            unit="years running",
            sources=("un_votes_undl",),
            rule=RULE,
        )


@dataclass(frozen=True, slots=True)
class Abstained:
    """A series on which a state abstains beside a united bloc.

    Attributes
    ----------
    series : Series
        The texts.
    running : int
        Years running, counted back from the newest.
    """

    series: Series
    running: int


def abstained(catalog: Catalog, bloc: Bloc, state: State, day: date) -> tuple[Abstained, ...]:
    """Give the yearly texts on which a state abstains and a bloc is united, the longest run first.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        The bloc; its members on the day.
    state : State
        The state, which never voted no on one of them.
    day : datetime.date
        The view.
    """
    members = bloc.members(day)
    found = [
        Abstained(one, _running(one, members, state.codes)) for one in yearly_texts(catalog, day)
    ]
    long = [one for one in found if one.running >= LEAST_YEARS]
    return tuple(sorted(long, key=lambda one: (-one.running, one.series.name)))


def _running(series: Series, members: tuple[int, ...], codes: tuple[int, ...]) -> int:
    """Count the years running, from the newest back."""
    inside, own = series.of(members), series.of(codes)
    if not own.size:
        return 0
    voted = inside > 0
    united = ((inside == YES) | ~voted).all(axis=0) & (voted.mean(axis=0) >= PRESENT)
    answer = own.max(axis=0)
    fits = united & (answer == ABSTAIN)
    misses = np.flatnonzero(~fits[::-1])
    return int(misses[0]) if misses.size else int(fits.size)


def yearly_texts(catalog: Catalog, day: date) -> tuple[Series, ...]:
    """Give the texts that the Assembly adopts each year by a recorded vote, as known on a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    day : datetime.date
        The view.

    Returns
    -------
    tuple of Series
        Empty where the votes are not in the store. Texts on a conflict alone: what others are
        about their titles do not say in a few words.
    """
    if not (catalog.has(VOTES) and catalog.has(CALLS)):
        return ()
    return catalog.remember(_yearly_texts, day)


def _yearly_texts(catalog: Catalog, day: date) -> tuple[Series, ...]:
    series = list(_of_conflicts(catalog.frame(CALLS), day))
    if not series:
        return ()
    wanted = pl.concat(frame.select("rcid", "year") for _, frame in series).with_row_index("text")
    votes = catalog.frame(VOTES).filter(pl.col("vote").is_in(ANSWERS))
    cast = to_year_end(votes.join(wanted, on="rcid"), "ccode")
    codes = cast["ccode"].unique().sort()
    choices = np.zeros((codes.len(), wanted.height), dtype=np.int8)
    rows = codes.search_sorted(cast["ccode"]).to_numpy()
    choices[rows, cast["text"].to_numpy()] = cast["vote"].to_numpy()
    states = codes.cast(pl.Int64).to_numpy()
    ends = np.cumsum([frame.height for _, frame in series])
    laid = np.split(choices, ends[:-1], axis=1)
    return tuple(
        _laid_out(name, frame, states, part)
        for (name, frame), part in zip(series, laid, strict=True)
    )


def _laid_out(
    name: str, frame: pl.DataFrame, codes: NDArray[np.int64], choices: NDArray[np.int8]
) -> Series:
    days, symbols, titles = (tuple(frame[one].to_list()) for one in ("date", "resolution", "title"))
    return Series(name, titles[-1], days=days, symbols=symbols, codes=codes, choices=choices)


def _of_conflicts(calls: pl.DataFrame, day: date) -> Iterator[tuple[str, pl.DataFrame]]:
    """Find the series of the hand-made list: a name, and its newest texts, one a year."""
    known = calls.filter(
        (pl.col("date") <= day) & (pl.col("date").dt.year() >= day.year - LOOKED_AT)
    )
    begins = pl.col("title").str.to_lowercase().str.split(" ").list.head(FIRST_WORDS).list.join(" ")
    titled = known.with_columns(
        begins=begins, lower=pl.col("title").str.to_lowercase(), of=pl.col("date").dt.year()
    )
    for name, conflict, symbols in _names():
        words = conflicts()[conflict].words
        about = pl.any_horizontal(pl.col("lower").str.contains(one, literal=True) for one in words)
        own = titled.filter(pl.col("resolution").is_in(symbols))["begins"].unique()
        texts_of = titled.filter(about & pl.col("begins").is_in(own.to_list())).sort("date")
        yearly = texts_of.unique("of", keep="last", maintain_order=True)
        is_late = yearly.is_empty() or yearly["of"][-1] < day.year - LATE
        if not is_late and _without_gap(yearly["of"]) >= LEAST_YEARS:
            yield name, yearly.tail(_without_gap(yearly["of"]))


def _without_gap(years: pl.Series) -> int:
    """Count the years in a row at the end of some years."""
    steps = np.flatnonzero(np.diff(years.to_numpy()) != 1)
    return len(years) if not steps.size else len(years) - int(steps[-1]) - 1


def _names() -> Iterator[tuple[str, str, list[str]]]:
    """Give the names of the yearly texts of the list, with the conflict and the symbols known."""
    named = [one for one in texts() if one.recurring]
    for name, conflict in dict.fromkeys((one.recurring, one.conflict) for one in named):
        yield name, conflict, [one.symbol for one in named if one.recurring == name]
