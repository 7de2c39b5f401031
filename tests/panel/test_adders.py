"""Adders on the world of five: each cell by hand, nulls where a source ends, options, both
directions.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.columns import describe
from detente.errors import PanelError
from detente.panel.adders.base import Adder
from detente.panel.adders.shelf import SHELF, adder
from detente.panel.create import dyad_years, leader_dyad_years, leader_years, state_years
from detente.sources.shelf import source_of_table
from detente.store.home import Store
from tests.panel.world_of_five import CAN, FRN, RUS, UKG, USA, store

FROM_THE_PANEL = {"peace_years", "spells", "lag", "difference", "moving_mean"}
"""Adders that read no source, but other columns of the panel."""
FIVE = ["USA", "Canada", "United Kingdom", "France", "Russia"]


@pytest.fixture
def five(tmp_path: Path) -> Store:
    return store(tmp_path / "five")


def cell(frame: pl.DataFrame, column: str, year: int, *codes: int) -> object:
    names = [c for c in frame.columns if c in ("ccode", "ccode1", "ccode2", "gwcode")][: len(codes)]
    found = frame.filter(
        (pl.col("year") == year)
        & pl.all_horizontal(pl.col(n) == c for n, c in zip(names, codes, strict=True))
    )
    assert found.height == 1
    return found[column][0]


def test_a_state_column_becomes_two(five: Store) -> None:
    frame = dyad_years(years=(1999, 2000), states=FIVE, directed=True, store=five).add("nmc").frame
    assert (
        cell(frame, "cinc1", 1999, CAN, USA) == 0.02
        and cell(frame, "cinc2", 1999, CAN, USA) == 0.002
    )
    assert (
        cell(frame, "cinc1", 2000, CAN, USA) is None
        and cell(frame, "milex1", 1999, UKG, USA) is None
    )
    assert state_years(years=1999, states=FIVE, store=five).add(
        "nmc", keep="cinc"
    ).frame.columns == ["ccode", "year", "cinc"]


def test_majors_go_on_if_they_may(five: Store) -> None:
    frame = dyad_years(years=(1939, 2025), states=FIVE, store=five).add("majors").frame
    assert [cell(frame, "cowmaj1", y, USA, FRN) for y in (1939, 2025)] == [1, 1]
    assert [cell(frame, "cowmaj2", y, USA, FRN) for y in (1940, 1941)] == [1, 0], (
        "a major in every year that its spell touches"
    )
    short = state_years(years=(2024, 2025), states=FIVE, store=five).add("majors", mry=False).frame
    assert cell(short, "cowmaj", 2024, CAN) == 0 and cell(short, "cowmaj", 2025, USA) is None, (
        "null after the list ends"
    )


def test_contiguity_of_a_year_that_changes(five: Store) -> None:
    begun = dyad_years(years=(1998, 2017), states=FIVE, directed=True, store=five)
    frame = begun.add("contiguity").frame
    assert [cell(frame, "conttype", y, FRN, UKG) for y in (1998, 1999, 2000, 2017)] == [
        4,
        4,
        1,
        None,
    ]
    assert cell(begun.add("contiguity", slice="last").frame, "conttype", 1999, FRN, UKG) == 1
    assert cell(begun.add("contiguity", mry=True).frame, "conttype", 2017, FRN, UKG) == 1
    assert (
        cell(frame, "conttype", 1999, USA, RUS) == 0
        and cell(frame, "conttype", 1999, CAN, USA) == 1
    )
    states = state_years(years=(1999, 2017), states=FIVE, store=five).add("contiguity").frame
    assert (
        cell(states, "land", 1999, UKG),
        cell(states, "sea", 1999, UKG),
        cell(states, "land", 2017, UKG),
    ) == (0, 1, None)


def test_obligations_are_directed(five: Store) -> None:
    directed = (
        dyad_years(years=(1999, 2019), states=FIVE, directed=True, store=five).add("atop").frame
    )
    assert (
        cell(directed, "atop_defense", 1999, CAN, USA) == 1
        and cell(directed, "atop_defense", 1999, USA, CAN) == 0
    )
    once = dyad_years(years=1999, states=FIVE, store=five)
    assert cell(once.add("atop").frame, "atop_defense", 1999, USA, CAN) == 1, (
        "a promise of either counts"
    )
    assert cell(once.add("atop", ndir=False).frame, "atop_defense", 1999, USA, CAN) == 0
    assert (
        cell(directed, "atop_alliance", 1999, UKG, FRN) == 0
        and cell(directed, "atop_alliance", 2019, USA, CAN) is None
    )


def test_trade_turns_with_the_pair(five: Store) -> None:
    frame = (
        dyad_years(years=(1999, 2000), states=FIVE, directed=True, store=five).add("trade").frame
    )
    assert [cell(frame, c, 1999, USA, CAN) for c in ("flow1", "flow2")] == [5.0, 3.0]
    assert [cell(frame, c, 1999, CAN, USA) for c in ("flow1", "flow2")] == [3.0, 5.0]
    assert cell(frame, "flow1", 2000, USA, CAN) is None, "trade without a row is not known"


def test_organisations_counted_and_named(five: Store) -> None:
    pairs = dyad_years(years=(1999, 2000), states=FIVE, directed=True, store=five)
    assert cell(pairs.add("igos").frame, "dyadigos", 1999, CAN, USA) == 4
    assert pairs.add("igos", kinds=True).data.columns == [
        "dyadigos",
        "dyadigos_full",
        "dyadigos_associate",
        "dyadigos_observer",
    ]
    states = state_years(years=(1999, 2000), states=FIVE, store=five)
    found = states.add("igos", organisation="NATO").frame
    assert [cell(found, "igo_nato", 1999, c) for c in (USA, CAN, UKG, FRN)] == [1, 2, None, None]
    counted = states.add("igos").frame
    assert (
        cell(counted, "sum_igo_anytype", 1999, USA) == 1
        and cell(counted, "sum_igo_full", 1999, UKG) == 0
    )
    sides = pairs.add("igos", organisation="nato").frame
    assert (
        cell(sides, "igo_nato1", 1999, CAN, USA) == 2
        and cell(sides, "igo_nato2", 1999, CAN, USA) == 1
    )
    with pytest.raises(PanelError, match="no organisation 'natto'; in cow_igo; near: nato"):
        states.add("igos", organisation="natto")


@pytest.mark.parametrize(
    ("rule", "started"),
    [("sidea-all-joiners", (1, 1)), ("sidea-with-joiners", (1, 0)), ("sidea-orig", (1, 0))],
)
def test_disputes_and_who_began_them(rule: str, started: tuple[int, int], five: Store) -> None:
    pairs = (
        dyad_years(years=(1999, 2011), states=FIVE, directed=True, store=five)
        .add("gml_mids", init=rule)
        .frame
    )
    assert (cell(pairs, "init1", 1999, RUS, USA), cell(pairs, "init2", 1999, RUS, USA)) == started
    assert (
        cell(pairs, "init1", 1999, UKG, USA) is None
        and cell(pairs, "gmlmidonset", 1999, UKG, USA) == 0
    )
    assert (
        cell(pairs, "fatality1", 1999, RUS, USA) == -9
        and cell(pairs, "gmlmidonset", 2011, RUS, USA) is None
    )


def test_disputes_of_states_and_leaders(five: Store) -> None:
    begun = state_years(years=(1998, 2011), states=FIVE, store=five)
    frame = begun.add("gml_mids").frame
    names = ("gmlmidongoing", "gmlmidonset", "gmlmidongoing_init", "gmlmidonset_init")
    assert [cell(frame, n, 1999, RUS) for n in names] == [1, 1, 1, 1] and [
        cell(frame, n, 2000, RUS) for n in names
    ] == [1, 0, 1, 0]
    assert [cell(frame, n, 1999, USA) for n in names] == [1, 1, 0, 0] and [
        cell(frame, n, 2011, RUS) for n in names
    ] == [None] * 4
    assert cell(frame, "gmlmidongoing", 1999, FRN) == 1, "the leader is not known, the dispute is"
    assert cell(begun.add("gml_mids", leaders="known").frame, "gmlmidongoing", 1999, FRN) == 0
    leaders = leader_years("cow", years=(1998, 2000), store=five).add("gml_mids", "lead").frame
    at = {(r["obsid"], r["year"]): r for r in leaders.iter_rows(named=True)}
    assert (
        at["RUS-1999", 1999]["gmlmidonset_init"] == 1
        and at["RUS-1991", 1999]["gmlmidonset_init"] == 0
    )
    assert at["RUS-1991", 1999]["gmlmidongoing"] == 1, "in office until the last day of the year"
    assert at["USA-1993", 1998]["gmlmidongoing"] == 0 and at["USA-1993", 1999]["leveledu"] == 3
    pairs = (
        leader_dyad_years("cow", years=(1999, 1999), store=five)
        .add("gml_mids", "lead", "nmc")
        .frame
    )
    row = pairs.filter((pl.col("obsid1") == "RUS-1999") & (pl.col("obsid2") == "USA-1993")).row(
        0, named=True
    )
    assert (row["gmlmidonset"], row["gmlmidonset_init"], row["combat2"], row["cinc2"]) == (
        1,
        1,
        0,
        0.002,
    )
    assert pairs.filter(pl.col("obsid1") == "RUS-1991")["gmlmidonset"].to_list() == [0]


def test_one_war_stays(five: Store) -> None:
    frame = dyad_years(years=(1999, 2008), states=FIVE, store=five).add("cow_wars").frame
    assert cell(frame, "batdeath1", 1999, UKG, FRN) == 20, (
        "onsets before what goes on, then the deadliest"
    )
    assert (
        cell(frame, "cowinteronset", 1999, USA, CAN) == 0
        and cell(frame, "cowinteronset", 2008, USA, CAN) is None
    )
    with pytest.raises(PanelError, match="cow_wars"):
        state_years(years=1999, store=five).add("cow_wars", type="inter")


def test_rivalries_end_in_2020(five: Store) -> None:
    frame = (
        dyad_years(years=(1998, 2021), states=FIVE, directed=True, store=five)
        .add("rivalries")
        .frame
    )
    assert [cell(frame, "ongoingrivalry", y, RUS, USA) for y in (1998, 2000, 2021)] == [1, 0, None]
    assert (
        cell(frame, "positional", 1998, RUS, USA) == 0
        and cell(frame, "spatial", 1998, RUS, USA) == 1
    )


def test_conflicts_of_the_choice(five: Store) -> None:
    begun = state_years("gw", years=(1998, 1999), states=[RUS, USA], store=five)
    frame = begun.add("ucdp_acd").frame
    assert [cell(frame, c, 1999, RUS) for c in ("ucdponset", "maxintensity", "conflict_ids")] == [
        1,
        2,
        "300; 401",
    ]
    assert cell(begun.add("ucdp_acd", side="a").frame, "conflict_ids", 1999, RUS) == "401", (
        "on side A alone"
    )
    assert cell(begun.add("ucdp_acd", type="intrastate").frame, "ucdponset", 1999, RUS) == 0
    assert cell(begun.add("ucdp_acd", only_wars=True).frame, "ucdponset", 1999, RUS) == 1, (
        "the first year of war in the choice"
    )
    crossed = state_years("cow", years=1999, states=[RUS], store=five).add("ucdp_acd").frame
    assert cell(crossed, "ucdpongoing", 1999, RUS) == 1, "joined by the codes of each year"


def test_distances_between_capitals(five: Store) -> None:
    frame = dyad_years(years=(1999, 2025), states=FIVE, store=five).add("capital_distance").frame
    tenth = 6378.137 * 3.141592653589793 / 18
    assert cell(frame, "capdist", 1999, USA, CAN) == pytest.approx(tenth) and cell(
        frame, "capdist", 1999, USA, RUS
    ) == pytest.approx(4 * tenth)
    assert cell(frame, "capdist", 2025, USA, CAN) is None
    states = state_years(years=1999, states=FIVE, store=five).add("capital_distance").frame
    assert cell(states, "mincapdist", 1999, RUS) == pytest.approx(tenth)


def test_peace_and_spells(five: Store) -> None:
    pairs = dyad_years(years=(1998, 2011), states=["USA", "Russia"], store=five).add("gml_mids")
    assert pairs.add("peace_years").frame["gmlmidspell"].to_list()[:5] == [0, 1, 0, 1, 2]
    assert pairs.add("peace_years").frame["gmlmidspell"].to_list()[-1] is None, (
        "nobody knows after 2010"
    )
    assert pairs.only(years=(1998, 2010)).add("spells").frame["gmlmidspell"].to_list()[:5] == [
        0,
        1,
        0,
        1,
        2,
    ]
    with pytest.raises(PanelError, match="null in 1 rows.*peace_years"):
        pairs.add("spells")
    with pytest.raises(PanelError, match="no event at all"):
        pairs.only(years=(2001, 2005)).add("spells")
    with pytest.raises(PanelError, match="holds no events"):
        dyad_years(years=1999, store=five).add("peace_years")
    states = state_years(years=(1998, 2002), states=["Russia"], store=five).add("gml_mids")
    assert states.add("spells", ongo=True).frame["gmlmidspell"].to_list() == [0, 1, None, 0, 1]
    assert states.add("spells", conflict_event_type="onset").frame["gmlmidspell"].to_list() == [
        0,
        1,
        0,
        1,
        2,
    ]


def test_similarity_of_alliances(five: Store) -> None:
    frame = (
        dyad_years(years=1999, states=FIVE, directed=True, store=five)
        .add("similarity", of="atop")
        .frame
    )
    assert cell(frame, "s_atop", 1999, USA, CAN) == cell(frame, "s_atop", 1999, CAN, USA)
    assert cell(frame, "s_atop", 1999, UKG, FRN) > cell(frame, "s_atop", 1999, USA, UKG)


def test_codes_of_the_year() -> None:
    frame = state_years(years=(1985, 2010)).add("codes").frame
    assert [cell(frame, "gwcode", y, c) for y, c in ((1985, 260), (2010, 255))] == [260, 260]
    assert (cell(frame, "statename", 1985, 365), cell(frame, "iso3", 2010, 365)) == (
        "Soviet Union",
        "RUS",
    )
    turned = state_years("gw", years=2000).add("codes").frame
    assert cell(turned, "ccode", 2000, 260) == 255


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda s: state_years(store=s).add("nmcc"), "near: nmc"),
        (
            lambda s: state_years(years=1999, store=s).add("atop"),
            "about pairs of states; in state-years; 'atop' can be added to: dyad-years",
        ),
        (lambda s: state_years(years=1999, store=s).add("lead"), "about leaders"),
        (
            lambda s: dyad_years(years=1999, store=s).add("nmc").add("nmc"),
            "there already.*added before",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("nmc", keep="cink"),
            "no column 'cink'; near: cinc",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("contiguity", slices="last"),
            "no option 'slices'; near: slice",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("contiguity", slice="middle"),
            "slice='middle' is not known.*near: first, last",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("contiguity", mry="yes"),
            "should be True or False",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("nmc", "atop", keep="cinc"),
            "options go with one name",
        ),
        (
            lambda s: dyad_years(years=1999, store=s).add("minimum_distance", offline=True),
            "not available",
        ),
    ],
)
def test_bad_requests_are_one_line(make: object, word: str, five: Store) -> None:
    with pytest.raises(PanelError, match=word) as caught:
        make(five)
    assert "\n" not in str(caught.value)


def test_names_that_are_taken_have_a_way_out(five: Store) -> None:
    panel = (
        dyad_years(years=1999, states=FIVE, store=five)
        .add("gml_mids")
        .add("cow_wars", suffix="_war")
    )
    assert {"sidea1", "sidea1_war"} <= set(panel.frame.columns)
    assert {c.name: c.label for c in panel.codebook()}["batdeath1_war"].startswith("Battle deaths")


def test_a_table_in_the_store_goes_before_the_starter(five: Store) -> None:
    panel = state_years(years=1999, store=five).add("nmc")
    assert (
        panel.notes == ()
        and panel.versions()["milex"] == "cow_nmc 7.0"
        and panel.last_years()["cinc"] == 1999
    )


def test_a_fresh_machine_without_a_network_gets_our_measures() -> None:
    names = (
        "nmc",
        "atop",
        "igos",
        "contiguity",
        "gml_mids",
        "democracy",
        "vdem",
        "milex",
        "wdi",
        "ideal_points",
        "similarity",
    )
    panel = dyad_years(years=(1985, 2020)).add(*names)
    frame = panel.to_polars()
    assert {
        "cinc1",
        "atop_depth",
        "dyadigos",
        "border",
        "disputes_10y",
        "v2x_polyarchy2",
        "pi_votes",
    } <= set(frame.columns)
    assert len(panel.notes) == len(names) and all("the starter stands in" in n for n in panel.notes)
    late = frame.filter(pl.col("year") == 2020)
    assert late["disputes_10y"].null_count() == late["atop_depth"].null_count() == late.height, (
        "null after a source ends"
    )
    assert set(panel.versions()) == set(frame.columns) - {"ccode1", "ccode2", "year"}
    assert "gibler_miller_little2016" in panel.cite() and all(
        c.label and c.unit for c in panel.codebook()
    )


def test_gleditsch_ward_panels_take_codes_of_the_year() -> None:
    frame = state_years("gw", years=(1985, 2010)).add("nmc").frame
    assert (
        frame.filter((pl.col("gwcode") == 260) & (pl.col("year") == 2010))["cinc"].null_count() == 0
    )
    assert frame.columns == ["gwcode", "microstate", "year", "cinc", "cinc_share"]


def test_every_adder_is_documented() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "panels.md").read_text(encoding="utf-8")
    for member in SHELF:
        assert f"`{member.id}`" in page, member.id
        for option in member.options:
            assert f"`{option}" in page, (member.id, option)
    with pytest.raises(PanelError, match="dictionary"):
        describe("nothing")
    assert adder("nmc").label


def untried(member: Adder) -> bool:
    """Tell whether an adder rests on a source alone of which the mirror has no file."""
    sourced = [form for form in member.forms if not form.starter]
    tables = {table for form in sourced for table in form.tables}
    return bool(tables) and all(source_of_table(table).layout_seen for table in tables)


@pytest.mark.mirror
def test_every_column_of_every_adder_is_in_the_dictionary(mirrored: Store) -> None:
    grains = [
        state_years(years=(1999, 2000), store=mirrored),
        dyad_years(years=(1999, 2000), directed=True, store=mirrored),
        leader_years("cow", years=(1999, 2000), store=mirrored),
    ]
    seen = set()
    for member in SHELF:
        if member.id in FROM_THE_PANEL:
            continue
        for panel in grains:
            try:
                found = panel.add(member.id)
            except PanelError:
                continue
            seen.add(member.id)
            assert all("rows left out" in note for note in found.notes), member.id
            assert all(c.label for c in found.codebook()), member.id
            assert found.lineage and all(o.citations and o.version for o in found.lineage), (
                member.id
            )
            assert found.frame.height == panel.frame.height
    assert seen == {m.id for m in SHELF if not untried(m)} - FROM_THE_PANEL


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("igos", "dyadigos"),
        ("nmc", "cinc1"),
        ("atop", "atop_depth"),
        ("ideal_points", "position1"),
        ("democracy", "v2x_polyarchy1"),
        ("capital_distance", "capdist"),
        ("similarity", "votes"),
    ],
)
def test_years_that_the_starter_does_not_keep_are_not_called_missing_in_the_source(
    name: str, column: str
) -> None:
    panel = dyad_years(states=["USA", "France", "Russia", "China"]).add(name)
    known = panel.to_polars().filter(pl.col(column).is_not_null())["year"]
    empty = panel.why(column).filter(pl.col("reason") == "missing-in-source")
    assert empty["year"].is_between(known.min(), known.max()).all()


def test_organisations_of_a_state_are_counted_from_the_starter() -> None:
    panel = state_years(years=(1940, 2016), states=["USA"]).add("igos")
    counts = dict(panel.to_polars().select("year", "sum_igo_full").rows())
    assert counts[2014] == 89 and counts[2015] is None and counts[1940] is None
    reasons = dict(panel.why("sum_igo_full").select("year", "reason").rows())
    assert reasons[1940] == reasons[2015] == "not-covered"


@pytest.mark.mirror
def test_the_starter_counts_organisations_of_states_as_the_source_does(mirrored: Store) -> None:
    names = ["sum_igo_full", "sum_igo_associate", "sum_igo_observer"]
    kept = state_years(years=(1946, 2014)).add("igos").to_polars()
    of_source = state_years(years=(1946, 2014), store=mirrored).add("igos").to_polars()
    both = kept.join(of_source, on=["ccode", "year"], suffix="_of_source")
    known = both.drop_nulls(names)
    assert known.height > 10000
    for name in names:
        assert (known[name] == known[f"{name}_of_source"]).all(), name
