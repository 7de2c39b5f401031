"""Conflict sources of the mirror: published numbers, and cells checked by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from detente.actors.matching import match_states
from detente.store.home import Store

pytestmark = pytest.mark.mirror


def of_pair(store: Store, table: str, first: int, second: int, *years: int) -> pl.DataFrame:
    frame = store.get(table).frame
    rows = frame.filter(pl.col("ccode1") == first, pl.col("ccode2") == second)
    return rows.filter(pl.col("year").is_in(years)) if years else rows


def test_the_numbers_that_the_producers_give(mirrored: Store) -> None:
    heights = {
        "icb_crises": 512,
        "icb_actors": 1_100,
        "mie_events": 28_011,
        "cow_war_states": 337,
        "cow_war_dyads": 1_364,
        "peace_scale": 99_387,
        "kgd_rivalries": 1_212,
        "ucdp_dyadic": 3_357,
    }
    assert {table: mirrored.get(table).frame.height for table in heights} == heights
    distinct = {
        ("icb_dyads", "crdynum"): 1_000,
        ("mie_events", "micnum"): 1_881,
        ("cow_war_states", "warnum"): 95,
        ("ucdp_dyadic", "dyad_id"): 675,
    }
    counted = {key: mirrored.get(key[0]).frame[key[1]].n_unique() for key in distinct}
    assert counted == distinct
    kinds = mirrored.get("kgd_rivalries").frame["rivtyp2"].value_counts()
    assert dict(kinds.iter_rows()) == {"RIVALRY": 331, "ISOLATED": 881}
    version_15 = mirrored.get("icb_dyads").frame.filter(pl.col("edition") == "15")
    assert version_15["crdynum"].n_unique() == 979 and version_15.height == 1_363


def test_values_that_are_not_known_are_null(mirrored: Store) -> None:
    nulls = {
        ("peace_scale", "peace_scale"): 82,
        ("cow_war_states", "batdeath"): 1,
        ("cow_war_states", "resumed"): 318,
        ("cow_war_states", "transfrom"): 268,
    }
    for (table, column), count in nulls.items():
        assert mirrored.get(table).frame[column].null_count() == count, (table, column)
    inexact = {
        ("mie_events", "start_precision"): 1_987,
        ("mie_events", "end_precision"): 2_164,
        ("icb_crises", "start_precision"): 19,
        ("icb_crises", "end_precision"): 52,
        ("kgd_rivalries", "end_precision"): 27,
    }
    for (table, column), count in inexact.items():
        given = mirrored.get(table).frame[column]
        assert given.is_in(["month", "year"]).sum() == count, (table, column)
    actors = mirrored.get("icb_actors").frame
    assert actors["outcom"].null_count() == 1 and actors["outevl"].null_count() == 4
    assert not actors["outfor"].null_count(), "9 is an imposed outcome, not a missing one"


def test_no_first_day_lies_after_the_last(mirrored: Store) -> None:
    for table in ("icb_crises", "icb_actors", "icb_dyads", "mie_events", "kgd_rivalries"):
        frame = mirrored.get(table).frame
        assert not frame.filter(pl.col("start") > pl.col("end")).height, table
    wars = mirrored.get("cow_war_dyads").frame
    assert not wars.filter(pl.col("start") > pl.col("end")).height
    swapped = of_pair(mirrored, "cow_war_dyads", 2, 300).row(0, named=True)
    assert swapped["start"] == date(1918, 10, 24), "the file has month 24"


def test_crisis_codes_are_those_of_the_year(mirrored: Store) -> None:
    actors = mirrored.get("icb_actors").frame
    changed = actors.filter(pl.col("icbcode") != pl.col("ccode")).sort("cracno")
    assert changed.select("actor", "icbcode", "ccode", "year").rows() == [
        ("YEM", 678, 679, 1995),
        ("GFR", 260, 255, 1999),
        ("GFR", 260, 255, 2003),
        ("GFR", 260, 255, 2015),
    ]
    no_state = actors.filter(pl.col("ccode").is_null())["actor"].to_list()
    assert sorted(no_state) == ["HIJ", "NAJ", "VFR"], "Hejaz, Nejd and Vichy France"


def test_india_and_pakistan_in_1999(mirrored: Store) -> None:
    ucdp = of_pair(mirrored, "ucdp_pairs", 750, 770, 1999).row(0, named=True)
    assert (ucdp["intensity_level"], ucdp["incompatibility"], ucdp["territory_name"]) == (
        1,
        "territory",
        "Kashmir",
    )
    assert ucdp["start_date"] == date(1948, 12, 31) and ucdp["start_date2"] == date(1996, 12, 31)
    crisis = of_pair(mirrored, "icb_dyads", 750, 770, 1999).row(0, named=True)
    assert (crisis["start"], crisis["end"]) == (date(1999, 5, 9), date(1999, 7, 4))
    named = mirrored.get("icb_crises").frame.filter(pl.col("crisno") == crisis["crisno"])
    assert named["crisname"][0].startswith("KARGIL") and named["viol"][0] == 3
    rivalry = of_pair(mirrored, "kgd_rivalries", 750, 770).row(0, named=True)
    assert rivalry["rivtyp2"] == "RIVALRY" and rivalry["totdisp"] == 46
    assert rivalry["start"] <= date(1999, 1, 1) <= rivalry["end"]
    war = of_pair(mirrored, "cow_war_dyads", 750, 770, 1999).row(0, named=True)
    assert (war["start"], war["end"], war["waroutcome"]) == (
        date(1999, 5, 8),
        date(1999, 7, 17),
        1,
    )
    participants = mirrored.get("cow_war_states").frame.filter(pl.col("warnum") == 223)
    assert participants["warname"].unique().to_list() == ["Kargil War"]
    assert of_pair(mirrored, "peace_scale", 750, 770, 1999)["peace_scale"].to_list() == [0.0]
    assert of_pair(mirrored, "mie_events", 750, 770, 1999)["hostlev"].max() == 5


def test_russia_and_ukraine_from_2014_to_2025(mirrored: Store) -> None:
    rows = of_pair(mirrored, "ucdp_pairs", 365, 369).sort("year", "conflict_id")
    between = rows.filter(pl.col("type_of_conflict") == "interstate")
    assert between.select("year", "intensity_level", "incompatibility").rows() == [
        (2022, 2, "both"),
        (2023, 2, "both"),
        (2024, 2, "both"),
    ]
    with_troops = rows.filter(pl.col("type_of_conflict") == "II")
    assert with_troops["year"].unique().sort().to_list() == list(range(2014, 2023))
    recent = of_pair(mirrored, "ucdp_pairs_recent", 365, 369).sort("year")
    assert recent.select(
        "year", "intensity_level", "start_date2", "edition", "incomplete"
    ).rows() == [
        (2024, 2, date(2022, 2, 24), "26.1", True),
        (2025, 2, date(2022, 2, 24), "26.1", True),
    ]
    troops = of_pair(mirrored, "ucdp_pairs_recent", 369, 731, 2025).row(0, named=True)
    assert (troops["role1"], troops["role2"]) == ("primary", "secondary"), "North Korea joins"
    crisis = of_pair(mirrored, "icb_dyads", 365, 369, 2021, 2022).filter(pl.col("crisno") == 510)
    assert crisis["edition"].unique().to_list() == ["by hand"] and crisis.height == 2
    others = mirrored.get("icb_dyads").frame.filter(pl.col("crisno") == 510, pl.col("year") == 2021)
    assert others.select("ccode1", "ccode2").sort("ccode1", "ccode2").rows() == [
        (2, 365),
        (255, 365),
        (365, 369),
        (369, 370),
    ], "the producer's 260 is Germany's 255"


def test_iran_and_israel_in_2025(mirrored: Store) -> None:
    war = of_pair(mirrored, "ucdp_pairs_recent", 630, 666, 2025).row(0, named=True)
    assert (war["intensity_level"], war["incompatibility"]) == (2, "government")
    assert (war["role1"], war["role2"], war["start_date"]) == (
        "primary",
        "primary",
        date(2017, 3, 19),
    )
    joined = of_pair(mirrored, "ucdp_pairs_recent", 2, 630, 2025).row(0, named=True)
    assert (joined["role1"], joined["side1"]) == ("secondary", "b")


def test_lists_of_governments(mirrored: Store) -> None:
    pairs = mirrored.get("ucdp_pairs").frame
    suez = pairs.filter(pl.col("conflict_id") == 252)
    assert suez.select("ccode1", "ccode2").sort("ccode1").rows() == [
        (200, 651),
        (220, 651),
        (651, 666),
    ]
    yemen = mirrored.get("ucdp_pairs_recent").frame.filter(pl.col("conflict_id") == 16099)
    of_2025 = yemen.filter(pl.col("year") == 2025)
    assert of_2025.height == 10, "two parties and eight that join, against one"
    both = {(row["ccode1"], row["ccode2"]) for row in of_2025.iter_rows(named=True)}
    assert {(2, 679), (200, 679), (679, 780)} <= both


def test_the_pairs_of_an_edition_are_all_its_interstate_conflicts(mirrored: Store) -> None:
    pairs = mirrored.get("ucdp_pairs").frame
    interstate = pairs.filter(pl.col("type_of_conflict") == "interstate")
    assert interstate.select("conflict_id", "year").n_unique() == 147
    assert interstate["conflict_id"].n_unique() == 52
    assert pairs.filter(pl.col("ccode1").is_null() | pl.col("ccode2").is_null())[
        "territory_name"
    ].to_list() == ["Hyderabad"]


def test_no_war_is_given_to_a_state_of_another_name(mirrored: Store) -> None:
    states = mirrored.get("cow_war_states").frame.rename({"ccode": "given"})
    named = match_states(states, {"statename": "ccode"}, when="start", table="cow_war_states")
    wrong = named.frame.filter(pl.col("ccode") != pl.col("given"))
    assert wrong.is_empty()
    report = named.reports[0]
    assert report.rows == 337 and report.matched > 300, report.line()
