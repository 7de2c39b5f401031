"""The shelf: every source, one line each, and the parser that its declaration names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import UnknownSource
from detente.sources.declaration import Parser, Source
from detente.sources.parsers import (
    cow_contiguity,
    cow_igo,
    cow_majors,
    cow_nmc,
    cow_states,
    cow_trade,
    gapminder,
    gsdb,
    gw_states,
    icews,
    maddison,
    mid_outcomes,
    minimum_distance,
    nuclear,
    pew,
    rdata,
    sipri_arms,
    sipri_milex,
    ucdp_acd,
    un_ideal_points,
    un_votes,
    un_votes_undl,
    ungdc,
    vdem,
    wdi,
    wpp,
)

PARSERS: dict[str, Parser] = {
    "cow_states": cow_states.parse,
    "gw_states": gw_states.parse,
    "cow_nmc": cow_nmc.parse,
    "cow_igo": cow_igo.parse,
    "cow_contiguity": cow_contiguity.parse,
    "sipri_milex": sipri_milex.parse,
    "wdi": wdi.parse,
    "wpp": wpp.parse,
    "vdem": vdem.parse,
    "un_votes": un_votes.parse,
    "un_votes_undl": un_votes_undl.parse,
    "un_ideal_points": un_ideal_points.parse,
    "ungdc": ungdc.parse,
    "icews": icews.parse,
    "pew": pew.parse,
    "gapminder": gapminder.parse,
    "maddison": maddison.parse,
    "nuclear": nuclear.parse,
    "cow_majors": cow_majors.parse,
    "mid_outcomes": mid_outcomes.parse,
    "cow_trade": cow_trade.parse,
    "gsdb": gsdb.parse,
    "minimum_distance": minimum_distance.parse,
    "sipri_arms": sipri_arms.parse,
    "ucdp_acd": ucdp_acd.parse,
}
"""Parsers of layouts; a declaration with ``parser = "rdata"`` is read without one of its own."""


def _declared(name: str) -> Source:
    """Join a declaration with the parser that it names."""

    def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
        if made.parser == "rdata":
            return rdata.read_objects(paths, made.tables)
        if made.parser not in PARSERS:
            raise UnknownSource(
                f"no parser is called '{made.parser}'", where=f"{name}.toml", near=tuple(PARSERS)
            )
        return PARSERS[made.parser](paths)

    made = Source(id=name, parse=parse)
    return made


SHELF: tuple[Source, ...] = tuple(
    _declared(name)
    for name in (
        "cow_states",
        "gw_states",
        "cow_nmc",
        "atop",
        "cow_igo",
        "cow_contiguity",
        "gml_mid",
        "sipri_milex",
        "wdi",
        "wpp",
        "vdem",
        "un_votes",
        "un_votes_undl",
        "un_ideal_points",
        "ungdc",
        "icews",
        "pew",
        "gapminder",
        "maddison",
        "nuclear",
        "archigos",
        "capitals",
        "contiguity_reference",
        "cow_majors",
        "cow_mid",
        "mid_outcomes",
        "cow_trade",
        "cow_wars",
        "creg",
        "democracy",
        "gdp_pop",
        "gml_disputes",
        "gsdb",
        "lead",
        "leader_willingness",
        "minimum_distance",
        "rivalries",
        "sipri_arms",
        "terrain",
        "territorial_threat",
        "ucdp_acd",
        "ucdp_onsets",
    )
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
