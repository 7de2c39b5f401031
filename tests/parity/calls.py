"""What each label of the reference's outputs is called here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import polars as pl

from detente.panel.create import (
    dyad_years,
    dyadic_dispute_years,
    leader_dyad_years,
    leader_years,
    state_years,
)
from detente.panel.panel import Panel
from detente.store.home import Store

YS = [
    1816,
    1830,
    1850,
    1870,
    1886,
    1900,
    *range(1912, 1921),
    *range(1939, 1947),
    1960,
    1975,
    *range(1990, 1993),
    2000,
    2007,
    2010,
    2012,
    *range(2014, 2020),
    2022,
    2025,
]
"""Years to which the reference's larger outputs were cut."""
IN_YS = pl.col("year").is_in(YS)


class Inputs:
    """The inputs that the labels share, each made once."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def sy(self) -> Panel:
        return state_years(store=self.store)

    @cached_property
    def gy(self) -> Panel:
        return state_years("gw", store=self.store)

    @cached_property
    def ds(self) -> Panel:
        return dyad_years(directed=True, store=self.store).only(where=IN_YS)

    @cached_property
    def gs(self) -> Panel:
        return dyad_years("gw", directed=True, store=self.store).only(where=IN_YS)

    @cached_property
    def nd(self) -> Panel:
        return dyad_years(store=self.store)

    @cached_property
    def prd(self) -> Panel:
        return (
            dyad_years(years=(1816, 2010), store=self.store)
            .add("contiguity", edition="reference")
            .relevant()
        )

    @cached_property
    def ly(self) -> Panel:
        return leader_years(None, store=self.store)

    @cached_property
    def lyc(self) -> Panel:
        return leader_years("cow", store=self.store)

    @cached_property
    def lyg(self) -> Panel:
        return leader_years("gw", store=self.store)

    @cached_property
    def ldd(self) -> Panel:
        return leader_dyad_years("cow", store=self.store).only(where=IN_YS)


Call = Callable[[Inputs], Panel]
KNOWN = {"leaders": "known"}
AS_PUBLISHED = {"edition": "reference"}
"""The reference keeps the producers' codes for missing values."""
CALLS: dict[str, Call] = {
    "create_stateyears__cow": lambda i: i.sy,
    "create_stateyears__gw_nomry": lambda i: i.gy.only(years=(1816, 2020)),
    "create_stateyears__cow_subset": lambda i: state_years(years=(1946, 1950), store=i.store),
    "create_dyadyears__cow_dir": lambda i: dyad_years(directed=True, store=i.store),
    "create_dyadyears__cow_ndir": lambda i: i.nd,
    "create_dyadyears__gw_dir_nomry": lambda i: dyad_years(
        "gw", directed=True, years=(1816, 2020), store=i.store
    ),
    "create_leaderyears__cow": lambda i: i.lyc,
    "create_leaderyears__none": lambda i: i.ly,
    "create_leaderdyadyears__cow_dir": lambda i: leader_dyad_years("cow", store=i.store),
    "create_leaderdyadyears__gw_dir": lambda i: leader_dyad_years("gw", store=i.store),
    "add_nmc__cow_ddsub": lambda i: i.ds.add("nmc", **AS_PUBLISHED),
    "add_nmc__cow_nd": lambda i: i.nd.add("nmc", **AS_PUBLISHED),
    "add_nmc__cow_sy_keep": lambda i: i.sy.add("nmc", keep="cinc"),
    "add_nmc__lddsub": lambda i: i.ldd.add("nmc", **AS_PUBLISHED),
    "add_cow_majors__cow_ddsub": lambda i: i.ds.add("majors"),
    "add_cow_majors__cow_nd": lambda i: i.nd.add("majors"),
    "add_cow_majors__cow_sy_nomry": lambda i: i.sy.add("majors", mry=False),
    "add_cow_majors__lyc": lambda i: i.lyc.add("majors"),
    "add_contiguity__cow_ddsub": lambda i: i.ds.add("contiguity", edition="reference"),
    "add_contiguity__cow_ddsub_mry": lambda i: i.ds.add(
        "contiguity", mry=True, edition="reference"
    ),
    "add_contiguity__cow_sy": lambda i: i.sy.add("contiguity", edition="reference"),
    "add_contiguity__cow_sy_mry": lambda i: i.sy.add("contiguity", mry=True, edition="reference"),
    "add_contiguity__lyc": lambda i: i.lyc.add("contiguity", edition="reference"),
    "add_atop_alliance__cow_ddsub": lambda i: i.ds.add("atop"),
    "add_atop_alliance__cow_nd_ndirFALSE": lambda i: i.nd.add("atop", ndir=False),
    "add_igos__cow_ddsub": lambda i: i.ds.add("igos"),
    "add_igos__cow_sy": lambda i: i.sy.add("igos"),
    "add_cow_trade__cow_ddsub": lambda i: i.ds.add("trade"),
    "add_cow_trade__cow_sy": lambda i: i.sy.add("trade", edition="reference"),
    "add_cow_mids__cow_ddsub": lambda i: i.ds.add("cow_mids", **AS_PUBLISHED),
    "add_cow_mids__cow_nd": lambda i: i.nd.add("cow_mids", **AS_PUBLISHED),
    "add_gml_mids__cow_ddsub": lambda i: i.ds.add("gml_mids", **AS_PUBLISHED),
    "add_gml_mids__cow_ddsub_sideaorig": lambda i: i.ds.add(
        "gml_mids", init="sidea-orig", **AS_PUBLISHED
    ),
    "add_gml_mids__cow_nd": lambda i: i.nd.add("gml_mids", **AS_PUBLISHED),
    "add_gml_mids__cow_sy_sideaorig": lambda i: i.sy.add("gml_mids", init="sidea-orig"),
    "add_gml_mids__gw_ddsub_viaccode": lambda i: i.gs.add("gml_mids", keep=[]),
    "add_gml_mids__lddsub_sideaorig": lambda i: i.ldd.add("gml_mids", init="sidea-orig"),
    "SHIM_add_gml_mids__lyc_sidea-all-joiners": lambda i: i.lyc.add("gml_mids"),
    "SHIM_add_gml_mids__lyc_sidea-with-joiners": lambda i: i.lyc.add(
        "gml_mids", init="sidea-with-joiners"
    ),
    "SHIM_add_spells_gml__lyc": lambda i: (
        i.lyc.only(years=(1816, 2010)).add("gml_mids").add("spells", edition="reference")
    ),
    "add_cow_wars_inter__cow_ddsub": lambda i: i.ds.add("cow_wars", type="inter", **AS_PUBLISHED),
    "add_cow_wars_intra__cow_sy": lambda i: i.sy.add("cow_wars", type="intra", **AS_PUBLISHED),
    "add_cow_wars_intra_cc__cow_sy": lambda i: i.sy.add(
        "cow_wars", type="intra", intratype="central control", **AS_PUBLISHED
    ),
    "add_cow_wars_intra_li__cow_sy": lambda i: i.sy.add(
        "cow_wars", type="intra", intratype="local issues", **AS_PUBLISHED
    ),
    "add_capital_distance__cow_ddsub": lambda i: i.ds.add("capital_distance"),
    "add_capital_distance__cow_nd": lambda i: i.nd.add("capital_distance"),
    "add_capital_distance__cow_sy_last": lambda i: i.sy.add("capital_distance", transsum="last"),
    "add_capital_distance__gw_sy": lambda i: i.gy.add("capital_distance"),
    "add_minimum_distance__cow_ddsub_last": lambda i: i.ds.add("minimum_distance", slice="last"),
    "add_minimum_distance__cow_ddsub_jan1": lambda i: i.ds.add("minimum_distance", slice="jan1"),
    "add_minimum_distance__cow_ddsub_dec31": lambda i: i.ds.add("minimum_distance", slice="dec31"),
    "add_minimum_distance__cow_nd_first": lambda i: i.nd.add("minimum_distance"),
    "add_minimum_distance__cow_sy_noext": lambda i: i.sy.add("minimum_distance", use_extdata=False),
    "add_minimum_distance__gw_sy_noext": lambda i: i.gy.add("minimum_distance", use_extdata=False),
    "add_minimum_distance__gw_ddsub_noext": lambda i: i.gs.add(
        "minimum_distance", use_extdata=False
    ),
    "add_strategic_rivalries__cow_ddsub": lambda i: i.ds.add("rivalries", edition="reference"),
    "add_strategic_rivalries__cow_sy": lambda i: i.sy.add("rivalries", edition="reference"),
    "add_democracy__cow_ddsub": lambda i: i.ds.add("democracy", edition="reference"),
    "add_democracy__cow_nd": lambda i: i.nd.add("democracy", edition="reference"),
    "add_democracy__gw_ddsub": lambda i: i.gs.add("democracy", edition="reference"),
    "add_democracy__lyc": lambda i: i.lyc.add("democracy", edition="reference"),
    "add_sim_gdp_pop__cow_ddsub": lambda i: i.ds.add("gdp_pop"),
    "add_sim_gdp_pop__cow_sy": lambda i: i.sy.add("gdp_pop"),
    "add_sim_gdp_pop__gw_sy": lambda i: i.gy.add("gdp_pop"),
    "add_archigos__cow_ddsub": lambda i: i.ds.add("archigos"),
    "add_archigos__gw_ddsub": lambda i: i.gs.add("archigos"),
    "add_lead__lddsub": lambda i: i.ldd.add("lead"),
    "add_lwuf__lddsub": lambda i: i.ldd.add("leader_willingness"),
    "add_ucdp_acd__gw_sy_intrastate_wars": lambda i: i.gy.add(
        "ucdp_acd", type="intrastate", only_wars=True
    ),
    "add_ucdp_acd__gw_sy_II_intra_gov": lambda i: i.gy.add(
        "ucdp_acd", type=["intrastate", "II"], issue="government"
    ),
    "add_ucdp_acd__cow_sy_viagw": lambda i: i.sy.add("ucdp_acd", side="a"),
    "add_ucdp_onsets__gw_sy": lambda i: i.gy.add("ucdp_onsets"),
    "add_creg_fractionalization__cow_ddsub": lambda i: i.ds.add(
        "fractionalization", edition="reference"
    ),
    "add_creg_fractionalization__gw_ddsub": lambda i: i.gs.add(
        "fractionalization", edition="reference"
    ),
    "add_creg_fractionalization__lyg": lambda i: i.lyg.add(
        "fractionalization", edition="reference"
    ),
    "add_rugged_terrain__cow_ddsub": lambda i: i.ds.add("terrain"),
    "add_rugged_terrain__gw_ddsub": lambda i: i.gs.add("terrain"),
    "add_rugged_terrain__lyc": lambda i: i.lyc.add("terrain"),
    "add_latent_territorial_threat__cow_ddsub": lambda i: i.ds.add("territorial_threat"),
    "add_latent_territorial_threat__lyc": lambda i: i.lyc.add("territorial_threat"),
    "add_gwcode_to_cow__cow_ddsub": lambda i: i.ds.add("codes", keep="gwcode"),
    "add_gwcode_to_cow__lyc": lambda i: i.lyc.add("codes", keep="gwcode"),
    "add_ccode_to_gw__gw_ddsub": lambda i: i.gs.add("codes", keep="ccode"),
    "add_ccode_to_gw__ly": lambda i: i.ly.add("codes", keep="ccode"),
    "filter_prd__cow_ddsub": lambda i: i.ds.add("contiguity", edition="reference").relevant(),
    "filter_prd__lddsub": lambda i: i.ldd.add("contiguity", edition="reference").relevant(),
    "add_spells_gml__prd": lambda i: i.prd.add("gml_mids", keep=[]).add(
        "spells", edition="reference"
    ),
    "add_spells_gml_onset__prd": lambda i: i.prd.add("gml_mids", keep=[]).add(
        "spells", edition="reference", conflict_event_type="onset"
    ),
    "add_spells_gml_ongo__prd": lambda i: i.prd.add("gml_mids", keep=[]).add(
        "spells", edition="reference", ongo=True
    ),
    "add_spells_gml_onset_ongo__prd": lambda i: i.prd.add("gml_mids", keep=[]).add(
        "spells", edition="reference", conflict_event_type="onset", ongo=True
    ),
    "add_peace_years_pad_gml__prd": lambda i: i.prd.add("gml_mids", keep=[]).add(
        "peace_years", pad=True
    ),
    "add_peace_years_cowmid__prd": lambda i: i.prd.add("cow_mids", keep=[]).add("peace_years"),
    "add_spells_cowmid__prd": lambda i: i.prd.add("cow_mids", keep=[]).add(
        "spells", edition="reference"
    ),
    "add_peace_years_cowinter__prd": lambda i: (
        i.prd.only(years=(1816, 2007)).add("cow_wars").add("peace_years")
    ),
    "add_spells_cowinter__prd": lambda i: (
        i.prd.only(years=(1816, 2007)).add("cow_wars").add("spells", edition="reference")
    ),
    "add_peace_years_gml_nayears__nd1990on": lambda i: (
        i.nd.only(years=(1990, 2025)).add("gml_mids", keep=[]).add("peace_years")
    ),
    "add_peace_years_ucdp__gw_sy": lambda i: (
        i.gy.only(years=(1946, 2019)).add("ucdp_acd", type="intrastate").add("peace_years")
    ),
    "add_spells_ucdp__gw_sy": lambda i: (
        i.gy.only(years=(1946, 2019))
        .add("ucdp_acd", type="intrastate")
        .add("spells", edition="reference")
    ),
    "add_spells_ucdp_onset__gw_sy": lambda i: (
        i.gy.only(years=(1946, 2019))
        .add("ucdp_acd", type="intrastate")
        .add("spells", edition="reference", conflict_event_type="onset")
    ),
    "add_spells_ucdp_ongo__gw_sy": lambda i: (
        i.gy.only(years=(1946, 2019))
        .add("ucdp_acd", type="intrastate")
        .add("spells", edition="reference", ongo=True)
    ),
    "add_peace_years_cowintra__cow_sy": lambda i: (
        i.sy.only(years=(1816, 2007)).add("cow_wars", **AS_PUBLISHED).add("peace_years")
    ),
    "add_spells_cowintra__cow_sy": lambda i: (
        i.sy.only(years=(1816, 2007))
        .add("cow_wars", **AS_PUBLISHED)
        .add("spells", edition="reference")
    ),
    "add_peace_years_gml__cow_sy": lambda i: (
        i.sy.only(years=(1816, 2010)).add("gml_mids", **KNOWN).add("peace_years")
    ),
    "add_spells_gml__cow_sy": lambda i: (
        i.sy.only(years=(1816, 2010)).add("gml_mids", **KNOWN).add("spells", edition="reference")
    ),
    **{
        f"DATA_{table}": (
            lambda i, s=source: dyadic_dispute_years(s, store=i.store, **AS_PUBLISHED)
        )
        for source, table in (
            ("gml", "gml_dirdisp"),
            ("cow", "cow_mid_dirdisps"),
            ("gml-leaders", "gml_mid_dirleaderdisps"),
        )
    },
    **{
        f"whittle_{name}__{table}": (
            lambda i, s=source, r=rules: dyadic_dispute_years(
                s, store=i.store, **AS_PUBLISHED
            ).whittle(*r)
        )
        for source, table in (
            ("cow", "cow_mid_dirdisps"),
            ("gml-leaders", "gml_mid_dirleaderdisps"),
        )
        for name, rules in (
            ("onsets", ("onsets",)),
            ("fatality", ("fatality",)),
            ("hostility", ("hostility",)),
            ("duration_mindur", ("mindur",)),
            ("duration_maxdur", ("maxdur",)),
            ("reciprocation", ("reciprocation",)),
            ("startmonth", ("startmonth",)),
            ("jds", ("jds",)),
            (
                "CHAIN",
                ("onsets", "fatality", "hostility", "duration", "reciprocation", "startmonth"),
            ),
            ("CHAIN_noleaderbug", ("onsets", "fatality", "hostility", "jds")),
        )
    },
}
TABLES = ("gml_mid_disps", "cow_mid_disps", "gml_part", "gml_mid_ddlydisps")
"""Tables of the store that the reference ships under the same name.

Its `*_ddydisps` are compared as adders' columns.
"""
UNUSED = {
    "create_statedays__cow_BYSTATE": "compared in test_state_days",
    "create_leaderdays__gw_BYOBSID": "leader-days are no grain here",
    "SHIM_create_leaderdays__cow_2": "leader-days are no grain here",
    "ps_version": "the declarations of the sources say it",
    "show_duplicates__gml_dirdisp": "compared in test_duplicates",
    "show_duplicates__cow_mid_dirdisps": "compared in test_duplicates",
    "DATA_gml_mid_ddydisps": "compared in test_whittled",
    "DATA_cow_mid_ddydisps": "compared in test_whittled",
}
