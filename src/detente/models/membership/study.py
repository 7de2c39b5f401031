"""What joining is known to do: event studies of a bloc's accessions and associations.

Every study is a set of specifications: each group of controls, with and without anticipation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.estimators.event_study import NEVER, Study, study
from detente.models.membership.design import Design, design
from detente.models.membership.outcomes import FIRST, outcome_of
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
ANTICIPATIONS = (0, 5)
"""Years before an event in which it may act."""
DRAWS = 500
"""Resamples of states and random assignments, in a paper and in a study of one's own alike."""
FEW = 3
"""Fewest treated states, and fewest controls: of fewer there is no interval."""
LEVEL = 0.05
"""Chance of an effect as large under random assignment, below which it counts."""


@dataclass(frozen=True, slots=True)
class Specification:
    """One estimate and what it was made with.

    Attributes
    ----------
    kind, outcome, controls : str
        ``"accession"`` or ``"association"``; a key of `outcomes.OUTCOMES`; a key of the design's
        controls.
    anticipation : int
        Years before the event in which it may act.
    found : Study
        The estimate.
    """

    kind: str
    outcome: str
    controls: str
    anticipation: int
    found: Study

    @property
    def valid(self) -> bool:
        """Whether treated and controls were on one path: the pre-trend's interval holds zero."""
        return bool(self.found.pre_low <= 0 <= self.found.pre_high)

    @property
    def established(self) -> bool:
        """Whether the effect is distinguishable from zero, on a valid pre-trend."""
        apart = self.found.low > 0 or self.found.high < 0
        return self.valid and apart and self.found.p < LEVEL


class LaidOut(NamedTuple):
    """A study laid out: its design, and the outcome of every state that has one.

    Attributes
    ----------
    design : Design
        Events and controls.
    letters : tuple of str
        U states.
    values : ndarray, shape (U, T)
        The outcome from 1946 on.
    """

    design: Design
    letters: tuple[str, ...]
    values: Floats


def laid_out(
    catalog: Catalog,
    bloc: Bloc,
    kind: str,
    outcome: str,
    as_of: int,
    *,
    since: int | None = None,
    form: str | None = None,
) -> LaidOut:
    """Lay a study out: its design with every state that has the outcome, and the outcome from 1946.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        Whose ladder.
    kind : {"accession", "association"}
        Which rung.
    outcome : str
        A key of `outcomes.OUTCOMES`.
    as_of : int
        The view: no later step or outcome enters.
    since, form
        As for `design.design`.
    """
    known = catalog.as_of(as_of)
    core = design(known, bloc, kind, as_of, since=since, form=form).core
    letters, values = outcome_of(known, outcome, core, as_of)
    laid = design(known, bloc, kind, as_of, since=since, form=form, units=letters)
    return LaidOut(laid, letters, values)


