"""A scenario beside the state of the relation: no state joins those with whom it is at war."""

from __future__ import annotations

from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.relation_key import pair
from detente.analysis.state.condition import Condition
from detente.analysis.state.read import state_of
from detente.analysis.state.words import label_of
from detente.errors import RequestError
from detente.phrasing import listed
from detente.scenarios.run import Simulated, simulate
from detente.scenarios.verbs import RAISES, Event, Plan
from detente.store.catalog import Catalog

WAR = "war"

"""Headline of a war, as the state of a relation has it."""


def simulated(catalog: Catalog, plan: Plan, *, own: OwnFacts = NO_FACTS) -> Simulated:
    """Simulate a scenario, unless a state would come nearer to those with whom it is at war.

    Parameters
    ----------
    catalog : Catalog
        The tables; nothing after the plan's view is looked at.
    plan : Plan
        What happens.
    own : OwnFacts
        Own facts, which enter the state of the relation.

    Returns
    -------
    Simulated

    Raises
    ------
    RequestError
        Where the plan cannot be simulated: a war with a member, a state or bloc that the view does
        not have, a prior that is not known.

    Examples
    --------
    >>> from detente.scenarios.files import read_file
    >>> from detente.store.catalog import default_catalog
    >>> plan = read_file("russia-nato-2014", draws=20, horizon=1)
    >>> simulated(default_catalog(), plan).years
    (2014,)
    """
    check_peace(catalog, plan, own=own)
    return simulate(catalog, plan)


def check_peace(catalog: Catalog, plan: Plan, *, own: OwnFacts = NO_FACTS) -> None:
    """Refuse a higher rung while the state is at war with the bloc or a member of it.

    Parameters
    ----------
    catalog, plan, own
        As for `simulated`.

    Raises
    ------
    RequestError
        Where a war is open and the plan does not say that it does not matter.
    """
    if plan.even_at_war:
        return
    for one in plan.events:
        wars = _wars(catalog, plan, one, own) if one.verb in RAISES else ()
        if wars:
            raise RequestError(
                f"{one.state.label} is at war with {_enemies(wars, one)}",
                near=("suspension", "exit", "none"),
                next_step="--even-at-war simulates it all the same",
            )


def _wars(catalog: Catalog, plan: Plan, one: Event, own: OwnFacts) -> tuple[Condition, ...]:
    """Give the wars of the state of the relation, those of members among them."""
    sides = pair(one.bloc, one.state, plan.view, own=own)
    state = catalog.as_of(plan.view).remember(state_of, sides)
    return tuple(war for war in state.conditions if war.headline == WAR)


def _enemies(wars: tuple[Condition, ...], one: Event) -> str:
    """Name the members with whom the state is at war, or the bloc itself."""
    own = (*one.state.letters, one.state.key)
    keys = [war.second if war.first in own else war.first for war in wars]
    members = [label_of(key) for key in dict.fromkeys(keys) if key != one.bloc.id]
    if not members:
        return one.bloc.label
    kind = "a member" if len(members) == 1 else "members"
    return f"{listed(members)}, {kind} of {one.bloc.label}"
