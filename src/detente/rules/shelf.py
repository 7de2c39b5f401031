"""The shelf of rules, in the order of the paper; one more is a file and a line."""

from __future__ import annotations

from detente.rules.institutions import (
    agreements,
    allies_inside,
    body,
    border,
    breaks,
    circles,
    clock,
    common_bodies,
    deep,
    dispute,
    dispute_share,
    duty,
    entrant_income,
    entrants,
    guarantee,
    left,
    overlap,
    passed_over,
    promises,
    thaws,
    together,
)
from detente.rules.membership import (
    joined,
    neighbours,
    not_offered,
    not_simulated,
    shares,
    simulated,
    simulated_disputes,
    simulated_domestic,
    simulated_losers,
    simulated_neighbourhood,
    simulated_prominence,
    simulated_record,
    study,
    treaty,
    votes_and_seats,
)
from detente.rules.now import (
    accession_file,
    clash_dead,
    contested_seat,
    event,
    feud_inside,
    fought_records,
    held_land,
    land_share,
    last_fought,
    members,
    open_claim,
    peculiar,
    peculiar_economy,
    record,
    repaired,
    reply,
    rung,
    same_rung,
    sanctions,
    state,
    suspended,
    third_war,
    tone,
    two_ways,
    war_toll,
)
from detente.rules.positions import (
    alone,
    between,
    caveat,
    drift,
    episode,
    matter_moved,
    mover,
    net_lean,
    opposed,
    paradox,
    publics,
    regime,
    reported,
    same_vote,
    split,
    spread,
    support,
    tide,
    unity,
    vote_level,
    vote_when,
    where,
    with_bloc,
    yearly_text,
)
from detente.rules.power import (
    burden,
    fore,
    goods,
    inside,
    joint,
    lead,
    outside_aid,
    outweighs,
    people,
    plateau,
    rank_in,
    ratio,
    reach,
    suppliers,
    third,
    trade,
    trade_rung,
    two_powers,
    war_costs,
)
from detente.rules.rule import Rule
from detente.rules.trust import after
from detente.rules.why import binds, equilibrium, first, promised, pulls, ruled, shock, veto, wars
from detente.rules.windows import (
    outlook,
    past_window,
    relapse,
    truces,
    war_clock,
    war_ending,
    window,
)

SHELF: tuple[Rule, ...] = (
    state.RULE,
    feud_inside.RULE,
    members.RULE,
    third_war.RULE,
    held_land.RULE,
    land_share.RULE,
    war_toll.RULE,
    suspended.RULE,
    rung.RULE,
    same_rung.RULE,
    accession_file.RULE,
    sanctions.RULE,
    event.RULE,
    two_ways.RULE,
    reply.RULE,
    record.RULE,
    repaired.RULE,
    open_claim.RULE,
    clash_dead.RULE,
    last_fought.RULE,
    fought_records.RULE,
    tone.RULE,
    peculiar.RULE,
    peculiar_economy.RULE,
    contested_seat.RULE,
    outweighs.RULE,
    joint.RULE,
    two_powers.RULE,
    lead.RULE,
    plateau.RULE,
    fore.RULE,
    people.RULE,
    rank_in.RULE,
    ratio.RULE,
    war_costs.RULE,
    burden.RULE,
    outside_aid.RULE,
    inside.RULE,
    third.RULE,
    reach.RULE,
    suppliers.RULE,
    goods.RULE,
    trade.RULE,
    trade_rung.RULE,
    caveat.RULE,
    same_vote.RULE,
    vote_level.RULE,
    net_lean.RULE,
    tide.RULE,
    opposed.RULE,
    mover.RULE,
    vote_when.RULE,
    drift.RULE,
    with_bloc.RULE,
    yearly_text.RULE,
    split.RULE,
    between.RULE,
    spread.RULE,
    unity.RULE,
    alone.RULE,
    matter_moved.RULE,
    where.RULE,
    paradox.RULE,
    support.RULE,
    episode.RULE,
    regime.RULE,
    publics.RULE,
    reported.RULE,
    # institutions
    deep.RULE,
    duty.RULE,
    allies_inside.RULE,
    common_bodies.RULE,
    circles.RULE,
    agreements.RULE,
    overlap.RULE,
    promises.RULE,
    guarantee.RULE,
    together.RULE,
    left.RULE,
    border.RULE,
    dispute.RULE,
    dispute_share.RULE,
    thaws.RULE,
    clock.RULE,
    passed_over.RULE,
    entrants.RULE,
    entrant_income.RULE,
    body.RULE,
    breaks.RULE,
    # why
    shock.RULE,
    wars.RULE,
    promised.RULE,
    ruled.RULE,
    first.RULE,
    pulls.RULE,
    binds.RULE,
    veto.RULE,
    equilibrium.RULE,
    # windows
    war_clock.RULE,
    war_ending.RULE,
    relapse.RULE,
    truces.RULE,
    window.RULE,
    past_window.RULE,
    outlook.RULE,
    # membership
    not_offered.RULE,
    treaty.RULE,
    joined.RULE,
    votes_and_seats.RULE,
    shares.RULE,
    neighbours.RULE,
    study.RULE,
    after.RULE,
    not_simulated.RULE,
    simulated.RULE,
    simulated_prominence.RULE,
    simulated_domestic.RULE,
    simulated_neighbourhood.RULE,
    simulated_disputes.RULE,
    simulated_losers.RULE,
    simulated_record.RULE,
)
"""Every rule."""


_BY_ID = {rule.id: rule for rule in SHELF}


def rules(section: str) -> tuple[Rule, ...]:
    """Give the rules of a section, in the order in which they are printed.

    Parameters
    ----------
    section : str
        One of `detente.rules.rule.SECTIONS`.
    """
    return tuple(sorted((one for one in SHELF if one.section == section), key=lambda r: r.place))


def rule_of(id: str) -> Rule:
    """Give a rule by its id.

    Parameters
    ----------
    id : str
        The id.

    Raises
    ------
    KeyError
        Where there is none.
    """
    return _BY_ID[id]
