"""A relation as users hold it: two names, a year, and from there everything that is measured, found and written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from detente.actors.names import NEWEST, Actor
from detente.actors.relation_key import RelationKey, pair
from detente.analysis import relation as measured
from detente.analysis.options import Options
from detente.evidence.finding import Finding
from detente.identity.profile import IdentityProfile
from detente.institutions.profile import InstitutionsProfile
from detente.models.windows.read import Windows
from detente.paper.brief import Brief
from detente.paper.write import write
from detente.power.profile import PowerProfile
from detente.scenarios.accounting import Scenario, account
from detente.scenarios.choice import check_year, choose
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import default_store


@dataclass(frozen=True)
class Relation:
    """Two actors seen from a year: measured parts, findings, scenario and paper, each made when it is first asked for.

    Attributes
    ----------
    measured : detente.analysis.relation.Relation
        The measured parts.

    Examples
    --------
    >>> relation("NATO", "Russia", as_of=2013).institutions.rung
    'associate'
    """

    measured: measured.Relation

    @property
    def pair(self) -> RelationKey:
        """The parties and the view."""
        return self.measured.pair

    @property
    def power(self) -> PowerProfile:
        """What the power structure measures."""
        return self.measured.power

    @property
    def identity(self) -> IdentityProfile:
        """What the identity structure measures."""
        return self.measured.identity

    @property
    def institutions(self) -> InstitutionsProfile:
        """What the institutions structure measures."""
        return self.measured.institutions

    @cached_property
    def _brief(self) -> Brief:
        return Brief(self.measured, self.measured.options)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Sentences with their cells, in the order of the paper."""
        return self._brief.findings

    def windows(self) -> Windows:
        """Date the windows of opportunity, with the record of their kinds.

        Examples
        --------
        >>> relation("NATO", "Russia", as_of=1993).windows().year
        1993
        """
        return self.measured.windows

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
        return account(self.power, choose(self.pair, kind), year)

    def brief(self, out: str | Path | None = None, options: Options | None = None) -> Brief:
        """Make the paper, and write it where a folder is named.

        Parameters
        ----------
        out : path, optional
            Folder for ``brief.html``, ``brief.pdf``, ``brief.json``, ``brief.bib`` and ``evidence/``.
        options : Options, optional
            Scenario, horizon, draws, seed; what is measured already is not measured again where they are not given.
        """
        made = self._brief
        if options is not None and options != self.measured.options:
            choose(self.pair, options.scenario)
            check_year(self.pair, options.year)
            again = measured.Relation(self.measured.tables, self.pair, options)
            made = Brief(again, options)
        if out is not None:
            write(made, Path(out))
        return made


def relation(
    a: str | int | Actor,
    b: str | int | Actor,
    as_of: int = NEWEST,
    catalog: Catalog | None = None,
) -> Relation:
    """Name a relation.

    Parameters
    ----------
    a, b : str, int, State or Bloc
        Names, ISO letters, COW codes, or actors.
    as_of : int
        The year from which it is looked at; nothing after it enters.
    catalog : Catalog, optional
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
    tables = catalog or default_catalog(default_store())
    return Relation(measured.Relation(tables, pair(a, b, as_of)))
