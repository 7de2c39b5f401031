"""The shelf: every source, one line each."""

from __future__ import annotations

from detente.errors import UnknownSource
from detente.sources import (
    atop,
    cow_contiguity,
    cow_igo,
    cow_nmc,
    cow_states,
    gapminder,
    gml_mid,
    gw_states,
    maddison,
    nuclear,
    sipri_milex,
    un_ideal_points,
    un_votes,
    un_votes_undl,
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
    gapminder.SOURCE,
    maddison.SOURCE,
    nuclear.SOURCE,
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

    raise UnknownSource(f"no source is called '{name}'", near=difflib.get_close_matches(name, [s.id for s in SHELF]),
                        next_step="'detente sources list' shows them all")


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
    raise UnknownSource(f"no source gives a table '{table}'", next_step="'detente sources list' shows them all")
