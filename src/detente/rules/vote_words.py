"""Words and figures of votes: names of states, known pairs, shares with their windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import isclose

import numpy as np
from numpy.typing import NDArray

from detente.actors.designations import contested_seats
from detente.actors.relation_key import RelationKey
from detente.actors.states import ccode_on, state_on
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.identity.vote_shares import Tally, VoteShares
from detente.phrasing import listed
from detente.rules.vote_windows import TwoWindows

SECTION = "positions"
SOURCE = "un_votes_undl"
POINTS = "percentage points"
SAME = 2e-4
"""How near a difference is to that of its two cells."""
BEST_KNOWN = ("GBR", "FRA", "DEU", "JPN", "CHN", "RUS", "IND", "BRA", "TUR", "AUS")
KNOWN = (
    *BEST_KNOWN,
    *("ITA", "CAN", "MEX", "IDN", "EGY", "NGA", "ZAF", "KOR", "SAU", "ESP", "POL", "SWE", "PAK"),
)
"""States that a reader knows; America is compared with only where it is a party."""
NEAR = 0.02
"""How near the share of a known pair must be."""
SAME_RULE = (
    "part of the votes on adopted resolutions of whole calendar years that both cast which they "
    "cast alike; of a bloc, over every member of the view that voted in both windows"
)


def name_of(code: int, day: date) -> str:
    """Give what a sentence calls a state.

    Parameters
    ----------
    code : int
        Its COW code on the day.
    day : datetime.date
        The day.
    """
    return state_on(int(code), day).label


def names_of(codes: Iterable[int], day: date) -> str:
    """List states A to Z.

    Parameters
    ----------
    codes : iterable of int
        COW codes on the day.
    day : datetime.date
        The day.
    """
    return listed(sorted((name_of(code, day) for code in codes), key=sort_key))


def sort_key(name: str) -> str:
    """Sort names without their article.

    Examples
    --------
    >>> sorted(["the Netherlands", "Malta", "Norway"], key=sort_key)
    ['Malta', 'the Netherlands', 'Norway']
    """
    return name.removeprefix("the ")


def known_codes(day: date, letters: Sequence[str] = KNOWN) -> tuple[int, ...]:
    """Give the codes of states that a reader knows.

    Parameters
    ----------
    day : datetime.date
        The day.
    letters : sequence of str
        Which states.
    """
    codes = (ccode_on(one, day) for one in letters)
    return tuple(sorted(code for code in codes if code is not None))


def contested_codes(day: date) -> tuple[int, ...]:
    """Give the codes of states whose seat is held by nobody who governs.

    Parameters
    ----------
    day : datetime.date
        The day.
    """
    codes = (ccode_on(one.state, day) for one in contested_seats(day))
    return tuple(sorted(code for code in codes if code is not None))


def known_pair(
    values: NDArray[np.float64],
    codes: NDArray[np.int64],
    value: float,
    *,
    day: date,
    without: Sequence[int] = (),
    near: float = NEAR,
) -> tuple[int, int] | None:
    """Find two states that a reader knows whose value is nearest to one.

    Parameters
    ----------
    values : ndarray, shape (S, S)
        Values of each two states; NaN where there is none.
    codes : ndarray of int, shape (S,)
        Their COW codes.
    value : float
        The value.
    day : datetime.date
        The day.
    without : sequence of int
        States that are left out.
    near : float
        How near it must be.

    Returns
    -------
    tuple of int, or None
        Two COW codes; None where no known pair is near enough.
    """
    for letters in (BEST_KNOWN, KNOWN):
        wanted = [
            code for code in known_codes(day, letters) if code in codes and code not in without
        ]
        places = np.searchsorted(codes, wanted)
        away = np.abs(values[np.ix_(places, places)] - value)
        away[np.tril_indices(len(wanted))] = np.nan
        if not np.isnan(away).all() and np.nanmin(away) <= near:
            one, other = np.unravel_index(int(np.nanargmin(away)), away.shape)
            return wanted[int(one)], wanted[int(other)]
    return None


def share_cell(of: tuple[str, str], tally: Tally, first: int, last: int) -> Cell:
    """Give the same vote of two sides over some years as a cell.

    Parameters
    ----------
    of : tuple of str
        Keys of both sides.
    tally : Tally
        Their votes.
    first, last : int
        Years.
    """
    half = 1.645 * tally.error
    keys = (("a", of[0]), ("b", of[1]), ("first", first), ("year", last))
    return Cell(
        "same_votes",
        "same",
        keys=keys,
        value=round(tally.share, 4),
        unit="part of votes",
        sources=(SOURCE,),
        rule=SAME_RULE,
        low=round(max(0.0, tally.share - half), 4),
        high=round(min(1.0, tally.share + half), 4),
    )


def share_figure(rule: str, name: str, cell: Cell) -> Figure:
    """Give a share as a figure in per cent.

    Parameters
    ----------
    rule : str
        Id of the rule.
    name : str
        What it is.
    cell : Cell
        The share.
    """
    level = 0.9 if cell.low is not None else None
    return Figure(
        figure_id(SECTION, rule, name, cell.year or ""),
        cell.value,
        unit=cell.unit,
        cells=(cell,),
        way="per_cent",
        low=cell.low,
        high=cell.high,
        level=level,
    )


def pair_cells(pair: RelationKey, found: TwoWindows) -> tuple[Cell, Cell]:
    """Give the shares of a relation in both windows.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    found : TwoWindows
        Its windows.
    """
    of = (pair.first.key, pair.second.key)
    before, now = found.before, found.now
    return (
        share_cell(of, found.then, before.first, before.last),
        share_cell(of, found.late, now.first, now.last),
    )


def points(rule: str, name: str, value: float, *cells: Cell) -> Figure:
    """Give a difference of shares in percentage points, without its sign.

    Parameters
    ----------
    rule, name : str
        Id of the rule, and what it is.
    value : float
        The difference, a part of votes.
    *cells : Cell
        What it is the difference of.
    """
    id = figure_id(SECTION, rule, name)
    change = 100 * abs(value)
    ends = [cell.value for cell in cells]
    # beside two ends that are printed whole the difference of what is printed is right
    if len(ends) == 2 and isclose(abs(ends[0] - ends[1]), abs(value), abs_tol=SAME):
        change = abs(round(100 * ends[0]) - round(100 * ends[1]))
    return Figure(id, change, unit=POINTS, cells=cells, kind="counted", way="whole")


def summary_cell(
    rule: str, column: str, value: float, *, of: str, years: tuple[int, int], unit: str
) -> Cell:
    """Give a value over many pairs as a cell.

    Parameters
    ----------
    rule : str
        How it was computed, in one line.
    column : str
        What it is.
    value : float
        The value.
    of : str
        Whose it is.
    years : tuple of int
        First and last year.
    unit : str
        Unit of the value.
    """
    first, last = years
    return Cell(
        "same_votes",
        column,
        keys=(("of", of), ("first", first), ("year", last)),
        value=round(value, 4),
        unit=unit,
        sources=(SOURCE,),
        rule=rule,
    )


def years_of(
    rule: str, shares: VoteShares, names: tuple[str, str], *cells: Cell, of: str = ""
) -> dict[str, Figure]:
    """Give first and last year of a window as figures.

    Parameters
    ----------
    rule : str
        Id of the rule.
    shares : VoteShares
        The window.
    names : tuple of str
        Names of both in the template.
    *cells : Cell
        What was counted in it.
    of : str
        What the window is of, where a rule looks at several.
    """
    first, last = names
    said = (rule, of) if of else (rule,)
    return {
        first: dated(figure_id(SECTION, *said, first), shares.first, *cells),
        last: dated(figure_id(SECTION, *said, last), shares.last, *cells),
    }
