"""The shelf: every adder, one line each; those without a computation come from `published`."""

from __future__ import annotations

import difflib

from detente.asked import is_one_of
from detente.errors import PanelError, quoted
from detente.panel.adders import (
    across_years,
    archigos,
    arms_transfers,
    atop,
    capital_distance,
    codes,
    contiguity,
    cow_mids,
    cow_wars,
    dcad,
    democracy,
    desta,
    dyadic_wars,
    fractionalization,
    gdp_pop,
    gml_mids,
    icb_crises,
    icow,
    ideal_points,
    igos,
    iia,
    kgd_rivalries,
    lead,
    majors,
    mie_events,
    milex,
    minimum_distance,
    nmc,
    outcomes,
    peace_scale,
    peace_years,
    rivalries,
    sanction_cases,
    sanctions,
    similarity,
    spells,
    terrain,
    territorial_changes,
    trade,
    ucdp_acd,
    ucdp_interstate,
    un_sc,
    us_visits,
    vdem,
    visa,
    wdi,
)
from detente.panel.adders.base import Adder
from detente.panel.adders.published import PUBLISHED

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
    ucdp_acd.ADDER,
    peace_years.ADDER,
    spells.ADDER,
    similarity.ADDER,
    fractionalization.ADDER,
    terrain.ADDER,
    sanctions.ADDER,
    sanction_cases.EUSANCT,
    sanction_cases.IST,
    arms_transfers.ADDER,
    codes.ADDER,
    milex.ADDER,
    wdi.ADDER,
    vdem.ADDER,
    ideal_points.ADDER,
    outcomes.ADDER,
    lead.ADDER,
    across_years.LAG,
    across_years.DIFFERENCE,
    across_years.MOVING_MEAN,
    ucdp_interstate.ADDER,
    icb_crises.ADDER,
    dyadic_wars.ADDER,
    mie_events.ADDER,
    kgd_rivalries.ADDER,
    peace_scale.ADDER,
    territorial_changes.ADDER,
    dcad.ADDER,
    desta.ADDER,
    icow.ADDER,
    iia.ADDER,
    visa.ADDER,
    us_visits.ADDER,
    un_sc.ADDER,
    *PUBLISHED,
)


def adder(name: str) -> Adder:
    """Find an adder by its id.

    Parameters
    ----------
    name : str
        Its id.

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
        if is_one_of(name, (member.id,)):
            return member
    names = [a.id for a in SHELF]
    raise PanelError(
        f"nothing to add is called {quoted(name)}",
        near=difflib.get_close_matches(quoted(name), names) or names,
    )
