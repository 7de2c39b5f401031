"""MOVER, VOTEWHEN, DRIFT, NET-LEAN and TIDE: who moved, since when, and against what."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.evidence.sentence import render
from detente.evidence.series import Series
from detente.rules.positions import drift, mover, net_lean, tide, vote_when
from detente.rules.positions.vote_when import Departure, departure
from detente.rules.two_rivals import two_rivals
from detente.store.catalog import Catalog
from tests.rules.positions.reading import message, said, values


def course(*distances: float) -> Series:
    """Give a distance by year from 2000, with margins of 0.1."""
    return Series(
        id="x",
        label="x",
        of="x",
        unit="units",
        table="positions",
        column="x",
        keys=(),
        years=tuple(range(2000, 2000 + len(distances))),
        values=distances,
        sources=("un_votes_undl",),
        rule="by hand",
        low=tuple(one - 0.1 for one in distances),
        high=tuple(one + 0.1 for one in distances),
    )


@pytest.mark.parametrize(
    ("distances", "expected"),
    [
        ((0.1,) * 5 + (0.9,) * 15, Departure(closest=2004, year=2005, level=2005, last=2019)),
        # back once: the gap opened for good only after that
        (
            (0.1,) * 5 + (0.9, 0.9, 0.1) + (0.9,) * 12,
            Departure(closest=2007, year=2008, level=2008, last=2019),
        ),
        # it grows: the level of today is reached late
        (
            (0.1,) * 5 + (0.5,) * 10 + (1.5,) * 5,
            Departure(closest=2004, year=2005, level=2015, last=2019),
        ),
    ],
)
def test_a_departure_is_the_year_from_which_nothing_overlaps(
    distances: tuple[float, ...], expected: Departure
) -> None:
    assert departure(course(*distances), since=2000, last=2019) == expected


@pytest.mark.parametrize("distances", [(0.5,) * 20, (0.1,) * 18 + (0.9,) * 2, (0.1, 0.9)])
def test_no_departure_where_none_is_settled(distances: tuple[float, ...]) -> None:
    assert departure(course(*distances), since=2000, last=2019) is None


def test_no_gap_is_dated_that_the_picture_opens_later(catalog: Catalog) -> None:
    # positions parted in 2005, the votes that page 1 draws after 2019
    assert said(catalog, vote_when.RULE, "Ukraine", "Russia") == {}


def test_no_gap_is_dated_after_which_the_picture_rises(catalog: Catalog) -> None:
    # positions parted in 1996; 1998 is the year in which most votes were alike
    assert said(catalog, vote_when.RULE, "NATO", "Russia", year=2013) == {}


@pytest.mark.parametrize(
    ("one", "other", "form"), [("Israel", "Brazil", "grows"), ("Australia", "Indonesia", "still")]
)
def test_a_gap_without_a_later_break_is_never_on_page_one(
    catalog: Catalog, one: str, other: str, form: str
) -> None:
    (line,) = said(catalog, vote_when.RULE, one, other, year=2013).values()
    assert line.variant == f"moved.{form}" and line.headline is None
    assert values(line)["closest"] < values(line)["opened" if form == "grows" else "level"]


def test_a_jump_that_counts_of_votes_show_is_one(catalog: Catalog) -> None:
    line = said(catalog, mover.RULE, "Japan", "China")["moved.jump-away-whole"]
    assert values(line)["jump.chn"] == 2022


def test_belarus_is_the_mover_beside_poland(catalog: Catalog) -> None:
    line = said(catalog, mover.RULE, "Poland", "Belarus")["moved.one-away-other-still"]
    assert message(line).startswith("Belarus")
    assert line.finding.value < -0.3


def test_a_former_move_is_named(catalog: Catalog) -> None:
    (line,) = said(catalog, mover.RULE, "Japan", "China").values()
    assert "In the years before 2015 it had moved the other way." in line.finding.text
    (other,) = said(catalog, mover.RULE, "Brazil", "Argentina").values()
    assert "years before" not in other.finding.text


def test_two_that_both_moved(catalog: Catalog) -> None:
    line = said(catalog, mover.RULE, "Argentina", "Russia")["moved.both-apart"]
    assert "opposite directions" in message(line)
    # positions move Ecuador far, counts of votes hardly: it is named by neither
    for other in ("USA", "Iran", "Argentina"):
        assert said(catalog, mover.RULE, "Ecuador", other) == {}


@pytest.mark.parametrize("other", ["Vietnam", "Serbia"])
def test_nobody_moved_where_no_shift_is_large(catalog: Catalog, other: str) -> None:
    assert said(catalog, mover.RULE, other, "EU") == {}


def test_an_associate_that_votes_no_nearer(catalog: Catalog) -> None:
    line = said(catalog, drift.RULE, "Switzerland", "NATO")["unexpected.still-associate"]
    assert round(values(line)["span"]) == 5
    assert "no nearer" in message(line)
    assert line.finding.value > 0.3
    (rate,) = [cell for cell in line.finding.evidence if cell.unit.endswith("a year")]
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < 0 < rate.high


def test_votes_that_moved_farther_are_not_said_to_be_no_nearer(catalog: Catalog) -> None:
    # at the same membership the Union and Serbia agree less often than they did
    assert said(catalog, drift.RULE, "Serbia", "EU") == {}
    assert "unexpected.still-associate" not in said(
        catalog, drift.RULE, "NATO", "Russia", year=2013
    )


def test_a_candidate_whose_votes_came_nearer_is_not_accused(catalog: Catalog) -> None:
    assert said(catalog, drift.RULE, "Turkey", "EU", year=2005) == {}


def test_a_pair_at_war_has_no_thaw(catalog: Catalog) -> None:
    assert not any("thaw" in name for name in said(catalog, drift.RULE, "Ukraine", "Russia"))


def test_asean_has_leaned_to_neither(catalog: Catalog) -> None:
    line = said(catalog, net_lean.RULE, "ASEAN", "USA")["unexpected.no-lean.nearer-rival"]
    shown = {name: round(value) for name, value in values(line).items()}
    assert (shown["own.usa"], shown["all.usa"]) == (11, 12), "as the ends of 16 and 27 print"
    assert (shown["own.chn"], shown["all.chn"]) == (7, 7)


def test_a_state_that_turned_from_one_of_two(catalog: Catalog) -> None:
    line = said(catalog, net_lean.RULE, "India", "USA")["moved.turned-from"]
    assert "India has turned from China" in message(line)


def test_without_ties_to_two_rivals_nobody_leans(catalog: Catalog) -> None:
    assert two_rivals(pair("Brazil", "Argentina", 2025)) is None
    assert said(catalog, net_lean.RULE, "Brazil", "Argentina") == {}


def test_the_tide_names_its_source(catalog: Catalog) -> None:
    line = said(catalog, tide.RULE, "ASEAN", "USA")["moved.source"]
    shown = values(line)
    assert shown["now"] < shown["before"]
    assert line.headline is None
    # how far the median state moved is said beside ASEAN's own change, and once
    (own,) = map(render, line.finding.sentences)
    assert "itself changed" in own


def test_no_tide_is_printed_for_an_ordinary_pair(catalog: Catalog) -> None:
    assert said(catalog, tide.RULE, "Brazil", "Chile") == {}
