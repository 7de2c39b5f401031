"""One state's association with a bloc beside its synthetic control."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc, Step
from detente.actors.states import State
from detente.estimators.synthetic_control import Control, synthetic
from detente.institutions.ladder import rung
from detente.models.membership.design import design
from detente.models.membership.outcomes import FIRST, outcome_of
from detente.store.catalog import Catalog

BEFORE, AFTER = 5, 5
"""Fewest years before and after an event for which a case is compared."""
REACHES = (15, 12, 10, 8, 6, BEFORE)
"""Years before the event that are tried, the longest first."""
MANY = 6
"""Fewest donors of a case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One state's newest association beside its synthetic control.

    Attributes
    ----------
    state, form : str
        Who, and the form of association.
    event, first, last : int
        Year of the association, and the years compared.
    control : Control
        The comparison.
    donors : int
        States to draw on.
    """

    state: str
    form: str
    event: int
    first: int
    last: int
    control: Control
    donors: int


def case(
    catalog: Catalog,
    letters: str,
    pool: frozenset[str],
    *,
    core: tuple[str, ...],
    outcome: str,
    event: int,
    first: int,
    last: int,
    least: int = 3,
) -> tuple[Control, tuple[str, ...]] | None:
    """Compare one state with its synthetic control of states that ran alike before.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    letters : str
        The case.
    pool : frozenset of str
        Letters of possible donors; those with a gap in the years are left out.
    core : tuple of str
        As for `outcomes.outcome_of`.
    outcome : str
        A key of `outcomes.OUTCOMES`.
    event, first, last : int
        First year after which an effect is looked for, and the years that enter.
    least : int
        Fewest donors.

    Returns
    -------
    tuple of (Control, donors) or None
        None where the case has a gap, or too few donors are whole.
    """
    names, values = outcome_of(catalog, outcome, core, last)
    compared = values[:, first - FIRST : last - FIRST + 1]
    whole: NDArray[np.bool_] = np.atleast_1d(~np.isnan(compared).any(axis=1))
    if letters not in names or not first < event < last or not whole[names.index(letters)]:
        return None
    donors = tuple(
        name
        for name, complete in zip(names, whole, strict=True)
        if name in pool and complete and name != letters
    )
    if len(donors) < least:
        return None
    rows = [names.index(name) for name in (letters, *donors)]
    return synthetic(compared[rows], 0, event - first), donors


def association_case(catalog: Catalog, bloc: Bloc, state: State, as_of: int) -> Case | None:
    """Compare a state's newest association with states that were tied to the bloc and never joined.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        Whose ladder.
    state : State
        The case.
    as_of : int
        The view.

    Returns
    -------
    Case or None
        None for a member, for a state without association five years ago, or without enough
        donors.
    """
    newest = _newest_association(bloc, state, as_of)
    if newest is None or rung(bloc, state, as_of) == "member":
        return None
    on_ladder = tuple(sorted({step.letters for step in bloc.steps}))
    laid = design(catalog, bloc, "accession", as_of, units=on_ladder)
    event = newest.span.start.year
    letters = newest.letters if newest.letters in state.letters else state.letters[-1]
    pool = laid.controls.get("associates", frozenset())
    # the longest stretch before the event in which enough donors have no gap
    for reach in REACHES:
        first = max(FIRST, event - reach)
        found = case(
            catalog,
            letters,
            pool,
            core=laid.core,
            outcome="distance",
            event=event,
            first=first,
            last=as_of,
            least=MANY,
        )
        if found is not None:
            control, donors = found
            return Case(
                state=state.label,
                form=newest.form,
                event=event,
                first=first,
                last=as_of,
                control=control,
                donors=len(donors),
            )
    return None


def _newest_association(bloc: Bloc, state: State, as_of: int) -> Step | None:
    """Give a state's newest step to association that was old enough at a view."""
    steps = [
        step
        for step in bloc.steps_of(state.letters)
        if step.rung == "associate" and step.span.start.year <= as_of - AFTER
    ]
    return max(steps, key=lambda step: step.span.start, default=None)
