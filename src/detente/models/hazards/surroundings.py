"""What a step on a ladder may depend on: the state, its neighbours, the bloc and its pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.border_overrides import corrected
from detente.actors.states import REGIONS
from detente.models.hazards.ladders import (
    ABSENT,
    MEMBER,
    Ladders,
    ladders,
    newest_letters,
)
from detente.series.state_matrix import state_matrix
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
MEMORY = 10
"""Years of disputes and accessions that a step remembers."""
CLOSE = 0.2
"""Part of the members that a region must hold before its states count as near the bloc."""
FORMS_WITH_PERSPECTIVE = {
    "EU": ("Europe Agreement", "Stabilisation and Association Agreement"),
}
"""Forms below the candidate whose holders the bloc has promised membership: the European Councils
of Copenhagen (1993) and of Feira and Thessaloniki (2000, 2003). Promises dated on the ladder itself
(Bucharest 2008) count as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What was known of states and blocs at the end of each year; no value is missing.

    Attributes
    ----------
    ladders : Ladders
        The B blocs, U states and T years.
    democracy : ndarray, shape (U, T)
        Electoral democracy, 0 to 1; the median state's where it is not known.
    gap : ndarray, shape (B, U, T)
        Distance to the mean of the bloc's fixed core in UN votes, a core member's from the rest of
        it; the median distance of the year where it is not known.
    neighbours : ndarray, shape (B, U, T)
        Part of the state's land neighbours that are members; 0 without neighbours.
    disputes : ndarray, shape (U, T)
        Disputes of ten years; those of the last ten known years after the source ends.
    joins : ndarray, shape (B, T)
        Accessions of the year, founders not counted.
    promised : ndarray of bool, shape (B, U, T)
        Whether the bloc has promised membership.
    near : ndarray of bool, shape (B, U, T)
        Whether the state lies in a region that holds a fifth of the members, or borders one.
    """

    ladders: Ladders
    democracy: Floats
    gap: Floats
    neighbours: Floats
    disputes: Floats
    joins: Floats
    promised: Bools
    near: Bools

    @property
    def pace(self) -> Floats:
        """Accessions of the last ten years, shape (B, T)."""
        return ten_years(self.joins)


def ten_years(yearly: Floats) -> Floats:
    """Sum the ten years up to each, along the last axis.

    Parameters
    ----------
    yearly : ndarray, shape (..., T)

    Examples
    --------
    >>> ten_years(np.ones(12))[[0, 8, 9, 11]].tolist()
    [1.0, 9.0, 10.0, 10.0]
    """
    total = np.cumsum(yearly, axis=-1)
    found: Floats = total.copy()
    found[..., MEMORY:] -= total[..., :-MEMORY]
    return found


def surroundings(catalog: Catalog, as_of: int | date) -> Surroundings:
    """Lay out what steps may depend on, as far as a view knows.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_surroundings, as_day(as_of))


def _surroundings(catalog: Catalog, as_of: int | date) -> Surroundings:
    known = ladders(as_of)
    next_to = land_borders(catalog, known)
    neighbours = _part_of_neighbours(next_to, known.member)
    return Surroundings(
        ladders=known,
        democracy=_democracy(catalog, known),
        gap=_gaps(catalog, known),
        neighbours=neighbours,
        disputes=_disputes(catalog, known),
        joins=_joins(known),
        promised=_promised(known),
        near=_near(known, neighbours),
    )


def laid_out(frame: pl.DataFrame, column: str, known: Ladders) -> Floats:
    """Lay a column out by the states and years of the ladders; NaN where it is not known.

    Parameters
    ----------
    frame : polars.DataFrame
        ``ccode``, ``year`` and the column.
    column : str
        Which one.
    known : Ladders
        The states and years.

    Returns
    -------
    ndarray, shape (U, T)
    """
    names, values = state_matrix(frame, column, known.first, known.last)
    full = np.full(known.code.shape, np.nan)
    row = {name: number for number, name in enumerate(known.names)}
    held = [number for number, name in enumerate(names) if name in row]
    if held:
        full[[row[names[number]] for number in held]] = values[held]
    return full


