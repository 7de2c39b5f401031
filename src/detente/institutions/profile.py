"""The institutions of a relation: each measure when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from detente.actors.relation_key import RelationKey
from detente.evidence.series import Series
from detente.institutions import density, ties
from detente.institutions import ladder as ladders
from detente.institutions.accession_state import chapters
from detente.institutions.rung_states import ACTIVE, HeldRung
from detente.store.catalog import Catalog


@dataclass(frozen=True)
class InstitutionsProfile:
    """What the institutions structure measures of a pair, each part when it is first asked for.

    Attributes
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.
    """

    catalog: Catalog
    pair: RelationKey

    @cached_property
    def rails(self) -> tuple[ladders.Rail, ...]:
        """Ladders that matter for the pair."""
        return ladders.rails(self.pair)

    @cached_property
    def ladder(self) -> Series | None:
        """Rung of the state in the bloc; None for a pair of any other kind."""
        sides = self.pair.bloc_and_state
        return ladders.series(*sides, self.pair.as_of) if sides else None

    @cached_property
    def chapters(self) -> Series | None:
        """Chapters of accession talks opened by year; None where none was opened."""
        sides = self.pair.bloc_and_state
        return chapters(*sides, self.pair.day) if sides else None

    @cached_property
    def rung(self) -> str:
        """Highest rung of the state at the view, in whatever state; empty for other pairs."""
        sides = self.pair.bloc_and_state
        return ladders.rung(*sides, self.pair.day) if sides else ""

    @cached_property
    def held(self) -> HeldRung | None:
        """That rung with its state, since when, and the document; None where none is held."""
        sides = self.pair.bloc_and_state
        return ladders.held(*sides, self.pair.day) if sides else None

    @property
    def active(self) -> bool:
        """Whether the state holds a rung that is neither suspended, frozen nor dormant."""
        return self.held is not None and self.held.state == ACTIVE

    @cached_property
    def organisations(self) -> tuple[Series, ...]:
        """Organisations in common: full, associate, observer."""
        return ties.organisations(self.catalog, self.pair)

    @cached_property
    def shared(self) -> tuple[Series, Series]:
        """Organisations in common of at most half of all states: their number, and by rarity."""
        return density.shared(self.catalog, self.pair)

    @cached_property
    def _obligations(self) -> tuple[Series, Series]:
        bound, defend = ties.obligations(self.catalog, self.pair)
        return bound, defend

    @property
    def bound(self) -> Series:
        """Share of pairs across the two sides under a treaty obligation."""
        return self._obligations[0]

    @property
    def bound_to_defend(self) -> Series:
        """Share of pairs across the two sides under a duty to defend."""
        return self._obligations[1]

    @cached_property
    def bond(self) -> ties.Bond | None:
        """What a treaty obliges two states to, each way; None for other pairs."""
        if not self.pair.first.kind == self.pair.second.kind == "state":
            return None
        return ties.bond(self.catalog, self.pair, self.catalog.last_year("atop"))

    @cached_property
    def borders(self) -> tuple[str, ...]:
        """Kinds of border between them, the closest first."""
        return ties.border_between(self.catalog, self.pair, self.pair.day)

    @cached_property
    def neighbours(self) -> tuple[frozenset[int], frozenset[int]]:
        """Land neighbours of each party at the view."""
        return (
            ties.neighbours_of(self.catalog, self.pair.first, self.pair.day),
            ties.neighbours_of(self.catalog, self.pair.second, self.pair.day),
        )

    @cached_property
    def disputes(self) -> Series:
        """Disputes begun in the ten years to each year."""
        return ties.recent_disputes(self.catalog, self.pair)

    def measures(self) -> tuple[Series, ...]:
        """Give every series with data."""
        everything = (
            *((self.ladder,) if self.ladder else ()),
            *((self.chapters,) if self.chapters else ()),
            *self.organisations,
            *self.shared,
            self.bound,
            self.bound_to_defend,
            self.disputes,
        )
        return tuple(series for series in everything if series)
