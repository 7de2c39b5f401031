"""The shelf: every source, one line each."""

from __future__ import annotations

from detente.errors import UnknownSource
from detente.sources import (
    archigos,
    atop,
    capitals,
    contiguity_reference,
    cow_contiguity,
    cow_igo,
    cow_majors,
    cow_mid,
    cow_nmc,
    cow_states,
    cow_trade,
    cow_wars,
    creg,
    democracy,
    gapminder,
    gdp_pop,
    gml_disputes,
    gml_mid,
    gsdb,
    gw_states,
    icews,
    lead,
    leader_willingness,
    maddison,
    mid_outcomes,
    minimum_distance,
    nuclear,
    pew,
    rivalries,
    sipri_arms,
    sipri_milex,
    terrain,
    territorial_threat,
    ucdp_acd,
    ucdp_onsets,
    un_ideal_points,
    un_votes,
    un_votes_undl,
    ungdc,
    vdem,
    wdi,
    wpp,
)
from detente.sources.declaration import Source

SHELF: tuple[Source, ...] = (
    cow_states.SOURCE,
    gw_states.SOURCE,
    cow_nmc.SOURCE,
    atop.SOURCE,
    cow_igo.SOURCE,
    cow_contiguity.SOURCE,
    gml_mid.SOURCE,
    sipri_milex.SOURCE,
    wdi.SOURCE,
    wpp.SOURCE,
    vdem.SOURCE,
    un_votes.SOURCE,
    un_votes_undl.SOURCE,
    un_ideal_points.SOURCE,
    ungdc.SOURCE,
    icews.SOURCE,
    pew.SOURCE,
    gapminder.SOURCE,
    maddison.SOURCE,
    nuclear.SOURCE,
    archigos.SOURCE,
    capitals.SOURCE,
    contiguity_reference.SOURCE,
    cow_majors.SOURCE,
    cow_mid.SOURCE,
    mid_outcomes.SOURCE,
    cow_trade.SOURCE,
    cow_wars.SOURCE,
    creg.SOURCE,
    democracy.SOURCE,
    gdp_pop.SOURCE,
    gml_disputes.SOURCE,
    gsdb.SOURCE,
    lead.SOURCE,
    leader_willingness.SOURCE,
    minimum_distance.SOURCE,
    rivalries.SOURCE,
    sipri_arms.SOURCE,
    terrain.SOURCE,
    territorial_threat.SOURCE,
    ucdp_acd.SOURCE,
    ucdp_onsets.SOURCE,
)


def source(name: str) -> Source:
    """Find a source by its id.

    Raises
    ------
    UnknownSource
        Where none has it; near ids follow.

    Examples
    --------
    >>> source("cow_nmc").terms
    'cite'
    """
    for member in SHELF:
        if member.id == name:
            return member
    import difflib

    raise UnknownSource(
        f"no source is called '{name}'",
        near=difflib.get_close_matches(name, [s.id for s in SHELF]),
        next_step="'detente sources list' shows them all",
    )


def source_of_table(table: str) -> Source:
    """Find the source that gives a table.

    Raises
    ------
    UnknownSource
        Where none does.

    Examples
    --------
    >>> source_of_table("un_roll_calls").id
    'un_votes'
    """
    for member in SHELF:
        if table in member.tables:
            return member
    raise UnknownSource(
        f"no source gives a table '{table}'", next_step="'detente sources list' shows them all"
    )
