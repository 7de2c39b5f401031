"""The whole reading of a pair: three structures, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.pairs import Pair
from detente.identity.reading import IdentityReading
from detente.identity.reading import read as read_identity
from detente.institutions.reading import InstitutionsReading
from detente.institutions.reading import read as read_institutions
from detente.measure import STALE, Cell, Series
from detente.power.reading import PowerReading
from detente.power.reading import read as read_power
from detente.store.world import World


@dataclass(frozen=True, slots=True)
class Reading:
    """Three structures of one pair.

    Attributes
    ----------
    pair : Pair
        The parties and the view.
    world : World
        The tables it was read from.
    power, identity, institutions
        One reading a structure.
    """

    pair: Pair
    world: World
    power: PowerReading
    identity: IdentityReading
    institutions: InstitutionsReading

    def measures(self) -> tuple[Series, ...]:
        """Give every series with data, structure by structure."""
        return (*self.power.measures(), *self.identity.measures(), *self.institutions.measures())


def read(
    world: World, pair: Pair, *, horizon: int = 20, draws: int = 2000, seed: int = 1
) -> Reading:
    """Measure a pair on all three structures.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties and the view.
    horizon : int
        Years of the forecasts.
    draws, seed : int
        Draws behind the intervals of distances, and their seed.
    """
    return Reading(
        pair,
        world,
        read_power(world, pair, horizon=horizon),
        read_identity(world, pair, draws=draws, seed=seed),
        read_institutions(world, pair),
    )


def need(series: Series, year: int) -> Cell:
    """Give the cell of a year that is known to be there.

    Raises
    ------
    KeyError
        Where it is not.
    """
    cell = series.at(year)
    if cell is None:
        raise KeyError((series.id, year))
    return cell


def newest(series: Series, as_of: int) -> Cell | None:
    """Give the newest cell not after the view; None where there is none, or it is too old to describe the view."""
    cell = series.last(as_of)
    return cell if cell and (cell.year or 0) >= as_of - STALE else None


def base_year(as_of: int, series: tuple[Series, ...], last: int) -> int | None:
    """Choose the year to compare with: 1990 for views after 2000, else twenty years back, where all have a value.

    Returns
    -------
    int or None
        None where the series share no year at least five before `last`.
    """
    wanted = 1990 if as_of >= 2000 else as_of - 20
    common = set.intersection(*(set(s.years) for s in series)) if series else set()
    early = sorted(y for y in common if y <= last - 5)
    return min(early, key=lambda y: (abs(y - wanted), y)) if early else None