def specifications(
    catalog: Catalog,
    bloc: Bloc,
    kind: str,
    outcome: str,
    as_of: int,
    *,
    since: int | None = None,
    form: str | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> tuple[Specification, ...]:
    """Estimate a bloc's accessions or associations on one outcome, in every specification.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        Whose ladder.
    kind : {"accession", "association"}
        Which rung.
    outcome : str
        A key of `outcomes.OUTCOMES`.
    as_of : int
        The view: no later step or outcome enters.
    since, form
        As for `design.design`.
    draws, seed : int
        Resamples and assignments.

    Returns
    -------
    tuple of Specification
        Those with at least three treated units and with controls; empty where nobody joined, or
        nothing can be compared.
    """
    laid, letters, values = laid_out(catalog, bloc, kind, outcome, as_of, since=since, form=form)
    return estimate(laid, outcome, letters, values, draws=draws, seed=seed)


def estimate(
    laid: Design,
    outcome: str,
    letters: tuple[str, ...],
    values: Floats,
    *,
    not_yet: bool = False,
    draws: int = DRAWS,
    seed: int = 1,
) -> tuple[Specification, ...]:
    """Estimate every specification of a design.

    Parameters
    ----------
    laid : Design
        Events and controls.
    outcome : str
        What the values are.
    letters : tuple of str
        U states.
    values : ndarray, shape (U, T)
        The outcome from 1946 on.
    not_yet : bool
        Whether states that take the step later count among each group of controls until then.
    draws, seed : int
        Resamples and assignments.
    """
    event = event_years(laid, letters, values.shape[1])
    estimates = []
    for group, inside in laid.controls.items():
        controls = np.array([name in inside for name in letters])
        for ahead in ANTICIPATIONS:
            one = study(
                values,
                event,
                controls,
                anticipation=ahead,
                not_yet=not_yet,
                draws=draws,
                seed=seed,
            )
            if one.treated >= FEW and one.controls >= FEW and not np.isnan(one.effect):
                estimates.append(
                    Specification(laid.kind, outcome, controls=group, anticipation=ahead, found=one)
                )
    return tuple(estimates)


def event_years(laid: Design, letters: tuple[str, ...], years: int) -> NDArray[np.int64]:
    """Give the year of each state's event, counted from 1946; `NEVER` where it has none.

    Parameters
    ----------
    laid : Design
        Events.
    letters : tuple of str
        U states.
    years : int
        Years of the outcome; a later event is none.

    Returns
    -------
    ndarray of int, shape (U,)
    """
    event = np.full(len(letters), NEVER)
    for name, year in laid.events:
        if name in letters and FIRST <= year < FIRST + years:
            event[letters.index(name)] = year - FIRST
    return event


def why_not(laid: Design, found: tuple[Specification, ...]) -> str:
    """Say in one line why a study has no estimate; empty where it has one.

    Parameters
    ----------
    laid : Design
        Events and controls.
    found : tuple of Specification
        What was estimated.
    """
    if found:
        return ""
    ladder = f"{laid.bloc}'s ladder"
    if laid.last < laid.since:
        return (
            f"steps on {ladder} are studied from {laid.since} on, which lies after the view of "
            f"{laid.last}"
        )
    if not laid.events:
        return f"nobody reached that rung of {ladder} from {laid.since} to {laid.last}"
    if not any(len(group) >= FEW for group in laid.controls.values()):
        return "there are too few states to compare with"
    count = len(laid.events)
    return f"of the {count} that did, fewer than {FEW} have the outcome both before and after"


@dataclass(frozen=True, slots=True)
class Accessions:
    """What a bloc's accessions are known to have done to votes, at a view.

    Attributes
    ----------
    bloc : Bloc
        Which one.
    accession : tuple of Specification
        On the distance to the fixed core.
    joiners : int
        States that joined.
    why : str
        Why there is no estimate of accessions; empty where there is one.
    """

    bloc: Bloc
    accession: tuple[Specification, ...]
    joiners: int
    why: str

    @property
    def verdict(self) -> str:
        """What the set of specifications allows, in a few plain words."""
        if not self.accession:
            return ""
        established = [one for one in self.accession if one.established]
        if self.distinguishable(self.accession):
            direction = "away from" if established[0].found.effect > 0 else "nearer to"
            return f"after joining, states moved {direction} the core"
        if established:
            of_all = f"{len(established)} of {len(self.accession)}"
            return f"{of_all} specifications tell an effect of joining from none"
        if any(one.controls == "associates" for one in self.accession):
            return "association and membership cannot be told apart"
        return "no effect of joining can be told from none"

    @staticmethod
    def distinguishable(found: tuple[Specification, ...]) -> bool:
        """Tell whether more than half of a set is distinguishable from zero, with one sign.

        Parameters
        ----------
        found : tuple of Specification
            The set.
        """
        established = [one for one in found if one.established]
        signs = {one.found.effect > 0 for one in established}
        return len(established) > len(found) / 2 and len(signs) == 1


@dataclass(frozen=True, slots=True)
class Membership(Accessions):
    """What a bloc's accessions and associations are known to have done, at a view.

    Attributes
    ----------
    bloc, accession, joiners, why
        As `Accessions` has them.
    association : tuple of Specification
        On the distance to the fixed core.
    regime : tuple of Specification
        Accessions on electoral democracy.
    """

    association: tuple[Specification, ...]
    regime: tuple[Specification, ...]


def accessions(
    catalog: Catalog, bloc: Bloc, as_of: int, *, draws: int = DRAWS, seed: int = 1
) -> Accessions:
    """Estimate what the argument says of a bloc: distance after accession.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        Whose ladder.
    as_of : int
        The view.
    draws, seed : int
        Resamples and assignments.
    """
    return catalog.remember(_accessions, bloc, as_of, draws, seed)


def _accessions(catalog: Catalog, bloc: Bloc, as_of: int, draws: int, seed: int) -> Accessions:
    laid, letters, values = laid_out(catalog, bloc, "accession", "distance", as_of)
    found = estimate(laid, "distance", letters, values, draws=draws, seed=seed)
    return Accessions(
        bloc=bloc, accession=found, joiners=len(laid.events), why=why_not(laid, found)
    )


def membership(
    catalog: Catalog, bloc: Bloc, as_of: int, *, draws: int = DRAWS, seed: int = 1
) -> Membership:
    """Estimate what a brief prints of a bloc: distance after both steps, regime after accession.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        Whose ladder.
    as_of : int
        The view.
    draws, seed : int
        Resamples and assignments.
    """
    return catalog.remember(_membership, bloc, as_of, draws, seed)


def _membership(catalog: Catalog, bloc: Bloc, as_of: int, draws: int, seed: int) -> Membership:
    joined = accessions(catalog, bloc, as_of, draws=draws, seed=seed)
    tied, regime = (
        specifications(catalog, bloc, kind, outcome, as_of, draws=draws, seed=seed)
        for kind, outcome in (("association", "distance"), ("accession", "regime"))
    )
    return Membership(
        bloc=bloc,
        accession=joined.accession,
        joiners=joined.joiners,
        why=joined.why,
        association=tied,
        regime=regime,
    )
