"""The institutions of a pair, read whole: ladders, organisations, obligations, borders, disputes."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.pairs import Pair
from detente.institutions import ladder, ties
from detente.measure import Series
from detente.store.world import World


@dataclass(frozen=True, slots=True)
class InstitutionsReading:
    """Everything that the institutions structure measures of a pair; years after the view included.

    Attributes
    ----------
    rails : tuple of Rail
        Ladders that matter for the pair.
    ladder : Series or None
        Rung of the state in the bloc, for a pair of a bloc and a state.
    rung : str
        That rung at the view; empty for other pairs.
    organisations : tuple of Series
        In common: full, associate, observer.
    bound, bound_to_defend : Series
        Share of cross pairs under a treaty obligation.
    bond : Bond or None
        What a treaty obliges two states to, each way.
    borders : tuple of str
        Kinds of border between them, the closest first.
    neighbours : tuple of frozenset of int
        Land neighbours of each party at the view.
    disputes : Series
        Disputes begun in the ten years to each year.
    """

    rails: tuple[ladder.Rail, ...]
    ladder: Series | None
    rung: str
    organisations: tuple[Series, ...]
    bound: Series
    bound_to_defend: Series
    bond: ties.Bond | None
    borders: tuple[str, ...]
    neighbours: tuple[frozenset[int], frozenset[int]]
    disputes: Series

    def measures(self) -> tuple[Series, ...]:
        """Give every series with data."""
        everything = (
            *((self.ladder,) if self.ladder else ()),
            *self.organisations,
            self.bound,
            self.bound_to_defend,
            self.disputes,
        )
        return tuple(s for s in everything if s)


def read(world: World, pair: Pair) -> InstitutionsReading:
    """Measure the institutions of a pair.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties and the view.

    Returns
    -------
    InstitutionsReading
    """
    sides = pair.bloc_and_state
    bound, defend = ties.obligations(world, pair)
    both_states = pair.a.kind == pair.b.kind == "state"
    return InstitutionsReading(
        rails=ladder.rails(pair),
        ladder=ladder.series(*sides, pair.as_of) if sides else None,
        rung=ladder.rung(*sides, pair.as_of) if sides else "",
        organisations=ties.organisations(world, pair),
        bound=bound,
        bound_to_defend=defend,
        bond=ties.bond(world, pair, min(pair.as_of, ties.LAST_TREATY)) if both_states else None,
        borders=ties.border_between(world, pair, pair.as_of),
        neighbours=(
            ties.neighbours_of(world, pair.a, pair.as_of),
            ties.neighbours_of(world, pair.b, pair.as_of),
        ),
        disputes=ties.recent_disputes(world, pair),
    )
