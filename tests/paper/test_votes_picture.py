"""The picture of votes: the same vote by year, the windows of the text, a peer that is named."""

from __future__ import annotations

from functools import cache

import pytest

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.evidence.sentence import length, render
from detente.evidence.series import Series
from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief, make
from detente.paper.charts import votes as charts
from detente.paper.charts.strip import Drawn
from detente.paper.charts.votes import Window
from detente.paper.exhibits.map_messages import message
from detente.paper.exhibits.rails import rails
from detente.paper.exhibits.votes import MOST_WORDS, votes
from detente.paper.sections.body import sections
from detente.rules.vote_curve import compared, same_by_year
from detente.store.catalog import default_catalog


@cache
def brief_of(first: str, second: str, as_of: str | None = None) -> Brief:
    """Give the brief of a relation at a view."""
    return make(default_catalog(), pair(first, second, as_of), Options(draws=200))


def series_of(*values: float) -> Series:
    """Give a series of shares from 2015 on."""
    years = tuple(range(2015, 2015 + len(values)))
    return Series(
        "x", "x", of="A | B", unit="part of votes", table="same_votes", column="same",
        keys=(), years=years, values=values, sources=("un_votes_undl",), rule="x",
    )  # fmt: skip


def years_only(first: int, last: int) -> Drawn:
    """Give an axis of years without states and turning points."""
    return Drawn((), (), curves=(), years=(first, last))


def test_a_flat_curve_looks_flat() -> None:
    low, high = charts.ends_of(series_of(0.8, 0.81, 0.8), series_of())
    assert (low, high) == (0.5, 0.9)


def test_the_axis_ends_at_the_view() -> None:
    spec = charts.votes(series_of(0.5, 0.6), series_of(), (), years_only(2015, 2016))
    domains = [
        part["encoding"]["x"]["scale"]["domain"]
        for part in spec["layer"]
        if "scale" in part["encoding"].get("x", {})
    ]
    assert domains and all(domain == [2015, 2016] for domain in domains)


def test_a_figure_is_written_where_no_curve_crosses_it() -> None:
    window = Window(2015, 2017, share=0.5)
    drawn = years_only(2015, 2017)
    spec = charts.votes(series_of(0.5, 0.7, 0.5), series_of(), (window,), drawn)
    written = [part for part in spec["layer"] if part["mark"].get("baseline") == "top"]
    assert [row["text"] for row in written[0]["data"]["values"]] == ["50%"]


@pytest.mark.slow
def test_the_curve_is_the_share_that_the_text_prints() -> None:
    brief = brief_of("NATO", "Russia")
    shown = votes(brief)[0]
    found = compared(brief.relation.catalog, brief.pair)
    assert found is not None
    said = render(shown.title)
    assert f"{found.late.share:.0%}" in said and f"{found.then.share:.0%}" in said
    by_year = same_by_year(brief.relation.catalog, brief.pair)
    recent = [by_year.values[by_year.years.index(year)] for year in (2022, 2023, 2024)]
    assert min(recent) <= found.late.share <= max(recent)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second", "peer"),
    [("Serbia", "EU", "Russia"), ("Liechtenstein", "Switzerland", "Austria")],
)
def test_the_grey_curve_is_the_state_that_page_1_names(first: str, second: str, peer: str) -> None:
    shown = votes(brief_of(first, second))[0]
    assert peer in shown.source
    assert shown.cells is not None and peer in shown.cells.columns[-1]
    assert length(shown.title) <= MOST_WORDS


@pytest.mark.slow
def test_where_no_state_is_named_the_median_is_drawn() -> None:
    shown = votes(brief_of("Japan", "South Korea"))[0]
    assert "the median of all pairs of states" in shown.source


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("Georgia", "Russia", "Russia has occupied Abkhazia"),
        ("Japan", "South Korea", "Japan and South Korea dispute the Liancourt Rocks"),
        ("Serbia", "EU", "Four land neighbours of Serbia are in the European Union"),
        ("NATO", "Russia", "Finland is the newest of 6 members of NATO bordering Russia"),
    ],
)
def test_a_map_says_what_it_shows(first: str, second: str, said: str) -> None:
    found = message(brief_of(first, second))
    assert found is not None and render(found).startswith(said)


@pytest.mark.slow
def test_a_map_that_cannot_show_all_the_land_held_is_not_drawn() -> None:
    # parts of four regions have no outline
    assert message(brief_of("Ukraine", "Russia")) is None


@pytest.mark.slow
@pytest.mark.parametrize("other", ["Sweden", "Germany"])
def test_a_map_of_a_member_has_no_message(other: str) -> None:
    assert message(brief_of("NATO", other)) is None


@pytest.mark.slow
def test_a_map_of_two_states_without_a_claim_is_not_drawn() -> None:
    assert message(brief_of("Liechtenstein", "Switzerland")) is None


@pytest.mark.slow
def test_the_rails_of_two_states_show_what_changed() -> None:
    shown = rails(brief_of("Ukraine", "Russia"))[0]
    assert render(shown.title).startswith("Of the 3 blocs that both were in, only the OSCE remains")
    assert rails(brief_of("Liechtenstein", "Switzerland")) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "bloc", "drawn"), [("Turkey", "EU", True), ("NATO", "Russia", False)]
)
def test_what_nobody_asks_for_is_not_drawn(who: str, bloc: str, *, drawn: bool) -> None:
    brief = brief_of(who, bloc, "2005" if drawn else "2013")
    blocks = [block for section in sections(brief) for block in section.blocks]
    assert any(isinstance(one, Exhibit) and one.id == "change" for one in blocks) is drawn
