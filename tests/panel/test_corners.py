"""Corners: cut and turned pairs, k-ads, leaders without a code, what a column says of itself,
requests that are almost right.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.errors import DetenteError, OutsideWarning, PanelError, RequestError
from detente.panel.create import (
    dyad_years,
    dyadic_dispute_years,
    k_adic_years,
    leader_dyad_years,
    leader_years,
    state_days,
    state_years,
)
from detente.store.home import Store
from tests.panel.world_of_five import CAN, RUS, UKG, USA, store

FIVE = ["USA", "Canada", "United Kingdom", "France", "Russia"]


@pytest.fixture
def five(tmp_path: Path) -> Store:
    return store(tmp_path / "five")


def test_a_cut_panel_gets_the_cells_of_the_whole(five: Store) -> None:
    whole = dyad_years(years=1999, states=FIVE, directed=True, store=five)
    names = ("contiguity", "igos", "trade", "rivalries")
    cut = whole.only(where=(pl.col("ccode1") > pl.col("ccode2"))).add(*names).frame
    assert cut.equals(whole.add(*names).only(where=(pl.col("ccode1") > pl.col("ccode2"))).frame)
    row = cut.filter((pl.col("ccode1") == CAN) & (pl.col("ccode2") == USA)).row(0, named=True)
    assert (row["conttype"], row["dyadigos"], row["flow1"]) == (1, 4, 3.0)


@pytest.mark.mirror
def test_codes_of_the_other_system_may_turn_a_pair(mirrored: Store) -> None:
    """Serbia is 340 in one system and 345 in the other: Croatia (344) comes after it, then before
    it.
    """
    names = ("contiguity", "igos", "atop", "minimum_distance")
    once = dyad_years("gw", years=2010, store=mirrored).add(*names).frame
    both = dyad_years("gw", directed=True, years=2010, store=mirrored).add(*names).frame
    pick = (pl.col("gwcode1") == 340) & (pl.col("gwcode2") == 344)
    assert (
        once.filter(pick).select("conttype", "dyadigos", "mindist").rows()
        == both.filter(pick).select("conttype", "dyadigos", "mindist").rows()
    )
    assert once.filter(pick)["conttype"].to_list() == [1]
    assert (
        2 * dyad_years("gw", years=2010, store=mirrored).relevant().frame.height
        == dyad_years("gw", years=2010, directed=True, store=mirrored).relevant().frame.height
    )


def test_directed_pairs_of_leaders_keep_their_direction(five: Store) -> None:
    own = leader_dyad_years("cow", years=(1999, 1999), store=five)
    assert (
        own.rows.directed
        and not leader_dyad_years(
            "cow", years=(1999, 1999), directed=False, store=five
        ).rows.directed
    )
    disputes = dyadic_dispute_years("gml", store=five).add("atop")
    assert disputes.frame["atop_defense"].to_list() == [0] * 4


def test_a_column_may_be_kept_without_the_one_it_turns_with(five: Store) -> None:
    frame = (
        dyad_years(years=1999, states=FIVE, directed=True, store=five)
        .add("trade", keep="flow1")
        .frame
    )
    assert frame.columns == ["ccode1", "ccode2", "year", "flow1"]
    assert frame.filter(pl.col("flow1").is_not_null()).sort("ccode1")["flow1"].to_list() == [
        5.0,
        3.0,
    ]


@pytest.mark.mirror
def test_no_zero_without_a_code(mirrored: Store) -> None:
    for panel in (
        leader_years(None, years=(1900, 1960), store=mirrored),
        leader_dyad_years("gw", years=(1900, 1900), store=mirrored),
    ):
        frame = panel.add("codes", keep="ccode").add("gml_mids", keep=[]).frame
        nobody = pl.any_horizontal(pl.col("^ccode[12]?$").is_null())
        unknown, known = frame.filter(nobody), frame.filter(~nobody)
        assert unknown.height > 50 and unknown["gmlmidonset"].null_count() == unknown.height
        assert known["gmlmidonset"].null_count() == 0


def test_triads_take_states_and_refuse_pairs(five: Store) -> None:
    triads = k_adic_years(3, years=1999, states=["USA", "Canada", "Russia"], store=five)
    frame = triads.add("nmc").add("igos", organisation="nato").frame
    assert (
        frame["igo_nato2"].to_list() == [2]
        and triads.add("igos", organisation="nato").codebook()[-1].label
        == "Membership in NATO, third state"
    )
    for name, word in (
        ("capital_distance", "about pairs"),
        ("contiguity", "about pairs"),
        ("igos", "organisation='NATO'"),
    ):
        with pytest.raises(PanelError, match=word):
            triads.add(name)
    six = k_adic_years(6, years=1999, states=[2, 20, 200, 220, 365, 710], store=five).add("nmc")
    assert six.codebook()[-1].label.endswith("state 6")


def test_columns_say_where_they_come_from(five: Store) -> None:
    panel = (
        state_years("gw", years=(1940, 2000), states=[RUS, USA], store=five)
        .add("ucdp_acd")
        .add("gml_mids")
        .add("peace_years")
    )
    versions = panel.versions()
    assert (
        versions["ucdpspell"] == versions["ucdpongoing"]
        and versions["gmlmidspell"] == versions["gmlmidonset"]
    )
    assert set(panel.only(years=(1940, 1945)).why("ucdpspell")["reason"]) == {"not-covered"}
    pairs = dyad_years("gw", years=1999, states=[RUS, USA], store=five).add("ucdp_acd")
    assert pairs.why("maxintensity1")["reason"].to_list() == ["not-applicable"]
    codes = state_years(years=1999, store=five).add("codes")
    assert "gleditsch_ward1999" in codes.cite() and codes.versions()["iso3"].startswith("detente ")
    last = dyad_years(years=1999, store=five).add("contiguity", mry=True).add("majors").last_years()
    assert (last["conttype"], last["cowmaj1"]) == (2016, 2024), "carried on, but known to then"
    assert leader_years("cow", years=1999, store=five).add("lead").last_years()["combat"] == 2004


@pytest.mark.mirror
def test_the_series_of_a_source_end_one_by_one(mirrored: Store) -> None:
    panel = state_years(years=(2017, 2025), store=mirrored).add("democracy")
    assert panel.last_years()["polity2"] == 2020 < panel.last_years()["v2x_polyarchy"]
    assert set(panel.why("polity2").filter(pl.col("year") > 2020)["reason"]) == {"not-covered"}


def test_relevance_may_be_asked_for_twice_and_says_what_it_dropped(five: Store) -> None:
    once = dyad_years(years=(2015, 2018), states=FIVE, store=five).relevant()
    assert once.relevant().frame.equals(once.frame) and {"stinnett_etal2002", "cow_states2024"} <= {
        c for o in once.lineage if o.column == "prd" for c in o.citations
    }
    bare = dyad_years(years=(2015, 2018), states=FIVE, store=five).add("contiguity").relevant()
    assert bare.frame["year"].max() == 2016 and "no dyad after 2016 is kept" in bare.notes[-1]


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (
            lambda s: dyad_years(years=1999, store=s).add("contiguity", slice=["first", "last"]),
            "should be one word",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("contiguity", edition=None),
            "should be one word",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("nmc", keep=5),
            "keep=5 should be one word or a list",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("gml_mids").whittle(),
            "only dispute-dyad-years",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).only(where=pl.col("nothing") > 1),
            "condition cannot be computed",
        ),
        (lambda s: state_years(states=[99999], store=s), "has the code 99999"),
        (
            lambda s: (
                state_days(years=1999, states=["USA"], store=s).add("gml_mids").add("peace_years")
            ),
            "count years",
        ),
        (
            lambda s: dyad_years(years=1999).add("similarity", of="atop", offline=True),
            "not available",
        ),
        (
            lambda s: state_years(years=1999, store=s).add_frame(
                pl.DataFrame({"ccode": ["2"], "year": ["1999"], "x": [1]}),
                keys=["ccode", "year"],
            ),
            "is String, the panel's is a whole",
        ),
        (
            lambda s: state_years(years=1999, store=s).add_frame(
                pl.DataFrame({"ccode": ["Atlantis"], "x": [1]}), keys="ccode"
            ),
            "no row of 'own data' is of a state .*near: Atlantis: 1 row",
        ),
        (
            lambda s: state_years(years=1999, store=s).add_frame(
                pl.DataFrame({"ccode": [2.0, float("nan")], "x": [1, 2]}), keys="ccode"
            ),
            "empty in 1",
        ),
        (
            lambda s: state_years(years=1999, store=s).add_frame(
                pl.DataFrame({"ccode": [2], "x": [1]}), grain="state-weeks"
            ),
            "near: state-years",
        ),
        (
            lambda s: state_years(years=1999, store=s).add_frame(
                pl.DataFrame({"ccode": [2], "x": [1]})
            ),
            "needs keys, or a grain",
        ),
    ],
)
def test_requests_that_are_almost_right_are_one_line(make: object, word: str, five: Store) -> None:
    with pytest.raises((PanelError, RequestError), match=word) as caught:
        make(five)
    assert "\n" not in str(caught.value)


def test_requests_that_are_right(five: Store) -> None:
    assert state_years(years=1999, states=[np.int64(2)], store=five).frame.height == 1
    assert state_years("gw", years=2010, states=["Abkhazia", "Serbia"], store=five).frame[
        "gwcode"
    ].to_list() == [340, 396]
    assert dyad_years(years=1999, store=five).add("cow_wars", type=None).frame.width > 3
    with pytest.warns(OutsideWarning, match="2018-2020"):
        assert leader_years("cow", years=(2018, 2020), store=five).frame.height == 0
    own = pl.DataFrame({"ccode1": [20], "ccode2": [2], "year": [1999], "x": [1]})
    panel = dyad_years(years=1999, states=FIVE, store=five).add_frame(
        own, grain="dyad-years", citation="Smith 2020"
    )
    assert (
        panel.notes == ("1 of 1 rows of 'own data' met no row of the panel",)
        and "note = {Smith 2020}" in panel.cite()
    )
    assert panel.only(states=["USA", UKG]).frame.height == 1


def test_values_that_a_format_has_no_room_for(tmp_path: Path, five: Store) -> None:
    pytest.importorskip("pyreadstat")
    panel = state_years(years=1999, states=[2, 20], store=five)
    odd = pl.DataFrame({"ccode": [2], "flag": [True], "far": [float("inf")], "many": [[1, 2]]})
    with pytest.raises(PanelError, match="holds lists"):
        panel.add_frame(odd, keys="ccode").write(tmp_path / "x.dta")
    plain = panel.add_frame(odd.drop("many"), keys="ccode")
    for ending in ("dta", "sav", "csv", "parquet"):
        assert plain.write(tmp_path / f"x.{ending}").is_file()
    two_words = panel.add_frame(pl.DataFrame({"ccode": [2], "two words": [1]}), keys="ccode")
    assert two_words.write(tmp_path / "y.sav").is_file()


def test_keep_keeps_what_was_asked_for(five: Store) -> None:
    assert dyad_years(years=1999, store=five).add("atop", keep="atop_defense").data.columns == [
        "atop_defense"
    ]
    assert state_years(years=1999, store=five).add("contiguity", keep="land").data.columns == [
        "land"
    ]
    assert dyad_years(years=1999, store=five).add("rivalries", keep="spatial").data.columns == [
        "spatial",
        "ongoingrivalry",
    ]
    assert state_years(years=1999, store=five).add("gml_mids", keep=[]).data.width == 4
    assert dyad_years(years=1999, store=five).add("gml_mids", keep=[]).data.columns == [
        "gmlmidongoing",
        "gmlmidonset",
    ]


def test_spells_follow_a_suffix(five: Store) -> None:
    panel = (
        dyad_years(years=(1998, 2001), states=["USA", "Russia"], store=five)
        .add("gml_mids")
        .add("gml_mids", suffix="_again", keep=[])
    )
    assert panel.add("peace_years").frame.select("gmlmidspell", "gmlmidspell_again").rows() == [
        (0, 0),
        (1, 1),
        (0, 0),
        (1, 1),
    ]
    with pytest.raises(PanelError, match="no years of peace between them"):
        dyadic_dispute_years("gml", store=five).add("peace_years")


@pytest.mark.mirror
def test_sanctions_and_arms_have_no_false_zeros(mirrored: Store) -> None:
    once = dyad_years(years=2022, states=["Russia", "Ukraine"], store=mirrored)
    assert once.add("sanctions").frame["sanction"].to_list() == [1], "of either"
    assert once.add("sanctions", ndir=False).frame["sanction"].to_list() == [0]
    germany = (
        state_years(years=(1989, 1992), states=["Germany"], store=mirrored)
        .add("sanctions", "arms_transfers")
        .frame
    )
    at = {
        (c, y): (s, a)
        for c, y, s, a in germany.select("ccode", "year", "sanctions_sent", "arms_sent").iter_rows()
    }
    assert (
        at[260, 1990] == (None, None) and at[255, 1990][1] is None and at[255, 1991][1] is not None
    )


def test_names_of_the_past_and_of_nobody() -> None:
    assert state_years(years=(1946, 1991), states=["USSR"]).frame["ccode"].unique().to_list() == [
        365
    ]
    assert state_years(years=(1816, 1900), states=["Ottoman Empire"]).frame[
        "ccode"
    ].unique().to_list() == [640]


def test_leaders_are_no_members(five: Store) -> None:
    panel = leader_years("gw", years=1999, store=five).add("lead")
    assert set(panel.why("combat")["reason"]) == {"missing-in-source"} and panel.why("leaderage")[
        "reason"
    ].to_list() == ["missing-in-source"]
    assert {"goemans_etal2009", "gleditsch_ward1999"} <= set(
        leader_years("gw", years=1999, store=five).rows.citations
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda s: state_years(years=10**9),
        lambda s: state_years(years=()),
        lambda s: dyadic_dispute_years(["gml"], store=s),
        lambda s: state_years(region=["europe"]),
        lambda s: state_years(years=1999).only(where=[pl.col("ccode") > 1]),
        lambda s: dyadic_dispute_years("gml", store=s).whittle(["onsets"]),
        lambda s: state_years(years=1999).why(None),
        lambda s: state_years(years=1999).add_frame(pl.DataFrame({"ccode": [2], "x": [1]}), keys=5),
        lambda s: state_years(years=1999).add_frame(
            pl.DataFrame({"ccode": [2], "x": [1]}), keys="ccode", labels=["x"]
        ),
        lambda s: state_years(years=1999).add_frame(
            pl.DataFrame({"ccode": [2], "x": [1]}), keys="ccode", source=None
        ),
        lambda s: state_years(years=1999).add_frame(
            pl.LazyFrame({"ccode": [2]}).select("nothing"), keys="ccode"
        ),
        lambda s: state_years("gw", years=1999, store=s).add("ucdp_acd", type=[]),
        lambda s: state_years(years=1999).write("x" * 300 + ".csv"),
        lambda s: state_years(years=1999, store=s).add("cow_wars", type="inter"),
    ],
)
def test_nothing_raw_comes_out(make: object, five: Store) -> None:
    with pytest.raises(DetenteError) as caught:
        make(five)
    assert "\n" not in str(caught.value)
