"""Rows: the keys of a panel, and the units by which tables can be joined to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import polars as pl

from detente.actors.crosswalk import codes_by_year
from detente.actors.systems import System, code_name
from detente.grain import Grain
from detente.panel.unit_index import (
    NOBODY,
    Numbers,
    Positions,
    UnitIndex,
    packed,
    unpacked,
)

OTHER: dict[System, System] = {"cow": "gw", "gw": "cow"}
"""The other of the two state systems."""
STATE_LISTS = {"cow": "cow_states2024", "gw": "gleditsch_ward1999"}
"""Reference of the list of states of each system."""
ARCHIGOS = "goemans_etal2009"
"""Reference of the list of leaders."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The keys of a panel, in order.

    Attributes
    ----------
    keys : polars.DataFrame
        Key columns and what describes the unit itself (``leader``, ``microstate``).
    grain : Grain
        What a row is.
    system : {"cow", "gw"}
        Which state system the codes are of.
    directed : bool
        Whether the order of a pair means something: a first that acts towards a second.
    """

    keys: pl.DataFrame
    grain: Grain
    system: System
    directed: bool = False
    _units: dict[tuple[str, ...], UnitIndex] = field(default_factory=dict, repr=False)
    _codes: dict[tuple[str, str], Numbers] = field(default_factory=dict, repr=False)
    _reversed: dict[str, Positions | None] = field(default_factory=dict, repr=False)

    @property
    def sides(self) -> tuple[str, ...]:
        """Suffixes of the parties: ``("",)`` for single states, ``("1", "2")`` for pairs, more."""
        name = code_name(self.system)
        return tuple(c.removeprefix(name) for c in self.keys.columns if c.startswith(name))

    @property
    def has_leaders(self) -> bool:
        """Tell whether a row names leaders."""
        return any(c.startswith("obsid") for c in self.keys.columns)

    @property
    def title(self) -> str:
        """Name of the grain, as messages and the command line have it: ``"dyad-years"``."""
        return self.grain.name.lower().replace("_", "-") + "s"

    @property
    def citations(self) -> tuple[str, ...]:
        """Keys of the references that the rows themselves rest on."""
        states = STATE_LISTS[self.system]
        return (states, ARCHIGOS) if self.has_leaders else (states,)

    @property
    def years(self) -> Numbers:
        """Year of each row."""
        return self.keys["year"].to_numpy()

    def codes(self, side: str, system: System) -> Numbers:
        """Give the code of a party in either system, row by row.

        Parameters
        ----------
        side : str
            Suffix of the party, one of `sides`.
        system : {"cow", "gw"}
            Whose codes.

        Returns
        -------
        array of int, shape (N,)
            `NOBODY` where the party has none that year.
        """
        if (side, system) not in self._codes:
            own = f"{code_name(system)}{side}"
            self._codes[side, system] = (
                self.keys[own].fill_null(NOBODY).to_numpy()
                if own in self.keys.columns
                else self._translated(side, system)
            )
        return self._codes[side, system]

    def _translated(self, side: str, system: System) -> Numbers:
        """Give the codes of a party in the system that the panel is not keyed by."""
        own = OTHER[system]
        table = codes_by_year(own)
        states = self.state(side, own)
        places = states.find(packed(table[code_name(own)].to_numpy(), table["year"].to_numpy()))
        values = np.append(table[code_name(system)].to_numpy(), NOBODY)
        return cast("Numbers", values[states.to_rows(places)])

    def state(self, side: str, system: System) -> UnitIndex:
        """Give the state-years of one party.

        Parameters
        ----------
        side : str
            Suffix of the party.
        system : {"cow", "gw"}
            Whose codes they are keyed by.
        """
        return self._index(
            ("state", side, system), lambda: packed(self.codes(side, system), self.years)
        )

    def pair(self, system: System) -> UnitIndex:
        """Give the dyad-years, first towards second.

        Parameters
        ----------
        system : {"cow", "gw"}
            Whose codes they are keyed by.
        """
        return self._index(
            ("pair", system),
            lambda: packed(self.codes("1", system), self.codes("2", system), self.years),
        )

    def _index(self, name: tuple[str, ...], keys: Callable[[], Numbers]) -> UnitIndex:
        if name not in self._units:
            self._units[name] = UnitIndex.of(keys())
        return self._units[name]

    def ascending(self, system: System) -> bool:
        """Tell whether the lower code is the first in every dyad-year.

        Parameters
        ----------
        system : {"cow", "gw"}
            Whose codes are compared.
        """
        keys = self.pair(system).keys
        return bool((unpacked(keys, 2) < unpacked(keys, 1)).all())

    def reverse(self, system: System) -> Positions | None:
        """Give for each dyad-year the place of the one in which the two change places.

        Parameters
        ----------
        system : {"cow", "gw"}
            Whose codes they are keyed by.

        Returns
        -------
        array of uint32, or None
            None unless every dyad-year has such a counterpart.
        """
        if system not in self._reversed:
            units = self.pair(system)
            first, second, year = (unpacked(units.keys, part) for part in (2, 1, 0))
            places = units.find(packed(second, first, year))
            complete = bool((places < units.keys.size).all())
            self._reversed[system] = places if complete else None
        return self._reversed[system]

    def leaders(self, side: str) -> tuple[pl.Series, UnitIndex]:
        """Give the distinct leaders of one party, and which of them each row is about.

        Parameters
        ----------
        side : str
            Suffix of the party.

        Returns
        -------
        tuple
            Ids in ascending order, and the index whose units are their places.
        """
        column = self.keys[f"obsid{side}"].fill_null("")
        names = column.unique().sort()
        number = column.replace_strict(
            names,
            pl.Series(range(len(names)), dtype=pl.Int64),
            default=len(names),
            return_dtype=pl.Int64,
        )
        return names, UnitIndex(np.arange(len(names) + 1), number.to_numpy().astype(np.uint32))

    def only(self, mask: pl.Series) -> Rows:
        """Keep some of the rows.

        Parameters
        ----------
        mask : polars.Series of bool
            True for the rows that are kept.
        """
        return Rows(self.keys.filter(mask), self.grain, system=self.system, directed=self.directed)
