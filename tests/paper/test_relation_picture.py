"""The picture of page 1: the states of a relation, and what its leading findings compare."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.sentence import length, render
from detente.evidence.series import Series
from detente.paper.blocks import Exhibit
from detente.paper.charts.strip import Bar, Curve, Drawn, beside, strip
from detente.paper.charts.style import rows_of
from detente.paper.charts.turning_points import TurningPoint, fitting
from detente.paper.exhibits.opening import draws_rungs, opening
from detente.paper.exhibits.relation import relation_over_time
from detente.paper.exhibits.spoken import speaks_of_votes, spoken
from detente.paper.exhibits.states_over_time import MOST_LANES, Held, in_lanes, states_over_time
from detente.paper.exhibits.turning import bound_rows, turning_points
from detente.paper.sections.body import sections
from tests.paper.test_votes_picture import brief_of

DAY = date(2000, 1, 1)
YEARS = (1990, 2020)


def held(kind: str, row: str = "") -> Held:
    """Give a state that began in 2000 and holds."""
    return Held(kind, DAY, end=None, what=kind, row=row)


def curve_of(*values: float, name: str = "A") -> Curve:
    """Give a curve from 2000 on."""
    years = tuple(range(2000, 2000 + len(values)))
    series = Series(
        "x", "x", of=name, unit="x", table="x", column="x", keys=(), years=years, values=values,
        sources=("x",), rule="x",
    )  # fmt: skip
    return Curve(tuple(rows_of(series)), name, colour="#000000")


def test_lanes_of_page_1_are_kept_before_graver_ones() -> None:
    kinds = ("war", "truce", "occupation", "rupture", "crisis", "claim")
    lanes = [one.lane for one in in_lanes([*map(held, kinds), held("partner", "r")], {"r"})]
    assert len(lanes) == MOST_LANES and lanes[0] == "war" and lanes[-1] == "partnership"
    assert "claim to land" not in lanes


def test_a_strip_has_a_lane_a_name_and_a_curve_below_it_the_same_years() -> None:
    bars = (Bar("war", 1995.0, 1995.01, colour="#000000", note="n"),)
    drawn = Drawn(bars, (), curves=(curve_of(1.0, 2.0),), years=YEARS)
    above, below = strip(drawn)["vconcat"]
    (row,) = above["layer"][0]["data"]["values"]
    assert row["end"] - row["year"] > 0.05, "the shortest state is seen"
    domains = [part["layer"][0]["encoding"]["x"]["scale"]["domain"] for part in (above, below)]
    assert domains == [[1990, 2020], [1990, 2020]]
    assert above["width"] == below["width"]


@pytest.mark.parametrize(
    ("values", "year", "align"), [((1.0, 2.0, 3.0), 2001, "right"), ((3.0, 2.0, 1.0), 2001, "left")]
)
def test_a_figure_is_where_the_curve_turns_away(
    values: tuple[float, ...], year: int, align: str
) -> None:
    place = beside(curve_of(*values), year, is_paired=False, is_lower=False)
    assert (place["align"], place["baseline"]) == (align, "bottom")


@given(
    st.lists(
        st.tuples(
            st.floats(1990, 2020), st.text("abc def", min_size=1, max_size=50), st.integers(0, 9)
        ),
        max_size=8,
    )
)
def test_labels_of_turning_points_do_not_touch_or_cross(
    given_points: list[tuple[float, str, int]],
) -> None:
    points = [TurningPoint(year, text, rank=rank) for year, text, rank in given_points]
    kept, centres = fitting(points, *YEARS, 500.0)
    assert [one.year for one in kept] == sorted(one.year for one in kept)
    edges = [
        (at - one.width / 2, at + one.width / 2) for one, at in zip(kept, centres, strict=True)
    ]
    assert all(a[1] <= b[0] + 1e-6 for a, b in zip(edges, edges[1:], strict=False))
    assert all(low >= -1e-6 and high <= 500 + 1e-6 for low, high in edges)


@pytest.mark.slow
def test_a_war_is_drawn_with_its_ceasefires_and_what_it_costs() -> None:
    brief = brief_of("Ukraine", "Russia")
    shown = opening(brief)
    assert shown is not None and shown.id == "relation" and "ceasefire" in shown.alt
    assert "votes" not in shown.unit.lower()
    found = spoken(brief)
    assert found is not None and found.line.rule == "burden" and found.unit in shown.spec.__str__()
    assert length(shown.title) <= 15 and render(shown.title) in shown.alt
    points = turning_points(brief, (2014, 2026))
    assert "Russia invades Ukraine" in [one.text for one in points]
    assert any(row.startswith("truce:RUS-UKR:2014-09") for row in bound_rows(brief))
    # a ceasefire under which they fought on is drawn at the day on which it was agreed
    agreed = [one for one in states_over_time(brief) if one.lane == "ceasefire agreed"]
    assert len(agreed) > 2 and all((one.end or DAY).year - one.start.year < 2 for one in agreed)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second", "as_of", "rule"),
    [
        ("Serbia", "EU", None, "regime"),
        ("NATO", "Russia", "2013", ""),
    ],
)
def test_the_curve_is_that_of_a_leading_finding(
    first: str, second: str, as_of: str | None, rule: str
) -> None:
    brief = brief_of(first, second, as_of)
    found = spoken(brief)
    assert (found.line.rule if found else "") == rule
    shown = opening(brief)
    assert shown is not None and shown.id == "relation"
    assert ("below:" in shown.unit) is bool(rule)
    assert shown == relation_over_time(brief)[0]
    if found is not None:
        # the message is what the curve shows, and no comparison with others
        assert render(shown.title).startswith("Democracy in Serbia fell from ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second", "bar"),
    [
        ("NATO", "South Korea", "partner"),
        ("India", "China", "claim to land"),
        ("Japan", "South Korea", "claim to land"),
    ],
)
def test_votes_are_drawn_where_a_key_finding_compares_them(
    first: str, second: str, bar: str
) -> None:
    brief = brief_of(first, second)
    shown = opening(brief)
    assert speaks_of_votes(brief) and shown is not None and shown.id == "votes"
    # what held between the two is drawn above them
    assert shown.cells is not None and bar in str(shown.cells.rows)


@pytest.mark.slow
def test_ties_alone_are_no_picture_and_rungs_are_drawn_once() -> None:
    brief = brief_of("Sweden", "NATO")
    shown = opening(brief)
    assert shown is not None and shown.id == "votes" and draws_rungs(brief)
    # NATO calls nobody an associate
    assert "partnership" in shown.alt and "associat" not in shown.alt
    titles = {one.id: one.title for one in sections(brief)}
    assert titles["membership"] == "What membership changed"
    pictures = [one for part in sections(brief) for one in part.blocks if isinstance(one, Exhibit)]
    assert "rails" not in [one.id for one in pictures]
