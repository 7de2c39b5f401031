"""One relation: its measured parts, each measured when it is first asked for and never twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from detente.actors.blocs import Bloc
from detente.actors.relation_key import RelationKey
from detente.analysis.guards.situation import Situation, situation
from detente.analysis.options import Options
from detente.analysis.state.condition import RelationState
from detente.analysis.state.read import state_of
from detente.evidence.series import Series
from detente.identity.distance import distance
from detente.identity.profile import IdentityProfile
from detente.institutions.profile import InstitutionsProfile
from detente.models.analogues.search import Analogues, analogues
from detente.models.dispute_risk.read import Risk, assess, last_known
from detente.models.shares.read import ShareForecasts
from detente.models.windows.read import Windows, windows
from detente.power.profile import PowerProfile
from detente.store.catalog import Catalog
from detente.store.memo import Memo

if TYPE_CHECKING:
    from detente.analysis.comparison import Placement
    from detente.identity.event_months import PairMonths
    from detente.institutions.conduct import Rate
    from detente.models.membership.study import Accessions, Membership
    from detente.scenarios.accounting import Scenario

DRAWN = 3
"""Reference relations whose distance a chart has room for."""

SMOOTHED = "level"
"""Method of a series that is estimated from another one."""
STRUCTURES = ("power", "identity", "institutions")
"""The structures, in the order of the paper; the id of a series begins with its own."""
Profile = PowerProfile | IdentityProfile | InstitutionsProfile
Observed = dict[tuple[str, str], Series]
"""Series by id and owner."""


@dataclass(frozen=True)
class Relation:
    """Two actors, the day of the view, and everything that is measured of them.

    Attributes
    ----------
    tables : Catalog
        Every table, later observations included; nothing but `later` reads it.
    pair : RelationKey
        The parties and the view.
    options : Options
        Horizon, draws and seed of what is estimated.
    events : pathlib.Path or None
        A converted archive of events; no month is said without one.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> Relation(default_catalog(), pair("NATO", "Russia", 2013)).institutions.rung
    'associate'
    """

    tables: Catalog
    pair: RelationKey
    options: Options = field(default_factory=Options)
    events: Path | None = None

    @cached_property
    def catalog(self) -> Catalog:
        """The tables as they were known at the day of the view."""
        return self.tables.as_of(self.pair.day)

    @cached_property
    def state(self) -> RelationState:
        """How the two are related on the day of the view: known before anything is said."""
        return self.catalog.remember(state_of, self.pair)

    @cached_property
    def situation(self) -> Situation:
        """What guards know of the relation before a sentence is made."""
        return situation(
            self.pair,
            self.state,
            disputes_to=last_known(self.pair.as_of),
            issues=lambda: self.identity.issues,
        )

    @cached_property
    def power(self) -> PowerProfile:
        """What the power structure measures."""
        return PowerProfile(self.catalog, self.pair)

    @cached_property
    def identity(self) -> IdentityProfile:
        """What the identity structure measures."""
        return self._identity(self.catalog)

    @cached_property
    def institutions(self) -> InstitutionsProfile:
        """What the institutions structure measures."""
        return InstitutionsProfile(self.catalog, self.pair)

    @cached_property
    def months(self) -> PairMonths | None:
        """Months of the two in the user's archive; None without one, or where it has none."""
        if self.events is None:
            return None
        from detente.identity.event_months import pair_months, wanted_of_view

        found = pair_months(self.events, wanted_of_view(self.pair), self.catalog)
        return found if found.months.height else None

    @cached_property
    def shares(self) -> ShareForecasts:
        """Forecasts of shares, and when lines would cross."""
        return ShareForecasts(
            self.catalog, self.pair, parties=self.power.parties, horizon=self.options.horizon
        )

    @cached_property
    def risk(self) -> Risk | None:
        """The risk of a dispute; None where no pair of states has a border or a major power."""
        return assess(self.catalog, self.pair)

    @cached_property
    def windows(self) -> Windows:
        """Windows of opportunity, and how windows of their kind did."""
        return windows(self.catalog, self.pair)

    @cached_property
    def analogues(self) -> Analogues | None:
        """Past pairs most like the one that carries most of the risk; None where there is none."""
        if self.risk is None:
            return None
        return analogues(self.catalog, self.risk.leading.codes, self.pair.as_of)

    @cached_property
    def placement(self) -> Placement | None:
        """The relation on every scale, among all pairs of states; None where no scale has data."""
        from detente.analysis.comparison import own_placement

        return own_placement(self.catalog, self.pair)

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """The relation, its own past and the reference relations, on every scale."""
        from detente.analysis.comparison import beside

        own = (self.placement,) if self.placement else ()
        return (*own, *beside(self.catalog, self.pair))

    @cached_property
    def reference_distances(self) -> tuple[Series, ...]:
        """Distances in UN votes of relations that a reader knows, to compare with."""
        from detente.analysis.comparison import REFERENCES, references

        others = references(self.pair, REFERENCES[:DRAWN])
        return tuple(self.catalog.remember(distance, other) for other in others)

    def accessions(self, bloc: Bloc) -> Accessions:
        """Give what accession to a bloc did to votes, up to the view.

        Parameters
        ----------
        bloc : Bloc
            One of the parties.
        """
        from detente.models.membership.study import accessions

        return accessions(self.catalog, bloc, self.pair.as_of)

    def study(self, bloc: Bloc) -> Membership:
        """Give what accession and association to a bloc did, up to the view.

        Parameters
        ----------
        bloc : Bloc
            One of the parties.
        """
        from detente.models.membership.study import membership

        return membership(self.catalog, bloc, self.pair.as_of)

    @cached_property
    def _accounts(self) -> Memo:
        return Memo()

    def account(self, kind: str, year: int | None = None) -> Scenario | None:
        """Account for a membership, once for the same kind and year.

        Parameters
        ----------
        kind : str
            As `detente.scenarios.choice.choose` gives it.
        year : int, optional
            When; the year after the view by default.
        """
        from detente.scenarios.accounting import account
        from detente.scenarios.choice import check_year

        check_year(self.pair, year)  # what is no year cannot name what was computed
        return self._accounts.result(account, self.power, kind, year)

    def conduct(self, bloc: Bloc) -> tuple[Rate, ...]:
        """Give how often neighbours inside a bloc disputed, beside other neighbours.

        Parameters
        ----------
        bloc : Bloc
            One of the parties.
        """
        from detente.institutions.conduct import rates

        return self.catalog.remember(rates, bloc, self.pair.as_of)

    def measures(self) -> tuple[Series, ...]:
        """Give every series with data known at the view, structure by structure."""
        return self._known

    @cached_property
    def _known(self) -> tuple[Series, ...]:
        profiles = (self.power, self.identity, self.institutions)
        return tuple(series for profile in profiles for series in profile.measures())

    def _identity(self, catalog: Catalog) -> IdentityProfile:
        draws, seed = self.options.draws, self.options.seed
        return IdentityProfile(catalog, self.pair, draws=draws, seed=seed)

    def _profile(self, structure: str, catalog: Catalog) -> Profile:
        """Give a structure as some tables have it."""
        if structure == "identity":
            return self._identity(catalog)
        kind = PowerProfile if structure == "power" else InstitutionsProfile
        return kind(catalog, self.pair)

    @cached_property
    def _observed(self) -> dict[str, Observed]:
        """Series of the structures that have been asked for, later observations included."""
        return {}

    def _whole(self, structure: str) -> Observed:
        """Give every series of a structure by id and owner, later observations included."""
        if structure not in self._observed:
            found = self._profile(structure, self.tables.whole).measures()
            # a smoothed level is estimated from a whole series: it was not observed after the view
            self._observed[structure] = {
                (series.id, series.of): series for series in found if series.method != SMOOTHED
            }
        return self._observed[structure]

    def later(self, series: Series) -> Series:
        """Give what was observed of a series after the view: never mixed with what was known.

        Parameters
        ----------
        series : Series
            One of the measured ones.
        """
        structure = series.id.partition(".")[0]
        whole = self._whole(structure).get((series.id, series.of), series)
        return whole.after(self.pair.as_of)

    def with_later(self, series: Series) -> Series:
        """Give a series with what was observed after the view, for a chart that draws both.

        Parameters
        ----------
        series : Series
            One of the measured ones.
        """
        return series.joined(self.later(series))

    def only_later(self) -> tuple[Series, ...]:
        """Give the series of which something was observed after the view, and nothing before."""
        known = {(series.id, series.of) for series in self.measures()}
        return tuple(
            series.after(self.pair.as_of)
            for structure in STRUCTURES
            for key, series in self._whole(structure).items()
            if key not in known
        )