def _democracy(catalog: Catalog, known: Ladders) -> Floats:
    """Lay out electoral democracy; the last value is carried on, else the median state's."""
    levels = catalog.frame("regime").with_columns(
        level=pl.col("polyarchy") + pl.col("polyarchy_median")
    )
    carried = carried_on(laid_out(levels, "level", known))
    middle = _median_by_year(carried)
    return np.where(np.isnan(carried), middle, carried)


def carried_on(values: Floats) -> Floats:
    """Put the last known value of each row where later ones are missing.

    Parameters
    ----------
    values : ndarray, shape (..., T)

    Examples
    --------
    >>> carried_on(np.array([np.nan, 1.0, np.nan, 3.0])).tolist()
    [nan, 1.0, 1.0, 3.0]
    """
    place = np.where(np.isnan(values), 0, np.arange(values.shape[-1]))
    newest = np.maximum.accumulate(place, axis=-1)
    found: Floats = np.take_along_axis(values, newest, axis=-1)
    return found


def _median_by_year(values: Floats) -> Floats:
    """Give the median of the states in each year, shape (T,); the nearest one where none is."""
    some = ~np.isnan(values).all(axis=0)
    if not some.any():
        return np.zeros(values.shape[-1])
    middle = np.full(values.shape[-1], np.nan)
    middle[some] = np.nanmedian(values[:, some], axis=0)
    known = np.flatnonzero(some)
    found: Floats = np.interp(np.arange(middle.size), known, middle[known])
    return found


def _gaps(catalog: Catalog, known: Ladders) -> Floats:
    """Measure every state's distance from the mean of each bloc's fixed core."""
    positions = carried_on(laid_out(catalog.frame("positions"), "adopted", known))
    alive = np.where(known.code >= 0, positions, np.nan)
    found = np.empty(known.rung.shape)
    for place, bloc in enumerate(known.blocs):
        inside = core_rows(bloc, known)
        gap = _from_core(alive, inside)
        found[place] = np.where(np.isnan(gap), _median_by_year(gap), gap)
    return found


def core_rows(bloc: Bloc, known: Ladders) -> Bools:
    """Tell which states are a bloc's fixed core as the ladders know it, shape (U,).

    Without a founding window that is over, its members of the last year.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    known : Ladders
        The states.
    """
    letters = set(bloc.core(known.last))
    codes = {newest for code, newest in newest_letters().items() if newest in letters}
    inside = np.array([name in letters or name in codes for name in known.names])
    if not inside.any():
        inside = (known.rung[known.place[bloc.id]] == MEMBER).any(axis=1)
    return inside


def _from_core(positions: Floats, inside: Bools) -> Floats:
    """Measure each row from the mean of the core's rows, a core row from the rest of it."""
    of_core = inside[:, None] & ~np.isnan(positions)
    own = np.where(of_core, positions, 0.0)
    others = of_core.sum(axis=0)[None, :] - of_core
    total = own.sum(axis=0)[None, :] - own
    mean = np.divide(total, others, out=np.full(positions.shape, np.nan), where=others > 0)
    gap: Floats = np.abs(positions - mean)
    return gap


def land_borders(catalog: Catalog, known: Ladders) -> Bools:
    """Give who borders whom by land at the end of each year, shape (T, U, U).

    After the source's last year its last borders are carried on; the borders set by hand of the
    last year stand in for what is coded there.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    known : Ladders
        The states and years.
    """
    covered = min(catalog.last_year("cow_contiguity"), known.last)
    found = _coded_borders(catalog, known, covered)
    frame = catalog.frame("borders")
    newest = frame.filter(pl.col("start") <= covered, pl.col("end") >= covered)
    by_hand = corrected(newest, known.last).filter(pl.col("border") == "land")
    row = rows_by_code(known)
    one, other = by_hand.select("ccode1", "ccode2").to_numpy().astype(np.int64).T
    found[-1] = False
    _mark(found[-1], row[one], row[other])
    return found


def _coded_borders(catalog: Catalog, known: Ladders, covered: int) -> Bools:
    """Lay land borders out as they are coded, the last ones carried on."""
    land = catalog.frame("borders").filter(pl.col("border") == "land")
    spells = land.select("ccode1", "ccode2", "start", "end").to_numpy().astype(np.int64)
    first, second, start, end = spells.T
    row, size = rows_by_code(known), len(known.names)
    found = np.zeros((known.years.size, size, size), dtype=bool)
    for place, year in enumerate(known.years):
        on = min(year, covered)
        held = (start <= on) & (end >= on)
        _mark(found[place], row[first[held]], row[second[held]])
    return found


