"""The shelf: every source, one line each, and the parser that its declaration names."""

from __future__ import annotations

import difflib
from functools import partial

from detente.errors import UnknownSource
from detente.sources.declaration import Parser, Source
from detente.sources.parsers import (
    baci,
    cepii_gravity,
    country_codes,
    cow_contiguity,
    cow_igo,
    cow_interstate_wars,
    cow_majors,
    cow_nmc,
    cow_states,
    cow_tc,
    cow_trade,
    dcad,
    desta,
    eu_forecasts,
    eusanct,
    forecastbench,
    gapminder,
    gsdb,
    gw_states,
    icb,
    icews,
    icow,
    iia,
    imf_trade,
    ist,
    kgd_rivalries,
    maddison,
    mid_outcomes,
    mie,
    minimum_distance,
    natural_earth,
    natural_earth_disputed,
    nuclear,
    peace_data,
    pew,
    polity,
    rdata,
    sipri_arms,
    sipri_milex,
    ucdp_acd,
    ucdp_more,
    un_ideal_points,
    un_sc_votes,
    un_votes,
    un_votes_undl,
    ungdc,
    us_diplomacy,
    vdem,
    visa,
    wdi,
    wdi_more,
    wpp,
)

PARSERS: dict[str, Parser] = {
    "baci": baci.parse,
    "cepii_gravity": cepii_gravity.parse,
    "country_codes": country_codes.parse,
    "cow_contiguity": cow_contiguity.parse,
    "cow_igo": cow_igo.parse,
    "cow_interstate_wars": cow_interstate_wars.parse,
    "cow_majors": cow_majors.parse,
    "cow_nmc": cow_nmc.parse,
    "cow_states": cow_states.parse,
    "cow_tc": cow_tc.parse,
    "cow_trade": cow_trade.parse,
    "dcad": dcad.parse,
    "desta": desta.parse,
    "eu_forecasts": eu_forecasts.parse,
    "eusanct": eusanct.parse,
    "forecastbench": forecastbench.parse,
    "gapminder": gapminder.parse,
    "gsdb": gsdb.parse,
    "gw_states": gw_states.parse,
    "icb": icb.parse,
    "icews": icews.parse,
    "icow": icow.parse,
    "iia": iia.parse,
    "imf_trade": imf_trade.parse,
    "ist": ist.parse,
    "kgd_rivalries": kgd_rivalries.parse,
    "maddison": maddison.parse,
    "mid_outcomes": mid_outcomes.parse,
    "mie": mie.parse,
    "minimum_distance": minimum_distance.parse,
    "natural_earth": natural_earth.parse,
    "natural_earth_disputed": natural_earth_disputed.parse,
    "nuclear": nuclear.parse,
    "peace_data": peace_data.parse,
    "pew": pew.parse,
    "polity": polity.parse,
    "sipri_arms": sipri_arms.parse,
    "sipri_milex": sipri_milex.parse,
    "ucdp_acd": ucdp_acd.parse,
    "ucdp_more": ucdp_more.parse,
    "un_ideal_points": un_ideal_points.parse,
    "un_sc_votes": un_sc_votes.parse,
    "un_votes": un_votes.parse,
    "un_votes_undl": un_votes_undl.parse,
    "ungdc": ungdc.parse,
    "us_diplomacy": us_diplomacy.parse,
    "vdem": vdem.parse,
    "visa": visa.parse,
    "wdi": wdi.parse,
    "wdi_more": wdi_more.parse,
    "wpp": wpp.parse,
}
"""Parsers by the name that declarations give them; ``rdata`` reads any table of R objects."""


def _parser_of(source: Source) -> Parser:
    """Find the parser that a declaration names."""
    if source.parser == "rdata":
        return partial(rdata.read_objects, tables=source.tables)
    if source.parser not in PARSERS:
        raise UnknownSource(
            f"no parser is called '{source.parser}'",
            where=f"{source.id}.toml",
            near=difflib.get_close_matches(source.parser, PARSERS) or tuple(PARSERS),
        )
    return PARSERS[source.parser]


def _declared(name: str) -> Source:
    """Make a source; its declaration is read, and its parser found, when they are needed."""
    declared = Source(id=name, parse=lambda paths: _parser_of(declared)(paths))
    return declared


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
        "wdi_more",
        "wpp",
        "vdem",
        "polity",
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
        "imf_trade",
        "cepii_gravity",
        "baci",
        "cow_wars",
        "creg",
        "democracy",
        "gdp_pop",
        "gml_disputes",
        "gsdb",
        "eusanct",
        "ist",
        "lead",
        "leader_willingness",
        "minimum_distance",
        "country_codes",
        "countrycode",
        "natural_earth",
        "natural_earth_disputed",
        "rivalries",
        "sipri_arms",
        "terrain",
        "territorial_threat",
        "ucdp_acd",
        "ucdp_onsets",
        "ucdp_more",
        "icb",
        "cow_interstate_wars",
        "peace_data",
        "kgd_rivalries",
        "mie",
        "cow_tc",
        "dcad",
        "desta",
        "icow",
        "iia",
        "visa",
        "us_diplomacy",
        "un_sc_votes",
        "forecastbench",
        "eu_forecasts",
    )
)
"""Every source; one that is not here does not exist."""


def source(name: str) -> Source:
    """Find a source by its id.

    Parameters
    ----------
    name : str
        The id.

    Returns
    -------
    Source

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
    raise UnknownSource(
        f"no source is called '{name}'",
        near=difflib.get_close_matches(name.lower().replace("-", "_"), [s.id for s in SHELF]),
        next_step="'detente sources list' shows them all",
    )


def source_of_table(table: str) -> Source:
    """Find the source that gives a table.

    Parameters
    ----------
    table : str
        Name of the table.

    Returns
    -------
    Source

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
