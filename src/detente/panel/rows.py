"""Rows: the keys of a panel, and the levels at which tables can be joined to them."""

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
    BITS,
    NOBODY,
    YEAR_MASK,
    Level,
    Numbers,
    Positions,
    level,
    packed,
)

OTHER: dict[System, System] = {"cow": "gw", "gw": "cow"}


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
    _levels: dict[tuple[str, ...], Level] = field(default_factory=dict, repr=False)
    _codes: dict[tuple[str, str], Numbers] = field(default_factory=dict, repr=False)
    _turned: dict[str, Positions | None] = field(default_factory=dict, repr=False)

    @property
    def sides(self) -> tuple[str, ...]:
        """Suffixes of the parties: ``("",)`` for states and leaders, ``("1", "2")`` for pairs, more
        for k-ads.
        """
        name = code_name(self.system)
        return tuple(c.removeprefix(name) for c in self.keys.columns if c.startswith(name))

    @property
    def has_leaders(self) -> bool:
        """Tell whether a row names leaders."""
        return any(c.startswith("obsid") for c in self.keys.columns)

    @property
    def citations(self) -> tuple[str, ...]:
        """Keys of the references that the rows themselves rest on."""
        lists = {"cow": "cow_states2024", "gw": "gleditsch_ward1999"}[self.system]
        return (lists, "goemans_etal2009") if self.has_leaders else (lists,)

    @property
    def years(self) -> Numbers:
        """Year of each row."""
        return self.keys["year"].to_numpy()

    def codes(self, side: str, system: System) -> Numbers:
        """Give the code of a party in either system, row by row.

        `NOBODY` where it has none that year.
        """
        found = self._codes.get((side, system))
        if found is None:
            found = self._find_codes(side, system)
            self._codes[side, system] = found
        return found

    def _find_codes(self, side: str, system: System) -> Numbers:
        held = f"{code_name(system)}{side}"
        if held in self.keys.columns:
            return cast("Numbers", self.keys[held].fill_null(NOBODY).to_numpy())
        own = OTHER[system]
        table = codes_by_year(own)
        states = self.state(side, own)
        at = states.places(packed(table[code_name(own)].to_numpy(), table["year"].to_numpy()))
        values = np.append(table[code_name(system)].to_numpy(), NOBODY)
        return cast("Numbers", values[states.spread(at)])

    def state(self, side: str, system: System) -> Level:
        """Give the state-years of one party."""
        return self._level(
            ("state", side, system), lambda: packed(self.codes(side, system), self.years)
        )

    def pair(self, system: System) -> Level:
        """Give the dyad-years, first towards second."""
        return self._level(
            ("pair", system),
            lambda: packed(*(self.codes(s, system) for s in ("1", "2")), self.years),
        )

    def ascending(self, system: System) -> bool:
        """Tell whether the lower code stands first in every dyad-year."""
        keys = self.pair(system).keys
        return bool((keys >> 2 * BITS < (keys >> BITS) & YEAR_MASK).all())

    def turned(self, system: System) -> Positions | None:
        """Give, for each dyad-year, where the one stands that is turned round.

        None unless every one has it.
        """
        if system not in self._turned:
            units = self.pair(system)
            first, second, year = (
                units.keys >> 2 * BITS,
                (units.keys >> BITS) & YEAR_MASK,
                units.keys & YEAR_MASK,
            )
            found = units.places(packed(second, first, year))
            self._turned[system] = found if bool((found < units.keys.size).all()) else None
        return self._turned[system]

    def _level(self, name: tuple[str, ...], keys: Callable[[], Numbers]) -> Level:
        if name not in self._levels:
            self._levels[name] = level(keys())
        return self._levels[name]

    def leaders(self, side: str) -> tuple[pl.Series, Level]:
        """Give the distinct leaders of one party, and which of them each row is about."""
        column = self.keys[f"obsid{side}"].fill_null("")
        names = column.unique().sort()
        number = column.replace_strict(
            names,
            pl.Series(range(len(names)), dtype=pl.Int64),
            default=len(names),
            return_dtype=pl.Int64,
        )
        return names, Level(np.arange(len(names) + 1), number.to_numpy().astype(np.uint32))

    def only(self, mask: pl.Series) -> Rows:
        """Keep some of the rows."""
        return Rows(self.keys.filter(mask), self.grain, system=self.system, directed=self.directed)
