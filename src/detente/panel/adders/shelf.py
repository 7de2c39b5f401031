"""The shelf: every adder, one line each."""

from __future__ import annotations

import difflib

from detente.errors import PanelError
from detente.panel.adders import (
    archigos,
    arms_transfers,
    atop,
    capital_distance,
    codes,
    contiguity,
    cow_mids,
    cow_wars,
    democracy,
    fractionalization,
    gdp_pop,
    gml_mids,
    ideal_points,
    igos,
    lead,
    leader_willingness,
    majors,
    milex,
    minimum_distance,
    nmc,
    nuclear,
    outcomes,
    peace_years,
    rivalries,
    sanctions,
    similarity,
    spells,
    terrain,
    territorial_threat,
    trade,
    ucdp_acd,
    ucdp_onsets,
    vdem,
    wdi,
)
from detente.panel.adders.base import Adder

SHELF: tuple[Adder, ...] = (
    nmc.ADDER,
    majors.ADDER,
    contiguity.ADDER,
    atop.ADDER,
    igos.ADDER,
    trade.ADDER,
    cow_mids.ADDER,
    gml_mids.ADDER,
    cow_wars.ADDER,
    capital_distance.ADDER,
    minimum_distance.ADDER,
    rivalries.ADDER,
    democracy.ADDER,
    gdp_pop.ADDER,
    archigos.ADDER,
    lead.ADDER,
    leader_willingness.ADDER,
    ucdp_acd.ADDER,
    ucdp_onsets.ADDER,
    peace_years.ADDER,
    spells.ADDER,
    similarity.ADDER,
    fractionalization.ADDER,
    terrain.ADDER,
    territorial_threat.ADDER,
    sanctions.ADDER,
    arms_transfers.ADDER,
    nuclear.ADDER,
    codes.ADDER,
    milex.ADDER,
    wdi.ADDER,
    vdem.ADDER,
    ideal_points.ADDER,
    outcomes.ADDER,
)


def adder(name: str) -> Adder:
    """Find an adder by its id.

    Raises
    ------
    PanelError
        Where none has it.

    Examples
    --------
    >>> adder("nmc").label
    'material capabilities'
    """
    for member in SHELF:
        if member.id == name:
            return member
    names = [a.id for a in SHELF]
    raise PanelError(
        f"nothing to add is called '{name}'",
        near=difflib.get_close_matches(str(name), names) or names,
    )