def _mark(matrix: Bools, first: Ints, second: Ints) -> None:
    both = (first >= 0) & (second >= 0) & (first != second)
    matrix[first[both], second[both]] = matrix[second[both], first[both]] = True


def rows_by_code(known: Ladders) -> Ints:
    """Give the row of each COW code; -1 where it has none."""
    row = {name: number for number, name in enumerate(known.names)}
    found = np.full(1000, ABSENT, dtype=np.int64)
    for code, name in newest_letters().items():
        found[code] = row.get(name, ABSENT)
    return found


def _part_of_neighbours(next_to: Bools, member: Bools) -> Floats:
    """Give the part of each state's neighbours that are members, shape (B, U, T)."""
    inside = np.einsum("but,tuv->bvt", member.astype(np.float32), next_to.astype(np.float32))
    every = next_to.sum(axis=1).T
    part: Floats = inside / np.maximum(every, 1)[None]
    return part.astype(np.float64)


def dispute_years(catalog: Catalog, known: Ladders) -> Floats:
    """Give the disputes of each state in each of the last ten known years, shape (U, 10).

    Parameters
    ----------
    catalog : Catalog
        The tables.
    known : Ladders
        The states and years.
    """
    begun = np.nan_to_num(laid_out(catalog.frame("onsets"), "begun", known))
    last = min(catalog.last_year("gml_mid"), known.last)
    found = np.zeros((begun.shape[0], MEMORY))
    until = begun[:, : max(last - known.first + 1, 0)][:, -MEMORY:]
    found[:, MEMORY - until.shape[1] :] = until
    return found


def _disputes(catalog: Catalog, known: Ladders) -> Floats:
    """Sum the disputes of ten years; after the source ends those of its last ten are carried on."""
    begun = laid_out(catalog.frame("onsets"), "begun", known)
    last = min(catalog.last_year("gml_mid"), known.last)
    counted: Floats = ten_years(np.nan_to_num(begun))
    if last < known.first:
        return np.zeros(begun.shape)
    end = last - known.first
    counted[:, end + 1 :] = counted[:, [end]]
    return counted


def _joins(known: Ladders) -> Floats:
    """Count the accessions of each year of states that were there before, shape (B, T)."""
    joined = np.zeros((len(known.blocs), known.years.size))
    before, now = known.rung[..., :-1], known.rung[..., 1:]
    came = (before >= 0) & (before < MEMBER) & (now == MEMBER)
    joined[:, 1:] = came.sum(axis=1)
    return joined


def _promised(known: Ladders) -> Bools:
    """Tell who holds a promise of membership, shape (B, U, T)."""
    row = {name: number for number, name in enumerate(known.names)}
    found = np.zeros(known.rung.shape, dtype=bool)
    for place, bloc in enumerate(known.blocs):
        forms = FORMS_WITH_PERSPECTIVE.get(bloc.id, ())
        for step in bloc.steps:
            promise = step.rung == "promised" or step.form in forms
            if promise and step.letters in row and step.span.start.year <= known.last:
                begin = max(step.span.start.year - known.first, 0)
                end = min(step.span.end.year, known.last + 1) - known.first
                found[place, row[step.letters], begin:end] = True
    return found & (known.rung >= 0) & (known.rung < MEMBER)


def _near(known: Ladders, neighbours: Floats) -> Bools:
    """Tell which states lie in a region of the bloc or border a member, shape (B, U, T)."""
    regions = sorted(set(REGIONS.values()))
    digit = np.where(known.code >= 0, known.code // 100, 0)
    by_digit = np.array([regions.index(REGIONS[number]) for number in range(10)])
    region = by_digit[digit]
    found = neighbours > 0
    members = np.maximum(known.member.sum(axis=1), 1)
    for number in range(len(regions)):
        there = (region == number) & (known.code >= 0)
        part = (known.member & there[None]).sum(axis=1) / members
        found |= (part >= CLOSE)[:, None, :] & there[None]
    return found & (known.rung >= 0)
