"""A relation as users hold it: two names, a year, and from there everything that is measured."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from detente.actors.names import NEWEST, Actor
from detente.actors.pairs import Pair, pair
from detente.identity.reading import IdentityReading
from detente.institutions.reading import InstitutionsReading
from detente.paper.brief import Brief, Options, make
from detente.paper.write import write
from detente.power.reading import PowerReading
from detente.scenarios.accounting import Scenario, account, choose
from detente.store.home import default_store
from detente.store.world import World, default_world
from detente.synthesis.outlook import Outlook, look
from detente.synthesis.reading import Reading, read
from detente.synthesis.windows import Windows


@dataclass(frozen=True)
class Relation:
    """Two actors seen from a year.

    Attributes
    ----------
    pair : Pair
        The parties and the view.
    world : World
        The tables it is read from.

    Examples
    --------
    >>> relation("NATO", "Russia", as_of=2013).institutions.rung
    'associate'
    """

    pair: Pair
    world: World

    @cached_property
    def reading(self) -> Reading:
        """Measure all three structures; computed once."""
        return read(self.world, self.pair)

    @property
    def power(self) -> PowerReading:
        """Give what the power structure measures."""
        return self.reading.power

    @property
    def identity(self) -> IdentityReading:
        """Give what the identity structure measures."""
        return self.reading.identity

    @property
    def institutions(self) -> InstitutionsReading:
        """Give what the institutions structure measures."""
        return self.reading.institutions

    @cached_property
    def outlook(self) -> Outlook:
        """Give the risk of a dispute, windows of opportunity and analogues; computed once."""
        return look(self.world, self.pair)

    def windows(self) -> Windows:
        """Date the windows of opportunity, with the record of their kinds.

        Examples
        --------
        >>> relation("NATO", "Russia", as_of=1993).windows().year
        1993
        """
        return self.outlook.windows

    def scenario(self, kind: str | None = None, year: int | None = None) -> Scenario | None:
        """Account for a change of membership.

        Parameters
        ----------
        kind : {"accession", "association", "exit", "none"}, optional
            Chosen by the pair where it is not given.
        year : int, optional
            When; the year after the view by default.

        Raises
        ------
        RequestError
            Where the change does not fit the pair.
        """
        return account(self.reading, choose(self.pair, kind), year)

    def brief(self, out: str | Path | None = None, options: Options | None = None) -> Brief:
        """Make the paper, and write it where a folder is named.

        Parameters
        ----------
        out : path, optional
            Folder for ``brief.html``, ``brief.pdf``, ``brief.json``, ``brief.bib`` and ``evidence/``.
        options : Options, optional
            Scenario, horizon, draws, seed.
        """
        made = make(self.world, self.pair, options)
        if out is not None:
            write(made, Path(out))
        return made


def relation(
    a: str | int | Actor, b: str | int | Actor, as_of: int = NEWEST, world: World | None = None
) -> Relation:
    """Name a relation.

    Parameters
    ----------
    a, b : str, int, State or Bloc
        Names, ISO letters, COW codes, or actors.
    as_of : int
        The year from which it is looked at; nothing after it enters.
    world : World, optional
        The tables; the starter and the user's own store by default.

    Raises
    ------
    UnknownActor, AmbiguousActor, SameActor, DateError
        Where a name means nothing, several things, the same, or nothing at that date.

    Examples
    --------
    >>> relation("India", "China").pair.label
    'India and China'
    """
    return Relation(pair(a, b, as_of), world or default_world(default_store()))
