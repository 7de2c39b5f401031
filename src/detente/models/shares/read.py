"""Forecasts of the shares of one relation: fans for every party, when their lines would cross."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.models.shares.forecast import Crossing, Forecast, crossing, forecast
from detente.power.yardsticks import yardstick
from detente.store.catalog import Catalog

FORECASTS = ("cinc", "gdp", "gdp_long", "pop", "spending")
"""Yardsticks that are forecast."""
CROSSED = ("cinc", "gdp", "gdp_long")
"""Yardsticks on which crossings are looked for."""


@dataclass(frozen=True)
class ShareForecasts:
    """Forecasts of a relation, made when they are first asked for.

    Attributes
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.
    parties : tuple of State or Bloc
        Both parties and, where there is one, the third power.
    horizon : int
        Years ahead.
    """

    catalog: Catalog
    pair: RelationKey
    parties: tuple[Actor, ...]
    horizon: int = 20

    def _overlap(self, one: Actor, other: Actor) -> bool:
        """Whether two parties have a member in common: their shares do not add up or cross."""
        day = self.pair.day
        return not set(one.members(day)).isdisjoint(other.members(day))

    @cached_property
    def fans(self) -> dict[tuple[str, str], Forecast]:
        """(yardstick id, name) to a forecast; only forecasts whose method could be scored.

        Every party is forecast, and a bloc together with the state of the pair that is not its
        member.
        """
        groups: list[tuple[Actor, ...]] = [(party,) for party in self.parties]
        sides = self.pair.bloc_and_state
        if sides and not self._overlap(*sides):
            groups.append(sides)
        fans = {}
        for name in FORECASTS:
            for first, *extra in groups:
                fan = forecast(
                    self.catalog,
                    first,
                    yardstick(name),
                    self.pair.day,
                    horizon=self.horizon,
                    extra=tuple(extra),
                )
                if fan is not None and fan.record.crps_ratio is not None:
                    fans[name, fan.of] = fan
        return fans

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """When the lines of two of the three would cross; not of a bloc and its own member."""
        found = []
        for one, other in combinations(self.parties, 2):
            if self._overlap(one, other):
                continue
            for name in CROSSED:
                found.append(crossing(self.catalog, one, other, yardstick(name), self.pair.day))
        return tuple(crossed for crossed in found if crossed is not None)
